"""Decides whether a release may go out: thresholds, and the outcome of each fact that was accepted last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError, reason
from assistant.evaluation.metrics import Result, Totals
from assistant.evaluation.records import write_text
from assistant.evaluation.thresholds import Thresholds, beyond_thresholds

VERDICTS = ("right", "cited", "grounded", "abstained")
_ACCEPT = 'Run "assistant evaluate --accept" to make one, and read the difference before it is committed.'
_KEPT_CHARACTERS = 240  # of an answer in the baseline: enough to see what changed, short enough for a line


@dataclass(frozen=True)
class Accepted:
    """The last accepted outcome of one fact; a verdict of None did not apply."""

    verdicts: Mapping[str, bool | None]
    answer: str
    citation: str

    @property
    def passed(self) -> bool:
        """Whether every verdict that applied was met."""
        return all(met is not False for met in self.verdicts.values())


@dataclass(frozen=True)
class Change:
    """A fact whose outcome is not the accepted one.

    Attributes:
        lost, gained: verdicts met then and not met now, and the other way round; one that does not apply is neither.
        then: None where the fact is new.
        now: None where the fact is gone.
    """

    fact: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    then: Accepted | None
    now: Accepted | None
    result: Result | None

    @property
    def blocks(self) -> bool:
        """Whether the gate fails for it: it passed or was right, and does not or is not now.

        An answer that was wrong may become a refusal or another wrong answer: it has nothing to lose.
        """
        if self.then is None:
            return False
        if self.now is None:
            return self.then.passed
        return (self.then.passed and not self.now.passed) or "right" in self.lost


@dataclass(frozen=True)
class GateResult:
    """What the gate found; it is passed when nothing failed."""

    failures: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def passed(self) -> bool:
        """Whether the release may go out."""
        return not self.failures


def check_gate(results: Sequence[Result], baseline: Mapping[str, Accepted], thresholds: Thresholds) -> GateResult:
    """Return why a release may not go out, and each fact that changed.

    It may not if no question ran, one errored, a quote does not match its offsets, a total is beyond its threshold, a
    fact that passed fails, one that was right is wrong, or one that passed is no longer among the known facts.
    """
    changes = compare_with_baseline(results, baseline)
    failures = [*_faults(results), *beyond_thresholds(Totals(tuple(results)), thresholds)]
    for change in changes:
        if change.blocks and change.now is None:
            failures.append(f"'{change.fact}' passed before and is no longer among the known facts")
        elif change.blocks:
            failures.append(f"'{change.fact}' passed before and now fails: {_why(change)}")
    return GateResult(tuple(failures), tuple(changes))


def _faults(results: Sequence[Result]) -> Iterator[str]:
    """Yield what no baseline can excuse."""
    if not any(result.outcome.answer for result in results):
        yield "no question ran"
    for result in results:
        if result.outcome.answer is None:
            yield f"'{result.fact.id}' raised an error: {result.outcome.error}"
        elif result.outcome.answer.status == "model_error":
            yield f"'{result.fact.id}' ended in a model error"
        for fault in result.score.quote_faults:
            yield f"'{result.fact.id}': {fault}"


def compare_with_baseline(results: Sequence[Result], baseline: Mapping[str, Accepted]) -> list[Change]:
    """Return the facts whose verdicts are not the accepted ones, those that are new and those that are gone."""
    changes = []
    for result in results:
        now, then = accepted(result), baseline.get(result.fact.id)
        if then is None:
            changes.append(Change(result.fact.id, (), (), None, now, result))
            continue
        lost = tuple(name for name in VERDICTS if then.verdicts[name] is True and now.verdicts[name] is False)
        gained = tuple(name for name in VERDICTS if then.verdicts[name] is False and now.verdicts[name] is True)
        if lost or gained:
            changes.append(Change(result.fact.id, lost, gained, then, now, result))
    known = {result.fact.id for result in results}
    changes += [Change(name, (), (), then, None, None) for name, then in baseline.items() if name not in known]
    return changes


def _why(change: Change) -> str:
    return "; ".join(change.result.score.reasons) if change.result else ""


def accepted(result: Result) -> Accepted:
    """Return a result as the baseline keeps it."""
    answer = result.outcome.answer
    text = result.outcome.error if answer is None else (answer.text if result.answered else str(answer.status))
    first = answer.citations[0] if answer and answer.citations else None
    place = f"{first.document}, {first.locator.describe()}" if first else ""
    verdicts = {name: verdict.passed for name, verdict in result.score.verdicts.items()}
    return Accepted(verdicts, " ".join(text.split())[:_KEPT_CHARACTERS], place)


def write_baseline(path: Path, results: Sequence[Result], elsewhere: Sequence[Result] = ()) -> None:
    """Make today's outcomes the accepted ones: sorted by id, one fact a line, so that the difference can be read.

    Args:
        path: the baseline.
        results: what is accepted.
        elsewhere: the same facts on a processor of another kind, whose scores differ in the last digits: a verdict is
            accepted as met where it is met on both, so that what is near a threshold fails the gate on neither.

    Raises:
        EvaluationError: nothing ran, a question errored, or a quote is not exact; that is never acceptable.
    """
    faults = list(_faults(results))
    if faults:
        raise EvaluationError(f"Nothing was accepted, since {'; '.join(faults[:5])}. Mend it first.")
    totals = Totals(tuple(results))
    lines = [f"  {json.dumps(name)}: {json.dumps(f'{part.count} of {part.of}')}" for name, part in _counted(totals)]
    there = {result.fact.id: accepted(result) for result in elsewhere}
    facts = [
        f"  {json.dumps(result.fact.id)}: {_line(_on_both(accepted(result), there.get(result.fact.id)))}"
        for result in sorted(results, key=lambda result: result.fact.id)
    ]
    write_text(path, '{\n "totals": {\n' + ",\n".join(lines) + '\n },\n "facts": {\n' + ",\n".join(facts) + "\n }\n}\n")


def _on_both(here: Accepted, there: Accepted | None) -> Accepted:
    """Return an outcome with the verdicts that are met on both processors; none for what applies on one alone."""
    if there is None:
        return here
    verdicts: dict[str, bool | None] = {}
    for name in VERDICTS:
        both = (here.verdicts[name], there.verdicts[name])
        verdicts[name] = False if False in both else None if None in both else True
    return Accepted(verdicts, here.answer, here.citation)


def _counted(totals: Totals) -> list[tuple[str, Any]]:
    return [("passed", totals.passed), *((name, getattr(totals, name)) for name in VERDICTS)]


def _line(outcome: Accepted) -> str:
    return json.dumps({**outcome.verdicts, "answer": outcome.answer, "citation": outcome.citation}, ensure_ascii=False)


def load_baseline(path: Path) -> dict[str, Accepted]:
    """Return the accepted outcomes by fact id.

    Raises:
        EvaluationError: the file is missing or malformed; names the file, the fact and the field.
    """
    if not path.exists():
        raise EvaluationError(f"There is no baseline at '{path}'. {_ACCEPT}")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path}: cannot be read: {reason(error)}. {_ACCEPT}") from error
    facts = content.get("facts") if isinstance(content, dict) else None
    if not isinstance(facts, dict):
        raise EvaluationError(f"{path}, field 'facts': is missing or is not an object. {_ACCEPT}")
    return {name: _accepted(path, name, entry) for name, entry in facts.items()}


def _accepted(path: Path, name: str, entry: Any) -> Accepted:
    if not isinstance(entry, dict):
        raise EvaluationError(f"{path}, fact '{name}': is not an object. {_ACCEPT}")
    for field in VERDICTS:
        if field not in entry or entry[field] not in (True, False, None):
            raise EvaluationError(f"{path}, fact '{name}', field '{field}': must be true, false or null. {_ACCEPT}")
    return Accepted(
        {field: entry[field] for field in VERDICTS}, str(entry.get("answer", "")), str(entry.get("citation", ""))
    )
