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


@pytest.mark.parametrize(
    "question",
    [
        "Which town leads in patents?",
        "Which towns lead the field?",
        "Which school leads the league?",
        "Which mill leads for exports?",
        "Which town leads by number of firms?",
        "What is the leading cause of fires?",
        "Which two leading ports handle grain?",
        "Who are the leading employers?",
    ],
)
def test_what_leads_others_is_compared(question):
    assert superlative_of(question) is not None


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the road safety project?",
        "Who leads in the north?",
        "Who leads for the council on floods?",
        "Who is the lead officer for housing?",
        "Which schools have lead pipes?",
        "Which school has lead in its paint?",
        "Which officer leads on flooding?",
        "Who is leading the review?",
        "Which roads are leading to the port?",
        "Who was leading counsel at the inquiry?",
    ],
)
def test_a_role_and_a_metal_are_not_compared(question):
    assert superlative_of(question) is None
