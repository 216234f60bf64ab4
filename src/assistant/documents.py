"""What is indexed, document by document, as people are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.indexing.store import PassageStore


@dataclass(frozen=True)
class DocumentSummary:
    """One line of `assistant documents`: a source as it is indexed.

    `pages` are those that were read, 0 for formats without pages; `also_in` the other files with the same text;
    `form` is "digest" for a restatement of the original at `url`.
    """

    id: str
    file: str
    title: str
    publisher: str
    date: str
    kind: str
    geography: tuple[str, ...]
    pages: int
    passages: int
    also_in: tuple[str, ...] = ()
    form: str = ""
    url: str = ""


def summarise(store: PassageStore) -> list[DocumentSummary]:
    """Return a line for each document of a store, by file."""
    return [
        DocumentSummary(
            id=source.id,
            file=source.file,
            title=source.title,
            publisher=source.publisher,
            date=source.date,
            kind=source.kind,
            geography=source.geography,
            pages=pages,
            passages=passages,
            also_in=source.also_in,
            form=source.form,
            url=source.url,
        )
        for source, pages, passages in store.sources()
    ]
