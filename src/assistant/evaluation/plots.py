"""Draws the report's plots as SVG that stands inside the page: sharp in print, small, no script."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.confidence import Calibration, TradeOff
from assistant.evaluation.metrics import RETRIEVAL_DEPTHS, Result, Totals

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Two colours that stay apart for the colour-blind and in grey print, and one for what is not data.
_MAIN, _SECOND, _GUIDE = "#0b5d8a", "#c8641b", "#8a8f94"
_STYLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "known facts", "font.family": "sans-serif", "font.size": 10}
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_IDENTIFIER = re.compile(r'(id="|url\(#|xlink:href="#)')
_BARS_IN_TIME = 30


@dataclass(frozen=True)
class Plot:
    """A drawn plot.

    Attributes:
        title: what it shows.
        alt: what it says, for those who do not see it.
        svg: the drawing; safe to put into a page as it is.
    """

    title: str
    alt: str
    svg: str


def plot_kinds(kinds: Mapping[str, Totals]) -> Plot:
    """Draw the share of facts passed for each kind, with its interval."""
    rates = {name: totals.passed for name, totals in kinds.items() if totals.passed.of}
    names = sorted(rates, key=lambda name: (rates[name].value or 0, name))
    spoken = ", ".join(
        f"{name.replace('_', ' ')} {rates[name].value:.0%} of {rates[name].of}" for name in reversed(names)
    )

    def draw(axes: Axes) -> None:
        for row, name in enumerate(names):
            part = rates[name]
            low, high = part.interval
            axes.barh(row, part.value or 0, color=_MAIN, height=0.62)
            axes.plot([low, high], [row, row], color="black", linewidth=1.2)
            axes.text(1.02, row, f"{part.count} of {part.of}", va="center", fontsize=9)
        axes.set_yticks(range(len(names)), [name.replace("_", " ") for name in names])
        axes.set_xlim(0, 1)
        _percent(axes, "x")
        axes.set_xlabel("facts passed, with 95 % interval")

    height = 1.0 + 0.3 * max(len(names), 1)
    return _plot("Accuracy by kind of question", f"Facts passed by kind: {spoken or 'none'}.", draw, height=height)


def plot_retrieval(found: Mapping[str, float]) -> Plot:
    """Draw the share of questions whose evidence is among the first passages."""
    depths = [depth for depth in RETRIEVAL_DEPTHS if f"hit@{depth}" in found]
    shares = [found[f"hit@{depth}"] for depth in depths]
    spoken = ", ".join(f"first {depth}: {share:.0%}" for depth, share in zip(depths, shares, strict=True))

    def draw(axes: Axes) -> None:
        axes.plot(depths, shares, color=_MAIN, marker="o")
        for depth, share in zip(depths, shares, strict=True):
            axes.annotate(f"{share:.0%}", (depth, share), textcoords="offset points", xytext=(0, 8), ha="center")
        axes.set_xticks(depths or [1])
        axes.set_ylim(0, 1.1)
        _percent(axes, "y")
        axes.set_xlabel("passages looked at")
        axes.set_ylabel("evidence among them")

    return _plot(
        "Retrieval of the evidence", f"Questions with their evidence among the {spoken or 'passages: none'}.", draw
    )


def plot_calibration(measured: Calibration) -> Plot:
    """Draw how often answers of a confidence are right; on the diagonal they are as right as they say."""
    spoken = ", ".join(
        f"confidence {part.confidence:.0%}: {part.right:.0%} of {part.count} right" for part in measured.bins
    )
    error = "" if measured.error is None else f" Expected calibration error {measured.error:.3f}."

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=_GUIDE, linestyle="--", linewidth=1)
        most = max((part.count for part in measured.bins), default=1)
        for part in measured.bins:
            axes.scatter(part.confidence, part.right, s=30 + 220 * part.count / most, color=_MAIN, alpha=0.75)
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, 1.05)
        _percent(axes, "x")
        _percent(axes, "y")
        axes.set_xlabel("confidence shown (size: number of answers)")
        axes.set_ylabel("answers that are right")

    return _plot("Confidence calibration", f"{spoken or 'No answers'}.{error}", draw)


def plot_trade_off(points: Sequence[TradeOff]) -> Plot:
    """Draw what a stricter threshold would gain in abstentions and cost in right answers."""
    first = points[0] if points else None
    today = (
        f"As it is: {first.right:.0%} of questions right, {first.abstained:.0%} of unanswerable ones not answered."
        if first
        else "No answers."
    )

    def draw(axes: Axes) -> None:
        thresholds = [point.threshold for point in points]
        axes.step(thresholds, [point.right for point in points], where="post", color=_MAIN, label="right answers kept")
        unanswered = [point.abstained for point in points]
        axes.step(
            thresholds, unanswered, where="post", color=_SECOND, linestyle="--", label="unanswerable, not answered"
        )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.05)
        _percent(axes, "y")
        axes.set_xlabel("confidence below which nothing is answered")
        if points:
            axes.legend(loc="lower left", frameon=False, fontsize=9)

    return _plot("Abstention trade-off", f"{today} A stricter threshold raises the second and lowers the first.", draw)


def plot_time(results: Sequence[Result]) -> Plot:
    """Draw how long questions took."""
    times = [result.outcome.milliseconds for result in results if result.outcome.answer is not None]
    spoken = ", ".join(f"{name} {value:g} ms" for name, value in Totals(tuple(results)).milliseconds.items())

    def draw(axes: Axes) -> None:
        axes.hist(times, bins=_BARS_IN_TIME, color=_MAIN)
        axes.set_xlim(left=0)
        axes.set_xlabel("milliseconds")
        axes.set_ylabel("questions")

    return _plot("Time per question", f"Time per question: {spoken or 'none'}.", draw)


def _percent(axes: Axes, axis: str) -> None:
    chosen = axes.xaxis if axis == "x" else axes.yaxis
    chosen.set_major_formatter(lambda value, _: f"{value:.0%}")


def _plot(title: str, alt: str, draw: Callable[[Axes], None], *, height: float = 3.2) -> Plot:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(5.8, height), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.grid(color="#e3e6e8", linewidth=0.7)
        axes.set_axisbelow(True)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawn = _PROLOGUE.sub("", written.getvalue(), count=1)
    prefix = re.sub(r"\W+", "-", title.lower())
    drawn = _IDENTIFIER.sub(rf"\g<1>{prefix}-", drawn)  # several drawings share the page: their ids must differ
    labelled = f'<svg role="img" aria-label="{html.escape(alt, quote=True)}" '
    return Plot(title, alt, drawn.replace("<svg ", labelled, 1))
