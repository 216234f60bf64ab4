"""Pages in columns whose gutters are plain to see: where text stands in columns on them, and where over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from assistant.corpus.captions import CAPTION
from assistant.corpus.pdf_bands import borders_of
from assistant.corpus.pdf_markers import behind_bullet
from assistant.corpus.pdf_tables import is_figure
from assistant.corpus.pdf_words import Placed, Rule, overlap, typical

PlacedT = TypeVar("PlacedT", bound=Placed)
_PLAIN_LINES = 10  # of a right column: fewer may be anything
_ENOUGH_LINES = 400  # tell what a column is
_FLUSH_LINES = 4  # that begin just at the edge
_PROSE_WORDS = 4  # of a line of running text, at least
_SHORT_WORDS = 3  # of one in a narrow column
_CELL_WORDS = 5  # of a cell, at most
_CELLS = 3  # in a row that is plainly of a table
_FLUSH = 1.5  # points
_SAME_EDGE = 3.0  # points
_INDENT = 40.0  # points: what begins further right of a column's edge does not begin with it; items of Word begin at 36
_SET_IN = 24.0  # points: so far right of the edge stands the text that tells where the column begins
_LEAST_COLUMN = 60.0  # points: no column is narrower
_SAME_ROW = 0.45  # of a line's height: two lines on one baseline are no further apart
_NEAR = 2.4  # heights of a line: rows of one table are no further apart
_TIGHT = 0.5  # of a line's height: two lines of one text are no further apart
_MAX_PLAIN_ROWS = 3  # of a table over all columns, one after the other, of which not one shows that it is
_LEAST_OVER = 2  # rows that show that a table stands over all columns
_LARGER = 1.05  # times the size of the text: a heading without bold letters
_ALIGNED = 0.8  # share of lines beside one of the other column: more than by chance


@dataclass
class _Row(Generic[PlacedT]):
    """What stands on one height, parted at a gutter.

    Attributes:
        crossing: whether something of it crosses the gutter.
        over: whether it shows that it is the row of a table over both columns.
    """

    items: list[PlacedT]
    left: list[PlacedT] = field(default_factory=list)
    right: list[PlacedT] = field(default_factory=list)
    crossing: bool = False
    over: bool = False

    @property
    def top(self) -> float:
        """Where the row begins."""
        return min(item.top for item in self.items)

    @property
    def bottom(self) -> float:
        """Where the row ends."""
        return max(item.bottom for item in self.items)


def column_edges(pages: Sequence[Sequence[Placed]]) -> list[float]:
    """Return the left edges of the columns of running text that pages have, without the first one's.

    Where text begins at several places close to each other, as the quotations in a column do, the leftmost is its edge.
    """
    prose = [[item for item in page if _words(item) >= _SHORT_WORDS] for page in pages]
    starts = Counter(round(item.x0) for page in prose for item in page)
    edges: list[float] = []
    for start in sorted(starts):
        may_be = sum(starts[near] for near in (start - 1, start, start + 1)) >= _FLUSH_LINES
        if may_be and (not edges or start - edges[-1] >= _LEAST_COLUMN) and _is_column(prose, start):
            edges.append(start)
    return edges


def edges_of(page: Sequence[Placed], others: Sequence[float]) -> list[float]:
    """Return the edges of columns that a page may have: those of other pages that its text begins at, and its own.

    Where it has neither close to one of another page, it may still have that one, as the last page often does.
    """
    shared = [edge for edge in others if sum(abs(item.x0 - edge) <= _FLUSH for item in page) >= _FLUSH_LINES]
    edges: list[float] = []
    for edge in [*shared, *column_edges([page]), *others]:
        if all(abs(edge - other) >= _LEAST_COLUMN for other in edges):
            edges.append(edge)
    return sorted(edges)


def _is_column(pages: Sequence[Sequence[Placed]], start: float) -> bool:
    """Tell whether lines of running text make a column that begins at `start`, beside another one."""
    own: list[Placed] = []
    aligned = 0
    for page in pages:
        left = [item for item in page if item.x1 < start - 1]
        right = [item for item in page if start - _FLUSH <= item.x0 <= start + _SET_IN]
        beside = [(item, [other for other in left if overlap(item, other) > 0]) for item in right]
        own += [item for item, others in beside if others]
        aligned += sum(any(_on_one_height(item, other) for other in others) for item, others in beside)
        if len(own) >= _ENOUGH_LINES:
            break
    least = _PROSE_WORDS if aligned > _ALIGNED * len(own) else _SHORT_WORDS
    flush = sum(item.x0 <= start + _FLUSH for item in own)
    return flush >= _FLUSH_LINES and len(own) >= _PLAIN_LINES and typical([_words(item) for item in own], 0) >= least


def in_columns(items: Sequence[PlacedT], edges: Sequence[float], rules: Sequence[Rule]) -> list[list[PlacedT]]:
    """Return what stands on a page as columns in reading order, each from top to bottom.

    Args:
        edges: left edges of columns, of which the page may have some (`column_edges`).
        rules: lines drawn on the page.
    """
    ordered = sorted(items, key=lambda item: (round(item.top), item.x0))
    best: tuple[int, list[tuple[list[PlacedT], bool]], float] | None = None
    for edge in edges:
        zones = _zones(ordered, [edge, *(other for other in edges if other > edge)], rules)
        held = sum(len(zone) for zone, parted in zones if parted)
        if held and (best is None or held > best[0]):
            best = held, zones, edge
    if best is None:
        return [ordered] if ordered else []
    _, zones, edge = best
    columns: list[list[PlacedT]] = []
    for zone, parted in zones:
        others = [other for other in edges if other != edge]
        if not parted:
            columns.extend(in_columns(zone, others, rules))
            continue
        columns.extend(in_columns([item for item in zone if _start(item) < edge - _SAME_EDGE], others, rules))
        columns.extend(in_columns([item for item in zone if _start(item) >= edge - _SAME_EDGE], others, rules))
    return columns


def _zones(items: Sequence[PlacedT], edges: Sequence[float], rules: Sequence[Rule]) -> list[tuple[list[PlacedT], bool]]:
    """Part a page at what stands over both columns; return its parts, and whether each stands in two columns.

    The second column begins at the first of `edges`; those that follow are of columns further right.
    """
    edge = edges[0]
    rows = _rows(items, edges, rules)
    whole = _over_both(rows)
    zones: list[tuple[list[PlacedT], bool]] = []
    start = 0
    while start < len(rows):
        end = next((at for at in range(start, len(rows)) if whole[at] != whole[start]), len(rows))
        zones.append(([item for row in rows[start:end] for item in row.items], False))
        if not whole[start]:
            part = rows[start:end]
            heading = _heading(part) if end < len(rows) else len(part)
            zones[-1] = [item for row in part[:heading] for item in row.items], _is_parted(part[:heading], edge)
            zones.append(([item for row in part[heading:] for item in row.items], False))
        start = end
    merged: list[tuple[list[PlacedT], bool]] = []
    for zone, parted in zones:
        if zone and merged and not parted and not merged[-1][1]:
            merged[-1][0].extend(zone)
        elif zone:
            merged.append((zone, parted))
    return merged


def _rows(items: Sequence[PlacedT], edges: Sequence[float], rules: Sequence[Rule]) -> list[_Row[PlacedT]]:
    """Return the rows that the items make, each parted at the gutter left of the first of `edges`."""
    edge = edges[0]
    rows: list[_Row[PlacedT]] = []
    for item in sorted(items, key=lambda item: ((item.top + item.bottom) / 2 if _words(item) else item.top, item.x0)):
        if rows and _words(item) and _words(rows[-1].items[0]) and _on_one_height(rows[-1].items[0], item):
            rows[-1].items.append(item)
        else:
            rows.append(_Row([item]))
    drawn = [
        border.at
        for border in borders_of([rule for rule in rules if rule.horizontal])
        if border.walls[0] < edge - _LEAST_COLUMN and border.walls[-1] > edge + _LEAST_COLUMN
    ]
    for row in rows:
        row.items.sort(key=lambda item: item.x0)
        row.left = [item for item in row.items if _start(item) < edge - _SAME_EDGE]
        row.right = [item for item in row.items if _start(item) >= edge - _SAME_EDGE]
        row.crossing = any(item.x1 > edge + 1 for item in row.left)
        row.over = _is_over(row, edges, drawn)
    return rows


def _is_over(row: _Row[PlacedT], edges: Sequence[float], drawn: Sequence[float]) -> bool:
    """Tell a row of a table over both columns: it has cells at both sides, none of which begins with the column."""
    if row.crossing:
        return len(row.items) >= _CELLS and _are_cells(row.items)
    if not row.left or not row.right or not _are_cells(row.items[1:]):
        return False
    if _words(row.left[0]) > _CELL_WORDS and row.left[0].x1 > edges[0] - _LEAST_COLUMN:
        return False
    begins = any(-_SAME_EDGE <= row.right[0].x0 - edge <= _INDENT for edge in edges)
    if not begins or is_figure(getattr(row.right[0], "text", "")):
        return True
    height = row.bottom - row.top
    return any(0 < row.bottom - at < 2 * height for at in drawn) and any(0 < at - row.top < 2 * height for at in drawn)


def _over_both(rows: Sequence[_Row[PlacedT]]) -> list[bool]:
    """Tell of each row whether it stands over both columns: something crosses the gutter, or it is of such a table."""
    whole = [row.crossing for row in rows]
    start = 0
    while start < len(rows):
        if not rows[start].over:
            start += 1
            continue
        last = start
        for at in range(start + 1, len(rows)):
            near = rows[at].top - rows[at - 1].bottom < _NEAR * (rows[start].bottom - rows[start].top)
            if not near or at - last > _MAX_PLAIN_ROWS:
                break
            last = at if rows[at].over else last
        over = [row for row in rows[start : last + 1] if row.over]
        if len(over) >= _LEAST_OVER and any(_is_of_table(row) for row in over):
            first = _head(rows, start)
            whole[first : last + 1] = [True] * (last + 1 - first)
        start = last + 1
    for at in range(1, len(rows)):
        whole[at] = whole[at] or (whole[at - 1] and _goes_on(rows[:at], rows[at]))
    return whole


def _goes_on(rows: Sequence[_Row[PlacedT]], row: _Row[PlacedT]) -> bool:
    """Tell whether a row is the next line of texts that stand side by side over both columns, as figures called out."""
    above = next((other for other in reversed(rows) if len(other.items) >= _CELLS), None)
    if above is None or row.top - max(other.bottom for other in rows[-2:]) > _TIGHT * (row.bottom - row.top):
        return False
    places = [item.x0 for item in above.items]
    return all(any(abs(item.x0 - place) <= _SAME_EDGE for place in places) for item in row.items)


def _is_of_table(row: _Row[PlacedT]) -> bool:
    return len(row.items) >= _CELLS or any(is_figure(getattr(item, "text", "")) for item in row.right)


def _head(rows: Sequence[_Row[PlacedT]], start: int) -> int:
    """Return the first of the rows of cells at both sides that stand close above those that show what they are."""
    first = start
    while first and start - first < _MAX_PLAIN_ROWS:
        above, row = rows[first - 1], rows[first]
        near = row.top - above.bottom < _NEAR * (row.bottom - row.top)
        beside = len(above.right) > 1 or (above.left and above.right)
        if above.crossing or not beside or not near or not _are_cells(above.items):
            break
        first -= 1
    return first


def _are_cells(items: Sequence[Placed]) -> bool:
    return all(0 < _words(item) <= _CELL_WORDS for item in items)


def _heading(rows: Sequence[_Row[PlacedT]]) -> int:
    """Return where the rows begin that head what stands over both columns below them.

    All are of the first column, stand below both, and hold one text each.
    """
    at = len(rows)
    while at and not rows[at - 1].right and rows[at - 1].left:
        at -= 1
    floor = max((row.bottom for row in rows[:at]), default=0.0)
    while at < len(rows) and rows[at].top < floor:
        at += 1
    if at == 0 or at == len(rows) or not any(row.right for row in rows[:at]):
        return len(rows)
    height = rows[-1].bottom - rows[-1].top
    above = [row.bottom for row in rows[:at] if row.left]
    for start in range(len(rows) - 1, at - 1, -1):
        if len(rows[start].items) > 1:
            return start + 1  # the last row of a table
        if CAPTION.match(getattr(rows[start].items[0], "text", "")):
            return start
        before = rows[start - 1].bottom if start > at else max(above, default=0.0)
        if rows[start].top - before > 0.5 * height:
            return start if _is_set_apart(rows[start:], rows[:at]) else len(rows)
    return len(rows)


def _is_set_apart(rows: Sequence[_Row[PlacedT]], text: Sequence[_Row[PlacedT]]) -> bool:
    """Tell whether rows of one item each differ by their type from the text above them; a table has none."""
    usual = typical([size for row in text for item in row.left if (size := getattr(item, "size", 0.0))], 0.0)
    lines = [row.items[0] for row in rows]
    return all(getattr(line, "bold", True) or getattr(line, "size", usual) > _LARGER * usual for line in lines)


def _is_parted(rows: Sequence[_Row[PlacedT]], edge: float) -> bool:
    """Tell whether rows stand in two columns: most of the right one begins at its edge, and it is no table's."""
    left = [item for row in rows for item in row.left]
    right = [row for row in rows if row.right]
    if not left or not right:
        return False
    begins = [row.right[0].x0 - edge for row in right]
    if len(right) < _FLUSH_LINES and min(begins) > _SAME_EDGE:
        return False
    if 2 * sum(indent <= _INDENT for indent in begins) < len(right):
        return False
    both = [row for row in rows if row.left and row.right]
    aligned = len(both) > _ALIGNED * min(len([row for row in rows if row.left]), len(right))
    prose = all(
        any(_words(item) >= _PROSE_WORDS for item in side) for side in (left, [i for row in right for i in row.right])
    )
    return prose or not aligned


def _on_one_height(one: Placed, other: Placed) -> bool:
    height = min(one.bottom - one.top, other.bottom - other.top)
    return abs((one.top + one.bottom) - (other.top + other.bottom)) / 2 < _SAME_ROW * height


def _start(item: Placed) -> float:
    """Return where a line begins, behind its bullet; where a table does."""
    words = getattr(item, "words", ())
    return behind_bullet(words)[0].x0 if words else item.x0


def _words(item: Placed) -> int:
    """Return how many words a line has; 0 for a table."""
    return len(getattr(item, "words", ""))
