"""Builds a generation aside, verifies it, and makes it current; what has not changed is copied from the last one."""

from __future__ import annotations

import datetime
import hashlib
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
from assistant.corpus.load import LoadReport, find_files, load_corpus, loader_version, name_in, with_copies
from assistant.corpus.register import REGISTER_FILE
from assistant.errors import CorpusError, IndexUnavailable
from assistant.indexing.dense import DenseIndex, write_vectors
from assistant.indexing.embedding import Embedder, model_revision
from assistant.indexing.generation import (
    FORMAT_VERSION,
    LEXICAL,
    IndexedDocument,
    Manifest,
    check_files,
    check_folder,
    content_hash,
    current_generation,
    finish_generation,
    make_current,
    new_generation,
    read_manifest,
)
from assistant.indexing.lexical import ANALYSER_VERSION, LexicalIndex
from assistant.indexing.lock import write_lock
from assistant.indexing.memory import UNREADABLE, FileMemory
from assistant.indexing.sentences import SentenceIndex, write_sentences
from assistant.indexing.store import PassageStore
from assistant.indexing.update import Embedded, Plan, find_vectors, make_plan, write_lexical, write_passages
from assistant.indexing.vector_store import VectorStoreName, open_vector_store, write_vector_store
from assistant.passages import SPLITTER_VERSION

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_PROBES = 3  # old and as many new passages that must find themselves before a generation goes into service
_OF_REGISTER = "\0register"  # stands for sources.toml among the files; no file has such a name

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
    hashes = _hashes(corpus)
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


def corpus_fingerprint(corpus: Path) -> str:
    """Return a hash over the names and contents of the corpus's files: equal means nothing to do.

    Raises:
        CorpusError: there is no such folder.
    """
    return _fingerprint(_hashes(corpus))


def _fingerprint(hashes: Mapping[str, str]) -> str:
    lines = "".join(f"{file}\0{hash}\n" for file, hash in hashes.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def _hashes(corpus: Path) -> dict[str, str]:
    """Return for each file of the corpus what reads it and the hash of its content."""
    version = loader_version()
    found = {name_in(corpus, path): _hash(path, version) for path in find_files(corpus)}
    register = corpus / REGISTER_FILE
    return {**found, _OF_REGISTER: _hash(register, version)} if register.is_file() else found


def _hash(path: Path, version: str) -> str:
    try:
        return f"{version} {content_hash(path) if path.is_file() else UNREADABLE}"
    except OSError:
        return f"{version} {UNREADABLE}"  # loading it says why


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
        manifest.corpus_fingerprint == _fingerprint(hashes)
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
        after = {file: _hash(corpus / file, loader_version()) for file in memory.read}
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
                corpus_fingerprint="" if changed_meanwhile else _fingerprint(hashes),
                documents=tuple(_indexed(document, passages) for document, passages in plan.documents),
                passages=plan.size,
                skipped=tuple(report.skipped),
                warnings=tuple(
                    (file, f"{problem.where}: {problem.message}" if problem.where else problem.message)
                    for file, problem in report.warnings
                ),
            )
            _verify(folder, plan, vectors, vector_store)
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


def _verify(folder: Path, plan: Plan, vectors: Embedded, vector_store: VectorStoreName) -> None:
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
