"""A part of a question that points at the answer of the part before."""

from __future__ import annotations

import pytest

from assistant.answering.inquiry import points_at_answer


@pytest.mark.parametrize(
    ("before", "question", "points"),
    [
        ("Which is the longest berth?", "how deep is it? (longest, berth)", True),
        ("Which quay does the Harbour Master like?", "how long is it? (Harbour Master)", True),
        ("Who chairs the board?", "what does she think of the plan? (board)", True),
        ("Who set up the Seed Fund?", "who looks after its money? (Seed Fund)", False),
        ("Which is the longest berth?", "who runs the ferry?", False),
    ],
    ids=["a thing", "a thing beside a name", "a person", "what a person did it to", "no pronoun"],
)
def test_a_pronoun_stands_for_the_answer_of_its_kind(before, question, points):
    assert points_at_answer(question, before) is points
