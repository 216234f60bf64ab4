"""Whether a table explains a question: which of its words no heading, caption or title of the table accounts for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.answering.question import YEAR
from assistant.answering.tables.cells import cell_text
from assistant.answering.tables.columns import columns_of, is_percentage, terms_above, terms_of
from assistant.corpus.document import Block, Document
from assistant.english.numbers import NUMBERS
from assistant.indexing.lexical import content_terms

COUNTS = NUMBERS[2:11]
_IDLE = frozenset(
    content_terms(
        "number amount figure value list name show shown give given see seen say said find found according record"
        " recorded report reported table row one ones all any among amongst across within during overall"
        " gets got receives received makes made takes taken produces caused suffered experienced saw seen"
    )
)
"""Terms of a question that narrow nothing."""
_MONEY = frozenset(content_terms("money"))
_CURRENCY = re.compile(r"[£$€]")
"""In a caption or a heading it says that the column is of money."""
_SHARES = frozenset(content_terms("percentage proportion share rate percent"))
_FRONT = 300
"""Characters of a text that are its title page, which says what all of it is about; set by hand."""


def explains(
    document: Document, rows: Sequence[Block], column: str, asked: Collection[str], *, named: Collection[str] = ()
) -> bool:
    """Whether a table leaves no term of a question unexplained: every one is in a heading, the caption or the title.

    A term that names another column or holds for some of the rows only ("small", "2023") narrows the question: the
    whole column does not answer it.

    Args:
        asked: the question's terms, without those that ask for the computation.
        named: terms that are known to name something else: rows, another column.
    """
    return unexplained(document, rows, column, asked, named=named) == set()


def unexplained(
    document: Document, rows: Sequence[Block], column: str, asked: Collection[str], *, named: Collection[str] = ()
) -> set[str] | None:
    """Return the terms of a question that a table leaves unexplained; None where they narrow it to a part of the table.

    The arguments are those of `explains`.
    """
    first = rows[0]
    source, front = document.source, _title_page(document)
    told = terms_of(first.table or "", *first.headings, source.title, source.publisher, *source.geography, *front)
    if _CURRENCY.search(f"{first.table} {column}"):
        told |= _MONEY
    if is_percentage(column) or _are_shares(document, rows, column):
        told |= _SHARES
    narrowing = set(asked) - _IDLE - set(named) - _said_of(len(rows)) - _told_of_whole(rows, column, asked)
    left = narrowing - terms_of(column, first.cells[0].column)
    others, of_some = columns_of(rows), _of_some_rows(document, rows, told)
    if left & (terms_of(*others) | of_some) or any(YEAR.fullmatch(term) for term in narrowing & of_some):
        return None
    if any(YEAR.fullmatch(term) for term in left) and any(
        YEAR.search(text) for text in (*others, *(row.row or "" for row in rows))
    ):
        return None
    return left - told


def _are_shares(document: Document, rows: Sequence[Block], column: str) -> bool:
    """Whether every cell of a column is a percentage."""
    cells = [cell_text(document, cell) for row in rows for cell in row.cells if cell.column == column]
    return bool(cells) and all("%" in cell or "per cent" in cell for cell in cells)


def _title_page(document: Document) -> list[str]:
    """Return what a document says first, but for tables: it says whom or where all of it is about."""
    first = (block for block in document.blocks if block.start < _FRONT and not block.cells)
    return [document.text[block.start : block.end] for block in first]


def _told_of_whole(rows: Sequence[Block], column: str, asked: Collection[str]) -> set[str]:
    """Return the terms of other columns that say what the whole table is of, and so narrow nothing.

    They are those of a column whose every term the caption or the heading has, beside one that is named by a word of
    its own ("trees planted" beside "cost", under "Tree planting"), and those of what a share is a share of ("school
    pupils" beside "share of pupils").
    """
    above, own = terms_above(rows), terms_of(column)
    headings = [terms_of(heading) for heading in columns_of(rows) if heading != column]
    told: set[str] = set()
    if own.intersection(asked) - above and not is_percentage(column):
        told.update(*(terms for terms in headings if terms and terms <= above))
    if is_percentage(column):
        shared = [terms for terms in headings if terms & own & set(asked)]
        told.update(*(shared if len(shared) == 1 else []))
    return told


def _said_of(count: int) -> set[str]:
    """Return the terms that say how many rows there are: "which of the four" leaves none out."""
    return {str(count), *content_terms(COUNTS[count - 2])} if 0 <= count - 2 < len(COUNTS) else {str(count)}


def _of_some_rows(document: Document, rows: Sequence[Block], told: Collection[str]) -> set[str]:
    """Return the terms of the rows' cells that are not in every row.

    What is `told` of the whole table and stands in the name of a single row besides is not among them: of emissions by
    sector, "Net emissions" is one, and all are emissions.
    """
    held = [terms_of(*(cell_text(document, cell) for cell in row.cells)) for row in rows]
    values = [terms_of(*(cell_text(document, cell) for cell in row.cells[1:])) for row in rows]
    of_some = {term for terms in held for term in terms if not all(term in other for other in held)}
    return {
        term
        for term in of_some
        if term not in told
        or YEAR.fullmatch(term)
        or sum(term in terms for terms in held) > 1
        or any(term in terms for terms in values)
    }
