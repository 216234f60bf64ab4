"""Who is asked for by a role: what names another role, or another body's, is no answer; what names the holder leads.

The reader takes "operations director" for the director, "the Mayoral Authority" for the mayor and "its Chair" for the
chair of whatever is asked about. Here the words beside the role decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.answer_types import FIGURES
from assistant.answering.guards.around import with_headings
from assistant.answering.holders import Role, asked_role, holder
from assistant.answering.periods import published
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.corpus.document import Document
from assistant.english.dates import YEAR_DIGITS
from assistant.indexing.lexical import content_terms, stem

_OTHER_ROLE = re.compile(
    r"\b(?:deputy|vice|assistant|associate|former|ex|previous|medical|clinical|operations?|operational|financ\w+|nursing"
    r"|regional|communications?|marketing|research|technical|commercial|digital|people|policy)[ -]$",
    re.IGNORECASE,
)
"""What makes a role another one: the operations director is not the director."""
_RANKS = frozenset("deputy vice assistant associate acting interim".split())
"""Words in front of a role that make it the one below."""
_ITS = re.compile(r"\b(?:its|their) (?:current |present |new )?$", re.IGNORECASE)
_BODY = rf"(?P<body>{PHRASE.pattern})"
_OF = re.compile(rf" (?:of|at|for|in) (?:the )?{_BODY}")
"""The body behind a role: "chair of Kiln Mill"."""
_POSSESSIVE = re.compile(rf"{_BODY}['’]s? (?:current |present |new )?$")
"""The body in front of a role: "Kiln Mill's chair"."""
_ASKS_SUCCESSOR = re.compile(
    r"^(?:(?:and|so|but) )?who\b[^?]*\b(?:successor|tak(?:e|es|ing|en) over (?:from|as)|took over (?:from|as)"
    r"|(?<=who )(?:succeed(?:s|ed)|replace[sd])(?= (?:\w+ ){0,2}?(?-i:[A-Z]))"
    r"|(?<=who will )(?:succeed|replace)(?= (?:\w+ ){0,2}?(?-i:[A-Z]))|lined up to (?:follow|lead|run|take)"
    r"|next (?:chair|director|head|chief|leader|mayor|principal)"
    r"|step(?:s|ping)? into)\b",
    re.IGNORECASE,
)
_OF_SUCCESSION = re.compile(
    r"\b(?:succe\w+|replac\w+|tak\w+ over|took over|follow\w*|appoint\w*|new|next|interim|acting|join\w*|incoming"
    r"|elect\w*|named|becom\w*|became|start\w*|takes? (?:up|the)|took (?:up|the)|handed|hand(?:s|ing)? over|since"
    r"|from (?:\w+ )?\d+|in \d{4}|thereafter|retire\w*|won|runs|brought in"
    r"|step\w*|pass(?:es|ed)|promot\w+|designate|later|then|now|after|chosen|select\w+)\b",
    re.IGNORECASE,
)
_POST = (
    r"(?:(?:financ\w+|medical|nursing|operations?|commercial|marketing|sales|digital|technical|research|clinical"
    r"|production|software|senior|junior|deputy|assistant|managing) )?"
    r"(?:chief executive|director|chair|mayor|principal|commissioner|manager|engineer|technician|nurse|doctor"
    r"|consultant|teacher|lecturer|driver|apprentice|scientist|developer|analyst|cleaner|porter|solicitor|researcher"
    r"|electrician)s?"
)
_ASKS_PAY = re.compile(
    rf"\b(?:is|are|was|were|get|gets|does|do) (?:the |an? |its )?(?:[A-Z][\w'’]+ )*({_POST}) (?:paid|earn)\b"
    rf"|\b(?:pay|salary|salaries|wages?|earnings) (?:of|for) (?:the |an? |its )?(?:[A-Z][\w'’]+ )*({_POST})\b"
    rf"|\b({_POST})(?:['’]s?)? (?:pay|salary|salaries|wages?)\b",
    re.IGNORECASE,
)
"""Asks what somebody is paid for a post."""
_IS_PAID = re.compile(
    rf"(?:The |Our |Its |An? )?(?:[A-Z][\w'’]+ ){{0,3}}?(?i:{_POST}) (?:was|is|were|are|will be) paid\b"
    rf"|(?:The |Our |Its |An? )?(?:[A-Z][\w'’]+ ){{0,3}}?(?i:{_POST}) (?:earns?|earned|starts? on|received a salary)\b"
)
"""Begins with a post and what it is paid."""
_IS_NOW = re.compile(r"^(?:(?:and|so|but) )?who(?:['’]s| is)\b|\bcurrent\b", re.IGNORECASE)
_HAS_LEFT = re.compile(
    r"\b(?:outgoing|(?:stepped|stood) down as|(?:retired|resigned|left|departed) as|the then)"
    r"(?: (?:the|its|an?|\w+['’]s))?"
    r"(?: \w+)? $",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\b(?:replac\w+|succe\w+|t(?:ake\w*|aking|ook) over from)\b[^.;]*$", re.IGNORECASE)
_UP_TO_YEAR = re.compile(
    r"(?: (?:of|at|for) (?:the )?[\w’' &-]{2,40}?)?,? (?:until|up to|from (?:\w+ )?"
    rf"{YEAR_DIGITS} (?:to|until)) (?:\w+ )?(?P<year>{YEAR_DIGITS})\b",
    re.IGNORECASE,
)
_ASKS_PREDECESSOR = re.compile(
    r"^(?:(?:and|so|but) )?(?i:who) (?:was|were|held|led|ran|chaired|had been)\b[^?]*\bbefore (?:[A-Z][\w'’-]+ )*"
    r"(?P<name>[A-Z][\w'’-]+)\W*$"
)
_GOES = r" (?:retired|resigned|died|departed|stepped (?:down|aside|back)|stood (?:down|aside)|moved on)\b"
"""Behind a name: that person goes."""
_ROLE = re.compile(
    r"(?<=\bthe )(?:chair|chief executive|director|leader|mayor|president|principal|chancellor)\b", re.IGNORECASE
)
_IN_HIS_PLACE = re.compile(
    r"\b(?:deput\w*|vice|stand\w* in|absent|absence|act(?:s|ing)?|succe\w+|replac\w+|posts?|roles?)\b", re.IGNORECASE
)
_RANKED = re.compile(r"\b(?:vice|deputy|assistant|associate)[ -]$", re.IGNORECASE)
_NEAR = 400
"""Characters in front of "its chair" among which the body is looked for; set by hand."""
_CONSIDERED = 20


def with_holder_first(
    question: Question, ranked: Sequence[Scored], document: Callable[[str], Document]
) -> tuple[list[Scored], bool]:
    """Return the units with the one first that names the holder, where the best names another role; and whether it may.

    Where none names the holder, the best unit is no answer: False.
    """
    role = asked_role(question.text)
    if role is None or role.verb or not ranked or not _is_of_another(question, role, ranked[0], document):
        return list(ranked), True
    for entry in ranked[1:_CONSIDERED]:
        named = holder(role, entry.unit.text, frozenset(question.terms))
        of_body = not entry.features["unit_names_missing"]
        if named and of_body and not _is_of_another(question, role, entry, document):
            span = (entry.unit.start + named[0], entry.unit.start + named[1])
            return [replace(entry, exact=span), *(other for other in ranked if other is not entry)], True
    return list(ranked), False


def _is_of_another(question: Question, role: Role, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a unit has the role's words only as a part of other words, of another role or of another body."""
    unit = entry.unit
    said = list(re.finditer(rf"\b{role.pattern}", unit.text, re.IGNORECASE))
    whole = [found for found in said if role.is_said_by(found[0])]
    now = published(document(unit.candidate.passage.document).source.date).year
    if whole and _IS_NOW.search(question.text) and all(_is_over(unit.text, found, now) for found in whole):
        return True
    if not whole:
        return bool(said) or _lacks_rank(role, unit.text)
    text = document(unit.candidate.passage.document).text
    asked = _body_beside(role, question.text)
    return all(
        _is_others(question, text, unit.start + found.start()) or _differ(question, asked, _body(unit.text, found))
        for found in whole
    )


