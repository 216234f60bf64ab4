"""Conversations as a browser keeps them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from assistant.errors import UsageError
from assistant.web.exchange import Exchange
from assistant.web.saved import CHANGED_SINCE, restore, save

from .fakes import HOSTILE, SENTENCE, FakeBackend, answer_with, cite, make_document, no_answer


def kept(backend: FakeBackend) -> Exchange:
    citation = cite(backend.library["panel"], SENTENCE)
    answer = answer_with("How many?", citation, exact="250")
    return Exchange("How many?", answer=answer, filters=("kind: report",), verdict="good")


def test_an_answer_comes_back_as_it_was(backend: FakeBackend) -> None:
    exchange = kept(backend)
    (back,) = restore({"exchanges": [json.loads(save(exchange))]}, backend)
    assert exchange.answer is not None
    assert back.answer == replace(exchange.answer, id="")
    assert (back.question, back.filters, back.verdict) == ("How many?", ("kind: report",), "good")


def test_the_parts_that_are_left_open_come_back(backend: FakeBackend) -> None:
    exchange = kept(backend)
    assert exchange.answer is not None
    half = replace(exchange, answer=replace(exchange.answer, unanswered=("Who paid?",)))
    (back,) = restore({"exchanges": [json.loads(save(half))]}, backend)
    assert back.answer is not None
    assert back.answer.unanswered == ("Who paid?",)
    assert back.answer.text.endswith("Not found in the evidence: Who paid?")


def test_an_abstention_and_a_problem_come_back(backend: FakeBackend) -> None:
    refused = no_answer("Weather?", cite(backend.library["panel"], SENTENCE))
    sent = [json.loads(save(one)) for one in (Exchange("Weather?", answer=refused), Exchange("x", problem="No."))]
    first, second = restore(json.dumps({"exchanges": sent}), backend)
    assert first.answer is not None
    assert first.answer.closest[0].quote == SENTENCE
    assert second.problem == "No."


def test_what_is_kept_holds_no_words_of_documents_but_the_statement(backend: FakeBackend) -> None:
    assert save(kept(backend)).count(SENTENCE) == 1


def test_hidden_characters_are_kept_in_plain_sight() -> None:
    assert save(Exchange(HOSTILE, problem=HOSTILE)).isascii()


def test_an_answer_from_a_text_that_has_changed_is_not_shown(backend: FakeBackend) -> None:
    saved = json.loads(save(kept(backend)))
    backend.library["panel"] = make_document(["Other words altogether, and more of them than before were there."])
    (changed,) = restore({"exchanges": [saved]}, backend)
    assert (changed.answer, changed.problem) == (None, CHANGED_SINCE)
    del backend.library["panel"]
    (gone,) = restore({"exchanges": [saved]}, backend)
    assert gone.problem == CHANGED_SINCE


def test_an_answer_whose_evidence_has_gone_is_kept_as_it_was(backend: FakeBackend) -> None:
    saved = json.loads(save(kept(backend)))
    panel = backend.library.pop("panel")
    (gone,) = restore({"exchanges": [saved], "before": 4}, backend)
    assert (gone.was, gone.number) == (SENTENCE, 5)
    assert json.loads(save(gone)) == saved
    backend.library["panel"] = panel
    (back,) = restore({"exchanges": [json.loads(save(gone))]}, backend)
    assert back.answer is not None


def test_offsets_that_were_tampered_with_show_nothing(backend: FakeBackend) -> None:
    saved = json.loads(save(kept(backend)))
    saved["answer"]["citations"][0]["end"] = 10**9
    assert restore({"exchanges": [saved]}, backend)[0].problem == CHANGED_SINCE
    saved = json.loads(save(kept(backend)))
    saved["answer"]["said"][0]["exact"] = [-5, 10**9]
    answer = restore({"exchanges": [saved]}, backend)[0].answer
    assert answer is not None
    assert answer.statements[0].exact is None


@pytest.mark.parametrize(
    "sent",
    [
        {"exchanges": [], "before": -1},
        None,
        "",
        "[]",
        {"exchanges": 7},
        {"exchanges": [{}]},
        {"exchanges": [{"question": "x"}] * 201},
    ],
)
def test_what_is_no_conversation_is_refused(backend: FakeBackend, sent: Any) -> None:
    with pytest.raises(UsageError, match="could not be read"):
        restore(sent, backend)
