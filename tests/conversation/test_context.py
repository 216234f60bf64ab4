"""What is looked for has the last turn in it, unless the question brings a subject of its own."""

from __future__ import annotations

import pytest

from assistant.conversation.context import brings_own_subject, search_text
from assistant.schema import Turn

HISTORY = [
    Turn("What does the Harbour Works let?", "Laboratories by the month."),
    Turn("How big is it?", "It has 2,400 square metres."),
]


def test_a_question_that_leans_is_looked_for_with_the_last_turn():
    found = search_text("What do I need?", "What do I need? (Harbour Works)", HISTORY)
    assert found == "What do I need? (Harbour Works) How big is it? It has 2,400 square metres."


def test_a_first_question_is_looked_for_alone():
    assert search_text("What do I need?", "What do I need?", []) == "What do I need?"


def test_thanks_are_passed_over():
    found = search_text("What do I need?", "What do I need?", [*HISTORY, Turn("thanks!", "You are welcome.")])
    assert found.endswith("It has 2,400 square metres.")


def test_of_a_long_answer_only_the_beginning_is_looked_for():
    long = [Turn("Name them", " ".join(["laboratory", *["pier"] * 500, "crane"]))]
    found = search_text("And who pays?", "And who pays?", long)
    assert "laboratory" in found
    assert "crane" not in found


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Different question: who chairs it?", True),
        ("How many nurses does Northvale train for its district hospitals each winter?", True),
        ("How big is the Harbour Works in square metres?", False),
        ("And in May?", False),
        ("Quick change of subject, who runs the ferry?", True),
        ("Does it let something else?", False),
        ("How big is the other one?", False),
        ("Thanks. How many nurses train in Northvale?", False),  # thanks are no new word
    ],
)
def test_a_new_topic_is_told_by_its_words(question, own):
    assert brings_own_subject(question, HISTORY) is own
