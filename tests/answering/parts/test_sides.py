"""One side of a question and then the other are two sides, each asked for alone."""

from __future__ import annotations

import pytest

from assistant.answering.parts.sides import sides_in_turn


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "How many patents did Leeds have in 2020, and how does that compare with Bristol?",
            ["How many patents did Leeds have in 2020?", "How many patents did Bristol have in 2020?"],
        ),
        (
            "What share of Leeds' jobs are in health? How does that compare to Bradford?",
            ["What share of Leeds' jobs are in health?", "What share of Bradford's jobs are in health?"],
        ),
        (
            "How many firms were in York in 2020 and how does it compare with 2022?",
            ["How many firms were in York in 2020?", "How many firms were in York in 2022?"],
        ),
        ("What was the turnover in 2021/22, and how does it compare with 2019?", None),
        ("How many firms are there, and how does that compare with Bristol?", None),
        ("How many firms are in York, and how does that compare with the plan?", None),
    ],
    ids=["place", "genitive", "year", "half of a financial year", "nothing to replace", "no name"],
)
def test_one_side_and_then_the_other_are_two_sides(question, sides):
    found = sides_in_turn(question)
    assert ([side.question for side in found] if found else None) == sides
