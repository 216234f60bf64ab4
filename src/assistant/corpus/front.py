"""When a document says on its first page that it was published: "Published 18 July 2024", "Report · March 2024"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.corpus.title_page import TitlePage
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
_PARTS = re.compile(
    r"\.\s(?=[A-Z])|\s[·•|]\s|\s(?=[A-Z][a-z]+(?: [a-z]+){0,2}: )"
    r"|\s(?=(?:Published|Issued|Adopted|Approved|Updated) )"
)
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
_BEGINS_ISSUED = re.compile(
    r"(?:(?:first|last|re)[- ]?)?(?:published|publication|issued?|adopted|approved|dated?|released?|updated|revised"
    r"|copyright|final|draft|version)\b(?! (?:was|were|is|are|of (?:the|this|our) (?:plan|strategy|report|version)))"
    r"|(?:meeting|publication|issue) date\b|©",
    re.IGNORECASE,
)
"""How what says its own date begins."""
_OF_ANOTHER = re.compile(
    r"\b(?:was|were|had|will|replac\w+|supersed\w+|previous\w*|in line with|builds? on|Act|(?:your|our) letter|founded"
    r"|established|photograph\w*)\b"
    r"|\b(?:fire|floods?|flooding|storm|accident|incident|collapse|explosion|event) (?:of|on|in)\b",
    re.IGNORECASE,
)
"""Says of a date that it is that of another document, or of an event."""
_PERIOD = re.compile(
    r"\b(?:end(?:ed|ing|s)?|end of|to|until|till|from|between|since|cover(?:s|ed|ing)|as at|as of|by|before|after|due"
    r"|for)(?: the)?(?: \w+ (?:of|to))? ?$|\d ?[-–—] ?$|\d and $",
    re.IGNORECASE,
)
"""In front of a date that is that of what the document tells of: "for the year ended 31 March 2024"."""
_TO_ANOTHER = re.compile(r" ?(?:[-–—]|\b(?:to|until|and)\b) ?\w")
_ANOTHER = re.compile(
    r"\b(?:inspections?|inspected|review(?:ed)? (?:date|by|due|in)|next|expir\w+|valid|due|deadline|closing|closes"
    r"|effective|period)\b",
    re.IGNORECASE,
)
"""What makes the date of a line another one than that of publication."""


def date_on_front(text: str, page: TitlePage | None = None) -> str:
    """Return the date of publication that a document's first lines say, as `sources.toml` writes it; "" for none.

    A line that begins with what its date is ("Published 18 July 2024", "Date: 8 September 2020") goes before one that
    says so of it further on ("version 3, issued May 2024") or is little more than a date, this before a longer one that
    is no sentence ("Growth Committee, 12 November 2024, item 9"), then one of the title, and last a year alone; of
    several alike the first is taken. Behind the first section only a line that begins so counts, where nothing in front
    of it does. The ends of a period ("1 April 2023 to 31 March 2024") are no such date, nor those of another document
    ("replaces the plan of May 2019").

    >>> date_on_front("Annual Report, year ended 31 March 2024. Published 18 July 2024.")
    '2024-07-18'

    Args:
        page: the document's title page, which tells where the title ends and the first section begins; without one all
            are lines alike.
    """
    start, end = (page.start, page.end) if page else (0, len(text))
    front = _lines(text[start:end])
    found = [*_published(front), *_in_lines(front)]
    if page:
        found += [*_in_lines([page.title, page.subtitle]), *_published(_lines(text))]
    return next(filter(None, [*found, *_years(_parts(front))]), "")


def _published(lines: Sequence[str]) -> Iterator[str]:
    """Yield the dates of what begins with what its date is: "Published 18 July 2024"."""
    for part in _parts(lines):
        begins = _BEGINS_ISSUED.match(part)
        if begins and not _OF_ANOTHER.search(part):
            yield next(_dates(part[begins.end() :]), "") or next(_dates(part), "")


def _in_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the dates in lines that may be those of the document, the surest first."""
    parts = [part for part in _parts(lines) if not _OF_ANOTHER.search(part)]
    for part in parts:
        if _ISSUED.search(part) or len(_DATE.sub("", part).split()) <= _REST:
            yield from _dates(part)
    yield from (_only_date(with_whole_months(line)) for line in lines if not _OF_ANOTHER.search(line))


def _years(parts: Iterable[str]) -> Iterator[str]:
    """Yield the years that stand alone."""
    for part in parts:
        year = _YEAR.fullmatch(part)
        if year and not _DATE.search(part) and _is_past(int(year["year"])):
            yield year["year"]


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
