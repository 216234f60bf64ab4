"""What says what a thing is: a sentence about the name that is asked for, with the kind of thing that it is."""

from __future__ import annotations

import re

from assistant.answering.question import Question
from assistant.corpus.document import Block
from assistant.indexing.lexical import content_terms

_ASKS = re.compile(
    r"^what (?:is meant by|does) (?:an? |the )?(?P<meant>[\w&@'’/ -]+?)(?: mean)?\s*\??$"
    r"|^(?:so |and |but )?what(?:['’]s| is| are| was| were) (?:an? |the )?"
    r"(?P<name>[\w&@'’/-]+(?: [\w&@'’/-]+){0,5}?)\s*\??$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|for|in|at|on|by|from|to|with|about|doing|happening)\b", re.IGNORECASE)
"""Asks for a value of something ("what is the population of Crale"), if it is no title ("the Board of Trade")."""
_JOINING = ("and", "the", "&")
_KIND = re.compile(
    r"^\W*(?:(?:an?|the|any|by) )*(?P<name>[\w&@'’/ -]{2,90}?)(?: ?\((?:the )?(?P<short>[^()]{2,60})\))?"
    r"(?:, [^.;:]{3,120},|,)?"
    r"(?: (?:is|are|was|were|means?|refers? to|is defined as|are defined as)"
    r" (?P<kind>an?|any|one|those|when|what|where|the)\b|: (?=\w+ \w+))",
    re.IGNORECASE,
)
"""A sentence or an entry of a glossary that says what its subject is."""
_BESIDE = (
    r"\b{name}[\"”’]?(?: \([^()]*\))?, (?:which (?:is|was) )?(?:an?|one of)\b(?! (?:few|day|week|month|year|lot))"
    r"|\ban? [\w' -]{{3,60}},? (?:(?:called|named|known as) [\"“‘]?|[\"“‘])(?:the )?{name}\b"
)
"""The kind beside a name: "the PinPoint Test, a blood test", "a blood test called PinPoint"."""
_VAGUE = re.compile(
    r"\W+(?:[\w\"“”'’-]+\W+){0,3}?(?:solution|part|way|example|priority|member|success|key|challenge|result|one)\b",
    re.IGNORECASE,
)
"""Words that may be said of anything."""
SURELY = 2
"""How well a text says what kind of thing something is that says it in so many words."""
_MIN_MEANING = 3
"""Words from which the cell beside a name is what it means, not a value of it; set by hand."""


def asked_name(question: str) -> str:
    """Return the name whose meaning a question asks for: "carbon budget"; "" where it asks for something else."""
    found = _ASKS.search(question.strip())
    name = (found["name"] or found["meant"] or "") if found else ""
    is_title = all(word[0].isupper() for word in _OF.sub(" ", name).split() if word not in _JOINING)
    return name if is_title or not _OF.search(name) else ""


def says_kind(question: Question, text: str, row: Block | None = None) -> int:
    """Return how well a text says what kind of thing the name is that a question asks the meaning of, 0 to `SURELY`.

    "A carbon budget is an amount ..." is 2, as is "the carbon budget, an amount of ..."; with "the" or a word for
    anything ("solution") it is 1; "The carbon budget is reviewed ..." is 0. The name may stand there in its other form:
    the long form for the acronym.

    Args:
        row: the row of a table that the text is: one of a glossary has two cells, the name and what it means.
    """
    names = _names(question)
    if not names:
        return 0
    terms = [frozenset(content_terms(name)) for name in names]
    if row and row.cells:
        words = text[row.cells[-1].start - row.start :].split()
        return SURELY if len(row.cells) == 2 and _terms(row.row or "") in terms and len(words) >= _MIN_MEANING else 0
    if any(re.search(_BESIDE.format(name=_as_pattern(name)), text, re.IGNORECASE) for name in names):
        return SURELY
    found = _KIND.match(text)
    if found is None or not {_terms(found["name"]), _terms(found["short"] or "")}.intersection(terms):
        return 0
    vague = _VAGUE.match(text, found.end())
    return 1 if vague or (found["kind"] or "").lower() == "the" else SURELY


def _names(question: Question) -> list[str]:
    """Return the name that is asked for, in each of its forms."""
    name = asked_name(question.text)
    own = _terms(name)
    return [name, *(other for said, other in question.aliases if _terms(said) == own)] if own else []


def _as_pattern(name: str) -> str:
    return r"[\s-]".join(re.escape(word) for word in name.split())


def _terms(text: str) -> frozenset[str]:
    return frozenset(content_terms(text))
