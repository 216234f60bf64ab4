"""Adds the blocks of a PDF to the stored text, and notes where in it each page begins."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.builder import TextBuilder, normalise
from assistant.corpus.document import BlockKind
from assistant.corpus.pdf_flow import Element, Sheet
from assistant.corpus.pdf_paragraphs import Paragraph
from assistant.corpus.pdf_tables import Table
from assistant.corpus.pdf_words import confidence


def write(flow: Sequence[Element], sheets: Sequence[Sheet], builder: TextBuilder) -> None:
    """Add all elements, in their order."""
    writer = _Writer(sheets, builder)
    tables = [element for element in flow if isinstance(element, Table)]
    for element in flow:
        if isinstance(element, Table):
            parts = [table for table in tables if table.columns is element.columns]  # of one table, a page each
            at = next(index for index, part in enumerate(parts) if part is element)
            writer.table(element, parts[:at], parts[at + 1 :])
        else:
            writer.paragraph(element)
    writer.finish()


class _Writer:
    """Adds blocks to the builder and notes where each page begins."""

    def __init__(self, sheets: Sequence[Sheet], builder: TextBuilder) -> None:
        self._sheets = sheets
        self._builder = builder
        self._next = 0
        self._last: BlockKind | None = None

    def paragraph(self, paragraph: Paragraph) -> None:
        if not normalise(paragraph.text):
            return
        self._begin(paragraph.page, paragraph.kind)
        ocr = confidence(paragraph.lines)
        if paragraph.kind is BlockKind.heading:
            self._builder.heading(paragraph.text, paragraph.level, ocr=ocr)
        elif paragraph.kind is BlockKind.list_item:
            self._builder.list_item(paragraph.text, level=max(paragraph.level, 1), ocr=ocr)
        elif paragraph.kind is BlockKind.note:
            self._builder.note(paragraph.text, ocr=ocr)
        else:
            self._builder.paragraph(paragraph.text, ocr=ocr)
        start = self._builder.length - len(normalise(paragraph.text))
        for offset, page in paragraph.marks:
            self._page(start + offset, page)

    def table(self, table: Table, before: Sequence[Table], after: Sequence[Table]) -> None:
        rows = table.rows[table.head :]
        columns = table.columns
        if not rows:
            rows, columns = table.rows, []
        if any(normalise(text) for row in rows for text in row):
            self._begin(table.page, BlockKind.table_row)
            earlier, later = ([row for part in parts for row in part.rows[part.head :]] for parts in (before, after))
            self._builder.table(columns, rows, caption=table.caption, ocr=table.ocr, before=earlier, after=later)

    def finish(self) -> None:
        """Note the pages after the last text."""
        self._page(self._builder.length, len(self._sheets) - 1)

    def _begin(self, page: int, kind: BlockKind) -> None:
        tight = kind is self._last and kind in (BlockKind.list_item, BlockKind.table_row)
        gap = 0 if self._last is None else 1 if tight else 2
        self._page(self._builder.length + gap, page)
        self._last = kind

    def _page(self, offset: int, page: int) -> None:
        while self._next <= page:
            sheet = self._sheets[self._next]
            self._builder.page_inside(offset, sheet.number, sheet.label, state=sheet.state)
            self._next += 1
