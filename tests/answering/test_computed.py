"""What is computed over a table's column: extremes, places and sums."""

from __future__ import annotations

import pytest

from assistant.answering.computed import compute
from assistant.answering.question import analyse_question
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

from .samples import CITIES as TABLE

GRANTS = """# Grants

| Programme | Grant | Projects | Year |
| --- | --- | --- | --- |
| Green homes | £1.5m | 12 | 2020 |
| Small firms | £12.25m | 7 | 2021 |
| Bus lanes | £0.5m | 3 | 2022 |
"""


def open_table(text: str) -> Document:
    parsed = load_markdown(text.encode(), file="cities.md")
    return Document(Source("cities", "cities.md", "Cities"), parsed.text, parsed.blocks)


@pytest.fixture
def document() -> Document:
    return open_table(TABLE)


def rows(document):
    return [block for block in document.blocks if block.kind is BlockKind.table_row]


@pytest.mark.parametrize(
    ("question", "city"),
    [
        ("Which city has the most firms?", "Kiln Park"),
        ("Which city has the fewest firms?", "Northvale"),
        ("Where is the share of jobs the highest?", "Northvale"),
        ("what is the city with the lowest share of jobs", "Kiln Park"),
    ],
)
def test_a_superlative_is_the_extreme_row_without_the_total(document, question, city):
    found = compute(analyse_question(question), document, rows(document)[0])
    assert found is not None
    assert [row.row for row in found.rows] == [city]
    assert "of 3 rows" in found.calculated


@pytest.mark.parametrize(
    "question",
    [
        "How many firms does Saltham have?",  # no superlative
        "Which city has the most bridges?",  # no such column, and more than one of numbers
        "Is Saltham the largest?",  # does not ask which
    ],
)
def test_nothing_is_computed_where_the_question_does_not_ask_for_it(document, question):
    assert compute(analyse_question(question), document, rows(document)[0]) is None


def test_a_shared_extreme_is_not_decided(document):
    tied = load_markdown(TABLE.replace("1,310", "1,200").encode(), file="cities.md")
    given = Document(document.source, tied.text, tied.blocks)
    assert compute(analyse_question("Which city has the most firms?"), given, rows(given)[0]) is None


def test_a_table_too_short_to_compare_is_left_alone(document):
    assert compute(analyse_question("Which city has the most wards?"), document, rows(document)[-1]) is None


@pytest.mark.parametrize(
    ("question", "how"),
    [
        ("Where does Saltham rank for firms?", "the second highest of 3 rows under “Firms”"),
        ("What is Kiln Park's rank by number of firms?", "the highest of 3 rows under “Firms”"),
        ("Where does Northvale rank for its share of jobs?", "the highest of 3 rows under “Share of jobs (%)”"),
    ],
)
def test_the_place_of_a_named_row_is_counted_from_the_highest(document, question, how):
    found = compute(analyse_question(question), document, rows(document)[0])
    assert found is not None
    assert found.calculated == how


@pytest.mark.parametrize(
    "question",
    ["Where does Oxmere rank for firms?", "Where does Saltham rank?", "Where does Saltham rank for bridges?"],
    ids=["no such row", "no column", "no such column"],
)
def test_no_place_is_made_up(document, question):
    assert compute(analyse_question(question), document, rows(document)[0]) is None


@pytest.mark.parametrize(
    ("question", "how"),
    [
        ("How much is the grant in total?", "the sum of all rows under “Grant” is £14.25 million"),
        ("How many projects are there altogether?", "the sum of all rows under “Projects” is 22"),
    ],
)
def test_a_sum_names_every_row(question, how):
    document = open_table(GRANTS)
    found = compute(analyse_question(question), document, rows(document)[1])
    assert found is not None
    assert found.calculated == how
    assert [row.row for row in found.rows] == ["Green homes", "Small firms", "Bus lanes"]


@pytest.mark.parametrize(
    ("table", "question"),
    [
        (GRANTS, "What is the total of the years?"),
        (GRANTS, "What is the total grant for bus lanes?"),
        (GRANTS.replace("£1.5m", "1.5m"), "How much is the grant in total?"),
        (GRANTS.replace("£1.5m", "about £1.5m"), "How much is the grant in total?"),
        (TABLE, "How many firms are there in total?"),
        (TABLE, "What is the total share of jobs?"),
    ],
    ids=["years", "one row", "two units", "no number", "the table has a total", "shares"],
)
def test_what_cannot_be_summed_is_not(table, question):
    document = open_table(table)
    assert compute(analyse_question(question), document, rows(document)[0]) is None
