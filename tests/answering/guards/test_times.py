"""A figure of another time than the one asked for."""

from __future__ import annotations

import pytest

from assistant.answering.guards.times import is_during_other_year, is_undated
from assistant.answering.question import analyse_question
from assistant.corpus.document import Block, BlockKind, Document, Source

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("How many visitors did the pier have in 2024?", "In 2022 the pier had 400 visitors.", True),
        ("How much did the hub win in 2021/22?", "The hub won £1m in 2022/23.", True),
        ("How much did the hub win during March 2021?", "The hub won £1m in March 2022.", True),
        ("How much did the hub win in 2021?", "The hub won £1m in 2021/22.", False),
        ("How many visitors does the pier want by 2030?", "The 2025 plan wants 400 visitors in all.", False),
        ("How many visitors are there in the 2024 plan?", "In 2022 the pier had 400 visitors.", False),
        ("How many visitors did the pier have in 2024?", "The pier had 400 visitors, says the 2022 report.", False),
        (
            "How many visitors did the pier have in 2024?",
            "In 2022 the pier had 400 visitors, 30 more than 2021.",
            False,
        ),
        (
            "How many visitors did the pier have in 2021?",
            "In 2022 the pier had 400, 30 more than a year earlier.",
            False,
        ),
        ("What did a pass cost in 2023/24?", "A pass cost £84.15, and will be £86.66 in 2024/25.", False),
        ("How many visitors did the pier have?", "In 2022 the pier had 400 visitors.", False),
        ("Who ran the pier in 2024?", "In 2022 Ada Moss ran the pier.", False),
    ],
)
def test_a_figure_of_another_time_is_none_of_the_one_asked_for(question, sentence, is_other):
    assert is_during_other_year(analyse_question(question), scored(sentence)) is is_other


def test_a_row_may_stand_in_a_table_of_the_year_asked_for():
    row = scored("Visitors: 400; Note: counted in 2022", kind=BlockKind.table_row)
    assert not is_during_other_year(analyse_question("How many visitors were there in 2024?"), row)


@pytest.mark.parametrize(
    ("question", "title", "date", "paragraph", "is_other"),
    [
        ("How many loans were made in 2021/22?", "Report 2022/23", "2023-07", "The fund made 40 loans.", True),
        ("How many loans were made in 2019?", "Loans", "2023-07", "The fund made 40 loans.", True),
        ("How many loans were made in 2022/23?", "Report 2022/23", "2023-07", "The fund made 40 loans.", False),
        ("How many loans were made in 2022?", "Loans", "2023-07", "The fund made 40 loans.", False),
        ("How many loans were made in 2019?", "Loans", "", "The fund made 40 loans.", False),
        ("How many loans were made in 2019?", "Loans", "2023-07", "It was bad in 2019. The fund made 40 loans.", False),
        ("How many loans were made by 2019?", "Loans", "2023-07", "The fund made 40 loans.", False),
        ("How many loans were made?", "Loans", "2023-07", "The fund made 40 loans.", False),
    ],
    ids=["title", "date", "own year", "year before its date", "no date", "year before it", "not when", "no year"],
)
def test_a_figure_without_a_year_is_of_its_documents_own_time(question, title, date, paragraph, is_other):
    block = Block(BlockKind.paragraph, 0, len(paragraph))
    document = Document(Source("d", "d.md", title, date=date), paragraph, (block,))
    entry = scored(paragraph, "40", block=block)
    assert is_undated(analyse_question(question), entry, lambda id: document) is is_other
