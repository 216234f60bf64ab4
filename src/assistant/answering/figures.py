"""Figures as the evidence writes them: a number with its currency and unit, to be compared, subtracted or added."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.english.dates import MONTH_FORMS, YEAR_DIGITS

DIGITS = re.compile(r"\d[\d.,]*\d|\d")
"""A figure as its digits alone, with the marks between them."""
_FIGURE = re.compile(
    r"(?<![\w.,])(?:(?P<minus>[-−–])|\+)?(?P<currency>[£$€]?)\s?"
    r"(?P<value>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<space>\s?)(?P<unit>%|per cent|percentage points|m\b|bn\b|k\b|million\b|billion\b|thousand\b)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?P<before>[£$€]?)\s?\((?P<inside>[^()+−–-]*)\)")
"""How accounts write what is below nothing: "(1,166)", "£(0.4m)"."""
_YEAR = re.compile(YEAR_DIGITS)
_RUNS_ON = re.compile(
    rf"\s*(?:[-–/]\s*[£$€]?\d|to\b|or\b|{MONTH_FORMS})|\s+(?:(?:in|out of)\s+(?!{YEAR_DIGITS}\b))?\d",
    re.IGNORECASE,
)
"""Behind a figure: it is the start of a range ("12-15"), a financial year, a date, a share ("1 in 4") or "12 400"."""
_COUNTED = re.compile(r"\s*([a-z]+)", re.IGNORECASE)
_UNITS = {"m": "million", "bn": "billion", "k": "thousand", "per cent": "%"}
_LETTERS = ("m", " m")
"""An "m" that no currency says to mean million, as it is written: "2.3m" passengers, a bridge of "120 m"."""
_SCALE = {"thousand": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9}
"""What a unit multiplies by; a space stands before the "m" of metres only."""


@dataclass(frozen=True)
class Figure:
    """A number as it is written.

    Attributes:
        value: the number, in `unit`.
        currency: "£", "$", "€" or "".
        unit: "thousand", "million", "billion", "%", "percentage points" or ""; "m" or " m" as it is written where no
            currency says that it is million.
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

    @property
    def measure(self) -> tuple[str, str]:
        """Currency and unit without its scale: figures that differ in it are not compared."""
        return self.currency, "" if self.unit in _SCALE else self.unit

    def __str__(self) -> str:
        space, sign = "" if self.unit in ("", "%", *_LETTERS) else " ", "-" if self.value < 0 else ""
        return f"{sign}{self.currency}{abs(self.value):,}{space}{self.unit}"


def leading_figure(text: str) -> Figure | None:
    """Return the figure that a text begins with ("£1.2bn a year" is £1.2 billion), or is in brackets ("(1,166)").

    None if it begins otherwise: with a range ("12 to 15"), a date ("5 Nov 2023") or a financial year ("2021/22"), too.
    """
    if is_bracketed(text):
        return whole_figure(text)
    match = _FIGURE.match(text.strip())
    if match is None:
        return None
    end = match.end() if match["unit"] else match.end("value")
    return None if _RUNS_ON.match(text.strip(), end) else _figure(match)


def counted(text: str) -> str:
    """Return the word behind the figure that a text begins with, in lower case: "months" of "8 months"; "" for none."""
    match = _FIGURE.match(text.strip())
    word = _COUNTED.match(text.strip(), match.end()) if match else None
    return word[1].lower() if word else ""


def whole_figure(text: str) -> Figure | None:
    """Return the figure that a text is, with nothing beside it, below nothing in brackets; None for any other text."""
    bracketed = _BRACKETED.fullmatch(text.strip())
    match = _FIGURE.fullmatch(f"{bracketed['before']}{bracketed['inside'].strip()}" if bracketed else text.strip())
    if match is None:
        return None
    figure = _figure(match)
    return replace(figure, value=-figure.value) if bracketed else figure


def is_bracketed(text: str) -> bool:
    """Whether a text is in brackets as a whole: of a figure in a table it says that it is below nothing."""
    return bool(_BRACKETED.fullmatch(text.strip()))


def only_figure(text: str) -> Figure | None:
    """Return the only figure in a text; years are none."""
    found = only_figure_at(text)
    return found[0] if found else None


def only_figure_at(text: str) -> tuple[Figure, int, int] | None:
    """Return the only figure in a text with where it begins and ends, its unit included; years are none."""
    found = [match for match in _FIGURE.finditer(text) if match["currency"] or not _YEAR.fullmatch(match["value"])]
    if len(found) != 1:
        return None
    (match,) = found
    return _figure(match), match.start(), match.end() if match["unit"] else match.end("value")


def _figure(match: re.Match[str]) -> Figure:
    value = Decimal(re.sub(r"[^\d.]", "", match["value"]))
    return Figure(-value if match["minus"] else value, match["currency"], _unit(match))


def _unit(match: re.Match[str]) -> str:
    """Return the unit of a figure in a whole word, but an "m" that may be metres as it is written."""
    unit = match["unit"] or ""
    if unit == "m" and not match["currency"]:
        return f"{' ' if match['space'] else ''}m"
    return _UNITS.get(unit.lower(), unit.lower())
