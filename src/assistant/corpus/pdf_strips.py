"""Tables of which only some rows are drawn as a grid: a shaded head, or the shading of every other row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.corpus.pdf_aligned import cells_of, is_prose
from assistant.corpus.pdf_runs import Row, Span, column_of, crosses, is_near, rows_of, run_end
from assistant.corpus.pdf_tables import Table, head_rows, is_figure
from assistant.corpus.pdf_words import Line, Rule, confidence, part

_SAME_EDGE = 3.0  # points
_CELL_GAP = 0.4  # em: words at both sides of a column's edge that are closer are of one text that goes over it
_TALL_CELL = 0.3  # em: the next line of a cell stands no further down
_MAX_ABOVE = 3  # rows of names above the first shaded row
_LEAST = 2  # rows with words in two columns or more


def with_bodies(
    tables: Sequence[Table], lines: Sequence[Line], rules: Sequence[Rule]
) -> tuple[list[Table], list[Line]]:
    """Give each table that is drawn as a grid only in part its other rows; return all tables and the lines left."""
    whole: list[Table] = []
    left = list(lines)
    waiting = sorted(tables, key=lambda table: table.top)
    while waiting:
        strips = [waiting[0], *(other for other in waiting[1:] if _same_columns(waiting[0], other))]
        table, used = _whole(strips, left, rules) if _may_be_strip(waiting[0]) else (None, [])
        if table is None:
            whole.append(waiting.pop(0))
            continue
        whole.append(table)
        gone = {id(line) for line in used}
        left = [line for line in left if id(line) not in gone]
        waiting = [other for other in waiting if not any(id(line) in gone for line in other.lines)]
    return whole, left


def _may_be_strip(table: Table) -> bool:
    return bool(table.walls) and (len(table.rows) == 1 or not _has_figures(table))


def _same_columns(one: Table, other: Table) -> bool:
    if not one.walls or len(one.walls) != len(other.walls):
        return False
    return all(abs(wall - its) <= _SAME_EDGE for wall, its in zip(one.walls, other.walls, strict=True))


def _whole(strips: Sequence[Table], lines: Sequence[Line], rules: Sequence[Rule]) -> tuple[Table | None, list[Line]]:
    """Return the table whose first row drawn as a grid is the first of `strips`, and the lines it takes up."""
    first, walls = strips[0], strips[0].walls
    spans = [(left + 1, right - 1) for left, right in pairwise(walls)]
    owner = {id(line): strip for strip in strips for line in strip.lines}
    beside = [line for line in lines if line.x1 > walls[0] and line.x0 < walls[-1]]
    whole_rows = rows_of([*beside, *(line for strip in strips for line in strip.lines)])
    rows = [[one for line in row for one in _cut(line, walls, owner)] for row in whole_rows]
    start, stop = _extent(rows, first, owner, spans)
    used = [strip for strip in strips if any(owner.get(id(row[0])) is strip for row in rows[start:stop])]
    named = _is_bold(first) or first.spanned or (len(used) == 1 and not _has_figures(first))
    if not named:
        start = _first_row(rows, start, spans)
    parts: list[tuple[list[list[str]], list[bool]]] = []
    pending: list[Row] = []
    drawn: Table | None = None
    for row in rows[start:stop]:
        strip = owner.get(id(row[0]))
        if strip is None:
            pending.append(row)
        elif strip is not drawn:
            parts += [cells_of(pending, spans, rules), (_texts(strip), [_is_bold(strip)] * len(strip.rows))]
            pending, drawn = [], strip
    parts.append(cells_of(pending, spans, rules))
    body = [row for row in rows[start:stop] if id(row[0]) not in owner]
    if not _is_body([row for row in body if len(row) > 1], spans, others=len(used) - 1):
        return None, []
    texts, bold = [row for some, _ in parts for row in some], [flag for _, flags in parts for flag in flags]
    taken = [line for row in whole_rows[start:stop] for line in row] + [line for one in used for line in one.lines]
    return Table(
        walls[0],
        min(line.top for line in taken),
        walls[-1],
        max(line.bottom for line in taken),
        texts,
        len(first.rows) if named else head_rows(texts, bold),
        walls[:-1],
        ocr=confidence(taken),
    ), taken


def _extent(rows: Sequence[Row], first: Table, owner: dict[int, Table], spans: Sequence[Span]) -> tuple[int, int]:
    """Return the first of the table's rows and the one after its last."""
    own = [index for index, row in enumerate(rows) if owner.get(id(row[0])) is first]
    start = next((index for index in own if len(rows[index]) > 1), own[0])
    end = run_end(rows, start)
    stop = next((i for i in range(own[-1] + 1, end) if id(rows[i][0]) not in owner and not _fits(rows[i], spans)), end)
    while stop > own[-1] + 1 and len(rows[stop - 1]) == 1:
        stop -= 1
    while stop < len(rows) and _is_tail(rows[stop], rows[stop - 1], spans):
        stop += 1
    return start, max(stop, own[-1] + 1)


def _first_row(rows: Sequence[Row], start: int, spans: Sequence[Span]) -> int:
    """Return the first of the rows above those drawn as a grid that are of their table, such as its head."""
    first = start
    for index in range(start - 1, max(start - _MAX_ABOVE, 0) - 1, -1):
        if not is_near(rows[index], rows[index + 1]) or not _fits(rows[index], spans):
            break
        if len(rows[index]) > 1:
            first = index
    return first


def _cut(line: Line, walls: Sequence[float], owner: dict[int, Table]) -> list[Line]:
    """Part a line at the edges of the columns, where there is room between its words."""
    if id(line) in owner:
        return [line]
    room = _CELL_GAP * line.size
    return part(
        line,
        lambda one, other: other.x0 - one.x1 > room and any(one.x1 - 1 < wall < other.x0 + 1 for wall in walls),
    )


def _fits(row: Row, spans: Sequence[Span]) -> bool:
    """Tell whether each part of a row has a column of its own; a lone one may name the rows below it."""
    if row[0].x0 < spans[0][0] - _SAME_EDGE or row[-1].x1 > spans[-1][1] + _SAME_EDGE:
        return False
    places = [column_of(line, spans) for line in row]
    if len(row) == 1:
        return places[0] is not None or crosses(row[0], spans)
    return None not in places and len(set(places)) == len(places)


def _is_tail(row: Row, above: Row, spans: Sequence[Span]) -> bool:
    close = row[0].top - max(line.bottom for line in above) <= _TALL_CELL * row[0].size
    return len(row) == 1 and close and bool(column_of(row[0], spans))


def _is_body(wide: Sequence[Row], spans: Sequence[Span], *, others: int) -> bool:
    if not wide or is_prose(wide, spans):
        return False
    return others > 0 or len(wide) >= _LEAST or any(is_figure(line.text) for line in wide[0])


def _texts(strip: Table) -> list[list[str]]:
    """Return the texts of its rows for each column of the grid; a table leaves out columns without text."""
    places = [min(range(len(strip.walls)), key=lambda i: abs(strip.walls[i] - edge)) for edge in strip.edges]
    rows = [dict(zip(places, row, strict=False)) for row in strip.rows]
    return [[row.get(place, "") for place in range(len(strip.walls) - 1)] for row in rows]


def _has_figures(strip: Table) -> bool:
    return any(is_figure(text) for row in strip.rows for text in row)


def _is_bold(strip: Table) -> bool:
    return all(line.bold for line in strip.lines)
