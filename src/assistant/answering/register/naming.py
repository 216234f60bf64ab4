"""Which document a person means by "the 2017 audit", "Pursuing excellence" or "the panel paper"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus.document import Source
from assistant.english.dates import MONTHS, with_whole_months
from assistant.indexing.lexical import content_terms

_GENERIC = frozenset(
    content_terms(
        """report document paper publication study source text file digest page edition version strategy plan analysis
        review article pdf original latest newest full whole whose one"""
    )
)
"""Words for any document: they name one only together with others, or where no other document is of that kind."""
_KINDS = frozenset(content_terms("study strategy plan analysis review"))
"""Kinds of documents: of one thing, a plan is another document than a strategy."""
_POINTS = re.compile(
    r"^(?:(?:it|this|that|the (?:above|same)|(?:this|that|the|your)(?: same| whole| full)? "
    r"(?:report|document|paper|publication|study|source|strategy|digest|file|pdf))\b\W*)+$",
    re.IGNORECASE,
)


def find_document(phrase: str, sources: Sequence[Source]) -> Source | None:
    """Return the one document that a phrase names; None where none or more than one fits.

    Every content word of the phrase must be one of the document's title, id, kind, publisher or date, but for those
    that are said of any document. Where several documents have them all, the one wins that has most of the phrase in
    its title, or whose whole title it is: "the annual report" is not the one with the shortest name.
    """
    wanted = set(content_terms(with_whole_months(phrase)))
    if not wanted:
        return None
    said = wanted - (_GENERIC - _KINDS)
    fitting = [source for source in sources if said <= _all_terms(source) and _is_named(wanted, source)]
    most = max((len(wanted & _title_terms(source)) for source in fitting), default=0)
    fullest = [source for source in fitting if len(wanted & _title_terms(source)) == most]
    whole = [source for source in fullest if _main_title(source) <= wanted]
    chosen = whole if len(fullest) > 1 else fullest
    return chosen[0] if len(chosen) == 1 else None


def points_at_document(phrase: str) -> bool:
    """Whether a phrase points at a document without naming it ("it", "this report")."""
    return bool(_POINTS.match(phrase.strip()))


def readable_date(date: str) -> str:
    """Return an ISO date, as exact as it is known, in words: "8 September 2020", "March 2024", "2021"."""
    parts = date.split("-")
    if len(parts) == 1 or not all(part.isdigit() for part in parts):
        return date
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def _is_named(wanted: set[str], source: Source) -> bool:
    """Whether a word of the phrase that is not of every document is in the title or id, or is the document's kind."""
    own = (_title_terms(source) | set(content_terms(source.kind))) - _GENERIC
    kind = set(content_terms(source.kind))
    return bool(wanted & own) or (wanted - _GENERIC != set() and bool(kind) and kind <= wanted)


def _main_title(source: Source) -> set[str]:
    """Return the terms of a title up to its colon, without its years and the names of its place and publisher."""
    title = set(content_terms(source.title.split(":")[0])) or _title_terms(source)
    idle = set(content_terms(f"{source.publisher} {' '.join(source.geography)}"))
    return {term for term in title - idle if not term.isdigit()} or title


def _title_terms(source: Source) -> set[str]:
    return set(content_terms(f"{source.title} {source.id.replace('-', ' ')}"))


def _all_terms(source: Source) -> set[str]:
    about = f"{source.kind} {source.publisher} {readable_date(source.date)} {' '.join(source.geography)}"
    return _title_terms(source) | set(content_terms(about))
