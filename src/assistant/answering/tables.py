"""What a table's row answers: the cells that are asked for."""

from __future__ import annotations

import re

from assistant.answering.question import YEAR, Question
from assistant.corpus.document import Block, Cell, Document, same_table
from assistant.indexing.lexical import content_terms

_SPAN_OF_YEARS = re.compile(
    r"\b(?:19|20)\d\d ?(?:to|until|till|through|[-–])(?: the end of)? ?(?:19|20)\d\d\b"
    r"|\bbetween (?:19|20)\d\d and (?:19|20)\d\d\b"
)
ASKS_TOTAL = re.compile(
    r"\b(?:in total|total|totals|altogether|all together|in all|the sum of|between them|combined|overall)\b"
)
_TOTAL = re.compile(r"\b(?:total|sum|altogether)\b", re.IGNORECASE)
_MIN_COLUMNS = 4
"""Columns of a row, its name among them, from which the cells that were not asked for are left out."""


def asked_cells(question: Question, row: Block) -> tuple[Cell, ...]:
    """Return the row's name and the cells whose columns the question names; empty where it names none, or all.

    A column is named by its year, by its initials ("ICT") or by all words of its heading. A span of years names none of
    its ends, but the column of totals where a total is asked for.
    """
    name, *others = row.cells
    if len(row.cells) < _MIN_COLUMNS:
        return ()
    span = _SPAN_OF_YEARS.search(question.text)
    if span and ASKS_TOTAL.search(question.text.lower()):
        dated = [cell for cell in others if _TOTAL.search(cell.column)]
    else:
        dated = [cell for cell in others if not span and question.years.intersection(YEAR.findall(cell.column))]
    named = dated or [
        cell for cell in others if names_column(question, cell.column) and not (span and YEAR.search(cell.column))
    ]
    return (name, *named) if 0 < len(named) < len(others) else ()


def names_column(question: Question, column: str) -> bool:
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


def cell_text(document: Document, cell: Cell) -> str:
    """Return the words of a cell."""
    return document.text[cell.start : cell.end]
