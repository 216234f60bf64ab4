"""What can be quoted, and how far a list reaches."""

from __future__ import annotations

import pytest

from assistant.answering.units import Unit, lead_in, list_span, nested_end, units_of
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate


def document(text: str) -> Document:
    parsed = load_markdown(text.encode(), file="d.md")
    return Document(Source("d", "d.md", "D"), parsed.text, parsed.blocks)


def span(given: Document, words: str) -> str | None:
    found = list_span(given, given.text.index(words))
    return given.text[slice(*found)] if found else None


def units(text: str, **options: bool) -> list[Unit]:
    given = document(text)
    return [
        unit
        for passage in split_document(given)
        for unit in units_of(Candidate(0, passage, 0.0, 0.0), given, **options)
    ]


def test_units_are_sentences_items_and_rows_in_reading_order():
    given = document("One. Two is longer.\n\nThree measures:\n\n- a\n- b\n\n| A | B |\n|---|---|\n| 1 | 2 |\n")
    units = [unit for passage in split_document(given) for unit in units_of(Candidate(0, passage, 0.0, 0.0), given)]
    assert [(unit.kind, unit.text) for unit in units] == [
        (BlockKind.paragraph, "One."),
        (BlockKind.paragraph, "Two is longer."),
        (BlockKind.paragraph, "Three measures:"),
        (BlockKind.list_item, "a"),
        (BlockKind.list_item, "b"),
        (BlockKind.table_row, "A: 1; B: 2"),
    ]
    assert all(given.text[unit.start : unit.end] == unit.text for unit in units)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Mill report\n\nKiln Mill Trust\n\nMay 2024\n\nThe mill turned.", ["May 2024", "The mill turned."]),
        ("# Mill report\n\nReport of the Trustees\n\n## Wheels\n\nNine Wheels", ["Nine Wheels"]),
        ("# Mill report\n\nThe wheel stands still", ["The wheel stands still"]),
        ("# Mill report\n\nIt turned.\n\nKiln Mill Trust", ["It turned.", "Kiln Mill Trust"]),
        ("Kiln Mill Trust", ["Kiln Mill Trust"]),
    ],
)
def test_a_name_below_the_title_says_nothing(text, said):
    assert [unit.text for unit in units(text)] == said


def test_a_unit_is_as_near_as_the_nearest_of_its_sentences():
    given = document("May a guest moor? Yes, for a night. More.")
    (passage,) = split_document(given)
    near = units_of(Candidate(0, passage, 0.0, 0.1, (0.5, 0.4, 0.2)), given)
    assert [unit.cosine for unit in near] == [0.5, 0.2]
    assert [unit.cosine for unit in units_of(Candidate(0, passage, 0.0, 0.1), given)] == [0.1, 0.1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May a guest moor? Yes, for a night. More.", ["May a guest moor? Yes, for a night.", "More."]),
        ("First. Why? How so? Because of silt.", ["First.", "Why? How so? Because of silt."]),
        ("First. May a guest moor?\n\nYes, for a night.", ["First.", "Yes, for a night."]),
        ("May a guest moor?", []),
        ("The study asks one thing: who pays?", ["The study asks one thing: who pays?"]),
        ("Asked:\n\n- Who pays?\n- Who moors?", ["Asked:", "Who pays?", "Who moors?"]),
    ],
    ids=["joined", "two questions", "last of its block", "alone", "it says what it asks", "items"],
)
def test_a_question_in_the_text_is_not_quoted_alone(text, expected):
    assert [unit.text for unit in units(text)] == expected


LONG_CELL = "The warden opens the gate at dawn. " + "At low tide nobody passes it, however small the boat may be. " * 5


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Sluice gate", "Place: Sluice gate; Rule: The warden opens the gate at dawn."),
        ("It has a gate.", "It has a gate."),
    ],
    ids=["a name", "a sentence"],
)
def test_the_name_of_a_long_row_is_no_unit_by_itself(name, first):
    found = units(f"| Place | Rule |\n|---|---|\n| {name} | {LONG_CELL}|\n")
    assert [unit.text for unit in found][:1] == [first]
    assert found[0].asked_until == (len("Place: Sluice gate") if name == "Sluice gate" else 0)
    assert "At low tide nobody passes it, however small the boat may be." in [unit.text for unit in found]


