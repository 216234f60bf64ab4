"""Builds a generation aside, verifies it, and makes it current."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.corpus.document import Document
from assistant.corpus.load import LOADER_VERSION, LoadReport, find_files, load_corpus
from assistant.corpus.register import REGISTER_FILE
from assistant.errors import AssistantError, CorpusError, IndexUnavailable
from assistant.indexing.dense import write_vectors
from assistant.indexing.embedding import Embedder, model_revision
from assistant.indexing.generation import (
    FORMAT_VERSION,
    LEXICAL,
    VECTORS,
    IndexedDocument,
    Manifest,
    current_generation,
    finish_generation,
    make_current,
    new_generation,
    read_manifest,
    write_lock,
)
from assistant.indexing.lexical import ANALYSER_VERSION, LexicalIndex
from assistant.indexing.store import PassageStore, write_store
from assistant.passages import SPLITTER_VERSION, Passage, split_document

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_EMBED_AT_ONCE = 256  # passages between two steps of the progress bar; sorted by length among themselves
_PROBES = 3  # passages that must find themselves before a generation goes into service


Progress = Callable[[str, int, int], None]
"""Told how far a build is: stage ("documents" or "passages"), how many are done, of how many."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    manifest: Manifest
    changed: bool
    embedded: int
    seconds: float


