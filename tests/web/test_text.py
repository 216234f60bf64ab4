"""Text made fit for a page."""

from __future__ import annotations

import pytest

from assistant.web.text import attribute, count_of, date_in_words, find_words, plain, show, show_spans


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("£160m & more", "£160m &amp; more"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('" onmouseover="x', "&quot; onmouseover=&quot;x"),
        ("two\nlines", "two\nlines"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_text_is_escaped_and_otherwise_kept(text: str, shown: str) -> None:
    assert show(text) == shown


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x1b", "\x00", "\U000e0041", "\u2028", "\ue000"]
)
def test_a_hidden_character_is_named_and_does_not_reach_the_page(character: str) -> None:
    shown = show(f"a{character}b")
    assert character not in shown
    assert f"U+{ord(character):04X}" in shown
    assert character not in plain(f"a{character}b")
    assert character not in attribute(f"a{character}b")


def test_a_long_run_of_hidden_characters_is_counted() -> None:
    assert "5,000 hidden characters" in show("a" + "\U000e0041" * 5000)


def test_spans_are_wrapped_and_everything_is_escaped() -> None:
    assert show_spans("a <b> c & d", [(2, 5), (8, 9)], tag="mark") == "a <mark>&lt;b&gt;</mark> c <mark>&amp;</mark> d"


def test_spans_outside_the_text_are_cut_off() -> None:
    assert show_spans("abc", [(-4, 1), (2, 99)], tag="mark") == "<mark>a</mark>b<mark>c</mark>"


def test_attributes_hold_no_markup() -> None:
    assert attribute('<a href="x">\n') == "&lt;a href=&quot;x&quot;&gt;"


@pytest.mark.parametrize(
    ("words", "text", "place"),
    [
        ("12", "£120 and 12 more", 9),
        ("care", "healthcare", None),
        ("12", "120", None),
        ("", "a", None),
        ("Leeds", "Leeds", 0),
    ],
)
def test_words_are_found_whole(words: str, text: str, place: int | None) -> None:
    assert find_words(words, text) == place


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-03-15", "15 March 2024"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("", ""),
        ("2024-13", "2024-13"),
        ("c. 2020", "c. 2020"),
    ],
)
def test_dates_are_written_as_people_write_them(date: str, words: str) -> None:
    assert date_in_words(date) == words


def test_counts_agree_with_their_noun() -> None:
    assert (count_of(1, "document"), count_of(1200, "document")) == ("1 document", "1,200 documents")
