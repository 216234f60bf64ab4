"""Rows of words that stand in columns: which columns they have, and where one table's rows end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.corpus.captions import CAPTION
from assistant.corpus.pdf_markers import MARKER
from assistant.corpus.pdf_paragraphs import HEADING_SIZE, SOURCE
from assistant.corpus.pdf_tables import is_figure
from assistant.corpus.pdf_words import Line, Word, part, typical

Row = Sequence[Line]
Span = tuple[float, float]
_ROW_GAP = 2.4  # line heights: rows of an unruled table further apart are not of one table
_MAX_LONE_ROWS = 5  # lines of a tall row that hold one cell only
_COLUMN_GAP = 0.6  # em: no space between two words of one text is so wide in every row
_FIGURE_GAP = 0.35  # em: nor is one in front of figures
_FIGURE_WIDTH = 3.0  # em: by how much figures in one column differ in width
_SAME_END = 1.2  # points
_LEAST_ENDS = 3  # rows whose words end at one place
_ROOM = 0.7  # em: more than the spaces of a typewriter's font
_MOST_ROWS = 0.6  # of the rows
_HEAD_SHIFT = 6.0  # points: cells of a head may have another margin than those below
_HEAD_GAP = 0.45  # em: nor between the names of columns of figures
_LEAST_GAP = 0.15  # em: room between the names of two narrow columns
_LEAST_COLUMN_GAP = 2.0  # points: between two columns set flush right
_SMALLER = 0.93  # times the size of a table's rows: what is set smaller below them is not of it
_LOOK_BACK = 40  # rows of a table that tell what the next one of it looks like
_APART = 1.15  # times the largest distance of a table's rows: what stands further down may be of another


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines by their heights on the page, those on one height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.middle, line.x0)):
        if rows and abs(line.middle - rows[-1][0].middle) < 0.45 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def run_end(rows: Sequence[Row], start: int) -> int:
    """Return the index after the last row of the table that may begin with `rows[start]`.

    It ends where the rows stand too far apart or are set smaller, and where what stands between two of its rows is no
    part of a table: a caption, a source, a heading, text over several columns, or the names of another table's columns.
    """
    last = start
    for index in range(start + 1, len(rows)):
        if index - last > _MAX_LONE_ROWS or not is_near(rows[index - 1], rows[index]):
            break
        if len(rows[index]) == 1:
            continue
        if _is_smaller(rows[index], rows[start : last + 1]):
            break
        if _is_parted(rows[max(start, last - _LOOK_BACK) : last + 1], rows[last + 1 : index], rows[index:]):
            break
        last = index
    return last + 1


def _is_smaller(row: Row, above: Sequence[Row]) -> bool:
    """Tell whether a row is set smaller than the rows above it, as what a chart below a table says is."""
    sizes = [line.size for other in above if len(other) > 1 for line in other]
    return len(above) >= _LEAST_ENDS and all(line.size < _SMALLER * typical(sizes, 10) for line in row)


def is_near(above: Row, below: Row) -> bool:
    """Tell whether two rows may be of one table by their distance."""
    height = above[0].bottom - above[0].top
    return below[0].top - max(line.bottom for line in above) < _ROW_GAP * max(height, 6)


def _is_parted(above: Sequence[Row], between: Sequence[Row], below: Sequence[Row]) -> bool:
    """Tell whether two tables are parted by the lines `between`, each alone on its height, or by a head alone."""
    wide = [row for row in above if len(row) > 1]
    size = typical([line.size for row in wide for line in row], 10)
    lone = [row[0] for row in between]
    if any(CAPTION.match(line.text) or SOURCE.match(line.text) or line.size > HEADING_SIZE * size for line in lone):
        return True
    usual = max((lower[0].middle - upper[0].middle for upper, lower in pairwise(above)), default=0.0)
    pitches = [lower[0].middle - upper[0].middle for upper, lower in pairwise([above[-1], *between, below[0]])]
    apart = bool(usual) and max(pitches) > _APART * usual
    spans = columns([line for row in wide for line in row], len(wide))
    crossing = [line for line in lone if crosses(line, spans)]
    long = any(line.x1 - line.x0 > 0.5 * (spans[-1][1] - spans[0][0]) for line in crossing)
    if (long and (apart or len(lone) > 1)) or (crossing and lone[-1].text[-1] in ".;"):
        return True
    bold = all(line.bold for line in below[0]) and not all(line.bold for row in wide for line in row)
    return (apart or (bold and bool(lone))) and _names_columns(below[0], wide, below[1:3], bold=bold)


def crosses(line: Line, spans: Sequence[Span]) -> bool:
    """Tell whether a line stands over several columns."""
    return sum(1 for start, end in spans if line.x0 < end and line.x1 > start) > 1


def _names_columns(row: Row, above: Sequence[Row], below: Sequence[Row], *, bold: bool) -> bool:
    """Tell whether a row of words between rows of figures, or of bold words, begins another table."""
    if any(is_figure(line.text) for line in row):
        return False
    figured = [any(is_figure(line.text) for line in other) for other in above]
    return bold or (sum(figured) * 2 >= len(above) and any(is_figure(line.text) for other in below for line in other))


def part_columns(rows: Sequence[Row]) -> list[Row]:
    """Part the lines of a table's rows where narrow columns came to stand closer than the words of one line may.

    There is a gap in each row that is wider than a space, and at both sides of it most rows have words.
    """
    wide = [row for row in rows if len(row) > 1]
    cuts: list[float] = []
    for line, first in ((line, line is row[0]) for row in wide for line in row):
        for one, other in pairwise(line.words):
            gap = one.x1, other.x0
            sign = not any(char.isalnum() for char in one.text) or (first and MARKER.match(one.text))
            marker = one is line.words[0] and sign  # of the item that the line begins
            least = (_FIGURE_GAP if is_figure(other.text) else _COLUMN_GAP) * line.size
            if marker or gap[1] - gap[0] < least or any(gap[0] < cut < gap[1] for cut in cuts):
                continue
            for row in wide:
                gap = _free(row, gap)
            sides = (line.x0, one.x1), (other.x0, line.x1)
            wide_enough = gap[1] - gap[0] >= _COLUMN_GAP * line.size or (
                gap[1] - gap[0] >= least and _heads_figures(gap[1], wide)
            )
            if wide_enough and all(_filled(side, wide) > 0.5 for side in sides):
                cuts.append((gap[0] + gap[1]) / 2)
    parted: list[Row] = [[part for line in row for part in _part(line, cuts)] for row in rows] if cuts else [*rows]
    ends = shared_ends([row for row in parted if len(row) > 1])
    return [[part for line in row for part in _part_at_ends(line, ends)] for row in parted] if ends else parted


def _heads_figures(edge: float, rows: Sequence[Row]) -> bool:
    """Tell whether most rows have a figure as the first word right of an edge."""
    first = [next((word for line in row for word in line.words if word.x0 >= edge - 1), None) for row in rows]
    found = [word is not None and is_figure(word.text) for word in first]
    return len(rows) >= _LEAST_ENDS and sum(found) >= _MOST_ROWS * len(rows)


def shared_ends(wide: Sequence[Row]) -> list[float]:
    """Return the right edges at which the words of most rows end, with room behind them: columns set flush right."""
    found: list[tuple[float, int]] = []
    for number, row in enumerate(wide):
        words = [word for line in row for word in line.words]
        for word, following in zip(words, [*words[1:], None], strict=True):
            marker = word is words[0] and MARKER.match(word.text)
            if following is None or (following.x0 - word.x1 >= _ROOM * word.size and not marker):
                found.append((word.x1, number))
    ends: list[float] = []
    for end, _ in sorted(found):
        rows = {number for other, number in found if 0 <= other - end <= _SAME_END}
        if len(rows) >= max(_LEAST_ENDS, _MOST_ROWS * len(wide)) and (not ends or end - ends[-1] > _SAME_END):
            ends.append(end + _SAME_END / 2)
    return ends


def head_above(row: Row, rows: Sequence[Row]) -> Row:
    """Return the names of columns that were taken for one line of text above a table's rows; nothing if it is none."""
    wide = [other for other in rows if len(other) > 1]
    if len(row) > 1 or not wide or not is_near(row, rows[0]):
        return []
    ends = shared_ends(wide)
    parts = _part_at_ends(row[0], ends) if ends else []
    return parts if len(parts) > 1 else _part_over_columns(row[0], wide)


