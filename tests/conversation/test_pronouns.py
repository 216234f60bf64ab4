"""A pronoun stands for something said before, or for what its own question says."""

from __future__ import annotations

import pytest

from assistant.conversation.pronouns import refers


@pytest.mark.parametrize(
    "question",
    [
        "Who leads it?",
        "What is its budget?",
        "How many nights did they stay?",
        "What are their targets?",
        "How many of their members are women?",
        "How many staff work at its office?",
        "How many people work there?",
        "Is that more than in 2020?",
        "How much was paid that year?",
        "Who opened the new one?",
        "What did the Bradford one receive?",
        "What smoking rate does the 2024 one aim for?",
        "How much did each get?",
        "How many of those closed?",
        "In Bristol, how many do they run?",
        "Last year, how much was spent on it?",
        "Is it going to open in 2030?",
        "Does the harbour let rooms to them?",
        "I meant what the council there is planning",
        "What did Ofsted say about it?",
    ],
)
def test_a_pronoun_may_stand_for_something_before(question):
    assert refers(question)


@pytest.mark.parametrize(
    "question",
    [
        "Is there a target for hedges?",
        "How many pupils missed lessons this year?",
        "What do the schemes that closed have in common?",
        "How much has the trust that runs the port to spend?",
        "What share of farmers said that they would retire?",
        "Which operators in Saltham said they would join?",
        "How many firms moved their offices?",
        "What proportion of people in Saltham have their home by the river?",
        "Who runs Propel, and what does it do?",
        "Who opened Harrow Pool in the year it was sold?",
        "Why did Saltham close its museums?",
        "When did the planners give the bridge its first approval?",
        "How many households have at least one car?",
        "What support does each district in Saltham offer?",
        "How many people are in both work and education?",
        "How much money does each English zone get?",
        "How does the fare in Saltham compare with that in Penmar?",
        "How do the jobs in the port compare with those of the whole town?",
        "How many people worked in the port in the 2020 edition, not the 2019 one?",
        "Is it easy to get a permit?",
        "How was it decided that a firm counts?",
        "Who was the former chair?",
        "How many took the IT course?",
        "Which minister said how let down he felt?",
    ],
)
def test_a_pronoun_may_stand_for_what_its_own_question_says(question):
    assert not refers(question)
