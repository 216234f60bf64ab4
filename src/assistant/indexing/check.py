"""Checks a whole generation: every passage has its vector and its lexical entry, every quote offset holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import AssistantError
from assistant.indexing.generation import LEXICAL, VECTORS, Manifest, read_manifest
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.store import PassageStore

_AT_ONCE = 2000  # passages looked at in one go, so that memory stays flat


def check_generation(folder: Path) -> list[str]:
    """Return what is wrong with a generation, a sentence each; nothing if it is sound.

    Raises:
        IndexUnavailable: it has no readable manifest.
    """
    manifest = read_manifest(folder)
    problems: list[str] = []
    for part in (_check_store, _check_lexical, _check_vectors):
        try:
            problems += part(folder, manifest)
        except (AssistantError, OSError, ValueError, KeyError, ImportError) as error:
            problems.append(
                f"{part.__name__.removeprefix('_check_')}: cannot be read ({type(error).__name__}: {error})"
            )
        except Exception as error:  # sqlite3 and Chroma raise their own, with no common base
            problems.append(f"{part.__name__.removeprefix('_check_')}: damaged ({type(error).__name__}: {error})")
    return problems


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


def _check_vectors(folder: Path, manifest: Manifest) -> Iterator[str]:
    import numpy as np

    from assistant.indexing.dense import DenseIndex

    vectors = np.load(folder / VECTORS, mmap_mode="r")
    if vectors.shape != (manifest.passages, manifest.dimension):
        yield f"vectors: shape {vectors.shape}, the manifest says {(manifest.passages, manifest.dimension)}"
        return
    for first in range(0, manifest.passages, _AT_ONCE):
        lengths = np.linalg.norm(vectors[first : first + _AT_ONCE], axis=1)
        for offset in np.flatnonzero(~(np.abs(lengths - 1) < 1e-3)):
            yield f"vectors: passage number {first + int(offset)} has a vector of length {lengths[offset]:.3f}, not 1"
    dense = DenseIndex.open(folder)
    store = PassageStore(folder)
    try:
        for first in range(0, manifest.passages, _AT_ONCE):
            ids = [passage.id for passage in store.passages_between(first, min(first + _AT_ONCE, manifest.passages))]
            for missing in dense.missing(ids):
                yield f"vectors: passage {missing} is not in Chroma"
        if len(dense) != manifest.passages:
            yield f"vectors: Chroma holds {len(dense)}, the manifest says {manifest.passages}"
    finally:
        store.close()
        dense.close()
