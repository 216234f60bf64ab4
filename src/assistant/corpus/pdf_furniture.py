"""Takes running headers, footers and page numbers out of pages by comparing pages with each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from assistant.corpus.pdf_words import Line

_EDGE_LINES = 4  # lines from the top and from the bottom that may belong to a header or footer
_NEIGHBOURS = 6  # pages before and after that a line is compared with: running heads change with the chapter
_PLACE = 4.0  # points by which the place may differ
_ALIKE = 90.0  # rapidfuzz ratio of two lines whose numbers are masked
_GAP = 0.6  # of the size: a header stands at least this far from the text, beyond a line's own height
_NUMBER = re.compile(r"\d+|(?<![A-Za-z])[ivxlc]+(?![A-Za-z])|(?<![A-Za-z])[IVXLC]+(?![A-Za-z])")
_LONE_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True)
class _Edge:
    line: Line
    place: float
    top: bool
    masked: str
    numbers: tuple[str, ...]
    outermost: bool


def value_of(number: str) -> int:
    """Return the value of an arabic or roman number; 0 where it is neither."""
    if number.isdigit():
        return int(number)
    total, last = 0, 0
    for char in reversed(number.lower()):
        value = _ROMAN.get(char, 0)
        total += value if value >= last else -value
        last = max(last, value)
    return total


def remove_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], labels: Sequence[str] = ()
) -> tuple[list[list[Line]], list[str | None]]:
    """Return the pages without their headers and footers, and the page label printed in them (None where none is).

    `labels` are the pages' labels that the file itself gives, if it does: one that stands alone at a page's edge is
    its page number.

    A line is part of a header or footer when a line at the same place of another page nearby says the same, but
    for a number that differs by as much as the pages do; or when it is a small roman number alone at a page's edge.
    """
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    taken: list[set[int]] = []
    all_repeated: list[set[int]] = []
    candidates: list[list[tuple[str, bool]]] = []
    for index in range(len(pages)):
        gone: set[int] = set()
        repeated: set[int] = set()
        counters: list[tuple[str, bool]] = []
        for edge in edges[index]:
            matches, counting = _matches(edge, index, edges)
            if _is_furniture(edge, matches, counting, len(pages)):
                (gone if counting else repeated).add(id(edge.line))
                if counting:
                    beside = (other for other in edges[index] if other.top is edge.top)
                    gone.update(id(other.line) for other in beside if abs(other.place - edge.place) < _PLACE)
                counters.extend((edge.numbers[place], edge.top) for place in counting)
            elif _is_lone_number(edge, index, edges[index]):
                gone.add(id(edge.line))
                counters.append((_bare(edge.line), edge.top))
            elif labels and _bare(edge.line) == labels[index] and edge.outermost:
                gone.add(id(edge.line))
        gone |= _set_apart(edges[index], repeated, gone)
        candidates.append(counters)
        taken.append(gone)
        all_repeated.append(repeated)
    _take_as_elsewhere(edges, all_repeated, taken)
    kept = [[line for line in lines if id(line) not in gone] for lines, gone in zip(pages, taken, strict=True)]
    return kept, _labels(candidates)


def _bare(line: Line) -> str:
    return line.text.strip("-–— ")


def _is_lone_number(edge: _Edge, index: int, edges: Sequence[_Edge]) -> bool:
    """Tell whether a line is a page's roman number, of which no page nearby has the like to be compared with."""
    text = _bare(edge.line)
    if not edge.outermost or not _LONE_ROMAN.fullmatch(text) or value_of(text) > index + 1:
        return False
    others = [other for other in edges if other.top is edge.top and other is not edge]
    return all(abs(other.place - edge.place) >= _PLACE and _is_apart(edge.line, other.line) for other in others)


def _set_apart(edges: Sequence[_Edge], repeated: set[int], gone: set[int]) -> set[int]:
    """Return which of the repeated lines are no part of the text: those with a gap, or another size, before the rest.

    Pages may begin with the same paragraph; its lines are not a header.
    """
    apart: set[int] = set()
    for top in (True, False):
        block: list[_Edge] = []
        text_outside = False
        for edge in (edge for edge in edges if edge.top is top):
            if id(edge.line) in repeated or id(edge.line) in gone:
                block.append(edge)
                continue
            if block and abs(edge.place - block[-1].place) >= _PLACE:
                _close(block, edge, apart)
                break
            text_outside = True
        else:  # all lines at the edge are repeated: only the outermost, up to a gap, are sure to be no text
            if text_outside:
                continue
            parted = [i for i in range(1, len(block)) if _is_apart(block[i - 1].line, block[i].line)]
            apart.update(id(edge.line) for edge in block[: parted[0] if parted else len(block) == 1])
    return apart & repeated


