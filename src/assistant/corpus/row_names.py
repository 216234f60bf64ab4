"""Which column of a table names its rows: not the ranks or numbers that stand before the names."""

from __future__ import annotations

import re
from collections.abc import Sequence

_COUNTS = re.compile(
    r"^(?:(?:rank(?:ing)?|pos(?:ition)?|place)\b\.?(?:\s+(?:in|by|on)\b.*|\s*\(.*\))?|(?:no|nr|s/n)\.?|[#№])$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"^(?:joint\s+)?=?\d{1,3}(?:st|nd|rd|th)?[.)]?=?(?:\s+(?:joint|equal))?$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]{2}")
_FIGURE = re.compile(r"^\W*\d[\d.,\s]*(?:%|bn|m|k|million|billion|st|nd|rd|th)?\W*$|^n/?a$", re.IGNORECASE)
_LEAST_ROWS = 3  # of a column without a heading that counts its rows


def named_first(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table's columns with the one that names the rows in front, where ranks or numbers stand before it.

    The rows of a league table are its companies, not "1", "2" and "3": what is asked for and said is a company. A
    column of years, or of any other figures, is left where it is.
    """
    values = [list(row) for row in rows]
    width = max([len(names), *map(len, values)], default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in values]
    place = next((at for at in range(1, width) if _are_names([row[at] for row in filled])), None)
    if place is None or not _is_count(names[0] if names else "", [row[0] for row in filled]):
        return list(names), values
    order = [place, *(at for at in range(width) if at != place)]
    padded = [*names, *[""] * (width - len(names))]
    return [padded[at] for at in order], [[row[at] for at in order] for row in filled]


def _is_count(name: str, values: Sequence[str]) -> bool:
    """Tell a column of ranks: by its heading, or because it counts the rows."""
    given = [value for value in values if value]
    if not given or not all(_ORDINAL.match(value) for value in given):
        return False
    if name:
        return bool(_COUNTS.match(name))
    numbers = [int("".join(filter(str.isdigit, value))) for value in given]
    return len(numbers) >= _LEAST_ROWS and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _are_names(values: Sequence[str]) -> bool:
    given = [value for value in values if value]
    return bool(given) and 2 * sum(bool(_NAME.search(v)) and not _FIGURE.match(v) for v in given) > len(values)
