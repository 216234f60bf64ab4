"""The whole country: what is told of one of its places is no figure of all of it."""

from __future__ import annotations

import re

from assistant.answering.answer_types import FIGURES
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.english.places import named_places

_NATION = r"(?:UK|U\.K\.|United Kingdom|(?:Great )?Britain|England)"
_ASKS_NATION = re.compile(
    rf"\b(?:in|across|throughout|for) (?:the )?(?:whole (?:of )?(?:the )?)?{_NATION}\b(?!['’])|\bnation(?:ally|wide)\b",
    re.IGNORECASE,
)
_OF_NATION = re.compile(
    rf"\b{_NATION}\b|\bnation(?:s|al|ally|wide)?\b|\bcountry\b|\bBritish\b|\bEnglish\b", re.IGNORECASE
)


def is_of_one_place(question: Question, entry: Scored) -> bool:
    """Whether a figure of the whole country is asked for, and a unit names a place of it, and the country nowhere.

    Of "how many firms are there in the UK", a row of West Yorkshire's tells nothing. The headings, the caption and the
    column of the answer may name the country.
    """
    if question.type not in FIGURES or question.places or not _ASKS_NATION.search(question.text):
        return False
    unit, block = entry.unit, entry.unit.block
    around = (block.headings, block.table or "") if block else ((), "")
    said = " ; ".join((unit.text, *around[0], around[1]))
    return bool(named_places(unit.text)) and not _OF_NATION.search(said)
