"""Builds a stored text block by block, so that every loader numbers, separates and normalises alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.corpus.document import BETWEEN_CELLS, Block, BlockKind, Cell, Page, PageState, Parsed, Problem
from assistant.corpus.row_groups import with_groups
from assistant.corpus.row_names import named_first

# Zero-width, bidirectional-control, soft-hyphen and tag characters: invisible, so they can hide words from a person.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
HYPHENS = str.maketrans("\u2010\u2011", "--")
"""Turns hyphens that look like the plain one, such as the one that does not break, into that."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"\s+")
_SECTION = re.compile(r"^((?:[A-Z]|[IVX]{1,5}|\d{1,3})(?:\.\d{1,3}){1,4}|\d{1,2}(?=\.?\s))\.?(?=\s)")
# What follows a figure, not a number: a lower-case word ("79.4 million"), a unit, the other end of a range, another
# figure ("16.9 4.2%"), but no year ("2.5 2024 was ...") or count that a sentence begins with ("2.5 40 plots were").
_FIGURE = re.compile(
    r"^\d{1,3}\.\d{1,3}\s+(?:[a-z]|[kMGT]?(?:Wh?|Hz|B|V|J)\b|[A-Za-z]{1,2}/[a-z]|[°%]|[-–—+]|[£$€(]?\d[\d.,]*[%)]?(?=$|\s[^a-zA-Z(]))"
)
_HEADING_SECTION = re.compile(
    r"^(?:((?:[A-Z]\.?|[IVX]{1,5}\.?|\d{1,3})(?:\.\d{1,3}){1,4}|\d{1,2}|[IVX]{1,5}|[A-H](?=[.)]))[.)]?)(?=\s)"
)
_BULLET = re.compile(r"(?:^[✓✔➢‣]|(?:^|(?<=\s))[•●▪■])\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]{2}")
_LEAST_ITEMS = 2  # in one paragraph with what leads to them
_MARKUP_FREE_SEPARATOR = "\n\n"

_Path = tuple[tuple[int, str, str | None], ...]
"""The open headings, outermost first: level, text and printed number of each."""


def normalise(text: str) -> str:
    """Return `text` in NFC with plain hyphens, without invisible and control characters, its white space single."""
    composed = unicodedata.normalize("NFC", text).translate(HYPHENS)
    return _SPACE.sub(" ", _CONTROL.sub(" ", _INVISIBLE.sub("", composed))).strip()


def section_number(text: str, *, heading: bool = False) -> str | None:
    """Return the printed number at the head of a heading ("3.2.1 Title") or numbered paragraph ("2.5 The ..."), if any.

    A paragraph's number must have a dot inside ("2.5"): a paragraph may begin with a plain count ("59 assets"), or
    with a figure ("79.4 million").
    """
    match = _HEADING_SECTION.match(text) if heading else _SECTION.match(text)
    if not match or (not heading and _FIGURE.match(text)):
        return None
    number = match.group(1).rstrip(".")
    return number if heading or "." in number else None


