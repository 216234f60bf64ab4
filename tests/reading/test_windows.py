import random

import pytest

from assistant.reading.text import sentence_spans
from assistant.reading.windows import LONGEST_WORDS, split_windows, window_around, words

TEXT = " ".join(f"Sentence {n} says that the {n} ferries left the harbour at noon on a Monday." for n in range(30))


@pytest.mark.parametrize("seed", range(25))
def test_a_window_holds_its_span_and_begins_and_ends_with_sentences(seed):
    rng = random.Random(seed)
    start = TEXT.index(f"{rng.randrange(10, 30)} ferries")
    window = window_around(TEXT, (start, start + 10), rng)
    assert window.start <= start
    assert TEXT[window.start : window.start + len(window.text)] == window.text
    assert window.text[start - window.start :][:10] == TEXT[start : start + 10]
    edges = sentence_spans(TEXT)
    assert window.start in {a for a, _ in edges}
    assert window.start + len(window.text) in {b for _, b in edges}
    assert words(window.text) <= LONGEST_WORDS


def test_a_short_text_is_left_whole():
    assert window_around("It opened in May.", (13, 16), random.Random(1)).text == "It opened in May."


def test_windows_one_after_the_other_cover_the_text():
    parts = split_windows(TEXT, target=60)
    assert len(parts) > 4
    assert " ".join(part.text for part in parts) == TEXT
    assert all(TEXT[part.start :].startswith(part.text) for part in parts)
    assert all(words(part.text) <= 60 for part in parts)


def test_one_long_sentence_is_one_window():
    assert len(split_windows("word " * 300, target=90)) == 1
