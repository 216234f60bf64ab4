"""The passage store of a generation: documents and passages in one SQLite file, read-only once built."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.corpus.document import Document, PageState, Source
from assistant.errors import IndexUnavailable, UsageError
from assistant.indexing.block_json import decode_blocks, decode_pages, encode_blocks, encode_pages
from assistant.indexing.generation import rebuild_command
from assistant.passages import Passage

FILE = "passages.sqlite"
_AT_ONCE = 1000  # passages asked for in one statement
_DOCUMENTS_IN_MEMORY = 64  # open documents kept: a few MB at most, they are asked for again within a conversation

_SELECT_PASSAGES = (
    'select p.ordinal, p.id, p.document, p.start, p."end", substr(d.text, p.start + 1, p."end" - p.start),'
    " p.context, p.sentences from passages p join documents d on d.id = p.document"
)

_SCHEMA = """
create table documents (id text primary key, file text not null, source text not null, text text not null,
                        blocks text not null, pages text not null);
create table passages (ordinal integer primary key, id text not null unique, document text not null,
                       start integer not null, "end" integer not null, context text not null, sentences text not null);
create index passages_of_document on passages (document);
"""
_FAST = "pragma journal_mode = off; pragma synchronous = off;"
"""A build that is killed leaves a folder that nobody reads; all of it is flushed once when it is finished."""


@dataclass(frozen=True)
class Stored:
    """A document as a store holds it: its source, and where its passages stand in the store's order."""

    source: Source
    first: int
    passages: int


@dataclass(frozen=True)
class Kept:
    """A document that a new store takes over from the last one, with its passages, which move to `first`."""

    id: str
    was_first: int
    first: int


def write_store(folder: Path, documents: Iterable[Document], passages: Sequence[Passage]) -> None:
    """Write documents and passages; a passage's ordinal is its position."""
    update_store(folder, documents, enumerate(passages), before=None, kept=())


