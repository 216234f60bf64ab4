"""A build does only what changed, and never harms the index that answers."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from assistant.assistant import Assistant, check_index
from assistant.errors import CorpusError, IndexLocked, IndexUnavailable
from assistant.indexing import build as building
from assistant.indexing.build import build_index
from assistant.indexing.generation import (
    LEXICAL,
    MANIFEST,
    SENTENCE_VECTORS,
    VECTORS,
    current_generation,
    read_manifest,
)
from assistant.indexing.lock import write_lock
from assistant.indexing.store import FILE, PassageStore
from assistant.testing import (
    FAKE_MODEL,
    SAMPLE_CORPUS,
    HashingEmbedder,
    build_sample_index,
    fake_settings,
    make_corpus,
)


@pytest.fixture
def settings(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus)
    return settings


def names(settings) -> set[str]:
    return {path.name for path in settings.index.iterdir()}


def files(settings) -> list[str]:
    store = PassageStore(check_index(settings))
    try:
        return [source.file for source, _, _ in store.sources()]
    finally:
        store.close()


def test_the_manifest_says_what_was_built(settings):
    make_corpus(settings.corpus, {"empty.md": b"", "undated.md": "# A page\n\nSome words."})
    report = build_sample_index(settings)
    manifest = report.manifest
    assert report.changed
    assert report.embedded == manifest.passages == sum(document.passages for document in manifest.documents)
    assert [document.file for document in manifest.documents] == [*sorted(SAMPLE_CORPUS), "undated.md"]
    assert (manifest.embedding_model, manifest.dimension) == (FAKE_MODEL, 256)
    assert manifest.skipped == (("empty.md", "is empty (0 bytes)"),)
    assert {file for file, _ in manifest.warnings} == {"undated.md"}
    assert read_manifest(check_index(settings)) == manifest
    assert names(settings) == {"current", manifest.generation}


def test_a_build_with_nothing_changed_does_nothing(settings):
    first = build_sample_index(settings)

    def fail() -> HashingEmbedder:
        raise AssertionError("the model is not needed")

    second = build_index(settings.corpus, settings.index, fail, embedding_model=FAKE_MODEL)
    assert (second.changed, second.embedded, second.manifest) == (False, 0, first.manifest)
    assert names(settings) == {"current", first.manifest.generation}


def test_a_changed_document_embeds_only_its_new_passages(settings):
    before = build_sample_index(settings).manifest
    path = settings.corpus / "northvale-strategy.md"
    path.write_text(path.read_text().replace("1,150 nurses", "1,175 nurses"))
    embedder = HashingEmbedder()
    report = build_sample_index(settings, embedder=embedder)
    assert report.embedded == 1
    passage, *sentences = embedder.texts
    assert "1,175 nurses" in passage
    assert "".join(sentences).startswith("Northvale employs 1,175 nurses.")
    assert all(sentence in passage for sentence in sentences)
    assert report.manifest.passages == before.passages
    store = PassageStore(check_index(settings))
    assert "1,175 nurses" in store.document("northvale-strategy").text
    store.close()


def test_an_added_document_embeds_only_itself(settings):
    build_sample_index(settings)
    make_corpus(settings.corpus, {"added.md": "---\ntitle: Added\ndate: 2024\n---\nNew words."})
    report = build_sample_index(settings)
    assert report.embedded == 1
    assert "added.md" in files(settings)


def test_a_deleted_document_is_gone_and_no_model_is_loaded(settings):
    build_sample_index(settings)
    (settings.corpus / "saltham-review.md").unlink()

    def fail() -> HashingEmbedder:
        raise AssertionError("the model is not needed")

    report = build_index(settings.corpus, settings.index, fail, embedding_model=FAKE_MODEL)
    assert (report.changed, report.embedded) == (True, 0)
    assert (report.manifest.embedding_model, report.manifest.embedding_revision) == (FAKE_MODEL, "1")
    assert files(settings) == ["northvale-strategy.md", "papers/clinic-paper.md"]
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        record = assistant.ask("How many medical technology companies are headquartered in Saltham?")
    assert all(entry.file != "saltham-review.md" for entry in record.retrieved)


def test_rebuilding_gives_the_same_passages(settings):
    build_sample_index(settings)
    store = PassageStore(check_index(settings))
    before = store.passages_between(0, 1000)
    store.close()
    report = build_sample_index(settings, rebuild=True)
    store = PassageStore(check_index(settings))
    assert store.passages_between(0, 1000) == before
    store.close()
    assert report.embedded == len(before)


def test_progress_is_told_by_stage(settings):
    told = []
    build_index(
        settings.corpus,
        settings.index,
        HashingEmbedder,
        embedding_model=FAKE_MODEL,
        progress=lambda *step: told.append(step),
    )
    passages = told[-1][2]
    assert told[0] == ("documents", 0, 3)
    assert ("documents", 3, 3) in told
    assert told[-1] == ("passages", passages, passages)


class BrokenEmbedder(HashingEmbedder):
    def embed(self, texts):
        raise MemoryError("no room")


@pytest.mark.parametrize("fault", ["embedding", "writing", "probe", "killed"])
def test_a_build_that_fails_keeps_the_last_good_one(settings, monkeypatch, fault):
    good = build_sample_index(settings).manifest
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    embedder: HashingEmbedder = HashingEmbedder()
    expected: type[BaseException] = IndexUnavailable
    if fault == "embedding":
        embedder, expected = BrokenEmbedder(), MemoryError
    elif fault == "writing":

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(building, "write_passages", full)
    elif fault == "probe":
        monkeypatch.setattr(PassageStore, "count", lambda *_: 1)
    else:

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(building, "finish_generation", interrupt)
        expected = KeyboardInterrupt
    with pytest.raises(expected):
        build_sample_index(settings, embedder=embedder)
    monkeypatch.undo()
    assert names(settings) == {"current", good.generation}
    assert read_manifest(check_index(settings)) == good
    assert build_sample_index(settings).changed
    assert "added.md" in files(settings)


def test_a_full_disk_is_said_with_what_to_do(settings, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "write_passages", full)
    with pytest.raises(IndexUnavailable, match=r"No space left on device\. The last good one still serves; free some"):
        build_sample_index(settings)


def test_a_corpus_that_cannot_be_indexed_is_refused_with_the_reasons(settings):
    good = build_sample_index(settings).manifest
    shutil.rmtree(settings.corpus)
    make_corpus(settings.corpus, {"a.md": b"", "b.xyz": b"x"})
    with pytest.raises(CorpusError) as raised:
        build_sample_index(settings)
    assert str(raised.value).startswith(
        f"Nothing in '{settings.corpus}' can be indexed: a.md: is empty (0 bytes); b.xyz: '.xyz' files are not read."
    )
    assert current_generation(settings.index).name == good.generation


def test_an_empty_corpus_is_refused(settings):
    shutil.rmtree(settings.corpus)
    settings.corpus.mkdir()
    with pytest.raises(CorpusError, match=r"can be indexed: the folder holds no documents\."):
        build_sample_index(settings)


def test_a_missing_corpus_is_refused_and_makes_no_index_folder(tmp_path):
    with pytest.raises(CorpusError, match="There is no corpus folder at"):
        build_sample_index(fake_settings(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_build_is_refused_while_another_goes_on(settings):
    with write_lock(settings.index), pytest.raises(IndexLocked):
        build_sample_index(settings)


def test_another_models_vectors_are_not_used_again(settings):
    build_sample_index(settings)
    other = fake_settings(settings.corpus.parent, embedding_model="other")
    report = build_sample_index(other)
    assert report.embedded == report.manifest.passages
    assert report.manifest.embedding_model == "other"


def test_another_models_index_is_refused_with_the_command(settings):
    build_sample_index(settings)
    with pytest.raises(IndexUnavailable) as raised:
        check_index(fake_settings(settings.corpus.parent, embedding_model="bge-small"))
    assert str(raised.value) == (
        f"Could not open the index at '{settings.index}': it was built with 'hashing', settings ask for 'bge-small'. "
        f'Run "assistant index --rebuild --index {settings.index} --corpus {settings.corpus}".'
    )


@pytest.mark.parametrize("damaged", [FILE, VECTORS, SENTENCE_VECTORS, MANIFEST])
def test_a_damaged_index_is_built_anew(settings, damaged):
    first = build_sample_index(settings).manifest
    (settings.index / first.generation / damaged).write_bytes(b"garbage")
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    report = build_sample_index(settings)
    assert report.embedded == report.manifest.passages
    assert "added.md" in files(settings)


@pytest.mark.parametrize("part", [FILE, VECTORS, SENTENCE_VECTORS, LEXICAL])
@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_a_damaged_index_is_refused_with_the_command(settings, part, damage):
    path = settings.index / build_sample_index(settings).manifest.generation / part
    if path.is_dir():
        shutil.rmtree(path)
    elif damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"garbage" * 1000)
    with pytest.raises(IndexUnavailable, match=r'is damaged.*Run "assistant index --rebuild --index'):
        Assistant(settings, HashingEmbedder(), None)


def test_one_passage_is_enough(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"a.md": "Words."})
    build_sample_index(settings)
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        assert len(assistant.ask("Which words?").retrieved) == 1


def test_documents_in_another_script_can_be_indexed(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"отчёт.md": "Отчёт о порте."})
    build_sample_index(settings)
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        assert assistant.documents()[0].title == "отчёт"
        assert len(assistant.ask("порт?").retrieved) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_is_named_and_the_others_are_indexed(settings):
    Path(os.fsdecode(os.fsencode(settings.corpus) + b"/caf\xe9.md")).write_text("# A page\n\nWords.")
    report = build_sample_index(settings)
    assert report.manifest.skipped == (("caf\\udce9.md", "has a name that is not text. Rename it"),)
    assert files(settings) == sorted(SAMPLE_CORPUS)
    assert not build_sample_index(settings).changed


def test_a_running_assistant_changes_over_without_an_error(settings):
    build_sample_index(settings)
    stop = threading.Event()
    failures: list[BaseException] = []
    seen: set[str] = set()

    with Assistant(settings, HashingEmbedder(), None) as assistant:

        def ask() -> None:
            while not stop.is_set():
                try:
                    record = assistant.ask("How many nurses does Northvale employ?")
                    seen.add(record.generation)
                    for citation in (*record.citations, *record.closest):
                        text = assistant.document(citation.document).text
                        assert citation.quote in text
                except BaseException as error:
                    failures.append(error)
                    return

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        generations = []
        for number in range(4):
            make_corpus(settings.corpus, {f"added-{number}.md": f"# Added {number}\n\nNew words {number}."})
            generations.append(build_sample_index(settings).manifest.generation)
        seen.add(assistant.ask("How many nurses does Northvale employ?").generation)
        stop.set()
        for thread in threads:
            thread.join()
        assert failures == []
        assert assistant.generation == generations[-1]
        assert len(assistant.documents()) == len(SAMPLE_CORPUS) + 4
    assert generations[-1] in seen


def test_a_removed_or_damaged_pointer_does_not_stop_a_running_assistant(settings):
    build_sample_index(settings)
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        for content in (b"nonsense", b"\xff\xfe"):
            (settings.index / "current").write_bytes(content)
            assert assistant.ask("How many nurses does Northvale employ?").retrieved
        (settings.index / "current").unlink()
        assert assistant.ask("How many nurses does Northvale employ?").retrieved


def test_two_assistants_in_one_process_do_not_disturb_each_other(settings):
    build_sample_index(settings)
    first = Assistant(settings, HashingEmbedder(), None)
    with Assistant(settings, HashingEmbedder(), None) as second:
        first.close()
        assert second.ask("How many nurses does Northvale employ?").retrieved
