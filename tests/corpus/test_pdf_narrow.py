"""Columns of text that stand no further apart than words do."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest

from assistant.corpus.pdf import load_pdf
from assistant.corpus.pdf_justified import join_justified
from assistant.corpus.pdf_words import Line, Word

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
GAP = 6  # points, where two words of such a line stand 2.8 apart


def texts(*pages: Page) -> list[str]:
    parsed = load_pdf(make_pdf(list(pages)), file="report.pdf")
    return [parsed.text[block.start : block.end] for block in parsed.blocks]


def end_of(lines: Sequence[str]) -> float:
    """Return where the widest of some lines ends that begin at 60."""
    with pdfium.PdfDocument(make_pdf([Page().lines(60, 100, *lines)])) as document:
        text = document[0].get_textpage()
        return max(text.get_charbox(index)[2] for index in range(text.count_chars()))


def beside(*columns: tuple[float, Sequence[str]], down: float = 100) -> Page:
    """Return a page with columns drawn row by row, each at its place."""
    page = Page()
    for number in range(max(len(lines) for _, lines in columns)):
        for x, lines in columns:
            if number < len(lines):
                page.text(x, down + 12 * number, lines[number])
    return page


def test_columns_close_to_each_other_are_read_one_after_the_other() -> None:
    assert texts(beside((60, LEFT), (end_of(LEFT) + GAP, RIGHT))) == [" ".join(LEFT), " ".join(RIGHT)]


def test_lines_that_do_not_stand_on_one_baseline_show_close_columns_too() -> None:
    start = end_of(LEFT) + GAP
    page = beside((60, LEFT)).lines(start, 103, *RIGHT)
    assert texts(page) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_page_with_a_few_lines_has_the_close_columns_of_the_pages_before() -> None:
    start = end_of(LEFT) + GAP
    left, right = [*LEFT[:3], "not so many this year."], [*RIGHT[:3], "none of them are seen."]
    assert texts(beside((60, LEFT), (start, RIGHT)), beside((60, left), (start, right)))[2:] == [
        " ".join(left),
        " ".join(right),
    ]


def test_a_heading_over_close_columns_stays_whole() -> None:
    start = end_of(LEFT) + GAP
    page = beside((60, LEFT), (start, RIGHT)).text(60, 80, "Newts and toads of the northern ponds this year", size=16)
    assert texts(page)[0] == "Newts and toads of the northern ponds this year"


@pytest.mark.parametrize("sign", ["•", "1."])
def test_the_text_of_items_is_no_column_beside_their_signs(sign: str) -> None:
    items = [f"{line.capitalize()} it is." for line in LEFT]
    page = Page()
    for number, item in enumerate(items):
        page.text(60, 100 + 12 * number, sign).text(72, 100 + 12 * number, item)
    assert all(any(item in text for text in texts(page)) for item in items)


def test_words_that_stand_under_each_other_behind_one_word_are_no_column() -> None:
    page = Page()
    for number, line in enumerate(LEFT):
        page.text(60, 100 + 12 * number, "Cllr").text(84, 100 + 12 * number, line)
    assert " ".join(texts(page)) == " ".join(f"Cllr {line}" for line in LEFT)


def test_an_item_that_begins_left_of_the_text_of_its_column_is_in_it() -> None:
    # Where a column holds a list from top to bottom, its items' text shows where it begins, and not their signs.
    page = Page().lines(60, 100, *LEFT, *LEFT)
    item = [f"• {RIGHT[0]}", *RIGHT[1:], *RIGHT]
    for number, line in enumerate(item):
        page.text(320 if number else 312, 106 + 12 * number, line)
    page.text(312, 106 + 12 * len(item), "• The mere is fenced off from the road by then.")
    left, right = " ".join(LEFT), " ".join(RIGHT)
    assert " ".join(texts(page)) == " ".join(
        [left, left, right, right, "The mere is fenced off from the road by then."]
    )


def test_the_last_lines_of_a_left_column_are_no_heading_of_what_stands_below() -> None:
    longer = [*LEFT, "and no newt was seen", "in all of the summer."]
    page = Page().lines(60, 100, *longer, pitch=18).lines(320, 100, *RIGHT, pitch=18)
    page.text(60, 130 + 18 * len(longer), "What the parishes of the northern ponds have planned for next year", size=14)
    assert texts(page)[:2] == [" ".join(longer), " ".join(RIGHT)]


def test_a_caption_below_both_columns_heads_the_table_over_them() -> None:
    page = Page().lines(60, 100, *LEFT).lines(320, 100, *RIGHT)
    foot = 100 + 12 * len(LEFT)
    page.text(60, foot, "Table 1. Newts by pond")
    page.table([60, 200, 330, 450, 540], foot + 10, [["Pond", "2022", "2023", "2024"], ["North", "41", "52", "61"]])
    assert texts(page)[2:] == ["Table 1. Newts by pond", "Pond: North; 2022: 41; 2023: 52; 2024: 61"]


def test_columns_of_a_table_whose_rows_are_parted_by_pieces_of_lines_are_its_own() -> None:
    """The text in its last column stands where a column of other pages begins."""
    page = beside((60, LEFT), (320, RIGHT))
    rows = [["Payee", "Sum", "For"], ["Weir Mill", "£15.56", "Water for the mere"]]
    rows += [["Kiln Hall", "£15.44", "Hire of the hall"], ["Ada Moss", "£330.09", "Wages of the clerk"]]
    top = 120 + 12 * len(LEFT)
    for number, row in enumerate(rows):
        for x, end, text in zip((60, 190, 320), (190, 320, 540), row, strict=True):
            page.text(x, top + 16 * number, text, bold=number == 0)
            page.rule(x, top + 5 + 16 * number, end, top + 5 + 16 * number)
    assert texts(page)[-3:] == [
        "Payee: Weir Mill; Sum: £15.56; For: Water for the mere",
        "Payee: Kiln Hall; Sum: £15.44; For: Hire of the hall",
        "Payee: Ada Moss; Sum: £330.09; For: Wages of the clerk",
    ]


def test_a_bullet_and_a_word_at_the_margins_of_the_line_above_have_no_spaces_that_are_even() -> None:
    full = Line([Word(text, 60 + 40 * at, 100, 90 + 40 * at, 110) for at, text in enumerate("newts and toads".split())])
    bullet, word = Line([Word("•", 60, 112, 63, 122)]), Line([Word("mere", 150, 112, 170, 122)])
    assert [line.text for line in join_justified([full, bullet, word])] == ["newts and toads", "•", "mere"]
