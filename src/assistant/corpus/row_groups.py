"""Rows of a table that head those below them: "Intermediate (level 2)" above "Engineering" and "Construction"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIGURE = re.compile(r"\d")
_TOTAL = re.compile(r"^(?:(?:grand|overall|sub)[- ]?)?totals?\b|^all\b|^overall\b", re.IGNORECASE)
_LEAST_COLUMNS = 3
"""A row with nothing but its name is an ordinary one with a gap where one value is all that others have."""


def with_groups(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table's columns and rows with what heads a group of rows beside the name of each of them.

    A row says what it is the figure of: "Engineering; Advanced (level 3)". It stands in a column without a name behind
    the first. The rows that head others have a name alone; the first row of all, or that below a total, is one of them.
    The total at the foot of the table is of none.
    """
    values = [list(row) for row in rows]
    heads = [at for at, row in enumerate(values) if row and row[0] and not any(row[1:])]
    width = max([len(names), *map(len, values)], default=0)
    if width < _LEAST_COLUMNS or not _are_heads(heads, values):
        return list(names), values
    grouped, head = [], ""
    for at, row in enumerate(values):
        head = row[0] if at in heads else head
        is_whole = at == len(values) - 1 and _is_whole(values, heads)
        own = "" if at in heads or is_whole else head
        grouped.append([row[0] if row else "", own, *row[1:]])
    return [*names[:1], "", *names[1:]], grouped


def _are_heads(heads: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows with a name alone head others: the first does, each has some below it, and those have figures."""
    if not heads or not (heads[0] == 0 or (heads[0] == 1 and _TOTAL.match(rows[0][0]))):
        return False
    ends = [*heads[1:], len(rows)]
    below = [rows[head + 1 : end] for head, end in zip(heads, ends, strict=True)]
    return all(of and all(any(_FIGURE.search(value) for value in row[1:]) for row in of) for of in below)


def _is_whole(rows: Sequence[Sequence[str]], heads: Sequence[int]) -> bool:
    """Whether the last row is the total of the table, not of its last group: no other group ends in one."""
    ends = [rows[head - 1][0] for head in heads[1:]]
    return bool(_TOTAL.match(rows[-1][0])) and not any(_TOTAL.match(name) for name in ends)
