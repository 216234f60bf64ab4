"""Quotes placed on drawn pages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from assistant.web.pdf_page import PdfPages
from assistant.web.quote_search import find_quote, spell

from .conftest import WritePdf


def placed(page: str, quote: str, **around: str) -> str | None:
    ends = find_quote(spell(page), quote, **around)
    return page[ends[0] : ends[1] + 1] if ends else None


@pytest.mark.parametrize(
    ("page", "quote", "words"),
    [
        ("The sum is £120m.", "£120m", "£120m"),
        ("a wide\r\nrange of things", "wide range", "wide\r\nrange"),
        ("the inno\x02vation arc", "innovation arc", "inno\x02vation arc"),
        ("the inno-\r\nvation arc", "innovation arc", "inno-\r\nvation arc"),
        ("a well-\r\nknown fact", "well-known fact", "well-\r\nknown fact"),
        ("the ﬁrst ofﬁce", "first office", "ﬁrst ofﬁce"),
        ("Leeds’ “plan” – now", 'Leeds\' "plan" - now', "Leeds’ “plan” – now"),
    ],
)
def test_words_are_found_whatever_their_white_space_forms_and_line_ends(page: str, quote: str, words: str) -> None:
    assert placed(page, quote) == words


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("healthcare", "care"),
        ("£1,200m", "200m"),
        ("in 2020 it was", "in 2021 it was"),
        ("10-15 people", "1015 people"),
        ("nothing", ""),
        ("yes and yes", "yes"),
    ],
)
def test_other_words_parts_of_words_and_doubtful_places_are_not_highlighted(page: str, quote: str) -> None:
    assert placed(page, quote) is None


def test_the_words_around_it_tell_two_equal_places_apart() -> None:
    page = "In Leeds there are 12 sites. In York there are 12 sites."
    ends = find_quote(spell(page), "there are 12 sites.", before="In Leeds there are 12 sites. In York ", after="")
    assert ends is not None
    assert ends[0] == page.rindex("there")


def test_a_page_is_drawn_and_its_rectangles_lie_on_the_words(tmp_path: Path, make_pdf: WritePdf) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, ["First line here.", "Second line there."])
    pages = PdfPages()
    picture = Image.open(io.BytesIO(pages.draw(path, 1))).convert("L")
    (box,) = pages.place(path, 1, "Second line there.").rectangles
    inside = picture.crop(
        (
            int(box.left * picture.width),
            int(box.top * picture.height),
            int((box.left + box.width) * picture.width) + 1,
            int((box.top + box.height) * picture.height) + 1,
        )
    )
    dark = sum(count for shade, count in enumerate(inside.histogram()) if shade < 128)
    assert dark > 50
    (first,) = pages.place(path, 1, "First line here.").rectangles
    assert first.top + first.height <= box.top + 0.005


def test_a_quote_over_two_lines_has_a_rectangle_a_line(tmp_path: Path, make_pdf: WritePdf) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, ["The panel counted 250", "companies in Leeds."])
    assert len(PdfPages().place(path, 1, "counted 250 companies in").rectangles) == 2


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_is_told(tmp_path: Path, make_pdf: WritePdf, number: int) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, ["One page."])
    with pytest.raises(ValueError, match="has no page"):
        PdfPages().draw(path, number)


def test_files_are_closed_at_the_end(tmp_path: Path, make_pdf: WritePdf) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, ["One page."])
    pages = PdfPages()
    pages.draw(path, 1)
    (opened,) = pages._files.values()
    pages.close()
    assert opened.raw is None
    assert pages.count(path) == 1


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        PdfPages().draw(tmp_path / "none.pdf", 1)


RAISED = ") Tj /F1 9 Tf 5 Ts ({}) Tj 0 Ts /F1 14 Tf ("


def test_marks_of_footnotes_on_the_page_are_passed_over(tmp_path: Path, make_pdf: WritePdf) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, [f"Research and care{RAISED.format('ix')}. More here{RAISED.format('x')}."])
    (box, *others) = PdfPages().place(path, 1, "Research and care. More here.").rectangles
    assert not others
    assert box.top > 0


def test_powers_and_endings_are_not_taken_for_marks_of_footnotes(tmp_path: Path, make_pdf: WritePdf) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, [f"It is 10{RAISED.format('2')} long.", f"The 8{RAISED.format('th')} place."])
    assert not PdfPages().place(path, 1, "It is 10 long.")
    assert not PdfPages().place(path, 1, "The 8 place.")
    assert PdfPages().place(path, 1, "It is 102 long.")
