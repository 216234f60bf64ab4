"""Differences: exact, in the figures' own unit, or not at all."""

from __future__ import annotations

import pytest

from assistant.answering.parts.calculation import asks_difference, difference


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("£30m", "about £12m", "£18 million"),
        ("£1.2 million", "£1.15m", "£0.05 million"),
        ("57 companies", "1,643", "1,586"),
        ("93 per cent", "66%", "27 percentage points"),
        ("0.1", "0.3", "0.2"),
        ("120 m", "80 m", "40 m"),
        ("2.3m visitors", "1.1m", "1.2m"),
        ("4,300 people in 2023", "4,000 people in 2020", "300"),
    ],
)
def test_a_difference_is_in_the_unit_of_its_figures(one, other, expected):
    assert difference(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£30m", "£900,000"),  # another unit
        ("£30m", "30m"),  # money and a number
        ("12%", "12"),
        ("120 m", "2.3m"),  # metres and millions
        ("between 10 and 20", "15"),  # which of the two?
        ("2019", "2022"),
        ("third", "5"),
        ("", "5"),
    ],
)
def test_figures_of_different_kinds_are_not_subtracted(one, other):
    assert difference(one, other) is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many more firms has Saltham than Kiln Park?", True),
        ("By how much did it exceed the plan?", True),
        ("How far behind Saltham is Northvale?", True),
        ("Does Saltham or Northvale have more firms?", False),
    ],
)
def test_a_difference_is_given_only_where_it_is_asked_for(question, asked):
    assert asks_difference(question) is asked
