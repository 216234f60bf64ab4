"""What says what a thing is."""

from __future__ import annotations

import pytest

from assistant.answering.definitions import asked_name, says_kind
from assistant.answering.question import analyse_question
from assistant.corpus.document import Block, BlockKind
from assistant.corpus.markdown import load_markdown

LONG = {"TLO": "Tidal Level Order"}


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is a tide mill?", "tide mill"),
        ("what are slack tides", "slack tides"),
        ("What does TLO mean?", "TLO"),
        ("What is meant by the spring range?", "spring range"),
        ("What is the height of the mill?", ""),
        ("What is the Board of Mills and Weirs?", "Board of Mills and Weirs"),
        ("What is happening at the mill?", ""),
        ("Who is the miller?", ""),
    ],
)
def test_the_name_is_told_whose_meaning_is_asked_for(question, name):
    assert asked_name(question) == name


@pytest.mark.parametrize(
    ("question", "text", "grade"),
    [
        ("What is a tide mill?", "A tide mill is a mill that the ebb drives.", 2),
        ("What is a tide mill?", "Tide mills (or sea mills) are those that the ebb drives.", 2),
        ("What is a tide mill?", "Tide mill: a mill driven by the ebb.", 2),
        ("What is a tide mill?", "The tide mill is the pride of Saltham.", 1),
        ("What is a tide mill?", "The tide mill is repaired every year.", 0),
        ("What is a tide mill?", "A wind mill is a mill that the wind drives.", 0),
        ("What is a tide mill?", "Beside the tide mill is a pond.", 0),
        ("What is the Crale Wheel?", "The Crale Wheel is a 'fit and forget' solution.", 1),
        ("What is the Crale Wheel?", "The Crale Wheel is a part of every visit.", 1),
        ("What is the Crale Wheel?", 'Ann Pern has built a boat lift, "The Crale Wheel", of oak.', 2),
        ("What is the Crale Wheel?", "They came to see a boat lift called the Crale Wheel.", 2),
        ("What is the Crale Wheel?", "In 1990 the Crale Wheel, a boat lift, was opened.", 2),
        ("What is the Crale Wheel?", "She is a member of the Crale Wheel.", 0),
        ("What is the Crale Wheel?", "Visitors to the Crale Wheel, a year later, were few.", 0),
        ("What is the Crale Wheel?", "The Crale Wheel (CW), built in 1990 and kept by the town, is a boat lift.", 2),
        ("What is a TLO?", "A tidal level order is a rule on when sluices open.", 2),
        ("What is a TLO?", "A TLO (tidal level order) is a rule on when sluices open.", 2),
        ("What is a TLO?", "This Tidal Level Order (TLO) looks at two sluices.", 0),
        ("What is the height of the mill?", "The height of the mill is a riddle.", 0),
    ],
)
def test_a_sentence_about_the_name_with_its_kind_gives_the_meaning(question, text, grade):
    assert says_kind(analyse_question(question, LONG.items()), text) == grade


def glossary_row(table: str) -> tuple[str, Block]:
    parsed = load_markdown(table.encode(), file="words.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    return parsed.text[row.start : row.end], row


@pytest.mark.parametrize(
    ("table", "grade"),
    [
        ("| Term | Meaning |\n| --- | --- |\n| Tide mill | a mill driven by the ebb |", 2),
        ("| Site | Height |\n| --- | --- |\n| Tide mill | 12 metres |", 0),
        ("| Site | Owner | Note |\n| --- | --- | --- |\n| Tide mill | town | a mill driven by the ebb |", 0),
    ],
    ids=["a glossary", "a value", "a table of more"],
)
def test_a_row_of_a_glossary_gives_the_meaning(table, grade):
    assert says_kind(analyse_question("What is a tide mill?"), *glossary_row(table)) == grade
