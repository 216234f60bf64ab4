"""The way from a source to its original, which a digest restates in other words."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from assistant.web.text import hidden, plain, show


def original_address(url: str) -> str:
    """Return the web address of an original; "" where what is known is none that may be opened.

    >>> original_address("https://example.org/report"), original_address("javascript:alert(1)")
    ('https://example.org/report', '')
    """
    if any(character.isspace() or hidden(character) for character in url):
        return ""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def render_original(url: str, of: str) -> str:
    """Return a link to an original; "" where its address is not known.

    Args:
        url: what is known of its address.
        of: what it is the original of, for those who hear the link alone.
    """
    address = original_address(url)
    if not address:
        return ""
    return (
        f'<a class="original" href="{escape(address)}" target="_blank" rel="noopener noreferrer">Open the original'
        f'<span class="visually-hidden"> of {show(plain(of))} (new tab)</span></a>'
    )
