"""The chat: what is on the page, what a question does, and the addresses beside it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, HTMLResponse

from assistant.errors import AssistantError, UsageError
from assistant.schema import Turn
from assistant.settings import Settings
from assistant.web.backend import Backend
from assistant.web.evidence import CHANGED, file_of, find_place, render_document_page, render_evidence, render_problem
from assistant.web.examples import Examples
from assistant.web.pdf_page import PdfPages
from assistant.web.render import (
    FAULT,
    HASH_CHARACTERS,
    Exchange,
    render_conversation,
    render_header,
    render_note,
    render_welcome,
)

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported
os.environ["HF_HUB_OFFLINE"] = "1"

import gradio as gr
from gradio import mount_gradio_app

from assistant.web.theme import evidence_theme

LOOK = Path(__file__).parent / "static"
QUEUE_SIZE = 64
ANSWERS_AT_ONCE = 4
"""Questions answered at the same time: two cores do two at once, two more wait in the model's own locks."""
MAX_EXCHANGES = 60
"""Exchanges kept in one conversation; the oldest leave the page first."""
_HISTORY_TURNS = 8
_STATE_SECONDS = 8 * 3600
_EXAMPLES_WAIT_SECONDS = 10.0
_NO_UPLOADS = "1b"
BLANK = "Write a question first."

_log = logging.getLogger(__name__)


def build_app(settings: Settings, backend: Backend) -> FastAPI:
    """Return the whole web app, without the guard that `server.serve` puts before it.

    Args:
        settings: limits, and the corpus folder that pages of PDFs are drawn from.
        backend: answers the questions; shared by all sessions.
    """
    app = FastAPI(title="Evidence assistant", docs_url=None, redoc_url=None, openapi_url=None)
    _add_evidence(app, settings, backend)
    _add_look(app)
    app.state.examples = examples = Examples(backend)
    examples.start()
    mount_gradio_app(
        app,
        build_blocks(settings, backend, examples),
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


def build_blocks(settings: Settings, backend: Backend, examples: Examples) -> gr.Blocks:
    """Return the page: header, conversation with the question box under it, evidence beside them."""
    blocks: gr.Blocks = gr.Blocks(title="Evidence assistant", analytics_enabled=False, fill_width=True)
    with blocks:
        masthead = _html(_header(backend), "masthead")
        exchanges = gr.State([], time_to_live=_STATE_SECONDS)
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="conversation-column"):
                welcome = _html(render_welcome(()), "welcome")
                conversation = _html("", "conversation")
                with gr.Column(elem_id="composer", scale=0):
                    note = _html("", "note")
                    question = gr.Textbox(
                        label="Your question",
                        placeholder="Ask the evidence base",
                        lines=1,
                        max_lines=8,
                        max_length=settings.max_question_characters,
                        autofocus=True,
                        elem_id="question",
                        html_attributes=gr.InputHTMLAttributes(
                            autocomplete="off", spellcheck=True, enterkeyhint="send"
                        ),
                    )
                    with gr.Row(elem_id="actions"):
                        send = gr.Button("Send", variant="primary", elem_id="send")
                        restart = gr.Button("New conversation", variant="secondary", elem_id="restart")
                        _html("Enter sends, Shift + Enter starts a new line", "hint")
            _html(_EVIDENCE_PANEL, "evidence-column")

        gr.on(
            [question.submit, send.click],
            partial(converse, backend, settings.max_question_characters),
            inputs=[question, exchanges],
            outputs=[conversation, question, exchanges, note],
            concurrency_limit=ANSWERS_AT_ONCE,
            show_progress="hidden",
            api_visibility="private",
        )
        restart.click(
            _start_again,
            outputs=[conversation, question, exchanges, note],
            queue=True,
            show_progress="hidden",
            api_visibility="private",
        )
        blocks.load(
            lambda: (_header(backend), render_welcome(examples.get(_EXAMPLES_WAIT_SECONDS))),
            outputs=[masthead, welcome],
            concurrency_limit=None,
            show_progress="hidden",
            api_visibility="private",
        )
    blocks.queue(max_size=QUEUE_SIZE, api_open=False)
    return blocks


