"""The lexical index: BM25 over analysed terms, in the format of bm25s.

bm25s keeps and maps the scores; they are computed here, from a table of terms that an update can copy (docs/adr/0006).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.indexing.acronyms import Pair, find_acronyms
from assistant.indexing.analysis import (
    ANALYSER_VERSION,
    STOP_WORDS,
    WRITTEN,
    analyse,
    content_terms,
    joined,
    plain,
    stem,
)
from assistant.indexing.terms import TermTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["ANALYSER_VERSION", "STOP_WORDS", "LexicalIndex", "analyse", "content_terms", "plain", "stem"]

_K1, _B = 1.5, 0.75  # the usual values (Robertson and Zaragoza, 2009); no others were measured
_WORDS, _ACRONYMS = "words.json", "acronyms.json"
_NO_TERM = "\0"  # no analysis gives it, so that no question finds it


@dataclass
class Said:
    """What the texts say beside their terms, counted: words as they are written in lower case, explained acronyms."""

    words: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[Pair] = field(default_factory=Counter)

    def counting(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield `texts`, each counted."""
        for text in texts:
            self.words.update(WRITTEN.findall(text.lower()))
            self.acronyms.update(find_acronyms(text))
            yield text

    def forget(self, text: str) -> None:
        """Take a text out of the counts."""
        self.words.subtract(WRITTEN.findall(text.lower()))
        self.acronyms.subtract(find_acronyms(text))

    def save(self, folder: Path) -> None:
        """Write the counts into `folder`."""
        acronyms = [[*pair, count] for pair, count in (+self.acronyms).items()]
        for name, counts in ((_WORDS, dict(+self.words)), (_ACRONYMS, acronyms)):
            (folder / name).write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Said:
        """Return counts written by `save`."""
        words, acronyms = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (_WORDS, _ACRONYMS))
        return cls(Counter(words), Counter({(short, long): count for short, long, count in acronyms}))


