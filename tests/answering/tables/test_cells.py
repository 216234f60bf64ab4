"""The cells of a row that are asked for, and the rows of a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.cells import ASKS_CHANGE, asked_cells, table_rows, without_bracket
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

from ..samples import CITIES as TABLE


@pytest.fixture
def document() -> Document:
    parsed = load_markdown(TABLE.encode(), file="cities.md")
    return Document(Source("cities", "cities.md", "Cities"), parsed.text, parsed.blocks)


def rows(document):
    return [block for block in document.blocks if block.kind is BlockKind.table_row]


def test_the_rows_of_one_table_do_not_mix_with_another(document):
    assert [row.row for row in table_rows(document, rows(document)[1])] == [
        "Saltham",
        "Northvale",
        "Kiln Park",
        "All cities",
    ]


YEARS = """# Patents

| Place | 2020 | 2021 | Information Technology | Grand total |
| --- | --- | --- | --- | --- |
| Saltham | 34 | 29 | 11 | 74 |
"""


SCHEMES = """# Schemes

| Scheme | Jobs | Budget 2023 | Budget 2024 |
| --- | --- | --- | --- |
| Kiln | 34 | 29 | 11 |
"""


def test_a_column_that_is_asked_for_is_shown_whatever_year_it_is_since():
    row = rows(load_markdown(SCHEMES.encode(), file="schemes.md"))[0]
    for question in ("How many more jobs has Kiln created since 2019?", "By how much are Kiln's jobs up on 2019?"):
        assert "Jobs" in [cell.column for cell in asked_cells(analyse_question(question), row)]
    homes = analyse_question("Which schemes have more than 2000 jobs?")
    assert [cell.column for cell in asked_cells(homes, row)] == ["Scheme", "Jobs"]


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("Saltham's patents in 2021?", ["Place", "2021"]),
        ("How many patents had Saltham in 2020 and in 2021?", ["Place", "2020", "2021"]),
        ("IT patents of Saltham", ["Place", "Information Technology"]),
        ("What is the grand total for Saltham?", ["Place", "Grand total"]),
        ("What did Saltham file in 2019?", []),
        ("How many patents has Saltham?", []),
        ("How many patents had Saltham from 2020 to 2021?", []),
        ("How did the patents of Saltham change from 2020 to 2021?", ["Place", "2020", "2021"]),
        ("By how much did Saltham's patents fall between 2020 and 2021?", ["Place", "2020", "2021"]),
        ("By how much did Saltham's patents shrink between 2020 and 2021?", ["Place", "2020", "2021"]),
        ("Did Saltham's output improve or worsen, from 2020 to 2021?", []),
        ("How far did Saltham's patents worsen between 2020 and 2021?", ["Place", "2020", "2021"]),
        ("By how much did patents in Saltham double from 2020 to 2021?", ["Place", "2020", "2021"]),
        ("How many double patents had Saltham from 2020 to 2021?", []),
        ("How have Saltham's patents changed since 2020?", ["Place", "2020", "2021"]),
        ("By how much are Saltham's patents fewer than in 2020?", ["Place", "2020", "2021"]),
        ("How many patents has Saltham had since 2020?", ["Place", "2020"]),
        ("How have Saltham's patents changed since 2021?", ["Place", "2021"]),
        ("Saltham's patents, 2020-2021 altogether?", ["Place", "Grand total"]),
        ("2020, 2021, information technology and the grand total of Saltham", ["Place", "2020", "2021"]),
    ],
)
def test_the_cells_asked_for_are_those_whose_columns_are_named(question, columns):
    parsed = load_markdown(YEARS.encode(), file="patents.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


PREMIUMS = """# Premiums

| Band | Buildings 2022 | Buildings 2023 | Contents 2022 | Main contents 2022 | Total |
| --- | --- | --- | --- | --- | --- |
| C | 182 | 191 | 73 | 50 | 255 |
"""


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("What is the buildings premium for band C in 2022?", ["Band", "Buildings 2022"]),
        ("What are the main contents of band C in 2022?", ["Band", "Main contents 2022"]),
        ("Buildings and contents in 2022?", ["Band", "Buildings 2022", "Contents 2022", "Main contents 2022"]),
        ("What does band C pay in 2022?", ["Band", "Buildings 2022", "Contents 2022", "Main contents 2022"]),
    ],
    ids=["one measure", "the closer one", "two measures", "none named"],
)
def test_of_the_columns_of_one_year_those_of_the_measure_are_said(question, columns):
    parsed = load_markdown(PREMIUMS.encode(), file="premiums.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


COSTS = """# Costs

| Year | Surveys | Contract | Total |
| --- | --- | --- | --- |
| 2021/22 | 31 | 548 | 579 |
"""


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("What is the total cost of surveys in 2021/22?", ["Year", "Surveys"]),
        ("What are the surveys and the total in 2021/22?", ["Year", "Surveys", "Total"]),
        ("What is the total in 2021/22?", ["Year", "Total"]),
    ],
)
def test_a_total_of_one_thing_is_not_the_column_of_totals(question, columns):
    parsed = load_markdown(COSTS.encode(), file="costs.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


def test_a_short_row_is_said_whole(document):
    row = next(block for block in document.blocks if block.row == "Saltham" and len(block.cells) == 2)
    assert asked_cells(analyse_question("How many wards has Saltham?"), row) == ()


EMISSIONS = """# Emissions

Table 2: Emissions by ward

