"""Other times than the one asked for: the row or sentence of another year, what came later than the years before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.guards.around import said_around
from assistant.answering.periods import only_date_in
from assistant.answering.question import YEAR, Period, Question, agrees, periods_in, told_periods
from assistant.answering.scored import Scored
from assistant.answering.unread import is_named_by_year
from assistant.corpus.document import BlockKind, Document
from assistant.english.dates import DAY_OF_YEAR, MONTH_FORMS, MONTH_NAMES, MONTHS, YEAR_DIGITS

_YEARS_BEFORE = re.compile(
    r"\b(?:the|these|those) (?:[\w-]+ ){0,3}?(?:years?|decades?|months?|terms?|seasons?|periods?|winters?|summers?)"
    rf" (?:before|prior to|(?:leading )?up to|until) (?P<year>{YEAR.pattern})",
    re.IGNORECASE,
)
"""Asks of what was before a year: "the funding for the five years before 2022"."""
_DURING = re.compile(
    r"\b(?:in|during|throughout|over the year) (?:the (?:financial |academic |calendar )?year )?"
    rf"(?:(?:early|mid|late)[ -])?(?:(?:{MONTH_NAMES}) )?"
    rf"(?P<time>{YEAR_DIGITS}(?:[/–-]\d\d(?:\d\d)?\b)?)(?!\d)(?! (?:prices|terms|money)\b)",
    re.IGNORECASE,
)
"""When something was so: "in 2022", "during 2022/23"."""
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:than (?:in|during|on|at)|since|founded|established|set up|formed|launched|opened|built|beg[au]n|started"
    r"|moved)\b",
    re.IGNORECASE,
)
"""Makes a year one of something else than the figure: "more than in 2022", "founded in 2011"."""
_COMPARES_WITH = re.compile(r"[,;(](?!\d)|\b(?:compared|than|against|up|down|from|and)\b", re.IGNORECASE)
_NTH = "first|second|third|fourth|1st|2nd|3rd|4th"
_PART_OF_YEAR = re.compile(
    rf"\b(?:in|for|during|of|by) (?:(?:early|mid|late)[ -])?(?P<month>(?-i:{MONTH_NAMES}))\b(?! \d{{1,2}}\b)"
    rf"|\bQ(?P<quarter>[1-4])\b|\b(?P<nth>{_NTH})[ -]quarter\b"
    rf"|\bH(?P<half>[12])\b|\b(?P<side>first|second)[ -]half (?:of|year)\b"
    r"|\b(?:in|for|during|of|last|this) (?:the )?(?P<season>spring|summer|autumn|winter)\b"
    r"(?! (?!of\b|we\b|it\b|there\b|and\b)[a-z])",
    re.IGNORECASE,
)
_PLACES = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_MONTH = re.compile(rf"(?<![\w-])(?-i:{MONTH_FORMS})")
_MONTH_SPAN = re.compile(
    rf"(?<![\w-])(?P<first>(?-i:{MONTH_FORMS}))"
    rf"(?:(?: {YEAR_DIGITS})? ?(?:-|–|to|until|and) ?(?P<last>(?-i:{MONTH_FORMS})))?"
)
_IS_PERIOD = re.compile(
    r"(?:in |for |from |(?:financial |academic )?year (?:to |ending )?)?(?:\d{1,2} )?"
    rf"(?:(?:{MONTH_FORMS})|{YEAR_DIGITS})"
    rf"(?:[\s,/–-]|to\b|and\b|until\b|\d{{1,2}}\b|\b(?:{MONTH_FORMS})|{YEAR_DIGITS})*",
    re.IGNORECASE,
)
"""A heading that is a date or a span of time."""
_IS_ENTRY = re.compile(r"[^.:;]{2,60}: ?[£$€]?\d[\d.,]*\s?(?:%|m|bn|k|million|billion|thousand)?[.;]?$")
"""A name and its figure: "Fuel: £710"."""
_OF_YEAR = 12
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_DAY = re.compile(rf"\b{DAY_OF_YEAR}", re.IGNORECASE)
_ASKS_WHEN_IT_WAS = re.compile(
    r"^(?:and |so |but )?(?:when|(?:(?:on|in|at|by) (?:what|which)|what) (?:date|day|month|year|time))\b[^?]*"
    r"\b(?P<event>open|start|beg[aiu]n|finish|complet|clos|built|mov|launch|end|found|set up|demolish|arriv|die)"
    r"(?:s|e|d|ed|ing)?\b",
    re.IGNORECASE,
)
"""Asks when something took place: "when did the pier open?"."""
_SAID = re.compile(
    r"\b(?:announced|announces|confirmed|confirms|said|says|told|claimed|revealed|warned)\b", re.IGNORECASE
)
_UP_TO_DATE = re.compile(
    r"(?: (?!(?:that|to|as|open\w*|clos\w+|start\w*|beg[aiu]n\w*|finish\w*|complet\w+|end\w*|launch\w*|set|found\w*"
    r"|buil[dt]\w*|construct\w*|mov\w+|relocat\w+|demol\w+|arriv\w+|die[ds]?|death|born|birth|date)\b)[\w'’-]+){0,3}?"
    r" (?:on|in|at the (?:start|end) of) ",
    re.IGNORECASE,
)
"""What stands between the word for saying something and its date: not what was to take place on it."""
_MAY_BE_SAID = re.compile(r"launch|set up|found|start|beg[aiu]n", re.IGNORECASE)
"""What may take place by being announced: an inquiry, a fund."""
_ASKS_DATE_OF = (
    r"^(?:and |so |but |(?:could you )?tell me )*(?:when|(?:(?:on|in) )?(?:what|which) (?:date|day|month|year))\b[^?]*"
)
_ASKS_BEGIN = re.compile(rf"{_ASKS_DATE_OF} (?:start|begin|beg[au]n|commence)(?:s|ed)?\W*$", re.IGNORECASE)
_ASKS_END = re.compile(rf"{_ASKS_DATE_OF} (?:end|finish|expire|run out)(?:s|es|ed|d)?\W*$", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r"\b(?:when|after|once|before|if|as|until|while|than)\b", re.IGNORECASE)
_DATE_OF = r"(?: (?:early|late|mid))? (?:in|on|at|by)(?: the end of| the start of)? $"
_ENDS = re.compile(
    rf"\b(?:ends?|ended|ending|finish(?:es|ed)?|expires?|expired|runs? out|ran out){_DATE_OF}", re.IGNORECASE
)
_BEGINS = re.compile(rf"\b(?:starts?|started|begins?|began|begun|commences?|commenced){_DATE_OF}", re.IGNORECASE)
"""In front of the date on which something ends, or begins."""


def is_when_it_was_said(question: Question, entry: Scored) -> bool:
    """Whether it is asked when something took place, and the exact answer is when somebody spoke of something.

    "The new pier was confirmed on 3 May as going ahead" says not when it opened.
    """
    asks, within = _ASKS_WHEN_IT_WAS.match(question.text), entry.exact_within
    if asks is None or within is None or _SAID.search(question.text) or entry.unit.kind is BlockKind.table_row:
        return False
    if not entry.exact_words or only_date_in(entry.exact_words) != entry.exact_words:
        return False
    front = entry.unit.text[: within[0]]
    return any(
        _UP_TO_DATE.fullmatch(front, said.end())
        and not (_MAY_BE_SAID.match(asks["event"]) and said[0].lower().startswith("announc"))
        for said in _SAID.finditer(front)
    )


def is_at_other_end(question: Question, entry: Scored) -> bool:
    """Whether it is asked when something began, and the exact answer is the date on which it ends; or the other way."""
    front = entry.unit.text[: entry.exact_within[0]] if entry.exact_within else ""
    begins, ends = _ASKS_BEGIN.match(question.text), _ASKS_END.match(question.text)
    if bool(begins) == bool(ends):
        return False
    return bool((_ENDS if begins else _BEGINS).search(front)) and not _OTHER_CLAUSE.search(front)


def is_row_of_other_year(question: Question, entry: Scored) -> bool:
    """Whether a row that is named by a year alone gives the figure of another one than the question names."""
    row = entry.unit.block
    is_of_year = row is not None and is_named_by_year(row)
    return is_of_year and question.type in FIGURES and bool(entry.features["year_conflicts"])


def is_during_other_year(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a figure of one time is asked for, and a sentence says of when its own is: of another time.

    "In 2022 the pier had 400 visitors" tells nothing of 2024; "the 2022 plan wants 500 by 2030" may, and so may a
    sentence with a second figure, one that only compares, or one under the heading "2024".
    """
    unit = entry.unit
    asked, held = _times(question.text), _times(unit.text)
    return (
        question.type in FIGURES
        and unit.kind is not BlockKind.table_row
        and asked == question.periods
        and bool(asked and held)
        and held == told_periods(unit.text)
        and len(_FIGURE.findall(_DURING.sub("", unit.text))) == 1
        and not _OF_SOMETHING_ELSE.search(unit.text)
        and not _agree(asked, held | periods_in(said_around(entry, document, with_title=False)))
    )


