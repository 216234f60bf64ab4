"""Rows that cannot be what a superlative asks for."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.extremes import asked_extreme, is_ruled_out
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

STARTS = """# Courses

| Region | All | Digital | Health | Rank |
| --- | --- | --- | --- | --- |
| Northvale | 820 | 182 | 205 | 2 |
| Saltham | 823 | 262 | 123 | 1 |
| Kiln Park | 318 | 70 | 25 | 4 |
| Holme | 400 | 90 | 61 | 3 |
| Total | 2,361 | 604 | 414 | |

Kiln Park has the fewest.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    parsed = load_markdown(STARTS.encode(), file="starts.md")
    return Document(Source("starts", "starts.md", "Starts"), parsed.text, parsed.blocks)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Which area had the most people on the health pathway?", ["Northvale"]),
        ("Which area had the most people on the digital pathway?", ["Saltham"]),
        ("Who trained the fewest people?", ["Kiln Park"]),
        ("Which area had the second highest number of starters?", ["Northvale", "Saltham"]),
        ("Which two areas had the most digital starters?", ["Northvale", "Saltham"]),
    ],
    ids=["a column", "another", "any column, ranks the other way", "second", "two"],
)
def test_rows_that_are_at_the_asked_end_of_no_column_are_ruled_out(document, question, left):
    analysed = analyse_question(question)
    asked = asked_extreme(analysed)
    assert asked is not None
    rows = [block for block in document.blocks if block.kind is BlockKind.table_row]
    assert [row.row for row in rows if not is_ruled_out(analysed, asked, document, row)] == left


def test_what_is_no_row_is_not_ruled_out(document):
    question = analyse_question("Which area had the most people on the health pathway?")
    asked = asked_extreme(question)
    assert asked is not None
    others = [block for block in document.blocks if block.kind is not BlockKind.table_row]
    assert others
    assert not any(is_ruled_out(question, asked, document, block) for block in others)


@pytest.mark.parametrize("question", ["What is the budget of the largest trust?", "Which area is it?"])
def test_a_question_that_does_not_ask_which_row_it_is_rules_out_nothing(question):
    assert asked_extreme(analyse_question(question)) is None


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Which area has the cheapest courses?", ["Northvale", "Saltham", "Kiln Park", "Holme"]),
        ("What is the latest figure for the area which trained most people?", ["Northvale", "Saltham"]),
    ],
    ids=["no price", "the latest is no measure"],
)
def test_a_superlative_of_one_measure_rules_out_nothing_by_another(document, question, left):
    analysed = analyse_question(question)
    asked = asked_extreme(analysed)
    assert asked is not None
    rows = [block for block in document.blocks if block.kind is BlockKind.table_row]
    assert [row.row for row in rows if not is_ruled_out(analysed, asked, document, row)] == left


def test_a_share_is_compared_in_columns_of_percentages():
    table = """# Museums

| Site | Visitors | Of which school pupils | Share of pupils (%) |
| --- | --- | --- | --- |
| Crale | 48,700 | 6,330 | 13.0 |
| Pern | 22,150 | 5,980 | 27.0 |
| Vane | 31,900 | 1,595 | 5.0 |
"""
    parsed = load_markdown(table.encode(), file="museums.md")
    given = Document(Source("museums", "museums.md", "Museums"), parsed.text, parsed.blocks)
    question = analyse_question("Which museum had the highest share of school pupils?")
    asked = asked_extreme(question)
    assert asked is not None
    rows = [block for block in given.blocks if block.kind is BlockKind.table_row]
    assert [row.row for row in rows if not is_ruled_out(question, asked, given, row)] == ["Pern"]


