"""The page Quality as HTML: the last evaluation in totals, by kind of question, and what went wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assistant.evaluation.thresholds import Thresholds
from assistant.web.reports import COMMAND, Fact, Gate, Rate, Rates, Report, Totals
from assistant.web.text import count_of, show

_MEASURES = (
    ("right", "Right answers", "of the questions that the evidence answers"),
    ("cited", "Evidence cited", "of those answers: a citation holds the evidence"),
    ("grounded", "Grounded", "of all answers: no figure or date that the quotes do not say"),
    ("abstained", "Rightly not answered", "of the questions that the evidence does not answer"),
    ("refused", "Wrongly not answered", "of the questions that the evidence answers; lower is better"),
    ("wrong", "Misleading", "of all questions: a wrong answer was given; lower is better"),
)
_PERCENTILES = (("p50", "median"), ("p95", "for the slowest of 20"), ("p99", "for the slowest of 100"))


def render_quality(
    report: Report, thresholds: Thresholds | None, *, answering: str, kind: str = "", whole: bool = False
) -> str:
    """Return the content of the page.

    Args:
        report: the last evaluation.
        thresholds: what the totals must keep.
        answering: the generation that answers now; "" where that is not known.
        kind: show only failures of this kind of fact; "" for all.
        whole: whether the whole report can be opened.
    """
    totals = report.totals
    link = (
        '<p><a href="/quality/report.html">The whole report</a>, with plots, to print or to send.</p>' if whole else ""
    )
    return (
        f'<p class="lead">{count_of(len(report.facts), "known fact")} asked {_date(report.created)} of index '
        f"generation <code>{show(report.generation or 'unknown')}</code>. A known fact is a question whose right "
        "answer was written down beforehand; for some the right thing is to say that the evidence does not say.</p>"
        + _other_generation(report.generation, answering)
        + _verdict(report.gate)
        + _figures(totals, thresholds)
        + link
        + _kinds(totals.by_kind)
        + _failures([fact for fact in report.facts if not fact.passed], kind)
    )


def render_no_report(problem: str = "") -> str:
    """Return what the page says where there is no report."""
    told = f'<p class="told bad">{show(problem)}</p>' if problem else ""
    return (
        f'{told}<p class="lead">Nothing has been measured here yet.</p>'
        "<p>The evaluation asks every known fact and scores the answers by fixed rules. Run it where the assistant is "
        "installed, then load this page again:</p>"
        f"<pre><code>{COMMAND}</code></pre>"
        "<p>It takes up to half a second for each fact; <code>assistant</code> is in <code>.venv/bin</code>. The "
        "setting <code>ASSISTANT_REPORTS</code> says in which folder the report is looked for.</p>"
    )


def _other_generation(measured: str, answering: str) -> str:
    if not answering or measured == answering:
        return ""
    return (
        f'<p class="told">Answers now come from generation <code>{show(answering)}</code>, which was built from other '
        "documents or by another version. Evaluate again to know how good it is.</p>"
    )


def _verdict(gate: Gate | None) -> str:
    if gate is None:
        return '<p class="told">This run was not held to the thresholds of a release (<code>--gate</code>).</p>'
    if gate.passed:
        return (
            '<p class="told good"><strong>The gate is passed.</strong> No fact that was right before is lost, and '
            "every total keeps its threshold.</p>"
        )
    reasons = "".join(f"<li>{show(failure)}</li>" for failure in gate.failures)
    return f'<div class="told bad"><p><strong>The gate is not passed.</strong></p><ul>{reasons}</ul></div>'


def _figures(totals: Totals, thresholds: Thresholds | None) -> str:
    rows = "".join(_figure(name, title, meaning, totals, thresholds) for name, title, meaning in _MEASURES)
    found = {depth: totals.retrieval[f"hit@{depth}"] for depth in (1, 5, 10) if f"hit@{depth}" in totals.retrieval}
    more = []
    if found:
        shares = " / ".join(f"{share:.0%}" for share in found.values())
        more.append(f"evidence within the first {' / '.join(map(str, found))} passages: {shares}")
    times = [(name, totals.milliseconds[rank]) for rank, name in _PERCENTILES if rank in totals.milliseconds]
    if times:
        more.append("time for a question: " + ", ".join(f"{value / 1000:.2f} s {name}" for name, value in times))
    more.append(f"questions that raised an error: {totals.errors}")
    return (
        '<h2 id="figures">In figures</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="figures">'
        '<table class="figures"><thead><tr><th scope="col">Measure</th><th scope="col" class="amount">Now</th>'
        '<th scope="col" class="amount">Must be</th><th scope="col" class="amount">95 % interval</th></tr></thead>'
        f'<tbody>{rows}</tbody></table></div><p class="quiet">{_sentence(more)}</p>'
    )


def _figure(name: str, title: str, meaning: str, totals: Totals, thresholds: Thresholds | None) -> str:
    rate: Rate = getattr(totals, name)
    least = getattr(thresholds.minimum, name, None) if thresholds else None
    most = getattr(thresholds.maximum, name, None) if thresholds else None
    beyond = rate.value is not None and ((least or 0) > rate.value or (most is not None and rate.value > most))
    must = f"{least:.0%} or more" if least is not None else f"{most:.0%} or less" if most is not None else "–"
    interval = f"{rate.interval[0]:.0%} to {rate.interval[1]:.0%}" if rate.value is not None else "–"
    told = '<span class="visually-hidden"> (beyond its threshold)</span>' if beyond else ""
    return (
        f'<tr><th scope="row">{title}<span class="fine">{meaning}</span></th>'
        f'<td class="amount"><span class="big{" bad" if beyond else ""}">{_share(rate)}</span>{told}'
        f'<span class="fine">{rate.count:,} of {rate.of:,}</span></td>'
        f'<td class="amount">{must}</td><td class="amount">{interval}</td></tr>'
    )


def _kinds(kinds: Mapping[str, Rates]) -> str:
    columns = (
        ("right", "Right"),
        ("cited", "Cited"),
        ("abstained", "Rightly not answered"),
        ("passed", "All rules met"),
    )
    head = "".join(f'<th scope="col" class="amount">{title}</th>' for _, title in columns)
    rows = "".join(
        f'<tr><th scope="row">{show(_words(kind))}</th>'
        + "".join(_bar(getattr(rates, name)) for name, _ in columns)
        + "</tr>"
        for kind, rates in kinds.items()
    )
    return (
        '<h2 id="kinds">By kind of question</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="kinds">'
        f'<table class="figures"><thead><tr><th scope="col">Kind</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _bar(rate: Rate) -> str:
    if rate.value is None:
        return '<td class="amount none">–</td>'
    return (
        f'<td class="amount"><span class="bar-of" style="--share:{rate.value:.3f}" aria-hidden="true"></span>'
        f'{_share(rate)}<span class="fine">{rate.count:,} of {rate.of:,}</span></td>'
    )


def _failures(facts: Sequence[Fact], kind: str) -> str:
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact.kind] = counts.get(fact.kind, 0) + 1
    choices = [("", "All", len(facts)), *((name, _words(name), counts[name]) for name in sorted(counts))]
    links = "".join(
        f'<li><a href="/quality{f"?kind={escape(name)}" if name else ""}#failures"'
        f"{' aria-current=true' if name == kind else ''}>{show(title)} <span>{count}</span></a></li>"
        for name, title, count in choices
    )
    shown = [fact for fact in facts if kind in ("", fact.kind)]
    items = "".join(_failure(fact) for fact in shown)
    return (
        f'<h2 id="failures">What went wrong <span class="quiet">{count_of(len(facts), "fact")}</span></h2>'
        + (f'<nav aria-label="Kinds of failure"><ul class="chips">{links}</ul></nav>' if facts else "")
        + (f'<div class="failures">{items}</div>' if shown else "<p>Nothing: every fact meets every rule.</p>")
    )


def _failure(fact: Fact) -> str:
    reasons = [f"{verdict.reason}" for verdict in fact.verdicts.values() if verdict.passed is False]
    cited = "".join(f"<li>{show(citation)}</li>" for citation in fact.citations)
    return (
        f'<details><summary><span class="asked">{show(fact.question)}</span>'
        f'<span class="fine">{show(fact.id)} · {show(_words(fact.kind))} · {_what(fact)}</span></summary><dl>'
        f"<div><dt>Expected</dt><dd>{show(fact.expected or 'that the evidence does not say')}</dd></div>"
        f'<div><dt>Answered</dt><dd class="said-then">{show(fact.answer)}</dd></div>'
        + (f"<div><dt>Cited</dt><dd><ul>{cited}</ul></dd></div>" if cited else "")
        + (f"<div><dt>Why it fails</dt><dd>{show(_sentence(reasons))}</dd></div>" if reasons else "")
        + "</dl></details>"
    )


def _what(fact: Fact) -> str:
    failed = {name for name, verdict in fact.verdicts.items() if verdict.passed is False}
    if fact.status == "error":
        return "error"
    if "abstained" in failed:
        return "should not have been answered"
    if "right" in failed:
        return "wrong answer" if fact.status == "answered" else "not answered"
    return " and ".join(f"not {_words(name)}" for name in sorted(failed)) or "failed"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _share(rate: Rate) -> str:
    return "–" if rate.value is None else f"{rate.value:.0%}"


def _sentence(parts: Iterable[str]) -> str:
    joined = "; ".join(part.rstrip(".") for part in parts)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else ""


def _date(created: str) -> str:
    try:
        moment = datetime.datetime.fromisoformat(created)
    except ValueError:
        return show(created)
    return f'<time datetime="{escape(created)}">on {moment.day} {moment:%B %Y}, {moment:%H:%M}</time>'
