"""The part of a unit that tells of its exact answer."""

from __future__ import annotations

import re

from assistant.answering.scored import Scored


def clause_of_exact(entry: Scored, end: re.Pattern[str]) -> str:
    """Return the clause of a unit that has its exact answer, or those that it stretches over; all where it has none.

    Args:
        end: what parts two clauses.
    """
    text = entry.unit.text
    if entry.exact_within is None:
        return text
    first, last = entry.exact_within
    begins = max((found.end() for found in end.finditer(text, 0, first)), default=0)
    ends = next((found.start() for found in end.finditer(text, last)), len(text))
    return text[begins:ends]
