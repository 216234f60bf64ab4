"""Index generations on disk: where they are, which one is current, who may write.

index/
    current                 name of the generation that answers, replaced atomically
    lock                    who is building, while somebody is
    20261120-101500-1a2b/   one generation, never changed once it is current
        manifest.json  passages.sqlite  lexical/  chroma/  vectors.npy
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import IndexLocked, IndexUnavailable

FORMAT_VERSION = 1
"""Layout of a generation; another number is refused."""

MANIFEST = "manifest.json"
VECTORS = "vectors.npy"
LEXICAL = "lexical"
CHROMA = "chroma"
_POINTER = "current"
_LOCK = "lock"
_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}")  # of a generation: nothing else in the folder is ever removed


class IndexedDocument(BaseModel):
    """A document in a manifest."""

    model_config = ConfigDict(frozen=True)

    id: str
    file: str
    text_sha256: str
    passages: int


class Manifest(BaseModel):
    """What a generation was built from and with."""

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


def rebuild_command(index: Path) -> str:
    """Return the command that makes a new index, for messages."""
    return f'Run "assistant index --rebuild --index {index}".'


def current_generation(index: Path) -> Path | None:
    """Return the folder of the generation that answers; None if nothing was built yet."""
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
    return manifest


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


def finish_generation(folder: Path, manifest: Manifest) -> None:
    """Write the manifest last and flush everything to disk: a generation without a manifest is unfinished."""
    for path in folder.rglob("*"):
        if path.is_file():
            _flush(path)
    _replace(folder / MANIFEST, manifest.model_dump_json(indent=2))


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


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Hold the index for writing.

    Raises:
        IndexLocked: another live process holds it; names the owner. A dead owner's lock is taken over.
    """
    index.mkdir(parents=True, exist_ok=True)
    path = index / _LOCK
    owner = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }
    while True:
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            _take_over(path)
            continue
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(owner, stream)
        break
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _take_over(path: Path) -> None:
    """Remove the lock of a dead process; raise if its owner lives or cannot be asked."""
    try:
        owner = json.loads(path.read_text(encoding="utf-8"))
        pid, host, since = int(owner["pid"]), str(owner["host"]), str(owner["since"])
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        raise IndexLocked(
            f"The lock file '{path}' cannot be read. If no other 'assistant index' is running, delete it."
        ) from None
    if host != socket.gethostname() or _is_alive(pid):
        raise IndexLocked(
            f"Another process is building this index: {pid} on {host}, since {since}. Wait for it, or stop it. "
            f"If that machine is gone for good, delete '{path}'."
        )
    path.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    import psutil

    return bool(psutil.pid_exists(pid))


def _replace(path: Path, content: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(content, encoding="utf-8")
    _flush(aside)
    aside.replace(path)
    if os.name == "posix":
        _flush(path.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
