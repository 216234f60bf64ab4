"""Places are told from other names, the longest name first, and one that is part of another covers it."""

from __future__ import annotations

import pytest

from assistant.english.places import named_places, names_one_of


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("How many slides does it scan in Sheffield?", {"sheffield"}),
        ("the backlog at Bradford Royal Infirmary", {"bradford"}),
        ("Yorkshire and The Humber, not York", {"yorkshire and the humber", "york"}),
        ("Newcastle Upon Tyne, Stoke-on-Trent and Zürich", {"newcastle upon tyne", "stoke on trent", "zurich"}),
        ("Kirklees' plan, and Leeds’s", {"kirklees", "leeds"}),
        ("In March 2024 they were reading in the bath", set()),
        ("firms in the UK and in England", set()),
        ("The chair is Ruth Preston.", set()),
        ("Dr Sutton and Charlotte Jones's team met Cllr. Kent", set()),
        ("Reading levels rose. Bath time is at six.", set()),
        ("Reading's levels rose in Bath", {"reading", "bath"}),
        ("Reading", {"reading"}),
        ("Hull levels rose", {"hull"}),
        ("the Preston Infirmary, Healthwatch Kent, Kent Police and Nelson Trust", {"preston", "kent", "nelson"}),
        ("West Sutton, Greater Preston and Hull", {"sutton", "preston", "hull"}),
        ("In June Preston met Saltham's Rugby club", {"preston", "rugby"}),
        ("", set()),
    ],
)
def test_places_are_found_by_name(text, places):
    assert {" ".join(place) for place in named_places(text)} == places


def test_a_name_covers_the_longer_one_that_it_is_part_of():
    asked = named_places("Leeds City Region")
    assert names_one_of(asked, named_places("Leeds"))
    assert names_one_of(named_places("Leeds"), asked)
    assert not names_one_of(named_places("Sheffield City Region"), asked)
    assert not names_one_of(asked, ())
