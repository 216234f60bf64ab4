"""What may stand in an answer beside the unit that leads it."""

from __future__ import annotations

from assistant.answering.answer_types import AnswerType
from assistant.answering.guards.topics import is_of_other_topic
from assistant.answering.leading import (
    brings_asked_list,
    enumerates,
    has_asked_number,
    is_headed,
    says_meaning,
    says_superlative,
)
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.indexing.lexical import plain

_AS_LIKELY = 0.7
"""Log-odds behind the lead within which a unit is about as likely, twice as unlikely at most; set by hand."""


def stands_beside(question: Question, entry: Scored, lead: Scored) -> bool:
    """Whether a unit may stand in an answer beside the one that leads it.

    Beside a definition only another one may; beside a list only what enumerates; beside the list under the heading that
    is asked for only another one; beside an item that is asked for by its number nothing; beside the sentence with the
    superlative only that of another document. What another document gives reasons for is mostly another thing: it
    stands if it is about as likely. A row on which sources differ stands only where its topic is asked for.
    """
    if is_of_other_topic(question, entry):
        return False
    elsewhere = entry.unit.candidate.passage.document != lead.unit.candidate.passage.document
    if question.type is AnswerType.reason and elsewhere and not question.several:
        return lead.score - entry.score <= _AS_LIKELY
    if says_meaning(question, lead):
        return bool(says_meaning(question, entry)) or _explains_acronym(question, entry, lead)
    if has_asked_number(question, lead):
        return False
    if is_headed(question, lead):
        return is_headed(question, entry)
    if brings_asked_list(question, lead):
        return brings_asked_list(question, entry) or enumerates(entry)
    if says_superlative(question, lead):
        return elsewhere and says_superlative(question, entry)
    return question.several or question.wants_list or lead.exact is None or entry.exact is not None


def _explains_acronym(question: Question, entry: Scored, lead: Scored) -> bool:
    """Whether a unit gives the long form of an acronym that is asked for, where the lead has only the long form."""
    said = plain(lead.unit.text)
    missing = any(plain(short) not in said and plain(long) in said for short, long in question.aliases)
    return missing and bool(entry.features["defines"])
