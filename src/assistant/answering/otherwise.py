"""A figure that its document counts in another way too: "Without Boston, the share becomes 14 %" beside "8 %"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.question import Question
from assistant.answering.quotes import Quote, overlap
from assistant.conflicts.quantities import Quantity, agree, find_quantities
from assistant.corpus.document import Block, BlockKind, Document
from assistant.indexing.lexical import content_terms
from assistant.sentences import split_sentences

_OTHERWISE = re.compile(
    r"^(?:(?:and|but|however|yet),? )?(?:without|(?:ex|in)cluding|leaving (?:out|aside)|(?:not )?counting|apart from"
    r"|net of|adjust(?:ed|ing) for|(?:after|before) (?:tax|inflation))\b"
    r"|\b(?:excluding|if \S.{3,60} (?:is|are|were|was) (?:included|excluded|added|counted|left out|taken out)"
    r"|in real terms|on (?:a|the|that) (?:wider|narrower|broader|stricter|different|other|same) (?:definition|measure"
    r"|basis|count))\b",
    re.IGNORECASE,
)
"""Says that something is taken in or left out, or that another definition holds."""
_CHANGES = re.compile(
    r"\b(?:becomes?|rises?|falls?|drops?|grows?|shrinks?|would (?:be|become|rise|fall)|comes? to|goes (?:up|down)"
    r"|stands? at|is|are)\b",
    re.IGNORECASE,
)
_NEAR = 500
"""Characters between a figure and the sentence that counts it otherwise: a few sentences of the same section."""
_SHARED = 2
"""Content words of the question that both sentences hold: the measure, and of what or whom."""


def with_other_count(question: Question, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes with the sentence behind the first that gives its figure counted in another way.

    Left alone is a question of how it is counted that way, one of a list, and a figure that stands in a table.
    """
    first = quotes[0] if quotes else None
    figure = _figure(first) if first else None
    if first is None or figure is None or question.wants_list or _OTHERWISE.search(question.text):
        return tuple(quotes)
    document = first.document
    held = _shared(question, document.text[first.start : first.end])
    for start, end in _behind(document, first):
        sentence = document.text[start:end]
        said = [found for found in find_quantities(sentence) if found.unit == figure.unit]
        otherwise = _OTHERWISE.search(sentence) and _CHANGES.search(sentence)
        if not otherwise or len(said) != 1 or agree(said[0], figure):
            continue
        if len(held & _shared(question, sentence)) < _SHARED:
            continue
        exact = (start + said[0].lead, start + said[0].end)
        other = Quote(document, first.candidate, start, end, exact=exact, around=(first.start, end))
        if not any(overlap(other, quote) for quote in quotes):
            return (first, other, *quotes[1:])
    return tuple(quotes)


def _figure(quote: Quote) -> Quantity | None:
    """Return the one quantity of a quote's exact answer."""
    block = quote.document.block_at(quote.start)
    if quote.exact is None or block is None or block.kind is BlockKind.table_row:
        return None
    sentence = quote.document.text[quote.start : quote.end]
    start, end = (place - quote.start for place in quote.exact)
    found = [one for one in find_quantities(sentence) if one.start < end and start < one.end]
    return found[0] if len(found) == 1 else None


def _shared(question: Question, text: str) -> frozenset[str]:
    """Return the question's words, without figures, that a text holds."""
    return frozenset(term for term in content_terms(text) if term in question.terms and not term[0].isdigit())


def _behind(document: Document, quote: Quote) -> list[tuple[int, int]]:
    """Return the sentences of prose of the quote's section that stand behind it, near enough."""
    block = document.block_at(quote.start)
    last = document.block_at(min(quote.end + _NEAR, len(document.text) - 1))
    if block is None:
        return []
    end = min(quote.end + _NEAR, last.end if last else len(document.text))
    spans = split_sentences(document.text, start=quote.end, end=max(quote.end, end))
    return [span for span in spans if _is_of(block, document.block_at(span[0]))]


def _is_of(section: Block, block: Block | None) -> bool:
    return block is not None and block.kind is not BlockKind.table_row and block.headings == section.headings
