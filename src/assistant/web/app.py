"""The chat: what is on the page, what happens when something on it is used, and the addresses beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse

from assistant.candidates import CANDIDATES
from assistant.feedback import FEEDBACK_FILE, FeedbackFile
from assistant.settings import Settings
from assistant.users import STRANGER, User
from assistant.web.access import user_of
from assistant.web.api import add_api
from assistant.web.backend import Backend
from assistant.web.chat import Halt, Opened, Shown, converse, keep, rate, reopen, start_again
from assistant.web.draft import DRAFT, DRAFT_BUTTON
from assistant.web.evidence_routes import add_evidence
from assistant.web.examples import Examples
from assistant.web.exchange import Exchange
from assistant.web.frame import render_navigation
from assistant.web.pages import add_pages
from assistant.web.render_page import EVIDENCE_PANEL, PAST, render_filters, render_header, render_welcome

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported
os.environ["HF_HUB_OFFLINE"] = "1"

import gradio as gr
from gradio import mount_gradio_app

from assistant.web.theme import evidence_theme

LOOK = Path(__file__).parent / "static"
ANSWERS_AT_ONCE = 4
"""Questions answered at the same time: two cores do two at once, two more wait in the model's own locks."""
_STATE_SECONDS = 8 * 3600
_EXAMPLES_WAIT_SECONDS = 10.0
_NO_UPLOADS = "1b"


def build_app(settings: Settings, backend: Backend, *, candidates: Path = CANDIDATES) -> FastAPI:
    """Return the whole web app, without the guard that `server.serve` puts before it.

    Args:
        settings: limits, and the corpus folder that pages of PDFs are drawn from.
        backend: answers the questions; shared by all sessions.
        candidates: the file that answers are appended to when a reader keeps them as known facts.
    """
    app = FastAPI(title="Evidence assistant", docs_url=None, redoc_url=None, openapi_url=None)
    add_evidence(app, settings, backend)
    add_api(app, settings, backend)
    _add_look(app)
    add_pages(app, settings, backend)
    app.state.examples = examples = Examples(backend)
    examples.start()
    mount_gradio_app(
        app,
        build_blocks(settings, backend, examples, candidates),
        path="/",
        theme=evidence_theme(),
        footer_links=[],
        run_history=False,
        max_file_size=_NO_UPLOADS,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return app


def build_blocks(settings: Settings, backend: Backend, examples: Examples, candidates: Path) -> gr.Blocks:
    """Return the page: head, conversation with the question box under it, evidence beside them."""
    blocks: gr.Blocks = gr.Blocks(title="Evidence assistant", analytics_enabled=False, fill_width=True)
    with blocks:
        masthead = _html(_header(backend, STRANGER), "masthead")
        exchanges = gr.State([], time_to_live=_STATE_SECONDS)
        halt = gr.State(Halt(), time_to_live=_STATE_SECONDS)
        chosen = gr.Textbox(visible=False)  # never shown: `ask.js` puts the filters of the page's address into it
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="conversation-column"):
                welcome = _html(render_welcome(()), "welcome")
                conversation = _html("", "conversation")
                with gr.Column(elem_id="composer", scale=0):
                    _html('<div id="signed-out" role="alert"></div><div id="wait"></div>', "session")
                    note = _html("", "note")
                    _html('<div id="active-filters" hidden></div>', "active")
                    question = _question_box(settings.max_question_characters)
                    with gr.Row(elem_id="actions"):
                        send = gr.Button("Send", variant="primary", elem_id="send")
                        stop = gr.Button("Stop", variant="secondary", elem_id="stop")
                        restart = gr.Button("New conversation", variant="secondary", elem_id="restart")
                        _html(_FILTERS_BUTTON, "filters-button")
                        _html("Enter sends, Shift + Enter starts a new line", "hint")
            _html(EVIDENCE_PANEL, "evidence-column")
        filters = _html(render_filters(()), "filters-holder")
        _html(PAST + DRAFT + _LIVE, "past-holder")
        bridge = gr.HTML("", elem_id="bridge", js_on_load=_BRIDGE, apply_default_css=False, padding=False)

        shown = [conversation, exchanges, note]
        opened = [conversation, question, exchanges, note]

        def on_ask(text: object, earlier: list[Exchange], sent: object, halt: Halt) -> Iterator[Shown]:
            limit = settings.max_question_characters
            yield from converse(backend, limit, text, earlier, sent, suggest=examples.instead, halt=halt)

        gr.on(
            [question.submit, send.click],
            on_ask,
            inputs=[question, exchanges, chosen, halt],
            outputs=shown,
            js=_WITH_FILTERS,
            concurrency_limit=ANSWERS_AT_ONCE,
            **_QUIET,
        )
        stop.click(Halt.ask, inputs=[halt], concurrency_limit=None, **_QUIET)
        restart.click(start_again, inputs=[halt], outputs=opened, concurrency_limit=None, **_QUIET)
        _add_bridge(bridge, settings, backend, candidates, exchanges=exchanges, halt=halt, shown=shown, opened=opened)

        def on_load(request: gr.Request) -> tuple[str, str]:
            scope = getattr(request.request, "scope", None)
            header = _header(backend, user_of(scope) if scope else STRANGER)
            return header, render_welcome(examples.get(_EXAMPLES_WAIT_SECONDS))

        # apart: the documents to choose from need not wait for the examples
        blocks.load(lambda: render_filters(backend.documents()), outputs=[filters], concurrency_limit=None, **_QUIET)
        blocks.load(on_load, outputs=[masthead, welcome], concurrency_limit=None, **_QUIET)
    blocks.queue(max_size=settings.max_queue, api_open=False)
    return blocks


