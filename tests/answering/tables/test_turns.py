"""The biggest rise and the biggest fall: by a column of changes, or between the columns of two years."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.computed import compute
from assistant.answering.tables.extremes import asked_extreme, is_ruled_out
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

VISITS = """# Baths

Table 1: Visits to baths, thousands

| Bath | 2019/20 | 2023/24 | Change on 2019/20 (%) |
| --- | --- | --- | --- |
| Crale | 412.6 | 351.0 | -14.9 |
| Pern | 133.9 | 140.2 | +4.7 |
| Vane | 96.5 | 66.1 | −31.5 |
| Oxmere | 71.3 | 75.0 | +5.2 |
| All baths | 714.3 | 632.3 | -11.5 |
"""
LOANS = """# Loans

Table 2: Loans by type, thousands

| Type | 2021/22 | 2022/23 | 2024/25 |
| --- | --- | --- | --- |
| Novels | 650 | 715 | 802 |
| Scores | 101 | 142 | 291 |
| Maps | 230 | 287 | 266 |
| Games | 12 | 10 | 8 |
| Total | 993 | 1,154 | 1,367 |
"""
FALLS = VISITS.replace("Change on 2019/20 (%)", "Fall (%)").replace("-14.9", "14.9").replace("−31.5", "31.5")
FALLS = FALLS.replace("+4.7", "1.7").replace("+5.2", "2.2")


JOBS = """# Jobs

Table 3: Jobs in tech and in health

| Region | Tech jobs 2022 | Tech jobs 2023 | Health jobs 2022 | Change (%) |
| --- | --- | --- | --- | --- |
| Crale | 10 | 12 | 50 | 3 |
| Pern | 20 | 21 | 40 | −2 |
| Vane | 15 | 30 | 30 | +9 |
"""


def open_table(text: str) -> tuple[Document, list]:
    parsed = load_markdown(text.encode(), file="baths.md")
    document = Document(Source("baths", "baths.md", "Baths"), parsed.text, parsed.blocks)
    return document, [block for block in document.blocks if block.kind is BlockKind.table_row]


@pytest.mark.parametrize(
    ("table", "question", "left"),
    [
        (VISITS, "Which bath had the biggest fall in visits since 2019/20?", ["Vane"]),
        (VISITS, "Which two baths had the biggest fall?", ["Crale", "Vane"]),
        (VISITS, "Which bath had the biggest rise in visits since 2019/20?", ["Oxmere"]),
        (VISITS, "Which bath had the smallest fall in visits?", ["Crale", "Pern", "Vane", "Oxmere"]),
        (FALLS, "Which bath had the biggest fall in visits?", ["Vane"]),
        (LOANS, "Which type of loan grew most between 2022/23 and 2024/25?", ["Scores"]),
        (LOANS, "Which type of loan fell most between 2022/23 and 2024/25?", ["Maps", "Games"]),
        (JOBS, "Which region had the biggest rise in jobs?", ["Vane"]),
        (JOBS, "Which region had the biggest rise in health jobs?", ["Crale", "Pern", "Vane"]),
        (LOANS, "Which type of loan grew most?", ["Novels", "Scores", "Maps", "Games"]),
        (LOANS, "Which type of loan grew most between 2020/21 and 2024/25?", ["Novels", "Scores", "Maps", "Games"]),
    ],
    ids=[
        "fall",
        "two",
        "rise",
        "least",
        "of falls",
        "two years",
        "in numbers or as a share",
        "all columns",
        "another column",
        "no years",
        "no such year",
    ],
)
def test_rows_that_turned_less_are_ruled_out_where_the_table_tells_it(table, question, left):
    document, rows = open_table(table)
    analysed = analyse_question(question)
    asked = asked_extreme(analysed)
    assert asked is not None
    assert [row.row for row in rows if not is_ruled_out(analysed, asked, document, row)] == left


@pytest.mark.parametrize(
    ("table", "question", "found", "how"),
    [
        (
            VISITS,
            "Which bath had the biggest fall in visits since 2019/20?",
            "Vane",
            "the lowest of 4 rows under “Change on 2019/20 (%)”",
        ),
        (
            FALLS,
            "Which bath had the biggest fall in visits?",
            "Vane",
            "the highest of 4 rows under “Fall (%)”",
        ),
        (
            LOANS,
            "Which type of loan grew most between 2022/23 and 2024/25?",
            "Scores",
            "the biggest rise of 4 rows from “2022/23” to “2024/25”",
        ),
        (
            LOANS,
            "Which type had the second biggest increase in loans from 2021/22 to 2022/23?",
            "Maps",
            "the second biggest rise of 4 rows from “2021/22” to “2022/23”",
        ),
        (
            LOANS,
            "Which type of loan has risen most since 2022/23?",
            "Scores",
            "the biggest rise of 4 rows from “2022/23” to “2024/25”",
        ),
        (LOANS, "Which type of loan fell most between 2022/23 and 2024/25?", "", None),
        (LOANS, "Which type had the biggest increase in loans from 2021/22 to 2022/23?", "", None),
        (LOANS, "Which type of loan grew most?", "", None),
        (LOANS, "Which type of loan grew most between 2020/21 and 2024/25?", "", None),
        (LOANS, "Which type of loan to schools grew most between 2022/23 and 2024/25?", "", None),
        (VISITS, "Which bath had the biggest fall in visits since 2021/22?", "", None),
        (FALLS, "Which bath had the biggest rise in visits?", "", None),
        (JOBS, "Which region had the biggest rise in health jobs between 2022 and 2023?", "", None),
        (FALLS.replace("31.5", "-31.5"), "Which bath had the biggest fall in visits?", "", None),
    ],
    ids=[
        "since",
        "a column of falls",
        "two years",
        "the second",
        "one year and the latest",
        "a fall, numbers and shares disagree",
        "a rise, numbers and shares disagree",
        "no years",
        "no such year",
        "an unexplained word",
        "since another year",
        "a rise among falls",
        "another column",
        "falls of two signs",
    ],
)
def test_the_row_that_turned_most_is_computed_where_nothing_is_left_open(table, question, found, how):
    document, rows = open_table(table)
    computed = compute(analyse_question(question), document, rows[0])
    assert (computed and computed.calculated) == how
    assert how is None or (computed and computed.rows[0].row) == found
