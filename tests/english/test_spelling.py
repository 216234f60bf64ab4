"""Typing errors are corrected towards the evidence's words; words of the language are left alone."""

from __future__ import annotations

import pytest

from assistant.english.spelling import Speller

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
ENGLISH = {"bowel": 50, "leaner": 3, "which": 900, "with": 990, "wondering": 4000, "cancer": 60, "firms": 20}


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


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("staff in w yorks 2023/24", "staff in West Yorkshire 2023/24"),
        ("S. Yorks and W/Yorks", "South Yorkshire and West Yorkshire"),
        ("west notts staff", "West Nottinghamshire staff"),
        ("people of e mids", "people of East Midlands"),
        ("people of n yorkshire", "people of North Yorkshire"),
        ("it's yorkshire's staff", "it's yorkshire's staff"),
        ("in west yorkshire", "in west yorkshire"),
    ],
)
def test_the_short_names_of_counties_are_written_out(typed, understood):
    valid = VALID | {"west", "yorkshire"}
    assert Speller(WORDS, valid, lambda: ENGLISH).correct(typed) == understood
    assert (
        Speller({**WORDS, "yorks": 1, "notts": 1, "mids": 1}, valid, lambda: ENGLISH).correct("in yorks") == "in yorks"
    )


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
        ("Teh staff, adn teh people", "The staff, and the people"),
        ("Whats open", "What is open"),
        ("staff at Uni and Ppl", "staff at Uni and Ppl"),  # with a capital inside a question: a name
    ],
)
def test_what_is_typed_in_haste_is_written_out(typed, understood):
    known = {"just", "many", "there", "that", "pays", "sums", "open"}
    assert Speller(WORDS, known, lambda: ENGLISH).correct(typed) == understood


NAMES = {"achterberg": 3, "areas": 40, "healthtech": 30, "trust": 9}
COMMON = {"areas": 16_000, "akiva": 50, "servo": 300, "which": 900_000, "arrival": 14_000, "trust": 50_000}


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("is it Achterburg", "is it Achterberg"),
        ("is it Aviva or Serco", "is it Aviva or Serco"),
        ("is it aviva or serco", "is it aviva or serco"),  # rare words are seldom meant
        ("is it Ageas or Arriva", "is it Ageas or Arriva"),
        ("Ageas or wich", "Ageas or which"),
        ("Arriva or wich", "Arriva or which"),
        ("Wich is it", "Which is it"),
        ("Helthtech", "Healthtech"),
        ("is it Helthtech", "is it Helthtech"),  # the evidence writes it without a capital
        ("Wich Helthtech Trst Is It In Ageas", "Which Healthtech Trust Is It In Ageas"),  # in title case
        ("is it the Trst", "is it the Trust"),
        ("WICH HELTHTECH", "WICH HELTHTECH"),
    ],
)
def test_a_name_is_no_slip_of_another_word(typed, understood):
    times = {"achterberg": 1, "areas": 1, "trust": 2}
    speller = Speller(NAMES, (), lambda: COMMON, times_a_name=lambda word: times.get(word, 0))
    assert speller.correct(typed) == understood


def test_common_words_are_known_whatever_the_evidence_says():
    speller = Speller({"match": 90, "hours": 9}, (), lambda: {"match": 82_000, "house": 470_000, "hours": 250_000})
    assert speller.correct("how mutch in which hous") == "how much in which house"


def test_british_and_american_words_are_left_alone():
    typed = "tumour neighbourhood organisation analyse centre paediatric travelled catalogue"
    assert Speller({}, ()).correct(typed) == typed
    typed = "tumor neighborhood organization analyze center pediatric traveled catalog"
    assert Speller({}, ()).correct(typed) == typed


def test_common_slips_are_not_in_the_dictionary():
    assert Speller({"government": 9, "which": 9}, ()).correct("wich goverment") == "which government"