def _part_over_columns(line: Line, wide: Sequence[Row]) -> Row:
    """Return the parts of a line of which each stands over one column of a table's rows; nothing if it has no such."""
    cells = [one for row in wide for one in row]
    spans = columns(cells, len(wide))
    parts = part(line, lambda one, other: other.x0 - one.x1 >= _HEAD_GAP * line.size)
    over = [[at for at, span in enumerate(spans) if one.x0 < span[1] and one.x1 > span[0]] for one in parts]
    places = [found[0] for found in over if len(found) == 1]
    figured = sum(is_figure(cell.text) for cell in cells if column_of(cell, spans) in places)
    fits = len(places) == len(parts) > 1 and len(set(places)) == len(places) and len(wide) >= _LEAST_ENDS
    return parts if fits and 0 not in places and 2 * figured >= len(places) * len(wide) else []


def _part_at_ends(line: Line, ends: Sequence[float]) -> list[Line]:
    """Part a line of which some word ends at each right edge that it reaches; a head may stand a little further right.

    Where one edge inside it has no word, it is a text over several columns.
    """
    last = min(ends, key=lambda end: abs(end - line.x1))
    shift = line.x1 - last
    inside = [end + shift for end in ends if line.x0 < end + shift < line.x1 - _SAME_END]
    if not inside or abs(shift) > _HEAD_SHIFT:
        return [line]
    cuts: list[float] = []
    for end in inside:
        pair = next((pair for pair in pairwise(line.words) if abs(pair[0].x1 - end) <= _SAME_END), None)
        if pair is None or pair[1].x0 - pair[0].x1 < _LEAST_GAP * line.size:
            return [line]
        cuts.append((pair[0].x1 + pair[1].x0) / 2)
    return _part(line, cuts)


