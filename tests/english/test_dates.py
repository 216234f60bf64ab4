"""Short names of months are written out where a date stands, and nowhere else."""

from __future__ import annotations

import pytest

from assistant.english.dates import MONTHS, with_whole_months


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_has_a_short_name(month):
    assert with_whole_months(f"the {month[:3].lower()} 2021 audit") == f"the {month} 2021 audit"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the Sept. 2021 audit", "the September 2021 audit"),
        ("3 dec", "3 December"),
        ("who may march in 2021", "who may march in 2021"),
        ("20 Mar-a-Lago seats", "20 Mar-a-Lago seats"),
        ("the dec report", "the dec report"),
        ("September 2021", "September 2021"),
    ],
)
def test_short_months_are_written_out_only_in_dates(text, whole):
    assert with_whole_months(text) == whole
