"""Finds a fact's evidence in a text: a run of prose, or the cells of a table row."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.evaluation.words import fold

_RULE = re.compile(r"^:?-{2,}:?$")
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|>)\s+")


def holds(text: str, words: str) -> bool:
    """Whether `text` holds the words of a piece of evidence, spaces, quotes, dashes and case aside.

    Words with `|` between them are a table's cells: each must be in the text, on one line of it for each line of cells.
    """
    rows = _rows(words)
    if not rows:
        return _run(words) in _folded(text)
    lines = [_folded(line) for line in text.split("\n")]
    return all(any(all(_cell_in(cell, line) for cell in row) for line in lines) for row in rows)


def _rows(words: str) -> list[list[str]]:
    if "|" not in words:
        return []
    lines = [[cell.strip() for cell in line.split("|")] for line in words.split("\n")]
    rows = [[fold(cell) for cell in line if cell and not _RULE.match(cell)] for line in lines]
    return [row for row in rows if row]


def _cell_in(cell: str, line: str) -> bool:
    """Whether a cell stands in a row by itself: "25" is not in "125"."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(cell)}(?!\w|[.,]\d)", line) is not None


@lru_cache(maxsize=4096)
def _run(words: str) -> str:
    return fold(" ".join(_LIST_MARK.sub("", line) for line in words.split("\n")))


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return fold(text)
