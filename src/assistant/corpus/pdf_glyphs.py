"""What is drawn on a page of a PDF: its words with their places, its ruling lines, whether it holds pictures.

The characters are pypdf's. pypdf does not say where each character stands, so pdfium's characters, which have
boxes, are aligned with them: measured on `shared/originals` and `shared/data/pdf`, the two agree on all but
1 character in 1,000, and pdfium takes a twentieth of pypdf's time.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from rapidfuzz.distance import Indel

from assistant.corpus.builder import HYPHENS
from assistant.corpus.pdf_shapes import Drawn, View, read_shapes
from assistant.corpus.pdf_words import Word

_SPACES = re.compile(r"[\s\u00a0\x00-\x1f\x7f\u200b\ufeff]+")
_BLANKS = frozenset(
    "\x7f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_HYPHEN_MARKS = str.maketrans({"\ufffe": "-", "\x02": "-"})  # pdfium's marks for a hyphen at a line's end
_IN_PIECES = 0.3  # share of a page's words that follow another without a space: its font tells no height of its letters
_LEAST_SPACE = 0.22  # em: between two words
_SAME_LEVEL = 0.25  # em: by so much the feet of letters differ; what is raised stands higher
_HEIGHT = 0.9  # em: the letters of such a font are taken to stand so high

_MAX_ALIGNED = 50_000_000  # characters of one text times those of the other: about 12 MB while they are aligned
_MIN_AGREEMENT = 0.6  # below this the two read the page in different orders and cannot be aligned
_UPRIGHT = 0.26  # radians (15 degrees)


def draw(page: pdfium.PdfPage, pypdf_text: str) -> Drawn:
    """Return what stands on `page`, in the characters of `pypdf_text` where it can be aligned."""
    view = View(page)
    drawn = Drawn(view.width, view.height)
    read_shapes(page, view, drawn)
    text_page = page.get_textpage()
    try:
        drawn.words = _words(text_page, view, pypdf_text)
    finally:
        text_page.close()
    return drawn


def _characters(text_page: pdfium.PdfTextPage) -> str:
    count = text_page.count_chars()
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
    if len(text) == count and "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    codes = (int(raw.FPDFText_GetUnicode(text_page.raw, index)) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _align(drawn_text: str, pypdf_text: str) -> tuple[list[str], set[int]] | None:
    """Return for each character of `drawn_text` (no white space) pypdf's characters, and where pypdf has a space.

    None where the two cannot be aligned.
    """
    parts = _SPACES.split(pypdf_text.translate(_LIGATURES).translate(HYPHENS))
    theirs = "".join(parts)
    if drawn_text == theirs:
        gaps, position = set(), 0
        for part in parts:
            position += len(part)
            gaps.add(position)
        return list(drawn_text), gaps
    if not theirs or len(drawn_text) * len(theirs) > _MAX_ALIGNED:
        return None
    chars = list(drawn_text)
    where = [0] * (len(theirs) + 1)
    same = 0
    for step in Indel.opcodes(drawn_text, theirs):
        for index in range(step.dest_start, step.dest_end):
            where[index] = step.src_start + (index - step.dest_start if step.tag == "equal" else 0)
        if step.tag == "equal":
            same += step.src_end - step.src_start
    if same < _MIN_AGREEMENT * max(len(theirs), len(drawn_text)):
        return None
    _substitute(chars, drawn_text, theirs)
    where[len(theirs)] = len(drawn_text)
    gaps, position = set(), 0
    for part in parts:
        position += len(part)
        gaps.add(where[position])
    return chars, gaps


def _substitute(chars: list[str], ours: str, theirs: str) -> None:
    """Put pypdf's characters in the place of pdfium's where each run that differs has the same length in both."""
    pending: tuple[int, int] | None = None
    for step in Indel.opcodes(ours, theirs):
        if step.tag == "delete":
            pending = (step.src_start, step.src_end)
        elif step.tag == "insert":
            run = theirs[step.dest_start : step.dest_end]
            if pending and pending[1] - pending[0] == len(run) and pending[1] == step.src_start:
                chars[pending[0] : pending[1]] = run
            pending = None
        elif step.tag == "replace" and step.src_end - step.src_start == step.dest_end - step.dest_start:
            chars[step.src_start : step.src_end] = theirs[step.dest_start : step.dest_end]


def _words(text_page: pdfium.PdfTextPage, view: View, pypdf_text: str) -> list[Word]:
    """Put characters that stand side by side together as words. The inner loop runs once for each character."""
    text = _characters(text_page).translate(_HYPHEN_MARKS).translate(HYPHENS)
    shown = [index for index, char in enumerate(text) if char > " " and char not in _BLANKS]
    aligned = _align("".join([text[index] for index in shown]), pypdf_text)
    chars, gaps = aligned if aligned else ([text[index] for index in shown], set())
    words: list[Word] = []
    box, handle, get_box = raw.FS_RECTF(), text_page.raw, raw.FPDFText_GetLooseCharBox
    reference, is_made = ctypes.byref(box), raw.FPDFText_IsGenerated
    upright, left, roof = view.turn == 0, view.left, view.top
    last_index, last_x0, size = -2, 0.0, 1.0
    word: Word | None = None
    for order, index in enumerate(shown):
        if not get_box(handle, index, reference):
            continue
        if upright:
            x0, top, x1, bottom = box.left - left, roof - box.top, box.right - left, roof - box.bottom
        else:
            x0, top, x1, bottom = view.box(box.left, box.bottom, box.right, box.top)
        apart = index != last_index + 1
        previous_x0, last_x0 = last_x0, x0
        if word is not None:
            if word.angle:
                follows = not apart
            else:
                gap = x0 - word.x1
                told = apart and order in gaps
                follows = (
                    gap < (0.03 if told else _LEAST_SPACE) * size
                    and (gap > -0.5 * size or x0 > previous_x0 - 1)
                    and abs(bottom - word.bottom) < 0.06 * size
                    and abs(top - word.top) < 0.12 * size
                )
            if follows:
                last_index = index
                word.text += chars[order]
                if x1 > word.x1:
                    word.x1 = x1
                if word.angle:
                    word.x0, word.top, word.bottom = min(word.x0, x0), min(word.top, top), max(word.bottom, bottom)
                continue
        spaced = index == last_index + 2 and text[index - 1] in " \u00a0" and not is_made(handle, index - 1)
        last_index = index
        joined = word is not None and not apart
        word = Word(chars[order], x0, top, x1, bottom, size=max(bottom - top, 1.0), joined=joined, spaced=spaced)
        _style(word, handle, index, view)
        size = word.size
        words.append(word)
    return put_together(words)


def put_together(words: list[Word]) -> list[Word]:
    """Return words whole where the font tells no height of its letters, so that each was as high as its own shape."""
    pieces = [
        before is not None and _is_piece(before, word) for before, word in zip([None, *words], words, strict=False)
    ]
    if sum(pieces) < _IN_PIECES * len(words):
        return words
    whole: list[Word] = []
    for word, is_piece in zip(words, pieces, strict=True):
        if is_piece:
            whole[-1].text += word.text
            whole[-1].x1 = max(whole[-1].x1, word.x1)
            whole[-1].bottom = max(whole[-1].bottom, word.bottom)
        else:
            whole.append(word)
    for word in whole:
        word.top = word.top if word.angle else min(word.top, word.bottom - _HEIGHT * word.size)
    return whole


def _is_piece(before: Word, word: Word) -> bool:
    """Tell whether a word goes on from the one before it, of the same type and on the same baseline."""
    same = (before.bold, before.italic, before.angle) == (word.bold, word.italic, word.angle)
    gap = word.x0 - before.x1
    close = word.joined and not word.angle and -0.5 * word.size < gap < _LEAST_SPACE * word.size
    level = abs(before.bottom - word.bottom) < _SAME_LEVEL * word.size
    return same and close and level and abs(before.size - word.size) < 0.05 * word.size


def _style(word: Word, handle: raw.FPDF_TEXTPAGE, index: int, view: View) -> None:
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        word.size = size if 1 < size < 500 else word.size
        angle = view.angle(matrix.a, matrix.b)
        word.angle = round(math.degrees(angle)) if abs(angle) > _UPRIGHT else 0
    buffer = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(handle, index, buffer, 96, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", errors="replace") if 0 < length <= 96 else ""
    word.bold = bool(_BOLD.search(name))
    word.italic = "italic" in name.lower() or "oblique" in name.lower()


def turned(words: Sequence[Word]) -> int:
    """Return the angle in degrees (0, 90, -90 or 180) at which most of the page's text is set."""
    weight: dict[int, int] = {}
    for word in words:
        angle = round(word.angle / 90) * 90
        weight[angle] = weight.get(angle, 0) + len(word.text)
    return max(weight, key=lambda angle: (weight[angle], angle == 0)) if weight else 0
