"""The fitted weights: two logistic regressions, one that ranks units, one that decides sufficiency."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from assistant.errors import ModelError

FILE = "weights.json"


@dataclass(frozen=True)
class Logistic:
    """A logistic regression: `log_odds = intercept + sum of weight times feature`."""

    intercept: float
    weights: dict[str, float]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Return the log-odds for one item's features; a feature without a weight counts nothing."""
        return self.intercept + sum(weight * features[name] for name, weight in self.weights.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.log_odds(features)))))


@dataclass(frozen=True)
class Weights:
    """What was fitted for one reader.

    Attributes:
        reader: name of the reader whose margins the weights expect.
        unit: ranks units.
        answer: probability that the best unit answers; the confidence that is shown.
        threshold: confidence below which the assistant abstains.
    """

    reader: str
    unit: Logistic
    answer: Logistic
    threshold: float


def load_weights(reader: str) -> Weights:
    """Return the weights fitted for a reader.

    Raises:
        ModelError: none were fitted for it.
    """
    fitted = json.loads(files("assistant.answering").joinpath(FILE).read_text(encoding="utf-8"))
    if reader not in fitted:
        raise ModelError(
            f"No weights are fitted for the reader '{reader}' (there are: {', '.join(sorted(fitted))}). "
            "Run: python -m assistant.answering.calibrate --help"
        )
    entry = fitted[reader]
    return Weights(reader, Logistic(**entry["unit"]), Logistic(**entry["answer"]), entry["threshold"])
