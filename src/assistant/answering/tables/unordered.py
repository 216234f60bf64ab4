"""Columns whose numbers alone do not say which row has the most: those of two sides, and those of bands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.figures import leading_figure
from assistant.answering.question import Question
from assistant.answering.tables.cells import cell_text
from assistant.corpus.document import Block, Document

_BANDS = re.compile(
    r"\b(?:deciles?|quintiles?|quartiles?|percentiles?)\b|\b(?:frequency|headway|interval)\b.*\b(?:min|hour|day|week)",
    re.IGNORECASE,
)
"""The heading of a column in which the first, or the lowest, may be the most or the least: "Frequency (minutes)"."""
_LACKS = r"deficits?|loss(?:es)?|overspen(?:d|ds|t|ding)|shortfalls?"
_ASKS_LACK = re.compile(rf"\b(?:{_LACKS})\b", re.IGNORECASE)
_TWO_SIDES = re.compile(rf"\b(?:{_LACKS}|changes?|variances?|differences?)\b", re.IGNORECASE)
"""The heading of a column in which -9 may be more than 4."""
_ASKS_GAIN = re.compile(r"\b(?:surplus(?:es)?|profits?|gains?|growth|rises?|increases?|positive)\b", re.IGNORECASE)


def is_unordered(question: Question, document: Document, rows: Sequence[Block], column: str) -> bool:
    """Whether it cannot be told which number of a column is the most of what is asked for.

    Of "Surplus/(deficit)" the biggest deficit is the lowest number; of "Change", -9 may be the biggest. Decile 1 is the
    most deprived in one table and has the least in another.
    """
    if _BANDS.search(column):
        return True
    cells = (cell_text(document, cell) for row in rows for cell in row.cells if cell.column == column)
    if not any((figure := leading_figure(text)) and figure.value < 0 for text in cells):
        return False
    if _ASKS_LACK.search(question.text):
        return True
    return bool(_TWO_SIDES.search(column)) and not _ASKS_GAIN.search(question.text)
