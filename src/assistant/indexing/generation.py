"""Index generations on disk: where they are, which one is current, whether its files are as they were written.

index/
    current                 name of the generation that answers, replaced atomically
    lock                    who is building, while somebody is
    20261120-101500-1a2b/   one generation, never changed once it is current
        manifest.json  passages.sqlite  lexical/  vectors.npy  sentences.npy  sentence_starts.npy
        *.signs.npy (of large files of vectors)  chroma/ (if it is the store)
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import IndexUnavailable
from assistant.indexing.lock import write_lock
from assistant.indexing.vector_store import VectorStoreName

FORMAT_VERSION = 4
"""Layout of a generation; another number is refused."""

MANIFEST = "manifest.json"
VECTORS = "vectors.npy"
SENTENCE_VECTORS = "sentences.npy"
SENTENCE_STARTS = "sentence_starts.npy"
LEXICAL = "lexical"
CHROMA = "chroma"
"""Folder of the vector store 'chroma'; no checksums, it writes when it is opened."""
_READ_WHOLE = 1 << 30  # bytes: up to here opening an index reads all of it to compare checksums, in about a second
_POINTER = "current"
_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}")  # of a generation: nothing else in the folder is ever removed


class IndexedDocument(BaseModel):
    """A document in a manifest; of its pages `pages` were read, `ocr_pages` of them by OCR, and `unread_pages` not."""

    model_config = ConfigDict(frozen=True)

    id: str
    file: str
    text_sha256: str
    passages: int
    pages: int = 0
    ocr_pages: int = 0
    unread_pages: int = 0


class IndexFile(BaseModel):
    """A file of a generation as it was written: its size in bytes and the SHA-256 of its content."""

    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str


class Manifest(BaseModel):
    """What a generation was built from and with, and the files it is made of; sealed by a checksum.

    `corpus` is the folder of the documents, absolute; "" in generations of before it was kept.
    """

    model_config = ConfigDict(frozen=True)

    format_version: int
    generation: str
    created: datetime.datetime
    embedding_model: str
    embedding_revision: str
    dimension: int
    splitter_version: int
    analyser_version: int
    corpus_fingerprint: str
    documents: tuple[IndexedDocument, ...]
    passages: int
    skipped: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]
    vector_store: VectorStoreName = "file"
    corpus: str = ""
    files: dict[str, IndexFile] = {}
    checksum: str = ""

    def compute_checksum(self) -> str:
        """Return the SHA-256 of everything else that was given or read, so that a new field leaves older ones valid."""
        return hashlib.sha256(self.model_dump_json(exclude={"checksum"}, exclude_unset=True).encode()).hexdigest()


def rebuild_command(index: Path) -> str:
    """Return the command that makes a new index of the same documents, for messages.

    Without `--corpus` it would fill the index with other documents, those of the current folder.
    """
    corpus = _last_corpus(index)
    command = shlex.join(["assistant", "index", "--rebuild", "--index", str(index), "--corpus", corpus or "CORPUS"])
    return f'Run "{command}"' + ("." if corpus else ", with your folder of documents for CORPUS.")


def _last_corpus(index: Path) -> str:
    """Return the folder that the newest generation was built from; "" where none says so or it is not there now."""
    for folder in reversed(_finished(index)):
        try:
            corpus = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["corpus"]
        except (OSError, ValueError, LookupError, TypeError):  # a manifest that is damaged, or of before
            continue
        if isinstance(corpus, str) and Path(corpus).is_dir():
            return corpus
    return ""


def check_folder(index: Path) -> None:
    """Refuse a file where the folder of an index is expected.

    Raises:
        IndexUnavailable: it is one.
    """
    if index.exists() and not index.is_dir():
        raise IndexUnavailable(f"'{index}' is a file, not the folder of an index. Name the folder with --index.")


def current_generation(index: Path) -> Path | None:
    """Return the folder of the generation that answers; None if nothing was built yet.

    Raises:
        IndexUnavailable: it is missing, or `index` is a file.
    """
    check_folder(index)
    try:
        name = (index / _POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    folder = index / name
    if not _NAME.fullmatch(name) or not (folder / MANIFEST).is_file():
        raise IndexUnavailable(
            f"The index at '{index}' is damaged: its current generation '{name}' is missing. {rebuild_command(index)}"
        )
    return folder


def read_manifest(folder: Path) -> Manifest:
    """Return a generation's manifest.

    Raises:
        IndexUnavailable: it cannot be read, or is of another format.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, ValidationError) as error:
        raise IndexUnavailable(
            f"The manifest of '{folder}' cannot be read. {rebuild_command(folder.parent)}"
        ) from error
    if manifest.format_version != FORMAT_VERSION:
        raise IndexUnavailable(
            f"Could not open the index at '{folder.parent}': it has format {manifest.format_version}, "
            f"this program reads {FORMAT_VERSION}. {rebuild_command(folder.parent)}"
        )
    if manifest.checksum != manifest.compute_checksum():
        raise IndexUnavailable(
            f"The index at '{folder.parent}' is damaged: '{folder / MANIFEST}' is not as it was written. "
            f"{rebuild_command(folder.parent)}"
        )
    return manifest


