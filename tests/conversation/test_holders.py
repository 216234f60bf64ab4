"""A role or a figure is of somebody: another name takes the place of whose it is, another role that of the role."""

from __future__ import annotations

import pytest

from assistant.conversation.standalone import standalone_question
from assistant.schema import Turn


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("What is the GDP of Leeds?", "And Bradford?", "What is the GDP of Bradford?"),
        ("Who is the CEO of Norvane?", "And Kelstrom?", "Who is the CEO of Kelstrom?"),
        ("What did the CEO of Norvane earn?", "And Kelstrom?", "What did the CEO of Kelstrom earn?"),
        ("Who is the Mayor of Leeds?", "And of Bradford?", "Who is the Mayor of Bradford?"),
        ("Who is the Mayor of Leeds?", "And the Treasurer?", "Who is the Treasurer of Leeds?"),
        (
            "What is the fee of the University of Leeds?",
            "And Bradford?",
            "What is the fee of the University of Bradford?",
        ),
        (
            "What is the fee of the University of Leeds?",
            "And the University of York?",
            "What is the fee of the University of York?",
        ),
        ("Who runs the Bank of Kelder?", "And the Trust of Orton?", "Who runs the Trust of Orton?"),
        ("Who runs the Bank of Kelder?", "And Norvane?", "Who runs Norvane?"),
        ("Who represented Leeds Beckett in the 2019 pact?", "And York?", "Who represented York in the 2019 pact?"),
    ],
)
def test_a_name_takes_the_place_of_the_part_that_is_like_it(before, question, expected):
    assert standalone_question(question, [Turn(before, "An answer.")]) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "What are the findings of the review?",
            "And the recommendations?",
            "What are the recommendations of the review?",
        ),
        ("What are the findings of the review?", "And the survey?", "What are the findings of the survey?"),
        ("What are the aims of Norvane?", "And the risks?", "What are the risks of Norvane?"),
        ("What are the costs of the bridge?", "And the ferries?", "What are the costs of the ferries?"),
        ("What are the powers of the mayor?", "And the commissioners?", "What are the powers of the commissioners?"),
        ("Who is the manager of the site?", "And the architect?", "Who is the architect of the site?"),
        ("Who is the manager of the site?", "And the harbour?", "Who is the manager of the harbour?"),
        ("Who is the chief executive of Norvane?", "And the chair?", "Who is the chair of Norvane?"),
        ("What is the budget of the museum?", "And the library?", "What is the budget of the library?"),
        ("What are the parishes of the vale?", "And the donors?", "And the donors? (parishes, vale)"),
    ],
)
def test_what_is_asked_for_makes_way_for_its_like_and_neither_where_that_cannot_be_told(before, question, expected):
    assert standalone_question(question, [Turn(before, "An answer.")]) == expected
