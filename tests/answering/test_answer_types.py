"""Which kind of words answers a question is told by what it asks, not by any word in it."""

from __future__ import annotations

import pytest

from assistant.answering.answer_types import AnswerType, answer_type, names_list


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("which school has the highest number of pupils?", AnswerType.other),
        ("which ward has the highest percentage of tenants?", AnswerType.other),
        ("which percentage of the tenants moved?", AnswerType.percentage),
        ("has the number of rough sleepers risen?", AnswerType.yes_no),
        ("was the proportion of women above 40%?", AnswerType.yes_no),
        ("is there a figure for the number of jobs?", AnswerType.quantity),
        ("does the report give the number of jobs?", AnswerType.quantity),
        ("can you tell me the number of nurses?", AnswerType.quantity),
        ("is it known what share of the ferries were late?", AnswerType.percentage),
    ],
)
def test_a_measure_is_asked_for_only_where_it_is_the_answer(question, asked):
    assert answer_type(question) is asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("what will the investment deliver?", AnswerType.other),
        ("what has the funding achieved so far?", AnswerType.other),
        ("what will the budget be?", AnswerType.amount),
        ("what did the budget for 2023 come to?", AnswerType.amount),
        ("what funding has it received?", AnswerType.amount),
        ("what would earn us extra points?", AnswerType.other),
        ("what does a pilot earn?", AnswerType.amount),
        ("what did it cost?", AnswerType.amount),
        ("how much of the waste is recycled?", AnswerType.part),
        ("how much of the £4m was spent?", AnswerType.amount),
    ],
)
def test_money_is_asked_for_only_where_it_is_no_doer(question, asked):
    assert answer_type(question) is asked


@pytest.mark.parametrize(
    ("question", "is_list"),
    [
        ("who are the partners?", True),
        ("and who are the members?", True),
        ("how many people who are homeless were housed?", False),
        ("what are the county's main exports?", True),
        ("what were total exports in 2023?", False),
        ("what were the mill's takings?", False),
        ("what are the mill's flour sales worth?", False),
        ("what are the emissions targets?", True),
        ("what other three bodies signed?", True),
        ("which three companies moved?", True),
        ("which company created 40 jobs?", False),
    ],
)
def test_a_list_is_asked_for_where_several_things_are_the_answer(question, is_list):
    assert names_list(question) is is_list
