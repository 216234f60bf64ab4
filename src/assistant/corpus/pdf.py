"""Reads a PDF: the words by pypdf, their places by pdfium."""

from __future__ import annotations

import io
import re

import pypdf
import pypdfium2 as pdfium
from pypdf.errors import DependencyError, PyPdfError, WrongPasswordError

from assistant.corpus.builder import TextBuilder, normalise
from assistant.corpus.document import Parsed
from assistant.corpus.pdf_about import outline, own_labels, printed_labels, properties
from assistant.corpus.pdf_furniture import remove_furniture
from assistant.corpus.pdf_page import Page, arrange, read_page
from assistant.corpus.pdf_structure import build
from assistant.errors import DocumentError

_UNREAD = "could not be read"


def load_pdf(data: bytes, *, file: str) -> Parsed:
    """Read a PDF.

    Args:
        data: the file's bytes.
        file: its name, for messages.

    Raises:
        DocumentError: the file is no PDF, is damaged beyond reading, needs a password, or has no text at all.
    """
    reader, drawing = _open(data, file)
    try:
        return _read(reader, drawing, file)
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


def _read(reader: pypdf.PdfReader, drawing: pdfium.PdfDocument | None, file: str) -> Parsed:
    builder = TextBuilder()
    pages = [_read_page(reader, drawing, index) for index in range(len(reader.pages))]
    own = own_labels(reader, len(pages))
    kept, printed = remove_furniture([page.lines for page in pages], [page.height for page in pages], own)
    for number, (page, lines) in enumerate(zip(pages, kept, strict=True), 1):
        if page.pictures and not lines and not page.tables and not page.problem:
            page.problem = "has no text (a scan?): not read"
        if page.problem:
            builder.problem(f"page {number} {page.problem}", f"page {number}")
    labels = own or printed_labels(printed)
    sheets = [arrange(index, page, kept[index], labels[index]) for index, page in enumerate(pages)]
    build(sheets, outline(reader), builder)
    parsed = builder.finish()
    if not parsed.text:
        if all(page.problem.startswith(_UNREAD) for page in pages):
            raise DocumentError(file, f"has no page that could be read: {parsed.problems[0].message}")
        scan = "a scan, or pictures only. It needs text recognition (OCR) first"
        raise DocumentError(file, f"holds no text ({len(pages)} pages): {scan}")
    return Parsed(parsed.text, parsed.blocks, parsed.pages, properties(reader, parsed), parsed.problems)


def _read_page(reader: pypdf.PdfReader, drawing: pdfium.PdfDocument | None, index: int) -> Page:
    """Read a page; a damaged one is named and left out, and the others go on."""
    try:
        return read_page(reader, drawing, index)
    except MemoryError:
        raise
    except Exception as error:
        return Page(problem=f"{_UNREAD} ({_reason(error)}): left out")
