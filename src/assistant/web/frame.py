"""The frame of the pages beside the chat: head, navigation, the page to sign in on. Plain HTML, no script needed."""

from __future__ import annotations

from html import escape

from assistant.users import STRANGER, User
from assistant.web.text import show

PAGES = (("/", "Ask"), ("/library", "Evidence base"), ("/quality", "Quality"))
"""What the navigation leads to, in order."""
NAME = "Evidence assistant"


def render_page(title: str, content: str, *, current: str, user: User) -> str:
    """Return a whole page.

    Args:
        title: its heading, as plain text; also the window's title.
        content: HTML under the heading.
        current: the path that the navigation marks as this page.
        user: who looks at it.
    """
    return _document(
        title,
        f'<a class="skip" href="#content">Skip to the content</a>{render_navigation(current, user)}'
        f'<main id="content" tabindex="-1"><h1>{show(title)}</h1>{content}</main>',
    )


def render_refusal(title: str, message: str) -> str:
    """Return a page that says, in a person's browser, why there is nothing else to see; it runs no script."""
    return _document(
        title,
        f'<a class="skip" href="#content">Skip to the content</a>{render_navigation("", STRANGER)}'
        f'<main id="content" tabindex="-1"><h1>{show(title)}</h1><p class="lead">{show(message)}</p>'
        '<p><a href="/">Ask the evidence</a></p></main>',
        script=False,
    )


def render_navigation(current: str, user: User) -> str:
    """Return the head of the page: the name, where one can go, and who is signed in."""
    links = "".join(
        f'<li><a href="{path}"{" aria-current=page" if path == current else ""}>{name}</a></li>' for path, name in PAGES
    )
    person = (
        f'<div class="person"><span><bdi>{show(user.name)}</bdi>'
        f"{_ADMINISTRATOR if user.is_administrator else ''}</span>{_SIGN_OUT}</div>"
        if user.name
        else ""
    )
    return (
        f'<header class="top"><a class="home" href="/"><img src="/favicon.svg" alt="" width="28" height="28">{NAME}</a>'
        f'<nav aria-label="Pages"><ul>{links}</ul></nav>{person}</header>'
    )


def render_login(wanted: str, *, name: str = "", problem: str = "") -> str:
    """Return the page to sign in on.

    Args:
        wanted: where to go on to afterwards.
        name: what was typed before.
        problem: why signing in did not succeed.
    """
    told = f'<p class="told bad" role="alert" id="problem">{show(problem)}</p>' if problem else ""
    described = ' aria-describedby="problem" aria-invalid="true"' if problem else ""
    return _document(
        "Sign in",
        '<main id="content" class="login"><p class="home"><img src="/favicon.svg" alt="" width="32" height="32">'
        f"{NAME}</p><h1>Sign in</h1>{told}"
        '<form method="post" action="/login">'
        f'<input type="hidden" name="next" value="{escape(wanted)}">'
        '<label for="name">Name</label>'
        f'<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required '
        f'maxlength="64" value="{escape(name[:64])}"{described}{"" if name else " autofocus"}>'
        '<label for="password">Password</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" required '
        f'maxlength="256"{described}{" autofocus" if name else ""}>'
        '<button class="primary">Sign in</button></form></main>',
        script=False,
    )


def _document(title: str, body: str, *, script: bool = True) -> str:
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{escape(title)} – {NAME}</title><link rel="icon" href="/favicon.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/look/app.css"><link rel="stylesheet" href="/look/top.css">'
        '<link rel="stylesheet" href="/look/pages.css">'
        + ('<script src="/look/pages.js" defer></script>' if script else "")
        + f'</head><body class="alone pages">{body}</body></html>'
    )


_ADMINISTRATOR = '<span class="role">, administrator</span>'
_SIGN_OUT = '<form method="post" action="/logout"><button>Sign out</button></form>'
