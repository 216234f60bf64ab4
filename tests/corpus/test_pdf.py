from __future__ import annotations

import functools
import io
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from assistant.corpus import pdf_ocr
from assistant.corpus.document import Block, BlockKind, Document, Parsed, Source
from assistant.corpus.pdf import load_pdf
from assistant.errors import DocumentError

from .pdf_maker import Page, make_pdf

ORIGINALS = Path(__file__).parents[3] / "shared" / "originals"

PROSE = (
    "The region has many companies that make devices for the health service and sell them in other countries. "
    "They work with the universities and with the hospitals, which test what they make before it is sold. "
    "Most of them were founded in the last ten years, and most of them want to grow in the next ten years."
)


@pytest.fixture(autouse=True)
def _no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read scans as where Tesseract is not installed; test_pdf_ocr has the rest."""
    monkeypatch.setattr(pdf_ocr, "available", lambda: False)


def load(*pages: Page, **options: object) -> Parsed:
    return load_pdf(make_pdf(list(pages), **options), file="report.pdf")  # type: ignore[arg-type]


def texts(parsed: Parsed, kind: BlockKind | None = None) -> list[str]:
    return [parsed.text[b.start : b.end] for b in parsed.blocks if kind is None or b.kind is kind]


def prose(page: Page, y: float = 100, *, x: float = 60, width: int = 90, text: str = PROSE) -> float:
    lines = textwrap.wrap(text, width)
    page.lines(x, y, *lines)
    return y + 12 * len(lines)


def as_document(parsed: Parsed) -> Document:
    return Document(Source(id="r", file="report.pdf", title="Report"), parsed.text, parsed.blocks, parsed.pages)


def block(parsed: Parsed, beginning: str) -> Block:
    return next(b for b in parsed.blocks if parsed.text[b.start :].startswith(beginning))


def test_the_lines_of_a_paragraph_become_one_line_of_stored_text() -> None:
    page = Page()
    prose(page)
    prose(page, 200, text="A second paragraph stands further down. " + PROSE)
    parsed = load(page)
    assert texts(parsed) == [PROSE, "A second paragraph stands further down. " + PROSE]
    assert parsed.text == "\n\n".join(texts(parsed))


def test_a_paragraph_may_begin_with_an_indent_instead_of_a_gap() -> None:
    page = Page().lines(60, 100, *textwrap.wrap(PROSE, 90))
    y = 100 + 12 * len(textwrap.wrap(PROSE, 90))
    first, *rest = textwrap.wrap("Another paragraph. " + PROSE, 88)
    page.text(72, y, first).lines(60, y + 12, *rest)
    assert len(texts(load(page))) == 2


def test_headers_footers_and_page_numbers_are_removed_and_the_number_is_the_label() -> None:
    pages = []
    for number, label in enumerate(["i", "ii", "1", "2"]):
        page = Page().text(60, 40, "Strategy for Growth", size=8).text(300, 770, f"Page {label}", size=8)
        prose(page, text=f"Page {'abcd'[number]} tells of other things than the rest. {PROSE}")
        pages.append(page)
    parsed = load(*pages)
    assert "Strategy" not in parsed.text
    assert not re.search(r"\bPage (i|ii|1|2)\b", parsed.text)
    assert [(page.number, page.label) for page in parsed.pages] == [(1, "i"), (2, "ii"), (3, "1"), (4, "2")]


def test_a_header_goes_too_where_the_text_follows_it_closely() -> None:
    pages = []
    for number in range(4):
        page = Page().text(60, 40, "Strategy for Growth", size=10)
        prose(page, 52 if number == 3 else 90, text=f"Page {'abcd'[number]} tells of other things. {PROSE}")
        pages.append(page)
    assert "Strategy" not in load(*pages).text


def test_a_roman_number_alone_at_the_edge_of_one_page_is_its_label() -> None:
    pages = []
    for number, label in enumerate(["", "i", "Page 1", "Page 2"]):
        page = Page().text(300, 770, label, size=8)
        prose(page, text=f"Page {'abcd'[number]} tells of other things than the rest. {PROSE}")
        pages.append(page)
    parsed = load(*pages)
    assert not any(text == "i" for text in texts(parsed))
    assert [page.label for page in parsed.pages] == ["", "i", "1", "2"]


@pytest.mark.parametrize(("y", "text"), [(769, "i"), (790, "xi"), (790, "mix"), (790, "i and ii")])
def test_letters_that_are_no_page_number_stay_in_the_text(y: float, text: str) -> None:
    page = Page()
    page.lines(60, 745, "The last lines of a page say", "which chapter it is,")
    page.text(60, y, text)
    assert text in load(Page().text(60, 100, "One."), page).text.split("chapter it is,")[1]


def test_a_title_and_the_subtitle_under_it_in_the_middle_are_two() -> None:
    page = Page()
    title, subtitle = "Bus franchising in Lornshire", "Progress report to the Authority, 27 June 2024"
    page.text(140, 200, title, size=18, bold=True).text(65, 222, subtitle, size=18, bold=True)
    prose(page, 300, x=65, width=80)
    assert texts(load(page), BlockKind.heading) == [title, subtitle]


def test_figures_that_differ_from_page_to_page_are_no_footer() -> None:
    pages = [Page().text(60, 760, f"Total {figure} firms") for figure in (310, 287, 455)]
    for page in pages:
        prose(page)
    parsed = load(*pages)
    assert [text for text in texts(parsed) if text.startswith("Total")] == [
        "Total 310 firms",
        "Total 287 firms",
        "Total 455 firms",
    ]


def test_the_label_comes_from_the_file_where_it_gives_labels() -> None:
    pages = [Page(), Page(), Page()]
    for page in pages:
        prose(page)
    parsed = load(*pages, labels="0<</S/r>>2<</S/D/P(A-)>>")
    assert [page.label for page in parsed.pages] == ["i", "ii", "A-1"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("This shows the de-", "velopment of the region.", "the development of"),
        ("It is about health-", "tech in the region.", "about health-tech in"),
        ("It is about bio-", "tech firms in the region.", "about bio-tech firms"),
        ("In the years 2020-", "21 it grew by half.", "years 2020-21 it"),
        ("See www.example.org/a-", "path for the rest of it.", "www.example.org/a-path for"),
    ],
)
def test_a_word_broken_at_a_line_end_is_put_together(first: str, second: str, expected: str) -> None:
    page = Page().lines(60, 100, PROSE[:80], first, second)
    page.text(60, 200, "The words health and tech are used here, and bio-tech is written so.")
    assert expected in load(page).text


def test_ligatures_are_dissolved() -> None:
    parsed = load(Page().text(60, 100, "The \x01rst \x02ow of pro\x01ts."))
    assert parsed.text == "The first flow of profits."


def test_two_columns_are_read_one_after_the_other_although_drawn_line_by_line() -> None:
    left = textwrap.wrap("Left begins here. " + PROSE, 45)
    right = textwrap.wrap("Right begins here. " + PROSE, 45)
    page = Page().text(60, 80, "A heading over both of the columns of the page", size=16, bold=True)
    for number, (one, other) in enumerate(zip(left, right, strict=False)):
        page.text(60, 120 + 12 * number, one).text(320, 120 + 12 * number, other)
    assert texts(load(page))[1:] == ["Left begins here. " + PROSE, "Right begins here. " + PROSE]


def _two_columns(text: str) -> Page:
    page = Page()
    for x, word in ((60, "Left"), (320, "Right")):
        prose(page, 100, x=x, width=40, text=f"{word} begins here. {PROSE} {text}")
    return page


def test_a_last_page_has_the_columns_of_the_pages_before_it() -> None:
    last = Page().lines(60, 100, "Ponds hold more kinds of newt than", "ditches do, and most of them in", "the south.")
    last.lines(60, 148, "The warden counts the newts every", "spring and hopes for twice as many,").text(
        320, 100, "or 300 in a wet year."
    )
    assert texts(load(_two_columns(PROSE), last))[2:] == [
        "Ponds hold more kinds of newt than ditches do, and most of them in the south.",
        "The warden counts the newts every spring and hopes for twice as many, or 300 in a wet year.",
    ]


@pytest.mark.parametrize(("x", "text"), [(320, "212"), (340, "or 300 in a wet year.")])
def test_what_stands_beside_the_text_but_in_no_column_of_the_document_is_no_column(x: float, text: str) -> None:
    last = Page().lines(60, 100, "Ponds hold more kinds of newt than", "ditches do, and most of them in", "the south.")
    last.lines(60, 136, "The warden counts the newts every", "spring and hopes for twice as many,").text(x, 100, text)
    assert texts(load(_two_columns(PROSE), last))[-1].endswith("twice as many,")


def test_a_footnote_is_a_note_and_its_number_is_not_in_the_sentence() -> None:
    page = Page()
    page.text(60, 100, "There are 250 companies").text(168, 96, "3", size=6).text(176, 100, "in the region.")
    prose(page, 140)
    page.text(60, 700, "3", size=5).text(64, 703, "Office for National Statistics, 2023.", size=7)
    parsed = load(page)
    assert "There are 250 companies in the region." in texts(parsed, BlockKind.paragraph)
    assert texts(parsed, BlockKind.note) == ["3 Office for National Statistics, 2023."]


def test_a_raised_number_hardly_smaller_than_its_note_begins_the_note() -> None:
    page = Page()
    prose(page)
    for number, note in enumerate(["Counted from the shore.", "Without the two largest colonies."], 1):
        page.text(60, 700 + 13 * number, str(number), size=7).text(66, 703.5 + 13 * number, note, size=8)
    assert texts(load(page), BlockKind.note) == ["1 Counted from the shore.", "2 Without the two largest colonies."]


def test_a_number_on_the_line_is_no_mark_of_a_note() -> None:
    page = Page().text(60, 100, "40", size=7).text(72, 100.5, "herons nest on the island.", size=8)
    assert texts(load(page), BlockKind.paragraph) == ["40 herons nest on the island."]


def test_a_raised_number_after_a_unit_is_part_of_it() -> None:
    page = Page().text(60, 100, "The site has 6,684 m").text(154, 96, "2", size=6).text(160, 100, "of space.")
    assert load(page).text == "The site has 6,684 m² of space."


@pytest.mark.parametrize(
    ("marker", "text", "expected"),
    [
        ("•", "Plant within 12 metres of a pond by 2030", "Plant within 12 metres of a pond by 2030"),
        ("1.", "A third of the 40 sites", "1. A third of the 40 sites"),
        ("2", "Sow in 3 rows", "2 Sow in 3 rows"),
    ],
)
def test_words_after_a_marker_in_a_larger_font_are_no_numbers_of_notes(marker: str, text: str, expected: str) -> None:
    page = Page().text(60, 120, marker, size=12).text(72, 118.5, text)  # higher, as where the tops are aligned
    assert load(page).text == expected


def test_the_number_of_a_note_is_left_out_behind_a_bullet_or_a_figure() -> None:
    page = Page().text(60, 120, "•", size=12).text(72, 120, "Sites in use").text(131, 116, "4", size=6)
    page.text(60, 160, "12").text(71.5, 156, "a", size=6).text(78, 160, "were closed")
    assert texts(load(page)) == ["Sites in use", "12 were closed"]


def test_the_letter_after_a_subscript_is_part_of_its_word() -> None:
    page = Page()
    page.operators.append("BT /F1 10 Tf 60 700 Td (40 tCO) Tj /F1 7 Tf -3 Ts (2) Tj /F1 10 Tf 0 Ts (e a year) Tj ET")
    assert load(page).text == "40 tCO2e a year"


def test_a_sentence_over_a_page_break_is_one_paragraph_on_both_pages() -> None:
    one, two = Page(), Page()
    bottom = prose(one, 640)
    one.text(60, bottom + 10, "The combined authority will invest sixty million pounds in it over the years, so")
    two.text(60, 80, "that the region gains jobs.")
    prose(two, 120)
    parsed = load(one, two)
    sentence = block(parsed, "The combined authority")
    assert parsed.text[sentence.start : sentence.end].endswith("years, so that the region gains jobs.")
    place = as_document(parsed).locate(sentence.start, sentence.end)
    assert (place.page, place.page_end) == (1, 2)
    assert parsed.text[parsed.pages[1].start :].startswith("that the region gains jobs.")


def test_footnotes_do_not_stand_between_the_halves_of_a_sentence() -> None:
    one, two = Page(), Page()
    bottom = prose(one, 640)
    one.text(60, bottom + 10, "The combined authority will invest sixty million pounds in it over the years, so")
    one.text(60, 757, "1", size=5).text(64, 760, "A note at the foot of the page.", size=7)
    two.text(60, 80, "that the region gains jobs.")
    parsed = load(one, two)
    assert "so that the region gains jobs." in parsed.text
    note = next(b for b in parsed.blocks if b.kind is BlockKind.note)
    assert as_document(parsed).locate(note.start, note.end).page == 1


def test_headings_are_found_by_size_and_nested_by_number() -> None:
    page = Page().text(60, 60, "Growth in the North", size=20, bold=True)
    page.text(60, 100, "3 Funding", size=14, bold=True).text(60, 130, "3.2.1 Grants", size=12, bold=True)
    prose(page, 150)
    parsed = load(page)
    paragraph = block(parsed, PROSE[:20])
    assert paragraph.headings == ("Growth in the North", "3 Funding", "3.2.1 Grants")
    assert paragraph.section == "3.2.1"


def test_headings_are_found_by_the_outline() -> None:
    one, two = Page().text(60, 80, "Summary"), Page().text(60, 80, "Method")
    prose(one)
    prose(two)
    parsed = load(one, two, outline=[("Summary", 0), ("Method", 1)])
    assert texts(parsed, BlockKind.heading) == ["Summary", "Method"]


def test_a_bold_line_of_the_text_size_is_a_heading_but_bold_words_in_a_paragraph_are_none() -> None:
    page = Page().text(60, 80, "Next steps", bold=True)
    bottom = prose(page, 100)
    page.text(60, bottom + 20, "Important:", bold=True).text(120, bottom + 20, "the board meets in May.")
    parsed = load(page)
    assert texts(parsed, BlockKind.heading) == ["Next steps"]


def test_a_numbered_paragraph_keeps_its_number_as_its_section() -> None:
    page = Page().text(60, 80, "2 Information", size=14, bold=True)
    page.text(60, 110, "2.5").lines(96, 110, *textwrap.wrap(PROSE, 84))
    parsed = load(page)
    assert block(parsed, "2.5 The region").section == "2.5"


def test_lists_become_items_after_their_lead_in() -> None:
    page = Page().text(60, 80, "The programme has three aims:")
    page.text(70, 100, "•").lines(84, 100, "to support firms that want to grow and to bring new things to", "market")
    page.text(90, 124, "-").text(104, 124, "in Leeds")
    page.text(70, 136, "•").text(84, 136, "to train people")
    page.text(60, 170, "1.").text(76, 170, "First step").text(60, 182, "2.").text(76, 182, "Second step")
    parsed = load(page)
    items = [b for b in parsed.blocks if b.kind is BlockKind.list_item]
    assert texts(parsed, BlockKind.list_item) == [
        "to support firms that want to grow and to bring new things to market",
        "in Leeds",
        "to train people",
        "1. First step",
        "2. Second step",
    ]
    assert [item.level for item in items[:3]] == [1, 2, 1]
    assert texts(parsed)[0] == "The programme has three aims:"


ROWS = [["Region", "2019", "2020"], ["Leeds", "12,300", "13,100"], ["York", "4,200", "4,150"]]


def test_paragraphs_that_a_lead_in_announces_are_items_without_markers() -> None:
    page = Page().text(60, 80, "The region leads the country and stands out for having:")
    page.text(60, 100, "most firms that have grown by half in a year;").text(60, 120, "the second most exporters;")
    page.text(60, 140, "the best schools.")
    prose(page, 180)
    assert texts(load(page), BlockKind.list_item) == [
        "most firms that have grown by half in a year;",
        "the second most exporters;",
        "the best schools.",
    ]


def test_entries_of_the_contents_are_items_without_their_dots() -> None:
    page = Page().text(60, 60, "Contents", size=16, bold=True)
    for number, (title, target) in enumerate([("1 Introduction", "3"), ("1.1 Why growth matters", "iv")]):
        page.text(60, 100 + 20 * number, f"{title} {'.' * 60} {target}")
    parsed = load(page)
    assert texts(parsed, BlockKind.list_item) == ["1 Introduction 3", "1.1 Why growth matters iv"]
    assert "title" not in parsed.properties


def test_a_box_beside_the_text_does_not_part_a_sentence_that_runs_over_the_page() -> None:
    one, two = Page(), Page()
    lines = textwrap.wrap(f"{PROSE} {PROSE} The authority will invest sixty million pounds in the region, so", 60)
    one.lines(60, 100, *lines)
    one.lines(420, 100, "Key fact", bold=True)
    one.lines(420, 114, "The sector is worth", "three billion and it", "grows by five in each", "year of this time.")
    two.text(60, 80, "that it gains two thousand jobs.")
    parsed = load(one, two)
    assert "in the region, so that it gains two thousand jobs." in parsed.text
    assert "The sector is worth three billion and it grows by five in each year of this time." in texts(parsed)


def test_a_word_broken_inside_a_cell_is_put_together() -> None:
    page = Page().text(60, 60, "The development of health-tech goes on.").grid([60, 160, 300], [90, 108, 136])
    for x, y, text in ((64, 102, "Aim"), (164, 102, "Place")):
        page.text(x, y, text, size=9, bold=True)
    page.lines(64, 120, "The de-", "velopment", size=9).lines(164, 120, "Health-", "tech in Leeds", size=9)
    assert "Aim: The development; Place: Health-tech in Leeds" in texts(load(page))


def test_a_ruled_table_becomes_rows_with_their_columns_and_caption() -> None:
    page = Page().text(60, 80, "Table 1.1: Jobs by region").table([60, 200, 300, 400], 90, ROWS)
    prose(page, 200)
    parsed = load(page)
    rows = [b for b in parsed.blocks if b.kind is BlockKind.table_row]
    assert texts(parsed, BlockKind.table_row) == [
        "Region: Leeds; 2019: 12,300; 2020: 13,100",
        "Region: York; 2019: 4,200; 2020: 4,150",
    ]
    assert {row.table for row in rows} == {"Table 1.1: Jobs by region"}
    assert [(c.column, parsed.text[c.start : c.end]) for c in rows[1].cells][2] == ("2020", "4,150")
    assert [row.row for row in rows] == ["Leeds", "York"]


def test_a_caption_below_a_table_is_stored_in_front_of_it() -> None:
    page = Page()
    prose(page, 40)
    page.table([60, 200, 300, 400], 100, ROWS).text(60, 170, "Table 4.4 - Jobs by region")
    parsed = load(page)
    assert texts(parsed)[1] == "Table 4.4 - Jobs by region"
    assert block(parsed, "Region: Leeds").table == "Table 4.4 - Jobs by region"


def test_a_table_goes_on_over_a_page_break_with_its_columns() -> None:
    one, two = Page().text(60, 80, "Table 2: Jobs"), Page().grid([60, 200, 300, 400], [60, 78, 96])
    one.table([60, 200, 300, 400], 90, ROWS)
    for y, row in ((72, ["Hull", "900", "950"]), (90, ["Selby", "100", "120"])):
        for x, text in zip((64, 204, 304), row, strict=True):
            two.text(x, y, text, size=9)
    parsed = load(one, two)
    assert texts(parsed, BlockKind.table_row)[2:] == [
        "Region: Hull; 2019: 900; 2020: 950",
        "Region: Selby; 2019: 100; 2020: 120",
    ]
    assert block(parsed, "Region: Selby").table == "Table 2: Jobs"


def test_the_head_of_a_table_may_stand_alone_at_the_foot_of_a_page() -> None:
    one = Page()
    prose(one, 600)
    one.table([60, 200, 300, 400], 740, ROWS[:1])
    two = Page().grid([60, 200, 300, 400], [60, 78, 96])
    for y, row in ((72, ROWS[1]), (90, ROWS[2])):
        for x, text in zip((64, 204, 304), row, strict=True):
            two.text(x, y, text, size=9)
    assert "Region: Leeds; 2019: 12,300; 2020: 13,100" in texts(load(one, two))


def test_cells_that_span_columns_or_rows_name_all_of_them() -> None:
    page = Page().grid([60, 160], [90, 126]).grid([160, 300], [90, 108])
    page.grid([60, 160, 230, 300], [126, 144, 162]).grid([160, 230, 300], [108, 126])
    for x, y, text in ((64, 102, "Sector"), (164, 102, "Jobs"), (164, 120, "2019"), (234, 120, "2020")):
        page.text(x, y, text, size=9, bold=True)
    for x, y, text in ((64, 138, "Care"), (164, 138, "1"), (234, 138, "2"), (64, 156, "Tech"), (164, 156, "3")):
        page.text(x, y, text, size=9)
    assert texts(load(page)) == ["Sector: Care; Jobs 2019: 1; Jobs 2020: 2", "Sector: Tech; Jobs 2019: 3"]


def test_a_table_without_lines_is_found_by_its_columns() -> None:
    page = Page().text(60, 80, "Table 3 - Spend")
    for number, row in enumerate([["Fund", "2021", "2022"], ["Capital", "1.2", "3.4"], ["Revenue", "0.5", "0.7"]]):
        for x, text in zip((60, 200, 300), row, strict=True):
            page.text(x, 100 + 16 * number, text, bold=number == 0)
    prose(page, 180)
    assert texts(load(page))[1:3] == ["Fund: Capital; 2021: 1.2; 2022: 3.4", "Fund: Revenue; 2021: 0.5; 2022: 0.7"]


def columns_of(page: Page, y: float, rows: list[list[str]], *, bold: bool = True, pitch: float = 14) -> float:
    """Draw a table without lines, its first row in bold, and return where it ends."""
    for number, row in enumerate(rows):
        for x, text in zip((60, 200, 300), row, strict=False):
            page.text(x, y + pitch * number, text, size=9, bold=bold and number == 0)
    return y + pitch * len(rows)


SPEND = [["Fund", "2021", "2022"], ["Capital", "1.2", "3.4"], ["Revenue", "0.5", "0.7"]]


@pytest.mark.parametrize(
    ("draw", "between"),
    [
        (lambda page, y: page.text(60, y, "Table 2: Jobs by region", size=9), "Table 2: Jobs by region"),
        (lambda page, y: page.text(60, y, "Jobs", size=13, bold=True), "Jobs"),
        (
            lambda page, y: page.text(
                60, y, "The sums are those that were paid in each year, and not the budgets", size=9
            ),
            "The sums are those that were paid in each year, and not the budgets",
        ),
        (lambda page, y: page.text(60, y, "Source: accounts, 2023", size=9), "Source: accounts, 2023"),
        (lambda page, y: page.text(60, y, "Jobs", size=9, bold=True), "Jobs"),
        (lambda page, y: page, None),
    ],
    ids=["caption", "heading", "text over the columns", "source", "bold line", "nothing"],
)
@pytest.mark.parametrize("bold", [True, False])
def test_two_tables_without_lines_are_two(draw: Callable[[Page, float], Page], between: str | None, bold: bool) -> None:
    page = Page()
    end = columns_of(page, 100, SPEND, bold=bold)
    draw(page, end + 6)
    columns_of(page, end + (26 if between else 10), ROWS, bold=bold)
    parsed = load(page)
    assert texts(parsed) == [
        "Fund: Capital; 2021: 1.2; 2022: 3.4",
        "Fund: Revenue; 2021: 0.5; 2022: 0.7",
        *([between] if between else []),
        "Region: Leeds; 2019: 12,300; 2020: 13,100",
        "Region: York; 2019: 4,200; 2020: 4,150",
    ]


BIRDS = [
    ["", "2022", "2023", "Change"],
    ["Herons", "212", "230", "18"],
    ["Ruffs", "97", "91", "-6"],
    ["Dippers", "40", "44", "4"],
    ["Teals", "15", "19", "4"],
]


def _birds(page: Page, y: float, rows: list[list[str]], xs: tuple[float, ...] = (60, 260, 330, 420)) -> None:
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            if text:
                page.text(x, y + 15 * number, text, size=9, bold=row is BIRDS[0])


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_a_table_without_lines_goes_on_over_a_page_break_however_few_rows_stand_before_or_after_it(rows: int) -> None:
    one, two = Page(), Page()
    prose(one)
    one.text(60, 700, "Table 3: Breeding pairs")
    _birds(one, 720, BIRDS[:rows])
    _birds(two, 60, BIRDS[rows:])
    prose(two, 200, text="The next paragraph is on the second page. " + PROSE)
    parsed = load(one, two)
    assert texts(parsed, BlockKind.table_row) == [
        "Herons; 2022: 212; 2023: 230; Change: 18",
        "Ruffs; 2022: 97; 2023: 91; Change: -6",
        "Dippers; 2022: 40; 2023: 44; Change: 4",
        "Teals; 2022: 15; 2023: 19; Change: 4",
    ]
    assert {b.table for b in parsed.blocks if b.kind is BlockKind.table_row} == {"Table 3: Breeding pairs"}


def test_few_words_in_columns_are_no_table_where_none_goes_on_from_them() -> None:
    one, two = Page(), Page()
    prose(one)
    _birds(one, 720, [["Chair", "Secretary", "Warden", "Ringer"]])
    _birds(two, 60, BIRDS[1:], xs=(60, 120, 180, 240))
    parsed = load(one, two)
    assert texts(parsed, BlockKind.table_row)[0] == "Herons; 212; 230; 18"
    assert "Chair" in texts(parsed, BlockKind.paragraph)


def test_a_row_that_names_a_group_of_rows_does_not_end_their_table() -> None:
    page = Page()
    columns_of(page, 100, [*ROWS, ["South"], ["Kent", "800", "900"], ["Health, social care and housing in Essex"]])
    columns_of(page, 184, [["Dover", "12", "15"], ["Wells", "7", "8"]], bold=False)
    assert texts(load(page), BlockKind.table_row) == [
        "Region: Leeds; 2019: 12,300; 2020: 13,100",
        "Region: York; 2019: 4,200; 2020: 4,150",
        "Region: South",
        "Region: Kent; 2019: 800; 2020: 900",
        "Region: Health, social care and housing in Essex",
        "Region: Dover; 2019: 12; 2020: 15",
        "Region: Wells; 2019: 7; 2020: 8",
    ]


def test_ruling_lines_around_totals_do_not_make_one_row_of_those_between() -> None:
    page = Page()
    columns_of(page, 100, [*ROWS, ["Total", "16,500", "17,250"], ["Hull", "900", "950"], ["All", "17,400", "18,200"]])
    for y in (131, 145, 159, 173):
        page.rule(60, y, 340, y)
    assert texts(load(page)) == [
        "Region: Leeds; 2019: 12,300; 2020: 13,100",
        "Region: York; 2019: 4,200; 2020: 4,150",
        "Region: Total; 2019: 16,500; 2020: 17,250",
        "Region: Hull; 2019: 900; 2020: 950",
        "Region: All; 2019: 17,400; 2020: 18,200",
    ]


def test_ruling_lines_between_all_rows_hold_the_lines_of_one_together() -> None:
    page = Page()
    rows = [["Region", "2019", "2020"], ["Leeds and", "12,300", "13,100"], ["Bradford"], ["York and", "4,200", "4,150"]]
    columns_of(page, 100, [*rows, ["Selby"], ["Hull", "900", "950"]])
    for y in (103, 131, 159):
        page.rule(60, y, 340, y)
    assert texts(load(page)) == [
        "Region: Leeds and Bradford; 2019: 12,300; 2020: 13,100",
        "Region: York and Selby; 2019: 4,200; 2020: 4,150",
        "Region: Hull; 2019: 900; 2020: 950",
    ]


def test_a_head_drawn_as_a_grid_names_the_columns_of_the_rows_below_it() -> None:
    page = Page().text(60, 80, "Table 1: Jobs by region").grid([56, 196, 248, 340], [90, 104])
    for number, row in enumerate([*ROWS, ["South"], ["Kent", "800", "900"]]):
        for x, text in zip((60, 200, 252), row, strict=False):
            page.text(x, 100 + 14 * number, text, size=9, bold=number == 0)
    prose(page, 180)
    parsed = load(page)
    assert texts(parsed) == [
        "Table 1: Jobs by region",
        "Region: Leeds; 2019: 12,300; 2020: 13,100",
        "Region: York; 2019: 4,200; 2020: 4,150",
        "Region: South",
        "Region: Kent; 2019: 800; 2020: 900",
        PROSE,
    ]
    assert block(parsed, "Region: Kent").table == "Table 1: Jobs by region"


def test_every_other_row_drawn_as_a_grid_is_a_row_of_one_table() -> None:
    page = Page().grid([56, 196, 248, 340], [104, 118]).grid([56, 196, 248, 340], [132, 146])
    rows = [*ROWS, ["Hull", "900", "950"], ["Selby", "100", "120"]]
    for number, row in enumerate(rows):
        for x, text in zip((60, 200, 252), row, strict=False):
            page.text(x, 100 + 14 * number, text, size=9)
    assert texts(load(page)) == [f"Region: {name}; 2019: {one}; 2020: {two}" for name, one, two in rows[1:]]


def test_two_rows_of_names_drawn_as_a_grid_are_both_the_head() -> None:
    page = Page().grid([56, 196], [90, 118]).grid([196, 340], [90, 104]).grid([196, 268, 340], [104, 118])
    page.text(60, 108, "Grade", size=9, bold=True).text(200, 100, "Posts", size=9, bold=True)
    for x, text in ((200, "2024"), (272, "2025")):
        page.text(x, 114, text, size=9, bold=True)
    for number, row in enumerate([["Librarians", "38.5", "36.0"], ["Managers", "17.0", "16.0"]]):
        for x, text in zip((60, 200, 272), row, strict=False):
            page.text(x, 128 + 14 * number, text, size=9)
    assert texts(load(page)) == [
        "Grade: Librarians; Posts 2024: 38.5; Posts 2025: 36.0",
        "Grade: Managers; Posts 2024: 17.0; Posts 2025: 16.0",
    ]


def test_text_below_a_row_of_boxes_is_not_theirs() -> None:
    page = Page().grid([60, 200, 320, 440], [90, 108])
    for x, text in ((64, "Jobs"), (204, "Firms"), (324, "Sites")):
        page.text(x, 102, text, size=9, bold=True)
    prose(page, 122)
    assert texts(load(page)) == ["Jobs; Firms; Sites", PROSE]


def columns_page(left: list[str], right: list[str], *, top: float = 100) -> Page:
    page = Page()
    for x, side in ((60, left), (320, right)):
        page.lines(x, top, *side)
    return page


def test_a_table_in_one_of_two_columns_leaves_them_two() -> None:
    left, right = textwrap.wrap("Left begins here. " + PROSE, 45), textwrap.wrap("Right begins here. " + PROSE, 45)
    page = columns_page(left, right[:5])
    cells = [["Region", "2019", "2020"], ["Leeds", "12,300", "1.3"], ["York", "4,200", "4.5"], ["Hull", "900", "0.5"]]
    for number, row in enumerate(cells):
        for x, text in zip((320, 420, 480), row, strict=True):
            page.text(x, 174 + 14 * number, text, size=8, bold=number == 0)
    page.lines(320, 240, *right[5:])
    page.lines(60, 100 + 12 * len(left), *left)
    assert texts(load(page)) == [
        *["Left begins here. " + PROSE] * 2,
        " ".join(right[:5]),
        "Region: Leeds; 2019: 12,300; 2020: 1.3",
        "Region: York; 2019: 4,200; 2020: 4.5",
        "Region: Hull; 2019: 900; 2020: 0.5",
        " ".join(right[5:]),
    ]


def test_a_figure_at_the_edge_of_a_table_does_not_number_the_text_beside_it() -> None:
    text = ["The package costs a lot, of", "which Northumberland pays half", "and Cumbria", "the rest of it."]
    page = columns_page([], text)
    for number, row in enumerate([["Option", "Ratio", "Start"], ["A", "0.9", "2025"], ["B", "1.8", "2026"]]):
        for x, cell in zip((60, 200, 250), row, strict=True):
            page.text(x, 100 + 12 * number, cell)
    assert not re.search(r"(?:0\.9|1\.8) (?:which|and)", load(page).text)


def test_the_words_of_a_justified_line_stay_together_however_far_apart_they_stand() -> None:
    # By the widths of Helvetica the words of the second line stand 14.3 points apart and end where the first line does.
    page = Page().text(60, 100, "journeys, against 58.9 million in the year before that")
    places = (60, 91, 124.8, 167.5, 189.6, 242.9)
    for x, word in zip(places, ("and", "79.4", "million", "in", "2018/19.", "Patronage"), strict=True):
        page.text(x, 112, word)
    page.text(60, 124, "therefore stands at 77 per cent of what it was in it")
    assert texts(load(page)) == [
        "journeys, against 58.9 million in the year before that and 79.4 million in 2018/19. Patronage therefore "
        "stands at 77 per cent of what it was in it"
    ]


def test_a_justified_line_away_from_the_text_of_its_column_is_one_where_its_spaces_are_even() -> None:
    page = Page().lines(60, 100, *["journeys, against 58.9 million in the year before that"] * 3)
    places = (60, 91, 124.8, 167.5, 189.6, 242.9)
    for x, word in zip(places, ("and", "79.4", "million", "in", "2018/19.", "Patronage"), strict=True):
        page.text(x, 170, word)
    assert texts(load(page))[-1].endswith("and 79.4 million in 2018/19. Patronage")


def test_columns_that_come_close_in_their_heads_are_two() -> None:
    page = Page()
    for number, row in enumerate(
        [["Indicator", "Result 2024", "Status"], ["Loans", "94%", "Met"], ["Visits", "61%", "Met"]]
    ):
        for x, text in zip((60, 200, 263), row, strict=True):
            page.text(x, 100 + 14 * number, text, bold=number == 0)
    page.text(60, 142, "Users of the").text(121, 142, "library").text(200, 142, "38%").text(263, 142, "Missed")
    assert texts(load(page)) == [
        "Indicator: Loans; Result 2024: 94%; Status: Met",
        "Indicator: Visits; Result 2024: 61%; Status: Met",
        "Indicator: Users of the library; Result 2024: 38%; Status: Missed",
    ]


def _flush_right(page: Page, x: float, y: float, text: str, *, bold: bool = False) -> None:
    wide = sum({"-": 3.33, ".": 2.78, ",": 2.78, ":": 2.78, " ": 2.78}.get(char, 5.56) for char in text)
    page.text(x - wide, y, text, bold=bold)


def test_narrow_columns_that_are_set_flush_right_are_told_by_their_right_edges() -> None:
    page = Page().text(60, 72, "Table 1: Rainfall")
    for number, row in enumerate(
        [
            ["", "2021-22", "2022-23", "2023-24", "2024-25"],
            ["Aldham", "1,204.5", "987.2", "1,013.4", "1,102.9"],
            ["Borle", "97.4", "1,310.8", "1,213.6", "9.1"],
            ["Cassing", "101.3", "99.9", "98.1", "104.6"],
            ["Dunley", "1,011.3", "1,199.9", "1,198.1", "1,004.6"],
        ]
    ):
        page.text(60, 100 + 14 * number, row[0])
        for x, text in zip((200, 241, 282, 323), row[1:], strict=True):
            _flush_right(page, x + (2 if number == 0 else 0), 100 + 14 * number, text, bold=number == 0)
    assert texts(load(page), BlockKind.table_row)[:2] == [
        "Aldham; 2021-22: 1,204.5; 2022-23: 987.2; 2023-24: 1,013.4; 2024-25: 1,102.9",
        "Borle; 2021-22: 97.4; 2022-23: 1,310.8; 2023-24: 1,213.6; 2024-25: 9.1",
    ]


def test_words_over_columns_that_end_at_no_edge_of_theirs_are_not_parted() -> None:
    page = Page().text(60, 86, "Millimetres").text(170, 86, "Years of two wet and dry seasons")
    for number, row in enumerate([["Aldham", "1,204", "87"], ["Borle", "97", "1,310"], ["Cassing", "101", "99"]]):
        page.text(60, 100 + 14 * number, row[0])
        _flush_right(page, 240, 100 + 14 * number, row[1])
        _flush_right(page, 281, 100 + 14 * number, row[2])
    assert "Years of two wet and dry seasons" in load(page).text


def test_a_range_cut_in_two_by_the_lines_of_a_cell_is_put_together() -> None:
    page = Page().table([60, 200, 300], 90, [["Grants", ""], ["Farms", "14"], ["Woods", "19"]])
    page.text(204, 98, "2024-", size=6, bold=True).text(204, 105, "25", size=6, bold=True)
    assert texts(load(page)) == ["Grants: Farms; 2024-25: 14", "Grants: Woods; 2024-25: 19"]


def test_a_figure_that_is_called_out_stands_with_the_words_below_it() -> None:
    page = Page()
    for x, figure, *words in [(60, "61%", "of ponds held newts", "in May"), (250, "9.4 t", "of reed were cut")]:
        page.text(x, 120, figure, size=22, bold=True).lines(x, 136, *words)
    page.text(430, 120, "17", size=22, bold=True).text(415, 136, "dry springs")
    bottom = prose(page, 200)
    assert texts(load(page)) == ["61% of ponds held newts in May", "9.4 t of reed were cut", "17 dry springs", PROSE]
    assert bottom < 300


def test_years_in_large_type_over_a_table_are_no_figures_that_are_called_out() -> None:
    page = Page()
    for number, row in enumerate([["2023", "2024"], ["18 nests", "21 nests"], ["40", "44"], ["97", "91"]]):
        for x, text in zip((60, 250), row, strict=True):
            page.text(x, 100 + 16 * number, text, size=14 if number == 0 else 10)
    assert "2023 18 nests" not in load(page).text


def _chart(page: Page, top: float, numbers: list[str]) -> None:
    page.rule(80, top, 80, top + 100).rule(80, top + 100, 300, top + 100)
    for place, number in enumerate(numbers):
        page.rule(73, top + 100 - 20 * place, 80, top + 100 - 20 * place)
        page.text(71 - 3.9 * len(number), top + 102.5 - 20 * place, number, size=7)
    for x, label, name in [(120, "41", "Newts"), (180, "65", "Toads")]:
        page.text(x, top + 40, label, size=7).text(x - 5, top + 112, name, size=7)


def test_the_scale_of_a_chart_is_no_text_and_its_labels_are_no_rows_of_the_table_above_it() -> None:
    page = Page()
    _birds(page, 100, BIRDS)
    _chart(page, 180, ["0", "20", "40", "60", "80"])
    parsed = load(page)
    assert len(texts(parsed, BlockKind.table_row)) == len(BIRDS) - 1
    assert not {"0", "20", "40", "60", "80"} & set(texts(parsed))
    assert {"41", "65"} <= set(texts(parsed))


def test_numbers_beside_lines_that_are_no_scale_stay_in_the_text() -> None:
    page = Page()
    _chart(page, 180, ["0", "12", "40", "65", "80"])
    assert {"0", "12", "40"} <= set(texts(load(page)))


def test_gaps_between_sentences_are_no_columns() -> None:
    page = Page()
    for number, (one, other) in enumerate([("The day was hot.", 160), ("We had no water that day.", 200), ("So.", 90)]):
        page.text(60, 100 + 24 * number, one).text(other, 100 + 24 * number, "Then came a letter that told us of it.")
        page.text(60, 112 + 24 * number, "It goes on with a line that has no gap, from one margin to the other")
    assert not texts(load(page), BlockKind.table_row)


def test_a_frame_around_text_is_no_table() -> None:
    page = Page().grid([50, 560], [80, 160])
    prose(page, 100)
    assert texts(load(page)) == [PROSE]


def test_a_source_line_is_a_note() -> None:
    page = Page().table([60, 200, 300, 400], 90, ROWS).text(60, 165, "Source: ONS, 2023")
    assert texts(load(page), BlockKind.note) == ["Source: ONS, 2023"]


def test_a_page_without_text_is_named() -> None:
    page = Page()
    prose(page)
    parsed = load(page, Page().picture(), page)
    ((message, where),) = [(problem.message, problem.where) for problem in parsed.problems]
    assert (message, where) == (f"a scan, or pictures only: not read. {pdf_ocr.INSTALL}", "page 2")
    assert [(page.number, page.state) for page in parsed.pages] == [(1, "text"), (2, "unread"), (3, "text")]


def test_a_page_whose_text_is_drawn_as_outlines_is_named() -> None:
    page, outlines = Page(), Page()
    prose(page)
    for number in range(150):
        outlines.operators.append(f"{50 + number * 3} 400 m {55 + number * 3} 420 l {60 + number * 3} 400 l f")
    assert [problem.where for problem in load(page, outlines).problems] == ["page 2"]


def test_neighbouring_pages_that_are_not_read_are_named_together() -> None:
    page = Page()
    prose(page)
    parsed = load(page, *[Page().picture() for _ in range(3)], page, Page().picture())
    assert [problem.where for problem in parsed.problems] == ["pages 2 to 4", "page 6"]


def test_a_scan_with_a_running_header_is_named() -> None:
    pages = [Page().text(60, 40, "Strategy for Growth", size=8) for _ in range(4)]
    for number, page in enumerate(pages[:3]):
        prose(page, text=f"{'abc'[number]} is the letter of this page. {PROSE}")
    pages[3].picture()
    assert [problem.where for problem in load(*pages).problems] == ["page 4"]


def test_an_empty_page_is_no_problem() -> None:
    page = Page()
    prose(page)
    assert load(page, Page(), page).problems == ()


def test_one_bad_page_in_ten_is_named_and_nine_are_read() -> None:
    pages = [Page() for _ in range(10)]
    for number, page in enumerate(pages):
        prose(page, text=f"{'abcdefghij'[number]} is the letter of this page. {PROSE}")
    pages[6].broken = True
    parsed = load(*pages)
    assert [problem.where for problem in parsed.problems] == ["page 7"]
    assert "could not be read" in parsed.problems[0].message
    assert len(texts(parsed)) == 9


def encrypted(user_password: str) -> bytes:
    page = Page()
    prose(page)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([page])))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_with_an_empty_user_password_is_read() -> None:
    assert load_pdf(encrypted(""), file="r.pdf").text == PROSE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty (0 bytes)"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "not a PDF but a web page"),
        (b"PK\x03\x04 a word file", "does not begin with %PDF"),
        (make_pdf([Page().text(60, 100, "Words")])[:200], "damaged or cut short"),
        (make_pdf([Page().picture(), Page().picture()]), "holds no text (2 pages): a scan, or pictures only"),
        (make_pdf([Page(), Page()]), "holds no text (2 pages): all are blank"),
        (encrypted("secret"), "protected by a password. Save a copy without one"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(reason)) as caught:
        load_pdf(data, file="folder/report.pdf")
    assert str(caught.value).startswith("folder/report.pdf: ")


def test_properties_come_from_the_file_and_a_missing_title_from_the_first_heading() -> None:
    page = Page().text(60, 80, "Growth in the North", size=20, bold=True)
    prose(page, 120)
    given = load(page, info="/Title(Plan for Growth)/Author(Leeds City Council)/CreationDate(D:20240315090000Z)")
    assert given.properties == {"title": "Plan for Growth", "publisher": "Leeds City Council", "made": "2024-03-15"}
    missing = load(page, info="/Title(Microsoft Word - plan.docx)/CreationDate(nonsense)")
    assert missing.properties == {"title": "Growth in the North"}


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Strategy", "Growth in the North"),
        ("Final report v2", "Growth in the North"),
        ("Growth 2030", "Growth 2030"),
    ],
)
def test_a_title_that_says_little_gives_way_to_the_first_heading(given: str, title: str) -> None:
    page = Page().text(60, 80, "Growth in the North", size=20, bold=True)
    prose(page, 120)
    assert load(page, info=f"/Title({given})").properties["title"] == title
    headless = Page()
    prose(headless, 120)
    assert load(headless, info=f"/Title({given})").properties["title"] == given


def test_text_that_stands_sideways_is_read_as_lines() -> None:
    page = Page()
    for number, line in enumerate(textwrap.wrap(PROSE, 90)):
        page.operators.append(f"BT /F1 10 Tf 0 1 -1 0 {100 + 12 * number} 60 Tm ({line}) Tj ET")
    assert load(page).text == PROSE


@functools.cache
def original(name: str) -> tuple[Parsed, str]:
    path = ORIGINALS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"{path} is not here: the original reports are not part of the repository")
    return load_pdf(path.read_bytes(), file=path.name), path.with_suffix(".txt").read_text(encoding="utf-8")


def plain_words(text: str) -> str:
    text = re.sub(r"(?m)^(?:#+|[-•]|-{3,})\s*|\*\*|\^\{[^}]*\}|</?u>|(?<!\w)\*(?=\S)|(?<=\S)\*", "", text)
    text = re.sub("[⁰¹⁴⁵⁶⁷⁸⁹ⁱᵛˣ]+", "", text).replace("ﬁ", "fi").replace("ﬂ", "fl")
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["healthtech-panel-report-2020", "pursuing-excellence-2024"])
def test_the_words_of_the_originals_are_right_to_one_in_a_hundred(name: str) -> None:
    jiwer = pytest.importorskip("jiwer")
    parsed, reference = original(name)
    outside_tables = "\n".join(line for line in reference.splitlines() if "\t" not in line)
    read = " ".join(text for b in parsed.blocks if not b.cells for text in [parsed.text[b.start : b.end]])
    assert jiwer.wer(plain_words(outside_tables), plain_words(read)) < 0.01


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"\^\{[^}]*\}|[ⁱᵛˣ]+", "", text)).casefold()


@pytest.mark.parametrize(
    ("caption", "first_header"),
    [
        ("1.1", "Type & Description of Benchmarking Evidence"),
        ("3.4", "Location\t2018"),
        ("4.4", "Region\tHealthtech Employees"),
        ("A.1", "Analysis\tMetrics"),
        ("A.2", "Commitment\tStrategic Aim"),
        ("A.3", "Support Needs\tExample"),
        ("A.4", "Region\tAll"),
        ("A.5", "Region\tHealth, Public"),
        ("A.6", "Location\tSTT"),
    ],
)
def test_each_cell_of_the_named_tables_stands_under_its_row_and_column(caption: str, first_header: str) -> None:
    parsed, reference = original("pursuing-excellence-2024")
    lines = reference.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(first_header))
    table: list[list[str]] = []
    for line in lines[start:]:
        if "\t" not in line:
            break
        table.append([bare(cell) for cell in line.split("\t")])
    stored = [
        {(bare(cell.column), bare(parsed.text[cell.start : cell.end])) for cell in b.cells}
        for b in parsed.blocks
        if b.cells
    ]
    for row in table[1:]:
        wanted = [(column, value) for column, value in zip(table[0], row, strict=False) if value]
        assert any(
            all(any(c.endswith(column) and v == value for c, v in cells) for column, value in wanted)
            for cells in stored
        ), f"Table {caption}: {wanted}"
