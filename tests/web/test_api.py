"""The API: a question in, the answer record out; what is wrong is said by field; the pages' rules hold for it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from assistant import users
from assistant.schema import Filters, Turn
from assistant.settings import Settings
from assistant.users import Role, add_user
from assistant.web.api import ANSWERS_AT_ONCE, BUSY, FAULT, ApiQuestion
from assistant.web.passwords import SIGN_IN
from assistant.web.server import guarded

from .conftest import build_quietly
from .fakes import FakeBackend

QUESTION = "How many companies?"
PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
PASSWORD = "correct horse battery"


def test_a_question_gets_the_answer_record_of_the_command_line(client: TestClient, backend: FakeBackend) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION})
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(backend.ask(QUESTION).to_record()))
    assert answer.headers["cache-control"] == "no-store"


def test_history_document_and_id_are_passed_on(client: TestClient, backend: FakeBackend) -> None:
    body = {
        "question": "And there?",
        "history": [{"question": QUESTION, "answer": "250"}, {"question": "Why?"}],
        "document": "panel.md",
        "id": 7,
    }
    assert client.post("/api/ask", json=body).status_code == 200
    assert ("And there?", (Turn(QUESTION, "250"), Turn("Why?", ""))) in backend.asked
    assert Filters(("panel.md",)) in backend.filters
    client.post("/api/ask", json={"question": QUESTION, "document": ["panel", "hostile"]})
    assert Filters(("panel", "hostile")) in backend.filters


def test_the_passages_that_were_considered_are_there_when_asked_for(client: TestClient) -> None:
    assert "retrieved" not in client.post("/api/ask", json={"question": QUESTION}).json()
    assert client.post("/api/ask", json={"question": QUESTION, "explain": True}).json()["retrieved"]


FAULTS: list[tuple[Any, str]] = [
    ({}, "field 'question': is missing"),
    ({"question": None}, "field 'question': must be text, and is null"),
    ({"question": " "}, "field 'question': The question is empty."),
    ({"question": "x" * 2001}, "field 'question': The question has 2,001 characters; at most 2,000 are read."),
    ({"question": "Who?", "history": "before"}, "field 'history': must be a list, and is text"),
    ({"question": "Who?", "history": [{"answer": "x"}]}, "field 'history.0.question': is missing"),
    ({"question": "Who?", "document": 5}, "field 'document': must be a list, and is a number"),
    ({"question": "Is it unknown?", "document": "unknown"}, "field 'document': There is no document 'unknown'."),
    ({"question": "Who?", "explain": "often"}, "field 'explain': must be true or false, and is text"),
    ({"question": "Who?", "documents": ["panel"]}, "field 'documents': there is no such field"),
    ([QUESTION], "not a question: it must be an object, and is a list"),
]


@pytest.mark.parametrize(("body", "message"), FAULTS, ids=[said[:45] for _, said in FAULTS])
def test_what_is_wrong_is_said_by_field(client: TestClient, body: Any, message: str) -> None:
    refused = client.post("/api/ask", json=body)
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(message)


@pytest.mark.parametrize(
    ("body", "message"), [(b"question=Who", "not JSON: "), (b"", "not JSON: "), (b"\xff\xfe", "not UTF-8 text")]
)
def test_what_is_not_json_is_refused(client: TestClient, body: bytes, message: str) -> None:
    refused = client.post("/api/ask", content=body)
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(message)


def test_a_fault_is_told_without_its_details(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    failed = client.post("/api/ask", json={"question": "boom"})
    assert (failed.status_code, failed.json()) == (500, {"detail": FAULT})
    assert "secret detail" in caplog.text


def test_the_documents_are_listed(client: TestClient, backend: FakeBackend) -> None:
    listed = client.get("/api/documents").json()
    assert [document["id"] for document in listed] == [document.id for document in backend.documents()]
    assert {"id", "file", "title", "date", "publisher", "pages", "passages"} <= set(listed[0])


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/ask"), ("POST", "/api/documents"), ("GET", "/api"), ("GET", "/api/other")]
)
def test_nothing_else_is_there(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 404


def test_a_page_of_another_site_may_not_ask(client: TestClient, backend: FakeBackend) -> None:
    sent = client.post("/api/ask", json={"question": QUESTION}, headers={"Origin": "https://evil.example"})
    assert sent.status_code == 403
    assert (QUESTION, ()) not in backend.asked


def test_no_more_wait_than_may(settings: Settings, backend: FakeBackend) -> None:
    begun, go = threading.Semaphore(0), threading.Event()

    def wait() -> None:
        begun.release()
        go.wait(30)

    backend.pause = wait
    app = build_quietly(settings.model_copy(update={"max_queue": 1}), backend)
    with TestClient(app) as client, ThreadPoolExecutor(ANSWERS_AT_ONCE + 1) as programs:
        ask: Callable[[], Any] = lambda: client.post("/api/ask", json={"question": QUESTION})  # noqa: E731
        asked = [programs.submit(ask) for _ in range(ANSWERS_AT_ONCE + 1)]
        for _ in range(ANSWERS_AT_ONCE):
            assert begun.acquire(timeout=30)
        while not app.state.api.is_full:
            threading.Event().wait(0.01)
        refused = ask()
        go.set()
        assert {answer.result().status_code for answer in asked} == {200}
    assert (refused.status_code, refused.json()) == (503, {"detail": BUSY})
    assert refused.headers["retry-after"]


def test_programs_sign_in_as_people_do(
    settings: Settings, backend: FakeBackend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(users, "_hasher", lambda: hasher)
    people = tmp_path / "users.json"
    add_user(people, "rosa", Role.reader, PASSWORD)
    chosen = settings.model_copy(update={"access": "users", "users": people, "requests_per_minute": 3})
    app = guarded(build_quietly(chosen, backend), chosen)
    with TestClient(app, base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        refused = client.post("/api/ask", json={"question": QUESTION})
        assert (refused.status_code, refused.json()) == (401, {"detail": SIGN_IN})
        assert client.get("/api/documents").status_code == 401
        assert (QUESTION, ()) not in backend.asked
        assert client.post("/login", data={"name": "rosa", "password": PASSWORD}).status_code == 303
        statuses = [client.post("/api/ask", json={"question": QUESTION}).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_every_field_is_documented() -> None:
    (fields,) = re.findall(r"^\| field .*?\n\n", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^\| `(\w+)` \|", fields, flags=re.MULTILINE)) == set(ApiQuestion.model_fields)


def test_the_example_on_the_page_is_one(client: TestClient) -> None:
    (body,) = re.findall(r"--data '(.*?)'", PAGE, flags=re.DOTALL)
    ApiQuestion.model_validate_json(body)