Shown = tuple[str, str, list[Exchange], str]
"""What a question changes: conversation as HTML, the question box, the conversation itself, the note beside the box."""


def converse(backend: Backend, max_characters: int, question: object, exchanges: Sequence[Exchange]) -> Iterator[Shown]:
    """Answer a question inside a conversation: first what is shown while it is searched, then the outcome."""
    earlier = list(exchanges)
    text = question.strip() if isinstance(question, str) else ""  # a browser sends text; anything can send anything
    problem = _refusal(text, max_characters)
    if problem:
        yield render_conversation(earlier), text[:max_characters], earlier, render_note(problem)
        return
    asked = Exchange(question=text)
    yield render_conversation([*earlier, asked]), "", earlier, ""
    answered = [*earlier, answer_question(backend, asked.question, earlier)][-MAX_EXCHANGES:]
    yield render_conversation(answered), "", answered, ""


def answer_question(backend: Backend, question: str, earlier: Sequence[Exchange]) -> Exchange:
    """Return a question with its outcome: an answer, or in words what went wrong."""
    history = [Turn(exchange.question, exchange.answer.text) for exchange in earlier if exchange.answer]
    try:
        answer = backend.ask(question, history=history[-_HISTORY_TURNS:])
    except UsageError as error:
        return Exchange(question, problem=str(error))
    except AssistantError:
        _log.exception("A question could not be answered.")
        return Exchange(question, problem=FAULT)
    except Exception:  # the page must say something whatever happens; the log has the rest
        _log.exception("A question ended in a fault of the program.")
        return Exchange(question, problem=FAULT)
    return Exchange(question, answer=replace(answer, retrieved=()))


def _refusal(question: str, max_characters: int) -> str:
    """Return why a question is not asked at all; "" for one that is."""
    if not question:
        return BLANK
    if len(question) > max_characters:
        return f"That is {len(question):,} characters; a question may have {max_characters:,}. Ask in fewer words."
    return ""


def _start_again() -> Shown:
    return "", "", [], ""


def _header(backend: Backend) -> str:
    documents = backend.documents()
    years = sorted(document.date[:4] for document in documents if document.date[:4].isdigit())
    return render_header(len(documents), years[0] if years else "", years[-1] if years else "")


def _html(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=None, apply_default_css=False, padding=False)


_EVIDENCE_PANEL = (
    '<dialog id="evidence" aria-labelledby="evidence-title">'
    '<div class="bar"><span aria-hidden="true">Evidence</span><button type="button" class="close" id="evidence-close">'
    'Close<span class="visually-hidden"> the evidence</span></button></div>'
    '<div class="evidence-content" id="evidence-content"></div></dialog>'
    '<div class="placeholder"><p>The evidence appears here: choose a marker such as '
    '<span class="marker-sample">[1]</span>, or the title of a source.</p></div>'
    '<div class="visually-hidden" id="announcer" role="status" aria-live="polite"></div>'
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


def _add_evidence(app: FastAPI, settings: Settings, backend: Backend) -> None:
    drawer = PdfPages()

    @app.get("/evidence/{document_id}/page-{number}.png")
    def page(document_id: str, number: int, text: str = "") -> Response:
        try:
            document = backend.document(document_id)
            path = file_of(document, settings.corpus)
            if path is None or not document.pages or document.text_sha256[:HASH_CHARACTERS] != text:
                return Response("There is no such page.", status_code=404)
            picture = drawer.draw(path, number)
        except (UsageError, ValueError):
            return Response("There is no such page.", status_code=404)
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @app.get("/evidence/{document_id}/{start}-{end}")
    def evidence(document_id: str, start: int, end: int, text: str = "", part: bool = False) -> Response:
        finish: Callable[[str, str], str] = (lambda title, content: content) if part else render_document_page
        try:
            document = backend.document(document_id)
        except UsageError:
            return HTMLResponse(
                finish("Evidence", render_problem("There is no such document in the evidence base.")), status_code=404
            )
        place = find_place(document, start, end, text)
        if place is None:
            return HTMLResponse(finish("Evidence", render_problem(CHANGED)), status_code=410)
        return HTMLResponse(finish(document.source.title, render_evidence(place, settings.corpus, drawer)))
