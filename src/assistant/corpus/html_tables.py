"""The text of a web page's elements, and its tables as full grids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bs4.element import Comment, NavigableString, Tag

from assistant.corpus.builder import normalise
from assistant.corpus.html_notes import leads_back
from assistant.corpus.superscripts import raised_text

_MAX_SPAN = 100  # columns or rows a cell may span


Spanned = tuple[str, bool]


BLOCKS: Final = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "tbody",
    "tr",
    "td",
}


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's value; "" where there is none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def number_in(text: str, default: int) -> int:
    """Return the whole number that `text` is, or else the default."""
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default


def _cell_rows(rows: Iterable[Tag]) -> Iterator[list[Tag]]:
    for row in rows:
        yield list(row.find_all(("td", "th"), recursive=False))


def grid_of(rows: Iterable[Tag]) -> list[list[Spanned]]:
    """Return the cells' texts in a full grid, and for each field whether the cell began in a column further left."""
    grid: list[list[Spanned]] = []
    hanging: dict[int, tuple[int, Spanned]] = {}
    for cells in _cell_rows(rows):
        line: list[Spanned] = []

        def fill(line: list[Spanned] = line) -> None:
            while len(line) in hanging:
                left, entry = hanging.pop(len(line))
                if left > 1:
                    hanging[len(line)] = (left - 1, entry)
                line.append(entry)

        ahead: dict[int, tuple[int, Spanned]] = {}
        for cell in cells:
            fill()
            text = text_of([cell])
            down = min(number_in(attribute(cell, "rowspan"), 1), _MAX_SPAN)
            for offset in range(min(max(number_in(attribute(cell, "colspan"), 1), 1), _MAX_SPAN)):
                if offset:
                    fill()
                if down > 1:
                    ahead[len(line)] = (down - 1, (text, offset > 0))
                line.append((text, offset > 0))
        fill()
        hanging.update(ahead)
        if line:
            grid.append(line)
    return grid


def head_rows(rows: list[Tag]) -> int:
    """Return how many rows at the top name the columns: those in `thead`, or made of `th`, or else the first."""
    head = 0
    for row in rows:
        cells = row.find_all(("td", "th"), recursive=False)
        if row.find_parent("thead") or (cells and all(cell.name == "th" for cell in cells)):
            head += 1
        else:
            break
    if head or not rows:
        return min(head, len(rows))
    first = rows[0].find_all(("td", "th"), recursive=False)
    return 0 if len(rows) < 2 or any(cell.name == "th" for cell in first) else 1


def names_of(head: list[list[Spanned]]) -> list[str]:
    """Return the names of the columns: the texts of the head rows, from top to bottom."""
    names: list[list[str]] = []
    for row in head:
        for place, (text, _) in enumerate(row):
            while len(names) <= place:
                names.append([])
            if text and text not in names[place]:
                names[place].append(text)
    return [" ".join(parts).rstrip(" :") for parts in names]


def unspanned(rows: list[list[Spanned]]) -> list[list[str]]:
    """Return the texts of the cells, each once, in the first of the columns that it spans."""
    return [["" if spanned else text for text, spanned in row] for row in rows]


def text_of(parts: Iterable[NavigableString | Tag]) -> str:
    """Return the text of inline content; numbers of notes are left out, units keep their exponents."""
    out: list[str] = []
    for part in parts:
        _gather(part, out, 0)
    return normalise("".join(out))


def text_below(table: Tag) -> str:
    """Return the text of the element right below a table, where it holds no blocks and heads no other table."""
    below = _next(table)
    if below is None or below.name not in BLOCKS or below.find(list(BLOCKS)) is not None or below.name == "table":
        return ""
    after = _next(below)
    return "" if after is not None and (after.name == "table" or after.find("table")) else text_of([below])


def _next(tag: Tag) -> Tag | None:
    """Return the element after this one; after the last of a wrapper (or of a figure), the one after the wrapper."""
    node: Tag | None = tag
    while node is not None and node.name not in ("body", "main", "article"):
        for sibling in node.next_siblings:
            if isinstance(sibling, Tag):
                return sibling
            if not isinstance(sibling, Comment) and str(sibling).strip():
                return None
        node = node.parent
    return None


def _gather(node: NavigableString | Tag, out: list[str], depth: int) -> None:
    if isinstance(node, Comment) or depth > 200:
        return
    if not isinstance(node, Tag):
        out.append(str(node))
        return
    if node.name == "br":
        out.append(" ")
    elif node.name == "sup":
        before = "".join(out[-3:])
        text = normalise(node.get_text())
        out.append(raised_text(before, text) if before.strip() else text)
    elif node.name == "img" or leads_back(node):
        return
    else:
        block = node.name in BLOCKS
        out.append(" " if block else "")
        for child in node.children:
            if isinstance(child, (Tag, NavigableString)):
                _gather(child, out, depth + 1)
        out.append(" " if block else "")
