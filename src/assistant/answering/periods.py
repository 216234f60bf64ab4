"""When a statement holds: the date that it names, or else that of its document."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.answering.tables.cells import cell_text
from assistant.conflicts.told import SOURCE_COLUMN
from assistant.conflicts.wording import without_sources
from assistant.corpus.document import Document
from assistant.english.dates import MONTH_NAMES, MONTHS, YEAR_DIGITS

_DATE = re.compile(
    rf"(?P<open>\b(?:since|from|until|before) )?(?:\b(?P<day>\d{{1,2}}) )?(?:\b(?P<month>{MONTH_NAMES}) )?"
    rf"\b(?P<year>{YEAR_DIGITS})(?:[/–-](?P<end>\d\d(?:\d\d)?)\b)?(?!,?\d|%)",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|aims?|plans?|planned|targets?|goals?|expect(?:s|ed)?|forecasts?|projected|ambition|due|intends?"
    rf"|by (?:\w+ ){{0,3}}{YEAR_DIGITS})\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_UNDATED = re.compile(r"\b(?:undated|no date|date unknown)\b", re.IGNORECASE)


class Moment(NamedTuple):
    """A date as exactly as it is known: 0 for what is not. Moments sort by time, unknown ones first."""

    year: int = 0
    month: int = 0
    day: int = 0

    def after(self, other: Moment) -> bool:
        """Whether it is surely later than another: 2025 is neither before nor after April 2025, unknown never after."""
        if self.year and not other.year:
            return True
        for mine, its in zip(self, other, strict=True):
            if not (mine and its):
                return False
            if mine != its:
                return mine > its
        return False


UNKNOWN = Moment()


def moment_of(document: Document, start: int, end: int, exact: tuple[int, int] | None = None) -> Moment:
    """Return when the words at `start` to `end` hold, by the latest date that they name, or else their document's date.

    The year that a row's cell or its column names goes before that of its source, and this before its other cells. A
    plan for a year beyond the document's own is as old as the document; what begins "since 2019" goes on. A row whose
    source is undated holds at no known time.

    Args:
        exact: offsets of the exact answer.
    """
    issued = published(document.source.date)
    text = document.text[start:end]
    block = document.block_at(start)
    cells = block.cells if block else ()
    own = [
        f"{cell.column} {cell_text(document, cell)}" for cell in cells if exact and cell.start <= exact[0] < cell.end
    ]
    sources = [cell_text(document, cell) for cell in cells if SOURCE_COLUMN.search(cell.column)]
    planned = bool(_PLANNED.search(text)) and bool(issued.year)
    # of a row its cells speak, not the headings of its other columns
    around = " ; ".join(cell_text(document, cell) for cell in cells) or text
    for words in (*own, *sources, without_sources(around), around):
        named = [date for date in dates_in(words) if words in sources or not planned or date.year <= issued.year]
        if named:
            return max(named)
    return UNKNOWN if cells and _UNDATED.search(text) else issued


def published(date: str) -> Moment:
    """Return the date of a document, as the register writes it."""
    match = _ISO.fullmatch(date)
    return Moment(*(int(part or 0) for part in match.groups())) if match else UNKNOWN


def dates_in(text: str) -> list[Moment]:
    """Return the dates of a text, without those from which something goes on; of "2021/22" the later year."""
    return [_moment(match) for match in _DATE.finditer(text) if not match["open"]]


def only_date_in(text: str) -> str:
    """Return the one date of a text, as it writes it: "November 2024", "since 2019"; "" where it names none or several.

    >>> only_date_in("Mayor, November 2024"), only_date_in("from 2019 to 2022")
    ('November 2024', '')
    """
    named = {_moment(match): match.group() for match in _DATE.finditer(text)}
    return next(iter(named.values())) if len(named) == 1 else ""


def _moment(match: re.Match[str]) -> Moment:
    if match["end"]:
        return Moment(int(match["year"][: 4 - len(match["end"])] + match["end"]))
    month = MONTHS.index(match["month"].capitalize()) + 1 if match["month"] else 0
    return Moment(int(match["year"]), month, int(match["day"] or 0) if month else 0)
