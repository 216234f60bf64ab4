"""A change since a year is told with the last year beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.answering.tables.later import with_last_row
from assistant.answering.tables.since import since_year
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

PAY = """# Pay

| Year | Pay | Posts |
| --- | --- | --- |
| 2021 | 24.1 | 310 |
| 2022 | 25.4 | 297 |
| 2023 | 27.0 | 301 |
"""


@pytest.fixture
def pay() -> Document:
    parsed = load_markdown(PAY.encode(), file="pay.md")
    return Document(Source("pay", "pay.md", "Pay"), parsed.text, parsed.blocks)


def _row(document, year):
    block = next(one for one in document.blocks if one.kind is BlockKind.table_row and one.row == year)
    return Quote(document, None, block.start, block.end)


@pytest.mark.parametrize(
    ("question", "year", "shown"),
    [
        ("Did pay go up compared with 2021?", "2021", ["2021", "2023"]),
        ("Has pay risen since 2022?", "2022", ["2022", "2023"]),
        ("Are there fewer posts than in 2021?", "2021", ["2021", "2023"]),
        ("What was pay in 2021?", "2021", ["2021"]),
        ("Has pay risen since 2021?", "2023", ["2023"]),
        ("Has pay risen since 2023?", "2023", ["2023"]),
        ("Did pay rise between 2021 and 2022?", "2021", ["2021"]),
    ],
)
def test_the_last_row_stands_behind_that_of_the_year_since_which_something_changed(pay, question, year, shown):
    quotes = with_last_row(analyse_question(question), [_row(pay, year)])
    assert [quote.block.row for quote in quotes] == shown


def test_no_quotes_stay_none():
    assert with_last_row(analyse_question("Has pay risen since 2021?"), []) == ()


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("How have fires changed since 2019/20?", 2019),
        ("Is crime down on 2021?", 2021),
        ("Are there more buses than there were in 2021?", 2021),
        ("How does pay compare with 2021?", 2021),
        ("Are waits longer than in 2019?", 2019),
        ("Are there more buses than 2019 levels?", 2019),
        ("Which sites have more than 2000 homes?", 0),
        ("Which sites have grown compared with 2000 homes?", 0),
        ("How many start-ups have set up since 2021?", 0),
        ("Which growth hubs opened since 2019?", 0),
        ("What was spent on climate change since 2021?", 0),
        ("How many buses have run since 2021?", 0),
        ("Did it fall from 2020 to 2021?", 0),
        ("How did 2023 turn out compared with 2021?", 0),
    ],
)
def test_the_year_since_which_a_change_is_asked_for(question, year):
    assert since_year(analyse_question(question)) == year


def _shown(table, question, year):
    parsed = load_markdown(f"# Pay\n\n{table}".encode(), file="pay.md")
    document = Document(Source("pay", "pay.md", "Pay", date="2024-05"), parsed.text, parsed.blocks)
    return [quote.block.row for quote in with_last_row(analyse_question(question), [_row(document, year)])]


def test_a_table_of_several_places_gives_no_last_row():
    rows = "| 2021 | Leeds | 24 |\n| 2023 | Leeds | 27 |\n| 2023 | York | 19 |\n"
    table = f"| Year | Place | Pay |\n| --- | --- | --- |\n{rows}"
    assert _shown(table, "Has pay risen in Leeds since 2021?", "2021") == ["2021"]


@pytest.mark.parametrize("last", ["2030 target | 10", "2030 | 10", "2024 | n/a"])
def test_what_is_yet_to_be_is_no_last_year(last):
    table = f"| Year | Pay |\n| --- | --- |\n| 2021 | 24 |\n| 2023 | 27 |\n| {last} |\n"
    assert _shown(table, "Has pay risen since 2021?", "2021") == ["2021", "2023"]


def test_a_last_row_that_is_quoted_keeps_its_exact_answer(pay):
    last = _row(pay, "2023")
    exact = (last.start, last.start + 4)
    quotes = with_last_row(
        analyse_question("Has pay risen since 2021?"), [_row(pay, "2021"), replace(last, exact=exact)]
    )
    assert [quote.exact for quote in quotes] == [None, exact]
