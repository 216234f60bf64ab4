"""Chroma takes the place of the vectors' file as the vector store, and gives the same answers."""

from __future__ import annotations

import shutil
from contextlib import closing

import numpy as np
import pytest

from assistant.assistant import Assistant, check_index
from assistant.errors import IndexUnavailable
from assistant.indexing.build import build_index
from assistant.indexing.check import check_generation
from assistant.indexing.chroma import ChromaStore
from assistant.indexing.dense import DenseIndex
from assistant.indexing.generation import CHROMA, VECTORS, check_files, read_manifest
from assistant.indexing.store import PassageStore
from assistant.indexing.vector_store import Among, VectorStore, open_vector_store
from assistant.schema import Filters
from assistant.testing import FAKE_MODEL, HashingEmbedder, build_sample_index, fake_settings, make_corpus

QUESTIONS = (
    "How many nurses does Northvale employ?",
    "How many medical technology companies are headquartered in Saltham?",
    "grants in 2022",
    "mobile clinics",
    "zzz qqq",
)


def settings_for(folder, store):
    return fake_settings(folder, index=folder / store, vector_store=store)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Return the settings of one corpus indexed with each store; tests only read it."""
    folder = tmp_path_factory.mktemp("stores")
    make_corpus(folder / "corpus")
    found = [settings_for(folder, store) for store in ("file", "chroma")]
    for settings in found:
        build_sample_index(settings)
    return found


@pytest.fixture
def settings(tmp_path):
    settings = settings_for(tmp_path, "chroma")
    make_corpus(settings.corpus)
    build_sample_index(settings)
    return settings


@pytest.fixture
def collection(settings):
    """Lend the collection of the current generation, to be damaged."""
    import chromadb
    from chromadb.config import Settings

    path = str(check_index(settings) / CHROMA)
    with closing(chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))) as client:
        yield client.get_collection("passages")


def answers(settings, **options):
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        records = [assistant.ask(question, **options).to_record(explain=True) for question in QUESTIONS]
    return [{name: record[name] for name in record if name not in ("generation", "timings_ms")} for record in records]


@pytest.mark.parametrize("documents", [(), ("papers-clinic-paper",), ("papers-clinic-paper", "saltham-review")])
def test_both_stores_give_the_same_answers(both, documents):
    file, chroma = (answers(settings, filters=Filters(documents=documents)) for settings in both)
    assert file == chroma
    found = {entry["document"] for record in chroma for entry in record["retrieved"]}
    assert found
    assert not documents or found <= set(documents)


def test_both_stores_find_the_same_passages(both):
    folders = [check_index(settings) for settings in both]
    dense = DenseIndex.open(folders[0])
    one: VectorStore = open_vector_store("file", folders[0], dense)
    vectors = np.load(folders[0] / VECTORS)
    with closing(PassageStore(folders[0])) as store:
        review = Among(("saltham-review",), store.ordinals_of_documents(["saltham-review"]))
    with closing(open_vector_store("chroma", folders[1], dense)) as other:
        assert isinstance(other, ChromaStore)
        assert len(one) == len(other) == len(vectors)
        for vector in vectors:
            for among in (None, review):
                nearest = one.nearest(vector, 1, among=among)
                np.testing.assert_allclose(
                    dense.cosine(vector, other.nearest(vector, 1, among=among)),
                    dense.cosine(vector, nearest),
                    atol=1e-6,
                )
            assert sorted(other.nearest(vector, 1000, among=review)) == list(review.ordinals)
        assert other.nearest(vectors[0], 3, among=Among(("unknown",), [])) == []


def test_the_manifest_names_the_store_and_leaves_its_files_to_it(both):
    manifests = [read_manifest(check_index(settings)) for settings in both]
    assert [manifest.vector_store for manifest in manifests] == ["file", "chroma"]
    assert set(manifests[0].files) == set(manifests[1].files)
    folder = check_index(both[1])
    assert (folder / CHROMA).is_dir()
    assert not (check_index(both[0]) / CHROMA).exists()
    check_files(folder, manifests[1], whole=True)  # after it was opened and asked
    assert check_generation(folder) == []


@pytest.mark.parametrize(("built", "asked"), [("file", "chroma"), ("chroma", "file")])
def test_an_index_with_another_store_is_refused_with_the_command(both, built, asked):
    (settings,) = (one for one in both if one.vector_store == built)
    with pytest.raises(IndexUnavailable) as raised:
        check_index(settings.model_copy(update={"vector_store": asked}))
    assert str(raised.value) == (
        f"Could not open the index at '{settings.index}': its vector store is '{built}', settings ask for '{asked}'. "
        f'Run "assistant index --rebuild --index {settings.index} --corpus {settings.corpus}".'
    )


def test_another_store_is_filled_without_embedding(settings):
    before = answers(settings)
    other = settings.model_copy(update={"vector_store": "file"})
    report = build_sample_index(other)
    assert (report.changed, report.embedded, report.manifest.vector_store) == (True, 0, "file")
    assert answers(other) == before
    report = build_sample_index(settings)
    assert (report.changed, report.embedded, report.manifest.vector_store) == (True, 0, "chroma")
    assert check_generation(check_index(settings)) == []


def test_a_build_that_names_no_store_keeps_the_one_there_is(settings):
    def build():
        return build_index(settings.corpus, settings.index, HashingEmbedder, embedding_model=FAKE_MODEL)

    assert not build().changed
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    assert build().manifest.vector_store == "chroma"
    assert check_generation(check_index(settings)) == []


def test_an_update_writes_the_collection_anew(settings, tmp_path):
    make_corpus(settings.corpus, {"a-first.md": "# First\n\nMobile clinics in Saltham."})  # all others move up
    (settings.corpus / "papers/clinic-paper.md").unlink()
    report = build_sample_index(settings)
    assert report.embedded == 1
    assert check_generation(check_index(settings)) == []
    whole = settings_for(tmp_path, "file")
    build_sample_index(whole)
    assert answers(settings) == answers(whole)


def a_passage(settings, ordinal=2):
    with closing(PassageStore(check_index(settings))) as store:
        return store.passages([ordinal])[0], store.count()


def test_check_finds_a_missing_entry(settings, collection):
    passage, count = a_passage(settings)
    collection.delete(ids=[passage.id])
    assert check_generation(check_index(settings)) == [
        f"vector_store: Chroma holds {count - 1} passages, the index {count}",
        f"vector_store: passage {passage.id} of '{passage.document}' is missing in Chroma",
    ]
    with pytest.raises(IndexUnavailable, match=r'is damaged.*vector store \'chroma\'.*Run "assistant index --rebuild'):
        Assistant(settings, HashingEmbedder(), None)


def test_check_finds_another_entry_in_its_place(settings, collection):
    passage, _ = a_passage(settings)
    vector = collection.get(ids=[passage.id], include=["embeddings"])["embeddings"][0]
    collection.delete(ids=[passage.id])
    collection.add(ids=["other"], embeddings=[vector], metadatas=[{"document": "x", "ordinal": 2}], documents=["x"])
    assert check_generation(check_index(settings)) == [
        f"vector_store: passage {passage.id} of '{passage.document}' is missing in Chroma"
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda passage: {"metadatas": [{"document": passage.document, "ordinal": 1}]}, "is another's in Chroma"),
        (lambda passage: {"embeddings": [np.eye(256)[7].tolist()]}, "has another vector in Chroma"),
    ],
    ids=["ordinal", "vector"],
)
def test_check_finds_a_changed_entry(settings, collection, change, problem):
    passage, _ = a_passage(settings)
    collection.update(ids=[passage.id], **change(passage))
    assert check_generation(check_index(settings)) == [
        f"vector_store: passage {passage.id} of '{passage.document}' {problem}"
    ]


@pytest.mark.parametrize("damage", ["folder", "database", "garbage"])
def test_a_damaged_collection_is_refused_with_the_command(settings, damage):
    folder = check_index(settings)
    database = folder / CHROMA / "chroma.sqlite3"
    if damage == "folder":
        shutil.rmtree(folder / CHROMA)
    elif damage == "database":
        database.unlink()
    else:
        database.write_bytes(b"garbage" * 1000)
    with pytest.raises(IndexUnavailable, match=r'is damaged.*Run "assistant index --rebuild --index'):
        Assistant(settings, HashingEmbedder(), None)
    assert any(problem.startswith("vector_store: ") for problem in check_generation(folder))
    build_sample_index(settings, rebuild=True)
    assert check_generation(check_index(settings)) == []


def test_what_chroma_cannot_write_leaves_the_last_good_one(settings, monkeypatch):
    from llama_index.vector_stores.chroma import ChromaVectorStore

    def fail(self, nodes):
        raise RuntimeError("database or disk is full")

    last = check_index(settings)
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    monkeypatch.setattr(ChromaVectorStore, "add", fail)
    with pytest.raises(IndexUnavailable, match=r"could not be written: Chroma cannot write .*disk is full.*free some"):
        build_sample_index(settings)
    assert check_index(settings) == last
    assert {path.name for path in settings.index.iterdir()} == {"current", last.name}
