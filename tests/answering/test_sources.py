"""A source that a question asks after is known by the words of its title, publisher, kind, date or file."""

from __future__ import annotations

import pytest

from assistant.answering.sources import asked_source, is_called, without_own_year
from assistant.corpus.document import Source

REPORT = Source("r", "annual-report.pdf", "Harbour Trust: Annual Report 2023", publisher="Harbour Trust", kind="report")
PAPER = Source("p", "board/board-paper.html", "Performance in May", publisher="Harbour Trust", date="2024-05")


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("According to the annual report, how many boats are there?", [REPORT]),
        ("how many boats are there according to the board paper", [PAPER]),
        ("How many boats are there, according to Harbour Trust?", [REPORT, PAPER]),
        ("According to the report of 2023 what did it cost?", [REPORT]),
        ("According to the census, how many boats are there?", []),
        ("How many boats are in the annual report?", [REPORT]),
        ("How many boats were there in the May 2024 paper?", [PAPER]),
        ("How many boats were there in the June 2024 paper?", []),
        ("How many boats are in the report?", []),
        ("How many boats took part in the study?", []),
    ],
)
def test_a_source_is_known_by_its_name(question, sources):
    asked = asked_source(question)
    assert [source for source in (REPORT, PAPER) if is_called(asked, source)] == sources


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did the 2023 report ask for?", "What did the report ask for?"),
        ("What did the annual report of 2023 ask for?", "What did the annual report ask for?"),
        (
            "How many boats are in the Harbour Trust report from 2023?",
            "How many boats are in the Harbour Trust report?",
        ),
        ("How many boats were there in 2023?", None),
        ("How many boats did the 2022 report count?", None),
        ("How many boats did the 2023 survey count?", None),
        ("How many boats of 2023 does the report count?", None),
        ("Does the 2023 report differ from the 2022 one?", "Does the report differ from the 2022 one?"),
    ],
)
def test_the_year_that_names_a_source_is_not_asked_of_it(question, asked):
    assert without_own_year(question, REPORT, "It asks for two cranes.") == (asked or question)
    assert without_own_year(question, REPORT, "In 2023 it asked for two cranes.") == question
    assert without_own_year(question, PAPER, "It asks for two cranes.") == question
