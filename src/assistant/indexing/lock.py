"""One writer at a time: a lock file in the index folder that names its owner."""

from __future__ import annotations

import datetime
import errno
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import IndexLocked

_LOCK = "lock"
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""What a file system answers that has no hard links."""
_LOOKS = 5  # at a lock that cannot be read: its owner may be writing it at this moment
_BETWEEN_LOOKS = 0.02  # seconds
_SAME_START = 10.0  # seconds by which two readings of one process's start may differ: clocks are set


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Hold the index for writing.

    Raises:
        IndexLocked: another live process holds it; names the owner. A dead owner's lock is taken over.
        OSError: the lock cannot be written.
    """
    index.mkdir(parents=True, exist_ok=True)
    path = index / _LOCK
    while not _claim(path):
        _remove_if_dead(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _claim(path: Path) -> bool:
    """Write the lock in this process's name; return False where there is one.

    It is written aside and then linked, so that a process killed in between leaves no lock that names nobody.
    """
    aside = path.with_name(f"{_LOCK}.{os.getpid()}.{threading.get_ident()}")
    try:
        aside.write_text(_this_process(), encoding="utf-8")
        os.link(aside, path)
    except (FileExistsError, FileNotFoundError):  # the second where another one cleared away what was aside
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _create(path)
    finally:
        aside.unlink(missing_ok=True)
    for left in path.parent.glob(f"{_LOCK}.*"):  # by a process that was killed
        left.unlink(missing_ok=True)
    return True


def _create(path: Path) -> bool:
    """Write the lock where files cannot be linked; return False where there is one."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        return False
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(_this_process())
    except OSError:  # a full disk: an empty lock would keep everybody out
        path.unlink(missing_ok=True)
        raise
    return True


def _this_process() -> str:
    import psutil

    owner = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "process_started": psutil.Process().create_time(),
    }
    return json.dumps(owner)


def _remove_if_dead(path: Path) -> None:
    """Remove the lock of a dead process; raise if its owner lives or cannot be asked."""
    with _one_at_a_time(path.parent):
        owner = _read(path)
        if owner is None:
            return
        pid, host, since = owner["pid"], owner["host"], owner["since"]
        if host != socket.gethostname() or _is_alive(pid, owner.get("process_started")):
            raise IndexLocked(
                f"Another process is building this index: {pid} on {host}, since {since}. Wait for it, or stop it. "
                f"If that machine is gone for good, delete '{path}'."
            )
        path.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any] | None:
    """Return what a lock says of its owner; None if it is gone."""
    for _ in range(_LOOKS):
        try:
            owner = json.loads(path.read_text(encoding="utf-8"))
            return {**owner, "pid": int(owner["pid"]), "host": str(owner["host"]), "since": str(owner["since"])}
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            time.sleep(_BETWEEN_LOOKS)
    raise IndexLocked(f"The lock file '{path}' cannot be read. If no other 'assistant index' is running, delete it.")


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one process at a time look at a dead owner's lock: a second could remove the first one's new lock."""
    if os.name != "posix":  # Windows cannot lock a folder; there the lock file of a live owner is the only guard
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_alive(pid: int, started: object) -> bool:
    """Whether the process that wrote a lock still runs, and is not another one with its number."""
    import psutil

    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:  # killed, and not yet waited for by its parent
            return False
        return not isinstance(started, int | float) or abs(process.create_time() - started) <= _SAME_START
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:  # it lives, and is somebody else's
        return True
