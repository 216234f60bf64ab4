"""Fits the ranker of units and the decision whether the best one is enough to trials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.answering.features import ANSWER_FEATURES, SIGNS, UNIT_FEATURES, answer_features
from assistant.answering.selection import MAX_STATEMENTS
from assistant.answering.trials import Trial
from assistant.answering.weights import Logistic

AT_MOST = {
    "names_missing": -2.0,
    "years_missing": -2.0,
    "phrase_missing": -1.5,
    "places_missing": -2.0,
    "place_conflicts": -3.8,
    "counts_other": -3.8,
    "far": -20.0,
}
"""Weights that a fit may make stronger but not weaker: a question that names a place, a body or a year
that the passage does not give is not answered by it. They hold before the scale that makes the log-odds a probability
(`_scaled`). In the evidence bases few near misses name what is nowhere, and no question is far from all passages, so
that a fit makes too little of either. On the open known facts, where 66 % were answered rightly, the first two with the
phrase refused 79 % of what nothing answers, without the phrase 75 %."""
UNIT_AT_MOST = {"place_conflicts": -2.0, "counts_other": -2.0}
"""The same for the ranker. The invented places of the evidence bases are in no list of places; that a number counts
something else is rare there."""
ASKED_IN_VAIN = 0.25
"""Share of the questions that the evidence does not answer, for which the confidence is a probability. In the evidence
bases it is a half, for there is most to learn from near misses; people mostly ask what reports tell."""
_FOLDS = 5
_RIDGE = 1.0  # penalty on the squared weights of standardised features: a thousand questions and more need little
_SEED = 20


def fit_units(trials: Sequence[Trial]) -> Logistic:
    """Fit the ranker on the answerable questions whose answer was retrieved.

    Conditional logit (McFadden, 1974): among the units of one question, the right ones shall hold most of the
    softmax of the scores. A difference of two scores is then the log-odds of one unit against the other.
    """
    import numpy as np
    from scipy.optimize import minimize

    questions = [trial for trial in trials if any(trial.right)]
    every = np.array(
        [[entry.features[name] for name in UNIT_FEATURES] for trial in questions for entry in trial.ranked]
    )
    mean, scale = every.mean(axis=0), every.std(axis=0)
    scale[scale == 0] = 1.0
    every = (every - mean) / scale
    ends = np.cumsum([len(trial.ranked) for trial in questions])
    groups = list(zip(np.split(every, ends[:-1]), [np.array(trial.right) for trial in questions], strict=True))

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for rows, right in groups:
            scores = rows @ weights
            share = np.exp(scores - scores.max())
            among_right = np.where(right, share, 0.0)
            total -= float(np.log(among_right.sum() / share.sum()))
            slope += rows.T @ (share / share.sum() - among_right / among_right.sum())
        return total, slope

    bounds = _bounds(UNIT_FEATURES, UNIT_AT_MOST, scale)
    found = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = found.x / scale
    named = {name: round(float(weight), 5) for name, weight in zip(UNIT_FEATURES, weights, strict=True)}
    return Logistic(0.0, named)


def rerank(trials: Sequence[Trial], unit: Logistic) -> list[Trial]:
    """Return the trials ranked anew by a fitted ranker."""
    again = []
    for trial in trials:
        scored = [
            (replace(entry, score=unit.log_odds(entry.features)), right)
            for entry, right in zip(trial.ranked, trial.right, strict=True)
        ]
        scored.sort(key=lambda pair: -pair[0].score)
        again.append(replace(trial, ranked=tuple(pair[0] for pair in scored), right=tuple(pair[1] for pair in scored)))
    return again


def measure(trials: Sequence[Trial]) -> list[dict[str, float]]:
    """Return each trial's answer features."""
    return [answer_features(trial.question, trial.ranked) for trial in trials]


def counted(trials: Sequence[Trial]) -> Any:
    """Return for how many questions each trial stands, so that `ASKED_IN_VAIN` of all are near misses."""
    import numpy as np

    answerable = np.array([trial.asked.is_answerable for trial in trials])
    in_vain = answerable.sum() / max((~answerable).sum(), 1) * ASKED_IN_VAIN / (1 - ASKED_IN_VAIN)
    return np.where(answerable, 1.0, in_vain)


