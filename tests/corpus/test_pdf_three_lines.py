"""Tables with lines only above and below their head, and at their foot."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.pdf import load_pdf

from .pdf_maker import Page, make_pdf

HEAD = ["Person", "Post"]
LEFT, RIGHT, END = 60, 240, 420


def texts(*pages: Page) -> list[str]:
    parsed = load_pdf(make_pdf(list(pages)), file="report.pdf")
    return [parsed.text[block.start : block.end] for block in parsed.blocks]


def three_lines(
    rows: Sequence[Sequence[Sequence[str]]], *, foot: bool = True, places: Sequence[float] = (60, 240)
) -> Page:
    """Return a page with a table of rows, each of cells of lines; there is no more room between rows than lines."""
    page = Page().rule(LEFT, 100, END, 100).rule(LEFT, 116, END, 116)
    for x, name in zip(places, HEAD, strict=False):
        page.text(x, 111, name, bold=True)
    y = 130
    for row in rows:
        for x, lines in zip(places, row, strict=True):
            page.lines(x, y, *lines)
        y += 12 * max(map(len, row))
    if foot:
        page.rule(LEFT, y - 8, END, y - 8)
    page.text(LEFT, y + 40, "The wardens of the ponds were thanked for all the work of the last year.")
    return page


def test_rows_under_each_other_without_lines_are_rows() -> None:
    rows = [[["Ada Moss"], ["Warden"]], [["Ben Reed"], ["Keeper of the hedge"]], [["Cy Dell"], ["Clerk"]]]
    assert texts(three_lines(rows))[:3] == [
        "Person: Ada Moss; Post: Warden",
        "Person: Ben Reed; Post: Keeper of the hedge",
        "Person: Cy Dell; Post: Clerk",
    ]


def test_a_line_that_had_no_room_in_the_one_above_belongs_to_its_row() -> None:
    rows = [
        [["Ada Moss"], ["Warden of the northern ponds and", "of the mere beyond the road"]],
        [["Ben Reed of the"], ["Keeper of the hedge, the ditch"]],
        [["Cy Dell"], ["Clerk"]],
    ]
    rows[1][0].append("southern parish council")
    rows[1][1].append("and everything else")
    assert texts(three_lines(rows))[:3] == [
        "Person: Ada Moss; Post: Warden of the northern ponds and of the mere beyond the road",
        "Person: Ben Reed of the southern parish council; Post: Keeper of the hedge, the ditch and everything else",
        "Person: Cy Dell; Post: Clerk",
    ]


def test_a_table_that_goes_on_overleaf_needs_no_last_line() -> None:
    rows = [
        [["Ada Moss"], ["Warden of the northern ponds and", "of the mere beyond the road"]],
        [["Ben Reed"], ["Keeper of the hedge"]],
    ]
    assert texts(three_lines(rows, foot=False))[:2] == [
        "Person: Ada Moss; Post: Warden of the northern ponds and of the mere beyond the road",
        "Person: Ben Reed; Post: Keeper of the hedge",
    ]


def test_a_cell_of_several_lines_without_a_name_beside_it_goes_on() -> None:
    rows = [
        [["Ada Moss"], ["Warden.", "Keeper."]],
        [["Ben Reed"], ["Clerk"]],
        [["Cy Dell"], ["Keeper of the hedge"]],
    ]
    assert texts(three_lines(rows))[0] == "Person: Ada Moss; Post: Warden. Keeper."


def test_two_columns_of_text_between_lines_across_the_page_are_no_table() -> None:
    page = Page().rule(60, 60, 540, 60).rule(60, 80, 540, 80).rule(60, 740, 540, 740)
    page.text(60, 74, "Annual report").text(320, 74, "Fenby parish")
    left = [f"The newts of pond {number} were counted in the spring" for number in range(40)]
    right = [f"Toads of the mere cross road {number} on warm nights" for number in range(40)]
    page.lines(60, 100, *left).lines(320, 100, *right)
    assert not any("Annual report:" in text for text in texts(page))


def test_the_last_rows_of_a_table_that_has_all_its_lines_name_no_columns() -> None:
    page = Page()
    rows = [["Pond", "Newts"], ["North", "41"], ["Mill", "17"], ["Church", "8"]]
    for number, row in enumerate(rows):
        page.rule(60, 100 + 16 * number, 420, 100 + 16 * number)
        for x, text in zip((60, 240), row, strict=True):
            page.text(x, 111 + 16 * number, text, bold=number == 0)
    page.rule(60, 164, 420, 164)
    assert texts(page) == ["Pond: North; Newts: 41", "Pond: Mill; Newts: 17", "Pond: Church; Newts: 8"]


def test_tables_beside_each_other_are_each_told_by_their_own_lines() -> None:
    page = Page()
    for x, down, names in ((60, 0, ("Ada Moss", "Ben Reed")), (320, 6, ("Cy Dell", "Di Kerr"))):
        for y in (100, 116, 144):
            page.rule(x, y + down, x + 220, y + down)
        page.text(x, 111 + down, "Person", bold=True).text(x + 110, 111 + down, "Post", bold=True)
        for number, name in enumerate(names):
            page.text(x, 127 + down + 12 * number, name).text(x + 110, 127 + down + 12 * number, "Warden")
    assert texts(page) == [f"Person: {name}; Post: Warden" for name in ("Ada Moss", "Ben Reed", "Cy Dell", "Di Kerr")]


def test_a_line_below_a_name_over_several_columns_leaves_the_table_to_other_rules() -> None:
    page = Page()
    for y in (100, 132, 196):
        page.rule(60, y, 420, y)
    page.rule(180, 116, 420, 116)
    page.text(280, 111, "Newts", bold=True)
    ponds = [
        ("Pond", "2022", "2023"),
        ("North", "41", "52"),
        ("Mill", "17", "12"),
        ("Church", "8", "9"),
        ("Mere", "5", "6"),
    ]
    for number, row in enumerate(ponds):
        for x, text in zip((60, 200, 330), row, strict=True):
            page.text(x, 127 + 15 * number + 3 * bool(number), text, bold=number == 0)
    rows = [text for text in texts(page) if text.startswith("Pond: ")]
    assert [row.partition(";")[0] for row in rows] == [f"Pond: {pond}" for pond, _, _ in ponds[1:]]
