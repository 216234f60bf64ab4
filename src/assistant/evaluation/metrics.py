"""Adds scores up: rates with intervals, by kind, document and split; retrieval; calibration; time; length."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.evaluation.facts import KnownFact
from assistant.evaluation.records import Outcome, Run
from assistant.evaluation.scoring import Score, holds_evidence, score, score_error
from assistant.schema import AnswerStatus

RETRIEVAL_DEPTHS = (1, 3, 5, 10)
_Z_95 = 1.959963984540054  # standard normal quantile for 95 %


@dataclass(frozen=True)
class Rate:
    """A share with its 95 % Wilson interval (Wilson, 1927); `of` may be 0, and then there is no share."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the interval."""
        if not self.of:
            return 0.0, 1.0
        share, n = self.count / self.of, self.of
        centre = (share + _Z_95**2 / (2 * n)) / (1 + _Z_95**2 / n)
        half = _Z_95 / (1 + _Z_95**2 / n) * math.sqrt(share * (1 - share) / n + _Z_95**2 / (4 * n * n))
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        if self.value is None:
            return "none to score"
        low, high = self.interval
        return f"{self.value:.1%} ({self.count} of {self.of}; {low:.0%} to {high:.0%})"


def rate(verdicts: Iterable[bool | None]) -> Rate:
    """Return the share of met verdicts among those that apply."""
    applying = [verdict for verdict in verdicts if verdict is not None]
    return Rate(sum(applying), len(applying))


@dataclass(frozen=True)
class Result:
    """A fact, what came back, and its score."""

    fact: KnownFact
    outcome: Outcome
    score: Score

    @property
    def answered(self) -> bool:
        """Whether an answer was given."""
        return self.outcome.answer is not None and self.outcome.answer.status is AnswerStatus.answered


def score_run(facts: Sequence[KnownFact], run: Run) -> list[Result]:
    """Return each fact with its outcome and score, in the order of the facts; a fact the run lacks is an error."""
    outcomes = {outcome.fact: outcome for outcome in run.outcomes}
    results = []
    for fact in facts:
        outcome = outcomes.get(fact.id) or Outcome(fact.id, fact.question, None, "was not asked in this run")
        if outcome.answer is None:
            results.append(Result(fact, outcome, score_error(outcome.error)))
        else:
            results.append(Result(fact, outcome, score(fact, outcome.answer, quote_faults=outcome.quote_faults)))
    return results


