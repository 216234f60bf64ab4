"""Which areas hold others."""

from __future__ import annotations

import pytest

from assistant.english.areas import COUNTY, REGION, TOWN, level_of, lies_outside


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Leeds", TOWN),
        ("Wakefield (district)", TOWN),
        ("West Yorkshire", COUNTY),
        ("West Yorkshire Police area", COUNTY),
        ("West Yorkshire Combined Authority", COUNTY),
        ("Leeds City Region", COUNTY),
        ("the North West", REGION),
        ("Yorkshire and The Humber", REGION),
        ("England", None),
        ("Transport", None),
    ],
)
def test_the_level_of_an_area_is_told_by_its_name(name, level):
    assert level_of(name) == level


@pytest.mark.parametrize(
    ("name", "area", "outside"),
    [
        ("Manchester", "West Yorkshire", True),
        ("Leeds", "west yorkshire", False),
        ("Saltham", "West Yorkshire", False),  # not known
        ("Leeds", "Yorkshire", False),  # not known whose it is
    ],
)
def test_a_place_lies_outside_a_county_only_if_another_is_known_to_hold_it(name, area, outside):
    assert lies_outside(name, area) is outside
