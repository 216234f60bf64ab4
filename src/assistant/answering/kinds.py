"""Whether words are of the kind that a question asks for: an amount, a number, a date, a name."""

from __future__ import annotations

import re

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import Question
from assistant.english.dates import CLOCK_TIME, MONTH_NAMES
from assistant.english.numbers import NUMBER_WORD, ordinals

_SCALED = r"\d[\d.,]*(?:m|\s?(?:bn|k|million|billion|thousand))"
"""A large number; behind a space, an "m" is of metres."""
_CURRENCY = (
    r"[£$€]|\b(?:pounds?|pence|euros?|dollars?|cents|crowns?|kron(?:er|or)|francs?)\b|\b\d+p\b"
    r"|\b(?:EUR|USD|GBP|NOK|SEK|DKK|CHF|AUD|CAD|JPY|INR) ?\d"
)
_MONEY = re.compile(rf"{_CURRENCY}|\b{_SCALED}\b", re.IGNORECASE)
_SURELY_MONEY = re.compile(rf"{_CURRENCY}|\b\d[\d.,]*(?:m|bn|k)\b", re.IGNORECASE)
_SCALED_COUNT = re.compile(
    rf"(?<![£$€\d.,])\b{_SCALED}\s+(?:people\b|(?!(?:us )?(?:pounds|euros|dollars|crowns)\b)[a-z-]+s\b)",
    re.IGNORECASE,
)
"""A large number of things is no sum of money: "2.9 million people"."""
_PERCENT = re.compile(r"%|per ?cent|\b(?:half|third|quarter|fifth|tenth|majority|share)\b", re.IGNORECASE)
_YEAR_OR_TIME = r"\b(?:1[5-9]|20)\d\d\b|\b(?i:years?|months?|weeks?|days?)\b"
_SHORT_TIME = (
    rf"(?<![\d:])(?:{CLOCK_TIME})|\b(?i:midnight|midday|noon|\d{{1,2}} o['’]clock)\b"
    rf"|\b(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
    rf"|(?i:\d|\b(?:{NUMBER_WORD}|an|half|few|several))[ -](?i:hours?|hrs?|minutes?|mins?|seconds?)\b"
)
"""A time of day or of the week, or so many minutes."""
_AGE = rf"\b(?i:aged?(?: of)? (?:\d|{NUMBER_WORD}\b))"
_DATE = re.compile(rf"{_YEAR_OR_TIME}|{_SHORT_TIME}|{_AGE}|\b(?:{MONTH_NAMES})\b")
"""What tells when, how long or how old."""
_IS_TIME = re.compile(
    rf"{_YEAR_OR_TIME}|\d(?:st|nd|rd|th)?(?: of)? (?:{MONTH_NAMES})\b|\b(?:{MONTH_NAMES}) \d"
    rf"|(?:^|\b(?i:in|since|until|by|from) )(?:{MONTH_NAMES})$"
)
"""A time, and no name that a month's is part of: "June Hartley"."""
_RANK = re.compile(
    rf"\b\d+(?:st|nd|rd|th)\b|\b(?:{ordinals(1, 10)}|top|largest|highest"
    r"|biggest|leading|lowest|rank(?:s|ed|ings?)?)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    rf"\d|\b(?:{NUMBER_WORD}|zero|nil|dozen|hundred|thousand|million|several|no)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\b(?:\d+(?:st|nd|rd|th)|(?:[a-z]+ty-)?(?:{ordinals(1, 10)}))\b", re.IGNORECASE)
"""A place in an order is no number of things: "fourth of nine regions"."""
_NAME = re.compile(r"\b[A-Z]")
_FITS: dict[AnswerType, re.Pattern[str]] = {
    AnswerType.amount: _MONEY,
    AnswerType.quantity: _NUMBER_WORD,
    AnswerType.percentage: _PERCENT,
    AnswerType.part: re.compile("|".join((_MONEY.pattern, _PERCENT.pattern, _NUMBER_WORD.pattern)), re.IGNORECASE),
    AnswerType.date: _DATE,
    AnswerType.rank: _RANK,
    AnswerType.who: _NAME,
    AnswerType.place: _NAME,
}


def fits_alone(type_: AnswerType, answer: str) -> bool:
    """Whether an exact answer is of the asked type and of no other: "£24m" is no number of firms, "19 firms" is."""
    if type_ is AnswerType.quantity:
        return bool(_NUMBER_WORD.search(_ORDINAL.sub(" ", answer))) and not (
            _SURELY_MONEY.search(_SCALED_COUNT.sub(" ", answer)) or _PERCENT.search(answer)
        )
    if type_ in (AnswerType.who, AnswerType.place):
        return bool(_NAME.search(answer)) and not _IS_TIME.search(answer)
    if type_ is AnswerType.amount:
        return bool(_MONEY.search(_SCALED_COUNT.sub(" ", answer)))
    pattern = _FITS.get(type_)
    return pattern is None or bool(pattern.search(answer))


def gives_figure(question: Question, answer: str) -> bool:
    """Whether an answer has a number that can be the figure asked for: no share is how many or how big something is.

    Less is asked than by `fits_alone`: "how much" may be a sum, a share or a weight.
    """
    if question.type is AnswerType.percentage and _PERCENT.search(answer):
        return True
    if question.type is AnswerType.quantity and _PERCENT.search(answer):
        return False
    return bool(_NUMBER_WORD.search(_ORDINAL.sub(" ", answer)) or _MONEY.search(answer) or _PERCENT.search(answer))


def fits_kind(type_: AnswerType, answer: str, unit: str) -> bool | None:
    """Whether words of the asked type stand in the answer (True), nowhere in the unit (False), or neither.

    A place in an order is no number of things, whatever stands beside it.
    """
    pattern = _FITS.get(type_)
    if pattern is None:
        return None
    if type_ is AnswerType.quantity and _ORDINAL.search(answer):
        return bool(_NUMBER_WORD.search(_ORDINAL.sub(" ", answer)))
    if pattern.search(answer):
        return True
    return None if pattern.search(unit) else False