def _add_bridge(
    bridge: gr.HTML,
    settings: Settings,
    backend: Backend,
    candidates: Path,
    *,
    exchanges: gr.State,
    halt: gr.State,
    shown: list[gr.components.Component],
    opened: list[gr.components.Component],
) -> None:
    """Add what the page's own scripts ask for: a past conversation, a verdict, an answer kept as a known fact."""
    file = FeedbackFile(settings.index / FEEDBACK_FILE)

    def on_reopen(halt: Halt, event: gr.EventData) -> Opened:
        return reopen(backend, settings.max_question_characters, _sent(event), halt=halt)

    def on_rate(earlier: list[Exchange], event: gr.EventData) -> Shown:
        sent = _sent(event)
        return rate(file, earlier, sent.get("turn"), sent.get("verdict"), sent.get("remark"))

    def on_keep(earlier: list[Exchange], event: gr.EventData) -> Shown:
        return keep(candidates, earlier, _sent(event).get("turn"))

    bridge.select(on_reopen, inputs=[halt], outputs=opened, **_QUIET)
    bridge.like(on_rate, inputs=[exchanges], outputs=shown, **_QUIET)
    bridge.submit(on_keep, inputs=[exchanges], outputs=shown, **_QUIET)


def _sent(event: gr.EventData) -> dict[str, object]:
    return event._data if isinstance(event._data, dict) else {}


def _header(backend: Backend, user: User) -> str:
    documents = backend.documents()
    years = sorted(document.date[:4] for document in documents if document.date[:4].isdigit())
    return render_header(
        len(documents),
        years[0] if years else "",
        years[-1] if years else "",
        navigation=render_navigation("/", user),
        buttons=DRAFT_BUTTON,
    )


def _question_box(max_characters: int) -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        placeholder="Ask the evidence base",
        lines=1,
        max_lines=8,
        max_length=max_characters,
        autofocus=True,
        elem_id="question",
        html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=True, enterkeyhint="send"),
    )


def _html(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=None, apply_default_css=False, padding=False)


_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_BRIDGE = "window.evidenceBridge = (name, sent) => trigger(name, sent);"
_WITH_FILTERS = """(question, exchanges, chosen, halt) =>
    [question, exchanges, window.evidenceFilters ? window.evidenceFilters() : "", halt]"""
_FILTERS_BUTTON = '<button type="button" class="quiet" id="filters-open" aria-haspopup="dialog">Filters</button>'
_LIVE = (
    '<div class="visually-hidden" id="announcer" role="status" aria-live="polite"></div>'
    '<div id="hover-card" role="tooltip" hidden></div>'
)


def _add_look(app: FastAPI) -> None:
    names = {path.name for path in LOOK.iterdir() if path.is_file()}

    @app.get("/look/{name}")
    def look(name: str) -> Response:
        if name not in names:
            return Response("There is nothing here.", status_code=404)
        return FileResponse(LOOK / name, headers={"Cache-Control": "no-cache"})

    @app.get("/favicon.svg")
    @app.get("/favicon.ico")
    def favicon() -> Response:
        return FileResponse(
            LOOK / "favicon.svg", media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"}
        )
