"""The store gives back what was put into it."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from assistant.corpus.builder import TextBuilder
from assistant.corpus.document import Document, Source
from assistant.corpus.load import LoadReport, load_corpus
from assistant.errors import IndexUnavailable, UsageError
from assistant.indexing.store import FILE, PassageStore, write_store
from assistant.passages import split_document
from assistant.testing import make_corpus


@pytest.fixture
def documents(tmp_path):
    builder = TextBuilder()
    builder.page(1, "i")
    builder.heading("1 Head", 1)
    builder.paragraph("Read from a picture.", ocr=0.0)
    builder.page(2, "1")
    builder.table(["A", ""], [["one", "two"]], caption="Table 1")
    builder.table(["A"], [["no caption"]])
    parsed = builder.finish()
    paged = Document(
        Source(
            "paged", "paged.pdf", "Paged", "P", "2024", "report", ("Leeds", "York"), "https://example.org", "original"
        ),
        parsed.text,
        parsed.blocks,
        parsed.pages,
    )
    headings_only = Document(Source("bare", "a-bare.md", "Bare"), "", ())
    return [*load_corpus(make_corpus(tmp_path / "corpus"), LoadReport()), paged, headings_only]


@pytest.fixture
def store(tmp_path, documents):
    passages = [passage for document in documents for passage in split_document(document)]
    write_store(tmp_path, documents, passages)
    opened = PassageStore(tmp_path)
    yield opened
    opened.close()


def test_documents_come_back_as_they_were(store, documents):
    assert [store.document(document.id) for document in documents] == documents


def test_passages_come_back_as_they_were_in_the_order_asked(store, documents):
    passages = [passage for document in documents for passage in split_document(document)]
    assert store.passages_between(0, len(passages)) == passages
    assert store.passages([3, 0, 2]) == [passages[3], passages[0], passages[2]]
    assert store.passages([]) == []
    assert list(store.indexed_texts([2, 0])) == [passages[2].indexed_text, passages[0].indexed_text]
    assert list(store.indexed_texts()) == [passage.indexed_text for passage in passages]
    assert store.count() == len(passages)


def test_the_text_of_each_document_comes_behind_its_title(store, documents):
    assert sorted(store.texts()) == sorted(f"{document.source.title}\n{document.text}" for document in documents)


def test_ordinals_of_a_document_are_those_of_its_passages(store, documents):
    passages = [passage for document in documents for passage in split_document(document)]
    wanted = [ordinal for ordinal, passage in enumerate(passages) if passage.document == "paged"]
    assert store.ordinals_of_documents(["paged"]) == wanted
    assert store.ordinals_of_documents([]) == []


def test_sources_are_listed_by_file_with_pages_and_passages(store, documents):
    listed = store.sources()
    assert [source.file for source, _, _ in listed] == sorted(document.source.file for document in documents)
    counts = {source.id: (pages, passages) for source, pages, passages in listed}
    assert counts["bare"] == (0, 0)
    assert counts["paged"][0] == 2
    assert sum(passages for _, passages in counts.values()) == len(store.passages_between(0, 10_000))


def test_an_unknown_document_is_refused_with_the_way_to_find_the_known_ones(store):
    with pytest.raises(UsageError, match=r"There is no document 'nope' in the index\. Run 'assistant documents'"):
        store.document("nope")


def test_the_store_is_read_only(store):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._connection.execute("delete from passages")


def test_several_threads_may_read_at_once(store, documents):
    failures = []

    def read() -> None:
        try:
            for _ in range(50):
                assert len(store.passages([1, 0])) == 2
                assert store.document("paged").id == "paged"
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize("name", ["an index", "100%25", "what?x=1", "number #1", "ünï"])
def test_the_folder_may_have_any_name(tmp_path, documents, name):
    folder = tmp_path / name
    folder.mkdir()
    write_store(folder, documents[:1], [])
    store = PassageStore(folder)
    assert store.document(documents[0].id) == documents[0]
    store.close()


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage"])
def test_a_damaged_store_is_named_with_the_command_that_rebuilds_it(tmp_path, documents, damage):
    if damage == "empty":
        (tmp_path / FILE).write_bytes(b"")
    elif damage == "garbage":
        (tmp_path / FILE).write_bytes(b"not a database " * 100)
    with pytest.raises(IndexUnavailable, match=r'is damaged.*Run "assistant index --rebuild --index'):
        PassageStore(tmp_path).sources()
