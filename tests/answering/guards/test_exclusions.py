"""What a question leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.exclusions import is_left_out, is_of_year_left_out
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit, units_of
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage, split_document
from assistant.retrieval import Candidate


@pytest.mark.parametrize(
    ("question", "row", "is_out"),
    [
        ("How many hours were worked, not counting training?", "Hours of training", True),
        ("How many hours were worked, apart from the training hours?", "Hours of training", True),
        ("How many hours were worked, not counting training?", "Hours of rescues", False),
        ("How many hours were worked, not counting training?", "Hours excluding training", False),
        ("How many hours of training were there, not counting travel?", "Hours of training", False),
        ("How many hours of training were there?", "Hours of training", False),
        ("How many hours were worked other than in training and travel?", "Hours of training", False),
    ],
)
def test_a_row_of_what_is_left_out_is_no_answer(question, row, is_out):
    parsed = load_markdown(f"| Measure | 2024 |\n| --- | --- |\n| {row} | 4,905 |\n".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Rescues"), parsed.text, parsed.blocks)
    found = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    unit = next(unit for unit in found if unit.kind is BlockKind.table_row)
    entry = Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0))
    assert is_left_out(analyse_question(question), entry) is is_out
    sentence = replace(entry, unit=replace(unit, block=None))
    assert not is_left_out(analyse_question(question), sentence)


@pytest.mark.parametrize(
    ("question", "text", "is_out"),
    [
        ("How many worked in tents in the 2020 edition, not the 2019 one?", "In the 2019 edition tents had 9.", True),
        ("How many worked in tents in 2020, rather than in 2019?", "In 2019 tents had 9.", True),
        ("How many worked in tents in the 2020 edition, not the 2019 one?", "In the 2020 edition tents had 9.", False),
        (
            "How many worked in tents in the 2020 edition, not the 2019 one?",
            "After 9 in 2019 they had 8 in 2020.",
            False,
        ),
        ("How many worked in tents in the 2020 edition, not the 2019 one?", "Tents had 9.", False),
        ("Was it not in 2019 that the hall opened?", "The hall opened in 2019.", False),
        ("Why was it not before 2019?", "In 2019 the hall opened.", False),
    ],
)
def test_a_year_that_is_not_meant_is_left_out(question, text, is_out):
    passage = Passage(text, "one", 0, len(text), text, "", ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), BlockKind.paragraph, text)
    entry = Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0))
    assert is_of_year_left_out(analyse_question(question), entry) is is_out
