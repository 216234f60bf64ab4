"""What a question leaves out: "not counting training" is not answered by the row of training."""

from __future__ import annotations

import re

from assistant.answering.question import YEAR, Question
from assistant.answering.scored import Scored
from assistant.english.dates import YEAR_DIGITS
from assistant.indexing.lexical import content_terms

_LEAVES_OUT = re.compile(
    r"\b(?:not (?:counting|including)|without counting|excluding|leaving (?:out|aside)|(?:apart|aside) from"
    r"|except(?:ing)?(?: for)?|other than|minus|setting aside) (?:the |any |all |for )?(?P<thing>[^,;?()]+)",
    re.IGNORECASE,
)

_NOT_OF_YEAR = re.compile(
    rf"(?:[,(–-]|\b(?:and|but)) ?not (?:(?:the|that|those|in|for|of|from) )*(?P<year>{YEAR_DIGITS})\b"
    rf"|\b(?:rather than|instead of|other than) (?:(?:the|that|in|for|of|from) )*(?P<other>{YEAR_DIGITS})\b",
    re.IGNORECASE,
)
"""Names a year that is not meant: "the 2020 edition, not the 2019 one"."""


def is_of_year_left_out(question: Question, entry: Scored) -> bool:
    """Whether a unit names no other years than those that a question says it does not mean."""
    out = {found["year"] or found["other"] for found in _NOT_OF_YEAR.finditer(question.text)}
    held = set(YEAR.findall(entry.unit.text))
    return bool(held) and held <= out


def is_left_out(question: Question, entry: Scored) -> bool:
    """Whether a row is named by what the question leaves out, and does not say that it leaves it out too."""
    row, found = entry.unit.block, _LEAVES_OUT.search(question.text)
    if found is None or row is None or not row.cells or _LEAVES_OUT.search(entry.unit.text):
        return False
    out = frozenset(content_terms(found["thing"]))
    before = frozenset(content_terms(question.text[: found.start()]))
    name = frozenset(content_terms(row.row or ""))
    return bool(out) and out - before <= name and not out <= before
