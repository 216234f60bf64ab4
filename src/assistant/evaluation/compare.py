"""Compares two runs fact by fact, with the exact test of McNemar (1947) for paired outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import EvaluationError
from assistant.evaluation.metrics import Result


@dataclass(frozen=True)
class Difference:
    """A fact that passes in one run and not in the other."""

    fact: str
    question: str
    first_reasons: tuple[str, ...]
    second_reasons: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two runs of the same facts.

    Attributes:
        both, neither: facts that pass in both and in none.
        only_first, only_second: facts that pass in one alone.
        p_value: exact two-sided McNemar: how likely a split at least this uneven is if the runs are equally good.
    """

    both: int
    neither: int
    only_first: tuple[Difference, ...]
    only_second: tuple[Difference, ...]
    p_value: float


def compare(first: Sequence[Result], second: Sequence[Result]) -> Comparison:
    """Return how two runs of the same facts differ.

    Raises:
        EvaluationError: they have no fact in common.
    """
    others = {result.fact.id: result for result in second}
    pairs = [(result, others[result.fact.id]) for result in first if result.fact.id in others]
    if not pairs:
        raise EvaluationError(
            "The two runs have no fact in common, so there is nothing to compare. Run both on the same facts."
        )
    only_first = [_difference(a, b) for a, b in pairs if a.score.passed and not b.score.passed]
    only_second = [_difference(a, b) for a, b in pairs if b.score.passed and not a.score.passed]
    return Comparison(
        both=sum(a.score.passed and b.score.passed for a, b in pairs),
        neither=sum(not a.score.passed and not b.score.passed for a, b in pairs),
        only_first=tuple(only_first),
        only_second=tuple(only_second),
        p_value=exact_mcnemar(len(only_first), len(only_second)),
    )


def exact_mcnemar(only_first: int, only_second: int) -> float:
    """Return the exact two-sided p-value for the numbers of facts that pass in one run alone; 1 for none."""
    if only_first + only_second == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(only_first, only_first + only_second, 0.5).pvalue)


def _difference(first: Result, second: Result) -> Difference:
    return Difference(first.fact.id, first.fact.question, first.score.reasons, second.score.reasons)
