"""What the evidence base holds: the indexed documents, the files beside them, and what was skipped."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.corpus.load import find_files
from assistant.errors import CorpusError, IndexUnavailable
from assistant.indexing.generation import Manifest, current_generation, read_manifest

if TYPE_CHECKING:
    from assistant.documents import DocumentSummary


class State(StrEnum):
    """How a document stands to the file in the corpus folder."""

    indexed = "indexed"
    partly = "partly read"
    changed = "changed since"
    gone = "file removed"
    waiting = "not indexed yet"
    skipped = "skipped"


@dataclass(frozen=True)
class Entry:
    """One line of the catalogue: a document that answers, or a file that does not (yet).

    Attributes:
        ocr: share of its pages (0 to 1) that were read by text recognition; None for formats without pages.
        form: "digest" for a restatement in other words.
        url: address of the original.
        note: what is known beside the state: a reason, pages that could not be read, another file with its text.
        indexed: when the index that holds it was built; None for a file that is not in it.
        in_folder: there is a file that could be opened or removed.
    """

    file: str
    title: str
    state: State
    id: str = ""
    publisher: str = ""
    date: str = ""
    kind: str = ""
    places: tuple[str, ...] = ()
    pages: int = 0
    passages: int = 0
    ocr: float | None = None
    form: str = ""
    url: str = ""
    note: str = ""
    indexed: datetime.datetime | None = None
    in_folder: bool = True


@dataclass(frozen=True)
class Catalogue:
    """All entries, and the generation they were read from ("" where no index could be read)."""

    entries: tuple[Entry, ...]
    warnings: tuple[tuple[str, str], ...] = ()
    generation: str = ""
    built: datetime.datetime | None = None

    @property
    def documents(self) -> tuple[Entry, ...]:
        """The entries that answers can come from."""
        return tuple(entry for entry in self.entries if entry.state not in (State.waiting, State.skipped))

    @property
    def skipped(self) -> tuple[Entry, ...]:
        """The files that were not read, with the reasons as notes."""
        return tuple(entry for entry in self.entries if entry.state is State.skipped)


@dataclass(frozen=True)
class Wanted:
    """What of the catalogue is to be shown, and in which order; everything by default."""

    words: str = ""
    kind: str = ""
    place: str = ""
    state: str = ""
    first_year: str = ""
    last_year: str = ""
    order: str = "title"


ORDERS = ("title", "publisher", "date", "kind", "pages", "passages", "ocr", "state")
_NEWEST_FIRST = ("date", "pages", "passages", "ocr")


def read_catalogue(corpus: Path, index: Path, documents: Iterable[DocumentSummary]) -> Catalogue:
    """Return what the evidence base holds.

    Args:
        corpus, index: folders.
        documents: what answers come from at this moment.
    """
    manifest = _manifest(index)
    files = _files(corpus)
    entries = [_entry(document, manifest, files) for document in documents]
    known = {name for document in documents for name in (document.file, *document.also_in)}
    skipped = dict(manifest.skipped) if manifest else {}
    for file in sorted({*files, *skipped} - known):
        if file in skipped and not _changed(files.get(file), manifest):
            entries.append(Entry(file, file, State.skipped, note=skipped[file], in_folder=file in files))
        elif file in files:
            entries.append(Entry(file, file, State.waiting, note="in the folder, not in the index yet"))
    return Catalogue(
        tuple(entries),
        manifest.warnings if manifest else (),
        manifest.generation if manifest else "",
        manifest.created if manifest else None,
    )


def select(entries: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """Return the entries that fit, in the order asked for."""
    words = _fold(wanted.words).split()
    fitting = [entry for entry in entries if _fits(entry, wanted, words)]
    order = wanted.order if wanted.order in ORDERS else "title"
    fitting.sort(key=lambda entry: _fold(entry.title))
    fitting.sort(key=lambda entry: _key(entry, order), reverse=order in _NEWEST_FIRST)
    return fitting


def _fits(entry: Entry, wanted: Wanted, words: list[str]) -> bool:
    text = _fold(" ".join((entry.title, entry.file, entry.publisher, entry.kind, *entry.places)))
    year = entry.date[:4]
    return (
        all(word in text for word in words)
        and wanted.kind in ("", entry.kind)
        and (not wanted.place or wanted.place in entry.places)
        and wanted.state in ("", entry.state)
        and (not wanted.first_year or year >= wanted.first_year)
        and (not wanted.last_year or (year != "" and year <= wanted.last_year))
    )


def _key(entry: Entry, order: str) -> tuple[bool, str | float]:
    """Return what to sort by: what is not known comes last."""
    value = getattr(entry, order)
    if order in _NEWEST_FIRST:
        return value not in ("", None), value or ("" if order == "date" else 0)
    return not value, _fold(str(value))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _entry(document: DocumentSummary, manifest: Manifest | None, files: Mapping[str, float]) -> Entry:
    found = next((one for one in manifest.documents if one.file == document.file), None) if manifest else None
    notes = [f"same text as {file}" for file in document.also_in]
    state = State.indexed
    unread = found.unread_pages if found else 0
    if unread:
        state = State.partly
        notes.append(f"{unread} page{'' if unread == 1 else 's'} could not be read")
    if document.file not in files and files:
        state = State.gone
    elif _changed(files.get(document.file), manifest):
        state = State.changed
    entry = Entry(
        file=document.file,
        title=document.title,
        state=state,
        id=document.id,
        publisher=document.publisher,
        date=document.date,
        kind=document.kind,
        places=document.geography,
        pages=document.pages,
        passages=document.passages,
        form=document.form,
        url=document.url,
        note="; ".join(notes),
        indexed=manifest.created if manifest else None,
        in_folder=state is not State.gone,
    )
    return replace(entry, ocr=found.ocr_pages / document.pages) if found and document.pages else entry


def _changed(written: float | None, manifest: Manifest | None) -> bool:
    """Tell whether a file was written after the index, as far as its time says; the index itself compares contents."""
    return written is not None and manifest is not None and written > manifest.created.timestamp()


def _files(corpus: Path) -> dict[str, float]:
    """Return the time of writing of each file of the corpus folder, by its path in it."""
    try:
        found = find_files(corpus)
    except CorpusError:
        return {}
    return {path.relative_to(corpus).as_posix(): path.lstat().st_mtime for path in found}


def _manifest(index: Path) -> Manifest | None:
    try:
        folder = current_generation(index)
        return read_manifest(folder) if folder else None
    except (IndexUnavailable, OSError):
        return None
