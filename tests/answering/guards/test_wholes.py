"""A whole is no part of it."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.wholes import counts_all_staff, counts_wider_kind, repeats_whole
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.passages import Passage
from assistant.retrieval import Candidate

from ..samples import in_document


def scored(text: str, exact: str, context: str = "") -> Scored:
    passage = Passage(text, "one", 0, len(text), text, context, ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), BlockKind.paragraph, text)
    at = text.index(exact)
    return Scored(unit, (at, at + len(exact)), dict.fromkeys(UNIT_FEATURES, 0.0))


@pytest.mark.parametrize(
    ("question", "sentence", "words", "is_meant"),
    [
        ("Of the £75m that the mills raised, how much was Quill's own?", "The mills raised £75m.", "£75m", False),
        ("How many of the 240 firms have left?", "The scheme has up to 240 firms.", "240 firms", False),
        ("Of its 12 mills, how many are shut?", "It has 12 mills.", "12", False),
        ("How many of the 240 firms have left?", "All 240 firms have left.", "240 firms", True),
        ("How many of the 240 firms have left?", "24 of the 240 firms have left.", "24", True),
        ("How many of the 240 firms have left?", "24 of the 240 firms have left.", "24 of the 240", True),
        ("Of the 316 mills, how many are in Crale?", "Crale has 20% of the 316 mills.", "316", True),
        ("Of the 316 mills, how many are in Crale?", "Crale has half the 316 mills.", "316 mills", True),
        ("Of the 316 mills, how many are in Crale?", "All counts give 316 mills.", "316 mills", False),
        ("How much of the £20m was spent?", "They spent 20%.", "20%", True),
        ("How much of the £2m was spent?", "The £2m was spent in full.", "£2m", True),
        ("How many people work in the 12 mills?", "There are 12 people.", "12", True),
        ("Of the towns, how many have a mill?", "12 towns have a mill.", "12", True),
    ],
)
def test_a_whole_is_not_the_part_that_is_asked_for(question, sentence, words, is_meant):
    assert repeats_whole(analyse_question(question), scored(sentence, words)) is not is_meant


WORKFORCE = "The port has a budget of £40m and a workforce of about 2,100."


@pytest.mark.parametrize(
    ("question", "sentence", "words", "context", "is_all"),
    [
        ("How many pilots does the port employ?", WORKFORCE, "2,100", "", True),
        ("How many women work at the port?", WORKFORCE, "2,100", "", True),
        ("How many pilots are there?", "It has 2,100 staff.", "2,100", "", True),
        ("How many pilots does the port employ?", "It employs 2,100 people.", "2,100", "", True),
        ("How many pilots does the port employ?", WORKFORCE, "2,100", "Pilots", False),
        ("How many pilots does the port employ?", "The pilots are a workforce of 70.", "70", "", False),
        ("How many people does the port employ?", WORKFORCE, "2,100", "", False),
        ("How many members of staff has the port?", WORKFORCE, "2,100", "", False),
        ("How many jobs are at the port?", WORKFORCE, "2,100", "", False),
        ("How many visitors had the port?", "It was seen by 2,100 people.", "2,100", "", False),
        ("How many medics does the port employ?", "It employs 14 doctors.", "14", "", False),
        ("How many pilots does the port employ?", "It has 70 berths and 900 staff.", "70", "", False),
        ("What does the port employ?", WORKFORCE, "2,100", "", False),
    ],
    ids=[
        "a trade",
        "women",
        "staff behind",
        "people who are employed",
        "told by the heading",
        "told in the sentence",
        "all",
        "members of staff",
        "jobs",
        "people who are not employed",
        "perhaps the same trade",
        "another thing",
        "no number is asked for",
    ],
)
def test_all_the_staff_are_not_the_trade_that_is_asked_for(question, sentence, words, context, is_all):
    assert counts_all_staff(analyse_question(question), scored(sentence, words, context)) is is_all


ALARMS = "# Fire\n\nCalls fell.\n\nOf these 5,894 were false alarms.\n\n## Kinds\n\nMalicious false alarms: 138.\n"


@pytest.mark.parametrize(
    ("question", "text", "exact", "is_wider"),
    [
        ("How many malicious false alarms were there?", ALARMS, "5,894", True),
        ("How many malicious false alarms were there?", ALARMS, "138", False),
        ("How many false alarms were there?", ALARMS, "5,894", False),
        ("How many extra false alarms were there?", ALARMS, "5,894", False),
        ("How many electrical false alarms were there?", ALARMS, "5,894", False),
        ("How many malicious calls were there?", ALARMS, "5,894", False),
        (
            "How many police officers are there?",
            "# W\n\nWe have 6,120 officers.\n\nPolice officers care.",
            "6,120",
            False,
        ),
    ],
    ids=["all kinds", "the kind", "all asked for", "no kind", "not in the document", "another thing", "not counted"],
)
def test_all_things_are_not_those_of_a_kind_that_the_document_names(question, text, exact, is_wider):
    entry, document = in_document(text, exact)
    assert counts_wider_kind(analyse_question(question), entry, {"d": document}.__getitem__) is is_wider
