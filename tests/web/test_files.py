"""Files are added under safe names and stay inside the corpus folder."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant.corpus.load import find_files
from assistant.errors import UsageError
from assistant.web.files import REMOVED, add_file, clean_file_name, remove_file

PDF = b"%PDF-1.4\nanything"


async def parts(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 1000):
        yield content[start : start + 1000]


def add(corpus: Path, name: str, content: bytes = b"Words.", *, most: int = 1024 * 1024, replace: bool = False) -> str:
    return asyncio.run(add_file(corpus, name, parts(content), max_bytes=most, replace=replace))


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("Annual review 2024.pdf", "Annual review 2024.pdf"),
        ("../../etc/cron.d/job.txt", "job.txt"),
        ("..\\..\\windows\\notes.MD", "notes.md"),
        ("/etc/passwd.txt", "passwd.txt"),
        (".hidden.md", "hidden.md"),
        ("~$open.docx", "open.docx"),
        ('a<b>c:d"e|f?g*h.txt', "a b c d e f g h.txt"),
        ("line\nbreak\x00\x1b[31m.txt", "line break [31m.txt"),
        ("gpj\u202etxt.md", "gpj txt.md"),
        ("e\u0301tude.pdf", "\u00e9tude.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("a.pdf.txt", "a.pdf.txt"),
    ],
)
def test_names_are_made_safe(given, cleaned):
    assert clean_file_name(given) == cleaned


@pytest.mark.parametrize(
    "name",
    ["", ".md", "..", "...txt", "a.exe", "a.html", "sources.toml", "a", "README.md", "con.txt", "nul.a.md"],
)
def test_names_that_will_not_do_are_refused(tmp_path, name):
    with pytest.raises(UsageError):
        add(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "advice"), [("old.DOC", "save it as .docx"), ("a.html", "corpus folder")])
def test_who_adds_a_file_of_another_kind_is_told_what_to_do(tmp_path, name, advice):
    with pytest.raises(UsageError, match=advice):
        add(tmp_path, name)


def test_a_file_is_added_whole_and_nothing_is_left_beside_it(tmp_path):
    assert add(tmp_path, "../a.pdf", PDF) == "a.pdf"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"x" * 3000, "larger than"),
        ("a.pdf", b"<html>", "not what its name says"),
        ("a.docx", PDF, "not what its name says"),
        ("a.md", b"a\0b", "not what its name says"),
        ("a.txt", b"", "is empty"),
    ],
)
def test_content_that_will_not_do_is_refused_and_not_kept(tmp_path, name, content, reason):
    with pytest.raises(UsageError, match=reason):
        add(tmp_path, name, content, most=2000)
    assert list(tmp_path.iterdir()) == []


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path):
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        asyncio.run(add_file(tmp_path, "a.txt", broken(), max_bytes=1000))
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_same_name_stays_unless_it_is_to_be_replaced(tmp_path):
    add(tmp_path, "a.txt", b"old")
    for name in ("a.txt", "A.TXT"):
        with pytest.raises(UsageError, match="already"):
            add(tmp_path, name, b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    add(tmp_path, "a.txt", b"new", replace=True)
    assert (tmp_path / "a.txt").read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_is_replaced_and_not_followed(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").symlink_to(outside)
    add(corpus, "a.txt", b"new", replace=True)
    assert outside.read_text() == "secret"
    (corpus / "b.txt").symlink_to(outside)
    remove_file(corpus, "b.txt")
    assert outside.read_text() == "secret"


def test_a_removed_file_is_kept_where_the_index_does_not_look(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("words")
    kept = remove_file(tmp_path, "reports/a.txt")
    assert kept.parent == tmp_path / REMOVED
    assert kept.read_text() == "words"
    assert find_files(tmp_path) == []


@pytest.mark.parametrize("file", ["../outside.txt", "/etc/passwd", "b.txt", "", "reports", ".removed/a.txt", "./a.txt"])
def test_only_files_of_the_corpus_can_be_removed(tmp_path, file):
    corpus = tmp_path / "corpus"
    (corpus / "reports").mkdir(parents=True)
    (corpus / "a.txt").write_text("words")
    (tmp_path / "outside.txt").write_text("words")
    with pytest.raises(UsageError, match="There is no file"):
        remove_file(corpus, file)
    assert (tmp_path / "outside.txt").exists()
