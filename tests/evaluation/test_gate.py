"""The gate lets nothing bad through, and says what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.corpus.document import Document
from assistant.errors import EvaluationError
from assistant.evaluation.facts import KnownFact
from assistant.evaluation.gate import Accepted, check_gate, load_baseline, write_baseline
from assistant.evaluation.metrics import Result
from assistant.evaluation.thresholds import Maximum, Minimum, Thresholds, load_thresholds
from assistant.schema import Answer

from .conftest import answer_with, cite, passage, refusal
from .test_metrics import results_of

MakeFact = Callable[..., KnownFact]
ROOT = Path(__file__).parents[2]
GOLD = "The region has more than 250 companies headquartered locally."
WRONG = "Leeds ranks 7th for core biopharma and 4th for digital health."
LIMITS = Thresholds(minimum=Minimum(right=0.7, cited=0.85, abstained=0.8))


@pytest.fixture
def good(make_fact: MakeFact, make_unanswerable: MakeFact, review: Document) -> list[Result]:
    answer = answer_with(cite(review, GOLD), retrieved=(passage(review, "250"),))
    facts = [make_fact(id=f"fact-{number}") for number in range(8)]
    traps = [make_unanswerable(id=f"trap-{number}") for number in range(2)]
    return results_of([*((fact, answer) for fact in facts), *((trap, refusal()) for trap in traps)], review)


@pytest.fixture
def baseline(good: list[Result], tmp_path: Path) -> dict[str, Accepted]:
    write_baseline(tmp_path / "baseline.json", good)
    return load_baseline(tmp_path / "baseline.json")


def with_answers(results: list[Result], answers: dict[str, Answer | Exception], review: Document) -> list[Result]:
    given = {result.fact.id: answers.get(result.fact.id) or result.outcome.answer for result in results}
    return results_of([(result.fact, given[result.fact.id]) for result in results], review)  # type: ignore[misc]


def test_what_was_accepted_passes(good: list[Result], baseline: dict[str, Accepted]) -> None:
    gate = check_gate(good, baseline, LIMITS)
    assert gate.passed
    assert gate.changes == ()


def test_one_lost_fact_fails_and_is_shown(good: list[Result], baseline: dict[str, Accepted], review: Document) -> None:
    worse = with_answers(good, {"fact-3": answer_with(cite(review, WRONG))}, review)
    gate = check_gate(worse, baseline, LIMITS)
    assert gate.failures == (
        "'fact-3' passed before and now fails: right: does not say 250; cited: no citation holds the evidence; "
        "cited: review, 2 Ranks, paragraph 1",
    )
    change = gate.changes[0]
    assert change.then
    assert change.now
    assert (change.then.answer, change.now.answer) == (f"{GOLD} [1]", f"{WRONG} [1]")
    assert change.then.citation == "review, 1 Companies, paragraph 1"


def test_a_refusal_of_what_was_right_fails(good: list[Result], baseline: dict[str, Accepted], review: Document) -> None:
    gate = check_gate(with_answers(good, {"fact-0": refusal()}, review), baseline, LIMITS)
    reason = "right: refused (insufficient_evidence); abstained: abstained, though the evidence answers"
    assert gate.failures == (f"'fact-0' passed before and now fails: {reason}",)


def test_a_wrong_answer_that_becomes_a_refusal_is_no_loss(good: list[Result], review: Document, tmp_path: Path) -> None:
    wrong = with_answers(good, {"fact-0": answer_with(cite(review, WRONG))}, review)
    write_baseline(tmp_path / "b.json", wrong)
    refusing = with_answers(good, {"fact-0": refusal()}, review)
    gate = check_gate(refusing, load_baseline(tmp_path / "b.json"), LIMITS)
    assert gate.passed
    assert [(change.fact, change.lost) for change in gate.changes] == [("fact-0", ("abstained",))]


def test_a_right_answer_without_its_citation_fails_when_it_goes_wrong(
    good: list[Result], baseline: dict[str, Accepted], review: Document
) -> None:
    uncited = replace(baseline["fact-0"], verdicts={**baseline["fact-0"].verdicts, "cited": False})
    wrong = with_answers(good, {"fact-0": answer_with(cite(review, WRONG))}, review)
    assert not check_gate(wrong, {**baseline, "fact-0": uncited}, LIMITS).passed


def test_an_engine_that_always_abstains_fails(good: list[Result], review: Document) -> None:
    silent = with_answers(good, {result.fact.id: refusal() for result in good}, review)
    failures = check_gate(silent, {}, LIMITS).failures
    assert "right is 0.000; it must be at least 0.7" in failures
    assert any(failure.startswith("cited could not be measured") for failure in failures)


def test_an_engine_that_always_answers_fails(good: list[Result], review: Document) -> None:
    talkative = with_answers(good, {result.fact.id: answer_with(cite(review, GOLD)) for result in good}, review)
    assert check_gate(talkative, {}, LIMITS).failures == ("abstained is 0.000; it must be at least 0.8",)


def test_an_error_fails_whatever_the_baseline(good: list[Result], review: Document) -> None:
    broken = with_answers(good, {"fact-0": ValueError("no disk")}, review)
    assert "'fact-0' raised an error: ValueError: no disk" in check_gate(broken, {}, LIMITS).failures


def test_an_inexact_quote_fails(good: list[Result], review: Document) -> None:
    shifted = replace(cite(review, GOLD), start=2)
    failures = check_gate(with_answers(good, {"fact-0": answer_with(shifted)}, review), {}, LIMITS).failures
    assert any("quote [1] is not review[2:" in failure for failure in failures)


def test_no_question_fails() -> None:
    assert "no question ran" in check_gate([], {}, Thresholds(minimum=Minimum())).failures


def test_a_removed_fact_that_passed_fails(good: list[Result], baseline: dict[str, Accepted]) -> None:
    gate = check_gate(good[1:], baseline, LIMITS)
    assert gate.failures == ("'fact-0' passed before and is no longer among the known facts",)


def test_a_new_fact_may_fail_and_a_better_one_is_shown(
    good: list[Result], baseline: dict[str, Accepted], make_fact: MakeFact, review: Document
) -> None:
    new = results_of([(make_fact(id="new"), refusal())], review)
    failed_before = {
        **baseline,
        "fact-0": replace(baseline["fact-0"], verdicts={**baseline["fact-0"].verdicts, "right": False}),
    }
    gate = check_gate([*good, *new], failed_before, LIMITS)
    assert gate.passed
    assert [(change.fact, change.gained) for change in gate.changes] == [("fact-0", ("right",)), ("new", ())]


def test_abstaining_on_a_premise_that_was_put_right_is_no_loss(
    make_unanswerable: MakeFact, review: Document, tmp_path: Path
) -> None:
    fact = make_unanswerable(trap="false_premise", may_include=[["250"]])
    write_baseline(tmp_path / "b.json", results_of([(fact, answer_with(cite(review, GOLD)))], review))
    gate = check_gate(
        results_of([(fact, refusal())], review), load_baseline(tmp_path / "b.json"), Thresholds(minimum=Minimum())
    )
    assert gate.passed


def test_maxima_and_retrieval_are_held(good: list[Result]) -> None:
    limits = Thresholds(minimum=Minimum(hit_at_1=1.0), maximum=Maximum(words_p50=5, refused=0.1))
    assert check_gate(good, {}, limits).failures == ("words_p50 is 9; it must be at most 5",)


def test_the_baseline_reads_well_in_a_review(good: list[Result], tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, list(reversed(good)))
    lines = path.read_text(encoding="utf-8").splitlines()
    facts = [line for line in lines if line.startswith(('  "fact-', '  "trap-'))]
    assert len(facts) == len(good)
    assert facts == sorted(facts)
    assert json.loads(path.read_text(encoding="utf-8"))["totals"]["right"] == "8 of 8"
    before = path.read_bytes()
    write_baseline(path, good)
    assert path.read_bytes() == before


def test_what_passes_on_one_kind_of_processor_alone_is_not_accepted_as_passed(
    good: list[Result], review: Document, tmp_path: Path
) -> None:
    path = tmp_path / "baseline.json"
    elsewhere = with_answers(good, {"fact-0": refusal(), "trap-1": answer_with(cite(review, GOLD))}, review)
    write_baseline(path, good, elsewhere)

    baseline = load_baseline(path)
    assert [name for name, outcome in baseline.items() if not outcome.passed] == ["fact-0", "trap-1"]
    assert baseline["fact-0"].verdicts == {"right": False, "cited": None, "grounded": None, "abstained": False}
    assert check_gate(good, baseline, LIMITS).passed
    assert check_gate(elsewhere, baseline, Thresholds(minimum=Minimum())).passed


def test_errors_are_never_accepted(make_fact: MakeFact, review: Document, tmp_path: Path) -> None:
    broken = results_of([(make_fact(), ValueError("x"))], review)
    with pytest.raises(EvaluationError, match="Nothing was accepted"):
        write_baseline(tmp_path / "baseline.json", broken)
    assert list(tmp_path.iterdir()) == []


BASELINES = [
    (None, "There is no baseline"),
    ("{", "cannot be read"),
    ("[]", "field 'facts'"),
    ('{"facts": {"a": 3}}', "fact 'a': is not an object"),
    ('{"facts": {"a": {"right": "yes"}}}', "fact 'a', field 'right': must be true, false or null"),
    ('{"facts": {"a": {"right": true, "cited": true}}}', "fact 'a', field 'grounded'"),
]


@pytest.mark.parametrize(("text", "expected"), BASELINES)
def test_a_malformed_baseline_is_refused(tmp_path: Path, text: str | None, expected: str) -> None:
    path = tmp_path / "baseline.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=expected):
        load_baseline(path)


THRESHOLDS = [
    (None, "Could not read thresholds"),
    ("right = ", "is not TOML"),
    ("[minimum]\nrigth = 0.7\n", "line 2, field 'minimum.rigth': no such threshold. There are right, cited"),
    ("[minimum]\nright = 70\n", "line 2, field 'minimum.right'"),
    ('[minimum]\nright = "much"\n', "line 2, field 'minimum.right'"),
    ("[maximum]\nwrong = 0.1\n", "field 'minimum': Field required"),
    ("[minimum]\n[most]\n", "line 2, field 'most': no such threshold"),
]


@pytest.mark.parametrize(("text", "expected"), THRESHOLDS)
def test_malformed_thresholds_are_refused(tmp_path: Path, text: str | None, expected: str) -> None:
    path = tmp_path / "thresholds.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as raised:
        load_thresholds(path)
    assert expected in str(raised.value)


@pytest.mark.parametrize("name", ["right", "cited", "grounded", "abstained"])
def test_a_committed_threshold_lies_close_under_the_committed_baseline(name: str) -> None:
    count, of = json.loads((ROOT / "eval" / "baseline.json").read_text())["totals"][name].split(" of ")
    least = getattr(load_thresholds(ROOT / "eval" / "thresholds.toml").minimum, name)
    assert 0 <= int(count) / int(of) - least < 0.08, "a threshold far under the baseline catches nothing: raise it"
