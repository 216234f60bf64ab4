"""The page Evidence base: what it shows, and that only administrators change anything."""

from __future__ import annotations

import datetime
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.documents import DocumentSummary
from assistant.indexing.generation import FORMAT_VERSION, IndexedDocument, Manifest, finish_generation, make_current
from assistant.schema import NOT_ORIGINAL
from assistant.settings import Settings
from assistant.users import Role, User
from assistant.web.access import _USER
from assistant.web.catalogue import Catalogue, Entry, State, Wanted, read_catalogue, select
from assistant.web.indexer import Outcome, Progress, Tell
from assistant.web.library import ROWS, render_library, render_results, wanted_from
from assistant.web.library_changes import render_progress
from assistant.web.pages import FORBIDDEN, add_pages
from assistant.web.security import Guard

from .fakes import FakeBackend

ADMINISTRATOR, READER = User("ada", Role.administrator), User("rosa", Role.reader)
HOSTILE = '<script>window.hacked=1</script><img src=x onerror="hacked=1">'


def write_manifest(index: Path, corpus: Path, **given: object) -> Manifest:
    folder = index / "20261120-101500-1a2b"
    folder.mkdir(parents=True)
    values = {
        "format_version": FORMAT_VERSION,
        "generation": folder.name,
        "created": datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=5),
        "embedding_model": "fake",
        "embedding_revision": "",
        "dimension": 3,
        "splitter_version": 1,
        "analyser_version": 1,
        "corpus_fingerprint": "",
        "documents": (),
        "passages": 0,
        "skipped": (),
        "warnings": (),
    }
    manifest = finish_generation(folder, Manifest(**{**values, **given}))
    make_current(folder)
    return manifest


def summary(file: str, **given: object) -> DocumentSummary:
    values = {"id": file, "file": file, "title": file, "publisher": "", "date": "", "kind": "", "geography": ()}
    return DocumentSummary(**{**values, "pages": 0, "passages": 3, **given})


def test_a_digest_says_so_and_leads_to_its_original(settings: Settings) -> None:
    digest = summary("digest.md", form="digest", url="https://example.org/report")
    catalogue = read_catalogue(settings.corpus, settings.index, [digest, summary("own.md")])
    shown = render_results(catalogue, Wanted(), 1, READER)
    assert shown.count(NOT_ORIGINAL) == 1
    assert 'href="https://example.org/report"' in shown


def test_the_catalogue_tells_how_each_file_stands(settings: Settings) -> None:
    for name in ("read.pdf", "partly.pdf", "new.md", "bad.pdf", "changed.md", "mended.pdf"):
        (settings.corpus / name).write_text("words")
    indexed = [
        IndexedDocument(id="r", file="read.pdf", text_sha256="", passages=3, pages=10, ocr_pages=4),
        IndexedDocument(id="p", file="partly.pdf", text_sha256="", passages=3, pages=8, unread_pages=2),
    ]
    skipped = (("bad.pdf", "is damaged"), ("mended.pdf", "was damaged"), ("away.pdf", "was damaged"))
    manifest = write_manifest(settings.index, settings.corpus, documents=indexed, skipped=skipped)
    later = manifest.created.timestamp() + 60
    for name in ("changed.md", "mended.pdf"):
        os.utime(settings.corpus / name, (later, later))
    documents = [
        summary("read.pdf", pages=10, also_in=("copy.pdf",)),
        summary("partly.pdf", pages=8),
        summary("changed.md"),
        summary("gone.md"),
    ]
    catalogue = read_catalogue(settings.corpus, settings.index, documents)
    states = {entry.file: entry.state for entry in catalogue.entries}
    assert states == {
        "read.pdf": State.indexed,
        "partly.pdf": State.partly,
        "changed.md": State.changed,
        "gone.md": State.gone,
        "new.md": State.waiting,
        "mended.pdf": State.waiting,
        "bad.pdf": State.skipped,
        "away.pdf": State.skipped,
    }
    found = {entry.file: entry for entry in catalogue.entries}
    assert found["read.pdf"].ocr == 0.4
    assert found["changed.md"].ocr is None
    assert "same text as copy.pdf" in found["read.pdf"].note
    assert "2 pages could not be read" in found["partly.pdf"].note
    assert found["bad.pdf"].note == "is damaged"
    assert [entry.file for entry in catalogue.documents] == ["read.pdf", "partly.pdf", "changed.md", "gone.md"]


def test_without_an_index_and_without_a_folder_there_is_still_a_catalogue(tmp_path: Path) -> None:
    catalogue = read_catalogue(tmp_path / "nowhere", tmp_path / "none", [summary("a.md")])
    assert [(entry.file, entry.state) for entry in catalogue.entries] == [("a.md", State.indexed)]
    assert catalogue.generation == ""


