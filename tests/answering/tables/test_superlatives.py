"""A superlative is found in a question, but for one that leaves something out."""

from __future__ import annotations

import pytest

from assistant.answering.tables.superlatives import superlative_of


@pytest.mark.parametrize("question", ["Which measure would save the most carbon?", "Which bar sold most?"])
def test_what_saves_and_what_is_a_bar_is_compared(question):
    assert superlative_of(question) is not None


@pytest.mark.parametrize(
    "question",
    [
        "Which city save for Saltham has the most firms?",
        "Which city, save Saltham, has the most firms?",
        "Which city bar Saltham has the most firms?",
        "Which city has the most firms, bar one?",
        "Which city other than Saltham has the most firms?",
        "Which city doesn't have the most firms?",
    ],
)
def test_nothing_is_compared_where_something_is_left_out(question):
    assert superlative_of(question) is None
