"""Tables without a grid: words that stand in columns over several rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from assistant.corpus.pdf_callouts import callouts
from assistant.corpus.pdf_lines import join_markers, settle_raised
from assistant.corpus.pdf_runs import (
    Row,
    Span,
    column_of,
    columns,
    crosses,
    head_above,
    is_near,
    part_columns,
    rows_of,
    run_end,
    shared_ends,
)
from assistant.corpus.pdf_spanning import head_zone, spanning_heads
from assistant.corpus.pdf_tables import Table, head_rows, index_of, is_figure, snap
from assistant.corpus.pdf_vocabulary import beneath
from assistant.corpus.pdf_words import Line, Rule, confidence, typical

_MAX_WORDS = 9  # in half of the cells
_MIN_ROWS = 3  # with words in two columns or more
_SAME_SIDE = 3.5  # points: a line of a tall cell begins with its column
_PART_COLUMNS = 3  # of fewer rows, which may be a part of a table
_BESIDE = 0.85  # em: two lines of one text stand further apart
_MAX_ABOVE = 2  # lines of a head over several columns, above those of which several stand on one height


def aligned_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> tuple[list[Table], list[Line]]:
    """Return the tables that stand in columns without a grid, and the lines outside them.

    A table is a run of rows of which most have several parts whose places agree from row to row. Fewer rows at the
    head or foot of the page are a doubtful one: they may be a part of a table on the page before or after.
    """
    rows = rows_of(lines)
    tables: list[Table] = []
    gone: set[int] = set()
    start = 0
    while start < len(rows):
        figures, end = callouts(rows, start)
        if figures:
            tables.append(_called_out(figures))
            gone.update(id(line) for lines in figures for line in lines)
            start = end
            continue
        if len(rows[start]) < 2:
            start += 1
            continue
        end = run_end(rows, start)
        table, used = _aligned(rows, start, end, rules)
        if table is None and (start == 0 or end == len(rows)):
            table, used = _aligned(rows, start, end, rules, whole=False)
        if table is not None:
            tables.append(table)
            gone.update(id(line) for row in rows[used] for line in row)
        start = max(end, used.stop)
    return tables, [line for line in lines if id(line) not in gone]


def _called_out(figures: list[list[Line]]) -> Table:
    everything = [line for lines in figures for line in lines]
    edges = [min(line.x0 for line in lines) for lines in figures]
    left, right = min(edges), max(line.x1 for line in everything)
    top, bottom = min(line.top for line in everything), max(line.bottom for line in everything)
    settled = [[settle_raised(line) for line in lines] for lines in figures]
    return Table(left, top, right, bottom, [], 0, edges, callouts=settled)


def _aligned(
    rows: Sequence[Row], start: int, stop: int, rules: Sequence[Rule], *, whole: bool = True
) -> tuple[Table | None, slice]:
    """Return the table in `rows[start:stop]`, if there is one, and which rows it takes up.

    If not `whole`, it may be the part of a table that stands on this page.
    """
    run = part_columns(rows[start:stop])
    names = head_above(rows[start - 1], run) if start else []
    if names:
        run, start = [names, *run], start - 1
    least, least_columns = (_MIN_ROWS, 2) if whole else (1, _PART_COLUMNS)
    heads, above, body_rows = _heads_over(rows[:start], run, rules, least, least_columns)
    start -= above
    spans = _spans(body_rows, least, least_columns=least_columns)
    if spans is None:
        return None, slice(start, start)
    used = slice(start if heads else _reach(rows, start, -1, spans), _reach(rows, stop - 1, 1, spans) + 1)
    run = [*([] if heads else rows[used.start : start]), *body_rows, *rows[stop : used.stop]]
    body, bold = cells_of(run, spans, rules)
    if len(body) < 2 and whole:
        return None, slice(start, start)
    head = 0 if heads else head_rows(body, bold)
    if not heads and not head and len(body) > 2 and _ruled_off(run[0], rules) and not any(map(is_figure, body[0])):
        head = 1
    if heads:
        body, head = [*heads, *body], len(heads)
    everything = [line for row in rows[used] for line in row]
    table = Table(
        min(line.x0 for line in everything),
        min(line.top for line in everything),
        max(line.x1 for line in everything),
        max(line.bottom for line in everything),
        body,
        head,
        [start for start, _ in spans],
        doubtful=not whole,
        lines=[] if whole else join_markers([line for row in rows[used] for line in row]),
        ocr=confidence(everything),
    )
    return table, used


def _heads_over(
    before: Sequence[Row], run: Sequence[Row], rules: Sequence[Rule], least: int, least_columns: int
) -> tuple[list[list[str]], int, Sequence[Row]]:
    """Return the rows of heads if some stand over several columns, how many of them stand before `run`, and its rest.

    Args:
        before: the rows above the table's first one with words in several columns.
    """
    zone = head_zone(run)
    body = part_columns(run[zone:])  # a head over two columns hides the room between their figures
    spans = _spans(body, min(least, 2), least_columns=least_columns) if zone else None
    if not zone or spans is None:
        return [], 0, run
    for above in range(_MAX_ABOVE, -1, -1):
        alone = before[len(before) - above :]
        if len(alone) < above or not all(len(row) == 1 and row[0].x0 > spans[0][1] for row in alone):
            continue
        near = all(is_near(one, other) for one, other in pairwise([*alone, run[0]]))
        heads = spanning_heads([*alone, *run[:zone]], body, spans, rules) if near else None
        if heads:
            return heads, above, body
    return [], 0, run


def _spans(run: Sequence[Row], least: int, *, least_columns: int) -> list[Span] | None:
    """Return the columns that the rows of a run stand in; None where they make no table."""
    wide = [row for row in run if len(row) >= 2]
    if len(wide) < least:
        return None
    spans = columns([line for row in wide for line in row], len(wide), shared_ends(wide))
    spans = _with_lone_columns(spans, [row[0] for row in run if len(row) == 1])
    if len(spans) < least_columns:
        return None
    fitting = [row for row in run if all(column_of(line, spans) is not None for line in row)]
    held = [len({column_of(line, spans) for line in row}) for row in fitting]
    if sum(1 for count in held if count > 1) < least:
        return None  # gaps between sentences, each at another place
    if len(fitting) < 0.7 * len(run) or sum(held) < 0.33 * len(fitting) * len(spans):
        return None
    return None if is_prose(wide, spans, fitting) else spans


def is_prose(wide: Sequence[Row], spans: Sequence[Span], fitting: Sequence[Row] = ()) -> bool:
    """Tell text in columns, and lists, from a table, of whose rows `wide` have words in two columns or more."""
    words = [len(line.words) for row in wide for line in row]
    return typical(words, 0) > _MAX_WORDS or (len(spans) == 2 and not _two_column_table(fitting or wide, spans))


def cells_of(run: Sequence[Row], spans: Sequence[Span], rules: Sequence[Rule]) -> tuple[list[list[str]], list[bool]]:
    """Return the texts of the rows that the lines of `run` make, in each column, and which rows are bold."""
    body: list[list[str]] = []
    bold: list[bool] = []
    for group in _row_groups(run, spans, rules):
        cells = [""] * len(spans)
        for row in group:
            for line in row:
                place = column_of(line, spans)
                if place is None:
                    place = index_of([start for start, _ in spans] + [1e9], line.x0) or 0
                cells[place] = beneath(cells[place], settle_raised(line).text)
        body.append(cells)
        bold.append(all(line.bold for row in group for line in row))
    return body, bold


def _reach(rows: Sequence[Row], edge: int, step: int, spans: Sequence[Span]) -> int:
    """Return how far the table's first or last row reaches: lines that stand close and begin where a column does."""
    reached = edge
    for index in range(edge + step, edge + 3 * step, step):
        if not 0 <= index < len(rows) or len(rows[index]) > 1:
            break
        line, near = rows[index][0], rows[index - step]
        gap = line.top - max(other.bottom for other in near) if step > 0 else near[0].top - line.bottom
        place = column_of(line, spans)
        if gap > 0.3 * line.size or place is None or not _is_flush(line, spans[place], above=step < 0):
            break
        if place > 0 or (step > 0 and _is_beside(rows[index], near, spans)):
            reached = index
    return reached


