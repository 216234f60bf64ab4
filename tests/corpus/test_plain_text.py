from __future__ import annotations

import pytest

from assistant.corpus.document import BlockKind, Document, Parsed, Source
from assistant.corpus.plain_text import decode, load_text
from assistant.errors import DocumentError


def load(text: str) -> Parsed:
    return load_text(text.encode(), file="a.txt")


def blocks(parsed: Parsed) -> list[tuple[str, str]]:
    return [(b.kind.value, parsed.text[b.start : b.end]) for b in parsed.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_pounds_and_accents_survive_any_encoding(encoding: str) -> None:
    text = "It cost £60m – “so much” – in the café's first year, said the owner of it."
    assert decode(text.encode(encoding)) == text


def test_one_bad_byte_does_not_turn_a_utf_8_text_into_another_encoding() -> None:
    data = "It cost £60m in the café and £70m elsewhere".encode() + b"\xff"
    assert decode(data).startswith("It cost £60m in the café and £70m elsewhere")


def test_a_text_in_another_alphabet_is_read() -> None:
    text = "Это обычный русский текст, который записан в старой кодировке, и его надо прочитать. " * 5
    assert decode(text.encode("cp1251")).startswith("Это обычный")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "is empty"), (b" \n", "is empty"), (b"\x00\x01\x02\x03" * 50, "is not plain text"), (b"\f\x0b\f.", "")],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    if not reason:
        assert load_text(data, file="a.txt").text == "."
        return
    with pytest.raises(DocumentError, match=reason):
        load_text(data, file="a.txt")


def test_blank_lines_part_paragraphs() -> None:
    assert blocks(load("One line\nand more.\n\nTwo.\r\n\r\n\r\nThree.")) == [
        ("paragraph", "One line and more."),
        ("paragraph", "Two."),
        ("paragraph", "Three."),
    ]


def test_headings_are_underlined_numbered_or_in_capitals() -> None:
    parsed = load(
        "Growth\n======\n\nNext steps\n----------\n\nText here.\n\n1.1 Background\n\nMore text.\n\nKEY FINDINGS\n\nEnd."
    )
    headings = [text for kind, text in blocks(parsed) if kind == "heading"]
    assert headings == ["Growth", "Next steps", "1.1 Background", "KEY FINDINGS"]
    assert parsed.blocks[2].headings == ("Growth", "Next steps")
    assert parsed.properties == {"title": "Growth"}


def test_a_numbered_paragraph_is_no_heading() -> None:
    parsed = load("2.5 The board will meet in May to agree the plan.")
    assert blocks(parsed) == [("paragraph", "2.5 The board will meet in May to agree the plan.")]
    assert parsed.blocks[0].section == "2.5"


def test_lists_keep_numbers_and_drop_bullets() -> None:
    parsed = load("We aim:\n- to grow\n  quickly\n  - in Leeds\n• to train\n\n1. First\n2) Second")
    assert blocks(parsed) == [
        ("paragraph", "We aim:"),
        ("list_item", "to grow quickly"),
        ("list_item", "in Leeds"),
        ("list_item", "to train"),
        ("list_item", "1. First"),
        ("list_item", "2) Second"),
    ]
    assert [b.level for b in parsed.blocks] == [0, 1, 2, 1, 1, 1]


def test_lines_with_tabs_are_a_table() -> None:
    parsed = load("Region\t2019\t2020\nLeeds\t12\t13\nYork\t4\t5")
    assert blocks(parsed) == [
        ("table_row", "Region: Leeds; 2019: 12; 2020: 13"),
        ("table_row", "Region: York; 2019: 4; 2020: 5"),
    ]
    assert [cell.column for cell in parsed.blocks[0].cells] == ["Region", "2019", "2020"]


def test_form_feeds_are_page_breaks_and_a_sentence_may_run_over_one() -> None:
    parsed = load("First page.\n\nIt runs over the\n\fend of the page.\n\nMore.\n\fThird page.")
    assert [page.number for page in parsed.pages] == [1, 2, 3]
    document = Document(Source(id="a", file="a.txt", title="A"), parsed.text, parsed.blocks, parsed.pages)
    sentence = parsed.blocks[1]
    assert parsed.text[sentence.start : sentence.end] == "It runs over the end of the page."
    place = document.locate(sentence.start, sentence.end)
    assert (place.page, place.page_end) == (1, 2)
    last = parsed.blocks[-1]
    assert document.locate(last.start, last.end).page == 3


def test_text_without_form_feeds_has_no_pages() -> None:
    assert load("Text.").pages == ()


def test_hidden_characters_are_removed() -> None:
    parsed = load("Pa\u200bss the \u202eword\u202c \U000e0041on.")
    assert parsed.text == "Pass the word on."
    assert parsed.blocks[0].kind is BlockKind.paragraph
