"""Windows of a text that end at sentence ends, as long as the index's passages are."""

import random
from dataclasses import dataclass

from assistant.reading.text import sentence_spans

SHORTEST_WORDS = 40
LONGEST_WORDS = 140
"""The index's passages have about 60 to 130 words."""


@dataclass(frozen=True)
class TextWindow:
    """A part of a text: its words, and where it begins in the text."""

    text: str
    start: int


def words(text: str) -> int:
    """Count the words between white space."""
    return len(text.split())


def window_around(
    text: str, span: tuple[int, int] | None, rng: random.Random, *, longest: int = LONGEST_WORDS
) -> TextWindow:
    """Cut a window of whole sentences, of random length and position, that holds the span.

    Arguments:
        text: what to cut from.
        span: characters that must lie inside; None for any place.
        rng: decides length and position.
        longest: words; only a span whose own sentences are longer makes the window longer.
    """
    target = rng.randint(SHORTEST_WORDS, longest)
    if words(text) <= target:
        return TextWindow(text, 0)
    sentences = sentence_spans(text)
    if span is None:
        first = last = rng.randrange(len(sentences))
    else:
        covered = [i for i, (a, b) in enumerate(sentences) if a < span[1] and b > span[0]]
        first, last = (covered[0], covered[-1]) if covered else (0, len(sentences) - 1)
    sizes = [words(text[a:b]) for a, b in sentences]
    size = sum(sizes[first : last + 1])
    while first > 0 or last < len(sentences) - 1:
        left = first > 0 and (last == len(sentences) - 1 or rng.random() < 0.5)
        step = sizes[first - 1] if left else sizes[last + 1]
        if size + step > max(target, SHORTEST_WORDS):
            break
        first, last, size = (first - 1, last, size + step) if left else (first, last + 1, size + step)
    start = sentences[first][0] if span is None else min(sentences[first][0], span[0])
    end = sentences[last][1] if span is None else max(sentences[last][1], span[1])
    return TextWindow(text[start:end], start)


def split_windows(text: str, *, target: int = 90) -> list[TextWindow]:
    """Cut a text into windows of whole sentences, one after the other, of at most about `target` words."""
    found: list[TextWindow] = []
    start = end = size = 0
    for a, b in sentence_spans(text):
        count = words(text[a:b])
        if size and size + count > target:
            found.append(TextWindow(text[start:end], start))
            start, size = a, 0
        if not size:
            start = a
        end, size = b, size + count
    if size:
        found.append(TextWindow(text[start:end], start))
    return found