def _is_flush(line: Line, span: Span, *, above: bool) -> bool:
    """Tell whether a line begins, or in a head ends, where its column does."""
    return abs(line.x0 - span[0]) <= _SAME_SIDE or (above and abs(line.x1 - span[1]) <= _SAME_SIDE)


def _with_lone_columns(spans: list[Span], lines: Sequence[Line]) -> list[Span]:
    """Add the columns of cells that stand alone on their height, as those set in the middle of a row do."""
    for line in lines:
        if all(line.x1 < start - 1 or line.x0 > end + 1 for start, end in spans):
            spans = sorted([*spans, (line.x0, line.x1)])
    return spans


def _row_groups(run: Sequence[Row], spans: Sequence[Span], rules: Sequence[Rule]) -> list[list[Row]]:
    """Put the lines together that make one row: those between two ruling lines, else those that stand close."""
    if not run:
        return []
    dividers = _dividers(run, rules)
    if len(dividers) >= 2:
        bands: dict[int, list[Row]] = defaultdict(list)
        for row in run:
            bands[sum(1 for y in dividers if y < row[0].middle)].append(row)
        if not any(_has_rows(band, spans) for band in bands.values()):
            return [bands[key] for key in sorted(bands)]
    tight = _tight_pitch(run, spans, rules)
    groups: list[list[Row]] = []
    for row in run:
        if groups and _continues(row, groups[-1][-1], spans, rules, tight):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _dividers(run: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """Return the heights of lines, or of edges of shading, that part the run's rows over most of its width."""
    left, right = min(row[0].x0 for row in run), max(line.x1 for row in run for line in row)
    top, bottom = run[0][0].middle, run[-1][0].middle
    length: dict[float, float] = defaultdict(float)
    inside = [r for r in rules if r.horizontal and top < r.at < bottom and r.start < right and r.end > left]
    places = snap(rule.at for rule in inside)
    for rule in inside:
        place = min(places, key=lambda value: abs(value - rule.at))
        length[place] += min(rule.end, right) - max(rule.start, left)
    return [place for place in places if length[place] > 0.6 * (right - left)]


def _tight_pitch(run: Sequence[Row], spans: Sequence[Span], rules: Sequence[Rule]) -> float:
    """Return the distance of lines inside a row, where it is plainly smaller than that of rows; else 0.

    The room at both sides of a ruling line, as below a head, tells nothing of it.
    """
    pairs = [pair for pair in pairwise(run) if not _are_parted(*pair, rules)]
    if not pairs:
        return 0.0
    pitches = [below[0].middle - above[0].middle for above, below in pairs]
    size = run[0][0].size
    least, most = min(pitches), max(pitches)
    if most < 1.22 * least or least > 1.4 * size:
        return 0.0
    tight = 1.1 * least
    close = (pair for pair, pitch in zip(pairs, pitches, strict=True) if pitch <= tight)
    return 0.0 if any(_has_rows(pair, spans) for pair in close) else tight


def _are_parted(above: Row, below: Row, rules: Sequence[Rule]) -> bool:
    """Tell whether a ruling line stands between two rows of lines."""
    return any(rule.horizontal and above[0].middle < rule.at < below[0].middle for rule in rules)


def _has_rows(lines: Sequence[Row], spans: Sequence[Span]) -> bool:
    """Tell whether lines are several rows, not a tall one: figures stand under each other, or all columns are full."""
    figured = [place for row in lines for place in {column_of(line, spans) for line in row if is_figure(line.text)}]
    full = all(len({column_of(line, spans) for line in row}) == len(spans) for row in lines)
    return len(set(figured)) < len(figured) or (full and len(lines) >= _MIN_ROWS)


def _two_column_table(rows: Sequence[Row], spans: Sequence[Span]) -> bool:
    """Tell a table of two columns from a list (marker and text) and from text in two columns."""
    left = [line.text for row in rows for line in row if column_of(line, spans) == 0]
    right = [line.text for row in rows for line in row if column_of(line, spans) == 1]
    if not left or not right or typical([len(text) for text in left], 0) <= 3:
        return False
    figures = sum(1 for text in right if is_figure(text)) / len(right)
    short = typical([len(text.split()) for text in left], 0) <= 5
    return figures > 0.5 or (short and len(left) >= 0.6 * len(rows) and len(right) >= 0.6 * len(rows))


def _continues(
    row: Row,
    above: Row,
    spans: Sequence[Span],
    rules: Sequence[Rule],
    tight: float,
) -> bool:
    """Tell whether a row only holds what did not fit in the row above."""
    if _are_parted(above, row, rules):
        return False
    if len(row) == 1 and crosses(row[0], spans):
        return False  # what names the rows below it
    if _is_beside(row, above, spans):
        return True
    if tight:
        return row[0].middle - above[0].middle <= tight
    close = row[0].top - max(line.bottom for line in above) < 0.45 * (row[0].bottom - row[0].top)
    columns = {column_of(line, spans) for line in row}
    if 0 not in columns:
        return close and not any(is_figure(line.text) for line in row)
    return close and row[0].text[:1].islower() and len(row) == 1


def _is_beside(row: Row, above: Row, spans: Sequence[Span]) -> bool:
    """Tell whether one of two rows is a line of a name, and the other, half a line away, what stands beside it."""
    if row[0].middle - above[0].middle >= _BESIDE * row[0].size:
        return False
    named = [[column_of(line, spans) for line in lines].count(0) for lines in (above, row)]
    return sorted(named) == [0, 1] and min(len(above), len(row)) == 1


def _ruled_off(row: Row, rules: Sequence[Rule]) -> bool:
    bottom = max(line.bottom for line in row)
    return any(rule.horizontal and bottom - 2 <= rule.at <= bottom + 10 for rule in rules)
