"""The characters of a page as PDFium tells them, and the rectangles they stand in."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NOTE_MARK = re.compile(r"[ivxlc]+(?:,[ivxlc]+)*|\d{1,3}(?:,\d{1,3})*|[*†‡§]+|[a-z]")


@dataclass(frozen=True)
class Rectangle:
    """A stretch of highlighted words on a page, as shares (0 to 1) of its width and height from the top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the rectangle."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def page_characters(textpage: pdfium.PdfTextPage) -> str:
    """Return the page's characters one to one with PDFium's character indices."""
    count = textpage.count_chars()
    codes = (pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\x00" for code in codes)


def note_marks(textpage: pdfium.PdfTextPage, characters: str) -> frozenset[int]:
    """Return the indices of the small raised characters that refer to footnotes ("care.ix"), not of powers ("10²")."""
    marks: set[int] = set()
    run: list[int] = []
    body: tuple[float, float, float] | None = None  # size, bottom and top of the last character of the line itself
    body_character = ""
    for index, character in enumerate(characters):
        if character.isspace() or character == "\x00":
            continue
        size, bottom, top = _metrics(textpage, index)
        raised = body is not None and size < 0.92 * body[0] and body[1] + 0.2 * (body[2] - body[1]) < bottom < body[2]
        if raised or unicodedata.category(character) == "Lm" or character in "¹²³⁰⁴⁵⁶⁷⁸⁹":
            run.append(index)
            continue
        marks |= _if_note(run, characters, body_character)
        run, body, body_character = [], (size, bottom, top), character
    return frozenset(marks | _if_note(run, characters, body_character))


def _if_note(run: Sequence[int], characters: str, body_character: str) -> set[int]:
    text = unicodedata.normalize("NFKC", "".join(characters[index] for index in run))
    return set(run) if not body_character.isdigit() and _NOTE_MARK.fullmatch(text) else set()


def _metrics(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float]:
    rectangle = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(textpage, index, rectangle)
    return float(pdfium_c.FPDFText_GetFontSize(textpage, index)), float(rectangle.bottom), float(rectangle.top)


def rectangles_of(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, indices: Iterable[int]) -> tuple[Rectangle, ...]:
    """Return a rectangle for each line of some characters, from the boxes of the characters themselves."""
    lines: list[list[float]] = []
    for index in indices:
        box = _box(page, textpage, index)
        if box is None:
            continue
        left, top, right, bottom = box
        line = lines[-1] if lines else None
        if (
            line
            and top < line[3] - 0.3 * (line[3] - line[1])
            and bottom > line[1] + 0.3 * (line[3] - line[1])
            and left >= line[0]
        ):
            lines[-1] = [line[0], min(line[1], top), max(line[2], right), max(line[3], bottom)]
        else:
            lines.append([left, top, right, bottom])
    return tuple(Rectangle(left, top, right - left, bottom - top) for left, top, right, bottom in lines)


def middle_of(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float] | None:
    """Return the middle of a character as shares of the drawn page; None for white space."""
    box = _box(page, textpage, index)
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if box else None


def _box(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, index: int) -> Sequence[float] | None:
    """Return left, top, right and bottom of a character as shares of the drawn page; None for white space."""
    if chr(max(0, pdfium_c.FPDFText_GetUnicode(textpage, index))).isspace():
        return None
    rectangle = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFText_GetLooseCharBox(textpage, index, rectangle):
        return None
    corners = [
        _on_screen(page, x, y) for x, y in ((rectangle.left, rectangle.top), (rectangle.right, rectangle.bottom))
    ]
    (x0, y0), (x1, y1) = corners
    if x0 == x1 or y0 == y1:
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


_SCREEN = 10_000


def _on_screen(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Return a point of the page as it is drawn (rotation and crop box applied), as shares of its size."""
    screen_x, screen_y = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, _SCREEN, _SCREEN, 0, x, y, screen_x, screen_y)
    return screen_x.value / _SCREEN, screen_y.value / _SCREEN
