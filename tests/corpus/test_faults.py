"""Every fault of a document that we know of, in one corpus: each is named with its reason, the others are read."""

from __future__ import annotations

import io
import os
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pypdf
import pytest
from pypdf.generic import NameObject

from assistant.assistant import Assistant
from assistant.corpus import child
from assistant.corpus.child import LoaderPool
from assistant.corpus.load import LoadReport, load_corpus
from assistant.corpus.pdf import load_pdf
from assistant.errors import DocumentError
from assistant.schema import AnswerStatus
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings, make_corpus

from .pdf_maker import Page, assemble, make_pdf

GOOD = "---\ntitle: Good\ndate: 2024\n---\n\nNorthvale employs 1,150 nurses.\n"
QUESTION = "How many nurses does Northvale employ?"
WORDS = "The board met in May and agreed on the grant of ten pounds"


def protected(user_password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([Page().text(60, 100, WORDS)])))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def truncated() -> bytes:
    whole = make_pdf([Page().text(60, 100, WORDS)] * 3)
    return whole[: len(whole) // 3]


def slow() -> bytes:
    """Return a drawing that calls another twice, that one a third twice, and so on: 2 to the 120 calls in 35 KB."""
    levels, first = 120, 7
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>"
    form = head + b"\nstream\n%s\nendstream"
    calls = b"/X Do " * 2 + b" " * 160
    forms = [form % (first + number + 1, len(calls), calls) for number in range(levels)]
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>\nstream\n \nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 7 0 R>>>>>>"
    content = b"<</Length 5>>\nstream\n/X Do\nendstream"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return assemble([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, content, b"null", b"<<>>", *forms, last])


def word_bomb(size: int) -> bytes:
    """Return a Word file whose text is `size` bytes of spaces, a thousandth of that on disk."""
    out = io.BytesIO()
    megabyte = b" " * 1024**2
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        office = "application/vnd.openxmlformats-"
        kinds = (f"{office}package.relationships+xml", f"{office}officedocument.wordprocessingml.document.main+xml")
        types = "http://schemas.openxmlformats.org/package/2006"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}/content-types"><Default Extension="rels" ContentType="{kinds[0]}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kinds[1]}"/></Types>',
        )
        document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{types}/relationships"><Relationship Id="rId1" Type="{document}" '
            'Target="word/document.xml"/></Relationships>',
        )
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(size // len(megabyte)):
                part.write(megabyte)
    return out.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str | tuple[str, ...]]] = [
    ("empty.pdf", bytes, "is empty (0 bytes)"),
    ("page.pdf", lambda: b"<!DOCTYPE html><html><body>404</body></html>", "is not a PDF but a web page saved under"),
    ("picture.pdf", lambda: b"\x89PNG\r\n\x1a\n", "is not a PDF: it does not begin with %PDF"),
    ("truncated.pdf", truncated, "is damaged or cut short"),
    ("protected.pdf", lambda: protected("secret"), "is protected by a password. Save a copy without one"),
    ("scan.pdf", lambda: make_pdf([Page().picture()]), "holds no text (1 pages): a scan, or pictures only"),
    # which of its limits it meets first depends on the machine
    (
        "slow.pdf",
        slow,
        ("took longer to read than the limit of 4 seconds, so it was stopped", "ended the process that read it"),
    ),
    ("letter.docx", lambda: b"not a Word file", "is "),
]


@pytest.fixture
def quick_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 3.5)  # and half a second a page


def test_each_fault_is_named_with_its_reason_and_the_others_are_read(tmp_path: Path, quick_limit: None) -> None:
    make_corpus(tmp_path, {name: make() for name, make, _ in REFUSED})
    make_corpus(
        tmp_path, {"good.md": GOOD, "open.pdf": protected(""), "pound.txt": "Costs of £5 à la carte".encode("cp1252")}
    )
    report = LoadReport()
    documents = {document.source.file: document for document in load_corpus(tmp_path, report)}
    reasons = dict(report.skipped)
    assert sorted(reasons) == sorted(name for name, _, _ in REFUSED)
    for name, _, reason in REFUSED:
        assert reasons[name].startswith(reason), (name, reasons[name])
    assert sorted(documents) == ["good.md", "open.pdf", "pound.txt"]
    assert WORDS in documents["open.pdf"].text
    assert documents["pound.txt"].text == "Costs of £5 à la carte"


def test_the_slow_file_is_small(tmp_path: Path) -> None:
    assert 30_000 < len(slow()) < 40_000


