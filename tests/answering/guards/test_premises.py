"""What a question takes for granted and the evidence says otherwise."""

from __future__ import annotations

import pytest

from assistant.answering.guards.premises import find_other_count, find_other_extreme
from assistant.answering.question import analyse_question

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "statement", "objects"),
    [
        ("What are the eight pillars of the plan?", "One of the plan's three pillars is health.", True),
        ("Who chairs the 12 boards?", "The council has four boards.", True),
        ("What are the three pillars of the plan?", "One of the plan's three pillars is health.", False),
        ("What are the two pillars of the plan?", "One of the plan's three pillars is health.", False),
        ("What are the eight pillars of the plan?", "Three pillars are about health.", False),
        ("What are the eight pillars of the plan?", "The plan has three ambitions.", False),
        ("What are the eight pillars of the plan?", "Its three green pillars come first.", False),
        ("Which of the nine boards meet?", "The two boards in Saltham meet on Mondays.", False),
        ("Which of the nine boards meet?", "The two boards meet on Mondays.", True),
        ("Which eight pillars has the plan?", "One of the plan's three pillars is health.", False),
    ],
)
def test_a_statement_that_counts_fewer_is_an_objection(question, statement, objects):
    found = scored(statement)
    assert (find_other_count(analyse_question(question), [found], [found]) is found) is objects


def test_no_objection_where_any_statement_counts_as_the_question_does():
    other, same = scored("One of the plan's three pillars is health."), scored("The old plan had eight pillars.")
    question = analyse_question("What are the eight pillars of the plan?")
    assert find_other_count(question, [other, same], [other]) is None


@pytest.mark.parametrize(
    ("question", "statement", "objects"),
    [
        ("Why does Saltham have the highest rents?", "Saltham has the lowest rents of all.", True),
        ("Why does Saltham have the highest rents?", "Saltham has the highest rents, Crale the lowest.", False),
        ("Why does Saltham have the highest rents?", "Crale has the lowest rents of all.", False),
        ("Which town has the highest rents?", "Saltham has the lowest rents of any town.", False),
        ("Why are rents in Saltham at least £900?", "Saltham has the lowest rents of all.", False),
        ("Why does Saltham have the highest rents?", "Saltham has high rents, not least as few build.", False),
    ],
)
def test_a_reason_for_what_is_the_other_way_round_is_objected_to(question, statement, objects):
    entry = scored(statement)
    assert (find_other_extreme(analyse_question(question), [entry]) is entry) is objects
