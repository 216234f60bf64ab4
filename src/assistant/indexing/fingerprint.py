"""Tells whether the corpus has changed: hashes of its files, and of what reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from assistant.corpus.load import find_files, loader_version, name_in
from assistant.corpus.register import REGISTER_FILE
from assistant.indexing.generation import content_hash
from assistant.indexing.memory import UNREADABLE

_OF_REGISTER = "\0register"  # stands for sources.toml among the files; no file has such a name


def corpus_fingerprint(corpus: Path) -> str:
    """Return a hash over the names and contents of the corpus's files: equal means nothing to do.

    Raises:
        CorpusError: there is no such folder.
    """
    return fingerprint(file_hashes(corpus))


def fingerprint(hashes: Mapping[str, str]) -> str:
    """Return one hash over the hashes of the files, names included."""
    lines = "".join(f"{file}\0{hash}\n" for file, hash in hashes.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def file_hashes(corpus: Path) -> dict[str, str]:
    """Return for each file of the corpus what reads it and the hash of its content."""
    version = loader_version()
    found = {name_in(corpus, path): file_hash(path, version) for path in find_files(corpus)}
    register = corpus / REGISTER_FILE
    return {**found, _OF_REGISTER: file_hash(register, version)} if register.is_file() else found


def file_hash(path: Path, version: str) -> str:
    """Return what reads a file and the hash of its content; a file that cannot be read has a hash too."""
    try:
        return f"{version} {content_hash(path) if path.is_file() else UNREADABLE}"
    except OSError:
        return f"{version} {UNREADABLE}"  # loading it says why
