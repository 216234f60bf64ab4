"""What opens a question has a capital, and is no name."""

from __future__ import annotations

import pytest

from assistant.answering.parts.split import split_question
from assistant.conversation.names import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Describe the levy.", []),
        ("Summarise Norvane's plan.", ["Norvane's"]),
        ("Explain Kelder Trust rents.", ["Kelder Trust"]),
        ("Compare Ashmoor and Beldale.", ["Ashmoor and Beldale"]),
        ("According to the audit, who paid?", []),
        ("Roughly how many staff are there?", []),
        ("Total staff?", []),
        ("Norvane Total: who runs it?", ["Norvane Total"]),
        ("Who runs the Average Wage Board?", ["Average Wage Board"]),
        ("Who runs Last Mile?", ["Last Mile"]),
    ],
)
def test_a_request_or_an_adverb_that_opens_a_question_is_no_name(text, names):
    assert names_in(text) == names


def test_a_part_is_not_completed_with_the_word_that_opens_the_question():
    assert split_question("Describe the levy and how it is collected.").questions[1] == "how it is collected? (levy)"
