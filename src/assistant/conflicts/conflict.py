"""A candidate conflict, its sides and what may explain it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.corpus.document import Document
from assistant.schema import Locator


class Origin(StrEnum):
    """How a conflict is known."""

    told = "told"
    """A document compares its sources and says that they differ."""
    found = "found"
    """Two passages were found to give different figures; a person must look at both."""


@dataclass(frozen=True)
class Side:
    """One place that gives a figure: the words of a document, and the figure as it stands in them.

    Attributes:
        start, end: offsets in the stored text of the sentence or table row.
        value: the figure, or the version, in the document's words.
    """

    document: Document
    start: int
    end: int
    value: str

    @property
    def quote(self) -> str:
        """The sentence or row."""
        return self.document.text[self.start : self.end]

    @property
    def locator(self) -> Locator:
        """Where it stands."""
        return self.document.locate(self.start, self.end)


@dataclass(frozen=True)
class Reason:
    """Why the figures may differ: the words of a document, or what the two passages show side by side.

    Attributes:
        text: the reason.
        side: where a document says it; None where it follows from the two passages.
    """

    text: str
    side: Side | None = None


@dataclass(frozen=True)
class Conflict:
    """Different values for what looks like one thing.

    Attributes:
        topic: what differs, in words of the evidence.
        sides: the places that differ, newest document first for those that were found.
        also: other places that repeat one of the values.
    """

    origin: Origin
    topic: str
    sides: tuple[Side, ...]
    reasons: tuple[Reason, ...] = ()
    also: tuple[Side, ...] = ()
