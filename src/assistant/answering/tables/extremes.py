"""Rows of a table that cannot be what a superlative asks for: they have the most, or the least, in no column.

Where a question's words do not name one column, nothing is computed, and the reader alone says which row is meant; its
word against the table's own numbers is not taken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.figures import leading_figure
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.answering.tables.bounds import is_bounded
from assistant.answering.tables.cells import HEADS_TOTAL, asked_cells, cell_text, table_rows
from assistant.answering.tables.columns import (
    MIN_ROWS,
    asks_percentage,
    columns_of,
    is_percentage,
    is_ranks,
    values_of,
)
from assistant.answering.tables.matching import in_order
from assistant.answering.tables.repeated import names_repeat, of_asked_time
from assistant.answering.tables.superlatives import ROW_NOUN, Superlative, superlative_of
from assistant.answering.tables.totals import are_of_several_levels, compared_rows
from assistant.answering.tables.turns import asks_turn, turns_of
from assistant.answering.tables.unordered import is_unordered
from assistant.corpus.document import Block, BlockKind, Document

_ASKS_FOR_A_ROW = re.compile(rf"\b(?:which|who|where|what {ROW_NOUN})\b", re.IGNORECASE)
_WHAT_IS_THE = re.compile(r"\bwhat(?:['’]s| is| was) the $", re.IGNORECASE)
_ASKS_DIFFERENCE = re.compile(
    r"\b(?:chang(?:e|es|ed|ing)|var(?:y|ies|ied|iance)|differ(?:s|ed|ence)?|shortfalls?"
    r"|(?:under|over)[- ]?(?:spen\w+|budget)|beat|miss(?:ed)?)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:leads?|leading|top)\b", re.IGNORECASE)
"""Said of many things that are not compared: "what is the lead time"."""


class Among(NamedTuple):
    """The rows of a table that are compared, and how many must have a value at least."""

    rows: Sequence[Block]
    least: int


def asked_extreme(question: Question) -> Superlative | None:
    """Return the superlative of a question that asks which row it is true of; None for any other question."""
    asked = superlative_of(question.text)
    if asked is None or _ASKS_FOR_A_ROW.search(question.text):
        return asked
    is_the_row = _WHAT_IS_THE.search(asked.before) and not _LEADS.match(question.text, len(asked.before))
    return asked if is_the_row else None


def is_ruled_out(
    question: Question, asked: Superlative, document: Document, row: Block, among: Among | None = None
) -> bool:
    """Whether a row is in no column of its table's numbers at the place that is asked for, or is of all the others.

    Of a rise or a fall, the rows are compared by how much they turned that way, where the table tells it.

    Args:
        question: where it names columns, only those count.
        asked: its superlative.
        row: any block; only the row of a table with at least three comparable rows is ruled out.
        among: the compared rows of its table, if they are known.
    """
    if row.kind is not BlockKind.table_row:
        return False
    rows, least = among or _compared_among(question, document, table_rows(document, row))
    if are_of_several_levels(rows):
        return False
    if row not in rows:
        return True
    if asks_turn(asked):
        return _turned_less(question, asked, document, rows, row)
    if _ASKS_DIFFERENCE.search(question.text):
        return False  # no column but one of differences tells it, and that one has two sides
    cells = [cell for cell in asked_cells(question, row)[1:] if leading_figure(cell_text(document, cell)) is not None]
    named = [cell.column for cell in cells if asked.compares(cell.column)]
    columns = named or _in_all(question, [column for column in columns_of(rows) if asked.compares(column)])
    columns = [column for column in _of_share(question, columns) if not is_bounded(question, document, rows, column)]
    columns = [column for column in columns if not is_unordered(question, document, rows, column)]
    places = [place for column in columns for place in _places(asked, document, rows, column, row, least)]
    return bool(places) and not any(asked.place <= place < asked.place + asked.count for place in places)


def _compared_among(question: Question, document: Document, table: Sequence[Block]) -> Among:
    """Return the rows with what the question names of one column: for "the biggest employer in Crale", Crale's alone.

    All rows where it names nothing of the kind, a row by its own name, or something of two columns.
    """
    question, rows = of_asked_time(question, document, compared_rows(document, table))
    if names_repeat(rows):
        return Among(rows, len(rows) + 1)
    asked = f" {' '.join(in_order(question.text))} "
    parts: dict[tuple[str, str], list[Block]] = {}
    for row in rows:
        for cell in row.cells:
            held = f" {' '.join(in_order(cell_text(document, cell)))} "
            if held.strip() and leading_figure(held) is None and held in asked:
                parts.setdefault((cell.column, held), []).append(row)
    columns = {column for column, _ in parts}
    if len(columns) != 1 or columns == {rows[0].cells[0].column}:
        return Among(rows, MIN_ROWS)
    named = {row.start: row for part in parts.values() for row in part}
    return Among([named[start] for start in sorted(named)], min(MIN_ROWS, len(named)))


def _in_all(question: Question, columns: Sequence[str]) -> Sequence[str]:
    """Return the one column of totals where no year is named: the biggest item is so over all its years."""
    totals = [column for column in columns if HEADS_TOTAL.fullmatch(column.strip())]
    return totals if len(totals) == 1 and not question.years else columns


def _of_share(question: Question, columns: Sequence[str]) -> Sequence[str]:
    """Return the columns of percentages where a share is asked for; none says it where there are no such columns."""
    if not asks_percentage(question.text):
        return columns
    return [column for column in columns if is_percentage(column)]


def _turned_less(question: Question, asked: Superlative, document: Document, rows: Sequence[Block], row: Block) -> bool:
    """Whether others rose or fell more than a row, in every way that the table tells it; False for "the least"."""
    if asked.least:
        return False
    first, last = asked.place, asked.place + asked.count - 1
    ways = turns_of(question, asked, document, rows)
    own = [next((value.number for value in way.values if value.row is row), None) for way in ways]
    places = [
        1 + sum(value.number > number for value in way.values) if number > 0 else math.inf
        for way, number in zip(ways, own, strict=True)
        if number is not None
    ]
    return bool(places) and not any(first <= place <= last for place in places)


def _places(
    asked: Superlative, document: Document, rows: Sequence[Block], column: str, row: Block, least: int
) -> list[int]:
    """Return a row's place in a column from the asked end, from 1; none where the column cannot be compared.

    Of a column of ranks the first is the most.

    Args:
        least: how many rows can be compared at least.
    """
    values = values_of(document, rows, column, whole=False, years=asked.measure is not None)
    own = next((value.number for value in values if value.row is row), None)
    if len(values) < least or own is None:
        return []
    above, below = sum(value.number > own for value in values), sum(value.number < own for value in values)
    return [1 + (below if asked.under(column).least != is_ranks(document, rows, column) else above)]


def without_other_rows(
    question: Question, asked: Superlative, document: Document, measured: Sequence[Scored]
) -> list[Scored]:
    """Return the units of a passage without the rows that cannot be what a superlative asks for.

    The reader tells that a table is meant, not which of its numbers is the highest: what it saw in such a row counts
    for the rows that are left.
    """
    tables: dict[int, Among] = {}  # by where they begin: the rows of a passage are mostly of one
    others = [entry for entry in measured if _is_another_row(question, asked, document, entry, tables)]
    seen = max((entry.features["margin"] for entry in others), default=-math.inf)
    return [
        replace(entry, features={**entry.features, "margin": max(seen, entry.features["margin"])})
        if entry.unit.kind is BlockKind.table_row
        else entry
        for entry in measured
        if entry not in others
    ]


def _is_another_row(
    question: Question, asked: Superlative, document: Document, entry: Scored, tables: dict[int, Among]
) -> bool:
    """Whether a unit is a row that the question does not name and that cannot be what its superlative asks for."""
    row = document.block_at(entry.unit.start) if not entry.features["row_matches"] else None
    if row is None or row.kind is not BlockKind.table_row:
        return False
    rows = table_rows(document, row)
    if rows[0].start not in tables:
        tables[rows[0].start] = _compared_among(question, document, rows)
    return is_ruled_out(question, asked, document, row, tables[rows[0].start])
