"""Figures as the evidence writes them: a number with its currency and unit, to be compared, subtracted or added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = re.compile(
    r"(?<![\w.,])(?P<minus>-)?(?P<currency>[£$€]?)\s?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?P<unit>%|per cent|percentage points|m\b|bn\b|k\b|million\b|billion\b|thousand\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = {"m": "million", "bn": "billion", "k": "thousand", "per cent": "%"}
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True)
class Figure:
    """A number as it is written.

    Attributes:
        value: the number, in `unit`.
        currency: "£", "$", "€" or "".
        unit: "thousand", "million", "billion", "%", "percentage points" or "".
    """

    value: Decimal
    currency: str = ""
    unit: str = ""

    @property
    def scaled(self) -> Decimal:
        """The number in ones."""
        return self.value * _SCALE.get(self.unit, 1)

    @property
    def kind(self) -> tuple[str, str]:
        """Currency and unit: figures that differ in it are not added or subtracted."""
        return self.currency, self.unit

    def __str__(self) -> str:
        space = "" if self.unit in ("", "%") else " "
        return f"{self.currency}{self.value:,}{space}{self.unit}"


def leading_figure(text: str) -> Figure | None:
    """Return the figure that a text begins with ("£1.2bn a year" is £1.2 billion); None if it begins otherwise."""
    match = _FIGURE.match(text.strip())
    return _figure(match) if match else None


def whole_figure(text: str) -> Figure | None:
    """Return the figure that a text is, with nothing beside it; None for any other text."""
    match = _FIGURE.fullmatch(text.strip())
    return _figure(match) if match else None


def only_figure(text: str) -> Figure | None:
    """Return the only figure in a text; years are none."""
    found = [match for match in _FIGURE.finditer(text) if match["currency"] or not _YEAR.fullmatch(match["value"])]
    return _figure(found[0]) if len(found) == 1 else None


def _figure(match: re.Match[str]) -> Figure:
    unit = (match["unit"] or "").lower()
    value = Decimal(match["value"].replace(",", ""))
    return Figure(-value if match["minus"] else value, match["currency"], _UNITS.get(unit, unit))
