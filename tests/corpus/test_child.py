from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from assistant.corpus.child import LoaderPool
from assistant.corpus.load import LoadReport, load_corpus
from assistant.corpus.pdf import load_pdf
from assistant.corpus.pdf_ocr import available
from assistant.errors import DocumentError

from .pdf_maker import Page, assemble, make_pdf

DATA = Path(__file__).parents[3] / "shared" / "data" / "pdf"

NAUGHTY = """
import ctypes, os, time
from assistant.corpus.plain_text import load_text

def sleepy(data, *, file):
    time.sleep(60)

def hungry(data, *, file):
    return load_text(b"x" * 3_000_000_000, file=file)

def crashing(data, *, file):
    ctypes.string_at(0)

def leaving(data, *, file):
    os._exit(3)

def wrong(data, *, file):
    raise ZeroDivisionError("a fault of the library")

def noisy(data, *, file):
    print("to standard output")
    os.write(1, b"and below it")
    return load_text(data, file=file)

def who(data, *, file):
    return load_text(str(os.getpid()).encode(), file=file)
"""


@pytest.fixture
def naughty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    (tmp_path / "naughty_loaders.py").write_text(NAUGHTY)
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("naughty_loaders", None)
    import naughty_loaders  # type: ignore[import-not-found]

    return naughty_loaders


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Some text, worth £5.", encoding="utf-8")
    return path


def test_a_child_reads_what_the_loader_reads(tmp_path: Path) -> None:
    rows = [["Region", "2019", "2020"], ["Leeds", "1", "2"], ["York", "3", "4"]]
    page = Page().text(60, 60, "1 Growth", size=16).text(60, 80, "Table 1: Jobs").table([60, 150, 200, 300], 90, rows)
    data = make_pdf([page, Page().text(60, 100, "A last sentence."), Page().picture()], info="/Title(Growth)")
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with LoaderPool() as pool:
        assert pool.load("pdf", path, file="a.pdf") == load_pdf(data, file="a.pdf")


def test_a_worker_is_used_again(naughty: object, file: Path) -> None:
    with LoaderPool() as pool:
        first, second = (pool.load(naughty.who, file, file="a.txt").text for _ in range(2))  # type: ignore[attr-defined]
    assert first == second
    assert int(first) != os.getpid()


def test_workers_read_side_by_side(naughty: object, file: Path) -> None:
    with LoaderPool(3) as pool, ThreadPoolExecutor(6) as threads:
        jobs = [threads.submit(pool.load, "text", file, file="a.txt") for _ in range(12)]
        assert {job.result().text for job in jobs} == {"Some text, worth £5."}


@pytest.mark.parametrize(
    ("loader", "reason"),
    [
        ("sleepy", "took longer to read than the limit of 1 seconds, so it was stopped"),
        ("crashing", "ended the process that read it"),
        ("leaving", "ended the process that read it (exit status 3)"),
        ("wrong", "cannot be read (ZeroDivisionError a fault of the library)"),
    ],
)
def test_a_file_that_breaks_its_reader_is_refused_and_the_next_is_read(
    naughty: object, file: Path, loader: str, reason: str
) -> None:
    with LoaderPool() as pool:
        pool.load("text", file, file="a.txt")
        with pytest.raises(DocumentError) as caught:
            pool.load(getattr(naughty, loader), file, file="bad.txt", seconds=1)
        assert caught.value.file == "bad.txt"
        assert caught.value.reason.startswith(reason)
        assert pool.load("text", file, file="a.txt").text == "Some text, worth £5."


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this platform does not cap a process's memory")
def test_memory_is_capped(naughty: object, file: Path) -> None:
    with LoaderPool() as pool:
        with pytest.raises(DocumentError, match=r"needs more memory to read than the limit of 1\.0 GiB"):
            pool.load(naughty.hungry, file, file="bad.txt", memory_bytes=1024**3)  # type: ignore[attr-defined]
        assert pool.load("text", file, file="a.txt").text == "Some text, worth £5."


def test_what_a_loader_prints_does_not_disturb_the_reply(
    naughty: object, file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with LoaderPool() as pool:
        assert pool.load(naughty.noisy, file, file="a.txt").text == "Some text, worth £5."  # type: ignore[attr-defined]
    assert capfd.readouterr() == ("", "")


def test_a_refusal_comes_through_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"<html>")
    with LoaderPool() as pool, pytest.raises(DocumentError, match=r"reports/a\.pdf: is not a PDF but a web page"):
        pool.load("pdf", path, file="reports/a.pdf")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with LoaderPool() as pool, pytest.raises(DocumentError, match="cannot be opened: No such file"):
        pool.load("text", tmp_path / "none.txt", file="none.txt")


def test_closing_the_pool_ends_its_processes(naughty: object, file: Path) -> None:
    with LoaderPool() as pool:
        child = int(pool.load(naughty.who, file, file="a.txt").text)  # type: ignore[attr-defined]
    deadline = time.monotonic() + 5
    while psutil.pid_exists(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(child)


def test_a_drawing_that_calls_itself_twice_at_each_of_many_levels_is_stopped(tmp_path: Path) -> None:
    first = 7
    forms = [
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 11>>\n"
        b"stream\n/X Do /X Do\nendstream" % (first + number + 1)
        for number in range(30)
    ]
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>\nstream\n \nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 7 0 R>>>>>>"
    content = b"<</Length 5>>\nstream\n/X Do\nendstream"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    path = tmp_path / "slow.pdf"
    path.write_bytes(assemble([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, content, b"null", b"<<>>", *forms, last]))
    began = time.monotonic()
    with LoaderPool() as pool, pytest.raises(DocumentError, match="limit of 3 seconds"):
        pool.load("pdf", path, file="slow.pdf", seconds=3)
    assert time.monotonic() - began < 20


def test_each_of_the_collected_files_is_read_or_named_with_its_reason() -> None:
    if not DATA.is_dir():
        pytest.skip(f"{DATA} is not here: the collected files are not part of the repository")
    report = LoadReport()
    read = {document.source.file for document in load_corpus(DATA, report)}
    copies = {file for files in report.copies.values() for file in files}
    refused = dict(report.skipped)
    assert len(read) + len(copies) + len(refused) == len(list(DATA.glob("*.pdf"))) == 66
    assert all(reason.startswith(("is protected by a password", "holds no text")) for reason in refused.values())
    assert len(refused) == 17 if not available() else len(refused) <= 17  # two of them are scans
    assert "encryption-r6-empty-password.pdf" in read | copies
    assert refused["encryption-r2-user-password.pdf"].startswith("is protected by a password")
