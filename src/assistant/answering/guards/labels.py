"""Things of one kind that a number or a letter tells apart: Quay 3 for Quay 4, Zone A for Zone B."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.answer_types import FIGURES
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.english.dates import MONTHS
from assistant.english.numbers import NUMBER_WORD, NUMBERS, numbers
from assistant.indexing.lexical import content_terms, stem

_NUMBERED = (
    r"(?i:phase|stage|round|lot|zone|band|grade|tier|option|priority|objective|recommendation|action|quarter|block|theme"
    r"|workstream|work package|cohort"
    r"|platform|berth|pier|terminal|gate|category|level|route|line|junction)"
)
_RANGE = r"(?: to | through |[-–])"
_JOINT = rf"(?:,? (?:and|or|&) |, |/|{_RANGE})"
_SIGN = r"(?:\d{1,3}[a-z]?|[A-Z])"
_ROMAN = "I II III IV V VI VII VIII IX X".split()
_WORD = rf"(?:(?i:{numbers(1, 10)})|{'|'.join(_ROMAN)})\b"
"""A label in words or in Roman numerals."""
_LABELLED = re.compile(
    rf"\b(?:(?P<numbered>{_NUMBERED})s? (?P<words>{_WORD}(?:{_JOINT}{_WORD})*)(?! [a-z]+s\b)"
    rf"|(?P<noun>[A-Z][a-z]{{2,}}|{_NUMBERED})s? (?P<signs>{_SIGN}(?![\w.,%]*\d)(?:{_JOINT}{_SIGN}\b)*))\b"
    r"(?! ?(?:%|per\b|million|billion|:\d))"
)
"""A name with a number or a letter: "Quay 4", "phases 1 to 3", "Phase II"."""

_CODE = re.compile(
    r"(?<![\w.£$€-])(?!(?:Q|H|FY|KS|Y|S|CO|PM|COP|UK|EU|G|T|P)\d)(?P<letters>[A-Z]{1,3})(?P<digits>\d{1,4})\b(?![.,]\d|%)"
)
"""The short name of a road, a work package, a ward or the like: "A64", "WP3"."""
_IN_FRONT_OF_LABEL = re.compile(rf"\b{_NUMBERED}s? $")
_SIZED = re.compile(rf"\b(?P<size>\d{{1,3}}|{NUMBER_WORD})[- ](?P<of>[a-z]{{3,}})\b", re.IGNORECASE)
"""A number in front of a noun."""
_AS_ONE = re.compile(rf"\b(?P<size>\d{{1,3}}|{NUMBER_WORD})-(?P<of>[a-z]{{3,}})\b(?= [a-z])", re.IGNORECASE)
"""The same as one word that tells a kind from others: "a two-bedroom flat"."""
_SUSPENDED = re.compile(
    rf"\b(?P<size>\d{{1,3}}|{NUMBER_WORD})-"
    rf"(?P<behind>,? (?:to|and|or) (?:\d{{1,3}}|{NUMBER_WORD})-(?P<of>[a-z]{{3,}})\b)",
    re.IGNORECASE,
)
"""Two kinds of which the first leaves out what the second says: "one- and two-bedroom flats"."""


def is_of_other_size(question: Question, entry: Scored) -> bool:
    """Whether a unit is of a kind that a number tells from the one asked for: a two-bedroom flat, of three bedrooms."""
    held: dict[str, set[str]] = {}
    for found in _AS_ONE.finditer(_SUSPENDED.sub(r"\g<size>-\g<of>\g<behind>", entry.unit.text)):
        held.setdefault(stem(found["of"].lower()), set()).add(_in_words(found["size"]))
    sizes = (found for found in _SIZED.finditer(question.text) if not found["of"].endswith("s"))  # "65 years old"
    asked = [(stem(found["of"].lower()), _in_words(found["size"])) for found in sizes]
    said = {(stem(found["of"].lower()), _in_words(found["size"])) for found in _SIZED.finditer(entry.unit.text)}
    return any(of in held and size not in held[of] and (of, size) not in said for of, size in asked)


def _in_words(size: str) -> str:
    number = size.lower()
    return NUMBERS[int(number)] if number.isdigit() and int(number) < len(NUMBERS) else number


def counts_label(question: Question, entry: Scored) -> bool:
    """Whether a number is asked for, and the exact answer only tells one thing from others: the 1 of "round 1"."""
    first, last = entry.exact_within or (0, 0)
    is_number = question.type in FIGURES and entry.exact_words.isdigit()
    front, behind = entry.unit.text[:first], entry.unit.text[last:]
    return is_number and bool(_IN_FRONT_OF_LABEL.search(front)) and not re.match(r" [a-z]", behind)


def has_other_label(question: Question, entry: Scored) -> bool:
    """Whether a unit names a like thing by another number or letter than the question, and not the one asked for."""
    headings = entry.unit.block.headings if entry.unit.block else ()
    held: dict[str, set[str]] = {}
    for noun, label in _labels(" ; ".join((entry.unit.text, *headings))):
        held.setdefault(noun, set()).update({label, label.rstrip("abcdefgh")})
    return any(noun in held and label not in held[noun] for noun, label in _labels(question.text))


def is_of_nothing_numbered(question: Question, entry: Scored) -> bool:
    """Whether a phase, a lot or the like is asked about by its number, and a unit's passage speaks of none.

    What the second winter cost tells nothing of phase 2; what was carried in Q3 may tell of quarter 3.
    """
    passage = entry.unit.candidate.passage
    said = f"{passage.context} {passage.text}"
    around = frozenset(content_terms(said))
    asked = (found for found in _LABELLED.finditer(question.text) if re.fullmatch(_NUMBERED, _noun(found)))
    return any(
        any(question.missing((stem(_noun(found).lower()),), around)) and not re.search(_in_short(found), said)
        for found in asked
    )


def _noun(labelled: re.Match[str]) -> str:
    return labelled["noun"] or labelled["numbered"]


def _in_short(labelled: re.Match[str]) -> str:
    """Return the pattern of a labelled name's short form: "Q3" of quarter 3, "KS2" of key stage 2, "Ph2" of phase 2."""
    noun = _noun(labelled)
    first, second = noun[0].upper(), noun[1]
    labels = "|".join(_each(labelled))
    return rf"\b(?:[A-Z]?{first}|{first}{second}|{first}{second.upper()})(?:{labels})\b"


