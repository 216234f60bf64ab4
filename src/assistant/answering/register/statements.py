"""A question about the documents themselves that matched, and the sentences that answer it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.register.naming import find_document, points_at_document
from assistant.answering.register.questions import NOUN
from assistant.corpus.document import Block, Document, Source
from assistant.indexing.lexical import content_terms

LOOKED_THROUGH = 200  # documents that are read for a table whose document is not named: each takes milliseconds
_TITLE_BLOCKS = 20  # from the beginning; a cover has few


class Register(Protocol):
    """What is asked of a passage store."""

    def sources(self) -> list[tuple[Source, int, int]]:
        """Return each document's source, its pages that were read and its passages."""

    @property
    def document(self) -> Callable[[str], Document]:
        """Return a document by its id."""


@dataclass(frozen=True)
class RegisterStatement:
    """One sentence about a document, with the words of the document that it points at.

    Attributes:
        text: the sentence.
        exact: start and end of the exact answer within `text`.
        start, end: offsets in the stored text of the title, caption or row that is quoted.
        basis: what the sentence was made from, for `Statement.calculated`.
    """

    text: str
    exact: tuple[int, int]
    document: Document
    start: int
    end: int
    basis: str


@dataclass(frozen=True)
class Asked:
    """A question that matched, and what may answer it."""

    match: re.Match[str]
    sources: Sequence[Source]
    register: Register
    topic: str

    def group(self, *names: str) -> str:
        """Return the first of these groups that took part in the match."""
        return next((found for name in names if (found := self.match.group(name))), "")

    def named(self, phrase: str) -> Document | None:
        """Return the document a phrase names, or points at where the topic names it or there is only one."""
        found = find_document(phrase, self.sources)
        if found is None and points_at_document(phrase):
            subjects = [part.strip() for part in self.topic.split(",")]
            hits = self._hits(part for part in subjects if NOUN.search(part)) or self._hits(subjects)
            candidates = hits or (list(self.sources) if not self.topic else [])
            found = candidates[0] if len(candidates) == 1 else None
        return self.register.document(found.id) if found else None

    def _hits(self, phrases: Iterable[str]) -> list[Source]:
        """Return the documents that phrases name, one each."""
        found = (find_document(phrase, self.sources) for phrase in phrases)
        return list({source.id: source for source in found if source}.values())


def of_title(document: Document, before: str, exact: str, after: str, basis: str) -> RegisterStatement:
    """Return a statement that quotes the document's own title."""
    span = (len(before), len(before) + len(exact))
    return RegisterStatement(f"{before}{exact}{after}", span, document, *_title(document), basis)


def _title(document: Document) -> tuple[int, int]:
    """Return where the document writes its title: the block near its beginning that is most like it."""
    wanted = set(content_terms(document.source.title))

    def likeness(block: Block) -> float:
        terms = set(content_terms(document.text[block.start : block.end]))
        return len(terms & wanted) / len(terms | wanted) if terms else 0.0

    best = max(document.blocks[:_TITLE_BLOCKS], key=likeness, default=None)
    return (best.start, best.end) if best else (0, len(document.text))


def quoted_title(document: Document) -> str:
    """Return the title of a document in quotation marks."""
    return f"“{document.source.title}”"
