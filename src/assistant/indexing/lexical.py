"""The lexical index: BM25 over stemmed words, by bm25s.

Analysis makes different spellings of one thing meet: hyphenated, open and closed compounds ("health-tech",
"healthtech"), British and American endings, plurals (by the stemmer), thousands separators, "£1.2 million" and "£1.2m".
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ANALYSER_VERSION = 3
"""Part of the manifest: an index analysed in another way is refused."""

_K1, _B = 1.5, 0.75  # the usual values (Robertson and Zaragoza, 2009); no others were measured
_WORD = re.compile(r"\d+(?:[.,]\d+)*[a-z]*|[a-z]+(?:'[a-z]+)?(?:&[a-z]+)?")
_WRITTEN = re.compile(r"[a-z]+")
_WORDS = "words.json"
_COMPOUND = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
_SCALED = re.compile(r"(\d)\s*(million|billion|thousand|mn|bn|k)\b")
_SCALES = {"million": "m", "mn": "m", "billion": "bn", "bn": "bn", "thousand": "k", "k": "k"}
_NO_TERM = "\0"  # no analysis gives it, so that no question finds it
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})iz(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "is"),
    (re.compile(r"(?<=[a-z]{2})yz(?=(?:e|es|ed|er|ers|ing)$)"), "ys"),
    (re.compile(r"^(cent|theat|fib|met)er(?=s?$)"), r"\1re"),
    (re.compile(r"^(behavi|col|fav|lab|neighb|hon|harb|endeav)or"), r"\1our"),
    (re.compile(r"^program(?=s?$)"), "programme"),
)
STOP_WORDS = frozenset(
    """
    a an the of in on at for to and or is are was were be been being do does did how many much what which who
    whom whose when where why by with from as it its that this these those there their they them we our us you
    your i my me he she his her can could would should will shall may might must has have had having not no any
    if so but also than then about into up out please tell know get got
    """.split()
)
"""Words that carry no topic: left out of lexical scoring."""


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case word, British spelling first."""
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return str(_stemmer().stemWord(word))


def plain(text: str) -> str:
    """Return `text` in lower case with accents, curly quotes, dashes and thousands separators levelled."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("–", "-").replace("‑", "-"))
    levelled = "".join(character for character in decomposed if not unicodedata.combining(character))
    levelled = re.sub(r"(?<=\d),(?=\d{3})", "", levelled)
    return _SCALED.sub(lambda match: match.group(1) + _SCALES[match.group(2)], levelled)


def analyse(text: str) -> list[str]:
    """Return the index terms of `text`, in order; a hyphenated compound adds its closed form."""
    levelled = plain(text)
    terms = [stem(word.removesuffix("'s")) for word in _WORD.findall(levelled) if word not in STOP_WORDS]
    terms.extend(stem(compound.replace("-", "")) for compound in _COMPOUND.findall(levelled))
    return terms


def content_terms(text: str) -> list[str]:
    """Return the distinct terms of `text` without compounds' closed forms: what a question asks about."""
    levelled = plain(text)
    return list(
        dict.fromkeys(stem(word.removesuffix("'s")) for word in _WORD.findall(levelled) if word not in STOP_WORDS)
    )


def _joined(text: str) -> list[str]:
    """Return the terms of each two neighbouring words written as one."""
    words = [word for word in _WORD.findall(plain(text)) if word.isalpha()]
    return [stem(first + second) for first, second in pairwise(words)]


class LexicalIndex:
    """BM25 over the passages of one generation, by their ordinal."""

    def __init__(self, model: Any, words: dict[str, int], *, size: int) -> None:
        self._model = model
        self._size = size
        self.words = words
        """How often each word occurs as it is written, in lower case."""
        self._vocabulary: dict[str, int] = model.vocab_dict

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index `texts`; the position of each is its ordinal."""
        import bm25s

        model = bm25s.BM25(k1=_K1, b=_B)
        terms = [analyse(text) for text in texts]
        known = {term for entry in terms for term in entry}
        for text, entry in zip(texts, terms, strict=True):  # "health tech" is found by "healthtech"
            entry.extend(term for term in _joined(text) if term in known)
        if not any(terms):  # another script, say: bm25s cannot index an empty vocabulary
            terms = [[_NO_TERM] for _ in texts]
        model.index(terms, show_progress=False)
        words = Counter(word for text in texts for word in _WRITTEN.findall(text.lower()))
        return cls(model, dict(words), size=len(texts))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        self._model.save(str(folder), show_progress=False)
        (folder / _WORDS).write_text(json.dumps(self.words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, *, size: int) -> LexicalIndex:
        """Open an index written by `save`, mapped into memory."""
        import bm25s

        words = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        return cls(bm25s.BM25.load(str(folder), mmap=True), words, size=size)

    def __len__(self) -> int:
        return self._size

    @property
    def documents(self) -> int:
        """Number of passages that were indexed, as bm25s recorded it."""
        return int(self._model.scores["num_docs"])

    def query_terms(self, question: str) -> list[str]:
        """Return the question's terms that the index knows, with closed forms of neighbouring words ("health tech")."""
        terms = [*analyse(question), *_joined(question)]
        return [term for term in dict.fromkeys(terms) if term in self._vocabulary]

    def scores(self, question: str) -> npt.NDArray[np.float32]:
        """Return the BM25 score of every passage, shape (passages,); zeros where no term is known."""
        import numpy as np

        terms = self.query_terms(question)
        if not terms:
            return np.zeros(self._size, dtype=np.float32)
        scores: npt.NDArray[np.float32] = self._model.get_scores(terms)
        return scores

    def knows(self, term: str) -> bool:
        """Whether any passage holds the term."""
        return term in self._vocabulary

    def weight(self, term: str) -> float:
        """Return a term's inverse document frequency, log((N - n + 0.5) / (n + 0.5) + 1), N passages, n with it."""
        import math

        n = self._document_frequency(term)
        return math.log((self._size - n + 0.5) / (n + 0.5) + 1)

    def _document_frequency(self, term: str) -> int:
        column = self._vocabulary.get(term)
        if column is None:
            return 0
        pointers = self._model.scores["indptr"]
        return int(pointers[column + 1] - pointers[column])
