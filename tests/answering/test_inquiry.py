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
        ("Which firm set up the Seed Fund?", "where was she born? (Seed Fund)", False),
        ("Who built the pier?", "where are they based? (pier)", True),
        ("Which are the longest berths?", "how deep are they? (berths)", True),
        ("Which is the longest berth?", "who runs the ferry?", False),
    ],
    ids=["a thing", "a thing beside a name", "a person", "a person behind a thing", "a body", "things", "no pronoun"],
)
def test_a_pronoun_stands_for_the_answer_of_its_kind(before, question, points):
    assert points_at_answer(question, before) is points
