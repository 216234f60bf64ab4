"""Statements that say the evidence does not give something: "No source named the winners".

Where such a statement is what the evidence has about a question, the question is not answered: the statement is
the reason, and leads the closest evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.features import Scored
from assistant.answering.question import AnswerType, Question
from assistant.indexing.lexical import analyse

_GIVEN = (
    r"(?:given|published|available|recorded|reported|stated|disclosed|released|listed|named|specified|provided"
    r"|broken down|split out|collected|known|found)"
)
_GIVES = (
    r"(?:gives?|gave|says?|said|names?|named|states?|stated|lists?|listed|records?|recorded|reports?|reported"
    r"|publish(?:es|ed)?|specif(?:y|ies|ied)|provides?|provided|mentions?|mentioned|discloses?|disclosed"
    r"|breaks? down|broke down|sets? out|shows?|showed|covers?|covered|includes?|included|exists?)"
)
_SOURCE = (
    r"(?:sources?|digests?|reports?|pages?|papers?|documents?|texts?|data|tables?|figures?|statistics|stud(?:y|ies)"
    r"|notes?|releases?|surveys?|articles?|breakdowns?|estimates?|strateg(?:y|ies)|plans?|accounts?|minutes)"
)
_DENIAL = re.compile(
    rf"\b(?:no|none of the|neither) (?:[\w’'-]+ ){{0,3}}?{_SOURCE}\b(?: [^\s;]+){{0,8}}? (?:{_GIVES}|{_GIVEN})\b"
    rf"|\b{_SOURCE}\b(?: [^\s;]+){{0,8}}? (?:does|do|did) not (?:\w+ )?{_GIVES}\b"
    rf"|\b(?:is|are|was|were|has been|have been|had been) not (?:yet |separately |publicly )?{_GIVEN}\b"
    rf"|\b(?:has|have|had) not (?:yet )?been {_GIVEN}\b"
    r"|\b(?:undisclosed|unpublished|not yet known)\b",
    re.IGNORECASE,
)
_AS_MUCH = 0.9
"""Share of the question's words in a likely statement that a denial must hold at least; set by hand."""
_CLAUSE = re.compile(r"[;:]\s|,\s(?:but|and|so|although|while|whereas)\s|\.\s")
_ASKS_WHAT_IS_GIVEN = re.compile(
    rf"\b(?:{_GIVES}|{_GIVEN}|missing|omit(?:s|ted)?|leaves? out|left out)\b", re.IGNORECASE
)


def find_denial(question: Question, likely: Sequence[Scored]) -> Scored | None:
    """Return the statement that says that what is asked is not given; None where there is none.

    It must say about as much of the question's words as any other likely statement does: a denial of something else
    beside the answer takes nothing from it. A question about what the evidence gives ("Does the report name ...?") is
    answered by such a statement.

    Args:
        likely: the statements that are likeliest to answer, best first; not empty.
    """
    if question.type is AnswerType.yes_no or _ASKS_WHAT_IS_GIVEN.search(question.text):
        return None
    enough = _AS_MUCH * max(entry.features["unit_cover"] for entry in likely)
    about = (entry for entry in likely if entry.features["unit_cover"] >= enough)
    return next((entry for entry in about if _denies(question, entry)), None)


def _denies(question: Question, entry: Scored) -> bool:
    """Whether the part of a statement that is about the question denies; no row of a table is a denial."""
    if entry.unit.block is not None and entry.unit.block.cells:
        return False
    clauses = [clause for clause in _CLAUSE.split(entry.unit.text) if clause]
    asked = frozenset(question.terms)
    about = max(clauses, key=lambda clause: len(asked & frozenset(analyse(clause))))
    return bool(_DENIAL.search(about))
