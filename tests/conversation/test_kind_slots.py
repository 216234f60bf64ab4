"""Follow-ups that name another kind of the same thing, or ask the same once more of another time."""

from __future__ import annotations

import pytest

from assistant.conversation.standalone import standalone_question
from assistant.schema import Turn


@pytest.mark.parametrize(
    ("before", "followed_by", "meant"),
    [
        ("How many full-time staff are there?", "and part-time?", "How many part-time staff are there?"),
        ("How many individual members are there?", "and corporate ones?", "How many corporate members are there?"),
        ("What is the local share?", "and the national one?", "What is the national share?"),
        ("What was the actual cost in 2020?", "and planned?", "What was the planned cost in 2020?"),
        ("How many new homes were built?", "and old ones?", "How many old homes were built?"),
    ],
)
def test_another_kind_takes_the_place_of_the_one_before(before: str, followed_by: str, meant: str) -> None:
    assert standalone_question(followed_by, [Turn(before, "")]) == meant


@pytest.mark.parametrize(
    ("before", "followed_by", "meant"),
    [
        (
            "What share of grants went outside Fenby in 2024?",
            "what share was it the year before?",
            "What share of grants went outside Fenby in 2023?",
        ),
        (
            "What share of grants went outside Fenby in 2024?",
            "what was it the year before?",
            "What share of grants went outside Fenby in 2023?",
        ),
        (
            "What percentage of homes were empty in Fenby?",
            "what percentage was it in Radlow?",
            "What percentage of homes were empty in Radlow?",
        ),
        ("When was the pact with Fenby signed?", "And with Radlow?", "When was the pact with Radlow signed?"),
        ("What was paid by Kiln Mill in May?", "and by Weir Mill?", "What was paid by Weir Mill in May?"),
    ],
)
def test_what_is_asked_once_more_is_asked_of_the_other_time_or_name(before: str, followed_by: str, meant: str) -> None:
    assert standalone_question(followed_by, [Turn(before, "")]) == meant


def test_another_measure_is_not_the_same_asked_once_more() -> None:
    asked = standalone_question("what rate was it in Radlow?", [Turn("What share of homes were empty in Fenby?", "")])
    assert "share of homes were empty in Radlow" not in asked
