"""Tables that are drawn as grids of ruling lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from assistant.corpus.pdf_lines import lines_of, settle_raised
from assistant.corpus.pdf_tables import SNAP, Table, head_rows, index_of, is_figure, snap
from assistant.corpus.pdf_vocabulary import beneath
from assistant.corpus.pdf_words import Rule, Word

_MAX_CROSSINGS = 1_000_000  # horizontal times vertical lines: more is a drawing, not a table
_MAX_CELLS = 20_000
_MAX_RAGGED = 0.15  # share of a grid whose fields make no rectangles
_MAX_TABLES = 40  # groups of touching lines on one page: the rest is a drawing
_MOST_HEADS = 4  # rows
_LEAST_STACK = 3  # figures one under the other: two may be a figure and its share
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # signs of symbol fonts, such as bullets


@dataclass
class _Cell:
    words: list[Word] = field(default_factory=list)
    text: str = ""
    bold: bool = False


def ruled_tables(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Table], list[Word]]:
    """Return the tables drawn as grids and the words that stand outside them."""
    tables: list[Table] = []
    left = list(words)
    for group in _connected(rules)[:_MAX_TABLES]:
        table, taken = _grid(group, left)
        if table is not None:
            tables.append(table)
            left = [word for word in left if id(word) not in taken]
    return tables, left


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the groups of ruling lines that touch each other, largest first."""
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    if not across or not down or len(across) * len(down) > _MAX_CROSSINGS:
        return []
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    order = sorted(range(len(down)), key=lambda index: down[index].at)
    for first, one in enumerate(across):
        for index in order:
            other = down[index]
            if other.at < one.start - SNAP:
                continue
            if other.at > one.end + SNAP:
                break
            if other.start - SNAP <= one.at <= other.end + SNAP:
                parent[root(first)] = root(len(across) + index)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(across + down):
        groups[root(index)].append(rule)
    return sorted((group for group in groups.values() if len(group) > 3), key=len, reverse=True)


def _grid(rules: Sequence[Rule], words: Sequence[Word]) -> tuple[Table | None, set[int]]:
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    xs = _with_ends(snap(rule.at for rule in down), min(r.start for r in across), max(r.end for r in across))
    ys = _with_ends(snap(rule.at for rule in across), min(r.start for r in down), max(r.end for r in down))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MAX_CELLS:
        return None, set()
    cells, spans = _cells(xs, ys, across, down)
    taken: set[int] = set()
    filled: dict[int, _Cell] = defaultdict(_Cell)
    for word in words:
        row, column = index_of(ys, (word.top + word.bottom) / 2), index_of(xs, (word.x0 + word.x1) / 2)
        if row is not None and column is not None:
            filled[cells[row][column]].words.append(word)
            taken.add(id(word))
    for cell in filled.values():
        cell.text, cell.bold = cell_text(cell.words)
    table = _table(xs, ys, cells, filled)
    if table is None or _is_drawing(table, filled, spans) or _is_ragged(cells) or _has_rows_inside(cells, filled):
        return None, set()
    table.doubtful = _is_frame(table)
    if (
        rows == 1
        or _may_be_heads(table.rows, spanned=table.spanned)
        or all(cell.bold for cell in filled.values() if cell.text)
    ):
        table.walls = xs
    if table.doubtful or table.walls:
        table.lines = [line for cell in filled.values() for line in lines_of(cell.words)]
    return table, taken


def _has_rows_inside(cells: Sequence[Sequence[int]], filled: dict[int, _Cell]) -> bool:
    """Tell lines around a few columns or rows from a grid: two cells side by side have figures one under the other."""
    for ids in cells:
        lines = [lines_of(filled[number].words) for number in dict.fromkeys(ids) if number in filled]
        stacks = [len(of) for of in lines if len(of) >= _LEAST_STACK and all(is_figure(line.text) for line in of)]
        beside = [len(of) for of in lines]
        if any(beside.count(count) > 1 for count in stacks):
            return True
    return False


