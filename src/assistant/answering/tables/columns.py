"""A table's column that a question asks of: which it is, and its values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answering.figures import counted, is_bracketed, leading_figure
from assistant.answering.question import YEAR
from assistant.answering.tables.cells import cell_text, without_bracket
from assistant.corpus.document import Block, Cell, Document
from assistant.english.dates import CLOCK_TIME
from assistant.indexing.lexical import content_terms, plain, stem

_RANKED = r"rank\w*|position"
_PLACED = (
    r"(?:(?<!per )plac(?:e|ing)|(?:league|final|overall) standing|finish)(?= *(?:$|[(,]|(?:in|among|out of|\d{4})\b))"
)
RANK_WORDS = rf"{_RANKED}|{_PLACED}"
"""Said in the headings of columns in which 1 is the best; a "Place" may be where something is, too."""
_IS_RANKED = re.compile(rf"\b(?:{_RANKED})\b", re.IGNORECASE)
_IS_PLACED = re.compile(rf"\b(?:{_PLACED})\b", re.IGNORECASE)
_MAX_PLACE = 400
"""The last place that a number may be of, about as many as there are councils; set by hand."""
MIN_ROWS = 3
"""Rows from which the most or the least says something."""
_SHORT = {
    "ha": "hectare",
    "km": "kilometre",
    "mm": "millimetre",
    "cm": "centimetre",
    "kg": "kilogram",
    "hrs": "hours",
    "mins": "minutes",
    "avg": "average",
}
_SHORT_UNIT = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b")
_NUMERIC_SHARE = 0.7
"""Share of a column's cells that must be numbers for it to be one of numbers."""
_ASKS_PERCENTAGE = re.compile(r"\b(?:share|proportion|rate|percentage|per ?cent)\b", re.IGNORECASE)
_PERCENTAGE = re.compile(rf"%|{_ASKS_PERCENTAGE.pattern}", re.IGNORECASE)
_TOLD_ABOVE = 0.5
"""What a term counts, in naming a column, that the caption or the heading has too; others count 1. Set by hand."""
_MIN_SUMMED = 3
"""Rows above a last one that is their sum: with fewer it may be chance."""
_MIN_TRUNK = 5
"""Letters from which a term may be another form of a longer one; set by hand."""
_CLOCK = re.compile(CLOCK_TIME)
_BLANK = re.compile(
    r"[-–—.*:~#\s]*|\[?[a-z]\]?|n/?a|nil|none|no data|suppressed|withheld|redacted|tb[cd]"
    r"|not (?:known|available|applicable|published|reported)",
    re.IGNORECASE,
)
"""A cell that gives nothing, or may not: "[c]" is how statistics withhold small numbers."""


@dataclass(frozen=True)
class Value:
    """What one row has in a column.

    Attributes:
        number: the number in ones, to be compared.
    """

    number: Decimal
    row: Block
    cell: Cell


def terms_of(*texts: str) -> set[str]:
    """Return the content terms of texts, with the long forms of the units that they write short: "£ per ha"."""
    written = [text for text in texts for text in (text, *(_SHORT[unit] for unit in _SHORT_UNIT.findall(text)))]
    return {term for text in written for term in content_terms(text)}


def row_heading(rows: Sequence[Block]) -> str | None:
    """Return the heading of the column that names the rows; None where they do not share one."""
    headings = {row.cells[0].column for row in rows}
    return headings.pop() if len(headings) == 1 else None


def columns_of(rows: Iterable[Block]) -> list[str]:
    """Return the headings of all columns behind the rows' names, in order."""
    return list(dict.fromkeys(cell.column for row in rows for cell in row.cells[1:]))


def named_column(
    document: Document, rows: Sequence[Block], asked: Collection[str], *, percentage: bool = False
) -> str | None:
    """Return the column of numbers that shares most with what is asked; its only one, if no column is named.

    What the table's caption or heading says already tells its columns apart less: of tree planting, "the total cost of
    tree planting" names the cost, not the trees planted.

    Args:
        asked: the question's terms.
        percentage: whether a percentage is asked for: then no other column is meant, if the table has such ones.
    """
    told = terms_above(rows)
    shares: dict[str, float] = {}
    percentages = [name for name in columns_of(rows) if is_percentage(name)] if percentage else []
    for name in columns_of(rows):
        cells = [cell_text(document, cell) for row in rows for cell in row.cells if cell.column == name]
        if sum(leading_figure(cell) is not None for cell in cells) < _NUMERIC_SHARE * len(cells):
            continue
        if percentages and name not in percentages:
            continue
        terms = terms_of(name)
        shared = sum(_TOLD_ABOVE if term in told else 1 for term in terms.intersection(asked))
        percent = "%" in name or "per cent" in plain(name)
        shares[name] = shared / max(1, len(terms)) + shared - (0.5 if percent != percentage else 0.0)
    if not shares:
        return None
    best = max(shares.values())
    named = [name for name, share in shares.items() if share == best]
    if len(named) > 1 or (best <= 0 and len(shares) > 1) or _is_one_of_several(named[0], shares, asked):
        return None
    return named[0]


