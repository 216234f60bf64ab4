"""One writer at a time, an atomic pointer, and nothing removed that is not a generation's."""

from __future__ import annotations

import datetime
import errno
import json
import os
import socket
import subprocess
import sys
import threading

import pytest

from assistant.errors import IndexLocked, IndexUnavailable
from assistant.indexing.generation import (
    FORMAT_VERSION,
    MANIFEST,
    Manifest,
    current_generation,
    finish_generation,
    make_current,
    new_generation,
    read_manifest,
    rebuild_command,
)
from assistant.indexing.lock import write_lock


def manifest(name: str, **changes) -> Manifest:
    fields = {
        "format_version": FORMAT_VERSION,
        "generation": name,
        "created": datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC),
        "embedding_model": "hashing",
        "embedding_revision": "1",
        "dimension": 4,
        "splitter_version": 1,
        "analyser_version": 1,
        "corpus_fingerprint": "x",
        "documents": (),
        "passages": 0,
        "skipped": (),
        "warnings": (),
    }
    return Manifest(**{**fields, **changes})


def finished(index, name):
    folder = index / name
    folder.mkdir(parents=True)
    finish_generation(folder, manifest(name))
    return folder


def test_there_is_no_current_generation_before_the_first(tmp_path):
    assert current_generation(tmp_path) is None
    assert current_generation(tmp_path / "missing") is None


def test_the_pointer_names_the_current_generation(tmp_path):
    first, second = finished(tmp_path, "20261120-100000-aaaa"), finished(tmp_path, "20261120-100001-bbbb")
    make_current(first)
    assert current_generation(tmp_path) == first
    make_current(second)
    assert current_generation(tmp_path) == second
    assert sorted(path.name for path in tmp_path.iterdir()) == [first.name, second.name, "current"]


def test_the_last_good_generation_is_kept_and_older_ones_removed(tmp_path):
    folders = [finished(tmp_path, f"20261120-10000{number}-aaaa") for number in range(4)]
    for folder in folders:
        make_current(folder)
    assert [folder.exists() for folder in folders] == [False, False, True, True]


def test_the_current_generation_is_never_removed_whatever_its_name(tmp_path):
    folders = [finished(tmp_path, f"20261120-10000{number}-aaaa") for number in range(4)]
    make_current(folders[0])
    assert current_generation(tmp_path) == folders[0]


@pytest.mark.parametrize(
    "content",
    ["", "\n", "20261120-100000-ffff", "..", "../elsewhere", "/etc", "a/b", "C:\\x", b"\xff\xfe\x00", "x" * 5000],
)
def test_a_pointer_to_nothing_is_a_damaged_index(tmp_path, content):
    (tmp_path / "current").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(IndexUnavailable) as raised:
        current_generation(tmp_path)
    assert str(raised.value).startswith(f"The index at '{tmp_path}' is damaged")
    assert str(raised.value).endswith(rebuild_command(tmp_path))


@pytest.mark.parametrize(("corpus", "there"), [("my reports", True), ("my reports", False), ("", False)])
def test_the_command_that_mends_an_index_names_the_documents_it_was_built_from(tmp_path, corpus, there):
    documents = tmp_path / corpus
    documents.mkdir(exist_ok=True)
    folder = tmp_path / "20261120-100000-aaaa"
    folder.mkdir()
    finish_generation(folder, manifest(folder.name, corpus=str(documents) if corpus else ""))
    if corpus and not there:
        documents.rmdir()
    said = f"'{documents}'\"." if there else 'CORPUS", with your folder of documents for CORPUS.'
    assert rebuild_command(tmp_path) == f'Run "assistant index --rebuild --index {tmp_path} --corpus {said}'


def test_a_file_is_not_taken_for_the_folder_of_an_index(tmp_path):
    (tmp_path / "notes.md").write_text("words")
    with pytest.raises(IndexUnavailable, match=r"is a file, not the folder of an index. Name the folder with --index."):
        current_generation(tmp_path / "notes.md")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format_version": 1}', b"\xff"])
def test_a_manifest_that_cannot_be_read_is_named(tmp_path, content):
    folder = finished(tmp_path, "20261120-100000-aaaa")
    (folder / MANIFEST).write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(IndexUnavailable, match=r"The manifest of .* cannot be read. Run \"assistant index --rebuild"):
        read_manifest(folder)