def check_files(folder: Path, manifest: Manifest, *, whole: bool = False) -> None:
    """Compare the files of a generation with its manifest: their sizes, and the content of all but a large index's.

    Args:
        whole: compare the content of a large index too, which takes a second a gigabyte or longer.

    Raises:
        IndexUnavailable: names the first file that is missing or differs.
    """
    problem = next(file_problems(folder, manifest, whole=whole), None)
    if problem:
        index = folder.parent
        raise IndexUnavailable(f"The index at '{index}' is damaged: {problem}. {rebuild_command(index)}")


def file_problems(folder: Path, manifest: Manifest, *, whole: bool = True) -> Iterator[str]:
    """Yield what is wrong with the files of a generation, in words."""
    compare = whole or sum(file.size for file in manifest.files.values()) <= _READ_WHOLE
    for name, written in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
            if size != written.size:
                yield f"'{path}' has {size:,} bytes, {written.size:,} were written"
            elif compare and content_hash(path) != written.sha256:
                yield f"'{path}' is not as it was written"
        except FileNotFoundError:
            yield f"'{path}' is missing"
        except OSError as error:
            yield f"'{path}' cannot be read ({error.strerror or error})"


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def new_generation(index: Path) -> Path:
    """Return a new empty folder for a generation, after removing what unfinished builds left behind."""
    for leftover in index.iterdir():
        if _NAME.fullmatch(leftover.name) and not (leftover / MANIFEST).exists():
            shutil.rmtree(leftover, ignore_errors=True)
    now = datetime.datetime.now(datetime.UTC)
    fraction = now.microsecond * 0x10000 // 1_000_000  # so that names sort by time also within a second
    folder = index / f"{now:%Y%m%d-%H%M%S}-{fraction:04x}"
    folder.mkdir()
    return folder


def finish_generation(folder: Path, manifest: Manifest) -> Manifest:
    """Flush everything to disk and write the manifest last: a generation without a manifest is unfinished.

    Returns:
        The manifest as it was written, with the generation's files.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _flush(path)
            name = path.relative_to(folder).as_posix()
            if not name.startswith(f"{CHROMA}/"):
                files[name] = IndexFile(size=path.stat().st_size, sha256=content_hash(path))
    finished = Manifest.model_validate({**manifest.model_dump(), "files": files})  # every field given, as in the file
    finished = finished.model_copy(update={"checksum": finished.compute_checksum()})
    _replace(folder / MANIFEST, finished.model_dump_json(indent=2))
    return finished


def make_current(folder: Path, *, keep: int = 2) -> None:
    """Point the index at a generation, and remove all but the newest `keep` finished ones."""
    _replace(folder.parent / _POINTER, folder.name)
    for old in _finished(folder.parent)[:-keep]:
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)


def _finished(index: Path) -> list[Path]:
    """Return the folders of the finished generations, oldest first."""
    folders = index.iterdir() if index.is_dir() else ()
    return sorted(path for path in folders if _NAME.fullmatch(path.name) and (path / MANIFEST).is_file())


def list_generations(index: Path) -> list[Manifest]:
    """Return the manifests of the finished generations, newest first."""
    return [read_manifest(folder) for folder in reversed(_finished(index))]


def roll_back(index: Path) -> Manifest:
    """Make the generation before the current one current, and return its manifest.

    Raises:
        IndexUnavailable: there is none.
        IndexLocked: another process is building.
    """
    with write_lock(index):
        folder = current_generation(index)
        older = [manifest for manifest in list_generations(index) if folder and manifest.generation < folder.name]
        if not older:
            raise IndexUnavailable(f"There is no older generation at '{index}' to go back to. {rebuild_command(index)}")
        _replace(index / _POINTER, older[0].generation)
        return older[0]


def _replace(path: Path, content: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_text(content, encoding="utf-8")
        _flush(aside)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        _flush(path.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
