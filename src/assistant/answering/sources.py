"""The source that a question asks after: "according to the annual report", "in the 2024 report"."""

from __future__ import annotations

import re

from assistant.corpus.document import Source
from assistant.english.dates import MONTHS
from assistant.indexing.lexical import analyse, content_terms

_ACCORDING = re.compile(
    r"\b(?:according to|as (?:stated|given|reported|said) (?:in|by)) (?:the |its |their |our )?"
    r"(?P<source>[^,?;]+?)(?=[,?;]|$| (?:how|what|which|who|when|where|is|are|was|were|do|does|did|has|have|had)\b)",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?:in|by|from|of|to|behind) (?:the|its|their|our|this) (?P<source>(?:[\w’'&-]+ ){1,5}?(?:report|paper|analysis"
    r"|study|review|audit|strategy|framework|plan|prospectus|digest|brochure|survey|statement|evaluation))\b",
    re.IGNORECASE,
)
_KINDS = frozenset(content_terms("document page publication text website article study source figures data"))
"""Words for a source that its title need not hold."""
_MONTH = re.compile(r"\d{4}-(?P<month>0[1-9]|1[0-2])")


def asked_source(question: str) -> frozenset[str]:
    """Return the terms of the source that a question asks after; empty for none."""
    found = _ACCORDING.search(question) or _IN.search(question)
    return frozenset(content_terms(found["source"])) - _KINDS if found else frozenset()


def is_called(asked: frozenset[str], source: Source) -> bool:
    """Whether a source goes by a name: its title, publisher, kind, date (the month by name) and file hold its terms."""
    dated = _MONTH.match(source.date)
    month = MONTHS[int(dated["month"]) - 1] if dated else ""
    file = re.sub(r"[-_./]", " ", source.file)
    words = f"{source.title} {source.publisher} {source.kind} {source.date.replace('-', ' ')} {month} {file}"
    return bool(asked) and asked <= frozenset(analyse(words))
