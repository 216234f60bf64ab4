"""Pages of a PDF drawn, and where on them a quote stands.

A quote is placed only where the page's own characters spell it exactly, once Unicode forms, white space
and hyphens at line ends are set aside. Where the same words stand twice on a page, the words around the
quote decide; where these do not, it is not placed: no highlight is better than one on the wrong sentence.
"""

from __future__ import annotations

import ctypes
import io
import re
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

WIDTH_PIXELS = 1100
"""Width of a drawn page: sharp in a panel of 550 points on a dense screen, about 150 KB a page of text."""
_MAX_PIXELS_HIGH = 4000
_KEPT_PAGES = 48
_KEPT_FILES = 8
_CONTEXTS = (20, 60, 160)
"""Characters of the stored text around a quote that are tried, in turn, to tell two equal places apart."""

_NOTE_MARK = re.compile(r"[ivxlc]+(?:,[ivxlc]+)*|\d{1,3}(?:,\d{1,3})*|[*†‡§]+|[a-z]")
_LINE_END_HYPHEN = "\ue000"
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
    }
)


@dataclass(frozen=True)
class Rectangle:
    """A stretch of highlighted words on a page, as shares (0 to 1) of its width and height from the top left."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Spelling:
    """The characters of a page as they are compared.

    Attributes:
        text: without white space, in one Unicode form; a hyphen at a line's end is a character of its own.
        origin: for each of them, the index of the page's character it comes from.
        gaps: positions in `text` that white space stands before.
    """

    text: str
    origin: tuple[int, ...]
    gaps: frozenset[int]


def spell(characters: str, *, without: Collection[int] = ()) -> Spelling:
    """Return a page's or a quote's characters as they are compared, without those at some indices."""
    text: list[str] = []
    origin: list[int] = []
    gaps: set[int] = set()
    for index, character in enumerate(characters):
        if character in "\ufffe\x02":  # what PDFium makes of a hyphen that breaks a word at a line's end
            forms = _LINE_END_HYPHEN
        elif character.isspace() or character == "\x00":
            gaps.add(len(text))
            continue
        elif index in without:
            continue
        else:
            forms = unicodedata.normalize("NFKC", character).translate(_SAME)
            if forms == "-" and _at_line_end(characters, index):
                forms = _LINE_END_HYPHEN
        for form in forms:
            if not form.isspace():
                text.append(form)
                origin.append(index)
    return Spelling("".join(text), tuple(origin), frozenset(gaps))


def find_quote(page: Spelling, quote: str, *, before: str = "", after: str = "") -> tuple[int, int] | None:
    """Return the first and last character index of the page that spell the quote; None unless it is one place.

    Args:
        page: the page's characters, spelled.
        quote: the words to find.
        before: the stored text before the quote, to tell equal places apart.
        after: the stored text after it.
    """
    matches = _matches(page, quote)
    if len(matches) == 1:
        return _ends(page, matches[0])
    if not matches:
        return None
    for length in _CONTEXTS:
        for head, tail in ((before[-length:], ""), ("", after[:length]), (before[-length:], after[:length])):
            near = [match for match in matches if _stands_between(page, match, head, tail)]
            if (head or tail) and len(near) == 1:
                return _ends(page, near[0])
    return None


def _stands_between(page: Spelling, match: tuple[int, int], head: str, tail: str) -> bool:
    first, last = match
    before, after = spell(head).text, spell(tail).text
    left = page.text[max(0, first - 2 * len(before) - 2) : first].replace(_LINE_END_HYPHEN, "")
    right = page.text[last : last + 2 * len(after) + 2].replace(_LINE_END_HYPHEN, "")
    bare_before, bare_after = before.replace(_LINE_END_HYPHEN, ""), after.replace(_LINE_END_HYPHEN, "")
    return left.endswith(bare_before) and right.startswith(bare_after)


def _matches(page: Spelling, quote: str) -> list[tuple[int, int]]:
    wanted = spell(quote).text
    if not wanted:
        return []
    hyphen = f"[-{_LINE_END_HYPHEN}]"
    parts = (hyphen if character in ("-", _LINE_END_HYPHEN) else re.escape(character) for character in wanted)
    pattern = re.compile(f"{_LINE_END_HYPHEN}?".join(parts))
    found = []
    match = pattern.search(page.text)
    while match:
        if _whole_words(page, match.start(), match.end()):
            found.append((match.start(), match.end()))
        match = pattern.search(page.text, match.start() + 1)
    return found


def _whole_words(page: Spelling, first: int, last: int) -> bool:
    """Tell whether a match neither starts nor ends inside a word or a figure of the page."""
    return not (_joined(page, first) or _joined(page, last))


def _joined(page: Spelling, position: int) -> bool:
    """Tell whether a word or a figure ("1,200") runs on over a position of the page."""
    if position in page.gaps or not 0 < position < len(page.text):
        return False
    left, right = page.text[position - 1], page.text[position]
    if left.isalnum() and right.isalnum():
        return True
    before, after = page.text[max(0, position - 2) : position], page.text[position : position + 2]
    inside_right = left in ".," and before[:1].isdigit() and right.isdigit() and position - 1 not in page.gaps
    inside_left = right in ".," and left.isdigit() and after[1:].isdigit() and position + 1 not in page.gaps
    return inside_right or inside_left


def _ends(page: Spelling, match: tuple[int, int]) -> tuple[int, int]:
    return page.origin[match[0]], page.origin[match[1] - 1]


def _at_line_end(characters: str, index: int) -> bool:
    rest = characters[index + 1 : index + 4].lstrip(" ")
    return rest[:1] in ("\r", "\n") and characters[index - 1 : index].isalpha()


class PdfPages:
    """Draws pages and places quotes on them; safe to use from several threads.

    PDFium is not thread-safe, so one lock guards all of it. Files stay open (`_KEPT_FILES`) and drawn pages
    stay in memory (`_KEPT_PAGES`), least recently used out first.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: OrderedDict[tuple[Path, int, int], pdfium.PdfDocument] = OrderedDict()
        self._drawn: OrderedDict[tuple[Path, int, int, int], bytes] = OrderedDict()

    def draw(self, path: Path, number: int) -> bytes:
        """Return a page as PNG.

        Args:
            path: the PDF.
            number: physical page, from 1.

        Raises:
            ValueError: the file is not a PDF that can be drawn, or has no such page.
        """
        with self._lock:
            key = (*_version(path), number)
            if key not in self._drawn:
                self._drawn[key] = self._draw(path, number)
                while len(self._drawn) > _KEPT_PAGES:
                    self._drawn.popitem(last=False)
            self._drawn.move_to_end(key)
            return self._drawn[key]

    def size(self, path: Path, number: int) -> tuple[float, float]:
        """Return width and height of a page in points.

        Raises:
            ValueError: as for `draw`.
        """
        with self._lock:
            page = self._page(path, number)
            try:
                width, height = page.get_size()
                return float(width), float(height)
            finally:
                page.close()

    def place(self, path: Path, number: int, quote: str, *, before: str = "", after: str = "") -> tuple[Rectangle, ...]:
        """Return where a quote stands on a page, a rectangle a line; empty where it cannot be told exactly.

        Args:
            path: the PDF.
            number: physical page, from 1.
            quote: the words.
            before: the stored text of the same page before them.
            after: the stored text of the same page after them.

        Raises:
            ValueError: as for `draw`.
        """
        with self._lock:
            page = self._page(path, number)
            try:
                textpage = page.get_textpage()
                try:
                    characters = _characters(textpage)
                    ends = find_quote(spell(characters), quote, before=before, after=after)
                    if ends:
                        return _rectangles(page, textpage, range(ends[0], ends[1] + 1))
                    notes = _note_marks(textpage, characters)  # the stored text has no marks of footnotes in it
                    ends = find_quote(spell(characters, without=notes), quote, before=before, after=after)
                    if not ends:
                        return ()
                    return _rectangles(
                        page, textpage, [index for index in range(ends[0], ends[1] + 1) if index not in notes]
                    )
                finally:
                    textpage.close()
            finally:
                page.close()

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

    def _page(self, path: Path, number: int) -> pdfium.PdfPage:
        document = self._open(path)
        if not 1 <= number <= len(document):
            raise ValueError(f"{path.name} has no page {number}")
        try:
            return document[number - 1]
        except pdfium.PdfiumError as error:
            raise ValueError(f"page {number} of {path.name} cannot be drawn: {error}") from error

    def _draw(self, path: Path, number: int) -> bytes:
        page = self._page(path, number)
        try:
            width, height = page.get_size()
            scale = min(WIDTH_PIXELS / max(width, 1), _MAX_PIXELS_HIGH / max(height, 1))
            bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
            picture = bitmap.to_pil().convert("RGB").quantize(128, method=2, dither=0)
            buffer = io.BytesIO()
            picture.save(buffer, format="PNG", compress_level=6)
            return buffer.getvalue()
        finally:
            page.close()


def _version(path: Path) -> tuple[Path, int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read: {error.strerror}") from error
    return path, state.st_mtime_ns, state.st_size


def _characters(textpage: pdfium.PdfTextPage) -> str:
    """Return the page's characters one to one with PDFium's character indices."""
    count = textpage.count_chars()
    codes = (pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\x00" for code in codes)


def _note_marks(textpage: pdfium.PdfTextPage, characters: str) -> frozenset[int]:
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


def _rectangles(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, indices: Iterable[int]) -> tuple[Rectangle, ...]:
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
