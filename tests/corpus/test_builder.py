"""The builder numbers, separates and normalises alike for every loader."""

from __future__ import annotations

import pytest

from assistant.corpus.builder import TextBuilder, normalise, section_number
from assistant.corpus.document import BlockKind, Document, Source


def document_of(builder: TextBuilder) -> Document:
    parsed = builder.finish()
    return Document(Source("d", "d.md", "D"), parsed.text, parsed.blocks, parsed.pages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two \t words\n here ", "two words here"),
        ("non\u00a0breaking", "non breaking"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\u200d\ufeff", "zerowidth"),
        ("\u202eright to left\u202c", "right to left"),
        ("tag\U000e0041\U000e0042s", "tags"),
        ("bell\x07 and nul\x00", "bell and nul"),
        ("e\u0301", "é"),
        ("£3bn – “quoted” ½", "£3bn – “quoted” ½"),
        ("", ""),
    ],
)
def test_text_is_normalised(text, expected):
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 Purpose", "1"),
        ("1. Purpose", "1"),
        ("3.2.1 Title", "3.2.1"),
        ("3.2.1. Title", "3.2.1"),
        ("A.1 Annex", "A.1"),
        ("IV Findings", "IV"),
        ("B) Options", "B"),
        ("2024 in review", None),
        ("Purpose", None),
        ("A new hospital", None),
        ("1", None),
    ],
)
def test_the_number_of_a_heading_is_found(text, number):
    assert section_number(text, heading=True) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2.5 The panel notes", "2.5"),
        ("12.10. The panel notes", "12.10"),
        ("A.3 The panel notes", "A.3"),
        ("59 assets were listed", None),
        ("1. First", None),
        ("2.5% of firms", None),
        ("£2.5 million", None),
        ("79.4 million in 2018/19.", None),
        ("2.5 GW of wind power", None),
        ("8.0 - 15.0 mm", None),
        ("2.5 Grants fell", "2.5"),
        ("2.5 2024 was a good year", "2.5"),
        ("16.9 4.2%", None),
        ("16.9 Ml/d of water", None),
        ("2.5 And/or gates", "2.5"),
        ("2.5 3.1 3.4", None),
        ("2.5 40 plots were sown", "2.5"),
        ("The panel notes 2.5", None),
    ],
)
def test_the_number_of_a_paragraph_has_a_dot_inside(text, number):
    assert section_number(text) == number


def test_blocks_are_where_they_say_they_are():
    builder = TextBuilder()
    builder.heading("1 Head", 1)
    builder.paragraph("A paragraph.")
    builder.list_item("one")
    builder.list_item("two", level=2)
    builder.table(["Year", "Grants"], [["2021", "14"], ["2022", "19"]], caption="Table 1: Grants")
    builder.note("1 A note.")
    parsed = builder.finish()
    assert [parsed.text[block.start : block.end] for block in parsed.blocks] == [
        "1 Head",
        "A paragraph.",
        "one",
        "two",
        "Year: 2021; Grants: 14",
        "Year: 2022; Grants: 19",
        "1 A note.",
    ]
    assert parsed.text == (
        "1 Head\n\nA paragraph.\n\none\ntwo\n\nYear: 2021; Grants: 14\nYear: 2022; Grants: 19\n\n1 A note."
    )
    assert builder.length == len(parsed.text)


def test_a_cell_is_exactly_its_value_and_empty_cells_are_left_out():
    builder = TextBuilder()
    builder.table(
        ["Site", "", "Area", "Rent"], [["Kiln Park", "leased", "", "£4"], ["", "", "", ""]], caption="Table 2"
    )
    parsed = builder.finish()
    (row,) = parsed.blocks
    assert parsed.text == "Site: Kiln Park; leased; Rent: £4"
    assert [(cell.column, parsed.text[cell.start : cell.end]) for cell in row.cells] == [
        ("Site", "Kiln Park"),
        ("", "leased"),
        ("Rent", "£4"),
    ]
    assert (row.table, row.row) == ("Table 2", "Kiln Park")


def test_a_row_longer_than_the_head_keeps_its_values():
    builder = TextBuilder()
    builder.table(["Site"], [["Kiln Park", "900"]])
    assert builder.finish().text == "Site: Kiln Park; 900"


def test_a_heading_closes_those_of_its_level_and_deeper():
    builder = TextBuilder()
    for level, text in ((1, "1 One"), (2, "1.1 Deep"), (3, "Deeper"), (2, "1.2 Next"), (1, "Two")):
        builder.heading(text, level)
        builder.paragraph("Words.")
    blocks = [block for block in builder.finish().blocks if block.kind is BlockKind.paragraph]
    assert [(block.headings, block.section, block.paragraph) for block in blocks] == [
        (("1 One",), "1", 1),
        (("1 One", "1.1 Deep"), "1.1", 1),
        (("1 One", "1.1 Deep", "Deeper"), "1.1", 1),
        (("1 One", "1.2 Next"), "1.2", 1),
        (("Two",), None, 1),
    ]


