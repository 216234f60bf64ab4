"""When a document says on its first page that it was published: "Published 18 July 2024", "Report · March 2024"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from assistant.english.dates import MONTH_NAMES, MONTHS, YEAR_DIGITS, with_whole_months

_LINES = 30
"""Lines of a text that are its title page; set by hand, as are the other two."""
_LONGEST = 20
"""Words of a line on a title page."""
_REST = 7
"""Words beside the date in a line that is of the document itself, where none says what the date is."""
_LONGEST_LAST = 40
"""Words of a line in front of the first section that is no sentence, and so is of the document with its one date."""
_FIRST_YEAR = 1900
_PARTS = re.compile(r"\.\s(?=[A-Z])|\s[·•|]\s|\s(?=[A-Z][a-z]+(?: [a-z]+){0,2}: )")
"""Between what a line says of one thing and of the next: "Published May 2024 · Final", "Date: 1 May 2024 Item: 7"."""
_DATE = re.compile(
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?\b(?P<month>{MONTH_NAMES}),? (?P<year>{YEAR_DIGITS})\b"
    rf"|\b(?P<us_month>{MONTH_NAMES}) (?P<us_day>\d{{1,2}}), (?P<us_year>{YEAR_DIGITS})\b"
    rf"|\b(?P<iso_year>{YEAR_DIGITS})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b"
    rf"|\b(?P<uk_day>\d{{1,2}})/(?P<uk_month>\d{{1,2}})/(?P<uk_year>{YEAR_DIGITS})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"(?:.*(?:\b(?:published|copyright)\b|©).* )?(?P<year>{YEAR_DIGITS})", re.IGNORECASE)
"""A line that is a year, or ends in that of publication: "© Crown copyright 2024"."""
_ISSUED = re.compile(
    r"\b(?:published|publication|issued?|adopted|approved|dated?|released?|launched|version|final|copyright"
    r"|(?:last )?updated|revised)\b|©",
    re.IGNORECASE,
)
"""Says that the date beside it is the document's."""
_PERIOD = re.compile(
    r"\b(?:end(?:ed|ing|s)?|end of|to|until|till|from|between|since|cover(?:s|ed|ing)|as at|as of|by|before|after|due"
    r"|for)(?: the)?(?: \w+ (?:of|to))? ?$",
    re.IGNORECASE,
)
"""In front of a date that is that of what the document tells of: "for the year ended 31 March 2024"."""
_TO_ANOTHER = re.compile(r" ?(?:[-–—]|\b(?:to|until|and)\b) ?\w")
_ANOTHER = re.compile(
    r"\b(?:review(?:ed)? (?:date|by|due|in)|next|expir\w+|valid|due|deadline|closing|closes|effective|period)\b",
    re.IGNORECASE,
)
"""What makes the date of a line another one than that of publication."""


def date_on_front(text: str, end: int | None = None) -> str:
    """Return the date of publication that a document's first lines say, as `sources.toml` writes it; "" for none.

    A line that says what its date is ("Published 18 July 2024", "Date: 8 September 2020") goes before one of little
    more than a date, this before a longer one that is no sentence ("Growth Committee, 12 November 2024, item 9"), and
    this before a year alone; of several alike the first is taken. The ends of a period ("1 April 2023 to 31 March
    2024") are no such date.

    Args:
        end: offset where the first section begins, behind which only a line that says what its date is counts; None
            where there is none.

    >>> date_on_front("Annual Report, year ended 31 March 2024. Published 18 July 2024.")
    '2024-07-18'
    """
    said = [date for part in _parts(_lines(text)) if _ISSUED.search(part) for date in _dates(part)]
    front = _lines(text[:end])
    alone: list[str] = []
    years: list[str] = []
    for part in _parts(front):
        year = _YEAR.fullmatch(part)
        if len(_DATE.sub("", part).split()) <= _REST:
            alone += _dates(part)
        if year and not _DATE.search(part) and _is_past(int(year["year"])):
            years.append(year["year"])
    beside = [_only_date(with_whole_months(line)) for line in front]
    return next(filter(None, [*said, *alone, *beside, *years]), "")


def _lines(text: str) -> list[str]:
    """Return the first lines of a text that are not empty."""
    lines = [" ".join(line.replace("*", "").split()) for line in text[: _LINES * 1000].split("\n")]
    return [line for line in lines if line][:_LINES]


def _parts(lines: Iterable[str]) -> Iterator[str]:
    """Yield what the lines of a title page say one by one, without those that give another date."""
    for line in lines:
        for part in _PARTS.split(line):
            if len(part.split()) <= _LONGEST and not _ANOTHER.search(part):
                yield with_whole_months(part.removesuffix("."))


def _only_date(line: str) -> str:
    """Return the date of a line that is no sentence and has no other; "" where there is none."""
    is_text = line.endswith((".", "!", "?", ";", ":")) or len(line.split()) > _LONGEST_LAST or _ANOTHER.search(line)
    found = [] if is_text else list(_DATE.finditer(line))
    return next(_dates(line), "") if len(found) == 1 else ""


def _dates(part: str) -> Iterator[str]:
    """Yield the dates that are no end of a period, as exactly as they are said."""
    for found in _DATE.finditer(part):
        if not _PERIOD.search(part[: found.start()]) and not _TO_ANOTHER.match(part, found.end()):
            date = _written(found)
            if date:
                yield date


def _written(found: re.Match[str]) -> str:
    """Return a date as 2024-03 or 2024-03-15; "" for one that no calendar has, or that is to come."""
    given = {name.rpartition("_")[2]: value for name, value in found.groupdict().items() if value}
    month = given["month"]
    number = int(month) if month.isdigit() else MONTHS.index(month.capitalize()) + 1
    try:
        date = datetime.date(int(given["year"]), number, int(given.get("day", 1)))
    except ValueError:
        return ""
    if not _is_past(date.year):
        return ""
    return date.isoformat() if "day" in given else date.isoformat()[:7]


def _is_past(year: int) -> bool:
    return _FIRST_YEAR <= year <= datetime.date.today().year
