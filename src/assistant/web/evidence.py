"""The evidence behind a citation, as HTML: the page drawn with the quote on it, or the stored text around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote as quote_url

from assistant.corpus.document import Block, BlockKind, Document
from assistant.schema import Locator
from assistant.web.pdf_page import PdfPages, Rectangle
from assistant.web.render import HASH_CHARACTERS
from assistant.web.text import attribute, date_in_words, show, show_spans

_NEIGHBOURS = 14
"""Blocks of the section shown before and after the quote: about two screens, so that a long section stays quick."""

CHANGED = (
    "This document has changed since the answer was given, so the place can no longer be shown. Ask the question again."
)
NOT_PLACED = "The exact words could not be placed on the drawn page, so the stored text is shown instead."
NOT_DRAWN = "The page could not be drawn, so the stored text is shown instead."


@dataclass(frozen=True)
class Place:
    """A stretch of a document's stored text."""

    document: Document
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.document.text[self.start : self.end]

    @property
    def locator(self) -> Locator:
        """Where they stand, as a person would look them up."""
        return self.document.locate(self.start, self.end)


@dataclass(frozen=True)
class PlacedPage:
    """A page of a PDF with the part of the quote that stands on it."""

    number: int
    label: str
    size: tuple[float, float]
    rectangles: tuple[Rectangle, ...]


def find_place(document: Document, start: int, end: int, text_hash: str) -> Place | None:
    """Return the place that a link names; None when the document's text is not the one the link was made from.

    Args:
        document: the document as it is indexed now.
        start: first character of the stored text.
        end: one past the last.
        text_hash: the first characters of the SHA-256 of the text that was cited.
    """
    known = document.text_sha256[:HASH_CHARACTERS] == text_hash
    return Place(document, start, end) if known and 0 <= start < end <= len(document.text) else None


def file_of(document: Document, corpus: Path) -> Path | None:
    """Return the document's own file; None where it is gone or lies outside the corpus folder."""
    path = (corpus / document.source.file).resolve()
    return path if path.is_relative_to(corpus.resolve()) and path.is_file() else None


def pages_of(place: Place, corpus: Path, drawer: PdfPages) -> tuple[PlacedPage, ...] | str:
    """Return the pages a quote stands on, each with its rectangles; or why they are not shown.

    All of the quote is placed or none of it.
    """
    path = file_of(place.document, corpus)
    if path is None or path.suffix.lower() != ".pdf":
        return NOT_DRAWN
    placed = []
    try:
        for number, label, start, end, page_start, page_end in _parts(place):
            text = place.document.text
            words = _printed_words(place.document, start, end)
            rectangles = drawer.place(path, number, words, before=text[page_start:start], after=text[end:page_end])
            if not rectangles:
                return NOT_PLACED
            placed.append(PlacedPage(number, label, drawer.size(path, number), rectangles))
    except ValueError:
        return NOT_DRAWN
    return tuple(placed)


def render_evidence(place: Place, corpus: Path, drawer: PdfPages) -> str:
    """Return the evidence panel's content for a place."""
    if not place.document.pages:
        return _head(place) + render_section(place)
    pages = pages_of(place, corpus, drawer)
    if isinstance(pages, str):
        return f'{_head(place)}<p class="notice">{pages}</p>{render_section(place)}'
    words = f'<p class="words" dir="auto"><mark>{show(place.quote)}</mark></p>'  # a drawn page cannot be read aloud
    return _head(place) + words + "".join(_page(place.document, page) for page in pages)


def render_section(place: Place) -> str:
    """Return the stored text around a place as HTML: its section, the quote marked."""
    blocks, first, last = _section(place)
    shown = blocks[first:last]
    before = '<p class="cut">The section begins further up.</p>' if first > 0 else ""
    after = '<p class="cut">The section goes on.</p>' if last < len(blocks) else ""
    return f'<div class="section">{before}{"".join(_blocks(shown, place))}{after}</div>'


def render_problem(message: str) -> str:
    """Return the evidence panel's content when there is nothing to show."""
    return f'<h2 id="evidence-title" tabindex="-1">Evidence</h2><p class="notice">{show(message)}</p>'