def test_paragraphs_items_and_notes_are_counted_within_their_section():
    builder = TextBuilder()
    builder.heading("Head", 1)
    builder.paragraph("One.")
    builder.list_item("two")
    builder.table(["A"], [["row"]])
    builder.note("three")
    builder.heading("Next", 1)
    builder.paragraph("One again.")
    assert [block.paragraph for block in builder.finish().blocks] == [None, 1, 2, None, 3, None, 1]


def test_a_note_belongs_to_the_section_of_its_first_mark():
    builder = TextBuilder()
    for heading in ("1 One", "2 Two", "3 Three"):
        builder.heading(heading, 1)
        builder.paragraph("Words.")
        if not heading.startswith("3"):
            builder.mark("a")
    builder.mark("b")
    for label in ("a", "b", "c", ""):
        builder.note("A note.", label=label)
    notes = [block for block in builder.finish().blocks if block.kind is BlockKind.note]
    assert [(note.headings, note.section, note.paragraph) for note in notes] == [
        (("1 One",), "1", None),
        (("3 Three",), "3", 2),
        (("3 Three",), "3", 3),
        (("3 Three",), "3", 4),
    ]


def test_a_numbered_paragraph_is_its_own_section():
    builder = TextBuilder()
    builder.heading("2 Information", 1)
    builder.paragraph("2.5 The panel notes it.")
    builder.paragraph("It adds this.")
    assert [block.section for block in builder.finish().blocks] == ["2", "2.5", "2"]


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\x00"])
def test_nothing_visible_adds_no_block(text):
    builder = TextBuilder()
    builder.heading(text, 1)
    builder.paragraph(text)
    builder.list_item(text)
    builder.note(text)
    builder.table([text], [[text]])
    assert builder.finish().blocks == ()
    assert builder.length == 0


def test_pages_begin_with_the_next_block_and_may_turn_inside_one():
    builder = TextBuilder()
    builder.page(1, "i")
    builder.paragraph("First page.")
    builder.page(2, "ii")
    builder.paragraph("Second page and on to the third.")
    builder.page_inside(builder.length - len("the third."), 3, "1")
    document = document_of(builder)
    second = document.blocks[1]
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert document.locate(0, 5).describe() == "page 1 (printed i), paragraph 1"
    assert document.locate(second.start, second.start + 6).describe() == "page 2 (printed ii), paragraph 2"
    across = document.locate(second.start, second.end)
    assert (across.page, across.page_end, across.page_end_label) == (2, 3, "1")
    assert across.describe() == "pages 2 and 3 (printed ii and 1), paragraph 2"
    assert document.page_at(second.start - 1).number == 1


def test_a_problem_is_kept_with_its_place():
    builder = TextBuilder()
    builder.problem("is a picture", "page 7")
    (problem,) = builder.finish().problems
    assert (problem.message, problem.where) == ("is a picture", "page 7")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• To plant trees", [("list_item", "To plant trees")]),
        ("✓ To plant", [("list_item", "To plant")]),
        ("• To plant • To prune", [("list_item", "To plant"), ("list_item", "To prune")]),
        ("Rating: ● ● ● ○ ○", [("paragraph", "Rating: ● ● ● ○ ○")]),
        ("Wi-Fi: ✓ Parking: ✓ Cafe: ✓", [("paragraph", "Wi-Fi: ✓ Parking: ✓ Cafe: ✓")]),
        ("U.K. • France • Spain each got £3m.", [("paragraph", "U.K. • France • Spain each got £3m.")]),
        (
            "Our aims: • To plant • To prune",
            [("paragraph", "Our aims:"), ("list_item", "To plant"), ("list_item", "To prune")],
        ),
        ("Tel: 0113 496 0000 • Crale • crale.example", [("paragraph", "Tel: 0113 496 0000 • Crale • crale.example")]),
        ("A dot: • alone", [("paragraph", "A dot: • alone")]),
        ("5•3 is 15", [("paragraph", "5•3 is 15")]),
    ],
)
def test_what_was_typed_with_a_bullet_is_a_list_item(text, expected):
    builder = TextBuilder()
    builder.paragraph(text)
    parsed = builder.finish()
    assert [(b.kind.value, parsed.text[b.start : b.end]) for b in parsed.blocks] == expected


def test_hyphens_that_look_alike_are_one():
    assert normalise("COVID\u201119 and well\u2010known") == "COVID-19 and well-known"
