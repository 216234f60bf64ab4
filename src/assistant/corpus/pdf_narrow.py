"""Columns of text so close to each other that the gap between them is no wider than one between words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from statistics import median
from typing import NamedTuple

from assistant.corpus.pdf_markers import MARKER
from assistant.corpus.pdf_words import Word, overlap

_LEAST_GAP = 0.45  # em: between two columns; that between two words is mostly narrower
_CLOSE = 1.2  # em: between two columns; those further apart are told by their gaps alone
_CLOSE_LINES = 3  # so close to the column before
_SAME_HEIGHT = 0.3  # of a word's height: on so much of it two words of lines beside each other stand
_SAME_EDGE = 0.8  # points: from where a column begins to where one of its lines does
_LEAST_LINES = 6  # that begin beside another column: by chance words stand under each other in fewer
_KNOWN_LINES = 3  # that begin where a column does on an earlier page
_LINES_TO_ONE_ACROSS = 4  # that begin there, for one that stands across the gap
_TEXT_WORDS = 2  # of a line in a column of text without wide gaps in it, at least


class _Start(NamedTuple):
    """A word with a gap before it.

    Attributes:
        gap: from what stands before it on its height, in em.
        left: the words on its height that stand before it without wide gaps, from right to left.
        right: those that it begins, from left to right.
    """

    word: Word
    gap: float
    left: list[Word]
    right: list[Word]


def close_columns(words: Sequence[Word], known: Collection[float] = ()) -> list[float]:
    """Return where columns of text begin on a page, in points from its left, that stand close beside another one.

    On several heights a word begins just there with a gap before it; on few a word stands across that gap.

    Args:
        known: where such columns begin on earlier pages of the document.
    """
    starts: dict[int, list[_Start]] = defaultdict(list)
    for start in _starts(words):
        starts[round(start.word.x0)].append(start)
    edges: list[float] = []
    for at in sorted(starts, key=lambda at: -len(starts[at])):
        near = [start for place in (at - 1, at, at + 1) for start in starts.get(place, ())]
        edge = median(start.word.x0 for start in near)
        flush = [start for start in near if abs(start.word.x0 - edge) <= _SAME_EDGE]
        is_known = begins_at(edge, known)
        if begins_at(edge, edges) or len(flush) < (_KNOWN_LINES if is_known else _LEAST_LINES):
            continue
        if _is_crossed(flush, edge, words):
            continue
        if is_known or _shows_columns(flush):
            edges.append(edge)
    return sorted(edges)


def _is_crossed(flush: Sequence[_Start], edge: float, words: Sequence[Word]) -> bool:
    """Whether more than a few words stand across the gap before these words, on the height that they take up."""
    top, bottom = min(start.word.top for start in flush), max(start.word.bottom for start in flush)
    across = sum(top <= word.top < bottom and _crosses(word, edge) for word in words)
    return _LINES_TO_ONE_ACROSS * across > len(flush)


def _shows_columns(flush: Sequence[_Start]) -> bool:
    """Whether text stands at both sides of the gap before these words, and close to it in several lines."""
    words = min(median(len(one.left) for one in flush), median(len(one.right) for one in flush))
    return words >= _TEXT_WORDS and sum(start.gap <= _CLOSE for start in flush) >= _CLOSE_LINES


def is_apart(one: Word, other: Word) -> bool:
    """Whether the gap from one word to one on its right may be one between two columns."""
    return other.x0 - one.x1 >= _LEAST_GAP * min(one.size, other.size)


def begins_at(place: float, edges: Collection[float]) -> bool:
    """Whether a place, in points from the left, is just where a column begins."""
    return any(abs(place - edge) <= _SAME_EDGE for edge in edges)


def _starts(words: Sequence[Word]) -> Iterable[_Start]:
    """Yield each word with a gap before it, where that is none behind the marker of an item."""
    ordered = sorted(words, key=lambda word: word.top)
    tops = [word.top for word in ordered]
    tallest = max((word.bottom - word.top for word in ordered), default=0.0)
    for word in ordered:
        near = ordered[bisect_left(tops, word.top - tallest) : bisect_left(tops, word.bottom)]
        beside = [other for other in near if overlap(word, other) > _SAME_HEIGHT * (word.bottom - word.top)]
        left = sorted((one for one in beside if one.x0 < word.x0 - _SAME_EDGE), key=lambda one: -one.x1)
        if not left or not is_apart(left[0], word) or not _is_word(left[0]):
            continue
        right = sorted((one for one in beside if one.x0 > word.x0), key=lambda one: one.x0)
        yield _Start(word, (word.x0 - left[0].x1) / word.size, _run(left[:1], left[1:]), _run([word], right))


def _is_word(word: Word) -> bool:
    return any(map(str.isalnum, word.text)) and not MARKER.match(word.text)


def _run(run: list[Word], words: Iterable[Word]) -> list[Word]:
    """Return a run of words with those that go on from it without a gap as wide as one between columns may be."""
    for word in words:
        if max(word.x0 - run[-1].x1, run[-1].x0 - word.x1) > _CLOSE * word.size:
            break
        run.append(word)
    return run


def _crosses(word: Word, edge: float) -> bool:
    """Whether a word stands across the gap before a column."""
    return word.x0 < edge - _SAME_EDGE and word.x1 > edge - _LEAST_GAP * word.size
