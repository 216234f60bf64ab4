"""Rows of a table on what sources differ in."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.topics import is_of_other_topic, without_other_topics
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate


@pytest.mark.parametrize(
    ("topic", "question", "may_answer", "may_stand_beside"),
    [
        ("Weight of the wheel", "When was the mill launched?", False, False),
        ("Weight of the wheel", "Why is there no one figure for the visitors?", False, False),
        ("Mills in Crale", "When was the church built?", False, False),
        ("Launch of the mill", "When was the mill launched?", True, True),
        ("Launch of the mill", "When did it begin, by the minutes?", True, False),
        ("Weight of the wheel", "How heavy is the wheel, and when was it hung?", True, True),
    ],
    ids=[
        "another topic",
        "general",
        "a word of the title",
        "a word of the topic",
        "a word of a cell",
        "several things",
    ],
)
def test_a_row_on_which_sources_differ_answers_what_it_has_words_of(topic, question, may_answer, may_stand_beside):
    row = f"| {topic} | May (minutes) | June |"
    table = f"## Conflicts between sources\n\n| Topic | A | B |\n| --- | --- | --- |\n{row}\n"
    parsed = load_markdown(f"# Mills\n\n{table}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills and a church"), parsed.text, parsed.blocks)
    found = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    rows = [Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0)) for unit in found if unit.kind is BlockKind.table_row]
    assert len(rows) == 1
    asked = analyse_question(question)
    assert bool(without_other_topics(asked, rows)) is may_answer
    assert is_of_other_topic(asked, rows[0]) is not may_stand_beside