def _with_ends(values: list[float], first: float, last: float) -> list[float]:
    if not values:
        return [first, last]
    if first < values[0] - 8:
        values.insert(0, first)
    if last > values[-1] + 8:
        values.append(last)
    return values


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[list[list[int]], int]:
    """Return for each field of the grid the number of the cell it belongs to, and how many cells there are."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    walls = _by_place(down, xs)
    floors = _by_place(across, ys)
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            center = (xs[column] + xs[column + 1]) / 2
            if column + 1 < columns and not _covers(walls[column + 1], middle):
                parent[root(row * columns + column + 1)] = root(row * columns + column)
            if row + 1 < rows and not _covers(floors[row + 1], center):
                parent[root((row + 1) * columns + column)] = root(row * columns + column)
    cells = [[root(row * columns + column) for column in range(columns)] for row in range(rows)]
    return cells, len({cell for row in cells for cell in row})


def _by_place(rules: Sequence[Rule], places: Sequence[float]) -> list[list[Rule]]:
    return [[rule for rule in rules if abs(rule.at - place) <= SNAP + 0.5] for place in places]


def _covers(rules: Sequence[Rule], value: float) -> bool:
    return any(rule.start - 1 <= value <= rule.end + 1 for rule in rules)


def cell_text(words: Sequence[Word]) -> tuple[str, bool]:
    """Return the text of a cell, and whether all of it is bold."""
    lines = sorted(lines_of(words), key=lambda line: (round(line.middle / 3), line.x0))
    settled = [settle_raised(line) for line in lines]
    text = ""
    for line in settled:
        text = beneath(text, line.text)
    return _PRIVATE.sub("", text).strip(), bool(settled) and all(line.bold for line in settled)


def _table(
    xs: Sequence[float], ys: Sequence[float], cells: Sequence[Sequence[int]], filled: dict[int, _Cell]
) -> Table | None:
    empty = _Cell()
    grid = [[filled.get(cell, empty) for cell in row] for row in cells]
    used = [c for c in range(len(xs) - 1) if any(_starts(cells, r, c) and grid[r][c].text for r in range(len(ys) - 1))]
    kept = [r for r in range(len(ys) - 1) if any(grid[r][c].text for c in used)]
    if not used or not kept:
        return None
    rows: list[list[str]] = []
    bold: list[bool] = []
    sources: list[list[int]] = []
    for r in kept:
        texts = [grid[r][c].text for c in used]
        ids = [cells[r][c] for c in used]
        if sources and ids == sources[-1]:
            continue
        heads_group = bool(sources) and len(used) > 1 and len(set(ids)) == 1  # one cell over all columns
        sources.append(ids)
        rows.append(texts)
        bold.append(not heads_group and all(grid[r][c].bold for c in used if grid[r][c].text))
    spanned = _has_spanning(rows[0], sources[0])
    head = max(head_rows(rows, bold), _rows_above_figures(rows) if spanned else 0)
    while 0 < head < len(rows) and any(one == other for one, other in zip(*sources[head - 1 : head + 1], strict=True)):
        head += 1  # a name of a column reaches down beside the row
    # A body cell that spans columns is said once, in the first; a heading that spans columns names all of them.
    repeated = len(rows) if _may_be_heads(rows, spanned=spanned) else head
    for texts, ids in list(zip(rows, sources, strict=True))[repeated:]:
        for place in range(len(ids) - 1, 0, -1):
            if ids[place] == ids[place - 1]:
                texts[place] = ""
    for r in range(head):
        for r2 in range(r + 1, head):
            for place in range(len(used)):
                if sources[r][place] == sources[r2][place]:
                    rows[r2][place] = ""
    edges = [xs[c] for c in used]
    return Table(xs[0], ys[0], xs[-1], ys[-1], rows, head, edges, spanned=spanned)


def _has_spanning(texts: Sequence[str], ids: Sequence[int]) -> bool:
    """Whether a row has a cell over several columns, but not over all of them.

    Args:
        ids: the numbers of the cells that its texts stand in.
    """
    cells = [number for number, text in zip(ids, texts, strict=True) if text]
    return len(set(cells)) < len(cells) and len(set(ids)) > 1


def _may_be_heads(rows: Sequence[Sequence[str]], *, spanned: bool) -> bool:
    """Whether a grid may be the heads of a table of which only they are drawn as one."""
    return spanned and len(rows) <= _MOST_HEADS and not any(map(is_figure, chain(*rows)))


def _rows_above_figures(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows of words stand above the first figures; 0 where they are more than heads are."""
    above = next((at for at, row in enumerate(rows) if any(map(is_figure, row[1:]))), 0)
    return above if above <= _MOST_HEADS else 0


def _starts(cells: Sequence[Sequence[int]], row: int, column: int) -> bool:
    """Tell whether a cell begins in this column, so that a column only spanned by others is none."""
    return column == 0 or cells[row][column] != cells[row][column - 1]


def _is_frame(table: Table) -> bool:
    """Tell a frame around text from a table."""
    values = [text for row in table.rows for text in row if text]
    if len(table.edges) < 2 or len(values) < 3:
        return True
    return len(table.rows) == 1 and (len(table.edges) < 3 or max(len(text) for text in values) > 120)


def _is_ragged(cells: Sequence[Sequence[int]]) -> bool:
    """Tell a diagram by its ground: a field around boxes, which is no rectangle. A table's cells all are."""
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, numbers in enumerate(cells):
        for column, number in enumerate(numbers):
            places[number].append((row, column))
    ragged = 0
    for fields in places.values():
        rows, columns = {row for row, _ in fields}, {column for _, column in fields}
        if len(fields) != (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1):
            ragged += len(fields)
    return ragged > _MAX_RAGGED * sum(len(fields) for fields in places.values())


def _is_drawing(table: Table, filled: dict[int, _Cell], cells: int) -> bool:
    """Tell a figure, of whose many fields few hold text, from a table."""
    size = len(table.rows) * len(table.edges)
    values = sum(1 for row in table.rows for text in row if text)
    written = sum(1 for cell in filled.values() if cell.text) / max(cells, 1)
    return written < 0.2 and size > 30 and values < 0.3 * size
