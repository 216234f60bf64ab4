"""Rows of a table on what sources differ in: each is of a topic, and answers nothing of another one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.conflicts.claims import is_contested
from assistant.indexing.lexical import content_terms


def without_other_topics(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the units without the rows on what sources differ in that have no word of the question.

    "Why is there no one figure for the mills?" looks to the reader as if any such row answered it.
    """
    if question.several:
        return list(ranked)
    return [entry for entry in ranked if not _is_contested(entry) or _shares(question, entry, _cells(entry))]


def is_of_other_topic(question: Question, entry: Scored) -> bool:
    """Whether a unit is such a row, and the question has no word of its topic: it may answer, but stand beside nothing.

    Such a table has a row for each of many things.
    """
    row = entry.unit.block
    return not question.several and _is_contested(entry) and not _shares(question, entry, (row and row.row) or "")


def _is_contested(entry: Scored) -> bool:
    row = entry.unit.block
    return row is not None and bool(row.cells) and is_contested(row)


def _cells(entry: Scored) -> str:
    """Return a row's words without the names of its columns."""
    row = entry.unit.block
    return " ; ".join(map(entry.unit.cell_text, row.cells if row else ()))


def _shares(question: Question, entry: Scored, words: str) -> bool:
    """Whether words are the question's too; those of the document's title say nothing of any row."""
    title = entry.unit.candidate.passage.context.partition("\n")[0]
    return bool(frozenset(content_terms(words)).difference(content_terms(title)).intersection(question.terms))
