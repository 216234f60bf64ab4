"""The names of the months."""

from __future__ import annotations

MONTHS = tuple("January February March April May June July August September October November December".split())
MONTH_NAMES = "|".join(MONTHS)
"""For patterns, which are to ignore case where a person types them."""


def is_month(name: str) -> bool:
    """Whether a name is that of a month, in whatever letters."""
    return name.capitalize() in MONTHS
