import random
import re
from collections import Counter

import pytest

from assistant.reading.data import load_filled
from assistant.reading.filling import fill, load_themes
from assistant.reading.layouts import bare_lines, counted_up, named_rows, years_down

ROWS, COLUMNS = ("Skerry", "Tavyside", "Pendarrow"), ("2019", "2020")
VALUES = (("1", "2"), ("3", "4"), ("5", "6"))

SERIES = {
    "id": "beds-01", "kind": "series", "heading": "2 Care > 2.1 Beds", "row_name": "Site",
    "caption": "Table 2: Beds by site, {first} to {last}.", "rows": ["Orm", "Pell", "Wray", "Dunmore"],
    "values": {"low": 10, "high": 90, "decimals": 0, "prefix": "", "suffix": ""},
    "questions": ["How many beds had {row} in {period}?"], "totals": ["How many beds had {row} in all?"],
    "near": ["How many nurses had {row} in {period}?"],
}  # fmt: skip
WORKS = {
    "id": "works-01", "kind": "attributes", "heading": "Works", "caption": "Table: Works at Saltern.",
    "columns": [
        {"name": "Work"},
        {"name": "Cost", "questions": ["What does the {row} cost?"]},
        {"name": "Builder", "questions": ["Who builds the {row}?"], "reverse": ["What does {cell} build?"]},
        {"name": "Opens", "questions": ["When does the {row} open?"]},
    ],
    "rows": [["quay", "£4m", "Harl", "2026"], ["lock", "£2m", "Mott", "2027"], ["mole", "£9m", "Vane", "2028"]],
    "near": ["Who asked for the {row}?"],
}  # fmt: skip


@pytest.mark.parametrize("lay_out", [named_rows, years_down, bare_lines, counted_up])
def test_a_layout_knows_where_each_figure_stands(lay_out):
    layout = lay_out("Table 1.\n\n", "University", ROWS, COLUMNS, VALUES, random.Random(3))
    assert layout.text.startswith("Table 1.\n\n")
    assert layout.cells
    for (row, column), (start, end) in layout.cells.items():
        assert layout.text[start:end] == VALUES[row][column]
        first, last = layout.lines[row, column]
        assert first <= start < end <= last
        assert ROWS[row] in layout.text[first:last]


def test_rows_are_written_with_their_column_names():
    layout = named_rows("", "University", ROWS[:1], COLUMNS, VALUES, random.Random(3))
    assert layout.text == "University: Skerry; 2019: 1; 2020: 2"


def test_a_cell_is_asked_for_by_its_row_and_period():
    asked = list(fill(SERIES))
    cells = [one for one in asked if one.answer and "in all" not in one.question]
    assert len(cells) > 40
    for one in cells:
        row, period = re.fullmatch(r"How many beds had (\w+) in (\S+)\?", one.question).groups()
        assert row in one.text
        assert period in one.text
        assert one.text[slice(*one.answer)].isdigit()
        if f"Site: {row}; " in one.text:  # rows with their column names
            assert one.text[: one.answer[0]].endswith(f"; {period}: ")
            assert one.text[slice(*one.evidence)].startswith(f"Site: {row}; ")
        assert one.answer[0] >= one.evidence[0]
        assert one.answer[1] <= one.evidence[1]


def test_a_total_is_asked_for_only_where_the_table_gives_it():
    totals = [one for one in fill(SERIES) if "in all" in one.question]
    assert len(totals) > 3
    assert all(one.answer and re.search("Total|All years", one.text) for one in totals)
    amounts = [
        [int(cell) for cell in re.findall(r"20\d\d(?:/\d\d)?: (\d+)", one.text[slice(*one.evidence)])]
        for one in totals
        if re.match(r"Site: ", one.text[slice(*one.evidence)])
    ]
    sums = [int(one.text[slice(*one.answer)]) for one in totals if re.match(r"Site: ", one.text[slice(*one.evidence)])]
    assert sums
    assert sums == [sum(row) for row in amounts]


def test_what_a_table_leaves_out_it_does_not_answer():
    unanswered = [one for one in fill(SERIES) if not one.answer and "nurses" not in one.question]
    assert len(unanswered) == 28
    for one in unanswered:
        row, period = re.fullmatch(r"How many beds had (\w+) in (\S+)\?", one.question).groups()
        shown = f"{one.heading} {one.text}"
        assert row not in one.text or period not in shown


def test_a_column_that_is_left_out_is_asked_for_and_not_answered():
    asked = list(fill(WORKS))
    without = [one for one in asked if one.question.startswith("What does the") and "Cost" not in one.text]
    assert without
    assert not any(one.answer for one in without)
    named = [one for one in asked if one.question.startswith("What does") and one.question.endswith("build?")]
    assert named
    assert {one.text[slice(*one.answer)] for one in named} <= {"quay", "lock", "mole"}


def test_a_theme_gives_the_same_tables_every_time():
    assert list(fill(SERIES)) == list(fill(SERIES))


def test_a_table_is_as_long_as_a_passage_or_has_two_rows():
    for _, theme in load_themes():
        for one in fill(theme):
            assert len(one.text.split()) <= 130 or one.text.count("\n") <= 6


def test_the_projects_themes_are_well_formed_and_in_one_split_each():
    themes = {theme["id"]: theme for _, theme in load_themes()}
    assert len(themes) > 180
    for theme in themes.values():
        if theme["kind"] == "series":
            assert all("{row}" in one and "{period}" in one for one in (*theme["questions"], *theme["near"]))
            assert all("{row}" in one and "{period}" not in one for one in theme["totals"])
        else:
            assert all(len(row) == len(theme["columns"]) for row in theme["rows"])
    items = load_filled()
    splits = {(item.group, item.split) for item in items}
    assert len(splits) == len(themes)
    assert set(Counter(split for _, split in splits)) == {"train", "dev", "test"}
    assert not any("{" in item.question or "{" in item.text for item in items)
