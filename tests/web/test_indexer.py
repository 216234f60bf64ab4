"""The index is brought up to date in the background, one build at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IndexLocked, IndexUnavailable
from assistant.settings import Settings
from assistant.web.indexer import FAULT, STOPPED, Indexer, Outcome, Tell, build_in_child

WAIT = 60  # seconds: the longest a test waits for another thread


class Builds:
    """A build that waits to be let go, and counts."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)
        self.count = 0

    def __call__(self, tell: Tell, stopping: threading.Event) -> Outcome:
        self.count += 1
        tell("documents", self.count, 9)
        self.begun.release()
        assert self.may_end.acquire(timeout=WAIT)
        if stopping.is_set():
            raise IndexUnavailable("Ended early.")
        return Outcome(f"build {self.count}", ("bad.pdf",))


def wait_until_idle(indexer: Indexer) -> None:
    assert indexer._thread is not None
    indexer._thread.join(WAIT)


def test_progress_is_told_and_then_what_came_of_it():
    builds = Builds()
    indexer = Indexer(builds)
    assert not indexer.progress.running
    indexer.start()
    assert builds.begun.acquire(timeout=WAIT)
    progress = indexer.progress
    assert (progress.running, progress.stage, progress.done, progress.of) == (True, "documents", 1, 9)
    builds.may_end.release()
    wait_until_idle(indexer)
    assert (indexer.progress.running, indexer.progress.message, indexer.progress.failed) == (False, "build 1", False)


def test_a_build_is_stopped_with_those_that_wait_and_another_can_begin():
    builds = Builds()
    indexer = Indexer(builds)
    indexer.start()
    assert builds.begun.acquire(timeout=WAIT)
    indexer.start()
    indexer.cancel()
    builds.may_end.release()
    wait_until_idle(indexer)
    assert (indexer.progress.message, indexer.progress.stopped, indexer.progress.failed) == (STOPPED, True, False)
    assert builds.count == 1
    indexer.start()
    builds.may_end.release()
    wait_until_idle(indexer)
    assert (indexer.progress.message, indexer.progress.unread) == ("build 2", ("bad.pdf",))


def test_the_time_that_is_left_is_told_from_the_rate():
    now, builds = [100.0], Builds()
    indexer = Indexer(builds, clock=lambda: now[0])
    indexer.start()
    assert builds.begun.acquire(timeout=WAIT)
    indexer._tell("passages", 40, 100)  # forty were known already
    now[0] += 30
    assert indexer.progress.left_seconds is None
    indexer._tell("passages", 50, 100)
    assert indexer.progress.left_seconds == 150
    builds.may_end.release()
    wait_until_idle(indexer)


def test_builds_asked_for_meanwhile_become_one_that_follows():
    builds = Builds()
    indexer = Indexer(builds)
    indexer.start()
    assert builds.begun.acquire(timeout=WAIT)
    indexer.start()
    indexer.start()
    builds.may_end.release(2)
    wait_until_idle(indexer)
    assert builds.count == 2


def fails(error: Exception) -> Callable[[Tell, threading.Event], Outcome]:
    def build(tell: Tell, stopping: threading.Event) -> Outcome:
        raise error

    return build


@pytest.mark.parametrize(
    ("error", "told"),
    [(IndexLocked("Another process is building."), "Another process is building."), (OSError("x"), FAULT)],
)
def test_a_build_that_fails_is_told(error, told):
    indexer = Indexer(fails(error))
    indexer.start()
    wait_until_idle(indexer)
    assert (indexer.progress.message, indexer.progress.failed) == (told, True)
    indexer.start()
    wait_until_idle(indexer)


def test_nothing_begins_after_the_end():
    builds = Builds()
    indexer = Indexer(builds)
    indexer.stop()
    indexer.start()
    assert builds.count == 0


def test_a_child_process_tells_why_it_could_not_build(tmp_path: Path):
    build = build_in_child(Settings(corpus=tmp_path / "nowhere", index=tmp_path / "index"))
    with pytest.raises(IndexUnavailable, match="There is no corpus folder"):
        build(lambda stage, done, of: None, threading.Event())


def test_a_child_process_that_is_ended_leaves_no_index(tmp_path: Path):
    stopping = threading.Event()
    stopping.set()
    (tmp_path / "corpus").mkdir()
    build = build_in_child(Settings(corpus=tmp_path / "corpus", index=tmp_path / "index"))
    with pytest.raises(IndexUnavailable):
        build(lambda stage, done, of: None, stopping)
    assert not (tmp_path / "index" / "current").exists()
