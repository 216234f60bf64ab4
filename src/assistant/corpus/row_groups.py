"""Rows of a table that head those below them: "Intermediate (level 2)" above "Engineering" and "Construction"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIGURE = re.compile(r"\d")
_FOOT = re.compile(
    r"^(?:(?:grand|overall|sub|net|two-year|three-year)[- ]?)?totals?\b"
    r"|^(?:all|overall|both|net|surplus|deficit|balance|average|mean|median|change|difference|per cent|percentage"
    r"|persons|people|(?:the )?(?:uk|united kingdom|england|great britain|wales|scotland|region|county)|cash at"
    r"|creditors|national|regional|la average)\b|\baverage$",
    re.IGNORECASE,
)
"""How a row at the foot of a table begins that is of all its groups."""
_LEAST_GROUPS = 2
_LEAST_ROWS = 2
_LEAST_COLUMNS = 3
"""A row with nothing but its name is an ordinary one with a gap where one value is all that others have."""


def with_groups(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table's columns and rows with what heads a group of rows beside the name of each of them.

    A row says what it is the figure of: "Engineering; Advanced (level 3)". It stands in a column without a name behind
    the first. The rows that head others have a name alone; the first row of all, or that below a total, is one of them.
    What stands at the foot of the table, such as its total, is of no group.
    """
    values = [list(row) for row in rows]
    heads = [at for at, row in enumerate(values) if row and row[0] and not any(row[1:])]
    width = max([len(names), *map(len, values)], default=0)
    if width < _LEAST_COLUMNS or not _are_heads(heads, values):
        return list(names), values
    foot = _foot(heads, values)
    grouped, head = [], ""
    for at, row in enumerate(values):
        head = row[0] if at in heads else head
        grouped.append([row[0] if row else "", "" if at in heads or at >= foot else head, *row[1:]])
    return [*names[:1], "", *names[1:]], grouped


def _are_heads(heads: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows with a name alone head the others, and are no rows whose figures are missing.

    The first does, each has some below it, and those have figures. Every group has several rows, or a name comes back
    in another one.
    """
    if len(heads) < _LEAST_GROUPS or not (heads[0] == 0 or (heads[0] == 1 and _FOOT.match(rows[0][0]))):
        return False
    below = [rows[head + 1 : end] for head, end in zip(heads, [*heads[1:], len(rows)], strict=True)]
    if not all(of and all(any(_FIGURE.search(value) for value in row[1:]) for row in of) for of in below):
        return False
    named = [row[0].casefold() for of in below for row in of]
    return len(set(named)) < len(named) or all(len(of) >= _LEAST_ROWS for of in below)


def _foot(heads: Sequence[int], rows: Sequence[Sequence[str]]) -> int:
    """Return where the rows begin that are of no group: at the foot of the last, one that no other group has."""
    others = {row[0].casefold() for row in rows[: heads[-1]] if row}
    last = range(heads[-1] + 2, len(rows))
    return next((at for at in last if _FOOT.search(rows[at][0]) and rows[at][0].casefold() not in others), len(rows))