def render_document_page(title: str, content: str) -> str:
    """Return a page of its own around evidence, for a citation opened in a new tab."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{attribute(title)}</title><link rel="icon" href="/favicon.svg">'
        '<link rel="stylesheet" href="/look/app.css"></head>'
        f'<body class="alone"><main class="evidence-content">{content}</main></body></html>'
    )


def _head(place: Place) -> str:
    source, locator = place.document.source, place.locator
    published = " · ".join(show(part) for part in (source.publisher, date_in_words(source.date)) if part)
    path = (locator.heading or "").split(" > ")
    if path[0].casefold().startswith(source.title.casefold()):
        path = path[1:]  # the title stands above already
    crumbs = "".join(f"<li>{show(part)}</li>" for part in path)
    digest = (
        '<p class="notice">A digest: restated in other words. The original is the authority.</p>'
        if source.form == "digest"
        else ""
    )
    return (
        f'<h2 id="evidence-title" tabindex="-1"><bdi>{show(source.title)}</bdi></h2>'
        f'<p class="published">{published}</p>'
        f'<p class="place">{show(locator.describe())}</p>'
        + (f'<ol class="crumbs" aria-label="Headings">{crumbs}</ol>' if len(path) > 1 else "")
        + digest
    )


def _page(document: Document, page: PlacedPage) -> str:
    width, height = page.size
    boxes = "".join(
        f'<span class="box" style="left:{box.left:.2%};top:{box.top:.2%};'
        f'width:{box.width:.2%};height:{box.height:.2%}"></span>'
        for box in page.rectangles
    )
    printed = f", printed {show(page.label)}" if page.label and page.label != str(page.number) else ""
    text = document.text_sha256[:HASH_CHARACTERS]
    address = f"/evidence/{quote_url(document.id, safe='')}/page-{page.number}.png?text={text}"
    alternative = f"Page {page.number} of {attribute(document.source.title)}, the quote highlighted"
    return (
        f'<figure class="page"><div class="sheet" style="aspect-ratio:{width:.0f}/{height:.0f}">'
        f'<img src="{escape(address)}" alt="{alternative}" '
        f'width="{width:.0f}" height="{height:.0f}">{boxes}</div>'
        f"<figcaption>Page {page.number} of the file{printed}</figcaption></figure>"
    )


def _parts(place: Place) -> Iterator[tuple[int, str, int, int, int, int]]:
    """Yield number, label, start and end of the quote's part on each page, and the page's own start and end."""
    document = place.document
    ends = [*(page.start for page in document.pages[1:]), len(document.text)]
    for page, page_end in zip(document.pages, ends, strict=True):
        start, end = max(place.start, page.start), min(place.end, page_end)
        if start < end and document.text[start:end].strip():
            yield page.number, page.label, start, end, page.start, page_end


def _printed_words(document: Document, start: int, end: int) -> str:
    """Return the words of a stretch as a page prints them: a table row without the column names between its cells."""
    row = document.block_at(start)
    if row is None or not row.cells or end > row.end:
        return document.text[start:end]
    cells = (document.text[max(cell.start, start) : min(cell.end, end)] for cell in row.cells)
    return " ".join(cell for cell in cells if cell)


def _section(place: Place) -> tuple[Sequence[Block], int, int]:
    """Return the blocks of the place's section, and which of them to show."""
    blocks = place.document.blocks
    touched = [index for index, block in enumerate(blocks) if block.start < place.end and block.end > place.start]
    if not touched:
        return (), 0, 0
    path = blocks[touched[0]].headings
    start, stop = touched[0], touched[-1] + 1
    while start > 0 and blocks[start - 1].headings == path:
        start -= 1
    while stop < len(blocks) and blocks[stop].headings == path:
        stop += 1
    section = blocks[start:stop]
    first = max(0, touched[0] - start - _NEIGHBOURS)
    return section, first, min(len(section), touched[-1] - start + 1 + _NEIGHBOURS)


def _blocks(blocks: Sequence[Block], place: Place) -> Iterator[str]:
    """Yield the HTML of blocks; list items that follow each other share a list, rows of one table a table."""
    index = 0
    while index < len(blocks):
        kind = blocks[index].kind
        stop = index + 1
        while (
            stop < len(blocks)
            and kind in (BlockKind.list_item, BlockKind.table_row)
            and _continues(blocks[stop - 1], blocks[stop])
        ):
            stop += 1
        run = blocks[index:stop]
        if kind is BlockKind.table_row:
            yield _table(run, place)
        elif kind is BlockKind.list_item:
            items = "".join(
                f'<li class="level-{min(max(block.level, 1), 4)}">{_marked(block.start, block.end, place)}</li>'
                for block in run
            )
            yield f"<ul>{items}</ul>"
        elif kind is BlockKind.heading:
            level = min(max(run[0].level, 1), 4)
            yield f'<p class="heading level-{level}">{_marked(run[0].start, run[0].end, place)}</p>'
        else:
            yield f'<p class="{kind.value}" dir="auto">{_marked(run[0].start, run[0].end, place)}</p>'
        index = stop


def _continues(block: Block, following: Block) -> bool:
    if block.kind is not following.kind:
        return False
    return block.kind is BlockKind.list_item or (
        block.table == following.table
        and [cell.column for cell in block.cells] == [cell.column for cell in following.cells]
    )


def _table(rows: Sequence[Block], place: Place) -> str:
    if not all(row.cells for row in rows):
        return "".join(f'<p class="row">{_marked(row.start, row.end, place)}</p>' for row in rows)
    columns = "".join(f'<th scope="col">{show(cell.column)}</th>' for cell in rows[0].cells)
    lines = []
    for row in rows:
        cited = ' class="cited"' if row.start < place.end and row.end > place.start else ""
        cells = "".join(f"<td>{_marked(cell.start, cell.end, place)}</td>" for cell in row.cells)
        lines.append(f"<tr{cited}>{cells}</tr>")
    caption = f"<caption>{show(rows[0].table)}</caption>" if rows[0].table else ""
    label = attribute(rows[0].table or "Table")
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{label}">'
        f"<table>{caption}<thead><tr>{columns}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _marked(start: int, end: int, place: Place) -> str:
    """Return the stored text between two offsets with what the quote covers of it marked."""
    text = place.document.text[start:end]
    return (
        show_spans(text, [(place.start - start, place.end - start)], tag="mark")
        if place.start < end and place.end > start
        else show(text)
    )
