"""Reads scanned pages by text recognition (OCR), where Tesseract and the extra `ocr` are installed.

A page is drawn by pdfium and handed to Tesseract. What it finds goes on as words with places, like those of any
page, so that headers, columns, paragraphs and tables are found in the same way; each word carries its confidence.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, Final

from assistant.corpus.pdf_lines import lines_of
from assistant.corpus.pdf_words import Word

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from PIL.Image import Image

    from assistant.corpus.pdf_page import Page

INSTALL: Final = "Install Tesseract and this program's extra 'ocr' (corpus/README.md), then index again"
SECONDS_A_SCAN: Final = 10.0
"""How much longer a file may take for each scanned page: Tesseract 5 needs about 4 s for a full page on a busy core."""
SECONDS_TO_SPARE: Final = 25.0
"""How much longer all scanned pages of a file may take together, of the limit that a file has without any: one on its
side is recognised twice, which took more than 10 s where other programs ran."""
MAX_SCANS: Final = 360
"""Pages of one file that get this time, so that no file can hold the build for longer than an hour."""

_PROGRAM = "tesseract"
_PAGE_SECONDS = 60.0
_DPI = 300  # what Tesseract's models were trained on
_MAX_PIXELS = 30_000_000  # of a drawn page: A3 at 300 dpi is 17 million; a larger sheet is drawn coarser
_LEAST_CONFIDENCE = 0.5  # mean of a paragraph; below it stand specks and drawings, whose "words" nobody wrote
_HEIGHT_OF_H, _HEIGHT_OF_X, _DEPTH_OF_P = 0.72, 0.52, 0.21  # of the size of a font: Arial's, and most are near it
_LOW_LETTERS = set("acegmnopqrsuvwxyz.,:;-–")
_DEEP_LETTERS = set("gjpqyQ,;()[]{}|/@§")
_SAME_SIZE = (0.85, 1.18)  # times the usual size: nearer to it than a measured box can tell
_SHORT = 3  # letters: shorter words may be higher than wide
_WORD_GAP = 1.5  # em: words of one line that are further apart may be cells of a table
_TAKEN_FOR_BULLETS = {"¢", "e", "«", "»", "°", "*"}  # what Tesseract reads at the head of a list item

_Line = list[Word]


def available() -> bool:
    """Whether scanned pages can be read here."""
    return shutil.which(_PROGRAM) is not None and importlib.util.find_spec("pytesseract") is not None


def read_scans(drawing: pdfium.PdfDocument | None, pages: Sequence[Page], scans: Sequence[int]) -> None:
    """Fill the pages of `pages` that `scans` names with what is recognised on them; say in them why, where nothing is.

    Args:
        drawing: the file, to draw its pages; None where pdfium cannot open it.
        pages: all pages of the file.
        scans: indices of the pages without text.
    """
    if drawing is None or not available():
        for index in scans:
            pages[index].problem = f"a scan, or pictures only: not read. {INSTALL}"
        return
    deadline = time.monotonic() + SECONDS_TO_SPARE + SECONDS_A_SCAN * min(len(scans), MAX_SCANS)
    read: dict[int, list[_Line]] = {}
    for index in scans:
        page = pages[index]
        try:
            lines, page.height = _recognise(drawing, index, deadline)
        except MemoryError:
            raise
        except _TooSlowError as error:
            page.problem = f"a scan, or pictures only: not read, {error}"
        except Exception as error:  # one page that pdfium or Tesseract fails on must not take the others with it
            page.problem = f"a scan, or pictures only: not read ({type(error).__name__} {error})"
        else:
            if lines:
                read[index] = lines
            else:
                page.problem = "a scan, or pictures only, in which no text was recognised: not read"
    _settle(pages, read)


def _settle(pages: Sequence[Page], read: dict[int, list[_Line]]) -> None:
    """Put the lines that were read on their pages, set in one size where a measured box cannot tell sizes apart."""
    usual = _usual_size(pages, read.values())
    for index, lines in read.items():
        for line in lines:
            size = line[0].size
            same = usual * _SAME_SIZE[0] <= size <= usual * _SAME_SIZE[1]
            for word in line:
                word.size = usual if same else round(size)
        page = pages[index]
        page.lines = lines_of([word for line in lines for word in line])
        for found in page.lines:
            found.page = index
        page.ocr = fmean(word.confidence or 0.0 for line in lines for word in line)


class _TooSlowError(Exception):
    """A page took longer than it may."""


def _recognise(drawing: pdfium.PdfDocument, index: int, deadline: float) -> tuple[list[_Line], float]:
    """Return the lines of words on a page, paragraph by paragraph in reading order, and the page's height."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # the other cores have files of their own; its threads slow each other down
    page = drawing[index]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        image = page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()
    lines = _lines(_ask("image_to_data", image, scale, deadline), scale)
    if not lines or _stands_on_its_side(lines):
        turned = _upright(image, scale, deadline)
        if turned is not None:
            image, lines = turned, _lines(_ask("image_to_data", turned, scale, deadline), scale)
    return lines, image.height / scale


