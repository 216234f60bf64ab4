"""The row of all the others, where a question asks of a table's whole: "library visits 2023/24" with a row of each."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.answer_types import AnswerType
from assistant.answering.counted import asked_count
from assistant.answering.figures import leading_figure
from assistant.answering.question import Question
from assistant.answering.tables.cells import ASKS_TOTAL, cell_text
from assistant.answering.tables.columns import named_column, row_heading, terms_of
from assistant.answering.tables.explaining import explains
from assistant.answering.tables.sums import named_rows
from assistant.answering.tables.superlatives import alike
from assistant.answering.tables.totals import NO_SUM, is_of_all, is_rest, is_total
from assistant.corpus.document import Block, Cell, Document
from assistant.indexing.lexical import stem

_FIGURES = (AnswerType.amount, AnswerType.quantity, AnswerType.other)


def whole_of(question: Question, document: Document, table: Sequence[Block]) -> tuple[Block, Cell] | None:
    """Return a table's one row of all the others with its cell in the column that is asked for; None for no such.

    The question names a column and no row, and the table explains every word of it: no single row can be meant.
    """
    totals = [row for row in table if is_total(row) and not is_rest(row)]
    rows = [row for row in table if row not in totals and not is_of_all(row, table)]
    if len(totals) != 1 or not rows or question.type not in _FIGURES or named_rows(question.text, rows) != []:
        return None
    asked = terms_of(ASKS_TOTAL.sub(" ", question.text))
    column = named_column(document, rows, asked)
    if column is None or NO_SUM.search(column) or not asked & terms_of(column):
        return None
    heading = row_heading(rows) or ""
    counted = asked_count(question)
    if counted and stem(counted.counted) not in terms_of(column, rows[0].table or "") - terms_of(heading):
        return None  # "how many years is it paid?" does not ask for what was paid
    if not explains(document, rows, column, asked, named=terms_of(heading, totals[0].row or "") | alike(heading)):
        return None
    cell = next((cell for cell in totals[0].cells if cell.column == column), None)
    return (totals[0], cell) if cell and _holds_others(document, cell, rows) else None


def _holds_others(document: Document, whole: Cell, rows: Sequence[Block]) -> bool:
    """Whether a cell has a number, and no row one above it: a part is no more than the whole."""
    figure = leading_figure(cell_text(document, whole))
    cells = (cell for row in rows for cell in row.cells if cell.column == whole.column)
    parts = [part.scaled for cell in cells if (part := leading_figure(cell_text(document, cell)))]
    return figure is not None and all(part <= figure.scaled for part in parts)
