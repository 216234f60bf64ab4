"""The addresses of evidence: a place, a page as a picture, a document's own file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, HTMLResponse

from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.web.backend import Backend
from assistant.web.evidence import CHANGED, render_document_page, render_evidence, render_problem
from assistant.web.pdf_page import FINE_PIXELS, WIDTH_PIXELS, PdfPages
from assistant.web.place import HASH_CHARACTERS, file_of, find_place

_NO_PAGE = "There is no such page."
_NO_FILE = "There is no such file."
_NO_DOCUMENT = "There is no such document in the evidence base."


def add_evidence(app: FastAPI, settings: Settings, backend: Backend) -> None:
    """Add the addresses of evidence to an app; they serve only files of indexed documents inside the corpus folder.

    `app.state.drawer` has files open, and is to be closed at the end.
    """
    app.state.drawer = drawer = PdfPages()

    @app.get("/evidence/{document_id}/page-{number}.png")
    def page(document_id: str, number: int, text: str = "", fine: bool = False) -> Response:
        try:
            document = backend.document(document_id)
            path = file_of(document, settings.corpus)
            if path is None or not document.pages or document.text_sha256[:HASH_CHARACTERS] != text:
                return Response(_NO_PAGE, status_code=404)
            picture = drawer.draw(path, number, width=FINE_PIXELS if fine else WIDTH_PIXELS)
        except (UsageError, ValueError):
            return Response(_NO_PAGE, status_code=404)
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @app.get("/evidence/{document_id}/file")
    def file(document_id: str) -> Response:
        try:
            path = file_of(backend.document(document_id), settings.corpus)
        except UsageError:
            path = None
        return _send(path) if path else Response(_NO_FILE, status_code=404)

    @app.get("/evidence/{document_id}/{start}-{end}")
    def evidence(
        document_id: str,
        start: int,
        end: int,
        text: str = "",
        exact: str = "",
        page: int | None = None,
        part: bool = False,
    ) -> Response:
        finish: Callable[[str, str], str] = (lambda title, content: content) if part else render_document_page
        try:
            document = backend.document(document_id)
        except UsageError:
            return HTMLResponse(finish("Evidence", render_problem(_NO_DOCUMENT)), status_code=404)
        place = find_place(document, start, end, text, exact)
        if place is None:
            return HTMLResponse(finish("Evidence", render_problem(CHANGED)), status_code=410)
        return HTMLResponse(finish(document.source.title, render_evidence(place, settings.corpus, drawer, page=page)))


def _send(path: Path) -> Response:
    """Return a file: a PDF to be looked at, anything else to be saved, so that no document's HTML is ever rendered."""
    is_pdf = path.suffix.lower() == ".pdf"
    return FileResponse(
        path,
        filename=path.name,
        media_type="application/pdf" if is_pdf else "application/octet-stream",
        content_disposition_type="inline" if is_pdf else "attachment",
        headers={"Cache-Control": "private, no-cache"},
    )
