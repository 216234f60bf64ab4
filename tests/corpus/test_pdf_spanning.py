"""Heads over several columns of a PDF's table name each of them, however they are set."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.corpus.document import Block, Parsed
from assistant.corpus.pdf import load_pdf

from .pdf_maker import Page, make_pdf

PLACES = (60, 170, 230, 320, 380)
GROUPS = ["Town", "2022", "2023", "2022", "2023"]
FIGURES = [["Crale", "310", "320", "105", "140"], ["Pern", "210", "220", "130", "155"], ["Orme", "9", "8", "7", "6"]]
PROSE = "The pupils of the county go to school in many towns and come home by bus each day."

Head = tuple[float, float, str]
"""Where a head begins, where its baseline is, and what it says."""


def each(one: str, other: str) -> list[str]:
    """Return the names of the columns below two heads."""
    return [f"{head} {year}" for head in (one, other) for year in GROUPS[1:3]]


def rows_of(page: Page) -> tuple[Parsed, list[Block]]:
    page.lines(60, 260, *[PROSE] * 6)
    parsed = load_pdf(make_pdf([page]), file="report.pdf")
    return parsed, [block for block in parsed.blocks if block.cells]


def drawn(
    heads: Sequence[Head], rows: Sequence[Sequence[str]], places: Sequence[float] = PLACES, *, bold: bool = True
) -> Page:
    """Draw heads, and 14 points apart the rows of a table without lines, the first of which names the columns."""
    page = Page().text(60, 80, "Table A. Pupils by town")
    for x, y, text in heads:
        page.text(x, y, text, size=9, bold=bold)
    for number, row in enumerate(rows):
        for x, text in zip(places, row, strict=True):
            if text:
                page.text(x, 114 + 14 * number, text, size=9, bold=bold and number == 0)
    return page


def columns(page: Page) -> list[str]:
    _, rows = rows_of(page)
    return [cell.column for cell in rows[0].cells]


@pytest.mark.parametrize("bold", [True, False], ids=["bold", "plain"])
@pytest.mark.parametrize(
    ("heads", "named"),
    [
        ([(198, 100, "A"), (348, 100, "B")], each("A", "B")),
        ([(170, 100, "A"), (320, 100, "B")], each("A", "B")),
        ([(182, 100, "16 to 18"), (330, 100, "Apprentices")], each("16 to 18", "Apprentices")),
        ([(250, 100, "Number of pupils")], each("Number of pupils", "Number of pupils")),
        ([(60, 100, "Town"), (198, 100, "A"), (348, 100, "B")], each("A", "B")),
        (
            [(160, 90, "Pupils who reached"), (170, 101, "the standard"), (348, 101, "B")],
            each("Pupils who reached the standard", "B"),
        ),
    ],
    ids=["in the middle", "flush", "wide", "one over all", "beside the first column's", "in two lines"],
)
def test_a_head_over_several_columns_names_each(heads: list[Head], named: list[str], bold: bool) -> None:
    names = ["" if any(text == "Town" for _, _, text in heads) else "Town", *GROUPS[1:]]
    parsed, rows = rows_of(drawn(heads, [names, *FIGURES], bold=bold))
    assert [cell.column for cell in rows[0].cells] == ["Town", *named]
    assert rows[0].table == "Table A. Pupils by town"
    said = zip(["Town", *named], FIGURES[0], strict=True)
    assert parsed.text[rows[0].start : rows[0].end] == "; ".join(f"{name}: {value}" for name, value in said)


@pytest.mark.parametrize("place", [100, 107, 114], ids=["above", "between", "below"])
def test_a_column_of_its_own_has_no_head_but_its_name(place: float) -> None:
    rows = [["", "2022", "2023", "", ""], *[[*row[:4], ""] for row in FIGURES]]
    heads = [(60, place, "Town"), (198, 100, "A"), (320, place, "Total")]
    assert columns(drawn(heads, rows)) == ["Town", "A 2022", "A 2023", "Total"]


def test_heads_over_names_that_differ_reach_to_the_next_head() -> None:
    names = ["Town", "Boys", "Girls", "Men", "Women"]
    page = drawn([(170, 100, "Young"), (320, 100, "Old")], [names, *FIGURES])
    assert columns(page) == ["Town", "Young Boys", "Young Girls", "Old Men", "Old Women"]


def test_heads_flush_right_over_figures_flush_right_name_each_column() -> None:
    rows = [GROUPS, ["Crale", " 310", " 320", " 105", " 140"], ["Pern", "1210", "1220", "1130", "1155"]]
    rows.append(["Orme", "1009", "1008", "1007", "1006"])
    page = drawn([(231, 100, "Girls"), (380, 100, "Boys")], rows)
    assert columns(page) == ["Town", "Girls 2022", "Girls 2023", "Boys 2022", "Boys 2023"]


def test_a_line_below_a_head_shows_how_far_it_reaches() -> None:
    names = ["Town", "Boys", "Girls", "Men", "Women"]
    page = drawn([(170, 100, "A"), (230, 100, "B")], [names, *FIGURES])
    page.rule(168, 103, 200, 103).rule(228, 103, 410, 103)
    assert columns(page) == ["Town", "A Boys", "B Girls", "B Men", "B Women"]


def test_names_close_to_each_other_below_a_head_are_told_apart() -> None:
    rows = [["Town", "Level", "Share", "Level", "Share"], *FIGURES]
    page = drawn([(176, 100, "Firms"), (296, 100, "Jobs")], rows, (60, 170, 197, 290, 317), bold=False)
    assert columns(page) == ["Town", "Firms Level", "Firms Share", "Jobs Level", "Jobs Share"]


def test_a_figure_in_the_second_line_of_a_name_is_no_figure_of_a_row() -> None:
    page = drawn([(198, 90, "A"), (348, 90, "B")], [["", "", "", "", ""], *FIGURES])
    for x, first, second in [
        (170, "25 to", "64"),
        (230, "65 and", "over"),
        (320, "25 to", "64"),
        (380, "65 and", "over"),
    ]:
        page.text(x, 102, first, size=9, bold=True).text(x, 112, second, size=9, bold=True)
    assert columns(page.text(60, 112, "Town", size=9, bold=True)) == [
        "Town",
        *(f"{head} {name}" for head in "AB" for name in ("25 to 64", "65 and over")),
    ]


def test_names_of_columns_in_two_lines_are_no_heads_over_others() -> None:
    rows = [
        ["Town", "2022", "2022", "Rate", "Rank"],
        ["Crale", "310", "32", "10", "1"],
        ["Pern", "210", "22", "13", "2"],
    ]
    page = drawn([(170, 100, "Pupils"), (230, 100, "Staff")], [*rows, ["Orme", "99", "8", "7", "3"]])
    assert columns(page) == ["Town", "Pupils 2022", "Staff 2022", "Rate", "Rank"]


@pytest.mark.parametrize("heads", [[(170, 100, "Average"), (320, 100, "Average")], []])
def test_a_name_that_goes_on_in_lower_case_is_no_second_head(heads: list[Head]) -> None:
    first = "Average pay" if heads else "pay"
    third = "Average age" if heads else "age"
    page = drawn(heads, [["Town", "pay", "rent", "age", "size"], *FIGURES])
    assert columns(page) == ["Town", first, "rent", third, "size"]


@pytest.mark.parametrize("ruled", [True, False], ids=["all ruled", "heads ruled"])
def test_heads_over_several_cells_of_a_grid_need_not_be_bold(ruled: bool) -> None:
    xs, ys = [60, 160, 220, 280, 340, 400], [100, 118, 136, 154, 172, 190]
    page = Page().text(60, 80, "Table A. Pupils by town")
    for y in ys if ruled else ys[:3]:
        page.rule(xs[0], y, xs[-1], y)
    for x in xs:
        page.rule(x, 100 if x in (60, 160, 280, 400) else 118, x, ys[-1] if ruled else ys[2])
    for x, text in ((164, "A"), (284, "B")):
        page.text(x, 112, text, size=9)
    for number, row in enumerate([GROUPS, *FIGURES]):
        for x, text in zip(xs, row, strict=False):
            page.text(x + 4, 130 + 18 * number, text, size=9)
    assert columns(page) == ["Town", *each("A", "B")]


def test_what_stands_beside_a_name_in_two_lines_is_of_its_row() -> None:
    page = drawn([], [["Town", "2022", "2023", "2024", "2025"], *FIGURES[:2]])
    page.text(60, 158, "Castle", size=9).text(60, 169, "Wolds", size=9)
    for x, text in zip(PLACES[1:], ("44", "45", "46", "47"), strict=True):
        page.text(x, 163.5, text, size=9)
    parsed, rows = rows_of(page)
    assert [parsed.text[row.start : row.end] for row in rows][2:] == [
        "Town: Castle Wolds; 2022: 44; 2023: 45; 2024: 46; 2025: 47"
    ]


def test_a_bold_row_of_a_name_alone_heads_the_rows_below_it() -> None:
    gap = [""] * len(PLACES)
    page = drawn([], [["Town", "2021", "2022", "2023", "2024"], gap, *FIGURES[:2], gap, *FIGURES[1:]])
    page.text(60, 128, "Young", size=9, bold=True).text(60, 170, "Old", size=9, bold=True)
    parsed, found = rows_of(page)
    assert [parsed.text[row.start : row.end] for row in found] == [
        "Town: Young",
        "Town: Crale; Young; 2021: 310; 2022: 320; 2023: 105; 2024: 140",
        "Town: Pern; Young; 2021: 210; 2022: 220; 2023: 130; 2024: 155",
        "Town: Old",
        "Town: Pern; Old; 2021: 210; 2022: 220; 2023: 130; 2024: 155",
        "Town: Orme; Old; 2021: 9; 2022: 8; 2023: 7; 2024: 6",
    ]


def test_a_bold_cell_over_all_columns_of_a_grid_heads_the_rows_below_it() -> None:
    xs, ys = [60, 160, 220, 280], [100 + 18 * number for number in range(7)]
    page = Page().text(60, 80, "Table A. Pupils by town")
    for y in ys:
        page.rule(xs[0], y, xs[-1], y)
    for x in xs:
        for top, bottom in ((0, 1), (2, 4), (5, 6)) if x in xs[1:-1] else ((0, 6),):
            page.rule(x, ys[top], x, ys[bottom])
    for number, row in enumerate(
        [["Town", "2022", "2023"], ["Young"], ["Crale", "3", "4"], ["Pern", "5", "6"], ["Old"], ["Crale", "7", "8"]]
    ):
        for x, text in zip(xs, row, strict=False):
            page.text(x + 4, 112 + 18 * number, text, size=9, bold=number in (0, 1, 4))
    parsed, found = rows_of(page)
    assert [parsed.text[row.start : row.end] for row in found] == [
        "Town: Young",
        "Town: Crale; Young; 2022: 3; 2023: 4",
        "Town: Pern; Young; 2022: 5; 2023: 6",
        "Town: Old",
        "Town: Crale; Old; 2022: 7; 2023: 8",
    ]


def test_a_shaded_column_and_two_lines_are_no_grid() -> None:
    rows = [["Cost", "Crale", "Pern", "Orme"], ["Office rent", "19", "31", "26"], ["Pay", "41", "48", "45"]]
    rows += [["Welder", "34", "35", "33"], ["House", "164", "248", "211"]]
    page = drawn([], rows, (60, 170, 230, 320))
    for y in (104, 118, 176):
        page.rule(58, y, 400, y)
    for x in (165, 200):
        page.rule(x, 104, x, 176)
    parsed, found = rows_of(page)
    assert parsed.text[found[0].start : found[0].end] == "Cost: Office rent; Crale: 19; Pern: 31; Orme: 26"
    assert len(found) == 4
