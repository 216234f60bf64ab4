"""The measurements of the decision that are more than a look-up."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assistant.answering.features import Scored, answer_features, unit_features
from assistant.answering.question import analyse_question
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.reading.protocol import Reading

TEXT = "The backlog at Leeds General Infirmary stood at £650m."


def unit(text: str = TEXT) -> Unit:
    passage = SimpleNamespace(id="p", start=0, text=text, context="Hospitals")
    candidate = SimpleNamespace(passage=passage, dense=0.5, lexical=0.5)
    return Unit(candidate, 0, len(text), BlockKind.paragraph, text)  # type: ignore[arg-type]


def measure(question: str) -> Scored:
    reading = Reading(0, 3, 1.0, ((0, 3, 1.0),))
    return unit_features(
        analyse_question(question), [unit()], reading, weight=lambda term: 1.0, surroundings="Hospitals 2025"
    )[0]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("What is the backlog at Leeds General Infirmary?", 0.0),
        ("What is the backlog at Bradford Royal Infirmary?", 2 / 3),
        ("What is the backlog in York?", 1.0),
        ("What is the backlog in Leeds and in York?", 1.0),
        ("York: what is the backlog?", 0.0),
        ("what is the backlog in york?", 0.0),
    ],
    ids=["given", "in part", "not", "one of two", "it opens the question", "no capitals"],
)
def test_the_phrase_that_is_missing_most_is_measured(question, share):
    assert measure(question).features["phrase_missing"] == pytest.approx(share)


def test_the_lead_is_the_best_units_share_of_all():
    best = measure("What is the backlog?")
    ranked = [Scored(best.unit, None, best.features, score) for score in (2.0, 2.0, -90.0)]
    measured = answer_features(analyse_question("What is the backlog?"), ranked)
    assert measured["lead"] == pytest.approx(0.5)
    assert measured["rank_score"] == 2.0


@pytest.mark.parametrize(
    ("question", "missing", "conflicts"),
    [
        ("What is the backlog in Leeds?", 0.0, 0.0),
        ("What is the backlog in Leeds City Region?", 0.0, 0.0),
        ("What is the backlog in Bradford?", 1.0, 1.0),
        ("Is the backlog of Leeds longer than Bradford's?", 0.0, 0.0),
        ("What is the backlog?", 0.0, 0.0),
    ],
)
def test_a_figure_for_another_place_is_measured(question, missing, conflicts):
    features = measure(question).features
    assert (features["places_missing"], features["place_conflicts"]) == (missing, conflicts)
