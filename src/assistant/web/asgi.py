"""The few words of ASGI that the layers before the app share."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def headers_of(scope: Scope, name: str) -> list[str]:
    """Return the values of a request header, each time that it is sent."""
    wanted = name.lower().encode("latin-1")
    return [value.decode("latin-1").strip() for key, value in scope["headers"] if key.lower() == wanted]


def header(scope: Scope, name: str) -> str:
    """Return a request header's value, the last one where it is sent several times; "" where it is not sent."""
    return next(reversed(headers_of(scope, name)), "")


def address_of(scope: Scope) -> str:
    """Return the address a request came from, as the layers before have settled it."""
    client = scope.get("client")
    return str(client[0]) if client else ""


async def respond(
    send: Send,
    status: int,
    body: str,
    *,
    kind: str = "text/plain; charset=utf-8",
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    """Send a whole response, which is not to be kept by anybody."""
    content = body.encode("utf-8")
    head = [
        (b"content-type", kind.encode("latin-1")),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"no-store"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": content})


async def refuse(scope: Scope, send: Send, message: str, *, status: int = 401, wait_seconds: int = 0) -> None:
    """Send a refusal in words, to programs as JSON; Gradio's client shows what stands in `detail`."""
    headers = [(b"retry-after", str(wait_seconds).encode())] if wait_seconds else []
    if scope["path"].startswith(("/gradio_api/", "/api/")):
        await respond(send, status, json.dumps({"detail": message}), kind="application/json", headers=headers)
    else:
        await respond(send, status, message, headers=headers)