def test_a_unit_tells_where_the_question_ends_that_it_begins_with():
    answered, more = units("May a guest moor? Yes, for a night. More.")
    assert answered.text[: answered.asked_until - answered.start] == "May a guest moor?"
    assert more.asked_until == 0


@pytest.mark.parametrize(
    ("caption", "captions", "shown"),
    [("Table 1: Berths", False, 0), ("Table 1: Berths", True, 1), ("Table 1 shows that berths are few.", False, 1)],
    ids=["left out", "asked for", "a sentence"],
)
def test_the_caption_of_a_table_is_no_statement(caption, captions, shown):
    texts = [unit.text for unit in units(f"{caption}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n", captions=captions)]
    assert texts == [caption] * shown + ["A: 1; B: 2"]


LISTS = {
    "from an item": ("Three:\n\n- a1\n- b2\n- c3\n\nAfter.", "b2", "Three:\n\na1\nb2\nc3"),
    "from the first item": ("Three:\n\n- a1\n- b2\n\nAfter.", "a1", "Three:\n\na1\nb2"),
    "from the lead-in": ("Three:\n\n- a1\n- b2\n\nAfter.", "Three", "Three:\n\na1\nb2"),
    "only the last sentence leads in": ("Words. The two are:\n\n- a1\n- b2", "b2", "The two are:\n\na1\nb2"),
    "the sentence before one that says nothing": (
        "More. Words. These are:\n\n- a1\n- b2",
        "b2",
        "Words. These are:\n\na1\nb2",
    ),
    "nested": ("Two:\n\n- a1\n  - deep\n- b2", "deep", "Two:\n\na1\ndeep\nb2"),
    "under a heading without a lead-in": ("# H\n\n- a1\n- b2\n\nAfter.", "a1", "a1\nb2"),
    "one item with a lead-in": ("One:\n\n- a1\n\nAfter.", "a1", "One:\n\na1"),
    "one item under a heading": ("# H\n\n- a1\n\nAfter.", "a1", "a1"),
    "one item at the very end": ("# H\n\n- a1", "a1", "a1"),
    "the last item under a heading": ("# H\n\n- a1\n- b2", "b2", "a1\nb2"),
    "from an item, without the sentence before that announces nothing": (
        "It has not.\n\n- a1\n- b2",
        "b2",
        "a1\nb2",
    ),
    "a plain paragraph": ("Words.\n\nMore.", "Words", None),
    "a paragraph after a list": ("- a1\n- b2\n\nAfter.", "After", None),
    "a table": ("| A |\n|---|\n| x1 |\n", "x1", None),
}


@pytest.mark.parametrize(("text", "words", "expected"), LISTS.values(), ids=LISTS.keys())
def test_a_list_reaches_from_its_lead_in_to_its_last_item(text, words, expected):
    assert span(document(text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Words. The two are:\n\n- a1\n- b2", "b2", "The two are:"),
        ("More. Words. These include:\n\n- a1\n- b2", "b2", "Words. These include:"),
        ("More. Words. This includes two people who:\n\n- a1\n- b2", "b2", "This includes two people who:"),
        ("# H\n\n- a1\n- b2", "b2", None),
        ("Words.\n\nMore.", "More", None),
        ("The firm has not.\n\n- a1\n- b2", "b2", None),
        ("It names two measures.\n\n- a1\n- b2", "b2", "It names two measures."),
        ("In 2023 we plan to\n\n- a1\n- b2", "b2", "In 2023 we plan to"),
        ("Two:\n\n- a1\n  - deep\n  - deeper\n- b2", "deeper", "a1"),
        ("Two:\n\n- a1\n  - deep\n- b2", "b2", "Two:"),
    ],
)
def test_the_lead_in_of_an_item_is_the_sentence_before_its_list(text, words, expected):
    given = document(text)
    found = lead_in(given, given.text.index(words))
    assert (given.text[slice(*found)] if found else None) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("a1", "a1\ndeep\ndeeper"), ("deep", "deep\ndeeper"), ("b2", "b2")],
    ids=["all below it", "the next level", "none"],
)
def test_an_item_ends_with_the_items_nested_in_it(words, expected):
    given = document("Two:\n\n- a1\n  - deep\n    - deeper\n- b2\n\nAfter.")
    item = given.block_at(given.text.index(words))
    assert item is not None
    assert given.text[item.start : nested_end(given, item)] == expected
