"""What can be quoted, and how far a list reaches."""

from __future__ import annotations

import pytest

from assistant.answering.units import lead_in, list_span, units_of
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


LISTS = {
    "from an item": ("Three:\n\n- a1\n- b2\n- c3\n\nAfter.", "b2", "Three:\n\na1\nb2\nc3"),
    "from the first item": ("Three:\n\n- a1\n- b2\n\nAfter.", "a1", "Three:\n\na1\nb2"),
    "from the lead-in": ("Three:\n\n- a1\n- b2\n\nAfter.", "Three", "Three:\n\na1\nb2"),
    "only the last sentence leads in": ("Words. These are:\n\n- a1\n- b2", "b2", "These are:\n\na1\nb2"),
    "nested": ("Two:\n\n- a1\n  - deep\n- b2", "deep", "Two:\n\na1\ndeep\nb2"),
    "under a heading without a lead-in": ("# H\n\n- a1\n- b2\n\nAfter.", "a1", "a1\nb2"),
    "one item with a lead-in": ("One:\n\n- a1\n\nAfter.", "a1", "One:\n\na1"),
    "one item under a heading": ("# H\n\n- a1\n\nAfter.", "a1", "a1"),
    "one item at the very end": ("# H\n\n- a1", "a1", "a1"),
    "the last item under a heading": ("# H\n\n- a1\n- b2", "b2", "a1\nb2"),
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
        ("Words. These are:\n\n- a1\n- b2", "b2", "These are:"),
        ("# H\n\n- a1\n- b2", "b2", None),
        ("Words.\n\nMore.", "More", None),
    ],
)
def test_the_lead_in_of_an_item_is_the_sentence_before_its_list(text, words, expected):
    given = document(text)
    found = lead_in(given, given.text.index(words))
    assert (given.text[slice(*found)] if found else None) == expected
