"""Tables with text in their cells whose rows are parted by lines drawn cell by cell."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise

import pytest

from assistant.corpus.pdf import load_pdf

from .pdf_maker import Page, make_pdf

WALLS = (60, 130, 335, 540)
HEAD = ["Risk", "What we will do", "Why"]
SLUICE = (
    "The sluice is opened by hand once the river stands a metre high at the mill, and the two lower ponds are let into "
    "the mere before the path along the dam is closed to all who walk there."
)
WATER = (
    "Water is brought from the northern mere by the parish as soon as the old gauge at the bridge shows less than half "
    "a metre, and none is drawn for the fields."
)
LOCKS = "The hides are locked at dusk and opened at dawn, and the keys are kept at the farm by the gate."
DAM = "The dam is of earth and was last mended when the railway came, which is a hundred and forty years ago."
NEWTS = (
    "The newts of the three upper ponds leave them for good where the water stands lower than a hand at midsummer, as "
    "it did in two of the last five years, and the toads go with them to the gardens of the village below the dam."
)
GLASSES = "Three pairs of field glasses were taken in one winter, and the parish had to pay for two of them itself."
FLOOD = [["Flood"], textwrap.wrap(SLUICE, 42), textwrap.wrap(DAM, 42)]
DROUGHT = [["Drought of", "the ponds"], textwrap.wrap(WATER, 42), textwrap.wrap(NEWTS, 42)]
THEFT = [["Theft"], textwrap.wrap(LOCKS, 42), textwrap.wrap(GLASSES, 42)]
ROWS = [
    f"Risk: Flood; What we will do: {SLUICE}; Why: {DAM}",
    f"Risk: Drought of the ponds; What we will do: {WATER}; Why: {NEWTS}",
    f"Risk: Theft; What we will do: {LOCKS}; Why: {GLASSES}",
]
BELOW = "The risks of the northern ponds are looked at again each spring, when the wardens of all the parishes meet."


def texts(page: Page) -> list[str]:
    parsed = load_pdf(make_pdf([page]), file="report.pdf")
    return [parsed.text[block.start : block.end] for block in parsed.blocks]


def border(page: Page, y: float) -> None:
    for left, right in pairwise(WALLS):
        page.rule(left, y, right, y)


def draw(page: Page, top: float, rows: Sequence[Sequence[Sequence[str]]], *, pitch: float = 11, bold: int = 1) -> float:
    """Draw the lines of each row's cells and a border below it, cell by cell, and return where the last border is."""
    y = top
    for number, row in enumerate(rows):
        for x, lines in zip(WALLS, row, strict=False):
            page.lines(x + 3, y + 11, *lines, size=9, pitch=pitch, bold=number < bold)
        y += pitch * max(map(len, row)) + 7
        border(page, y)
    return y


def head() -> list[list[str]]:
    return [[name] for name in HEAD]


def test_rows_parted_by_borders_drawn_cell_by_cell_hold_the_text_of_their_cells() -> None:
    page = Page()
    end = draw(page, 100, [head(), FLOOD, DROUGHT, THEFT])
    assert texts(page.lines(60, end + 20, BELOW, BELOW))[:3] == ROWS


def test_a_last_row_without_a_border_is_a_row() -> None:
    page = Page()
    end = draw(page, 100, [head(), FLOOD, DROUGHT])
    for x, lines in zip(WALLS, THEFT, strict=False):
        page.lines(x + 3, end + 11, *lines, size=9, pitch=11)
    assert texts(page.lines(60, end + 60, BELOW, BELOW))[:3] == ROWS


@pytest.mark.parametrize("between", ["Table 2: Risks of the mere", "Risks of the mere"])
def test_two_tables_of_one_width_are_two(between: str) -> None:
    page = Page()
    end = draw(page, 100, [head(), FLOOD, DROUGHT])
    page.text(60, end + 25, between, size=12, bold=True)
    draw(page, end + 35, [[["Threat"], ["What is done"], ["For what"]], FLOOD, THEFT])
    found = texts(page)
    assert found[:3] == [*ROWS[:2], between]
    assert found[-1] == ROWS[2].replace("Risk", "Threat").replace("What we will do", "What is done").replace(
        "Why", "For what"
    )


def test_a_text_over_several_columns_is_a_row() -> None:
    page = Page()
    group = [["Risks that the wardens look at in the spring of each year"]]
    draw(page, 100, [head(), FLOOD, group, DROUGHT, THEFT])
    assert texts(page)[1] == f"Risk: {group[0][0]}"
    assert texts(page)[2:] == ROWS[1:]


def test_several_rows_between_two_borders_are_not_one() -> None:
    page = Page()
    names = [["Flood", "Drought", "Theft"], ["Sluice opened", "Water brought", "Hides locked"], ["Ann", "Bea", "Cid"]]
    draw(page, 100, [head(), names], pitch=16)
    assert texts(page)[-1] == "Risk: Theft; What we will do: Hides locked; Why: Cid"


def test_a_text_between_two_grids_is_in_neither() -> None:
    page = Page().table([60, 200, 400, 540], 100, [HEAD, ["Flood", "Sluice opened", "Ann"]])
    page.lines(60, 150, "The two tables are of the northern ponds,", "and of the mere below them,", "in this order.")
    page.table([60, 140, 400, 540], 190, [HEAD, ["Theft", "Hides locked at dusk and dawn", "Cid"]])
    assert "The two tables are of the northern ponds, and of the mere below them, in this order." in texts(page)
