"""Brings the index up to date in the background, in a process of its own: answers go on coming meanwhile."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import AssistantError, IndexUnavailable
from assistant.settings import Settings

_log = logging.getLogger(__name__)

Tell = Callable[[str, int, int], None]
"""Told how far a build is: stage, how many are done, of how many."""

STAGES = {"": "Starting", "documents": "Reading the documents", "passages": "Indexing the passages"}
STOPPED = "Stopped. The last good index goes on answering."
FAULT = "The index could not be brought up to date; the last good one goes on answering. The log says why."
_STOP_SECONDS = 10.0
_TELLING_SECONDS = 5.0
"""How long a stage must have run before its rate tells anything of the time that is left."""


@dataclass(frozen=True)
class Outcome:
    """What came of a build, in words, and the files that it could not read."""

    message: str
    unread: tuple[str, ...] = ()


Build = Callable[[Tell, threading.Event], Outcome]
"""Builds until done, or until the event is set; returns what came of it."""


@dataclass(frozen=True)
class Progress:
    """How far the last build is, or what came of it.

    Attributes:
        left_seconds: how long the stage goes on at the rate it had so far; None where that cannot be told.
        stopped: somebody has stopped it.
        unread: files that it could not read.
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    of: int = 0
    left_seconds: float | None = None
    message: str = ""
    failed: bool = False
    stopped: bool = False
    unread: tuple[str, ...] = ()


class Indexer:
    """Runs one build at a time; a build asked for while one runs follows it.

    Args:
        build: brings the index up to date.
        clock: seconds that only go forward.
    """

    def __init__(self, build: Build, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._build = build
        self._clock = clock
        self._lock = threading.Lock()
        self._closed = False
        self._halt = threading.Event()
        self._again = False
        self._thread: threading.Thread | None = None
        self._progress = Progress()
        self._begun = (0.0, 0)

    @property
    def progress(self) -> Progress:
        """How far the build is."""
        progress, (since, first) = self._progress, self._begun
        seconds = self._clock() - since
        if not progress.running or progress.done <= first or seconds < _TELLING_SECONDS:
            return progress
        left = seconds / (progress.done - first) * (progress.of - progress.done)
        return replace(progress, left_seconds=left)

    def start(self) -> None:
        """Begin a build, or another one after the one that is running."""
        with self._lock:
            if self._closed:
                return
            if self._progress.running:
                self._again = True
                return
            self._begin()
            self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
            self._thread.start()

    def cancel(self) -> None:
        """End the running build, and do not begin another one that was asked for; the last good index stays."""
        with self._lock:
            self._again = False
            self._halt.set()

    def stop(self) -> None:
        """End a running build for good; the last good index stays as it is."""
        with self._lock:
            self._closed = True
            self._halt.set()
            thread = self._thread
        if thread:
            thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        while True:
            outcome = self._build_once()
            with self._lock:
                if not self._again or self._closed:
                    self._progress = outcome
                    return
                self._begin()

    def _begin(self) -> None:
        self._again = False
        self._halt = threading.Event()
        self._progress = Progress(running=True)

    def _build_once(self) -> Progress:
        halt = self._halt
        try:
            outcome = self._build(self._tell, halt)
            return Progress(message=outcome.message, unread=outcome.unread)
        except AssistantError as error:
            if halt.is_set():
                return Progress(message=STOPPED, stopped=True)
            return Progress(message=str(error), failed=True)
        except Exception:  # the page must say something whatever happens; the log has the rest
            _log.exception("Indexing ended in a fault of the program.")
            return Progress(message=FAULT, failed=True)

    def _tell(self, stage: str, done: int, of: int) -> None:
        if stage != self._progress.stage:  # the first word of a stage may come when much of it is done already
            self._begun = (self._clock(), done)
        self._progress = Progress(running=True, stage=stage, done=done, of=of)


def build_in_child(settings: Settings) -> Build:
    """Return a build that runs in a child process: its memory and its faults are not the app's."""

    def build(tell: Tell, stopping: threading.Event) -> Outcome:
        asked = {
            "corpus": str(settings.corpus),
            "index": str(settings.index),
            "embedding_model": settings.embedding_model,
            "vector_store": settings.vector_store,
        }
        command = [sys.executable, "-m", "assistant.web.index_child", json.dumps(asked)]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
            ended = threading.Event()
            threading.Thread(target=_end_when, args=(child, stopping, ended), daemon=True).start()
            try:
                assert child.stdout is not None
                outcome = _follow(child.stdout, tell)
            finally:
                child.wait()
                ended.set()
        if outcome is None:
            raise IndexUnavailable(
                f"Indexing ended early (exit status {child.returncode}). The last good index answers."
            )
        if "error" in outcome:
            raise IndexUnavailable(str(outcome["error"]))
        return Outcome(str(outcome["message"]), tuple(str(file) for file in outcome.get("unread", ())))

    return build


def _follow(lines: Iterable[str], tell: Tell) -> dict[str, Any] | None:
    """Read a child's lines to the end, telling its progress; return its last word."""
    outcome: dict[str, Any] | None = None
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:  # a library printed something
            continue
        if not isinstance(told, dict):
            continue
        if "stage" in told:
            tell(str(told["stage"]), int(told["done"]), int(told["of"]))
        elif "message" in told or "error" in told:
            outcome = told
    return outcome


def _end_when(child: subprocess.Popen[str], stopping: threading.Event, ended: threading.Event) -> None:
    while not ended.wait(0.2):
        if stopping.is_set():
            child.terminate()
            return
