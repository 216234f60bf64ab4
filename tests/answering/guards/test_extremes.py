"""The least is not the most."""

from __future__ import annotations

import pytest

from assistant.answering.guards.extremes import has_other_extreme
from assistant.answering.question import analyse_question
from assistant.corpus.document import BlockKind

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "sentence", "words", "is_meant"),
    [
        (
            "What do most farmers grow?",
            "Nine in ten farmers grow wheat, even on the smallest holdings.",
            "wheat",
            True,
        ),
        ("Where do most young people live?", "They live in Crale, near the lowest rents.", "Crale", True),
        ("How do most pupils travel?", "By bus, even in the smallest villages.", "bus", True),
        (
            "What was the most common crime?",
            "The smallest group was fraud; theft was the commonest crime.",
            "theft",
            True,
        ),
        ("Which ward has the highest rents?", "Pern has the lowest; Crale has those above all.", "Crale", True),
        ("Which bird is the commonest?", "Terns are the rarest, but gulls are everywhere.", "gulls", True),
        ("Where do most accidents happen?", "The fewest accidents happen in Crale.", "Crale", False),
        ("Which ward has most pupils?", "The smallest number of pupils is in Crale.", "Crale", False),
        ("Which are the most popular parks?", "The least popular is Kiln Park.", "Kiln Park", False),
        ("What was the commonest crime?", "The rarest was fraud.", "fraud", False),
        ("Which ward has the highest rents?", "Pern stands out; its rents are the lowest.", "Pern", False),
        ("Which ward has the highest rents?", "Rents are low; Crale has the lowest.", "Crale", False),
        ("Which ward has the most pupils?", "Crale has 400, not least because of new estates.", "Crale", True),
        ("What is the maximum grant?", "From a minimum of £5,000 up to £50,000.", "£50,000", True),
        ("What is the maximum grant?", "The minimum is £5,000.", "£5,000", False),
    ],
)
def test_the_opposite_extreme_is_that_of_the_exact_answer(question, sentence, words, is_meant):
    assert has_other_extreme(analyse_question(question), scored(sentence, words)) is not is_meant


def test_a_row_is_left_to_the_numbers_of_its_table():
    row = scored("Ward: Crale; Lowest rent: £400", "Crale", kind=BlockKind.table_row)
    assert not has_other_extreme(analyse_question("Which ward has the highest rent?"), row)
