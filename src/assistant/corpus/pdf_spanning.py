"""Heads that stand over several columns of a table without a grid: "16 to 18" over "2022/23" and "2023/24".

A printed table shows only where its words stand. Its figures tell where the columns are and how wide: set flush right,
each column reaches from the last figure's end to its own. What stands above them is given the columns that it is set in
the middle of, or flush with the first or the last of; all heads of one row are set alike. Of several readings of a row
the one that costs least is taken; what each doubt costs was set by hand on 135 tables that a browser had printed
(benchmarks/results.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise, product
from operator import itemgetter

from assistant.corpus.pdf_runs import Row, Span, column_of
from assistant.corpus.pdf_tables import is_figure
from assistant.corpus.pdf_words import Line, Rule, part, typical

_MOST_ROWS = 6  # lines of the heads, one under the other
_MOST_COLUMNS = 24
_FEWEST_BELOW = 2  # rows of names and figures below the heads
_SAME_EDGE = 1.6  # points: figures that are set flush end or begin there
_OFFSETS = (0.0, 4.0, 8.0, 12.0)  # points: what a column may have at its sides, which its figures do not show
_SLACK = 4.0  # points: a head may be a little wider than its columns
_EXACT = 3.0  # points: how far a head may be from where it would stand without being further than another
_MISFIT = 0.3  # of a column's width: how far a head may be from where it would stand
_TOUCHES = 1.0  # points between two lines that are one
_SPACE = 0.45  # em: more is no space between two words of a head
_LONE_MISFIT = 0.12  # where no other head stands beside it: it may be a unit, set somewhere
_TIGHT = 1.35  # line heights: lines of one name that was broken
_UNCOVERED = 0.04  # costs of a reading, in widths of a column: a name without a head
_REPEATED = 0.3  # one that several columns have, as those below heads do
_UNEVEN = 0.5  # a head over the names below another one, and more
_UNLIKE = 0.25  # heads over other names each
_ALONE = 0.3  # a head over one name only
_BROKEN = 0.2  # a head over several names that stand so close below it that one may be its second line


class _Side(Enum):
    """How the heads of a row are set over their columns."""

    center = 0.5
    left = 0.0
    right = 1.0


@dataclass(frozen=True)
class _Placed:
    """A line of the heads and the columns that it names."""

    line: Line
    over: range


@dataclass(frozen=True)
class _Columns:
    """The columns of a table.

    Attributes:
        cells: from where to where each reaches, as far as its figures tell.
        edges: from where to where each reaches, as readings differ: with the room between them, and without.
        offsets: how far, in points, heads may stand from where the edges tell.
        width: of a typical one, in points.
    """

    cells: Sequence[Span]
    edges: Sequence[Sequence[Span]]
    offsets: Sequence[float]
    width: float

    def holds(self, line: Line, over: range, offset: float) -> bool:
        """Whether a line stands over some columns and over no others."""
        start, end = self.cells[over.start][0], self.cells[over.stop - 1][1]
        is_last = over.stop == len(self.cells)  # how far it reaches, nothing tells
        fits_right = is_last or line.x1 <= end + max(offset, 0) + _SLACK
        return fits_right and line.x0 >= start + min(offset, 0) - _SLACK


@dataclass(frozen=True)
class _Setting:
    """How the heads of a row may be set: at which side of their columns, how far from it, and from where to where."""

    side: _Side
    offset: float
    edges: Sequence[Span]

    def of(self, start: float, end: float) -> float:
        """Return the place of what reaches from `start` to `end`: its middle, or the side at which it is set flush."""
        return start + self.side.value * (end - start)

    def at(self, over: range) -> float:
        """Return the place of heads over some columns."""
        return self.of(self.edges[over.start][0], self.edges[over.stop - 1][1]) + self.offset


def head_zone(run: Sequence[Row]) -> int:
    """Return how many rows of words stand above the first with figures; a last one of a single line is none of them.

    Such a line is the first of a row's name, or heads the rows below. A row right below the words, and far above the
    next, is their second line: "64" below "25 to".
    """
    zone = next((at for at, row in enumerate(run) if any(is_figure(line.text) for line in row[1:])), 0)
    above = next((row for row in reversed(run[:zone]) if len(row) > 1), None)
    if above and zone + 1 < len(run):
        pitch, below = run[zone][-1].middle - above[-1].middle, run[zone + 1][-1].middle - run[zone][-1].middle
        if pitch <= _TIGHT * above[-1].size and below > _TIGHT * pitch:
            return zone + 1
    while zone and len(run[zone - 1]) == 1 and any(_is_left_of(run[zone - 1][0], row) for row in run[:zone]):
        zone -= 1
    return zone


def _is_left_of(line: Line, row: Row) -> bool:
    return len(row) > 1 and line.x1 < row[1].x0 and line.x0 < row[0].x1


def spanning_heads(
    zone: Sequence[Row], body: Sequence[Row], spans: Sequence[Span], rules: Sequence[Rule]
) -> list[list[str]] | None:
    """Return the rows of a table's heads, with each text in every column that it names; None where none has several.

    Args:
        zone: the rows above the first with figures, lines from left to right.
        body: the rows below.
        spans: the columns that those stand in.
        rules: lines drawn on the page: what one reaches over is named by the head right above it.
    """
    if not 2 <= len(zone) <= _MOST_ROWS or len(body) < _FEWEST_BELOW or not 3 <= len(spans) <= _MOST_COLUMNS:
        return None
    columns = _columns(body, spans)
    first = columns.cells[1][0]
    names: list[list[_Placed]] = [[] for _ in spans]  # of each column, from the lowest line up
    placed: list[list[_Placed]] = []
    for whole in reversed(zone):
        row = [one for line in whole for one in _parted(line)]
        lines = [line for line in row if line.x1 > first and line.x0 > spans[0][0] + _SLACK]
        beside = [_Placed(line, range(1)) for line in row if line not in lines]
        over = _read(lines, columns, names, rules) if lines else []
        if over is None or len(beside) > 1:
            return None
        for one in over:
            for place in one.over:
                names[place].append(one)
        placed.append([*beside, *over])
    if not any(len(one.over) > 1 for row in placed for one in row) or not all(names[1:]):
        return None
    said = [{place: one.line.text for one in row for place in one.over} for row in reversed(placed)]
    return [[texts.get(place, "") for place in range(len(spans))] for texts in said]


def _parted(line: Line) -> list[Line]:
    """Part a line where more room than a space is between its words: heads of narrow columns stand close together."""
    return part(line, lambda one, other: other.x0 - one.x1 > _SPACE * line.size)


def _columns(body: Sequence[Row], spans: Sequence[Span]) -> _Columns:
    """Return how far the columns reach, by the side at which their figures are set flush."""
    held: list[list[Line]] = [[] for _ in spans]
    for line in (line for row in body for line in row):
        place = column_of(line, spans)
        if place is not None:
            held[place].append(line)
    flush = {side: sum(_is_flush(lines, side) for lines in held[1:]) for side in (_Side.right, _Side.left)}
    side = max(flush, key=lambda side: flush[side]) if flush[_Side.right] != flush[_Side.left] else _Side.center
    edges = [start + side.value * (end - start) for start, end in spans]
    width = typical([right - left for left, right in pairwise(edges[1:])], edges[-1] - edges[-2])
    if side is _Side.right:
        starts = [max(spans[0][1], edges[1] - width), *edges[1:-1]]
        offsets: tuple[float, ...] = _OFFSETS
    elif side is _Side.left:
        starts, offsets = edges[1:], tuple(-offset for offset in _OFFSETS)
    else:
        starts = [edges[1] - width / 2, *((left + right) / 2 for left, right in pairwise(edges[1:]))]
        offsets = (0.0,)
    end = {_Side.right: edges[-1], _Side.left: edges[-1] + width, _Side.center: edges[-1] + width / 2}[side]
    cells = list(pairwise([spans[0][0], *starts, end]))
    return _Columns(cells, [cells, spans], offsets, width)


def _is_flush(lines: Sequence[Line], side: _Side) -> bool:
    """Whether texts of different widths are set flush at a side."""
    edges = [line.x1 if side is _Side.right else line.x0 for line in lines]
    others = [line.x0 if side is _Side.right else line.x1 for line in lines]
    return bool(edges) and max(edges) - min(edges) <= _SAME_EDGE < max(others) - min(others)


def _read(
    lines: Sequence[Line], columns: _Columns, names: Sequence[Sequence[_Placed]], rules: Sequence[Rule]
) -> list[_Placed] | None:
    """Return the columns that each line of a row of heads names; None where it cannot be told.

    Args:
        names: what names each column below the row, from the lowest line up.
    """
    ruled = [_ruled(line, lines, columns, rules) for line in lines] if any(names) else []
    if ruled and all(ruled):
        return [_Placed(line, over) for line, over in zip(lines, ruled, strict=True) if over]
    best: tuple[float, list[range]] | None = None
    for side, offset, edges in product(_Side, columns.offsets, columns.edges):
        found = _fitted(lines, columns, names, _Setting(side, offset, edges))
        if found and (best is None or found[0] < best[0] - 1e-6):
            best = found
    if best is None:
        return None
    return [_Placed(line, over) for line, over in zip(lines, best[1], strict=True)]


def _ruled(line: Line, row: Sequence[Line], columns: _Columns, rules: Sequence[Rule]) -> range | None:
    """Return the columns that a line drawn right below a head, and below no other one, reaches over."""
    near = [rule for rule in rules if rule.horizontal and -_SLACK / 2 < rule.at - line.bottom < line.size]
    for start, end in _joined(near):
        if not start - _SLACK <= line.x0 <= line.x1 <= end + _SLACK or start < columns.cells[1][0] - _SLACK:
            continue
        middles = [(left + right) / 2 for left, right in columns.cells]
        over = [at for at, middle in enumerate(middles) if at and start < middle < end]
        if over and not any(start < (other.x0 + other.x1) / 2 < end for other in row if other is not line):
            return range(over[0], over[-1] + 1)
    return None


def _joined(rules: Sequence[Rule]) -> list[Span]:
    """Return from where to where lines reach, those that touch as one."""
    joined: list[Span] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        if joined and rule.start <= joined[-1][1] + _TOUCHES:
            joined[-1] = joined[-1][0], max(joined[-1][1], rule.end)
        else:
            joined.append((rule.start, rule.end))
    return joined


def _fitted(
    lines: Sequence[Line], columns: _Columns, names: Sequence[Sequence[_Placed]], setting: _Setting
) -> tuple[float, list[range]] | None:
    """Return the likeliest columns for the lines of a row that are set at one side of them, and what speaks against."""
    best: tuple[float, list[range]] | None = None
    open_ended: list[tuple[float, list[range]]] = [(0.0, [])]
    while open_ended:
        cost, groups = open_ended.pop()
        if best and cost >= best[0]:
            continue
        if len(groups) == len(lines):
            cost += _cost_of_all(groups, names, setting)
            if best is None or cost < best[0]:
                best = cost, groups
            continue
        line, start = lines[len(groups)], groups[-1].stop if groups else 1
        found = []
        for over in (range(a, b) for a in range(start, len(names)) for b in range(a + 1, len(names) + 1)):
            more = _cost(line, over, columns, names, setting)
            if more is not None and (more < _LONE_MISFIT or len(over) == 1 or len(lines) > 1):
                found.append((cost + more, [*groups, over]))
        open_ended += sorted(found, key=itemgetter(0), reverse=True)  # the likeliest is taken next
    return best


def _cost(
    line: Line, over: range, columns: _Columns, names: Sequence[Sequence[_Placed]], setting: _Setting
) -> float | None:
    """Return what speaks against a line being the head over some columns, in widths of one; None where it cannot be."""
    if not columns.holds(line, over, setting.offset):
        return None
    below = [names[place][-1] if names[place] else None for place in over]
    if len(over) == 1 and (below[0] is None or _is_tight(line, below[0].line)) and any(names):
        return _SLACK / columns.width
    if any(names) and not all(one and set(one.over) <= set(over) for one in below):
        return None
    misfit = max(abs(setting.of(line.x0, line.x1) - setting.at(over)) - _EXACT, 0) / columns.width
    if misfit > _MISFIT:
        return None
    if len(over) == 1:
        return misfit + (0.0 if not below[0] or _goes_on(below[0]) else _ALONE)
    is_broken = any(one and _is_tight(line, one.line) and one.over != over for one in below)
    is_broken |= setting.side is not _Side.center and _goes_on(below[0] if setting.side is _Side.left else below[-1])
    under = [one for one in below if one and one.line.x0 < line.x1 and one.line.x1 > line.x0]
    is_broken |= len(under) == 1 and _goes_on(under[0]) and not all(map(_goes_on, below))
    return misfit + (_BROKEN if is_broken else 0.0) + (0.0 if any(names) else _ALONE)


def _cost_of_all(groups: Sequence[range], names: Sequence[Sequence[_Placed]], setting: _Setting) -> float:
    """Return what speaks against heads naming these columns together: names without one, or that do not repeat."""
    covered = {place for group in groups for place in group}
    called = [below[0].line.text if below else "" for below in names]
    lone = [name for at, name in enumerate(called) if name and at not in covered]
    said = [[called[place] for place in group if called[place]] for group in groups]
    cost = sum(_REPEATED if called.count(name) > 1 else _UNCOVERED for name in lone)
    if setting.side is not _Side.center and _is_uneven(said):
        cost += _UNEVEN
    return cost + (_UNLIKE if len(said) > 1 and not _are_alike(said) else 0.0)


def _is_tight(line: Line, below: Line) -> bool:
    """Whether a line stands so close above another that both may be of one name."""
    return below.top - line.top <= _TIGHT * line.size


def _goes_on(below: _Placed | None) -> bool:
    """Whether a name may be the second line of what stands above it."""
    return below is not None and below.line.text[:1].islower()


def _is_uneven(said: Sequence[Sequence[str]]) -> bool:
    """Whether a head has the names of another one and more, which then rather stand alone: "Homes, Jobs", "Total"."""
    return any(
        len(one) < len(other) and one in (other[: len(one)], other[-len(one) :])
        for one in said
        for other in said
        if one
    )


def _are_alike(said: Sequence[Sequence[str]]) -> bool:
    """Whether the same names, several of them, stand below all heads that have names below them."""
    several = [names for names in said if names]
    return len(several) > 1 and len(several[0]) > 1 and all(names == several[0] for names in several)
