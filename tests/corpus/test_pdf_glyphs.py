"""Words of a PDF that its fonts draw in pieces."""

from __future__ import annotations

from assistant.corpus.pdf_glyphs import put_together
from assistant.corpus.pdf_words import Word


def piece(text: str, x0: float, x1: float, top: float, *, bottom: float = 110.0, joined: bool = True) -> Word:
    return Word(text, x0, top, x1, bottom, size=10, joined=joined)


def test_letters_as_high_as_their_shapes_are_one_word() -> None:
    words = put_together(
        [
            piece("Th", 60, 71, 101, joined=False),
            piece("e", 71, 76, 103),
            piece("Cl", 79, 89, 101, joined=False),
            piece("er", 89, 98, 103),
            piece("k", 98, 103, 100.5),
        ]
    )
    assert [word.text for word in words] == ["The", "Clerk"]
    assert [word.top for word in words] == [101, 101]
    assert [(word.x0, word.x1) for word in words] == [(60, 76), (79, 103)]


def test_what_is_raised_behind_a_word_stays_apart() -> None:
    words = [piece("Cl", 60, 70, 101, joined=False), piece("erk", 70, 84, 103), piece("2", 84, 88, 98, bottom=105)]
    assert [word.text for word in put_together(words)] == ["Clerk", "2"]


def test_words_of_a_page_with_few_pieces_stay_as_they_are() -> None:
    whole = [
        piece(text, 60 + 40 * at, 90 + 40 * at, 100, joined=False) for at, text in enumerate("one two three".split())
    ]
    words = [*whole, piece("s", 170, 174, 102)]
    assert put_together(words) == words
