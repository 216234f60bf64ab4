"""What was read from each file of the corpus, kept in a generation so that the next build parses only what changed."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from assistant.corpus.document import Document, Parsed, Problem
from assistant.errors import DocumentError, IndexUnavailable
from assistant.indexing.block_json import decode_blocks, decode_pages, encode_blocks, encode_pages
from assistant.indexing.store import PassageStore

FILE = "files.sqlite"
UNREADABLE = "unreadable"
"""Stands for the hash of a file that could not be opened; such a file is tried again by every build."""

_SCHEMA = """
pragma journal_mode = off; pragma synchronous = off;
create table files (file text primary key, hash text not null, document text, failure text, about text,
                    text text, blocks text, pages text);
"""
# `document` names the document of passages.sqlite that has the file's text; where none has, the text is kept here.


class FileMemory:
    """Recalls what the last build read from files that have not changed, and takes note of what this build reads.

    Args:
        hashes: the hash of each file's content and of what reads it, by file.
        before: the last generation; None to read everything.
        store: its passages, open.
    """

    def __init__(
        self, hashes: Mapping[str, str], before: Path | None = None, store: PassageStore | None = None
    ) -> None:
        self._hashes = hashes
        self._store = store
        self._rows = _rows(before, hashes) if before and store else {}
        self._outcomes: dict[str, Parsed | DocumentError] = {}
        self._recalled: dict[str, Parsed] = {}

    def recall(self, file: str) -> Parsed | None:
        """Return what was read from a file that has not changed; None if it has to be read.

        Raises:
            DocumentError: it could not be read.
        """
        row = self._rows.get(file)
        if row is None or self._store is None:
            return None
        id, failure, about, text, blocks, pages = row
        if failure is not None:
            raise DocumentError(file, **json.loads(failure))
        if id is not None:
            document = self._store.document(id)
            parts: dict[str, Any] = {"text": document.text, "blocks": document.blocks, "pages": document.pages}
        else:
            parts = {"text": text, "blocks": decode_blocks(blocks), "pages": decode_pages(pages)}
        told = json.loads(about, object_hook=_as_date)
        problems = tuple(Problem(*problem) for problem in told.pop("problems"))
        parsed = self._recalled[file] = Parsed(**parts, **told, problems=problems)
        return parsed

    def keep(self, file: str, outcome: Parsed | DocumentError) -> None:
        """Take note of what was read from a file, or why it could not be read."""
        self._outcomes[file] = outcome

    @property
    def read(self) -> list[str]:
        """The files that were read by this build."""
        return list(self._outcomes)

    def unchanged(self, document: Document) -> bool:
        """Whether a document's text, blocks and pages are those the last generation holds under the same id."""
        file = document.source.file
        parsed = self._recalled.get(file)
        if parsed is None or self._rows[file][0] != document.id:
            return False
        return (document.text, document.blocks, document.pages) == (parsed.text, parsed.blocks, parsed.pages)

    def write(self, folder: Path, documents: Mapping[str, Document], hashes: Mapping[str, str]) -> None:
        """Write what is known of every file.

        Args:
            folder: the new generation.
            documents: those it holds, by file.
            hashes: as they are after the files were read; one that has changed meanwhile is read again next time.
        """
        with closing(sqlite3.connect(folder / FILE)) as connection, connection:
            connection.executescript(_SCHEMA)
            for file in sorted(self._recalled.keys() | self._outcomes.keys() | self._rows.keys()):
                outcome = self._outcomes.get(file) or self._recalled.get(file)
                row = _row(file, outcome, documents.get(file)) if outcome else self._rows[file]
                hash = self._hashes.get(file, UNREADABLE)
                if row is not None and hash == hashes.get(file) and not hash.endswith(UNREADABLE):
                    connection.execute("insert into files values (?, ?, ?, ?, ?, ?, ?, ?)", [file, hash, *row])


def _rows(folder: Path, hashes: Mapping[str, str]) -> dict[str, tuple[Any, ...]]:
    """Return the rows of the files that have not changed.

    Raises:
        IndexUnavailable: the last generation's file is damaged.
    """
    address = f"{(folder / FILE).absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            rows = connection.execute("select file, hash, document, failure, about, text, blocks, pages from files")
            return {file: tuple(row) for file, hash, *row in rows if hashes.get(file) == hash}
    except sqlite3.DatabaseError as error:
        raise IndexUnavailable(f"'{folder / FILE}' cannot be read ({error}).") from error


def _row(file: str, outcome: Parsed | DocumentError, document: Document | None) -> tuple[str | None, ...] | None:
    """Return a file's row without file and hash; None if what was read cannot be written down."""
    if isinstance(outcome, DocumentError):
        return (None, json.dumps({"reason": outcome.reason, "where": outcome.where}), None, None, None, None)
    try:
        about = json.dumps(
            {
                "properties": outcome.properties,
                "problems": [(problem.message, problem.where) for problem in outcome.problems],
                "lines": outcome.lines,
            },
            default=_date,
        )
        if json.loads(about, object_hook=_as_date)["properties"] != outcome.properties:
            return None
    except (TypeError, ValueError):
        return None
    held = (outcome.text, outcome.blocks, outcome.pages)
    if document is not None and held == (document.text, document.blocks, document.pages):
        return (document.id, None, about, None, None, None)
    return (None, None, about, outcome.text, encode_blocks(outcome.blocks), encode_pages(outcome.pages))


def _date(value: object) -> dict[str, str]:
    """Return a date, which front matter may hold and JSON has not, as `_as_date` reads it."""
    if isinstance(value, datetime.date):  # a datetime is one too
        return {f"a {type(value).__name__}": value.isoformat()}
    raise TypeError


def _as_date(values: dict[str, Any]) -> Any:
    if values.keys() == {"a date"}:
        return datetime.date.fromisoformat(values["a date"])
    if values.keys() == {"a datetime"}:
        return datetime.datetime.fromisoformat(values["a datetime"])
    return values
