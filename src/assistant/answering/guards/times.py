"""Other times than the one asked for: the row of another year, what came later than the years before one."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.answer_types import FIGURES
from assistant.answering.question import YEAR, Period, Question, agrees, periods_in, told_periods
from assistant.answering.scored import Scored
from assistant.answering.unread import is_named_by_year
from assistant.corpus.document import BlockKind, Document
from assistant.english.dates import DAY_OF_YEAR, MONTH_NAMES

_YEARS_BEFORE = re.compile(
    r"\b(?:the|these|those) (?:[\w-]+ ){0,3}?(?:years?|decades?|months?|terms?|seasons?|periods?|winters?|summers?)"
    rf" (?:before|prior to|(?:leading )?up to|until) (?P<year>{YEAR.pattern})",
    re.IGNORECASE,
)
"""Asks of what was before a year: "the funding for the five years before 2022"."""
_DURING = re.compile(
    r"\b(?:in|during|throughout|over) (?:the (?:financial |academic |calendar )?year )?"
    rf"(?:(?:early|mid|late)[ -])?(?:(?:{MONTH_NAMES}) )?"
    r"(?P<time>(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?\b)?)(?!\d)(?! (?:prices|terms|money)\b)",
    re.IGNORECASE,
)
"""When something was so: "in 2022", "during 2022/23"."""
_SUM = re.compile(r"\d+(?:[.,]\d+)*")
_DAY = re.compile(rf"\b{DAY_OF_YEAR}", re.IGNORECASE)


def is_row_of_other_year(question: Question, entry: Scored) -> bool:
    """Whether a row that is named by a year alone gives the figure of another one than the question names."""
    row = entry.unit.block
    is_of_year = row is not None and is_named_by_year(row)
    return is_of_year and question.type in FIGURES and bool(entry.features["year_conflicts"])


def is_during_other_year(question: Question, entry: Scored) -> bool:
    """Whether a figure of one time is asked for, and a sentence says of when its own is: of another time.

    "In 2022 the pier had 400 visitors" tells nothing of 2024; "the 2022 plan wants 500 by 2030" may, and so may a
    sentence with a second figure.
    """
    asked, held = _times(question.text), _times(entry.unit.text)
    return (
        question.type in FIGURES
        and entry.unit.kind is not BlockKind.table_row
        and asked == question.periods
        and bool(asked and held)
        and held == told_periods(entry.unit.text)
        and len(_SUM.findall(_DURING.sub("", entry.unit.text))) == 1
        and not any(agrees(one, other) for one in asked for other in held)
    )


def is_undated(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a figure of one time is asked for, and nothing says when a unit's holds: in its document's own time.

    "The fund helped 2,084 students" in a report on 2022/23 tells nothing of 2021/22. A document is of the years in its
    title, or else of that of its date and the one before.
    """
    unit, asked = entry.unit, _times(question.text)
    if not asked or asked != question.periods or not re.search(r"\d", entry.exact_words):
        return False
    whole, block = document(unit.candidate.passage.document), unit.block
    around = [unit.text, *(block.headings if block else ()), (block and block.table) or ""]
    if block and not block.cells:
        around.append(whole.text[block.start : block.end])
    if periods_in(" ; ".join(around)):
        return False
    own = periods_in(whole.source.title)
    issued = int(whole.source.date[:4]) if whole.source.date[:4].isdigit() else 0
    own = own or (frozenset({(issued - 1, issued)}) if issued else frozenset())
    return bool(own) and not any(agrees(one, other) for one in asked for other in own)


def _times(text: str) -> frozenset[Period]:
    return frozenset(period for found in _DURING.finditer(text) for period in periods_in(found["time"]))


def is_of_other_date(question: Question, entry: Scored) -> bool:
    """Whether a figure of a day is asked for, and a unit gives that of the same day in other years alone."""
    asked = {(found["day"].lower(), found["year"]) for found in _DAY.finditer(question.text)}
    held = {(found["day"].lower(), found["year"]) for found in _DAY.finditer(entry.unit.text)}
    same = {day for day, _ in asked} & {day for day, _ in held}
    return question.type in FIGURES and bool(same) and not asked & held


def is_after_years_before(question: Question, entry: Scored) -> bool:
    """Whether the years before one are asked of, and all the years that a unit names begin with it or later.

    "2022 to 2027, £9m" says nothing of the five years before 2022.
    """
    asked, held = _YEARS_BEFORE.search(question.text), periods_in(entry.unit.text)
    return asked is not None and bool(held) and all(first >= int(asked["year"]) for first, _ in held)
