"""Writes the report that a manager reads: one HTML file, no script, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation.agreement import JudgeReport
from assistant.evaluation.confidence import calibration, trade_off
from assistant.evaluation.gate import GateResult
from assistant.evaluation.html_template import TEMPLATE
from assistant.evaluation.metrics import Rate, Result, Totals, by_document, by_kind, by_split
from assistant.evaluation.plots import plot_calibration, plot_kinds, plot_retrieval, plot_time, plot_trade_off
from assistant.evaluation.records import Run


@dataclass(frozen=True)
class Line:
    """One figure of the first table: what it is called, the figure, and what it means."""

    name: str
    value: str
    interval: str
    meaning: str


def html_report(
    results: Sequence[Result], run: Run, gate: GateResult | None = None, judge: JudgeReport | None = None
) -> str:
    """Return the report as HTML.

    Args:
        results: scored facts.
        run: what produced them.
        gate: the comparison with the baseline, where there was one.
        judge: what a language model said of the answers, where one was asked.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    totals = Totals(tuple(results))
    kinds = by_kind(results)
    plots = [
        plot_kinds(kinds),
        plot_retrieval(totals.retrieval),
        plot_calibration(calibration(results)),
        plot_trade_off(trade_off(results)),
        plot_time(results),
    ]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["rate"] = _rate
    return environment.from_string(TEMPLATE).render(
        totals=totals,
        lines=headline(totals),
        more=_more(totals),
        plots=[(plot.title, plot.alt, Markup(plot.svg)) for plot in plots],  # noqa: S704 - drawn here, no text of others
        kinds=kinds,
        documents=by_document(results),
        splits=by_split(results),
        failures=[result for result in results if not result.score.passed],
        run=run,
        gate=gate,
        judge=judge,
        opinion=judge.lines() if judge else [],
        changes=[change for change in gate.changes if change.lost or change.gained or change.blocks] if gate else [],
        new=sum(change.then is None for change in gate.changes) if gate else 0,
    )


def headline(totals: Totals) -> list[Line]:
    """Return the figures that say how good the system is, in plain words."""
    return [
        _line("Right answers", totals.right, "questions the evidence answers that were answered rightly"),
        _line("Evidence cited", totals.cited, "of the answers to these, those with a citation that holds the evidence"),
        _line("Grounded", totals.grounded, "of all answers, those that say no figure or date that their quotes do not"),
        _line("Abstained", totals.abstained, "questions the evidence does not answer that were rightly not answered"),
        _line("Refused", totals.refused, "questions the evidence answers that were not answered (lower is better)"),
        _line("Misleading", totals.wrong, "of all questions, those given a wrong answer (lower is better)"),
    ]


def _line(name: str, part: Rate, meaning: str) -> Line:
    if part.value is None:
        return Line(name, "none to score", "", meaning)
    low, high = part.interval
    return Line(name, f"{part.value:.1%}", f"{part.count} of {part.of}; 95 % interval {low:.0%} to {high:.0%}", meaning)


def _more(totals: Totals) -> list[tuple[str, str]]:
    def share(value: float | None) -> str:
        return "none to score" if value is None else f"{value:.3f}"

    rows = [
        ("ALCE citation recall", share(totals.citation_recall)),
        ("ALCE citation precision", share(totals.citation_precision)),
    ]
    rows += [(f"Retrieval: {name}", f"{value:.3f}") for name, value in totals.retrieval.items()]
    rows += [(f"Time per question, {name}", f"{value:g} ms") for name, value in totals.milliseconds.items()]
    rows += [(f"Words of an answer, {name}", f"{value:g}") for name, value in totals.words.items()]
    return [*rows, ("Questions that raised an error", str(totals.errors))]


def _rate(part: Rate) -> str:
    return "–" if part.value is None else f"{part.value:.0%} ({part.count}/{part.of})"
