"""A place in a document: the stretch of its stored text that a link names, and the file it is in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote as quote_url

from assistant.corpus.document import Document
from assistant.schema import Citation, Locator

HASH_CHARACTERS = 12
"""How much of a text's SHA-256 a link carries: enough to notice that a document has changed since."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """A stretch of a document's stored text; `exact` are the words inside it that answer, where they are known."""

    document: Document
    start: int
    end: int
    exact: Span | None = None

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.document.text[self.start : self.end]

    @property
    def locator(self) -> Locator:
        """Where they stand, as a person would look them up."""
        return self.document.locate(self.start, self.end)

    @property
    def address(self) -> str:
        """The address of the place inside the app."""
        return place_url(self.document.id, self.start, self.end, self.document.text_sha256, self.exact)


def place_url(document: str, start: int, end: int, text_sha256: str, exact: Span | None = None) -> str:
    """Return the address, inside the app, of a stretch of a document's stored text."""
    words = f"&exact={exact[0]}-{exact[1]}" if exact else ""
    return f"{document_url(document)}/{start}-{end}?text={text_sha256[:HASH_CHARACTERS]}{words}"


def document_url(document: str) -> str:
    """Return what every address of a document begins with."""
    return f"/evidence/{quote_url(document, safe='')}"


def evidence_url(citation: Citation, exact: Span | None = None) -> str:
    """Return the address, inside the app, of the place that a citation names.

    Args:
        citation: the citation.
        exact: start and end, inside its quote, of the exact answer.
    """
    words = (citation.start + exact[0], citation.start + exact[1]) if exact else None
    return place_url(citation.document, citation.start, citation.end, citation.text_sha256, words)


def find_place(document: Document, start: int, end: int, text_hash: str, exact: str = "") -> Place | None:
    """Return the place that a link names; None when the document's text is not the one the link was made from.

    Args:
        document: the document as it is indexed now.
        start: first character of the stored text.
        end: one past the last.
        text_hash: the first characters of the SHA-256 of the text that was cited.
        exact: "first-last" of the exact answer in the stored text; passed over where it is not inside the quote.
    """
    known = document.text_sha256[:HASH_CHARACTERS] == text_hash
    if not known or not 0 <= start < end <= len(document.text):
        return None
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", exact)
    words = (int(match[1]), int(match[2])) if match else None
    return Place(document, start, end, words if words and start <= words[0] < words[1] <= end else None)


def file_of(document: Document, corpus: Path) -> Path | None:
    """Return the document's own file; None where it is gone or lies outside the corpus folder."""
    path = (corpus / document.source.file).resolve()
    return path if path.is_relative_to(corpus.resolve()) and path.is_file() else None
