"""What happens in a conversation beside a question: stages, stopping, verdicts, questions to ask instead."""

from __future__ import annotations

import copy
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.feedback import FeedbackFile
from assistant.progress import Stage
from assistant.schema import Filters, Statement
from assistant.web.chat import OF_BEFORE, Halt, converse, keep, rate, reopen, start_again
from assistant.web.exchange import Exchange
from assistant.web.place import find_place
from assistant.web.wording import as_text, difference

from .fakes import SENTENCE, FakeBackend, answer_with, cite, make_document, no_answer


def test_each_stage_is_shown_as_it_begins(backend: FakeBackend) -> None:
    stages = [shown[1][-1].stage for shown in converse(backend, 200, "How many companies?", [])]
    assert stages[:2] == [Stage.searching, Stage.reading]


def test_a_stopped_question_leaves_the_conversation(backend: FakeBackend) -> None:
    gate, halt = threading.Event(), Halt()
    backend.pause = lambda: gate.wait(30) and None
    asking = converse(backend, 200, "How many companies?", [], halt=halt)
    next(asking)
    next(asking)
    halt.ask()
    assert list(asking) == [("", [], "")]
    gate.set()


def test_a_new_conversation_gives_up_the_answer_silently(backend: FakeBackend) -> None:
    gate, halt = threading.Event(), Halt()
    backend.pause = lambda: gate.wait(30) and None
    asking = converse(backend, 200, "How many companies?", [], halt=halt)
    next(asking)
    next(asking)
    assert start_again(halt) == ("", "", [], "")
    assert list(asking) == []
    gate.set()


def test_a_copy_of_a_halt_is_a_new_one() -> None:
    halt = Halt()
    halt.ask()
    assert not copy.deepcopy(halt).is_asked


def test_filters_reach_the_assistant_and_are_shown(backend: FakeBackend) -> None:
    *_, last = converse(backend, 200, "How many companies?", [], '{"kind": ["report"], "document": ["panel"]}')
    assert backend.filters[-1] == Filters(documents=("panel",))
    assert "Asked only of document: Panel report; kind: report" in last[0]


def test_an_abstention_says_what_could_be_asked_instead(backend: FakeBackend) -> None:
    *_, before, after = converse(backend, 200, "The weather?", [], suggest=lambda answer: ["What is Nexus?"])
    assert "What is Nexus?" not in before[0]
    assert 'data-question="What is Nexus?"' in after[0]


def test_a_verdict_is_kept_once_and_can_be_changed(tmp_path: Path, backend: FakeBackend) -> None:
    file = FeedbackFile(tmp_path / "feedback.sqlite3")
    exchanges = [Exchange("How many?", answer=answer_with("How many?", cite(backend.library["panel"], SENTENCE)))]
    _, exchanges, _ = rate(file, exchanges, 1, "good", None)
    html, exchanges, note = rate(file, exchanges, 1, "wrong", " No. ")
    (line,) = file.lines()
    assert (line.verdict, line.remark, note) == ("wrong", "No.", "")
    assert "your sentence are kept" in html


def test_a_verdict_can_be_withdrawn(tmp_path: Path, backend: FakeBackend) -> None:
    file = FeedbackFile(tmp_path / "feedback.sqlite3")
    exchanges = [Exchange("How many?", answer=answer_with("How many?", cite(backend.library["panel"], SENTENCE)))]
    _, exchanges, _ = rate(file, exchanges, 1, "wrong", "No.")
    html, exchanges, note = rate(file, exchanges, 1, "", None)
    assert list(file.lines()) == []
    assert (exchanges[0].verdict, exchanges[0].remark, exchanges[0].feedback, note) == ("", "", 0, "")
    assert 'aria-pressed="true"' not in html
    assert rate(file, exchanges, 1, "", None)[1] == exchanges
    _, exchanges, _ = rate(file, exchanges, 1, "good", None)
    assert [line.verdict for line in file.lines()] == ["good"]


def test_a_verdict_of_a_conversation_that_was_opened_again_is_not_said_to_be_withdrawn(
    tmp_path: Path, backend: FakeBackend
) -> None:
    answer = answer_with("How many?", cite(backend.library["panel"], SENTENCE))
    opened = [Exchange("How many?", answer=answer, verdict="good")]
    _, same, note = rate(FeedbackFile(tmp_path / "feedback.sqlite3"), opened, 1, "", None)
    assert same == opened
    assert OF_BEFORE in note


@pytest.mark.parametrize(("turn", "verdict"), [(0, "good"), (2, "good"), ("1", "good"), (True, "good"), (1, "drop")])
def test_a_verdict_on_nothing_is_not_kept(tmp_path: Path, backend: FakeBackend, turn: object, verdict: object) -> None:
    file = FeedbackFile(tmp_path / "feedback.sqlite3")
    exchanges = [Exchange("How many?", answer=answer_with("How many?", cite(backend.library["panel"], SENTENCE)))]
    assert rate(file, exchanges, turn, verdict, None)[1] == exchanges
    assert not file.path.exists()


def test_feedback_that_cannot_be_written_is_told(tmp_path: Path, backend: FakeBackend) -> None:
    (tmp_path / "full").write_text("")
    exchanges = [Exchange("How many?", answer=answer_with("How many?", cite(backend.library["panel"], SENTENCE)))]
    _, same, note = rate(FeedbackFile(tmp_path / "full" / "x.sqlite3"), exchanges, 1, "good", None)
    assert same == exchanges
    assert "could not be kept" in note


def test_keeping_an_answer_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert keep(tmp_path / "c.yaml", [Exchange("x", problem="No.")], 1)[1] == [Exchange("x", problem="No.")]


