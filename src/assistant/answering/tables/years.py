"""The year in which a row of a table was highest or lowest: "In which year were landings of whelk highest?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.figures import leading_figure
from assistant.answering.question import YEAR, Question
from assistant.answering.tables.cells import SPAN_OF_YEARS, cell_text
from assistant.answering.tables.columns import MIN_ROWS, columns_of, terms_of
from assistant.answering.tables.explaining import explains
from assistant.answering.tables.sums import named_rows
from assistant.answering.tables.superlatives import Superlative
from assistant.corpus.document import Block, Cell, Document

_ASKS_YEAR = re.compile(r"\b(?:which|what)(?: (?:financial|calendar|school|academic))? year\b|^when\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:which|what|when|in|(?:financial|calendar|school|academic)? ?year|ever|at (?:its|their))\b", re.I
)


def best_year(
    question: Question, asked: Superlative, document: Document, rows: Sequence[Block]
) -> tuple[Block, Cell, str] | None:
    """Return the row that a question names, its cell with the most or the least, and how it was found; else None.

    The columns are years of one measure; of "between 2019 and 2022" these alone are compared. Nothing is found where
    two years are equal, where a cell is no number, or where the table does not explain every word of the question.
    """
    named = named_rows(question.text, rows) if _ASKS_YEAR.search(question.text) else None
    if not named or len(named) > 1 or asked.count > 1 or asked.measure:
        return None
    row, rest = named[0], SPAN_OF_YEARS.sub(" ", asked.rest)
    span = SPAN_OF_YEARS.search(question.text)
    cells = _of_years(row, span.group() if span else "")
    measures = {frozenset(_measure(cell)) for cell in cells}
    figures = [leading_figure(cell_text(document, cell)) for cell in cells]
    if len(measures) != 1 or len(cells) < MIN_ROWS or not all(figures) or YEAR.search(rest):
        return None
    numbers = [figure.scaled for figure in figures if figure]
    best = sorted(numbers, reverse=not asked.least)[asked.place - 1] if asked.place <= len(numbers) else None
    terms = terms_of(_SAID.sub(" ", rest)) - terms_of(row.row or "", *columns_of(rows))
    if best is None or numbers.count(best) > 1 or not explains(document, rows, cells[0].column, terms):
        return None
    return row, cells[numbers.index(best)], f"the {asked.words} of {len(cells)} years in this row"


def _of_years(row: Block, span: str) -> list[Cell]:
    """Return a row's cells under years, from one year to another where two are named."""
    dated = [(cell, YEAR.findall(cell.column)) for cell in row.cells[1:]]
    ends = sorted(YEAR.findall(span))
    return [cell for cell, years in dated if len(years) == 1 and (len(ends) != 2 or ends[0] <= years[0] <= ends[1])]


def _measure(cell: Cell) -> set[str]:
    return {term for term in terms_of(cell.column) if not term[0].isdigit()}
