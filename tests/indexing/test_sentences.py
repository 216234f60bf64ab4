"""A passage is found by the sentence in it that is nearest to the question."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.indexing import dense
from assistant.indexing.dense import DenseIndex
from assistant.indexing.sentences import SentenceIndex, sentence_texts, write_sentences
from assistant.indexing.vector_store import Among
from assistant.passages import Passage

COUNTS = [2, 1, 0, 3]
"""Sentences of four passages; the third has none."""


def unit(count: int, *, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, 64))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def starts(counts: list[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(counts)])


@pytest.fixture
def vectors():
    return unit(sum(COUNTS))


@pytest.fixture
def sentences(tmp_path, vectors):
    write_sentences(tmp_path, vectors, starts(COUNTS))
    return SentenceIndex.open(tmp_path)


def test_a_passages_sentences_are_embedded_word_for_word():
    passage = Passage("p", "d", 100, 121, "One. Two is longer. 3", "D", ((100, 104), (105, 119), (120, 121)))
    assert sentence_texts(passage) == ["One.", "Two is longer.", "3"]


@pytest.mark.parametrize(("row", "ordinal"), [(0, 0), (1, 0), (2, 1), (3, 3), (4, 3), (5, 3)])
def test_the_passage_with_the_nearest_sentence_comes_first(sentences, vectors, row, ordinal):
    assert len(sentences) == len(COUNTS)
    assert sentences.nearest(vectors[row], 1) == [ordinal]


def test_each_passage_comes_once_and_one_without_sentences_never(sentences, vectors):
    assert sorted(sentences.nearest(vectors[0], 10)) == [0, 1, 3]


def test_only_the_passages_asked_for_are_found(sentences, vectors):
    assert sentences.nearest(vectors[0], 10, among=Among(("d",), [1, 2])) == [1]
    assert sentences.nearest(vectors[0], 10, among=Among(("d",), [2])) == []


def test_cosines_are_those_of_each_sentence_in_order(sentences, vectors):
    asked = unit(1, seed=1)[0]
    found = list(sentences.cosines(asked, [3, 2, 0]))
    assert [len(cosines) for cosines in found] == [3, 0, 2]
    np.testing.assert_allclose(found[0], vectors[3:6] @ asked, rtol=1e-5)
    np.testing.assert_allclose(found[2], vectors[:2] @ asked, rtol=1e-5)


def test_a_file_that_lost_sentences_is_refused(vectors):
    with pytest.raises(ValueError, match="5 vectors for 6 sentences"):
        SentenceIndex(DenseIndex(vectors[:-1]), starts(COUNTS))


def test_many_sentences_are_found_by_signs(tmp_path, monkeypatch):
    monkeypatch.setattr(dense, "EXACT_UP_TO", 100)
    counts = [3] * 100
    vectors = unit(sum(counts))
    write_sentences(tmp_path, vectors, starts(counts))
    sentences = SentenceIndex.open(tmp_path)
    assert (tmp_path / "sentences.signs.npy").is_file()
    for row in range(0, len(vectors), 50):
        assert sentences.nearest(vectors[row], 1) == [row // 3]
