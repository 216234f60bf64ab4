"""Chroma as the vector store, through LlamaIndex: passages are TextNodes in a collection inside the generation.

Chroma writes whenever it is opened, so its files are not in the manifest's checksums; `check` compares what it holds
with the passages and vectors instead (docs/adr/0006 says when to choose it).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import IndexUnavailable
from assistant.indexing.generation import CHROMA, VECTORS, rebuild_command
from assistant.indexing.store import PassageStore

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from llama_index.core.schema import TextNode

    from assistant.indexing.vector_store import Among
    from assistant.passages import Passage

    Vectors = npt.NDArray[np.float32]

_COLLECTION = "passages"
_AT_ONCE = 2000  # passages handed to Chroma in one call: well under its limit (5,461 in 1.5.9)
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 100}
_SAME = 1e-3  # by which a number of a vector may differ from the vectors' file: Chroma scales to unit length again


def write_collection(folder: Path) -> None:
    """Write the passages of a new generation, with the vectors of its file, into a new collection.

    Raises:
        OSError: Chroma cannot write.
    """
    import numpy as np
    from llama_index.vector_stores.chroma import ChromaVectorStore

    vectors = np.load(folder / VECTORS, mmap_mode="r")
    try:
        with closing(PassageStore(folder)) as passages, closing(_client(folder)) as client:
            collection = client.create_collection(_COLLECTION, configuration={"hnsw": _HNSW})
            store = ChromaVectorStore(chroma_collection=collection)
            for first in range(0, len(vectors), _AT_ONCE):
                some = passages.passages_between(first, first + _AT_ONCE)
                store.add([_as_node(passage, first + at, vectors[first + at]) for at, passage in enumerate(some)])
    except IndexUnavailable:
        raise
    except Exception as error:  # Chroma raises its own, with no common base
        raise OSError(f"Chroma cannot write '{folder / CHROMA}' ({error})") from error


class ChromaStore:
    """Asks the collection of one generation for the passages nearest to a vector.

    Args:
        client: Chroma's, closed with this store.
        collection: its nodes have the metadata `document` and `ordinal`.
        folder: the generation, for messages.
    """

    def __init__(self, client: Any, collection: Any, folder: Path) -> None:
        from llama_index.vector_stores.chroma import ChromaVectorStore

        self._client = client
        self._collection = collection
        self._size = int(collection.count())
        self._store = ChromaVectorStore(chroma_collection=collection)
        self._folder = folder

    @classmethod
    def open(cls, folder: Path) -> ChromaStore:
        """Open the collection of a generation.

        Raises:
            OSError: there is none, or Chroma cannot open it.
        """
        if not (folder / CHROMA).is_dir():  # Chroma would make one
            raise FileNotFoundError(f"'{folder / CHROMA}' is missing")
        try:
            with ExitStack() as opened:
                client = opened.enter_context(closing(_client(folder)))
                store = cls(client, client.get_collection(_COLLECTION), folder)
                opened.pop_all()  # all is well: it stays open
                return store
        except Exception as error:  # Chroma raises its own, with no common base
            raise OSError(f"Chroma cannot open '{folder / CHROMA}' ({error})") from error

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def __len__(self) -> int:
        return self._size

    def nearest(self, vector: Vectors, count: int, *, among: Among | None = None) -> list[int]:
        """Return the ordinals of the `count` nearest passages, nearest first; only of those in `among` where given.

        Raises:
            IndexUnavailable: Chroma cannot read its files.
        """
        from llama_index.core.vector_stores.types import (
            FilterOperator,
            MetadataFilter,
            MetadataFilters,
            VectorStoreQuery,
        )

        filters = None
        if among is not None:
            only = MetadataFilter(key="document", value=list(among.documents), operator=FilterOperator.IN)
            filters = MetadataFilters(filters=[only])
        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=count, filters=filters)
        try:
            found = self._store.query(query)
        except Exception as error:  # Chroma raises its own, with no common base
            index = self._folder.parent
            raise IndexUnavailable(
                f"The index at '{index}' is damaged: '{self._folder / CHROMA}' cannot be read ({error}). "
                f"{rebuild_command(index)}"
            ) from error
        ordinals = [int(node.metadata["ordinal"]) for node in found.nodes or ()]
        ranked = sorted(zip(found.similarities or (), ordinals, strict=True), key=lambda one: (-one[0], one[1]))
        return [ordinal for _, ordinal in ranked]  # equally near ones in their order, as the file has them

    def entries(self, ids: list[str]) -> dict[str, tuple[dict[str, Any], Vectors]]:
        """Return metadata and vector of those of these passages that the collection holds, by id."""
        held = self._collection.get(ids=ids, include=["metadatas", "embeddings"])
        return {
            id: (metadata, vector)
            for id, metadata, vector in zip(held["ids"], held["metadatas"], held["embeddings"], strict=True)
        }


def collection_problems(folder: Path) -> Iterator[str]:
    """Yield, in words, where the collection differs from the passages and vectors of its generation."""
    import numpy as np

    vectors = np.load(folder / VECTORS, mmap_mode="r")
    with closing(PassageStore(folder)) as passages, closing(ChromaStore.open(folder)) as store:
        size = passages.count()
        if len(store) != size:
            yield f"Chroma holds {len(store)} passages, the index {size}"
        for first in range(0, size, _AT_ONCE):
            some = passages.passages_between(first, first + _AT_ONCE)
            held = store.entries([passage.id for passage in some])
            for ordinal, passage in enumerate(some, first):
                if passage.id not in held:
                    yield f"passage {passage.id} of '{passage.document}' is missing in Chroma"
                    continue
                metadata, vector = held[passage.id]
                if (metadata.get("document"), metadata.get("ordinal")) != (passage.document, ordinal):
                    yield f"passage {passage.id} of '{passage.document}' is another's in Chroma"
                elif not np.allclose(vector, vectors[ordinal], rtol=0, atol=_SAME):
                    yield f"passage {passage.id} of '{passage.document}' has another vector in Chroma"


def _as_node(passage: Passage, ordinal: int, vector: Vectors) -> TextNode:
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata={"document": passage.document, "ordinal": ordinal},
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document)},
        embedding=vector.tolist(),
    )


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder / CHROMA), settings=Settings(anonymized_telemetry=False))
