"""Names and passwords: the page to sign in on, the cookie of who has, and what each request of theirs is let to."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote

from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.users import STRANGER, User, Users, password_is_right
from assistant.web.asgi import Message, Receive, Scope, Send, address_of, header, headers_of, refuse, respond
from assistant.web.frame import render_login
from assistant.web.sessions import Attempts, Sessions

COOKIE = "assistant_session"
WRONG = "That name and password do not fit together."
SIGN_IN = "You are not signed in. Sign in again."
TOO_MANY = "Too many attempts. Please try again in {minutes} minute{s}."
OUT_OF_ORDER = "Nobody can sign in at the moment: something is wrong with the list of users. Tell whoever runs this."
_OPEN = re.compile(r"/favicon\.(ico|svg)|/look/[\w.-]+\.css")  # what the page to sign in on is made of
_MAX_FORM_BYTES = 4096
_HTML = "text/html; charset=utf-8"

_log = logging.getLogger(__name__)


class PasswordDoor:
    """Asks for a name and a password, and remembers by a cookie who gave the right ones."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self._users = Users(settings.users)
        self._sessions = Sessions(settings.session_hours * 3600.0, clock=clock)
        self._attempts = Attempts(clock=clock)
        self._one_hash = asyncio.Lock()  # a password is checked in 64 MiB: one at a time

    async def open(self, scope: Scope, receive: Receive, send: Send, *, trusted: bool) -> User | None:
        """Return who is signed in; None where the page to sign in on, or a refusal, has been sent."""
        path, method = scope["path"], scope["method"]
        if path == "/login" and method == "POST":
            await self._sign_in(scope, receive, send)
        elif path == "/login":
            if self._find(scope):
                await _go(send, "/")
            else:
                await respond(send, 200, render_login(_next_of(scope)), kind=_HTML)
        elif path == "/logout" and method == "POST":
            self._sessions.end(_token(scope))
            await _go(send, "/login", cookie=_cookie("", 0, scope))
        else:
            return await self._let_in(scope, send)
        return None

    async def _let_in(self, scope: Scope, send: Send) -> User | None:
        user = self._find(scope)
        if user or (scope["method"] in ("GET", "HEAD") and _OPEN.fullmatch(scope["path"])):
            return user or STRANGER
        if scope["method"] == "GET" and "text/html" in header(scope, "accept"):
            query = scope.get("query_string", b"").decode("latin-1")
            wanted = quote(scope["path"]) + (f"?{query}" if query else "")
            await _go(send, "/login" if wanted == "/" else f"/login?next={quote(wanted, safe='/')}")
        else:
            await refuse(scope, send, SIGN_IN)
        return None

    def _find(self, scope: Scope) -> User | None:
        """Return who is signed in; a person who was removed, or has a new password, is not."""
        found = self._sessions.find(_token(scope))
        if found is None:
            return None
        name, stamp = found
        try:
            account = self._users.find(name)
        except UsageError:  # a damaged file lets nobody in
            return None
        return User(account.name, account.role) if account and _stamp(account.password) == stamp else None

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        form = await _read_form(receive)
        name, password, wanted = form.get("name", "").strip().lower(), form.get("password", ""), form.get("next", "")
        address = address_of(scope)
        wait = self._attempts.wait_seconds(address, name)
        if wait:
            minutes = -(-wait // 60)
            message = TOO_MANY.format(minutes=minutes, s="" if minutes == 1 else "s")
            retry = [(b"retry-after", str(wait).encode())]
            page = render_login(wanted, name=name, problem=message)
            await respond(send, 429, page, kind=_HTML, headers=retry)
            return
        self._attempts.note(address, name)  # before the slow check, so that many at once count too
        try:
            account = self._users.find(name)
        except UsageError as error:
            _log.error("%s", error)
            await respond(send, 503, render_login(wanted, name=name, problem=OUT_OF_ORDER), kind=_HTML)
            return
        async with self._one_hash:
            right = await asyncio.to_thread(password_is_right, account, password)
        if account is None or not right:
            await respond(send, 401, render_login(wanted, name=name, problem=WRONG), kind=_HTML)
            return
        self._attempts.forget(address, name)
        self._sessions.end(_token(scope))
        token = self._sessions.start(account.name, _stamp(account.password))
        await _go(send, safe_next(wanted), cookie=_cookie(token, int(self._sessions.seconds), scope))


def safe_next(wanted: str) -> str:
    """Return a path of this app to go on to; never another site's."""
    inside = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,2000}", wanted)
    return wanted if inside and wanted.isascii() and not wanted.startswith("/login") else "/"


def _next_of(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return safe_next(parse_qs(query).get("next", ["/"])[0])


def _stamp(password_hash: str) -> str:
    return hashlib.sha256(password_hash.encode()).hexdigest()


def _token(scope: Scope) -> str:
    """Return the token in our cookie; cookies of other apps on this host may be malformed, and are passed over."""
    pairs = (pair.strip().partition("=") for pair in "; ".join(headers_of(scope, "cookie")).split(";"))
    return next((value for name, _, value in pairs if name == COOKIE), "")


def _cookie(token: str, seconds: int, scope: Scope) -> str:
    """Return the cookie: out of reach of scripts, and not sent by forms of other sites.

    Lax and not Strict, so that a link to the assistant, followed from a letter, does not ask to sign in again.
    """
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


async def _go(send: Send, path: str, *, cookie: str = "") -> None:
    headers = [(b"location", path.encode("latin-1"))]
    if cookie:
        headers.append((b"set-cookie", cookie.encode("latin-1")))
    await respond(send, 303, "", headers=headers)


async def _read_form(receive: Receive) -> dict[str, str]:
    """Return the fields of a form of a few short ones; one that is longer has none."""
    body = bytearray()
    while True:
        message: Message = await receive()
        body.extend(message.get("body", b""))
        if message["type"] != "http.request" or len(body) > _MAX_FORM_BYTES:
            return {}
        if not message.get("more_body"):
            break
    try:
        fields = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
