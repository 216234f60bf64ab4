"""A correction says another name or year in the place of what was asked; other words are left as they are."""

from __future__ import annotations

import pytest

from assistant.conversation.corrections import plainly
from assistant.conversation.standalone import standalone_question
from assistant.schema import Turn

ASKED = "How many ferries did Kelder run in 2019?"


@pytest.mark.parametrize(
    "typed",
    [
        "no, I meant Tarnby",
        "sorry, Tarnby",
        "make that Tarnby",
        "no, make it Tarnby please",
        "that should have been Tarnby",
        "wrong town, Tarnby",
        "correction: Tarnby",
        "I said Tarnby",
        "I'm asking about Tarnby",
        "no not Kelder, I meant Tarnby",
        "change that to Tarnby",
        "replace Kelder with Tarnby",
        "Tarnby rather than Kelder",
        "for Tarnby instead of Kelder",
        "it was Tarnby I meant",
        "that's not what I meant, Tarnby",
    ],
)
def test_a_correction_takes_the_place_of_what_was_asked(typed):
    assert standalone_question(typed, [Turn(ASKED, "12 [1]")]) == "How many ferries did Tarnby run in 2019?"


def test_a_year_is_put_right_too():
    assert standalone_question("make that 2021", [Turn(ASKED, "12 [1]")]) == "How many ferries did Kelder run in 2021?"


@pytest.mark.parametrize(
    "typed",
    [
        "I want the ferry timetable of the harbour",
        "use of the ferries?",
        "no, how many did Tarnby run?",
        "who runs them instead of Kelder",
        "try again",
        "it was closed I said",
        "change the timetable to what?",
    ],
)
def test_what_names_nothing_is_no_correction(typed):
    assert plainly(typed) == typed
