"""Rows are those that a question names where it says neither a bound nor an exception."""

from __future__ import annotations

import pytest

from assistant.answering.tables.matching import names_other_rows


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("What was the total paid to the three trusts?", False),
        ("How much went to all trusts in total?", False),
        ("What is the total of phases 2 to 4?", True),
        ("What is the total from the first to the fourth phase?", True),
        ("What is the total of the second to the fourth phase?", True),
        ("What is the total of Monday to Friday?", True),
        ("What is the total to the end of 2024?", True),
        ("What is the total of the trusts outside Saltham?", True),
        ("What is the total of the trusts save for Saltham?", True),
        ("What did the measures save in total?", False),
    ],
)
def test_bounds_and_exceptions_name_other_rows(question, others):
    assert names_other_rows(question) is others