def update_store(
    folder: Path,
    documents: Iterable[Document],
    passages: Iterable[tuple[int, Passage]],
    *,
    before: Path | None,
    kept: Sequence[Kept],
) -> None:
    """Write documents and passages with their ordinals, and copy those that are `kept` from the store in `before`."""
    connection = sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=rwc", uri=True)
    try:
        connection.executescript(_FAST + _SCHEMA)
        if before is not None:
            connection.execute("attach ? as before", [f"{(before / FILE).absolute().as_uri()}?mode=ro"])
        with connection:
            if before is not None:
                connection.execute("create temp table kept (id text primary key, shift integer not null)")
                connection.executemany(
                    "insert into kept values (?, ?)", ((one.id, one.first - one.was_first) for one in kept)
                )
                connection.execute(
                    "insert into documents select d.* from kept k join before.documents d on d.id = k.id"
                )
                connection.execute(
                    'insert into passages select p.ordinal + k.shift, p.id, p.document, p.start, p."end", p.context,'
                    " p.sentences from before.passages p join kept k on k.id = p.document"
                )
            connection.executemany("insert into documents values (?, ?, ?, ?, ?, ?)", map(_document_row, documents))
            connection.executemany(
                "insert into passages values (?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        ordinal,
                        p.id,
                        p.document,
                        p.start,
                        p.end,
                        p.context,
                        json.dumps(p.sentences),
                    )
                    for ordinal, p in passages
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
        """Return each document's source, number of pages that were read and number of passages, by file."""
        rows = self._query(
            "select d.source, (select count(*) from json_each(d.pages) where json_extract(value, '$[3]') is not ?),"
            " count(p.ordinal) from documents d"
            " left join passages p on p.document = d.id group by d.id order by d.file",
            [PageState.unread],
        )
        return [(_source(str(source)), int(pages), int(passages)) for source, pages, passages in rows]

    def stored(self) -> dict[str, Stored]:
        """Return where each document's passages stand, by the document's id."""
        rows = self._query(
            "select d.id, d.source, min(p.ordinal), count(p.ordinal) from documents d"
            " left join passages p on p.document = d.id group by d.id"
        )
        return {id: Stored(_source(source), first or 0, count) for id, source, first, count in rows}

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._query("select count(*) from passages")[0][0])

    def indexed_texts(self, ordinals: Iterable[int] | None = None) -> Iterator[str]:
        """Yield what is embedded and indexed of these passages, or of all, in the order of the ordinals asked.

        Consecutive passages of a document cost one look at its text, however long it is.
        """
        wanted = range(self.count()) if ordinals is None else ordinals
        id, text = "", ""
        for some in _batched(wanted, _AT_ONCE):
            columns = 'ordinal, document, start, "end", context'
            sql = f"select {columns} from passages where ordinal in ({_marks(some)})"  # noqa: S608 (question marks only)
            rows = {row[0]: row for row in self._query(sql, list(some))}
            for ordinal in some:
                _, document, start, end, context = rows[ordinal]
                if document != id:
                    id, text = document, self._query("select text from documents where id = ?", [document])[0][0]
                yield f"{context}\n{text[start:end]}"

    def texts(self) -> Iterator[str]:
        """Yield the text of each document, behind its title."""
        for id, source in self._query("select id, source from documents"):
            text = self._query("select text from documents where id = ?", [id])[0][0]
            yield f"{_source(source).title}\n{text}"

    def boundaries(self, ordinals: Iterable[int]) -> Iterator[tuple[tuple[int, int], ...]]:
        """Yield the offsets of these passages' sentences in their own texts, in the order asked."""
        for some in _batched(ordinals, _AT_ONCE):
            sql = f"select ordinal, start, sentences from passages where ordinal in ({_marks(some)})"  # noqa: S608
            rows = {row[0]: row for row in self._query(sql, list(some))}
            for ordinal in some:
                _, start, sentences = rows[ordinal]
                yield tuple((first - start, last - start) for first, last in json.loads(sentences))

    def passages(self, ordinals: Sequence[int]) -> list[Passage]:
        """Return the passages with these ordinals, in the order asked."""
        sql = f"{_SELECT_PASSAGES} where p.ordinal in ({_marks(ordinals)})"
        found = {row[0]: _passage(row) for row in self._query(sql, [int(ordinal) for ordinal in ordinals])}
        return [found[ordinal] for ordinal in ordinals]

    def passages_between(self, first: int, last: int) -> list[Passage]:
        """Return the passages with ordinals from `first` up to, not including, `last`."""
        sql = f"{_SELECT_PASSAGES} where p.ordinal >= ? and p.ordinal < ? order by p.ordinal"
        return [_passage(row) for row in self._query(sql, [first, last])]

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
            blocks=decode_blocks(blocks),
            pages=decode_pages(pages),
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


def _batched(values: Iterable[int], count: int) -> Iterator[tuple[int, ...]]:
    """Yield the values in groups of `count`; itertools has it from Python 3.12 on."""
    iterator = iter(values)
    while group := tuple(islice(iterator, count)):
        yield group


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _document_row(document: Document) -> tuple[str, ...]:
    return (
        document.id,
        document.source.file,
        json.dumps(asdict(document.source)),
        document.text,
        encode_blocks(document.blocks),
        encode_pages(document.pages),
    )


def _source(fields: str) -> Source:
    values = json.loads(fields)
    lists = {name: tuple(values.get(name, ())) for name in ("geography", "also_in")}
    return Source(**{**values, **lists})


def _passage(row: Sequence[Any]) -> Passage:
    _, id, document, start, end, text, context, sentences = row
    return Passage(
        id=str(id),
        document=str(document),
        start=int(start),
        end=int(end),
        text=str(text),
        context=str(context),
        sentences=tuple((first, last) for first, last in json.loads(str(sentences))),
    )
