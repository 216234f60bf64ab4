"""The dense index: Chroma through LlamaIndex's vector store, with the vectors kept beside it by ordinal.

Chroma finds the nearest passages. The file of vectors gives exact scores for passages that only the lexical
index found, and lets an update embed nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.indexing.generation import CHROMA, VECTORS
from assistant.passages import Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_COLLECTION = "passages"
_ADD_AT_ONCE = 2000  # passages handed to Chroma in one call: well under its limit (5,461 in 1.5.9)


def write_vectors(folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
    """Write the vectors of all passages, shape (passages, dimension), unit length, into a new generation."""
    import numpy as np
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    np.save(folder / VECTORS, vectors)
    client, store = _open(folder)
    try:
        for first in range(0, len(passages), _ADD_AT_ONCE):
            nodes = [
                TextNode(
                    id_=passage.id,
                    text=passage.text,
                    metadata={"document": passage.document},
                    start_char_idx=passage.start,
                    end_char_idx=passage.end,
                    relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document)},
                    embedding=vectors[ordinal].tolist(),
                )
                for ordinal, passage in enumerate(passages[first : first + _ADD_AT_ONCE], first)
            ]
            store.add(nodes)
    finally:
        client.close()


class DenseIndex:
    """Finds the passages nearest to a vector, in one generation."""

    def __init__(self, client: Any, store: Any, vectors: Vectors) -> None:
        self._client = client
        self._store = store
        self._vectors = vectors

    @classmethod
    def open(cls, folder: Path) -> DenseIndex:
        """Open the dense index of a generation."""
        import numpy as np

        client, store = _open(folder)
        return cls(client, store, np.load(folder / VECTORS, mmap_mode="r"))

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def __len__(self) -> int:
        return int(self._store._collection.count())

    def missing(self, ids: Sequence[str]) -> list[str]:
        """Return those of `ids` that Chroma does not hold."""
        held = set(self._store._collection.get(ids=list(ids), include=[])["ids"])
        return [id for id in ids if id not in held]

    def nearest(self, vector: Vectors, count: int, *, documents: Sequence[str] = ()) -> list[str]:
        """Return the ids of the `count` nearest passages, nearest first; only of `documents` where any are named."""
        from llama_index.core.vector_stores.types import (
            FilterOperator,
            MetadataFilter,
            MetadataFilters,
            VectorStoreQuery,
        )

        filters = (
            MetadataFilters(filters=[MetadataFilter(key="document", value=list(documents), operator=FilterOperator.IN)])
            if documents
            else None
        )
        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=count, filters=filters)
        return list(self._store.query(query).ids or [])

    def cosine(self, vector: Vectors, ordinals: Sequence[int]) -> Vectors:
        """Return the cosine of `vector` with the passages of these ordinals, shape (len(ordinals),)."""
        scores: Vectors = self._vectors[list(ordinals)] @ vector
        return scores


def _open(folder: Path) -> tuple[Any, Any]:
    """Return Chroma's client and LlamaIndex's store over it."""
    import chromadb
    from chromadb.config import Settings
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.PersistentClient(str(folder / CHROMA), settings=Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(
        _COLLECTION, configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 100}}
    )
    return client, ChromaVectorStore(chroma_collection=collection)
