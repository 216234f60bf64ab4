"""Years in a conversation: a distance is counted from the year that was talked about."""

from __future__ import annotations

import pytest

from assistant.conversation.standalone import standalone_question
from assistant.conversation.years import with_whole_years
from assistant.schema import Turn

BEDS = "How many beds did the Quay Hospital have in 2019?"
UNDATED = "How many beds does the Quay Hospital have?"


def understood(question: str, before: str = BEDS, answer: str = "An answer.") -> str:
    return standalone_question(question, [Turn(before, answer)])


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("What about two years later?", "2021"),
        ("and a year after that?", "2020"),
        ("in the following year?", "2020"),
        ("and a couple of years before?", "2017"),
        ("a decade earlier?", "2009"),
        ("what was it in 2022?", "2022"),
        ("and how many were there in 2022?", "2022"),
    ],
)
def test_the_year_of_the_question_before_is_moved(question, year):
    assert understood(question) == f"How many beds did the Quay Hospital have in {year}?"


def test_without_a_year_the_distance_is_counted_from_the_only_one_of_the_answer():
    assert understood("and the year before?", UNDATED, "It had 412 beds in 2021.") == UNDATED[:-1] + " in 2020?"
    assert "2020" not in understood("and the year before?", UNDATED, "It had 412 beds in 2021 and 390 in 2016.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("why did they fall the year after?", "why did they fall in 2020? (Quay Hospital, beds)"),
        ("what did the auditors find two years later?", "what did the auditors find in 2021? (Quay Hospital)"),
        ("Is that more than the year before?", "Is that more than the year before? (Quay Hospital, beds, 2019)"),
    ],
)
def test_a_longer_question_says_its_year_unless_it_compares(question, expected):
    assert understood(question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (UNDATED, "And in 2022?", "How many beds does the Quay Hospital have in 2022?"),
        (
            "What share of people used a ferry in the past year?",
            "and in 2018?",
            "What share of people used a ferry in 2018?",
        ),
        ("How many ferries ran this year?", "and last year?", "How many ferries ran last year?"),
        ("How many ferries ran in March 2022?", "and in April?", "How many ferries ran in April 2022?"),
        ("How many ferries ran in 2022?", "and in April?", "How many ferries ran in April 2022?"),
        ("Who runs it? (Quay Ferry)", "And in 2022?", "Who runs it in 2022? (Quay Ferry)"),
    ],
)
def test_a_time_takes_the_place_of_a_time_or_stands_at_the_end(before, question, expected):
    assert understood(question, before) == expected


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("and in 23-24?", "and in 2023-24?"),
        ("how many e-books were lent last year (23-24)?", "how many e-books were lent last year (2023-24)?"),
        ("vs 22/23", "vs 2022/23"),
        ("in 2018-19?", "in 2018-19?"),
        ("and for 16-17 year olds?", "and for 16-17 year olds?"),
        ("ages 11-12", "ages 11-12"),
        ("How many places are there for 16-17?", "How many places are there for 16-17?"),
        ("What is the fare of 11-12?", "What is the fare of 11-12?"),
        ("and for 18-19?", "and for 18-19?"),
        ("15-16?", "15-16?"),
        ("and in 16-17?", "and in 2016-17?"),
        ("What was the budget for 18-19?", "What was the budget for 2018-19?"),
        ("How many places are there for 16/17?", "How many places are there for 2016/17?"),
        ("How many places were there for 24-25?", "How many places were there for 2024-25?"),
        ("in 21-24", "in 21-24"),  # no financial year
    ],
)
def test_a_financial_year_may_be_typed_short(typed, whole):
    assert with_whole_years(typed) == whole


def test_what_may_be_ages_are_years_where_years_were_spoken_of():
    before = "How many places were there in 2015-16?"
    assert understood("and for 16-17?", before) == "How many places were there in 2016-17?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "Which towns have more than 2000 homes at risk?",
            "and in 2015?",
            "Which towns have more than 2000 homes at risk in 2015?",
        ),
        ("Who gets the £2000 grant?", "and in 2021?", "Who gets the £2000 grant in 2021?"),
        ("Who is to plant 200000 trees?", "and in 2021?", "Who is to plant 200000 trees in 2021?"),
        (
            "How many homes were built from April 2019 to March 2020?",
            "and in 2021?",
            "How many homes were built in 2021?",
        ),
        ("What will be done by March 2030?", "and by 2038?", "What will be done by 2038?"),
        ("What will be done by March 2030?", "and 2038?", "What will be done by March 2038?"),
        ("What will Plan 2020 do before 31 March 2030?", "and 2038?", "What will Plan 2020 do before 31 March 2038?"),
        ("How many beds were bought since 2015/16?", "what about 2018/19?", "How many beds were bought since 2018/19?"),
        ("How many beds were bought since 2015?", "and in 2018?", "How many beds were bought in 2018?"),
        ("What was bought from 2015 to 2018?", "and 2020?", "What was bought in 2020?"),
    ],
)
def test_an_amount_is_no_year_and_a_span_moves_whole(before, question, expected):
    assert understood(question, before) == expected


@pytest.mark.parametrize("distance", ["² years later?", "9" * 4500 + " years later?"])
def test_an_odd_number_of_years_is_only_text(distance):
    assert understood(distance)


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "What does phase 1 cost now?",
            "what was it in the outline case?",
            "What does phase 1 cost in the outline case?",
        ),
        ("Who is the current chair?", "and in 2019?", "Who is the chair in 2019?"),
        ("What is the toll now?", "and for lorries?", "What is the toll now for lorries?"),
    ],
)
def test_what_was_is_not_asked_of_now(before, question, expected):
    assert understood(question, before) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("How many of the 2000 pupils passed?", "How many of the 2000 pupils passed in 2019?"),
        ("What share of all the 1950 people voted?", "What share of all the 1950 people voted in 2019?"),
        ("Did the 2000 new homes sell?", "Did the 2000 new homes sell in 2019?"),
        ("How many of the 1974 pupils passed in 2018?", "How many of the 1974 pupils passed in 2019?"),
        ("Who gave its 2000 staff a rise?", "Who gave its 2000 staff a rise in 2019?"),
    ],
)
def test_a_number_of_things_is_no_year(before, expected):
    assert understood("and in 2019?", before) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("How many of the 2018 grants went to Saltham?", "How many of the 2019 grants went to Saltham?"),
        ("Who won the 2018 games?", "Who won the 2019 games?"),
        ("How many voted in the 2000 elections?", "How many voted in the 2019 elections?"),
        ("What was the budget of the 2000 census?", "What was the budget of the 2019 census?"),
    ],
)
def test_the_year_of_things_is_one(before, expected):
    assert understood("and in 2019?", before) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("How many staff had Norvane in FY2023?", "And in FY2024?", "How many staff had Norvane in FY2024?"),
        ("How many staff had Norvane in FY23?", "And FY24?", "How many staff had Norvane in FY24?"),
        ("How many staff had Norvane in 2022?", "And FY2023?", "How many staff had Norvane in 2023?"),
        ("How many staff had Norvane in 2022?", "And FY23?", "How many staff had Norvane in 2023?"),
        ("How many staff had Norvane in FY2022/23?", "The year before?", "How many staff had Norvane in FY2021/22?"),
    ],
)
def test_a_financial_year_as_accounts_write_it_takes_the_place_of_a_year(before, question, expected):
    assert understood(question, before) == expected


def test_a_financial_year_in_a_question_that_stands_alone_is_left_as_it_is_typed():
    assert with_whole_years("What was turnover in FY23?") == "What was turnover in FY23?"
