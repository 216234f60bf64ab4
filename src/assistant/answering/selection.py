"""Which of the ranked units stand in an answer beside the best one, and how many."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.features import Scored
from assistant.answering.question import YEAR, Question

CONSIDERED = 20
"""Ranked units looked at for further statements."""
MAX_STATEMENTS = 3
MAX_OF_SEVERAL = 4
"""Statements where several things are asked for."""
MAX_WORDS = 80
"""Words of an answer that asks for one thing: a further statement that goes beyond it is left out."""
_CLOSE = 2.5
"""Log-odds behind the best unit within which another is shown too: with one unit 56 % of the open known facts' answers
are shown, with two 71 %, with three 78 %."""
_LONG_PASSAGE = 40
"""Words from which a passage is more than a sentence or two."""
_NEARLY_ALL = 0.8
"""Share of a passage's words that an answer to one thing does not say; both set by hand."""
_CONFLICTS = ("year_conflicts", "row_conflicts", "place_conflicts")
"""Another year, row or place than the one asked for, where the best unit has the right one."""
_OTHER_SIDE = 4.0
"""Log-odds behind the best unit within which another may give a missing side of a comparison; set by hand."""


def select(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the units of the answer, best first.

    The best unit always stands. Others join it where they

    * name what the question asks about and the chosen ones leave out (the other city, the other year);
    * are likely enough and say something else (often another document's figure).

    Args:
        ranked: units by the ranker's score, not empty.
    """
    several = question.several or question.wants_list
    limit = MAX_OF_SEVERAL if several else MAX_STATEMENTS
    chosen = [ranked[0]]
    words = _words(ranked[0])
    for entry in ranked[1:CONSIDERED]:
        if len(chosen) >= limit:
            break
        fits = several or (words + _words(entry) <= MAX_WORDS and not _fills_passage(entry, chosen))
        if fits and not _repeats(entry, chosen) and _joins(question, entry, chosen):
            chosen.append(entry)
            words += _words(entry)
    return chosen


def _words(entry: Scored) -> int:
    return len(entry.unit.text.split())


def _fills_passage(entry: Scored, chosen: Sequence[Scored]) -> bool:
    """Whether a unit and the chosen ones are nearly all of its passage: then it is shown, not answered from."""
    passage = entry.unit.candidate.passage
    said = sum(_words(one) for one in (*chosen, entry) if one.unit.candidate.passage.id == passage.id)
    whole = len(passage.text.split())
    return whole >= _LONG_PASSAGE and said > _NEARLY_ALL * whole


def _joins(question: Question, entry: Scored, chosen: Sequence[Scored]) -> bool:
    if any(entry.features[name] > chosen[0].features[name] for name in _CONFLICTS):
        return False
    behind = chosen[0].score - entry.score
    if behind <= _CLOSE:
        return True
    return question.several and behind <= _OTHER_SIDE and bool(_left_out(question, chosen) & _named(entry))


def _left_out(question: Question, chosen: Sequence[Scored]) -> frozenset[str]:
    """Return the names and years of the question that no chosen unit holds."""
    said = frozenset().union(*(_named(entry) for entry in chosen))
    return (question.names | question.years) - said


def _named(entry: Scored) -> frozenset[str]:
    return entry.unit.terms | frozenset(YEAR.findall(entry.unit.text))


def _repeats(entry: Scored, chosen: Sequence[Scored]) -> bool:
    """Whether a unit says again what a chosen one says: the same exact answer, or nearly the same words."""
    for other in chosen:
        if entry.exact_text and entry.exact_text == other.exact_text:
            return True
        union = entry.unit.terms | other.unit.terms
        if union and len(entry.unit.terms & other.unit.terms) / len(union) > 0.8:
            return True
    return False
