"""Two things of which one is more so than the other: how much so each is."""

from __future__ import annotations

import pytest

from assistant.answering.parts.sides import sides_of


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "Is unemployment higher in Leeds than in Bristol?",
            "How high is unemployment in Leeds?",
            "How high is unemployment in Bristol?",
        ),
        (
            "Are wages in Leeds lower than those in Bristol?",
            "How high are wages in Leeds?",
            "How high are wages in Bristol?",
        ),
        ("Is Norvane bigger than Kelstrom?", "How big is Norvane?", "How big is Kelstrom?"),
        (
            "Is the Bank of Kelder older than the Trust of Orton?",
            "How old is the Bank of Kelder?",
            "How old is the Trust of Orton?",
        ),
        (
            "Does Leeds have more hospitals than Bristol?",
            "How many hospitals does Leeds have?",
            "How many hospitals does Bristol have?",
        ),
        (
            "Were there more fires in Ashmoor than in Beldale in 2022?",
            "How many fires were there in Ashmoor in 2022?",
            "How many fires were there in Beldale in 2022?",
        ),
        ("Has Leeds more jobs than Bristol?", "How many jobs has Leeds?", "How many jobs has Bristol?"),
        (
            "Did Ashmoor spend less on roads than Beldale in 2022?",
            "How much did Ashmoor spend on roads in 2022?",
            "How much did Beldale spend on roads in 2022?",
        ),
        ("Compare Leeds and Bristol on rents.", "What are the rents in Leeds?", "What are the rents in Bristol?"),
        (
            "How do Norvane and Kelstrom compare on staff numbers in 2023?",
            "What are the staff numbers of Norvane in 2023?",
            "What are the staff numbers of Kelstrom in 2023?",
        ),
        ("How do rents in Leeds compare with Bristol?", "What are rents in Leeds?", "What are rents in Bristol?"),
        (
            "How did the rent in Leeds compare with that in Bristol?",
            "What was the rent in Leeds?",
            "What was the rent in Bristol?",
        ),
    ],
)
def test_each_is_asked_how_much_so_it_is(question, one, other):
    found = sides_of(question)
    assert found is not None
    assert tuple(side.question for side in found) == (one, other)


@pytest.mark.parametrize(
    "question",
    [
        "How does Leeds compare with Bristol?",
        "How do Leeds and Bristol compare?",
        "Compare Leeds and Bristol.",
        "Which bridge is longer, Kiln Bridge or Mill Bridge?",
        "Is it cheaper to park in Leeds than in York?",
        "Does Norvane have more than 100 staff?",
        "Is Leeds larger than the UK average?",
        "Is Leeds bigger than it was?",
        "Did Leeds grow more slowly than Bristol?",
        "Has Leeds become more productive than Bristol?",
        "Is Norvane bigger than Norvane?",
    ],
)
def test_without_a_measure_or_another_name_a_question_has_no_sides(question):
    assert sides_of(question) is None
