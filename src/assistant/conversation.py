"""Conversation: a follow-up becomes a question that can be understood alone; small talk gets a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|that|this|those|these|he|she|him|her|his|there|one|ones|same|former|latter|each|both)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|same|no,|sorry|i meant|instead|ok(?:ay)?,? (?:and|but))\b",
    re.IGNORECASE,
)
_SHORT = 3  # content words: a question with no more of them, in a conversation, leans on the one before
_SMALL_TALK: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hiya)(?: there| all)?[\s!.,]*$", re.IGNORECASE
        ),
        "greeting",
    ),
    (
        re.compile(
            r"^(?:ok(?:ay)?[,.]? )?(?:many )?(?:thanks|thank you|cheers|ta|great|perfect|brilliant)"
            r"(?: (?:very much|so much|a lot|you|that'?s (?:great|all|helpful)))*[\s!.,]*$",
            re.IGNORECASE,
        ),
        "thanks",
    ),
    (
        re.compile(
            r"^(?:what can you (?:do|help(?: me)? with)|how (?:do you|does this) work|who are you|what are you|help)"
            r"[\s?!.]*$",
            re.IGNORECASE,
        ),
        "abilities",
    ),
    (
        re.compile(
            r"^(?:which|what) (?:documents|sources|reports|papers|evidence) "
            r"(?:do you (?:have|hold|know|use)|are (?:there|indexed|in here))[\s?!.]*$",
            re.IGNORECASE,
        ),
        "documents",
    ),
)
REPLIES = {
    "greeting": "Hello. Ask a question about the evidence base and I will answer in its words, "
    "with the place where each answer stands.",
    "thanks": "You are welcome. Ask on whenever you like.",
    "abilities": "I answer questions from the documents of the evidence base, in their own words, with citations "
    "that open the exact place. "
    "Where the evidence does not hold an answer I say so.",
    "documents": "The evidence base holds these documents: {documents}.",
}


def small_talk(question: str) -> str | None:
    """Return the kind of small talk that a message is, a key of REPLIES; None for a question."""
    return next((kind for pattern, kind in _SMALL_TALK if pattern.match(question.strip())), None)


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question so that it can be understood alone.

    A follow-up that refers back, continues, or is too short to stand gets the question it follows put in
    front; one that stands alone is returned as it is.
    """
    if not history or not _leans(question):
        return question
    before = _last_topic(history)
    return f"{before} {question}" if before else question


def _leans(question: str) -> bool:
    return (
        bool(_CONTINUES.match(question.strip()))
        or bool(_REFERS.search(question))
        or len(content_terms(question)) <= _SHORT
    )


def _last_topic(history: Sequence[Turn]) -> str:
    """Return the last question that stood alone, with what continued it last."""
    chain: list[str] = []
    for turn in reversed(history):
        if small_talk(turn.question):
            continue
        chain.append(turn.question.strip())
        if not _leans(turn.question):
            break
    return chain[-1] if chain else ""
