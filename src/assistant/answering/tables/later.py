"""The row of the last year beside that of the year since which a change is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.question import YEAR, Period, Question, periods_in
from assistant.answering.quotes import Quote, joined_spans, overlap
from assistant.answering.tables.cells import asked_cells, table_rows, written
from assistant.answering.tables.since import since_year
from assistant.answering.tables.units import with_unit
from assistant.corpus.document import Block, BlockKind, Document
from assistant.english.dates import YEAR_DIGITS

_OF_YEAR = re.compile(rf"(?:FY ?)?{YEAR_DIGITS}(?: ?[/–-] ?\d\d(?:\d\d)?)?", re.IGNORECASE)
"""All of a row's name that is a year: "2030 target" is of what has not been."""


def with_last_row(question: Question, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes, with the last year's row of the same table behind a first one that is the row of `since_year`.

    "Did pay go up compared with 2022?" is not answered by the row of 2022 alone. A table with two rows of a year tells
    of several things, and its last row may be of another.
    """
    since = since_year(question)
    row = quotes[0].block if quotes and since else None
    if row is None or row.kind is not BlockKind.table_row or quotes[0].end > row.end:
        return tuple(quotes)
    document = quotes[0].document
    dated = [(year, other) for other in table_rows(document, row) if (year := _year_of(document, other))]
    own, (last, later) = _year_of(document, row), max(dated, key=lambda pair: pair[0], default=((0, 0), row))
    if not own or own[0] != since or last <= own or len(dict(dated)) < len(dated):
        return tuple(quotes)
    shown = joined_spans([written(cell) for cell in asked_cells(question, later)])
    beside = with_unit(
        replace(quotes[0], start=later.start, end=later.end, exact=None, context=None, calculated="", shown=shown)
    )
    found = next((quote for quote in quotes[1:] if overlap(quote, beside)), beside)
    return (quotes[0], found, *(quote for quote in quotes[1:] if not overlap(quote, beside)))


def _year_of(document: Document, row: Block) -> Period | None:
    """Return the year, or span of years, that a row is named after; None for other names, and for what is yet to be.

    A row without a figure tells nothing of its year.
    """
    name, (_, *cells) = (row.row or "").strip(), row.cells
    periods = periods_in(name) if _OF_YEAR.fullmatch(name) else set()
    if len(periods) != 1 or not any(re.search(r"\d", document.text[cell.start : cell.end]) for cell in cells):
        return None
    period = next(iter(periods))
    published = YEAR.search(document.source.date or "")
    return None if published and period[0] > int(published.group()) else period
