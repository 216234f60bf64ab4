"""The least for the most, and the other way: "Crale has the lowest rents" for the ward with the highest."""

from __future__ import annotations

import re

from assistant.answering.guards.clauses import clause_of_exact
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind
from assistant.english.numbers import ordinals
from assistant.english.superlatives import IS_MOST, LEAST, MOST, extremes_of

_CLAUSE = re.compile(
    r"(?:;|,? (?:but|while|whereas|although|–|—)) "
    r"(?!(?:its?|they|their|this|that|these|those|he|she|his|her|which|who|where)\b)",
    re.IGNORECASE,
)
"""Ends a clause, where none follows that tells more of the same: "Crale stands out; its rents are the lowest"."""
_RUNNER_UP = re.compile(
    rf"{_CLAUSE.pattern}|,? (?:with|followed by|ahead of|than|(?:(?:almost|nearly) )?twice as) ", re.IGNORECASE
)
"""Ends what tells of the first, where the second stands beside it."""
_UP_TO = re.compile(r"\bup to\b", re.IGNORECASE)
"""Says what the most is beside the least: "from a minimum of £5,000 up to £50,000"."""


_PLACE = re.compile(
    rf"\b(?:{ordinals(2, 10)}|[2-9](?:nd|rd|th)|\d\dth|next|joint)[ -]"
    rf"(?:{MOST}|{LEAST}|busiest|oldest|richest|poorest)\b",
    re.IGNORECASE,
)
"""Says that something comes behind the first: "the second largest"."""


def is_behind_first(question: Question, entry: Scored) -> bool:
    """Whether the first of all is asked for, and a sentence tells only of what comes behind it: "the third largest"."""
    if entry.unit.kind is BlockKind.table_row or extremes_of(question.text) is None or _PLACE.search(question.text):
        return False
    clause = clause_of_exact(entry, _RUNNER_UP)
    return bool(_PLACE.search(clause)) and extremes_of(_PLACE.sub(" ", entry.unit.text)) is None


def has_other_extreme(question: Question, entry: Scored) -> bool:
    """Whether a sentence tells of the least where the most is asked for, or the other way.

    What it tells so in another clause than that of its exact answer is of something else.
    """
    if entry.unit.kind is BlockKind.table_row:
        return False
    extremes = extremes_of(question.text)
    if extremes is None:
        return False
    wanted, other = extremes
    clause = clause_of_exact(entry, _CLAUSE)
    if wanted is IS_MOST and _UP_TO.search(clause):
        return False
    return bool(other.search(clause)) and not wanted.search(entry.unit.text)
