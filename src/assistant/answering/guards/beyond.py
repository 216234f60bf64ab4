"""What lies on the other side of a bound, in another span of time, or in the column of another group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.question import YEAR, Question
from assistant.answering.scored import Scored
from assistant.english.numbers import NUMBERS, numbers
from assistant.indexing.lexical import content_terms

_NUMBER = r"[£$€]?(?P<number>\d+(?:[.,]\d+)*)"
_ABOVE = re.compile(
    rf"(?<!\bnot )\b(?:over|above|(?:more|greater|older|heavier|longer) than|exceeding)[ -](?:the age of )?{_NUMBER}",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"(?<!\bnot )\b(?:up to|under|below|(?:less|fewer|younger|lighter|shorter) than)[ -](?:the age of )?{_NUMBER}",
    re.IGNORECASE,
)
_OR_MORE = re.compile(rf"{_NUMBER}(?:[ -]\w+)?(?: (?:or|and) (?:more|over|above|older)\b|\+)", re.IGNORECASE)
_NO_BOUND = re.compile(r"\b(?:not|no|fall|fell|drop\w*|r[io]se\w*|keep\w*|kept|stay\w*)\b", re.IGNORECASE)
"""Asks for what went over a bound, or keeps to it, not for what lies beyond it."""
_SPAN = re.compile(
    rf"\b(?:over|(?:in|for|during) the (?:last|past|previous)) (?:the )?(?:last |past |previous )?"
    rf"(?P<count>\d{{1,2}}|{numbers(1, 12)})[ -](?P<unit>year|month)s?\b",
    re.IGNORECASE,
)
_A_YEAR = re.compile(r"\b(?:each|every|per|a) year\b|\bannual", re.IGNORECASE)
_MONTHS = 12
_MEASURES = frozenset(content_terms("price cost rate total budget number share value amount figure level average"))
"""Words of what is measured, which make no group."""


def is_beyond_bound(question: Question, entry: Scored) -> bool:
    """Whether what is above a bound is asked for and a row is named by what is below it, or the other way.

    "Lorry up to 7.5 tonnes: £14" says nothing of a lorry over 7.5 tonnes.
    """
    row = entry.unit.block
    if row is None or not row.cells or _NO_BOUND.search(question.text):
        return False
    name = f"{row.row} ; {_column(entry)}"
    for asked, other in ((_ABOVE, _BELOW), (_BELOW, _ABOVE)):
        wanted, held = _numbers(asked, question.text), _numbers(asked, name) | _numbers(_OR_MORE, name)
        if wanted & _numbers(other, name) - held - _numbers(other, question.text):
            return True
    return False


def _numbers(bound: re.Pattern[str], text: str) -> set[str]:
    return {found["number"] for found in bound.finditer(text)}


def is_over_other_span(question: Question, entry: Scored) -> bool:
    """Whether a value over one span of time is asked for, and the answer's column gives it over another: 12 months."""
    name = (entry.unit.block.row or "") if entry.unit.block else ""
    asked, held = set(_spans(question.text)), set(_spans(_column(entry)))
    is_other = bool(asked and held) and asked.isdisjoint(held | set(_spans(name)))
    return is_other and not _A_YEAR.search(question.text)


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
        is_of_asked = bool(other - own - _MEASURES) and other - own <= asked
        if is_of_asked and own - other - asked and not question.years.intersection(YEAR.findall(cell.column)):
            return not asked & _words(row.row or "") & (other - own)
    return False


def _words(heading: str) -> set[str]:
    return {term for term in content_terms(heading) if not term[0].isdigit()}


def _column(entry: Scored) -> str:
    """Return the name of the column in which a row's exact answer stands; "" for a sentence, and for the row's name."""
    row = entry.unit.block
    if row is None or not row.cells or entry.exact is None or entry.exact[0] < row.cells[0].end:
        return ""
    return row.column_at(entry.exact[0]) or ""
