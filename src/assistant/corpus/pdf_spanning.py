"""Heads that stand over several columns of a table without a grid: "16 to 18" over "2022/23" and "2023/24"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.pdf_runs import Row, Span, column_of
from assistant.corpus.pdf_tables import is_figure
from assistant.corpus.pdf_words import Line

_OFF_CENTRE = 0.15  # of the width of its columns: how far the middle of a head may be from theirs
_SAME_SIDE = 3.5  # points: a head that is set flush begins with the first of its columns
_FEWEST_BELOW = 2  # rows of names and figures below the heads


def spanning_head(row: Row, below: Sequence[Row], spans: Sequence[Span]) -> list[str] | None:
    """Return for each column the head that stands over it, "" where none does; None where it is no row of such heads.

    Each head is set in the middle of two columns or more, or above the first or last of them where the same names stand
    below each head ("2022/23 2023/24 2022/23 2023/24").

    Args:
        row: the first of a table, heads from left to right.
        below: its other rows; the first of them names the single columns.
        spans: the columns that those stand in.
    """
    if len(below) <= _FEWEST_BELOW or len(row) >= len(spans) or any(is_figure(line.text) for line in row):
        return None
    repeats = _repeats(below[0], spans)
    groups = (_flush(row, spans) or _flush_right(row, spans) if repeats else None) or _centred(row, spans)
    if groups is None:
        return None
    heads = [""] * len(spans)
    for line, group in zip(row, groups, strict=True):
        for place in group:
            heads[place] = line.text
    return heads


def _centred(row: Row, spans: Sequence[Span]) -> list[range] | None:
    """Return the columns in whose middle each head stands, two at least for each; None where one stands otherwise."""
    groups: list[range] = []
    for line in row:
        first = groups[-1].stop if groups else 1
        middle = (line.x0 + line.x1) / 2
        fitting = [
            (abs(middle - (spans[start][0] + spans[stop - 1][1]) / 2), range(start, stop))
            for start in range(first, len(spans))
            for stop in range(start + 2, len(spans) + 1)
            if _holds(line, spans[start][0], spans[stop - 1][1])
        ]
        off, group = min(fitting, key=lambda fit: (fit[0], len(fit[1])), default=(0.0, range(0)))
        if not group or off > _OFF_CENTRE * (spans[group[-1]][1] - spans[group[0]][0]):
            return None
        groups.append(group)
    return groups


def _holds(line: Line, start: float, end: float) -> bool:
    """Whether a head stands over columns from one edge to another; it may be a little wider than they are."""
    return line.x0 > start - _SAME_SIDE and line.x1 < end + _SAME_SIDE


def _flush(row: Row, spans: Sequence[Span]) -> list[range] | None:
    """Return the columns from that above which each head begins to the next head's; None where one has only one."""
    starts = [next((at for at, span in enumerate(spans) if abs(line.x0 - span[0]) <= _SAME_SIDE), 0) for line in row]
    groups = [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(spans)], strict=True)]
    return groups if all(group.start and len(group) > 1 for group in groups) else None


def _flush_right(row: Row, spans: Sequence[Span]) -> list[range] | None:
    """Return the columns up to that above which each head ends, from behind the head before; None as `_flush` does."""
    ends = [next((at for at, span in enumerate(spans) if abs(line.x1 - span[1]) <= _SAME_SIDE), 0) for line in row]
    groups = [range(last + 1, end + 1) for last, end in zip([0, *ends], ends, strict=False)]
    return groups if all(len(group) > 1 for group in groups) else None


def _repeats(names: Row, spans: Sequence[Span]) -> bool:
    """Whether the names of the columns come again and again, and so do not tell them apart."""
    said = [line.text for line in names if (column_of(line, spans) or 0) > 0]
    return len(said) > len(set(said))
