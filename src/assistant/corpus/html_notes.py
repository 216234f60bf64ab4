"""Notes of a web page: which of them the text refers to, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bs4.element import NavigableString, Tag

from assistant.corpus.builder import normalise
from assistant.corpus.superscripts import raised_text

_BACK: Final = re.compile(r"[\s^↑↩↵⤴⏎⬆↖\ufe0e\ufe0f]+")  # what a note's link back to its mark shows
_INNER: Final = re.compile("^#.")
_ANY_TEXT: Final = "text"  # before a mark of a note, so that it is told from a unit's exponent


def marked_notes(parts: Iterable[NavigableString | Tag]) -> Iterator[str]:
    """Yield the places to which raised marks of notes lead."""
    for part in parts:
        if isinstance(part, Tag):
            links = part.find_all("a", href=_INNER)
            yield from (str(link["href"])[1:] for link in ([part] if _is_link(part) else links) if _is_mark(link))


def names_of_place(tag: Tag) -> Iterator[str]:
    """Yield the names by which links lead to `tag`: its own, and for a paragraph or item that of a link at its head."""
    yield from _names(tag)
    link = tag.find("a") if tag.name in ("p", "li", "dd") else None
    if isinstance(link, Tag) and normalise(tag.get_text()).startswith(normalise(link.get_text())):
        yield from _names(link)


def _names(tag: Tag) -> Iterator[str]:
    return (str(tag[key]) for key in ("id", "name") if tag.get(key))


def leads_back(link: Tag) -> bool:
    """Tell whether a link in a note leads back to its mark: it is no part of the text."""
    if link.name != "a" or not _INNER.match(str(link.get("href", ""))):
        return False
    return link.get("role") == "doc-backlink" or bool(_BACK.fullmatch(link.get_text()))


def _is_link(tag: Tag) -> bool:
    return tag.name == "a" and bool(_INNER.match(str(tag.get("href", ""))))


def _is_mark(link: Tag) -> bool:
    raised = link.find_parent("sup") is not None or link.find("sup") is not None
    return raised and not raised_text(_ANY_TEXT, normalise(link.get_text()))
