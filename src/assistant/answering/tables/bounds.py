"""A time that a question bounds by a year: "up to 2022" is more than that year, and its column tells of it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.question import YEAR, Question
from assistant.corpus.document import Block, Document

_BOUND = re.compile(
    rf"\b(?:by|(?:up|prior) to|until|till|before|after|since|from|through)\s+(?:the end of )?{YEAR.pattern}"
    rf"|{YEAR.pattern}\s+(?:onwards?|(?:or|and) (?:earlier|later|before|after))\b",
    re.IGNORECASE,
)
"""A year where a time ends or begins."""


def is_bounded(question: Question, document: Document, rows: Sequence[Block], column: str) -> bool:
    """Whether a question bounds a time by the year of a column, which is of that year alone or bounds it otherwise.

    The years of a column without any are those of its table, or of the whole document.
    """
    source, first = document.source, rows[0]
    told = column if YEAR.search(column) else " ".join((first.table or "", *first.headings, source.title))
    years = set(YEAR.findall(told))
    if len(question.years) > 1 and question.years <= years:
        return False
    bounds = [bound.group().lower() for bound in _BOUND.finditer(question.text)]
    return any(bound not in told.lower() and years.intersection(YEAR.findall(bound)) for bound in bounds)
