"""What a reader that learnt before finds hard, so that the next run learns from that rather than from what it knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.reading.decoding import SpanReader
from assistant.reading.protocol import ReaderInput, Reading

if TYPE_CHECKING:
    from assistant.reading.mixture import Example

_EVEN = -2.0
"""Margin at which a reading of a report is as likely right as wrong: near the threshold of the reports (model card)."""
_ELSEWHERE = 6.0
"""Logits by which an example is harder whose answer is seen in other words than its own; both set by hand."""


class Judge:
    """Says which examples and which passages are hardest for a reader."""

    def __init__(self, reader: SpanReader) -> None:
        self._reader = reader

    def hardest(self, examples: Sequence[Example]) -> int:
        """Return the number of the example of which the reader is farthest from right."""
        readings = self._reader.read_pairs([(one.question, ReaderInput(one.context, one.text)) for one in examples])
        return _highest([_hardness(one, reading) for one, reading in zip(examples, readings, strict=True)])

    def likeliest(self, question: str, passages: Sequence[tuple[str, str]]) -> int:
        """Return the number of the (context, text) that the reader holds most likely to answer."""
        readings = self._reader.read(question, [ReaderInput(*passage) for passage in passages])
        return _highest([reading.margin for reading in readings])


def _hardness(example: Example, reading: Reading) -> float:
    """Return by how many logits a reading is on the wrong side; under zero where it is right."""
    if example.answer is None:
        return reading.margin - _EVEN
    start, end = example.answer
    is_found = reading.start < end and reading.end > start
    return _EVEN - reading.margin + (0.0 if is_found else _ELSEWHERE)


def _highest(values: Sequence[float]) -> int:
    return max(range(len(values)), key=values.__getitem__)
