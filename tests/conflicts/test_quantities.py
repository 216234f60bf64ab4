"""Quantities are read with their unit and bound, and agree where one is the other rounded or bounded."""

from __future__ import annotations

import pytest

from assistant.conflicts.quantities import agree, find_quantities, may_be_rounded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost £1.2 million.", [("GBP", 1.2e6, 0)]),
        ("It cost £1.2m and €3bn.", [("GBP", 1.2e6, 0), ("EUR", 3e9, 0)]),
        ("over 300 firms", [("count", 300.0, 1)]),
        ("up to 7,500 jobs", [("count", 7500.0, -1)]),
        ("130+ members", [("count", 130.0, 1)]),
        ("34.5 per cent", [("percent", 34.5, 0)]),
        ("a share of 8%", [("percent", 8.0, 0)]),
        ("6,684m² on the campus", [("area", 6684.0, 0)]),
        ("45,000 sq ft of space", [("area", 45_000 * 0.0929, 0)]),
        ("150 hectares", [("land", 150.0, 0)]),
        ("100 million US dollars", [("USD", 1e8, 0)]),
        ("nine hospitals", [("count", 9.0, 0)]),
    ],
)
def test_a_quantity_is_read_with_its_unit_and_bound(text, expected):
    assert [(found.unit, pytest.approx(found.low), found.bound) for found in find_quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "In May 2019 it opened.",
        "On 12 June it opened.",
        "See Table 4.4, section 3.2.1 and note 12.",
        "It runs from 2022 to 2027.",
        "It took three years.",
        "Within 30 working days it was done.",
        "(1) Offices. (2) Laboratories.",
        "2. Invest in research",
        "Almost two thirds agree.",
        "The SARS-2 and COVID-19 wards",
    ],
)
def test_dates_labels_and_periods_are_no_quantities(text):
    assert find_quantities(text) == []


def test_a_range_has_two_ends_of_one_scale():
    (found,) = find_quantities("It will cost £1.5 to £2bn.")
    assert (found.low, found.high) == (1.5e9, 2e9)


@pytest.mark.parametrize(
    ("text", "counted", "kinds"),
    [
        ("254 healthtech companies", "company", {"healthtech"}),
        ("254 healthtech firms trading there", "company", {"healthtech"}),
        ("600 life sciences businesses", "company", {"life", "scienc"}),
        ('the 89 "dynamic" businesses', "company", {"dynam"}),
        ("1,344 unique learners", "learner", {"uniqu"}),
        ("2.4 million residents", "people", set()),
        ("21,000 in all", "", set()),
        ("5,240 bed days", "day", {"bed"}),
    ],
)
def test_what_is_counted_is_one_word_for_all_its_synonyms(text, counted, kinds):
    (found,) = find_quantities(text)
    assert (found.counted, set(found.kinds)) == (counted, kinds)


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("£1.2m", "£1,200,000", True),
        ("over 16,000", "16,300", True),
        ("almost £42m", "£41,790,690", True),
        ("2.4 million", "2,351,000", True),
        ("£1.5bn to £2.5bn", "£2bn", True),
        ("£1.5bn to £2.5bn", "£1.5bn to £2bn", False),
        ("6,500", "6,684", False),
        ("over 300", "over 250", False),
        ("more than 2.3 million", "2.4 million", False),
        ("£1.4m", "£1.4bn", False),
    ],
)
def test_quantities_agree_when_both_can_be_true(one, other, agrees):
    (first,), (second,) = find_quantities(one), find_quantities(other)
    assert agree(first, second) is agrees
    assert agree(second, first) is agrees


@pytest.mark.parametrize(("one", "other", "rounded"), [("£19.8m", "£20m", True), ("£18.9m", "£22m", False)])
def test_a_single_digit_may_be_a_rounded_figure(one, other, rounded):
    (first,), (second,) = find_quantities(one), find_quantities(other)
    assert may_be_rounded(first, second) is rounded