ENTRIES = [
    Entry("b.md", "Budget of Leeds", State.indexed, publisher="Council", date="2020", kind="report", places=("Leeds",)),
    Entry("a.md", "Étude", State.indexed, date="2024-03", kind="strategy", places=("Leeds", "York"), passages=9),
    Entry("c.md", "Census", State.changed, publisher="Office", kind="report", passages=20),
]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(), ["Budget of Leeds", "Census", "Étude"]),
        (Wanted(words="leeds COUNCIL"), ["Budget of Leeds"]),
        (Wanted(words="etude"), ["Étude"]),
        (Wanted(words="leeds nothing"), []),
        (Wanted(kind="report"), ["Budget of Leeds", "Census"]),
        (Wanted(place="York"), ["Étude"]),
        (Wanted(state="changed since"), ["Census"]),
        (Wanted(first_year="2021"), ["Étude"]),
        (Wanted(last_year="2021"), ["Budget of Leeds"]),
        (Wanted(order="date"), ["Étude", "Budget of Leeds", "Census"]),
        (Wanted(order="passages"), ["Census", "Étude", "Budget of Leeds"]),
        (Wanted(order="publisher"), ["Budget of Leeds", "Census", "Étude"]),
        (Wanted(order="__class__"), ["Budget of Leeds", "Census", "Étude"]),
    ],
)
def test_documents_are_searched_filtered_and_sorted(wanted: Wanted, titles: list[str]) -> None:
    assert [entry.title for entry in select(ENTRIES, wanted)] == titles


def test_a_search_can_be_shared_by_its_address() -> None:
    query = {"q": "leeds", "kind": "report", "from": "2020", "sort": "date"}
    wanted = wanted_from(lambda name: query.get(name, ""))
    assert wanted == Wanted(words="leeds", kind="report", first_year="2020", order="date")
    shown = render_results(Catalogue(tuple(ENTRIES)), wanted, 1, READER)
    assert 'href="/library?words=' not in shown
    assert "q=leeds&amp;kind=report&amp;from=2020&amp;sort=passages" in shown


def test_a_reader_is_shown_no_controls_and_an_administrator_is() -> None:
    catalogue = Catalogue(tuple(ENTRIES))
    for user, there in ((READER, False), (ADMINISTRATOR, True)):
        page = render_library(catalogue, Wanted(), 1, Progress(), user, megabytes=5)
        assert ("Change the evidence base" in page, "/library/remove?" in page) == (there, there)


def test_what_was_skipped_and_why_is_shown_and_all_of_it_as_text() -> None:
    catalogue = Catalogue(
        (
            Entry("h.md", HOSTILE, State.indexed, publisher=HOSTILE, kind=HOSTILE, places=(HOSTILE,), note=HOSTILE),
            Entry("bad.pdf", "bad.pdf", State.skipped, note=f"is damaged {HOSTILE}"),
        ),
        warnings=(("h.md", HOSTILE),),
    )
    page = render_library(catalogue, Wanted(words=HOSTILE), 1, Progress(message=HOSTILE), ADMINISTRATOR, megabytes=5)
    page += render_results(catalogue, Wanted(), 1, ADMINISTRATOR)
    assert "is damaged" in page
    assert "<script" not in page
    assert "<img" not in page


def test_a_long_list_comes_in_pages() -> None:
    catalogue = Catalogue(tuple(Entry(f"{n}.md", f"Title {n:04}", State.indexed) for n in range(2 * ROWS + 1)))
    first = render_results(catalogue, Wanted(), 1, READER)
    assert first.count('scope="row"') == ROWS
    assert 'href="/library?page=2"' in first
    assert render_results(catalogue, Wanted(), 99, READER).count('scope="row"') == 1


@pytest.mark.parametrize(
    ("progress", "shown"),
    [
        (Progress(), ""),
        (Progress(running=True, stage="passages", done=3, of=9), 'max="9" value="3"'),
        (Progress(running=True), "Starting"),
        (Progress(message="Done.", failed=False), "told good"),
        (Progress(message="No.", failed=True), "told bad"),
        (Progress(message="Stopped.", stopped=True), "told stopped"),
        (Progress(message="Done.", unread=("a.pdf",)), "1 file could not be read: <bdi>a.pdf</bdi>. <a"),
        (Progress(message="Done.", unread=("a.pdf",)), "told warn"),
        (Progress(message="Done.", unread=tuple("abcdefg")), "<bdi>e</bdi> and 2 more"),
        (Progress(message="Done.", unread=(HOSTILE,)), "&lt;script&gt;"),
        (Progress(running=True, done=3, of=9, left_seconds=200.0), "About 3 minutes left"),
        (Progress(running=True, done=3, of=9, left_seconds=20.0), "Less than a minute left"),
    ],
)
def test_the_progress_of_the_index_is_shown(progress: Progress, shown: str) -> None:
    assert shown in render_progress(progress)


# Addresses

Open = Callable[[User], TestClient]


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def enter(settings: Settings, backend: FakeBackend, built: list[str]) -> Iterator[Open]:
    def build(tell: Tell, stopping: threading.Event) -> Outcome:
        built.append("built")
        return Outcome("Done.")

    app = FastAPI()
    add_pages(app, settings, backend, build=build)

    def as_user(user: User) -> TestClient:
        async def seen(scope, receive, send) -> None:
            await app({**scope, _USER: user}, receive, send)

        guard = Guard(seen, max_upload_bytes=settings.max_upload_megabytes * 1024 * 1024)
        return TestClient(guard, base_url="http://127.0.0.1:7860", follow_redirects=False)

    yield as_user
    app.state.indexer.stop()


