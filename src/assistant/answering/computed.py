"""What is computed over a table's column: the most or the least, a row's place, the sum; said with how it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.figures import leading_figure, whole_figure
from assistant.answering.question import AnswerType, Question
from assistant.answering.tables import ASKS_TOTAL, cell_text, table_rows
from assistant.corpus.document import Block, Cell, Document
from assistant.indexing.lexical import content_terms, plain

_MOST = re.compile(r"\b(?:most|largest|highest|biggest|greatest|top|longest|oldest|strongest|leads?|leading)\b")
_LEAST = re.compile(r"\b(?:least|smallest|lowest|fewest|shortest|weakest|bottom)\b")
_ASKS_WHICH = re.compile(r"\b(?:which|what|who|where)\b")
_TOTAL = re.compile(
    r"\b(?:total|all|average|mean|median|overall|sum|england|uk|united kingdom|national)\b", re.IGNORECASE
)
_NO_SUM = re.compile(r"%|per cent|percent|share|rate|rank|average|mean|median|year|date|per head", re.IGNORECASE)
_NUMERIC_SHARE = 0.7
"""Share of a column's cells that must be numbers for it to be compared."""
_MIN_ROWS = 3
_MAX_SUMMED = 12
"""Rows of a sum: all of them are quoted, and more would be no answer to read."""
_PLACES = ("", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth ")


@dataclass(frozen=True)
class Computed:
    """What was computed, with the rows it is read off.

    Attributes:
        rows: the rows that are quoted, in the table's order.
        cells: their cells in the column.
        answer: the cell that answers; None where the answer is in `calculated`.
        calculated: the computation in words.
    """

    rows: tuple[Block, ...]
    cells: tuple[Cell, ...]
    answer: Cell | None
    calculated: str


def compute(question: Question, document: Document, row: Block) -> Computed | None:
    """Return what a question asks to be computed over a column of the table that `row` belongs to; None for nothing.

    "Which city has the most ...?", "Where does the city rank for ...?" and "How many ... in all?" are computed,
    where one column of numbers is named by the question.
    """
    rows = [entry for entry in table_rows(document, row) if not _TOTAL.search(entry.row or "")]
    if len(rows) < _MIN_ROWS:
        return None
    lowered = question.text.lower()
    if question.type is AnswerType.rank:
        return _place(question, document, rows)
    if _ASKS_WHICH.search(lowered) and (_MOST.search(lowered) or _LEAST.search(lowered)):
        return _superlative(question, document, rows, least=bool(_LEAST.search(lowered)))
    if ASKS_TOTAL.search(lowered) and len(rows) == len(table_rows(document, row)):
        return _sum(question, document, rows)
    return None


def _superlative(question: Question, document: Document, rows: Sequence[Block], *, least: bool) -> Computed | None:
    """Return the row with the most or the least; None where two rows share it."""
    column = _named_column(question, document, rows)
    values = sorted(_values(document, rows, column), key=lambda found: found[0], reverse=not least)
    if column is None or len(values) < _MIN_ROWS or values[0][0] == values[1][0]:
        return None
    _, best, cell = values[0]
    how = f"the {'lowest' if least else 'highest'} of {len(values)} rows under “{column}”"
    return Computed((best,), (cell,), best.cells[0], how)


def _place(question: Question, document: Document, rows: Sequence[Block]) -> Computed | None:
    """Return the row that is named and its place from the highest; None where the table gives ranks itself."""
    asked = set(question.terms)
    named = [row for row in rows if (name := set(content_terms(row.row or ""))) and name <= asked]
    column = _named_column(question, document, rows)
    if len(named) != 1 or column is None or "rank" in column.lower() or not asked & set(content_terms(column)):
        return None
    values = _values(document, rows, column)
    own = next(((value, cell) for value, row, cell in values if row is named[0]), None)
    if own is None or [value for value, _, _ in values].count(own[0]) > 1:
        return None
    place = sum(value > own[0] for value, _, _ in values)
    if place >= len(_PLACES):
        return None
    how = f"the {_PLACES[place]}highest of {len(values)} rows under “{column}”"
    return Computed((named[0],), (own[1],), own[1], how)


def _sum(question: Question, document: Document, rows: Sequence[Block]) -> Computed | None:
    """Return the sum of a column of amounts or counts, all in one unit; None for shares, ranks and years."""
    asked = set(question.terms)
    if len(rows) > _MAX_SUMMED or any(set(content_terms(row.row or "")) & asked for row in rows):
        return None
    column = _named_column(question, document, rows)
    if column is None or _NO_SUM.search(column) or not asked & set(content_terms(column)):
        return None
    cells = [cell for row in rows for cell in row.cells if cell.column == column]
    figures = [figure for cell in cells if (figure := whole_figure(cell_text(document, cell)))]
    if len(figures) < len(rows) or len({figure.kind for figure in figures}) > 1:
        return None
    whole = replace(figures[0], value=sum((figure.value for figure in figures), Decimal(0)))
    how = f"the sum of all rows under “{column}” is {whole}"
    return Computed(tuple(rows), tuple(cells), None, how)


def _values(document: Document, rows: Sequence[Block], column: str | None) -> list[tuple[Decimal, Block, Cell]]:
    return [
        (figure.scaled, row, cell)
        for row in rows
        for cell in row.cells
        if cell.column == column and (figure := leading_figure(cell_text(document, cell)))
    ]


def _named_column(question: Question, document: Document, rows: Sequence[Block]) -> str | None:
    """Return the column of numbers that shares most with the question; its only one, if no column is named."""
    shares: dict[str, float] = {}
    asked = set(question.terms)
    for name in dict.fromkeys(cell.column for row in rows for cell in row.cells[1:]):
        cells = [cell_text(document, cell) for row in rows for cell in row.cells if cell.column == name]
        if sum(leading_figure(cell) is not None for cell in cells) < _NUMERIC_SHARE * len(cells):
            continue
        terms = set(content_terms(name))
        percent = "%" in name or "per cent" in plain(name)
        wants_percent = question.type.value == "percentage"
        shares[name] = (
            len(terms & asked) / max(1, len(terms)) + len(terms & asked) - (0.5 if percent != wants_percent else 0.0)
        )
    if not shares:
        return None
    best = max(shares.values())
    named = [name for name, share in shares.items() if share == best]
    if len(named) > 1 or (best <= 0 and len(shares) > 1):
        return None
    return named[0]
