"""What the column of an answer says that it is: no rate, or a target where the outcome is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.answering.tables.cells import asked_cells
from assistant.corpus.document import Block, Cell

_ASKS_RATE = re.compile(
    r"\b(?!(?:exchange|hourly|daily|weekly|monthly|day|pay|business|flat|hire|room|rental|freight|any|first|second|what"
    r"|which|the|this|that|same|going|average|basic|standard|maximum|minimum|current|new|tax)\b)"
    r"[a-z][\w-]{2,} rates?\b(?! (?:relief|card|payers?|bill|rise|cap))",
    re.IGNORECASE,
)
"""Asks for a rate that is a share or a ratio; one of pay or of a price is a sum."""
_IS_RATE = re.compile(
    r"%|\bper ?cent|\bper\b|[a-z]/[a-z]"
    r"|\b(?:rates?|ratios?|shares?|percentages?|proportions?|index|scores?|average|mean|median"
    r"|half|one in|out of|in (?:every|each)|1 in)\b",
    re.IGNORECASE,
)
"""Says of a figure, or of what it stands under, that it may be a rate."""
_CURRENCY = re.compile(r"[£$€]")
_DECIMAL = re.compile(r"\d\.\d")
_ASKS_OUTCOME = re.compile(r"\bactual(?:ly)?\b|\boutturns?\b|\bachieved\b|\bin the end\b", re.IGNORECASE)
"""Asks in so many words for what came about."""
_AIMED = re.compile(
    r"\b(?:targets?|plan(?:s|ned)?|budget(?:s|ed)?|forecasts?|expected|goals?|aims?|projected|projections?|ambitions?)\b",
    re.IGNORECASE,
)
_ACHIEVED = re.compile(r"\b(?:actuals?|outturns?|achieved|results?|outcomes?|delivered|against|versus|vs|met)\b", re.I)


def is_no_rate(question: Question, entry: Scored) -> bool:
    """Whether a rate is asked for, and a row's answer is a whole number under nothing that makes it one.

    "Ashwick College; 2023/24: 118", under "Apprenticeship starts", is no achievement rate.
    """
    row = _row(entry)
    if row is None or entry.exact is None or not _ASKS_RATE.search(question.text):
        return False
    value, shown = entry.exact_words, _shown(question, row)
    cells = [f"{cell.column} {entry.unit.cell_text(cell)}" for cell in shown]
    told = " ; ".join((value, *cells, row.table or "", row.row or "", *row.headings[-1:]))
    is_whole = bool(re.search(r"\d", value)) and not _DECIMAL.search(value) and not _CURRENCY.search(told)
    return is_whole and not _IS_RATE.search(told)


def is_aimed_at(question: Question, entry: Scored) -> bool:
    """Whether what came about is asked for in so many words, and a row's answer stands under what was aimed at.

    "Target by March 2025: 85%" is no actual occupancy.
    """
    row = _row(entry)
    if row is None or entry.exact is None or not _ASKS_OUTCOME.search(question.text):
        return False
    if _AIMED.search(question.text):
        return False
    told = [f"{cell.column} ; {row.row}" for cell in _shown(question, row)]
    return all(_AIMED.search(one) and not _ACHIEVED.search(one) for one in told)


def _shown(question: Question, row: Block) -> Sequence[Cell]:
    """Return the cells of a row that are shown behind its name: those that are asked for, else all."""
    return asked_cells(question, row)[1:] or row.cells[1:]


def _row(entry: Scored) -> Block | None:
    row = entry.unit.block
    return row if row and row.cells else None
