"""Comparisons by a measure: "Is rent higher in Leeds than in York?" asks how high it is in each."""

from __future__ import annotations

import re

from assistant.answering.parts.side import NAME, Side
from assistant.conversation.slots import is_plural
from assistant.english.dates import is_month
from assistant.english.places import is_place

_BASES = {
    "higher": "high",
    "lower": "high",
    "greater": "great",
    "larger": "large",
    "smaller": "large",
    "bigger": "big",
    "longer": "long",
    "shorter": "long",
    "older": "old",
    "younger": "old",
    "newer": "old",
    "faster": "fast",
    "slower": "fast",
    "taller": "tall",
    "wider": "wide",
    "deeper": "deep",
}
"""What is asked of each of two things of which one is more so than the other."""
_COMPARATIVE = rf"(?P<how>{'|'.join(_BASES)})"
_HOW_MUCH_ER = re.compile(rf"\b(?P<asks>[Hh]ow) (?:much|far) {_COMPARATIVE}\b")
_MUCH = r"(?:(?:now|still|much|any|a lot|far|significantly) )*"
_IS = r"^(?:(?i:and|so|but) )?(?P<be>(?i:is|are|was|were)) "
_IN = r"(?P<preposition>in|for|at|of|on)"
_OTHER = (
    r"(?:(?:that|those|the ones?) )?(?:(?:in|for|at|of|on) )?(?P<other>(?:the )?"
    rf"{NAME})(?: (?:did|does|do|has|have|had|is|are|was|were))?"
    r"(?P<tail>(?: (?:in|by|on|for|at|during|over|since|between|per)\b[^?]*)?)\W*$"
)
_THAN = rf",? (?:than|compared (?:with|to)) {_OTHER}"
_ONE = rf"(?P<one>(?:the )?{NAME})"
_THING_IS = re.compile(rf"{_IS}{_ONE} {_MUCH}{_COMPARATIVE}{_THAN}")
""" "Is Norvane bigger than Kelstrom?"."""
_MEASURE_IS = re.compile(
    rf"{_IS}(?P<what>[a-z][^?,]*?) (?:{_MUCH}{_COMPARATIVE} {_IN} {_ONE}|{_IN.replace('preposition', 'where')} "
    rf"{_ONE.replace('one', 'first')} {_MUCH}{_COMPARATIVE.replace('how', 'so')}){_THAN}"
)
""" "Is rent higher in Leeds than in York?", "Are rents in Leeds higher than in York?"."""
_HAS_MORE = re.compile(
    rf"^(?:(?i:and|so|but) )?(?P<aux>(?i:do|does|did|has|have|had|will|would)) {_ONE} "
    rf"(?:(?P<verb>[a-z]+(?: [a-z]+)??) )?{_MUCH}(?P<more>more|fewer|less)"
    rf"(?P<thing>(?: (?!than\b)[a-z][\w-]*)*?){_THAN}"
)
""" "Does Leeds have more schools than York?", "Did Leeds spend more on roads than York?"."""
_THERE_IS_MORE = re.compile(
    rf"{_IS}there {_MUCH}(?P<more>more|fewer|less)(?P<thing>(?: (?!than\b|in\b|at\b)[a-z][\w-]*)+) "
    rf"(?P<where>in|at) {_ONE}{_THAN}"
)
""" "Are there more schools in Leeds than in York?"."""
_BECOMING = frozenset("be become becomes get seem seems look looks remain feel".split())
_COMPARE = re.compile(
    rf"^(?:(?i:and|so|but) )?(?i:how) (?P<do>do|does|did) (?:(?P<what>[a-z][^?,]*?) {_IN} )?{_ONE}"
    rf"(?: and (?P<another>(?:the )?{NAME}) compare| compare (?:with|to|against) (?:(?:that|those) )?"
    rf"(?:(?:in|for|at|of|on) )?(?P<other>(?:the )?{NAME})(?<!['’]s))"
    r"(?:,? (?:on|in terms of|when it comes to|for|by|in) (?:the )?(?P<measure>[a-z][^?]*?)"
    r"|(?P<tail>(?: (?:in|for|during) [^?]*)?))\W*$"
)
""" "How do rents in Leeds compare with York?", "How do Leeds and York compare on rents?"."""
_COMPARE_ON = re.compile(
    rf"^(?i:(?:please )?compare) {_ONE} (?:and|with|to|against) (?P<other>(?:the )?{NAME}),? (?:on|in terms of|by) "
    r"(?:the )?(?P<measure>[a-z][^?]*?)\W*$"
)
""" "Compare Leeds and York on rents."."""
_COMPARES_NOTHING = re.compile(
    rf"^(?i:how (?:do|does|did|is|are) ){NAME} compar(?:e|ing) (?:with|to|against) (?:the )?{NAME}\W*$"
    rf"|^(?i:compare) {NAME} (?:and|with|to) {NAME}\W*$"
    rf"|^(?i:which|who)(?: [a-z]+)? (?i:is|are|was|were) (?:the )?[a-z]+er,? {NAME},? or {NAME}\W*$"
)
"""Compares two names without a measure: asked of one of them, nothing would be left of it."""
_FROM_PREPOSITION = re.compile(r" (?:in|on|at|for|of|from|by|with|to|per|during|since)\b.*")


