"""The figure of the place that is asked for, where the reader sees that of another one in the same passage.

"Jobs in Crale grew by 41%, more than in any other district. In the others: Pern 34%, Saltham 23%": what the second
sentence counts only the first one says, and of Pern the reader takes the first one's figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.conflicts.quantities import Quantity, find_quantities
from assistant.corpus.document import BlockKind
from assistant.english.places import Place
from assistant.indexing.lexical import content_terms

_CONSIDERED = 20
"""Likeliest units that are looked at, about all of one passage; set by hand."""
_BESIDE = re.compile(
    r"(?:['’]s?)?,?(?: (?:at|with|had|has|was|were|got|received|saw|rose|grew|fell|by|about|around|over))*[ :]*\(?"
)
"""What may stand between a place and its own figure: "Pern (34%)", "Pern, with 34%"."""


def with_asked_place(
    question: Question, ranked: Sequence[Scored], log_odds: Callable[[Mapping[str, float]], float]
) -> list[Scored]:
    """Return the units with one of the asked place first, where the best one gives a figure of another place.

    It stands in the same passage and has a figure of the same unit beside the place's name, or no other one. The
    reader saw the passage's answer in the best unit: the other one takes over what it measured there.

    Args:
        log_odds: the ranker, on a unit's features.
    """
    best = ranked[0] if ranked else None
    if best is None or best.exact is None or not best.features["place_conflicts"]:
        return list(ranked)
    units = {quantity.unit for quantity in find_quantities(best.exact_words)}
    if len(units) != 1:
        return list(ranked)
    (unit,) = units
    for entry in ranked[1:_CONSIDERED]:
        if entry.unit.candidate is not best.unit.candidate or entry.unit.kind is BlockKind.table_row:
            continue
        figure = _figure_of(question, entry.unit.text, unit)
        if figure and not entry.features["place_conflicts"]:
            span = (entry.unit.start + figure.lead, entry.unit.start + figure.end)
            own = {name: entry.features[name] for name in ("place_conflicts", "unit_names_missing", "year_conflicts")}
            features = {**best.features, **own}
            meant = replace(entry, exact=span, features=features, score=log_odds(features))
            return [meant, *(other for other in ranked if other is not entry)]
    return list(ranked)


def _figure_of(question: Question, text: str, unit: str) -> Quantity | None:
    """Return the figure that a sentence gives of a place of the question; None where that is not plain."""
    figures = [quantity for quantity in find_quantities(text) if quantity.unit == unit]
    spans = [found for place in question.places for found in _named(place, text)]
    for figure in figures:
        if any(_BESIDE.fullmatch(text[found.end() : figure.lead]) for found in spans if found.end() <= figure.lead):
            return figure
    alike = (set(question.terms) - question.names) & set(content_terms(text))
    return figures[0] if spans and len(figures) == 1 and alike else None


def _named(place: Place, text: str) -> list[re.Match[str]]:
    return list(re.finditer(rf"\b{' '.join(map(re.escape, place))}\b", text, re.IGNORECASE))
