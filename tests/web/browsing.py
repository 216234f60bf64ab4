"""A running chat and people who look at it in Debian's Chromium, driven by Playwright; nothing leaves the machine."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
import pytest
import uvicorn

from assistant.corpus.document import Block, BlockKind, Cell, Document, Page, Source
from assistant.settings import Settings
from assistant.web.security import Guard

from .conftest import WritePdf, build_quietly
from .fakes import HOSTILE, NEWER, SENTENCE, FakeBackend, make_document

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
MORE_OPTIONS = ("--disable-sync", "--no-first-run")
WIDE, NARROW, ZOOMED = (1280, 860), (400, 800), (320, 256)
TABLE_LINES = ["Leeds   120", "Bradford   45"]
PDF_LINES = ["The panel counted 250 companies.", "It met four times in Leeds."]
_NEXUS = "Nexus is the innovation hub of a university."
HOSTILE_TITLE = '<b onmouseover="window.hacked=1">T</b><img src=x onerror="window.hacked=1"> \u202ecod\u200b\U000e0041'
sync_api.expect.set_options(timeout=20_000)  # test machines are shared

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    # Gradio 6.31 counts events with what pandas 3.1 announces the end of; as errors these would end an event silently
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


class Site:
    """A running chat on a port of its own."""

    def __init__(self, settings: Settings, backend: FakeBackend) -> None:
        self.backend = backend
        self.settings = settings
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.app = build_quietly(settings, backend)
        app = Guard(self.app)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})

    def __enter__(self) -> Site:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        self.app.state.drawer.close()
        self._socket.close()


@contextmanager
def open_browser() -> Iterator[sync_api.Browser]:
    """Start Chromium."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*OPTIONS, *MORE_OPTIONS])
        yield browser
        browser.close()


@contextmanager
def open_site(corpus: Path, write_pdf: WritePdf) -> Iterator[Site]:
    """Serve a chat over a few documents, some of them hostile."""
    write_pdf(corpus / "a.pdf", PDF_LINES)
    text = " ".join(PDF_LINES)
    blocks = (
        Block(BlockKind.paragraph, 0, len(PDF_LINES[0])),
        Block(BlockKind.paragraph, len(PDF_LINES[0]) + 1, len(text)),
    )
    _write_table(corpus / "table.pdf", write_pdf)
    drawn = Document(Source("pdf", "a.pdf", "A drawn report", date="2024-03"), text, blocks, (Page(0, 1, "iii"),))
    backend = FakeBackend(
        {
            "panel": make_document([SENTENCE, "It met four times."], rows=[("Leeds", "120"), ("Bradford", "45")]),
            "hostile": make_document([HOSTILE], id="hostile", title=HOSTILE_TITLE, heading="<i>H</i>", file="h.md"),
            "nexus": make_document([_NEXUS], id="nexus", title="Nexus", form="digest", url="https://example.org/nexus"),
            "newer": make_document([NEWER], id="newer", title="A later count"),
            "wide": make_document(["A long name."], id="wide", rows=[("Llanfairpwllgwyngyll" * 4, "120")]),
            "pdf": drawn,
            "table": table_document(),
        }
    )
    with Site(Settings(corpus=corpus, index=corpus / "index", max_question_characters=300), backend) as site:
        yield site


def _write_table(path: Path, write_pdf: WritePdf) -> None:
    """Write a PDF of three pages with a table on the second."""
    writer = pypdf.PdfWriter()
    for number, lines in enumerate([["Front page."], ["Place   Companies", *TABLE_LINES], ["Last page."]]):
        part = path.with_name(f"part-{number}.pdf")
        write_pdf(part, lines)
        writer.append(part)
        part.unlink()
    writer.write(path)


def table_document() -> Document:
    """Return what a loader makes of that PDF."""
    text, blocks = "Front page.", [Block(BlockKind.paragraph, 0, 11)]
    pages = [Page(0, 1, "i")]
    for line in TABLE_LINES:
        name, value = line.split()
        start = len(text) + 2
        text += f"\n\nPlace: {name}; Companies: {value}"
        cells = (Cell("Place", start + 7, start + 7 + len(name)), Cell("Companies", len(text) - len(value), len(text)))
        blocks.append(Block(BlockKind.table_row, start, len(text), table="Table 1", row=name, cells=cells))
    pages += [Page(blocks[1].start, 2, "1"), Page(len(text), 3, "2")]
    source = Source("table", "table.pdf", "A report with a table", date="2023", kind="strategy", geography=("Leeds",))
    return Document(source, text, tuple(blocks), tuple(pages))


_CUT_OFF = ("AbortError: signal is aborted", "Connection errored out")
"""What Gradio says of requests that a reload cuts off."""


_MOMENT = 0.5  # seconds


def _is_cut_off(words: str) -> bool:
    return any(said in words for said in _CUT_OFF)


class Visitor:
    """One person's browser window; every request that would leave the machine is stopped and remembered."""

    def __init__(self, browser: sync_api.Browser, site: Site, size: tuple[int, int], **options: object) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        self.remote: list[str] = []
        self.complaints: list[str] = []
        self.context.route("**/*", self._only_here)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self._leaving, self._cut_off_at = False, 0.0
        self.page.on("request", self._note_leaving)
        self.page.on("domcontentloaded", self._note_arrival)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("console", self._listen)
        start = time.perf_counter()
        self.page.goto(site.url)
        self.page.wait_for_selector("html[data-ready] #question textarea")
        self.usable_after_seconds = time.perf_counter() - start

    def _only_here(self, route: sync_api.Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            self.remote.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    def _listen(self, message: sync_api.ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(message.text)

    def _note_leaving(self, request: sync_api.Request) -> None:
        if not request.is_navigation_request():
            return
        self._leaving = True
        if time.perf_counter() - self._cut_off_at < _MOMENT:  # the console may be heard before the request is
            self.complaints = [words for words in self.complaints if not _is_cut_off(words)]

    def _note_arrival(self, _: sync_api.Page) -> None:
        self._leaving = False

    def _complain(self, words: str) -> None:
        """Note a complaint, but not that what a page still waited for was cut off when it was left."""
        if self._leaving and _is_cut_off(words):
            return
        self.complaints.append(words)
        if _is_cut_off(words):
            self._cut_off_at = time.perf_counter()

    def ask(self, question: str) -> sync_api.Locator:
        turns = self.page.locator(".turn").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        return self.wait_for_outcome(turns)

    def wait_for_outcome(self, turns: int) -> sync_api.Locator:
        sync_api.expect(self.page.locator(".turn")).to_have_count(turns + 1)
        sync_api.expect(self.page.locator(".pending")).to_have_count(0)
        return self.page.locator(".turn").last

    def sideways(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
