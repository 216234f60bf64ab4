"""Rows of one table side by side: their exact answers are of one column, or of the one that is asked for, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.question import Question
from assistant.answering.quotes import Quote
from assistant.answering.tables.cells import names_column
from assistant.corpus.document import same_table


def of_one_column(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Return quotes without the exact answers of rows of one table that stand in different columns.

    The yield of barley in bold beside the hectares of wheat would compare what cannot be compared. An answer in a
    column that the question names stays.
    """
    return [
        replace(quote, exact=None)
        if _is_beside_other_column(quote, quotes) and not names_column(question, _column(quote))
        else quote
        for quote in quotes
    ]


def _is_beside_other_column(quote: Quote, quotes: Sequence[Quote]) -> bool:
    """Whether another quote answers from another row of a quote's table, in another column."""
    row = quote.exact_row
    if row is None or not _column(quote):
        return False
    for other in quotes:
        beside = other.exact_row if other.document.id == quote.document.id else None
        if beside and beside != row and same_table(beside, row) and _column(other) not in ("", _column(quote)):
            return True
    return False


def _column(quote: Quote) -> str:
    """Return the name of the column in which a quote's exact answer stands, if it stands behind its row's name."""
    row = quote.exact_row
    if row is None or quote.exact is None or quote.exact[0] < row.cells[0].end:
        return ""
    return row.column_at(quote.exact[0]) or ""
