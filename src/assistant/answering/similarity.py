"""The reader that needs no reader model: sentences by shared words. Chosen with `ASSISTANT_READER=none`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import analyse, content_terms
from assistant.reading.protocol import ReaderInput, Reading

_SPANS = 5


class SimilarityReader:
    """Takes a sentence's share of the question's rare words for the margin; its spans are whole sentences.

    Args:
        weight: inverse document frequency of a term.
    """

    name = "none"

    def __init__(self, weight: Callable[[str], float]) -> None:
        self._weight = weight

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[Reading]:
        """Return the sentences of each passage that share most with the question."""
        terms = content_terms(question)
        total = sum(self._weight(term) for term in terms) or 1.0
        return [self._read(terms, total, passage) for passage in passages]

    def _read(self, terms: Sequence[str], total: float, passage: ReaderInput) -> Reading:
        around = frozenset(analyse(passage.context))
        spans: list[tuple[int, int, float]] = []
        offset = 0
        for line in passage.text.split("\n"):
            for start, end in split_sentences(passage.text, start=offset, end=offset + len(line)):
                inside = frozenset(analyse(passage.text[start:end]))
                share = sum(self._weight(term) for term in terms if term in inside) / total
                share += (
                    0.3 * sum(self._weight(term) for term in terms if term in around and term not in inside) / total
                )
                spans.append((start, end, 10 * share - 5))
            offset += len(line) + 1
        spans.sort(key=lambda span: (-span[2], span[0]))
        best = spans[0] if spans else (0, 0, -5.0)
        return Reading(best[0], best[1], best[2], tuple(spans[:_SPANS]))
