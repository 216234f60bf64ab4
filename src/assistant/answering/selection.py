"""Which of the ranked units stand in an answer beside the best one, and how many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.features import Scored
from assistant.answering.question import YEAR, AnswerType, Question

CONSIDERED = 20
"""Ranked units looked at for further statements."""
MAX_STATEMENTS = 4
MAX_REASONS = 3
_CLOSE = 0.7
"""Log-odds behind the best unit within which another may answer as well (a share of half)."""
_OTHER_SIDE = 3.0
"""Log-odds behind the best unit within which a unit may give a side of a comparison that the best one leaves out."""
_OTHER_FIGURE = 1.4
"""Log-odds behind the best unit within which another document's different figure is shown too (a quarter)."""
_DIGIT = re.compile(r"\d")


def select(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the units of the answer, best first.

    The best unit always stands. Others join it where they

    * name what the question asks about and the chosen ones leave out (the other city, the other year);
    * are about as likely and say something else;
    * give another document's figure for a question that asks for a figure.

    Args:
        ranked: units by the ranker's score, not empty.
    """
    chosen = [ranked[0]]
    limit = _limit(question)
    for entry in ranked[1:CONSIDERED]:
        if len(chosen) >= limit:
            break
        if not _repeats(entry, chosen) and _joins(question, entry, chosen):
            chosen.append(entry)
    return chosen


def _limit(question: Question) -> int:
    if question.several or question.wants_list:
        return MAX_STATEMENTS
    return MAX_REASONS if question.type is AnswerType.reason else 2


def _joins(question: Question, entry: Scored, chosen: Sequence[Scored]) -> bool:
    behind = chosen[0].score - entry.score
    if behind <= _CLOSE:
        return True
    if question.several and behind <= _OTHER_SIDE and _left_out(question, chosen) & _named(entry):
        return True
    other_document = entry.unit.candidate.passage.document != chosen[0].unit.candidate.passage.document
    figure = bool(question.numeric and entry.exact_text and _DIGIT.search(entry.exact_text))
    return figure and other_document and behind <= _OTHER_FIGURE


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
