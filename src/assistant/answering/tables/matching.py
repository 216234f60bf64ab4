"""The rows of a table that have something in common: "which stations open in phase 2?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.figures import leading_figure
from assistant.answering.question import YEAR
from assistant.answering.tables.cells import LEAVES_OUT, cell_text
from assistant.answering.tables.columns import columns_of, row_heading, terms_of
from assistant.answering.tables.explaining import COUNTS, explains
from assistant.answering.tables.superlatives import PLACES
from assistant.corpus.document import Block, Cell, Document
from assistant.english.numbers import NUMBERS
from assistant.indexing.lexical import analyse, content_terms, stem

_RECEIVERS = rf"(?:the (?!\d|(?:end|last|latest|{'|'.join(PLACES)})\b)|(?:all|each|every|any|these|those)\b)"
_BOUNDS = re.compile(
    r"\b(?:between(?! them)|from\b.*\b(?:to|until|till)|since|until|till|through|before|after|over|above|below|under"
    rf"|than|to(?! {_RECEIVERS}))\b|\d ?[-–] ?\d",
    re.IGNORECASE,
)
"""Says where the rows that are meant begin or end: "phases 2 to 4", but not "paid to the three trusts"."""
_ASKS_ROWS = re.compile(r"\b(?:which|what|list|name)\b", re.IGNORECASE)
_ASKS_NUMBER = re.compile(r"\b(?:how (?:many|much)|number of|total|average|most|least|\w+est)\b", re.IGNORECASE)
_LIGHT = frozenset(
    content_terms(
        "located situated based found planned proposed due rated rating classed marked graded scored assessed"
    )
)
"""Says that the rows are as they are, and no more."""
_NAME_IN_FRONT = re.compile(r"^\s*(?:the )?(?:[A-Z][\w'’-]* )+")
"""Of whom or where the rows are: "which Saltham berths"."""
MAX_ROWS = len(COUNTS) + 1
"""Rows that are given at most: more would be no answer to read."""


@dataclass(frozen=True)
class Part:
    """Some rows of a table: those that hold the same words in a column.

    Attributes:
        column: the column's heading.
        held: what they hold in it.
    """

    rows: tuple[Block, ...]
    column: str
    held: str

    @property
    def terms(self) -> set[str]:
        """The terms that name them."""
        return terms_of(self.column, self.held, *_ordinal(self.held))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Their cells in the column."""
        return tuple(cell for row in self.rows for cell in row.cells if cell.column == self.column)


def asked_rows(question: str, document: Document, rows: Sequence[Block]) -> Part | None:
    """Return the rows that a question asks for by what they hold in a column; None where that cannot be told.

    "Which stations open in phase 2?" asks for the rows with "phase 2" under “Opening” where the column of their names
    is headed “Station” or the table is of stations, and it explains every other word.
    """
    heading, asked = row_heading(rows), _ASKS_ROWS.search(question)
    if (
        not heading
        or asked is None
        or len(rows) > len(COUNTS) + 2
        or names_other_rows(question)
        or _ASKS_NUMBER.search(question)
    ):
        return None
    rest = question[asked.end() :]
    part = part_of(question, document, rows)
    if part is None or len(part.rows) > MAX_ROWS:
        return None
    left = terms_of(rest) - part.terms - _LIGHT - terms_of(COUNTS[len(part.rows) - 2], str(len(part.rows)))
    years = YEAR.findall(rows[0].table or "")
    left -= set(years) if len(years) == 1 else set()  # the caption says that all of it is of that year
    subject = next((term for term in content_terms(_NAME_IN_FRONT.sub("", rest)) if term in left), "")
    if subject not in terms_of(heading, rows[0].table or ""):
        return None
    headings = set() if any(map(str.isdigit, left)) else terms_of(*columns_of(rows))
    return part if explains(document, rows, part.column, left, named=headings) else None


def names_other_rows(question: str) -> bool:
    """Whether more or fewer rows are meant than those that a question names."""
    return bool(_BOUNDS.search(question) or LEAVES_OUT.search(question))


def part_of(question: str, document: Document, rows: Sequence[Block]) -> Part | None:
    """Return the rows of which a column holds what a question names; None for none, for all and for two such parts.

    "The first round" and "one round" name the rows with a 1 under “Round”, "Northline" those with that name under
    “Operator”.
    """
    parts: dict[tuple[str, str], list[Block]] = {}
    for row in rows:
        for cell in row.cells[1:]:
            parts.setdefault((cell.column, cell_text(document, cell)), []).append(row)
    named = [
        Part(tuple(found), column, held)
        for (column, held), found in parts.items()
        if 1 < len(found) < len(rows) and _names_part(question, column, held)
    ]
    return named[0] if len(named) == 1 else None


def _names_part(question: str, column: str, held: str) -> bool:
    """Whether a question names what rows hold in a column: a name alone, a number only with the heading."""
    asked, value, heading = (f" {' '.join(in_order(text))} " for text in (question, held, column))
    if not held.isdigit():
        return bool(value.strip()) and leading_figure(held) is None and value in asked
    number = in_order(NUMBERS[int(held)]) if int(held) < len(NUMBERS) else ()
    counts = [f" {count}{heading}" for count in (*number, *in_order(held))]
    forms = [f"{heading}{value.lstrip()}", *counts, *(f" {ordinal}{heading}" for ordinal in _ordinal(held))]
    return bool(heading.strip()) and any(form in asked for form in forms)


def _ordinal(number: str) -> list[str]:
    """Return "first" for "1", as a term; nothing for what is no number up to ten."""
    return [stem(PLACES[int(number) - 1])] if number.isdigit() and 0 < int(number) <= len(PLACES) else []


def in_order(text: str) -> tuple[str, ...]:
    """Return the terms of a text in their order, of a hyphenated word each part."""
    return tuple(analyse(text.replace("-", " ")))
