"""Why the figures of an answer differ: the sentence of a quoted document that says so, and questions that ask why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.quotes import Quote, overlap
from assistant.conflicts.claims import is_contested
from assistant.conflicts.conflict import Side
from assistant.conflicts.reasons import explanations_in
from assistant.corpus.document import BlockKind
from assistant.indexing.lexical import LexicalIndex

_VALUES = (
    r"\b\w*(?:figure|number|value|total|count|date|name|estimate|size|cost|amount|price|share|percentage|population|budget"
    r"|sum|version|answer)s?\b"
)
_UNLIKE = r"(?:different|differing|conflicting|contradictory|inconsistent)"
_ASKS_WHY = r"^(?:and |so |but )?(?:why|how come)\b"
_SEVERAL_VALUES = re.compile(
    rf"{_ASKS_WHY}.*?\b{_UNLIKE} (?P<what>[^?]*?{_VALUES}[^?]*?)(?:,? and (?:what|which|who)\b[^?]*)?\?*$",
    re.IGNORECASE,
)
_VALUES_DIFFER = re.compile(
    rf"{_ASKS_WHY}(?: do| does| did| are| is)? (?:the )?(?P<what>[^?]*?{_VALUES}[^?]*?) "
    rf"(?:differ|disagree|vary|contradict (?:each|one) (?:an)?other|{_UNLIKE}|(?:do )?not (?:match|agree|the same))\b"
    r"(?P<rest>[^?]*)",
    re.IGNORECASE,
)
_ALL_VALUES = re.compile(rf"^what are the {_UNLIKE} ", re.IGNORECASE)


def values_asked(text: str) -> str:
    """Return the question what the different values are, of one that asks why they differ; "" of any other.

    "Why do I find two different headcounts for the sector?" asks what the different headcounts for the sector are: the
    sentence that explains them comes with them (`with_explanation`).
    """
    found = _SEVERAL_VALUES.match(text) or _VALUES_DIFFER.match(text)
    return f"What are the different {' '.join(' '.join(found.groups()).split())}?" if found else ""


def wants_all_values(text: str) -> bool:
    """Whether a question asks for all the values that the evidence gives for one thing."""
    return bool(_ALL_VALUES.match(text))


def with_explanation(quotes: Sequence[Quote], differing: Sequence[Quote], lexical: LexicalIndex) -> tuple[Quote, ...]:
    """Return the quotes with the sentence that says why values differ behind those that do, where a document says so.

    Args:
        quotes: of the answer, those that differ first. A row of a table that compares sources differs by itself.
        differing: those of them that give different values for one thing.
    """
    told = [*differing, *(quote for quote in quotes[:1] if not differing and _compares_sources(quote))]
    figures = " ".join(quote.document.text[quote.start : quote.end] for quote in told)
    sections = {_headings(quote) for quote in differing}  # of a table on many things, a sentence must name a figure
    for document in {quote.document.id: quote.document for quote in told}.values():
        for side in explanations_in(document, figures, sections, lexical.weight, lexical.rarest):
            reason = _quoted(side, next(quote for quote in told if quote.document.id == document.id))
            if not any(overlap(reason, quote) for quote in quotes):
                return (*quotes[: len(told)], reason, *quotes[len(told) :])
            if not any(overlap(reason, quote) for quote in told):  # it was chosen as a statement already
                return tuple(replace(quote, explains=overlap(reason, quote)) for quote in quotes)
    return tuple(quotes)


def _quoted(side: Side, told: Quote) -> Quote:
    """Return how an explanation is quoted; what surrounds it is its paragraph."""
    block = side.document.block_at(side.start)
    start, end = (block.start, block.end) if block else (side.start, side.end)
    passage = replace(told.candidate.passage, start=start, end=end, text=side.document.text[start:end])
    return Quote(side.document, replace(told.candidate, passage=passage), side.start, side.end, explains=True)


def _compares_sources(quote: Quote) -> bool:
    row = quote.document.block_at(quote.start)
    return row is not None and row.kind is BlockKind.table_row and is_contested(row)


def _headings(quote: Quote) -> tuple[str, ...]:
    block = quote.document.block_at(quote.start)
    return block.headings if block else ()
