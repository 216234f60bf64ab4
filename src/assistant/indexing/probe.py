"""Probes a new generation before it goes into service: counts agree, and passages find themselves."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from assistant.errors import IndexUnavailable
from assistant.indexing.dense import DenseIndex
from assistant.indexing.generation import LEXICAL
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.sentences import SentenceIndex
from assistant.indexing.store import PassageStore
from assistant.indexing.update import Embedded, Plan
from assistant.indexing.vector_store import VectorStoreName, open_vector_store

_PROBES = 3
"""Old passages that must find themselves, and as many new ones."""


def verify(folder: Path, plan: Plan, vectors: Embedded, vector_store: VectorStoreName) -> None:
    """Open the generation as a reader would and probe it.

    Raises:
        IndexUnavailable: counts differ, or a passage does not find itself.
    """
    dense = DenseIndex.open(folder)
    sentences = SentenceIndex.open(folder)
    with (
        closing(PassageStore(folder)) as store,
        closing(open_vector_store(vector_store, folder, dense)) as nearby,
    ):
        lexical = LexicalIndex.load(folder / LEXICAL, size=plan.size)
        counts = (store.count(), len(dense), len(nearby), lexical.documents, len(sentences))
        if counts != (plan.size,) * 5:
            raise IndexUnavailable(
                f"The new index is incomplete: {plan.size} passages, {counts[0]} stored, {counts[1]} vectors, "
                f"{counts[2]} in the vector store '{vector_store}', {counts[3]} in the lexical index, "
                f"{counts[4]} with vectors of their sentences."
            )
        new = list(plan.passages)
        probes = {*range(0, plan.size, -(-plan.size // _PROBES)), *new[:: max(1, -(-len(new) // _PROBES))]}
        for ordinal in sorted(probes):
            (passage,) = store.passages([ordinal])
            vector = vectors.passages[ordinal]
            near = dense.cosine(vector, nearby.nearest(vector, 1))
            rows = sentences.rows(ordinal)
            held = [sentences.cosines(vectors.sentences[row], [ordinal])[0][row - rows.start] for row in rows]
            by_words = lexical.scores(passage.text)[ordinal] > 0 or not lexical.query_terms(passage.text)
            right = plan.passages.get(ordinal, passage).indexed_text == passage.indexed_text
            if not (near.max() > 0.999 and min(held, default=1.0) > 0.999 and by_words and right):
                raise IndexUnavailable(f"The new index failed its probe: passage {passage.id} does not find itself.")
