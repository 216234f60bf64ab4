"""Brings the index up to date in the background, in a process of its own: answers go on coming meanwhile."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from assistant.errors import AssistantError, IndexUnavailable
from assistant.settings import Settings

_log = logging.getLogger(__name__)

Tell = Callable[[str, int, int], None]
"""Told how far a build is: stage, how many are done, of how many."""
Build = Callable[[Tell, threading.Event], str]
"""Builds until done, or until the event is set; returns in words what came of it."""

STAGES = {"": "Starting", "documents": "Reading the documents", "passages": "Indexing the passages"}
FAULT = "The index could not be brought up to date; the last good one goes on answering. The log says why."
_STOP_SECONDS = 10.0


@dataclass(frozen=True)
class Progress:
    """How far the last build is, or what came of it."""

    running: bool = False
    stage: str = ""
    done: int = 0
    of: int = 0
    message: str = ""
    failed: bool = False


class Indexer:
    """Runs one build at a time; a build asked for while one runs follows it."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._again = False
        self._thread: threading.Thread | None = None
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """How far the build is."""
        return self._progress

    def start(self) -> None:
        """Begin a build, or another one after the one that is running."""
        with self._lock:
            if self._stopping.is_set():
                return
            if self._progress.running:
                self._again = True
                return
            self._progress = Progress(running=True)
            self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End a running build; the last good index stays as it is."""
        with self._lock:
            self._stopping.set()
            thread = self._thread
        if thread:
            thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        while True:
            outcome = self._build_once()
            with self._lock:
                if not self._again or self._stopping.is_set():
                    self._progress = outcome
                    return
                self._again = False
                self._progress = Progress(running=True)

    def _build_once(self) -> Progress:
        try:
            return Progress(message=self._build(self._tell, self._stopping))
        except AssistantError as error:
            return Progress(message=str(error), failed=True)
        except Exception:  # the page must say something whatever happens; the log has the rest
            _log.exception("Indexing ended in a fault of the program.")
            return Progress(message=FAULT, failed=True)

    def _tell(self, stage: str, done: int, of: int) -> None:
        self._progress = Progress(running=True, stage=stage, done=done, of=of)


def build_in_child(settings: Settings) -> Build:
    """Return a build that runs in a child process: its memory and its faults are not the app's."""

    def build(tell: Tell, stopping: threading.Event) -> str:
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
            raise IndexUnavailable(outcome["error"])
        return outcome["message"]

    return build


def _follow(lines: object, tell: Tell) -> dict[str, str] | None:
    """Read a child's lines to the end, telling its progress; return its last word."""
    outcome: dict[str, str] | None = None
    for line in lines:  # type: ignore[attr-defined]
        try:
            told = json.loads(line)
        except ValueError:  # a library printed something
            continue
        if not isinstance(told, dict):
            continue
        if "stage" in told:
            tell(str(told["stage"]), int(told["done"]), int(told["of"]))
        elif "message" in told or "error" in told:
            outcome = {name: str(value) for name, value in told.items()}
    return outcome


def _end_when(child: subprocess.Popen[str], stopping: threading.Event, ended: threading.Event) -> None:
    while not ended.wait(0.2):
        if stopping.is_set():
            child.terminate()
            return
