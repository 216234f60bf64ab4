"""Whether the sentence that answers a yes/no question settles it, so that the answer may begin "Yes" or "No"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.question import AnswerType, Question, names_period
from assistant.answering.quotes import Quote
from assistant.indexing.lexical import analyse
from assistant.reading.protocol import Reader, ReaderInput
from assistant.schema import Settled
from assistant.spelling import english_words

SURE = 0.9
"""Probability from which "Yes" or "No" is said: see docs/answer-engine.md for what it was measured on."""
LEAST_MARGIN = 0.0
"""Of a sentence that does not answer, the reader has not learnt how it settles anything."""
_MORE_THAN_YES = re.compile(
    r"\bor\b(?! (?:not|no)\b)|\b(?:how|what|which|who|when|where|why)\b"
    r"|^(?:can|could|would|will) you\b|\b(?:tell|give|show|find|explain)\b|^(?:do|did) you have\b",
    re.IGNORECASE,
)
"""Asks for more than yes or no: "up or down?", "and if so, how much?", "could you tell me about ...?"."""
_WORD = re.compile(r"[a-z]{3,}")


def settled(question: Question, quote: Quote, reader: Reader) -> Quote:
    """Return an answer's first quote with how it settles the question.

    It is read once more alone, for a passage holds other sentences that say the opposite of something else. Nothing is
    said of a quote that does not name what the question names, also without capitals: it may be of another place, body
    or year.
    """
    if question.type is not AnswerType.yes_no or quote.calculated or _MORE_THAN_YES.search(question.text):
        return quote
    document, heading = quote.document, quote.candidate.passage.context
    around = f"{document.text[slice(*quote.context)]} " if quote.context else ""
    words = f"{around}{document.text[quote.start : quote.end]}"
    block = document.block_at(quote.start)
    said = f"{heading} {block.table or '' if block else ''} {words}"
    if any(not names_period(said, period) for period in question.periods) or _lacks_a_name(question, said):
        return quote
    (reading,) = reader.read(question.text, [ReaderInput(heading.split("\n", 1)[-1], words)])
    if reading.margin <= LEAST_MARGIN:
        return quote
    return replace(quote, settles=_said(reading.yes, reading.no))


def _said(yes: float, no: float) -> Settled:
    return Settled.yes if yes >= SURE else Settled.no if no >= SURE else Settled.open


def _lacks_a_name(question: Question, said: str) -> bool:
    """Whether a text lacks a name of the question, or a word of it that is no word of the language."""
    held = frozenset(analyse(said))
    if any(question.missing(question.names, held)):
        return True
    unknown = [word for word in _WORD.findall(question.text.lower()) if word not in english_words()]
    return any(term in question.terms and term not in held for word in unknown for term in analyse(word))
