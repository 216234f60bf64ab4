"""Questions that ask several things at once, taken apart: each part can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answering.explained import values_asked
from assistant.answering.parts.calculation import asks_difference
from assistant.answering.parts.clauses import goes_on, with_shared_verbs
from assistant.answering.parts.conjoined import TOGETHER, conjoined
from assistant.answering.parts.openings import behind, opening_and_rest
from assistant.answering.parts.side import YEARS, Side
from assistant.answering.parts.sides import opener_and_name, sides_in_turn, sides_of
from assistant.answering.parts.subjects import (
    ASKING,
    ASKING_WHETHER,
    asked_again,
    is_bare,
    named,
    places_and_years,
    with_subject,
    without_preamble,
)
from assistant.answering.parts.years_apart import sides_of_years
from assistant.english.places import named_places
from assistant.indexing.lexical import content_terms

MAX_PARTS = 4
"""Parts of a question that are answered; what is asked beyond them is left to the last one."""

_IS_IT = (
    rf"(?:{ASKING_WHETHER} (?:it|they|he|she|there|we|you)"
    r"|(?:is|was|does|has|did|can|could|will|would|should) (?:this|that))\b"
)
"""How a second question begins that is answered by yes or no: "..., and has it reopened?"."""
_JOINT = re.compile(
    rf"\?+\s+(?:and )?(?=(?:{ASKING}|{ASKING_WHETHER}))|[,;]?\s+and (?={ASKING}|whether\b|{_IS_IT})|;\s+(?={ASKING})",
    re.IGNORECASE,
)
_JOINT_OF_MORE = re.compile(rf",\s+(?={ASKING})", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:who|which|whose|where)\b", re.IGNORECASE)
_CLOSES = re.compile(rf"[^,]*,\s+(?!{ASKING}|(?:and|or|but|not|in|on|at|by|for|of|to|from|with|since|per)\b)[a-z]")
"""A clause with the comma that closes it, and the question going on behind: "who sat in Leeds, say"."""
_IS_OPEN = re.compile(
    r"(?<!\b(?:by|in|on|to|at|of) )(?<!\b(?:for|via) )(?<!\b(?:from|with|over|till) )(?<!\b(?:since|until|under) )"
    r"\b(?:what|which|who|whose|when|where|why|how)\W*$",
    re.IGNORECASE,
)
"""Ends in a word that asks of what follows; "since when" is a question of its own."""
_TWO_ASKING = re.compile(
    r"^(?P<one>when|where|why|how|who) and (?P<other>when|where|why|how|who|by whom) (?P<rest>.+)$", re.IGNORECASE
)
_SINGLE = r"[A-Z][\w&'’@-]*(?:(?: of| for|) [A-Z][\w&'’@-]*)*"
_LACKS_VERB = re.compile(
    r"\b(?i:do|does|did|can|could|will|would|should) "
    rf"(?:(?:the|an?|its|their|our|this|that|these|those) [\w'’-]+|(?:the )?{_SINGLE})$"
)
"""Ends in who or what does something, and not in what that does: "how many pupils does the school"."""
_EACH = re.compile(
    rf"(?P<one>{_SINGLE}),? and (?:the |in |at |of |for |from )*(?P<other>{_SINGLE})"
    r"(?:,? each\b(?! (?:of|year|quarter|month|week|day|time)\b)|(?P<rest>[^?]*?),? (?:each\b(?! \w)|respectively\b))"
)
"""Says that what is asked is asked of each of two names; "each year" says when."""
_OF_BOTH = re.compile(
    r"^(?P<before>(?i:what (?:are|were) the (?:[\w-]+ )*[\w-]+s (?:of|behind|for|at|in|from) "
    rf"|(?:when|where|how \w+) (?:are|were|did|do) )(?:the )?)(?P<one>{_SINGLE}) and (?:the )?(?P<other>{_SINGLE})"
    r"(?P<rest>[^?]*)\?*$"
)
"""Asks the same of two names: "What are the sums behind the Launchpad and the Zone?"."""
_IN_EACH = re.compile(
    r"^(?P<before>[^?]*[^?,]),? (?P<preposition>in|at|for|during|under|to|by|on) (?P<one>[^,?]{1,40}),? and "
    r"(?P<again>(?P=preposition) )?(?P<other>[^,?]{1,40})\?*$",
    re.IGNORECASE,
)
"""Asks the same of two places or times: "How many joined in 2019 and in 2023?"."""
_HEADED = re.compile(r"^(?P<head>[^:?]+: )(?P<one>[^,:?]+), and (?P<other>[^,:?]+)\?*$")
_EXTREME = (
    r"(?:most|least|fewest|best|worst|(?:larg|high|bigg|great|long|old|strong|small|low|short|weak|new|young|cheap|fast|slow"
    r"|earli|lat|wid|narrow)est)"
)
_EXTREMES = re.compile(
    rf"^(?P<before>(?P<asking>which|what|who|where)\b[^?]*?)\b(?P<one>{_EXTREME})\b(?P<rest>[^?]*?),? and "
    rf"(?:(?P=asking) )?(?:(?P<verb>is|are|was|were|has|have|had) )?(?:the )?(?P<other>{_EXTREME})\b"
    r"(?P<after>[^?]*)\?*$",
    re.IGNORECASE,
)
_COMPLETED = re.compile(r"\?\s*\((?P<names>[^()]*)\)\??$")


class Relation(StrEnum):
    """How the parts of a question hang together."""

    none = "none"
    separate = "separate"
    sides = "sides"


@dataclass(frozen=True)
class Parts:
    """A question taken apart: `questions` can each be understood alone; one for a question that asks one thing.

    Attributes:
        again: how each is asked if it is refused, with or without what the parts before it are about; "" for no more.
        each: the things that a question joins, to be asked for one by one if it is not answered of all as a whole.
        names: of the two sides of a comparison.
        difference: whether it is asked by how much the sides differ.
        all_values: whether it is asked why values differ; `again` is then that question, and `questions` what they are.
    """

    questions: tuple[str, ...]
    relation: Relation = Relation.none
    again: tuple[str, ...] = ()
    each: tuple[Side, ...] = ()
    names: tuple[str, ...] = ()
    difference: bool = False
    all_values: bool = False

    def only(self, places: Sequence[int]) -> Parts:
        """Return the parts at these places alone."""
        questions = tuple(self.questions[at] for at in places)
        again = tuple(self.again[at] for at in places if self.again)
        names = tuple(self.names[at] for at in places if self.names)
        return replace(self, questions=questions, again=again, names=names)


def split_question(text: str, stand_apart: Callable[[str, str], bool] = lambda one, other: False) -> Parts:
    """Take a standalone question apart.

    "What did it cost, who paid, and when does it open?" asks three things. "Did Leeds or Bristol have more?" asks
    one thing of two sides: each side is looked for by a question without the other.

    Args:
        stand_apart: tells whether "X and Y" are the names of two things.
    """
    whole = text
    text, about = without_preamble(text)
    values = values_asked(text)
    if values:
        return Parts((named(values, about),), again=(whole,), all_values=True)
    in_turn = sides_in_turn(text)
    asked = [] if in_turn else _separate(text, stand_apart)
    if len(asked) > 1:
        of_all = places_and_years(about)
        questions = [named(first, of_all if at else about) for at, (first, _) in enumerate(asked)]
        again = [other or (first if about and not at else "") for at, (first, other) in enumerate(asked)]
        return Parts(tuple(questions), Relation.separate, tuple(again))
    sides = in_turn or sides_of_years(text) or sides_of(text)
    if sides:
        return Parts(
            tuple(named(side.question, about) for side in sides),
            Relation.sides,
            names=tuple(side.name for side in sides),
            difference=asks_difference(text),
        )
    each = tuple(Side(named(one.question, about), one.name) for one in conjoined(text, stand_apart))
    return Parts((named(text, about),), again=(whole,) if text != whole else (), each=each)


def _separate(text: str, stand_apart: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """Return each thing that is asked for, with how it is asked if it is refused; what opens a question is of all."""
    opening, rest = opening_and_rest(text)
    asked = _asked_apart(rest, stand_apart)
    if opening and len(asked) < 2:
        return [(text, "")]
    return [(behind(opening, one), behind(opening, other)) for one, other in asked]


def _asked_apart(text: str, stand_apart: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    alike = _of_one_form(text) or _of_two_names(text, stand_apart)
    if alike:
        return [(question, "") for question in alike]
    written = _pieces(text)
    pieces = with_shared_verbs(written)
    asked: list[tuple[str, str]] = []
    for at, piece in enumerate(pieces):
        first = at
        while first and pieces[first - 1] != written[first - 1]:
            first -= 1  # what shares a verb stands side by side, and tells nothing of each other
        leaning, other = with_subject(piece, pieces[:first])
        again = asked_again(piece, asked[-1][0]) if asked else ""
        asked.append((again, leaning) if again and again != leaning else (leaning, other))
    return asked


def _of_one_form(text: str) -> list[str]:
    """Return the two questions that share all their words but a few ("When and where was it opened?")."""
    both = _TWO_ASKING.match(text.strip())
    if both:
        return [f"{both['one']} {both['rest']}", f"{both['other']} {both['rest']}"]
    each = _EACH.search(text)
    if each:
        opener, one = opener_and_name(each["one"])
        before, after = f"{text[: each.start()]}{opener}", f"{each['rest'] or ''}{text[each.end() :]}"
        return [f"{before}{name}{after}" for name in (one, each["other"])]
    extremes = _EXTREMES.match(text.strip())
    is_bare = extremes and not extremes["after"].strip()  # "... and which is lowest?"
    if extremes and (is_bare or _has_word(extremes["before"], extremes["verb"] or "")):
        before, rest, after = extremes["before"], extremes["rest"], extremes["after"]
        if after.startswith(f"{rest} "):
            rest = after  # the condition that stands behind the second is of both
        return [f"{before}{extremes['one']}{rest or after}?", f"{before}{extremes['other']}{after or rest}?"]
    headed = _HEADED.match(text.strip())
    if headed:
        return [f"{headed['head']}{headed[side]}?" for side in ("one", "other")]
    in_each = _IN_EACH.match(text.strip())
    if in_each and not TOGETHER.search(text) and _are_alike(in_each["one"], in_each["other"], bool(in_each["again"])):
        return [f"{in_each['before']} {in_each['preposition']} {in_each[side]}?" for side in ("one", "other")]
    return []


def _are_alike(one: str, other: str, is_repeated: bool) -> bool:
    """Whether what is asked of two times or places is asked of each: of two years; of two of a kind, "in" said twice.

    Args:
        is_repeated: whether the preposition stands before both; "in Leeds and Bradford" may mean them together.
    """
    if YEARS.fullmatch(one) and YEARS.fullmatch(other):
        return True
    if not is_repeated or one.lower() == other.lower():
        return False
    if named_places(one) and named_places(other):
        return True
    words, others = one.lower().split(), other.lower().split()
    return len(words) == len(others) > 1 and sum(a != b for a, b in zip(words, others, strict=True)) == 1


def _has_word(text: str, word: str) -> bool:
    """Whether a text has a word, in this very form; an empty one is in all."""
    return bool(re.search(rf"\b{word}\b", text, re.IGNORECASE))


def _of_two_names(text: str, stand_apart: Callable[[str, str], bool]) -> list[str]:
    """Return the question of each name where the same is asked of two."""
    both = _OF_BOTH.match(text.strip())
    if both is None or TOGETHER.search(text) or not stand_apart(both["one"], both["other"]):
        return []
    return [f"{both['before']}{both[side]}{both['rest']}?" for side in ("one", "other")]


def _pieces(text: str) -> list[str]:
    """Return the parts of a question as they are written, the question itself where it is of one."""
    pieces = [piece.strip() for piece in _JOINT.split(text) if piece.strip(" ?.,;")]
    if len(pieces) > 1:
        pieces = [part.strip() for piece in pieces for part in _of_list(piece) if part.strip(" ?.,;")]
    merged: list[str] = []
    for piece in pieces:
        if merged and goes_on(merged[-1], piece):
            merged[-1] = f"{merged[-1]} and {piece}"
        elif merged and (not _asks_something(merged[-1]) or len(merged) == MAX_PARTS):
            merged[-1] = f"{merged[-1]} {piece}"
        else:
            merged.append(piece)
    if len(merged) > 1 and not (_asks_something(merged[-1]) or is_bare(merged[-1])):
        merged[-2:] = [f"{merged[-2]} {merged[-1]}"]
    return merged if len(merged) > 1 and content_terms(merged[0]) else [text]


def _of_list(piece: str) -> list[str]:
    """Return what a list of questions asks ("what did it cost, who paid"); a clause of a question is none of it."""
    parts, start = [], 0
    for joint in _JOINT_OF_MORE.finditer(piece):
        if not _opens_clause(piece[start : joint.start()], piece[joint.end() :]):
            parts.append(piece[start : joint.start()])
            start = joint.end()
    return [*parts, piece[start:]]


def _opens_clause(before: str, behind: str) -> bool:
    """Whether a comma opens a clause that tells more of a thing: "what did the judge, who sat in Leeds, say"."""
    return bool(_RELATIVE.match(behind)) and bool(_LACKS_VERB.search(before) or _CLOSES.match(behind))


def _asks_something(piece: str) -> bool:
    """Whether a piece asks by itself: neither "Two things about Nexus:" nor the first of "when and how it began"."""
    if _IS_OPEN.search(piece):
        return False
    return bool(content_terms(piece) or re.match(ASKING, piece, re.IGNORECASE))


def as_asked(question: str) -> str:
    """Return a part in the words of the question, without what it was completed with."""
    return _COMPLETED.sub("?", question)


def without_places(question: str) -> str:
    """Return a part without the places that it was completed with; its other names stay behind it."""
    completed = _COMPLETED.search(question)
    names = completed["names"].split(", ") if completed else []
    return named(as_asked(question), [name for name in names if not named_places(name)])