def test_another_format_is_refused_with_the_command(tmp_path):
    folder = tmp_path / "20261120-100000-aaaa"
    folder.mkdir()
    finish_generation(folder, manifest(folder.name, format_version=FORMAT_VERSION + 1))
    with pytest.raises(IndexUnavailable, match=rf"it has format {FORMAT_VERSION + 1}, this program reads"):
        read_manifest(folder)


def test_a_manifest_comes_back_as_it_was(tmp_path):
    written = manifest("20261120-100000-aaaa", skipped=(("a.pdf", "is empty"),), passages=3)
    folder = tmp_path / written.generation
    folder.mkdir()
    (folder / "vectors.npy").write_bytes(b"x")
    finished = finish_generation(folder, written)
    assert read_manifest(folder) == finished
    assert finished.model_dump(exclude={"files", "checksum"}) == written.model_dump(exclude={"files", "checksum"})
    assert {name: file.size for name, file in finished.files.items()} == {"vectors.npy": 1}


def test_unfinished_builds_are_removed_and_nothing_else(tmp_path):
    good = finished(tmp_path, "20261120-100000-aaaa")
    unfinished = tmp_path / "20261120-100001-bbbb"
    unfinished.mkdir()
    (unfinished / "vectors.npy").write_bytes(b"x")
    others = tmp_path / "my documents"
    others.mkdir()
    (others / "thesis.md").write_text("Words.")
    (tmp_path / "README.md").write_text("About the index.")
    folder = new_generation(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [good.name, folder.name, "my documents", "README.md"]
    )
    assert (others / "thesis.md").exists()


def test_a_folder_of_somebody_elses_is_never_taken_for_an_old_generation(tmp_path):
    extension = tmp_path / "0-browser-extension"
    extension.mkdir()
    (extension / MANIFEST).write_text("{}")
    for number in range(4):
        make_current(finished(tmp_path, f"20261120-10000{number}-aaaa"))
    assert (extension / MANIFEST).exists()


def test_the_lock_is_let_go_also_after_a_fault(tmp_path):
    def fail() -> None:
        with write_lock(tmp_path / "index"):
            assert (tmp_path / "index" / "lock").exists()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list((tmp_path / "index").iterdir()) == []


def test_a_live_owner_is_named(tmp_path):
    with write_lock(tmp_path):
        owner = json.loads((tmp_path / "lock").read_text())
        with pytest.raises(IndexLocked) as raised, write_lock(tmp_path):
            pass
        assert (tmp_path / "lock").exists()
    assert str(raised.value).startswith(
        f"Another process is building this index: {os.getpid()} on {socket.gethostname()}, since {owner['since']}."
    )


def test_a_lock_of_another_machine_is_respected(tmp_path):
    (tmp_path / "lock").write_text(json.dumps({"pid": 1, "host": "elsewhere", "since": "2026-11-20T10:00:00"}))
    with pytest.raises(IndexLocked, match="1 on elsewhere, since 2026-11-20T10:00:00"), write_lock(tmp_path):
        pass


def test_a_dead_owners_lock_is_taken_over(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    (tmp_path / "lock").write_text(
        json.dumps({"pid": process.pid, "host": socket.gethostname(), "since": "2026-11-20T10:00:00"})
    )
    with write_lock(tmp_path):
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}', b"\xff"])
def test_a_lock_that_cannot_be_read_is_left_to_a_person(tmp_path, content):
    (tmp_path / "lock").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(IndexLocked, match="If no other 'assistant index' is running, delete it"), write_lock(tmp_path):
        pass


def test_a_process_killed_while_it_claims_keeps_nobody_out(tmp_path):
    (tmp_path / "lock.4711.1").write_text("{")
    with write_lock(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == ["lock"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_hard_links_has_its_lock(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    with write_lock(tmp_path):
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()
        with pytest.raises(IndexLocked, match="Another process"), write_lock(tmp_path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_of_many_writers_one_at_a_time_gets_in(tmp_path):
    inside, most, refused = 0, 0, 0
    guard = threading.Lock()

    def write() -> None:
        nonlocal inside, most, refused
        for _ in range(20):
            try:
                with write_lock(tmp_path):
                    with guard:
                        inside += 1
                        most = max(most, inside)
                    with guard:
                        inside -= 1
            except IndexLocked:
                with guard:
                    refused += 1

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
