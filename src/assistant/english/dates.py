"""The names of the months."""

from __future__ import annotations

MONTHS = tuple("January February March April May June July August September October November December".split())
MONTH_NAMES = "|".join(MONTHS)
"""For patterns, which are to ignore case where a person types them."""