def test_without_words_nothing_is_corrected():
    assert Speller({}, (), dict).correct("clincal staf") == "clincal staf"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("can a scaleup apply", "can a scaleup apply"),
        ("a biohub and two telewards", "a biohub and two telewards"),
        ("a megafactory", "a megafactory"),
        ("help for small busines", "help for small business"),
        ("the seedlots of kelder", "the seedlots of kelder"),
        ("staff in skarnes", "staff in skarness"),
        ("jobs in quillwort", "jobs in quillworts"),  # a name has no singular
    ],
)
def test_a_singular_or_plural_is_right_where_the_evidence_has_the_other(typed, understood):
    words = dict.fromkeys("scaleups biohubs teleward megafactories business seedlots skarness quillworts".split(), 2)
    english = dict.fromkeys("can a apply and two help for small the of in jobs staff kelder".split(), 9_000)
    speller = Speller(words, (), lambda: english, times_a_name=lambda word: int(word == "quillworts"))
    assert speller.correct(typed) == understood


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("what is our r&d spend?", "what is our r&d spend?"),
        ("r & d spend", "r & d spend"),
        ("how many u18s", "how many u18s"),
        ("staff in the u.k.", "staff in the u.k."),
        ("n2o", "n2o"),
        ("a u-turn", "a u-turn"),
        ("n/a", "n/a"),
        ("Siân", "Siân"),
        ("how r u", "how are you"),
        ("what r u.", "what are you."),
        ("staff & ppl w/ pay", "staff & people with pay"),
        ("share n number...u", "share and number...you"),
    ],
)
def test_a_part_of_a_longer_token_is_not_written_out(typed, understood):
    known = {"spend", "many", "turn", "what"}
    assert Speller(WORDS, known, lambda: ENGLISH).correct(typed) == understood


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("jobs in batley", "jobs in batley"),
        ("homes in goole", "homes in goole"),
        ("homes in Goole or Batley", "homes in Goole or Batley"),
        ("homes in manchster", "homes in manchster"),  # no place is a correction
        ("hommes in batley", "homes in batley"),
    ],
)
def test_the_names_of_places_are_words(typed, understood):
    english = dict.fromkeys("in or barley google jobs homes".split(), 90_000)
    assert Speller({"jobs": 9, "homes": 9}, (), lambda: english).correct(typed) == understood


@pytest.mark.parametrize("typed", ["hmos", "neets", "pfas", "vapes"])
def test_a_short_plural_that_nobody_knows_is_left_alone(typed):
    english = dict.fromkeys("homos needs peas vases".split(), 90_000)
    assert Speller({}, (), lambda: english).correct(typed) == typed


@pytest.mark.parametrize(("typed", "understood"), [("fimrs", "firms"), ("hous", "house"), ("yers", "years")])
def test_a_short_slip_that_ends_in_s_is_corrected(typed, understood):
    """Letters turned round, left out at the end, or behind what is a word itself."""
    english = dict.fromkeys("firms house years yer".split(), 90_000)
    assert Speller({}, (), lambda: english).correct(typed) == understood


@pytest.mark.parametrize("typed", "admin aqma capex copd ebit hmrc neet nhse opex roce sats tupe".split())
def test_shorthand_and_acronyms_are_no_slips_of_short_words(typed):
    usual = dict.fromkeys("admit alma cape copy exit need nose open role says type stats".split(), 9000)
    speller = Speller({**usual, "hdrc": 3}, (), lambda: {**usual, "seats": 9000})
    assert speller.correct(f"{typed} in 2023?") == f"{typed} in 2023?"


@pytest.mark.parametrize(
    ("typed", "understood"), [("whst", "what"), ("citty", "city"), ("hlth", "hlth"), ("cits", "cits")]
)
def test_a_short_slip_leaves_out_turns_round_or_doubles_letters(typed, understood):
    assert Speller({"city": 5, "cats": 5}, (), lambda: {"health": 9000}).correct(typed) == understood
