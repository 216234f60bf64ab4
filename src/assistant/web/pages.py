"""The addresses of the pages beside the chat: Evidence base and Quality, and what administrators may change."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse

from assistant.errors import AssistantError, EvaluationError, UsageError
from assistant.evaluation.cli import FACTS
from assistant.settings import Settings
from assistant.users import User
from assistant.web.access import user_of
from assistant.web.backend import Backend
from assistant.web.catalogue import read_catalogue
from assistant.web.files import add_file, files_by_name, remove_file
from assistant.web.frame import render_page
from assistant.web.indexer import Build, Indexer, build_in_child
from assistant.web.library import render_library, render_results, wanted_from
from assistant.web.library_changes import render_progress, render_removal
from assistant.web.quality import render_no_report, render_quality
from assistant.web.reports import WHOLE_REPORT, Reports, thresholds_beside
from assistant.web.text import show

FORBIDDEN = "Only administrators may change the evidence base."
_log = logging.getLogger(__name__)


def add_pages(app: FastAPI, settings: Settings, backend: Backend, *, build: Build | None = None) -> None:
    """Add the pages to an app, before Gradio is mounted on it; `app.state.indexer` is to be stopped at the end.

    Args:
        app: what they are added to.
        settings: folders and limits.
        backend: what is indexed.
        build: brings the index up to date; in a child process where it is None.
    """
    app.state.indexer = indexer = Indexer(build or build_in_child(settings))
    router = APIRouter(include_in_schema=False)
    _add_library(router, settings, backend, indexer)
    _add_changes(router, settings, indexer)
    _add_removal(router, settings, backend, indexer)
    _add_quality(router, settings, backend)
    app.include_router(router)


def _add_library(router: APIRouter, settings: Settings, backend: Backend, indexer: Indexer) -> None:
    @router.get("/library")
    def library(request: Request, part: bool = False) -> Response:
        wanted = wanted_from(lambda name: request.query_params.get(name, ""))
        number = request.query_params.get("page", "1")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
        user = user_of(request.scope)
        catalogue = read_catalogue(settings.corpus, settings.index, backend.documents())
        if part:
            return _html(render_results(catalogue, wanted, page, user))
        megabytes = settings.max_upload_megabytes
        content = render_library(catalogue, wanted, page, indexer.progress, user, megabytes=megabytes)
        return _html(render_page("Evidence base", content, current="/library", user=user))

    @router.get("/library/status")
    def status(request: Request) -> Response:
        if not user_of(request.scope).is_administrator:
            return _forbidden()
        progress = indexer.progress
        return JSONResponse({"running": progress.running, "html": render_progress(progress)}, headers=_NOT_KEPT)


def _add_changes(router: APIRouter, settings: Settings, indexer: Indexer) -> None:
    @router.post("/library/files")
    async def add(request: Request, name: str = "", replace: bool = False) -> Response:
        user = user_of(request.scope)
        if not user.is_administrator:
            return _forbidden()
        most = settings.max_upload_megabytes * 1024 * 1024
        try:
            added = await add_file(settings.corpus, name, _body(request), max_bytes=most, replace=replace)
        except UsageError as error:
            return JSONResponse({"problem": str(error)}, status_code=400)
        except OSError as error:
            _log.exception("A file could not be added.")
            problem = f"The file could not be written to the evidence base ({error.strerror})."
            return JSONResponse({"problem": problem}, status_code=500)
        _note(user, "added", added)
        return JSONResponse({"file": added})

    @router.post("/library/index")
    def index(request: Request) -> Response:
        user = user_of(request.scope)
        if not user.is_administrator:
            return _forbidden()
        indexer.start()
        return RedirectResponse("/library", status_code=303)

    @router.post("/library/stop")
    def stop(request: Request) -> Response:
        if not user_of(request.scope).is_administrator:
            return _forbidden()
        indexer.cancel()
        return RedirectResponse("/library", status_code=303)


def _add_removal(router: APIRouter, settings: Settings, backend: Backend, indexer: Indexer) -> None:
    @router.get("/library/remove")
    def ask_before_removing(request: Request, file: str = "") -> Response:
        user = user_of(request.scope)
        if not user.is_administrator:
            return _forbidden()
        if file not in files_by_name(settings.corpus):
            return _gone(file, user)
        found = [one for one in backend.documents() if file in (one.file, *one.also_in)]
        title = next((one.title for one in found if one.file == file), file)
        content = render_removal(file, title, is_read=bool(found))
        return _html(render_page("Remove a document", content, current="/library", user=user))

    @router.post("/library/remove")
    async def remove(request: Request) -> Response:
        user = user_of(request.scope)
        if not user.is_administrator:
            return _forbidden()
        form = parse_qs((await request.body()).decode("utf-8", errors="replace"))  # the guard limits its size
        file = form.get("file", [""])[0]
        try:
            await run_in_threadpool(remove_file, settings.corpus, file)
        except AssistantError:
            return _gone(file, user)
        except OSError as error:
            _log.exception("A file could not be removed.")
            return _not_removed(file, error, user)
        _note(user, "removed", file)
        indexer.start()
        return RedirectResponse("/library", status_code=303)


def _add_quality(router: APIRouter, settings: Settings, backend: Backend) -> None:
    reports = Reports(settings.reports)
    whole = settings.reports / WHOLE_REPORT

    @router.get("/quality")
    def quality(request: Request, kind: str = "") -> Response:
        try:
            report = reports.last()
        except EvaluationError as error:
            report, content = None, render_no_report(str(error))
        else:
            content = render_no_report()
        if report:
            answering = read_catalogue(settings.corpus, settings.index, backend.documents()).generation
            thresholds = thresholds_beside(FACTS)
            content = render_quality(report, thresholds, answering=answering, kind=kind, whole=whole.is_file())
        return _html(render_page("Quality", content, current="/quality", user=user_of(request.scope)))

    @router.get("/quality/report.html")
    def whole_report() -> Response:
        if not whole.is_file():
            return Response("There is no report yet.", status_code=404)
        return FileResponse(whole, media_type="text/html; charset=utf-8", headers=_NOT_KEPT)


_BACK = '<p><a href="/library">Back to the evidence base</a></p>'
_NOT_KEPT = {"Cache-Control": "no-store"}


def _html(page: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(page, status_code=status, headers=_NOT_KEPT)


def _forbidden() -> Response:
    return Response(FORBIDDEN, status_code=403, media_type="text/plain")


def _gone(file: str, user: User) -> HTMLResponse:
    content = f'<p class="lead">There is no such file in the evidence base: <bdi>{show(file[:200])}</bdi></p>{_BACK}'
    return _html(render_page("Remove a document", content, current="/library", user=user), 404)


def _not_removed(file: str, error: OSError, user: User) -> HTMLResponse:
    reason = f" ({show(error.strerror)})" if error.strerror else ""
    content = (
        f'<p class="told bad" role="alert"><bdi>{show(file[:200])}</bdi> could not be removed: its file could not be '
        f"moved{reason}. It is still in the evidence base.</p>{_BACK}"
    )
    return _html(render_page("Remove a document", content, current="/library", user=user), 500)


async def _body(request: Request) -> AsyncIterator[bytes]:
    async for part in request.stream():
        yield part


def _note(user: User, what: str, file: str) -> None:
    # A warning, so that it is seen without any setting: who changed what answers come from must not be lost.
    _log.warning("%s %s %r.", user.name or "Somebody at this machine", what, file)
