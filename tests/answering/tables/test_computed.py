"""What is computed over a table's column: extremes, places and sums."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.computed import compute
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

from ..samples import CITIES as TABLE

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
        ("Which of the three cities has the most firms?", "Kiln Park"),
        ("Which city boasts the most firms?", "Kiln Park"),
        ("Which city shows the lowest share of jobs?", "Kiln Park"),
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
        "Which of the five cities has the most firms?",  # the table has three
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
        (TABLE, "What is the total share of jobs?"),
    ],
    ids=["years", "one row", "two units", "no number", "shares"],
)
def test_what_cannot_be_summed_is_not(table, question):
    document = open_table(table)
    assert compute(analyse_question(question), document, rows(document)[0]) is None


BRIDGES = """# Bridges

Table 1: Footbridges

| Bridge | Length |
| --- | --- |
| Crale | 120 m |
| Pern | 80 m |
| Kiln Mill | 95 m |
"""


@pytest.mark.parametrize(
    ("lengths", "how"),
    [
        (("120 m", "80 m", "95 m"), "295 m"),
        (("120m", "80m", "95m"), "295m"),
        (("120 m", "80", "95 m"), None),
    ],
    ids=["metres", "without a space", "one without a unit"],
)
def test_metres_are_added_up_as_they_are_written(lengths, how):
    table = BRIDGES
    for old, new in zip(("120 m", "80 m", "95 m"), lengths, strict=True):
        table = table.replace(old, new)
    document = open_table(table)
    found = compute(analyse_question("What is the total length of the three bridges?"), document, rows(document)[0])
    assert (found and found.calculated) == (how and f"the sum of all rows under “Length” is {how}")


TRUSTS = """# Grants

| Trust | Paid |
| --- | --- |
| Crale | £120 |
| Pern | £80 |
| Kiln Mill | £95 |
"""


def test_what_is_paid_to_all_rows_is_added_up():
    document = open_table(TRUSTS)
    found = compute(analyse_question("What was the total paid to the three trusts?"), document, rows(document)[0])
    assert found is not None
    assert found.calculated == "the sum of all rows under “Paid” is £295"


@pytest.mark.parametrize(("length", "bridge"), [("80 m", "Crale"), ("80", None)])
def test_metres_are_compared_with_metres_alone(length, bridge):
    document = open_table(BRIDGES.replace("80 m", length))
    found = compute(analyse_question("Which bridge has the greatest length?"), document, rows(document)[0])
    assert (found and found.rows[0].row) == bridge


LOTS = """# Bus report

Table 1: Contracts in the north

| Lot | Round | Operator | Depot | Vehicles | Price 2023 (£m) | Length |
| --- | --- | --- | --- | --- | --- | --- |
| N1 | 1 | Northline | Crale | 142 | 21.4 | 8 months |
| N2 | 1 | Stagwell | Pern | 88 | 12.0 | 2 years |
| N3 (small) | 1 | Dunmore | own | 14 | 1.6 | 1 year |
| C1 | 2 | Northline | Vane | 117 | 18.2 | 3 years |
| Total | | | | 361 | 53.2 | |
"""


@pytest.mark.parametrize(
    ("question", "found", "answer", "how"),
    [
        ("Which lot has the second most vehicles?", ["C1"], "C1", "the second highest of 4 rows under “Vehicles”"),
        ("Which lot has the 2nd-lowest price?", ["N2"], "N2", "the second lowest of 4 rows under “Price 2023 (£m)”"),
        (
            "Which two lots have the fewest vehicles?",
            ["N2", "N3 (small)"],
            None,
            "the two lowest of 4 rows under “Vehicles”",
        ),
        (
            "What are the top three lots by price?",
            ["N1", "N2", "C1"],
            None,
            "the three highest of 4 rows under “Price 2023 (£m)”",
        ),
        ("Which lot in the north has the most vehicles?", ["N1"], "N1", "the highest of 4 rows under “Vehicles”"),
        ("Which depot has the most vehicles?", ["N1"], "Crale", "the highest of 4 rows under “Vehicles”"),
        (
            "What is the operator of the lot with the most vehicles?",
            ["N1"],
            "Northline",
            "the highest of 4 rows under “Vehicles”",
        ),
        ("What is the lowest price?", ["N3 (small)"], "1.6", "the lowest of 4 rows under “Price 2023 (£m)”"),
    ],
)
def test_a_superlative_is_taken_as_it_is_said(question, found, answer, how):
    document = open_table(LOTS)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert computed is not None
    cell = computed.answer
    assert [row.row for row in computed.rows] == found
    assert (cell and document.text[cell.start : cell.end], computed.calculated) == (answer, how)


@pytest.mark.parametrize(
    "question",
    [
        "Which small lot has the most vehicles?",
        "Which lot of the second round has the most vehicles?",
        "Which lot had the highest price in 2022?",
        "Which lot apart from N1 has the most vehicles?",
        "Which operator has the most vehicles?",
        "Which bus has the most vehicles?",
        "Who has the most vehicles?",
        "Which lot has the most vehicles per depot?",
        "Which lot has the most electric vehicles?",
        "Which lot has the most vehicles and the lowest price?",
        "Which lot has the fifth most vehicles?",
        "Which lot has the greatest length?",
        "Which lot is the largest?",
    ],
    ids=[
        "some rows",
        "part",
        "another year",
        "all but one",
        "an operator of two lots",
        "no heading",
        "nobody",
        "a ratio",
        "no such word",
        "two superlatives",
        "no fifth",
        "months and years",
        "no measure",
    ],
)
def test_no_superlative_is_made_up_where_the_table_leaves_a_word_unexplained(question):
    document = open_table(LOTS)
    assert compute(analyse_question(question), document, rows(document)[0]) is None


MONTHS = """# Visitors

