"""The row of the last year beside that of the year since which a change is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.question import Period, Question, periods_in
from assistant.answering.quotes import Quote, joined_spans, overlap
from assistant.answering.tables.cells import asked_cells, table_rows, written
from assistant.answering.tables.since import since_year
from assistant.answering.tables.units import with_unit
from assistant.corpus.document import Block, BlockKind


def with_last_row(question: Question, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes, with the last year's row of the same table behind a first one that is the row of `since_year`.

    "Did pay go up compared with 2022?" is not answered by the row of 2022 alone.
    """
    since = since_year(question)
    row = quotes[0].block if quotes and since else None
    if row is None or row.kind is not BlockKind.table_row or quotes[0].end > row.end:
        return tuple(quotes)
    document = quotes[0].document
    years = {year: other for other in table_rows(document, row) if (year := _year_of(other))}
    own, last = _year_of(row), max(years, default=(0, 0))
    if not own or own[0] != since or last <= own:
        return tuple(quotes)
    later = years[last]
    cells = asked_cells(question, later)
    shown = joined_spans([written(cell) for cell in cells])
    beside = with_unit(
        replace(quotes[0], start=later.start, end=later.end, exact=None, context=None, calculated="", shown=shown)
    )
    return (quotes[0], beside, *(quote for quote in quotes[1:] if not overlap(quote, beside)))


def _year_of(row: Block) -> Period | None:
    """Return the one year, or span of years, that a row is named after; None for other names."""
    periods = periods_in(row.row or "")
    return next(iter(periods)) if len(periods) == 1 and (row.row or "")[:1].isdigit() else None