def _free(row: Row, gap: Span) -> Span:
    """Return what is left of a gap between words where the words of another row stand."""
    left, right = gap
    middle = (left + right) / 2
    for word in (word for line in row for word in line.words if word.x0 < right and word.x1 > left):
        if word.x0 < middle < word.x1:
            return middle, middle
        left, right = (max(left, word.x1), right) if word.x1 <= middle else (left, min(right, word.x0))
    return left, right


def _filled(span: Span, rows: Sequence[Row]) -> float:
    """Return the share of rows that have words there."""
    start, end = span
    return sum(any(line.x0 < end and line.x1 > start for line in row) for row in rows) / len(rows)


def _part(line: Line, cuts: Sequence[float]) -> list[Line]:
    parts: dict[int, list[Word]] = {}
    for word in line.words:
        parts.setdefault(sum(1 for cut in cuts if cut < word.x0), []).append(word)
    if len(parts) < 2 or any(word.x0 < cut < word.x1 for word in line.words for cut in cuts):
        return [line]
    return [Line(words, line.page, line.bullet) for words in parts.values()]


def columns(lines: Sequence[Line], rows: int, ends: Sequence[float] = ()) -> list[Span]:
    """Return the x ranges that the columns of `rows` rows cover: a gap between two is free in nearly every row.

    It may be narrow where one of `ends`, the right edges that rows share, is at it, or figures stand right of it.
    """
    allowed = 0 if rows < 8 else rows // 12
    widths = sorted(lines, key=lambda line: line.x1 - line.x0)
    size = typical([line.size for line in lines], 10)
    least = 0.55 * size
    figures = [line.x0 for line in lines if is_figure(line.text)]
    spans: list[Span] = []
    for start, end in sorted((line.x0, line.x1) for line in widths[: len(widths) - allowed]):
        figured = sum(0 <= x0 - start <= _FIGURE_WIDTH * size for x0 in figures)
        narrow = figured >= max(_LEAST_ENDS, _MOST_ROWS * rows)
        narrow = narrow or any(spans[-1][1] - _HEAD_SHIFT < edge < start for edge in ends if spans)
        if spans and start - spans[-1][1] < (_LEAST_COLUMN_GAP if narrow else least):
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def column_of(line: Line, spans: Sequence[Span]) -> int | None:
    """Return the one column that a line stands in; None where it stands in several or in none."""
    touched = [i for i, (start, end) in enumerate(spans) if line.x0 < end + 1 and line.x1 > start - 1]
    return touched[0] if len(touched) == 1 else None
