"""How a unit is quoted: an item of a list alone, or the list whole."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.question import analyse_question
from assistant.answering.quoting import brings_others, quote_unit
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

HELD_BACK = "Three things hold the mill back:\n\n- a dry leat since May\n- no miller\n- high rates\n"
LISTED = "Three things hold the mill back:\n\na dry leat since May\nno miller\nhigh rates"


def quoted(question: str, text: str, words: str) -> str:
    parsed = load_markdown(f"# Mills\n\n{text}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    candidates = [Candidate(0, passage, 0.0, 0.0) for passage in split_document(document)]
    unit = next(unit for one in candidates for unit in units_of(one, document) if words in unit.text)
    quote = quote_unit(analyse_question(question), document, Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0), 1.0))
    return document.text[quote.start : quote.end]


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("What holds the mill back?", True),
        ("Why is the leat that holds the mill back dry?", False),
        ("Which of the things holds the mill back most?", False),
        ("Since when is the mill held back?", False),
        ("What is the second thing that holds the mill back?", False),
        ("What does the ferry carry?", False),
    ],
    ids=["what all of them do", "a word of the item", "one of them", "one value", "its number", "something else"],
)
def test_an_item_brings_as_many_as_its_lead_in_says_there_are(question, is_whole):
    assert quoted(question, HELD_BACK, "dry leat") == (LISTED if is_whole else "a dry leat since May")


def test_an_item_stays_alone_where_its_lead_in_counts_something_else():
    text = HELD_BACK.replace("Three things hold the mill back", "Two mills are held back, by")
    assert quoted("What holds the mills back?", text, "dry leat") == "a dry leat since May"


@pytest.mark.parametrize(
    ("end", "question", "brings"),
    [
        (".", "What became of the kitchen?", False),
        (".", "What are the points?", True),
        ("", "What became of the kitchen?", True),
        ("", "When did the kitchen close?", False),
    ],
    ids=["sentences", "a list is asked for", "parts of one", "one value is asked for"],
)
def test_an_item_brings_its_list_where_two_are_chosen_that_are_no_sentences(end, question, brings):
    items = "".join(f"- the kitchen {did}{end}\n" for did in ("lost its cook", "had to close", "is for sale"))
    parsed = load_markdown(f"# Meals\n\nThis came up:\n\n{items}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Meals"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    first, second, *_ = [
        Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0)) for unit in units if unit.kind is BlockKind.list_item
    ]
    assert brings_others(analyse_question(question), document, first, [first, second]) is brings


def test_a_row_has_nothing_in_bold_where_yes_or_no_is_asked():
    table = "| Item | Target | 2023 |\n| --- | --- | --- |\n| Repairs | 85 | 77 |\n"
    parsed = load_markdown(f"# Mills\n\n{table}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    (unit,) = [
        unit
        for one in split_document(document)
        for unit in units_of(Candidate(0, one, 0.0, 0.0), document)
        if unit.kind is BlockKind.table_row
    ]
    cell = unit.block.cells[1]
    entry = Scored(unit, (cell.start, cell.end), dict.fromkeys(UNIT_FEATURES, 0.0))
    for question, exact in (("Did it meet its target for repairs?", None), ("What is the target?", entry.exact)):
        assert quote_unit(analyse_question(question), document, entry).exact == exact


COVER = "Kiln Aid mends pipes free of charge. The scheme does not cover:\n\n- business premises\n- pipes of lead\n"


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("What is not covered by the free Kiln Aid scheme?", True),
        ("What does the scheme not cover in Saltham?", False),
        ("What pipes of lead does the scheme not cover?", False),
        ("Who is not covered by the scheme?", False),
    ],
    ids=["all is said in front", "a word more", "a word of the item", "one value"],
)
def test_an_item_brings_its_list_where_its_introduction_says_all_that_is_asked(question, is_whole):
    assert ("\n" in quoted(question, COVER, "business premises")) is is_whole
