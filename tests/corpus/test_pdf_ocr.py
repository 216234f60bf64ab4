"""Scanned pages are read where Tesseract is installed, marked as such, and never counted as read where it is not."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import psutil
import pytest

from assistant.assistant import Assistant
from assistant.corpus import pdf_ocr
from assistant.corpus.child import LoaderPool
from assistant.corpus.document import BlockKind, Document, Page, PageState, Parsed, Source
from assistant.corpus.load import loader_version
from assistant.corpus.pdf import load_pdf
from assistant.errors import DocumentError
from assistant.terminal import console, print_build
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings, make_corpus
from assistant.web.render import Exchange, render_exchange

from .pdf_maker import Page as Drawn
from .pdf_maker import make_pdf, scanned

needs_tesseract = pytest.mark.skipif(
    not pdf_ocr.available(), reason="Tesseract or pytesseract is not installed (Debian: apt-get install tesseract-ocr)"
)
LINES = (
    "Northvale employs 1,150 nurses in twelve clinics along the coast, and",
    "the council will train 200 more nurses by 2026. That programme costs",
    "about £3.4 million, half of which the county has agreed to pay.",
)
QUESTION = "How many nurses does Northvale employ?"


def page(*lines: str, heading: str = "1 Workforce", number: int = 1) -> Drawn:
    drawn = Drawn().text(60, 40, "Northvale health strategy", size=9).text(290, 770, str(number), size=9)
    return drawn.text(60, 100, heading, size=18, bold=True).lines(60, 140, *lines, size=12, pitch=16)


def texts(parsed: Parsed, kind: BlockKind) -> list[str]:
    return [parsed.text[block.start : block.end] for block in parsed.blocks if block.kind is kind]


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))


@needs_tesseract
def test_a_scan_is_read_like_any_page_and_its_blocks_carry_their_confidence() -> None:
    others = ("The second page of the strategy is about the housing of older", "people and the air in the streets.")
    parsed = load_pdf(scanned(make_pdf([page(*LINES), page(*others, heading="2 Housing", number=2)])), file="scan.pdf")
    assert texts(parsed, BlockKind.heading) == ["1 Workforce", "2 Housing"]
    assert texts(parsed, BlockKind.paragraph) == [" ".join(LINES), " ".join(others)]
    assert [page.state for page in parsed.pages] == [PageState.ocr, PageState.ocr]
    assert all(block.ocr is not None and 0.7 < block.ocr <= 1 for block in parsed.blocks)
    ((message, where),) = [(problem.message, problem.where) for problem in parsed.problems]
    assert where == "pages 1 to 2"
    assert message.startswith("read from a scan by OCR, 9")


@needs_tesseract
@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_that_was_scanned_on_its_side_is_turned(angle: int) -> None:
    more = [
        f"Paragraph {number} of the plan is about the harbour and its {number}0 workshops." for number in range(2, 9)
    ]
    upright = make_pdf([page(*LINES).lines(60, 230, *more, size=12, pitch=30)])
    parsed = load_pdf(scanned(upright, angle=angle), file="scan.pdf")
    assert texts(parsed, BlockKind.paragraph)[:9] == ["Northvale health strategy", " ".join(LINES), *more]


@needs_tesseract
def test_a_page_that_tesseract_fails_on_does_not_take_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import pytesseract

    def fail(*_: object, **__: object) -> None:
        raise pytesseract.TesseractError(1, "out of memory")

    monkeypatch.setattr(pytesseract, "image_to_data", fail)
    parsed = load_pdf(make_pdf([page(*LINES), Drawn().picture()]), file="mixed.pdf")
    assert " ".join(LINES) in parsed.text
    ((message, where),) = [(problem.message, problem.where) for problem in parsed.problems]
    assert where == "page 2"
    assert message.startswith("a scan, or pictures only: not read (TesseractError")


@needs_tesseract
def test_only_the_scan_in_a_file_is_marked() -> None:
    mixed = make_pdf([page(*LINES), Drawn().picture()])
    parsed = load_pdf(mixed, file="mixed.pdf")
    assert [page.state for page in parsed.pages] == [PageState.text, PageState.unread]
    assert [block.ocr for block in parsed.blocks] == [None] * len(parsed.blocks)
    (problem,) = parsed.problems
    assert problem.message == "a scan, or pictures only, in which no text was recognised: not read"


@needs_tesseract
def test_an_answer_from_a_scan_says_so_everywhere(tmp_path: Path, shared_words: None) -> None:
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"scan.pdf": scanned(make_pdf([page(*LINES)]))})
    report = build_sample_index(settings)
    (entry,) = report.manifest.documents
    assert (entry.pages, entry.ocr_pages, entry.unread_pages) == (1, 1, 0)
    with console.capture() as printed:
        print_build(report)
    assert "1 read, 1 of them by OCR" in printed.get()
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        answer = assistant.ask(QUESTION)
    (citation,) = answer.citations
    assert "1,150 nurses" in citation.quote
    assert citation.locator.ocr == pytest.approx(0.95, abs=0.1)
    mark = f"read from a scan (OCR, {citation.locator.ocr:.0%} sure)"
    assert mark in citation.locator.describe()
    assert mark in render_exchange(Exchange(QUESTION, answer), 1)


def test_without_tesseract_a_scan_is_named_with_what_to_install(no_tesseract: None, tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    path.write_bytes(make_pdf([page(*LINES), Drawn().picture()]))
    with LoaderPool() as pool:
        parsed = pool.load("pdf", path, file="mixed.pdf")
    assert [page.state for page in parsed.pages] == [PageState.text, PageState.unread]
    assert [(problem.where, problem.message) for problem in parsed.problems] == [
        ("page 2", f"a scan, or pictures only: not read. {pdf_ocr.INSTALL}")
    ]


def test_pages_that_were_not_read_are_not_counted_as_read(no_tesseract: None, tmp_path: Path) -> None:
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"mixed.pdf": make_pdf([page(*LINES), Drawn().picture(), Drawn().picture()])})
    report = build_sample_index(settings)
    (entry,) = report.manifest.documents
    assert (entry.pages, entry.ocr_pages, entry.unread_pages) == (1, 0, 2)
    with console.capture() as printed:
        print_build(report)
    assert "1 read, 2 not read" in printed.get()
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        assert [summary.pages for summary in assistant.documents()] == [1]


@needs_tesseract
def test_installing_tesseract_makes_the_corpus_be_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = loader_version()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert loader_version() != before


@needs_tesseract
def test_pages_beyond_the_time_for_scans_are_named_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_ocr, "SECONDS_A_SCAN", 0.0)
    monkeypatch.setattr(pdf_ocr, "SECONDS_TO_SPARE", 0.0)
    parsed = load_pdf(make_pdf([page(*LINES), Drawn().picture()]), file="mixed.pdf")
    assert " ".join(LINES) in parsed.text
    ((message, where),) = [(problem.message, problem.where) for problem in parsed.problems]
    assert (where, message) == (
        "page 2",
        "a scan, or pictures only: not read, the time for scans was used up by the pages before",
    )


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Tesseract is a shell script")
def test_a_recognition_that_hangs_is_stopped_with_its_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pytesseract")
    tools, pid = tmp_path / "tools", tmp_path / "pid"
    tools.mkdir()
    program = tools / "tesseract"
    program.write_text(f"#!/bin/sh\necho $$ > '{pid}'\nexec {shutil.which('sleep')} 600\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    path = tmp_path / "scan.pdf"
    path.write_bytes(make_pdf([Drawn().picture()]))
    with LoaderPool() as pool:
        with pytest.raises(DocumentError, match="took longer to read than the limit of 8 seconds"):
            pool.load("pdf", path, file="scan.pdf", seconds=8)
        left = int(pid.read_text())
        for _ in range(100):
            if not psutil.pid_exists(left):
                break
            time.sleep(0.1)
        assert not psutil.pid_exists(left)
        scratch = Path(pool._scratch.name)
    assert not scratch.exists()


def test_what_tesseract_is_unsure_of_is_left_out() -> None:
    def box(text: str, confidence: float, paragraph: int) -> tuple[object, ...]:
        return (1, paragraph, 1, 30, 30 * paragraph, 60, 12, confidence, text)

    rows = [box("Nurses", 96, 1), box("employed", 94, 1), box("~|", 20, 2), box("xiii", 35, 2), box(" ", -1, 3)]
    names = ("block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")
    found = {name: [row[index] for row in rows] for index, name in enumerate(names)}
    assert [[word.text for word in line] for line in pdf_ocr._lines(found, 1.0)] == [["Nurses", "employed"]]


def test_a_quote_over_a_scan_and_a_text_has_the_confidence_of_the_scan() -> None:
    from assistant.corpus.builder import TextBuilder

    builder = TextBuilder()
    builder.page(1, "1")
    builder.paragraph("Typed words.")
    builder.paragraph("Recognised words.", ocr=0.8)
    parsed = builder.finish()
    document = Document(Source("a", "a.pdf", "A"), parsed.text, parsed.blocks, (Page(0, 1, "1"),))
    assert document.locate(0, 5).ocr is None
    assert document.locate(0, len(parsed.text)).ocr == 0.8
    assert document.locate(len(parsed.text) - 3, len(parsed.text)).ocr == 0.8
