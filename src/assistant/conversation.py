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
_DISTANCE = re.compile(
    r"(?:the )?(?P<count>\w+)? ?years? (?P<way>before|earlier|previously|back|later|after|on)(?: that)?", re.IGNORECASE
)
_COUNTS = {"a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_POLITE = re.compile(r"\b(?:please|pls|again|then)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:\W*\b(?:ok(?:ay)?|and|but|so|what|how|about|same)\b\W*)*(for|in|on|at|by|with)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\b(for|in|on|at|by|with)\s+((?:the )?[a-z][\w-]*(?: [a-z][\w-]*){0,3}?)"
    r"(?=\s+(?:in|at|by|from|for|of|on|to|with)\b|[?,.]|$)"
)
_QUESTION_WORDS = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|tell|give|list|name|the|a|an|in|on|of|it|its|yes|no|they|this|that|these|those|what.?s|who.?s"
    r"|i|i.?m|i.?ve|i.?d|we|you|my|our|your|he|she|oh|ok|okay|hi|hello|hey|well|look|right|sure|thanks|any|am)$",
    re.IGNORECASE,
)
_REPLIES_ONLY = re.compile(
    r"^(?:(?:yes|yeah|yep|no|nope|not?(?: really)?|correct|right|sure|of course|indeed|exactly"
    r"|i (?:do|am|have|did|was|will)"
    r"|i (?:do|am|have|did|was|will) ?n[o']t|that'?s (?:right|correct|it)|neither|none|both|maybe|i don'?t know)"
    r"\b[\s,.!]*)+$",
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
    if not turns or not leans(question):
        return question
    before = standalone_question(turns[-1].question, turns[:-1])
    if _REPLIES_ONLY.match(question.strip()):
        return before  # an answer to what was asked back: it names nothing, and fills no slot
    fragment = _OPENER.sub("", question.strip()).strip(" ?.!")
    if fragment and not _ASKS.search(fragment) and len(fragment.split()) <= _FRAGMENT:
        return _replace_slot(before, question, fragment, turns) or f"{before.rstrip()} {question.strip()}"
    topic = _topic(question, before, turns[-1])
    return f"{question.strip()} ({topic})" if topic else question


def leans(question: str) -> bool:
    """Whether a question can only be understood with the one before it: a pronoun, "and ...", or hardly any words."""
    own = _OPENER.sub("", question.strip())
    if _REFERS.search(own):
        return True
    if names_in(own) and _ASKS.search(own):
        return False  # it names what it is about
    return bool(_CONTINUES.match(question.strip())) or len(content_terms(question)) <= _SHORT


def _replace_slot(before: str, question: str, fragment: str, turns: Sequence[Turn]) -> str | None:
    """Return the earlier question with its year, name or subject replaced by the fragment's; None without such a slot.

    A year may be given as a distance ("two years later"). A name takes the place of the last name after a
    preposition, in the earlier question or in one before it. Words without a capital take the place of what stands
    after the same preposition, or after "for".
    """
    cleaned = _POLITE.sub("", fragment).strip(" ,")
    moved = _move_year(before, cleaned)
    if moved:
        return moved
    year = _YEAR.search(cleaned)
    if year and _YEAR.search(before):
        before = _YEAR.sub(year.group(), before, count=1)
        cleaned = _OPENER.sub("", (cleaned[: year.start()] + cleaned[year.end() :]).strip(" ,"))
        if not content_terms(cleaned):
            return before
    if not cleaned:
        return None
    if cleaned[0].isupper():
        return _replace_name(before, cleaned, turns)
    preposition = _PREPOSITION.search(question)
    wanted = preposition.group(1).lower() if preposition else "for"
    subjects = [match for match in _SUBJECT.finditer(before) if match.group(1).lower() == wanted]
    if not subjects:
        return None
    start, end = subjects[-1].span(2)
    return f"{before[:start]}{cleaned}{before[end:]}"


def _replace_name(before: str, name: str, turns: Sequence[Turn]) -> str | None:
    slots = [match.span(1) for match in _AFTER_PREPOSITION.finditer(before) if not _YEAR.search(match.group(1))]
    if not slots:
        named = [found for turn in reversed(turns) for found in reversed(_AFTER_PREPOSITION.findall(turn.question))]
        earlier = next((found for found in named if found in before and not _YEAR.search(found)), None)
        if earlier is None:
            return None
        slots = [(before.rindex(earlier), before.rindex(earlier) + len(earlier))]
    start, end = slots[-1]
    return f"{before[:start]}{name}{before[end:]}"


def _move_year(before: str, fragment: str) -> str | None:
    """Return the earlier question with its year moved as far as the fragment says ("two years later")."""
    distance, year = _DISTANCE.fullmatch(fragment), _YEAR.search(before)
    if distance is None or year is None or len(year.group()) > len("2020"):
        return None
    count = (distance["count"] or "one").lower()
    years = _COUNTS.get(count, int(count) if count.isdigit() else 0)
    if not years:
        return None  # "several years later" is no year
    back = distance["way"].lower() in ("before", "earlier", "previously", "back")
    return f"{before[: year.start()]}{int(year.group()) + (-years if back else years)}{before[year.end() :]}"


def _topic(question: str, before: str, turn: Turn) -> str:
    """Return what the earlier turn was about: its names, and for a pronoun its content words and the answer's names."""
    names = names_in(_OPENER.sub("", before))
    if not names or _REFERS.search(question):
        bare = re.sub(r"\([^)]*\)", "", _OPENER.sub("", turn.question))
        names += [word for word in re.findall(r"[\w&'’£%-]+", bare) if content_terms(word)]
        names += names_in(turn.answer)[:_ANSWER_NAMES]
    seen: dict[str, str] = {}
    for name in names:
        if not all(word in " ".join(seen) for word in name.lower().split()):
            seen[name.lower()] = name
    return ", ".join(seen.values())


def names_in(text: str) -> list[str]:
    """Return the capitalised phrases of a text, without a question word that opens a sentence."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and _QUESTION_WORDS.match(words[0]):
            words.pop(0)
        if words:
            found.append(" ".join(words))
    return found
