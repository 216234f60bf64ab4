"""The exact answer in a unit, to be shown in bold: whole words, whole dates, and of two amounts the one asked for."""

from __future__ import annotations

import re

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.counted import of_asked_noun
from assistant.answering.question import YEAR, Question
from assistant.answering.units import Unit
from assistant.conflicts.quantities import find_quantities
from assistant.english.changes import CHANGE, FALL, FARE, REDUCE, RISE, all_forms
from assistant.english.dates import MONTH_FORMS, YEAR_DIGITS
from assistant.english.places import is_place
from assistant.indexing.lexical import content_terms, stem

_WHOLE = re.compile(r"[£$€]?\w+(?:[/'’&@-]\w+|[.,]\d+)*%?")
"""What is never shown in part: a word, a number with its signs, "2021/22", "L/2021/00417/3"."""
_MONTH = rf"{MONTH_FORMS}\.?"
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH})(?:,? \d{{4}}\b)?"
    rf"|\b(?P<other>{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b)(?:,? \d{{4}}\b)?"
)
"""A day of a month, with its year where that is given: "14 September 2026", "September 14th"."""
_AMOUNT = re.compile(r"[£$€]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:m|bn|k|million|billion|thousand)\b)?")
_CHANGES = all_forms(RISE, FALL, REDUCE, FARE, CHANGE)
_TURNED_FROM = re.compile(
    rf"\b(?:{_CHANGES}|cut|up|down|went|gone|rais\w+|lower\w+|climb\w+|mov\w+|slipp\w+|jump\w+)\b"
    r"[^.;,]{0,40}\bfrom (?:(?:over|about|around|almost|nearly) )?$",
    re.IGNORECASE,
)
"""Stands before the value that was, with the one that is behind it: "improved from 66% to 72%"."""
_TO = re.compile(
    rf"(?P<between>[^.;,£$€\d]*(?:\b{YEAR_DIGITS}(?:[/–-]\d\d)?)?) to "
    r"(?:(?:over|about|around|almost|nearly) )?(?=[£$€\d])"
)
_ASKS_WHAT_WAS = re.compile(
    r"\b(?:from|before|previous\w*|earlier|original\w*|initial\w*|at first|start(?:s|ed|ing)?(?!-)|used to|prior"
    r"|ago|last year|when [^?.]{1,40} (?:opened|began|set up|founded|launched)"
    rf"|{_CHANGES})\b",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\b(?P<one>[^\W\d_][\w'’-]+) and (?:(?:the|in|at|of|by) )*(?P<other>[^\W\d_][\w'’-]+)")
"""Two things that are asked of: "in Kiln and Crale"; of names of several words the two beside "and"."""
_TWO = 2
_CLAUSE = re.compile(r"[,;]\s+(?:and|but|while)?\b")


def exact_answer(question: Question, unit: Unit, first: int, last: int) -> tuple[int, int] | None:
    """Return the span of an answer with its first and last word whole, of a row the part in its first cell.

    A day or a month is widened to its date. Of two amounts where one is asked for, the second is left out if it is of
    something else; of two numbers, the one is taken that counts what is asked for, and what is rather than what was.
    A span in nothing but the names of columns holds no value: None, as for no word at all.

    Args:
        first, last: offsets in the stored text of what the reader sees.
    """
    cells = [cell for cell in unit.block.cells if first < cell.end and cell.start < last] if unit.block else []
    if unit.block and unit.block.cells and not cells:
        return None
    low, high = (cells[0].start, cells[0].end) if cells else (max(unit.start, unit.asked_until), unit.end)
    low, high = max(low, unit.start), min(high, unit.end)
    first, last = _whole_words(unit, max(first, low), min(last, high), low, high)
    first, last = _whole_date(unit, first, last, low, high)
    last = _one_amount(question, unit, first, last)
    first, last = _what_is(question, unit, *of_asked_noun(question, unit, (first, last)))
    found = unit.text[first - unit.start : last - unit.start]
    if cells and question.type in FIGURES and _is_unit(unit.text, first - unit.start, found):
        return None
    return (first + len(found) - len(found.lstrip()), last) if re.search(r"\w", found) else None


def with_both(question: Question, unit: Unit, exact: tuple[int, int]) -> tuple[int, int]:
    """Return an exact answer widened over the figures of both, where two things are asked of and each has its own.

    Of "Kiln has 540 beds and Crale has 210", 210 alone is no answer to "how many beds do Kiln and Crale have?".
    """
    pair = _PAIR.search(question.text) if question.type in FIGURES and not (unit.block and unit.block.cells) else None
    found = find_quantities(unit.text)
    own = [one for one in found if one.start < exact[1] - unit.start and exact[0] - unit.start < one.end]
    alike = [one for one in found if own and one.unit == own[0].unit]
    if pair is None or is_place(f"{pair['one']} and {pair['other']}") or len(own) != 1 or len(alike) != _TWO:
        return exact
    stems = [stem(name.lower()) for name in pair.groups()]
    words = [(stem(word[0].lower()), word.start()) for word in _WHOLE.finditer(unit.text)]
    names = sorted(
        at for at in (next((at for word, at in words if word == name), None) for name in stems) if at is not None
    )
    one, other = (quantity.start for quantity in alike)
    if len(names) != _TWO or not (names[0] < one < names[1] < other or one < names[0] < other < names[1]):
        return exact
    return unit.start + alike[0].lead, unit.start + alike[1].end


def _is_unit(text: str, at: int, found: str) -> bool:
    """Whether a span of a row is nothing but the unit that its name has in brackets: "m" of "Income (£m)"."""
    opened = text.rfind("(", 0, at)
    return opened > text.rfind(")", 0, at) and not re.search(r"\d", found) and ")" in text[at + len(found) :][:2]


def _whole_words(unit: Unit, first: int, last: int, low: int, high: int) -> tuple[int, int]:
    for word in _WHOLE.finditer(unit.text, low - unit.start, high - unit.start):
        start, end = word.start() + unit.start, word.end() + unit.start
        if start < last and first < end:
            first, last = min(first, start), max(last, end)
    return first, last


def _whole_date(unit: Unit, first: int, last: int, low: int, high: int) -> tuple[int, int]:
    """Return a span with the dates whole that it cuts in the day and the month; the year alone may be what is asked."""
    for date in _DATE.finditer(unit.text, low - unit.start, high - unit.start):
        day = "day" if date["day"] else "other"
        if date.start(day) + unit.start < last and first < date.end(day) + unit.start:
            first, last = min(first, date.start() + unit.start), max(last, date.end() + unit.start)
    return first, last


def _what_is(question: Question, unit: Unit, first: int, last: int) -> tuple[int, int]:
    """Return the value that something came to where a span is the one that it came from, unless that is asked for."""
    if question.type not in FIGURES or question.several or _ASKS_WHAT_WAS.search(question.text):
        return first, last
    before, told = unit.text[: first - unit.start], YEAR.findall(unit.text)
    if not _TURNED_FROM.search(before) or (question.years.intersection(told) and max(told) not in question.years):
        return first, last
    own, behind = last - unit.start, _TO.match(unit.text, last - unit.start)
    if behind is None or question.years.intersection(YEAR.findall(behind["between"])):
        return first, last
    old, new = (find_quantities(text)[:1] for text in (unit.text[first - unit.start : own], unit.text[behind.end() :]))
    if not old or not new or new[0].start or old[0].unit != new[0].unit:
        return first, last
    return unit.start + behind.end(), unit.start + behind.end() + new[0].end


def _one_amount(question: Question, unit: Unit, first: int, last: int) -> int:
    """Return where a span ends that begins with an amount, without a second one that is of something else.

    "A full plot to £78, and of a half plot from £36": asked for the full plot, the second repeats a word of the
    question, for its own thing, and lacks another that stands before the first.
    """
    if question.type is not AnswerType.amount or question.several or question.wants_list:
        return last
    text = unit.text[first - unit.start : last - unit.start]
    amounts = list(_AMOUNT.finditer(text))
    if len(amounts) < 2 or amounts[0].start():
        return last
    clause = next((found for found in _CLAUSE.finditer(text, amounts[0].end(), amounts[1].start())), None)
    if clause is None:
        return last
    asked = set(question.terms)
    before = asked.intersection(content_terms(unit.text[: first - unit.start]))
    of_second = asked.intersection(content_terms(text[clause.end() : amounts[1].start()]))
    return first + amounts[0].end() if of_second and before - of_second else last
