"""What a new generation takes over from the last one, and what of it is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.corpus.document import Document
from assistant.indexing.embedding import Embedder
from assistant.indexing.generation import LEXICAL, SENTENCE_STARTS, SENTENCE_VECTORS, VECTORS, Manifest
from assistant.indexing.lexical import ANALYSER_VERSION, LexicalIndex
from assistant.indexing.memory import FileMemory
from assistant.indexing.sentences import rows_of, sentence_texts
from assistant.indexing.store import Kept, PassageStore, Stored, update_store
from assistant.passages import SPLITTER_VERSION, Passage, split_document

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]
    Starts = npt.NDArray[np.int64]
    Boundaries = tuple[tuple[int, int], ...]

_COPY_AT_ONCE = 4096  # passages whose vectors are copied in one go, so that memory holds few of them twice
_EMBED_AT_ONCE = 256  # passages between two steps of the progress bar; sorted by length among themselves


@dataclass(frozen=True)
class Plan:
    """The passages of a new generation in their order: each kept from the last generation, or new.

    Attributes:
        last: the generation that is updated; None where everything is new.
        documents: all documents, in order, with the number of their passages.
        kept: the documents that are taken over as they are.
        fresh: the documents that are written anew.
        passages: the new passages by ordinal.
        size: number of all passages.
        stored: the documents of the last generation.
    """

    last: Path | None
    documents: list[tuple[Document, int]]
    kept: list[Kept]
    fresh: list[Document]
    passages: dict[int, Passage]
    size: int
    stored: dict[str, Stored]

    @cached_property
    def before(self) -> npt.NDArray[np.int64]:
        """The ordinal of each passage in the last generation; -1 for a new one."""
        import numpy as np

        found = np.full(self.size, -1, dtype=np.int64)
        for one in self.kept:
            count = self.stored[one.id].passages
            found[one.first : one.first + count] = range(one.was_first, one.was_first + count)
        return found

    @property
    def gone(self) -> Iterator[int]:
        """The ordinals of the last generation's passages that are not taken over."""
        kept = {one.id for one in self.kept}
        for id, was in sorted(self.stored.items(), key=lambda item: item[1].first):
            if id not in kept:
                yield from range(was.first, was.first + was.passages)


def make_plan(
    documents: Sequence[Document], memory: FileMemory, last: tuple[Path, Manifest] | None, store: PassageStore | None
) -> Plan:
    """Return which documents are taken over from the last generation: those nothing about which has changed."""
    same_splitter = last is not None and last[1].splitter_version == SPLITTER_VERSION
    stored = store.stored() if store else {}
    counted: list[tuple[Document, int]] = []
    kept: list[Kept] = []
    fresh: list[Document] = []
    new: dict[int, Passage] = {}
    first = 0
    for document in documents:
        was = stored.get(document.id)
        if was and same_splitter and was.source == document.source and memory.unchanged(document):
            count = was.passages
            kept.append(Kept(document.id, was.first, first))
        else:
            passages = split_document(document)
            count = len(passages)
            fresh.append(document)
            new.update(enumerate(passages, first))
        counted.append((document, count))
        first += count
    return Plan(last[0] if last else None, counted, kept, fresh, new, first, stored)


@dataclass(frozen=True)
class Embedded:
    """The vectors of a new generation.

    Attributes:
        passages: shape (passages, dimension).
        sentences: of all their sentences, in order, shape (sentences, dimension).
        starts: the row of each passage's first sentence, and the number of all, shape (passages + 1,).
        anew: how many passages were embedded.
        embedder: the model, if any was needed.
    """

    passages: Vectors
    sentences: Vectors
    starts: Starts
    anew: int
    embedder: Embedder | None


