"""What a question takes for granted and the evidence says otherwise: "the eight pillars" where there are three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.features import Scored
from assistant.answering.question import Question
from assistant.conflicts.quantities import Quantity, find_quantities

_ALL_OF_THEM = re.compile(r"(?:\b(?:the|its|their|our|has|have|had)|['’]s?) $", re.IGNORECASE)
"""In front of a number that counts all there are: "its three pillars", "the plan has three pillars"."""


def find_other_count(question: Question, ranked: Sequence[Scored], likely: Sequence[Scored]) -> Scored | None:
    """Return the statement that counts fewer than the question takes for granted; None where there is none.

    Fewer alone are an objection: two of nine universities may well be "the two universities".

    Args:
        ranked: units by the ranker's score; where one of them counts what the question does, nothing is amiss.
        likely: those that are likeliest to answer, best first.
    """
    for asked in _all_of_them(question.text):
        counts = [one for entry in ranked for one in find_quantities(entry.unit.text) if one.counted == asked.counted]
        if any(one.low <= asked.low <= one.high for one in counts):
            continue
        for entry in likely:
            if any(one.high < asked.low and _is_alike(question, one, asked) for one in _all_of_them(entry.unit.text)):
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
