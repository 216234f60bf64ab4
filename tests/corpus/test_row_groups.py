"""What heads a group of a table's rows is said in each of them."""

from __future__ import annotations

import pytest

from assistant.corpus.builder import TextBuilder
from assistant.corpus.row_groups import with_groups

NAMES = ["Subject", "2023", "2024"]
LEVELS = [["Level 2"], ["Care", "360", "420"], ["Metal", "320", "300"], ["Level 3"], ["Care", "510", "600"]]


def test_a_row_says_what_group_it_is_of() -> None:
    builder = TextBuilder()
    builder.table(NAMES, LEVELS, caption="Table 1: Starts")
    parsed = builder.finish()
    assert parsed.text.split("\n") == [
        "Subject: Level 2",
        "Subject: Care; Level 2; 2023: 360; 2024: 420",
        "Subject: Metal; Level 2; 2023: 320; 2024: 300",
        "Subject: Level 3",
        "Subject: Care; Level 3; 2023: 510; 2024: 600",
    ]
    assert [(block.row, [cell.column for cell in block.cells]) for block in parsed.blocks][1] == (
        "Care",
        ["Subject", "", "2023", "2024"],
    )


def test_the_total_of_a_table_is_of_no_group() -> None:
    _, rows = with_groups(NAMES, [*LEVELS, ["Total", "1,190", "1,320"]])
    assert [row[1] for row in rows] == ["", "Level 2", "Level 2", "", "Level 3", ""]


def test_the_total_of_each_group_is_of_the_group() -> None:
    rows = [["Level 2"], ["Care", "3", "4"], ["Total", "3", "4"], ["Level 3"], ["Care", "5", "6"], ["Total", "5", "6"]]
    assert [row[1] for row in with_groups(NAMES, rows)[1]] == ["", "Level 2", "Level 2", "", "Level 3", "Level 3"]


@pytest.mark.parametrize("foot", ["Grand total", "Net budget", "England", "Persons", "Change", "Surplus for the year"])
def test_the_foot_of_a_table_is_of_no_group(foot: str) -> None:
    rows = [
        ["Roads"],
        ["Bridges", "3", "4"],
        ["Subtotal", "3", "4"],
        ["Parks"],
        ["Trees", "5", "6"],
        ["Subtotal", "5", "6"],
    ]
    assert [row[1] for row in with_groups(NAMES, [*rows, [foot, "8", "10"], ["Notes", "1", "1"]])[1]][-3:] == [
        "Parks",
        "",
        "",
    ]


def test_groups_may_stand_below_a_total() -> None:
    assert with_groups(NAMES, [["All", "1", "2"], *LEVELS])[1][2] == ["Care", "Level 2", "360", "420"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Crale", "1", "2"], ["Pern", "", ""], ["Orme", "3", "4"]],
        [["Crale", "", ""], ["Pern", "", ""], ["Orme", "3", "4"]],
        [["Level 2"], ["Care", "360", "420"], ["Notes"]],
        [["Apperley", "", ""], ["Leeds", "3", "4"], ["York", "5", "6"]],
        [["Airedale", "", ""], ["Bingley", "1", "2"], ["Craven", "3", "4"], ["Ilkley", "", ""], ["Wharfe", "5", "6"]],
        [["Who"], ["Care", "Ann", "Bo"], ["Metal", "Cy", "Di"]],
    ],
    ids=["a gap", "two gaps", "a row at the foot", "a gap first", "two gaps and more", "no figures"],
)
def test_a_row_with_a_name_alone_need_head_no_others(rows: list[list[str]]) -> None:
    assert with_groups(NAMES, rows) == (NAMES, rows)


def test_where_rows_have_one_value_each_a_missing_one_heads_nothing() -> None:
    rows = [["Crale", ""], ["Pern", "2"]]
    assert with_groups(["Town", "Jobs"], rows) == (["Town", "Jobs"], rows)


def test_a_group_goes_on_over_a_page_and_is_headed_on_the_page_before() -> None:
    builder = TextBuilder()
    builder.table(NAMES, LEVELS[:2], after=LEVELS[2:])
    builder.table(NAMES, LEVELS[2:], before=LEVELS[:2])
    assert builder.finish().text.split("\n") == [
        "Subject: Level 2",
        "Subject: Care; Level 2; 2023: 360; 2024: 420",
        "Subject: Metal; Level 2; 2023: 320; 2024: 300",
        "Subject: Level 3",
        "Subject: Care; Level 3; 2023: 510; 2024: 600",
    ]