@dataclass(frozen=True)
class Totals:
    """The figures of a set of results; each is computed when asked for.

    `right` is among answerable facts, `cited` and `grounded` among those that were answered, `abstained` among
    unanswerable ones, `refused` among answerable ones.
    """

    results: tuple[Result, ...]

    @cached_property
    def _answerable(self) -> list[Result]:
        return [result for result in self.results if result.fact.answerable]

    @property
    def right(self) -> Rate:
        """Answerable facts answered rightly."""
        return rate(result.score.right.passed for result in self._answerable)

    @property
    def cited(self) -> Rate:
        """Answers to answerable facts with a citation that holds the evidence."""
        return rate(result.score.cited.passed for result in self._answerable)

    @property
    def grounded(self) -> Rate:
        """Answers with nothing in them that their quotes do not say."""
        return rate(result.score.grounded.passed for result in self.results)

    @property
    def abstained(self) -> Rate:
        """Unanswerable facts that were not answered (or whose false premise was put right)."""
        return rate(result.score.abstained.passed for result in self.results if not result.fact.answerable)

    @property
    def refused(self) -> Rate:
        """Answerable facts that were not answered."""
        return rate(not result.answered for result in self._answerable)

    @property
    def wrong(self) -> Rate:
        """Answers that were given and are wrong, among all facts: what an officer would be misled by."""
        return rate(result.answered and result.score.right.passed is False for result in self.results)

    @property
    def passed(self) -> Rate:
        """Facts that meet every verdict."""
        return rate(result.score.passed for result in self.results)

    @property
    def errors(self) -> int:
        """Questions that raised an error or ended in a model error."""
        failed = (
            result.outcome.answer is None or result.outcome.answer.status is AnswerStatus.model_error
            for result in self.results
        )
        return sum(failed)

    @property
    def citation_recall(self) -> float | None:
        """Mean of ALCE's citation recall over the answers."""
        return mean(result.score.citation_recall for result in self.results)

    @property
    def citation_precision(self) -> float | None:
        """Mean of ALCE's citation precision over the answers."""
        return mean(result.score.citation_precision for result in self.results)

    @property
    def words(self) -> dict[str, float]:
        """Words shown in an answer: median and 95th percentile."""
        return percentiles([result.score.words for result in self.results if result.answered], (50, 95))

    @property
    def milliseconds(self) -> dict[str, float]:
        """Time per question: 50th, 95th and 99th percentile."""
        asked = [result.outcome.milliseconds for result in self.results if result.outcome.answer is not None]
        return percentiles(asked, (50, 95, 99))

    @cached_property
    def retrieval(self) -> dict[str, float]:
        """Mean hit@1/3/5/10, recall@10, reciprocal rank and nDCG@10 of the gold passages; empty for no passages."""
        return retrieval(self._answerable)


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that apply; None where there are none."""
    applying = [value for value in values if value is not None]
    return sum(applying) / len(applying) if applying else None


def percentiles(values: Sequence[float], ranks: Sequence[int]) -> dict[str, float]:
    """Return percentiles by linear interpolation, named p50 and so on; empty for no values."""
    ordered = sorted(values)
    found = {}
    for percent in ranks if ordered else ():
        position = (len(ordered) - 1) * percent / 100
        low = math.floor(position)
        high = min(low + 1, len(ordered) - 1)
        found[f"p{percent}"] = round(ordered[low] + (ordered[high] - ordered[low]) * (position - low), 1)
    return found


def gold_ranks(result: Result) -> list[int]:
    """Return the ranks, from 1, of the retrieved passages that hold a piece of evidence no passage before them held."""
    seen: set[int] = set()
    ranks = []
    for rank, entry in enumerate(result.outcome.answer.retrieved if result.outcome.answer else (), 1):
        new = set(holds_evidence(entry.document, entry.text, result.fact)) - seen
        if new:
            seen |= new
            ranks.append(rank)
    return ranks


def retrieval(results: Sequence[Result]) -> dict[str, float]:
    """Return the retrieval measures of answerable results, by ir_measures.

    A piece of evidence that no retrieved passage holds counts as a relevant passage that was not found.
    """
    from ir_measures import RR, Qrel, R, ScoredDoc, Success, calc_aggregate, nDCG

    considered = [result for result in results if result.outcome.answer and result.outcome.answer.retrieved]
    if not considered:
        return {}
    qrels, ranking = [], []
    for result in considered:
        name = result.fact.id
        entries = result.outcome.answer.retrieved if result.outcome.answer else ()
        found = {index for entry in entries for index in holds_evidence(entry.document, entry.text, result.fact)}
        qrels += [Qrel(name, f"rank {rank}", 1) for rank in gold_ranks(result)]
        qrels += [
            Qrel(name, f"evidence {index}", 1) for index in range(len(result.fact.evidence)) if index not in found
        ]
        ranking += [ScoredDoc(name, f"rank {rank}", -float(rank)) for rank in range(1, len(entries) + 1)]
    measures = {f"hit@{depth}": Success @ depth for depth in RETRIEVAL_DEPTHS}
    measures |= {"recall@10": R @ 10, "reciprocal rank": RR, "nDCG@10": nDCG @ 10}
    values = calc_aggregate(list(measures.values()), qrels, ranking)
    return {name: round(float(values[measure]), 4) for name, measure in measures.items()}


def grouped(results: Sequence[Result], key: Callable[[Result], Iterable[str]]) -> dict[str, Totals]:
    """Return the totals of each group of results, groups sorted by name; a result may be in several."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        for name in key(result):
            groups.setdefault(name, []).append(result)
    return {name: Totals(tuple(groups[name])) for name in sorted(groups)}


def by_kind(results: Sequence[Result]) -> dict[str, Totals]:
    """Return the totals of each kind of fact."""
    return grouped(results, lambda result: [str(result.fact.kind)])


def by_document(results: Sequence[Result]) -> dict[str, Totals]:
    """Return the totals of each document that is evidence of a fact."""
    return grouped(results, lambda result: sorted({piece.document for piece in result.fact.evidence}))


def by_split(results: Sequence[Result]) -> dict[str, Totals]:
    """Return the totals of the open and the held-out facts."""
    return grouped(results, lambda result: [result.fact.split])
