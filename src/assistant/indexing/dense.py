"""The dense index: vectors in one file, mapped into memory and compared with the question's exactly.

Nothing is written when it is read, so that any number of processes may, from a full or read-only disk too; and the
nearest passages are the nearest, the same on every run (docs/adr/0006 says what was measured of Chroma). It is the
vector store 'file', and gives the scores whichever store found the passages. The sentences' vectors are another such
file (`sentences.py`).

Up to EXACT_UP_TO vectors all are compared. Beyond, their signs, one bit a dimension, find those that may be near, and
these are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.indexing.generation import VECTORS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.indexing.vector_store import Among

    Vectors = npt.NDArray[np.float32]
    Signs = npt.NDArray[np.uint64]
    Ordinals = npt.NDArray[np.intp]

EXACT_UP_TO = 200_000
"""Vectors of which all are compared: 300 MB of float32 at 384 dimensions (benchmarks/results.md)."""
_COMPARED = 2000  # vectors taken by their signs: held 99.97 % of the 50 nearest of a million (benchmarks/results.md)
_AT_ONCE = 1 << 16  # rows whose signs are compared in one go: they stay in the processor's cache
_BITS = 64
_UNIT = 1e-3  # by which the length of a vector may differ from 1: float32, and models that round


def write_vectors(folder: Path, vectors: Vectors, name: str = VECTORS) -> None:
    """Write vectors, shape (rows, dimension), unit length, into a new generation.

    Args:
        name: of the file; that of the passages' vectors where none is given.
    """
    import numpy as np

    np.save(folder / name, vectors)
    if len(vectors) > EXACT_UP_TO:
        np.save(folder / _signs_file(name), signs_of(vectors))


def _signs_file(name: str) -> str:
    return f"{Path(name).stem}.signs.npy"


def signs_of(vectors: Vectors) -> Signs:
    """Return the signs of vectors, a bit a dimension, shape (words of 64 bits, vectors)."""
    import numpy as np

    count, dimension = vectors.shape
    found = np.zeros((-(-dimension // _BITS), count), dtype=np.uint64)
    for first in range(0, count, _AT_ONCE):
        packed = np.packbits(vectors[first : first + _AT_ONCE] > 0, axis=1)
        padded = np.zeros((len(packed), found.shape[0] * _BITS // 8), dtype=np.uint8)
        padded[:, : packed.shape[1]] = packed
        found[:, first : first + len(packed)] = padded.view(np.uint64).T
    return found


class DenseIndex:
    """Finds the rows of a file of vectors nearest to a vector; of the passages' file a row is a passage's ordinal."""

    def __init__(self, vectors: Vectors, signs: Signs | None = None) -> None:
        self._vectors = vectors
        self._signs = signs

    @classmethod
    def open(cls, folder: Path, name: str = VECTORS) -> DenseIndex:
        """Open a file of vectors of a generation, mapped into memory."""
        import numpy as np

        vectors = np.load(folder / name, mmap_mode="r")
        signs = folder / _signs_file(name)
        return cls(vectors, np.load(signs, mmap_mode="r") if len(vectors) > EXACT_UP_TO else None)

    def __len__(self) -> int:
        return len(self._vectors)

    def close(self) -> None:
        """Do nothing: the files are let go of with the last array that is a part of them."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of rows and of dimensions."""
        return self._vectors.shape

    def faulty(self) -> Iterator[tuple[int, float]]:
        """Yield the row and length of each vector that is not of length 1 or whose signs are another's."""
        import numpy as np

        for first in range(0, len(self), _AT_ONCE):
            some = self._vectors[first : first + _AT_ONCE]
            lengths = np.linalg.norm(some, axis=1)
            wrong = ~(np.abs(lengths - 1) < _UNIT)
            if self._signs is not None:
                wrong |= (self._signs[:, first : first + len(some)] != signs_of(some)).any(axis=0)
            for offset in np.flatnonzero(wrong).tolist():
                yield first + offset, float(lengths[offset])

    def nearest(self, vector: Vectors, count: int, *, among: Among | None = None) -> list[int]:
        """Return the `count` nearest rows, nearest first; only of those in `among` where given."""
        import numpy as np

        if among is not None:
            chosen = np.asarray(among.ordinals, dtype=np.intp)
        elif self._signs is not None:
            chosen = self._near_by_signs(vector)
        else:
            every: list[int] = _highest(self._vectors @ vector, count).tolist()
            return every
        nearest: list[int] = chosen[_highest(self._vectors[chosen] @ vector, count)].tolist()
        return nearest

    def cosine(self, vector: Vectors, ordinals: Sequence[int]) -> Vectors:
        """Return the cosine of `vector` with these rows, shape (len(ordinals),)."""
        scores: Vectors = self._vectors[list(ordinals)] @ vector
        return scores

    def _near_by_signs(self, vector: Vectors) -> Ordinals:
        """Return the rows whose vectors have most signs in common with `vector`, ascending."""
        import numpy as np

        assert self._signs is not None
        asked = signs_of(vector[np.newaxis])
        differing = np.empty(len(self), dtype=np.uint16)
        for first in range(0, len(self), _AT_ONCE):
            block = np.bitwise_count(self._signs[:, first : first + _AT_ONCE] ^ asked)
            block.sum(axis=0, dtype=np.uint16, out=differing[first : first + block.shape[1]])
        compared = min(_COMPARED, len(self))
        found: Ordinals = np.sort(np.argpartition(differing, compared - 1)[:compared])
        return found


def _highest(scores: npt.NDArray[Any], count: int) -> Ordinals:
    """Return the positions of the `count` highest scores, highest first; equal ones in their order."""
    import numpy as np

    if count < len(scores):
        lowest = np.partition(scores, len(scores) - count)[len(scores) - count]
        # More than `count` where several have the lowest score: which of them is kept must not depend on chance.
        chosen = np.flatnonzero(scores >= lowest)
    else:
        chosen = np.arange(len(scores))
    highest: Ordinals = chosen[np.argsort(-scores[chosen], kind="stable")][:count]
    return highest
