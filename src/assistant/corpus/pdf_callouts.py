"""Figures called out in large type, side by side or alone, each with its words below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus.pdf_runs import Row
from assistant.corpus.pdf_tables import is_figure
from assistant.corpus.pdf_words import Line

_LARGER = 1.3  # times the size of the words below
_SAME_PLACE = 4.0  # points: words begin where their figure does, or have their middle where it has its own
_SAME_SIZE = 0.1  # points
_TIGHT = 0.4  # em: two lines of the words below a figure are no further apart
_MUCH_LARGER = 1.6  # times the size of the words below a figure that stands alone
_LONE = re.compile(
    r"(?:[£$€]\d[\d,.]*\s?(?:k|m|bn)?|\d[\d,.]*\s?(?:%|k|m|bn|th|x)|\d{1,3}(?:,\d{3})+|\d{3}|\d+\.\d+"
    r"|\d+(?= per cent)|\d+ in \d+)\+?"
    r"(?: (?:per cent|million|billion|thousand)|(?<=[%kmnhx\d]) (?!million)[a-z]+(?: [a-z]+)?)?"
)
"""A figure with its unit, a large one, or a share ("1 in 3"); behind it at most words in small letters."""
_MAX_WORDS = 4  # of a figure: "232 million a year"
_MAX_ROWS = 6  # of words below
_NEAR = 1.0  # times the height of a line


def callouts(rows: Sequence[Row], start: int) -> tuple[list[list[Line]], int]:
    """Return the lines of each figure with its words where `rows[start]` holds such figures, and the row after them.

    Read row by row they would be a row of figures and rows of the pieces of several texts.
    """
    figures = rows[start]
    is_called = _is_figure if len(figures) > 1 else _is_lone_figure
    if not all(is_called(line) for line in figures):
        return [], start
    least = min(line.size for line in figures)
    if len(figures) == 1 and (start + 1 == len(rows) or _MUCH_LARGER * rows[start + 1][0].size > least):
        return [], start
    columns = [[line] for line in figures]
    stop = start + 1
    while stop < len(rows) and stop - start <= _MAX_ROWS:
        row, above = rows[stop], rows[stop - 1]
        places = [_place(line, figures) for line in row]
        near = row[0].top - max(line.bottom for line in above) < _NEAR * (row[0].bottom - row[0].top)
        if 2 * sum(is_figure(line.text) for line in row) > max(len(row), 2):
            return [], start  # years over the figures of a table
        if not near or None in places or len(set(places)) < len(row):
            break
        if len(figures) == 1 and stop > start + 1 and not _goes_on(above[0], row[0]):
            break
        goes_on = all(columns[place or 0][-1].size >= least for place in places)
        if any(_LARGER * line.size > least for line in row) and not (goes_on and len(row) < len(figures)):
            break
        for line, place in zip(row, places, strict=True):
            columns[place or 0].append(line)
        stop += 1
    return (columns, stop) if all(len(lines) > 1 for lines in columns) else ([], start)


def _is_figure(line: Line) -> bool:
    return any(char.isdigit() for char in line.words[0].text) and len(line.words) <= _MAX_WORDS


def _goes_on(above: Line, line: Line) -> bool:
    """Tell the next line of a figure's words from the text below them."""
    return abs(line.size - above.size) <= _SAME_SIZE and line.top - above.bottom < _TIGHT * line.size


def _is_lone_figure(line: Line) -> bool:
    """Tell a figure that is called out alone from a heading that begins with a number, and from a year."""
    return len(line.words) <= _MAX_WORDS and bool(_LONE.fullmatch(line.text))


def _place(line: Line, figures: Sequence[Line]) -> int | None:
    """Return which figure a line of words stands under."""
    middle = (line.x0 + line.x1) / 2
    for place, figure in enumerate(figures):
        centred = abs(middle - (figure.x0 + figure.x1) / 2) <= _SAME_PLACE
        if centred or abs(line.x0 - figure.x0) <= _SAME_PLACE:
            return place
    return None
