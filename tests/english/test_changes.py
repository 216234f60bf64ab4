"""Words of change, in the forms that a pattern is for."""

from __future__ import annotations

import re

import pytest

from assistant.english.changes import CHANGE, FALL, FARE, REDUCE, RISE, all_forms, forms_asked, forms_of_events


def holds(forms: str, text: str) -> bool:
    return bool(re.search(rf"\b(?:{forms})\b", text))


@pytest.mark.parametrize(
    "text",
    [
        "rents rose",
        "the list shrank",
        "growth in jobs",
        "a reduction of 4%",
        "it worsened",
        "did it double?",
        "it changes",
    ],
)
def test_all_forms_are_words_of_change(text):
    assert holds(all_forms(RISE, FALL, REDUCE, FARE, CHANGE), text)


@pytest.mark.parametrize("text", ["double rooms", "a rosebush", "the fallow field", "growers", "the exchange"])
def test_words_that_look_alike_are_none(text):
    assert not holds(all_forms(RISE, FALL, REDUCE, FARE, CHANGE), text)


def test_a_fell_and_a_rose_are_not_asked_of():
    assert holds(forms_asked(RISE, FALL), "has it grown?")
    assert not holds(forms_asked(RISE, FALL), "is the rose garden on the fell open?")


def test_falls_that_cost_something_are_no_event():
    assert holds(forms_of_events(FALL), "how much did it shrink?")
    assert not holds(forms_of_events(RISE, FALL), "how much do falls and rising damp cost?")
