"""A sentence that leaves open which one it is, or who pays, is no answer to just that."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.unnamed import is_left_open, lacks_funding
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.passages import Passage
from assistant.retrieval import Candidate


def scored(text: str, exact: str = "") -> Scored:
    passage = Passage(text, "one", 0, len(text), text, "", ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), BlockKind.paragraph, text)
    at = text.index(exact)
    return Scored(unit, (at, at + len(exact)) if exact else None, dict.fromkeys(UNIT_FEATURES, 0.0))


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "is_open"),
    [
        ("which estate was the chip to come from?", "It was to come from one estate, since sold.", "one estate", True),
        ("Which university leads the hub?", "The hub is led by a university.", "a university", True),
        ("From which mills does it buy?", "It buys from one local mill.", "one local mill", True),
        ("Which university leads the hub?", "A university, Hale, leads the hub.", "A university, Hale", False),
        ("Which university leads the hub?", "The hub is led by one of them, Hale.", "Hale", False),
        ("What leads to the hub?", "To the hub leads one estate road.", "one estate road", False),
        ("Which pupils are heard?", "One teacher hears them.", "One teacher", False),
    ],
)
def test_that_it_is_one_says_not_which(question, sentence, exact, is_open):
    assert is_left_open(analyse_question(question), scored(sentence, exact)) is is_open


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("How will the yard be paid for?", "A yard, to be decided on in 2026, would be a second railway.", True),
        ("How was the hall funded?", "The hall was opened in May.", True),
        ("How was the hall funded?", "It came through the Towns Deal.", False),
        ("How was the hall funded?", "The parish raised what it needed.", False),
        ("How will the yard be paid for?", "The yard comes to £2m, half of it from Crale.", False),
        ("How was the hall built?", "The hall was built of oak.", False),
        ("How much was paid?", "Nothing.", False),
    ],
)
def test_how_a_thing_is_paid_for_is_told_in_words_of_money(question, sentence, lacks):
    assert lacks_funding(analyse_question(question), scored(sentence)) is lacks
