"""Pages in columns: text beside tables, tables over the columns, quotations, figures called out, lists of contents."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest

from assistant.corpus.pdf import load_pdf

from .pdf_maker import Page, make_pdf

NEWTS = (
    "The warden of the northern ponds counts the newts every spring with the help of forty volunteers from the two "
    "villages and hopes to find twice as many as in the year before, for the ditches were cleared in the autumn."
)
TOADS = (
    "Toads cross the road in March on the first warm nights after rain, and the parish closes it to all traffic from "
    "dusk to dawn until the last of them have gone down to the mere, which takes them some three weeks."
)
LEFT, RIGHT = textwrap.wrap(f"{NEWTS} {TOADS}", 45), textwrap.wrap(f"{TOADS} {NEWTS}", 45)
TABLE = [["Pond", "2022", "2023"], ["North", "41", "52"], ["Mill", "17", "12"], ["Church", "8", "9"]]


def texts(*pages: Page) -> list[str]:
    parsed = load_pdf(make_pdf(list(pages)), file="report.pdf")
    return [parsed.text[block.start : block.end] for block in parsed.blocks]


def full_columns() -> Page:
    """Return a page whose two columns, at 60 and 320, are plain to see."""
    return Page().lines(60, 100, *LEFT).lines(320, 100, *RIGHT)


def cells(page: Page, places: Sequence[float], y: float, rows: Sequence[Sequence[str]], *, pitch: float = 14) -> Page:
    for number, row in enumerate(rows):
        for x, text in zip(places, row, strict=True):
            page.text(x, y + pitch * number, text, size=9, bold=number == 0 or not any(row[1:]))
    return page


def test_a_few_lines_beside_a_table_in_the_other_column_are_no_cells_of_it() -> None:
    page = cells(Page().lines(60, 100, *LEFT[:4]), (320, 420, 480), 102, TABLE)
    assert texts(full_columns(), page)[2:] == [
        " ".join(LEFT[:4]),
        "Pond: North; 2022: 41; 2023: 52",
        "Pond: Mill; 2022: 17; 2023: 12",
        "Pond: Church; 2022: 8; 2023: 9",
    ]


@pytest.mark.parametrize(
    "places", [(60, 200, 290), (60, 230, 400), (60, 330, 420)], ids=["before", "around", "just behind the gutter"]
)
def test_a_table_over_both_columns_parts_what_stands_above_from_what_stands_below(places: Sequence[float]) -> None:
    page = full_columns()
    foot = 100 + 12 * len(LEFT)
    page.text(60, foot + 12, "Table 1. Newts by pond", size=9)
    rows = [[*row, word] for row, word in zip(TABLE, ("Kinds", "3", "2", "1"), strict=True)]
    cells(page, (*places, 500), foot + 28, rows)
    page.lines(60, foot + 94, *LEFT).lines(320, foot + 94, *RIGHT)
    left, right = f"{NEWTS} {TOADS}", f"{TOADS} {NEWTS}"
    assert texts(page) == [
        *(left, right, "Table 1. Newts by pond"),
        "Pond: North; 2022: 41; 2023: 52; Kinds: 3",
        "Pond: Mill; 2022: 17; 2023: 12; Kinds: 2",
        "Pond: Church; 2022: 8; 2023: 9; Kinds: 1",
        *(left, right),
    ]


def test_quotations_set_in_do_not_hide_where_their_column_begins() -> None:
    page = Page().lines(60, 100, *LEFT).lines(320, 100, *RIGHT[:4])
    page.lines(336, 154, *textwrap.wrap(NEWTS, 42)).lines(320, 232, *RIGHT[:4])
    found = texts(page)
    assert found[0] == f"{NEWTS} {TOADS}"
    assert NEWTS in " ".join(found[1:])
    assert found[-1] == " ".join(RIGHT[:4])


def test_a_list_set_in_deeply_stands_in_its_column() -> None:
    items = textwrap.wrap(NEWTS, 38)
    page = full_columns().text(340, 110 + 12 * len(RIGHT), "\x07").lines(350, 110 + 12 * len(RIGHT), *items)
    page.lines(60, 104 + 12 * len(LEFT), *textwrap.wrap(TOADS, 45))
    found = texts(page)
    assert found[1] == TOADS or found[0].endswith(TOADS)
    assert NEWTS in " ".join(found[-1:])


def test_three_columns_are_read_one_after_the_other_beside_lists() -> None:
    narrow = [textwrap.wrap(text, 28) for text in (f"{NEWTS} {NEWTS}", f"{TOADS} {TOADS}", NEWTS)]
    page = Page()
    for x, lines in zip((60, 220, 380), narrow, strict=True):
        page.lines(x, 100, *lines)
    foot = 100 + 12 * len(narrow[2])
    page.text(384, foot + 4, "\x07").lines(394, foot + 4, "ponds in the north", "and in the east")
    assert texts(page)[:2] == [f"{NEWTS} {NEWTS}", f"{TOADS} {TOADS}"]
    assert not any("ponds in the north" in text and "volunteers" in text for text in texts(page)[:2])


def test_figures_called_out_over_the_columns_keep_their_words() -> None:
    page = Page()
    for x, figure, words in (
        (60, "0.8%", ["rise on the quarter", "before, itself", "0.6%"]),
        (230, "3.1 per", ["rise in the year"]),
        (400, "41", ["newts in the", "northern pond"]),
    ):
        page.text(x, 60, figure, size=24).lines(x, 74 if figure != "3.1 per" else 98, *words, size=8, pitch=10)
    page.text(230, 84, "cent", size=24).lines(60, 140, *LEFT).lines(320, 140, *RIGHT)
    assert texts(page)[:3] == [
        "0.8% rise on the quarter before, itself 0.6%",
        "3.1 per cent rise in the year",
        "41 newts in the northern pond",
    ]


def test_a_figure_beside_the_gutter_numbers_no_heading_behind_it() -> None:
    page = cells(full_columns(), (60, 200, 285), 360, TABLE)
    page.text(320, 375, "Toads of the mere", size=13, bold=True).lines(320, 390, *RIGHT)
    found = texts(page)
    assert "Toads of the mere" in found
    assert "Pond: North; 2022: 41; 2023: 52" in found


def test_the_pages_in_a_list_of_contents_number_nothing_in_the_next_column() -> None:
    page = Page()
    for number, title in enumerate(("Why we count the newts", "How we count the newts", "What we have found")):
        page.text(60, 100 + 24 * number, title).text(290, 100 + 24 * number, str(number + 2))
    page.lines(320, 100, *RIGHT[:8])
    assert texts(full_columns(), page)[-1] == " ".join(RIGHT[:8])


def test_a_bold_name_alone_below_the_years_heads_the_rows_as_the_next_one_does() -> None:
    rows = [["", "2022", "2023"], ["Income", "", ""], ["Rents", "41", "52"], ["Sales", "17", "12"]]
    page = cells(Page(), (60, 200, 280), 100, [*rows, ["Costs", "", ""], ["Repairs", "22", "23"], ["Pay", "9", "8"]])
    found = texts(page.lines(60, 230, *LEFT))
    assert "Sales; Income; 2022: 17; 2023: 12" in found
    assert "Pay; Costs; 2022: 9; 2023: 8" in found


def test_names_and_figures_that_come_close_in_one_row_are_two_columns() -> None:
    rows = [["Pond", "2022", "2023"], ["Northern pond", "41", "52"], ["Mill", "17", "12"], ["Church", "8", "9"]]
    page = Page().lines(60, 60, *LEFT[:3])
    for number, (name, *figures) in enumerate(rows):
        page.text(60, 130 + 14 * number, name, size=9)
        for x, figure in zip((122, 170), figures, strict=True):
            page.text(x + 9 * (number > 1), 130 + 14 * number, figure, size=9)
    assert "Pond: Northern pond; 2022: 41; 2023: 52" in texts(page)


@pytest.mark.parametrize(
    ("figure", "is_called_out"),
    [
        ("£6m", True),
        ("52 per cent", True),
        ("1 in 3", True),
        ("15,000 jobs", True),
        ("2023", False),
        ("1 Ponds", False),
        ("4", False),
    ],
)
def test_a_figure_called_out_alone_keeps_its_words(figure: str, is_called_out: bool) -> None:
    page = Page().text(60, 100, figure, size=26)
    page.lines(60, 114, "of newts return to the pond", "in which they hatched", size=9, pitch=10)
    found = texts(page.lines(60, 150, *LEFT))
    assert (f"{figure} of newts return to the pond in which they hatched" in found) is is_called_out
    assert f"{NEWTS} {TOADS}" in found
