"""What is computed over a table: the most or the least, a row's place, the sum, the rows with something in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer_types import AnswerType
from assistant.answering.figures import is_bracketed
from assistant.answering.question import YEAR, Question
from assistant.answering.tables.bounds import is_bounded
from assistant.answering.tables.cells import ADDS_UP, ASKS_TOTAL, HEADS_TOTAL, cell_text, table_rows
from assistant.answering.tables.columns import (
    MIN_ROWS,
    Value,
    asks_percentage,
    columns_of,
    in_table_words,
    is_percentage,
    is_ranks,
    named_column,
    terms_of,
    values_of,
)
from assistant.answering.tables.explaining import explains, unexplained
from assistant.answering.tables.matching import asked_rows
from assistant.answering.tables.repeated import names_repeat, of_asked_time
from assistant.answering.tables.sums import named_rows, sum_of
from assistant.answering.tables.superlatives import GENERIC, PLACES, Superlative, alike, asked_cell, superlative_of
from assistant.answering.tables.totals import are_of_several_levels, compared_rows, count_totals
from assistant.answering.tables.turns import asks_turn, is_fall, most_turned, turned_rows
from assistant.answering.tables.unordered import is_unordered
from assistant.answering.tables.whole import whole_of
from assistant.answering.tables.years import best_year
from assistant.corpus.document import Block, Cell, Document
from assistant.english.areas import lies_outside
from assistant.indexing.lexical import content_terms

_ASKS_WHICH = re.compile(r"\b(?:which|what|who|where)\b", re.IGNORECASE)
_REQUESTS = re.compile(
    r"^(?:please )?(?:name|list|identify|find|give (?:me|us)|tell (?:me|us)) (?:the )?"
    r"(?=[a-z ]+ (?:with|that|which|where)\b)",
    re.IGNORECASE,
)
_SIZE_OF = re.compile(
    r"(?:largest|biggest|smallest|strongest|weakest|top|leading|best|worst|greatest)(?: \w+)? (?P<things>[a-z]+s)\b",
    re.IGNORECASE,
)
"""How large things are, not how many."""
_COUNT_COLUMN = re.compile(r"[\w\s-]+(?:\((?:number|no\.?|count)\))?")
_RATE = re.compile(r"\bper\b|\brates?\b", re.IGNORECASE)
_SAYS_NUMBER = re.compile(
    r"\b(?:most|fewest|numbers?|how many|counts?|totals?|rates?|per|share|percent\w*)\b", re.IGNORECASE
)
_STEM = 6
"""Letters by which "unemployed" and "unemployment" are of the same word."""
_ASKS_PLACE = re.compile(r"\b(?:rank\w*|position\w*|place[ds]?|comes?|stands?)\b", re.IGNORECASE)
_OF_MEASURES = re.compile(r"\b(?:measures?|indicators?|metrics?|kpis?|statistics?)\b", re.IGNORECASE)
"""The heading of rows each of which measures another thing: they are not compared."""
_IS_OTHER = re.compile(r"(?:all )?others?(?: [a-z]+s?)?|miscellaneous", re.IGNORECASE)
"""The name of a row of what has none of its own: never the biggest employer."""
_MAX_READ_OFF = 8
"""Rows of a column that is shown to be read off: more would be no answer to read; set by hand."""
_WHOLE_TIME = re.compile(
    r"\b(?:(?:over|across|in|for|during) )?(?:the )?(?:whole|entire|full) (?:period|time|term)\b", re.I
)
_IS = re.compile(r"(?<=\bwhat)['’]s\b|(?<=\bwho)['’]s\b|(?<=\bwhere)['’]s\b", re.IGNORECASE)


@dataclass(frozen=True)
class Computed:
    """What was computed, with the rows it is read off.

    Attributes:
        rows: the rows that are quoted, in the table's order.
        cells: their cells in the column.
        answer: the cell that answers; None where the answer is in `calculated`.
        calculated: the computation in words; "" where the rows are only shown.
    """

    rows: tuple[Block, ...]
    cells: tuple[Cell, ...]
    answer: Cell | None
    calculated: str


def compute(question: Question, document: Document, row: Block) -> Computed | None:
    """Return what a question asks to be computed over a column of the table that `row` belongs to; None for nothing.

    "Which city has the second most ...?", "Where does the city rank for ...?" and "How many ... in all?" are computed,
    where the question names one column of numbers and the table explains everything else in it.
    """
    table = table_rows(document, row)
    rows = compared_rows(document, table)
    if len(rows) < MIN_ROWS or not _are_of_one_kind(question, document, table, rows):
        return None
    question, rows = of_asked_time(question, document, rows)
    repeated = names_repeat(rows)
    if question.type is AnswerType.rank and not repeated:
        return _place(question, document, rows)
    question = replace(question, text=_REQUESTS.sub("Which ", question.text))
    asked = superlative_of(question.text) if _ASKS_WHICH.search(question.text) else None
    if asked and not any(map(asked.compares, columns_of(rows))):
        asked = None
    if repeated and (asked or ASKS_TOTAL.search(question.text)):
        return None
    if asked and _OF_MEASURES.search(row.cells[0].column):
        return None
    if asked and asks_turn(asked):
        turned = most_turned(question, asked, document, rows)
        return Computed((turned[0].row,), (turned[0].cell,), turned[1], turned[2]) if turned else None
    best = best_year(question, asked, document, rows) if asked else None
    if best:
        return Computed((best[0],), (best[1],), best[1], best[2])
    if asked:
        found = _superlative(question, asked, document, rows)
        return found or (_read_off(question, asked, document, rows) if asked.measure is None else None)
    whole = whole_of(question, document, table)
    if whole:
        return Computed((whole[0],), (whole[1],), whole[1], "")
    if ASKS_TOTAL.search(question.text):
        adds = ADDS_UP.search(question.text)
        total = sum_of(question, document, rows, has_total=len(rows) < len(table)) if adds else None
        return Computed(total.rows, total.cells, None, total.said) if total else None
    part = asked_rows(question.text, document, rows)
    if part is None:
        return _turned(question, document, rows)
    how = f"{len(part.rows)} of {len(rows)} rows have “{part.held}” under “{part.column}”"
    return Computed(part.rows, part.cells, None, how)


def _are_of_one_kind(question: Question, document: Document, table: Sequence[Block], rows: Sequence[Block]) -> bool:
    """Whether a table is one, its compared rows may not hold one another, and all lie in the places of the question.

    A table with several totals is several tables in one.
    """
    places = [" ".join(place) for place in question.places]
    outside = any(lies_outside(row.row or "", place) for place in places for row in rows)
    return count_totals(document, table) <= 1 and not (outside or are_of_several_levels(rows))


def _turned(question: Question, document: Document, rows: Sequence[Block]) -> Computed | None:
    """Return the rows that rose or fell, where it is asked which did; of a single one, its name answers."""
    found = turned_rows(question, document, rows)
    if found is None or len(found.values) > _MAX_READ_OFF:
        return None
    chosen = tuple(value.row for value in found.values)
    cells = tuple(value.cell for value in found.values)
    way = "below" if is_fall(question.text) else "above"
    are = "is" if len(chosen) == 1 else "are"
    how = f"{len(chosen)} of {len(rows)} rows {are} {way} nothing under “{found.columns[0]}”"
    return Computed(chosen, cells, chosen[0].cells[0] if len(chosen) == 1 else None, how)


def _superlative(question: Question, asked: Superlative, document: Document, rows: Sequence[Block]) -> Computed | None:
    """Return the rows with the most or the least; None where one that is left out equals one of them."""
    terms = _compared_terms(asked, rows)
    if asked.measure:
        column = _measured(asked, document, rows, terms)
        terms |= terms_of(column or "")
        asked = asked.under(column or "")
    else:
        column = _compared(question, document, rows, terms) or _totals(rows, terms)
    of_years = asked.measure is not None
    values = values_of(document, rows, column, whole=asked.least, years=of_years) if column else []
    values = [value for value in values if not _IS_OTHER.fullmatch(value.row.row or "")]
    ordered = sorted(values, key=lambda value: value.number, reverse=not asked.least)
    chosen = _from_to(ordered, asked.place - 1, asked.place - 1 + asked.count)
    if column is None or len(values) < MIN_ROWS or not chosen:
        return None
    if is_bounded(question, document, rows, column) or is_unordered(question, document, rows, column):
        return None
    if _is_of_size(question, asked, column) or _told_apart_by_rate(question, asked, document, rows, chosen):
        return None
    if asked.least and any(is_bracketed(cell_text(document, value.cell)) for value in chosen):
        return None  # the income among the costs is not the lowest cost
    answers = [asked_cell(asked.rest, document, rows, value) for value in chosen]
    answer = answers[0]
    rows_named = alike(rows[0].cells[0].column) if answer is not None else set()
    if answer is None or not explains(document, rows, column, terms, named=terms_of(answer.column) | rows_named):
        return None
    how = f"the {asked.words} of {len(values)} rows under “{column}”"
    if len(chosen) == 1:
        return Computed((chosen[0].row,), (chosen[0].cell,), answer, how)
    if answer.column not in (rows[0].cells[0].column, column):
        return None  # of several rows, only their names and values are quoted
    shown = sorted(chosen, key=lambda value: value.row.start)
    return Computed(tuple(value.row for value in shown), tuple(value.cell for value in shown), None, how)


def _is_of_size(question: Question, asked: Superlative, column: str) -> bool:
    """Whether it is asked how large or good the things are that a column counts: "the largest schools" of “Schools”."""
    said = _SIZE_OF.match(question.text, len(asked.before))
    return bool(said and _COUNT_COLUMN.fullmatch(column) and set(content_terms(said["things"])) == terms_of(column))


def _told_apart_by_rate(
    question: Question, asked: Superlative, document: Document, rows: Sequence[Block], chosen: Sequence[Value]
) -> bool:
    """Whether a column of rates names other rows than the counts do, and a question says neither: "highest crime"."""
    column = chosen[0].cell.column
    if is_percentage(column) or _RATE.search(column) or _SAYS_NUMBER.search(question.text):
        return False
    said = terms_of(asked.rest)
    rates = [heading for heading in columns_of(rows) if is_percentage(heading) or _RATE.search(heading)]
    for heading in rates:
        shared = {
            term for term in terms_of(heading) & said if any(term[:_STEM] == own[:_STEM] for own in terms_of(column))
        }
        values = values_of(document, rows, heading, whole=asked.least) if shared else []
        ordered = sorted(values, key=lambda value: value.number, reverse=not asked.least)
        own = _from_to(ordered, asked.place - 1, asked.place - 1 + asked.count)
        if values and {value.row.start for value in own} != {value.row.start for value in chosen}:
            return True
    return False


def _read_off(question: Question, asked: Superlative, document: Document, rows: Sequence[Block]) -> Computed | None:
    """Return all rows with their values in the column that a question names, where it cannot be told what is compared.

    "Which operator carried the most passengers in 2023?" names a column by its year, and the table counts journeys: a
    person who sees every row can tell, and one row alone would look like the answer.
    """
    terms = _compared_terms(asked, rows)
    column = _compared(question, document, rows, terms)
    values = values_of(document, rows, column, whole=True) if column else []
    if column is None or len(values) != len(rows) or len(rows) > _MAX_READ_OFF or not YEAR.search(column):
        return None
    if is_bounded(question, document, rows, column):
        return None
    answer = asked_cell(asked.rest, document, rows, values[0])
    left = unexplained(document, rows, column, terms)
    if answer is not values[0].row.cells[0] or not left or left & question.names or any(map(str.isdigit, left)):
        return None
    return Computed(tuple(value.row for value in values), tuple(value.cell for value in values), None, "")


def _compared_terms(asked: Superlative, rows: Sequence[Block]) -> set[str]:
    """Return the terms of a question that say which rows are compared and in what, as the table has them."""
    said = _IS.sub("", _WHOLE_TIME.sub(" ", asked.rest))
    return in_table_words(terms_of(said) - GENERIC, rows)


def _totals(rows: Sequence[Block], terms: set[str]) -> str | None:
    """Return the column of totals beside columns of years, where a question names none of them."""
    headings = columns_of(rows)
    totals = [heading for heading in headings if HEADS_TOTAL.fullmatch(heading.strip())]
    dated = [heading for heading in headings if YEAR.search(heading)]
    if len(totals) != 1 or len(dated) < 2 or len(dated) + 1 < len(headings) or any(map(str.isdigit, terms)):
        return None
    return totals[0]


def _from_to(ordered: Sequence[Value], first: int, last: int) -> list[Value]:
    """Return values from one place to another, if these are decided: they are not all, and no other equals one."""
    if last > len(ordered) or last - first == len(ordered):
        return []
    edges = (at for at in (first, last) if 0 < at < len(ordered))
    return [] if any(ordered[at - 1].number == ordered[at].number for at in edges) else list(ordered[first:last])


def _compared(question: Question, document: Document, rows: Sequence[Block], terms: set[str]) -> str | None:
    """Return the column of numbers in which rows are compared; None for one of ranks or one that is not named."""
    percentage = question.type is AnswerType.percentage or asks_percentage(question.text)
    column = named_column(document, rows, terms, percentage=percentage)
    if column is None or is_ranks(document, rows, column):
        return None
    return column if terms & terms_of(column) else None


def _measured(asked: Superlative, document: Document, rows: Sequence[Block], terms: set[str]) -> str | None:
    """Return the column that gives what a superlative measures: its price, its depth; of several, the one named."""
    columns = [heading for heading in columns_of(rows) if asked.compares(heading)]
    if len(columns) == 1:
        return columns[0]
    named = named_column(document, rows, terms)
    return named if named in columns and terms & terms_of(named) else None


def _place(question: Question, document: Document, rows: Sequence[Block]) -> Computed | None:
    """Return the row that is named and its place from the highest; None where the table gives ranks itself."""
    terms = terms_of(_ASKS_PLACE.sub(" ", question.text))
    named = named_rows(question.text, rows)
    column = _compared(question, document, rows, terms)
    if not named or len(named) > 1 or column is None or is_unordered(question, document, rows, column):
        return None
    values = values_of(document, rows, column, whole=True)
    own = next((value for value in values if value.row is named[0]), None)
    numbers = [value.number for value in values]
    if own is None or numbers.count(own.number) > 1:
        return None
    place = sum(number > own.number for number in numbers)
    if place >= len(PLACES) or not explains(document, rows, column, terms, named=terms_of(own.row.row or "")):
        return None
    how = f"the {PLACES[place] + ' ' if place else ''}highest of {len(values)} rows under “{column}”"
    return Computed((own.row,), (own.cell,), own.cell, how)