def _is_over(text: str, role: re.Match[str], now: int) -> bool:
    """Whether a text says that somebody has left a role: "stepped down as director", "was director until 2020"."""
    left = _HAS_LEFT.search(text[: role.start()])
    ended = _UP_TO_YEAR.match(text, role.end())
    return bool(left and not _FOLLOWED.search(text[: left.start()])) or (
        ended is not None and int(ended["year"]) <= now
    )


def lacks_successor(question: Question, entry: Scored) -> bool:
    """Whether it is asked who comes after somebody, and a unit has no word of anyone's coming or going."""
    return bool(_ASKS_SUCCESSOR.search(question.text)) and not _OF_SUCCESSION.search(entry.unit.text)


def lacks_predecessor(question: Question, entry: Scored) -> bool:
    """Whether it is asked who was something before somebody, and a sentence says who was so after them.

    "Ada Moss has been the chair since Ben Hale retired" names nobody who was so before Ben Hale.
    """
    asked = _ASKS_PREDECESSOR.search(question.text)
    if asked is None:
        return False
    goes = rf"\b(?:since|when|after) (?:[\w'’-]+ ){{0,3}}?{re.escape(asked['name'])}{_GOES}"
    return bool(re.search(goes, entry.unit.text)) and not re.search(r"\b(?:until|before)\b", entry.unit.text)