def find_vectors(
    plan: Plan, store: PassageStore | None, make_embedder: Callable[[], Embedder], tell: Callable[[str, int, int], None]
) -> Embedded:
    """Return a vector a passage and a sentence, embedding only what the last generation does not have."""
    import numpy as np

    known = _known(plan, store)
    was = plan.before.copy()
    for ordinal, passage in plan.passages.items():
        was[ordinal] = known.get((passage.indexed_text, passage.boundaries), -1)
    old = _old_vectors(plan.last)
    counts = np.zeros(plan.size, dtype=np.int64)
    taken = np.flatnonzero(was >= 0)
    counts[taken] = np.diff(old.starts)[was[taken]]
    missing = [ordinal for ordinal in plan.passages if was[ordinal] < 0]
    for ordinal in missing:
        counts[ordinal] = len(plan.passages[ordinal].sentences)
    starts = np.concatenate([[0], np.cumsum(counts)])
    missing.sort(key=lambda ordinal: len(plan.passages[ordinal].indexed_text))
    done = plan.size - len(missing)
    tell("passages", done, plan.size)
    embedder = make_embedder() if missing else None
    dimension = embedder.dimension if embedder else old.passages.shape[1]
    passages = np.empty((plan.size, dimension), dtype=np.float32)
    sentences = np.empty((starts[-1], dimension), dtype=np.float32)
    for first in range(0, len(taken), _COPY_AT_ONCE):
        some = taken[first : first + _COPY_AT_ONCE]
        passages[some] = old.passages[was[some]]
        sentences[rows_of(starts, some)] = old.sentences[rows_of(old.starts, was[some])]
    for first in range(0, len(missing), _EMBED_AT_ONCE):
        batch = missing[first : first + _EMBED_AT_ONCE]
        assert embedder is not None
        passages[batch] = embedder.embed([plan.passages[ordinal].indexed_text for ordinal in batch])
        texts = [text for ordinal in batch for text in sentence_texts(plan.passages[ordinal])]
        if texts:
            sentences[rows_of(starts, np.array(batch))] = embedder.embed(texts)
        tell("passages", done + first + len(batch), plan.size)
    return Embedded(passages, sentences, starts, len(missing), embedder)


def _old_vectors(last: Path | None) -> Embedded:
    """Return the vectors of the last generation, mapped into memory; none where there is none."""
    import numpy as np

    if last is None:
        none = np.empty((0, 0), dtype=np.float32)
        return Embedded(none, none, np.zeros(1, dtype=np.int64), 0, None)
    passages, sentences = (np.load(last / name, mmap_mode="r") for name in (VECTORS, SENTENCE_VECTORS))
    return Embedded(passages, sentences, np.load(last / SENTENCE_STARTS), 0, None)


def write_passages(plan: Plan, folder: Path) -> None:
    """Write documents and passages into a new generation."""
    update_store(folder, plan.fresh, plan.passages.items(), before=plan.last if plan.kept else None, kept=plan.kept)


def write_lexical(plan: Plan, folder: Path, last: Manifest | None, store: PassageStore | None) -> None:
    """Write the lexical index of the passages that are in the new generation's store."""
    with closing(PassageStore(folder)) as written:
        if plan.last and plan.kept and store and last and last.analyser_version == ANALYSER_VERSION:
            fresh = written.indexed_texts(plan.passages)
            gone = store.indexed_texts(plan.gone)
            lexical = LexicalIndex.update(plan.last / LEXICAL, fresh, gone, plan.before)
        else:
            lexical = LexicalIndex.build(written.indexed_texts())
        lexical.save(folder / LEXICAL)


def _known(plan: Plan, store: PassageStore | None) -> dict[tuple[str, Boundaries], int]:
    """Return ordinals of the last generation by content, as far as a new passage may have that content.

    A text begins with its document's title: documents that are kept are looked at where a new one has their title.
    """
    if store is None:
        return {}
    titles = {document.source.title for document in plan.fresh}
    alike = [
        ordinal
        for one in plan.kept
        if plan.stored[one.id].source.title in titles
        for ordinal in range(one.was_first, one.was_first + plan.stored[one.id].passages)
    ]
    ordinals = [*plan.gone, *alike]
    contents = zip(store.indexed_texts(ordinals), store.boundaries(ordinals), strict=True)
    return dict(zip(contents, ordinals, strict=True))
