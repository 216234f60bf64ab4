"""Totals, retrieval, confidence: checked against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scipy.stats import binomtest

from assistant.corpus.document import Document
from assistant.evaluation.confidence import calibration, trade_off
from assistant.evaluation.facts import KnownFact
from assistant.evaluation.metrics import (
    Rate,
    Result,
    Totals,
    by_document,
    by_kind,
    by_split,
    gold_ranks,
    percentiles,
    retrieval,
    score_run,
)
from assistant.evaluation.run import run_facts
from assistant.schema import Answer

from .conftest import FakeAssistant, answer_with, cite, passage, refusal

MakeFact = Callable[..., KnownFact]
GOLD = "The region has more than 250 companies headquartered locally."
WRONG = "Leeds ranks 7th for core biopharma and 4th for digital health."


def results_of(pairs: list[tuple[KnownFact, Answer | Exception]], *documents: Document) -> list[Result]:
    fake = FakeAssistant({fact.id: answer for fact, answer in pairs}, documents)
    facts = [fact for fact, _ in pairs]
    return score_run(facts, run_facts(facts, fake))


@pytest.fixture
def mixed(make_fact: MakeFact, make_unanswerable: MakeFact, review: Document) -> list[Result]:
    return results_of(
        [
            (make_fact(id="right"), answer_with(cite(review, GOLD), confidence=0.95)),
            (make_fact(id="wrong", kind="who"), answer_with(cite(review, WRONG), confidence=0.55)),
            (make_fact(id="refused"), refusal()),
            (make_fact(id="broken"), ValueError("x")),
            (make_unanswerable(id="kept"), refusal()),
            (make_unanswerable(id="fooled"), answer_with(cite(review, GOLD), confidence=0.75)),
        ],
        review,
    )


def test_each_total_has_its_own_denominator(mixed: list[Result]) -> None:
    totals = Totals(tuple(mixed))
    assert (totals.right.count, totals.right.of) == (1, 4)
    assert (totals.cited.count, totals.cited.of) == (1, 2)
    assert (totals.grounded.count, totals.grounded.of) == (3, 3)
    assert (totals.abstained.count, totals.abstained.of) == (1, 2)
    assert (totals.refused.count, totals.refused.of) == (2, 4)
    assert (totals.wrong.count, totals.wrong.of) == (2, 6)
    assert (totals.passed.count, totals.passed.of) == (2, 6)
    assert totals.errors == 1
    assert totals.citation_recall == 1.0
    assert totals.words == {"p50": 9.0, "p95": 10.8}  # answers of 9, 11 and 9 words


def test_totals_stand_by_kind_document_and_split(mixed: list[Result]) -> None:
    assert {name: part.right.of for name, part in by_kind(mixed).items()} == {"figure": 3, "unanswerable": 0, "who": 1}
    assert list(by_document(mixed)) == ["review"]
    assert sum(len(part.results) for part in by_split(mixed).values()) == len(mixed)


@pytest.mark.parametrize(("count", "of"), [(0, 10), (7, 10), (10, 10), (123, 457)])
def test_the_interval_is_wilsons(count: int, of: int) -> None:
    expected = binomtest(count, of).proportion_ci(method="wilson")
    assert Rate(count, of).interval == pytest.approx((expected.low, expected.high))


def test_a_rate_of_nothing_is_not_zero() -> None:
    assert Rate(0, 0).value is None
    assert str(Rate(0, 0)) == "none to score"
    assert str(Rate(1, 2)) == "50.0% (1 of 2; 9% to 91%)"


def test_percentiles_interpolate() -> None:
    assert percentiles([1, 2, 3, 4], (50, 95)) == {"p50": 2.5, "p95": 3.9}
    assert percentiles([], (50,)) == {}


def test_retrieval_counts_the_first_passage_with_the_evidence(make_fact: MakeFact, review: Document) -> None:
    gold, miss = passage(review, "250"), passage(review, "7th")
    results = results_of(
        [
            (make_fact(id="first"), refusal(retrieved=(gold, miss))),
            (make_fact(id="second"), refusal(retrieved=(miss, gold, gold))),
            (make_fact(id="never"), refusal(retrieved=(miss, miss))),
        ],
        review,
    )
    assert [gold_ranks(result) for result in results] == [[1], [2], []]
    found = retrieval(results)
    assert found["hit@1"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["hit@3"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["reciprocal rank"] == pytest.approx((1 + 1 / 2 + 0) / 3, abs=1e-4)
    assert found["nDCG@10"] == pytest.approx((1 + 0.6309 + 0) / 3, abs=1e-4)


def test_evidence_in_another_document_is_not_found(make_fact: MakeFact, review: Document, other: Document) -> None:
    lookalike = passage(review, "250")
    elsewhere = type(lookalike)(**{**vars(lookalike), "document": other.id})
    assert gold_ranks(results_of([(make_fact(), refusal(retrieved=(elsewhere,)))], review)[0]) == []


def test_two_pieces_of_evidence_both_count(make_fact: MakeFact, review: Document) -> None:
    places = [{"document": "review", "words": "250 companies"}, {"document": "review", "words": "Leeds ranks 7th"}]
    fact = make_fact(kind="two_passages", evidence=places)
    results = results_of([(fact, refusal(retrieved=(passage(review, "250"),)))], review)
    assert retrieval(results)["recall@10"] == 0.5


def test_nothing_retrieved_is_nothing_measured(mixed: list[Result]) -> None:
    assert Totals(tuple(mixed)).retrieval == {}


def test_calibration_compares_confidence_with_being_right(mixed: list[Result]) -> None:
    measured = calibration(mixed)
    assert [(part.count, part.right) for part in measured.bins] == [(1, 0), (1, 0), (1, 1)]
    assert measured.error == pytest.approx((0.55 + 0.75 + 0.05) / 3)
    assert calibration([]).error is None


def test_a_stricter_threshold_trades_right_answers_for_abstentions(mixed: list[Result]) -> None:
    points = {point.threshold: point for point in trade_off(mixed)}
    assert (points[0.0].right, points[0.0].abstained) == (0.25, 0.5)
    assert (points[0.95].right, points[0.95].abstained) == (0.25, 1.0)
    assert points[0.95].precision == 1.0
