"""Shares of a whole: what gives the whole alone, or names those who share it without their shares, is no answer."""

from __future__ import annotations

import re

from assistant.answering.answer_types import FIGURES
from assistant.answering.figures import DIGITS
from assistant.answering.guards.around import with_headings
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind
from assistant.english.dates import YEAR_DIGITS
from assistant.english.numbers import NUMBER_WORD
from assistant.indexing.lexical import content_terms

_ASKS_DIVISION = re.compile(
    r"\bhow (?:was|were|is|are|did|do|does|will|has|have|would)\b[^?;]*?"
    r"\b(?:divided?|split|shared?(?: out)?|apportion(?:ed)?|distributed?|broken down|allocated?)(?: up)?"
    r" (?:between|among(?:st)?|across) (?P<parties>[^?;]+)",
    re.IGNORECASE,
)
"""Asks for the shares of several: "how was the £50m split between Saltham and Crale?"."""
_PARTY = re.compile(r"(?:^|,|\b(?:and|or|between))(?: and)? *(?:the )?[A-Z]")
_SUM = re.compile(
    r"[£$€\d]|\b(?:money|cash|funds?|funding|grants?|budgets?|costs?|investment|proceeds|profits?|prizes?|total)\b",
    re.IGNORECASE,
)
"""What has shares in figures; duties have none."""
_YEAR = re.compile(rf"\b{YEAR_DIGITS}\b(?!,)")
_SHARE = re.compile(
    r"\b(?:hal(?:f|ves)|thirds?|quarters?|fifths?|tenths?|rest|remainder|remaining|most|majority|more|less|nothing)\b",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:equal(?:ly)?|even(?:ly)?|each|both|jointly|the same|pro rata|in proportion|according to"
    r"|by (?:population|size|use))\b",
    re.IGNORECASE,
)
"""Gives all shares in one word, or by a rule."""

_JOINTS = re.compile(r", (?:and )?(?:the )?| and (?:the )?")
_TOGETHER = re.compile(
    rf"(?P<parties>{PHRASE.pattern}(?:, (?:the )?{PHRASE.pattern})*,? and (?:the )?{PHRASE.pattern}) "
    r"(?!each\b)(?=[^.;]*\b(?:between (?:them|the two)|jointly|together|combined)\b)"
    r"(?![^.;]*\b(?:each|respectively|apiece)\b)"
)
"""Several who have something together: "Saltham and Crale received £50m between them"."""
_ASKS_TOGETHER = re.compile(
    r"\b(?:shar(?:e|es|ed|ing)|joint(?:ly)?|together|between|both|combined|with|in total)\b", re.IGNORECASE
)

_ASKS_PART = re.compile(
    r"\b[Hh]ow (?:many|much) of (?:the|these|those|its|their|our|all)\b[^?;,]*?"
    rf" (?:in|from|at|for|by|with|under) (?:the )?(?P<part>{PHRASE.pattern})\W*$"
)
"""Asks for the part of one of several: "how many of the rescues were in Crale?"."""

_BAND = re.compile(
    r"\b(?:aged |of )?(?:under|over|below|above|at least|younger than|older than|up to)[ -](?:the age of )?"
    rf"(?:\d{{1,3}}|{NUMBER_WORD})s?\b(?![,.]\d|%| ?(?:per cent|million|billion|thousand|hundred))"
    r"|\baged (?:\d{1,3}|between)[^?;,.]*",
    re.IGNORECASE,
)
"""A band of ages or sizes: "under thirty", "aged 16 to 24"."""
_PARTS_SENTENCE = re.compile(r"[,;:] (?!or [£$€]?\d)| – | — ")
_OUT_OF = re.compile(r"^\W*(?:and |but )?(?:(?:out )?of|among(?:st)?)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"(?: [a-z]+)? of (?:whom|them|these|those)\b", re.IGNORECASE)


def lacks_part(question: Question, entry: Scored) -> bool:
    """Whether a question asks for the part of a named one, and a unit and the headings right above it do not name it.

    "There were 22 rescues" tells nothing of those in Crale, though the document is called by it.
    """
    asked = _ASKS_PART.search(question.text)
    if asked is None:
        return False
    terms = frozenset(content_terms(asked["part"]))
    return question.lacks_all(terms, frozenset(content_terms(with_headings(entry, levels=1))))


def lacks_band(question: Question, entry: Scored) -> bool:
    """Whether a number of those in a band is asked for, and a sentence gives it in another clause than its answer.

    "There were 260 speakers in 2017, and of the 212 now only 31 are under thirty" tells of no one under thirty in 2017.
    What comes out of those in the band is of it: "of the 310 drivers under 25, 42 were fined".
    """
    band = _BAND.search(question.text)
    within = entry.exact_within
    if band is None or question.type not in FIGURES or within is None or entry.unit.kind is BlockKind.table_row:
        return False
    said = entry.unit.text.lower().find(band.group().lower())
    if said < 0:
        return False
    text, (exact, end) = entry.unit.text, within
    behind = said + len(band.group())
    clause = _PARTS_SENTENCE.split(text[:said])[-1] + _PARTS_SENTENCE.split(text[behind:])[0]
    first, last = sorted((exact, said))
    parts = sum(first <= joint.start() < last for joint in _PARTS_SENTENCE.finditer(text))
    is_of_band = said < exact and parts == 1 and bool(_OUT_OF.search(clause) or _OF_THEM.match(text, end))
    return parts > 0 and bool(DIGITS.search(clause)) and not is_of_band


def is_of_several(question: Question, entry: Scored) -> bool:
    """Whether the figure of one party is asked for, and a sentence gives what several, it among them, have together."""
    together = _TOGETHER.search(entry.unit.text)
    if together is None or _ASKS_TOGETHER.search(question.text):
        return False
    if question.type not in FIGURES or entry.unit.kind is BlockKind.table_row:
        return False
    parties = [frozenset(content_terms(party)) for party in _JOINTS.split(together["parties"])]
    asked = frozenset(question.terms)
    return sum(bool(party) and party <= asked for party in parties) == 1 and len(parties) > 1


def lacks_shares(question: Question, entry: Scored) -> bool:
    """Whether a question asks how something was divided between named parties, and a unit gives too few shares.

    Those of all but one are enough, as words or as figures that the question does not have; a row tells of one party.
    """
    asked = _ASKS_DIVISION.search(question.text)
    parties = len(_PARTY.findall(asked["parties"])) if asked else 0
    if parties < 2 or not _SUM.search(_YEAR.sub(" ", question.text)) or _ALIKE.search(entry.unit.text):
        return False
    if entry.unit.block and entry.unit.block.cells:
        return not _shares(question, entry.exact_words)
    return _shares(question, entry.unit.text) < parties - 1


def _shares(question: Question, text: str) -> int:
    """Count the figures and the words of shares in a text, without years and what the question has."""
    given = frozenset(DIGITS.findall(question.text))
    figures = [figure for figure in DIGITS.findall(_YEAR.sub(" ", text)) if figure not in given]
    return len(figures) + len(_SHARE.findall(text))