def _labels(text: str) -> Iterator[tuple[str, str]]:
    """Yield the stem of each labelled name with each of its labels, those of a range too."""
    for found in _CODE.finditer(text):
        yield found["letters"], found["digits"]
    for found in _LABELLED.finditer(text):
        if not any(month.startswith(_noun(found)) for month in MONTHS):
            for label in _each(found):
                yield stem(_noun(found).lower()), label


def _each(labelled: re.Match[str]) -> Iterator[str]:
    """Yield the labels of a name, words and Roman numerals as digits: "1", "2" and "3" of "phases one to three"."""
    before = joint = ""
    for part in re.split(rf"({_JOINT})", labelled["signs"] or labelled["words"]):
        if re.fullmatch(_JOINT, part):
            joint = part
            continue
        label = part if labelled["signs"] else _in_digits(part)
        if before and re.fullmatch(_RANGE, joint):
            yield from _between(before, label)
        yield label
        before = label


def _in_digits(word: str) -> str:
    return str(_ROMAN.index(word) + 1 if word in _ROMAN else NUMBERS.index(word.lower()))


def _between(first: str, last: str) -> Iterator[str]:
    """Yield the labels between two of a range: the 2 of "1 to 3", the B of "A-C"."""
    if first.isdigit() and last.isdigit():
        yield from map(str, range(int(first) + 1, int(last)))
    elif first.isalpha() and last.isalpha():
        yield from map(chr, range(ord(first) + 1, ord(last)))
