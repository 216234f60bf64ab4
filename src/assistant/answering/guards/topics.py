"""Rows of a table on what sources differ in: each is of a topic, and answers nothing of another one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.conflicts.claims import is_contested
from assistant.indexing.lexical import content_terms


def without_other_topics(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the units without the rows on what sources differ in of which the question has no word of the topic.

    "Why is there no one figure for the mills?" looks to the reader as if any such row answered it.
    """
    if question.several:
        return list(ranked)
    return [entry for entry in ranked if not _is_of_other_topic(question, entry)]


def _is_of_other_topic(question: Question, entry: Scored) -> bool:
    """Whether a unit is a row of a table on what sources differ in, and the question has no word of its topic.

    Such a table has a row for each of many things; the words of its document's title say nothing of any.
    """
    row = entry.unit.block
    if row is None or not row.cells or not is_contested(row):
        return False
    title = entry.unit.candidate.passage.context.partition("\n")[0]
    return not frozenset(content_terms(row.row or "")).difference(content_terms(title)).intersection(question.terms)
