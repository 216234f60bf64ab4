"""The nearest passages are found, exactly, or among those with most signs in common."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.indexing import dense
from assistant.indexing.dense import DenseIndex, signs_of, write_vectors
from assistant.indexing.vector_store import Among


def unit(count: int, dimension: int = 100, *, seed: int = 0) -> np.ndarray:
    chance = np.random.default_rng(seed)
    centres = chance.standard_normal((max(1, count // 50), dimension))
    vectors = centres[chance.integers(0, len(centres), count)] + 0.7 * chance.standard_normal((count, dimension))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def by_sorting(vectors, asked, count):
    return np.argsort(-(vectors @ asked), kind="stable")[:count].tolist()


@pytest.mark.parametrize("count", [1, 10, 300, 301, 1000])
def test_the_nearest_are_those_that_sorting_all_gives(count):
    vectors, asked = unit(300), unit(1, seed=1)[0]
    assert DenseIndex(vectors).nearest(asked, count) == by_sorting(vectors, asked, count)


def test_equally_near_passages_come_in_their_order_and_none_by_chance():
    vectors = np.repeat(unit(3), 40, axis=0)
    found = DenseIndex(vectors).nearest(vectors[50], 30)
    assert found == list(range(40, 70))


def test_only_the_passages_asked_for_are_found():
    vectors, asked = unit(300), unit(1, seed=1)[0]
    among = [250, 3, 17, 99]
    assert (
        DenseIndex(vectors).nearest(asked, 2, among=Among(("one",), among))
        == [ordinal for ordinal in by_sorting(vectors, asked, 300) if ordinal in among][:2]
    )
    assert DenseIndex(vectors).nearest(asked, 2, among=Among(("none",), [])) == []


def test_a_large_index_finds_by_signs_what_comparing_all_finds(tmp_path, monkeypatch):
    monkeypatch.setattr(dense, "EXACT_UP_TO", 1000)
    monkeypatch.setattr(dense, "_COMPARED", 400)
    monkeypatch.setattr(dense, "_AT_ONCE", 1024)  # several blocks, the last one not full
    vectors = unit(5000)
    write_vectors(tmp_path, vectors)
    index = DenseIndex.open(tmp_path)
    found = wanted = 0
    for asked in unit(5000)[::250]:
        found += len(set(index.nearest(asked, 20)) & set(by_sorting(vectors, asked, 20)))
        wanted += 20
    assert found / wanted > 0.98
    assert index.nearest(vectors[4999], 1) == [4999]
    assert list(index.faulty()) == []


def test_a_small_index_has_no_signs(tmp_path):
    write_vectors(tmp_path, unit(10))
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.npy"]


@pytest.mark.parametrize("dimension", [1, 64, 65, 100, 384])
def test_signs_differ_where_the_signs_of_the_numbers_do(dimension):
    one, other = unit(2, dimension)
    words = signs_of(np.stack([one, other]))
    assert int(np.bitwise_count(words[:, 0] ^ words[:, 1]).sum()) == int(((one > 0) != (other > 0)).sum())
