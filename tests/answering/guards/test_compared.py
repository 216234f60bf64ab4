"""A figure that is compared with that of a later year is not that of the year asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.guards.compared import is_of_later_year
from assistant.answering.question import analyse_question
from assistant.corpus.document import Block, BlockKind

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "text", "exact"),
    [
        ("How many ferries ran in 2022?", "There were 40, which is 7 more than in 2023.", "40"),
        ("how many ferries ran 2021", "There were 40 ferries, against 33 in 2023.", "40"),
        ("Library visits for 2019/20?", "Visits came to 40, down on the 52 of 2022/23.", "40"),
        ("How many ferries were there at the end of 2022?", "There were 40, 7 more than in 2023.", "40"),
        ("Mean wait in March 2020?", "The mean wait was 40 days, up from 33 in March 2023.", "40 days"),
        ("What share was late in 2018?", "40% were late, compared with 52% in 2023.", "40%"),
        ("What share was late in 2018?", "40% were late, compared with 52% in 2023.", "52%"),
        ("How many more ferries ran than in 2020?", "There were 40, 7 more than in 2023.", "7"),
    ],
)
def test_what_is_compared_with_a_year_is_of_none_before_it(question, text, exact):
    assert is_of_later_year(analyse_question(question), scored(text, exact))


@pytest.mark.parametrize(
    ("question", "text", "exact"),
    [
        ("How many ferries ran in 2023?", "There were 40, which is 7 more than in 2023.", "40"),
        ("How many ferries ran in 2024?", "There were 40, which is 7 more than in 2023.", "40"),
        ("How many ferries ran?", "There were 40, which is 7 more than in 2023.", "40"),
        ("How many ferries ran in 2022?", "In 2022 there were 40, 7 more than in 2023.", "40"),
        ("How many ferries ran in 2022?", "There were 40, down on the 52 of 2022/23.", "40"),
        ("How many ferries ran in 2023?", "There were 40, 7 more than in 2022/23.", "40"),
        ("How many ferries run under the 2020 strategy?", "There are 40, 7 more than in 2023.", "40"),
        ("How many were fined under the Act of 2020?", "There were 40, 7 more than in 2023.", "40"),
        ("Who ran the ferries in 2020?", "Ada Moss ran them, with more boats than in 2023.", "Ada Moss"),
        ("How many ferries ran in 2020?", "There were more than 40, and 52 in 2023.", "40"),
        ("How many ferries ran in 2020?", "There were 40 ferries. In 2023 there were 52.", "40"),
        ("How many ferries ran from 2021 to 2024?", "There were 40, 7 more than in 2023.", "40"),
    ],
)
def test_what_may_be_of_the_year_is_left_alone(question, text, exact):
    assert not is_of_later_year(analyse_question(question), scored(text, exact))


def test_a_heading_may_give_the_year():
    entry = scored("There were 40, which is 7 more than in 2023.", "40")
    of_year = Block(BlockKind.paragraph, 0, 44, headings=("Ferries", "Sailings of 2022"))
    question = analyse_question("How many ferries ran in 2022?")
    assert not is_of_later_year(question, replace(entry, unit=replace(entry.unit, block=of_year)))
