"""Checks a whole generation: files as written, vector, lexical entry and store entry a passage, offsets in the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant.errors import AssistantError
from assistant.indexing.dense import DenseIndex
from assistant.indexing.generation import LEXICAL, Manifest, file_problems, read_manifest
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.sentences import SentenceIndex
from assistant.indexing.store import PassageStore
from assistant.indexing.vector_store import check_vector_store

_AT_ONCE = 2000  # passages looked at in one go, so that memory stays flat


def check_generation(folder: Path) -> list[str]:
    """Return what is wrong with a generation, a sentence each; nothing if it is sound.

    Raises:
        IndexUnavailable: it has no readable manifest.
    """
    manifest = read_manifest(folder)
    problems: list[str] = []
    for part in (_check_files, _check_store, _check_lexical, _check_vectors, _check_sentences, _check_vector_store):
        try:
            problems += part(folder, manifest)
        except (AssistantError, OSError, ValueError, KeyError, ImportError) as error:
            problems.append(
                f"{part.__name__.removeprefix('_check_')}: cannot be read ({type(error).__name__}: {error})"
            )
        except Exception as error:  # sqlite3 and bm25s raise their own, with no common base
            problems.append(f"{part.__name__.removeprefix('_check_')}: damaged ({type(error).__name__}: {error})")
    return problems


def _check_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    for problem in file_problems(folder, manifest):
        yield f"files: {problem}"


def _check_store(folder: Path, manifest: Manifest) -> Iterator[str]:
    store = PassageStore(folder)
    try:
        counted = 0
        for indexed in manifest.documents:
            document = store.document(indexed.id)
            if hashlib.sha256(document.text.encode("utf-8")).hexdigest() != indexed.text_sha256:
                yield f"store: the text of '{indexed.file}' is not the one that was indexed"
        for first in range(0, manifest.passages, _AT_ONCE):
            for passage in store.passages_between(first, min(first + _AT_ONCE, manifest.passages)):
                counted += 1
                spans = [(passage.start, passage.end), *passage.sentences]
                if not passage.text or any(not passage.start <= start < end <= passage.end for start, end in spans):
                    yield f"store: passage {passage.id} of '{passage.document}' has offsets outside its text"
        if counted != manifest.passages:
            yield f"store: {counted} passages, the manifest says {manifest.passages}"
    finally:
        store.close()


def _check_lexical(folder: Path, manifest: Manifest) -> Iterator[str]:
    lexical = LexicalIndex.load(folder / LEXICAL, size=manifest.passages)
    if lexical.documents != manifest.passages:
        yield f"lexical: {lexical.documents} passages, the manifest says {manifest.passages}"
        return
    for ordinal in lexical.without_entry(folder / LEXICAL):
        yield f"lexical: passage number {ordinal} has words and no entry"


def _check_vectors(folder: Path, manifest: Manifest) -> Iterator[str]:
    dense = DenseIndex.open(folder)
    if dense.shape != (manifest.passages, manifest.dimension):
        yield f"vectors: shape {dense.shape}, the manifest says {(manifest.passages, manifest.dimension)}"
        return
    for ordinal, length in dense.faulty():
        yield f"vectors: passage number {ordinal} has a vector of length {length:.3f}, not 1, or other signs"


def _check_sentences(folder: Path, manifest: Manifest) -> Iterator[str]:
    sentences = SentenceIndex.open(folder)
    if (len(sentences), sentences.dense.shape[1]) != (manifest.passages, manifest.dimension):
        size = f"{len(sentences)} passages, {sentences.dense.shape[1]} dimensions"
        yield f"sentences: {size}, the manifest says {manifest.passages} and {manifest.dimension}"
        return
    with closing(PassageStore(folder)) as store:
        for ordinal, boundaries in enumerate(store.boundaries(range(manifest.passages))):
            held = len(sentences.rows(ordinal))
            if held != len(boundaries):
                yield f"sentences: passage number {ordinal} has {len(boundaries)} sentences and {held} vectors of them"
    for row, length in sentences.dense.faulty():
        yield f"sentences: sentence number {row} has a vector of length {length:.3f}, not 1, or other signs"


def _check_vector_store(folder: Path, manifest: Manifest) -> Iterator[str]:
    for problem in check_vector_store(manifest.vector_store, folder):
        yield f"vector_store: {problem}"
