"""The fitted weights are there for the readers that can be chosen, and fit the features that are measured."""

from __future__ import annotations

import math

import pytest

from assistant.answering.features import ANSWER_FEATURES, UNIT_FEATURES
from assistant.answering.weights import Logistic, load_weights
from assistant.errors import ModelError


def test_a_logistic_regression_is_the_weighted_sum_of_its_features():
    model = Logistic(-1.0, {"a": 2.0, "b": -0.5})
    assert model.log_odds({"a": 1.0, "b": 2.0, "c": 9.0}) == 0.0
    assert model.probability({"a": 1.0, "b": 2.0}) == 0.5
    assert model.probability({"a": 2.0, "b": 2.0}) == pytest.approx(1 / (1 + math.exp(-2)))


@pytest.mark.parametrize(("value", "probability"), [(1e9, 1.0), (-1e9, 0.0)])
def test_extreme_features_give_a_probability_all_the_same(value, probability):
    assert Logistic(0.0, {"a": 1.0}).probability({"a": value}) == pytest.approx(probability, abs=1e-9)


@pytest.mark.parametrize("reader", ["none", "minilm-reader"])
def test_weights_are_fitted_for_features_that_are_measured(reader):
    weights = load_weights(reader)
    assert weights.reader == reader
    assert set(weights.unit.weights) <= set(UNIT_FEATURES)
    assert set(weights.answer.weights) <= set(ANSWER_FEATURES)
    assert 0 < weights.threshold < 1


def test_a_reader_without_weights_is_named_with_the_known_ones():
    with pytest.raises(ModelError, match=r"No weights are fitted for the reader 'nope' \(there are: .*none"):
        load_weights("nope")
