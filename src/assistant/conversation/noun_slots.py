"""A phrase of the earlier question with the noun of a fragment's: "secondary schools" for "primary schools"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.names import ARTICLE, NAMED
from assistant.conversation.pronouns import AUXILIARY
from assistant.conversation.slots import MEASURES, TIMES, WORD
from assistant.conversation.subject_slots import says
from assistant.indexing.lexical import STOP_WORDS, stem

_VERB_BEFORE = frozenset("who that to can will could would should may must it they we".split())
"""Words after which a word is a verb, whatever noun is written like it ("Who chairs the board?")."""
_AFTER_AUXILIARY = re.compile(rf"\b(?P<verb>{AUXILIARY}) $", re.IGNORECASE)
_ALSO_VERBS = frozenset("cost fund plan rent report rise share spend value work".split())
_OF_SUBJECT = re.compile(rf"\b{AUXILIARY} (?:the )?(?:{NAMED}|[a-z][\w-]*s) $")
"""Before a verb that is written like a noun: "How much did Leeds spend on parks?"."""
_BEING = frozenset({"is", "are", "was", "were"})
_VERB_FOLLOWS = re.compile(r" (?!(?:in|on|at|of|for|by|with|to|from|about|into|during|since|and|or)\b)[a-z]")
"""What stands behind a subject: no preposition, and not the end."""
_GIVES = re.compile(
    r"\b(?:giv(?:es?|en|ing)|gave|pa(?:y|ys|id)|award(?:s|ed)?|offer(?:s|ed)?|grant(?:s|ed)?|len(?:ds?|t)|sen(?:ds?|t)"
    r"|tells?|told|costs?|charge[sd]?|ask(?:s|ed)?|teach(?:es)?|taught|buys?|bought) $",
    re.IGNORECASE,
)
"""Stands before the one to whom something is given: "Who gave the council housing grants?"."""
_OF_MEASURES = frozenset(
    """
    actual annual average current daily estimated expected final full gross latest maximum mean median minimum monthly
    net original overall planned previous total weekly whole yearly
    """.split()
)
"""Which of its figures is meant, rather than of what: "the total budget"."""
_LONG = 7  # words between "the" and the noun of a phrase: more are a clause


def same_noun_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return the phrase of the earlier question that ends in the fragment's noun; None for names and single words.

    Of a fragment with "the", the phrase is whole, from its own "the" on; of others it has as many words, at most.
    """
    words = WORD.findall(ARTICLE.sub("", fragment))
    if len(words) < 2 or not words[-1].islower() or words[-1].removesuffix("s") in TIMES:
        return None
    if any(word.lower() in STOP_WORDS or word == "per" for word in words):
        return None  # more than one phrase: "cars and bikes"
    own = stem(words[-1])
    of_measure = words[-1].lower() in MEASURES and not _OF_MEASURES.isdisjoint(words)
    with_article = fragment.lower().startswith("the ") and not of_measure
    found = list(WORD.finditer(before))
    for at in range(len(found) - 1, -1, -1):
        verb = at > 0 and found[at - 1].group().lower() in _VERB_BEFORE
        numbered = re.match(r" \d", before[found[at].end() :])
        verb = verb or (found[at].group() in _ALSO_VERBS and bool(_OF_SUBJECT.search(before[: found[at].start()])))
        if found[at].group().islower() and stem(found[at].group()) == own and not (verb or numbered):
            whole = _whole_start(before, found[: at + 1]) if with_article else None
            short = _phrase_start(before, found[: at + 1], len(words) - 1)
            return short if whole is None else whole, found[at].end()
    return None


def _phrase_start(before: str, words: Sequence[re.Match[str]], modifiers: int) -> int:
    """Return where the phrase that ends in the last of the words begins, with at most so many words before it."""
    start = words[-1].start()
    for word in reversed(words[-1 - modifiers : -1]):
        if word.group().lower() in STOP_WORDS or before[word.end() : start] != " ":
            break
        start = word.start()
    return start


def _whole_start(before: str, words: Sequence[re.Match[str]]) -> int | None:
    """Return where the phrase that ends in the last of the words begins behind its "the"; None without one.

    It may have an "and", and begins behind a name. Who is given something is no part of it.
    """
    start = words[-1].start()
    for at in range(len(words) - 2, max(-1, len(words) - 3 - _LONG), -1):
        said, behind = words[at].group(), words[at].end()
        if before[behind : words[at + 1].start()] not in {" ", ", "}:
            return None
        if said.lower() == "the":
            return start if _is_phrase(before, words[at:]) else None
        if said.islower() and (said in STOP_WORDS - {"and"} or start != words[at + 1].start()):
            return None
        start = words[at].start() if said.islower() else start
    return None


def _is_phrase(before: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether some words from "the" on, at whose end is a noun, are one phrase, without a verb or who is given it."""
    front = before[: words[0].start()]
    auxiliary = _AFTER_AUXILIARY.search(front)
    if auxiliary is None:
        return _GIVES.search(front) is None
    is_being = auxiliary["verb"].lower() in _BEING
    inside = [word.group() for word in words[1:-1]]
    verbs = [word for word in inside if says(word) and (is_being or not word.endswith("ing"))]
    return not verbs and (is_being or bool(_VERB_FOLLOWS.match(before, words[-1].end())))
