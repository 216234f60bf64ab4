"""The analysed terms of passages as flat arrays: a lexical index is computed from them, an update copies their rows.

Analysing text is the slow part of a lexical index; counting is not. So the terms of each passage are kept, and an
update analyses only new passages. Two neighbouring words written as one ("health tech") count as a term only where
the evidence writes that term ("healthtech"), which a new document can change for old passages. Kept of each such
pair is therefore a checksum, which is looked up among those of the terms.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.indexing.analysis import COMPOUND, STOP_WORDS, WORD, plain, stem, stem_once

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_FILES = ("terms", "starts", "pairs", "pair_starts")
_SLOTS = 1 << 24  # of a table that rules out most pairs at once; 16 MB
_PAIRS_IN_MEMORY = 1 << 16  # checksums of pairs at hand while analysing: those that come often, in the cache


@dataclass(frozen=True)
class TermTable:
    """Terms and pairs of each passage; the row of a passage is `flat[starts[ordinal] : starts[ordinal + 1]]`.

    Attributes:
        vocabulary: the terms; a term's number is its position.
        terms: numbers of the passages' terms, in order, with repetitions (int32).
        pairs: checksum of each two neighbouring words written as one and stemmed (uint64).
    """

    vocabulary: list[str]
    terms: Array
    starts: Array
    pairs: Array
    pair_starts: Array

    def __len__(self) -> int:
        return len(self.starts) - 1

    @classmethod
    def analyse(cls, texts: Iterable[str]) -> TermTable:
        """Return the table of `texts`, one row a text."""
        numbers: dict[str, int] = {}
        of_word: dict[str, int] = dict.fromkeys(STOP_WORDS, -1)
        checksums: dict[str, int] = {}
        terms, starts = array("i"), array("q", [0])
        pairs, pair_starts = array("Q"), array("q", [0])
        for text in texts:
            levelled = plain(text)
            words = WORD.findall(levelled)
            for word in words:
                number = of_word.get(word)
                if number is None:
                    number = of_word[word] = numbers.setdefault(stem(word.removesuffix("'s")), len(numbers))
                if number >= 0:
                    terms.append(number)
            for compound in COMPOUND.findall(levelled):
                terms.append(numbers.setdefault(stem(compound.replace("-", "")), len(numbers)))
            starts.append(len(terms))
            for first, second in pairwise([word for word in words if word.isalpha()]):
                joined = first + second
                checksum = checksums.get(joined)
                if checksum is None:
                    if len(checksums) >= _PAIRS_IN_MEMORY:
                        checksums.clear()
                    checksum = checksums[joined] = _checksum(stem_once(joined))
                pairs.append(checksum)
            pair_starts.append(len(pairs))
        import numpy as np

        return cls(
            list(numbers),
            np.frombuffer(terms, dtype=np.int32) if terms else np.empty(0, dtype=np.int32),
            np.frombuffer(starts, dtype=np.int64),
            np.frombuffer(pairs, dtype=np.uint64) if pairs else np.empty(0, dtype=np.uint64),
            np.frombuffer(pair_starts, dtype=np.int64),
        )

    def updated(self, fresh: TermTable, before: Array) -> TermTable:
        """Return a table of old and new rows.

        Args:
            fresh: rows of the passages that were not there before, in order.
            before: for each passage of the new table its row in this one, or -1 for the next row of `fresh`.
        """
        import numpy as np

        numbers = {term: number for number, term in enumerate(self.vocabulary)}
        renumbered = np.array(
            [numbers.setdefault(term, len(numbers)) for term in fresh.vocabulary] or [0], dtype=np.int32
        )
        is_new = before < 0
        rows = np.where(is_new, len(self) + np.cumsum(is_new) - 1, before)
        terms, starts = _gather(self.terms, self.starts, renumbered[fresh.terms], fresh.starts, rows)
        pairs, pair_starts = _gather(self.pairs, self.pair_starts, fresh.pairs, fresh.pair_starts, rows)
        used = np.zeros(len(numbers), dtype=bool)
        used[terms] = True
        compact = (np.cumsum(used) - 1).astype(np.int32)
        vocabulary = [term for term, number in numbers.items() if used[number]]
        return TermTable(vocabulary, compact[terms], starts, pairs, pair_starts)

    def known_pairs(self) -> tuple[Array, Array]:
        """Return for each pair that is in the vocabulary the ordinal of its passage and the number of its term."""
        import numpy as np

        known = np.array([_checksum(term) for term in self.vocabulary], dtype=np.uint64)
        slots = np.zeros(_SLOTS, dtype=bool)
        slots[known % np.uint64(_SLOTS)] = True
        hits = np.flatnonzero(slots[self.pairs % np.uint64(_SLOTS)])
        order = np.argsort(known)
        places = np.minimum(np.searchsorted(known, self.pairs[hits], sorter=order), max(len(known) - 1, 0))
        numbers = order[places] if len(known) else places
        same = known[numbers] == self.pairs[hits]
        return np.searchsorted(self.pair_starts, hits[same], side="right") - 1, numbers[same]

    def save(self, folder: Path) -> None:
        """Write the arrays into `folder`; the vocabulary is the lexical index's own."""
        import numpy as np

        for name, values in zip(_FILES, (self.terms, self.starts, self.pairs, self.pair_starts), strict=True):
            np.save(folder / f"{name}.npy", values)

    @classmethod
    def load(cls, folder: Path, vocabulary: list[str]) -> TermTable:
        """Open a table written by `save`, mapped into memory."""
        import numpy as np

        return cls(vocabulary, *(np.load(folder / f"{name}.npy", mmap_mode="r") for name in _FILES))


def _gather(old: Array, old_starts: Array, new: Array, new_starts: Array, rows: Array) -> tuple[Array, Array]:
    """Return the chosen rows of two ragged arrays put one behind the other, and where each begins."""
    import numpy as np

    flat = np.concatenate([old, new])
    begins = np.concatenate([old_starts[:-1], len(old) + new_starts[:-1]])[rows]
    lengths = np.concatenate([np.diff(old_starts), np.diff(new_starts)])[rows]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return flat[np.repeat(begins - starts[:-1], lengths) + np.arange(starts[-1])], starts


def _checksum(term: str) -> int:
    """Return 64 bits that tell terms apart: the same on every machine, and fast."""
    data = term.encode()
    return zlib.adler32(data) << 32 | zlib.crc32(data)
