"""Things of one kind are told apart by their numbers and letters."""

from __future__ import annotations

import pytest

from assistant.answering.guards.labels import (
    counts_label,
    has_other_label,
    is_of_nothing_numbered,
    is_of_other_size,
)
from assistant.answering.question import analyse_question

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("What did the crane at Quay 4 cost?", "The crane at Quay 3 cost £2m.", True),
        ("When does phase 2 begin?", "Phase 1 begins in May.", True),
        ("Who runs Zone B?", "Ada Moss runs Zone A.", True),
        ("What did the crane at Quay 4 cost?", "The crane at Quay 4 cost £2m, that at Quay 3 £1m.", False),
        ("What did the crane at Quay 4 cost?", "The cranes at Quays 3 and 4 cost £2m.", False),
        ("What did the crane at Quay 4 cost?", "The crane cost £2m.", False),
        ("What happened on June 4?", "On June 5 the mill burned down.", False),
        ("Who funds phase 2?", "Phases 1 to 3 are funded by Saltham Council.", False),
        ("Who funds phase 4?", "Phases 1 to 3 are funded by Saltham Council.", True),
        ("What can be claimed in Zone 3?", "In Zones 1-4, £40 can be claimed.", False),
        ("What can be claimed in Zone D?", "In Zones A–C, £40 can be claimed.", True),
        ("What did Phase 2 cost?", "Phase One cost £2m.", True),
        ("What did phase two cost?", "Phase 2 cost £2m.", False),
        ("What did Phase II cost?", "Phase I cost £2m.", True),
        ("What did phase 2 cost?", "Phase II cost £2m.", False),
        ("When did Terminal 3 open?", "Work at the terminal two weeks later was done.", False),
    ],
)
def test_a_like_thing_is_told_apart_by_its_label(question, sentence, is_other):
    assert has_other_label(analyse_question(question), scored(sentence)) is is_other


@pytest.mark.parametrize(
    ("question", "sentence", "is_meant"),
    [
        ("How many passengers used the tram in quarter 3?", "In Q3 2023 the tram carried 1.2m passengers.", True),
        ("How many pupils were tested at key stage 2?", "At KS2, 412 pupils were tested.", True),
        ("What did phase 2 cost?", "Works of Ph2 cost £2m.", True),
        ("How many nurses are on band 5?", "There are 412 nurses on B5 to B7.", True),
        ("How many flights left terminal 5?", "From T5 left 412 flights.", True),
        ("How many passengers used the tram in quarter 3?", "In Q2 2023 the tram carried 1.2m passengers.", False),
        ("How many pupils were tested at key stage 2?", "At KS1, 412 pupils were tested.", False),
        ("How many accidents were there at junction 4?", "On the M4 there were 412 accidents.", False),
        ("How many passengers used the tram in quarter 3?", "In 3 years the tram carried 1.2m passengers.", False),
        ("What did phase 2 cost?", "The P20 form cost £2m.", False),
    ],
)
def test_a_short_form_tells_of_what_is_numbered(question, sentence, is_meant):
    assert is_of_nothing_numbered(analyse_question(question), scored(sentence)) is not is_meant


@pytest.mark.parametrize(("aliases", "is_meant"), [([("action", "measure")], True), ([], False)])
def test_another_form_tells_of_what_is_numbered(aliases, is_meant):
    question = analyse_question("What did action 2 cost?", aliases)
    assert is_of_nothing_numbered(question, scored("The second measure cost £2m.")) is not is_meant


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("what would a three bedroom house pay a year", "A two-bedroom flat pays £918 a year.", True),
        ("What does the five-year plan cost?", "The ten-year plan costs £2m.", True),
        ("What does a 3-bedroom house pay?", "A three-bedroom house pays £918.", False),
        ("What does a three-bedroom house pay?", "A house pays £918.", False),
        ("What does a three-bedroom house pay?", "A two-bedroom flat pays £918, a three-bedroom house £1,104.", False),
        ("How many people over 65 years old are there?", "The five-year plan counts 400 over 65.", False),
        ("What is the rent of a one-bedroom flat?", "One- and two-bedroom flats are let at £700.", False),
        ("What is the rent of a three-bedroom flat?", "One- and two-bedroom flats are let at £700.", True),
        ("How many pupils left in three years?", "In a two-year course 31 pupils left within three years.", False),
    ],
)
def test_a_kind_is_told_apart_by_its_number(question, sentence, is_other):
    assert is_of_other_size(analyse_question(question), scored(sentence)) is is_other


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "is_label"),
    [
        ("How many bids were there?", "The fund, round 1, offers up to £2m.", "1", True),
        ("How many bids were there?", "In round 1 there were 14 bids.", "14", False),
        ("Which round was it?", "It was round 1.", "1", False),
        ("How many actions are there?", "Under each objective 5 actions are listed.", "5", False),
    ],
)
def test_the_number_of_a_round_counts_nothing(question, sentence, exact, is_label):
    assert counts_label(analyse_question(question), scored(sentence, exact)) is is_label
