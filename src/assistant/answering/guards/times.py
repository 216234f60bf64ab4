"""Other times than the one asked for: the row of another year, what came later than the years before one."""

from __future__ import annotations

import re

from assistant.answering.answer_types import FIGURES
from assistant.answering.question import YEAR, Question, periods_in
from assistant.answering.scored import Scored
from assistant.answering.unread import is_named_by_year

_YEARS_BEFORE = re.compile(
    r"\b(?:the|these|those) (?:[\w-]+ ){0,3}?(?:years?|decades?|months?|terms?|seasons?|periods?|winters?|summers?)"
    rf" (?:before|prior to|(?:leading )?up to|until) (?P<year>{YEAR.pattern})",
    re.IGNORECASE,
)
"""Asks of what was before a year: "the funding for the five years before 2022"."""


def is_row_of_other_year(question: Question, entry: Scored) -> bool:
    """Whether a row that is named by a year alone gives the figure of another one than the question names."""
    row = entry.unit.block
    is_of_year = row is not None and is_named_by_year(row)
    return is_of_year and question.type in FIGURES and bool(entry.features["year_conflicts"])


def is_after_years_before(question: Question, entry: Scored) -> bool:
    """Whether the years before one are asked of, and all the years that a unit names begin with it or later.

    "2022 to 2027, £9m" says nothing of the five years before 2022.
    """
    asked, held = _YEARS_BEFORE.search(question.text), periods_in(entry.unit.text)
    return asked is not None and bool(held) and all(first >= int(asked["year"]) for first, _ in held)
