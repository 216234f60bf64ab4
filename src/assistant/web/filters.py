"""Filters of a question: documents, dates, kinds and places, as a person ticks them, and the documents they mean."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import UsageError
from assistant.schema import Filters
from assistant.web.text import date_in_words, plain

if TYPE_CHECKING:
    from assistant.documents import DocumentSummary

_MOST = 200
"""Values of one filter that are read; a page never sends as many."""
_LONGEST = 300
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Wanted:
    """What a question is asked of; empty fields ask for nothing.

    Attributes:
        documents: ids.
        kinds: kinds of document ("report").
        places: places that documents are about; a document about one of them is enough.
        first: earliest date of publication, ISO, as exact as a person wrote it ("2020", "2020-09").
        last: latest date of publication, the same.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: str = ""
    last: str = ""

    def __bool__(self) -> bool:
        return any((self.documents, self.kinds, self.places, self.first, self.last))


def read_wanted(sent: object) -> Wanted:
    """Return the filters that a page sent.

    Args:
        sent: JSON with `document`, `kind`, `place` (lists of text) and `from`, `to` (text); anything else is none.

    Raises:
        UsageError: a date is not one, or the dates are the wrong way round.
    """
    try:
        values = json.loads(sent) if isinstance(sent, str) and sent else sent
    except ValueError:
        values = None
    if not isinstance(values, dict):
        return Wanted()
    first, last = _date(values.get("from")), _date(values.get("to"))
    if first and last and _end_of(last) < first:
        raise UsageError(
            f"The filter asks for dates from {date_in_words(first)} to {date_in_words(last)}: the first is later."
        )
    return Wanted(_texts(values.get("document")), _texts(values.get("kind")), _texts(values.get("place")), first, last)


def resolve(wanted: Wanted, documents: Sequence[DocumentSummary]) -> Filters:
    """Return the filter on documents that says the same.

    Raises:
        UsageError: no document is left.
    """
    if not wanted:
        return Filters()
    chosen = tuple(document.id for document in documents if matches(wanted, document))
    if not chosen:
        raise UsageError(
            f"No document is left by the filters ({'; '.join(describe(wanted, documents))}). Take one of them away."
        )
    return Filters(documents=chosen)


def matches(wanted: Wanted, document: DocumentSummary) -> bool:
    """Tell whether a document is one of those wanted; one without a date is in no range of dates."""
    if wanted.documents and document.id not in wanted.documents:
        return False
    if wanted.kinds and document.kind not in wanted.kinds:
        return False
    if wanted.places and not set(wanted.places) & set(document.geography):
        return False
    if not wanted.first and not wanted.last:
        return True
    if not _DATE.fullmatch(document.date):
        return False
    return (not wanted.first or _end_of(document.date) >= wanted.first) and (
        not wanted.last or document.date <= _end_of(wanted.last)
    )


def describe(wanted: Wanted, documents: Sequence[DocumentSummary]) -> list[str]:
    """Return each filter in words, documents by their titles."""
    titles = {document.id: document.title for document in documents}
    parts = []
    if wanted.documents:
        parts.append("document: " + " or ".join(plain(titles.get(id, id)) for id in wanted.documents))
    if wanted.kinds:
        parts.append("kind: " + " or ".join(plain(kind) for kind in wanted.kinds))
    if wanted.places:
        parts.append("place: " + " or ".join(plain(place) for place in wanted.places))
    if wanted.first and wanted.last:
        parts.append(f"published {date_in_words(wanted.first)} to {date_in_words(wanted.last)}")
    elif wanted.first:
        parts.append(f"published from {date_in_words(wanted.first)}")
    elif wanted.last:
        parts.append(f"published until {date_in_words(wanted.last)}")
    return parts


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(text for text in value[:_MOST] if isinstance(text, str) and 0 < len(text) <= _LONGEST))


def _date(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if text and not _DATE.fullmatch(text):
        raise UsageError(
            f"The filter's date '{plain(text)[:40]}' is not one. Write a year or a date: 2020, or 2020-09."
        )
    return text


def _end_of(date: str) -> str:
    """Return the last day that a date may mean, as far as comparing text needs it: "2024" is up to "2024-12-31"."""
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")
