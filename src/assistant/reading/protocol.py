"""The seam between the reader and the rest: what is read, what comes back, and who may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class ReaderInput:
    """One passage offered to a reader.

    Arguments:
        context: the document's title and the heading path; read, never quoted.
        text: the passage; list items, table rows and paragraphs are separated by a newline.
    """

    context: str
    text: str


@dataclass(frozen=True)
class Reading:
    """What a reader made of one passage for one question.

    Arguments:
        start: where the best span begins, in characters of `ReaderInput.text`.
        end: where it ends, exclusive.
        margin: score of the best span minus the score of "no answer here", in logits; over 0 means
            that the reader believes the passage answers.
        spans: up to five best spans that do not overlap, as (start, end, margin), best first.
    """

    start: int
    end: int
    margin: float
    spans: tuple[tuple[int, int, float], ...]


@runtime_checkable
class Reader(Protocol):
    """Anything that reads passages for a question."""

    name: str

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[Reading]:
        """Read every passage; the readings come back in the order of the passages."""
        ...
