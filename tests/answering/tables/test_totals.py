"""Rows that are of all the others are no rows to compare, whatever they are called."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.extremes import asked_extreme, is_ruled_out
from assistant.answering.tables.totals import NO_SUM, compared_rows, count_totals
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

JOURNEYS = """# Trams

| Line | 2022/23 | 2023/24 | Share (%) |
| --- | --- | --- | --- |
| North | 24.1 | 25.8 | 44 |
| Island | 13.6 | 14.0 | 24 |
| Bay | 5.2 | 5.0 | 9 |
| Quay | 9.9 | 10.3 | 18 |
| Oxmere | 52.8 | 55.1 | 100 |
"""
ACCOUNTS = """# Accounts

| Heading | 2023/24 | 2024/25 |
| --- | --- | --- |
| Staff | 7,204 | 7,611 |
| Premises | 2,391 | 2,318 |
| Books | 861 | 790 |
| Gross expenditure | 10,456 | 10,719 |
| Income | (1,262) | (1,166) |
| Net expenditure | 9,194 | 9,553 |
"""


def open_table(text: str) -> tuple[Document, list]:
    parsed = load_markdown(text.encode(), file="trams.md")
    document = Document(Source("trams", "trams.md", "Trams"), parsed.text, parsed.blocks)
    return document, [block for block in document.blocks if block.kind is BlockKind.table_row]


def named(*names: str) -> str:
    held = "".join(f"| {name} | {number} |\n" for number, name in enumerate(names, 7))
    return f"# Trams\n\n| Name | Trams |\n| --- | --- |\n{held}"


@pytest.mark.parametrize(
    ("table", "left"),
    [
        (JOURNEYS, ["North", "Island", "Bay", "Quay"]),
        (JOURNEYS.replace("52.8", "52.9").replace("55.1", "55.2"), ["North", "Island", "Bay", "Quay", "Oxmere"]),
        (JOURNEYS.replace("Oxmere", "All lines"), ["North", "Island", "Bay", "Quay"]),
        (ACCOUNTS, ["Staff", "Premises", "Books", "Income"]),
        (ACCOUNTS.replace("10,719", "10,700").replace("10,456", "10,400"), None),
        (named("Crale", "Pern", "All (3)", "Pern average", "Vane", "Total", "Rest of UK"), ["Crale", "Pern", "Vane"]),
        (named("All Saints", "National Tram Museum", "Bank of England"), None),
        (
            named("Average fare", "Average wait", "Average crowd", "Total"),
            ["Average fare", "Average wait", "Average crowd"],
        ),
    ],
    ids=["a sum", "no sum", "a name", "gross and net", "gross by name alone", "names", "proper names", "alike names"],
)
def test_rows_of_all_the_others_are_left_out(table, left):
    document, rows = open_table(table)
    found = [row.row for row in compared_rows(document, rows)]
    assert found == (left or [row.row for row in rows])


def test_a_table_with_sums_within_it_has_several_totals():
    assert [count_totals(*open_table(table)) for table in (JOURNEYS, ACCOUNTS)] == [1, 2]


@pytest.mark.parametrize(
    ("table", "question", "left"),
    [
        (JOURNEYS, "Which line had the most journeys in 2022/23?", ["North"]),
        (JOURNEYS, "Which line had the fewest journeys in 2022/23?", ["Bay"]),
        (ACCOUNTS, "Which heading had the highest spending in 2024/25?", ["Staff"]),
    ],
)
def test_a_sum_is_no_answer_to_a_superlative(table, question, left):
    document, rows = open_table(table)
    analysed = analyse_question(question)
    asked = asked_extreme(analysed)
    assert asked is not None
    assert [row.row for row in rows if not is_ruled_out(analysed, asked, document, row)] == left


@pytest.mark.parametrize(
    ("heading", "adds_up"),
    [
        ("Electricity generated (MWh)", True),
        ("Corporate income", True),
        ("Separate bins", True),
        ("Candidates", True),
        ("Meanwood", True),
        ("Shared lives places", True),
        ("Employment rate", False),
        ("Share of jobs", False),
        ("Percentage let", False),
        ("Mean wage", False),
        ("Price index", False),
        ("Cost per home", False),
        ("Age", False),
        ("Ranking", False),
    ],
)
def test_a_column_is_not_added_up_by_a_whole_word_of_its_heading(heading, adds_up):
    assert bool(NO_SUM.search(heading)) is not adds_up
