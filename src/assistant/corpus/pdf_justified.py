"""Lines of justified text whose words stand so far apart that they were taken for several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.corpus.pdf_markers import behind_bullet
from assistant.corpus.pdf_runs import rows_of
from assistant.corpus.pdf_words import Line

_FULL_WORDS = 4  # a line of text has so many at least
_NARROW_WORDS = 3  # of one in a narrow column, which the next line has the margins of
_LEAST_LINES = 3  # that reach both margins of a column of justified text
_SAME_EDGE = 2.0  # points
_SAME_GAP = 0.3  # em: the spaces of one justified line differ by no more
_WIDEST = 3.0  # em: words further apart stand in columns
_NEXT_LINE = 2.0  # times the size: how far the next line of the same text may stand


def join_justified(lines: Sequence[Line]) -> list[Line]:
    """Put the parts of a line together that reach from margin to margin of the text above or below, evenly spaced.

    The text may stand further away where there are words enough to tell that their spaces are even.
    """
    rows = rows_of(lines)
    for order in (1, -1):
        ordered = rows[::order]
        for index in range(1, len(ordered)):
            near = [line for row in ordered[max(0, index - 3) : index] for line in row]
            for full in (line for line in near if len(line.words) >= _NARROW_WORDS):
                inside = _inside(ordered[index], full)
                if len(inside) > 1 and _is_next(inside, full):
                    ordered[index] = _joined(ordered[index], inside, full)
        rows = ordered[::order]
    margins = _margins(lines)
    return [line for row in rows for line in _within_margins(row, margins)]


def _margins(lines: Sequence[Line]) -> list[Line]:
    """Return a line of text for each two margins that several lines reach."""
    full = [line for line in lines if len(line.words) >= _FULL_WORDS]
    found: list[Line] = []
    for line in full:
        same = [other for other in full if _has_margins(line, other.x0, other.x1)]
        if len(same) >= _LEAST_LINES and not any(_has_margins(line, other.x0, other.x1) for other in found):
            found.append(line)
    return found


def _within_margins(row: list[Line], margins: Sequence[Line]) -> list[Line]:
    """Return the row with the parts joined that fill a column, if they are words enough, and of the text's size."""
    for full in margins:
        inside = _inside(row, full)
        words = sum(len(line.words) for line in inside)
        sized = all(abs(part.size - full.size) < 0.2 for part in inside)
        if len(inside) > 1 and words >= _FULL_WORDS and sized and _has_margins(full, _start(inside[0]), inside[-1].x1):
            row = _joined(row, inside, full)
    return row


def _has_margins(line: Line, left: float, right: float) -> bool:
    return abs(line.x0 - left) <= _SAME_EDGE and abs(line.x1 - right) <= _SAME_EDGE


def _inside(row: Sequence[Line], full: Line) -> list[Line]:
    return [line for line in row if _start(line) > full.x0 - _SAME_EDGE and line.x1 < full.x1 + _SAME_EDGE]


def _start(line: Line) -> float:
    """Return where the text of a line begins, behind its bullet."""
    return behind_bullet(line.words)[0].x0


def _joined(row: list[Line], inside: Sequence[Line], full: Line) -> list[Line]:
    """Return the row with the parts of it joined that fill the column of the line `full`, if they are evenly spaced."""
    words = [word for line in inside for word in line.words]
    text = behind_bullet(words)
    gaps = [other.x0 - one.x1 for one, other in pairwise(text) if not other.joined or other.x0 > one.x1 + 1]
    if not gaps or max(gaps) - min(gaps) > _SAME_GAP * full.size or max(gaps) > _WIDEST * full.size:
        return row
    joined = Line(words, inside[0].page, inside[0].bullet)
    return sorted([joined, *(line for line in row if not any(line is part for part in inside))], key=lambda one: one.x0)


def _is_next(parts: Sequence[Line], full: Line) -> bool:
    apart = abs(parts[0].middle - full.middle)
    fills = _has_margins(full, _start(parts[0]), parts[-1].x1)
    return fills and apart <= _NEXT_LINE * full.size and all(abs(part.size - full.size) < 0.2 for part in parts)
