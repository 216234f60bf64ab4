"""Quotes: the statements of an answer before they are numbered, and what the engine makes of a question with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.corpus.document import BETWEEN_CELLS, Block, Document
from assistant.retrieval import Candidate


@dataclass(frozen=True)
class Quote:
    """A statement before it is numbered: what is quoted, and what in it answers.

    Attributes:
        start, end: offsets in the stored text of `document`.
        exact: offsets of the exact answer in the stored text, inside start and end.
        context: offsets of words that explain it, in front of it; the caption of a table that alone says the unit.
        calculated: how the quoted row was chosen, or what was worked out from its figure, where that was computed.
        with_figure: another quote that `calculated` is worked out from as well.
        shown: offsets of the parts that are said, where the quote is a table row of which only some cells were asked
            for; empty for all of it.
        explains: whether it says why the values of other quotes differ.
        around: offsets of what is shown around it; None for its passage.
        goes_on: whether it is a list with more items than are quoted.
    """

    document: Document
    candidate: Candidate
    start: int
    end: int
    exact: tuple[int, int] | None = None
    context: tuple[int, int] | None = None
    calculated: str = ""
    with_figure: Quote | None = None
    shown: tuple[tuple[int, int], ...] = ()
    explains: bool = False
    around: tuple[int, int] | None = None
    goes_on: bool = False

    @property
    def block(self) -> Block | None:
        """The block that the quote begins in."""
        return self.document.block_at(self.start)

    @property
    def exact_words(self) -> str:
        """The exact answer; "" without one."""
        return self.document.text[slice(*self.exact)] if self.exact else ""

    @property
    def exact_row(self) -> Block | None:
        """The row of a table in which the exact answer begins; None outside of a table, and without one."""
        block = self.document.block_at(self.exact[0]) if self.exact else None
        return block if block and block.cells else None


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share words of one document."""
    return one.document.id == other.document.id and one.start < other.end and other.start < one.end


def joined_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans, in order, with neighbours made one: cells that overlap or have nothing but the mark between."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= len(BETWEEN_CELLS):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def merged(one: Quote, other: Quote) -> Quote:
    """Return one quote that says what two overlapping ones do: the fuller words, of a row the cells of both.

    Its exact answer runs from the first one's beginning to the last one's end. A list that is quoted whole has none,
    whatever the other has: half of it in bold would look like all of it.
    """
    fuller, lesser = (one, other) if one.end - one.start >= other.end - other.start else (other, one)
    same = (one.start, one.end) == (other.start, other.end)
    exact = [quote.exact for quote in (fuller, lesser) if quote.exact] if fuller.exact or same else []
    return Quote(
        document=one.document,
        candidate=fuller.candidate,
        start=min(one.start, other.start),
        end=max(one.end, other.end),
        exact=(min(start for start, _ in exact), max(end for _, end in exact)) if exact else None,
        context=(one if one.start <= other.start else other).context,
        calculated="; ".join(dict.fromkeys(said for said in (one.calculated, other.calculated) if said)),
        shown=joined_spans(sorted({*one.shown, *other.shown})) if one.shown and other.shown else (),
        goes_on=max(one, other, key=lambda quote: quote.end).goes_on,
    )


@dataclass(frozen=True)
class Reply:
    """What the engine makes of a question.

    Attributes:
        quotes: the answer's statements, in the order they are shown.
        confidence: probability (0 to 1) that the evidence answers the question and the likeliest quote says how.
        sufficient: whether it is enough to answer.
        best: the first quote whatever its confidence, as an answer would say it; None without candidates.
        closest: the best quotable units whatever their confidence.
        considered: the candidates, by the best unit of each, with the reader's margin; None where it was not read.
    """

    quotes: tuple[Quote, ...]
    confidence: float
    sufficient: bool
    closest: tuple[Quote, ...]
    considered: tuple[tuple[Candidate, float | None], ...]
    best: Quote | None = None
