"""What the web app lets in and out: addresses, routes, sizes, headers.

Gradio serves far more than a chat needs (uploads, file download, proxying, monitoring, an API), sends no
security headers and mentions remote addresses in its page. The guard stands in front of it: what is not
on the list of routes does not exist, and the page that leaves may load nothing from anywhere else.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from assistant.errors import UsageError
from assistant.web.asgi import App, Message, Receive, Scope, Send, header, respond
from assistant.web.refusals import as_page

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
        (r"/login", (*_READ, "POST")),
        (r"/logout", ("POST",)),
        (r"/library(/remove|/status)?", _READ),
        (r"/library/(files|index|remove|stop)", ("POST",)),
        (r"/quality(/report\.html)?", _READ),
        (r"/api/ask", ("POST",)),
        (r"/api/documents", ("GET",)),
        (r"/config", _READ),
        (r"/(assets|static)/.+", _READ),
        (r"(/gradio_api)?/theme\.css", _READ),
        (r"/gradio_api/(startup-events|app_id)", _READ),
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
_UPLOAD = "/library/files"
_PAGES = re.compile(r"/library(/remove)?|/quality")  # which run a script of ours, and nothing else
_FROM_HERE = ("same-origin", "none")  # what browsers call requests of the app's own pages, and those typed by a person
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""What a browser on this machine calls this machine."""
_PAGE_HEAD = """
		<meta name="description" content="Answers from the evidence base, in its own words, with the place cited.">
		<meta name="color-scheme" content="light dark">
		<link rel="icon" href="/favicon.svg" type="image/svg+xml">
		<link rel="stylesheet" href="/look/app.css">
		<link rel="stylesheet" href="/look/top.css">
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


def check_address(host: str, *, allow_remote: bool, access: str = "none") -> None:
    """Refuse to listen where other machines can reach the app, unless people are asked who they are.

    Args:
        host: the address to listen on.
        allow_remote: told explicitly that anybody who reaches the address may read.
        access: the setting of that name.

    Raises:
        UsageError: other machines could reach the app, nobody would be asked, and `allow_remote` is not set.
    """
    if allow_remote or access != "none" or is_loopback(host):
        return
    raise UsageError(
        f"Will not listen on '{host}': other machines could reach the app, and nobody is asked who they are. "
        "Leave the host at 127.0.0.1, or set up access control (docs/access.md), or, where something in front of it "
        "controls access, add --allow-remote: then everybody who reaches it may read, and nobody may change anything."
    )


def content_security_policy(nonce: str | None, *, own_script: bool = False) -> str:
    """Return the policy of a response; a nonce allows the scripts of the chat page, none allows no script at all.

    Args:
        nonce: of the chat page.
        own_script: allow this app's script files, and nothing that is evaluated; for pages that are not Gradio's.

    Gradio compiles its templates in the browser (`unsafe-eval`) and sets style attributes. Event handlers
    written in HTML and `javascript:` addresses stay blocked, so that a slip in escaping runs nothing.
    """
    scripts = f"'self' 'nonce-{nonce}' 'unsafe-eval'" if nonce else "'self'" if own_script else "'none'"
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
        max_upload_bytes: largest body of an added file.
    """

    def __init__(self, app: App, *, hosts: Iterable[str] = LOOPBACK_NAMES, max_upload_bytes: int = 0) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        plain = as_page(scope, _header_sender(send, own_script=bool(_PAGES.fullmatch(scope["path"]))))
        host = re.sub(r":\d+$", "", header(scope, "host").lower())
        if self._hosts and host not in self._hosts:
            await respond(plain, 421, "This address does not serve that host.")
            return
        if not is_served(scope["method"], scope["path"]):
            await respond(plain, 404, "There is nothing here.")
            return
        if scope["method"] not in _READ and _is_foreign(scope):
            await respond(plain, 403, "Requests from pages of other sites are not answered.")
            return
        most = self._max_upload_bytes if scope["path"] == _UPLOAD else MAX_BODY_BYTES
        length = header(scope, "content-length") or "0"
        if not (length.isascii() and length.isdigit()) or int(length) > most:
            await respond(plain, 413, f"Requests are limited to {most:,} bytes.")
            return
        if scope["path"] == "/":
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]}
            await self._app(scope, _limited(receive, most), _page_sender(send))
        else:
            await self._app(scope, _limited(receive, most), plain)


def _is_foreign(scope: Scope) -> bool:
    """Tell whether a browser sent this for a page of another site; other programs send no such headers."""
    site = header(scope, "sec-fetch-site")
    if site:
        return site not in _FROM_HERE
    origin = header(scope, "origin")
    return bool(origin) and urlsplit(origin).netloc.lower() != header(scope, "host").lower()


def _limited(receive: Receive, most: int) -> Receive:
    """Cut off a body that grows over the limit without having said so."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > most else message

    return limited


def _with_headers(message: Message, nonce: str | None, *, own_script: bool = False) -> Message:
    ours = {**HEADERS, "Content-Security-Policy": content_security_policy(nonce, own_script=own_script)}
    names = {name.lower().encode() for name in ours} | {b"server"}
    kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
    added = [(name.lower().encode(), value.encode()) for name, value in ours.items()]
    return {**message, "headers": [*kept, *added]}


def _header_sender(send: Send, *, own_script: bool = False) -> Send:
    async def with_headers(message: Message) -> None:
        is_start = message["type"] == "http.response.start"
        await send(_with_headers(message, None, own_script=own_script) if is_start else message)

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
