"""What is calculated from two figures of the evidence: their difference, in their own unit."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.figures import Figure, only_figure

_ASKS_DIFFERENCE = re.compile(
    r"\b(?:difference|gap|by how (?:much|many)|how far (?:behind|ahead)"
    r"|how (?:much|many) (?:more|less|fewer|higher|lower|larger|bigger|smaller|longer|shorter|greater))\b",
    re.IGNORECASE,
)


def asks_difference(question: str) -> bool:
    """Whether a question asks by how much two things differ."""
    return bool(_ASKS_DIFFERENCE.search(question))


def difference(one: str, other: str) -> str | None:
    """Return by how much two figures differ, as they are written; None unless each text holds one figure of one unit.

    A difference of percentages is in percentage points. Years are no figures, and neither are figures of another unit:
    £30m less £900,000 is left to the reader.
    """
    first, second = only_figure(one), only_figure(other)
    return apart(first, second) if first and second else None


def apart(first: Figure, second: Figure) -> str | None:
    """Return by how much two figures differ, as they are written; None for figures of different units."""
    if first.kind != second.kind:
        return None
    unit = "percentage points" if first.unit == "%" else first.unit
    return str(replace(first, value=abs(first.value - second.value), unit=unit))
