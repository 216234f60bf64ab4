"""Quantities: the sums, shares, areas and counts in a text, with their bounds ("over", "up to") and what is counted."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from assistant.conflicts.counting import OF_TIME, PERIODS, counted_behind
from assistant.english.dates import MONTH_NAMES, YEAR_DIGITS
from assistant.english.numbers import NUMBERS
from assistant.indexing.lexical import stem

NEAR = 0.025
"""A figure this much above a lower bound ("over 16,000" and 16,300), or below an upper one, is taken for the same."""

_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "trillion": 1e12,
}
_WORDS = dict(
    zip(NUMBERS[2:], range(2, 13), strict=True),
    thirty=30,
    forty=40,
    fifty=50,
)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?:million|billion|trillion|thousand|bn|mn|m|k)\b)?"
_AREAS = {
    "sq m": ("area", 1.0),
    "m²": ("area", 1.0),
    "sq ft": ("area", 0.0929),
    "hectare": ("land", 1.0),
    "acre": ("land", 0.4047),
}
_UNIT = (
    r"(?P<percent>\s?%|\s?per ?cent\b)|(?P<area>\s?m²|\s?(?:sq(?:uare|\.)? ?(?:m|met(?:re|er)s?|ft|feet|foot)"
    r"|hectares?|acres?)\b)|(?P<money>\s?(?:us )?(?:dollars|euros|pounds)\b)"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/@#-])(?!\(?\d+\))(?!\d+(?:\.\d+){{2}})(?P<low>[£$€]?(?:{_FIGURE}){_SCALE})"
    rf"(?:\s?(?:to|–|-)\s?(?P<high>[£$€]?(?:{_FIGURE}){_SCALE}))?(?:{_UNIT})?(?![\w/])"
    rf"|(?<![\w-])(?P<word>{'|'.join(_WORDS)})\b(?![-–])(?P<word_percent>\s?%|\s?per ?cent\b)?",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:over|more than|at least|above|exceed(?:s|ed|ing)?|minimum of|no (?:fewer|less) than)\s+$", re.IGNORECASE
)
_AT_MOST = re.compile(
    r"\b(?:up to|under|less than|fewer than|below|almost|nearly|just under|at most|close to|maximum of)\s+$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|approximately|roughly|circa|an estimated)\s+|\bc\.\s*|~)$", re.IGNORECASE
)
_LABEL = re.compile(
    r"\b(?:tables?|figures?|sections?|notes?|pages?|appendix|appendices|chapters?|rounds?|phases?|levels?|opportunity"
    r"|recommendations?|items?|grade|numbers?|stage|version|paragraphs?|rank(?:s|ed)?|unit|type|code|sic|part|annex)"
    r"\s+(?:\d[\d.]*(?:,| and| or| to)\s+)?$",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(rf"\b(?:{MONTH_NAMES})\s+$", re.IGNORECASE)
_NUMBERING = re.compile(r"^[.)]\s+[A-Z]")  # behind the number of a list item that was written out
_MONTH_AFTER = re.compile(rf"^\s+(?:{MONTH_NAMES})\b", re.IGNORECASE)
_YEAR = re.compile(rf"^{YEAR_DIGITS}$")


@dataclass(frozen=True)
class Quantity:
    """One number in a text, or a range of two, with what it measures.

    Attributes:
        unit: "GBP", "USD", "EUR", "percent", "area" (square metres), "land" (hectares), or "count".
        low, high: the value in that unit; equal but for a range.
        bound: 1 for a lower bound ("over 300"), -1 for an upper ("up to 500"), 0 for neither.
        rough: whether the text says "about".
        counted: what a count counts, as one word for all its synonyms; "" where the words behind it do not tell.
        kinds: stems of the words between the number and what it counts ("healthtech" of "300 healthtech firms").
        start, end: offsets in the text, of the number and its unit.
        lead: offset of the bound in front of it ("over"); `start` where there is none.
    """

    unit: str
    low: float
    high: float
    bound: int
    rough: bool
    counted: str
    kinds: frozenset[str]
    start: int
    end: int
    lead: int


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of a sentence, list item or table cell, in order; not its dates, labels or periods."""
    found = []
    for match in _QUANTITY.finditer(text):
        quantity = _quantity(text, match)
        if quantity is not None:
            found.append(quantity)
    return found


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of one unit can both be true of one thing.

    They can when one is the other rounded, or lies just beyond the other's bound.
    """
    if one.low != one.high or other.low != other.high:
        return (one.low, one.high) == (other.low, other.high) or _inside(one, other) or _inside(other, one)
    if _rounds_to(one.low, other.low) or _rounds_to(other.low, one.low):
        return True
    return _within_bound(one, other) or _within_bound(other, one)


def may_be_rounded(one: Quantity, other: Quantity) -> bool:
    """Whether one value is the other with a single digit kept: £19.8m and £20m, but also a real difference."""
    low, high = sorted((one.low, other.low))
    return any(
        len(f"{coarse:.6e}".split("e")[0].rstrip("0.")) == 1 and round(exact, -math.floor(math.log10(coarse))) == coarse
        for coarse, exact in ((low, high), (high, low))
        if coarse
    )


def _inside(one: Quantity, other: Quantity) -> bool:
    return one.low == one.high and other.low <= one.low <= other.high


def _rounds_to(exact: float, rounded: float) -> bool:
    """Whether `exact`, rounded to the digits that `rounded` shows, is `rounded`."""
    if not exact or not rounded:
        return exact == rounded
    digits = f"{rounded:.6e}".split("e")[0].rstrip("0").replace(".", "").lstrip("-")
    places = max(1, len(digits)) - 1 - math.floor(math.log10(abs(rounded)))
    if math.isclose(exact, rounded):
        return True
    return len(digits) > 1 and math.isclose(round(exact, places), rounded)


def _within_bound(bound: Quantity, other: Quantity) -> bool:
    gap = (other.low - bound.low) / bound.low if bound.low else 1.0
    if bound.bound > 0:
        return 0 <= gap <= NEAR
    if bound.bound < 0:
        return -NEAR <= gap <= 0
    return bound.rough and abs(gap) <= NEAR


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    if match["word"]:
        low = high = float(_WORDS[match["word"].lower()])
        unit = "percent" if match["word_percent"] else "count"
    else:
        low = _value(match["low"], _scale(match["high"] or ""))
        high = _value(match["high"], "") if match["high"] else low
        unit, factor = _unit(match)
        low, high = low * factor, high * factor
    before = text[: match.start()]
    counted, kinds = "", frozenset[str]()
    if unit == "count":
        if _is_label(text, match):
            return None
        counted, kinds = counted_behind(text[match.end() :])
        if counted in PERIODS and kinds - OF_TIME:
            counted, kinds = stem(counted), kinds - OF_TIME
        elif counted in PERIODS or (match["word"] and not counted):
            return None
    at_least, at_most, about = _AT_LEAST.search(before), _AT_MOST.search(before), _ABOUT.search(before)
    led = about or at_most or at_least
    return Quantity(
        unit=unit,
        low=low,
        high=high,
        bound=1 if at_least or text[match.end() : match.end() + 1] == "+" else -1 if at_most else 0,
        rough=about is not None,
        counted=counted,
        kinds=kinds,
        start=match.start(),
        end=match.end(),
        lead=led.start() if led else match.start(),
    )


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number is a year, a day of a month, or the number of a table, a section or a note."""
    plain = match["word"] is None and not match["high"]
    before = text[: match.start()]
    if plain and (_YEAR.match(match["low"]) or _MONTH_AFTER.match(text[match.end() :])):
        return True
    if match["high"] and _YEAR.match(match["low"]):
        return True
    numbering = not before.strip() and bool(_NUMBERING.match(text[match.end() :]))
    return numbering or bool(_LABEL.search(before) or _DATE_BEFORE.search(before))


def _unit(match: re.Match[str]) -> tuple[str, float]:
    text = match.group().lower()
    for sign, unit in (("£", "GBP"), ("$", "USD"), ("€", "EUR")):
        if sign in text:
            return unit, 1.0
    if match["percent"]:
        return "percent", 1.0
    if match["money"]:
        words = match["money"]
        return ("USD" if "dollar" in words else "EUR" if "euro" in words else "GBP"), 1.0
    if match["area"]:
        area = re.sub(r"square|sq\.", "sq", match["area"].lower().strip())
        area = re.sub(r"sq ?met(?:re|er)s?|sq ?m\b", "sq m", re.sub(r"sq ?(?:feet|foot|ft)", "sq ft", area)).rstrip("s")
        return _AREAS[area]
    return "count", 1.0


def _scale(text: str) -> str:
    found = re.search(r"[a-z]+$", text.strip().lower())
    return found.group() if found else ""


def _value(text: str, scale: str) -> float:
    """Return the number that `text` writes; `scale` is that of the range's end ("£1.5 to £2bn")."""
    number = re.search(_FIGURE, text)
    assert number is not None
    own = _scale(text)
    return float(number.group().replace(",", "")) * _SCALES.get(own or scale, 1.0)
