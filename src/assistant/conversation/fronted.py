"""A question that names a thing first and then asks of it by a pronoun: "the hub, who leads it?"."""

from __future__ import annotations

import re

from assistant.conversation.names import ARTICLE, QUESTION_WORDS, is_name, is_plain
from assistant.conversation.pronouns import refers
from assistant.conversation.returning import LED_BACK
from assistant.conversation.slots import TIMES
from assistant.english.capitals import capitalise_places
from assistant.english.places import named_places

_CALLED = re.compile(r"(?:the|that|those|these) [a-z]")
_FRONTED = re.compile(
    rf"^\W*(?i:(?:ok|okay|so|now|and|but|well|anyway|{LED_BACK}),? )*"
    r"(?!(?:In|On|At|For|From|By|With|Of|Since|After|Before|During|Back)\b)"
    r"(?P<thing>(?:(?:the|that|those|these) [A-Za-z]|[A-Z])[^,:?]{2,60})[,:] (?:then,? )?"
    r"(?P<asked>(?:who|what|when|where|how|which|why|is|are|was|were|does|do|did|has|have)\b[^?]*?\b)"
    r"(?:it|they|them|that(?=\W*$| (?:cost|do|pay|bring|open|start|begin|mean|get|have|cover)\b))\b(?P<rest>.*)$"
)
"""Names a thing first, and then asks of it by a pronoun."""
_NEW_THING = re.compile(
    r"^\W*(?i:(?:and|but|so|ok(?:ay)?|what about|how about)\b,? )+(?:for )?"
    r"(?P<thing>[a-z][\w-]*(?: (?!of\b|in\b)[a-z][\w-]*){0,2}), "
    r"(?P<asked>(?:how|what|when|where|why|who|which|is|was|does|did)\b[^?]*?\b)"
    r"(?:(?P<part>of (?:it|that|them|those)(?= (?:is|are|was|were|has|have|had|did|does|do|will|would|came|went)\b))"
    r"|(?:(?<=\bis )|(?<=\bwas )|(?<=\bdoes )|(?<=\bdid ))(?:it|that)(?= \w))(?P<rest>.+)$"
)
"""Goes on to another thing, and asks of it by a pronoun: "and lobster, how much of that was landed?"."""
_NO_THING = re.compile(
    r"(?:(?:(?:more|most) )?\w+ly|overall|again|al(?:l|so|together)|together|instead|today|now|here|elsewhere|next|last"
    r"|each|every|far|once|then|well|right|yes|no|thanks|please|if|in|on|at|by|from|with|since|after|before|during|until"
    r"|under|over|first|second|third|still|yet|however|maybe|perhaps|meanwhile|anyway|besides|otherwise|though|indeed|as"
    r"|to|remind|tell)\b"
)
"""What stands before a comma, in small letters, and is no thing: "and locally, how much of it was sold?"."""
_HOW_MUCH = re.compile(r"how (?:much|many) $")


def in_order(question: str) -> str:
    """Return a question with the thing it names first where a pronoun stands for it: "the hub, who leads it?"."""
    fronted = _FRONTED.match(question)
    if fronted is None or refers(fronted["thing"]) or not _names_a_thing(fronted["thing"]):
        return question
    return f"{fronted['asked']}{fronted['thing'].strip()}{fronted['rest']}"


def of_new_thing(question: str) -> str:
    """Return what a question asks of another thing of the same topic with it in its pronoun's place; empty for others.

    Of what was said before only names go with it: neither the old thing nor what was asked of that is meant.
    """
    asked = _NEW_THING.match(question)
    if asked is None or _NO_THING.match(asked["thing"]) or named_places(capitalise_places(asked["thing"])):
        return ""
    words = asked["thing"].split()
    if QUESTION_WORDS.match(words[0]) or words[-1] in TIMES:
        return ""
    of = "of " if asked["part"] and not _HOW_MUCH.search(asked["asked"]) else ""
    return f"{asked['asked']}{of}{asked['thing']}{asked['rest']}"


def _names_a_thing(text: str) -> bool:
    """Whether a text before a comma is a thing ("the hub", "Harrow Fold"), rather than "Overall" or "Last year"."""
    if tuple(text.lower().split()) in named_places(text):
        return False
    return bool(_CALLED.match(text)) or (is_name(text) and not is_plain(ARTICLE.sub("", text).split()[0]))
