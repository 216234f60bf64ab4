"""Fault: a corrupt or half-deleted index. The message is readable and names the command, and the command mends it."""

from __future__ import annotations

import random
import shutil

import pytest
from typer.testing import CliRunner

from assistant.assistant import Assistant
from assistant.cli import app
from assistant.errors import IndexUnavailable
from assistant.indexing import dense
from assistant.indexing.check import check_generation
from assistant.indexing.generation import LEXICAL, MANIFEST, current_generation
from assistant.testing import FAKE_MODEL, HashingEmbedder, build_sample_index, fake_settings, make_corpus

QUESTION = "How many nurses does Northvale employ?"
FILES = [
    MANIFEST,
    "passages.sqlite",
    "files.sqlite",
    "vectors.npy",
    "vectors.signs.npy",
    "sentences.npy",
    "sentences.signs.npy",
    "sentence_starts.npy",
    f"{LEXICAL}/data.csc.index.npy",
    f"{LEXICAL}/indices.csc.index.npy",
    f"{LEXICAL}/indptr.csc.index.npy",
    f"{LEXICAL}/vocab.index.json",
    f"{LEXICAL}/params.index.json",
    f"{LEXICAL}/words.json",
    f"{LEXICAL}/acronyms.json",
    f"{LEXICAL}/terms.npy",
    f"{LEXICAL}/starts.npy",
    f"{LEXICAL}/pairs.npy",
    f"{LEXICAL}/pair_starts.npy",
]


def remove(path) -> None:
    path.unlink()


def empty(path) -> None:
    path.write_bytes(b"")


def truncate(path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_a_bit(path) -> None:
    data = bytearray(path.read_bytes())
    place = random.Random(path.name).randrange(len(data))
    data[place] ^= 1 << (place % 8)
    path.write_bytes(data)


def grow(path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


@pytest.fixture(autouse=True)
def _as_if_large(monkeypatch):
    """Let the index have the file of signs, which only a large one has."""
    monkeypatch.setattr(dense, "EXACT_UP_TO", 0)


@pytest.fixture
def settings(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus)
    build_sample_index(settings)
    return settings


def answer(settings) -> dict:
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        record = assistant.ask(QUESTION).to_record(explain=True)
    del record["timings_ms"], record["generation"]
    return record


def test_these_are_all_files_of_a_generation(settings):
    folder = current_generation(settings.index)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(FILES)


@pytest.mark.parametrize("damage", [remove, empty, truncate, flip_a_bit, grow], ids=lambda function: function.__name__)
@pytest.mark.parametrize("file", FILES)
def test_damage_to_any_file_is_told_with_the_command_that_mends_it(settings, file, damage):
    before = answer(settings)
    folder = current_generation(settings.index)
    damage(folder / file)
    with pytest.raises(IndexUnavailable) as raised:
        Assistant(settings, HashingEmbedder(), None)
    assert f'Run "assistant index --rebuild --index {settings.index} --corpus ' in str(raised.value)
    assert str(folder) in str(raised.value) or folder.name in str(raised.value)
    if file == MANIFEST:
        with pytest.raises(IndexUnavailable):
            check_generation(folder)
    else:
        assert any(file in problem for problem in check_generation(folder))
    report = build_sample_index(settings)  # also without --rebuild, and though the corpus has not changed
    assert report.changed
    assert answer(settings) == before


@pytest.mark.parametrize("part", ["current", "generation", "lexical", "both"])
def test_a_half_deleted_index_is_told_and_mended(settings, part):
    before = answer(settings)
    folder = current_generation(settings.index)
    if part == "current":
        (settings.index / "current").write_text("")
    else:
        shutil.rmtree(folder / LEXICAL if part == "lexical" else folder)
    if part == "both":
        (settings.index / "current").unlink()
    with pytest.raises(IndexUnavailable, match=r'Run "assistant index'):
        Assistant(settings, HashingEmbedder(), None)
    assert build_sample_index(settings).changed
    assert answer(settings) == before


def test_a_running_assistant_refuses_a_damaged_newer_generation_and_goes_on(settings):
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        before = assistant.ask(QUESTION)
        make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
        build_sample_index(settings)
        flip_a_bit(current_generation(settings.index) / "vectors.npy")
        after = assistant.ask(QUESTION)
        assert (after.generation, after.text) == (before.generation, before.text)
        build_sample_index(settings)
        assert assistant.ask(QUESTION).generation == current_generation(settings.index).name != before.generation


def test_the_check_names_the_damaged_file_and_the_command(settings, monkeypatch):
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", FAKE_MODEL)
    flip_a_bit(current_generation(settings.index) / "passages.sqlite")
    done = CliRunner().invoke(app, ["index", "--check", "--index", str(settings.index)])
    assert done.exit_code == 1
    assert "passages.sqlite' is not as it was written" in " ".join(done.output.split())
    assert "assistant index --rebuild" in " ".join(done.output.split())
