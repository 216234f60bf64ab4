"""What a language model that judged answers said: how far it agrees with itself and with the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from assistant.evaluation.metrics import Rate, Result


class Ruling(StrEnum):
    """What a judge's reply comes to."""

    right = "right"
    wrong = "wrong"
    refused = "refused"
    unclear = "unclear"
    """The reply could not be read."""
    fault = "fault"
    """There was no reply: the model raised an error."""

    @property
    def clear(self) -> bool:
        """Whether it says anything about the answer."""
        return self not in (Ruling.unclear, Ruling.fault)


@dataclass(frozen=True)
class Reply:
    """One reply of the judge; `text` is its beginning, or what was raised."""

    ruling: Ruling
    text: str


@dataclass(frozen=True)
class Judgement:
    """What the judge said about one answer, a reply a run."""

    result: Result
    replies: tuple[Reply, ...]

    @property
    def agreed(self) -> Ruling | None:
        """What every run said; None where they differ, or one says nothing."""
        rulings = {reply.ruling for reply in self.replies}
        first = self.replies[0].ruling
        return first if len(rulings) == 1 and first.clear else None

    @property
    def against_rules(self) -> bool:
        """Whether every run says the same, and that is not what the rules say."""
        by_rules = self.result.score.right.passed
        return self.agreed is not None and by_rules is not None and (self.agreed is Ruling.right) != by_rules


@dataclass(frozen=True)
class Agreement:
    """How often two judges say the same; `kappa` (Cohen, 1960) is None where only one thing was ever said."""

    share: Rate
    kappa: float | None

    def __str__(self) -> str:
        return f"{self.share}, kappa {'undefined' if self.kappa is None else f'{self.kappa:.2f}'}"


@dataclass(frozen=True)
class JudgeReport:
    """Everything the judge said.

    Attributes:
        model: the language model, as the settings name it.
        runs: how often each answer was judged.
        judgements: one for each answer that was judged; a question that raised an error has none.
    """

    model: str
    runs: int
    judgements: tuple[Judgement, ...]

    def count(self, ruling: Ruling) -> int:
        """Return how many replies, over all runs, came to this."""
        return sum(reply.ruling is ruling for judgement in self.judgements for reply in judgement.replies)

    @property
    def between_runs(self) -> Agreement:
        """Facts on which all runs say the same, of those with a reply in each run.

        Replies that cannot be read agree with nothing. Kappa is the mean over the pairs of runs (Light, 1971), of the
        facts that both could be read on; None where one of them has none.
        """
        replied = [part for part in self.judgements if all(reply.ruling is not Ruling.fault for reply in part.replies)]
        share = Rate(sum(part.agreed is not None for part in replied), len(replied))
        kappas = [self._kappa_of_runs(first, second) for first, second in combinations(range(self.runs), 2)]
        known = [kappa for kappa in kappas if kappa is not None]
        return Agreement(share, sum(known) / len(known) if kappas and len(known) == len(kappas) else None)

    @property
    def with_rules(self) -> tuple[Agreement, ...]:
        """For each run: facts on which judge and rules agree whether the answer is right, where both say anything."""
        return tuple(self._agreement_with_rules(run) for run in range(self.runs))

    @property
    def against_rules(self) -> list[Judgement]:
        """Facts on which every run says the same and the rules do not: the ones to look at."""
        return [judgement for judgement in self.judgements if judgement.against_rules]

    @property
    def first_fault(self) -> str:
        """What was raised first; "" where nothing was."""
        replies = (reply for judgement in self.judgements for reply in judgement.replies)
        return next((reply.text for reply in replies if reply.ruling is Ruling.fault), "")

    def lines(self) -> list[tuple[str, str]]:
        """Return the figures with their names, for people."""
        lines = [("Runs agree with each other", str(self.between_runs))]
        lines += [(f"Run {run} agrees with the rules", str(part)) for run, part in enumerate(self.with_rules, 1)]
        counts = ", ".join(f"{ruling} {self.count(ruling)}" for ruling in Ruling)
        fault = [("First fault", self.first_fault)] if self.first_fault else []
        return [
            *lines,
            ("Facts where every run is against the rules", str(len(self.against_rules))),
            ("Replies", counts),
            *fault,
        ]

    def _kappa_of_runs(self, first: int, second: int) -> float | None:
        pairs = [(part.replies[first].ruling, part.replies[second].ruling) for part in self.judgements]
        return _kappa([(str(one), str(other)) for one, other in pairs if one.clear and other.clear])

    def _agreement_with_rules(self, run: int) -> Agreement:
        pairs = [
            (str(part.replies[run].ruling is Ruling.right), str(part.result.score.right.passed))
            for part in self.judgements
            if part.replies[run].ruling.clear and part.result.score.right.passed is not None
        ]
        return Agreement(Rate(sum(one == other for one, other in pairs), len(pairs)), _kappa(pairs))

    def to_record(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        return {
            "model": self.model,
            "runs": self.runs,
            "judged": len(self.judgements),
            "replies": {str(ruling): self.count(ruling) for ruling in Ruling},
            "between_runs": _plain(self.between_runs),
            "with_rules": [_plain(agreement) for agreement in self.with_rules],
            "facts": [
                {
                    "id": part.result.fact.id,
                    "right_by_rules": part.result.score.right.passed,
                    "replies": [{"ruling": str(reply.ruling), "text": reply.text} for reply in part.replies],
                }
                for part in self.judgements
            ],
        }


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    if len({*first, *second}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(first, second))


def _plain(agreement: Agreement) -> dict[str, Any]:
    share = agreement.share
    return {
        "count": share.count,
        "of": share.of,
        "value": share.value,
        "interval": share.interval,
        "kappa": agreement.kappa,
    }
