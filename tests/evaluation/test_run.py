"""Questions are asked one by one; what came back is kept whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.corpus.document import Document
from assistant.errors import EvaluationError
from assistant.evaluation.facts import KnownFact
from assistant.evaluation.metrics import score_run
from assistant.evaluation.records import Run, load_run
from assistant.evaluation.run import run_facts

from .conftest import FakeAssistant, answer_with, cite, passage, refusal

MakeFact = Callable[..., KnownFact]
GOLD = "The region has more than 250 companies headquartered locally."


def test_an_error_in_one_question_is_kept_and_the_rest_go_on(make_fact: MakeFact, review: Document) -> None:
    facts = [make_fact(id="a"), make_fact(id="b"), make_fact(id="c")]
    good = answer_with(cite(review, GOLD))
    seen: list[int] = []
    fake = FakeAssistant({"a": good, "b": ValueError("broken"), "c": good}, [review])
    run = run_facts(facts, fake, progress=seen.append)
    assert [outcome.error for outcome in run.outcomes] == ["", "ValueError: broken", ""]
    assert [result.score.passed for result in score_run(facts, run)] == [True, False, True]
    assert seen == [1, 2, 3]
    assert run.generation == "g1"
    assert "python" in run.versions


def test_history_is_given(make_fact: MakeFact, review: Document) -> None:
    fact = make_fact(kind="follow_up", history=[{"question": "Which region?", "answer": "Yorkshire."}])
    fake = FakeAssistant({"companies": refusal()}, [review])
    run_facts([fact], fake)
    assert fake.asked[-1][1][0].question == "Which region?"
    assert fake.asked[-1][1][0].answer == "Yorkshire."


def test_the_first_question_is_asked_once_before_the_clock_starts(make_fact: MakeFact, review: Document) -> None:
    fake = FakeAssistant({"companies": refusal()}, [review])
    assert len(run_facts([make_fact()], fake).outcomes) == 1
    assert len(fake.asked) == 2


BAD_QUOTES = [
    ({"start": 3}, "is not review["),
    ({"quote": "more than 520 companies"}, "is not review["),
    ({"quote": "", "start": 5, "end": 5}, "is not review["),
    ({"document": "gone"}, "which is not indexed"),
    ({"text_sha256": "0" * 64}, "another version"),
]


@pytest.mark.parametrize(("changes", "expected"), BAD_QUOTES)
def test_each_quote_is_checked_against_the_stored_text(
    make_fact: MakeFact, review: Document, changes: dict[str, object], expected: str
) -> None:
    bad = replace(cite(review, GOLD), **changes)  # type: ignore[arg-type]
    run = run_facts([make_fact()], FakeAssistant({"companies": answer_with(bad)}, [review]))
    assert expected in run.outcomes[0].quote_faults[0]
    assert score_run([make_fact()], run)[0].score.grounded.passed is False


def test_closest_evidence_is_checked_too(make_fact: MakeFact, review: Document) -> None:
    bad = replace(cite(review, GOLD), start=3)
    run = run_facts([make_fact()], FakeAssistant({"companies": refusal(closest=(bad,))}, [review]))
    assert run.outcomes[0].quote_faults


def test_a_saved_run_scores_the_same(make_fact: MakeFact, review: Document, tmp_path: Path) -> None:
    facts = [make_fact(id="a"), make_fact(id="b"), make_fact(id="c")]
    good = answer_with(cite(review, GOLD), retrieved=(passage(review, "250"),), closest=(cite(review, GOLD),))
    bold = replace(good, statements=(replace(good.statements[0], exact=(4, 9)),))
    answers = {"a": good, "b": RuntimeError("x"), "c": bold}
    run = run_facts(facts, FakeAssistant(answers, [review]), settings={"reader": "none"})
    saved = tmp_path / "run.json"
    saved.write_text(json.dumps(run.to_record()), encoding="utf-8")
    again = load_run(saved)
    assert again == run
    assert [result.score for result in score_run(facts, again)] == [result.score for result in score_run(facts, run)]


def test_a_fact_the_run_lacks_is_an_error(make_fact: MakeFact) -> None:
    result = score_run([make_fact()], Run(()))[0]
    assert "was not asked in this run" in result.score.right.reason


MALFORMED = [
    ("", "Could not read"),
    ("[]", "is not a run"),
    ('{"format": 99}', "is not a run of format"),
    ('{"format": 1}', "damaged run"),
    ('{"format": 1, "outcomes": [{"answer": {"status": "x"}}]}', "damaged run"),
    ('{"format": 1, "outcomes": [3]}', "damaged run"),
]


@pytest.mark.parametrize(("text", "expected"), MALFORMED)
def test_a_malformed_run_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    saved = tmp_path / "run.json"
    saved.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=expected):
        load_run(saved)
