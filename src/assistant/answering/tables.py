"""What a table answers: the cells of a row that are asked for, and superlatives, computed over a column's rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.question import YEAR, Question
from assistant.corpus.document import Block, Cell, Document, same_table
from assistant.indexing.lexical import content_terms, plain

_MOST = re.compile(r"\b(?:most|largest|highest|biggest|greatest|top|longest|oldest|strongest|leads?|leading)\b")
_LEAST = re.compile(r"\b(?:least|smallest|lowest|fewest|shortest|weakest|bottom)\b")
_ASKS_WHICH = re.compile(r"\b(?:which|what|who|where)\b")
_NUMBER = re.compile(
    r"^[£$€]?\s?([+-]?\d[\d,]*(?:\.\d+)?)\s?(m|bn|k|%|million|billion|thousand|per cent)?\b", re.IGNORECASE
)
_SCALE = {"m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "k": 1e3, "thousand": 1e3}
_TOTAL = re.compile(
    r"\b(?:total|all|average|mean|median|overall|sum|england|uk|united kingdom|national)\b", re.IGNORECASE
)
_NUMERIC_SHARE = 0.7
"""Share of a column's cells that must be numbers for it to be compared."""
_MIN_ROWS = 3
_MIN_COLUMNS = 4
"""Columns of a row, its name among them, from which the cells that were not asked for are left out."""


@dataclass(frozen=True)
class Superlative:
    """The row that has the most or the least of a column, and how that was found.

    Attributes:
        row: the table row.
        cell: its cell in the compared column.
        calculated: the comparison in words.
    """

    row: Block
    cell: Cell
    calculated: str


def find_superlative(question: Question, document: Document, row: Block) -> Superlative | None:
    """Return the extreme row of the table that `row` belongs to, if the question asks for one.

    Returns None where the question asks no superlative, where no column of numbers is named by the question,
    or where two rows share the extreme.
    """
    lowered = question.text.lower()
    least = bool(_LEAST.search(lowered))
    if not _ASKS_WHICH.search(lowered) or not (least or _MOST.search(lowered)):
        return None
    rows = [entry for entry in table_rows(document, row) if not _TOTAL.search(entry.row or "")]
    if len(rows) < _MIN_ROWS:
        return None
    column = _named_column(question, document, rows)
    if column is None:
        return None
    values = [
        (value, entry, cell)
        for entry in rows
        for cell in entry.cells
        if cell.column == column and (value := number(_text(document, cell))) is not None
    ]
    values.sort(key=lambda found: found[0], reverse=not least)
    if len(values) < _MIN_ROWS or values[0][0] == values[1][0]:
        return None
    _, best, cell = values[0]
    return Superlative(best, cell, f"the {'lowest' if least else 'highest'} of {len(values)} rows under “{column}”")


def asked_cells(question: Question, row: Block) -> tuple[Cell, ...]:
    """Return the row's name and the cells whose columns the question names; empty where it names none, or all.

    A column is named by its year, by its initials ("ICT") or by all words of its heading.
    """
    name, *others = row.cells
    if len(row.cells) < _MIN_COLUMNS:
        return ()
    dated = [cell for cell in others if question.years.intersection(YEAR.findall(cell.column))]
    named = dated or [cell for cell in others if _names(question, cell.column)]
    return (name, *named) if 0 < len(named) < len(others) else ()


def _names(question: Question, column: str) -> bool:
    """Whether the question holds a column's initials or all words of its heading."""
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z][a-z]+", column))
    if len(initials) > 1 and re.search(rf"\b{initials}\b", question.text):
        return True
    terms = set(content_terms(column))
    return bool(terms) and terms <= set(question.terms)


def table_rows(document: Document, row: Block) -> list[Block]:
    """Return all rows of the table that `row` belongs to, in order."""
    blocks = document.blocks
    at = blocks.index(row)
    first, last = at, at
    while first > 0 and same_table(blocks[first - 1], row):
        first -= 1
    while last + 1 < len(blocks) and same_table(blocks[last + 1], row):
        last += 1
    return list(blocks[first : last + 1])


def number(text: str) -> float | None:
    """Return the number that a cell begins with, scaled by its unit ("£1.2bn" is 1.2e9); None if there is none."""
    match = _NUMBER.match(text.strip())
    if not match:
        return None
    return float(match.group(1).replace(",", "")) * _SCALE.get((match.group(2) or "").lower(), 1.0)


def _named_column(question: Question, document: Document, rows: Sequence[Block]) -> str | None:
    """Return the column of numbers that shares most with the question; its only one, if no column is named."""
    shares: dict[str, float] = {}
    asked = set(question.terms)
    for name in dict.fromkeys(cell.column for row in rows for cell in row.cells[1:]):
        cells = [_text(document, cell) for row in rows for cell in row.cells if cell.column == name]
        if sum(number(cell) is not None for cell in cells) < _NUMERIC_SHARE * len(cells):
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


def _text(document: Document, cell: Cell) -> str:
    return document.text[cell.start : cell.end]
