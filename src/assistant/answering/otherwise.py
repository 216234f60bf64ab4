"""A figure that its document counts in another way too: "Without Boston, the share becomes 14 %" beside "8 %"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.question import Question
from assistant.answering.quotes import Quote, overlap
from assistant.answering.selection import MAX_STATEMENTS, MAX_WORDS
from assistant.conflicts.pairs import of_one_size
from assistant.conflicts.quantities import Quantity, agree, find_quantities
from assistant.corpus.document import BlockKind
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import content_terms

_OTHERWISE = re.compile(
    r"^(?:(?:and|but|however|yet),? )?(?:(?:without|excluding|including|leaving (?:out|aside)|(?:not )?counting"
    r"|apart from|net of|adjust(?:ed|ing) for|(?:after|before) (?:tax|inflation))\b(?P<what>[^;:]{0,120}?),"
    r"|if (?P<counted>\S[^,;:]{2,60}) (?:is|are|were|was) (?:included|excluded|added|counted|left out|taken out),?"
    r"|in real terms,?|on (?:a|the|that) (?:wider|narrower|broader|stricter|different|other|same) (?:definition|measure"
    r"|basis|count),?) (?P<value>.+)$",
    re.IGNORECASE | re.DOTALL,
)
"""Begins with what is taken in or left out, or with another definition; what it comes to then follows."""
_ASKED = re.compile(
    r"\b(?:without|excluding|including|leaving|counting|apart from|net of|adjusted|in real terms)\b", re.I
)
_NO_CONDITION = re.compile(
    r"\s*(?:doubt|question|exception|this|these|that|those|such|it|them|us|support)\b", re.IGNORECASE
)
_SUPPOSED = re.compile(r"\b(?:would|could|might|may|will|should)\b", re.IGNORECASE)
_NEAR = 500
"""Characters between a figure and the sentence that counts it otherwise: a few sentences of a section; set by hand."""
_SHARED = 2
"""Content words of the question that both sentences hold: the measure, and of what or whom."""


def with_other_count(question: Question, quotes: Sequence[Quote], differing: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes with the sentence behind the first that gives its figure counted in another way.

    Left alone is a question of how it is counted that way, one of a list, a figure of a table, and an answer that shows
    different values already.
    """
    figure = _figure(quotes[0]) if quotes and not differing else None
    if figure is None or question.wants_list or _ASKED.search(question.text):
        return tuple(quotes)
    first, *rest = quotes
    other = next((quote for quote in _behind(first) if _counts_otherwise(question, first, figure, quote)), None)
    if other is None or any(overlap(other, quote) for quote in quotes):
        return tuple(quotes)
    kept = [first, other]
    for quote in rest:
        if len(kept) < MAX_STATEMENTS and sum(len(_words(one).split()) for one in (*kept, quote)) <= MAX_WORDS:
            kept.append(quote)
    return tuple(kept)


def _figure(quote: Quote) -> Quantity | None:
    """Return the one quantity of a quote's exact answer; None for none, several, or a cell of a table."""
    block = quote.block
    if quote.exact is None or block is None or block.cells:
        return None
    start, end = (place - quote.start for place in quote.exact)
    found = [one for one in find_quantities(_words(quote)) if one.start < end and start < one.end]
    return found[0] if len(found) == 1 else None


def _behind(quote: Quote) -> Iterator[Quote]:
    """Yield the sentences of the quote's section that stand behind it, near enough, each with its one quantity."""
    document, own = quote.document, quote.block
    for block in document.blocks:
        if block.end <= quote.end or own is None:
            continue
        if block.start > quote.end + _NEAR or block.headings != own.headings:
            return
        if block.kind is not BlockKind.paragraph:
            continue
        for start, end in split_sentences(document.text, start=block.start, end=block.end):
            found = find_quantities(document.text[start:end])
            if quote.end <= start <= quote.end + _NEAR and len(found) == 1:
                exact = (start + found[0].lead, start + found[0].end)
                yield Quote(document, quote.candidate, start, end, exact=exact, around=(quote.start, end))


def _counts_otherwise(question: Question, first: Quote, mine: Quantity, other: Quote) -> bool:
    found, its = _OTHERWISE.match(_words(other)), _figure(other)
    if found is None or its is None or _SUPPOSED.search(found["value"]):
        return False
    left_out = found["what"] or found["counted"] or ""
    if _NO_CONDITION.match(left_out) or question.names & set(content_terms(left_out)):
        return False
    if mine.unit != its.unit or not _counts_the_same(mine, its) or agree(mine, its) or not of_one_size(mine, its):
        return False
    shared = [
        {term for term in content_terms(text) if not term[0].isdigit()} for text in (_words(first), found["value"])
    ]
    return len(set(question.terms) & shared[0] & shared[1]) >= _SHARED


def _counts_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether two counts are of one thing; what a share is of is told by the words around it."""
    return one.unit != "count" or bool(one.counted and one.counted == other.counted)


def _words(quote: Quote) -> str:
    return quote.document.text[quote.start : quote.end]
