"""Rows of a table on what sources differ in."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.topics import without_other_topics
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate


@pytest.mark.parametrize(
    ("topic", "question", "is_left"),
    [
        ("Weight of the wheel", "When was the mill launched?", False),
        ("Weight of the wheel", "Why is there no one figure for the visitors?", False),
        ("Mills in Crale", "When was the church built?", False),
        ("Launch of the mill", "When was the mill launched?", True),
        ("Weight of the wheel", "How heavy is the wheel, and when was it hung?", True),
    ],
    ids=["another topic", "a general question", "a word of the title", "a word of the question", "of several things"],
)
def test_a_row_on_which_sources_differ_answers_only_where_its_topic_is_asked_for(topic, question, is_left):
    table = f"## Conflicts between sources\n\n| Topic | A | B |\n| --- | --- | --- |\n| {topic} | May | June |\n"
    parsed = load_markdown(f"# Mills\n\n{table}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills and a church"), parsed.text, parsed.blocks)
    found = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    rows = [Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0)) for unit in found if unit.kind is BlockKind.table_row]
    assert len(rows) == 1
    assert bool(without_other_topics(analyse_question(question), rows)) is is_left
