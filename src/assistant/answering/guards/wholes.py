"""A whole for a part of it: "240 firms" for how many of the 240 firms have left."""

from __future__ import annotations

import re

from assistant.answering.figures import DIGITS
from assistant.answering.question import Question
from assistant.answering.scored import Scored

PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
_OF_THE = r"of (?:the|its|their|those|these|all) (?:[\w-]+ )?[£$€]?"
_OF_WHOLE = re.compile(
    rf"\b{_OF_THE}(?P<whole>{DIGITS.pattern})(?![\d%])[^?]*\bhow (?:many|much)\b"
    rf"|\bhow (?:many|much) {_OF_THE}(?P<of>{DIGITS.pattern})(?![\d%])",
    re.IGNORECASE,
)
"""Asks for a part of a figure that it gives itself: "of the £75m, how much was paid?"."""
_PART_OF = re.compile(
    r"\b(?:all|every one|none|most|half|whole|entire|full|(?:\d|%|per ?cent|quarters?|thirds?) of)"
    r"(?: of)?(?: the| its| their| those| these)?(?: [a-z-]+)? ?[£$€]?$",
    re.IGNORECASE,
)
"""In front of a figure of which it gives a part, or says that it is all: "20% of the 316", "all 240"."""
_IN_FULL = re.compile(r"\b(?:in full|fully|entirely)\b", re.IGNORECASE)


def repeats_whole(question: Question, entry: Scored) -> bool:
    """Whether an exact answer is the very sum or number of which the question asks for a part.

    "Of the 240 firms, how many have left?" is not answered by "240 firms"; by "all 240" it is.
    """
    whole, said = _OF_WHOLE.search(question.text), DIGITS.findall(entry.exact_words)
    if whole is None or said != [whole["whole"] or whole["of"]] or PERCENT.search(entry.exact_words):
        return False
    first = entry.exact_within[0] if entry.exact_within else None
    before = entry.unit.text[:first] + DIGITS.split(entry.exact_words)[0]
    return not _PART_OF.search(before) and not _IN_FULL.search(entry.unit.text)
