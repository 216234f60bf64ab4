"""Names as people type them: the capitalised phrases of a text, and whether words are a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.english.capitals import JOINERS
from assistant.english.dates import MONTH_FORMS, is_month
from assistant.english.people import TITLES
from assistant.english.places import named_places
from assistant.english.spelling import english_words
from assistant.indexing.lexical import STOP_WORDS

_BODY = "(?:Agency|Centre|Commission|Department|Foundation|Institute|Minister|Ministry|Office|Society|Transport)"
"""What a body is called for something; of "the grant to Leeds for Kiln Mill", the two are names apart."""
_PART = rf"(?:{_BODY}s? for(?: the)?(?= [A-Z])|[A-Z][\w&'’@-]*)"
_VERSUS = r"v\b\.?"
"""Joins those whom a case in court is named after: "Smith v Jones"."""
NAMED = rf"{_PART}(?:(?: (?:of|and|the|&|{_VERSUS}))* {_PART})*"
"""A pattern for a name in the middle of a question: what another one takes the place of."""
_NAME = re.compile(
    rf"[A-Z][\w&'’@-]*(?:(?: (?:of|and|the|(?:for|in)(?! (?:{MONTH_FORMS}|[A-Z]*\d))|&|{_VERSUS}))* [A-Z][\w&'’@-]*)*"
)
QUESTION_WORDS = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|tell|give|list|name|the|a|an|in|on|of|it|its|yes|no|they|there|by|and|but|so|this|that|these|those|what.?s|who.?s"
    r"|compared|from|since|at|for|with|to|under|until|if|after|before|because|not|only|just|actually|same|also|then"
    r"|i|i.?m|i.?ve|i.?d|we|you|my|our|your|he|she|oh|ok|okay|hi|hello|hey|well|look|right|sure|thanks|any|am|without|within|despite|between|among|during|across|about|over|excluding|including|regarding|sorry|meant|mean|mistake|please|oops|anything|something|anyone|else)$",
    re.IGNORECASE,
)
"""What has a capital because it opens a question, and is no name."""
_OPENING_WORDS = frozenset(
    """
    according as average compare currently describe explain last outline overall roughly summarise summarize thank total
    """.split()
)
"""Words that open a question too, and say something inside one: no name begins with them at its head."""
PERSONAL = re.compile(rf"(?:(?:{'|'.join(TITLES)}) )?(?:[A-Z][\w’'-]+ ){{1,2}}[A-Z][\w’'-]+")
"""A name as people have them: two or three words, each with a capital."""
ARTICLE = re.compile(r"^(?:the|just|only)\s+", re.IGNORECASE)
"""What a name may stand behind, and is no part of it."""


def names_in(text: str) -> list[str]:
    """Return the capitalised phrases of a text, without a question word that opens a sentence."""
    return [name for name, _, _ in name_spans(text)]


def names_but_months(text: str) -> list[str]:
    """Return the names in a text that are not months."""
    return [name for name in names_in(text) if not is_month(name)]


def name_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each capitalised phrase with its start and end."""
    for match in _NAME.finditer(text):
        words, start = match.group().split(), match.start()
        while words and _is_apart(words, at_head=opens(text, start)):
            start += len(words.pop(0)) + 1
        if words:
            yield " ".join(words), start, match.end()


def _is_apart(words: Sequence[str], *, at_head: bool) -> bool:
    """Whether the first of some words is no part of a name; "Sure" of "Sure Start" is, inside a sentence."""
    first = words[0]
    if at_head and first.lower() in _OPENING_WORDS:
        return True
    return bool(QUESTION_WORDS.match(first)) and (at_head or len(words) == 1 or first.lower() in STOP_WORDS)


def opens(text: str, start: int) -> bool:
    """Whether a sentence or an item of a list begins here, with a capital whatever its first word is."""
    before = text[:start].rstrip(" \t").rstrip("-•*").rstrip(" \t")
    return not before or before[-1] in ".!?:;…\n]"


def is_plain(name: str) -> bool:
    """Whether a word is one of the dictionary's, and no place: with a capital only where a sentence begins."""
    return name.istitle() and name.lower() in english_words() and not named_places(name)


def is_name(fragment: str) -> bool:
    """Whether a fragment is a name: each word has a capital, but for those that join them, and it is no label."""
    words = ARTICLE.sub("", fragment).split()
    if not words or not words[0][:1].isupper() or re.fullmatch(r"[A-Z]{0,2}\d+", fragment):
        return False
    joiners = JOINERS if named_places(fragment) else JOINERS | {"to"}  # "Right to Buy"; "Leeds to York" are two
    inside = (word for word in words if word not in joiners and not re.fullmatch(_VERSUS, word))
    return all(word[0].isupper() or not word[0].isalpha() for word in inside)
