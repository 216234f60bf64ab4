"""The pages of a PDF that a quote stands on, drawn, with the quote highlighted on them; and any other page of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from assistant.corpus.document import Block, Page
from assistant.web.evidence_text import holds_exact
from assistant.web.pdf_boxes import Rectangle
from assistant.web.pdf_page import PdfPages, Placed
from assistant.web.place import HASH_CHARACTERS, Place, Span, document_url, file_of
from assistant.web.text import attribute, count_of, show

NOT_PLACED = "The exact words could not be placed on the drawn page, so the stored text is shown instead."
NOT_DRAWN = "The page could not be drawn, so the stored text is shown instead."


@dataclass(frozen=True)
class ShownPage:
    """A page of a PDF, with where the quote's part of it stands.

    Attributes:
        number: physical page, from 1.
        label: the label printed on it.
        last: physical number of the file's last page.
        size: width and height in points.
        placed: where the quote stands; None on a page that holds none of it.
        column: where the name of the cited table column stands.
    """

    number: int
    label: str
    last: int
    size: tuple[float, float]
    placed: Placed | None = None
    column: tuple[Rectangle, ...] = ()


def pages_of(place: Place, corpus: Path, drawer: PdfPages, *, only: int | None = None) -> tuple[ShownPage, ...] | str:
    """Return the pages a quote stands on, or the one page asked for; or why they are not shown.

    All of the quote is placed or none of it.

    Args:
        place: the place.
        corpus: the folder with the documents' files.
        drawer: draws pages.
        only: physical number of the one page to show.
    """
    path = file_of(place.document, corpus)
    if path is None or path.suffix.lower() != ".pdf":
        return NOT_DRAWN
    try:
        last = drawer.count(path)
        placed = _placed_pages(place, path, drawer, last)
        if only is None or not 1 <= only <= last:
            return placed or NOT_PLACED
        shown = next((page for page in placed if page.number == only), None)
        label = next((page.label for page in place.document.pages if page.number == only), "")
        return (shown or ShownPage(only, label, last, drawer.size(path, only)),)
    except ValueError:
        return NOT_DRAWN


def render_tools(place: Place, pages: Sequence[ShownPage]) -> str:
    """Return the links around drawn pages: the pages before and after, back to the quote, larger, the file itself."""
    first, last = pages[0], pages[-1]
    tools = [
        _turn("previous", "Previous page", first.number - 1, place) if first.number > 1 else "",
        _turn("next", "Next page", last.number + 1, place) if last.number < last.last else "",
    ]
    if not any(page.placed for page in pages):
        address = f"{escape(place.address)}"
        tools.append(f'<a class="tool" data-turn="back" href="{address}">Back to the quote</a>')
    zoom = (
        '<span class="zoom" role="group" aria-label="Size of the page">'
        '<button type="button" class="tool" data-zoom="-1" aria-label="Smaller" disabled>−</button>'
        '<button type="button" class="tool" data-zoom="1" aria-label="Larger">+</button></span>'
    )
    pages_in_all = f"Page {first.number} of {count_of(first.last, 'page')}"
    if last.number != first.number:
        pages_in_all = f"Pages {first.number} and {last.number} of {first.last:,}"
    return (
        f'<div class="tools"><span class="position">{pages_in_all}</span>{"".join(tools)}{zoom}'
        f"{_open_file(place, first.number)}</div>"
    )


def render_page_link(place: Place, corpus: Path) -> str:
    """Return links to the page that could not be marked, and to the file there; nothing where there is no PDF."""
    page = place.locator.page
    path = file_of(place.document, corpus)
    if page is None or path is None or path.suffix.lower() != ".pdf":
        return ""
    return (
        f'<div class="tools">{_turn("unmarked", f"Show page {page} without a highlight", page, place)}'
        f"{_open_file(place, page)}</div>"
    )


def render_pages(place: Place, pages: Sequence[ShownPage]) -> str:
    """Return drawn pages as HTML."""
    return "".join(_figure(place, page) for page in pages)


def _placed_pages(place: Place, path: Path, drawer: PdfPages, last: int) -> tuple[ShownPage, ...]:
    shown = []
    for page, start, end, page_start, page_end in _parts(place):
        text = place.document.text
        words, part = _printed_words(place, start, end)
        placed = drawer.place(
            path, page.number, words, before=text[page_start:start], after=text[end:page_end], part=part
        )
        if placed is None or not placed.rectangles:
            return ()
        name = _column_name(place)
        column = drawer.place_column(path, page.number, name, placed.part[0]) if name and placed.part else ()
        size = drawer.size(path, page.number)
        shown.append(ShownPage(page.number, page.label, last, size, placed, column))
    return tuple(shown)


def _figure(place: Place, page: ShownPage) -> str:
    width, height = page.size
    boxes = _boxes(page.column, "box column")
    if page.placed:
        boxes += _boxes(page.placed.rectangles, "box") + _boxes(page.placed.part, "box exact")
    document = place.document
    text = document.text_sha256[:HASH_CHARACTERS]
    address = f"{document_url(document.id)}/page-{page.number}.png?text={text}"
    marked = ", the quote highlighted" if page.placed else ""
    name = f"Page {page.number} of {attribute(document.source.title)}{marked}"
    printed = f", printed {show(page.label)}" if page.label and page.label != str(page.number) else ""
    return (
        f'<figure class="page"><div class="frame" role="region" tabindex="0" aria-label="{name}">'
        f'<div class="sheet" style="aspect-ratio:{width:.2f}/{height:.2f}">'
        f'<img src="{escape(address)}" alt="{name}" width="{width:.0f}" height="{height:.0f}">{boxes}</div></div>'
        f"<figcaption>Page {page.number} of the file{printed}</figcaption></figure>"
    )


def _boxes(rectangles: Sequence[Rectangle], kind: str) -> str:
    return "".join(
        f'<span class="{kind}" style="left:{box.left:.2%};top:{box.top:.2%};'
        f'width:{box.width:.2%};height:{box.height:.2%}"></span>'
        for box in rectangles
    )


def _turn(name: str, label: str, number: int, place: Place) -> str:
    return f'<a class="tool" data-turn="{name}" href="{escape(place.address)}&amp;page={number}">{label}</a>'


def _open_file(place: Place, number: int) -> str:
    address = f"{document_url(place.document.id)}/file#page={number}"
    return (
        f'<a class="tool open-file" href="{escape(address)}" target="_blank" rel="noopener">'
        f"Open the file at page {number}"
        '<span class="visually-hidden"> (new tab)</span></a>'
    )


def _parts(place: Place) -> Iterator[tuple[Page, int, int, int, int]]:
    """Yield each page with start and end of the quote's part on it, and the page's own start and end."""
    document = place.document
    ends = [*(page.start for page in document.pages[1:]), len(document.text)]
    for page, page_end in zip(document.pages, ends, strict=True):
        start, end = max(place.start, page.start), min(place.end, page_end)
        if start < end and document.text[start:end].strip():
            yield page, start, end, page.start, page_end


def _row_of(place: Place, start: int, end: int) -> Block | None:
    row = place.document.block_at(start)
    return row if row is not None and row.cells and end <= row.end else None


def _column_name(place: Place) -> str:
    row = _row_of(place, place.start, place.end)
    return next((cell.column for cell in row.cells if holds_exact(cell, place)), "") if row else ""


def _printed_words(place: Place, start: int, end: int) -> tuple[str, Span | None]:
    """Return the words of a stretch as a page prints them, and where in them the exact answer stands.

    A table row is printed without the column names between its cells.
    """
    text, row, exact = place.document.text, _row_of(place, start, end), place.exact
    if row is None:
        inside = exact is not None and start <= exact[0] and exact[1] <= end
        return text[start:end], (exact[0] - start, exact[1] - start) if exact and inside else None
    words, part = "", None
    for cell in row.cells:
        first, last = max(cell.start, start), min(cell.end, end)
        if first >= last:
            continue
        words += " " if words else ""
        if exact is not None and first <= exact[0] and exact[1] <= last:
            part = (len(words) + exact[0] - first, len(words) + exact[1] - first)
        words += text[first:last]
    return words, part
