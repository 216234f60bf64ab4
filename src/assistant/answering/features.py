"""The measurements that rank quotable units and decide whether the best one is enough.

All are functions of the question, a unit, its passage's scores and its reading: nothing depends on the corpus
at hand but the rarity of words. The weights that combine them are fitted on questions about other documents
(`assistant.answering.calibrate`) and kept in `weights.json`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.answer_types import AnswerType
from assistant.answering.counted import counts_other
from assistant.answering.exact import exact_answer
from assistant.answering.kinds import fits_kind
from assistant.answering.question import Question, agrees, holds_ordinal, names_period, periods_in
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.english.places import named_places, names_one_of
from assistant.indexing.lexical import analyse, content_terms, plain
from assistant.reading.protocol import Reading

UNREAD_PENALTY = 6.0
"""Logits below the passage's lowest span for a unit in which none of the best begins; set by hand, not measured."""

_AGREEING_UNITS = 12  # best units looked at for agreement; no other number was measured

_RIVALS = 20
"""Best units among which the best one's lead is measured; no other number was."""

UNIT_FEATURES = (
    "margin",
    "passage_margin",
    "dense",
    "unit_dense",
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
}
"""Measurements that can only speak against a unit; all others can only speak for it. A fit may not say otherwise."""

_DEFINES = re.compile(
    r"\w \((?:the )?[\"“']?(?P<short>[A-Z][\w&@-]{1,14})[\"”']?\)"
    r"|(?P<term>\b[\w&@-]+(?: [\w&-]+){0,3}) (?:\([^)]{3,80}\) )?"
    r"(?:is|are|means?|stands? for|refers? to|(?:is|are) (?:short for|defined as|known as))\b"
)
_WITH_REST = re.compile(
    r"\b[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)* and (?:(?:in|across|throughout|for) )?"
    r"(?:the )?(?:rest|remainder) of (?=(?:the )?[A-Z])"
)
"""A place that stands for a part of the whole behind it: "Leeds and the rest of West Yorkshire"."""
_BRACKETS = re.compile(r"\([^()]*\)")
_LETTER = re.compile(r"\b[A-HJ-Z]\b(?!['’])")
"""A capital that stands alone, as a name; not the pronoun."""


@dataclass(frozen=True)
class Scored:
    """A unit with its measurements and the exact answer the reader sees in it.

    Attributes:
        exact: offsets of the span in the stored text; None where the reader found none in this unit.
        features: one value for each of UNIT_FEATURES.
        score: the ranker's log-odds that this unit holds the answer.
    """

    unit: Unit
    exact: tuple[int, int] | None
    features: dict[str, float]
    score: float = 0.0

    @property
    def exact_words(self) -> str:
        """The exact answer as it is written; "" where there is none."""
        if self.exact is None:
            return ""
        first, last = self.exact
        return self.unit.text[first - self.unit.start : last - self.unit.start]

    @property
    def exact_text(self) -> str:
        """The exact answer, levelled for comparison; "" where there is none."""
        return " ".join(re.findall(r"\w+", plain(self.exact_words)))