| Month | Visitors 2023/24 | Score rank |
| --- | --- | --- |
| November 2023 | 12 | 2 |
| December 2023 | 15 | 1 |
| January 2024 | 22 | 4 |
| February 2024 | 15 | 3 |
| Year | 64 | |
"""


def test_a_last_row_that_is_the_sum_of_the_others_is_not_compared():
    document = open_table(MONTHS)
    found = compute(analyse_question("Which month had the most visitors?"), document, rows(document)[0])
    assert found is not None
    assert (found.rows[0].row, found.calculated) == ("January 2024", "the highest of 4 rows under “Visitors 2023/24”")


@pytest.mark.parametrize(
    "question",
    [
        "Which month in 2023 had the most visitors?",
        "Which month had the second most visitors?",
        "Which month has the highest score rank?",
        "How many visitors were there in total between November 2023 and January 2024?",
    ],
    ids=["a part of the rows", "a tie", "ranks", "a span"],
)
def test_nothing_is_computed_over_a_part_a_tie_a_rank_or_a_hidden_total(question):
    document = open_table(MONTHS)
    assert compute(analyse_question(question), document, rows(document)[0]) is None


COSTS = """# Costs

Table 2: Cost of dredging

| Area | Surveys 2022 | Surveys 2023 | Berths | Total |
| --- | --- | --- | --- | --- |
| Cook | 31 | 33 | 4 | 70 |
| Cook supervisor | 36 | 40 | 5 | 80 |
| Quay (old) | 12 | 15 | 6 | 30 |
"""


@pytest.mark.parametrize(
    ("table", "question", "how"),
    [
        (COSTS, "Total berths of quay and cook", "the sum of “Cook” and “Quay (old)” under “Berths” is 10"),
        (
            COSTS,
            "Cook supervisor and quay berths together",
            "the sum of “Cook supervisor” and “Quay (old)” under “Berths” is 11",
        ),
        (COSTS, "What is the total cost of cook and quay?", "the sum of “Cook” and “Quay (old)” under “Total” is 100"),
        (
            COSTS,
            "Surveys of quay in 2022 and 2023 in total",
            "the sum of “Surveys 2022” and “Surveys 2023” for “Quay (old)” is 27",
        ),
        (
            LOTS,
            "Vehicles in the first round in total",
            "the sum of “N1”, “N2” and “N3 (small)” under “Vehicles” is 244",
        ),
        (LOTS, "How many vehicles has Northline in total?", "the sum of “N1” and “C1” under “Vehicles” is 259"),
    ],
    ids=["rows", "a longer name", "the column of totals", "years", "a numbered part", "a named part"],
)
def test_the_rows_or_years_that_are_named_are_summed(table, question, how):
    document = open_table(table)
    found = compute(analyse_question(question), document, rows(document)[0])
    assert found is not None
    assert found.calculated == how


@pytest.mark.parametrize(
    ("table", "question"),
    [
        (COSTS, "Total berths of cook and quay except the old one"),
        (COSTS, "Total wooden berths of cook and quay"),
        (COSTS, "Surveys of quay in 2022 and 2024 in total"),
        (LOTS, "How many vehicles has Northline in the first round in total?"),
    ],
    ids=["all but one", "no such word", "no such year", "a part of a part"],
)
def test_no_sum_of_what_is_not_named_exactly(table, question):
    document = open_table(table)
    assert compute(analyse_question(question), document, rows(document)[0]) is None


FERRIES = """# Ferry statistics