def build_index(
    corpus: Path,
    index: Path,
    make_embedder: Callable[[], Embedder],
    *,
    embedding_model: str,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date with the corpus; a build with nothing changed does nothing.

    Args:
        corpus, index: folders.
        make_embedder: called only if something has to be embedded (loading a model takes seconds).
        embedding_model: the name the manifest must carry for its vectors to be used again.
        rebuild: embed and index everything anew.

    Raises:
        CorpusError: no such corpus, or nothing in it can be read.
        IndexLocked: another process is building.
        IndexUnavailable: the finished generation failed its own check, and the last good one still serves.
    """
    tell = progress or (lambda stage, done, total: None)
    begun = time.perf_counter()
    fingerprint = corpus_fingerprint(corpus)
    with write_lock(index):
        last = None if rebuild else _usable(index, embedding_model)
        if last and last[1].corpus_fingerprint == fingerprint and _same_versions(last[1]):
            return BuildReport(last[1], changed=False, embedded=0, seconds=time.perf_counter() - begun)
        report = LoadReport()
        documents = _load(corpus, report, tell)
        passages = [passage for document in documents for passage in split_document(document)]
        if not passages:
            reasons = (
                "; ".join(f"{file}: {reason}" for file, reason in report.skipped) or "the folder holds no documents"
            )
            raise CorpusError(f"Nothing in '{corpus}' can be indexed: {reasons}.")
        folder = new_generation(index)
        try:
            known = _known_vectors(last[0]) if last else {}
            vectors, embedded, embedder = _embed(passages, known, make_embedder, tell)
            model = (
                (embedder.name, embedder.revision)
                if embedder
                else (last[1].embedding_model, last[1].embedding_revision)
                if last
                else ("", "")
            )
            write_store(folder, documents, passages)
            write_vectors(folder, passages, vectors)
            LexicalIndex.build([passage.indexed_text for passage in passages]).save(folder / LEXICAL)
            manifest = Manifest(
                format_version=FORMAT_VERSION,
                generation=folder.name,
                created=datetime.datetime.now(datetime.UTC),
                embedding_model=model[0],
                embedding_revision=model[1],
                dimension=vectors.shape[1],
                splitter_version=SPLITTER_VERSION,
                analyser_version=ANALYSER_VERSION,
                corpus_fingerprint=fingerprint,
                documents=tuple(_indexed(document, passages) for document in documents),
                passages=len(passages),
                skipped=tuple(report.skipped),
                warnings=tuple(
                    (file, f"{problem.where}: {problem.message}" if problem.where else problem.message)
                    for file, problem in report.warnings
                ),
            )
            _verify(folder, manifest, vectors)
            finish_generation(folder, manifest)
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise IndexUnavailable(
                    f"The new index could not be written: {error}. The last good one still serves; "
                    "free some space and try again."
                ) from error
            raise
        make_current(folder)
    return BuildReport(manifest, changed=True, embedded=embedded, seconds=time.perf_counter() - begun)


def corpus_fingerprint(corpus: Path) -> str:
    """Return a hash over the names and contents of the corpus's files: equal means nothing to do.

    Raises:
        CorpusError: there is no such folder.
    """
    digest = hashlib.sha256(f"loaders {LOADER_VERSION}\n".encode())
    register = corpus / REGISTER_FILE
    for path in [*find_files(corpus), *([register] if register.is_file() else [])]:
        digest.update(f"{path.relative_to(corpus).as_posix()}\0{_content_hash(path)}\n".encode())
    return digest.hexdigest()


def _content_hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "unreadable"
    except OSError:
        return "unreadable"  # loading it says why


def _usable(index: Path, embedding_model: str) -> tuple[Path, Manifest] | None:
    """Return the current generation if its vectors may be used again."""
    try:
        folder = current_generation(index)
        manifest = read_manifest(folder) if folder else None
    except IndexUnavailable:
        return None
    if folder is None or manifest is None:
        return None
    if manifest.embedding_model != embedding_model:
        return None
    revision = model_revision(embedding_model)
    return (folder, manifest) if revision in ("", manifest.embedding_revision) else None


def _same_versions(manifest: Manifest) -> bool:
    return (manifest.splitter_version, manifest.analyser_version) == (SPLITTER_VERSION, ANALYSER_VERSION)


def _load(corpus: Path, report: LoadReport, tell: Progress) -> list[Document]:
    total = len(find_files(corpus))
    documents: list[Document] = []
    tell("documents", 0, total)
    for document in load_corpus(corpus, report):
        documents.append(document)
        tell("documents", len(documents) + len(report.skipped), total)
    tell("documents", total, total)
    return documents


def _known_vectors(folder: Path) -> dict[str, Vectors]:
    """Return the vectors of the last generation by the text they stand for."""
    import numpy as np

    try:
        vectors = np.load(folder / VECTORS, mmap_mode="r")
        with closing(PassageStore(folder)) as store:
            passages = store.passages_between(0, len(vectors))
        return {passage.indexed_text: vectors[ordinal] for ordinal, passage in enumerate(passages)}
    except (OSError, ValueError, AssistantError):
        return {}


def _embed(
    passages: Sequence[Passage], known: dict[str, Vectors], make_embedder: Callable[[], Embedder], tell: Progress
) -> tuple[Vectors, int, Embedder | None]:
    """Return a vector a passage, embedding only texts that the last generation does not have."""
    import numpy as np

    missing = [ordinal for ordinal, passage in enumerate(passages) if passage.indexed_text not in known]
    missing.sort(key=lambda ordinal: len(passages[ordinal].indexed_text))
    done = len(passages) - len(missing)
    tell("passages", done, len(passages))
    embedder = make_embedder() if missing else None
    dimension = embedder.dimension if embedder else next(iter(known.values())).shape[0]
    vectors = np.empty((len(passages), dimension), dtype=np.float32)
    for ordinal, passage in enumerate(passages):
        if passage.indexed_text in known:
            vectors[ordinal] = known[passage.indexed_text]
    for first in range(0, len(missing), _EMBED_AT_ONCE):
        batch = missing[first : first + _EMBED_AT_ONCE]
        assert embedder is not None
        vectors[batch] = embedder.embed([passages[ordinal].indexed_text for ordinal in batch])
        tell("passages", done + first + len(batch), len(passages))
    return vectors, len(missing), embedder


def _indexed(document: Document, passages: Sequence[Passage]) -> IndexedDocument:
    count = sum(passage.document == document.id for passage in passages)
    return IndexedDocument(id=document.id, file=document.source.file, text_sha256=document.text_sha256, passages=count)


def _verify(folder: Path, manifest: Manifest, vectors: Vectors) -> None:
    """Open the generation as a reader would and probe it.

    Raises:
        IndexUnavailable: counts differ, or a passage does not find itself.
    """
    from assistant.indexing.dense import DenseIndex

    store = PassageStore(folder)
    dense = DenseIndex.open(folder)
    try:
        lexical = LexicalIndex.load(folder / LEXICAL, size=manifest.passages)
        stored = store.passages_between(0, manifest.passages)
        if len(stored) != manifest.passages or len(dense) != manifest.passages:
            raise IndexUnavailable(
                f"The new index is incomplete: {manifest.passages} passages, {len(stored)} stored, "
                f"{len(dense)} vectors."
            )
        step = max(1, manifest.passages // _PROBES)
        for ordinal in range(0, manifest.passages, step):
            passage = stored[ordinal]
            nearest = dense.nearest(vectors[ordinal], 5)
            same = {store.ordinals_of_ids([id])[id] for id in nearest}
            close = any(float(vectors[other] @ vectors[ordinal]) > 0.999 for other in same)
            if not close or float(lexical.scores(passage.text)[ordinal]) <= 0 < len(lexical.query_terms(passage.text)):
                raise IndexUnavailable(f"The new index failed its probe: passage {passage.id} does not find itself.")
    finally:
        dense.close()
        store.close()
