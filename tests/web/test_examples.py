"""Questions to start from."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.schema import Answer, Filters, Turn
from assistant.web.examples import Examples, candidates, choose

from .fakes import FakeBackend, answer_with, cite, make_document, no_answer


class Echo(FakeBackend):
    """Answers each question with the first paragraph of the document it knows the question from."""

    confidence = 0.9

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None, id: str = ""
    ) -> Answer:
        for document in self.library.values():
            for candidate in candidates([document]):
                if candidate.question == question:
                    quote = document.text[candidate.start : candidate.end]
                    return replace(answer_with(question, cite(document, quote)), confidence=self.confidence)
        return no_answer(question)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Nexus is the innovation hub of the university.", "What is Nexus?"),
        ("The Health Academy (LHCA) is a learning initiative.", "What is the Health Academy (LHCA)?"),
        ("The Arena was opened on 4 May 2013.", "When was the Arena opened?"),
        ("The Zone has 12 anchor locations.", "How many anchor locations does the Zone have?"),
        ("The Launchpad received £3.1m from the fund.", "How much did the Launchpad receive?"),
        ("The Hub is hosted by the University of Leeds.", "Who hosts the Hub?"),
        (
            "There are about 300 businesses trading in West Yorkshire.",
            "How many businesses are there in West Yorkshire?",
        ),
    ],
)
def test_a_plain_sentence_makes_its_question(sentence: str, question: str) -> None:
    assert [candidate.question for candidate in candidates([make_document([sentence])])] == [question]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a hub of the university.",
        "This report is the first of its kind.",
        "The report was published in 2020.",
        "Figure 3 illustrates growth in Leeds.",
        "The plan that was made is a good one.",
        "The group met over 10 years in Leeds.",
        "The Quay opened in June and is owned by the Harbour Board.",
    ],
)
def test_a_sentence_that_needs_its_neighbours_makes_none(sentence: str) -> None:
    assert list(candidates([make_document([sentence])])) == []


def library(count: int) -> FakeBackend:
    return Echo(
        {f"d{n}": make_document([f"Place{n} is a hub.", f"Site{n} is a hub."], id=f"d{n}") for n in range(count)}
    )


def test_questions_come_from_different_documents() -> None:
    assert choose(library(9), shown=4) == tuple(f"What is Place{n}?" for n in range(4))


def test_a_small_library_gives_more_than_one_question_a_document() -> None:
    assert choose(library(1), shown=4) == ("What is Place0?", "What is Site0?")


def test_only_questions_that_are_answered_well_are_shown() -> None:
    backend = library(3)
    backend.confidence = 0.4  # type: ignore[attr-defined]
    assert choose(backend) == ()


def test_questions_that_are_not_answered_are_not_shown() -> None:
    class Silent(FakeBackend):
        def ask(
            self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None, id: str = ""
        ) -> Answer:
            return no_answer(question)

    assert choose(Silent({"panel": make_document(["Nexus is a hub."])})) == ()


def test_looking_stops_in_time() -> None:
    assert choose(library(9), seconds=0.0) == ()


def test_examples_are_looked_for_once_and_waited_for() -> None:
    examples = Examples(library(2))
    assert examples.get(5.0) == examples.get(0.0)
    assert len(examples.get(0.0)) == 4


def test_who_comes_while_it_looks_sees_what_was_found_by_then() -> None:
    backend = library(2)
    gate, tried = threading.Event(), []

    def hold() -> None:
        tried.append(1)
        if len(tried) > 1:
            gate.wait(30)

    answer = backend.ask
    backend.ask = lambda question: (hold(), answer(question))[1]
    examples = Examples(backend)
    assert examples.get(1.0) == ("What is Place0?",)
    gate.set()
    assert len(examples.get(5.0)) == 4


def test_looking_ends_when_it_is_stopped() -> None:
    examples = Examples(library(9))
    examples.stop()
    assert examples.get(5.0) in ((), ("What is Place0?",))
