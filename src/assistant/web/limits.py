"""How much one person may send: requests a minute, counted on the server."""

from __future__ import annotations

import math
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.web.access import user_of
from assistant.web.asgi import App, Receive, Scope, Send, address_of, refuse

READS_FOR_ONE_ACT = 10
"""Pages and pictures that may be read for each question that may be asked: an answer has several citations."""
_READ_PATHS = re.compile(r"/|/evidence/.+|/library(/.*)?|/quality(/.*)?|/config|/api/.+")
_MAX_KEYS = 20_000


class Rates:
    """Counts by person: a bucket that holds a minute's worth and fills evenly.

    Args:
        per_minute: what a bucket holds, and what flows into it in a minute.
        clock: seconds that only go forward.
    """

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_seconds(self, key: str) -> int:
        """Take one from a bucket and return 0; where it is empty, return in how many seconds it will hold one."""
        with self._lock:
            now = self._clock()
            held, since = self._buckets.pop(key, (float(self.per_minute), now))
            held = min(self.per_minute, held + (now - since) * self.per_minute / 60)
            allowed = held >= 1
            self._buckets[key] = (held - 1 if allowed else held, now)
            while len(self._buckets) > _MAX_KEYS:
                self._buckets.popitem(last=False)
            return 0 if allowed else max(1, math.ceil((1 - held) * 60 / self.per_minute))


class Limits:
    """ASGI middleware: answers politely with 429 who sends more than the settings allow.

    Files of the look, and the streams that answers come by, are not counted.
    """

    def __init__(self, app: App, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._acts = Rates(per_minute, clock=clock)
        self._reads = Rates(per_minute * READS_FOR_ONE_ACT, clock=clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask for patience."""
        rates = self._rates(scope)
        wait = rates.wait_seconds(user_of(scope).name or address_of(scope)) if rates else 0
        if rates and wait:
            message = (
                f"That was more than {rates.per_minute} requests within a minute, the most for one person. "
                f"Please try again in {wait} second{'' if wait == 1 else 's'}."
            )
            await refuse(scope, send, message, status=429, wait_seconds=wait)
            return
        await self._app(scope, receive, send)

    def _rates(self, scope: Scope) -> Rates | None:
        if scope["type"] != "http":
            return None
        if scope["method"] not in ("GET", "HEAD"):
            return None if scope["path"] in ("/gradio_api/cancel", "/gradio_api/reset") else self._acts
        return self._reads if _READ_PATHS.fullmatch(scope["path"]) else None
