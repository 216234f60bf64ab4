"""Reads a PDF: the words by pypdf, their places by pdfium."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from itertools import groupby
from statistics import fmean

import pypdf
import pypdfium2 as pdfium
from pypdf.errors import DependencyError, PyPdfError, WrongPasswordError

from assistant.corpus.builder import TextBuilder, normalise
from assistant.corpus.document import Parsed
from assistant.corpus.pdf_about import outline, own_labels, printed_labels, properties
from assistant.corpus.pdf_furniture import remove_furniture
from assistant.corpus.pdf_gutters import column_edges
from assistant.corpus.pdf_ocr import read_scans
from assistant.corpus.pdf_page import Page, arrange, read_page
from assistant.corpus.pdf_structure import build
from assistant.corpus.pdf_words import Line
from assistant.errors import DocumentError

_UNREAD = "could not be read"


def load_pdf(data: bytes, *, file: str, scans: Callable[[int], None] = lambda count: None) -> Parsed:
    """Read a PDF.

    Args:
        data: the file's bytes.
        file: its name, for messages.
        scans: told how many pages are scans before they are recognised, which takes seconds a page.

    Raises:
        DocumentError: the file is no PDF, is damaged beyond reading, needs a password, or has no text at all.
    """
    reader, drawing = _open(data, file)
    try:
        return _read(reader, drawing, file, scans)
    finally:
        if drawing is not None:
            drawing.close()


def page_count(data: bytes) -> int:
    """Return the number of pages, cheaply; 0 where it cannot be told."""
    try:
        with_pages = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return 0
    try:
        return len(with_pages)
    finally:
        with_pages.close()


def _open(data: bytes, file: str) -> tuple[pypdf.PdfReader, pdfium.PdfDocument | None]:
    head = data[:1024].lstrip()
    if not data:
        raise DocumentError(file, "is empty (0 bytes). Fetch it again from its source")
    if b"%PDF-" not in data[:2048]:
        if re.match(rb"(?:\xef\xbb\xbf)?<(?:!doctype|html|\?xml|head|body)", head, re.IGNORECASE):
            raise DocumentError(file, "is not a PDF but a web page saved under that name. Download the PDF itself")
        raise DocumentError(
            file, "is not a PDF: it does not begin with %PDF. Check the file, or give it its right ending"
        )
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise WrongPasswordError
        count = len(reader.pages)
    except WrongPasswordError:
        raise DocumentError(
            file, "is protected by a password. Save a copy without one and put that in its place"
        ) from None
    except DependencyError as error:
        raise DocumentError(
            file, f"has an encryption that cannot be read here ({_reason(error)}). Save a copy without it"
        ) from error
    except MemoryError:
        raise
    except Exception as error:
        raise DocumentError(
            file, f"is damaged or cut short ({_reason(error)}). Fetch it again from its source"
        ) from error
    if not count:
        raise DocumentError(file, "is damaged or cut short: it has no pages. Fetch it again from its source")
    try:
        return reader, pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return reader, None


def _reason(error: Exception) -> str:
    text = normalise(str(error)).rstrip(".")
    return text if isinstance(error, PyPdfError) and text else f"{type(error).__name__} {text}".strip()


def _read(
    reader: pypdf.PdfReader, drawing: pdfium.PdfDocument | None, file: str, scans: Callable[[int], None]
) -> Parsed:
    builder = TextBuilder()
    pages: list[Page] = []
    for index in range(len(reader.pages)):
        pages.append(_read_page(reader, drawing, index, pages))
    own = own_labels(reader, len(pages))
    kept, printed = _text_of(pages, own)
    found = [index for index, page in enumerate(pages) if _is_scan(page, kept[index])]
    if found:
        scans(len(found))
        read_scans(drawing, pages, found)
        kept, printed = _text_of(pages, own)  # what was recognised has headers and page numbers too
    _report(pages, builder)
    labels = own or printed_labels(printed)
    edges = column_edges(kept)
    sheets = [arrange(index, page, kept[index], labels[index], edges) for index, page in enumerate(pages)]
    build(sheets, outline(reader), builder)
    parsed = builder.finish()
    if not parsed.text:
        problem = parsed.problems[0] if parsed.problems else None
        if problem and all(page.problem.startswith(_UNREAD) for page in pages):
            raise DocumentError(file, f"has no page that could be read: {problem.where} {problem.message}")
        raise DocumentError(
            file, f"holds no text ({len(pages)} pages): {problem.message if problem else 'all are blank'}"
        )
    return Parsed(parsed.text, parsed.blocks, parsed.pages, properties(reader, parsed), parsed.problems)


def _text_of(pages: Sequence[Page], own: Sequence[str]) -> tuple[list[list[Line]], list[str | None]]:
    """Return the lines of each page without its header and footer, and the page number printed there."""
    return remove_furniture([page.lines for page in pages], [page.height for page in pages], own)


def _is_scan(page: Page, lines: Sequence[Line]) -> bool:
    return bool(page.pictures and not lines and not page.tables and not page.problem)


def _report(pages: Sequence[Page], builder: TextBuilder) -> None:
    """Name the pages that were not read, and those that were read by text recognition, neighbours together."""
    first = 0
    for problem, run in groupby(pages, key=lambda page: page.problem or page.state):
        among = list(run)
        last = first + len(among)
        where = f"page {last}" if len(among) == 1 else f"pages {first + 1} to {last}"
        if among[0].problem:
            builder.problem(problem, where)
        elif among[0].ocr is not None:
            sure = fmean(page.ocr or 0.0 for page in among)
            builder.problem(f"read from a scan by OCR, {sure:.0%} sure: check figures on the page itself", where)
        first = last


def _read_page(reader: pypdf.PdfReader, drawing: pdfium.PdfDocument | None, index: int, before: Sequence[Page]) -> Page:
    """Read a page; a damaged one is named and left out, and the others go on."""
    try:
        return read_page(reader, drawing, index, before)
    except MemoryError:
        raise
    except Exception as error:
        return Page(problem=f"{_UNREAD} ({_reason(error)}): left out")
