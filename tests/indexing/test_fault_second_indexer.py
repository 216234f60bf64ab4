"""Fault: a second indexer while one runs. It is refused and names the owner; a dead owner's lock is taken over."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading

import psutil
import pytest

from assistant.errors import IndexLocked
from assistant.indexing.check import check_generation
from assistant.indexing.generation import current_generation
from assistant.indexing.lock import write_lock
from assistant.testing import FAKE_MODEL, build_sample_index, fake_settings, make_corpus

COMMAND = "from assistant.cli import app; app()"
# Builds, and stops in the middle until it is told to go on.
FIRST = """
import sys
from pathlib import Path
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings
class Waits(HashingEmbedder):
    def embed(self, texts):
        if not self.texts:
            print("building", flush=True)
            sys.stdin.readline()
        return super().embed(texts)
build_sample_index(fake_settings(Path(sys.argv[1])), embedder=Waits())
"""


@pytest.fixture
def settings(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus)
    build_sample_index(settings)
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    return settings


@pytest.fixture
def first(tmp_path, settings):
    """Return a process in the middle of a build."""
    with subprocess.Popen(
        [sys.executable, "-c", FIRST, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdout.readline() == "building\n"
        yield process
        process.kill()


def test_a_second_indexer_is_refused_and_names_the_first(settings, first):
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "index", "--corpus", settings.corpus, "--index", settings.index],
        capture_output=True,
        text=True,
        env={**os.environ, "ASSISTANT_EMBEDDING_MODEL": FAKE_MODEL},
    )
    assert done.returncode == 1
    assert f"Another process is building this index: {first.pid} on {socket.gethostname()}, since" in done.stderr
    assert "Traceback" not in done.stderr
    first.stdin.write("\n")
    assert first.wait(timeout=60) == 0
    assert check_generation(current_generation(settings.index)) == []
    assert not build_sample_index(settings).changed


def test_a_killed_indexers_lock_is_taken_over_also_before_its_parent_has_noticed(settings, first):
    first.kill()
    while psutil.Process(first.pid).status() != psutil.STATUS_ZOMBIE:
        pass
    assert (settings.index / "lock").exists()
    assert build_sample_index(settings).changed
    assert check_generation(current_generation(settings.index)) == []
    assert not (settings.index / "lock").exists()


def test_a_lock_whose_number_another_process_has_now_is_taken_over(settings):
    owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": "2026-11-20T10:00:00"}
    (settings.index / "lock").write_text(json.dumps({**owner, "process_started": 1000.0}))
    assert build_sample_index(settings).changed


def test_a_lock_that_is_being_written_is_waited_for(settings):
    """Between a lock's making and its writing there is a moment in which it is empty."""
    path = settings.index / "lock"
    path.write_text("")
    owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": "2026-11-20T10:00:00"}
    writer = threading.Timer(0.03, path.write_text, [json.dumps(owner)])
    writer.start()
    with pytest.raises(IndexLocked, match=f"Another process is building this index: {os.getpid()} on"):
        build_sample_index(settings)
    writer.join()


@pytest.mark.parametrize("attempt", range(10))
def test_of_many_that_find_a_dead_owners_lock_one_takes_it_over(tmp_path, attempt):
    (tmp_path / "lock").write_text(json.dumps({"pid": 2**22 + 1, "host": socket.gethostname(), "since": "x"}))
    inside, most = 0, 0
    guard, gate = threading.Lock(), threading.Barrier(6)

    def take_over() -> None:
        nonlocal inside, most
        gate.wait()
        try:
            with write_lock(tmp_path):
                with guard:
                    inside += 1
                    most = max(most, inside)
                with guard:
                    inside -= 1
        except IndexLocked:
            pass

    threads = [threading.Thread(target=take_over) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert not (tmp_path / "lock").exists()
