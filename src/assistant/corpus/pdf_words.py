"""The things that stand on a page: words, ruling lines, lines of text. Points from the top left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import fmean, median
from typing import Protocol


class Placed(Protocol):
    """Anything with a place on a page."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(slots=True)
class Word:
    """Characters set next to each other in one size.

    Attributes:
        size: size of the font in points.
        joined: no space stands between this word and the one before it.
        spaced: one space that was typed, not only a gap, stands between this word and the one before it.
        angle: degrees from the horizontal; 0 for upright text.
        confidence: 0 to 1, where it was recognised in a picture; None elsewhere.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    joined: bool = False
    spaced: bool = False
    angle: int = 0
    raised: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` (its y if horizontal, else its x), from `start` to `end`."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass
class Line:
    """Words that stand on one baseline in one column."""

    words: list[Word]
    page: int = 0
    bullet: bool = False
    right: float = 0.0
    left: float = 0.0
    x0: float = field(init=False)
    x1: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.x0 = min(word.x0 for word in self.words)
        self.x1 = max(word.x1 for word in self.words)
        full = [word for word in self.words if not word.raised] or self.words
        self.top = min(word.top for word in full)
        self.bottom = max(word.bottom for word in full)

    @cached_property
    def text(self) -> str:
        """The words, spaces between them."""
        return join(self.words)

    @cached_property
    def size(self) -> float:
        """Size of the font that most characters are set in."""
        weight: dict[float, int] = {}
        for word in self.words:
            key = round(word.size, 1)
            weight[key] = weight.get(key, 0) + len(word.text)
        return max(weight, key=lambda key: (weight[key], key))

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words if any(char.isalnum() for char in word.text))

    @property
    def middle(self) -> float:
        """Height of the line's middle on the page."""
        return (self.top + self.bottom) / 2


def part(line: Line, is_cut: Callable[[Word, Word], bool]) -> list[Line]:
    """Return the parts of a line that is cut between some of its words, told of each two that stand side by side."""
    parts = [[line.words[0]]]
    for one, other in pairwise(line.words):
        if is_cut(one, other):
            parts.append([])
        parts[-1].append(other)
    return [Line(words, line.page, line.bullet) for words in parts] if len(parts) > 1 else [line]


def overlap(one: Placed, other: Placed) -> float:
    """Return on how much height, in points, two things stand beside each other; below 0 where they do not."""
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def join(words: Sequence[Word]) -> str:
    """Return the text of `words` with a space before each word that is not joined to the one before it."""
    return "".join(("" if word.joined or not index else " ") + word.text for index, word in enumerate(words))


def confidence(lines: Iterable[Line]) -> float | None:
    """Return the mean confidence of the words that were recognised in pictures; None where none was."""
    found = [word.confidence for line in lines for word in line.words if word.confidence is not None]
    return round(fmean(found), 3) if found else None


def typical(values: Sequence[float], default: float) -> float:
    """Return the median of `values`, or `default` where there are none."""
    return median(values) if values else default
