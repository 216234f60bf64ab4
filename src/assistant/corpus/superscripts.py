"""What raised characters mean: the number of a note, which is left out of the text, or a unit, which is part of it."""

from __future__ import annotations

import re

RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜᵈᵐᵃᵇᵉᶠᵍʰ⁺⁻]+")
TO_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜᵈᵐᵃᵇᵉᶠᵍʰ⁺⁻", "0123456789ivxlcdmabefgh+-")
_RAISE = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_NOTE_MARK = re.compile(
    r"^(?:\d{1,3}(?:[,–-]\d{1,3})*|[ivxlc]{1,8}|[a-h]|[*†‡§¶#]{1,3}"
    r"|\[(?:(?:foot|end)?note )?\d{1,3}\]|\(\d{1,3}\))[,.]?$"
)
_UNIT = re.compile(r"(?:^|[\d\s/(])(?:m|km|cm|mm|dm|ft)$")
_EXPONENT_BASE = re.compile(r"(?:^|[^\d.,])(?:10|2)$")


def raised_text(before: str, text: str) -> str:
    """Return what raised `text` after `before` reads as: "" where it is the number of a note."""
    plain = text.translate(TO_PLAIN)
    if plain in ("2", "3") and _UNIT.search(before):
        return plain.translate(_RAISE)
    if re.fullmatch(r"[+\-−]?\d{1,2}", plain) and _EXPONENT_BASE.search(before):
        return plain.translate(_RAISE)
    if _NOTE_MARK.match(plain):
        return plain[-1] if plain[-1] in ".," and len(plain) > 1 else ""
    return text
