"""A day that ends a year: what stood open on 31 March 2022 stands in the column of 2021/22."""

from __future__ import annotations

import re

from assistant.answering.question import Question, periods_in
from assistant.corpus.document import Block
from assistant.english.dates import DAY_OF_YEAR, YEAR_DIGITS

_DAY = re.compile(rf"\b(?:(?:as )?(?:at|on|by|to) )?(?:the )?{DAY_OF_YEAR}", re.IGNORECASE)
_LAST_DAYS = frozenset({"31 march", "5 april"})
"""The ends of the British financial and tax years."""
_SPAN = re.compile(rf"\b{YEAR_DIGITS}[/–-](?:{YEAR_DIGITS}|\d\d)\b")


def year_ended(question: Question, row: Block) -> int:
    """Return the year whose last day a question asks of, where a row counts on that day; 0 for other questions."""
    return _ended(_DAY.search(question.text), f"{row.row} {row.table}")


def ends_in(column: str, year: int) -> bool:
    """Whether a column is of a span of years that ends in a year."""
    return any(first < last == year for first, last in periods_in(column))


def in_spans(question: str, table: str) -> str:
    """Return a question with the span that a table has in place of the day that ends it: "in 2021/22"."""
    day = _DAY.search(question)
    year = _ended(day, table)
    span = next((found[0] for found in _SPAN.finditer(table) if year and ends_in(found[0], year)), "")
    return f"{question[: day.start()]}in {span}{question[day.end() :]}" if day and span else question


def _ended(day: re.Match[str] | None, told: str) -> int:
    is_last = day and (day["day"].lower() in _LAST_DAYS or day["day"].lower() in told.lower())
    return int(day["year"]) if day and is_last else 0
