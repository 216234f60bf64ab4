"""Refusals as pages: a person's browser gets a heading and a way back where programs get a line of text or JSON."""

from __future__ import annotations

import json

from assistant.web.asgi import Message, Scope, Send, header
from assistant.web.frame import render_refusal

_TITLES = {
    401: "Sign in",
    403: "That is not allowed",
    404: "There is nothing here",
    405: "There is nothing here",
    413: "That is too large",
    429: "Please wait a little",
}
_TITLE = "That did not work"
_NOTHING = "No page of the assistant has this address. It may be mistyped, or what it led to has gone."
_UNKNOWN = "The assistant could not do that."
_STANDARD = {"not found": _NOTHING, "method not allowed": _NOTHING, "there is nothing here.": _NOTHING}
"""What the libraries say, or the guard, and what it means to a person."""
_MOST = 64 * 1024  # bytes of a refusal that are read; all of them are a line or two


def as_page(scope: Scope, send: Send) -> Send:
    """Return a `send` that turns a refusal in text or JSON into a page where a person's browser asked for one.

    Args:
        scope: the request; browsers say that they want HTML when they go to an address, scripts do not.
        send: the layer outside, which adds the headers.
    """
    if "text/html" not in header(scope, "accept"):
        return send
    start: Message = {}
    body = bytearray()

    async def paged(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start" and message["status"] >= 400 and _is_plain(message):
            start = message
        elif not start or message["type"] != "http.response.body":
            await send(message)
        else:
            body.extend(message.get("body", b"")[: _MOST - len(body)])
            if not message.get("more_body"):
                page = _page(start["status"], bytes(body)).encode("utf-8")
                await send({**start, "headers": _headers(start, len(page))})
                await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page})

    return paged


def _is_plain(start: Message) -> bool:
    kind = next((value for name, value in start.get("headers", ()) if name.lower() == b"content-type"), b"")
    return not kind or bool(kind.startswith((b"text/plain", b"application/json")))


def _page(status: int, body: bytes) -> str:
    said = body.decode("utf-8", errors="replace").strip()
    try:
        told = json.loads(said)
    except ValueError:
        told = said
    if isinstance(told, dict):
        told = told.get("detail")
    message = told if isinstance(told, str) and told else _UNKNOWN
    return render_refusal(_TITLES.get(status, _TITLE), _STANDARD.get(message.casefold(), message))


def _headers(start: Message, length: int) -> list[tuple[bytes, bytes]]:
    replaced = (b"content-type", b"content-length")
    kept = [pair for pair in start.get("headers", ()) if pair[0].lower() not in replaced]
    return [*kept, (b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(length).encode())]
