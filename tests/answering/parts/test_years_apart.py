"""The difference of two years is that of two cells of one row, and nothing else."""

from __future__ import annotations

import pytest

from assistant.answering.parts.join import join_replies
from assistant.answering.parts.split import split_question
from assistant.answering.parts.years_apart import difference_of_years, sides_of_years
from assistant.answering.quotes import Quote, Reply
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.retrieval import Candidate

CHARGES = """# Charges

| Service | 2024/25 | 2025/26 | 2026/27 |
| --- | --- | --- | --- |
| Garden waste, first bin | £45.00 | £48.00 | £52.50 |
| Garden waste, extra bin | £28.00 | £30.00 | £33.00 |
| Fridge | £20 | £22 | about £25 |
"""
ASKED = "How much more does the first garden waste bin cost in 2026/27 than in 2025/26?"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            ASKED,
            "How much does the first garden waste bin cost in 2026/27?",
            "How much does the first garden waste bin cost in 2025/26?",
        ),
        (
            "How many fewer visits were there in 2021 compared with 2019 in Crale?",
            "How many visits were there in 2021 in Crale?",
            "How many visits were there in 2019 in Crale?",
        ),
    ],
)
def test_each_year_is_asked_for(question, one, other):
    sides = sides_of_years(question)
    assert sides is not None
    assert [side.question for side in sides] == [one, other]
    assert split_question(question).difference


@pytest.mark.parametrize(
    "question",
    [
        "Is the bin dearer in 2026/27 than in 2025/26?",
        "How much more does the first bin cost in 2026/27 than the extra bin?",
        "How much does the bin cost in 2026/27?",
        "How much more did it cost in 2024 than in 2024?",
    ],
)
def test_other_questions_have_no_two_years(question):
    assert sides_of_years(question) is None


def test_the_years_of_the_biggest_rise_are_its_period():
    assert len(split_question("Which ward grew most between 2005 and 2020?").questions) == 1


@pytest.fixture
def document() -> Document:
    parsed = load_markdown(CHARGES.encode(), file="charges.md")
    return Document(Source("charges", "charges.md", "Charges"), parsed.text, parsed.blocks)


def reply(document: Document, row: int, exact: str) -> Reply:
    block = [block for block in document.blocks if block.kind is BlockKind.table_row][row]
    at = document.text.index(exact, block.start)
    candidate = Candidate(0, Passage("p", "charges", 0, len(document.text), document.text, "", ()), 0.0, 0.0)
    quote = Quote(document, candidate, block.start, block.end, exact=(at, at + len(exact)))
    return Reply((quote,), 0.9, True, (quote,), ((candidate, None),), quote)


def test_the_cells_of_both_years_are_said_with_their_difference(document):
    parts = split_question(ASKED)
    whole, unanswered = join_replies(parts, [reply(document, 0, "£52.50"), reply(document, 0, "£52.50")])
    (quote,) = whole.quotes
    said = [document.text[start:end] for start, end in quote.shown]
    assert said == ["Service: Garden waste, first bin", "2025/26: £48.00; 2026/27: £52.50"]
    assert (quote.calculated, unanswered) == ("the difference between £52.50 and £48.00 is £4.50", ())


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (ASKED, (0, 1)),
        (ASKED, (1, 1)),
        (ASKED.replace("first garden waste bin", "garden waste bin"), (0, 0)),
        (ASKED.replace("2025/26", "2023/24"), (0, 0)),
        (ASKED.replace("2026/27", "2026"), (0, 0)),
        (ASKED.replace("first garden waste bin", "fridge"), (2, 2)),
    ],
    ids=["two rows", "another row", "one of two rows", "no such year", "a part of a year", "no figure"],
)
def test_no_difference_where_it_cannot_be_told(document, question, rows):
    parts = split_question(question)
    replies = [reply(document, row, "£") for row in rows]
    assert difference_of_years(parts.questions, parts.names, replies) is None
