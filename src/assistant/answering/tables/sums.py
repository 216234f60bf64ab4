"""What is summed over a table: a column, the rows of it that a question names, or one row over the years it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.figures import Figure, leading_figure, whole_figure
from assistant.answering.question import YEAR, Question
from assistant.answering.tables.cells import ASKS_TOTAL, HEADS_TOTAL, cell_text, without_bracket
from assistant.answering.tables.columns import columns_of, holds_total, named_column, terms_of
from assistant.answering.tables.explaining import explains
from assistant.answering.tables.matching import in_order, names_other_rows, part_of
from assistant.answering.tables.totals import NO_SUM
from assistant.corpus.document import Block, Cell, Document
from assistant.english.dates import MONTH_FORMS, YEAR_OR_SPAN
from assistant.indexing.lexical import content_terms

MAX_SUMMED = 12
"""Rows of a sum: all of them are quoted, and more would be no answer to read."""


_TOGETHER = re.compile(
    r"\b(?:in total|altogether|together|combined|in all|sum of|between them"
    r"|total (?:of|for|over|across|number|amount|sum)|(?:over|across|for) (?:the|both|all|these|those))\b",
    re.IGNORECASE,
)
"""Says that two years are meant as one: "total emissions in 2005 and 2022" may ask for those of each."""
_PERIOD = re.compile(
    rf"(?:FY ?)?{YEAR_OR_SPAN}\b|(?:Q|quarter )[1-4]\b|{MONTH_FORMS}"
    r"|(?:spring|summer|autumn|winter)\b|(?:year|week) \d",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:populations?|residents?|households?|dwellings?|stock|beds?|places|capacity|headcount|staff|employees?|workforce"
    r"|workers|jobs|posts|vacanc(?:y|ies)|members(?:hip)?|pupils?|students|on roll|claimants?|unemploy(?:ed|ment)"
    r"|employment|waiting|backlog|caseload|rough sleepers|homeless|debts?|reserves|balances?|assets|liabilities"
    r"|emissions? target|cumulative\w*|to date|running|year[- ]end|at (?:the )?end|as (?:at|of)|at \d|licen[cs]es"
    r"|vehicles|businesses|companies|firms|schools|sites|subscribers|users|patients on)\b",
    re.IGNORECASE,
)
"""Said of what is counted at a time: the numbers of two times are not added up."""
_EVENT = re.compile(
    r"\b(?:new|created|supported|registered|built|rehoused|excluded|recruited|opened|closed|safeguarded|lost|assisted|trained"
    r"|visited|starting|joined|left|issued|granted|treated)\b",
    re.IGNORECASE,
)
"""Makes what is counted that of the time alone: "Jobs created"."""
_PRICED = re.compile(
    r"\b(?:life expectancy|prices?|fares?|rents?|salar(?:y|ies)|wages?|tariffs?|council tax|bands?|gaps?|levels?"
    r"|targets?|fees?|charges?|cumulative\w*|to date|running|worth each)\b",
    re.IGNORECASE,
)
"""The heading of a column of what is paid, or is so, for each by itself: nobody pays the sum of all rows."""
_IN_MILLIONS = re.compile(r"[£$€] ?(?:m\b|bn\b|k\b|million|0{3})|\b(?:income|revenue)\b", re.IGNORECASE)
_IS_RATE = re.compile(
    r"%|\bper ?cent|\b(?:average|median|mean|index)\b|(?<!business )\b(?:rates?|ratios?)\b", re.IGNORECASE
)
"""In a caption it says that no figure of the table is added up."""
_SEVERAL_ANSWERS = re.compile(
    r"\b(?:more than one|multiple|several|all that appl(?:y|ied)|select|tick)\b", re.IGNORECASE
)
"""Said over answers that add up to more than those who gave them."""
_STAGE = re.compile(
    r"\b(?:received|submitted|made|approved|refused|rejected|withdrawn|granted|declined|accepted|offered|invited"
    r"|shortlisted|awarded|completed|started|pending|outstanding|open(?:ed)?|closed|enrolled|converted)$",
    re.IGNORECASE,
)
"""How the name of a stage ends that some of what an earlier one counts has come to."""
_FIRST_STAGE = re.compile(r"\b(?:received|submitted|made|invited|offered|started|enrolled|opened)$", re.IGNORECASE)
_LESS = re.compile(r"^(?:less|minus|net)\b|\b(?:gap|shortfall|deficit|surplus|income|receipts)\b", re.IGNORECASE)
_SEX = re.compile(r"^(?:(?:fe)?males?|(?:wo)?men|boys|girls)\b", re.IGNORECASE)
_AGED = re.compile(r"^(?:aged?\b|under \d|over \d|\d+(?:\+|[-–]| to )|\d+ (?:and|or) over)", re.IGNORECASE)


@dataclass(frozen=True)
class Sum:
    """A sum, with the rows and cells it is of.

    Attributes:
        said: the sum in words.
    """

    rows: tuple[Block, ...]
    cells: tuple[Cell, ...]
    said: str


def sum_of(question: Question, document: Document, rows: Sequence[Block], *, has_total: bool) -> Sum | None:
    """Return the sum that a question asks for; None where what is to be summed cannot be told exactly.

    Args:
        rows: the table's rows but those of totals.
        has_total: whether it has such rows.
    """
    named = named_rows(question.text, rows)
    if named is None or names_other_rows(question.text) or _IS_RATE.search(rows[0].table or ""):
        return None
    if _SEVERAL_ANSWERS.search(
        " ".join([rows[0].table or "", *rows[0].headings, *(cell.column for cell in rows[0].cells)])
    ):
        return None
    rest = ASKS_TOTAL.sub(" ", question.text)
    if len(named) == 1:
        return _over_years(question, document, named[0], rows, set(content_terms(rest)))
    common = None if named else part_of(question.text, document, rows)
    part, words = (common.rows, common.terms) if common else (named, _names(named))
    if not part and has_total:
        return None
    of = part or rows
    asked = set(content_terms(rest)) - words
    column = named_column(document, rows, asked)
    if column is None or not asked & terms_of(column):
        column = next((name for name in columns_of(rows) if HEADS_TOTAL.fullmatch(name)), None)
    if column is None or len(of) > MAX_SUMMED or not explains(document, rows, column, asked):
        return None
    if _are_periods(of) and _is_level(column, rows):
        return None
    is_priced = _PRICED.search(column) and not _IN_MILLIONS.search(column)
    if not part and (is_priced or _overlap(document, of, column)):
        return None
    cells = [cell for row in of for cell in row.cells if cell.column == column]
    what = _listed([row.row or "" for row in part]) if part else "all rows"
    whole = None if NO_SUM.search(column) else _added(document, cells, len(of), alone=not part)
    return Sum(tuple(of), tuple(cells), f"the sum of {what} under “{column}” is {whole}") if whole else None


def _are_periods(rows: Sequence[Block]) -> bool:
    """Whether rows are of times one after the other: years, quarters, months."""
    return all(_PERIOD.match((row.row or "").strip()) for row in rows)


def _is_level(column: str, rows: Sequence[Block]) -> bool:
    """Whether what a column counts is there at a time, so that one time's are among another's: beds, residents."""
    said = f"{column} {rows[0].table or ''}"
    return bool(_LEVEL.search(said)) and not _EVENT.search(column)


def _overlap(document: Document, rows: Sequence[Block], column: str) -> bool:
    """Whether rows count the same things in two ways, or in several stages, so that all of them have no sum."""
    names = [row.row or "" for row in rows]
    stages = sum(bool(_STAGE.search(name)) for name in names)
    less = sum(bool(_LESS.search(name)) for name in names)
    if (stages > 1 and any(map(_FIRST_STAGE.search, names))) or 0 < less < len(names):
        return True
    if any(map(_SEX.search, names)) and any(map(_AGED.search, names)):
        return True
    figures = [leading_figure(cell_text(document, cell)) for row in rows for cell in row.cells if cell.column == column]
    numbers = [figure.scaled for figure in figures if figure]
    return any(sum(numbers[:at]) == sum(numbers[at:]) for at in range(2, len(numbers) - 1))


def _over_years(
    question: Question, document: Document, row: Block, rows: Sequence[Block], asked: set[str]
) -> Sum | None:
    """Return the sum of one row's cells in the columns of the years that are named, all of one heading but the year."""
    dated = [cell for cell in row.cells[1:] if question.years.intersection(YEAR.findall(cell.column))]
    measures = {frozenset(term for term in content_terms(cell.column) if not term.isdigit()) for cell in dated}
    best = [measure for measure in measures if not any(measure & asked < other & asked for other in measures)]
    cells = [cell for cell in dated if {term for term in content_terms(cell.column) if not term.isdigit()} in best]
    years = [year for cell in cells for year in YEAR.findall(cell.column)]
    headings = [cell.column for cell in cells]
    if len(best) != 1 or len(cells) < 2 or sorted(years) != sorted(question.years) or NO_SUM.search(headings[0]):
        return None
    if (
        not _TOGETHER.search(question.text)
        or NO_SUM.search(row.row or "")
        or _is_level(f"{headings[0]} {row.row}", rows)
    ):
        return None
    if not explains(document, rows, headings[0], asked, named=_names([row]) | terms_of(*headings)):
        return None
    whole = _added(document, cells, len(cells), alone=False)
    said = f"the sum of {_listed(headings)} for “{row.row}” is {whole}"
    return Sum((row,), tuple(cells), said) if whole else None