def _take_as_elsewhere(
    edges: Sequence[Sequence[_Edge]], repeated: Sequence[set[int]], taken: Sequence[set[int]]
) -> None:
    """Add to the lines taken those that are a header or footer on another page, though here the text follows closely.

    The rest of a table may begin right under the running title, which elsewhere stands apart.
    """
    apart = {
        (edge.masked, edge.top, round(edge.place / _PLACE))
        for page, gone in zip(edges, taken, strict=True)
        for edge in page
        if id(edge.line) in gone
    }
    for page, again, gone in zip(edges, repeated, taken, strict=True):
        for edge in page:
            place = round(edge.place / _PLACE)
            if id(edge.line) in again and any((edge.masked, edge.top, place + off) in apart for off in (-1, 0, 1)):
                gone.add(id(edge.line))


def _close(block: list[_Edge], following: _Edge, apart: set[int]) -> None:
    """Note which lines of `block` stand apart from the line that follows them inwards."""
    while block:
        if _is_apart(block[-1].line, following.line):
            apart.update(id(edge.line) for edge in block)
            return
        following = block.pop()


def _is_apart(line: Line, inner: Line) -> bool:
    gap = max(inner.top - line.bottom, line.top - inner.bottom)
    return gap > _GAP * line.size or abs(line.size - inner.size) > 0.1 * line.size


def _edges(lines: Sequence[Line], height: float) -> list[_Edge]:
    ordered = sorted(lines, key=lambda line: line.top)
    found: list[_Edge] = []
    levels: list[float] = []
    for top, sequence in ((True, ordered), (False, ordered[::-1])):
        levels.clear()
        for line in sequence:
            if not any(abs(line.top - level) < _PLACE for level in levels):
                levels.append(line.top)
            if len(levels) > _EDGE_LINES or (line.top > 0.3 * height if top else line.bottom < 0.7 * height):
                break
            text = line.text
            numbers = tuple(_NUMBER.findall(text))
            place = line.top if top else height - line.bottom
            found.append(_Edge(line, place, top, _NUMBER.sub("#", text), numbers, len(levels) == 1))
    return found


def _matches(edge: _Edge, index: int, edges: Sequence[Sequence[_Edge]]) -> tuple[int, set[int]]:
    """Return on how many pages nearby the line stands too, and which of its numbers count the pages."""
    matches, counting = 0, Counter[int]()
    for other_index in range(max(0, index - _NEIGHBOURS), min(len(edges), index + _NEIGHBOURS + 1)):
        if other_index == index:
            continue
        for other in edges[other_index]:
            if other.top is not edge.top or abs(other.place - edge.place) > _PLACE:
                continue
            places = _same(edge, other, other_index - index)
            if places is not None:
                matches += 1
                counting.update(places)
                break
    return matches, {place for place, count in counting.items() if count * 2 > matches}


def _same(edge: _Edge, other: _Edge, distance: int) -> set[int] | None:
    """Return the places of the numbers that count the pages if the two lines say the same, else None."""
    if len(edge.numbers) != len(other.numbers) or abs(len(edge.masked) - len(other.masked)) > 6:
        return None
    if edge.masked != other.masked and ratio(edge.masked, other.masked) < _ALIKE:
        return None
    counting = set()
    for place, (one, two) in enumerate(zip(edge.numbers, other.numbers, strict=True)):
        if one == two:
            continue
        step = value_of(two) - value_of(one)
        if step != distance:
            return None
        counting.add(place)
    return counting


def _is_furniture(edge: _Edge, matches: int, counting: set[int], pages: int) -> bool:
    needed = 1 if counting or pages <= 3 else 2
    if pages <= 3 and not counting and edge.line.bold and edge.line.size > 13:
        return False
    return matches >= needed


def _labels(candidates: Sequence[Sequence[tuple[str, bool]]]) -> list[str | None]:
    """Choose for each page the number that counts the pages."""
    return [_pick(numbers) for numbers in candidates]


def _pick(numbers: Sequence[tuple[str, bool]]) -> str | None:
    bottom = [number for number, top in numbers if not top]
    found = bottom or [number for number, _ in numbers]
    return found[-1] if found else None
