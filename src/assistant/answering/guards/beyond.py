"""What lies on the other side of a bound, in another span of time, or in the column of another group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import YEAR, Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind
from assistant.english.numbers import NUMBERS, numbers
from assistant.indexing.lexical import content_terms

_NUMBER = r"[£$€]?(?P<number>\d+(?:[.,]\d+)*)"
_ABOVE = re.compile(
    rf"\b(?:over|above|(?:more|greater|older|heavier|longer) than|exceeding)[ -](?:the age of )?{_NUMBER}",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"\b(?:up to|under|below|(?:less|fewer|younger|lighter|shorter) than|not exceeding)[ -](?:the age of )?{_NUMBER}",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\b(?:over|in|for|during) (?:the )?(?:last |past |previous )?(?P<count>\d{{1,2}}|{numbers(1, 12)})[ -]"
    r"(?P<unit>year|month)s?\b",
    re.IGNORECASE,
)
_MONTHS = 12
_NO_FIGURE = frozenset({AnswerType.yes_no, AnswerType.reason, AnswerType.who, AnswerType.date})
"""What is answered by going beyond a bound: "did it stay over 300?", "it fell below 300"."""


def is_beyond_bound(question: Question, entry: Scored) -> bool:
    """Whether what is above a bound is asked for and a unit is of what is below it, or the other way.

    "Lorry up to 7.5 tonnes: £14" says nothing of a lorry over 7.5 tonnes.
    """
    if question.type in _NO_FIGURE:
        return False
    for asked, other in ((_ABOVE, _BELOW), (_BELOW, _ABOVE)):
        wanted, held = _numbers(asked, question.text), _numbers(asked, entry.unit.text)
        if wanted & _numbers(other, entry.unit.text) - held - _numbers(other, question.text):
            return True
    return False


def _numbers(bound: re.Pattern[str], text: str) -> set[str]:
    return {found["number"] for found in bound.finditer(text)}


def is_over_other_span(question: Question, entry: Scored) -> bool:
    """Whether a value over one span of time is asked for, and the answer's column gives it over another: 12 months."""
    column = _column(entry)
    asked, held = set(_spans(question.text)), set(_spans(column))
    return bool(asked and held) and asked.isdisjoint(held)


def _spans(text: str) -> Iterator[int]:
    """Yield the spans of time that a text names, in months."""
    for found in _SPAN.finditer(text):
        count = found["count"].lower()
        number = int(count) if count.isdigit() else NUMBERS.index(count)
        yield number * (_MONTHS if found["unit"].lower() == "year" else 1)


def is_of_other_group(question: Question, entry: Scored) -> bool:
    """Whether an answer's column has the year that is asked for, and is of another group than is asked for.

    Of “Tenants 2022/23” and “Shared owners 2023/24” the first one tells nothing of shared owners in 2022/23.
    """
    row, column = entry.unit.block, _column(entry)
    if row is None or not column or not question.years.intersection(YEAR.findall(column)):
        return False
    asked, own = set(question.terms), _words(column)
    for cell in row.cells[1:]:
        other = _words(cell.column)
        is_of_asked = bool(other - own) and other - own <= asked
        if is_of_asked and own - other - asked and not question.years.intersection(YEAR.findall(cell.column)):
            return not asked & _words(row.row or "") & (other - own)
    return False


def _words(heading: str) -> set[str]:
    return {term for term in content_terms(heading) if not term[0].isdigit()}


def _column(entry: Scored) -> str:
    """Return the name of the column in which a row's exact answer stands; "" for a sentence."""
    row = entry.unit.block
    if row is None or entry.unit.kind is not BlockKind.table_row or entry.exact is None:
        return ""
    return row.column_at(entry.exact[0]) or ""
