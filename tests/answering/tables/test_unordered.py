"""Rows that look like the total and are none, and columns in which the highest number is not the most."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.computed import compute
from assistant.answering.tables.extremes import asked_extreme, is_ruled_out
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown


def table(heading: str, *rows: str) -> Document:
    lines = [heading, " | ".join("---" for _ in heading.split("|")), *rows]
    parsed = load_markdown("\n".join(["# Report", "", *(f"| {line} |" for line in lines)]).encode(), file="t.md")
    return Document(Source("t", "t.md", "Report"), parsed.text, parsed.blocks)


def rows_of(document: Document) -> list:
    return [block for block in document.blocks if block.kind is BlockKind.table_row]


def computed(document: Document, question: str) -> str | None:
    """Return what is computed: the row that answers, or the sum in words."""
    found = compute(analyse_question(question), document, rows_of(document)[0])
    if found is None:
        return None
    return found.rows[0].row if found.answer else found.calculated


NATIONS = table("Nation | Cases", "England | 500", "Scotland | 60", "Wales | 30", "Northern Ireland | 20")
WITH_UK = table("Area | Rate", "England | 5", "Scotland | 6", "Wales | 3", "United Kingdom | 5.1")
REGIONS = table("Region | Rate", "North | 5", "South | 6", "East | 3", "England | 7")
COUNTRIES = table("Country | Spend (£bn)", "France | 40", "UK | 55", "Germany | 50", "Italy | 30")
AREAS = table("Area | Jobs", "Leeds | 400", "Bradford | 300", "Kirklees | 200", "Rest of West Yorkshire | 350")
POWER = table("Technology | Capacity", "Solar | 40", "Wind | 30", "Hydro | 20", "Combined heat and power | 55")
SPORT = table("Facility | Visits", "All-weather pitches | 900", "Gym | 300", "Pool | 400", "Courts | 100")
FLEET = table("Vehicle | Number", "Buses | 120", "of which electric | 30", "Trams | 40", "Ferries | 4")
YEARS = table(
    "Year | Visits", "2019 | 300", "2020 | 100", "2021 | 150", "2022 (provisional) | 410", "2030 target | 900"
)
CHANGE = table("Year | Visits", "2019/20 | 300", "2020/21 | 100", "2021/22 | 150", "Change since 2019/20 | -150")
FUELS = table("Fuel | Households", "Gas | 300", "Oil | 100", "Electric | 150", "Not stated | 900")


@pytest.mark.parametrize(
    ("document", "question", "expected"),
    [
        (NATIONS, "Which nation had the most cases?", "England"),
        (NATIONS, "How many cases were there?", None),
        (NATIONS, "How many cases were there in total?", "the sum of all rows under “Cases” is 610"),
        (WITH_UK, "Which area has the highest rate?", "Scotland"),
        (WITH_UK, "Which area has the second highest rate?", "England"),
        (REGIONS, "Which region has the highest rate?", "South"),
        (COUNTRIES, "Which country has the highest spend?", "UK"),
        (AREAS, "Which area has the most jobs?", "Leeds"),
        (AREAS, "How many jobs are there?", None),
        (AREAS, "How many jobs are there in total?", None),
        (POWER, "Which technology has the highest capacity?", "Combined heat and power"),
        (SPORT, "Which facility had the most visits?", "All-weather pitches"),
        (SPORT, "How many visits were there in total?", "the sum of all rows under “Visits” is 1,700"),
        (FLEET, "What is the total number of vehicles?", None),
        (FLEET, "Which vehicle has the second highest number?", "Trams"),
        (YEARS, "Which year had the most visits?", "2022 (provisional)"),
        (YEARS, "How many visits were there in total?", None),
        (CHANGE, "Which year had the fewest visits?", "2020/21"),
        (FUELS, "Which fuel has the most households?", "Gas"),
    ],
)
def test_rows_are_compared_and_added_up_with_their_like(document, question, expected):
    assert computed(document, question) == expected


BRACKETED = table("Trust | Surplus/(deficit)", "Crale | 4.1", "Saltham | (9.2)", "Lindale | 1.0", "Fells | (0.4)")
SIGNED = table(
    "Area | People | Change (%)", "Crale | 40 | 4.1", "Saltham | 20 | -9.2", "Lindale | 9 | 1", "Fells | 6 | -4"
)
WARDS = table("Ward | Deprivation decile", "Crale | 1", "Saltham | 4", "Lindale | 9", "Fells | 10")
COLD = table("Town | Temperature", "Crale | 4", "Saltham | -9", "Lindale | 1", "Fells | -3")


@pytest.mark.parametrize(
    ("document", "question", "expected"),
    [
        (BRACKETED, "Which trust had the biggest deficit?", None),
        (BRACKETED, "Which trust had the largest surplus?", "Crale"),
        (SIGNED, "Which area had the biggest change?", None),
        (SIGNED, "Which area saw the smallest change?", None),
        (WARDS, "Which ward has the highest deprivation decile?", None),
        (COLD, "Which town had the highest temperature?", "Crale"),
        (COLD, "Which town had the lowest temperature?", "Saltham"),
    ],
)
def test_the_most_is_not_taken_from_a_column_of_two_sides_or_of_bands(document, question, expected):
    assert computed(document, question) == expected


@pytest.mark.parametrize(
    ("document", "question"),
    [
        (BRACKETED, "Which trust had the biggest deficit?"),
        (SIGNED, "Which area changed the most?"),
        (WARDS, "Which ward has the highest deprivation?"),
    ],
)
def test_no_row_is_ruled_out_by_such_a_column(document, question):
    analysed = analyse_question(question)
    asked = asked_extreme(analysed)
    assert asked is not None
    assert not any(is_ruled_out(analysed, asked, document, row) for row in rows_of(document))


@pytest.mark.parametrize(
    ("question", "is_extreme"),
    [
        ("Which contract was awarded most recently?", False),
        ("Which is the most recent contract?", False),
        ("Which district is the most affordable?", False),
        ("Which district is the least affordable?", False),
        ("Which ward is the most deprived?", False),
        ("Which site is the most visited?", True),
        ("Which hostel takes the most homeless people?", True),
        ("Which library has the most family visits?", True),
    ],
)
def test_no_number_tells_a_quality(question, is_extreme):
    assert (asked_extreme(analyse_question(question)) is not None) is is_extreme


ROUTES = table("Route | Length (km) | Riders", "Crale | 4 | 90", "Saltham | 9 | 20", "Lindale | 5 | 60")
CLINICS = table("Clinic | Waiting time (weeks) | Beds", "Crale | 4 | 90", "Saltham | 9 | 20", "Lindale | 5 | 60")
DEALS = table("Contract | Value (£m) | Jobs", "Crale | 40 | 3", "Saltham | 20 | 9", "Lindale | 9 | 4")


@pytest.mark.parametrize(
    ("document", "question", "expected"),
    [
        (ROUTES, "Which route is the longest?", "Saltham"),
        (ROUTES, "Which is the shortest route?", "Crale"),
        (CLINICS, "Which clinic has the longest waiting time?", "Saltham"),
        (DEALS, "Which contract is the longest?", None),
    ],
)
def test_the_longest_is_told_by_a_length_or_a_time(document, question, expected):
    assert computed(document, question) == expected


SCORES = table("Hospital | Waiting time (weeks) | Satisfaction", "Leeds | 3 | 40", "York | 4 | 55", "Hull | 5 | 70")


@pytest.mark.parametrize(
    "question",
    [
        "What is the overall satisfaction?",
        "What is the overall waiting time?",
        "What was overall satisfaction at York and Hull?",
        "What was the satisfaction in total?",
    ],
)
def test_what_is_overall_is_not_added_up(question):
    assert computed(SCORES, question) is None
