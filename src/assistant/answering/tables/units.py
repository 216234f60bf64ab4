"""The unit of a table's numbers where only its caption or its heading says it: "Loans by type, thousands"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answering.figures import counted, leading_figure
from assistant.answering.question import YEAR
from assistant.answering.quotes import Quote
from assistant.answering.tables.cells import cell_text, table_rows
from assistant.answering.tables.columns import is_ranks
from assistant.answering.units import blocks_below, paragraph_above
from assistant.corpus.document import Block, BlockKind, Cell, Document
from assistant.english.sentences import split_sentences

_MEASURED_IN = (
    r"tonnes?|kilotonnes|kt|kg|km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|m|hectares?|ha|m²|sq(?:uare|\.)? ?\w+"
    r"|minutes?|hours?|days?|weeks?|months?|years?|[kMGT]Wh?|litres?|pence|pounds?|full-time equivalents?|FTEs?"
)
_UNIT = re.compile(
    r"[£$€](?!\s?[1-9])"
    r"|(?<!\d)(?<!\d )(?:%|\bper ?cent\b)|\bpercentages?\b"
    r"|(?<!\d )\b(?:thousands?|millions?|billions?)\b|(?<![\d,.])0{3}s?\b"
    r"|\bper (?:[\d,]+|head|capita|household|person|resident|year|week|hour)\b"
    rf"|(?:[,(]|\s[–-]|\bin) ?(?:{_MEASURED_IN})\b",
    re.IGNORECASE,
)
"""Says in what numbers are given: "£000s", "(millions)", "in tonnes"; the "£3 million" of a project's name does not."""

_OF_FIGURES = re.compile(
    r"\b(?:figures|values|amounts|numbers|sums|data|costs|prices|weights|quantities|totals)\b"
    r"(?: (?:here|below|above|in (?:the|this) table))?,? (?:(?:are|is) )?(?:all )?"
    r"(?:(?:given|shown|quoted|expressed|stated) )?(?:in|as)\b",
    re.IGNORECASE,
)
"""Begins to say in what a table's figures are, in the sentence above or below it."""


def with_unit(quote: Quote) -> Quote:
    """Return a quoted row or cell with the words above its table, if its numbers have their unit only there."""
    row = quote.block
    if quote.context or row is None or row.kind is not BlockKind.table_row:
        return quote
    told = _words_above(quote.document, row)
    is_bare = any(_is_bare(quote.document, row, cell) for cell in _said(quote, row))
    return replace(quote, context=told) if told and is_bare else quote


def _words_above(document: Document, row: Block) -> tuple[int, int] | None:
    """Return where the caption of a row's table stands that says a unit, or else the heading above it that does.

    Else the sentence right above or below the table that says it: "All figures are in thousands of pounds."
    """
    words = next((text for text in (row.table, *row.headings[-1:]) if text and _UNIT.search(text)), "")
    if not words:
        return _sentence_beside(document, row)
    at = document.text.rfind(words, 0, row.start) if words else -1
    at = document.text.find(words, row.end) if words and at < 0 else at
    return (at, at + len(words)) if at >= 0 else None


def _sentence_beside(document: Document, row: Block) -> tuple[int, int] | None:
    """Return where the sentence stands, above or below a row's table, that says in what its figures are."""
    below = [
        block
        for block in blocks_below(document, row, 1)
        if block.kind is BlockKind.paragraph and block.headings == row.headings
    ]
    for block in filter(None, (paragraph_above(document, row), *below)):
        for start, end in split_sentences(document.text, start=block.start, end=block.end):
            said = _OF_FIGURES.search(document.text, start, end)
            if said and _UNIT.search(document.text, said.start(), end):
                return start, end
    return None


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
