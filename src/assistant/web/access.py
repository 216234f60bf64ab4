"""Who is asking: nobody is asked for a name, a password is, or a trusted proxy says it.

The layer stands between the guard and the app. It settles where a request comes from, finds the person,
and lets nothing through to the app without one; the app reads the person with `user_of`.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from typing import Protocol

from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.users import STRANGER, Role, User, load_users
from assistant.web.asgi import App, Receive, Scope, Send, address_of, header, headers_of, refuse, respond
from assistant.web.passwords import PasswordDoor

NO_NAME = "Sign in through your organisation's own address for the assistant: this request named nobody."
_USER = "assistant.user"
_SIGNING = ("/login", "/logout")
_MAX_PROXY_NAME = 200

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def user_of(scope: Scope) -> User:
    """Return the person who sent a request."""
    user = scope.get(_USER)
    return user if isinstance(user, User) else STRANGER


class Door(Protocol):
    """One way to find out who is asking."""

    async def open(self, scope: Scope, receive: Receive, send: Send, *, trusted: bool) -> User | None:
        """Return the person; None where the request has been answered already (a login page, a refusal)."""


class Access:
    """ASGI middleware: gives each request its person and its true address, or does not let it in.

    Args:
        app: what it stands before.
        settings: the kind of access, and whom to trust.
        open_to_all: what anybody may do where nobody is asked for a name.
        clock: seconds that only go forward.

    Raises:
        UsageError: the settings do not fit together, or name a users file that has nobody in it.
    """

    def __init__(
        self, app: App, settings: Settings, *, open_to_all: Role, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._proxies = read_networks(settings.proxy)
        self._door = _door(settings, open_to_all, bool(self._proxies), clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] in _SIGNING and not isinstance(self._door, PasswordDoor):
            await respond(send, 404, "Nobody signs in here.")
            return
        trusted = is_within(address_of(scope), self._proxies)
        if trusted:
            forwarded = header(scope, "x-forwarded-for").rsplit(",", 1)[-1].strip()
            secure = header(scope, "x-forwarded-proto").lower() == "https"
            scope = {**scope, "scheme": "https" if secure else scope.get("scheme", "http")}
            scope["client"] = (forwarded, 0) if forwarded else scope.get("client")
        user = await self._door.open(scope, receive, send, trusted=trusted)
        if user is not None:
            await self._app({**scope, _USER: user}, receive, send)


def _door(settings: Settings, open_to_all: Role, has_proxy: bool, clock: Callable[[], float]) -> Door:
    if settings.access == "none":
        return _OpenDoor(User("", open_to_all))
    if settings.access == "proxy":
        if not has_proxy:
            raise UsageError(
                "With ASSISTANT_ACCESS=proxy the names in a header are believed, so ASSISTANT_PROXY must say which "
                "address may send them. Set it to the proxy's address, such as 127.0.0.1."
            )
        return _ProxyDoor(settings)
    if not load_users(settings.users):
        raise UsageError(
            f"There is nobody in the users file '{settings.users}', so nobody could sign in. "
            "Run: assistant users add NAME --role administrator"
        )
    return PasswordDoor(settings, clock)


class _OpenDoor:
    """Asks nobody."""

    def __init__(self, user: User) -> None:
        self._user = user

    async def open(self, scope: Scope, receive: Receive, send: Send, *, trusted: bool) -> User | None:
        return self._user


class _ProxyDoor:
    """Believes the header of a trusted proxy; the header of anybody else is not looked at."""

    def __init__(self, settings: Settings) -> None:
        self._header = settings.user_header
        self._administrators = {name.casefold() for name in split_list(settings.administrators)}

    async def open(self, scope: Scope, receive: Receive, send: Send, *, trusted: bool) -> User | None:
        sent = headers_of(scope, self._header) if trusted else []
        name = sent[0] if len(sent) == 1 else ""  # two of them: one may be the visitor's own
        if not name or len(name) > _MAX_PROXY_NAME or not name.isprintable():
            await refuse(scope, send, NO_NAME)
            return None
        return User(name, Role.administrator if name.casefold() in self._administrators else Role.reader)


def split_list(value: str) -> list[str]:
    """Return the parts of a setting that holds several, separated by commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


def read_networks(value: str) -> list[Network]:
    """Return the addresses and networks of a setting.

    Raises:
        UsageError: one is neither.
    """
    networks = []
    for part in split_list(value):
        try:
            networks.append(ipaddress.ip_network(part))
        except ValueError as error:
            raise UsageError(
                f"The setting ASSISTANT_PROXY holds '{part}', which is no address or network: {error}. "
                "Write addresses such as 127.0.0.1 or 10.1.0.0/24, separated by commas."
            ) from error
    return networks


def is_within(address: str, networks: list[Network]) -> bool:
    """Tell whether an address belongs to one of the networks."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in networks)