BERTHS = """# Quays

| Rank | Firm | Town | Boats 2023 | Boats 2024 | Total |
| --- | --- | --- | --- | --- | --- |
| 1 | Ardent | Crale | 40 | 38 | 78 |
| 2 | Bowline | Pern | 20 | 44 | 64 |
| 3 | Capstan | Vane | 25 | 20 | 45 |
| 4 | Davit | Pern | 11 | 12 | 23 |
"""


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Who has the most boats in Pern?", ["Bowline"]),
        ("Who has the fewest boats in Pern?", ["Davit"]),
        ("Who has the most boats in Vane?", ["Capstan"]),
        ("Who has the most boats in Holme?", ["Ardent"]),
        ("Who has the most boats in Pern or with Ardent?", ["Ardent"]),
        ("What is the third biggest firm?", ["Capstan"]),
        ("What's the biggest item?", ["Ardent"]),
        ("What firm had the most boats in 2024?", ["Bowline"]),
        ("What firm had the most boats up to 2024?", ["Ardent", "Bowline", "Capstan", "Davit"]),
        ("What firm had the most boats before 2024?", ["Ardent", "Bowline", "Capstan", "Davit"]),
        ("What firm has had the most boats since 2019?", ["Ardent", "Bowline"]),
    ],
    ids=[
        "of a town",
        "the fewest",
        "one row",
        "no such town",
        "two columns",
        "a place",
        "what it is",
        "of a year",
        "up to a year",
        "before a year",
        "a year of no column",
    ],
)
def test_only_rows_with_what_the_question_names_are_compared(question, left):
    parsed = load_markdown(BERTHS.encode(), file="quays.md")
    given = Document(Source("quays", "quays.md", "Quays"), parsed.text, parsed.blocks)
    analysed = analyse_question(question)
    asked = asked_extreme(analysed)
    assert asked is not None
    rows = [block for block in given.blocks if block.kind is BlockKind.table_row]
    assert [row.row for row in rows if not is_ruled_out(analysed, asked, given, row)] == left


@pytest.mark.parametrize(
    "question", ["What is the lead time?", "What share has the largest firm?", "Which train is the fastest?"]
)
def test_what_asks_for_no_row_is_no_extreme(question):
    assert asked_extreme(analyse_question(question)) is None


@pytest.mark.parametrize(("heading", "left"), [("League place", "Weir"), ("Places", "Hale")])
def test_of_places_in_an_order_the_first_is_the_highest(heading, left):
    table = f"""# Schools

| School | {heading} |
| --- | --- |
| Weir | 1 |
| Crale | 3 |
| Hale | 7 |
"""
    parsed = load_markdown(table.encode(), file="schools.md")
    given = Document(Source("schools", "schools.md", "Schools"), parsed.text, parsed.blocks)
    question = analyse_question(f"Which school has the highest {heading.lower()}?")
    asked = asked_extreme(question)
    assert asked is not None
    rows = [block for block in given.blocks if block.kind is BlockKind.table_row]
    assert [row.row for row in rows if not is_ruled_out(question, asked, given, row)] == [left]


BRIDGES = """# Bridges

| Bridge | Opened | Length (m) | Cost (£m) |
| --- | --- | --- | --- |
| Crale | 1890 | 120 | 3 |
| Pern | 1935 | 310 | 7 |
| Vane | 1967 | 95 | 12 |
"""
CREW = """# Crew

| Sailor | Age | Trips |
| --- | --- | --- |
| Ada Moss | 61 | 14 |
| Joe Lee | 34 | 90 |
| Kit Roe | 19 | 33 |
"""
SHEDS = """# Sheds

| Shed | Inspected | Crates built | Staff of working age |
| --- | --- | --- | --- |
| North | 2019 | 4 | 30 |
| South | 2021 | 9 | 12 |
| East | 2023 | 6 | 25 |
"""


@pytest.mark.parametrize(
    ("table", "question", "left"),
    [
        (BRIDGES, "Which is the oldest bridge?", ["Crale"]),
        (BRIDGES, "Which is the newest bridge?", ["Vane"]),
        (BRIDGES, "Which is the second oldest bridge?", ["Pern"]),
        (BRIDGES, "Which is the longest bridge?", ["Pern"]),
        (CREW, "Who is the oldest sailor?", ["Ada Moss"]),
        (CREW, "Who is the youngest sailor?", ["Kit Roe"]),
        (SHEDS, "Which is the oldest shed?", ["North", "South", "East"]),
    ],
)
def test_the_oldest_has_the_lowest_year_or_the_highest_age(table, question, left):
    parsed = load_markdown(table.encode(), file="table.md")
    given = Document(Source("table", "table.md", "Table"), parsed.text, parsed.blocks)
    analysed = analyse_question(question)
    asked = asked_extreme(analysed)
    assert asked is not None
    rows = [block for block in given.blocks if block.kind is BlockKind.table_row]
    assert [row.row for row in rows if not is_ruled_out(analysed, asked, given, row)] == left
