"""Reads documents in child processes, so that no file can crash, stall or exhaust the program that reads it.

A worker is a Python process that imports the loaders and nothing else; it is used again for the next file, and
replaced when it was stopped or died. Parent and worker exchange JSON: a file that takes its worker over cannot
make the parent run anything.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Final, Literal, Self

from assistant.corpus.child_worker import Loader, parsed_from, receive, send
from assistant.corpus.document import Parsed
from assistant.corpus.pdf_ocr import MAX_SCANS, SECONDS_A_SCAN
from assistant.errors import DocumentError

Format = Literal["pdf", "word", "text", "html"]

_LOADERS: Final[dict[str, str]] = {
    "pdf": "assistant.corpus.pdf:load_pdf",
    "word": "assistant.corpus.word:load_word",
    "text": "assistant.corpus.plain_text:load_text",
    "html": "assistant.corpus.html:load_html",
}
SECONDS: Final = 60.0  # issue 3: the default limit of a file
SECONDS_A_PAGE: Final = 0.5
MEMORY_BYTES: Final = 2 * 1024**3
_PROGRAM = "import sys; from assistant.corpus.child_worker import serve; serve(scratch=sys.argv[1])"
_START_SECONDS = 60.0  # a worker that has not imported its loaders by then is not coming
_JOBS_A_WORKER = 500  # then it is replaced: libraries leak


class LoaderPool:
    """Worker processes that read one file each at a time. Thread-safe; use as a context manager.

    Args:
        workers: how many files are read at once, at most.
    """

    def __init__(self, workers: int = 1) -> None:
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        for _ in range(max(1, workers)):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop all workers, also those that are reading."""
        with self._lock:
            self._closed = True
            workers, self._all = self._all, set()
        for worker in workers:
            worker.stop()
        if self._scratch is not None:
            self._scratch.cleanup()

    def load(
        self,
        loader: Format | Loader,
        path: Path,
        *,
        file: str,
        seconds: float | None = None,
        memory_bytes: int | None = MEMORY_BYTES,
    ) -> Parsed:
        """Read one file in a worker.

        Args:
            loader: name of a format, or a function `(data, *, file) -> Parsed` that can be imported.
            path: the file.
            file: its name in the corpus, for messages.
            seconds: time limit; without one 60 seconds and half a second for each page of a PDF.
            memory_bytes: how much memory the worker may have; None for no limit (there is none on Windows).

        Raises:
            DocumentError: the file cannot be read, took too long, needed too much memory or crashed its reader.
        """
        worker = self._idle.get()
        try:
            if worker is None or not worker.usable:
                worker = self._start(worker)
            return worker.load(_name(loader), path, file=file, seconds=seconds, memory_bytes=memory_bytes)
        except DocumentError:
            if self._closed:  # it was stopped by `close`: that is no fault of the file
                raise RuntimeError("the pool is closed") from None
            raise
        finally:
            self._idle.put(worker)

    def _start(self, old: _Worker | None) -> _Worker:
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            if self._scratch is None:
                # For the pictures that Tesseract is given: a worker that is stopped cannot clear up after itself.
                self._scratch = tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True)
            scratch = self._scratch.name
        worker = _Worker(scratch)
        with self._lock:
            if old is not None:
                self._all.discard(old)
            closed = self._closed
            if not closed:
                self._all.add(worker)
        if old is not None:
            old.stop()
        if closed:
            worker.stop()
            raise RuntimeError("the pool is closed")
        return worker


def _name(loader: str | Loader) -> str:
    if isinstance(loader, str):
        return _LOADERS[loader]
    return f"{loader.__module__}:{loader.__qualname__}"


class _Worker:
    """The parent's side of one worker process."""

    def __init__(self, scratch: str) -> None:
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        self._process = subprocess.Popen(  # noqa: S603 (this interpreter, a line of our own)
            [sys.executable, "-P", "-c", _PROGRAM, scratch],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            process_group=0 if os.name == "posix" else None,
        )
        self._replies: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._jobs = 0
        self._ready = False

    @property
    def usable(self) -> bool:
        """Whether it can take another job."""
        return self._process.poll() is None and self._jobs < _JOBS_A_WORKER

    def load(self, loader: str, path: Path, *, file: str, seconds: float | None, memory_bytes: int | None) -> Parsed:
        """Have the file read; a worker that fails at it is stopped."""
        self._jobs += 1
        limit = SECONDS if seconds is None else seconds
        try:
            if not self._ready:
                self._expect(time.monotonic() + _START_SECONDS)
                self._ready = True
            job = {"loader": loader, "path": str(path), "file": file, "memory": memory_bytes}
            deadline = time.monotonic() + limit
            self._send(job)
            reply = self._expect(deadline)
            for kind, each, most in (("pages", SECONDS_A_PAGE, None), ("scans", SECONDS_A_SCAN, MAX_SCANS)):
                if kind in reply:
                    more = each * min(int(reply[kind]), most or int(reply[kind])) if seconds is None else 0.0
                    limit, deadline = limit + more, deadline + more
                    reply = self._expect(deadline)
        except TimeoutError:
            self.stop()
            raise DocumentError(
                file, f"took longer to read than the limit of {limit:.0f} seconds, so it was stopped"
            ) from None
        except (EOFError, OSError):
            self._end_group()
            code = self._wait()
            self.stop()
            raise DocumentError(file, _crash(code, memory_bytes)) from None
        except BaseException:
            self.stop()
            raise
        return self._result(reply, file, memory_bytes)

    def stop(self) -> None:
        """End the process now."""
        self._end_group()
        self._wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and (stream is self._process.stdin or not self._reader.is_alive()):
                with contextlib.suppress(OSError):
                    stream.close()

    def _end_group(self) -> None:
        """Kill the process, and with it what it started; on Windows Tesseract ends by itself with its page."""
        if self._process.returncode is not None:
            return  # its number may by now be another process's
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _wait(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=10)
        self._reader.join(timeout=10)
        return self._process.returncode

    def _send(self, message: dict[str, Any]) -> None:
        stream = self._process.stdin
        if stream is None:
            raise EOFError
        send(stream, message)

    def _expect(self, deadline: float) -> dict[str, Any]:
        try:
            reply = self._replies.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
        if reply is None:
            raise EOFError
        return reply

    def _read(self) -> None:
        stream = self._process.stdout
        try:
            while stream is not None and (message := receive(stream)) is not None:
                self._replies.put(message)
        except (OSError, ValueError):
            pass
        finally:
            self._replies.put(None)
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _result(self, reply: dict[str, Any], file: str, memory_bytes: int | None) -> Parsed:
        if "memory" in reply:
            self.stop()
            raise DocumentError(file, _too_big(memory_bytes))
        if "error" in reply:
            raise DocumentError(file, str(reply["error"]), where=reply.get("where"))
        try:
            return parsed_from(reply["parsed"])
        except (KeyError, TypeError, ValueError, IndexError) as error:
            self.stop()
            raise DocumentError(file, f"gave an unusable reply when it was read ({type(error).__name__})") from error


def _crash(code: int | None, memory_bytes: int | None) -> str:
    how = f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
    limit = f", or needs more than {_gigabytes(memory_bytes)} of memory" if memory_bytes else ""
    return f"ended the process that read it ({how}): it is damaged{limit}"


def _too_big(memory_bytes: int | None) -> str:
    return f"needs more memory to read than the limit of {_gigabytes(memory_bytes or 0)}, so it was stopped"


def _gigabytes(size: int) -> str:
    return f"{size / 1024**3:.1f} GiB"
