"""A day that ends a year stands for it, in a table of such years."""

from __future__ import annotations

import pytest

from assistant.answering.tables.year_ends import in_spans

SPANS = "Measure: Cases; 2021/22: 241; 2022/23: 312"


@pytest.mark.parametrize(
    ("question", "table", "asked"),
    [
        ("How many cases were open at 31 March 2023?", SPANS, "How many cases were open in 2022/23?"),
        ("Cases as at the 5 April 2022?", SPANS, "Cases in 2021/22?"),
        ("How many were open on 30 June 2022?", f"Open (30 June); {SPANS}", "How many were open in 2021/22?"),
        ("How many were open on 30 June 2022?", SPANS, "How many were open on 30 June 2022?"),
        ("How many were open on 31 March 2020?", SPANS, "How many were open on 31 March 2020?"),
        ("How many were open on 31 March 2023?", "2022: 3; 2023: 4", "How many were open on 31 March 2023?"),
        ("How many were open in 2022?", SPANS, "How many were open in 2022?"),
    ],
    ids=["financial year", "tax year", "the table's day", "another day", "no such span", "no spans", "no day"],
)
def test_a_day_is_asked_for_by_the_span_that_it_ends(question, table, asked):
    assert in_spans(question, table) == asked
