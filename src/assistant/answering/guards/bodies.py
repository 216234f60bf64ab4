"""Bodies of a like name: what one of them did or was given tells nothing of the other."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.guards.around import said_around
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind, Document
from assistant.english.places import named_places, names_one_of
from assistant.indexing.lexical import content_terms, stem

_WHO_DOES = re.compile(
    r"^(?:and |so )?(?i:who) (?:(?i:currently|now|also|first) )?(?!(?:is|was|has|does)\b)"
    rf"(?P<verb>[a-z]+(?:s|ed)) (?:the )?(?P<body>{PHRASE.pattern})"
)
"""Asks who does something to a body: "who chairs the Kiln Trust?"."""
_PART_OF_BODY = re.compile(r"(?:Board|Trust|Council|Committee|Panel|Executive|Company|Partnership|Authority|Group)s?")
"""What a body has, or calls itself, without its name."""
_RECEIVES = re.compile(rf"\b(?:to|for) (?:the )?(?P<name>{PHRASE.pattern})")
_KINDS = "committee|sub-committee|board|panel|forum|taskforce"
_GENERAL = (
    r"(?:the|an?|its|their|our|this|that|these|those|any|each|every|no|all|both|which|what|new|main|whole|local|first|of|on"
    r"|own|\w+['’]s)"
)
_COMMITTEE = re.compile(rf"(?<![\w'’])(?!{_GENERAL} )(?P<name>[\w&-]+) (?P<kind>{_KINDS})\b", re.IGNORECASE)
"""A committee, by the word in front of its kind: "the finance committee"."""
_A_COMMITTEE = re.compile(
    rf"\b(?!(?i:{_GENERAL}) (?i:{_KINDS}))"
    rf"[A-Z][\w&-]+(?:,? (?:and |& )?[A-Z][\w&-]+)* (?P<kind>(?i:{_KINDS}))\b"
)
"""One that has a name: "the Quality and Safety Committee"."""
_POINTS_BACK = re.compile(r"(?:It|Its|They|Their|He|She|His|Her)\b")
"""Begins a sentence that tells of what the one before it names."""
_ENOUGH = 2
"""Words from which a name is a body's, and from which two names are alike in what they say besides the last one."""


def has_other_body(question: Question, entry: Scored) -> bool:
    """Whether a unit is of a body with a like name, while its passage names the one that the question names.

    "The Friends of the Kiln Libraries raised £900" tells nothing of the Kiln Library Trust, of which another does, and
    "£900 went to the Kiln Sailing Trust" nothing of it either; nor does the row "Staff of the Kiln Centre".
    """
    unit = entry.unit
    own = _own_body(unit)
    said, passage = frozenset(content_terms(unit.text)), unit.candidate.passage
    for name in PHRASE.findall(question.text):
        asked = frozenset(content_terms(name))
        if len(asked) < _ENOUGH or not any(question.missing(asked, said)):
            continue
        is_other = (
            len(own) >= _ENOUGH and asked & own and not own <= asked | _initials(name) | frozenset(question.terms)
        )
        if is_other and name in passage.text:
            return True
        is_sentence = unit.kind is not BlockKind.table_row
        if is_sentence and name in f"{passage.context}\n{passage.text}" and _names_sibling(question, name, unit.text):
            return True
    return False


def is_done_to_other_body(question: Question, entry: Scored) -> bool:
    """Whether who does something to a body is asked for, and a unit says who does it to another one alone.

    "Ada Moss chairs Kiln Mill" says nothing of who chairs NorthWorks beside it; "she chairs the Board" may.
    """
    asked = _WHO_DOES.match(question.text)
    if asked is None:
        return False
    if not question.lacks_all(content_terms(asked["body"]), entry.unit.terms):
        return False
    verb = stem(asked["verb"])
    done = re.finditer(rf"\b(?P<verb>[a-z]+) (?:the )?(?P<body>{PHRASE.pattern})", entry.unit.text)
    return any(stem(found["verb"]) == verb and not _PART_OF_BODY.fullmatch(found["body"]) for found in done)


def is_of_other_committee(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a unit names committees, boards or the like, and none of them is the one asked about.

    The Quality Committee's chair is not that of the finance committee.
    """
    for found in _COMMITTEE.finditer(question.text):
        kinds = {other["kind"].lower() for other in _A_COMMITTEE.finditer(entry.unit.text)}
        if found["kind"].lower() in kinds:
            held = frozenset(content_terms(f"{entry.unit.text} {said_around(entry, document)}"))
            if question.lacks_all(content_terms(found["name"]), held):
                return True
    return False


def _own_body(unit: Unit) -> frozenset[str]:
    """Return the terms of the name that a sentence begins with, or that the name of a row ends in; none for others."""
    if unit.kind is BlockKind.table_row:
        row = (unit.block.row or "") if unit.block else ""
        named = re.search(rf"{PHRASE.pattern}$", row)
        return frozenset(content_terms(named[0])) if named else frozenset()
    begins = re.match(rf"(?:The )?(?P<name>{PHRASE.pattern})", unit.text)
    return frozenset(content_terms(begins["name"])) if begins else frozenset()


def _names_sibling(question: Question, name: str, sentence: str) -> bool:
    """Whether a sentence tells what went to a body of the same kind, and has no word that sets the asked one apart.

    One that begins with a pronoun, or with "the centre", may tell of what the asked one gave to the other.
    """
    kind = name.split()[-1]
    if _POINTS_BACK.match(sentence) or re.match(rf"(?:The|This|That) {kind}\b", sentence, re.IGNORECASE):
        return False
    asked, said = frozenset(content_terms(name)), frozenset(content_terms(sentence))
    for found in _RECEIVES.finditer(sentence):
        other = frozenset(content_terms(found["name"]))
        is_alike = found["name"].split()[-1] == kind and len(asked & other) > _ENOUGH
        if is_alike and other - asked - _initials(name) - question.names and not (asked - other) & said:
            return True
    return False


def is_under_other_body(question: Question, entry: Scored) -> bool:
    """Whether a sentence without a place stands under the name of a like body of another place than the one asked for.

    Under "Crale Teaching Hospitals", what "the trust" spends tells nothing of Saltham Teaching Hospitals.
    """
    headings = entry.unit.block.headings[-1:] if entry.unit.block else ()
    if not question.places or not headings or named_places(entry.unit.text):
        return False
    here = named_places(headings[0])
    if not here or names_one_of(question.places, here):
        return False
    heading = frozenset(content_terms(headings[0]))
    places = frozenset(term for place in question.places for term in content_terms(" ".join(place)))
    return any(phrase & places and phrase - places and phrase - places <= heading for phrase in question.phrases)


def _initials(name: str) -> frozenset[str]:
    """Return the initials of each run of a name's words, as terms: "Leeds BRC" is short for a longer name."""
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    runs = (letters[first:last] for first in range(len(letters)) for last in range(first + 2, len(letters) + 1))
    return frozenset(term for run in runs for term in content_terms(run))
