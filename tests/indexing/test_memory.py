"""What was read from a file comes back as it was, as long as neither the file nor its reader changes."""

from __future__ import annotations

import datetime
from contextlib import closing

import pytest

from assistant.corpus.builder import TextBuilder
from assistant.corpus.document import Document, Problem, Source
from assistant.errors import DocumentError, IndexUnavailable
from assistant.indexing.memory import FILE, UNREADABLE, FileMemory
from assistant.indexing.store import PassageStore, write_store

HASHES = {"a.md": "1 aa", "copy.md": "1 bb", "bad.pdf": "1 cc", "gone.md": f"1 {UNREADABLE}"}


def parsed(**properties):
    builder = TextBuilder()
    builder.page(1, "i")
    builder.heading("Head", 1)
    builder.table(["A", "B"], [["one", "two"]], caption="Table 1")
    made = builder.finish(properties)
    return type(made)(**{**vars(made), "problems": (Problem("page 2 is empty", "page 2"),), "lines": {"date": 3}})


@pytest.fixture
def folder(tmp_path):
    """Return a generation of one document, a copy of it that is none, and a file that could not be read."""
    one = parsed(title="A", date=datetime.date(2024, 3, 1), at=datetime.datetime(2024, 3, 1, 12, 30), tags=["x", 1])
    document = Document(Source("a", "a.md", "A"), one.text, one.blocks, one.pages)
    write_store(tmp_path, [document], [])
    memory = FileMemory(HASHES)
    memory.keep("a.md", one)
    memory.keep("copy.md", parsed(title="Copy"))
    memory.keep("bad.pdf", DocumentError("bad.pdf", "is damaged", where="page 1"))
    memory.keep("gone.md", DocumentError("gone.md", "cannot be opened: Permission denied"))
    memory.write(tmp_path, {"a.md": document}, HASHES)
    return tmp_path, {"a.md": one, "copy.md": parsed(title="Copy")}, document


def test_what_was_read_comes_back(folder):
    path, written, document = folder
    with closing(PassageStore(path)) as store:
        memory = FileMemory(HASHES, path, store)
        assert {file: memory.recall(file) for file in written} == written
        assert memory.unchanged(document)
        with pytest.raises(DocumentError) as raised:
            memory.recall("bad.pdf")
        assert (raised.value.file, raised.value.reason, raised.value.where) == ("bad.pdf", "is damaged", "page 1")
        assert memory.read == []


def test_it_is_handed_on_from_build_to_build(folder, tmp_path_factory):
    path, written, document = folder
    with closing(PassageStore(path)) as store:
        memory = FileMemory(HASHES, path, store)
        for file in written:
            memory.recall(file)
        following = tmp_path_factory.mktemp("following")
        memory.write(following, {"a.md": document}, HASHES)
    (following / FILE).replace(path / FILE)
    with closing(PassageStore(path)) as store:
        again = FileMemory(HASHES, path, store)
        assert {file: again.recall(file) for file in written} == written
        with pytest.raises(DocumentError):
            again.recall("bad.pdf")


@pytest.mark.parametrize("file", ["a.md", "copy.md", "bad.pdf"])
def test_a_file_or_reader_that_changed_is_read_again(folder, file):
    path, _, document = folder
    with closing(PassageStore(path)) as store:
        memory = FileMemory({**HASHES, file: "2 aa"}, path, store)
        assert memory.recall(file) is None
        assert file != "a.md" or not memory.unchanged(document)


def test_a_file_that_could_not_be_opened_is_tried_again(folder):
    path, *_ = folder
    with closing(PassageStore(path)) as store:
        assert FileMemory(HASHES, path, store).recall("gone.md") is None


def test_a_document_that_has_another_id_now_is_not_unchanged(folder):
    path, _, document = folder
    with closing(PassageStore(path)) as store:
        memory = FileMemory(HASHES, path, store)
        memory.recall("a.md")
        other = Document(Source("b", "a.md", "A"), document.text, document.blocks, document.pages)
        assert not memory.unchanged(other)


@pytest.mark.parametrize("value", [{"a date": "never"}, {1: "x"}, ("a", "b"), object()])
def test_properties_that_would_come_back_changed_are_not_kept(tmp_path, value):
    write_store(tmp_path, [], [])
    memory = FileMemory(HASHES)
    memory.keep("a.md", parsed(odd=value))
    memory.write(tmp_path, {}, HASHES)
    with closing(PassageStore(tmp_path)) as store:
        assert FileMemory(HASHES, tmp_path, store).recall("a.md") is None


def test_a_damaged_memory_is_told(tmp_path):
    write_store(tmp_path, [], [])
    (tmp_path / FILE).write_bytes(b"garbage" * 100)
    with closing(PassageStore(tmp_path)) as store, pytest.raises(IndexUnavailable, match="cannot be read"):
        FileMemory(HASHES, tmp_path, store)