def fit_answers(trials: Sequence[Trial]) -> tuple[Logistic, list[float]]:
    """Fit sufficiency; return the model and each trial's probability from a fold without its region."""
    import numpy as np
    from sklearn.model_selection import GroupKFold

    features = measure(trials)
    rows = np.array([[entry[name] for name in ANSWER_FEATURES] for entry in features])
    right = np.array([trial.right[0] for trial in trials])
    passes = np.array([trial.passes for trial in trials])
    shown = np.array([any(trial.right[:MAX_STATEMENTS]) for trial in trials])
    answerable = np.array([trial.asked.is_answerable for trial in trials])
    telling = passes & (right | ~answerable)
    counts = counted(trials)

    def fitted(part: Any) -> Logistic:
        within = np.zeros(len(trials), dtype=bool)
        within[part] = True
        model = _fit(rows[within & telling], right[within & telling], ANSWER_FEATURES)
        seen = within & passes
        return _scaled(model, [features[at] for at in np.flatnonzero(seen)], shown[seen], counts[seen])

    unseen = np.zeros(len(trials))
    regions = [trial.asked.region for trial in trials]
    for train, test in GroupKFold(_FOLDS, shuffle=True, random_state=_SEED).split(rows, groups=regions):
        model = fitted(train)
        unseen[test] = [model.probability(features[index]) if passes[index] else 0.0 for index in test]
    return fitted(np.arange(len(trials))), unseen.tolist()


def _scaled(model: Logistic, features: Sequence[dict[str, float]], right: Any, counts: Any) -> Logistic:
    """Return the model with its log-odds stretched and moved to be those of an answer being right (Platt, 1999).

    Args:
        right: whether it was, for each question.
        counts: for how many questions each stands.
    """
    import numpy as np

    odds = np.array([[model.log_odds(entry)] for entry in features])
    scale = _fit(odds, right, ["odds"], counts)
    slope = scale.weights["odds"]
    weights = {name: round(weight * slope, 5) for name, weight in model.weights.items()}
    return Logistic(round(model.intercept * slope + scale.intercept, 5), weights)


def choose_threshold(trials: Sequence[Trial], confidence: Sequence[float], *, refuse: float) -> float:
    """Return the confidence that refuses the share `refuse` of the near misses."""
    import numpy as np

    unanswerable = [value for trial, value in zip(trials, confidence, strict=True) if not trial.asked.is_answerable]
    return float(np.quantile(unanswerable, refuse))


def _fit(rows: Any, labels: Any, names: Sequence[str], counts: Any = None) -> Logistic:
    """Fit a logistic regression on standardised features and return it in the features' own units.

    Args:
        counts: for how many rows each stands; None for one each.
    """
    import numpy as np
    from scipy.optimize import minimize

    matrix, right = np.asarray(rows, dtype=float), np.asarray(labels, dtype=float)
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale == 0] = 1.0
    matrix = np.column_stack([(matrix - mean) / scale, np.ones(len(matrix))])
    counted = np.ones(len(matrix)) if counts is None else np.asarray(counts, dtype=float)

    def loss(weights: Any) -> tuple[float, Any]:
        odds = matrix @ weights
        total = counted @ (np.logaddexp(0, odds) - right * odds) + _RIDGE * float(weights[:-1] @ weights[:-1])
        slope = matrix.T @ (counted * (1 / (1 + np.exp(-odds)) - right))
        slope[:-1] += 2 * _RIDGE * weights[:-1]
        return float(total), slope

    bounds = [*_bounds(names, AT_MOST, scale), (None, None)]
    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / scale
    named = {name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)}
    return Logistic(round(float(found[-1] - weights @ mean), 5), named)


def _bounds(
    names: Sequence[str], at_most: Mapping[str, float] | None = None, scale: Any = None
) -> list[tuple[float | None, float | None]]:
    """Return the bounds that keep each weight's sign, and those of `at_most`, for features divided by `scale`."""
    limits = {name: weight for name, weight in (at_most or {}).items() if name in names}
    highest = {name: weight * float(scale[names.index(name)]) for name, weight in limits.items()}
    return [(None, highest.get(name, 0.0)) if SIGNS.get(name, 1) < 0 else (0.0, None) for name in names]
