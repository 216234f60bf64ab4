"""Tables with text in their cells whose rows are parted by lines, but whose columns are not.

The borders below the cells of a row, and the shading of every other one, are drawn cell by cell. Where the pieces meet
is where columns meet: the lines down that a full grid has are put in, and the table is read as one. The columns of
figures show themselves (`pdf_aligned`); lines of text do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from assistant.corpus.captions import CAPTION
from assistant.corpus.pdf_lines import lines_of
from assistant.corpus.pdf_tables import SNAP, is_figure, snap
from assistant.corpus.pdf_words import Line, Rule, Word, part, typical

_MAX_PIECES = 3_000  # more are a drawing
_MEET = 1.5  # points: two pieces of one line are no further apart
_SAME_END = 3.0  # points
_LEAST_WIDTH = 40.0  # points, of a table
_TALLEST = 260.0  # points, of a row
_LOOSE = 4.0  # em: a row of one line is no taller
_CLOSE = 12.0  # points: a row stands no further from its border
_APART = 0.55  # em: rows of text are further apart than the lines of one cell
_ROOM = 0.35  # em: words at both sides of a wall that are closer are of one text that goes over it
_HEADING = 1.1  # times the size of a table's words: a line of larger ones is no row of it
_TEXT_WORDS = 8  # of a cell that holds text, at least
_LEAST_ROWS = 3  # of words in all columns, one below the other: no row of text is that even


@dataclass
class Border:
    """A line over a table, which may be drawn in pieces.

    Attributes:
        walls: where a piece begins or ends, from the left end of the line to its right one.
    """

    at: float
    walls: list[float]

    @property
    def inner(self) -> list[float]:
        """Where two pieces meet."""
        return self.walls[1:-1]


@dataclass
class _Band:
    """What stands between two borders.

    Attributes:
        walls: where its columns meet.
        over: the lines of text that go over a wall.
        lines: all lines, those that go over no wall parted at it.
    """

    top: float
    bottom: float
    walls: list[float]
    over: list[Line]
    lines: list[Line]

    def column(self, line: Line) -> int:
        """Return in which column a line begins."""
        return sum(line.x0 > wall for wall in self.walls)


def implied_walls(words: Sequence[Word], rules: Sequence[Rule]) -> list[Rule]:
    """Return the lines that make grids of tables with text in their cells whose rows alone are parted by lines."""
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    added: list[Rule] = []
    for borders in _tables(borders_of(across)) if len(across) <= _MAX_PIECES else []:
        left, right = borders[0].walls[0], borders[0].walls[-1]
        inside = [word for word in words if left - 1 < (word.x0 + word.x1) / 2 < right + 1]
        for own in _parts(borders, inside):
            bands = [_band(above, below, inside) for above, below in pairwise(own)]
            if all(map(_is_row, bands)) and any(map(_holds_text, bands)):
                outer = [*_outer_row(own[0], inside, across, below=False), *_outer_row(own[-1], inside, across)]
                added.extend(_grid([*bands, *outer], outer, (left, right), down))
    return added


def borders_of(across: Sequence[Rule]) -> list[Border]:
    """Return the lines that pieces on one height make, those that touch each other, from top to bottom."""
    heights: list[list[Rule]] = []
    for rule in sorted(across, key=lambda rule: rule.at):
        if heights and rule.at - heights[-1][-1].at <= SNAP:
            heights[-1].append(rule)
        else:
            heights.append([rule])
    borders: list[Border] = []
    for pieces in heights:
        runs: list[list[Rule]] = []
        reached = 0.0
        for piece in sorted(pieces, key=lambda rule: rule.start):
            if runs and piece.start - reached <= _MEET:
                runs[-1].append(piece)
                reached = max(reached, piece.end)
            else:
                runs.append([piece])
                reached = piece.end
        place = sum(piece.at for piece in pieces) / len(pieces)
        for run in runs:
            walls = snap(value for piece in run for value in (piece.start, piece.end))
            if walls[-1] - walls[0] >= _LEAST_WIDTH:
                borders.append(Border(place, walls))
    return borders


def _tables(borders: Sequence[Border]) -> list[list[Border]]:
    """Return the borders that begin and end at the same places, as those of a table do, from top to bottom."""
    tables: list[list[Border]] = []
    for border in borders:
        for table in tables:
            ends = zip((table[0].walls[0], table[0].walls[-1]), (border.walls[0], border.walls[-1]), strict=True)
            if all(abs(one - other) <= _SAME_END for one, other in ends):
                table.append(border)
                break
        else:
            tables.append([border])
    return [table for table in tables if len(table) > 1 and any(border.inner for border in table)]


def _parts(borders: Sequence[Border], words: Sequence[Word]) -> list[list[Border]]:
    """Part the borders of several tables of one width."""
    size = typical([word.size for word in words], 10)
    parts: list[list[Border]] = [[borders[0]]]
    for above, below in pairwise(borders):
        if _are_of_two(_band(above, below, words), above, below, size):
            parts.append([])
        parts[-1].append(below)
    return parts


def _are_of_two(band: _Band, above: Border, below: Border, size: float) -> bool:
    """Tell what stands between two tables from a row, which may be one text over several columns."""
    height = band.bottom - band.top
    if not band.lines or not band.walls or height > _TALLEST:
        return True
    if above.inner and below.inner and len(band.walls) < min(len(above.inner), len(below.inner)):
        return True  # each has walls that the other lacks
    if not band.over:
        return False
    line = band.over[0]
    alone = len(band.lines) == 1 and bool(below.inner) and height <= _LOOSE * line.size
    return not alone or line.size > _HEADING * size or bool(CAPTION.match(line.text))


def _band(above: Border, below: Border, words: Sequence[Word]) -> _Band:
    """Return what stands between two borders. Its walls are those of both, or of the one that is drawn in pieces."""
    walls = above.inner or below.inner
    if above.inner and below.inner:
        walls = [wall for wall in above.inner if any(abs(wall - other) <= SNAP for other in below.inner)]
    lines = lines_of([word for word in words if above.at < (word.top + word.bottom) / 2 < below.at])
    over = [line for line in lines if any(_goes_over(line, wall) for wall in walls)]
    parted = [one for line in lines for one in part(line, partial(_are_cells, walls=walls))]
    return _Band(above.at, below.at, walls, over, parted)


def _goes_over(line: Line, wall: float) -> bool:
    """Tell whether a text goes over a wall: a word stands on it, or words stand close at both its sides."""
    if not line.x0 < wall < line.x1:
        return False
    return not any(_are_cells(one, other, walls=[wall]) for one, other in pairwise(line.words))


def _are_cells(one: Word, other: Word, *, walls: Sequence[float]) -> bool:
    """Tell whether two words that stand side by side are of two cells."""
    return other.x0 - one.x1 >= _ROOM * one.size and any(one.x1 - 1 <= wall <= other.x0 + 1 for wall in walls)


def _is_row(band: _Band) -> bool:
    """Tell one row from several: there is more room between those than between the lines of one cell."""
    heights: list[list[Line]] = []
    for line in sorted(band.lines, key=lambda line: line.middle):
        if heights and line.top < max(other.bottom for other in heights[-1]) - 0.3 * line.size:
            heights[-1].append(line)
        else:
            heights.append([line])
    size = typical([line.size for line in band.lines], 10)
    for above, below in pairwise(heights):
        if min(line.top for line in below) - max(line.bottom for line in above) > _APART * size:
            return False
    full = all(len({band.column(line) for line in lines}) > len(band.walls) for lines in heights)
    figures = any(is_figure(line.text) for line in band.lines)
    return len(heights) < 2 or not (full and (figures or len(heights) >= _LEAST_ROWS))


def _holds_text(band: _Band) -> bool:
    """Tell whether a cell holds several lines of text."""
    for column in range(len(band.walls) + 1):
        own = [line for line in band.lines if band.column(line) == column]
        if len(own) > 1 and sum(len(line.words) for line in own) >= _TEXT_WORDS:
            return True
    return False


def _outer_row(border: Border, words: Sequence[Word], across: Sequence[Rule], *, below: bool = True) -> list[_Band]:
    """Return the row below the last border of a table, or above the first, if there is one that has no other border.

    It has words in several columns, and none go over a wall.
    """
    beyond = [rule.at for rule in across if rule.start < border.walls[-1] - 1 and rule.end > border.walls[0] + 1]
    if below:
        limit = min((at for at in beyond if at > border.at + SNAP), default=border.at + _TALLEST)
        reach = _band(border, Border(limit, border.walls), words)
    else:
        limit = max((at for at in beyond if at < border.at - SNAP), default=border.at - _TALLEST)
        reach = _band(Border(limit, border.walls), border, words)
    over = {id(line) for line in reach.over}
    row: list[Line] = []
    edge = border.at
    for line in sorted(reach.lines, key=lambda line: line.middle, reverse=not below):
        gap = line.top - edge if below else edge - line.bottom
        if gap > (_APART * line.size if row else _CLOSE) or id(line) in over:
            break
        row.append(line)
        edge = max(edge, line.bottom) if below else min(edge, line.top)
    top, bottom = (border.at, edge + 1) if below else (edge - 1, border.at)
    band = _Band(top, bottom, reach.walls, [], row)
    return [band] if len({band.column(line) for line in row}) > 1 and _is_row(band) else []


def _grid(
    bands: Sequence[_Band], outer: Sequence[_Band], ends: tuple[float, float], down: Sequence[Rule]
) -> list[Rule]:
    """Return the lines that the rows of a table lack: nothing where it is a grid already.

    Args:
        outer: those of the rows that have no border above or below.
        ends: where the table begins and ends.
    """
    added: list[Rule] = []
    for band in bands:
        inner = [wall for wall in band.walls if not any(_goes_over(line, wall) for line in band.over)]
        middle = (band.top + band.bottom) / 2
        for wall in (ends[0], *inner, ends[1]):
            if not any(abs(rule.at - wall) <= SNAP and rule.start <= middle <= rule.end for rule in down):
                added.append(Rule(False, wall, band.top, band.bottom))
    open_rows = {(band.top, band.bottom) for band in outer}
    if len(bands) < 2 or all((rule.start, rule.end) in open_rows for rule in added):
        return []
    edges = [Rule(True, at, *ends) for band in outer for at in (band.top, band.bottom)]
    return [*added, *edges]