class TextBuilder:
    """Accumulates blocks; `finish` returns what they add up to.

    Headings set the heading path for the blocks after them: a heading of level n closes those of level n and deeper.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[Page] = []
        self._problems: list[Problem] = []
        self._path: _Path = ()
        self._marks: dict[str, _Path] = {}
        self._ordinal = 0
        self._number: str | None = None

    @property
    def length(self) -> int:
        """Number of characters stored so far."""
        return self._length

    @property
    def last(self) -> str:
        """The paragraph or heading that was added last, where nothing was added after it; else ""."""
        kinds = (BlockKind.paragraph, BlockKind.heading)
        return self._parts[-1] if self._blocks and self._blocks[-1].kind in kinds else ""

    def heading(self, text: str, level: int, *, ocr: float | None = None) -> None:
        """Add a heading of `level` (1 is the outermost)."""
        clean = normalise(text)
        if not clean:
            return
        number = section_number(clean, heading=True)
        self._path = (*(entry for entry in self._path if entry[0] < level), (level, clean, number))
        self._ordinal = 0
        self._number = None
        self._add(BlockKind.heading, clean, level=level, section=number, ocr=ocr)

    def paragraph(self, text: str, *, ocr: float | None = None) -> None:
        """Add a paragraph; what was typed with a bullet in front of it is a list item, as is what stands behind others.

        "Our aims: • to plant • to prune" is a paragraph and two items.
        """
        lead, *items = (part.strip() for part in _BULLET.split(normalise(text)))
        said = all(_WORD.search(item) for item in items)
        if not items or not said or (lead and (lead[-1] != ":" or len(items) < _LEAST_ITEMS)):
            self._numbered(BlockKind.paragraph, text, ocr=ocr)
            return
        self._numbered(BlockKind.paragraph, lead, ocr=ocr)
        for item in items:
            self.list_item(item, ocr=ocr)

    def mark(self, label: str) -> None:
        """Take down that the note `label` is referred to under the open headings; only a note's first mark counts."""
        self._marks.setdefault(label, self._path)

    def is_marked(self, label: str) -> bool:
        """Tell whether what was added so far refers to the note `label`."""
        return label in self._marks

    def note(self, text: str, *, label: str = "", ocr: float | None = None) -> None:
        """Add a footnote, endnote or table note.

        One whose mark stands in another section belongs to that section, and is none of the paragraphs counted there.
        """
        path = self._marks.get(label, self._path)
        clean = normalise(text)
        if path == self._path:
            self._numbered(BlockKind.note, clean, ocr=ocr)
        elif clean:
            self._add(BlockKind.note, clean, path=path, ocr=ocr)

    def list_item(self, text: str, *, level: int = 1, ocr: float | None = None) -> None:
        """Add a list item (its marker, if it carries meaning, is part of `text`)."""
        self._numbered(BlockKind.list_item, text, level=level, ocr=ocr)

    def table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str = "",
        ocr: float | None = None,
        before: Sequence[Sequence[str]] = (),
        after: Sequence[Sequence[str]] = (),
    ) -> None:
        """Add a table's rows; a caption that is not in the text yet is added in front by the caller as a paragraph.

        A column of names stands before one of ranks, so that the rows have names; what heads some of the rows stands
        behind their names.

        Args:
            columns: names of the columns; a missing or blank name leaves the value without one.
            rows: the cells of each row; empty cells are left out of the stored text.
            caption: the table's caption, kept with each row.
            before: the rows of the same table on earlier pages, which may head these; they are not added.
            after: the same on later pages.
        """
        values = [[normalise(value) for value in row] for row in (*before, *rows, *after)]
        names, values = with_groups(*named_first([normalise(name) for name in columns], values))
        for row in values[len(before) : len(before) + len(rows)]:
            self._row(names, row, normalise(caption), ocr)

    def page(self, number: int, label: str) -> None:
        """Note that the next block added begins on page `number`."""
        self._pages.append(Page(self._next_start(BlockKind.paragraph), number, label))

    def page_inside(self, offset: int, number: int, label: str, *, state: PageState = PageState.text) -> None:
        """Note that page `number` begins at `offset` of the stored text, inside a block that is already there."""
        self._pages.append(Page(offset, number, label, state))

    def problem(self, message: str, where: str | None = None) -> None:
        """Note a part that could not be read."""
        self._problems.append(Problem(message, where))

    def finish(self, properties: dict[str, object] | None = None) -> Parsed:
        """Return the stored text and its blocks."""
        return Parsed(
            text="".join(self._parts),
            blocks=tuple(self._blocks),
            pages=tuple(sorted(self._pages, key=lambda page: page.start)),
            properties=properties or {},
            problems=tuple(self._problems),
        )

    def _numbered(self, kind: BlockKind, text: str, *, level: int = 0, ocr: float | None = None) -> None:
        clean = normalise(text)
        if not clean:
            return
        self._ordinal += 1
        if kind is BlockKind.paragraph:
            self._number = section_number(clean)
        number = None if kind is BlockKind.note else self._number  # a list belongs to the paragraph that leads in
        self._add(kind, clean, level=level, section=number, paragraph=self._ordinal, ocr=ocr)

    def _row(self, names: Sequence[str], values: Sequence[str], caption: str, ocr: float | None) -> None:
        text, spans = "", []
        for index, value in enumerate(values):
            if not value:
                continue
            name = names[index] if index < len(names) else ""
            text += f"{BETWEEN_CELLS if text else ''}{name}{': ' if name else ''}"
            spans.append((name, len(text), len(text) + len(value)))
            text += value
        if not text:
            return
        start = self._next_start(BlockKind.table_row)
        cells = tuple(Cell(name, start + first, start + last) for name, first, last in spans)
        row = next(value for value in values if value)
        self._add(BlockKind.table_row, text, table=caption, row=row, cells=cells, ocr=ocr)

    def _separator(self, kind: BlockKind) -> str:
        if not self._blocks:
            return ""
        tight = kind in (BlockKind.list_item, BlockKind.table_row) and self._blocks[-1].kind is kind
        return "\n" if tight else _MARKUP_FREE_SEPARATOR

    def _next_start(self, kind: BlockKind) -> int:
        return self._length + len(self._separator(kind))

    def _add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        section: str | None = None,
        paragraph: int | None = None,
        table: str | None = None,
        row: str | None = None,
        cells: tuple[Cell, ...] = (),
        path: _Path | None = None,
        ocr: float | None = None,
    ) -> None:
        path = self._path if path is None else path
        separator = self._separator(kind)
        start = self._length + len(separator)
        self._parts.extend((separator, text))
        self._length = start + len(text)
        inherited = next((number for _, _, number in reversed(path) if number), None)
        self._blocks.append(
            Block(
                kind=kind,
                start=start,
                end=self._length,
                headings=tuple(heading for _, heading, _ in path),
                section=section or inherited,
                paragraph=paragraph,
                level=level,
                table=table,
                row=row,
                cells=cells,
                ocr=ocr,
            )
        )
