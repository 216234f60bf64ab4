"""Lines of justified text whose words stand so far apart that they were taken for several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.corpus.pdf_runs import rows_of
from assistant.corpus.pdf_words import Line

_FULL_WORDS = 4  # a line of text has so many at least
_SAME_EDGE = 2.0  # points
_SAME_GAP = 0.3  # em: the spaces of one justified line differ by no more
_WIDEST = 3.0  # em: words further apart stand in columns
_NEXT_LINE = 2.0  # times the size: how far the next line of the same text may stand


def join_justified(lines: Sequence[Line]) -> list[Line]:
    """Put the parts of a line together that reach from margin to margin of the text above or below, evenly spaced."""
    rows = rows_of(lines)
    for order in (1, -1):
        ordered = rows[::order]
        for index in range(1, len(ordered)):
            near = [line for row in ordered[max(0, index - 3) : index] for line in row]
            for full in (line for line in near if len(line.words) >= _FULL_WORDS):
                ordered[index] = _joined(ordered[index], full)
        rows = ordered[::order]
    return [line for row in rows for line in row]


def _joined(row: list[Line], full: Line) -> list[Line]:
    """Return the row with the parts joined that fill the column in which the line `full` of text stands."""
    inside = [line for line in row if line.x0 > full.x0 - _SAME_EDGE and line.x1 < full.x1 + _SAME_EDGE]
    if len(inside) < 2 or not _is_next(inside, full):
        return row
    words = [word for line in inside for word in line.words]
    gaps = [other.x0 - one.x1 for one, other in pairwise(words) if not other.joined or other.x0 > one.x1 + 1]
    if max(gaps) - min(gaps) > _SAME_GAP * full.size or max(gaps) > _WIDEST * full.size:
        return row
    joined = Line(words, inside[0].page, inside[0].bullet)
    return sorted([joined, *(line for line in row if not any(line is part for part in inside))], key=lambda one: one.x0)


def _is_next(parts: Sequence[Line], full: Line) -> bool:
    apart = abs(parts[0].middle - full.middle)
    fills = abs(parts[0].x0 - full.x0) <= _SAME_EDGE and abs(parts[-1].x1 - full.x1) <= _SAME_EDGE
    return fills and apart <= _NEXT_LINE * full.size and all(abs(part.size - full.size) < 0.2 for part in parts)
