"""Corrections: "make that Bristol", "Bristol rather than Leeds" say once more what was asked, with another name."""

from __future__ import annotations

import re

from assistant.conversation.leaning import ASKS
from assistant.conversation.names import is_name
from assistant.conversation.years import YEAR
from assistant.english.capitals import capitalise_places

_SORRY = (
    r"(?:(?:no|nope|sorry|oops|wait|hang on|actually|well|ah|oh|correction|"
    r"(?:that|it|this)(?:['’]?s| is| was) (?:not (?:right|it|what i (?:meant|asked|said))|wrong)|"
    r"(?:the )?wrong \w+|not that(?: one)?)\b[\s,.:;!–-]*)"
)
_PUT_RIGHT = re.compile(
    rf"^\W*(?:{_SORRY}{{0,4}}(?P<how>(?:make|change|correct) (?:that|it|this)(?: to)?(?: be)?"
    r"|(?:that|it|this) should (?:be|say|have (?:been|said)))"
    rf"|{_SORRY}{{0,4}}(?:i (?:said|say|want(?:ed)?|need(?:ed)?|asked (?:about|for))"
    r"|i(?:['’]?m| am) asking (?:about|for)|should (?:be|have been)|it was|meant|use|try|rather)"
    rf"|{_SORRY}{{1,4}})[\s,:]+(?P<right>\w[^?!]{{0,60}}?)(?:,? (?:that )?i (?:mean|meant|said|wanted))?"
    r"[\s?!.]*$",
    re.IGNORECASE,
)
_ONE = r"\w[^?!,]{0,40}?"
_IN_PLACE_OF = re.compile(
    rf"^\W*{_SORRY}{{0,4}}(?:(?:change|replace|swap) (?P<old>{_ONE}) (?:to|with|for|by) (?P<new>{_ONE})"
    rf"|not (?P<old2>{_ONE}),? (?:but )?i (?:mean|meant|said) (?P<new2>{_ONE})"
    rf"|(?:for |in |at |of )?(?P<new3>{_ONE}) (?:rather than|instead of) (?:for |in |at |of )?(?P<old3>{_ONE}))"
    r"[\s?!.]*$",
    re.IGNORECASE,
)
_FEW = 5  # words: more than these are a question of their own


def plainly(question: str) -> str:
    """Return a correction in the words that fragments know: "not Leeds but Bristol", "no, I meant Bristol".

    What only may be one ("I want ...", "try ...") has to name something: a name or a year.
    """
    other = _IN_PLACE_OF.match(question)
    if other:
        old = other["old"] or other["old2"] or other["old3"]
        new = other["new"] or other["new2"] or other["new3"]
        if _is_one(old) and _is_one(new):
            return f"not {old} but {new}"
    said = _PUT_RIGHT.match(question)
    if said is None or len(said["right"].split()) > _FEW or ASKS.search(said["right"]):
        return question
    return f"no, I meant {said['right']}" if said["how"] or _is_one(said["right"]) else question


def _is_one(text: str) -> bool:
    """Whether a text is a name or a year, which another may stand in the place of."""
    return is_name(capitalise_places(text)) or bool(YEAR.fullmatch(text))