Table 3: Emissions of the ferry lines, tonnes

| Line | 2021 | 2022 | Total |
| --- | --- | --- | --- |
| North line | 310 | 205 | 515 |
| Net emissions of the yard | -40 | -25 | -65 |
| Island line | 120 | 290 | 410 |
| Bay line | 90 | 81 | 171 |
"""
BERTHS = """# Berths

Table 4: Berths and what was spent on them, £

| Berth | Quay | Applied | Declined | Opening |
| --- | --- | --- | --- | --- |
| East | Old | 41 | 7 | phase 1 |
| West | New | 12 | 9 | phase 2 |
| Fish | Old | 30 | 2 | phase 2 |
| Yard | New | 8 | 1 | phase 3 |
"""


@pytest.mark.parametrize(
    ("table", "question", "found", "how"),
    [
        (
            FERRIES,
            "Which line had the highest emissions in 2021?",
            "North line",
            "the highest of 4 rows under “2021”",
        ),
        (
            FERRIES,
            "Which line produced the most emissions over the whole period?",
            "North line",
            "the highest of 4 rows under “Total”",
        ),
        (BERTHS, "Which berth had the most applications?", "East", "the highest of 4 rows under “Applied”"),
    ],
    ids=["a word of one row's name", "the total of the years", "another form of the word"],
)
def test_a_superlative_is_found_under_the_table_s_own_words(table, question, found, how):
    document = open_table(table)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert computed is not None
    assert ([row.row for row in computed.rows], computed.calculated) == ([found], how)


def test_money_is_what_a_column_in_pounds_holds():
    document = open_table(FERRIES.replace("Emissions of the ferry lines, tonnes", "Grants to the ferry lines, £"))
    computed = compute(analyse_question("Which line gets the most money?"), document, rows(document)[0])
    assert computed is not None
    assert [row.row for row in computed.rows] == ["North line"]


def test_all_rows_are_shown_where_a_year_is_named_and_what_is_compared_is_not_known():
    document = open_table(FERRIES)
    computed = compute(analyse_question("Which line carried most in 2022?"), document, rows(document)[0])
    assert computed is not None
    assert [document.text[cell.start : cell.end] for cell in computed.cells] == ["205", "-25", "290", "81"]
    assert (computed.answer, computed.calculated) == (None, "")


@pytest.mark.parametrize(
    "question",
    [
        "Which line carried most in 2020?",
        "Which line of the yard carried most in 2022?",
        "Which line carried most of the Oxmere cargo in 2022?",
        "Which is the most scenic line?",
    ],
    ids=["no such year", "one row", "a name that the table does not have", "no column"],
)
def test_no_column_is_shown_that_the_question_narrows_or_does_not_name(question):
    document = open_table(FERRIES)
    assert compute(analyse_question(question), document, rows(document)[0]) is None


@pytest.mark.parametrize(
    ("question", "found", "how"),
    [
        ("Which berths open in phase 2?", ["West", "Fish"], "2 of 4 rows have “phase 2” under “Opening”"),
        ("What berths are on the Old quay?", ["East", "Fish"], "2 of 4 rows have “Old” under “Quay”"),
        (
            "What are the two berths planned for phase 2?",
            ["West", "Fish"],
            "2 of 4 rows have “phase 2” under “Opening”",
        ),
    ],
)
def test_the_rows_that_hold_what_is_asked_for_are_all_given(question, found, how):
    document = open_table(BERTHS)
    computed = compute(analyse_question(question), document, rows(document)[1])
    assert computed is not None
    assert ([row.row for row in computed.rows], computed.calculated) == (found, how)


@pytest.mark.parametrize(
    "question",
    [
        "Which berths do not open in phase 2?",
        "Which berths open in phase 1?",
        "Which berths on the Old quay open in phase 2?",
        "Which ships open in phase 2?",
        "Which berths for yachts open in phase 2?",
        "How many berths open in phase 2?",
        "Which berths with 9 declined open in phase 2?",
        "Which three berths open in phase 2?",
    ],
    ids=[
        "all others",
        "one row",
        "two columns",
        "no such heading",
        "an unexplained word",
        "a count",
        "a number",
        "three",
    ],
)
def test_no_rows_are_given_where_others_may_be_meant(question):
    document = open_table(BERTHS)
    assert compute(analyse_question(question), document, rows(document)[1]) is None


CRANES = """# Port report

