"""A list that stands in headings: under "Our five missions" a section for each, or "Mission 1: Space to grow"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.question import Question
from assistant.answering.sources import GENERIC, names_of_document
from assistant.answering.units import heading_terms
from assistant.corpus.document import Block, BlockKind, Document
from assistant.english.numbers import NUMBERS, counted_things
from assistant.indexing.lexical import content_terms

NUMBERED = re.compile(r"(?P<kind>[A-Z][a-z]{2,}) (?P<number>\d{1,2})(?: (?:is|was|[–-])|:) ")
"""How one of several begins: "Recommendation 1 is to ...", "Mission 1: Space to grow"."""
_COUNT = re.compile(counted_things(2, 12), re.IGNORECASE)
_FRAME = re.compile(
    r"(?:[\d.]+ )?(?:(?:introduction|background|context|overview|summary|conclusions?|next steps|how|why|what|where"
    r"|when|who|for|to|in|at|by|about|case stud(?:y|ies)|progress|monitoring|membership|attendance|terms of reference"
    r"|performance|indicators|key|costs?|economic costs?|lessons|looking ahead|legal|equality|consultation|methodology"
    r"|governance|funding|deliver(?:y|ing)|evaluation|measuring|our history|the|short|medium|long)\b"
    r"|(?:spring|summer|autumn|winter|q[1-4]|years? \d|19\d\d|20\d\d))",
    re.IGNORECASE,
)
"""How a heading begins that tells of the others, of when or of whom they are for, and is none of them."""
_THINGS = frozenset(
    content_terms(
        "priority priorities mission missions aim aims goal goals objective objectives pillar pillars theme themes"
        " ambition ambitions principle principles value values strand strands workstream workstreams challenge"
        " challenges opportunity opportunities strength strengths weakness weaknesses risk risks cause causes barrier"
        " barriers phase phases stage stages step steps commitment commitments"
    )
)
"""What the sections below a heading are of themselves, and not only what they are on, as below “Findings”."""
_IDLE = frozenset(
    content_terms("offer available listed set identified named described outlined given mentioned included presented")
)
"""Words that say no more of what is asked for than that the document has it: "on offer", "set out"."""
_FEWEST = 3
"""Sections from which they are taken for what the heading above names, where nothing counts or numbers them."""


def headings_asked(question: Question, document: Document, block: Block) -> tuple[Block, ...]:
    """Return the headings of sections that are what a question asks for, where a block stands in one of them.

    The heading above them explains the question with the names of the document, and says nothing narrower; it or the
    question counts as many as there are, or they are numbered by what is asked for.
    """
    for depth in range(1, len(block.headings)):
        path = block.headings[:depth]
        below = [
            other
            for other in document.blocks
            if other.kind is BlockKind.heading and len(other.headings) == depth + 1 and other.headings[:depth] == path
        ]
        found = _numbered(question, document, below) or _named_above(question, document, path, below)
        if found:
            return found
    return ()


def _numbered(question: Question, document: Document, below: Sequence[Block]) -> tuple[Block, ...]:
    """Return those of some headings that are numbered, from one, by all that is asked for of the document."""
    matches = [(block, NUMBERED.match(document.text, block.start, block.end)) for block in below]
    kinds = {match["kind"] for _, match in matches if match}
    if len(kinds) != 1:
        return ()
    found = [(block, int(match["number"])) for block, match in matches if match]
    asked = _asked(question, document, len(found))
    in_order = [number for _, number in found] == [*range(1, len(found) + 1)]
    is_asked = asked == frozenset(content_terms(kinds.pop())) and not _counts_other(question.text, len(found))
    return tuple(block for block, _ in found) if len(found) > 1 and in_order and is_asked else ()


def _named_above(
    question: Question, document: Document, path: tuple[str, ...], below: Sequence[Block]
) -> tuple[Block, ...]:
    """Return some headings where the one that they stand under is what is asked for."""
    above = next((block for block in document.blocks if block.headings == path), None)
    if above is None or len(below) < 2 or _counts_other(question.text, len(below)):
        return ()
    asked, names = _asked(question, document, len(below)), names_of_document(document)
    heading = heading_terms(above)
    narrower = {term for term in heading - asked - names - _count_terms(len(below)) if not term[0].isdigit()}
    if not asked or not asked <= heading or narrower or _counts_other(path[-1], len(below)):
        return ()
    is_counted = bool(_COUNT.search(question.text) or _COUNT.search(path[-1]))
    is_frame = any(_FRAME.match(document.text, block.start, block.end) for block in below)
    is_told = bool(asked & _THINGS) and len(below) >= _FEWEST and not is_frame
    return tuple(below) if is_counted or is_told else ()


def _asked(question: Question, document: Document, count: int) -> frozenset[str]:
    """Return the terms that are asked for: no names of the document, and not how many there are."""
    return frozenset(question.terms) - GENERIC - _IDLE - names_of_document(document) - _count_terms(count)


def _count_terms(count: int) -> frozenset[str]:
    return frozenset([str(count), *(content_terms(NUMBERS[count]) if count < len(NUMBERS) else ())])


def _counts_other(text: str, count: int) -> bool:
    """Whether a text counts what it names, and another number of it."""
    return any(NUMBERS.index(match["count"].lower()) != count for match in _COUNT.finditer(text))
