"""A figure of one place is none of the country."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.nation import is_of_one_place
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.passages import Passage
from assistant.retrieval import Candidate


def scored(text: str, exact: str, title: str, kind: BlockKind = BlockKind.paragraph) -> Scored:
    passage = Passage("one", "one", 0, len(text), text, title, ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), kind, text)
    at = text.index(exact)
    return Scored(unit, (at, at + len(exact)), dict.fromkeys(UNIT_FEATURES, 0.0))


@pytest.mark.parametrize(
    ("question", "text", "exact", "title", "is_of_place"),
    [
        (
            "How many jurors sat in England in 2023?",
            "178,000 people sat as jurors, 30,000 of them in London.",
            "178,000",
            "Jury service in England",
            False,
        ),
        ("How many firms are there in the UK?", "There are 400 firms; Leeds has 70.", "400", "British firms", False),
        ("How many ponds are there in Britain?", "There are 900, most in Kent.", "900", "The nation's ponds", False),
        ("How many firms are there in the UK?", "There are 400 firms; Leeds has 70.", "400", "Firms", True),
        ("How many firms are there in the UK?", "There are 400 firms; Leeds has 70.", "70", "British firms", True),
        ("How many firms are there in the UK?", "In Leeds, there are 70 firms.", "70", "British firms", True),
        ("How many firms are there in the UK?", "70 firms are in Leeds.", "70", "British firms", True),
        ("How many firms are there in Leeds?", "In Leeds there are 70 firms.", "70", "British firms", False),
        ("How many firms are there in the UK?", "There are 70 firms.", "70", "Firms", False),
    ],
)
def test_a_figure_of_the_country_is_told_by_its_title_in_front_of_a_place(question, text, exact, title, is_of_place):
    assert is_of_one_place(analyse_question(question), scored(text, exact, title)) is is_of_place


def test_a_row_of_a_place_is_of_it_whatever_the_title():
    row = scored("Firms: 70; City: Leeds", "70", "British firms", BlockKind.table_row)
    assert is_of_one_place(analyse_question("How many firms are there in the UK?"), row)
