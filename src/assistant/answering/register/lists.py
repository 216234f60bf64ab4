"""Which documents there are: the latest, those about a place, of a year, by a publisher or of a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.periods import published
from assistant.answering.register.authors import author_row
from assistant.answering.register.naming import readable_date
from assistant.answering.register.statements import LOOKED_THROUGH, Asked, RegisterStatement, of_title, quoted_title
from assistant.corpus.document import Source
from assistant.indexing.lexical import content_terms

_PLURAL = re.compile(r"(?<=s|x|z|h)es\b")
"""An ending that the index takes only the "s" from ("buses")."""
_OLDEST = ("oldest", "earliest")
_MOST = 12  # documents named in one reply


def latest(asked: Asked) -> Iterator[RegisterStatement]:
    """Yield the latest document, or the oldest; several where their dates do not tell which it is."""
    by, about = asked.group("by", "body"), asked.group("about")
    among = _by(asked, by) if by else _of_topic(asked.sources, about) if about else asked.sources
    dated = [source for source in among if source.date]
    oldest = asked.group("way", "way2").lower() in _OLDEST
    own = "their titles" if len(among) > 1 else "its title"
    of = f" by {by}" if by else f" with “{about}” in {own} or places" if about else ""
    which = f"{'oldest' if oldest else 'latest'} of {len(among)} documents" if len(among) > 1 else "only document"
    found = _last_or_first(dated, first=oldest)
    for source in found[:_MOST]:
        document = asked.register.document(source.id)
        lead = f"{'Among the' if len(found) > 1 else 'The'} {which}{of} is "
        rest = f", dated {readable_date(source.date)}."
        yield of_title(document, lead, quoted_title(document), rest, "the register's dates")


def _last_or_first(sources: Sequence[Source], *, first: bool) -> list[Source]:
    """Return the documents that none is surely later than, or before: one of 2024 may be later than one of May 2024."""
    moments = [published(source.date) for source in sources]
    return [
        source
        for source, own in zip(sources, moments, strict=True)
        if not any(own.after(other) if first else other.after(own) for other in moments)
    ]


def on_topic(asked: Asked) -> Iterator[RegisterStatement]:
    """Yield the documents whose places or title name what is asked, newest first."""
    yield from _listed(asked, _of_topic(asked.sources, asked.group("about")), "the register's places and titles")


def _of_topic(sources: Sequence[Source], topic: str) -> list[Source]:
    """Return the documents of which a place is what is asked, or whose title names it, in the singular or plural."""
    wordings = [set(content_terms(wording)) for wording in (topic, _PLURAL.sub("", topic))]
    return [
        source
        for source in sources
        for places in [[set(content_terms(place)) for place in source.geography]]
        if any(about and (about in places or about <= set(content_terms(source.title))) for about in wordings)
    ]


def of_date(asked: Asked) -> Iterator[RegisterStatement]:
    """Yield the documents of a year or month, newest first."""
    wanted = " ".join(asked.group("date").lower().split())
    fitting = [source for source in asked.sources if f" {readable_date(source.date)}".lower().endswith(f" {wanted}")]
    yield from _listed(asked, fitting, "the register's dates")


def written_by(asked: Asked) -> Iterator[RegisterStatement]:
    """Yield the documents of a publisher or an author, newest first."""
    yield from _listed(asked, _by(asked, asked.group("by")), "the register's publishers and the authors' lines")


def _by(asked: Asked, name: str) -> list[Source]:
    """Return the documents of a publisher, else those whose author's line or row has every word of a name."""
    wanted = set(content_terms(name))
    if not wanted:
        return []
    published = [source for source in asked.sources if wanted <= set(content_terms(source.publisher))]
    if published or len(asked.sources) > LOOKED_THROUGH:
        return published
    rows = [(source, author_row(asked.register.document(source.id))) for source in asked.sources]
    return [source for source, row in rows if row and wanted <= set(content_terms(row.text[slice(*row.exact)]))]


def titled(asked: Asked) -> Iterator[RegisterStatement]:
    """Yield the document of a title, or the titles of a publisher's documents or of those about something."""
    by, about = asked.group("by"), asked.group("about")
    if by or about:
        fitting = _by(asked, by) if by else _of_topic(asked.sources, about)
        yield from _listed(asked, fitting, "the register's titles")
        return
    document = asked.named(asked.group("what"))
    if document is not None:
        yield from _listed(asked, [document.source], "the register's titles")


def _listed(asked: Asked, sources: Sequence[Source], basis: str) -> Iterator[RegisterStatement]:
    """Yield each document with its date, newest first."""
    for source in sorted(sources, key=lambda source: source.date, reverse=True)[:_MOST]:
        document = asked.register.document(source.id)
        rest = f" ({readable_date(source.date)})" if source.date else ""
        yield of_title(document, "", quoted_title(document), f"{rest}.", basis)
