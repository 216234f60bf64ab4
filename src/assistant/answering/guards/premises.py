"""What a question takes for granted and the evidence says otherwise: "the eight pillars" where there are three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.answering.units import heading_terms
from assistant.conflicts.quantities import Quantity, find_quantities
from assistant.english.superlatives import extremes_of
from assistant.indexing.lexical import content_terms, stem

_ALL_OF_THEM = re.compile(r"(?:\b(?:the|its|their|our|has|have|had)|['’]s?) $", re.IGNORECASE)
"""In front of a number that counts all there are: "its three pillars", "the plan has three pillars"."""
_NARROWED = re.compile(r" (?:in|at|on|of|for|with|from|run|funded|named|that|which|who)\b")
"""Behind what is counted, where not all of it is: "the two universities in the city"."""


def find_other_count(question: Question, ranked: Sequence[Scored], likely: Sequence[Scored]) -> Scored | None:
    """Return the statement that counts fewer than the question takes for granted; None where there is none.

    Fewer alone are an objection: two of nine universities may well be "the two universities"; and fewer of all of them.

    Args:
        ranked: units by the ranker's score; where one of them counts what the question does, nothing is amiss.
        likely: those that are likeliest to answer, best first.
    """
    for asked in _all_of_them(question.text):
        counts = [one for entry in ranked for one in find_quantities(entry.unit.text) if one.counted == asked.counted]
        if any(one.low <= asked.low <= one.high for one in counts):
            continue
        for entry in likely:
            text = entry.unit.text
            fewer = (one for one in _all_of_them(text) if one.high < asked.low and _is_alike(question, one, asked))
            if any(not _NARROWED.match(text, _behind_counted(text, one)) for one in fewer):
                return entry
    return None


def find_other_extreme(question: Question, ranked: Sequence[Scored]) -> Scored | None:
    """Return the statement that says the opposite of what a reason is asked for; None where there is none.

    "Why has Saltham the highest rents?" takes for granted what "Saltham has the lowest rents" denies.
    """
    extremes = extremes_of(question.text) if question.type is AnswerType.reason else None
    if extremes is None:
        return None
    wanted, other = extremes
    asked = frozenset(question.terms) - frozenset(content_terms(" ".join(wanted.findall(question.text))))
    for entry in ranked:
        text = entry.unit.text
        held = entry.unit.terms | heading_terms(entry.unit.block)
        if other.search(text) and not wanted.search(text) and not any(question.missing(asked, held)):
            return entry
    return None


def _all_of_them(text: str) -> Iterator[Quantity]:
    """Yield the numbers of a text that say how many there are of something in all."""
    for found in find_quantities(text):
        is_count = found.unit == "count" and found.counted and not found.rough and found.low == found.high > 1
        if is_count and _ALL_OF_THEM.search(text[: found.lead]):
            yield found


def _is_alike(question: Question, one: Quantity, asked: Quantity) -> bool:
    """Whether two numbers count the same, and the first nothing narrower than the question says."""
    return one.counted == asked.counted and one.kinds <= asked.kinds | set(question.terms)


def _behind_counted(text: str, one: Quantity) -> int:
    """Return where the words end that a number counts: behind the noun with the counted stem."""
    words = re.finditer(r"[\w-]+", text[one.end :])
    return next((one.end + word.end() for word in words if stem(word[0].lower()) == one.counted), one.end)
