"""Numbers with their nouns."""

from __future__ import annotations


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun: "1 document", "22 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
