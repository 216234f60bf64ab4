"""Acronyms are found where the evidence explains them."""

from __future__ import annotations

import pytest

from assistant.indexing.acronyms import Acronyms, find_acronyms

PAIRS = {
    ("LHCA", "Leeds Health and Care Academy"): 3,
    ("LHCA", "Leeds Health & Care Academy"): 2,
    ("NDL", "Networked Data Lab"): 1,
    ("LCC", "Leeds City Council"): 1,
    ("LCC", "Leeds City College"): 1,
    ("IT", "information technology"): 2,
    ("R&D", "research and development"): 4,
}


@pytest.fixture(scope="module")
def acronyms() -> Acronyms:
    return Acronyms(PAIRS, {"it", "lab", "data"}.__contains__)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The Leeds Health and Care Academy (LHCA) opened.", [("LHCA", "Leeds Health and Care Academy")]),
        ("a Local Enterprise Partnership (“LEP”) covers it", [("LEP", "Local Enterprise Partnership")]),
        ("spent on research and development (R&D) last year", [("R&D", "research and development")]),
        ("the MHC (Memory and Health Centre) and others", [("MHC", "Memory and Health Centre")]),
        ("Born and Bred In (BaBi) began in 2022", [("BaBi", "Born and Bred In")]),
        (
            "split into district metered areas (DMAs), each",
            [("DMAs", "district metered areas"), ("DMA", "district metered areas")],
        ),
        ("It ended. Unit of Assessment (UoA) 12 came first", [("UoA", "Unit of Assessment")]),
        ("the two sites (North and South)", []),
        ("the university (UK) came first", []),
        ("opened in 2019 (see Table A)", []),
        ("it fell (GDP) again", []),
        ("PinPoint (private, in oncology, a new point of interest)", []),
        ("Leeds.\nCity Council (LCC)", []),
        ("", []),
    ],
)
def test_an_acronym_is_found_with_the_words_that_its_letters_come_from(text, pairs):
    assert list(find_acronyms(text)) == pairs


def test_of_two_spellings_the_commoner_one_is_used(acronyms):
    assert acronyms.used("LHCA?") == {"LHCA": "Leeds Health and Care Academy"}