def test_the_app_answers_while_a_slow_file_is_being_read(tmp_path: Path, shared_words: None, quick_limit: None) -> None:
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"good.md": GOOD})
    build_sample_index(settings)
    make_corpus(settings.corpus, {"slow.pdf": slow(), "new.md": "---\ntitle: New\ndate: 2024\n---\n\nOther words.\n"})
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        building = threading.Thread(target=build_sample_index, args=(settings,))
        building.start()
        during = [assistant.ask(QUESTION)]
        while building.is_alive():
            during.append(assistant.ask(QUESTION))
            building.join(0.1)
        after = assistant.ask(QUESTION)
    assert {answer.status for answer in (*during, after)} == {AnswerStatus.answered}
    assert {answer.citations[0].quote for answer in (*during, after)} == {"Northvale employs 1,150 nurses."}
    assert during[0].generation != after.generation


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this platform does not cap a process's memory")
def test_a_decompression_bomb_is_stopped_by_the_memory_cap(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(word_bomb(1100 * 1024**2))
    assert path.stat().st_size < 6_000_000
    with LoaderPool() as pool:
        with pytest.raises(DocumentError, match=r"needs more memory to read than the limit of 1\.0 GiB"):
            pool.load("word", path, file="bomb.docx", memory_bytes=1024**3)
        path.write_text("Words after the bomb.")
        assert pool.load("text", path, file="good.txt").text == "Words after the bomb."


def test_a_page_that_unpacks_to_more_than_pypdf_allows_is_left_out() -> None:
    bomb = Page()
    bomb.broken = True
    parsed = load_pdf(make_pdf([Page().text(60, 100, WORDS), bomb]), file="bomb.pdf")
    assert parsed.text == WORDS
    assert [problem.where for problem in parsed.problems] == ["page 2"]


def cyclic() -> bytes:
    """Return a PDF whose outline runs in a circle: the last entry is followed by the first, and holds itself."""
    pages = [
        Page().text(60, 80, title, size=16).text(60, 120, f"{title}: {WORDS}") for title in ("One", "Two", "Three")
    ]
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(pages)))
    entries = [
        writer.add_outline_item(title=title, page_number=number) for number, title in enumerate(("One", "Two", "Three"))
    ]
    last = entries[-1].get_object()
    last[NameObject("/Next")] = entries[0]
    last[NameObject("/First")] = last[NameObject("/Last")] = entries[-1]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_outline_that_runs_in_a_circle_does_not_stop_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "cyclic.pdf"
    path.write_bytes(cyclic())
    with LoaderPool() as pool:
        parsed = pool.load("pdf", path, file="cyclic.pdf")
    assert parsed.text.count(WORDS) == 3
    assert parsed.problems == ()


def test_one_bad_page_in_ten_is_named_in_the_index_report_and_nine_are_indexed(tmp_path: Path) -> None:
    pages = [Page().text(60, 100, f"{WORDS}, part {letter}.") for letter in "abcdefghij"]
    pages[6].broken = True
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"report.pdf": make_pdf(pages, info="/Title(Report)/CreationDate(D:20240315)")})
    manifest = build_sample_index(settings).manifest
    (entry,) = manifest.documents
    assert (entry.pages, entry.unread_pages) == (9, 1)
    assert [message.split(" (")[0] for _, message in manifest.warnings][:1] == ["page 7: could not be read"]


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
@pytest.mark.parametrize("target", ["../secret.md", "folder/../../secret.md", "/etc/hostname"])
def test_a_link_out_of_the_corpus_is_refused_however_it_is_written(tmp_path: Path, target: str) -> None:
    corpus = make_corpus(tmp_path / "corpus", {"good.md": GOOD, "folder/other.md": "Other words."})
    (tmp_path / "secret.md").write_text("Not for the index.")
    (corpus / "link.md").symlink_to(target)
    report = LoadReport()
    texts = [document.text for document in load_corpus(corpus, report)]
    assert report.skipped == [("link.md", "leads out of the corpus folder. Copy the document itself into it")]
    assert not any("Not for the index" in text for text in texts)


@pytest.mark.parametrize("file", ["../secret.md", "folder/../../secret.md"])
def test_an_entry_of_the_register_cannot_name_a_file_outside(tmp_path: Path, file: str) -> None:
    (tmp_path / "secret.md").write_text("Not for the index.")
    register = f'[[source]]\nfile = "{file}"\ntitle = "Secret"\n'
    corpus = make_corpus(tmp_path / "corpus", {"good.md": GOOD, "sources.toml": register})
    report = LoadReport()
    assert [document.source.file for document in load_corpus(corpus, report)] == ["good.md"]
    ((where, problem),) = report.warnings
    assert (where, problem.message) == ("sources.toml", f"names '{file}', which is not in the corpus")


def test_whoever_stops_the_walk_waits_for_no_file(tmp_path: Path) -> None:
    make_corpus(tmp_path, {"a.md": GOOD, **{f"slow-{number}.pdf": slow() for number in range(20)}})
    walk = load_corpus(tmp_path, LoadReport())
    next(walk)
    walk.close()  # what Ctrl-C does; twenty slow files would take as many minutes
    assert not [one for one in psutil.Process().children() if "child_worker" in " ".join(one.cmdline())]
