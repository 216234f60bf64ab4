"""Serves the web app until it is told to stop."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable

from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.users import Role
from assistant.web.access import Access, split_list
from assistant.web.asgi import App, Receive, Scope, Send
from assistant.web.backend import Backend
from assistant.web.limits import Limits
from assistant.web.security import LOOPBACK_NAMES, Guard, check_address, is_loopback

_START_SECONDS = 30.0
_KEEP_ALIVE_SECONDS = 15


def serve(
    settings: Settings,
    *,
    assistant: Backend | None = None,
    open_browser: bool,
    allow_remote: bool = False,
    prepare: Callable[[], None] = lambda: None,
) -> None:
    """Serve the chat until interrupted.

    Args:
        settings: where to listen, and what the app may read.
        assistant: what answers; opened from the settings where it is None, and closed at the end.
        open_browser: open the page in this machine's browser once it can be used.
        allow_remote: listen on an address that other machines can reach without asking who they are.
        prepare: called once nothing stands against serving, before the assistant is opened: building an index takes
            minutes, which are lost where the address is refused afterwards.

    Raises:
        UsageError: the address may not be listened on, or is taken, or the settings of access control do not fit.
        IndexUnavailable, ModelError: as `Assistant.open`, where no assistant was given.
    """
    check_address(settings.host, allow_remote=allow_remote, access=settings.access)
    guarded(_nothing, settings)  # tells of settings that do not fit before anything slow is loaded
    listening = _listen(settings.host, settings.port)
    try:
        prepare()
        if assistant is not None:
            _run(settings, assistant, listening, open_browser=open_browser)
            return
        from assistant.assistant import Assistant

        with Assistant.open(settings) as opened:
            _run(settings, opened, listening, open_browser=open_browser)
    finally:
        listening.close()


def _run(settings: Settings, assistant: Backend, listening: socket.socket, *, open_browser: bool) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import uvicorn

    from assistant.web.app import build_app

    app = build_app(settings, assistant)
    server = uvicorn.Server(
        uvicorn.Config(
            guarded(app, settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            proxy_headers=False,  # only a proxy that the settings name is believed, see access.py
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=3,
        )
    )
    address = _address(settings.host, listening.getsockname()[1])
    threading.Thread(target=_announce, args=(server, address, open_browser), daemon=True).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once it has shut down
            server.run(sockets=[listening])
    finally:
        app.state.examples.stop()
        app.state.api.stop()
        app.state.drawer.close()
        if indexer := getattr(app.state, "indexer", None):
            indexer.stop()


def guarded(app: App, settings: Settings) -> App:
    """Return the app behind everything that stands before it: the guard, access control, limits.

    Raises:
        UsageError: the settings of access control do not fit together.
    """
    local = is_loopback(settings.host)
    named = [name.lower() for name in split_list(settings.hosts)]
    limited = Limits(app, settings.requests_per_minute)
    return Guard(
        Access(limited, settings, open_to_all=Role.administrator if local else Role.reader),
        hosts=(*LOOPBACK_NAMES, *named) if local or named else (),
        max_upload_bytes=settings.max_upload_megabytes * 1024 * 1024,
    )


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand for an app that is not built yet."""


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, so that a taken port is told before anything slow is loaded.

    Raises:
        UsageError: the address cannot be listened on.
    """
    name = host.strip("[]")
    listening = socket.socket(socket.AF_INET6 if ":" in name else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((name, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"Could not listen on {name}:{port}: {error.strerror or error}. "
            "Stop what listens there, or choose another port with --port."
        ) from error
    return listening


def _address(host: str, port: int) -> str:
    name = host.strip("[]")
    if name in ("0.0.0.0", "::"):  # noqa: S104 - what is shown, not what is bound
        name = "localhost"
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _announce(server: object, address: str, open_browser: bool) -> None:
    """Tell where the page is once the server answers."""
    stop = time.monotonic() + _START_SECONDS
    while not getattr(server, "started", False):
        if time.monotonic() > stop:
            return
        time.sleep(0.02)
    sys.stdout.write(f"The chat is at {address} (Ctrl+C stops it).\n")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)
