"""Which pieces of a question hang together: clauses of one thing, embedded questions, two that share a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.parts.subjects import is_bare
from assistant.conversation.pronouns import AUXILIARY
from assistant.conversation.slots import MEASURES, is_plural
from assistant.english.spelling import english_words

_PREPOSITION = r"(?:in|on|at|by|for|from|to|with|of|under|over|across|among|during|since|after|before)"
_RELATIVE = re.compile(
    rf"(?<!\w)(?!(?:{_PREPOSITION}|and|or|about|into|know|ask|see|say|tell|me|us|is|are|was|were|asked|said)\b)"
    r"[\w’'-]+ (?P<pronoun>who|which|whose)\b",
    re.IGNORECASE,
)
"""A clause that tells more of the word before it: "people who smoke", not "of which" or "we know who paid"."""
_MORE_OF_MANY = re.compile(
    r"(?P<pronoun>who|which|whose) (?:(?P<are>(?:are|were)(?! (?:the|an?|its|their|our|your|you|we|they)\b)"
    rf"|have(?! (?:you|we|they)\b)|(?:do|are|were|have) not\b)|(?!{AUXILIARY}\b)(?P<verb>[a-z]+))\b",
    re.IGNORECASE,
)
"""How another clause on many begins: "who are ...", "who live ..."; a question has "who lives", "who are the staff"."""
_NO_PRESENT = frozenset(
    """
    back best bore bound down drove even fell felt first found ground just last
    next now off once only out read saw still well wound
    """.split()
)
"""Adverbs, and verbs of the past, that are written like verbs of the present."""
_EMBEDDED = re.compile(
    r"\b(?:about|know|tell (?:me|us)|say|said|explain|shows?|on|of) "
    r"(?:what|which|who|whose|when|where|why|how|whether)\b",
    re.IGNORECASE,
)
"""A question inside another one: "what do we know about who uses it"."""
_ENDS_INSIDE = re.compile(r"[\w’'-] (?:(?:on|of|to|over) (?:what|which|who|whose|when|where|why|how)|by how)$", re.I)
"""Ends in the first of two words that ask, inside a question: "what is said on when"; "since when" is one by itself."""
_COUNTED = re.compile(
    r"^(?P<asking>how many|which|how much|what) (?:[a-z-]+ )?(?P<noun>[a-z-]+)\W*$",
    re.IGNORECASE,
)
"""May ask by a noun alone: "how many men"."""
_POINTS_BACK = re.compile(r"\b(?:each|every|per|it|its|they|them|their|those|these)\b", re.IGNORECASE)
_MOST_WORDS = 4
"""Of a noun and what stands before it."""
_FRONTED = re.compile(
    rf"^{_PREPOSITION} (?:(?:what|which|whose) (?:[a-z-]+ )?[a-z-]+|how (?:much|many)(?: [a-z-]+)?|whom)\W*$",
    re.IGNORECASE,
)
"""Asks when, where or by how much, without what happened: "in which year"."""
_FRONTED_WHOLE = re.compile(
    rf"^(?:{_PREPOSITION} (?:what|which|whose|whom|how much|how many)(?: (?!{AUXILIARY}\b)[a-z-]+){{0,3}}"
    rf"|when|where|why|how(?: (?:long|often|far|fast|quickly))?)(?P<tail> {AUXILIARY}\b.+)$",
    re.IGNORECASE,
)
_OPENS_TAIL = re.compile(rf"{AUXILIARY}|{_PREPOSITION}", re.IGNORECASE)


def goes_on(before: str, piece: str) -> bool:
    """Whether a piece behind "and" is of the question before it, and none of its own."""
    if _ENDS_INSIDE.search(before):
        return True
    if is_bare(piece):
        return bool(_EMBEDDED.search(before))
    return _tells_more(before, piece)


def _tells_more(before: str, piece: str) -> bool:
    """Whether a piece is a second clause on those of whom the first tells: "people who smoke" ... "who live alone"."""
    clauses, more = list(_RELATIVE.finditer(before)), _MORE_OF_MANY.match(piece)
    if not clauses or more is None:
        return False
    first, second = clauses[-1]["pronoun"].lower(), more["pronoun"].lower()
    if second == "whose":
        return first in {"who", "whose"}
    return first == second and bool(more["are"] or (second == "who" and _is_of_many(more["verb"].lower())))


def _is_of_many(verb: str) -> bool:
    """Whether a word is a verb in the form that many have: "live", "get"; not "lives", "paid", "else"."""
    if verb in _NO_PRESENT:
        return False
    forms = {f"{verb}ing", f"{verb.removesuffix('e')}ing"} & english_words().keys()
    third = {f"{verb}s", re.sub("y$", "ies", verb)} - {verb}
    return verb == "get" or (bool(forms) and bool(third & english_words().keys()))


def with_shared_verbs(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of a question, and where one lacks the verb that stands in the next one, with that.

    "How many men" before "how many women are on the board" is "How many men are on the board".
    """
    whole = list(pieces)
    for at in reversed(range(len(pieces) - 1)):
        whole[at] = _completed(pieces[at], whole[at + 1])
    return whole


def _completed(piece: str, behind: str) -> str:
    """Return a piece with the verb of the one behind it, as it is where it has its own or that one tells none."""
    one = piece.rstrip(" ?.,;")
    if _FRONTED.match(one):
        found = _FRONTED_WHOLE.match(behind)
        return f"{one}{found['tail']}" if found else piece
    counted = _COUNTED.match(one)
    if counted is None or not _is_noun(counted["asking"].lower(), counted["noun"].lower()):
        return piece
    tail = _tail(counted["asking"], behind)
    return f"{one} {tail}" if tail and not _POINTS_BACK.search(tail) else piece


def _is_noun(asking: str, word: str) -> bool:
    """Whether a word that ends a piece is what it asks for, and no verb."""
    if asking == "what":
        return word in MEASURES
    return is_plural(word) or (asking == "how much" and not re.fullmatch(AUXILIARY, word))


def _tail(asking: str, question: str) -> str:
    """Return what stands behind the noun that a question asks for; "" if it asks otherwise or that cannot be told."""
    if not question.lower().startswith(f"{asking.lower()} "):
        return ""
    words = question[len(asking) :].split()
    for at, word in enumerate(words[: _MOST_WORDS + 1]):
        if _OPENS_TAIL.fullmatch(word):
            return " ".join(words[at:]) if at else ""
        if at and is_plural(words[at - 1].lower()) and not is_plural(word.lower()):
            return " ".join(words[at:])
    return ""
