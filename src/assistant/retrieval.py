"""Retrieval: lexical and dense candidates, fused, as a LlamaIndex retriever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.indexing.dense import DenseIndex
from assistant.indexing.embedding import Embedder
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.store import PassageStore
from assistant.passages import Passage

CANDIDATES = 50
"""Passages taken from each index before fusion."""
LEXICAL_WEIGHT = 0.5
"""Of BM25 (scaled to its maximum) against cosine: the prototype's best plain sum, see shared measurements in docs/answer-engine.md."""
OWN_BEST = 4
"""Passages that each index places first are kept whatever the other thinks of them: only dense finds other words."""


@dataclass(frozen=True)
class Candidate:
    """A retrieved passage with its scores.

    Attributes:
        lexical: BM25, scaled to the best passage's for this question (0 to 1).
        dense: cosine with the question (-1 to 1).
        fused: `dense + LEXICAL_WEIGHT * lexical`.
    """

    ordinal: int
    passage: Passage
    lexical: float
    dense: float

    @property
    def fused(self) -> float:
        """The score that ranks candidates before they are read."""
        return self.dense + LEXICAL_WEIGHT * self.lexical


class HybridRetriever(BaseRetriever):
    """Ranks the passages of one generation for a question.

    Args:
        count: how many passages to return.
    """

    def __init__(
        self, store: PassageStore, lexical: LexicalIndex, dense: DenseIndex, embedder: Embedder, *, count: int = 20
    ) -> None:
        super().__init__()
        self._store = store
        self._lexical = lexical
        self._dense = dense
        self._embedder = embedder
        self._count = count

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
        if documents:
            allowed = self._store.ordinals_of_documents(documents)
            masked = np.zeros_like(lexical)
            masked[allowed] = lexical[allowed]
            lexical = masked
        top = min(CANDIDATES, len(lexical))
        by_words = np.argpartition(-lexical, top - 1)[:top]
        by_words = [
            int(ordinal) for ordinal in by_words[np.argsort(-lexical[by_words], kind="stable")] if lexical[ordinal] > 0
        ]
        vector = self._embedder.embed([question])[0]
        ids = self._dense.nearest(vector, top, documents=documents)
        known = self._store.ordinals_of_ids(ids)
        by_meaning = [known[id] for id in ids]
        ordinals = list(dict.fromkeys([*by_words, *by_meaning]))
        if not ordinals:
            return []
        best = max(float(lexical.max()), 1e-9)
        cosine = self._dense.cosine(vector, ordinals)
        scored = {
            ordinal: (float(lexical[ordinal]) / best, float(score))
            for ordinal, score in zip(ordinals, cosine, strict=True)
        }
        ranked = sorted(
            ordinals, key=lambda ordinal: (-(scored[ordinal][1] + LEXICAL_WEIGHT * scored[ordinal][0]), ordinal)
        )
        kept = set(dict.fromkeys([*by_words[:OWN_BEST], *by_meaning[:OWN_BEST], *ranked][: max(wanted, 2 * OWN_BEST)]))
        chosen = [ordinal for ordinal in ranked if ordinal in kept][:wanted]
        passages = self._store.passages(chosen)
        return [
            Candidate(ordinal, passage, *scored[ordinal]) for ordinal, passage in zip(chosen, passages, strict=True)
        ]


def _as_node(candidate: Candidate) -> NodeWithScore:
    passage = candidate.passage
    metadata: dict[str, Any] = {
        "document": passage.document,
        "context": passage.context,
        "lexical": candidate.lexical,
        "dense": candidate.dense,
    }
    node = TextNode(
        id_=passage.id, text=passage.text, metadata=metadata, start_char_idx=passage.start, end_char_idx=passage.end
    )
    return NodeWithScore(node=node, score=candidate.fused)
