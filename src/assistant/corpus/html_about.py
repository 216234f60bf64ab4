"""What a web page says about itself: title, publisher, date, address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from assistant.corpus.builder import normalise
from assistant.corpus.html_tables import attribute, text_of
from assistant.english.dates import YEAR_DIGITS

_DATES: Final = (
    "article:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "citation_publication_date",
    "datepublished",
    "date",
    "article:modified_time",
    "dcterms.modified",
)
_SITE: Final = re.compile(r"\s*(?:[|·•»]|::|(?P<dash>[-–—]))\s+(?P<name>\D+)")
"""What follows a page's name in its title: the site's name, which has no figure in it."""
_DATE: Final = re.compile(rf"\b({YEAR_DIGITS})(-\d\d(?:-\d\d)?)?")


_SAVED_FROM: Final = re.compile(r"saved from url=\(\d+\)(\S+)")


def properties_of(soup: BeautifulSoup) -> dict[str, object]:
    """Return title, publisher, date and address, as far as the page says them."""
    meta: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = (attribute(tag, "name") or attribute(tag, "property") or attribute(tag, "itemprop")).lower()
        content = normalise(attribute(tag, "content"))
        if name and content:
            meta.setdefault(name, content)
    properties: dict[str, object] = {}
    title = normalise(soup.title.get_text()) if soup.title else ""
    _first(properties, "title", meta, ("citation_title", "dc.title", "dcterms.title", "og:title"), title)
    _first(properties, "publisher", meta, ("dc.publisher", "dcterms.publisher", "publisher", "og:site_name", "author"))
    _first(properties, "date", meta, _DATES, _published(soup))
    if "title" in properties:
        properties["title"], site = _without_site(str(properties["title"]), soup, set(meta.values()))
        if site:
            properties.setdefault("publisher", site)
    match = _DATE.search(str(properties.get("date", "")))
    properties.pop("date", None)
    if match:
        properties["date"] = match.group(0)
    url = _address(soup) or meta.get("og:url", "")
    if url.startswith(("http://", "https://")):
        properties["url"] = url
    return properties


def _first(
    properties: dict[str, object], key: str, meta: dict[str, str], names: Iterable[str], default: str = ""
) -> None:
    value = next((meta[name] for name in names if name in meta), default)
    if value:
        properties[key] = value


def _without_site(title: str, soup: BeautifulSoup, known: set[str]) -> tuple[str, str]:
    """Return the page's own heading and the site's name where the title is both ("Growth | The Forum"); else no name.

    What follows a dash may be part of the title: it has to be a name that is `known`, as the publisher's is.
    """
    headings = [text_of([tag]) for tag in soup.find_all("h1")]
    for heading in headings:
        if not heading or not title.casefold().startswith(heading.casefold()):
            continue
        site = _SITE.fullmatch(title[len(heading) :])
        if site and site["name"] not in headings and (not site["dash"] or site["name"] in known):
            return heading, site["name"]
    return title, ""


def _published(soup: BeautifulSoup) -> str:
    tag = soup.find("time", attrs={"datetime": True})
    return attribute(tag, "datetime") if isinstance(tag, Tag) else ""


def _address(soup: BeautifulSoup) -> str:
    link = soup.find("link", rel="canonical")
    if isinstance(link, Tag):
        return attribute(link, "href")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        match = _SAVED_FROM.search(str(comment))
        if match:
            return match.group(1)
    return ""
