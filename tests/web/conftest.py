"""What the tests of the web app share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.corpus.document import Document
from assistant.settings import Settings

from .fakes import HOSTILE, SENTENCE, FakeBackend, make_document

WritePdf = Callable[[Path, Sequence[str]], None]


@pytest.fixture
def panel() -> Document:
    return make_document([SENTENCE, "It met four times."], rows=[("Leeds", "120"), ("Bradford", "45")])


@pytest.fixture
def backend(panel: Document) -> FakeBackend:
    hostile = make_document(
        [HOSTILE], id="hostile", title='<b onmouseover="window.hacked=1">T</b>', heading="<i>H</i>", file="hostile.md"
    )
    return FakeBackend({"panel": panel, "hostile": hostile})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", port=0)


@pytest.fixture(scope="session")
def write_pdf() -> WritePdf:
    """Write a PDF of one page, a line of text each."""

    def write(path: Path, lines: Sequence[str]) -> None:
        shown = "".join(f"1 0 0 1 72 {720 - 20 * index} Tm ({line}) Tj\n" for index, line in enumerate(lines))
        stream = f"BT /F1 14 Tf\n{shown}ET".encode("latin-1")
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        body, offsets = b"%PDF-1.4\n", []
        for number, content in enumerate(objects, start=1):
            offsets.append(len(body))
            body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        start = len(body)
        body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        body += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
        path.write_bytes(body)

    return write


@pytest.fixture
def make_pdf(write_pdf: WritePdf) -> WritePdf:
    return write_pdf


def build_quietly(settings: Settings, backend: FakeBackend) -> FastAPI:
    """Build the app inside an event loop of its own; outside of one Gradio makes loops and never closes them."""
    from assistant.web.app import build_app

    async def build() -> FastAPI:
        return build_app(settings, backend, candidates=settings.index / "candidates.yaml")

    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop running in this one
        return thread.submit(asyncio.run, build()).result()


@pytest.fixture
def client(settings: Settings, backend: FakeBackend) -> Iterator[TestClient]:
    from assistant.web.security import Guard

    with TestClient(Guard(build_quietly(settings, backend)), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from .browsing import open_browser

    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, write_pdf: WritePdf) -> Iterator[Any]:
    from .browsing import open_site

    with open_site(tmp_path_factory.mktemp("corpus"), write_pdf) as site:
        yield site


@pytest.fixture
def open_visitor(browser: Any, site: Any) -> Iterator[Any]:
    """Open a window of a person of their own; at the end nothing has left the machine and no script has complained."""
    from .browsing import WIDE, Visitor

    visitors: list[Visitor] = []

    def open_one(size: tuple[int, int] = WIDE, **options: Any) -> Visitor:
        visitors.append(Visitor(browser, site, size, **options))
        return visitors[-1]

    yield open_one
    for visitor in visitors:
        # as they were before the page is closed: that cuts off what it still waits for, and Gradio complains of it
        remote, complaints = list(visitor.remote), list(visitor.complaints)
        visitor.context.close()
        assert not remote
        assert not complaints