def _is_one_of_several(column: str, columns: Iterable[str], asked: Collection[str]) -> bool:
    """Whether a column is named by no more than another is, and by a part of its heading: "fare" of peak fares."""
    own, others = terms_of(without_bracket(column)), [terms_of(other) for other in columns if other != column]
    said = own.intersection(asked)
    return bool(said and own - said) and any(terms.intersection(asked) == said for terms in others)


def is_ranks(document: Document, rows: Iterable[Block], column: str) -> bool:
    """Whether 1 is the best in a column: it says so, or is of places ("League place") and has small whole numbers."""
    if not _IS_PLACED.search(column):
        return bool(_IS_RANKED.search(column))
    cells = (cell_text(document, cell) for row in rows for cell in row.cells if cell.column == column)
    figures = [figure for text in cells if (figure := leading_figure(text))]
    return all(
        figure.kind == ("", "") and figure.value % 1 == 0 and 1 <= figure.value <= _MAX_PLACE for figure in figures
    )


def is_percentage(column: str) -> bool:
    """Whether a column's heading says that it is of shares: "Share of pupils", "Unemployment rate", "Growth (%)"."""
    return bool(_PERCENTAGE.search(column))


def asks_percentage(question: str) -> bool:
    """Whether a question asks for a share, in so many words."""
    return bool(_ASKS_PERCENTAGE.search(question))


def terms_above(rows: Sequence[Block]) -> set[str]:
    """Return the terms of a table's caption and of the headings that it stands under."""
    return terms_of(rows[0].table or "", *rows[0].headings)


def in_table_words(asked: Iterable[str], rows: Sequence[Block]) -> set[str]:
    """Return a question's terms, those that no column has as the one term of a heading that begins alike.

    "Applications" are counted under “Applied”: the analyser keeps the two apart.
    """
    headings = terms_of(*columns_of(rows))
    said = set()
    for term in asked:
        alike = [heading for heading in headings if _begin_alike(term, heading)]
        said.add(alike[0] if term not in headings and len(alike) == 1 else term)
    return said


def _begin_alike(one: str, other: str) -> bool:
    """Whether a term is another one without its last letter, and long enough to be of the same word."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _MIN_TRUNK and longer[:-1] == shorter


def values_of(
    document: Document, rows: Sequence[Block], column: str, *, whole: bool, years: bool = False
) -> list[Value]:
    """Return the column's values, to be compared; empty where they cannot be: units, ranges, years.

    A last row that is the sum of the others, under whatever name ("Year" below the quarters), is left out; nothing is
    compared where it may be one by chance, where the first row is such a sum, or where all are in brackets, which say
    that they are spent rather than below nothing. Nor are times of day: of "8am to 7pm", neither end is the value.

    Args:
        whole: whether every row must have one; else a row may be left blank.
        years: whether years are compared, too.
    """
    values: list[Value] = []
    kinds: set[tuple[str, str, str]] = set()
    for row in rows:
        cell = next((cell for cell in row.cells if cell.column == column), None)
        text = cell_text(document, cell) if cell else ""
        figure = leading_figure(text)
        if figure is not None and cell is not None:
            values.append(Value(figure.scaled, row, cell))
            kinds.add((*figure.measure, stem(counted(text))))
        elif whole or not _BLANK.fullmatch(text.strip()):
            return []
    written = [cell_text(document, value.cell).strip() for value in values]
    if len(kinds) != 1 or all(map(is_bracketed, written)):
        return []
    if all(YEAR.fullmatch(text) for text in written):
        return values if years else []
    if any(_CLOCK.match(text) for text in written):
        return []
    ends = [value for value in values if value.row in (rows[0], rows[-1])]
    whole_sum = sum(value.number for value in values)
    if any(unit == "%" for _, unit, _ in kinds) or all(2 * value.number != whole_sum for value in ends):
        return values
    return values[:-1] if len(values) > _MIN_SUMMED and 2 * values[-1].number == whole_sum else []


def holds_total(numbers: Sequence[Decimal]) -> bool:
    """Whether one of some numbers is the sum of the others: its row may be a total under another name."""
    return len(numbers) > 2 and any(2 * number == sum(numbers) for number in numbers)
