"""The unit of a table's numbers where only its caption or its heading says it: "Loans by type, thousands"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answering.figures import counted, leading_figure
from assistant.answering.question import YEAR
from assistant.answering.quotes import Quote
from assistant.answering.tables.cells import MEASURED_IN, cell_text, table_rows
from assistant.answering.tables.columns import is_ranks
from assistant.corpus.document import Block, BlockKind, Cell, Document

_UNIT = re.compile(
    r"[£$€](?!\s?[1-9])"
    r"|(?<!\d)(?<!\d )(?:%|\bper ?cent\b)|\bpercentages?\b"
    r"|(?<!\d )\b(?:thousands?|millions?|billions?)\b|(?<![\d,.])0{3}s?\b"
    r"|\bper (?:[\d,]+|head|capita|household|person|resident|year|week|hour)\b"
    rf"|(?:[,(]|\s[–-]|\bin) ?(?:{MEASURED_IN})\b",
    re.IGNORECASE,
)
"""Says in what numbers are given: "£000s", "(millions)", "in tonnes"; the "£3 million" of a project's name does not."""


def with_unit(quote: Quote) -> Quote:
    """Return a quoted row or cell with the words above its table, if its numbers have their unit only there."""
    row = quote.block
    if quote.context or row is None or row.kind is not BlockKind.table_row:
        return quote
    told = _words_above(quote.document, row)
    is_bare = any(_is_bare(quote.document, row, cell) for cell in _said(quote, row))
    return replace(quote, context=told) if told and is_bare else quote


def _words_above(document: Document, row: Block) -> tuple[int, int] | None:
    """Return where the caption of a row's table stands that says a unit, or else the heading above it that does."""
    words = next((text for text in (row.table, *row.headings[-1:]) if text and _UNIT.search(text)), "")
    at = document.text.rfind(words, 0, row.start) if words else -1
    at = document.text.find(words, row.end) if words and at < 0 else at
    return (at, at + len(words)) if at >= 0 else None


def _said(quote: Quote, row: Block) -> Iterable[Cell]:
    """Return the cells behind a row's name that are said; the one that answers alone, if it is one of these."""
    spans = quote.shown or ((quote.start, quote.end),)
    said = [cell for cell in row.cells[1:] if any(start <= cell.start and cell.end <= end for start, end in spans)]
    exact = quote.exact
    return [cell for cell in said if exact and cell.start <= exact[0] < cell.end] or said


def _is_bare(document: Document, row: Block, cell: Cell) -> bool:
    """Whether a cell is a number of which neither itself nor its column or its row's name says the unit."""
    text = cell_text(document, cell).strip()
    figure = leading_figure(text)
    if figure is None or figure.currency or figure.unit or counted(text) or YEAR.fullmatch(text):
        return False
    if any(_UNIT.search(said) for said in (cell.column, row.row or "")):
        return False
    return not is_ranks(document, table_rows(document, row), cell.column)
