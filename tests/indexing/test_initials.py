"""Initials that nobody explains are those of a name that the evidence writes often enough."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.indexing.initials import NEVER_NAMES, Initials, names_by_initials

WORDS = {"cap", "hi", "who", "runs", "the", "ward"}


def initials(*texts: str) -> Initials:
    return Initials(lambda: texts, lambda word: texts, WORDS.__contains__)


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("SGI", "Saltham General Infirmary"),
        ("HWB", "Health and Wellbeing Board"),
        ("H&WB", "Health and Wellbeing Board"),
        ("HAWB", "Health and Wellbeing Board"),
        ("UOS", "University of Saltham"),
        ("FFTS", "Fund for the Sea"),
        ("KMHT", "Kiln Mill Hospitals NHS Trust"),
        ("KMHNT", "Kiln Mill Hospitals NHS Trust"),
        ("ORC", "Otter Row Co-operative"),
        ("NZF", "Net-Zero Fund"),
        ("NHSS", "NHS Saltham"),
        ("KMT", "KILN MILL TRUST"),
    ],
)
def test_a_name_is_known_by_its_initials_with_or_without_those_of_its_small_words(letters, name):
    assert names_by_initials([f"It is {name}.", f"The {name}'s plan. At {name}, a ward opened."])[letters] == name


@pytest.mark.parametrize(
    ("texts", "letters"),
    [
        (["Saltham General Infirmary."], "SGI"),
        (["Saltham General infirmary. Saltham General infirmary. Saltham General."], "SGI"),
        (["Kiln Mill.", "Kiln Mill."], "KM"),
        (["Table A.", "Table A.", "Table A."], "TA"),
        (["Saltham\nGeneral.", "Saltham\nGeneral.", "Saltham\nGeneral."], "SG"),
        (["The Institute for Kiln and Mill Care." for _ in range(4)], "MC"),
        (["Kiln Mill Trust. Kiln Mill Trust. Kelp Marsh Tower. Kelp Marsh Tower."], "KMT"),
        (["Share of Saltham exports. Share of Saltham imports.\nShare of Saltham"], "SOS"),
        (["The One Two Three Four Five Six Seven Eight." for _ in range(4)], "OTTFFSSE"),
    ],
    ids=[
        "once",
        "without a capital",
        "two letters, twice",
        "a letter",
        "two lines",
        "a part of a name",
        "rivals",
        "what begins with a capital because it stands first",
        "too long",
    ],
)
def test_initials_of_no_name_or_of_rival_ones_are_nobodys(texts, letters):
    assert letters not in names_by_initials(texts)


def test_the_name_that_is_written_clearly_more_often_is_meant():
    text = "The Kiln Mill Trust. " * 4 + "The Kelp Marsh Tower. " * 2
    assert names_by_initials([text])["KMT"] == "Kiln Mill Trust"


def test_a_name_that_is_joined_to_another_counts_where_it_also_stands_alone():
    text = "Kiln Mill Trust met. The Kiln Mill Trust and Saltham Harbour Board met."
    assert names_by_initials([text])["KMT"] == "Kiln Mill Trust"


EVIDENCE = """
Saltham General Infirmary is old. The Saltham General Infirmary has a ward. The Cliff Access Plan; Cliff Access Plan.
The Kiln Mill Trust. The Kiln Mill Trust has a KMT fund. Harbour Ice, Harbour Ice, Harbour Ice. Tall Volt. Tall Volt.
Tall Volt. The University of Saltham is at the University of Saltham. The Marsh Road Scheme (reference SRB/MRS/14, see
https://saltham.example/MRS.html) is the Marsh Road Scheme. The Nothing Or Toll notice, the Nothing Or Toll notice.
At the Growth Panel, the Growth Panel, the Growth Panel; the Green Valley Area and the Green Valley Area. Green Valley
Area. The Health and Wellbeing Board met the Health and Wellbeing Board.
The Health and Wellbeing Board.
"""


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("What did the SGI cost?", "What did the Saltham General Infirmary cost?"),
        ("what did the sgi cost", "what did the Saltham General Infirmary cost"),
        ("Who is the SGI's head?", "Who is the Saltham General Infirmary's head?"),
        ("WHO PAYS THE SGI?", "WHO PAYS THE Saltham General Infirmary?"),
        ("Who pays UoS?", "Who pays University of Saltham?"),
        ("Is there a CAP?", "Is there a Cliff Access Plan?"),
        ("When did the MRS open?", "When did the Marsh Road Scheme open?"),
        ("Who sits on the H&WB?", "Who sits on the Health and Wellbeing Board?"),
        ("Are SGI-based staff paid?", "Are Saltham General Infirmary-based staff paid?"),
    ],
)
def test_initials_are_written_out_as_the_name_that_they_are_of(question, written):
    assert initials(EVIDENCE).written_out(question) == written


@pytest.mark.parametrize(
    "question",
    [
        "Is the SGI (Saltham General Infirmary) old?",
        "What does SGI stand for?",
        "How many PhD and GCSE places are there?",
        "What are the initials SGI?",
        "is there a cap?",
        "IS THERE A CAP?",
        "hi, who runs it?",
        "Who runs the Sgi?",
        "Who runs the SGIX or the SG?",
        "Who runs Tideway@SGI?",
        "Who may write to SGI@saltham.example or www.sgi.example?",
        "What is in the KMT fund?",
        "Does it cost NOT a penny?",
        "Who is on TV?",
        "Who is a GP, and what is gva?",
        "",
    ],
)
def test_words_and_what_the_evidence_or_everybody_knows_stay_as_they_were_typed(question):
    assert initials(EVIDENCE).written_out(question) == question


def test_names_are_counted_when_first_they_are_needed():
    def texts() -> Iterable[str]:
        raise AssertionError("read")

    unread = Initials(texts, lambda word: ["the KMT fund"], WORDS.__contains__)
    assert unread.written_out("Who runs the KMT?")
    with pytest.raises(AssertionError, match="read"):
        unread.written_out("Who runs the SGI?")


def test_what_everybody_knows_is_in_capitals():
    assert all(letters == letters.upper() for letters in NEVER_NAMES)