def _agree(some: Iterable[Period], others: Iterable[Period]) -> bool:
    return any(agrees(one, other) for one in some for other in others)


def _times(text: str) -> frozenset[Period]:
    return frozenset(period for found in _DURING.finditer(text) for period in periods_in(found["time"]))


def is_of_other_part(question: Question, entry: Scored) -> bool:
    """Whether a figure of a month, a quarter, a half or a season is asked for, and a sentence gives another one's."""
    if not re.search(r"\d", entry.exact_words) or entry.unit.kind is BlockKind.table_row:
        return False
    if question.type in (AnswerType.date, AnswerType.yes_no, AnswerType.reason):
        return False
    text, last = entry.unit.text, entry.exact_within[1] if entry.exact_within else 0
    beside = _COMPARES_WITH.search(text, last)
    headings = " ; ".join(entry.unit.block.headings) if entry.unit.block else ""
    around = f"{text[: beside.start()] if beside else text} ; {headings}"
    asked, held = _parts_of_year(question.text), _parts_of_year(around)
    return any(
        len(parts) == 1
        and kind in held
        and not parts & held[kind]
        and not any(re.search(rf"\b{part}", entry.unit.text, re.IGNORECASE) for part in parts)
        for kind, parts in asked.items()
    )


def is_under_other_period(question: Question, entry: Scored) -> bool:
    """Whether an entry without a date of its own stands under a heading that is one, and another is asked for.

    "Fuel: £710" under "August to October 2024" is nothing that was spent in May. A sentence may tell of any time: the
    date above it is often the day on which it was published.
    """
    if not _IS_ENTRY.match(entry.unit.text):
        return False
    headings = entry.unit.block.headings if entry.unit.block else ()
    period = next((heading for heading in reversed(headings) if _IS_PERIOD.fullmatch(heading)), "")
    if not period or periods_in(entry.unit.text) or _MONTH.search(entry.unit.text):
        return False
    asked, held = _months(question.text), _months(period)
    if asked and held and not (asked <= held or held <= asked):
        return True
    told = periods_in(period)
    return bool(question.periods and told) and not _agree(question.periods, told)


def _months(text: str) -> frozenset[int]:
    """Return the months that a text names, and those between two that it joins: "August to October"."""
    named: set[int] = set()
    for found in _MONTH_SPAN.finditer(text):
        first, last = (_number(found[part] or found["first"]) for part in ("first", "last"))
        named.update(range(first, (last if last >= first else last + _OF_YEAR) + 1))
    return frozenset(month % _OF_YEAR for month in named)


def _number(month: str) -> int:
    return next(at for at, name in enumerate(MONTHS) if name[:3] == month[:3].capitalize())


def _parts_of_year(text: str) -> dict[str, set[str]]:
    """Return the months, quarters, halves and seasons in which a text says that something was, each in one form."""
    found: dict[str, set[str]] = {}
    for match in _PART_OF_YEAR.finditer(text):
        kind = next(name for name, said in match.groupdict().items() if said)
        said = match[kind].lower()
        found.setdefault(kind, set()).add(_PLACES.get(said, said))
    return found


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
