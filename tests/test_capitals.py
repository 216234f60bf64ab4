"""Whether the evidence writes a word with a capital is told from the sentences that use it."""

from __future__ import annotations

import pytest

from assistant.capitals import Capitals

TEXTS = [
    "Areas and depths\nThe lots cover two areas, and Areas fund a third.",
    "A talk by Dr Achterberg was held. In all areas Achterberg led.",
    "Lead: Lowndes; Arrival: late",
    "The arrival is at nine.",
]


def times(word: str) -> int:
    using = [at for at, text in enumerate(TEXTS) if word in text.lower()]
    return Capitals(lambda _: using, lambda ordinals: [TEXTS[at] for at in ordinals]).times_a_name(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("achterberg", 2),
        ("areas", 0),  # more often it has none
        ("lowndes", 1),  # only in a table, and always with one
        ("arrival", 0),
        ("unheard", 0),
    ],
)
def test_a_name_has_its_capital_inside_sentences(word, expected):
    assert times(word) == expected
