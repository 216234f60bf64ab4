"""Gathers results as one record, and writes the three reports: HTML for people, JUnit XML for CI, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.agreement import JudgeReport
from assistant.evaluation.confidence import calibration
from assistant.evaluation.gate import Change, GateResult
from assistant.evaluation.html_report import html_report
from assistant.evaluation.junit import junit_xml
from assistant.evaluation.metrics import Rate, Result, Totals, by_document, by_kind, by_split, gold_ranks
from assistant.evaluation.records import Run, write_text


def report_record(
    results: Sequence[Result], run: Run, gate: GateResult | None, judge: JudgeReport | None = None, *, whole: bool
) -> dict[str, Any]:
    """Return results as plain data for JSON.

    Args:
        results: scored facts.
        run: what produced them.
        gate: what the gate found, where it was asked.
        judge: what a language model said, where one was asked.
        whole: with the run itself, every answer record in it, so that it can be scored again.
    """
    record: dict[str, Any] = {
        "created": run.created,
        "generation": run.generation,
        "seconds": run.seconds,
        "settings": dict(run.settings),
        "versions": dict(run.versions),
        "totals": summarise(results),
        "gate": _gate(gate) if gate else None,
        "judge": judge.to_record() if judge else None,
        "facts": [_fact(result) for result in results],
    }
    return record | {"run": run.to_record()} if whole else record


def write_reports(
    folder: Path, results: Sequence[Result], run: Run, gate: GateResult | None, judge: JudgeReport | None = None
) -> list[Path]:
    """Write `report.html`, `junit.xml` and `report.json` into a folder and return their paths.

    Raises:
        EvaluationError: one cannot be written.
    """
    general = [failure for failure in gate.failures if not failure.startswith("'")] if gate else []
    record = report_record(results, run, gate, judge, whole=True)
    written = {
        "report.html": html_report(results, run, gate, judge),
        "junit.xml": junit_xml(results, blocking=general),
        "report.json": json.dumps(record, ensure_ascii=False, indent=1) + "\n",
    }
    for name, text in written.items():
        write_text(folder / name, text)
    return [folder / name for name in written]


def _fact(result: Result) -> dict[str, Any]:
    fact, score, answer = result.fact, result.score, result.outcome.answer
    return {
        "id": fact.id,
        "kind": str(fact.kind),
        "audience": fact.audience,
        "split": fact.split,
        "question": fact.question,
        "expected": fact.answer,
        "passed": score.passed,
        "verdicts": {name: {"passed": part.passed, "reason": part.reason} for name, part in score.verdicts.items()},
        "citation_recall": score.citation_recall,
        "citation_precision": score.citation_precision,
        "gold_ranks": gold_ranks(result),
        "words": score.words,
        "milliseconds": result.outcome.milliseconds,
        "status": str(answer.status) if answer else "error",
        "confidence": answer.confidence if answer else None,
        "answer": answer.text if answer else result.outcome.error,
        "citations": [f"{part.document}, {part.locator.describe()}" for part in answer.citations] if answer else [],
    }


def _gate(gate: GateResult) -> dict[str, Any]:
    return {
        "passed": gate.passed,
        "failures": list(gate.failures),
        "changes": [_change(change) for change in gate.changes if change.then is not None],
        "new": [change.fact for change in gate.changes if change.then is None],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "fact": change.fact,
        "lost": list(change.lost),
        "gained": list(change.gained),
        "then": change.then.answer if change.then else None,
        "now": change.now.answer if change.now else None,
    }


def summarise(results: Sequence[Result]) -> Mapping[str, object]:
    """Return all totals as plain data for JSON."""
    totals = Totals(tuple(results))
    groups = {"by_kind": by_kind(results), "by_document": by_document(results), "by_split": by_split(results)}
    return {
        **_plain(totals),
        "errors": totals.errors,
        "citation_recall": totals.citation_recall,
        "citation_precision": totals.citation_precision,
        "retrieval": totals.retrieval,
        "calibration_error": calibration(results).error,
        "words": totals.words,
        "milliseconds": totals.milliseconds,
        **{name: {key: _plain(part) for key, part in group.items()} for name, group in groups.items()},
    }


RATES = ("right", "cited", "grounded", "abstained", "refused", "wrong", "passed")
"""The rates of `Totals`, by name."""


def _plain(totals: Totals) -> dict[str, object]:
    rates: dict[str, Rate] = {name: getattr(totals, name) for name in RATES}
    return {
        name: {"count": part.count, "of": part.of, "value": part.value, "interval": part.interval}
        for name, part in rates.items()
    }
