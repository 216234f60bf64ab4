"""The order in which a person reads what stands on a page: bands, columns, lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from assistant.corpus.pdf_words import Placed

PlacedT = TypeVar("PlacedT", bound=Placed)
_MAX_DEPTH = 3  # columns inside columns
_BAND_GAP = 8.0  # points without text over the whole width of a page
_SAME_GUTTER = 12.0  # points
_MAX_TRAILING = 4  # lines: a heading and a caption in front of what stands over both columns
_MIN_COLUMN_LINES = 4


def reading_order(items: list[PlacedT]) -> list[list[PlacedT]]:
    """Return what stands on a page whose columns are not plain to see as columns in reading order.

    Each goes from top to bottom.
    """
    return [column for band in _bands(items) for column in _columns(band, depth=0)]


def _columns(items: list[PlacedT], *, depth: int) -> list[list[PlacedT]]:
    """Part a band into its columns.

    A gutter is a left edge that several lines share, with text to its left at the same height. Items that cross
    it (headings, tables, full-width text) part the band into zones; each zone is read column by column.
    """
    ordered = sorted(items, key=lambda item: (round(item.top), item.x0))
    gutter = _gutter(ordered) if depth <= _MAX_DEPTH else None
    if gutter is None:
        return [ordered] if ordered else []
    columns: list[list[PlacedT]] = []
    for zone, split in _zones(ordered, gutter):
        if split:
            columns.extend(_columns([item for item in zone if item.x0 < gutter], depth=depth + 1))
            columns.extend(_columns([item for item in zone if item.x0 >= gutter], depth=depth + 1))
        else:
            columns.append(zone)
    return columns


def _gutter(ordered: Sequence[PlacedT]) -> float | None:
    """Return the gutter that parts most items into columns; None where nothing stands in columns."""
    if len(ordered) < 2 * _MIN_COLUMN_LINES:
        return None
    best: tuple[int, float] | None = None
    for gutter in _edges(ordered):
        held = sum(len(zone) for zone, split in _zones(ordered, gutter) if split)
        if held and (best is None or held > best[0]):
            best = (held, gutter)
    return best[1] if best else None


def _bands(items: Sequence[PlacedT]) -> list[list[PlacedT]]:
    """Part a page at gaps over its whole width, where what stands above has other columns than what follows."""
    raw: list[list[PlacedT]] = []
    floor = 0.0
    for item in sorted(items, key=lambda item: (item.top, item.x0)):
        if not raw or item.top - floor > _BAND_GAP:
            raw.append([])
        raw[-1].append(item)
        floor = max(floor, item.bottom)
    bands: list[list[PlacedT]] = []
    last: float | None = None
    for index, band in enumerate(raw):
        gutter = _gutter(band)
        if bands and _belongs(band, gutter, last, raw[index + 1 :]):
            bands[-1].extend(band)
            last = gutter if last is None else last
        else:
            bands.append(list(band))
            last = gutter
    return bands


def _belongs(
    band: Sequence[Placed], gutter: float | None, last: float | None, following: Sequence[Sequence[Placed]]
) -> bool:
    """Tell whether a band has the columns of the one above it, whose gutter is `last`."""
    if gutter is None and last is None:
        return True
    if gutter is not None:
        return last is not None and abs(gutter - last) < _SAME_GUTTER
    if last is None or _crosses(band, last):
        return False
    if not _is_short(band, last):
        return True
    # One or two lines in one column: the end of that column, or a heading of what follows.
    for other in following:
        if _crosses(other, last):
            return False
        if not _is_short(other, last):
            own = _gutter(other)
            return own is None or abs(own - last) < _SAME_GUTTER
    return True


def _crosses(band: Sequence[Placed], gutter: float) -> bool:
    return any(item.x0 < gutter < item.x1 - 1 for item in band)


def _is_short(band: Sequence[Placed], gutter: float) -> bool:
    return len(band) <= 2 and len({item.x0 < gutter for item in band}) == 1


def _edges(items: Sequence[Placed]) -> list[float]:
    """Return left edges that at least four items share, without the leftmost."""
    count: dict[int, int] = defaultdict(int)
    for item in items:
        count[round(item.x0 / 3)] += 1
    leftmost = min(item.x0 for item in items)
    return [
        key * 3 - 3.0
        for key in sorted(count)
        if count[key] + count.get(key + 1, 0) >= _MIN_COLUMN_LINES and key * 3 > leftmost + 60
    ]


def _zones(items: Sequence[PlacedT], gutter: float) -> list[tuple[list[PlacedT], bool]]:
    zones: list[tuple[list[PlacedT], bool]] = []
    current: list[PlacedT] = []
    for item in items:
        if item.x0 < gutter < item.x1 - 1:
            current, trailing = _trailing(current, gutter)
            zones.append((current, _two_columns(current, gutter)))
            zones.append(([*trailing, item], False))
            current = []
        else:
            current.append(item)
    zones.append((current, _two_columns(current, gutter)))
    merged: list[tuple[list[PlacedT], bool]] = []
    for zone, split in zones:
        if not zone:
            continue
        if merged and not split and not merged[-1][1]:
            merged[-1][0].extend(zone)
        else:
            merged.append((list(zone), split))
    return merged


def _trailing(zone: list[PlacedT], gutter: float) -> tuple[list[PlacedT], list[PlacedT]]:
    """Part off the few items at a zone's foot that stand below both columns: a heading of what comes next."""
    floor = max((item.bottom for item in zone if item.x0 >= gutter), default=None)
    if floor is None:
        return zone, []
    below = [item for item in zone if item.top >= floor]
    if not below or len(below) > _MAX_TRAILING:
        return zone, []
    above = [item for item in zone if item.top < floor]
    gap = min(item.top for item in below) - max((i.bottom for i in above if i.x0 < gutter), default=floor)
    if gap < 0.5 * (below[0].bottom - below[0].top):
        return zone, []
    return above, below


def _two_columns(zone: Sequence[PlacedT], gutter: float) -> bool:
    """Tell columns of running text from the columns of a table, by how many words their lines have.

    Long lines weigh more than short ones, so that a table in one of the columns does not make all of it a table.
    """
    left = [item for item in zone if item.x0 < gutter]
    right = [item for item in zone if item.x0 >= gutter]
    if min(len(left), len(right)) < _MIN_COLUMN_LINES:
        return False
    shared = min(max(i.bottom for i in left), max(i.bottom for i in right)) - max(
        min(i.top for i in left), min(i.top for i in right)
    )
    if shared < 20:
        return False
    tops = {round(item.top / 2) for item in right}
    aligned = sum(1 for item in left if {round(item.top / 2), round(item.top / 2) + 1, round(item.top / 2) - 1} & tops)
    least = 4 if aligned > 0.8 * min(len(left), len(right)) else 3
    return all(_typical_words(side) >= least for side in (left, right))


def _typical_words(items: Sequence[Placed]) -> int:
    """Return how many words the lines have that make up half of the text's width, or more; a table counts as four."""
    counted = sorted((len(getattr(item, "words", "....")), item.x1 - item.x0) for item in items)
    half = sum(width for _, width in counted) / 2
    for words, width in counted:
        half -= width
        if half <= 0:
            return words
    return 0
