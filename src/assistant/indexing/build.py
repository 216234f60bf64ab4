"""Builds a generation aside, verifies it, and makes it current; what has not changed is copied from the last one."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.corpus.document import Document, PageState
from assistant.corpus.load import LoadReport, find_files, load_corpus, loader_version, with_copies
from assistant.errors import CorpusError, IndexUnavailable
from assistant.indexing.dense import write_vectors
from assistant.indexing.embedding import Embedder, model_revision
from assistant.indexing.fingerprint import file_hash, file_hashes, fingerprint
from assistant.indexing.generation import (
    FORMAT_VERSION,
    IndexedDocument,
    Manifest,
    check_files,
    check_folder,
    current_generation,
    finish_generation,
    make_current,
    new_generation,
    read_manifest,
)
from assistant.indexing.lexical import ANALYSER_VERSION
from assistant.indexing.lock import write_lock
from assistant.indexing.memory import FileMemory
from assistant.indexing.probe import verify
from assistant.indexing.sentences import write_sentences
from assistant.indexing.store import PassageStore
from assistant.indexing.update import find_vectors, make_plan, write_lexical, write_passages
from assistant.indexing.vector_store import VectorStoreName, write_vector_store
from assistant.passages import SPLITTER_VERSION

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

Generation = tuple[Path, Manifest]
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
    vector_store: VectorStoreName | None = None,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date with the corpus; a build with nothing changed does nothing.

    Args:
        corpus, index: folders.
        make_embedder: called only if something has to be embedded (loading a model takes seconds).
        embedding_model: the name the manifest must carry for its vectors to be used again.
        vector_store: what finds the nearest passages; where none is named, what does so now, or else the file. Another
            one than the last generation's is filled from its vectors: nothing is embedded for it.
        rebuild: read, embed and index everything anew.

    Raises:
        CorpusError: no such corpus, or nothing in it can be read.
        IndexLocked: another process is building.
        IndexUnavailable: the new generation could not be written or failed its own check; the last good one serves.
    """
    begun = time.perf_counter()
    check_folder(index)
    hashes = file_hashes(corpus)
    chosen = vector_store or _vector_store_of(index)
    last = None if rebuild else _sound(index)
    # Needs no lock: works on a full or read-only disk too.
    if last and _is_current(last[1], hashes, embedding_model, chosen):
        return BuildReport(last[1], changed=False, embedded=0, seconds=time.perf_counter() - begun)
    with _write_faults_told(), write_lock(index):
        last = None if rebuild else _sound(index)
        if last and _is_current(last[1], hashes, embedding_model, chosen):  # another process has built meanwhile
            return BuildReport(last[1], changed=False, embedded=0, seconds=time.perf_counter() - begun)
        manifest, embedded = _build(
            corpus,
            index,
            hashes,
            last,
            make_embedder,
            embedding_model,
            chosen,
            progress or (lambda stage, done, total: None),
        )
    return BuildReport(manifest, changed=True, embedded=embedded, seconds=time.perf_counter() - begun)


def _sound(index: Path) -> Generation | None:
    """Return the current generation if all its files are as they were written."""
    try:
        folder = current_generation(index)
        if folder is None:
            return None
        manifest = read_manifest(folder)
        check_files(folder, manifest)
    except IndexUnavailable:
        return None
    return folder, manifest


def _vector_store_of(index: Path) -> VectorStoreName:
    """Return the vector store of the current generation; `file` where none can be read."""
    try:
        folder = current_generation(index)
        return read_manifest(folder).vector_store if folder else "file"
    except (IndexUnavailable, OSError):
        return "file"


def _is_current(
    manifest: Manifest, hashes: Mapping[str, str], embedding_model: str, vector_store: VectorStoreName
) -> bool:
    return (
        manifest.corpus_fingerprint == fingerprint(hashes)
        and manifest.vector_store == vector_store
        and (manifest.splitter_version, manifest.analyser_version) == (SPLITTER_VERSION, ANALYSER_VERSION)
        and _same_model(manifest, embedding_model)
    )


def _same_model(manifest: Manifest, embedding_model: str) -> bool:
    return manifest.embedding_model == embedding_model and model_revision(embedding_model) in (
        "",
        manifest.embedding_revision,
    )


