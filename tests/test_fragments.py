"""A fragment takes the place of what is like it in the question before: year, label, phrase, name, subject."""

from __future__ import annotations

import pytest

from assistant.conversation import standalone_question
from assistant.schema import Turn

DREDGING = "What was the cost of dredging in 2022/23?"
MEALS = "How many meals were served in Lower Dale in 2022/23?"
BERTH = "What is the declared depth of the ro-ro berth?"
PREMIUM = "What is the buildings premium for band C in 2023?"


def understood(before: str, question: str) -> str:
    return standalone_question(question, [Turn(before, "An answer.")])


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("And the year before that?", "2021/22"),
        ("And the following year?", "2023/24"),
        ("the previous year?", "2021/22"),
        ("three years later?", "2025/26"),
        ("and in 2020/21?", "2020/21"),
    ],
)
def test_both_halves_of_a_financial_year_move(question, year):
    assert understood(DREDGING, question) == f"What was the cost of dredging in {year}?"


def test_a_financial_year_moves_over_the_end_of_a_century():
    assert understood("Who paid in 1998-99?", "and the next year?") == "Who paid in 1999-00?"


def test_a_year_takes_its_preposition_with_it():
    expected = "How many meals were served in Upper Dale in 2021/22?"
    assert understood(MEALS, "What about Upper Dale in 2021/22?") == expected


def test_the_year_in_a_title_stays_in_its_place():
    before = "What did the Plan 2020-2025 expect in Lower Dale in 2022?"
    assert understood(before, "And in 2023?") == "What did the Plan 2020-2025 expect in Lower Dale in 2023?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Which depot runs lot C1 in Leeds?", "and C2?", "Which depot runs lot C2 in Leeds?"),
        (PREMIUM, "and band D?", "What is the buildings premium for band D in 2023?"),
        (PREMIUM, "What about D?", "What is the buildings premium for band D in 2023?"),
        ("How many grants were awarded in round two?", "Round 3?", "How many grants were awarded in Round 3?"),
    ],
)
def test_a_label_takes_the_place_of_one_like_it(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "What was the uptake in primary schools in 2022?",
            "What about secondary schools?",
            "What was the uptake in secondary schools in 2022?",
        ),
        ("How many schools are there?", "and primary schools?", "How many primary schools are there?"),
        (
            "What is the cost a visit of the museum this year?",
            "and last year?",
            "What is the cost a visit of the museum this year? and last year?",
        ),
        ("How many bikes has it?", "cars not bikes", "How many bikes has it? cars not bikes"),
    ],
)
def test_a_phrase_takes_the_place_of_one_with_the_same_noun(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (BERTH, "and the marina entrance?", "What is the declared depth of the marina entrance?"),
        (
            "What is the number of visitors to the museum?",
            "and the library?",
            "What is the number of visitors to the library?",
        ),
        ("What is the length of the pier?", "and the cost?", "What is the length of the pier? and the cost?"),
    ],
)
def test_words_without_a_preposition_take_the_place_of_a_thing_not_of_a_measure(before, question, expected):
    assert understood(before, question) == expected
