"""Conversation: a follow-up becomes a question that can be understood alone; small talk gets a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.fragments import OPENER, replace_slot
from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|that|this|those|these|he|she|him|her|his|there|ones?|same|former|latter|each|both)\b",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were|be|been)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;?]\s|\s(?:and|but|then)\s")
_CONTINUES = re.compile(
    r"^(?:and|but|so|or|then|also|plus|what about|how about|same|no,|sorry|oops|i meant|instead|"
    r"ok(?:ay)?,? (?:and|but))\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:(?:(?:many )?thanks|thank you|thx|cheers|hi|hello|hey|ok(?:ay)?|right|great|perfect|brilliant|moving on|"
    r"good (?:morning|afternoon|evening)|(?:a |one )?(?:new|next|different|another|other|separate) "
    r"(?:question|topic|subject|one|thing|matter|q))(?: (?:there|all|very much|so much|a lot))?"
    r"(?:\s*[,.!;:–-]+\s*|\s+(?=(?:and|but|so|also|what|which|who|whose|when|where|why|how)\b)))+(?=\w)",
    re.IGNORECASE,
)
_JOINING = re.compile(r"^(?:and|but|so|also|then)\b[\s,]*(?=\w)", re.IGNORECASE)
_ELLIPTIC = re.compile(
    r"^(?:how many|which) (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|of|in|on|at|from)\b"
    r"|^out of\b|\b(?:high|low|bigg|larg|small|fast|slow|long|short|old|new|cheap)er\b"
    r"|\b(?:more|less|fewer|better|worse|than|else|others?|another|instead|too|number|figure|total)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|tell|give|list|name)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w&'’-]*(?:(?: (?:of|and|the|for|in|&))* [A-Z][\w&'’-]*)*")
_QUESTION_WORDS = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|tell|give|list|name|the|a|an|in|on|of|it|its|yes|no|they|there|by|and|but|so|this|that|these|those|what.?s|who.?s"
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
_WHOLE = 2  # content words: with fewer, a question has not even said of what it asks
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
            r"^(?:which|what|how many) (?:documents|sources|reports|papers|publications|evidence) "
            r"(?:do you (?:have|hold|know|use)|(?:does|do) the (?:evidence|evidence base|index|corpus) (?:have|hold)"
            r"|are (?:there|indexed|in here|in the (?:evidence|evidence base|index|corpus)))"
            r"(?: (?:in (?:all|total|here|the (?:evidence|evidence base|index|corpus))|altogether))?[\s?.!]*$",
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
    "documents": "The evidence base holds {count}: {documents}.",
}


def small_talk(question: str) -> str | None:
    """Return the kind of small talk that a message is, a key of REPLIES; None for a question."""
    return next((kind for pattern, kind in _SMALL_TALK if pattern.match(question.strip())), None)


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question so that it can be understood alone.

    A fragment ("and in Bristol?", "same for 2020") takes the place of the name or year in the question it
    follows. A follow-up with a pronoun, or too short to stand, gets the names of what was being talked about.
    A question that stands alone is returned as it is, without thanks or greetings before it.

    Args:
        question: as typed.
        history: earlier turns, oldest first.
    """
    typed, question = question, without_courtesy(question)
    turns = [turn for turn in history if not small_talk(turn.question)][-_REMEMBERED:]
    if not turns:
        return question if question == typed else _JOINING.sub("", question)
    if not leans(question):
        return question
    before = standalone_question(turns[-1].question, turns[:-1])
    if _REPLIES_ONLY.match(question.strip()):
        return before  # an answer to what was asked back: it names nothing, and fills no slot
    fragment = OPENER.sub("", question.strip()).strip(" ?.!")
    if fragment and not _ASKS.search(fragment) and len(fragment.split()) <= _FRAGMENT:
        return replace_slot(before, question, fragment, turns) or f"{before.rstrip()} {question.strip()}"
    topic = _topic(question, before, turns[-1])
    return f"{question.strip()} ({topic})" if topic else question


def refers(text: str) -> bool:
    """Whether a text has a pronoun that may stand for something before it."""
    return bool(_REFERS.search(text))


def without_courtesy(question: str) -> str:
    """Return a question without what is said before it only to be polite: "Thanks.", "OK, next one:".

    An "and" after it goes too where a whole question follows: thanks close what was talked about.
    """
    polite = _COURTESY.match(question.strip())
    if polite is None:
        return question
    left = question.strip()[polite.end() :]
    alone = _JOINING.sub("", left)
    return alone if _is_whole(alone) and len(content_terms(alone)) > _SHORT else left


def leans(question: str) -> bool:
    """Whether a question can only be understood with the one before it: a pronoun, "and ...", or hardly any words."""
    own = OPENER.sub("", question.strip())
    pronoun = _REFERS.search(own)
    if pronoun and not _names_before(own[: pronoun.start()]):
        return True
    if names_in(own) and _ASKS.search(own):
        return False  # it names what it is about
    return bool(_CONTINUES.match(question.strip())) or len(content_terms(question)) <= _SHORT


def _names_before(said: str) -> bool:
    """Whether a question has named what a later clause's pronoun stands for: "Who runs Propel and what is its aim?"."""
    clauses = _CLAUSE.split(said)
    return len(clauses) > 1 and bool(names_in(" ".join(clauses[:-1])))


def _topic(question: str, before: str, turn: Turn) -> str:
    """Return what the earlier turn was about: its names, and for a pronoun its content words and the answer's names.

    A whole question that only happens to be short gets names and nothing else: measured on the dialogues that were
    looked at, names bring it nearer to what was meant, other words further from it.
    """
    names = [name for name in names_in(OPENER.sub("", before)) if len(name) > 1]
    if _points_back(question) or not (names or _is_whole(question)):
        bare = re.sub(r"\([^)]*\)", "", OPENER.sub("", turn.question))
        names += [word for word in re.findall(r"[\w&'’£%/-]+", bare) if content_terms(word)]
        names += names_in(turn.answer)[:_ANSWER_NAMES]
    seen: dict[str, str] = {}
    for name in names:
        if not all(word in " ".join(seen) for word in name.lower().split()):
            seen[name.lower()] = name
    return ", ".join(seen.values())


def _points_back(question: str) -> bool:
    """Whether a pronoun stands for something said; the one in "is there" does where the question compares."""
    return bool(_REFERS.search(question if _ELLIPTIC.search(question) else _EXISTS.sub("", question)))


def _is_whole(question: str) -> bool:
    """Whether a short question leaves nothing out: it asks, names a thing, compares with nothing and joins nothing."""
    own = question.strip()
    if (_CONTINUES.match(own) and len(content_terms(own)) <= _SHORT) or _ELLIPTIC.search(own):
        return False
    return bool(_ASKS.search(own)) and len(content_terms(own)) >= _WHOLE


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
