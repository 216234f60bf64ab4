"""Rows of a table that are of all the others: their total under whatever name, their average, the country."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.answering.figures import leading_figure
from assistant.answering.question import YEAR
from assistant.answering.tables.cells import HEADS_TOTAL, cell_text, without_bracket
from assistant.answering.tables.columns import RANK_WORDS
from assistant.corpus.document import Block, Document
from assistant.english.areas import REGION, TOWN, holds, level_of
from assistant.english.dates import MONTH_FORMS, YEAR_OR_SPAN

Numbers = Mapping[str, Decimal]
"""What a row has in each column, in ones."""
NO_SUM = re.compile(
    rf"%|\b(?:{RANK_WORDS}|per ?cent\w*|shares?|rates?|averages?|means?|medians?|year|dates?|per|hourly|age"
    r"|ind(?:ex(?:es)?|ices)|scores?|ratings?|grades?|ratios?|density|densities|satisfaction|temperatures?|speeds?"
    r"|durations?|waits?|waiting times?|times? (?:taken|to)|deciles?|quintiles?|quartiles?|percentiles?)\b",
    re.IGNORECASE,
)
"""The headings of columns that are not added up."""
_OF_ALL = re.compile(
    r"^all\b(?!-| (?:saints|souls|hallows)\b)|\ball$|\boverall\b"
    r"|^(?:average|mean|median)\b(?:$| (?:of|for|across|all|total)\b)|\b(?:average|mean|median)$"
    r"|^rest of\b|^combined(?: (?:total|figure|area|authority|result|score)s?)?$|\bcombined$"
    r"|^(?:(?:whole|full) )?year$",
    re.IGNORECASE,
)
_IS_AVERAGE = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)
_OF_COUNTRY = re.compile(
    r"^(?:the )?(?:(?P<part>england)|uk|united kingdom|great britain|national)(?: and wales)?"
    r"(?: (?:as a whole|figure|level|rate|excl\w*|without|outside)\b.*)?$",
    re.IGNORECASE,
)
_NATION = re.compile(r"(?:scotland|wales|northern ireland|ulster)", re.IGNORECASE)
"""What stands beside England in a table of the parts of the United Kingdom."""
_OF_COUNTRIES = re.compile(r"\b(?:nations?|countr(?:y|ies))\b", re.IGNORECASE)
"""The heading of rows that are countries: the United Kingdom among them is one of them."""
_REST = re.compile(r"^rest of\b", re.IGNORECASE)
_NOT_COMPARED = re.compile(
    r"^(?:of (?:which|whom|these|them)|including|comprising|not (?:stated|known|recorded|disclosed|specified|available)"
    r"|unknown|missing(?= *(?:$|\(|data|value))|no (?:response|answer|data)|prefer not to say"
    r"|(?:(?:national|local|regional|government|statutory|minimum) )?(?:targets?|benchmarks?|thresholds?|trajectory"
    r"|limits?|goals?)(?= *(?:$|[(,:]|(?:for|in|by|level|rate|value)\b|\d))"
    r"|(?:national|government|statutory|minimum|quality) standards?"
    r"|(?:statistical|nearest|family|comparator|peer) (?:neighbours?|groups?|areas?|authorities)|core cities\b"
    r"|(?:comparators?|peers?)(?= *(?:$|average|median)))\b(?!-)",
    re.IGNORECASE,
)
"""The name of a row that is a part of the one above it, or of what nothing is known of, or to be compared with."""
_NO_YEAR = re.compile(
    r"\b(?:targets?|forecasts?|project(?:ed|ions?)|planned|budget(?:ed)?|changes?|differences?|variances?|so far"
    r"|to date|year to|part[- ]year|incomplete|q[1-4]|quarters?|first half)\b"
    rf"|\((?:up )?to (?:\d|the end of|{MONTH_FORMS})",
    re.IGNORECASE,
)
"""Among rows of years, says that a row is of none that has been, or of a part: "2030 target", "2024 (to June)"."""
_OF_PLANS = re.compile(
    r"\b(?:plan(?:s|ned)?|forecasts?|project(?:ed|ions?)|budgets?|programme|estimates?|profile|trajectory|expected)\b",
    re.IGNORECASE,
)
"""Said over a table of what is to be: its later years are as good as the others."""
_IS_YEAR = re.compile(rf"(?:FY ?)?{YEAR_OR_SPAN}(?: \([^()]*\))?", re.IGNORECASE)
_IS_PART_SUM = re.compile(r"^(?:less|gross|net)\b", re.IGNORECASE)
"""How the name of a sum within a table begins; the sector "Net emissions" is none, so its numbers must say it, too."""
_MIN_PLACES = 2
"""Rows that are of places of one level: with fewer, one may stand beside an area of another."""
_SHORT = 6
"""Rows of a table up to which one number that is the sum of the others may be so by chance; set by hand."""
_NAMES_SUM = re.compile(
    r"\b(?:all|total|net|gross|year|overall|whole|together|combined|region|county|country|group|england|uk|emissions)\b",
    re.IGNORECASE,
)
_MIN_SUMMED = 3
"""Rows above a sum: with fewer it may be chance."""


def is_of_all(row: Block, table: Sequence[Block] = ()) -> bool:
    """Whether a row is of all the others by its name: "Total", "All libraries", "England average".

    England beside Scotland is a row like it, and so is any country in a table of countries.

    Args:
        table: the rows of its table.
    """
    name = row.row or ""
    if any(pattern.search(said) for pattern in (HEADS_TOTAL, _OF_ALL) for said in (name, without_bracket(name))):
        return True
    country = _OF_COUNTRY.search(name) or _OF_COUNTRY.search(without_bracket(name))
    if country is None:
        return False
    beside = [(other.row or "").strip() for other in table if other is not row]
    nations = any(map(_NATION.fullmatch, beside))
    of_countries = bool(row.cells and _OF_COUNTRIES.search(row.cells[0].column))
    return not (nations or of_countries) if country["part"] else nations or not of_countries


def is_total(row: Block) -> bool:
    """Whether a row holds all the others together: no average of them, nor the country that they lie in."""
    name = without_bracket(row.row or "")
    return bool(HEADS_TOTAL.search(name) or (_OF_ALL.search(name) and not _IS_AVERAGE.search(name)))


def is_rest(row: Block) -> bool:
    """Whether a row is of all that has no row of its own: "Rest of Yorkshire"."""
    return bool(_REST.search(row.row or ""))


def compared_rows(document: Document, rows: Sequence[Block]) -> list[Block]:
    """Return a table's rows without those of all the others: by their names, or because their numbers add up to them.

    Nor do those stay that are a part of the one above them ("of which electric"), of what is not known, of an area
    that holds others ("West Yorkshire" above its districts), or, among years, of none that is over ("2030 target").
    Where one or none would be left, the names only begin alike ("Overall rent", "Overall wage"): all but totals stay.
    """
    sums = _sums(document, rows)
    years = sum(bool(_IS_YEAR.fullmatch(row.row or "")) for row in rows)
    dated = 2 * years >= len(rows) and not _OF_PLANS.search(_heads(document, rows))
    published = YEAR.search(document.source.date or "") if dated else None
    no_year = _NO_YEAR if 2 * years >= len(rows) else None
    left = [
        row
        for row in rows
        if row not in sums
        and not is_of_all(row, rows)
        and not _NOT_COMPARED.search(row.row or "")
        and not (no_year and no_year.search(row.row or ""))
        and not (published and _is_yet_to_be(row, int(published.group())))
    ]
    left = without_wider_areas(left)
    if len(left) > 1:
        return left
    return [row for row in rows if row not in sums and not HEADS_TOTAL.search(row.row or "")]


def _heads(document: Document, rows: Sequence[Block]) -> str:
    """Return what stands over a table: its columns, its caption, its headings, the title."""
    first = rows[0] if rows else None
    columns = [cell.column for cell in first.cells] if first else []
    return " ".join([document.source.title, *columns, *((first.table or "", *first.headings) if first else ())])


def _is_yet_to_be(row: Block, published: int) -> bool:
    """Whether a row is of a year after the one in which its document was published."""
    year = YEAR.match((row.row or "").strip())
    return year is not None and int(year.group()) > published


def without_wider_areas(rows: Sequence[Block]) -> list[Block]:
    """Return the rows without the areas that hold others of them."""
    names = [row.row or "" for row in rows]
    return [row for row, name in zip(rows, names, strict=True) if not _holds_some(name, names)]


def _holds_some(area: str, names: Sequence[str]) -> bool:
    """Whether an area is known to hold two of some places at least, or all that are smaller lie in the region it is."""
    level = level_of(area)
    if not level:
        return False
    held = [name for name in names if holds(area, name)]
    smaller = [name for name in names if name != area and (level_of(name) or 0) < level and level_of(name) is not None]
    return len(held) >= _MIN_PLACES or (level == REGION and len(smaller) >= _MIN_PLACES and len(held) == 1)


def are_of_several_levels(rows: Sequence[Block]) -> bool:
    """Whether towns stand beside a county or a region, so that it is not plain which hold which.

    Of counties and regions beside one another some may be of one level under two names: "West Midlands", "London".
    """
    levels = [level for row in rows if (level := level_of(row.row or "")) is not None]
    wider = sum(level > TOWN for level in levels)
    return 0 < wider <= len(levels) - wider


def count_totals(document: Document, rows: Sequence[Block]) -> int:
    """Return how many rows are totals; a table with several is several tables in one."""
    sums = _sums(document, rows)
    return sum(row in sums or bool(HEADS_TOTAL.search(row.row or "")) for row in rows)


def _sums(document: Document, rows: Sequence[Block]) -> list[Block]:
    """Return the rows under other names whose numbers are sums of the rows above them, or else of those below."""
    return _sums_above(document, rows) or _sums_above(document, rows[::-1])


def _sums_above(document: Document, rows: Sequence[Block]) -> list[Block]:
    """Return the rows whose numbers are the sums of the rows before them, of all or since the last sum."""
    found: list[Block] = []
    parts, since = _Added(), _Added()
    for row in rows:
        numbers = _numbers(document, row)
        named_apart = not _looks_alike(row, rows)
        least = 1 if (row is rows[-1] and named_apart) or _IS_PART_SUM.match(row.row or "") else 2
        if is_of_all(row, rows):
            since = _Added()
        elif parts.is_sum(numbers, least) or since.is_sum(numbers, least):
            found.append(row)
            since = _Added()
        else:
            parts.add(numbers)
            since.add(numbers)
    return found


def _looks_alike(row: Block, rows: Sequence[Block]) -> bool:
    """Whether a row at an end of a short table may be one like the others: then one sum is chance ("Labour;50")."""
    return len(rows) <= _SHORT and not _NAMES_SUM.search(row.row or "")


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
