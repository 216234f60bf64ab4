"""The sentences' vectors: a passage is as near to a question as the sentence in it that is nearest.

The vector of a whole passage is drawn away from the sentence that answers by all that stands around it. Where a
question uses other words than the evidence, the nearest sentences find the passage that the nearest passages miss
(docs/adr/0007 says what was measured). A sentence is embedded by itself, without heading: the passage's own vector and
the lexical index know what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.indexing.dense import DenseIndex, write_vectors
from assistant.indexing.generation import SENTENCE_STARTS, SENTENCE_VECTORS
from assistant.indexing.vector_store import Among

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.passages import Passage

    Vectors = npt.NDArray[np.float32]
    Starts = npt.NDArray[np.int64]

_PER_PASSAGE = 4
"""Sentences looked at for each passage wanted: one of the default corpus has 3.6; no other number was measured."""


def sentence_texts(passage: Passage) -> list[str]:
    """Return what is embedded of a passage's sentences, list items and table rows."""
    return [passage.text[start:end] for start, end in passage.boundaries]


def write_sentences(folder: Path, vectors: Vectors, starts: Starts) -> None:
    """Write the sentences' vectors into a new generation.

    Args:
        vectors: of all sentences in the passages' order, shape (sentences, dimension), unit length.
        starts: the row of each passage's first sentence, and the number of all, shape (passages + 1,).
    """
    import numpy as np

    write_vectors(folder, vectors, SENTENCE_VECTORS)
    np.save(folder / SENTENCE_STARTS, starts)


def rows_of(starts: Starts, ordinals: Starts) -> Starts:
    """Return the rows of the sentences of these passages, in the order of the passages.

    Args:
        starts: as `write_sentences` takes them.
    """
    import numpy as np

    counts = starts[ordinals + 1] - starts[ordinals]
    before = np.cumsum(counts) - counts
    rows: Starts = np.repeat(starts[ordinals] - before, counts) + np.arange(counts.sum())
    return rows


class SentenceIndex:
    """Finds the passages that hold the sentences nearest to a vector, in one generation.

    Raises:
        ValueError: there are other than as many vectors as sentences.
    """

    def __init__(self, dense: DenseIndex, starts: Starts) -> None:
        self.dense = dense
        self._starts = starts
        if len(dense) != starts[-1]:
            raise ValueError(f"{len(dense)} vectors for {starts[-1]} sentences")

    @classmethod
    def open(cls, folder: Path) -> SentenceIndex:
        """Open the sentences of a generation, mapped into memory."""
        import numpy as np

        return cls(DenseIndex.open(folder, SENTENCE_VECTORS), np.load(folder / SENTENCE_STARTS, mmap_mode="r"))

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._starts) - 1

    def rows(self, ordinal: int) -> range:
        """Return where the vectors of a passage's sentences stand."""
        return range(int(self._starts[ordinal]), int(self._starts[ordinal + 1]))

    def _rows_of(self, ordinals: Sequence[int]) -> list[int]:
        import numpy as np

        rows: list[int] = rows_of(self._starts, np.asarray(ordinals, dtype=np.int64)).tolist()
        return rows

    def nearest(self, vector: Vectors, count: int, *, among: Among | None = None) -> list[int]:
        """Return the ordinals of up to `count` passages with the nearest sentences, nearest first; only of `among`.

        They are fewer where many of the nearest sentences stand in one passage.
        """
        import numpy as np

        rows = None
        if among is not None:
            rows = Among(among.documents, self._rows_of(among.ordinals))
        found = self.dense.nearest(vector, count * _PER_PASSAGE, among=rows)
        ordinals = (np.searchsorted(self._starts, found, side="right") - 1).tolist()
        return list(dict.fromkeys(ordinals))[:count]

    def cosines(self, vector: Vectors, ordinals: Sequence[int]) -> list[tuple[float, ...]]:
        """Return, for each of these passages, the cosine of `vector` with each of its sentences."""
        every = iter(self.dense.cosine(vector, self._rows_of(ordinals)).tolist())
        return [tuple(islice(every, len(self.rows(ordinal)))) for ordinal in ordinals]
