"""Fault: the disk is full during a build. The old generation serves, the message says what to do, room mends it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

import pytest

from assistant.assistant import Assistant
from assistant.errors import IndexUnavailable
from assistant.indexing.check import check_generation
from assistant.indexing.generation import current_generation
from assistant.testing import FAKE_MODEL, HashingEmbedder, build_sample_index, fake_settings, make_corpus

QUESTION = "How many nurses does Northvale employ?"
COMMAND = "from assistant.cli import app; app()"
MESSAGE = r"could not be written: .*The last good one still serves; free some space and try again\."


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a file system of 2 MiB."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small file system")
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no small file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def settings(tmp_path, small_disk):
    settings = fake_settings(tmp_path, index=small_disk / "index")
    make_corpus(settings.corpus)
    build_sample_index(settings)
    return settings


def fill(folder, *, leave: int):
    """Fill the file system of `folder` but for `leave` bytes; return the file that fills it."""
    path = folder / "fill"
    with path.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(bytes(4096))
    os.truncate(path, max(0, path.stat().st_size - leave))
    return path


def answer(settings) -> dict:
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        record = assistant.ask(QUESTION).to_record(explain=True)
    del record["timings_ms"]
    return record


@pytest.mark.parametrize("share", [0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_the_old_generation_serves_on_a_full_disk_and_room_mends_it(settings, small_disk, share):
    before = answer(settings)
    needed = sum(path.stat().st_blocks * 512 for path in current_generation(settings.index).rglob("*"))
    filling = fill(small_disk, leave=int(share * needed))
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    with pytest.raises(IndexUnavailable, match=MESSAGE):
        build_sample_index(settings)
    assert answer(settings) == before  # opened anew, while the disk is full
    assert {path.name for path in settings.index.iterdir()} == {"current", before["generation"]}
    filling.unlink()
    assert build_sample_index(settings).changed
    assert check_generation(current_generation(settings.index)) == []
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        assert "added.md" in {summary.file for summary in assistant.documents()}


def test_a_running_assistant_goes_on_while_the_disk_is_full(settings, small_disk):
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        before = assistant.ask(QUESTION)
        fill(small_disk, leave=16 * 1024)
        make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
        with pytest.raises(IndexUnavailable, match=MESSAGE):
            build_sample_index(settings)
        after = assistant.ask(QUESTION)
    assert (after.generation, after.text, after.citations) == (before.generation, before.text, before.citations)


def test_where_nothing_has_changed_nothing_is_written(settings, small_disk):
    fill(small_disk, leave=0)
    assert not build_sample_index(settings).changed
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert not build_sample_index(settings).changed
    assert answer(settings)["retrieved"]


def test_the_command_line_says_so_and_fails(settings, small_disk):
    fill(small_disk, leave=8 * 1024)
    (settings.corpus / "saltham-review.md").unlink()  # nothing to embed: no model is needed
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "index", "--corpus", settings.corpus, "--index", settings.index],
        capture_output=True,
        text=True,
        env={**os.environ, "ASSISTANT_EMBEDDING_MODEL": FAKE_MODEL},
    )
    assert done.returncode == 1
    assert "The last good one still serves; free some space and try again." in done.stderr
    assert "No space left on device" in done.stderr or "full" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("room", [0, 60])
def test_a_first_build_on_a_full_disk_leaves_nothing_behind(tmp_path, small_disk, room):
    settings = fake_settings(tmp_path, index=small_disk / "index")
    make_corpus(settings.corpus)
    filling = fill(small_disk, leave=room * 1024)
    with pytest.raises(IndexUnavailable, match=r"could not be written"):
        build_sample_index(settings)
    assert not settings.index.exists() or list(settings.index.iterdir()) == []
    filling.unlink()
    assert build_sample_index(settings).changed