def compares_nothing(text: str) -> bool:
    """Whether a question compares two names, and does not say by what."""
    return bool(_COMPARES_NOTHING.match(text))


def how_great(text: str) -> str:
    """Return a question with "how high" in the place of "how much higher"."""
    return _HOW_MUCH_ER.sub(lambda match: f"{match['asks']} {_BASES[match['how']]}", text)


def sides_by_measure(text: str) -> tuple[Side, Side] | None:
    """Return the sides of a question whether one is more so than the other, each asked how much so it is."""
    found = _things(text) or _places(text) or _counted(text) or _set_beside(text)
    if found is None or is_month(found[0].name) != is_month(found[1].name) or found[0].name == found[1].name:
        return None
    return found


def _things(text: str) -> tuple[Side, Side] | None:
    match = _THING_IS.match(text)
    if match is None:
        return None
    how, be = _BASES[match["how"]], match["be"].lower()
    return _both(match["one"], match["other"], f"How {how} {be} ", f"{match['tail']}?")


def _places(text: str) -> tuple[Side, Side] | None:
    match = _MEASURE_IS.match(text)
    if match is None:
        return None
    how, where = _BASES[match["how"] or match["so"]], match["preposition"] or match["where"]
    front = f"How {how} {match['be'].lower()} {match['what']} {where} "
    return _both(match["one"] or match["first"], match["other"], front, f"{match['tail']}?")


def _counted(text: str) -> tuple[Side, Side] | None:
    there, match = _THERE_IS_MORE.match(text), _HAS_MORE.match(text)
    if there:
        front = (
            f"How {_many(there['thing'], there['more'])}{there['thing']} {there['be'].lower()} there {there['where']} "
        )
        return _both(there["one"], there["other"], front, f"{there['tail']}?")
    if match is None:
        return None
    thing, verb = match["thing"], match["verb"] or ""
    noun = _FROM_PREPOSITION.sub("", thing)
    if noun.endswith("ly") or (noun and not is_plural(noun.split()[-1]) and verb in _BECOMING):
        return None
    front = f"How {_many(noun, match['more'])}{noun} {match['aux'].lower()} "
    behind = f"{f' {verb}' if verb else ''}{thing[len(noun) :]}{match['tail']}?"
    return _both(match["one"], match["other"], front, behind)


def _many(noun: str, more: str) -> str:
    return "many" if more == "fewer" or (noun and is_plural(noun.split()[-1])) else "much"


def _set_beside(text: str) -> tuple[Side, Side] | None:
    on = _COMPARE_ON.match(text)
    if on:
        return _measured(on["one"], on["other"], on["measure"], was=False)
    match = _COMPARE.match(text)
    if match is None:
        return None
    other, measure, what = match["other"] or match["another"], match["measure"] or "", match["what"] or ""
    if bool(measure) == bool(what):
        return None
    if measure:
        return _measured(match["one"], other, measure, was=match["do"] == "did")
    be = _being(_FROM_PREPOSITION.sub("", what), was=match["do"] == "did")
    return _both(match["one"], other, f"What {be} {what} {match['preposition']} ", f"{match['tail'] or ''}?")


def _measured(one: str, other: str, measure: str, *, was: bool) -> tuple[Side, Side]:
    """Return the sides of what is compared of two: "rents in 2023" of Leeds are "the rents in Leeds in 2023"."""
    noun = _FROM_PREPOSITION.sub("", measure)
    where = "in" if is_place(one) and is_place(other) else "of"
    return _both(one, other, f"What {_being(noun, was=was)} the {noun} {where} ", f"{measure[len(noun) :]}?")


def _being(noun: str, *, was: bool) -> str:
    several = is_plural(noun.split()[-1])
    return ("were" if several else "was") if was else ("are" if several else "is")


def _both(one: str, other: str, front: str, behind: str) -> tuple[Side, Side]:
    first, second = (Side(f"{front}{name}{behind}", name.removeprefix("the ")) for name in (one, other))
    return first, second