def is_of_rank_below(question: Question, entry: Scored) -> bool:
    """Whether a figure of a role's holder is asked for, and a unit has the deputy alone: votes for "the Vice-Chair"."""
    if question.type not in FIGURES or _IN_HIS_PLACE.search(question.text):
        return False
    for asked in _ROLE.finditer(question.text):
        if _RANKED.search(question.text[: asked.start()]):
            continue
        said = list(re.finditer(rf"\b{asked[0]}\b", entry.unit.text, re.IGNORECASE))
        if said and all(_RANKED.search(entry.unit.text[: one.start()]) for one in said):
            return True
    return False


def is_of_other_post(question: Question, entry: Scored) -> bool:
    """Whether the pay of a post is asked for, and a sentence says what another one is paid: the chief executive.

    A post in other words ("the boss") is none of those that are told apart.
    """
    asked, paid = _ASKS_PAY.search(question.text), _IS_PAID.match(entry.unit.text)
    if asked is None or paid is None or not re.search(r"\d", entry.exact_words):
        return False
    held = frozenset(content_terms(with_headings(entry)))
    return not any(frozenset(content_terms(post)) <= held for post in asked.groups() if post)


def _lacks_rank(role: Role, text: str) -> bool:
    """Whether a text has the role without what makes it the one asked for: the director, of the deputy director."""
    rank, _, rest = role.name.partition(" ")
    said = text.lower()
    return rank in _RANKS and bool(rest) and rest in said and rank not in said


def _body_beside(role: Role, text: str) -> frozenset[str]:
    """Return the terms of the body whose role a text names; none where it names none beside the role."""
    found = re.search(rf"\b{role.pattern}", text, re.IGNORECASE)
    return _body(text, found) if found else frozenset()


def _body(text: str, role: re.Match[str]) -> frozenset[str]:
    """Return the terms of the body that stands behind or in front of a role; none where there is none.

    What stands behind "a partnership of" are its partners, not a body that has them.
    """
    if role[0].lower().endswith("ship"):
        return frozenset()
    found = _OF.match(text, role.end()) or _POSSESSIVE.search(text[: role.start()])
    return frozenset(content_terms(found["body"])) if found else frozenset()


def _differ(question: Question, asked: frozenset[str], named: frozenset[str]) -> bool:
    """Whether two bodies share no word, in no form that the question's names have."""
    return bool(named) and question.lacks_all(asked, named)


def _is_others(question: Question, text: str, at: int) -> bool:
    """Whether what stands in front of a role makes it another one, or one of a body that is named there instead."""
    before = text[max(0, at - _NEAR) : at]
    allowed = frozenset(question.terms)
    other = _OTHER_ROLE.search(before)
    if other and not allowed & {stem(word) for word in re.findall(r"[a-z]+", other[0].lower())}:
        return True
    owner = _ITS.search(before)
    if owner is None or not question.names:
        return False
    bodies = [found[0] for found in PHRASE.finditer(before, 0, owner.start())]
    terms = [frozenset(content_terms(body)) for body in bodies]
    if any(one and one & question.names and one <= allowed for one in terms):
        return False
    return any(" " in body for body in bodies)
