"""The measurements that rank quotable units and decide whether the best one is enough.

All are functions of the question, a unit, its passage's scores and its reading: nothing depends on the corpus
at hand but the rarity of words. The weights that combine them are fitted on questions about other documents
(`assistant.answering.calibrate`) and kept in `weights.json`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answering.counted import counts_other
from assistant.answering.exact import exact_answer
from assistant.answering.kinds import fits_kind
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.reading.protocol import Reading

UNREAD_PENALTY = 6.0
"""Logits below the passage's lowest span for a unit in which none of the best begins; set by hand, not measured."""

_AGREEING_UNITS = 12  # best units looked at for agreement; no other number was measured

_NEAR = 0.2
"""Cosine of the nearest passage under which a question is probably about something else; set by hand.

Of the open known facts with an answer two are under it; of seven that are about nothing in the corpus three are."""

_RIVALS = 20
"""Best units among which the best one's lead is measured; no other number was."""

UNIT_FEATURES = (
    "margin",
    "passage_margin",
    "dense",
    "unit_dense",
    "before_dense",
    "lexical",
    "unit_cover",
    "passage_cover",
    "type_fits",
    "type_misfits",
    "years_missing",
    "year_conflicts",
    "names_missing",
    "unit_names_missing",
    "numbers_missing",
    "place_conflicts",
    "row_matches",
    "row_conflicts",
    "defines",
    "counts_other",
)
"""What ranks units."""

ANSWER_FEATURES = (
    "margin",
    "rank_score",
    "lead",
    "support",
    "agreement",
    "type_misfits",
    "years_missing",
    "year_conflicts",
    "names_missing",
    "phrase_missing",
    "unit_names_missing",
    "places_missing",
    "place_conflicts",
    "row_conflicts",
    "numbers_missing",
    "counts_other",
    "far",
)
"""What decides sufficiency, for the best unit."""

SIGNS = {
    "type_misfits": -1,
    "years_missing": -1,
    "year_conflicts": -1,
    "names_missing": -1,
    "phrase_missing": -1,
    "unit_names_missing": -1,
    "places_missing": -1,
    "place_conflicts": -1,
    "row_conflicts": -1,
    "numbers_missing": -1,
    "counts_other": -1,
    "far": -1,
}
"""Measurements that can only speak against a unit; all others can only speak for it. A fit may not say otherwise."""


def with_reading(
    question: Question, units: Sequence[Unit], unread: Sequence[dict[str, float]], reading: Reading
) -> list[Scored]:
    """Add to the measurements of a passage's units those of what the reader made of the passage.

    Args:
        unread: what `unread_features` gives for these units.
    """
    scored = []
    for unit, features in zip(units, unread, strict=True):
        span, margin = _best_span(question, unit, reading, unit.candidate.passage.start)
        answer = unit.text[span[0] - unit.start : span[1] - unit.start] if span else unit.text
        caption = (unit.block.table if unit.block else "") or ""
        fits = fits_kind(question.type, answer, f"{unit.text} {caption}")
        read = {
            "margin": margin,
            "passage_margin": reading.margin,
            "type_fits": float(fits is True),
            "type_misfits": float(fits is False),
            "counts_other": float(span is not None and counts_other(question, unit, span)),
        }
        scored.append(Scored(unit, span, {**features, **read}))
    return scored


def answer_features(question: Question, ranked: Sequence[Scored]) -> dict[str, float]:
    """Measure how well the best of `ranked` units (best first, not empty) answers the question.

    Beside the unit's own measurements: its ranker's score ("rank_score"), its share of the softmax of the best units'
    scores ("lead", 0 to 1), the mean margin of the best two ("support"), other passages with the same answer, and by
    how much the cosine of the nearest passage is under 0.2 ("far").
    """
    best = ranked[0]
    scores = [entry.score for entry in ranked[:_RIVALS]]
    return {
        **best.features,
        "rank_score": best.score,
        "lead": 1 / sum(math.exp(score - best.score) for score in scores),
        "support": sum(entry.features["margin"] for entry in ranked[:2]) / len(ranked[:2]),
        "agreement": float(_agreement(ranked)),
        "far": max(0.0, _NEAR - max(entry.features["dense"] for entry in ranked)),
    }


def _agreement(ranked: Sequence[Scored]) -> int:
    """Count the other passages, among the best units, whose exact answer is the best unit's; at most 3."""
    best = ranked[0]
    passages = {
        entry.unit.candidate.passage.id
        for entry in ranked[1:_AGREEING_UNITS]
        if best.exact_text and entry.exact_text == best.exact_text
    }
    return min(len(passages - {best.unit.candidate.passage.id}), 3)


def _best_span(question: Question, unit: Unit, reading: Reading, offset: int) -> tuple[tuple[int, int] | None, float]:
    """Return the best span that begins in the unit, as stored-text offsets of the exact answer, and its margin.

    The margin is that of the likeliest span; the exact answer is that of the likeliest one that is more than the
    question which the unit begins with.
    """
    best: float | None = None
    for start, end, margin in reading.spans:
        first, last = start + offset, min(end + offset, unit.end)
        if not (unit.start <= first < unit.end and last > first):
            continue
        best = margin if best is None else best
        if last > unit.asked_until:
            return exact_answer(question, unit, max(first, unit.asked_until), last), best
    if best is not None:
        return None, best
    lowest = reading.spans[-1][2] if reading.spans else reading.margin
    return None, lowest - UNREAD_PENALTY