def unread_features(
    question: Question, units: Sequence[Unit], weight: Callable[[str], float], surroundings: str
) -> list[dict[str, float]]:
    """Return, for each unit of one passage, the measurements that need no reader.

    Args:
        units: of one passage, in reading order.
        weight: inverse document frequency of a term.
        surroundings: title, heading path and date of the passage: they count as said by the passage.
    """
    if not units:
        return []
    candidate = units[0].candidate
    passage = candidate.passage
    around = frozenset(analyse(surroundings))
    passage_terms = frozenset().union(*(unit.terms for unit in units))
    everything = f"{surroundings} {passage.text}"
    total = sum(weight(term) for term in question.terms) or 1.0
    in_passage = passage_terms | around

    def share(terms: Iterable[str]) -> float:
        """Return the rarity of terms as a share of that of all the question's."""
        return sum(weight(term) for term in terms) / total

    shared = {
        "dense": candidate.dense,
        "lexical": candidate.lexical,
        "passage_cover": share(question.terms) - share(question.missing(question.terms, in_passage)),
        "years_missing": float(sum(not names_period(everything, period) for period in question.periods)),
        "names_missing": share(question.missing(question.names, in_passage)),
        "phrase_missing": _phrase_missing(question, in_passage, weight),
        "numbers_missing": float(_numbers_missing(question, f"{passage.context} {passage.text}")),
        "places_missing": float(_misses_places(question, everything)),
    }
    named_rows = _named_rows(question, units)
    return [
        {
            "unit_dense": unit.cosine,
            "unit_cover": share(question.terms) - share(question.missing(question.terms, unit.terms)),
            "year_conflicts": float(_year_conflicts(question, unit)),
            "unit_names_missing": share(question.missing(question.names, unit.terms | around)),
            "place_conflicts": float(_place_conflicts(question, unit)),
            "row_matches": float(named),
            "row_conflicts": float(not named and unit.kind is BlockKind.table_row and any(named_rows)),
            "defines": float(_defines(question, unit)),
            "counts_other": 0.0,
            **shared,
        }
        for unit, named in zip(units, named_rows, strict=True)
    ]


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
    scores ("lead", 0 to 1), the mean margin of the best two ("support"), other passages with the same answer.
    """
    best = ranked[0]
    scores = [entry.score for entry in ranked[:_RIVALS]]
    return {
        **best.features,
        "rank_score": best.score,
        "lead": 1 / sum(math.exp(score - best.score) for score in scores),
        "support": sum(entry.features["margin"] for entry in ranked[:2]) / len(ranked[:2]),
        "agreement": float(_agreement(ranked)),
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


def _phrase_missing(question: Question, held: frozenset[str], weight: Callable[[str], float]) -> float:
    """Return the rarity of what is missing of the capitalised phrase that is missing most, as a share of its own."""
    shares = [0.0]
    for phrase in question.phrases:
        rarity = sum(weight(term) for term in phrase) or 1.0
        shares.append(sum(weight(term) for term in question.missing(phrase, held)) / rarity)
    return max(shares)


def _numbers_missing(question: Question, said: str) -> int:
    """Count the figures and ordinals of the question that a text does not hold."""
    if not question.numbers and not question.ordinals:
        return 0
    text = plain(said)
    return sum(number not in text for number in question.numbers) + sum(
        not holds_ordinal(text, place) for place in question.ordinals
    )


def _year_conflicts(question: Question, unit: Unit) -> bool:
    """Whether the question names a year or a span of years and the unit only others."""
    held = periods_in(unit.text) if question.periods else frozenset()
    return bool(held) and not any(agrees(asked, other) for asked in question.periods for other in held)


def _misses_places(question: Question, text: str) -> bool:
    """Whether the question names places and the passage, with what surrounds it, none of them."""
    return bool(question.places) and not names_one_of(question.places, named_places(text))


def _place_conflicts(question: Question, unit: Unit) -> bool:
    """Whether the question's own words name places and the unit only others, apart from what stands in brackets."""
    asked = named_places(_own_words(question.text)) if question.places else ()
    held = named_places(_own_words(unit.text)) if asked else ()
    return bool(held) and not names_one_of(asked, held)


def _own_words(text: str) -> str:
    """Return a text without its brackets, and without a place that it only names as a part of the whole behind it."""
    return _WITH_REST.sub("", _BRACKETS.sub("", text))


def _named_rows(question: Question, units: Sequence[Unit]) -> list[bool]:
    """Return for each unit whether it is a table row and the question holds all words of its name, its first cell.

    What the name has in brackets may be missing. Of the rows "2021" and "2021/22" a question about 2021/22 names the
    second only; so does one about the budget of 2023 of "2023 (actual)" and "2023 (budget)".
    """
    asked = {*question.terms, *_LETTER.findall(question.text[1:])}
    named = [
        _name_terms(name) & asked if _name_terms(_BRACKETS.sub("", name)) <= asked else frozenset()
        for name in (unit.block.row or "" if unit.block else "" for unit in units)
    ]
    return [bool(name) and not any(name < other for other in named) for name in named]


def _name_terms(name: str) -> frozenset[str]:
    """Return the terms of a row's name; of one without any, such as "A", its letters."""
    return frozenset(content_terms(name)) or frozenset(_LETTER.findall(name))


def _defines(question: Question, unit: Unit) -> bool:
    """Whether a definition is asked for and the unit gives one: "Long Form (LF)", "LF means ..."."""
    if question.type is not AnswerType.definition:
        return False
    for match in _DEFINES.finditer(unit.text):
        name = match.group("short") or match.group("term") or ""
        if any(term in question.terms for term in analyse(name)):
            return True
    return False
