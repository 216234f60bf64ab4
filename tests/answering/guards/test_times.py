"""A figure of another time than the one asked for."""

from __future__ import annotations

import pytest

from assistant.answering.guards.times import (
    is_at_other_end,
    is_during_other_year,
    is_under_other_period,
    is_when_it_was_said,
)
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
    assert is_told_of_other_year(question, sentence) is is_other


@pytest.mark.parametrize(
    ("sentence", "heading", "is_other"),
    [
        ("In 2022 the pier had 400 visitors.", "The pier", True),
        ("In 2022 the pier had 400 visitors.", "Visitors in 2024", False),
        ("Founded in 2011, the pier had 400 visitors.", "The pier", False),
        ("The pier had 400 visitors, more than in 2022.", "The pier", False),
        ("In 2022 the pier had more than 400 visitors.", "The pier", True),
        ("The pier had over 2000 visitors.", "The pier", False),
    ],
)
def test_a_year_of_something_else_is_not_that_of_the_figure(sentence, heading, is_other):
    assert is_told_of_other_year("How many visitors did the pier have in 2024?", sentence, heading) is is_other


def is_told_of_other_year(question: str, sentence: str, heading: str = "The pier") -> bool:
    block = Block(BlockKind.paragraph, 0, len(sentence), headings=("Piers (2024)", heading))
    document = Document(Source("d", "d.md", "Piers"), sentence, (block,))
    entry = scored(sentence, block=block)
    return is_during_other_year(analyse_question(question), entry, lambda id: document)


def test_a_row_may_stand_in_a_table_of_the_year_asked_for():
    row = scored("Visitors: 400; Note: counted in 2022", kind=BlockKind.table_row)
    document = Document(Source("d", "d.md", "Piers"), row.unit.text, ())
    assert not is_during_other_year(analyse_question("How many visitors were there in 2024?"), row, lambda id: document)


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "is_saying"),
    [
        ("When did the pier open?", "The pier was confirmed on 3 May 2025 as going ahead.", "3 May 2025", True),
        ("On what date was the pier finished?", "The port said in May 2025 that it was ready.", "May 2025", True),
        ("When did work start?", "The leader told the council in 2024 that the pier was needed.", "2024", True),
        ("When was the pier opened?", "The mayor announced that it opened on 3 May 2025.", "3 May 2025", False),
        ("When was the pier opened?", "The pier, announced in 2019, opened on 3 May 2025.", "3 May 2025", False),
        ("When was the pier announced to open?", "It was announced on 3 May 2025.", "3 May 2025", False),
        ("When was the pier approved?", "The approval was announced on 3 May 2025.", "3 May 2025", False),
        ("When did the pier open?", "Work on the pier ended in 2024.", "2024", False),
        ("When will the pier open?", "The pier is confirmed to open in 2027.", "2027", False),
        ("When did the pier open?", "The trust confirmed opening on 4 May 2025.", "4 May 2025", False),
        ("When was the inquiry set up?", "The inquiry was announced on 3 May 2025.", "3 May 2025", False),
    ],
)
def test_when_something_was_said_is_not_when_it_took_place(question, sentence, exact, is_saying):
    assert is_when_it_was_said(analyse_question(question), scored(sentence, exact)) is is_saying


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "is_other"),
    [
        ("When did the contract begin?", "The contract ends in May 2027.", "May 2027", True),
        ("Tell me when the lease expires.", "The lease began on 3 May 2020.", "3 May 2020", True),
        ("When did the contract begin?", "It began in May 2020 and ends in May 2027.", "May 2020", False),
        ("When did the contract end?", "It began in May 2020 and ended in May 2027.", "May 2027", False),
        (
            "When does the new lease start?",
            "It takes over when the old one expires on 31 March 2026.",
            "31 March 2026",
            False,
        ),
        ("When did the council start charging?", "Free collections ended in April 2021.", "April 2021", False),
        ("When does it start and when does it end?", "It ends in May 2027.", "May 2027", False),
        ("How long does the contract run?", "The contract ends in May 2027.", "May 2027", False),
    ],
)
def test_when_something_ends_is_not_when_it_began(question, sentence, exact, is_other):
    assert is_at_other_end(analyse_question(question), scored(sentence, exact)) is is_other


@pytest.mark.parametrize(
    ("question", "sentence", "heading", "is_other"),
    [
        ("What did they spend on fuel from May to July 2024?", "Fuel: £710", "August – October 2024", True),
        ("What did they spend on fuel from May to July 2024?", "Fuel: £710", "May – July 2024", False),
        ("What did they spend on fuel in June 2024?", "Fuel: £710", "May to July 2024", False),
        ("What did they spend on fuel in June 2024?", "Fuel: £710", "May to July 2023", True),
        ("What did they spend on fuel in Jan 2024?", "Fuel: £710", "December 2023 to February 2024", False),
        ("What did they spend on fuel in 2021/22?", "Fuel: £710", "2020/21", True),
        ("What did they spend on fuel in 2021/22?", "Fuel: £710", "Year ending 31 March 2022", False),
        ("What did they spend on fuel in 2024?", "In 2024 they spent £710.", "2023", False),
        ("What did they spend on fuel in 2024?", "Fuel: £710", "The 2023 flood", False),
        ("What did they spend on fuel?", "Fuel: £710", "May – July 2024", False),
        ("Who ran the pier in 2024?", "Ada Moss ran the pier.", "2022", False),
        ("How many homes were built in 2024?", "The council built 312 homes last year.", "3 March 2025", False),
        ("What will it cost by 2030?", "It will cost £45m by the end of the decade.", "April 2025", False),
    ],
)
def test_what_stands_under_a_date_is_of_no_other_one(question, sentence, heading, is_other):
    block = Block(BlockKind.list_item, 0, len(sentence), headings=("Reports", heading))
    entry = scored(sentence, block=block)
    assert is_under_other_period(analyse_question(question), entry) is is_other
