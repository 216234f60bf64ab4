"""What the web app lets in and out: addresses, routes, sizes, headers.

Gradio serves far more than a chat needs (uploads, file download, proxying, monitoring, an API), sends no
security headers and mentions remote addresses in its page. The guard stands in front of it: what is not
on the list of routes does not exist, and the page that leaves may load nothing from anywhere else.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from assistant.errors import UsageError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY_BYTES = 64 * 1024
"""A question of 2,000 characters is 24 KB of JSON when every character is escaped twice; twice that and more."""

_READ = ("GET", "HEAD")
_ROUTES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), methods)
    for pattern, methods in (
        (r"/", _READ),
        (r"/favicon\.(ico|svg)", _READ),
        (r"/look/[\w.-]+", _READ),
        (r"/evidence/.+", _READ),
        (r"/config", _READ),
        (r"/(assets|static)/.+", _READ),
        (r"(/gradio_api)?/theme\.css", _READ),
        (r"/gradio_api/startup-events", _READ),
        (r"/gradio_api/heartbeat/\w+", _READ),
        (r"/gradio_api/queue/data", _READ),
        (r"/gradio_api/queue/join", ("POST",)),
        (r"/gradio_api/(reset|cancel)", ("POST",)),
    )
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_PAGE_HEAD = """
		<meta name="description" content="Answers from the evidence base, in its own words, with the place cited.">
		<meta name="color-scheme" content="light dark">
		<link rel="icon" href="/favicon.svg" type="image/svg+xml">
		<link rel="stylesheet" href="/look/app.css">
		<script src="/look/app.js" defer></script>
"""
_NO_SCRIPT = "<noscript><p>The chat needs JavaScript. The command line does not: assistant ask</p></noscript>"


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def check_address(host: str, *, allow_remote: bool) -> None:
    """Refuse to listen where other machines can reach the app, unless told explicitly.

    Raises:
        UsageError: the address is not a loopback address and `allow_remote` is not set.
    """
    if allow_remote or is_loopback(host):
        return
    raise UsageError(
        f"Will not listen on '{host}': other machines could reach the app, and it has no access control of its own. "
        "Leave the host at 127.0.0.1, or, where something in front of it controls access, allow "
        "other machines explicitly."
    )


def content_security_policy(nonce: str | None) -> str:
    """Return the policy of a response; a nonce allows the scripts of the chat page, none allows no script at all.

    Gradio compiles its templates in the browser (`unsafe-eval`) and sets style attributes. Event handlers
    written in HTML and `javascript:` addresses stay blocked, so that a slip in escaping runs nothing.
    """
    scripts = f"'self' 'nonce-{nonce}' 'unsafe-eval'" if nonce else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def is_served(method: str, path: str) -> bool:
    """Tell whether a route is one that the chat needs."""
    return any(method in methods and pattern.fullmatch(path) for pattern, methods in _ROUTES)


def clean_page(html: str, nonce: str) -> str:
    """Return Gradio's page with our head, a nonce on its scripts, and nothing that points to another site."""
    html = re.sub(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*', "", html)
    html = re.sub(r"<link\s+rel=\"(?:manifest|preconnect)\"[^>]*>\s*", "", html)
    html = re.sub(r"<script(?=[\s>])", f'<script nonce="{nonce}"', html)
    html = html.replace('lang="en"', 'lang="en-GB"', 1).replace("</head>", f"{_PAGE_HEAD}</head>", 1)
    return html.replace("</body>", f"{_NO_SCRIPT}</body>", 1)


class Guard:
    """ASGI middleware: only known hosts, routes and sizes in; security headers out.

    Args:
        app: what it guards.
        hosts: names in the `Host` header that are answered, without port; empty answers any. On a loopback
            address this stops another site from reading answers by pointing its own name here.
    """

    def __init__(self, app: App, *, hosts: Iterable[str] = _LOOPBACK_NAMES) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        host = re.sub(r":\d+$", "", headers.get(b"host", b"").decode("latin-1").lower())
        if self._hosts and host not in self._hosts:
            await _refuse(send, 421, "This address does not serve that host.")
            return
        if not is_served(scope["method"], scope["path"]):
            await _refuse(send, 404, "There is nothing here.")
            return
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            await _refuse(send, 413, f"Requests are limited to {MAX_BODY_BYTES} bytes.")
            return
        if scope["path"] == "/":
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]}
            await self._app(scope, _limited(receive), _page_sender(send))
        else:
            await self._app(scope, _limited(receive), _header_sender(send))


def _limited(receive: Receive) -> Receive:
    """Cut off a body that grows over the limit without having said so."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > MAX_BODY_BYTES else message

    return limited


def _with_headers(message: Message, nonce: str | None) -> Message:
    ours = {**HEADERS, "Content-Security-Policy": content_security_policy(nonce)}
    names = {name.lower().encode() for name in ours} | {b"server"}
    kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
    added = [(name.lower().encode(), value.encode()) for name, value in ours.items()]
    return {**message, "headers": [*kept, *added]}


def _header_sender(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        await send(_with_headers(message, None) if message["type"] == "http.response.start" else message)

    return with_headers


def _page_sender(send: Send) -> Send:
    """Hold the page back until it is whole, then send it cleaned."""
    nonce = secrets.token_urlsafe(16)
    start: Message = {}
    body = bytearray()

    async def page(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
            return
        if message["type"] != "http.response.body":
            await send(message)
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        cleaned = clean_page(body.decode("utf-8"), nonce).encode("utf-8")
        headers = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-length", b"cache-control")]
        headers += [(b"content-length", str(len(cleaned)).encode()), (b"cache-control", b"no-store")]
        await send(_with_headers({**start, "headers": headers}, nonce))
        await send({"type": "http.response.body", "body": cleaned})

    return page


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = reason.encode("utf-8")
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send(_with_headers({"type": "http.response.start", "status": status, "headers": headers}, None))
    await send({"type": "http.response.body", "body": body})
