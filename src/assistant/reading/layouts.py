"""How documents set out a table: as rows with column names, years down, bare lines, or sentences that count up."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cells = Sequence[Sequence[str]]
"""The figures of a table: a row each, in the order of its columns."""

_BEGINNINGS = ("In {}: ", "For {}: ", "{}: ", "The figures for {} are ", "Those of {} come to ")
_PAIRED = ((True, " ", ""), (True, " with ", ""), (False, " (", ")"), (False, " for ", ""), (False, " in ", ""))
"""Whether the name stands before the figure, what is between the two, and what is after them."""


@dataclass(frozen=True)
class Layout:
    """A table as text: where each cell stands, by its row and column, and where the line or sentence of it does."""

    text: str
    cells: Mapping[tuple[int, int], tuple[int, int]]
    lines: Mapping[tuple[int, int], tuple[int, int]]


class _Writer:
    """Puts a passage together and keeps where its cells stand."""

    def __init__(self, lead: str) -> None:
        self.text = lead
        self.cells: dict[tuple[int, int], tuple[int, int]] = {}
        self._lines: list[tuple[int, int]] = []
        self._start = len(lead)

    def add(self, text: str, cell: tuple[int, int] | None = None) -> None:
        if cell is not None:
            self.cells[cell] = (len(self.text), len(self.text) + len(text))
        self.text += text

    def end_line(self, mark: str = "\n") -> None:
        """End a row or sentence; the mark stands after it."""
        self._lines.append((self._start, len(self.text)))
        self.text += mark
        self._start = len(self.text)

    def layout(self) -> Layout:
        lines = {
            cell: next(line for line in self._lines if line[0] <= span[0] and span[1] <= line[1])
            for cell, span in self.cells.items()
        }
        return Layout(self.text.rstrip(), self.cells, lines)


def named_rows(
    lead: str, name: str, rows: Sequence[str], columns: Sequence[str], values: Cells, rng: random.Random
) -> Layout:
    """A row a line with its column names, as the index keeps tables; no row names where the columns hold them."""
    writer = _Writer(lead)
    for number, row in enumerate(rows):
        writer.add(f"{name}: {row}; " if name else "")
        for column, title in enumerate(columns):
            writer.add(f"{'; ' if column else ''}{title}: ")
            writer.add(values[number][column], (number, column))
        writer.end_line()
    return writer.layout()


def years_down(
    lead: str, name: str, rows: Sequence[str], columns: Sequence[str], values: Cells, rng: random.Random
) -> Layout:
    """A year a line, with the rows' names as columns."""
    writer = _Writer(lead)
    title = rng.choice(("Year", "Period", "Edition"))
    for column, period in enumerate(columns):
        writer.add(f"{title}: {period}")
        for number, row in enumerate(rows):
            writer.add(f"; {row}: ")
            writer.add(values[number][column], (number, column))
        writer.end_line()
    return writer.layout()


def bare_lines(
    lead: str, name: str, rows: Sequence[str], columns: Sequence[str], values: Cells, rng: random.Random
) -> Layout:
    """Lines of words and figures without rules, as text comes out of a PDF."""
    writer = _Writer(lead)
    writer.add(" ".join((name, *columns)))
    writer.end_line()
    for number, row in enumerate(rows):
        writer.add(row)
        for column in range(len(columns)):
            writer.add(" ")
            writer.add(values[number][column], (number, column))
        writer.end_line()
    return writer.layout()


def counted_up(
    lead: str, name: str, rows: Sequence[str], columns: Sequence[str], values: Cells, rng: random.Random
) -> Layout:
    """Sentences that count the values up, a period or a row each."""
    writer = _Writer(lead)
    by_period = rng.random() < 0.6
    outer, inner = (columns, rows) if by_period else (rows, columns)
    begins = rng.choice(_BEGINNINGS)
    before, between, after = rng.choice(_PAIRED)
    for place in sorted(rng.sample(range(len(outer)), min(3, len(outer)))):
        writer.add(begins.format(outer[place]))
        for number, one in enumerate(inner):
            cell = (number, place) if by_period else (place, number)
            writer.add("" if not number else " and " if number == len(inner) - 1 else ", ")
            writer.add(one + between if before else "")
            writer.add(values[cell[0]][cell[1]], cell)
            writer.add("" if before else f"{between}{one}{after}")
        writer.add(".")
        writer.end_line(" ")
    return writer.layout()
