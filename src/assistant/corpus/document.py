"""What a loader produces: a document's stored text, the blocks it is made of, and its pages.

The stored text is plain: no markup, white space normalised, blocks separated by a blank line, list items
and table rows by a line break. Every offset in the program counts characters of this text, so a quote is
always `document.text[start:end]`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from statistics import fmean

from assistant.schema import Locator


class BlockKind(StrEnum):
    """The structural units that a document is made of."""

    heading = "heading"
    paragraph = "paragraph"
    list_item = "list_item"
    table_row = "table_row"
    note = "note"
    """A footnote, endnote or table note: kept apart from the sentence it interrupts."""


BETWEEN_CELLS = "; "
"""What stands between two cells of a row in the stored text."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table row: the name of its column and where its value stands in the stored text."""

    column: str
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item, table row or note.

    A table row is stored as `Column: value; Column: value`, so that it can be read and quoted alone. The
    caption of a table is a paragraph block of its own in front of the rows, where the document has one.

    Attributes:
        start, end: offsets in the stored text.
        headings: the heading path, outermost first; a heading block includes itself.
        section: printed number of the section or of the numbered paragraph ("3.2.1", "2.5"), if any.
        paragraph: ordinal of the paragraph, list item or note within its section, from 1; None for headings and rows.
        level: heading level from 1, or nesting of a list item from 1; 0 elsewhere.
        table: caption of the table a row belongs to ("" where the table has none); None outside tables.
        row: text of the row's first cell, which names it; None outside tables.
        cells: the row's cells; empty outside tables.
        ocr: mean confidence (0 to 1) where the text was read from a picture; None elsewhere.
    """

    kind: BlockKind
    start: int
    end: int
    headings: tuple[str, ...] = ()
    section: str | None = None
    paragraph: int | None = None
    level: int = 0
    table: str | None = None
    row: str | None = None
    cells: tuple[Cell, ...] = ()
    ocr: float | None = None

    def column_at(self, offset: int) -> str | None:
        """Return the name of the column whose cell holds an offset of the stored text; None outside cells."""
        return next((cell.column for cell in self.cells if cell.start <= offset < cell.end), None)


def same_table(one: Block, other: Block) -> bool:
    """Whether two blocks are rows of one table: same caption and heading, and a column in common."""
    if one.kind is not BlockKind.table_row or other.kind is not BlockKind.table_row:
        return False
    if (one.table, one.headings) != (other.table, other.headings):
        return False
    return not {cell.column for cell in one.cells}.isdisjoint(cell.column for cell in other.cells)


class PageState(StrEnum):
    """How a page was read."""

    text = "text"
    ocr = "ocr"
    """By text recognition, from a picture."""
    unread = "unread"
    """Not at all: it is damaged, or a scan that could not be recognised."""


@dataclass(frozen=True)
class Page:
    """A page of a PDF: where its text starts in the stored text, its number in the file and its printed label."""

    start: int
    number: int
    label: str
    state: PageState = PageState.text


@dataclass(frozen=True)
class Problem:
    """Something the reader of the indexing report should know; the document was read all the same."""

    message: str
    where: str | None = None


@dataclass(frozen=True)
class Parsed:
    """One file as its loader read it, before the register adds what is known about the source.

    Attributes:
        properties: what the file says about itself (front matter or document properties), raw.
        problems: pages or parts that could not be read, each with its place.
        lines: the line of each property, where a person wrote them (front matter).
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    properties: dict[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """What the register knows about a document.

    Attributes:
        id: short stable name, unique in the corpus.
        file: path inside the corpus folder, with forward slashes.
        date: ISO date of publication, as exact as known: "2024", "2024-03" or "2024-03-15"; "" if unknown.
        kind: report, strategy, panel paper, statistics, ...; "" if unknown.
        geography: places the document is about.
        url: address of the original.
        form: "digest" for a restatement in other words, "original", or "".
        also_in: other files of the corpus that hold the same text.
    """

    id: str
    file: str
    title: str
    publisher: str = ""
    date: str = ""
    kind: str = ""
    geography: tuple[str, ...] = ()
    url: str = ""
    form: str = ""
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A source with its stored text."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """The source's id."""
        return self.source.id

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of the stored text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def _block_starts(self) -> Sequence[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _page_starts(self) -> Sequence[int]:
        return [page.start for page in self.pages]

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the character at `offset`, or the last one before it."""
        index = bisect_right(self._block_starts, offset) - 1
        return self.blocks[index] if index >= 0 else None

    def page_at(self, offset: int) -> Page | None:
        """Return the page that holds the character at `offset`; None for formats without pages."""
        index = bisect_right(self._page_starts, offset) - 1
        return self.pages[max(index, 0)] if self.pages else None

    def locate(self, start: int, end: int) -> Locator:
        """Return the place of `text[start:end]` as a person would look it up."""
        block = self.block_at(start)
        first, last = self.page_at(start), self.page_at(max(start, end - 1))
        over_break = first is not None and last is not None and last.number != first.number
        return Locator(
            page=first.number if first else None,
            page_label=first.label if first else None,
            page_end=last.number if last and over_break else None,
            page_end_label=last.label if last and over_break else None,
            section=block.section if block else None,
            heading=" > ".join(block.headings) or None if block else None,
            paragraph=block.paragraph if block else None,
            table=block.table if block else None,
            row=block.row if block else None,
            ocr=self._recognised(start, end),
            also_in=self.source.also_in,
        )

    def _recognised(self, start: int, end: int) -> float | None:
        """Return the mean confidence of the blocks of `text[start:end]` that were read from pictures, if any was."""
        first = max(bisect_right(self._block_starts, start) - 1, 0)
        blocks = self.blocks[first : bisect_left(self._block_starts, max(end, start + 1))]
        found = [block.ocr for block in blocks if block.ocr is not None and block.end > start]
        return round(fmean(found), 3) if found else None
