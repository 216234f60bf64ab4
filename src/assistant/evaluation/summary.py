"""Prints results in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assistant.evaluation.agreement import JudgeReport
from assistant.evaluation.check import LOW_OVERLAP, MIN_SHARE_OF_LOW_OVERLAP, CheckReport
from assistant.evaluation.compare import Comparison
from assistant.evaluation.gate import Change, GateResult
from assistant.evaluation.html_report import headline
from assistant.evaluation.metrics import Rate, Result, Totals, by_kind, by_split
from assistant.evaluation.records import Run
from assistant.evaluation.squad import SquadReport

WIDTH = 80
"""Columns, whatever the terminal's width: CI logs have none."""
_SHOWN_DIFFERENCES = 20


def console() -> Console:
    """Return a console of 80 columns for standard output."""
    return Console(width=WIDTH, highlight=False, soft_wrap=False)


def results_summary(results: Sequence[Result], run: Run) -> RenderableType:
    """Return the totals, the table by kind, retrieval and times."""
    totals = Totals(tuple(results))
    figures = Table.grid(padding=(0, 2))
    for line in headline(totals):
        figures.add_row(line.name, Text(line.value, style="bold"), line.interval)
    figures.add_row("Errors", Text(str(totals.errors), style="bold"), "")
    found = ", ".join(f"{name} {value:.2f}" for name, value in totals.retrieval.items())
    times = ", ".join(f"{name} {value:g}" for name, value in totals.milliseconds.items())
    words = ", ".join(f"{name} {value:g}" for name, value in totals.words.items())
    lines = [
        f"Retrieval of the evidence: {found or 'nothing was retrieved'}",
        f"Milliseconds per question: {times or 'none'}; words of an answer: {words or 'none'}",
        f"{len(results)} facts in {run.seconds:.1f} s, index generation {run.generation or 'unknown'}",
    ]
    return Group(
        figures,
        "",
        _breakdown("kind", {**by_kind(results), **_named(by_split(results))}),
        *(Text(line) for line in lines),
    )


def _named(splits: dict[str, Totals]) -> dict[str, Totals]:
    return {f"split: {name}": totals for name, totals in splits.items()}


