"""The rows of a table that a sentence in front of it counts: "Four options were scored" above four rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.question import Question
from assistant.answering.quotes import Quote, joined_spans
from assistant.answering.quoting import ANSWERED_BY_ITEM, list_quote
from assistant.answering.tables.cells import asked_cells, table_rows, written
from assistant.answering.tables.columns import columns_of, terms_of
from assistant.answering.tables.matching import names_other_rows
from assistant.answering.tables.superlatives import superlative_of
from assistant.answering.tables.totals import is_of_all
from assistant.answering.units import Unit, paragraph_above
from assistant.corpus.document import Block, BlockKind, Document
from assistant.english.numbers import NUMBERS, THINGS, numbers
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import content_terms, stem

_MAX_ROWS = 8
"""Rows that are quoted together at most: more are no answer to read."""
_ASKS_EACH = re.compile(
    r"\b(?:each|every|(?<!\bat )all|both)\b(?! (?:other|year|quarter|month|week|day|time)\b)", re.IGNORECASE
)
_COUNTED_ROWS = re.compile(rf"\b(?P<count>{numbers(2, _MAX_ROWS)}|[2-{_MAX_ROWS}]) {THINGS}", re.IGNORECASE)


def announced_quote(question: Question, document: Document, unit: Unit) -> Quote | None:
    """Return the rows of the table that a unit counts or is a row of, where all of them are asked for.

    "List the options that were scored" and "for each of the three places" ask for every row; a question with a word
    of some of the rows, or a bound, asks for those.
    """
    asks_all = bool(_ASKS_EACH.search(question.text)) or (question.wants_list and question.type not in ANSWERED_BY_ITEM)
    if not asks_all or question.ordinals or superlative_of(question.text) or names_other_rows(question.text):
        return None
    rows = _rows_at(document, unit)
    above = paragraph_above(document, rows[0]) if 1 < len(rows) <= _MAX_ROWS else None
    sentence = _counting(question, document, above, len(rows)) if above else None
    own = (unit.start, unit.end) if unit.kind is BlockKind.paragraph else sentence
    if sentence is None or sentence != own or _names_some(question, document, rows, sentence):
        return None
    quote = list_quote(document, unit.candidate, rows[0].start, rows[-1].end)
    cells = [cell for row in rows for cell in asked_cells(question, row) if row.end <= quote.end]
    return Quote(
        document,
        unit.candidate,
        quote.start,
        quote.end,
        context=sentence,
        shown=joined_spans([written(cell) for cell in cells]),
    )


def _rows_at(document: Document, unit: Unit) -> list[Block]:
    """Return the rows of the table that a unit is of, or stands right above, without the row of all the others."""
    block = document.block_at(unit.start)
    if block is None:
        return []
    following = document.blocks[document.blocks.index(block) :][:3]
    row = next((other for other in following if other.kind is BlockKind.table_row), None)
    rows = table_rows(document, row) if row else []
    return [other for other in rows if not is_of_all(other, rows)]


def _counting(question: Question, document: Document, above: Block, count: int) -> tuple[int, int] | None:
    """Return the sentence above a table that counts its rows as things, or in a number, that a question has."""
    numbers_of = {NUMBERS[count], str(count)}
    asked = {found["count"].lower() for found in _COUNTED_ROWS.finditer(question.text)}
    if asked and not asked & numbers_of:
        return None
    for start, end in split_sentences(document.text, start=above.start, end=above.end):
        for found in _COUNTED_ROWS.finditer(document.text[start:end]):
            is_meant = asked or stem(found["noun"].lower()) in question.terms
            if is_meant and found["count"].lower() in numbers_of:
                return start, end
    return None


def _names_some(question: Question, document: Document, rows: Sequence[Block], sentence: tuple[int, int]) -> bool:
    """Whether a question has a word of some rows alone, which neither their headings nor what is above them have."""
    told = terms_of(document.text[slice(*sentence)], rows[0].table or "", *rows[0].headings, *columns_of(rows))
    told |= terms_of(rows[0].cells[0].column)
    held = [set(content_terms(document.text[row.start : row.end])) for row in rows]
    return any(0 < sum(term in terms for terms in held) < len(rows) for term in set(question.terms) - told)
