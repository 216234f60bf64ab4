"""Finds documents that are nearly the same, such as a draft and its final version.

Two texts are as alike as the share of their runs of words that both have (Jaccard). It is estimated from the
smallest hashes of each text (a bottom-k sketch: Broder, "On the resemblance and containment of documents", 1997), so
that neither the texts have to be kept nor every pair compared.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.corpus.document import Document, Problem

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

_RUN = 4  # words: one word in ten changed leaves half of the runs, another report on the same subject shares 1 %
_SKETCH = 512  # hashes kept of a text: 4 KB; the estimate is then right to 2 points
_LOOKED_AT = 128  # of them are compared to find pairs worth an estimate
_ALIKE = 0.4  # from here on people are told: a draft of which one word in eight was changed
_COMMON = 100  # a run of words that more documents have says nothing (and would make every pair one to look at)
_MULTIPLIER = 0x9E3779B97F4A7C15  # odd and near 2^64 / golden ratio: spreads the hashes (Knuth, TAOCP 3, 6.4)


class _WordHashes(dict[str, int]):
    """The hash of each word seen so far."""

    def __missing__(self, word: str) -> int:
        value = self[word] = zlib.crc32(word.encode("utf-8", errors="replace"))
        return value


class Likeness:
    """Takes documents in, one by one, and tells which are nearly the same."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._sketches: list[Hashes] = []
        self._hashes = _WordHashes()

    def add(self, document: Document) -> None:
        """Take a document in."""
        self._files.append(document.source.file)
        self._sketches.append(self._sketch(document.text))

    def warnings(self) -> Iterator[tuple[str, Problem]]:
        """Yield a warning for each document that is nearly the same as an earlier one, naming the one most like it."""
        alike: dict[int, tuple[float, int]] = {}
        for (first, second), shared in self._pairs().items():
            share = self._share(first, second) if self._may_be_alike(first, second, shared) else 0.0
            if share >= _ALIKE:
                alike[second] = max(alike.get(second, (0.0, 0)), (share, first), key=lambda one: (one[0], -one[1]))
        for second, (share, first) in sorted(alike.items()):
            message = (
                f"is nearly the same as {self._files[first]}: about {share:.0%} of their wording is shared. "
                "If one is a draft of the other, remove it: both are cited"
            )
            yield self._files[second], Problem(message)

    def _sketch(self, text: str) -> Hashes:
        import numpy as np

        words = text.lower().split()
        hashes = np.fromiter(map(self._hashes.__getitem__, words), dtype=np.uint64, count=len(words))
        if len(hashes) < _RUN:
            return hashes[:0]
        runs = np.zeros(len(hashes) - _RUN + 1, dtype=np.uint64)
        for place in range(_RUN):
            runs = (runs + hashes[place : place + len(runs)]) * np.uint64(_MULTIPLIER)
            runs ^= runs >> np.uint64(29)
        return np.unique(runs)[:_SKETCH]

    def _pairs(self) -> Counter[tuple[int, int]]:
        """Return how many of their first hashes two documents share, for all that share any."""
        import numpy as np

        pairs: Counter[tuple[int, int]] = Counter()
        heads = [sketch[:_LOOKED_AT] for sketch in self._sketches]
        values = np.concatenate([np.empty(0, dtype=np.uint64), *heads])
        owners = np.repeat(np.arange(len(heads)), [len(head) for head in heads])
        order = np.argsort(values, kind="stable")  # stable: the owners of one value stay in their order
        values, owners = values[order], owners[order]
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else values
        counts = np.diff(np.r_[starts, len(values)])
        for start, count in zip(starts[counts > 1].tolist(), counts[counts > 1].tolist(), strict=True):
            if count <= _COMMON:
                pairs.update(combinations(owners[start : start + count].tolist(), 2))
        return pairs

    def _may_be_alike(self, first: int, second: int, shared: int) -> bool:
        fewest = min(len(self._sketches[first]), len(self._sketches[second]), _LOOKED_AT)
        return shared >= fewest * _ALIKE / 2  # half of what is expected: the estimate from so few is rough

    def _share(self, first: int, second: int) -> float:
        """Return the estimated share of runs that both texts have, of those that either has."""
        import numpy as np

        one, other = self._sketches[first], self._sketches[second]
        union = np.union1d(one, other)[:_SKETCH]
        both = np.intersect1d(one, other, assume_unique=True)
        return len(np.intersect1d(both, union, assume_unique=True)) / len(union)