def test_what_is_no_conversation_is_told_when_opened(backend: FakeBackend) -> None:
    assert "could not be read" in reopen(backend, 200, {"exchanges": "x"})[3]


@pytest.mark.parametrize(("waited", "boxed"), [("And then?", "And then?"), ("x" * 300, "x" * 200), (7, "")])
def test_a_question_that_waited_with_a_conversation_comes_back_into_the_box(
    backend: FakeBackend, waited: object, boxed: str
) -> None:
    html, question, exchanges, _ = reopen(backend, 200, {"exchanges": [{"question": "One?"}], "question": waited})
    assert ("One?" in html, question, len(exchanges)) == (True, boxed, 1)


def test_different_figures_of_different_documents_are_said() -> None:
    one = cite(make_document(["In 2020 there were 250 companies."], id="one"), "In 2020 there were 250 companies.")
    two = cite(make_document(["Now there are 316 companies."], id="two"), "Now there are 316 companies.", 2)
    answer = answer_with("How many?", one)
    said = (Statement(one.quote, (1,), exact=(19, 22)), Statement(two.quote, (2,), exact=(14, 17)))
    both = answer.__class__(**{**answer.__dict__, "statements": said, "citations": (one, two)})
    assert difference(both) == (
        "The sources give different figures: 250 in source 1 (2020); 316 in source 2 (document of 8 September 2020). "
        "Look at the date and the place each is about."
    )
    assert f"[2]\n\n{difference(both)}\n\nSources" in as_text(both)
    same = answer.__class__(
        **{**both.__dict__, "citations": (one, cite(make_document([two.quote], id="one"), two.quote, 2))}
    )
    assert difference(same) == ""
    assert difference(no_answer("x")) == ""


def told_of(*sentences: tuple[str, str]) -> str:
    """Return what is said of sentences of a document each, with their exact answers."""
    cited = [
        cite(make_document([text], id=f"d{number}"), text, number) for number, (text, _) in enumerate(sentences, 1)
    ]
    said = tuple(
        Statement(text, (number,), exact=(text.index(words), text.index(words) + len(words)))
        for number, (text, words) in enumerate(sentences, 1)
    )
    return difference(replace(answer_with("How many?", cited[0]), statements=said, citations=tuple(cited)))


ROW = "Source and date: Mayor, November 2024; Figure: over 300 healthtech firms; Scope: West Yorkshire"


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (
            [("Of the 254 companies with headquarters here, 89 are dynamic.", "254"), (ROW, "300")],
            "254 in source 1 (document of 8 September 2020); over 300 in source 2 (November 2024)",
        ),
        ([("In 2021/22 it had £3bn.", "£3bn"), ("It had £2bn.", "£2bn")], "£3bn in source 1 (2021/22); £2bn"),
        ([("From 2019 to 2022 it had 40 firms.", "40 firms"), ("It had 50 firms.", "50")], "40 in source 1 (document"),
        ([("There are 250+ firms.", "250"), ("There are 400 firms.", "400")], "250+ in source 1"),
    ],
    ids=["qualifier", "financial year", "several dates", "plus"],
)
def test_different_figures_keep_their_qualifier_and_the_date_of_their_own_words(
    sentences: list[tuple[str, str]], told: str
) -> None:
    assert told_of(*sentences).startswith(f"The sources give different figures: {told}")


@pytest.mark.parametrize(
    "sentences",
    [
        [
            ("Of 300 firms that trade here, 254 of the 300 have their headquarters here.", "254 of the 300"),
            ("Of the 254 companies with headquarters here, 89 are dynamic.", "254"),
            (ROW, "300"),
        ],
        [("There are more than 250 companies.", "more than 250"), ("There are 254 companies.", "254")],
        [("It costs £3bn.", "£3bn"), ("It costs £3,000 million.", "£3,000 million")],
        [("There are 300 firms.", "300"), ("They employ 16,000 people.", "16,000")],
        [("It grew by 8%.", "8%"), ("There are 9 firms.", "9")],
        [("There are three firms.", "three"), ("There are 9 firms.", "9")],
    ],
    ids=["said together", "bound", "the same", "counts of two things", "two kinds", "in words"],
)
def test_figures_that_are_not_two_values_of_one_thing_are_not_called_different(
    sentences: list[tuple[str, str]],
) -> None:
    assert told_of(*sentences) == ""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Who is the chair of the panel?",
            "The sources name different people: Ada Byron in source 1 (document of 8 September 2020); Jo Orr in source",
        ),
        ("Who are the chairs?", ""),
        ("Who spoke for the panel?", ""),
    ],
)
def test_different_holders_of_a_role_are_said(question: str, told: str) -> None:
    documents = make_document(["Ada Byron chairs it."], id="one"), make_document(["Jo Orr chairs it."], id="two")
    one, two = cite(documents[0], "Ada Byron chairs it."), cite(documents[1], "Jo Orr chairs it.", 2)
    said = (Statement(one.quote, (1,), exact=(0, 9)), Statement(two.quote, (2,), exact=(0, 6)))
    both = replace(answer_with(question, one), statements=said, citations=(one, two))
    assert difference(both).startswith(told)
    assert bool(difference(both)) == bool(told)


@pytest.mark.parametrize(("exact", "found"), [("15-18", (15, 18)), ("0-5", None), ("x", None), ("18-15", None)])
def test_the_exact_answer_of_a_link_must_lie_in_its_quote(exact: str, found: tuple[int, int] | None) -> None:
    document = make_document([SENTENCE])
    place = find_place(document, 12, 12 + len(SENTENCE), document.text_sha256[:12], exact)
    assert place is not None
    assert place.exact == found