class LexicalIndex:
    """BM25 over the passages of one generation, by their ordinal."""

    def __init__(self, model: Any, said: Said, *, size: int, table: TermTable | None = None) -> None:
        self._model = model
        self._size = size
        self._table = table
        self._said = said
        self._vocabulary: dict[str, int] = model.vocab_dict

    @property
    def words(self) -> Mapping[str, int]:
        """How often each word occurs as it is written, in lower case."""
        return self._said.words

    @property
    def acronyms(self) -> Mapping[Pair, int]:
        """How often each acronym is explained, and as what."""
        return self._said.acronyms

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """Index `texts`; the position of each is its ordinal."""
        said = Said()
        table = TermTable.analyse(said.counting(texts))
        return cls(_bm25(table), said, size=len(table), table=table)

    @classmethod
    def update(
        cls, folder: Path, fresh: Iterable[str], gone: Iterable[str], before: npt.NDArray[np.int64]
    ) -> LexicalIndex:
        """Return what `build` would of texts most of which the index in `folder` holds already; only new are analysed.

        Args:
            folder: an index written by `save`.
            fresh: the texts that are not in it, in order.
            gone: the texts in it that are no more.
            before: for each text its ordinal in that index, or -1 for the next of `fresh`.
        """
        last = cls.load(folder, size=0)
        said = last._said
        table = TermTable.load(folder, list(last._vocabulary)).updated(TermTable.analyse(said.counting(fresh)), before)
        for text in gone:
            said.forget(text)
        return cls(_bm25(table), said, size=len(table), table=table)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        self._model.save(str(folder), show_progress=False)
        self._said.save(folder)
        if self._table is not None:
            self._table.save(folder)

    @classmethod
    def load(cls, folder: Path, *, size: int) -> LexicalIndex:
        """Open an index written by `save`, mapped into memory."""
        import bm25s

        return cls(bm25s.BM25.load(str(folder), mmap=True), Said.load(folder), size=size)

    def __len__(self) -> int:
        return self._size

    @property
    def documents(self) -> int:
        """Number of passages that were indexed, as bm25s recorded it."""
        return int(self._model.scores["num_docs"])

    def without_entry(self, folder: Path) -> list[int]:
        """Return the ordinals of passages that have terms, by the table in `folder`, and no score for any."""
        import numpy as np

        table = TermTable.load(folder, list(self._vocabulary))
        scored = np.zeros(self._size, dtype=bool)
        scored[self._model.scores["indices"]] = True
        missing: list[int] = np.flatnonzero((np.diff(table.starts) > 0) & ~scored).tolist()
        return missing

    def query_terms(self, question: str) -> list[str]:
        """Return the question's terms that the index knows, with closed forms of neighbouring words ("health tech")."""
        terms = [*analyse(question), *joined(question)]
        return [term for term in dict.fromkeys(terms) if term in self._vocabulary]

    def scores(self, question: str) -> npt.NDArray[np.float32]:
        """Return the BM25 score of every passage, shape (passages,); zeros where no term is known."""
        import numpy as np

        found = np.zeros(self._size, dtype=np.float32)
        for term in self.query_terms(question):
            ordinals, scores = self._column(term)
            found[ordinals] += scores  # bm25s has np.add.at here, for repeated ordinals; a column has none
        return found

    def scores_of(self, term: str) -> npt.NDArray[np.float32]:
        """Return what a known term adds to the score of every passage, shape (passages,)."""
        import numpy as np

        found = np.zeros(self._size, dtype=np.float32)
        ordinals, scores = self._column(term)
        found[ordinals] = scores
        return found

    @property
    def terms(self) -> list[str]:
        """All terms it knows."""
        return list(self._vocabulary)

    def knows(self, term: str) -> bool:
        """Whether a passage holds a term."""
        return term in self._vocabulary

    def _column(self, term: str) -> tuple[Any, Any]:
        """Return the ordinals of the passages that hold a known term, and their scores."""
        kept, column = self._model.scores, self._vocabulary[term]
        part = slice(int(kept["indptr"][column]), int(kept["indptr"][column + 1]))
        return kept["indices"][part], kept["data"][part]

    def weight(self, term: str) -> float:
        """Return a term's inverse document frequency, log((N - n + 0.5) / (n + 0.5) + 1), N passages, n with it."""
        return self._rarity(self._document_frequency(term))

    @property
    def rarest(self) -> float:
        """The weight of a term that one passage holds: the highest of those that are held."""
        return self._rarity(1)

    def _rarity(self, n: int) -> float:
        import math

        return math.log((self._size - n + 0.5) / (n + 0.5) + 1)

    def _document_frequency(self, term: str) -> int:
        column = self._vocabulary.get(term)
        if column is None:
            return 0
        pointers = self._model.scores["indptr"]
        return int(pointers[column + 1] - pointers[column])


def _bm25(table: TermTable) -> Any:
    """Return a bm25s model of a table: each term's passages with their scores, by its default formula (Lucene's)."""
    import bm25s
    import numpy as np
    from scipy.sparse import coo_matrix

    vocabulary = {term: number for number, term in enumerate(table.vocabulary)} or {_NO_TERM: 0}
    paired, terms = table.known_pairs()  # "health tech" is found by "healthtech"
    rows = np.repeat(np.arange(len(table), dtype=np.int32), np.diff(table.starts))
    rows = np.concatenate([rows, paired.astype(np.int32)])
    columns = np.concatenate([table.terms, terms.astype(np.int32)])
    lengths = np.bincount(rows, minlength=len(table)).astype(np.float32)
    counts = coo_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), (len(table), len(vocabulary))).tocsc()
    counts.sum_duplicates()
    with_term = np.diff(counts.indptr)
    weights = np.log((len(table) - with_term + 0.5) / (with_term + 0.5) + 1).astype(np.float32)
    usual = lengths.mean() or 1.0
    norms = (_K1 * (1 - _B + _B * lengths / usual)).astype(np.float32)
    scores = np.repeat(weights, with_term) * counts.data / (norms[counts.indices] + counts.data)
    model = bm25s.BM25(k1=_K1, b=_B)
    model.vocab_dict = vocabulary
    model.nonoccurrence_array = None
    model.corpus = None
    model.scores = {
        "data": scores.astype(np.float32),
        "indices": counts.indices.astype(np.int32),
        "indptr": counts.indptr.astype(np.int64),
        "num_docs": len(table),
    }
    return model