Table 5: Sheds and their cranes

| Name | Cranes | Owner |
| --- | --- | --- |
| Red | 1 | port |
| Green | 1 | town |
| Blue | 2 | port |
| Grey | 3 | guild |
"""


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which sheds have one crane?", ["Red", "Green"]),
        ("Which sheds have 1 crane?", ["Red", "Green"]),
        ("Which sheds have two cranes?", None),
        ("Which sheds belong to the port?", None),
    ],
    ids=["in words", "in figures", "one row", "an unexplained word"],
)
def test_rows_are_asked_for_by_a_number_and_by_what_the_table_is_of(question, found):
    document = open_table(CRANES)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert (computed and [row.row for row in computed.rows]) == found


def test_rows_that_measure_different_things_are_not_compared():
    document = open_table(CRANES.replace("Name", "Measure"))
    assert compute(analyse_question("Which measure has the most cranes?"), document, rows(document)[0]) is None


WARDS = """# Ward report

Table 6: Emissions by ward, 2022

| Ward | Emissions (kt) | Change since 2005 (%) |
| --- | --- | --- |
| Crale | 31 | -46 |
| Pern | 44 | 7 |
| Vane | 12 | -21 |
| Oxmere | 19 | 3 |
"""


@pytest.mark.parametrize(
    ("table", "question", "found"),
    [
        (WARDS, "Which ward saw the biggest fall in emissions since 2005?", "Crale"),
        (WARDS, "Which ward had the second largest fall since 2005?", "Vane"),
        (WARDS, "Which ward had the largest increase in emissions?", "Pern"),
        (WARDS.replace("-46", "46").replace("-21", "21"), "Which ward had the biggest fall since 2005?", None),
        (WARDS, "Which ward had the smallest fall since 2005?", None),
        (WARDS, "Which ward had the biggest fall since 2010?", None),
        (WARDS, "Which ward had the biggest fall in jobs since 2005?", None),
        (WARDS.replace("Change since", "Share of"), "Which ward had the biggest fall since 2005?", None),
        (WARDS.replace("Change", "Fall").replace("| -", "| "), "Which ward had the biggest fall since 2005?", "Crale"),
    ],
    ids=["fall", "second", "rise", "none fell", "smallest", "year", "measure", "no change", "a column of falls"],
)
def test_the_most_of_a_fall_is_the_lowest_change(table, question, found):
    document = open_table(table)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert (computed and computed.rows[0].row) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which wards saw emissions fall since 2005?", ["Crale", "Vane"]),
        ("Which wards lost emissions?", ["Crale", "Vane"]),
        ("Which wards' emissions rose?", ["Pern", "Oxmere"]),
        ("Which wards lost jobs?", []),
        ("Which wards fell by more than 30%?", []),
        ("Which schools lost emissions?", []),
        ("Why did emissions fall?", []),
        ("Which wards saw emissions fall since 2010?", []),
    ],
    ids=["fall", "lost", "rise", "of something else", "by how much", "no such rows", "not which", "another year"],
)
def test_the_rows_that_fell_are_those_below_nothing(question, found):
    document = open_table(WARDS)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert [row.row for row in computed.rows] == found if computed else not found


def test_which_grew_fastest_is_the_biggest_rise_between_its_years():
    held = "| Crale | 10 | 18 |\n| Pern | 40 | 41 |\n| Vane | 7 | 9 |\n"
    document = open_table(f"# Boats\n\n| Quay | 2019 | 2024 |\n| --- | --- | --- |\n{held}")
    found = compute(analyse_question("Which quay grew fastest between 2019 and 2024?"), document, rows(document)[0])
    assert found is not None
    assert [row.row for row in found.rows] == ["Crale"]


def test_a_word_for_anything_names_the_row():
    held = "| Ropes | 14 | 11 | 25 |\n| Sails | 9 | 12 | 21 |\n| Oars | 2 | 1 | 3 |\n"
    document = open_table(f"# Costs\n\n| Costs | 2023 | 2024 | Total |\n| --- | --- | --- | --- |\n{held}")
    found = compute(analyse_question("What's the biggest item in the costs?"), document, rows(document)[0])
    assert found is not None
    assert document.text[found.answer.start : found.answer.end] == "Ropes"


@pytest.mark.parametrize(
    ("question", "region"),
    [("Which city has the most firms?", "Northvale"), ("Which company has the most firms?", "")],
    ids=["another word for a place", "another kind"],
)
def test_a_place_may_be_called_otherwise_than_the_heading_does(question, region):
    held = "| Northvale | 10 | 30 |\n| Saltham | 7 | 45 |\n| Holme | 2 | 8 |\n"
    document = open_table(f"# Firms\n\n| Region | Firms | Jobs |\n| --- | --- | --- |\n{held}")
    found = compute(analyse_question(question), document, rows(document)[0])
    assert (found.rows[0].row if found else "") == region


SPENDING = """# Accounts