| Ward | Emissions (kt) | Per head (tonnes) | Homes |
| --- | --- | --- | --- |
| Crale | 31 | 5.4 | 579 |
"""


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("What is the amount per head in Crale?", ["Ward", "Per head (tonnes)"]),
        ("What are the emissions of Crale?", ["Ward", "Emissions (kt)"]),
        ("What are the emissions per head in Crale?", ["Ward", "Emissions (kt)", "Per head (tonnes)"]),
        ("What are the tonnes of Crale?", []),
    ],
)
def test_a_heading_is_named_without_its_unit(question, columns):
    parsed = load_markdown(EMISSIONS.encode(), file="emissions.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("E coli cases at Pern", ["Site", "E. coli"]),
        ("C diff cases at Pern", ["Site", "C. difficile"]),
        ("How difficult was Pern?", []),
        ("diff at Pern", []),
    ],
    ids=["whole", "cut off", "another word", "without the rest of the heading"],
)
def test_a_column_may_be_named_by_a_word_that_is_cut_off(question, columns):
    held = "| Site | MRSA | C. difficile | E. coli |\n| --- | --- | --- | --- |\n| Pern | 3 | 48 | 71 |\n"
    parsed = load_markdown(held.encode(), file="sites.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


@pytest.mark.parametrize(
    ("question", "asks"),
    [("How much did rents rise?", True), ("Which rents are rising?", True), ("How many homes are at risk?", False)],
)
def test_a_risk_is_no_rise(question, asks):
    assert bool(ASKS_CHANGE.search(question)) is asks


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("Did Saltham reach its target for patents?", []),
        ("What was the target for Saltham?", ["Place", "Target"]),
    ],
)
def test_whether_a_target_was_met_is_told_by_the_whole_row(question, columns):
    text = "# Patents\n\n| Place | Target | 2022 | 2023 |\n| --- | --- | --- | --- |\n| Saltham | 85 | 70 | 77 |\n"
    parsed = load_markdown(text.encode(), file="patents.md")
    document = Document(Source("patents", "patents.md", "Patents"), parsed.text, parsed.blocks)
    (row,) = rows(document)
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


@pytest.mark.parametrize(
    ("heading", "without"),
    [("Per head (tonnes)", "Per head"), ("Jobs (net) created", "Jobs (net) created"), ("Jobs", "Jobs"), ("(all)", "")],
)
def test_a_bracket_behind_a_heading_is_no_part_of_its_name(heading, without):
    assert without_bracket(heading) == without


CASES = """# Cases

| Cases open (30 June) | 2020–21 | 2021–22 | 2022–23 |
| --- | --- | --- | --- |
| All cases | 229 | 241 | 312 |
"""


@pytest.mark.parametrize(
    ("question", "caption", "columns"),
    [
        ("All cases at 31 March 2022?", "Cases", ["2021–22"]),
        ("All cases at 30 June 2022?", "Cases (30 June)", ["2021–22"]),
        ("All cases at 30 June 2022?", "Cases", ["2022–23"]),
        ("All cases in 2022?", "Cases (30 June)", ["2022–23"]),
        ("All cases at 31 March 2019?", "Cases", []),
    ],
    ids=["the financial year's end", "the table's own day", "any day", "no day", "no such year"],
)
def test_a_day_that_ends_a_year_names_the_span_it_ends(question, caption, columns):
    parsed = load_markdown(CASES.encode(), file="cases.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    found = asked_cells(analyse_question(question), replace(row, table=caption))
    assert [cell.column for cell in found[1:]] == columns


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("How long do patients wait for hips?", ["Ward", "Median wait (weeks)"]),
        ("How many patients are waiting for hips?", ["Ward", "Patients waiting"]),
    ],
)
def test_how_long_asks_for_the_columns_of_times(question, columns):
    text = (
        "| Ward | Patients waiting | Median wait (weeks) | Waiting over 52 weeks |\n| --- | --- | --- | --- |\n"
        "| Hips | 2,930 | 19 | 4 |\n"
    )
    (row,) = load_markdown(text.encode(), file="d.md").blocks
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("How much herring was landed?", ["Fish", "Weight (tonnes)"]),
        ("How much is the herring worth?", []),
        ("What is the value of the herring?", []),
    ],
)
def test_how_much_there_is_of_a_thing_asks_for_the_column_of_weights(question, columns):
    text = "| Fish | Weight (tonnes) | Value (£000) |\n| --- | --- | --- |\n| Herring | 5,200 | 4,100 |\n"
    (row,) = load_markdown(text.encode(), file="d.md").blocks
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns


@pytest.mark.parametrize(
    ("question", "head", "columns"),
    [
        ("How long is the Kiln tunnel?", "| Tunnel | Length (km) | Journey time (minutes) |", []),
        ("How long has Kiln been trading?", "| Firm | Founded | Lease (years) |", []),
        ("How much milk did Kiln produce?", "| Farm | Milk | Feed (tonnes) |", []),
        ("How much feed did Kiln use?", "| Farm | Milk | Feed (tonnes) |", ["Farm", "Feed (tonnes)"]),
    ],
)
def test_a_unit_alone_makes_no_column_the_asked_one(question, head, columns):
    (row,) = load_markdown(f"{head}\n| --- | --- | --- |\n| Kiln | 4 | 3 |\n".encode(), file="d.md").blocks
    assert [cell.column for cell in asked_cells(analyse_question(question), row)] == columns