@contextmanager
def _write_faults_told() -> Iterator[None]:
    """Turn what a full or failing disk raises into a message that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise IndexUnavailable(
            f"The new index could not be written: {error}. The last good one still serves; "
            "free some space and try again."
        ) from error


def _build(
    corpus: Path,
    index: Path,
    hashes: dict[str, str],
    last: Generation | None,
    make_embedder: Callable[[], Embedder],
    embedding_model: str,
    vector_store: VectorStoreName,
    tell: Progress,
) -> tuple[Manifest, int]:
    """Write a new generation and make it current; return its manifest and how many passages were embedded."""
    with ExitStack() as opened:
        store = opened.enter_context(closing(PassageStore(last[0]))) if last else None
        memory = FileMemory(hashes, last[0] if last else None, store)
        report = LoadReport()
        documents = _load(corpus, report, memory, tell)
        after = {file: file_hash(corpus / file, loader_version()) for file in memory.read}
        changed_meanwhile = any(hashes.get(file) != hash for file, hash in after.items())
        if last and not _same_model(last[1], embedding_model):
            last, store = None, None
        elif last:
            check_files(*last, whole=True)  # a damaged file must not be copied
        plan = make_plan(documents, memory, last, store)
        if not plan.size:
            reasons = "; ".join(f"{file}: {reason}" for file, reason in report.skipped)
            raise CorpusError(f"Nothing in '{corpus}' can be indexed: {reasons or 'the folder holds no documents'}.")
        folder = new_generation(index)
        try:
            vectors = find_vectors(plan, store, make_embedder, tell)
            revision = vectors.embedder.revision if vectors.embedder else last[1].embedding_revision if last else ""
            write_passages(plan, folder)
            write_vectors(folder, vectors.passages)
            write_sentences(folder, vectors.sentences, vectors.starts)
            write_vector_store(vector_store, folder)
            write_lexical(plan, folder, last[1] if last else None, store)
            memory.write(folder, {document.source.file: document for document in documents}, {**hashes, **after})
            manifest = Manifest(
                format_version=FORMAT_VERSION,
                generation=folder.name,
                created=datetime.datetime.now(datetime.UTC),
                embedding_model=embedding_model,
                vector_store=vector_store,
                corpus=str(corpus.resolve()),
                embedding_revision=revision,
                dimension=vectors.passages.shape[1],
                splitter_version=SPLITTER_VERSION,
                analyser_version=ANALYSER_VERSION,
                corpus_fingerprint="" if changed_meanwhile else fingerprint(hashes),
                documents=tuple(_indexed(document, passages) for document, passages in plan.documents),
                passages=plan.size,
                skipped=tuple(report.skipped),
                warnings=tuple(
                    (file, f"{problem.where}: {problem.message}" if problem.where else problem.message)
                    for file, problem in report.warnings
                ),
            )
            verify(folder, plan, vectors, vector_store)
            manifest = finish_generation(folder, manifest)
            make_current(folder)
        except BaseException:
            if not _is_pointed_at(folder):
                shutil.rmtree(folder, ignore_errors=True)
            raise
    return manifest, vectors.anew


def _is_pointed_at(folder: Path) -> bool:
    try:
        return current_generation(folder.parent) == folder
    except (IndexUnavailable, OSError):
        return False


def _load(corpus: Path, report: LoadReport, memory: FileMemory, tell: Progress) -> list[Document]:
    total = len(find_files(corpus))
    documents: list[Document] = []
    tell("documents", 0, total)
    for document in load_corpus(corpus, report, memory=memory):
        documents.append(document)
        tell("documents", len(documents) + len(report.skipped) + len(report.copies), total)
    tell("documents", total, total)
    return with_copies(documents, report)


def _indexed(document: Document, passages: int) -> IndexedDocument:
    states = Counter(page.state for page in document.pages)
    return IndexedDocument(
        id=document.id,
        file=document.source.file,
        text_sha256=document.text_sha256,
        passages=passages,
        pages=len(document.pages) - states[PageState.unread],
        ocr_pages=states[PageState.ocr],
        unread_pages=states[PageState.unread],
    )
