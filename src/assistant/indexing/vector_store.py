"""The vector store: what finds the passages nearest to a question's vector, and which ones there are.

Every generation has the vectors' file (`dense.py`): an update takes vectors from it and scores come from it. It finds
the nearest passages too, unless the settings name another store, which is then written beside it. To add one: its name
here, a line in each of the three functions, and a module like `chroma.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.indexing.dense import DenseIndex

    Vectors = npt.NDArray[np.float32]

VectorStoreName = Literal["file", "chroma"]
"""`file` compares all vectors, or a choice by their signs; `chroma` is LlamaIndex's ChromaVectorStore."""


@dataclass(frozen=True)
class Among:
    """The only documents that may answer, and the ordinals of their passages: a store filters by what it knows."""

    documents: tuple[str, ...]
    ordinals: Sequence[int]


class VectorStore(Protocol):
    """Finds passages by their vectors, in one generation; safe to use from several threads."""

    def __len__(self) -> int:
        """Return the number of passages it holds."""
        ...

    def nearest(self, vector: Vectors, count: int, *, among: Among | None = None) -> list[int]:
        """Return the ordinals of the `count` nearest passages, nearest first; only of those in `among` where given."""
        ...

    def close(self) -> None:
        """Let go of its files."""
        ...


def write_vector_store(name: VectorStoreName, folder: Path) -> None:
    """Write what a store needs beside the vectors' file into a new generation that has passages and vectors.

    Raises:
        OSError: it cannot be written.
    """
    if name == "chroma":
        from assistant.indexing.chroma import write_collection

        write_collection(folder)


def open_vector_store(name: VectorStoreName, folder: Path, dense: DenseIndex) -> VectorStore:
    """Open the store of a generation whose vectors' file is open; what is missing or damaged raises any exception."""
    if name == "chroma":
        from assistant.indexing.chroma import ChromaStore

        return ChromaStore.open(folder)
    return dense


def check_vector_store(name: VectorStoreName, folder: Path) -> Iterator[str]:
    """Yield, in words, where a store differs from the passages and vectors of its generation."""
    if name == "chroma":
        from assistant.indexing.chroma import collection_problems

        yield from collection_problems(folder)
