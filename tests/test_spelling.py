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
ENGLISH = {"bowel": 50, "leaner": 3, "which": 900, "with": 990, "wondering": 40, "cancer": 60, "firms": 20}


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
    assert Speller(WORDS, VALID, lambda: ENGLISH).correct(typed) == understood


def test_a_word_of_the_evidence_comes_before_one_of_the_dictionary():
    assert Speller({"many": 5}, (), lambda: {"meany": 900}).correct("meny") == "many"


def test_a_word_of_the_dictionary_is_left_alone_though_the_evidence_has_one_near():
    speller = Speller({"bowes": 3, "leader": 9}, (), lambda: ENGLISH)
    assert speller.correct("Are leaner firms treating bowel cancer?") == "Are leaner firms treating bowel cancer?"


def test_the_dictionary_is_not_read_for_words_that_are_known():
    def unread():
        raise AssertionError("read")

    assert Speller(WORDS, VALID, unread).correct("What share of people?") == "What share of people?"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("wich firms", "which firms"),  # letters left out come before a letter changed
        ("just wondring", "just wondering"),
        ("hw many firms r there w/ staff", "how many firms are there with staff"),
        ("wots that n who pays pls", "what is that and who pays please"),
        ("R&D in the UK, what r the sums", "R&D in the UK, what are the sums"),
        ("it wasnt open, was it", "it was not open, was it"),
    ],
)
def test_what_is_typed_in_haste_is_written_out(typed, understood):
    known = {"just", "many", "there", "that", "pays", "sums", "open"}
    assert Speller(WORDS, known, lambda: ENGLISH).correct(typed) == understood


def test_british_and_american_words_are_left_alone():
    typed = "tumour neighbourhood organisation analyse centre paediatric travelled catalogue"
    assert Speller({}, ()).correct(typed) == typed
    typed = "tumor neighborhood organization analyze center pediatric traveled catalog"
    assert Speller({}, ()).correct(typed) == typed


def test_common_slips_are_not_in_the_dictionary():
    assert Speller({"government": 9, "which": 9}, ()).correct("wich goverment") == "which government"


def test_without_words_nothing_is_corrected():
    assert Speller({}, (), dict).correct("clincal staf") == "clincal staf"
