"""What is calculated from two figures of the evidence: their difference, in their own unit."""

from __future__ import annotations

import re
from decimal import Decimal

_FIGURE = re.compile(
    r"(?<![\w.,])(?P<sign>[£$€]?)\s?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?P<unit>%|per cent|percentage points|m\b|bn\b|k\b|million\b|billion\b|thousand\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASKS_DIFFERENCE = re.compile(
    r"\b(?:difference|gap|by how (?:much|many)|how far (?:behind|ahead)"
    r"|how (?:much|many) (?:more|less|fewer|higher|lower|larger|bigger|smaller|longer|shorter|greater))\b",
    re.IGNORECASE,
)
_UNITS = {"m": "million", "bn": "billion", "k": "thousand", "per cent": "%"}


def asks_difference(question: str) -> bool:
    """Whether a question asks by how much two things differ."""
    return bool(_ASKS_DIFFERENCE.search(question))


def difference(one: str, other: str) -> str | None:
    """Return by how much two figures differ, as they are written; None unless each text holds one figure of one unit.

    A difference of percentages is in percentage points. Years are no figures, and neither are figures of another unit:
    £30m less £900,000 is left to the reader.
    """
    first, second = _only_figure(one), _only_figure(other)
    if first is None or second is None or first[1:] != second[1:]:
        return None
    value, (sign, unit) = abs(first[0] - second[0]), first[1:]
    written = f"{value:,}"
    if unit == "%":
        return f"{written} percentage points"
    return f"{sign}{written}{f' {unit}' if unit else ''}"


def _only_figure(text: str) -> tuple[Decimal, str, str] | None:
    """Return the value, currency and unit of the only figure in a text."""
    found = [match for match in _FIGURE.finditer(text) if match["sign"] or not _YEAR.fullmatch(match["value"])]
    if len(found) != 1:
        return None
    unit = (found[0]["unit"] or "").lower()
    return Decimal(found[0]["value"].replace(",", "")), found[0]["sign"], _UNITS.get(unit, unit)
