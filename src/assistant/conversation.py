"""Conversation: a follow-up becomes a question that can be understood alone; small talk gets a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|that|this|those|these|he|she|him|her|his|there|ones?|same|former|latter|each|both)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^(?:and|but|so|or|then|also|plus|what about|how about|same|no,|sorry|oops|i meant|instead|"
    r"ok(?:ay)?,? (?:and|but))\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^(?:(?:and|but|so|or|then|also|plus|ok(?:ay)?|right|thanks|thank you|cheers|no|sorry|oops|please|"
    r"(?:new|different|another) (?:question|topic)|what about|how about|what of|same (?:again )?(?:for|with|in)|"
    r"i meant?|for|in|at|of|with|the one (?:in|for|at))\b[\s,.:;-]*)+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|tell|give|list|name)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w&'’-]*(?:(?: (?:of|and|the|for|in|&))* [A-Z][\w&'’-]*)*")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|for|at|of|to|from|across|did|does|do|is|was|has|have)\s+(?:the )?"
    r"([A-Z][\w&'’-]*(?:(?: (?:of|and|the|&))* [A-Z][\w&'’-]*)*)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d{2,4})?\b")
_QUESTION_WORDS = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|tell|give|list|name|the|a|an|in|on|of|it|its|yes|no|they|this|that|these|those|what.?s|who.?s)$",
    re.IGNORECASE,
)
_SHORT = 3  # content words: a question with no more of them, in a conversation, leans on the one before
_REMEMBERED = 20  # turns: a topic is never further back, and each is looked at with all before it
_ANSWER_NAMES = 2  # names of the earlier answer that a pronoun may mean
_FRAGMENT = 5  # words: more than these, after the opener, are a question of their own
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

    A fragment ("and in Bristol?", "same for 2020") takes the place of the name or year in the question it
    follows. A follow-up with a pronoun, or too short to stand, gets the names of what was being talked about.
    A question that stands alone is returned as it is.

    Args:
        question: as typed.
        history: earlier turns, oldest first.
    """
    turns = [turn for turn in history if not small_talk(turn.question)][-_REMEMBERED:]
    if not turns or not _leans(question):
        return question
    before = standalone_question(turns[-1].question, turns[:-1])
    fragment = _OPENER.sub("", question.strip()).strip(" ?.!")
    if fragment and not _ASKS.search(fragment) and len(fragment.split()) <= _FRAGMENT:
        return _replace_slot(before, fragment) or f"{before.rstrip()} {question.strip()}"
    topic = _topic(question, before, turns[-1])
    return f"{question.strip()} ({topic})" if topic else question


def _leans(question: str) -> bool:
    own = _OPENER.sub("", question.strip())
    if _REFERS.search(own):
        return True
    if _names(own) and _ASKS.search(own):
        return False  # it names what it is about
    return bool(_CONTINUES.match(question.strip())) or len(content_terms(question)) <= _SHORT


def _replace_slot(before: str, fragment: str) -> str | None:
    """Return the earlier question with its year or its name replaced by the fragment's; None if it has no such slot."""
    cleaned = re.sub(r"\bplease\b", "", fragment, flags=re.IGNORECASE).strip(" ,")
    year = _YEAR.search(cleaned)
    if year and _YEAR.search(before):
        before = _YEAR.sub(year.group(), before, count=1)
        cleaned = _OPENER.sub("", (cleaned[: year.start()] + cleaned[year.end() :]).strip(" ,"))
        if not content_terms(cleaned):
            return before
    slots = [match for match in _AFTER_PREPOSITION.finditer(before) if not _YEAR.search(match.group(1))]
    if not cleaned or not slots or not cleaned[0].isupper():
        return None
    start, end = slots[-1].span(1)
    return f"{before[:start]}{cleaned}{before[end:]}"


def _topic(question: str, before: str, turn: Turn) -> str:
    """Return what the earlier turn was about: its names, and for a pronoun its content words and the answer's names."""
    names = _names(_OPENER.sub("", before))
    if not names or _REFERS.search(question):
        bare = re.sub(r"\([^)]*\)", "", _OPENER.sub("", turn.question))
        names += [word for word in re.findall(r"[\w&'’£%-]+", bare) if content_terms(word)]
        names += _names(turn.answer)[:_ANSWER_NAMES]
    seen: dict[str, str] = {}
    for name in names:
        if not all(word in " ".join(seen) for word in name.lower().split()):
            seen[name.lower()] = name
    return ", ".join(seen.values())


def _names(text: str) -> list[str]:
    """Return the capitalised phrases of a text, without a question word that opens a sentence."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and _QUESTION_WORDS.match(words[0]):
            words.pop(0)
        if words:
            found.append(" ".join(words))
    return found
