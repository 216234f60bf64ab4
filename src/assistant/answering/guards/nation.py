"""Wholes and parts: what is told of one place is no figure of the whole country, nor that of a region one of a town."""

from __future__ import annotations

import re

from assistant.answering.answer_types import FIGURES
from assistant.answering.guards.around import with_headings
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind
from assistant.english.areas import level_of
from assistant.english.places import named_places

_NATION = r"(?:UK|U\.K\.|United Kingdom|(?:Great )?Britain|England)"
_ASKS_NATION = re.compile(
    rf"\b(?:in|across|throughout|for) (?:the )?(?:whole (?:of )?(?:the )?)?{_NATION}\b(?!['’])|\bnation(?:ally|wide)\b",
    re.IGNORECASE,
)
_OF_NATION = re.compile(
    rf"\b{_NATION}\b|\bnation(?:s|al|ally|wide)?\b|\bcountry\b|\bBritish\b|\bEnglish\b", re.IGNORECASE
)
_ANY_AREA = re.compile(
    r"\b(?:regions?|regional(?:ly)?|count(?:y|ies)|area|district|nation\w*|country)\b", re.IGNORECASE
)
_OF_AREA = re.compile(
    r"\b(?:the|our) (?:(?:whole|entire|wider) )?(?:region|county|city region)"
    r"(?:['’]s\b| (?:as a whole|has|had|have|employs)\b)"
    r"|\b(?:across|throughout) (?:the|our) (?:(?:whole|entire|wider) )?(?:region|county|city region)\b"
    r"|\b(?:region|county)[ -]?wide\b",
    re.IGNORECASE,
)
_WIDE = frozenset({"london", "wales", "scotland", "northern ireland", "fife", "humber", "the humber", "isle of wight"})
"""Places that are a region, or a county, themselves."""
_OF_BODY_HERE = re.compile(
    r"^(?:the|its) (?:city|town|district|borough|trust|hospital|force|council|university|college|company"
    r"|arena|service)\b"
    r"|\bfrom (?:across|throughout) ",
    re.IGNORECASE,
)
"""Says that a body of the town does something in all of the region."""
_ENDS_PART = re.compile(r"[,;:](?!\d) | – | — ")


def is_of_one_place(question: Question, entry: Scored) -> bool:
    """Whether a figure of the whole country is asked for, and a unit names a place of it, and the country nowhere.

    Of "how many firms are there in the UK", a row of West Yorkshire's tells nothing. The headings, the caption and the
    column of the answer may name the country; so may the title, for a sentence that names the place behind the answer
    alone: "178,000 people sat as jurors, 30,000 of them in London".
    """
    if question.type not in FIGURES or question.places or not _ASKS_NATION.search(question.text):
        return False
    unit = entry.unit
    if _OF_NATION.search(with_headings(entry)):
        return False
    is_titled = unit.kind is not BlockKind.table_row and _OF_NATION.search(unit.candidate.passage.context)
    return bool(named_places(_up_to_exact(entry) if is_titled else unit.text))


def is_of_wider_area(question: Question, entry: Scored) -> bool:
    """Whether a figure of a town is asked for, and a sentence gives one of the region, without the town's name."""
    if question.type not in FIGURES or not question.places or _ANY_AREA.search(question.text):
        return False
    places = [" ".join(place) for place in question.places]
    if entry.unit.kind is BlockKind.table_row or any(level_of(place.title()) or place in _WIDE for place in places):
        return False
    if _OF_BODY_HERE.search(entry.unit.text):
        return False
    said = _up_to_exact(entry)
    return bool(_OF_AREA.search(said)) and not named_places(entry.unit.text)


def _up_to_exact(entry: Scored) -> str:
    """Return a unit's words up to the comma behind its exact answer; all where it has none."""
    text = entry.unit.text
    ends = _ENDS_PART.search(text, entry.exact_within[1]) if entry.exact_within else None
    return text[: ends.start()] if ends else text
