"""What a question does, and the addresses beside the chat."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.corpus.document import Page
from assistant.errors import IndexUnavailable
from assistant.progress import Stage
from assistant.settings import Settings
from assistant.web.chat import BLANK, MAX_EXCHANGES, answer_question, converse
from assistant.web.exchange import Exchange
from assistant.web.place import evidence_url
from assistant.web.render import FAULT

from .conftest import WritePdf
from .fakes import SENTENCE, FakeBackend, cite


def outcome(backend: FakeBackend, question: Any, earlier: list[Exchange] | None = None, limit: int = 200) -> list[Any]:
    return list(converse(backend, limit, question, earlier or []))


def test_a_question_shows_that_it_is_searched_and_then_its_answer(backend: FakeBackend) -> None:
    pending, reading, answered = outcome(backend, "  How many companies?  ")
    assert Stage.searching.value in pending[0]
    assert Stage.reading.value in reading[0]
    assert "<strong>250</strong>" in answered[0]
    (exchange,) = answered[1]
    assert exchange.question == "How many companies?"
    assert [passage.text for passage in exchange.answer.retrieved] == [SENTENCE]


@pytest.mark.parametrize("question", ["", "   \n", None, 7, ["x"]])
def test_a_blank_question_is_not_asked(backend: FakeBackend, question: Any) -> None:
    ((conversation, exchanges, note),) = outcome(backend, question)
    assert BLANK in note
    assert (conversation, exchanges) == ("", [])
    assert backend.asked == []


def test_the_limit_of_a_question_holds_on_the_server(backend: FakeBackend) -> None:
    ((_, _, note),) = outcome(backend, "x" * 201)
    assert "That is 201 characters; a question may have 200." in note
    assert backend.asked == []


def test_a_refused_question_leaves_the_conversation_as_it_was(backend: FakeBackend) -> None:
    earlier = [Exchange("One?", problem="No.")]
    ((conversation, exchanges, _),) = outcome(backend, "", earlier)
    assert "One?" in conversation
    assert exchanges == earlier


def test_earlier_turns_go_with_the_question_and_problems_do_not(backend: FakeBackend) -> None:
    first = answer_question(backend, Exchange("How many companies?"), [])
    answer_question(backend, Exchange("And there?"), [first, Exchange("Two?", problem="No.")])
    (turn,) = backend.asked[-1][1]
    assert (turn.question, turn.answer) == ("How many companies?", f"{SENTENCE} [1]")


def test_a_conversation_does_not_grow_without_end(backend: FakeBackend) -> None:
    earlier = [Exchange(f"{number}?", problem="No.") for number in range(MAX_EXCHANGES)]
    exchanges = outcome(backend, "How many companies?", earlier)[-1][1]
    assert len(exchanges) == MAX_EXCHANGES
    assert exchanges[-1].question == "How many companies?"


def test_a_fault_is_told_without_its_details(backend: FakeBackend, caplog: pytest.LogCaptureFixture) -> None:
    exchange = answer_question(backend, Exchange("boom"), [])
    assert exchange.problem == FAULT
    assert "secret detail" in caplog.text


def test_an_error_of_the_assistant_that_a_reader_cannot_mend_is_not_shown(backend: FakeBackend) -> None:
    def fail() -> None:
        raise IndexUnavailable("index at /srv/secret is damaged")

    backend.pause = fail
    assert answer_question(backend, Exchange("How many companies?"), []).problem == FAULT


def test_evidence_is_served_as_a_page_and_as_a_part(client: TestClient, backend: FakeBackend) -> None:
    url = evidence_url(cite(backend.library["panel"], SENTENCE))
    page, part = client.get(url), client.get(f"{url}&part=1")
    assert f"<mark>{SENTENCE}</mark>" in page.text
    assert page.text.startswith("<!doctype html>")
    assert part.text.startswith('<h2 id="evidence-title"')


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/evidence/nothing/0-5?text=abc", 404),
        ("/evidence/panel/0-5?text=000000000000", 410),
        ("/evidence/panel/0-5", 410),
        ("/evidence/panel/x-5", 404),
        ("/evidence/panel/page-1.png?text=abc", 404),
        ("/evidence/nothing/page-1.png", 404),
    ],
)
def test_a_place_that_is_not_there_is_told(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code in (status, 422)


def test_a_page_is_drawn_only_for_the_text_it_was_indexed_with(
    client: TestClient, backend: FakeBackend, settings: Settings, write_pdf: WritePdf
) -> None:
    write_pdf(settings.corpus / "a.pdf", ["Words."])
    panel = backend.library["panel"]
    backend.library["pdf"] = replace(
        panel, source=replace(panel.source, id="pdf", file="a.pdf"), pages=(Page(0, 1, "1"),)
    )
    known = panel.text_sha256[:12]
    picture = client.get(f"/evidence/pdf/page-1.png?text={known}")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get("/evidence/pdf/page-1.png?text=000000000000").status_code == 404
    assert client.get(f"/evidence/pdf/page-2.png?text={known}").status_code == 404
    assert client.get(f"/evidence/panel/page-1.png?text={known}").status_code == 404


def test_nothing_of_gradio_is_imported_before_the_chat_is_served() -> None:
    code = "import sys, assistant.web; sys.exit(bool({'gradio', 'fastapi', 'uvicorn'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_analytics_are_off() -> None:
    importlib.import_module("assistant.web.app")
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