def _breakdown(title: str, groups: dict[str, Totals]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(title)
    for name in ("right", "cited", "grounded", "abstained", "refused"):
        table.add_column(name, justify="right")
    for name, part in groups.items():
        rates = (part.right, part.cited, part.grounded, part.abstained, part.refused)
        table.add_row(name.replace("_", " "), *(_short(rate) for rate in rates))
    return table


def _short(part: Rate) -> str:
    return "-" if part.value is None else f"{part.value:.0%} of {part.of}"


def gate_summary(gate: GateResult) -> RenderableType:
    """Return each changed fact, those that fail the gate last, and whether it is passed."""
    lines: list[Text] = []
    for change in sorted(gate.changes, key=lambda change: change.blocks):
        if change.lost or change.gained or change.now is None:
            lines.extend(_change(change))
    new = sum(change.then is None for change in gate.changes)
    if new:
        lines.append(Text(f"{new} facts are not in the baseline yet; --accept adds them."))
    shown_above = tuple(f"'{change.fact}' passed before" for change in gate.changes if change.blocks)
    lines.extend(Text(f"Gate: {failure}") for failure in gate.failures if not failure.startswith(shown_above))
    if shown_above:
        lines.append(Text(f"Gate: {len(shown_above)} facts passed before and fail now; they are marked above."))
    lines.append(
        Text(
            "The gate is passed." if gate.passed else f"The gate is NOT passed: {len(gate.failures)} reasons.",
            style="bold",
        )
    )
    return Group(*lines)


def _change(change: Change) -> list[Text]:
    verdicts = [f"lost {', '.join(change.lost)}"] if change.lost else []
    verdicts += [f"gained {', '.join(change.gained)}"] if change.gained else []
    verdicts += ["no longer among the known facts"] if change.now is None else []
    lines = [Text(f"{'FAILS NOW ' if change.blocks else ''}{change.fact}: {'; '.join(verdicts)}", style="bold")]
    if change.result:
        fact = change.result.fact
        lines.append(Text(f"  question: {fact.question}"))
        lines.append(Text(f"  expected: {fact.answer or 'no answer'}"))
    if change.now:
        lines.append(Text(f"  got now:  {change.now.answer}"))
        lines.append(Text(f"  cited:    {change.now.citation or 'nothing'}"))
    if change.then:
        lines.append(Text(f"  then:     {change.then.answer}"))
        lines.append(Text(f"  cited:    {change.then.citation or 'nothing'}"))
    if change.result and change.result.score.reasons:
        lines.append(Text(f"  why:      {'; '.join(change.result.score.reasons)}"))
    return lines


def judge_summary(judge: JudgeReport) -> RenderableType:
    """Return how far a language model that judged agrees with itself and with the rules."""
    figures = Table.grid(padding=(0, 2))
    for name, value in judge.lines():
        figures.add_row(Text(name), Text(value))
    lines = [Text(f"Judge: {judge.model}, {judge.runs} runs; it never fails the gate.", style="bold")]
    against = judge.against_rules
    shown = ", ".join(f"{part.result.fact.id} ({part.agreed})" for part in against[:_SHOWN_DIFFERENCES])
    if against:
        more = f" and {len(against) - _SHOWN_DIFFERENCES} more" if len(against) > _SHOWN_DIFFERENCES else ""
        return Group(*lines, figures, Text(f"Every run against the rules: {shown}{more}"))
    return Group(*lines, figures)


def failures_summary(results: Sequence[Result]) -> RenderableType:
    """Return each open fact that does not pass, with its reasons; of the held-out ones, only how many there are.

    Who improves the assistant reads this, and would soon know the held-out questions by heart.
    """
    failed = [result for result in results if not result.score.passed]
    seen = [result for result in failed if result.fact.split == "open"]
    lines = []
    for result in seen:
        lines.append(Text(f"{result.fact.id}: {result.fact.question}", style="bold"))
        answer = result.outcome.answer
        lines.append(Text(f"  expected: {result.fact.answer or 'no answer'}"))
        lines.append(Text(f"  got:      {(answer.text or str(answer.status)) if answer else result.outcome.error}"))
        lines.extend(Text(f"  {reason}") for reason in result.score.reasons)
    if len(failed) > len(seen):
        lines.append(Text(f"{len(failed) - len(seen)} held-out facts fail too; they are not shown, to stay unseen."))
    return Group(*lines)


def check_summary(report: CheckReport) -> RenderableType:
    """Return how known facts are spread, and the number of their problems."""
    share = report.low_overlap / report.answerable if report.answerable else 0.0
    enough = "enough" if share >= MIN_SHARE_OF_LOW_OVERLAP else "too few"
    lines = [
        Text(f"{report.answerable} answerable facts, {report.unanswerable} unanswerable: {_counts(report.traps)}"),
        Text(f"Kinds: {_counts(report.kinds)}"),
        Text(f"For: {_counts(report.audiences)}. Split: {_counts(report.splits)}"),
        Text(f"Documents: {_counts(report.documents)}"),
        Text(
            f"{report.low_overlap} of {report.answerable} answerable facts ({share:.0%}) share under "
            f"{LOW_OVERLAP:.0%} of their content words with their passage: {enough}, "
            f"at least {MIN_SHARE_OF_LOW_OVERLAP:.0%} should."
        ),
        Text("No problem found." if not report.problems else f"{len(report.problems)} problems.", style="bold"),
    ]
    return Group(*lines)


def _counts(counted: object) -> str:
    pairs = sorted(dict(counted).items(), key=lambda pair: (-pair[1], pair[0]))  # type: ignore[call-overload]
    return ", ".join(f"{name} {count}" for name, count in pairs) or "none"


def comparison_summary(comparison: Comparison, first: str, second: str) -> RenderableType:
    """Return how two runs differ."""
    count = comparison.both + comparison.neither + len(comparison.only_first) + len(comparison.only_second)
    lines = [
        Text(f"A: {first}\nB: {second}"),
        Text(f"{count} facts: {comparison.both} pass in both, {comparison.neither} in neither."),
        Text(f"Only A: {len(comparison.only_first)}. Only B: {len(comparison.only_second)}."),
        Text(f"Exact McNemar, two-sided: p = {comparison.p_value:.4f}", style="bold"),
    ]
    for title, differences, side in (("Only in A", comparison.only_first, 1), ("Only in B", comparison.only_second, 0)):
        for difference in differences[:_SHOWN_DIFFERENCES]:
            reasons = (difference.first_reasons, difference.second_reasons)[side]
            lines.append(Text(f"{title}: {difference.fact}: {difference.question}\n  the other: {'; '.join(reasons)}"))
        if len(differences) > _SHOWN_DIFFERENCES:
            lines.append(Text(f"… and {len(differences) - _SHOWN_DIFFERENCES} more"))
    return Group(*lines)


def squad_summary(report: SquadReport) -> RenderableType:
    """Return a reader's exact match and F1."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", title=escape(f"Reader: {report.reader}"))
    for name in ("questions", "count", "EM", "F1"):
        table.add_column(name, justify="left" if name == "questions" else "right")
    for name, scores in (("all", report.all), ("has answer", report.has_answer), ("no answer", report.no_answer)):
        values = ["-" if value is None else f"{value * 100:.1f}" for value in (scores.exact, scores.f1)]
        table.add_row(name, str(scores.count), *values)
    return Group(table, Text(f"{report.milliseconds:g} ms per question"))
