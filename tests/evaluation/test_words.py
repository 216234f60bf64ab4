"""Whole words and whole figures."""

from __future__ import annotations

import pytest

from assistant.evaluation.words import contains, dates, figures, level, names

FOUND = [
    ("more than 250 companies", "250"),
    ("250+ firms", "250"),
    ("£3 billion a year", "£3bn"),
    ("£3bn.", "£3 billion"),
    ("£3,000m", "£3bn"),
    ("over three million people", "3 million"),
    ("16000 people", "16,000"),
    ("16\u202f000 people", "16,000"),
    ("ranks seventh for", "7th"),
    ("ranks 7th for", "seventh"),
    ("25 per cent of it", "25%"),
    ("25 percent", "25 %"),
    ("sixty per cent", "60%"),
    ("six floors", "6"),
    ("twenty-five firms", "25"),
    ("a 10-year plan", "10 year"),
    ("mid-2020", "2020"),
    ("2021–2024", "2024"),
    ("2021-22", "2021/22"),
    ("£200m-£250m", "£250m"),
    ("on 8th September 2020", "8 September 2020"),
    ("6,684m² of space", "6,684"),
    ("Health-tech firms", "healthtech"),
    ("healthtech firms", "Health-Tech"),
    ("health tech firms", "health-tech"),
    ("Leeds’ plan", "Leeds"),
    ("“quoted” words", '"quoted" words'),
    ("research & development", "research and development"),
    ("R&D spend", "R&D"),
    ("U.K. firms", "UK"),
    ("Café", "cafe"),
    ("software and IT", "IT"),
    ("US$5m", "$5m"),
    ("25, 30 and 40", "25"),
    ("**250** firms", "250"),
]
NOT_FOUND = [
    ("in 2025", "25"),
    ("25,000 people", "25"),
    ("25.5 per head", "25"),
    ("25%", "25"),
    ("25 per cent", "25"),
    ("£25m", "25"),
    ("25 million", "25"),
    ("the 25th", "25"),
    ("125", "25"),
    ("x25", "25"),
    ("COVID-19", "19"),
    ("5G", "5"),
    ("2.5.1", "2.5"),
    ("2021/22", "2021"),
    ("£3bn", "3bn"),
    ("$317bn", "£317bn"),
    ("£3m", "£3bn"),
    ("-5%", "5%"),
    ("7th", "7"),
    ("one of the", "1"),
    ("The 1990s", "1990"),
    ("It is good", "IT"),
    ("who is it", "WHO"),
    ("Bradfordian", "Bradford"),
    ("Leeds and Bradford", "Leeds Bradford"),
    ("", "25"),
    ("anything", ""),
    ("anything", "…"),
]


@pytest.mark.parametrize(("text", "spelling"), FOUND)
def test_a_spelling_is_found_whatever_the_writing(text: str, spelling: str) -> None:
    assert contains(text, spelling)


@pytest.mark.parametrize(("text", "spelling"), NOT_FOUND)
def test_part_of_a_figure_or_another_unit_is_not_it(text: str, spelling: str) -> None:
    assert not contains(text, spelling)


def test_figures_carry_their_unit() -> None:
    keys = [token.key for token in figures("In 2024, 250 firms made £3.0bn, 14% of it for the 3rd time")]
    assert keys == ["n::2024", "n::250", "n:£:3000000000", "n:%:14", "n:#:3"]


def test_dates_are_kept_whole() -> None:
    assert dates("On 8 September 2020 and in March 2024, not in May") == ("8 September 2020", "March 2024")


def test_names_are_capitals_inside_a_sentence() -> None:
    assert names("The plan of Leeds. Growth in the NHS came from MedTech firms.") == ("Leeds", "NHS", "MedTech")


def test_levelling_keeps_the_words() -> None:
    assert level("a\u00a0“b” –\n [c](http://x.y) \u200bd") == 'a "b" - c d'
