"""The evidence behind a citation, as HTML: the page drawn with the quote on it, or the stored text around it."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.schema import DIGEST, NOT_ORIGINAL
from assistant.web.evidence_pages import pages_of, render_page_link, render_pages, render_tools
from assistant.web.evidence_text import render_section
from assistant.web.original import render_original
from assistant.web.pdf_page import PdfPages
from assistant.web.place import Place, document_url, file_of
from assistant.web.text import attribute, date_in_words, show, show_spans

CHANGED = (
    "This document has changed since the answer was given, so the place can no longer be shown. Ask the question again."
)


def render_evidence(place: Place, corpus: Path, drawer: PdfPages, *, page: int | None = None) -> str:
    """Return the evidence panel's content for a place.

    Args:
        place: the place.
        corpus: the folder with the documents' files.
        drawer: draws pages.
        page: the page of the file to show instead of those the quote stands on; passed over where there is none.
    """
    if not place.document.pages:
        return _head(place) + _file_link(place, corpus) + render_section(place)
    pages = pages_of(place, corpus, drawer, only=page)
    if isinstance(pages, str):
        link = render_page_link(place, corpus)
        return f'{_head(place)}<p class="notice">{pages}</p>{link}{render_section(place)}'
    bold = [(place.exact[0] - place.start, place.exact[1] - place.start)] if place.exact else []
    quote = show_spans(place.quote, bold, tag="strong")
    words = f'<p class="words" dir="auto"><mark>{quote}</mark></p>'  # a drawn page cannot be read aloud
    return _head(place) + words + render_tools(place, pages) + render_pages(place, pages)


def render_problem(message: str) -> str:
    """Return the evidence panel's content when there is nothing to show."""
    return f'<h2 id="evidence-title" tabindex="-1">Evidence</h2><p class="notice">{show(message)}</p>'


def render_document_page(title: str, content: str) -> str:
    """Return a page of its own around evidence, for a citation opened in a new tab."""
    content = re.sub(r"<h2( id=\"evidence-title\".*?)</h2>", r"<h1\1</h1>", content, count=1, flags=re.DOTALL)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{attribute(title)}</title><link rel="icon" href="/favicon.svg">'
        '<link rel="stylesheet" href="/look/app.css"></head>'
        f'<body class="alone"><main class="evidence-content">{content}</main></body></html>'
    )


def _head(place: Place) -> str:
    source, locator = place.document.source, place.locator
    is_digest = source.form == DIGEST
    published = ("Digest of: " if is_digest else "") + " · ".join(
        show(part) for part in (source.publisher, date_in_words(source.date)) if part
    )
    path = (locator.heading or "").split(" > ")
    first, title = path[0].casefold(), source.title.casefold()
    if first.startswith(title) or title.startswith(f"{first.rstrip('.:')}: "):
        path = path[1:]  # the title stands above already
    crumbs = "".join(f"<li>{show(part)}</li>" for part in path)
    original = render_original(source.url, source.title)
    link = f'<p class="file">{original}</p>' if original else ""
    if is_digest:
        link = f'<p class="notice">{NOT_ORIGINAL}. The original is the authority. {original}</p>'
    return (
        f'<h2 id="evidence-title" tabindex="-1"><bdi>{show(source.title)}</bdi></h2>'
        f'<p class="published">{published}</p>'
        f'<p class="place">{show(locator.describe())}</p>'
        + (f'<ol class="crumbs" aria-label="Headings">{crumbs}</ol>' if len(path) > 1 else "")
        + link
    )


def _file_link(place: Place, corpus: Path) -> str:
    if file_of(place.document, corpus) is None:
        return ""
    address = f"{document_url(place.document.id)}/file"
    return f'<p class="file"><a href="{attribute(address)}" download>Download the file</a></p>'
