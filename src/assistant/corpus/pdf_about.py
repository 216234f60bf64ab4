"""What a PDF says about itself: its outline, the labels of its pages, its properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdf
from pypdf.generic import Destination

from assistant.corpus.builder import normalise
from assistant.corpus.document import BlockKind, Parsed
from assistant.corpus.pdf_headings import Entry

_MAX_OUTLINE = 5_000  # entries; a cyclic outline ends here
_NO_TITLE = re.compile(r"^(?:(?:table of )?contents|(?:executive )?summary|introduction|\d.*)$", re.IGNORECASE)
_JUNK_TITLE = re.compile(
    r"^(?:untitled.*|microsoft (?:word|powerpoint) - .*|.*\.(?:docx?|pptx?|pdf|indd|xlsx?|qxd|tex|html?)"
    r"|\(?anonymous\)?|unspecified|none|title)$",
    re.IGNORECASE,
)
_SAYS_LITTLE = re.compile(
    r"^(?:(?:the|final|draft|full|main|annual|new|web|print) )*(?:report|strategy|plan|paper|brochure|prospectus"
    r"|document|presentation|cover|layout|template|publication|booklet|leaflet)"
    r"(?: (?:final|draft|web|print|v?\d[\d.]*))*$",
    re.IGNORECASE,
)
"""A title that any document of its kind could have: "Strategy final v2"; the first large heading says more."""


def own_labels(reader: pypdf.PdfReader, count: int) -> list[str]:
    """Return the labels that the file gives its pages; none where it gives none, or only their places."""
    try:
        if "/PageLabels" in reader.root_object:
            labels = [normalise(str(label)) for label in reader.page_labels]
            if len(labels) == count and labels != [str(index + 1) for index in range(count)]:
                return labels
    except MemoryError:
        raise
    except Exception:  # labels are malformed in many ways; the pages have their numbers all the same
        return []
    return []


def printed_labels(printed: Sequence[str | None]) -> list[str]:
    """Return the numbers printed on the pages; their places where most have none."""
    if sum(1 for label in printed if label) * 2 < len(printed):
        return [str(index + 1) for index in range(len(printed))]
    return [label or "" for label in printed]


def outline(reader: pypdf.PdfReader) -> list[Entry]:
    """Return the entries of the outline, as far as they can be read."""
    entries: list[Entry] = []
    try:
        for item, depth in _walk(reader.outline, 1):
            page = reader.get_destination_page_number(item)
            title = normalise(str(item.title or ""))
            if title:
                entries.append(Entry(title, depth, -1 if page is None else page))
            if len(entries) >= _MAX_OUTLINE:
                break
    except MemoryError:
        raise
    except Exception:  # an outline is a help, not a condition
        return entries
    return entries


def _walk(items: Sequence[Any], depth: int) -> Iterator[tuple[Destination, int]]:
    for item in items:
        if isinstance(item, list):
            yield from _walk(item, depth + 1)
        else:
            yield item, depth


def properties(reader: pypdf.PdfReader, parsed: Parsed) -> dict[str, object]:
    """Return title, publisher and day of making as the file gives them; for want of a title its first large heading."""
    found: dict[str, object] = {}
    try:
        metadata = reader.metadata
        title = normalise(str(metadata.title or "")) if metadata else ""
        author = normalise(str(metadata.author or "")) if metadata else ""
        if title and not _JUNK_TITLE.match(title):
            found["title"] = title
        if author and not _JUNK_TITLE.match(author):
            found["publisher"] = author
        date = metadata.creation_date if metadata else None
        if date is not None:
            found["made"] = date.date().isoformat()
    except MemoryError:
        raise
    except Exception:  # malformed dates and strings raise many things; a document without properties is one
        found.pop("made", None)
    if "title" not in found or _SAYS_LITTLE.match(str(found["title"])):
        first = parsed.pages[1].start if len(parsed.pages) > 1 else len(parsed.text)
        heads = (b for b in parsed.blocks if b.kind is BlockKind.heading and b.level == 1 and b.start < first)
        titles = (parsed.text[head.start : head.end] for head in heads)
        title = next((title for title in titles if not _NO_TITLE.match(title)), "")
        if title:
            found["title"] = title
    return found