Table 7: Spending by heading, £000s

| Heading | 2023/24 | 2024/25 | Open |
| --- | --- | --- | --- |
| Staff | 7,204 | +7,611 | 8am to 7pm |
| Books | 861 | 790 | 9am to 5pm |
| Income | (1,262) | (1,166) | 7am to 4pm |
| Vans | 244 | −8 | 10am to 6pm |
"""


@pytest.mark.parametrize(
    ("table", "question", "found"),
    [
        (SPENDING, "Which heading had the highest spending in 2024/25?", "Staff"),
        (SPENDING, "Which heading had the lowest spending in 2024/25?", None),
        (SPENDING.replace("(1,166)", "31"), "Which heading had the lowest spending in 2024/25?", "Vans"),
        (
            SPENDING.replace("+7,611", "(7,611)").replace("790", "(790)").replace("−8", "(8)"),
            "Which heading had the highest spending in 2024/25?",
            None,
        ),
        (SPENDING, "Which heading is open the most?", None),
    ],
    ids=["signs", "an income", "a minus", "all in brackets", "times of day"],
)
def test_figures_are_compared_by_their_signs(table, question, found):
    document = open_table(table)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert (computed and computed.rows[0].row) == found


PLANTING = """# Parks

## Tree planting programme

| Site | Trees planted | Of which whips | Cost (£) |
| --- | --- | --- | --- |
| Hob | 3,200 | 1,900 | 14,720 |
| Weir | 640 | 0 | 21,350 |
| Gallows | 2,760 | 2,100 | 9,940 |
"""
PUPILS = """# Museums

Table 8: Visitors to museums

| Site | Visitors | Of which school pupils | Share of pupils (%) |
| --- | --- | --- | --- |
| Crale | 48,700 | 6,330 | 13.0 |
| Pern | 22,150 | 5,980 | 27.0 |
| Vane | 31,900 | 1,595 | 5.0 |
"""


@pytest.mark.parametrize(
    ("table", "question", "found", "how"),
    [
        (PLANTING, "What was the total cost of tree planting?", None, "the sum of all rows under “Cost (£)” is 46,010"),
        (PLANTING, "How many trees were planted in total?", None, "the sum of all rows under “Trees planted” is 6,600"),
        (
            PLANTING,
            "Which site had the highest cost of trees planted?",
            "Weir",
            "the highest of 3 rows under “Cost (£)”",
        ),
        (
            PLANTING,
            "Which site had the most trees planted?",
            "Hob",
            "the highest of 3 rows under “Trees planted”",
        ),
        (PLANTING, "What was the total cost of whips?", None, None),
        (
            PUPILS,
            "Which site had the highest share of school pupils?",
            "Pern",
            "the highest of 3 rows under “Share of pupils (%)”",
        ),
        (
            PUPILS,
            "Which site had the most school pupils?",
            "Crale",
            "the highest of 3 rows under “Of which school pupils”",
        ),
        (PUPILS, "Which site had the highest share of visitors?", None, None),
    ],
    ids=["cost", "trees", "most cost", "most trees", "cost of a part", "share", "number", "share of others"],
)
def test_a_column_is_named_by_what_the_table_is_not_of_anyway(table, question, found, how):
    document = open_table(table)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert (computed and computed.calculated) == how
    assert found is None or (computed and computed.rows[0].row) == found


FLOODS = """# Floods

