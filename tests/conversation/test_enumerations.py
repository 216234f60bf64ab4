"""What an answer lists can be asked about by its place in the list."""

from __future__ import annotations

import pytest

from assistant.conversation.enumerations import listed, with_item_meant
from assistant.schema import Turn

BODIES = "Three bodies: a clinical hub, a skills academy and an innovation fund."


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        (BODIES, ["a clinical hub", "a skills academy", "an innovation fund"]),
        ("Harrow, Kelder and Penmar. [1]", ["Harrow", "Kelder", "Penmar"]),
        ("12,000 in Harrow and 14,000 in Kelder", ["12,000 in Harrow", "14,000 in Kelder"]),
        ("In July 2024, announced by the mayor and her deputy.", []),
        ("Harrow has two and Kelder one.", []),
        ("Two of them. They are Harrow and Kelder.", []),
        ("1,344.", []),
    ],
)
def test_an_answer_of_one_sentence_may_list_things(answer, items):
    assert listed(answer) == items


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("who runs the last of those?", "who runs Kelder?"),
        ("who runs the second of those three bodies?", "who runs a skills academy?"),
        ("and the former?", "and Harrow?"),
        ("and the third of them?", "and an innovation fund?"),  # the last answer lists two alone
        ("who runs the ninth of them?", "who runs the ninth of them?"),
        ("the latter part of it", "the latter part of it"),
        ("what does the second one offer?", "what does the second one offer?"),
    ],
)
def test_a_place_in_a_list_is_one_of_the_last_answer_that_lists_as_many(question, meant):
    turns = [Turn("What does the audit recommend?", BODIES), Turn("Where?", "Harrow and Kelder.")]
    assert with_item_meant(question, turns) == meant
