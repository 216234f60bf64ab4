"""The fits of the ranker and of the decision, on trials made for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.bases import Asked
from assistant.answering.features import UNIT_FEATURES
from assistant.answering.fitting import ASKED_IN_VAIN, choose_threshold, fit_answers, fit_units, measure, rerank
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.trials import Trial
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.passages import Passage
from assistant.reading.items import seeded
from assistant.retrieval import Candidate

QUESTION = analyse_question("How many mills has Saltham?")


def entry(number: int, **features: float) -> Scored:
    text = f"Unit {number}."
    passage = Passage(f"p{number}", "page", 0, len(text), text, "", ((0, len(text)),))
    unit = Unit(Candidate(number, passage, 0.0, 0.0), 0, len(text), BlockKind.paragraph, text)
    measured = {**dict.fromkeys(UNIT_FEATURES, 0.0), "phrase_missing": 0.0, "places_missing": 0.0, **features}
    return Scored(unit, None, measured)


def trials(count: int = 60) -> list[Trial]:
    """Trials in which the right unit has the higher margin and, of what nothing answers, no unit has a high one."""
    rng = seeded("trials")
    found = []
    for number in range(count):
        answerable = number % 3 != 0
        right = entry(1, margin=rng.gauss(3.0 if answerable else -3.0, 1.0), years_missing=float(not answerable))
        wrong = entry(2, margin=rng.gauss(-3.0, 1.0))
        asked = Asked(
            f"region {number % 12}",
            ("page",),
            QUESTION.text,
            "page" if answerable else "",
            "4" if answerable else "",
            "figure" if answerable else "near_miss",
        )
        found.append(Trial(asked, QUESTION, (wrong, right), (False, answerable)))
    return found


def test_the_ranker_learns_what_tells_the_right_unit():
    unit = fit_units(trials())
    assert unit.weights["margin"] > 0.3
    ranked = rerank(trials(), unit)
    assert sum(trial.right[0] for trial in ranked) > 0.95 * sum(any(trial.right) for trial in ranked)


def test_a_measurement_that_speaks_against_a_unit_gets_no_weight_for_it():
    flipped = [
        Trial(
            trial.asked,
            trial.question,
            tuple(entry(n, margin=e.features["margin"], names_missing=float(r)) for n, (e, r) in enumerate(pairs)),
            trial.right,
        )
        for trial in trials()
        for pairs in [list(zip(trial.ranked, trial.right, strict=True))]
    ]
    assert fit_units(flipped).weights["names_missing"] <= 0.0


def test_the_decision_tells_right_answers_from_what_nothing_answers():
    ranked = rerank(trials(), fit_units(trials()))
    answer, unseen = fit_answers(ranked)
    right = [value for trial, value in zip(ranked, unseen, strict=True) if trial.right[0]]
    unanswerable = [value for trial, value in zip(ranked, unseen, strict=True) if not trial.asked.is_answerable]
    assert min(right) > max(unanswerable)
    assert answer.weights["years_missing"] < 0.0


def test_the_confidence_is_of_questions_of_which_a_quarter_is_asked_in_vain():
    alike = [
        replace(trial, ranked=(entry(1, margin=1.0),), right=(trial.asked.is_answerable,)) for trial in trials(240)
    ]
    answer, _ = fit_answers(alike)
    assert answer.probability(measure(alike)[0]) == pytest.approx(1 - ASKED_IN_VAIN, abs=0.01)  # of these, a third is


def test_what_the_guards_refuse_is_not_fitted_on_and_is_never_likely():
    ranked = rerank(trials(), fit_units(trials()))
    refused = [replace(trial, passes=False) if number % 10 == 3 else trial for number, trial in enumerate(ranked)]
    answer, unseen = fit_answers(refused)
    assert all(value == 0.0 for value, trial in zip(unseen, refused, strict=True) if not trial.passes)
    wrong = [replace(trial, right=(False,) * len(trial.right)) if not trial.passes else trial for trial in refused]
    assert fit_answers(wrong)[0] == answer


@pytest.mark.parametrize(("refuse", "refused"), [(0.5, 0.5), (0.8, 0.8), (1.0, 1.0)])
def test_the_threshold_refuses_the_share_of_near_misses_that_is_asked_for(refuse, refused):
    made = trials()
    near = [number for number, trial in enumerate(made) if not trial.asked.is_answerable]
    confidence = [0.9] * len(made)
    for place, number in enumerate(near):
        confidence[number] = place / len(near)
    threshold = choose_threshold(made, confidence, refuse=refuse)
    assert sum(confidence[number] <= threshold for number in near) / len(near) == pytest.approx(refused, abs=0.08)