Table 9: Properties flooded, by ward

| Ward | Homes | Repairs (£) | Deepest water (m) | Earliest start |
| --- | --- | --- | --- | --- |
| Sallow | 164 | 21,350 | 1.35 | 2027 |
| Eastgate | 38 | 9,940 | 1.10 | 2025 |
| Upper Hob | 61 | 14,720 | 0.70 | 2028 |
"""


@pytest.mark.parametrize(
    ("table", "question", "found", "how"),
    [
        (FLOODS, "Where was the water deepest?", "Sallow", "the highest of 3 rows under “Deepest water (m)”"),
        (FLOODS, "Where was the water shallowest?", "Upper Hob", "the lowest of 3 rows under “Deepest water (m)”"),
        (FLOODS, "Which ward had the cheapest repairs?", "Eastgate", "the lowest of 3 rows under “Repairs (£)”"),
        (FLOODS, "Which ward has the dearest repairs?", "Sallow", "the highest of 3 rows under “Repairs (£)”"),
        (FLOODS, "Which ward has the earliest start?", "Eastgate", "the lowest of 3 rows under “Earliest start”"),
        (PLANTING, "Which site had the cheapest tree planting?", "Gallows", "the lowest of 3 rows under “Cost (£)”"),
        (PLANTING, "Which site had the cheapest whips?", None, None),
        (FLOODS, "Which ward had the cheapest homes flooded?", None, None),
        (FLOODS, "Which ward has the deepest debts?", None, None),
        (FLOODS, "Which ward was the busiest?", None, None),
        (FLOODS, "Which ward has the latest start?", None, None),
        (FLOODS.replace("Repairs (£)", "Repairs"), "Which ward had the cheapest repairs?", None, None),
    ],
    ids=[
        "deep",
        "shallow",
        "cheap",
        "dear",
        "early",
        "of what the table is of",
        "of a part",
        "of another column",
        "an unexplained word",
        "no such column",
        "not the latest",
        "no price",
    ],
)
def test_a_superlative_of_one_measure_is_compared_in_it_alone(table, question, found, how):
    document = open_table(table)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert (computed and computed.calculated) == how
    assert found is None or (computed and computed.rows[0].row) == found


FARES = """# Trams

Table 10: Fares by line

| Line | Peak fare (£) | Off-peak fare (£) | Stops |
| --- | --- | --- | --- |
| North | 3.10 | 2.00 | 9 |
| Bay | 4.10 | 1.90 | 7 |
| Quay | 2.20 | 2.10 | 12 |
"""


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which line has the cheapest peak fare?", "Quay"),
        ("Which line has the cheapest off-peak fare?", "Bay"),
        ("Which line has the highest off-peak fare?", "Quay"),
        ("Which line has the cheapest fare?", None),
        ("Which line has the highest fare?", None),
        ("Which line has the most stops?", "Quay"),
    ],
)
def test_one_of_several_columns_is_named_by_more_than_they_share(question, found):
    document = open_table(FARES)
    computed = compute(analyse_question(question), document, rows(document)[0])
    assert (computed and computed.rows[0].row) == found


LEAGUE = """# Schools

