"""Typing errors are corrected towards the evidence's words; words of the language are left alone."""

from __future__ import annotations

import pytest

from assistant.spelling import Speller

WORDS = {
    "clinical": 9,
    "staff": 12,
    "people": 20,
    "healthtech": 30,
    "programme": 4,
    "launch": 3,
    "lunch": 1,
    "academy": 5,
}
VALID = {"material", "folk", "their", "what", "share", "number"}


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("what share of clincal staf", "what share of clinical staff"),
        ("Helthtech peple", "Healthtech people"),
        ("acadmey", "academy"),
        ("lauch", "launch"),
        ("What folk?", "What folk?"),  # a word of the language that the evidence does not use
        ("materail", "materail"),  # nothing of the evidence is near
        ("NPIC and iMBE", "NPIC and iMBE"),
        ("stf", "stf"),  # too short to tell
        ("xlinical", "xlinical"),  # the first letter is rarely wrong
        ("", ""),
        ("£1.2m in 2021/22?", "£1.2m in 2021/22?"),
    ],
)
def test_a_word_in_doubt_becomes_the_nearest_word_of_the_evidence(typed, understood):
    assert Speller(WORDS, VALID).correct(typed) == understood


def test_without_words_nothing_is_corrected():
    assert Speller({}, ()).correct("clincal staf") == "clincal staf"
