"""Invented documents and vectors for the benchmarks of size, the same on every run.

Words follow Zipf's law over 200,000 forms, and each document prefers some of its own, so that common terms have long
lists of passages and rare ones short ones. Vectors lie in clusters, as those of passages about one subject do.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.corpus.document import Block, BlockKind, Document, Source
from assistant.passages import Passage, split_document

Vectors = npt.NDArray[np.float32]

DIMENSION = 384
PASSAGES = 20  # a document
WORDS = 100  # a passage
SENTENCES = 5  # a passage
_FORMS = 200_000
_OWN = 300  # words that a document prefers
_OWN_SHARE = 0.3
_CLUSTER = 100  # passages
_SPREAD = 0.9  # length of what is added to a cluster's centre: two passages of one cluster have a cosine of 0.55
_HEADS = "b c d f g h l m n p r s t v st br tr pl ch sh".split()
_VOWELS = "a e i o u ea ou ai".split()
_ENDS = ["", "", "", "n", "r", "s", "t", "tion", "ing", "ment", "al", "ed", "er", "ity"]
_FIRST = "the of and to in for is that on with as by are be from at this which has was".split()


class Words:
    """The vocabulary, most frequent first, with how often each is used."""

    def __init__(self) -> None:
        chance = np.random.default_rng(0)
        forms = dict.fromkeys(_FIRST)
        while len(forms) < _FORMS:
            parts = [_HEADS[chance.integers(len(_HEADS))] + _VOWELS[chance.integers(len(_VOWELS))] for _ in range(4)]
            forms["".join(parts[: chance.integers(1, 5)]) + _ENDS[chance.integers(len(_ENDS))]] = None
        self.forms = np.array(list(forms), dtype=object)
        shares = 1 / (np.arange(_FORMS) + 3.7) ** 1.07  # Zipf and Mandelbrot, with the values usual for English
        self._sums = np.cumsum(shares / shares.sum())

    def some(self, chance: np.random.Generator, count: int) -> list[str]:
        """Return `count` words as they come."""
        return list(self.forms[np.minimum(np.searchsorted(self._sums, chance.random(count)), _FORMS - 1)])


def paragraphs(words: Words, number: int) -> list[str]:
    """Return the paragraphs of a document, one a passage."""
    chance = np.random.default_rng([1, number])
    own = chance.integers(len(_FIRST), _FORMS, _OWN)
    made = []
    for _ in range(PASSAGES):
        used = words.some(chance, WORDS)
        for place in np.flatnonzero(chance.random(WORDS) < _OWN_SHARE):
            used[place] = words.forms[own[int(_OWN * chance.random() ** 3)]]
        sentences = [
            " ".join(used[first : first + WORDS // SENTENCES]).capitalize() + "."
            for first in range(0, WORDS, WORDS // SENTENCES)
        ]
        made.append(" ".join(sentences))
    return made


def write_markdown(corpus: Path, words: Words, numbers: Sequence[int]) -> None:
    """Write documents as files."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        lines = [f"---\ntitle: Report {number}\ndate: 2024\n---\n\n# Report {number}"]
        for place, paragraph in enumerate(paragraphs(words, number)):
            lines += [f"## Section {place // 4 + 1}"] * (place % 4 == 0) + [paragraph]
        (corpus / f"report-{number:06}.md").write_text("\n\n".join(lines) + "\n")


@dataclass(frozen=True)
class Made:
    """A document with its passages and the ordinal of the first."""

    document: Document
    passages: list[Passage]
    first: int


def make_documents(words: Words, passages: int) -> Iterator[Made]:
    """Yield documents until they have that many passages."""
    for number in range(passages // PASSAGES):
        texts = paragraphs(words, number)
        starts = np.cumsum([0, *(len(text) + 2 for text in texts[:-1])]).tolist()
        blocks = tuple(
            Block(BlockKind.paragraph, start, start + len(text), (f"Section {place // 4 + 1}",), paragraph=place + 1)
            for place, (start, text) in enumerate(zip(starts, texts, strict=True))
        )
        source = Source(f"report-{number}", f"report-{number:06}.md", f"Report {number}", date="2024")
        document = Document(source, "\n\n".join(texts), blocks)
        split = split_document(document)
        assert len(split) == PASSAGES
        yield Made(document, split, number * PASSAGES)


def make_vectors(count: int) -> Vectors:
    """Return unit vectors in clusters, shape (count, DIMENSION)."""
    chance = np.random.default_rng(2)
    centres = _unit(chance.standard_normal((max(1, count // _CLUSTER), DIMENSION), dtype=np.float32))
    vectors = np.empty((count, DIMENSION), dtype=np.float32)
    for first in range(0, count, 10_000):
        some = centres[chance.integers(0, len(centres), min(10_000, count - first))]
        vectors[first : first + len(some)] = near(chance, some)
    return vectors


def make_sentences(vectors: Vectors) -> Vectors:
    """Return vectors of the passages' sentences, near to their passages', shape (passages * SENTENCES, DIMENSION)."""
    chance = np.random.default_rng(4)
    made = np.empty((len(vectors) * SENTENCES, DIMENSION), dtype=np.float32)
    for first in range(0, len(vectors), 10_000):
        some = np.repeat(vectors[first : first + 10_000], SENTENCES, axis=0)
        made[first * SENTENCES : first * SENTENCES + len(some)] = near(chance, some)
    return made


def near(chance: np.random.Generator, vectors: Vectors) -> Vectors:
    """Return unit vectors near to these."""
    added = chance.standard_normal(vectors.shape, dtype=np.float32) * np.float32(_SPREAD / DIMENSION**0.5)
    return _unit(vectors + added)


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return unit


class SyntheticEmbedder:
    """Gives every text a vector made from its checksum: costs next to nothing, says nothing about the text."""

    def __init__(self, name: str, revision: str) -> None:
        self.name, self.revision, self.dimension = name, revision, DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        chances = (np.random.default_rng(zlib.crc32(text.encode())) for text in texts)
        return _unit(np.stack([chance.standard_normal(DIMENSION, dtype=np.float32) for chance in chances]))