| School | {heading} | Pupils |
| --- | --- | --- |
| Weir | {weir} | 320 |
| Crale | 3 | 410 |
| Hale | 4 | 275 |
| Pern | 2 | 505 |
"""


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("League place", "Which school has the highest league place?"),
        ("League place", "Where does Weir come by league place?"),
        ("League place 2023", "Which school had the lowest league place in 2023?"),
        ("Place in league", "Which school has the highest place in the league?"),
        ("Placing", "Which school has the highest placing?"),
        ("Finish", "Which school had the highest finish?"),
        ("Overall standing", "Which school has the highest overall standing?"),
        ("League place", "What is the total of the league places?"),
        ("League position", "What is the total of the league positions?"),
    ],
)
def test_places_in_an_order_are_no_amounts(heading, question):
    document = open_table(LEAGUE.format(heading=heading, weir="1"))
    assert compute(analyse_question(question), document, rows(document)[0]) is None


@pytest.mark.parametrize(
    ("heading", "weir", "question", "how"),
    [
        ("Places", "1", "Which school has the most places?", "the highest of 4 rows under “Places”"),
        ("Sixth form places", "1", "How many sixth form places are there in total?", None),
        ("Cost per place", "8", "Which school has the highest cost per place?", None),
        ("Children placed", "1", "Which school has the most children placed?", None),
        ("Place of safety orders", "8", "Which school had the most place of safety orders?", None),
        ("Standing passengers", "8", "Which school has the most standing passengers?", None),
        ("League place", "1.5", "Which school has the highest league place?", None),
    ],
)
def test_places_to_be_had_are_amounts(heading, weir, question, how):
    document = open_table(LEAGUE.format(heading=heading, weir=weir))
    found = compute(analyse_question(question), document, rows(document)[0])
    assert found is not None
    assert found.calculated == how or (how is None and f"under “{heading}”" in found.calculated)


COURTS = """# Courts

Table 6: {caption}

| Court | {first} | {second} | {third} |
| --- | --- | --- | --- |
| Crale | 70 | 31 | 20 |
| Pern | 22 | 52 | 33 |
| Vane | 45 | 10 | 60 |
"""
YEARLY = COURTS.format(caption="Cases", first="Cases 2021", second="Cases 2022", third="Cases 2023")
PLAIN = COURTS.format(caption="Cases since 2019", first="Cases", second="Judges", third="Rooms")
SPANS = COURTS.format(
    caption="Homes", first="Homes built before 1919", second="Homes up to 2022", third="Homes 2015-2018"
)


@pytest.mark.parametrize(
    "question",
    [
        "Which court had the most cases up to 2022?",
        "Which court had the most cases by 2022?",
        "Which court had the most cases until the end of 2022?",
        "Which court had the most cases from 2022 on?",
        "Which court had the fewest cases before 2023?",
        "Which court had the most cases after 2021?",
        "Which court had the most cases since 2021?",
        "Which court had the most cases in 2022 or later?",
        "Which court tried most up to 2022?",
    ],
)
def test_one_year_s_column_does_not_tell_of_the_years_up_to_it_or_from_it(question):
    document = open_table(YEARLY)
    assert compute(analyse_question(question), document, rows(document)[0]) is None


@pytest.mark.parametrize(
    ("table", "question", "court", "column"),
    [
        (YEARLY, "Which court had the most cases in 2022?", "Pern", "Cases 2022"),
        (PLAIN, "Which court has had the most cases since 2019?", "Crale", "Cases"),
        (SPANS, "Which court has the most homes built before 1919?", "Crale", "Homes built before 1919"),
        (SPANS, "Which court had the most homes up to 2022?", "Pern", "Homes up to 2022"),
        (SPANS, "Which court had the most homes from 2015 to 2018?", "Vane", "Homes 2015-2018"),
    ],
)
def test_a_column_of_the_very_time_that_is_asked_of_is_compared(table, question, court, column):
    document = open_table(table)
    found = compute(analyse_question(question), document, rows(document)[0])
    assert found is not None
    assert (found.rows[0].row, found.calculated) == (court, f"the highest of 3 rows under “{column}”")


@pytest.mark.parametrize(
    ("question", "ship", "how"),
    [
        ("Which is the oldest ship?", "Ardent", "the lowest of 3 rows under “Built”"),
        ("Which is the newest ship?", "Capstan", "the highest of 3 rows under “Built”"),
    ],
)
def test_the_oldest_is_told_by_a_year(question, ship, how):
    document = open_table("""# Ships

| Ship | Built | Tonnes |
| --- | --- | --- |
| Ardent | 1911 | 80 |
| Bowline | 1954 | 45 |
| Capstan | 2003 | 120 |
""")
    found = compute(analyse_question(question), document, rows(document)[0])
    assert found is not None
    assert (found.rows[0].row, found.calculated) == (ship, how)
