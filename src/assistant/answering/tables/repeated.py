"""Long tables: several rows of one name, one for each year, of which a question is of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.question import Question
from assistant.answering.tables.cells import cell_text
from assistant.answering.tables.columns import columns_of
from assistant.corpus.document import Block, Document
from assistant.english.dates import YEAR_OR_SPAN

_OF_TIME = re.compile(r"(?:(?:financial|calendar|school|academic) )?year|date|period|month|quarter", re.IGNORECASE)
_YEARS = re.compile(rf"(?<![\d,.£$€]){YEAR_OR_SPAN}(?![\d/])")
_IN_YEAR = r"\b(?:in|for|during) (?:the year )?{year}\b|\b{year}(?: figures?| data)?\b"


def names_repeat(rows: Sequence[Block]) -> bool:
    """Whether two rows have one name: the highest of all rows is then no answer to which of the names has most."""
    names = [(row.row or "").strip().lower() for row in rows]
    return len(set(names)) < len(names)


def of_asked_time(question: Question, document: Document, rows: Sequence[Block]) -> tuple[Question, list[Block]]:
    """Return the question without its year, and the rows of this year, where a column tells the year of each row.

    Both are as they were where rows have names of their own, or the question names no one year of the column.
    """
    headings = [heading for heading in columns_of(rows) if _OF_TIME.fullmatch(heading.strip())]
    years = _YEARS.findall(question.text)
    if not names_repeat(rows) or len(headings) != 1 or len(set(years)) != 1:
        return question, list(rows)
    of_year = [
        row
        for row in rows
        if any(
            cell.column == headings[0] and _YEARS.findall(cell_text(document, cell)) == years[:1] for cell in row.cells
        )
    ]
    if not of_year:
        return question, list(rows)
    text = re.sub(_IN_YEAR.format(year=re.escape(years[0])), "", question.text)
    return replace(question, text=" ".join(text.split())), of_year
