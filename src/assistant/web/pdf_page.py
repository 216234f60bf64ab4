"""Pages of a PDF drawn, and where on them a quote stands."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from assistant.web.pdf_boxes import Rectangle, middle_of, note_marks, page_characters, rectangles_of
from assistant.web.quote_search import find_all, find_quote, spell

WIDTH_PIXELS = 1100
"""Width of a drawn page: sharp in a panel of 550 points on a dense screen, about 150 KB a page of text."""
FINE_PIXELS = 2200
"""Width of a page that a reader has enlarged."""
_MAX_PIXELS_HIGH = 4000
_KEPT_PAGES = 48
_KEPT_FILES = 8


@dataclass(frozen=True)
class Placed:
    """Where a quote stands on a page.

    Attributes:
        rectangles: one for each line of it.
        part: those of the part that was asked for; empty where that cannot be told.
    """

    rectangles: tuple[Rectangle, ...]
    part: tuple[Rectangle, ...] = ()


class PdfPages:
    """Draws pages and places quotes on them; safe to use from several threads.

    PDFium is not thread-safe, so one lock guards all of it. Files stay open (`_KEPT_FILES`) and drawn pages
    stay in memory (`_KEPT_PAGES`), least recently used out first.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: OrderedDict[tuple[Path, int, int], pdfium.PdfDocument] = OrderedDict()
        self._drawn: OrderedDict[tuple[Path, int, int, int, int], bytes] = OrderedDict()

    def draw(self, path: Path, number: int, *, width: int = WIDTH_PIXELS) -> bytes:
        """Return a page as PNG.

        Args:
            path: the PDF.
            number: physical page, from 1.
            width: width of the picture, in pixels.

        Raises:
            ValueError: the file is not a PDF that can be drawn, or has no such page.
        """
        with self._lock:
            key = (*_version(path), number, width)
            if key not in self._drawn:
                self._drawn[key] = self._draw(path, number, width)
                while len(self._drawn) > _KEPT_PAGES:
                    self._drawn.popitem(last=False)
            self._drawn.move_to_end(key)
            return self._drawn[key]

    def close(self) -> None:
        """Close the files that are still open; PDFium complains of those that it has to close at the end itself."""
        with self._lock:
            while self._files:
                self._files.popitem()[1].close()

    def count(self, path: Path) -> int:
        """Return how many pages a file has.

        Raises:
            ValueError: the file is not a PDF that can be drawn.
        """
        with self._lock:
            return len(self._open(path))

    def size(self, path: Path, number: int) -> tuple[float, float]:
        """Return width and height of a page in points.

        Raises:
            ValueError: as for `draw`.
        """
        with self._lock, self._page(path, number) as page:
            width, height = page.get_size()
            return float(width), float(height)

    def place(
        self,
        path: Path,
        number: int,
        quote: str,
        *,
        before: str = "",
        after: str = "",
        part: tuple[int, int] | None = None,
    ) -> Placed | None:
        """Return where a quote stands on a page; None where it cannot be told exactly.

        Args:
            path: the PDF.
            number: physical page, from 1.
            quote: the words.
            before: the stored text of the same page before them.
            after: the stored text of the same page after them.
            part: start and end, inside the quote, of the words to place a second time (the exact answer).

        Raises:
            ValueError: as for `draw`.
        """
        with self._lock, self._text(path, number) as (page, textpage):
            characters = page_characters(textpage)
            ends = find_quote(spell(characters), quote, before=before, after=after)
            without: frozenset[int] = frozenset()
            if not ends:  # the stored text has no marks of footnotes in it
                without = note_marks(textpage, characters)
                ends = find_quote(spell(characters, without=without), quote, before=before, after=after)
            if not ends:
                return None
            first, last = ends
            found = rectangles_of(page, textpage, [index for index in range(first, last + 1) if index not in without])
            if part is None:
                return Placed(found)
            inside = spell(characters[first : last + 1], without={index - first for index in without})
            words, head, tail = quote[part[0] : part[1]], quote[: part[0]], quote[part[1] :]
            inner = find_quote(inside, words, before=head, after=tail)
            if not inner:
                return Placed(found)
            return Placed(found, rectangles_of(page, textpage, range(first + inner[0], first + inner[1] + 1)))

    def place_column(self, path: Path, number: int, name: str, cell: Rectangle) -> tuple[Rectangle, ...]:
        """Return where a column's name stands above one of its cells; empty where it cannot be told.

        Args:
            path: the PDF.
            number: physical page, from 1.
            name: the column's name.
            cell: a cell of the column.

        Raises:
            ValueError: as for `draw`.
        """
        with self._lock, self._text(path, number) as (page, textpage):
            places = [
                rectangles_of(page, textpage, range(first, last + 1))
                for first, last in find_all(spell(page_characters(textpage)), name)
            ]
        above = [
            found
            for found in places
            if found
            and max(box.bottom for box in found) <= cell.top + cell.height / 2
            and min(box.left for box in found) < cell.right
            and max(box.right for box in found) > cell.left
        ]
        return max(above, key=lambda found: found[-1].bottom, default=())

    def read(self, path: Path, number: int, rectangles: tuple[Rectangle, ...], *, marks: bool = True) -> str:
        """Return the characters whose middle lies in one of some rectangles of a page, or those but marks of footnotes.

        Raises:
            ValueError: as for `draw`.
        """
        with self._lock, self._text(path, number) as (page, textpage):
            characters = page_characters(textpage)
            passed_over = frozenset() if marks else note_marks(textpage, characters)
            under = (
                character
                for index, character in enumerate(characters)
                if index not in passed_over
                and (middle := middle_of(page, textpage, index)) is not None
                and any(box.holds(*middle) for box in rectangles)
            )
            return "".join(under)

    def _open(self, path: Path) -> pdfium.PdfDocument:
        key = _version(path)
        if key not in self._files:
            try:
                self._files[key] = pdfium.PdfDocument(path)
            except (pdfium.PdfiumError, OSError) as error:
                raise ValueError(f"{path.name} cannot be drawn: {error}") from error
            while len(self._files) > _KEPT_FILES:
                self._files.popitem(last=False)[1].close()
        self._files.move_to_end(key)
        return self._files[key]

    @contextmanager
    def _page(self, path: Path, number: int) -> Iterator[pdfium.PdfPage]:
        document = self._open(path)
        if not 1 <= number <= len(document):
            raise ValueError(f"{path.name} has no page {number}")
        try:
            page = document[number - 1]
        except pdfium.PdfiumError as error:
            raise ValueError(f"page {number} of {path.name} cannot be drawn: {error}") from error
        try:
            yield page
        finally:
            page.close()

    @contextmanager
    def _text(self, path: Path, number: int) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage]]:
        with self._page(path, number) as page:
            textpage = page.get_textpage()
            try:
                yield page, textpage
            finally:
                textpage.close()

    def _draw(self, path: Path, number: int, width_pixels: int) -> bytes:
        with self._page(path, number) as page:
            width, height = page.get_size()
            scale = min(width_pixels / max(width, 1), _MAX_PIXELS_HIGH / max(height, 1))
            bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
            picture = bitmap.to_pil().convert("RGB").quantize(128, method=2, dither=0)
            buffer = io.BytesIO()
            picture.save(buffer, format="PNG", compress_level=6)
            return buffer.getvalue()


def _version(path: Path) -> tuple[Path, int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read: {error.strerror}") from error
    return path, state.st_mtime_ns, state.st_size
