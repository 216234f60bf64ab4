"""A figure of another time than the one asked for."""

from __future__ import annotations

import pytest

from assistant.answering.guards.times import is_during_other_year
from assistant.answering.question import analyse_question
from assistant.corpus.document import BlockKind

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("How many visitors did the pier have in 2024?", "In 2022 the pier had 400 visitors.", True),
        ("How much did the hub win in 2021/22?", "The hub won £1m in 2022/23.", True),
        ("How much did the hub win during March 2021?", "The hub won £1m in March 2022.", True),
        ("How much did the hub win in 2021?", "The hub won £1m in 2021/22.", False),
        ("How many visitors does the pier want by 2030?", "The 2025 plan wants 400 visitors in all.", False),
        ("How many visitors are there in the 2024 plan?", "In 2022 the pier had 400 visitors.", False),
        ("How many visitors did the pier have in 2024?", "The pier had 400 visitors, says the 2022 report.", False),
        (
            "How many visitors did the pier have in 2024?",
            "In 2022 the pier had 400 visitors, 30 more than 2021.",
            False,
        ),
        ("How many visitors did the pier have?", "In 2022 the pier had 400 visitors.", False),
        ("Who ran the pier in 2024?", "In 2022 Ada Moss ran the pier.", False),
    ],
)
def test_a_figure_of_another_time_is_none_of_the_one_asked_for(question, sentence, is_other):
    assert is_during_other_year(analyse_question(question), scored(sentence)) is is_other


def test_a_row_may_stand_in_a_table_of_the_year_asked_for():
    row = scored("Visitors: 400; Note: counted in 2022", kind=BlockKind.table_row)
    assert not is_during_other_year(analyse_question("How many visitors were there in 2024?"), row)
