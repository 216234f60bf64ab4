"""A figure that is compared with that of a year: neither of the two is that of a year before it."""

from __future__ import annotations

import re

from assistant.answering.guards.around import with_headings
from assistant.answering.question import YEAR, Question, agrees, periods_in
from assistant.answering.scored import Scored
from assistant.english.dates import MONTH_NAMES

_COMPARED_WITH = re.compile(
    r"\b(?:than|against|versus|compared (?:with|to)|(?:up|down) (?:on|from)|(?:rise|increase|fall|drop) (?:on|from))\b"
    rf"(?:(?!;|: |\. |, | (?:and|but|while|to|or) )[^?])*?{YEAR.pattern}(?:[/–-]\d\d(?:\d\d)?\b)?",
    re.IGNORECASE,
)
"""What another figure is measured by: "17 more than in 2023", "down on the 36,905 of 2022/23"."""
_IN_YEAR = re.compile(
    rf"\b(?:in|for|during|at|by|on|since|year|{MONTH_NAMES}) (?:the end of )?{YEAR.pattern}(?! (?-i:[A-Z]))"
    rf"|(?<!\bof )(?<!\bfrom ){YEAR.pattern}(?:[/–-]\d\d(?:\d\d)?)?\W*$",
    re.IGNORECASE,
)
"""Asks of a year; the 2020 plan and the Act of 2020 are called by one."""


def is_of_later_year(question: Question, entry: Scored) -> bool:
    """Whether a year is asked for, and a sentence compares its figure with that of a later one.

    What is "17 more than in 2023" is of a year after it, and says nothing of 2022.
    """
    compared = _COMPARED_WITH.search(entry.unit.text)
    if compared is None or not _IN_YEAR.search(question.text) or not re.search(r"\d", entry.exact_words):
        return False
    told = periods_in(with_headings(entry))
    if any(agrees(asked, held) for asked in question.periods for held in told):
        return False
    first = min(period[0] for period in periods_in(compared.group()))
    return all(last < first for _, last in question.periods)
