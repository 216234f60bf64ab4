"""A check finds what is damaged in a generation, and one can go back to the generation before."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from assistant.errors import IndexUnavailable
from assistant.indexing.check import check_generation
from assistant.indexing.generation import (
    LEXICAL,
    MANIFEST,
    SENTENCE_STARTS,
    SENTENCE_VECTORS,
    VECTORS,
    current_generation,
    list_generations,
    roll_back,
)
from assistant.indexing.store import FILE
from assistant.testing import build_sample_index, fake_settings, make_corpus


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checked")
    settings = fake_settings(folder)
    make_corpus(settings.corpus)
    return settings.index / build_sample_index(settings).manifest.generation


def test_a_sound_generation_has_no_problems(sound):
    assert check_generation(sound) == []


def scale_a_vector(folder) -> None:
    vectors = np.load(folder / VECTORS)
    vectors[2] *= 3
    np.save(folder / VECTORS, vectors)


def lose_a_vector(folder) -> None:
    np.save(folder / VECTORS, np.load(folder / VECTORS)[:-1])


def scale_a_sentence(folder) -> None:
    vectors = np.load(folder / SENTENCE_VECTORS)
    vectors[4] *= 2
    np.save(folder / SENTENCE_VECTORS, vectors)


def give_a_sentence_to_the_next_passage(folder) -> None:
    starts = np.load(folder / SENTENCE_STARTS)
    starts[1] -= 1
    np.save(folder / SENTENCE_STARTS, starts)


def change_a_text(folder) -> None:
    import sqlite3

    connection = sqlite3.connect(folder / FILE)
    connection.execute("update documents set text = replace(text, '1,150', '1,151')")
    connection.commit()
    connection.close()


def lose_a_passage(folder) -> None:
    import sqlite3

    connection = sqlite3.connect(folder / FILE)
    connection.execute("delete from passages where ordinal = 1")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        (lambda folder: (folder / FILE).unlink(), "store"),
        (lambda folder: (folder / FILE).write_bytes(b"garbage" * 1000), "store"),
        (change_a_text, "store: the text of 'northvale-strategy.md' is not the one that was indexed"),
        (lose_a_passage, "store: "),
        (lambda folder: shutil.rmtree(folder / LEXICAL), "lexical"),
        (lambda folder: (folder / VECTORS).write_bytes(b"garbage"), "vectors"),
        (scale_a_vector, "vectors: passage number 2 has a vector of length 3.000, not 1, or other signs"),
        (lose_a_vector, "vectors: shape"),
        (lambda folder: (folder / SENTENCE_VECTORS).unlink(), "sentences: cannot be read"),
        (scale_a_sentence, "sentences: sentence number 4 has a vector of length 2.000, not 1, or other signs"),
        (give_a_sentence_to_the_next_passage, "sentences: passage number 0 has "),
    ],
    ids=[
        *("no store", "garbage", "text", "passage", "lexical", "vectors", "scaled", "shape"),
        *("no sentences", "scaled sentence", "moved sentence"),
    ],
)
def test_damage_is_found(sound, tmp_path, damage, part):
    copy = tmp_path / sound.name
    shutil.copytree(sound, copy)
    damage(copy)
    assert any(problem.startswith(part) for problem in check_generation(copy))


def test_without_a_manifest_there_is_nothing_to_check(tmp_path):
    with pytest.raises(IndexUnavailable, match="cannot be read"):
        check_generation(tmp_path)


def test_one_can_go_back_to_the_generation_before(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus)
    first = build_sample_index(settings).manifest
    foreign = settings.index / "0-extension"
    foreign.mkdir()
    (foreign / MANIFEST).write_text("{}")
    with pytest.raises(IndexUnavailable, match="There is no older generation"):
        roll_back(settings.index)
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    second = build_sample_index(settings, rebuild=True).manifest
    assert list_generations(settings.index) == [second, first]
    assert roll_back(settings.index) == first
    assert current_generation(settings.index).name == first.generation
    assert not (settings.index / "lock").exists()
