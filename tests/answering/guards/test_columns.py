"""What the column of an answer says that it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.guards.columns import is_aimed_at, is_no_rate
from assistant.answering.question import analyse_question
from assistant.corpus.markdown import load_markdown

from ..samples import scored


def row_of(columns: str, cells: str, exact: str, caption: str = ""):
    rule = "|".join(["---"] * (columns.count("|") + 1))
    text = f"# Audit\n\n## Supply\n\n{caption}\n\n| {columns} |\n| {rule} |\n| {cells} |\n"
    parsed = load_markdown(text.encode(), file="d.md")
    block = next(block for block in parsed.blocks if block.cells)
    entry = scored(parsed.text[block.start : block.end], exact, block=block)
    start, end = entry.exact
    unit = replace(entry.unit, start=block.start, end=block.end)
    return replace(entry, unit=unit, exact=(start + block.start, end + block.start))


@pytest.mark.parametrize(
    ("question", "columns", "cells", "exact", "caption", "is_none"),
    [
        (
            "What was the achievement rate at Crale in 2023/24?",
            "College | 2021/22 | 2022/23 | 2023/24 | Achievement rate 2022/23",
            "Crale | 74 | 92 | 118 | 64%",
            "118",
            "Table 1: Starts",
            True,
        ),
        (
            "Achievement rate at Crale?",
            "College | 2023/24 | Rate",
            "Crale | 118 | 64%",
            "118",
            "Table 1: Starts",
            False,
        ),
        ("What is the achievement rate at Crale?", "College | 2023/24", "Crale | 118", "118", "Table 1: Starts", True),
        ("What is the achievement rate at Crale?", "College | 2023/24", "Crale | 64%", "64%", "", False),
        ("What is the achievement rate at Crale?", "College | 2023/24 (%)", "Crale | 64", "64", "", False),
        (
            "What is the achievement rate at Crale?",
            "College | 2023/24",
            "Crale | 64",
            "64",
            "Table 1: Pass rates",
            False,
        ),
        ("What is the death rate at Crale?", "Town | Deaths per 1,000", "Crale | 9", "9", "", False),
        ("What is the vacancy rate at Crale?", "Town | Vacancy", "Crale | 6.4", "6.4", "", False),
        ("What rate does Crale pay?", "Town | Pay", "Crale | 12", "12", "", False),
        ("What is the letting rate at Crale?", "Town | Letting (£)", "Crale | 12", "12", "", False),
        ("What is the hourly rate at Crale?", "Town | Pay", "Crale | 12", "12", "", False),
        ("How many starts had Crale?", "College | 2023/24", "Crale | 118", "118", "", False),
    ],
)
def test_a_number_under_nothing_that_makes_it_one_is_no_rate(question, columns, cells, exact, caption, is_none):
    assert is_no_rate(analyse_question(question), row_of(columns, cells, exact, caption)) is is_none


@pytest.mark.parametrize(
    ("question", "column", "is_aim"),
    [
        ("What was the actual occupancy?", "Target by March 2025", True),
        ("How much was actually spent?", "Budget 2023/24", True),
        ("What was the actual occupancy?", "Result against target", False),
        ("What was the actual occupancy?", "Actual", False),
        ("What was the actual occupancy against the target?", "Target", False),
        ("What was the occupancy?", "Target by March 2025", False),
    ],
)
def test_a_target_is_no_outcome(question, column, is_aim):
    entry = row_of(f"Measure | {column}", "Occupancy | 85", "85")
    assert is_aimed_at(analyse_question(question), entry) is is_aim


def test_a_sentence_has_no_column():
    entry = scored("Crale took 118 apprentices.", "118")
    assert not is_no_rate(analyse_question("What is the achievement rate at Crale?"), entry)
    assert not is_aimed_at(analyse_question("What was the actual number?"), entry)


def test_the_cell_that_is_asked_for_counts_and_not_that_of_the_exact_answer_alone():
    columns, cells = "Item | Budget 2023/24 | Outturn 2023/24", "Fees | 2,150 | 2,384"
    assert not is_aimed_at(
        analyse_question("What was the outturn for fees in 2023/24?"), row_of(columns, cells, "2,150")
    )
    columns, cells = "College | Starts 2023/24 | Achievement rate (%) 2023/24", "Crale | 118 | 64"
    assert not is_no_rate(
        analyse_question("What was the achievement rate at Crale in 2023/24?"), row_of(columns, cells, "118")
    )
