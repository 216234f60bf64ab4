"""A change since a year is told with the last year beside it."""

from __future__ import annotations

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
        ("Are there more buses than there were in 2021?", 0),
        ("How many buses have run since 2021?", 0),
        ("Did it fall from 2020 to 2021?", 0),
        ("How did 2023 turn out compared with 2021?", 0),
    ],
)
def test_the_year_since_which_a_change_is_asked_for(question, year):
    assert since_year(analyse_question(question)) == year
