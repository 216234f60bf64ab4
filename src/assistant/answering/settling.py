"""Whether the sentence that answers a yes/no question settles it, so that the answer may begin "Yes" or "No"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.question import AnswerType, Question
from assistant.answering.quotes import Quote
from assistant.corpus.document import Document
from assistant.indexing.lexical import analyse
from assistant.reading.protocol import Reader, ReaderInput
from assistant.schema import Settled

SURE = 0.9
"""Probability from which "Yes" or "No" is said: see docs/answer-engine.md for what it was measured on."""
_EITHER = re.compile(r"\bor\b(?! (?:not|no)\b)|\b(?:how|what|which|who|when|where|why)\b", re.IGNORECASE)
"""Asks for more than yes or no: "up or down?", "and if so, how much?"."""


def settled(question: Question, quote: Quote, reader: Reader) -> Quote:
    """Return an answer's first quote with how it settles the question.

    It is read once more alone, for a passage holds other sentences that say the opposite of something else. Nothing is
    said of a quote that does not name what the question names: it may be of another place, body or year.
    """
    if question.type is not AnswerType.yes_no or quote.calculated or _EITHER.search(question.text):
        return quote
    document = quote.document
    around = f"{document.text[slice(*quote.context)]} " if quote.context else ""
    words = f"{around}{document.text[quote.start : quote.end]}"
    heading = quote.candidate.passage.context
    held = frozenset(analyse(f"{heading} {words} {_table(document, quote)}"))
    if any(question.missing(question.names, held)) or any(year not in held for year in question.years):
        return quote
    (reading,) = reader.read(question.text, [ReaderInput(heading.split("\n", 1)[-1], words)])
    said = Settled.yes if reading.yes >= SURE else Settled.no if reading.no >= SURE else Settled.open
    return replace(quote, settles=said)


def _table(document: Document, quote: Quote) -> str:
    block = document.block_at(quote.start)
    return (block.table or "") if block else ""
