"""Works out the numbers that Word draws in front of numbered paragraphs, from the document's list definitions."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from assistant.corpus.builder import normalise

Element = Any  # lxml elements carry no types


_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Works out the numbers that Word draws in front of numbered paragraphs."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        root = next(
            (r.target_part.element for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if root is None:
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): _level(level) for level in abstract.findall(qn("w:lvl"))}
            self._levels[str(abstract.get(qn("w:abstractNumId")))] = levels
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            if reference is not None:
                self._lists[str(number.get(qn("w:numId")))] = str(reference.get(qn("w:val")))
                if number.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}") is not None:
                    # A list that starts again counts for itself.
                    self._lists[str(number.get(qn("w:numId")))] += f"#{number.get(qn('w:numId'))}"

    def is_numbered(self, element: Element, styles: list[Element]) -> bool:
        """Tell whether the paragraph takes part in a list."""
        return self._place(element, styles) is not None

    def label(self, element: Element, styles: list[Element]) -> tuple[str, bool, int]:
        """Count the paragraph and return its number ("" for none), whether it has a bullet, and its level from 0."""
        place = self._place(element, styles)
        if place is None:
            return "", False, 0
        number, level = place
        key = self._lists.get(number, "")
        levels = self._levels.get(key.split("#")[0], {})
        form, pattern, start = levels.get(level, ("bullet", "", 1))
        if form in ("bullet", "none") or not pattern:
            return "", form == "bullet", level
        counts = self._counts[key]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            wanted = int(match.group(1)) - 1
            wanted_form, _, wanted_start = levels.get(wanted, ("decimal", "", 1))
            return _figure(counts.get(wanted, wanted_start), wanted_form)

        return normalise(re.sub(r"%(\d)", shown, pattern)), False, level

    def _place(self, element: Element, styles: list[Element]) -> tuple[str, int] | None:
        """Return the list and the level that the paragraph, or else its style, belongs to."""
        number, level = None, None
        for holder in (element, *styles):
            properties = holder.find(qn("w:pPr"))
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            if numbered is None:
                continue
            own_level, own_number = numbered.find(qn("w:ilvl")), numbered.find(qn("w:numId"))
            if level is None and own_level is not None:
                level = value_of(own_level, 0)
            if number is None and own_number is not None:
                number = str(own_number.get(qn("w:val")))
                break
        if number is None or number == "0" or number not in self._lists:
            return None
        return number, level or 0


def _level(level: Element) -> tuple[str, str, int]:
    form, pattern, start = (level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start"))
    return (
        str(form.get(qn("w:val"))) if form is not None else "decimal",
        str(pattern.get(qn("w:val"), "")) if pattern is not None else "",
        value_of(start, 1),
    )


def _figure(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 40:
        left, roman = number, ""
        for value, sign in _ROMAN:
            while left >= value:
                roman, left = roman + sign, left - value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)


def value_of(element: Element | None, default: int) -> int:
    """Return the number in an element's `w:val`, at most 100."""
    text = str(element.get(qn("w:val"), "")) if element is not None else ""
    return min(int(text), 100) if text.isdigit() else default