def named_rows(question: str, rows: Sequence[Block]) -> list[Block] | None:
    """Return the rows that a question names, in the table's order; None where it cannot be told which are meant.

    A longer name comes before a shorter one in it: "cook supervisor" does not name the cook. A bracket behind a name
    may be left out, unless two rows are told apart by it.
    """
    names: dict[tuple[str, ...], list[Block]] = {}
    for row in rows:
        for name in {in_order(row.row or ""), in_order(without_bracket(row.row or ""))}:
            names.setdefault(name, []).append(row)
    asked = list(in_order(question))
    found: list[Block] = []
    for name in sorted(filter(None, names), key=len, reverse=True):
        at = next((at for at in range(len(asked)) if tuple(asked[at : at + len(name)]) == name), None)
        if at is None:
            continue
        if len(names[name]) > 1:
            return None
        asked[at : at + len(name)] = [""]
        found += names[name]
    return [row for row in rows if row in found]


def _names(rows: Sequence[Block]) -> set[str]:
    return terms_of(*(row.row or "" for row in rows))


def _added(document: Document, cells: Sequence[Cell], count: int, *, alone: bool) -> Figure | None:
    """Return the sum of `count` cells of one unit; None for shares, or where one is no figure or the total of all."""
    figures = [figure for cell in cells if (figure := whole_figure(cell_text(document, cell)))]
    if len(figures) != count or len({figure.kind for figure in figures}) > 1 or figures[0].unit.startswith("percent"):
        return None
    if figures[0].unit == "%" or (alone and holds_total([figure.scaled for figure in figures])):
        return None
    return replace(figures[0], value=sum((figure.value for figure in figures), Decimal(0)))


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"
