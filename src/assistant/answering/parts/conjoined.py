"""Things that one question asks the same of, "in June and in November": the question of each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from assistant.answering.parts.side import NAME, YEARS, Side
from assistant.english.dates import MONTH_FORMS, YEAR_DIGITS, YEAR_OR_SPAN

_AND = re.compile(r",? (?:and|&) ", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:in|at|for|during|under|to|by|on|of|with|from|through|about)\b", re.IGNORECASE)
_NO_PHRASE = re.compile(
    r"[,:;]|\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|between|what|which|who|whom|whose"
    r"|when|where|why|how|that|than)\b",
    re.IGNORECASE,
)
"""Not in a phrase that a preposition begins: what stands behind it may be a clause."""
_QUARTER = r"[QH][1-4]"
_WHEN = (
    rf"(?:(?:\d{{1,2}} )?{MONTH_FORMS}(?:[–-]{MONTH_FORMS})?(?: {YEAR_DIGITS})?"
    rf"|(?:{_QUARTER} )?{YEAR_OR_SPAN}(?: {_QUARTER})?|{_QUARTER}|FY ?\d\d(?:\d\d)?)"
)
_THING = rf"(?:{_WHEN}(?![\w/–-])|(?:the )?{NAME})"
_THINGS = re.compile(rf"(?<![\w–/-])(?P<things>{_THING}(?:, {_THING})*,? and {_THING})(?P<rest>[^?]*)$")
_JOINT = re.compile(r",? and |, ")
_YEAR_BEHIND = re.compile(rf"{MONTH_FORMS} (?P<year>{YEAR_DIGITS})$", re.IGNORECASE)
_ENDS_IN_MONTH = re.compile(rf"\b{MONTH_FORMS}$", re.IGNORECASE)
_ONE = re.compile(r"(?<= )ones?$", re.IGNORECASE)
_COMPLETED = re.compile(r"\)$")
"""Ends in what a question was completed with from the conversation, which may join names as it likes."""
_LONGEST = 6
"""Words that a phrase has at most; set by hand."""
_MOST = 4
"""Things of which each is asked for by itself; of more, the question asks for a list."""
TOGETHER = re.compile(
    r"\b(?:together|joint(?:ly)?|combined|total|altogether|between|both|common|(?<!what )(?<!which )shared?(?! of\b)"
    r"|each other|merged?|differ(?:ence)?|compared?|than|meet|met)\b",
    re.IGNORECASE,
)
"""Says that two things are meant as one, or beside each other."""


class _Joined(NamedTuple):
    """What a question asks the same of, and what stands before and behind that."""

    before: str
    things: tuple[str, ...]
    rest: str


def conjoined(question: str, stand_apart: Callable[[str, str], bool]) -> tuple[Side, ...]:
    """Return the question of each of the things or times that one question joins; nothing where it joins none.

    "How many joined in June and in November 2013?" asks for those who joined in June 2013 and for those who joined in
    November 2013. What it joins may be told in one place, so that it is to be asked as a whole first.

    Args:
        stand_apart: tells whether "X and Y" are the names of two things.
    """
    text = question.rstrip(" ?")
    joints = list(_AND.finditer(text))
    if len(joints) != 1 or TOGETHER.search(text) or _COMPLETED.search(text):
        return ()
    joined = _phrases(text, joints[0]) or _names_or_times(text, stand_apart)
    if joined is None:
        return ()
    *first, last = joined.things
    year = _YEAR_BEHIND.search(last)
    dated = [f"{thing} {year['year']}" if year and _ENDS_IN_MONTH.search(thing) else thing for thing in first]
    things = [*dated, _ONE.sub(dated[-1].split()[-1], last)]
    if len({thing.lower() for thing in things}) < len(things) or len(things) > _MOST:
        return ()
    return tuple(Side(f"{joined.before}{thing}{joined.rest}?", _name(thing)) for thing in things)


def _phrases(text: str, joint: re.Match[str]) -> _Joined | None:
    """Return two phrases of one preposition, "of June and of November"; the second ends a question, or nearly so."""
    behind = text[joint.end() :]
    opened = _PREPOSITION.match(behind)
    if opened is None:
        return None
    same = re.compile(rf"(?<![\w-]){opened.group()} ", re.IGNORECASE)
    starts = [found.end() for found in same.finditer(text[: joint.start()])]
    if not starts:
        return None
    one, other, rest = text[starts[-1] : joint.start()], behind[opened.end() :].strip(), ""
    further = re.search(rf" {_PREPOSITION.pattern}", other)
    if further and not re.search(rf" {_PREPOSITION.pattern}", one):
        other, rest = other[: further.start()], other[further.start() :]
    if any(_NO_PHRASE.search(phrase) or not 0 < len(phrase.split()) <= _LONGEST for phrase in (one, other)):
        return None
    return _Joined(text[: starts[-1]], (one, other), rest)


def _names_or_times(text: str, stand_apart: Callable[[str, str], bool]) -> _Joined | None:
    """Return times that a question joins, or names each of which mostly stands without the next."""
    found = _THINGS.search(text)
    if found is None or found.start() == 0:
        return None
    things = tuple(_JOINT.split(found["things"]))
    times = {_is_time(thing) for thing in things}
    if len(times) > 1 or not (times == {True} or all(stand_apart(*map(_bare, two)) for two in pairwise(things))):
        return None
    return _Joined(text[: found.start()], things, found["rest"])


def _is_time(thing: str) -> bool:
    return bool(re.fullmatch(_WHEN, thing))


def _bare(thing: str) -> str:
    return thing.removeprefix("the ")


def _name(thing: str) -> str:
    """Return how a thing is named; "" for a time other than a year, which may be written in other ways."""
    return "" if _is_time(thing) and not YEARS.fullmatch(thing) else _bare(thing)
