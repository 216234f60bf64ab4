"""Who is signed in, and how often somebody has tried to: both in memory, gone when the app stops."""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

MAX_SESSIONS = 10_000
"""The oldest go first: nobody can fill the memory by signing in again and again."""
ATTEMPTS_WINDOW = 15 * 60.0
"""Seconds that a failed attempt counts."""
ATTEMPTS_A_NAME = 5
"""Failed attempts at one name from one address: enough for a mistyped password."""
ATTEMPTS_AN_ADDRESS = 30
"""Failed attempts at any names from one address: an office may share one."""
_MAX_KEYS = 20_000

Clock = Callable[[], float]


@dataclass(frozen=True)
class _Session:
    name: str
    stamp: str
    ends: float


class Sessions:
    """Signed-in people by the token in their cookie; only hashes of the tokens are kept.

    Args:
        seconds: how long a session lasts from signing in.
        clock: seconds that only go forward.
    """

    def __init__(self, seconds: float, *, clock: Clock = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._open: OrderedDict[str, _Session] = OrderedDict()

    def start(self, name: str, stamp: str) -> str:
        """Begin a session and return its token.

        Args:
            name: whose it is.
            stamp: what must still be so for the session to hold: a changed password ends it.
        """
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open[_hash(token)] = _Session(name, stamp, self._clock() + self.seconds)
            while len(self._open) > MAX_SESSIONS:
                self._open.popitem(last=False)
        return token

    def find(self, token: str) -> tuple[str, str] | None:
        """Return the name and stamp of a session that has not ended."""
        key = _hash(token)
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            if self._clock() >= session.ends:
                del self._open[key]
                return None
            return session.name, session.stamp

    def end(self, token: str) -> None:
        """End a session, if there is one."""
        with self._lock:
            self._open.pop(_hash(token), None)


class Attempts:
    """Failed attempts to sign in, by address and name."""

    def __init__(self, *, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait_seconds(self, address: str, name: str) -> int:
        """Return how long nobody may try this name from this address; 0 if they may."""
        with self._lock:
            waits = (
                self._wait((address, name), ATTEMPTS_A_NAME),
                self._wait((address, ""), ATTEMPTS_AN_ADDRESS),
            )
            return max(waits)

    def note(self, address: str, name: str) -> None:
        """Take note of an attempt; it counts as failed until it is taken back."""
        with self._lock:
            for key in ((address, name), (address, "")):
                self._failed.setdefault(key, deque()).append(self._clock())
                self._failed.move_to_end(key)
            while len(self._failed) > _MAX_KEYS:
                self._failed.popitem(last=False)

    def forget(self, address: str, name: str) -> None:
        """Take an attempt back that succeeded, with the failed ones at the same name."""
        with self._lock:
            self._failed.pop((address, name), None)
            tried = self._failed.get((address, ""))
            if tried:
                tried.pop()

    def _wait(self, key: tuple[str, str], most: int) -> int:
        times = self._failed.get(key)
        if times is None:
            return 0
        now = self._clock()
        while times and now - times[0] >= ATTEMPTS_WINDOW:
            times.popleft()
        if not times:
            del self._failed[key]
            return 0
        return math.ceil(times[-most] + ATTEMPTS_WINDOW - now) if len(times) >= most else 0


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