def _ask(question: str, image: Image, scale: float, deadline: float) -> dict[str, Any]:
    """Return what a function of pytesseract tells of a picture."""
    import pytesseract

    left = min(_PAGE_SECONDS, deadline - time.monotonic())
    if left <= 0:
        raise _TooSlowError("the time for scans was used up by the pages before")
    try:
        options = {"config": f"--dpi {round(scale * 72)}", "output_type": pytesseract.Output.DICT, "timeout": left}
        answer: dict[str, Any] = getattr(pytesseract, question)(image, **options)
    except RuntimeError as error:
        if isinstance(error, pytesseract.TesseractError):
            raise
        raise _TooSlowError(f"recognising it took longer than {left:.0f} seconds") from error
    return answer


def _stands_on_its_side(lines: Sequence[_Line]) -> bool:
    words = [word for line in lines for word in line if len(word.text) > _SHORT]
    return sum(word.bottom - word.top > word.x1 - word.x0 for word in words) * 2 > len(words)


def _upright(image: Image, scale: float, deadline: float) -> Image | None:
    """Return the picture turned so that its text stands upright; None where it does, or has too little text to tell."""
    import pytesseract

    try:
        angle = int(_ask("image_to_osd", image, scale, deadline)["rotate"])
    except pytesseract.TesseractError:  # too few letters, or the model for directions is not installed
        return None
    return image.rotate(-angle, expand=True) if angle else None


def _lines(found: dict[str, list[Any]], scale: float) -> list[_Line]:
    """Return the lines of Tesseract's table of boxes, without paragraphs that it is too unsure of."""
    paragraphs: dict[tuple[int, int], dict[int, _Line]] = defaultdict(lambda: defaultdict(list))
    for place in range(len(found["text"])):
        text, confidence = str(found["text"][place]).strip(), float(found["conf"][place])
        if not text or confidence < 0:
            continue
        x0, top = found["left"][place] / scale, found["top"][place] / scale
        word = Word(text, x0, top, x0 + found["width"][place] / scale, top + found["height"][place] / scale)
        word.confidence = confidence / 100
        key = (found["block_num"][place], found["par_num"][place])
        paragraphs[key][found["line_num"][place]].append(word)
    lines: list[_Line] = []
    for paragraph in paragraphs.values():
        words = [word for line in paragraph.values() for word in line]
        written = any(char.isalnum() for word in words for char in word.text)
        if written and fmean(word.confidence or 0.0 for word in words) >= _LEAST_CONFIDENCE:
            size = median(_font_size(line) for line in paragraph.values())
            lines.extend(_level(line, size) for line in paragraph.values())
    return lines


def _font_size(line: _Line) -> float:
    """Return the size of a line's font by the height of its box, which reaches as far as its letters do."""
    letters = {char for word in line for char in word.text}
    above = _HEIGHT_OF_X if letters <= _LOW_LETTERS else _HEIGHT_OF_H
    below = _DEPTH_OF_P if letters & _DEEP_LETTERS else 0.0
    return (max(word.bottom for word in line) - min(word.top for word in line)) / (above + below)


def _level(line: _Line, size: float) -> _Line:
    """Give the words of a line its height: each one's own box is as high as its letters."""
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    for last, word in zip([None, *line], line, strict=False):
        word.top, word.bottom, word.size = top, bottom, size
        word.spaced = last is not None and word.x0 - last.x1 < _WORD_GAP * size
    if len(line) > 1 and line[0].text in _TAKEN_FOR_BULLETS and line[1].text[0].isupper():
        line[0].text = "•"
    return line


def _usual_size(pages: Sequence[Page], read: Any) -> float:
    """Return the size of most recognised lines; that of the file's other text where the two are about the same."""
    sizes = [line[0].size for lines in read for line in lines for _ in line]
    usual = round(median(sizes), 1) if sizes else 10.0
    typed: dict[float, int] = defaultdict(int)
    for line in (line for page in pages for line in page.lines):
        typed[line.size] += len(line.text)
    size = max(typed, key=lambda size: typed[size]) if typed else usual
    return size if usual * _SAME_SIZE[0] <= size <= usual * _SAME_SIZE[1] else usual
