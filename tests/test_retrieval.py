"""Retrieval finds by words and by meaning, and is a LlamaIndex retriever."""

from __future__ import annotations

import numpy as np
import pytest
from llama_index.core.retrievers import BaseRetriever

from assistant.assistant import Assistant, check_index
from assistant.indexing.dense import DenseIndex
from assistant.indexing.embedding import Embedder
from assistant.indexing.generation import LEXICAL, read_manifest
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.sentences import SentenceIndex
from assistant.indexing.store import PassageStore
from assistant.retrieval import LEXICAL_WEIGHT, HybridRetriever
from assistant.testing import HashingEmbedder


class KnowsSynonyms(HashingEmbedder):
    """Embeds a question in other words where the passage it means stands."""

    def embed(self, texts):
        return super().embed([text.replace("medics on wheels", "mobile clinics villages") for text in texts])


@pytest.fixture(scope="module")
def open_retriever(sample_settings):
    folder = check_index(sample_settings)
    store = PassageStore(folder)
    lexical = LexicalIndex.load(folder / LEXICAL, size=read_manifest(folder).passages)
    dense, sentences = DenseIndex.open(folder), SentenceIndex.open(folder)
    yield lambda embedder, **options: HybridRetriever(store, lexical, dense, sentences, embedder, **options)
    store.close()


@pytest.fixture(scope="module")
def retriever(open_retriever):
    return open_retriever(HashingEmbedder())


def test_it_is_a_llama_index_retriever(retriever):
    assert isinstance(retriever, BaseRetriever)
    nodes = retriever.retrieve("How many nurses does Northvale employ?")
    candidates = retriever.search("How many nurses does Northvale employ?")
    assert [node.node.node_id for node in nodes] == [candidate.passage.id for candidate in candidates]
    best = nodes[0]
    assert "1,150 nurses" in best.node.get_content()
    assert best.node.metadata["document"] == "northvale-strategy"
    assert (best.node.start_char_idx, best.node.end_char_idx) == (
        candidates[0].passage.start,
        candidates[0].passage.end,
    )
    assert best.score == candidates[0].fused


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many nurses does Northvale employ?", "1,150 nurses"),
        ("health-tech desk calendar", "healthtech desk"),
        ("colour coded calendar", "colour-coded calendar"),
        ("color-coded calendars", "colour-coded calendar"),
        ("grants in 2022", "Year: 2022; Grants: 19"),
        ("laboratory space at Kiln Park", "Kiln Park"),
        ("£1.2m building", "£1.2 million building"),
    ],
)
def test_the_passage_with_the_words_comes_first(retriever, question, words):
    assert words in retriever.search(question)[0].passage.text


def test_candidates_are_ranked_by_their_fused_score_and_each_comes_once(retriever):
    candidates = retriever.search("nurses and grants in Saltham")
    fused = [candidate.fused for candidate in candidates]
    assert fused == sorted(fused, reverse=True)
    assert len({candidate.ordinal for candidate in candidates}) == len(candidates)


def test_the_same_question_gets_the_same_candidates(retriever):
    assert retriever.search("mobile clinics") == retriever.search("mobile clinics")


def test_what_only_meaning_finds_is_among_the_candidates(open_retriever, monkeypatch):
    monkeypatch.setattr(SentenceIndex, "nearest", lambda *_, **__: [])
    candidates = open_retriever(KnowsSynonyms(), count=4).search("medics on wheels")
    found = [candidate for candidate in candidates if "mobile clinics visited 31 villages" in candidate.passage.text]
    assert found
    assert found[0].lexical == 0
    assert found[0].dense > 0


def test_what_only_a_sentence_finds_is_among_the_candidates(open_retriever, monkeypatch):
    monkeypatch.setattr(DenseIndex, "nearest", lambda *_, **__: [])
    monkeypatch.setattr(SentenceIndex, "nearest", lambda *_, **__: [2])
    candidates = open_retriever(HashingEmbedder()).search("zzz qqq")
    assert [candidate.ordinal for candidate in candidates] == [2]


def test_a_candidate_has_the_cosine_of_each_of_its_sentences(retriever):
    for candidate in retriever.search("How many nurses does Northvale employ?"):
        assert len(candidate.sentences) == len(candidate.passage.sentences)
        assert candidate.sentence == max(candidate.sentences)
        assert candidate.fused == candidate.dense + candidate.sentence + LEXICAL_WEIGHT * candidate.lexical


def test_the_sentence_that_says_it_is_nearer_than_its_passage(retriever):
    best = retriever.search("Northvale employs 1,150 nurses")[0]
    nearest = best.passage.sentences[best.sentences.index(best.sentence)]
    assert "1,150 nurses" in best.passage.text[nearest[0] - best.passage.start : nearest[1] - best.passage.start]
    assert best.sentence > best.dense


def test_what_only_words_find_is_among_the_candidates(open_retriever):
    class Blind(HashingEmbedder):
        def embed(self, texts):
            vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
            vectors[:, 0] = 1.0
            return vectors

    candidates = open_retriever(Blind(), count=4).search("colour-coded calendar")
    assert any("colour-coded calendar" in candidate.passage.text for candidate in candidates)


@pytest.mark.parametrize("documents", [["papers-clinic-paper"], ["papers-clinic-paper", "saltham-review"]])
def test_a_filter_leaves_only_its_documents(retriever, documents):
    candidates = retriever.search("How many nurses does Northvale employ?", documents=documents)
    assert candidates
    assert {candidate.passage.document for candidate in candidates} <= set(documents)


def test_a_filter_that_holds_nothing_finds_nothing(retriever):
    assert retriever.search("nurses", documents=["unknown"]) == []


@pytest.mark.parametrize("question", ["zzz qqq", "the of and", "?", "中文"])
def test_a_question_without_known_words_still_gets_nearest_passages(retriever, question):
    candidates = retriever.search(question)
    assert candidates
    assert all(candidate.lexical == 0 for candidate in candidates)


@pytest.mark.parametrize(
    "count",
    [
        1,
        3,
        8,
    ],
)
def test_as_many_come_as_are_asked_for(retriever, count):
    assert len(retriever.search("Saltham Northvale nurses clinics", count=count)) == count


def test_the_fake_embedder_is_an_embedder_of_unit_vectors():
    embedder: Embedder = HashingEmbedder()
    vectors = embedder.embed(["some words", "", "some words"])
    assert vectors.shape == (3, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_filters_name_documents_by_id_path_or_file_name(assistant: Assistant):
    from assistant.schema import Filters

    for name in ("papers-clinic-paper", "papers/clinic-paper.md", "clinic-paper.md"):
        record = assistant.ask("How many nurses are there?", filters=Filters(documents=(name,)))
        assert {entry.document for entry in record.retrieved} == {"papers-clinic-paper"}
