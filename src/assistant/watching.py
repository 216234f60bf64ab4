"""Brings the index up to date whenever files of the corpus change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from assistant.corpus.load import find_files
from assistant.corpus.register import REGISTER_FILE
from assistant.errors import AssistantError, CorpusError, IndexLocked
from assistant.indexing.build import BuildReport

STILL_SECONDS = 1.0
"""A file that is being copied grows: the build waits until nothing has changed for this long."""
_LONGEST_WAIT = 300.0  # seconds: then one file that never rests does not keep the others out of the index
_LOOK_AGAIN = 1.0  # seconds: for a build that could not begin, or a folder that is gone


def watch_corpus(
    corpus: Path,
    build: Callable[[], BuildReport],
    tell: Callable[[BuildReport | Exception], None],
    *,
    stop: threading.Event | None = None,
    still_seconds: float = STILL_SECONDS,
) -> None:
    """Build, and build again after each change, until stopped or interrupted; a build that fails is told, no more.

    Args:
        corpus: the folder.
        build: brings the index up to date.
        tell: given the report of each build, or the error it ended with.
        stop: ends the watch when it is set.
        still_seconds: how long the files must have been unchanged.

    Raises:
        CorpusError: there is no such folder to begin with.
        KeyboardInterrupt: somebody pressed Ctrl-C.
    """
    find_files(corpus)
    ended = stop or threading.Event()
    while not ended.is_set():
        if corpus.is_dir():
            _watch_folder(corpus, build, tell, ended, still_seconds)
        else:
            ended.wait(_LOOK_AGAIN)


def _watch_folder(
    corpus: Path,
    build: Callable[[], BuildReport],
    tell: Callable[[BuildReport | Exception], None],
    ended: threading.Event,
    still_seconds: float,
) -> None:
    """Watch until stopped, or until the folder is gone: its successor has to be watched anew."""
    from watchfiles import watch

    def is_of_corpus(_: object, path: str) -> bool:
        try:
            return not any(part.startswith(".") for part in Path(path).relative_to(corpus.absolute()).parts)
        except ValueError:
            return True

    due, last = True, ""
    # It looks for changes from its first step on, which is before the first build: none falls in between.
    events = watch(
        corpus.absolute(),
        watch_filter=is_of_corpus,
        stop_event=ended,
        rust_timeout=int(_LOOK_AGAIN * 1000),
        yield_on_timeout=True,
        debounce=200,
    )
    for changes in events:
        if not corpus.is_dir():
            tell(CorpusError(f"The corpus folder '{corpus}' is gone. The last index serves on until it is back."))
            return
        if not (due or changes):
            continue
        wait_until_still(corpus, seconds=still_seconds, stop=ended)
        if ended.is_set():
            return
        due = False
        try:
            tell(build())
            last = ""
        except (AssistantError, OSError) as error:
            due = isinstance(error, IndexLocked)  # the build that holds the lock may have begun before the change
            if not due or str(error) != last:
                tell(error)
            last = str(error)


def wait_until_still(
    corpus: Path,
    *,
    seconds: float = STILL_SECONDS,
    stop: threading.Event | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Return when no file of the corpus has changed for `seconds`, or has kept changing for five minutes."""
    begun = clock()
    before = _look(corpus)
    while clock() - begun < _LONGEST_WAIT and not (stop and stop.is_set()):
        sleep(seconds)
        now = _look(corpus)
        if now == before:
            return
        before = now


def _look(corpus: Path) -> dict[Path, tuple[int, int]]:
    """Return size and time of change of each file; those that vanish meanwhile are left out."""
    found = {}
    try:
        for path in (*find_files(corpus), corpus / REGISTER_FILE):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[path] = (stat.st_size, stat.st_mtime_ns)
    except (CorpusError, OSError):
        return {}
    return found
