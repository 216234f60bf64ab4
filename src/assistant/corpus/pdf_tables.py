"""Tables of a PDF: what one is, which of its rows name the columns, how it goes on over a page, its caption."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.corpus.pdf_vocabulary import CUT, beneath
from assistant.corpus.pdf_words import Line
from assistant.english.dates import YEAR_DIGITS

SNAP = 2.6  # points: ruling lines closer than this are one
_FIGURE = re.compile(
    r"^[(<>~≈c.+\-−–£$€]*\d[\d,.\s]*(?:%|bn|m|k|pp|x|st|nd|rd|th)?[)*]?$|^[-–—]$|^n/?a$", re.IGNORECASE
)
_YEAR = re.compile(rf"^(?:(?:FY\s?)?{YEAR_DIGITS}(?:\s?[-/–]\s?\d\d(?:\d\d)?)?(?:\s|$))+$")


@dataclass
class Table:
    """A table on one page.

    Attributes:
        head: how many of the rows hold the names of the columns.
        edges: left edges of the columns, to recognise the table's continuation on the next page.
        doubtful: may as well be a frame; it is a table only if it goes on from, or on to, one on another page.
        lines: the lines in a doubtful one, and in one with walls.
        spanned: in its first row is a cell that is drawn over several columns.
        walls: edges of all columns, where the rows may be only those of a larger table that are drawn as a grid.
        callouts: it is no table, but figures called out side by side, each with the lines of its words.
        ocr: mean confidence of its words where they were recognised in a picture; None elsewhere.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[list[str]]
    head: int
    edges: list[float]
    page: int = 0
    caption: str = ""
    columns: list[str] = field(default_factory=list)
    doubtful: bool = False
    lines: list[Line] = field(default_factory=list)
    spanned: bool = False
    walls: list[float] = field(default_factory=list)
    callouts: list[list[Line]] = field(default_factory=list)
    ocr: float | None = None


def head_rows(rows: Sequence[Sequence[str]], bold: Sequence[bool]) -> int:
    """Return how many of the first rows name the columns: the bold ones, else a first row of words over figures."""
    head = 0
    while head < min(3, len(rows)) and bold[head] and not _is_entry(rows[head]) and not _heads_group(rows, bold, head):
        head += 1
    if head == len(rows) and len(rows) > 1 and all(bold):
        head = 1
    if head and head < len(rows) - 1 and sum(1 for text in rows[head - 1] if text) <= len(rows[head - 1]) / 2:
        # A spanning heading alone: the row under it names the single columns, if figures stand below.
        below = rows[head + 1 :]
        if not any(is_figure(text) for text in rows[head]) and any(is_figure(t) for row in below for t in row):
            head += 1
    if head:
        return head
    if len(rows) < 2 or not all(rows[0]) or any(is_figure(text) or len(text) > 80 for text in rows[0]):
        return 0
    figures = sum(1 for row in rows[1:] for text in row[1:] if is_figure(text))
    if figures or (len(rows[0]) > 2 and all(len(text) < 40 for text in rows[0])):
        return 1
    return 0


def is_figure(text: str) -> bool:
    """Tell a value from a name; a year may name a column."""
    return bool(_FIGURE.match(text)) and not _YEAR.match(text)


def _heads_group(rows: Sequence[Sequence[str]], bold: Sequence[bool], at: int) -> bool:
    """Tell a row with a name alone, below one that names other columns, from names of columns.

    The row above names the first column as well, or another bold name stands alone further down.
    """
    if not at or any(rows[at][1:]) or not any(rows[at - 1][1:]):
        return False
    others = (row for row, is_bold in zip(rows[at + 1 :], bold[at + 1 :], strict=True) if is_bold)
    return bool(rows[at - 1][0]) or any(row[0] and not any(row[1:]) for row in others)


def _is_entry(row: Sequence[str]) -> bool:
    """Tell a bold row of a name and a figure ("Total 68") from names of columns; years may name columns."""
    figures = [text for text in row[1:] if is_figure(text)]
    return bool(row[0]) and bool(figures) and len(figures) * 2 >= sum(1 for text in row[1:] if text)


def column_names(table: Table) -> list[str]:
    """Return the names of the columns: the texts of the head rows, from top to bottom."""
    names = [""] * max(len(table.edges), max((len(row) for row in table.rows), default=0))
    for row in table.rows[: table.head]:
        for place, text in enumerate(row):
            if text and text not in names[place].split(" / "):
                names[place] = beneath(names[place], text)
    return [name.replace(CUT, "").rstrip(" :") for name in names]


def heads(table: Table) -> list[list[str]]:
    """Return the head rows in a form that can be compared."""
    return [["".join(text.split()).casefold() for text in row] for row in table.rows[: table.head]]


def same_columns(one: Table, other: Table) -> bool:
    """Tell whether each column of a table begins where the other has that column too."""
    if len(one.edges) != len(other.edges):
        return False
    ends = [*one.edges[1:], float("inf")]
    return all(start - 4 < edge < end - 4 for start, edge, end in zip(one.edges, other.edges, ends, strict=True))


def goes_on(table: Table, rest: Table) -> bool:
    """Tell whether `rest` has the outline and some of the columns of `table`; if so, give it all of them."""
    if abs(table.x0 - rest.x0) > 4 or abs(table.x1 - rest.x1) > 4:
        return False
    places = [next((i for i, edge in enumerate(table.edges) if abs(edge - own) < 4), None) for own in rest.edges]
    if None in places:
        return False
    for row in rest.rows:
        texts = dict(zip(places, row, strict=False))
        row[:] = [texts.get(place, "") for place in range(len(table.edges))]
    rest.edges = list(table.edges)
    return True


def snap(values: Iterable[float]) -> list[float]:
    """Return the middles of the clusters that `values` stand in."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][-1] <= SNAP:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def index_of(edges: Sequence[float], value: float) -> int | None:
    """Return between which two of the rising `edges` the value lies."""
    for index in range(len(edges) - 1):
        if edges[index] <= value < edges[index + 1]:
            return index
    return None
