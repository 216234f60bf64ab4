"""How well confidence tells right answers from wrong ones, and what a stricter threshold would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation.metrics import Result

CALIBRATION_BINS = 10


@dataclass(frozen=True)
class Bin:
    """Answers of similar confidence: how many, their mean confidence, and how many were right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Calibration:
    """How well confidence tells right answers; `error` is the expected calibration error (Guo et al., 2017)."""

    bins: tuple[Bin, ...]
    error: float | None


def calibration(results: Sequence[Result]) -> Calibration:
    """Return the reliability of the confidence of given answers, in ten bins of equal width."""
    pairs = _confidence_and_right(results)
    bins = []
    for index in range(CALIBRATION_BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * CALIBRATION_BINS), CALIBRATION_BINS - 1) == index]
        if inside:
            bins.append(
                Bin(
                    len(inside),
                    sum(pair[0] for pair in inside) / len(inside),
                    sum(pair[1] for pair in inside) / len(inside),
                )
            )
    error = sum(part.count * abs(part.confidence - part.right) for part in bins) / len(pairs) if pairs else None
    return Calibration(tuple(bins), error)


@dataclass(frozen=True)
class TradeOff:
    """What a higher threshold of confidence would do: right answers kept, unanswerable questions not answered."""

    threshold: float
    right: float
    abstained: float
    precision: float | None


def trade_off(results: Sequence[Result]) -> list[TradeOff]:
    """Return the effect of abstaining below each confidence that was seen; 0 is the system as it is.

    Answers that were not given cannot come back, so only stricter thresholds than today's are shown.
    """
    answerable = [result for result in results if result.fact.answerable]
    unanswerable = [result for result in results if not result.fact.answerable]
    thresholds = sorted({0.0, *(round(confidence, 4) for confidence, _ in _confidence_and_right(results))})
    points = []
    for threshold in thresholds:
        given = [result for result in results if result.answered and _confidence(result) >= threshold - 1e-4]
        kept = [result for result in given if result.score.right.passed]
        let_through = [result for result in given if not result.fact.answerable and not result.score.right.passed]
        points.append(
            TradeOff(
                threshold=threshold,
                right=sum(result.fact.answerable for result in kept) / max(len(answerable), 1),
                abstained=1 - len(let_through) / max(len(unanswerable), 1),
                precision=len(kept) / len(given) if given else None,
            )
        )
    return points


def _confidence(result: Result) -> float:
    return min(max(result.outcome.answer.confidence, 0.0), 1.0) if result.outcome.answer else 0.0


def _confidence_and_right(results: Sequence[Result]) -> list[tuple[float, bool]]:
    return [(_confidence(result), bool(result.score.right.passed)) for result in results if result.answered]
