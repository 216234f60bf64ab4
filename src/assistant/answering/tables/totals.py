"""Rows of a table that are of all the others: their total under whatever name, their average, the country."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.answering.figures import leading_figure
from assistant.answering.tables.cells import HEADS_TOTAL, cell_text, without_bracket
from assistant.answering.tables.columns import RANK_WORDS
from assistant.corpus.document import Block, Document

Numbers = Mapping[str, Decimal]
"""What a row has in each column, in ones."""
NO_SUM = re.compile(
    rf"%|\b(?:{RANK_WORDS}|per ?cent\w*|shares?|rates?|averages?|means?|medians?|year|dates?|per|hourly|age"
    r"|ind(?:ex(?:es)?|ices)|scores?)\b",
    re.IGNORECASE,
)
"""The headings of columns that are not added up."""
_OF_ALL = re.compile(
    r"^all\b(?! (?:saints|souls|hallows)\b)|\ball$|\b(?:average|mean|median|overall)\b"
    r"|^rest of\b|^combined\b|\bcombined$"
    r"|^(?:the )?(?:england|uk|united kingdom|great britain|national)(?: and wales)?"
    r"(?: (?:as a whole|figure|level|rate|excl\w*|without|outside)\b.*)?$"
    r"|^(?:(?:whole|full) )?year$",
    re.IGNORECASE,
)
_IS_PART_SUM = re.compile(r"^(?:less|gross|net)\b", re.IGNORECASE)
"""How the name of a sum within a table begins; the sector "Net emissions" is none, so its numbers must say it, too."""
_MIN_SUMMED = 3
"""Rows above a sum: with fewer it may be chance."""


def is_of_all(row: Block) -> bool:
    """Whether a row is of all the others by its name: "Total", "All libraries", "England average"."""
    name = row.row or ""
    return bool(HEADS_TOTAL.search(name) or _OF_ALL.search(name) or _OF_ALL.search(without_bracket(name)))


def compared_rows(document: Document, rows: Sequence[Block]) -> list[Block]:
    """Return a table's rows without those of all the others: by their names, or because their numbers add up to them.

    Where one or none would be left, the names only begin alike ("Average rent", "Average wage"): all but totals stay.
    """
    sums = _sums(document, rows)
    left = [row for row in rows if row not in sums and not is_of_all(row)]
    if len(left) > 1:
        return left
    return [row for row in rows if row not in sums and not HEADS_TOTAL.search(row.row or "")]


def count_totals(document: Document, rows: Sequence[Block]) -> int:
    """Return how many rows are totals; a table with several is several tables in one."""
    sums = _sums(document, rows)
    return sum(row in sums or bool(HEADS_TOTAL.search(row.row or "")) for row in rows)


def _sums(document: Document, rows: Sequence[Block]) -> list[Block]:
    """Return the rows under other names whose numbers are the sums of the rows above, of all or since the last sum."""
    found: list[Block] = []
    parts, since = _Added(), _Added()
    for row in rows:
        numbers = _numbers(document, row)
        least = 1 if row is rows[-1] or _IS_PART_SUM.match(row.row or "") else 2
        if is_of_all(row):
            since = _Added()
        elif parts.is_sum(numbers, least) or since.is_sum(numbers, least):
            found.append(row)
            since = _Added()
        else:
            parts.add(numbers)
            since.add(numbers)
    return found


def _numbers(document: Document, row: Block) -> Numbers:
    """Return what a row has in each column that may be added up."""
    read = {
        cell.column: leading_figure(cell_text(document, cell))
        for cell in row.cells[1:]
        if not NO_SUM.search(cell.column)
    }
    return {
        column: figure.scaled
        for column, figure in read.items()
        if figure is not None and not figure.unit.startswith(("%", "percent"))
    }


class _Added:
    """Rows added up, one after the other: long tables are gone through once."""

    def __init__(self) -> None:
        self._count = 0
        self._sums: dict[str, Decimal] = {}

    def add(self, numbers: Numbers) -> None:
        """Add a row; a column that one row lacks has no sum."""
        sums = self._sums if self._count else dict.fromkeys(numbers, Decimal(0))
        self._sums = {column: value + numbers[column] for column, value in sums.items() if column in numbers}
        self._count += 1

    def is_sum(self, numbers: Numbers, least: int) -> bool:
        """Whether most numbers of a row, and at least so many, are the sums of what the rows have in their columns."""
        if self._count < _MIN_SUMMED:
            return False
        shared = [column for column, number in numbers.items() if number and column in self._sums]
        agreeing = sum(numbers[column] == self._sums[column] for column in shared)
        return agreeing >= least and 2 * agreeing > len(shared)