def test_the_page_runs_its_own_script_and_no_other(enter: Open) -> None:
    page = enter(READER).get("/library")
    assert page.status_code == 200
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert set(re.findall(r'<script src="([^"]+)" defer></script>', page.text)) == {"/look/pages.js"}
    assert "<script>" not in page.text
    assert not re.search(r"\son\w+=", page.text.replace("onmouseover=&quot;", ""))


CHANGES = [
    ("POST", "/library/files?name=a.md"),
    ("POST", "/library/index"),
    ("POST", "/library/stop"),
    ("POST", "/library/remove"),
    ("GET", "/library/remove?file=a.md"),
    ("GET", "/library/status"),
]


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_a_reader_cannot_call_what_changes_the_evidence_base(
    enter: Open, settings: Settings, built: list[str], method: str, path: str
) -> None:
    (settings.corpus / "a.md").write_text("words")
    answer = enter(READER).request(method, path, content=b"file=a.md" if method == "POST" else None)
    assert (answer.status_code, answer.text) == (403, FORBIDDEN)
    assert [file.name for file in settings.corpus.iterdir()] == ["a.md"]
    assert built == []


def test_without_the_layer_that_finds_the_person_nothing_can_be_changed(
    settings: Settings, backend: FakeBackend
) -> None:
    app = FastAPI()
    add_pages(app, settings, backend)
    assert TestClient(app).post("/library/files?name=a.md", content=b"words").status_code == 403


def test_an_administrator_adds_removes_and_indexes(enter: Open, settings: Settings, built: list[str]) -> None:
    client = enter(ADMINISTRATOR)
    added = client.post("/library/files?name=../new.md", content=b"# New")
    assert (added.status_code, added.json()) == (200, {"file": "new.md"})
    again = client.post("/library/files?name=new.md", content=b"# New")
    assert again.status_code == 400
    assert "already" in again.json()["problem"]
    assert client.post("/library/files?name=new.md&replace=1", content=b"# Newer").status_code == 200
    assert client.post("/library/index").headers["location"] == "/library"
    assert "new.md" in client.get("/library/remove?file=new.md").text
    assert client.post("/library/remove", data={"file": "new.md"}).status_code == 303
    assert not (settings.corpus / "new.md").exists()
    assert client.post("/library/remove", data={"file": "new.md"}).status_code == 404
    assert client.get("/library/status").json().keys() == {"running", "html"}
    assert built


def test_a_file_that_is_too_large_is_refused_before_it_is_read(enter: Open, settings: Settings) -> None:
    most = settings.max_upload_megabytes * 1024 * 1024
    answer = enter(ADMINISTRATOR).post(
        "/library/files?name=a.md", headers={"content-length": str(most + 1)}, content=b"x"
    )
    assert answer.status_code == 413
    assert list(settings.corpus.iterdir()) == []


def test_a_file_that_was_never_read_can_be_removed_and_is_told_as_such(enter: Open, settings: Settings) -> None:
    (settings.corpus / "bad.pdf").write_text("words")
    skipped = (("bad.pdf", "is damaged"), ("away.pdf", "was damaged"))
    write_manifest(settings.index, settings.corpus, skipped=skipped)
    client = enter(ADMINISTRATOR)
    page = client.get("/library").text
    assert page.count("/library/remove?file=bad.pdf") == 1
    assert "/library/remove?file=away.pdf" not in page
    assert "/library/remove" not in enter(READER).get("/library").text
    asked = client.get("/library/remove?file=bad.pdf").text
    assert "no answer comes from it" in asked
    assert "no longer come from it" not in asked


def test_a_removal_that_fails_says_what_failed(
    enter: Open, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("assistant.web.pages.remove_file", refuse)
    answer = enter(ADMINISTRATOR).post("/library/remove", data={"file": "a.md"})
    assert answer.status_code == 500
    assert "could not be removed: its file could not be moved (Permission denied)" in answer.text
    assert "no such file" not in answer.text


@pytest.mark.parametrize(
    "file", ["../../etc/passwd", "/etc/passwd", "..%2f..%2fetc%2fpasswd", "x\0", HOSTILE, "C:\\boot.ini"]
)
def test_no_file_outside_the_folder_can_be_named(enter: Open, file: str) -> None:
    client = enter(ADMINISTRATOR)
    asked = client.get("/library/remove", params={"file": file})
    assert asked.status_code == 404
    assert "<script>window" not in asked.text
    assert client.post("/library/remove", data={"file": file}).status_code == 404


@pytest.mark.parametrize(
    "query", ["page=-1", "page=x", "page=99999999999", "sort=%00", "kind=%3Cscript%3E", "q=" + "x" * 5000]
)
def test_addresses_that_make_no_sense_do_no_harm(enter: Open, query: str) -> None:
    answer = enter(READER).get(f"/library?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text
