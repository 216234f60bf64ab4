"""The least for the most, and the other way: "Crale has the lowest rents" for the ward with the highest."""

from __future__ import annotations

import re

from assistant.answering.guards.clauses import clause_of_exact
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind
from assistant.english.superlatives import IS_MOST, extremes_of

_CLAUSE = re.compile(
    r"(?:;|,? (?:but|while|whereas|although|–|—)) "
    r"(?!(?:its?|they|their|this|that|these|those|he|she|his|her|which|who|where)\b)",
    re.IGNORECASE,
)
"""Ends a clause, where none follows that tells more of the same: "Crale stands out; its rents are the lowest"."""
_UP_TO = re.compile(r"\bup to\b", re.IGNORECASE)
"""Says what the most is beside the least: "from a minimum of £5,000 up to £50,000"."""


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
