"""Whether something rose or fell is told by a change."""

from __future__ import annotations

import pytest

from assistant.answering.guards.changes import tells_no_change
from assistant.answering.question import analyse_question

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Did thefts at the mill go up?", "There were no thefts in the yard."),
        ("did visits fall in 2023", "There were 412 visits in 2023."),
        ("Has the waiting list grown?", "The waiting list is kept by Ada Moss."),
        ("Is water quality getting better?", "Water quality is tested at 12 sites."),
        ("Did unemployment fall in West Saltham?", "In West Saltham 412 people had no work."),
        ("Did sales of boats double?", "There were 412 sales of boats."),
        ("Are the pits shrinking?", "The pits are kept by Ada Moss."),
        ("Have rents in Saltham increased?", "Rents are set by the council."),
    ],
)
def test_what_there_is_tells_no_change(question, text):
    assert tells_no_change(analyse_question(question), scored(text, text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Did thefts at the mill go up?", "Thefts went the other way, from 34 to 31."),
        ("Did visits fall?", "There were 412 visits, the most since 2019; 12 fewer were paid for."),
        ("Did visits fall?", "Visits numbered 412 in 2023 and 386 in 2022."),
        ("Did visits fall?", "Visits were at a record."),
        ("Did visits rise?", "Visits are double last year's."),
        ("Are double rooms let?", "All rooms are let by the week."),
        ("Has the waiting list grown?", "The list is unchanged."),
        ("Did the council have rents in Saltham?", "Rents are set by the council."),
        ("How much did visits grow?", "There were 412 visits."),
        ("Was there a thief?", "There were no thefts in the yard."),
    ],
)
def test_what_may_tell_a_change_is_left_alone(question, text):
    assert not tells_no_change(analyse_question(question), scored(text, text))
