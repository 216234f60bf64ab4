"""A figure of one of two opposites is none of the other."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.opposites import is_of_opposite_kind, says_opposite
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.passages import Passage
from assistant.retrieval import Candidate


def scored(text: str, behind: str = "", exact: str = "40", kind: BlockKind = BlockKind.paragraph) -> Scored:
    passage = Passage("one", "one", 0, len(text) + len(behind), f"{text}{behind}", "", ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), kind, text)
    at = text.index(exact)
    return Scored(unit, (at, at + len(exact)), dict.fromkeys(UNIT_FEATURES, 0.0))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many people swim at weekends?", "On weekdays 40 people swim."),
        ("How many trains run on Sundays?", "On weekdays 40 trains run."),
        ("How many night flights were there?", "In the daytime there were 40 flights."),
        ("What is the rural bus fare?", "An urban bus fare is 40p."),
        ("What was the mill's net income?", "Its gross income was £40m."),
        ("How many part-time staff are there?", "There are 40 full-time staff."),
        ("What is the uptake in primary schools?", "In secondary schools 40% take lunch."),
        ("How many unplanned closures were there?", "There were 40 planned closures."),
        ("How many closures were planned?", "There were 40 unplanned closures."),
        ("How many inbound ferries were late?", "Of the outbound ferries 40 were late."),
    ],
)
def test_a_figure_of_the_opposite_kind_is_of_another_thing(question, text):
    assert is_of_opposite_kind(analyse_question(question), scored(text))
    assert says_opposite(analyse_question(question), scored(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many people swim at weekends?", "At weekends 40 people swim, on weekdays 12."),
        ("How many people swim at weekends?", "On Saturdays 40 people swim, fewer than on weekdays."),
        ("How many people swim?", "On weekdays 40 people swim."),
        ("How many swim on weekdays and at weekends?", "On weekdays 40 people swim."),
        ("Is the pool open at weekends?", "It is open 40 hours on weekdays."),
        ("When is the pool open at weekends?", "It is open on weekdays only, 40 hours."),
        ("What is the primary aim of the fund?", "It is to reach 40 secondary schools."),
        ("When will net zero be reached?", "Gross emissions are to fall by 40% by 2030."),
        ("What did the mill's nets weigh?", "Their gross weight was 40 kg."),
        ("How many closures were not planned?", "There were 40 unplanned closures."),
        ("How many cases of domestic abuse were there?", "There were 40, on international estimates."),
        ("When does it close?", "It opens 40 days from now."),
        (
            "What time does it open on weekdays?",
            "It opens 40 minutes earlier from Tuesday to Friday, and on Saturdays at 1.",
        ),
        ("How many people live in urban areas?", "In cities live 40 million people, in rural areas 9 million."),
        ("What is the gross domestic product?", "It was 40 billion by the International Monetary Fund."),
    ],
)
def test_what_may_be_of_the_kind_asked_for_is_left_alone(question, text):
    assert not is_of_opposite_kind(analyse_question(question), scored(text))


def test_a_passage_that_tells_of_the_kind_asked_for_may_mean_it():
    question = analyse_question("How many people swim at weekends?")
    entry = scored("It is more than the 40 of weekdays.", behind=" Weekends draw most people.")
    assert not is_of_opposite_kind(question, entry)
    assert says_opposite(question, entry)


def test_a_row_is_left_to_its_columns():
    row = scored("Weekday: 40", kind=BlockKind.table_row)
    assert not is_of_opposite_kind(analyse_question("How many people swim at weekends?"), row)
