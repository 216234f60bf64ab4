"""The year in which a row was highest, and the row of all the others."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.computed import compute
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

LANDINGS = """# Harbour review

For the port of Saltham.

Table 1: Landings by species (tonnes)

| Species | 2019 | 2020 | 2021 | 2022 |
| --- | --- | --- | --- | --- |
| Whelk | 702 | 655 | 731 | 588 |
| Crab | 486 | 441 | 486 | 342 |
| Cockle | 12 | – | 14 | 9 |
| All species | 1,200 | 1,096 | 1,231 | 939 |
"""


def computed(question: str):
    parsed = load_markdown(LANDINGS.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Harbour review"), parsed.text, parsed.blocks)
    row = next(block for block in document.blocks if block.kind is BlockKind.table_row)
    return document, compute(analyse_question(question), document, row)


@pytest.mark.parametrize(
    ("question", "year", "said"),
    [
        ("In which year were whelk landings highest?", "2021", "the highest of 4 years in this row"),
        ("In what year were landings of whelk at Saltham the lowest?", "2022", "the lowest of 4 years in this row"),
        ("Which year between 2019 and 2021 had the lowest crab landings?", "2020", "the lowest of 3 years in this row"),
        ("In which year were whelk landings second highest?", "2019", "the second highest of 4 years in this row"),
    ],
)
def test_the_year_of_a_named_row_is_read_off_its_columns(question, year, said):
    _, found = computed(question)
    assert (found.answer.column, found.calculated) == (year, said)


@pytest.mark.parametrize(
    "question",
    [
        "In which year were crab landings highest?",
        "In which year were cockle landings lowest?",
        "In which year were landings of whelk by visitors highest?",
        "In which year were whelk and crab landings highest?",
        "In which year after 2019 were whelk landings highest?",
        "Which species had the highest landings by year?",
    ],
    ids=["two are equal", "a blank", "a word too many", "two rows", "a year named", "no year is asked for"],
)
def test_no_year_is_found_where_it_is_not_certain(question):
    _, found = computed(question)
    assert found is None or "years in this row" not in found.calculated


@pytest.mark.parametrize("question", ["Landings 2021", "How much was landed at Saltham in 2021 in total?"])
def test_a_question_of_the_whole_table_is_answered_by_the_row_of_all(question):
    document, found = computed(question)
    assert document.text[found.answer.start : found.answer.end] == "1,231"
    assert (found.rows[0].row, found.calculated) == ("All species", "")


@pytest.mark.parametrize(
    "question",
    ["Crab landings 2021", "Oyster landings 2021", "Who landed most in 2021?", "How many species were landed in 2021?"],
)
def test_a_row_or_anything_that_the_table_does_not_explain_is_not_its_whole(question):
    _, found = computed(question)
    assert found is None or found.rows[0].row != "All species"
