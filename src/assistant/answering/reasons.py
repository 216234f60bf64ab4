"""The sentence that says why, behind one that says only what: "Loans fell again. The branch was shut for a year."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import Question
from assistant.answering.quotes import Quote, overlap
from assistant.answering.selection import MAX_WORDS
from assistant.answering.units import heading_terms
from assistant.corpus.document import BlockKind
from assistant.english.dates import YEAR_DIGITS
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import content_terms

_SAYS_WHY = re.compile(
    rf"\b(?:because|since(?! (?:\w+ )?{YEAR_DIGITS})|as|so|why|due|owing|thanks|for fear|reasons?|caus\w+|result\w*"
    r"|reflect\w*|driven|drove|blam\w+|attribut\w+|expla\w+|account(?:s|ed) for|led|following|after|when|once|without"
    r"|lack(?:s|ed|ing)?|prevent\w*|in order|aim\w*|to)\b",
    re.IGNORECASE,
)
"""What may give a reason in a sentence, for what went on or for what is done."""
_MAY_SAY_WHY = re.compile(rf"{_SAYS_WHY.pattern}|\b(?:over|amid|given|grounds|fears?|by)\b|[:–—]", re.IGNORECASE)
"""What may give a reason in a sentence at the end of its paragraph: in doubt it does."""
_POINTS_ELSEWHERE = re.compile(
    r"\bfor (?:the |several )?reasons? (?:which (?:are|were) |that (?:are|were) )?(?:set out|given|explained|described"
    r"|discussed|outlined)\b|\b(?:reasons?|causes?) (?:for this |behind this )?(?:are|were|is|was) (?:set out|given"
    r"|explained|described|discussed|outlined) (?:in|on|below|later|at)\b"
    r"|\b(?:section|chapter|appendix|annex|page) [\dA-Z][\w.]* (?:explains|says|sets out|describes|discusses) why\b",
    re.IGNORECASE,
)
"""Says where the reason stands, and not what it is: "for reasons set out in section 3"."""
_PROSE = (BlockKind.paragraph, BlockKind.list_item)
_MISSING = 0.4
"""Share of the question's words that a sentence and its headings may lack to say what is asked about; set by hand."""


def with_reason(question: Question, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes, the first one with the sentence behind it where "why" is asked and it says only what.

    Of questions on invented reports that ask why, a seventh have the reason in the sentence behind the one that has
    most of their words; three in five of those sentences hold no word that may give a reason.
    """
    best, *others = quotes
    following = _sentence_behind(best) if _says_only_what(question, best) else None
    if following is None:
        return tuple(quotes)
    longer = replace(best, end=following, exact=None)
    return (longer, *(quote for quote in others if not overlap(quote, longer)))


def lacks_reason(question: Question, quote: Quote) -> bool:
    """Whether "why" is asked and a quote says only what, and nothing in, above or behind it may be a reason.

    Or it says that the reason stands elsewhere. Its headings do not count as its own words: under "Why the mill closed"
    any sentence may say why.
    """
    block, said = quote.block, quote.document.text[quote.start : quote.end]
    if question.type is AnswerType.reason and _POINTS_ELSEWHERE.search(said):
        return True
    if question.type is not AnswerType.reason or block is None or block.kind not in _PROSE or quote.end < block.end:
        return False
    context = quote.document.text[slice(*quote.context)] if quote.context else ""
    around = " ; ".join((said, context, *block.headings))
    return _has_most(question, frozenset(content_terms(said))) and not _MAY_SAY_WHY.search(around)


def _says_only_what(question: Question, quote: Quote) -> bool:
    """Whether a sentence holds what the question asks about, and nothing that may say why."""
    block = quote.block
    if question.type is not AnswerType.reason or block is None or block.kind is not BlockKind.paragraph:
        return False
    said = quote.document.text[quote.start : quote.end]
    return _has_most(question, frozenset(content_terms(said)) | heading_terms(block)) and not _SAYS_WHY.search(said)


def _has_most(question: Question, held: frozenset[str]) -> bool:
    return sum(1 for _ in question.missing(question.terms, held)) <= _MISSING * len(question.terms)


def _sentence_behind(quote: Quote) -> int | None:
    """Return where the sentence behind a quote ends, in the same paragraph; None without one or where it is long."""
    if quote.block is None:
        return None
    text = quote.document.text
    behind = split_sentences(text, start=quote.end, end=quote.block.end) if quote.end < quote.block.end else []
    if not behind or len(text[quote.start : behind[0][1]].split()) > MAX_WORDS:
        return None
    return behind[0][1]
