"""The passage store of a generation: documents and passages in one SQLite file, read-only once built."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.corpus.document import Block, BlockKind, Cell, Document, Page, Source
from assistant.errors import IndexUnavailable, UsageError
from assistant.indexing.generation import rebuild_command
from assistant.passages import Passage

FILE = "passages.sqlite"
_DOCUMENTS_IN_MEMORY = 64  # open documents kept: a few MB at most, they are asked for again within a conversation

_LEFT_OUT = (None, "", (), 0)  # values of a block that are its defaults

_SELECT_PASSAGES = (
    'select p.ordinal, p.id, p.document, p.start, p."end", substr(d.text, p.start + 1, p."end" - p.start),'
    " p.context, p.kinds, p.sentences from passages p join documents d on d.id = p.document"
)

_SCHEMA = """
create table documents (id text primary key, file text not null, source text not null, text text not null,
                        blocks text not null, pages text not null);
create table passages (ordinal integer primary key, id text not null unique, document text not null,
                       start integer not null, "end" integer not null, context text not null, kinds text not null,
                       sentences text not null);
create index passages_of_document on passages (document);
"""


def write_store(folder: Path, documents: Iterable[Document], passages: Sequence[Passage]) -> None:
    """Write documents and passages; a passage's ordinal is its position."""
    connection = sqlite3.connect(folder / FILE)
    try:
        with connection:
            connection.executescript(_SCHEMA)
            connection.executemany("insert into documents values (?, ?, ?, ?, ?, ?)", map(_document_row, documents))
            connection.executemany(
                "insert into passages values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        ordinal,
                        p.id,
                        p.document,
                        p.start,
                        p.end,
                        p.context,
                        json.dumps(sorted(p.kinds)),
                        json.dumps(p.sentences),
                    )
                    for ordinal, p in enumerate(passages)
                ),
            )
    finally:
        connection.close()


class PassageStore:
    """Reads the store of one generation; safe to use from several threads.

    Raises:
        IndexUnavailable: the file is missing or damaged; also from every method.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        address = f"{(folder / FILE).absolute().as_uri()}?mode=ro"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise self._damaged(error) from error
        self._lock = threading.Lock()
        try:
            self._query("select 1 from documents limit 1")  # SQLite looks at the file only when it is asked
        except IndexUnavailable:
            self._connection.close()
            raise
        self.document = lru_cache(maxsize=_DOCUMENTS_IN_MEMORY)(self._document)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def sources(self) -> list[tuple[Source, int, int]]:
        """Return each document's source, number of pages and number of passages, by file."""
        rows = self._query(
            "select d.source, json_array_length(d.pages), count(p.ordinal) from documents d"
            " left join passages p on p.document = d.id group by d.id order by d.file"
        )
        return [(_source(str(source)), int(pages), int(passages)) for source, pages, passages in rows]

    def passages(self, ordinals: Sequence[int]) -> list[Passage]:
        """Return the passages with these ordinals, in the order asked."""
        sql = f"{_SELECT_PASSAGES} where p.ordinal in ({_marks(ordinals)})"
        found = {row[0]: _passage(row) for row in self._query(sql, [int(ordinal) for ordinal in ordinals])}
        return [found[ordinal] for ordinal in ordinals]

    def passages_between(self, first: int, last: int) -> list[Passage]:
        """Return the passages with ordinals from `first` up to, not including, `last`."""
        sql = f"{_SELECT_PASSAGES} where p.ordinal >= ? and p.ordinal < ? order by p.ordinal"
        return [_passage(row) for row in self._query(sql, [first, last])]

    def ordinals_of_ids(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the ordinal of each passage id; unknown ids are absent."""
        sql = f"select id, ordinal from passages where id in ({_marks(ids)})"  # noqa: S608 (question marks only)
        return dict(self._query(sql, list(ids)))

    def ordinals_of_documents(self, ids: Sequence[str]) -> list[int]:
        """Return the ordinals of all passages of these documents."""
        sql = f"select ordinal from passages where document in ({_marks(ids)}) order by ordinal"  # noqa: S608
        return [row[0] for row in self._query(sql, list(ids))]

    def _document(self, id: str) -> Document:
        rows = self._query("select source, text, blocks, pages from documents where id = ?", [id])
        if not rows:
            raise UsageError(f"There is no document '{id}' in the index. Run 'assistant documents' for the list.")
        source, text, blocks, pages = rows[0]
        return Document(
            source=_source(source),
            text=text,
            blocks=tuple(_block(fields) for fields in json.loads(blocks)),
            pages=tuple(Page(*fields) for fields in json.loads(pages)),
        )

    def _query(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.ProgrammingError:
                raise  # a fault of this program, not of the file
            except sqlite3.DatabaseError as error:
                raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> IndexUnavailable:
        index = self._folder.parent
        return IndexUnavailable(
            f"The index at '{index}' is damaged: '{self._folder / FILE}' cannot be read ({error}). "
            f"{rebuild_command(index)}"
        )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _document_row(document: Document) -> tuple[str, ...]:
    blocks = [
        {key: value for key, value in asdict(block).items() if value not in _LEFT_OUT or key in ("table", "ocr")}
        for block in document.blocks
    ]
    pages = [(page.start, page.number, page.label) for page in document.pages]
    return (
        document.id,
        document.source.file,
        json.dumps(asdict(document.source)),
        document.text,
        json.dumps(blocks),
        json.dumps(pages),
    )


def _source(fields: str) -> Source:
    values = json.loads(fields)
    return Source(**{**values, "geography": tuple(values["geography"])})


def _block(fields: dict[str, Any]) -> Block:
    given = {
        **fields,
        "kind": BlockKind(fields["kind"]),
        "headings": tuple(fields.get("headings", ())),
        "cells": tuple(Cell(**cell) for cell in fields.get("cells", ())),
    }
    return Block(**{"start": 0, "end": 0, **given})


def _passage(row: Sequence[Any]) -> Passage:
    _, id, document, start, end, text, context, kinds, sentences = row
    return Passage(
        id=str(id),
        document=str(document),
        start=int(start),
        end=int(end),
        text=str(text),
        context=str(context),
        kinds=frozenset(BlockKind(kind) for kind in json.loads(str(kinds))),
        sentences=tuple((first, last) for first, last in json.loads(str(sentences))),
    )
