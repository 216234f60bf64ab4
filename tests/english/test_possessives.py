"""The possessive form of names."""

from __future__ import annotations

import pytest

from assistant.english.possessives import without_possessive


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Bristol's", "Bristol"),
        ("Leeds’", "Leeds"),
        ("Kirklees'", "Kirklees"),
        ("O'Neill", "O'Neill"),
        ("York", "York"),
    ],
)
def test_an_owner_is_named_without_its_ending(name, bare):
    assert without_possessive(name) == bare
