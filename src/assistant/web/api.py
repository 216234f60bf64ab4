"""The API: a question as JSON in, the answer record out; under the same rules of access and limits as the pages."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BeforeValidator, ConfigDict, Field

from assistant.assistant import check_question
from assistant.errors import UsageError
from assistant.question_json import QuestionJson, read_question
from assistant.schema import Filters
from assistant.settings import Settings
from assistant.web.backend import Backend

ANSWERS_AT_ONCE = 2
"""Questions of programs answered at the same time: they must not take both cores from the people in the chat."""
FAULT = "The assistant could not answer: something went wrong on this side. Its log says what."
BUSY = "The assistant is busy: as many questions wait as may. Try again in a few seconds."
_NOT_KEPT = {"Cache-Control": "no-store"}
_WAIT_SECONDS = "5"

_log = logging.getLogger(__name__)


class ApiQuestion(QuestionJson):
    """The body of a question to the API; a field that it does not know is refused, so that a slip in a name shows."""

    model_config = ConfigDict(extra="forbid")

    document: Annotated[list[str], BeforeValidator(lambda given: [given] if isinstance(given, str) else given)] = Field(
        default_factory=list, description="Answer only from this document (id or file name), or from these."
    )
    explain: bool = Field(default=False, description="Add the passages that were considered.")


def add_api(app: FastAPI, settings: Settings, backend: Backend) -> None:
    """Add the addresses of the API to an app.

    Args:
        app: gets them.
        settings: the length of a question, and how many may wait.
        backend: answers.
    """
    app.state.api = line = Line(settings.max_queue)

    @app.post("/api/ask")
    async def ask(request: Request) -> JSONResponse:
        try:
            asked = read_question(await request.body(), ApiQuestion)  # the guard limits its size
            _check(asked, settings.max_question_characters)
        except ValueError as error:
            return _refused(422, str(error))
        if line.is_full:
            return _refused(503, BUSY, {"Retry-After": _WAIT_SECONDS})
        try:
            return JSONResponse(await line.answer(backend, asked), headers=_NOT_KEPT)
        except UsageError as error:
            return _refused(422, f"field 'document': {error}")
        except Exception:
            _log.exception("A question to the API could not be answered.")
            return _refused(500, FAULT)

    @app.get("/api/documents")
    def documents() -> JSONResponse:
        return JSONResponse([asdict(document) for document in backend.documents()], headers=_NOT_KEPT)


class Line:
    """Answers questions in the order they came, in threads that stay: new ones each time let memory grow.

    Used from the event loop alone, so that counting needs no lock.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._threads = ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="api")

    @property
    def is_full(self) -> bool:
        """Whether as many questions wait as may."""
        return self._held >= self._most + ANSWERS_AT_ONCE

    async def answer(self, backend: Backend, asked: ApiQuestion) -> dict[str, Any]:
        """Return the answer record.

        Raises:
            UsageError: the filter names a document that is not there.
        """
        self._held += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, _answer, backend, asked)
        finally:
            self._held -= 1

    def stop(self) -> None:
        """Answer nothing more: what waits is given up."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _answer(backend: Backend, asked: ApiQuestion) -> dict[str, Any]:
    filters = Filters(documents=tuple(asked.document))
    answer = backend.ask(asked.question, history=asked.turns, filters=filters, id=asked.id)
    return answer.to_record(explain=asked.explain)


def _check(asked: ApiQuestion, limit: int) -> None:
    try:
        check_question(asked.question, limit=limit)
    except UsageError as error:
        raise ValueError(f"field 'question': {error}") from None


def _refused(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"detail": message}, status_code=status, headers={**_NOT_KEPT, **(headers or {})})
