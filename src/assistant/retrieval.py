"""Retrieval: lexical and dense candidates, fused, as a LlamaIndex retriever."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from threadpoolctl import threadpool_limits

from assistant.errors import IndexUnavailable
from assistant.indexing.dense import DenseIndex
from assistant.indexing.embedding import Embedder
from assistant.indexing.generation import LEXICAL, check_files, read_manifest, rebuild_command
from assistant.indexing.lexical import LexicalIndex, content_terms
from assistant.indexing.sentences import SentenceIndex
from assistant.indexing.store import PassageStore
from assistant.indexing.vector_store import Among, VectorStore, open_vector_store
from assistant.passages import Passage

CANDIDATES = 50
"""Passages taken from each index before fusion."""
LEXICAL_WEIGHT = 1.2
"""Of the lexical share against the two cosines (docs/adr/0007: measured from 0.4 to 2)."""


@dataclass(frozen=True)
class Candidate:
    """A retrieved passage with its scores.

    Attributes:
        lexical: BM25 as a share of the sum of the question's term weights, so that a question whose words the
            passage does not hold scores low however much better than the others it is (0 to about 1).
        dense: cosine with the question (-1 to 1).
        sentences: the same of each of its sentences, list items and table rows.
    """

    ordinal: int
    passage: Passage
    lexical: float
    dense: float
    sentences: tuple[float, ...] = ()

    @property
    def sentence(self) -> float:
        """The cosine of its nearest sentence; its own where it has none."""
        return max(self.sentences, default=self.dense)

    @property
    def fused(self) -> float:
        """The score that ranks candidates before they are read: `dense + sentence + LEXICAL_WEIGHT * lexical`."""
        return _fused(self.lexical, self.dense, self.sentences)


class HybridRetriever(BaseRetriever):
    """Ranks the passages of one generation for a question.

    Args:
        dense: gives the cosines of passages.
        sentences: gives those of their sentences, and finds passages by them.
        vector_store: finds the nearest passages; `dense` does where there is none.
        count: how many passages to return.
    """

    def __init__(
        self,
        store: PassageStore,
        lexical: LexicalIndex,
        dense: DenseIndex,
        sentences: SentenceIndex,
        embedder: Embedder,
        *,
        vector_store: VectorStore | None = None,
        count: int = 20,
    ) -> None:
        super().__init__()
        self._store = store
        self._lexical = lexical
        self._dense = dense
        self._sentences = sentences
        self._vector_store: VectorStore = dense if vector_store is None else vector_store
        self._embedder = embedder
        self._count = count
        # Threads of a matrix product go on waiting for the next one on the cores that the reader needs: a question
        # took 240 instead of 187 ms with them (benchmarks/results.md). This holds for the whole process, and stays.
        threadpool_limits(1, user_api="blas")

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_as_node(candidate) for candidate in self.search(query_bundle.query_str)]

    def search(self, question: str, *, documents: Sequence[str] = (), count: int | None = None) -> list[Candidate]:
        """Return the best passages for a question, best first.

        Args:
            question: a standalone question.
            documents: ids of the only documents that may answer; empty for all.
            count: how many, if not the retriever's own number.
        """
        import numpy as np

        wanted = count or self._count
        lexical = self._lexical.scores(question)
        allowed = Among(tuple(documents), self._store.ordinals_of_documents(documents)) if documents else None
        if allowed is not None:
            masked = np.zeros_like(lexical)
            masked[allowed.ordinals] = lexical[allowed.ordinals]
            lexical = masked
        top = min(CANDIDATES, len(lexical))
        highest = np.argpartition(-lexical, top - 1)[:top]
        in_order = highest[np.argsort(-lexical[highest], kind="stable")]
        by_words = [int(ordinal) for ordinal in in_order if lexical[ordinal] > 0]
        vector = self._embedder.embed([question])[0]
        by_meaning = self._vector_store.nearest(vector, top, among=allowed)
        by_sentence = self._sentences.nearest(vector, top, among=allowed)
        ordinals = list(dict.fromkeys([*by_words, *by_meaning, *by_sentence]))
        if not ordinals:
            return []
        weight = sum(self._lexical.weight(term) for term in content_terms(question)) or 1.0
        cosines = zip(self._dense.cosine(vector, ordinals), self._sentences.cosines(vector, ordinals), strict=True)
        scored = {
            ordinal: (float(lexical[ordinal]) / weight, float(dense), sentences)
            for ordinal, (dense, sentences) in zip(ordinals, cosines, strict=True)
        }
        chosen = sorted(ordinals, key=lambda ordinal: (-_fused(*scored[ordinal]), ordinal))[:wanted]
        passages = self._store.passages(chosen)
        return [
            Candidate(ordinal, passage, *scored[ordinal]) for ordinal, passage in zip(chosen, passages, strict=True)
        ]


def _fused(lexical: float, dense: float, sentences: Sequence[float]) -> float:
    return dense + max(sentences, default=dense) + LEXICAL_WEIGHT * lexical


class OpenIndex:
    """The files of one generation, opened, with the retriever over them.

    Args:
        folder: the generation.
        embedder: the model it was built with.
        count: how many passages the retriever returns.

    Raises:
        IndexUnavailable: a file is missing or damaged.
    """

    def __init__(self, folder: Path, embedder: Embedder, *, count: int) -> None:
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        passages = manifest.passages
        try:
            with ExitStack() as opened:
                self.store = opened.enter_context(closing(PassageStore(folder)))
                self.lexical = LexicalIndex.load(folder / LEXICAL, size=passages)
                self._dense = DenseIndex.open(folder)
                self._sentences = SentenceIndex.open(folder)
                opening = open_vector_store(manifest.vector_store, folder, self._dense)
                self._vector_store = opened.enter_context(closing(opening))
                counts = (len(self._dense), len(self._vector_store), len(self._sentences))
                if counts != (passages,) * 3:
                    raise ValueError(
                        f"{counts[0]} vectors for {passages} passages, {counts[1]} of them in the vector store "
                        f"'{manifest.vector_store}', {counts[2]} with vectors of their sentences"
                    )
                opened.pop_all()  # all is well: they stay open
        except IndexUnavailable:
            raise
        except Exception as error:  # NumPy, bm25s and Chroma raise their own, with no common base
            raise IndexUnavailable(
                f"The index at '{folder.parent}' is damaged ({type(error).__name__}: {error}). "
                f"{rebuild_command(folder.parent)}"
            ) from error
        self.retriever = HybridRetriever(
            self.store,
            self.lexical,
            self._dense,
            self._sentences,
            embedder,
            vector_store=self._vector_store,
            count=count,
        )

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
        self._vector_store.close()


def _as_node(candidate: Candidate) -> NodeWithScore:
    passage = candidate.passage
    metadata: dict[str, Any] = {
        "document": passage.document,
        "context": passage.context,
        "lexical": candidate.lexical,
        "dense": candidate.dense,
        "sentence": candidate.sentence,
    }
    node = TextNode(
        id_=passage.id, text=passage.text, metadata=metadata, start_char_idx=passage.start, end_char_idx=passage.end
    )
    return NodeWithScore(node=node, score=candidate.fused)
