"""A table of terms that was updated is the table of the new texts."""

from __future__ import annotations

import random

import numpy as np
import pytest

from assistant.indexing.analysis import analyse, joined
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.terms import TermTable

WORDS = "health tech healthtech health-tech clean room cleanroom the of port's 2,310 £3m co-operate leeds café".split()


def texts_of(count: int, *, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randrange(12))) for _ in range(count)]


def rows(table: TermTable) -> list[list[str]]:
    terms = [table.vocabulary[number] for number in table.terms]
    return [terms[first:last] for first, last in zip(table.starts, table.starts[1:], strict=False)]


def test_a_row_holds_the_terms_of_its_text():
    texts = texts_of(50, seed=1)
    assert rows(TermTable.analyse(texts)) == [analyse(text) for text in texts]


def test_known_pairs_are_the_neighbours_that_make_a_term_of_the_evidence():
    texts = texts_of(50, seed=2)
    table = TermTable.analyse(texts)
    ordinals, numbers = table.known_pairs()
    found = [(int(ordinal), table.vocabulary[number]) for ordinal, number in zip(ordinals, numbers, strict=True)]
    known = set(table.vocabulary)
    assert found == [(ordinal, term) for ordinal, text in enumerate(texts) for term in joined(text) if term in known]
    assert found


@pytest.mark.parametrize("seed", range(5))
def test_an_updated_table_is_that_of_the_new_texts(seed, tmp_path):
    old, added = texts_of(30, seed=seed), texts_of(10, seed=seed + 100)
    chance = random.Random(seed)
    kept = sorted(chance.sample(range(30), 20))
    order = [*kept, *[-1] * 10]
    chance.shuffle(order)
    fresh = iter(added)
    new = [old[row] if row >= 0 else next(fresh) for row in order]
    (tmp_path / "table").mkdir()
    TermTable.analyse(old).save(tmp_path / "table")
    opened = TermTable.load(tmp_path / "table", TermTable.analyse(old).vocabulary)
    updated = opened.updated(TermTable.analyse(added), np.array(order))
    assert rows(updated) == [analyse(text) for text in new]
    assert set(updated.vocabulary) == {term for text in new for term in analyse(text)}
    np.testing.assert_array_equal(updated.pairs, TermTable.analyse(new).pairs)


@pytest.mark.parametrize("texts", [[], [""], ["the"], ["…", ""]])
def test_texts_without_a_term_make_a_table_without_terms(texts):
    table = TermTable.analyse(texts)
    assert (len(table), table.vocabulary) == (len(texts), [])
    assert [len(part) for part in table.known_pairs()] == [0, 0]


def test_the_scores_are_those_of_bm25s():
    import bm25s

    texts = texts_of(200, seed=3)
    index = LexicalIndex.build(texts)
    known = set(index.terms)
    terms = [[*analyse(text), *(term for term in joined(text) if term in known)] for text in texts]
    theirs = bm25s.BM25(k1=1.5, b=0.75)
    theirs.index(terms, show_progress=False)
    for term in index.terms:
        np.testing.assert_allclose(index.scores_of(term), theirs.get_scores([term]), rtol=1e-5)
