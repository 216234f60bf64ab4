"""The source that a question asks after: "according to the annual report" wants what that report says."""

from __future__ import annotations

import re

from assistant.corpus.document import Source
from assistant.indexing.lexical import analyse, content_terms

_ACCORDING = re.compile(
    r"\b(?:according to|as (?:stated|given|reported|said) (?:in|by)) (?:the |its |their |our )?"
    r"(?P<source>[^,?;]+?)(?=[,?;]|$| (?:how|what|which|who|when|where|is|are|was|were|do|does|did|has|have|had)\b)",
    re.IGNORECASE,
)
_KINDS = frozenset(content_terms("document page publication text website article study source figures data"))
"""Words for a source that its title need not hold."""


def asked_source(question: str) -> frozenset[str]:
    """Return the terms of the source that a question asks after; empty for none."""
    found = _ACCORDING.search(question)
    return frozenset(content_terms(found["source"])) - _KINDS if found else frozenset()


def is_called(asked: frozenset[str], source: Source) -> bool:
    """Whether a source goes by a name: its title, publisher, kind, date and file hold all the terms."""
    words = f"{source.title} {source.publisher} {source.kind} {source.date} {re.sub(r'[-_./]', ' ', source.file)}"
    return bool(asked) and asked <= frozenset(analyse(words))
