"""What the number in a unit counts, beside what "how many" asks for."""

from __future__ import annotations

import pytest

from assistant.answering.counted import counts_other, of_asked_noun
from assistant.answering.question import analyse_question
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.retrieval import Candidate


def unit(text: str, context: str = "") -> Unit:
    passage = Passage("p", "d", 0, len(text), text, context, ())
    return Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), BlockKind.paragraph, text)


def span(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def test_new_ones_are_of_the_same_sort():
    text = "It will house 45 firms."
    assert counts_other(analyse_question("How many new homes will Crale build?"), unit(text), span(text, "45"))
    assert not counts_other(analyse_question("How many new firms will it house?"), unit(text), span(text, "45"))


PILOTS = "The port employs 940 people, of whom 61 are deckhands and pilots."
SHARE = "Crale had 15% of the 420 shipyards of the coast."


@pytest.mark.parametrize(
    ("question", "text", "seen", "is_other"),
    [
        ("How many jobs are at the port?", "The port has over 70 shipping firms.", "over 70 shipping firms", True),
        ("How many jobs are at the port?", "The port has a staff of 70, or 64 posts.", "64 posts", False),
        ("How many jobs are at the port?", "The port has 70 berths.", "70 berths", False),
        ("How many porters has the port?", "The port has 26 cranes.", "26", True),
        ("How many people work at the port?", "The port has 26 cranes.", "26", True),
        ("How many homes has the port?", "The port has 26 flats.", "26", False),
        ("How many firms has the port?", "The port has 26 members.", "26", False),
        ("How many nurses has the port?", "The port has 26 staff.", "26", False),
        ("How many women work at the port?", "Of the women, 30% are crane drivers.", "30%", True),
        ("How many pilots has the port?", PILOTS, "61", True),
        ("How many deckhands has the port?", PILOTS, "61", False),
        ("How many pilots has the port?", PILOTS, "940", True),
        ("How many people has the port?", PILOTS, "940", False),
        ("How many shipyards has Crale?", SHARE, "420", True),
        ("How many shipyards are on the coast?", SHARE, "420", False),
        ("What does the port have?", "The port has over 70 shipping firms.", "over 70 shipping firms", False),
    ],
    ids=[
        "firms for jobs",
        "posts for jobs",
        "another thing, perhaps in other words",
        "cranes for porters",
        "cranes for people",
        "flats are homes",
        "members may be firms",
        "staff for nurses, of which others decide",
        "a share",
        "two together",
        "the first of two",
        "counted by another number",
        "what is counted",
        "what a share is of",
        "the whole is asked for",
        "no number is asked for",
    ],
)
def test_the_number_of_something_else_is_no_answer(question, text, seen, is_other):
    assert counts_other(analyse_question(question), unit(text), span(text, seen)) is is_other


@pytest.mark.parametrize(
    ("question", "is_other"),
    [
        ("How many people work at the Kiln Hub?", True),
        ("How many firms has the Kiln Hub helped?", False),
        ("How many berths has the Kiln Hub?", False),
        ("How many people work in companies of the Kiln Hub?", False),
    ],
    ids=["another sort", "its own", "of no known sort", "named in the question"],
)
def test_a_bare_number_counts_what_the_name_of_its_row_says(question, is_other):
    parsed = load_markdown(b"| Topic | A |\n| --- | --- |\n| Companies helped by the Kiln Hub | 31 |\n", file="hub.md")
    row = parsed.blocks[0]
    text = parsed.text[row.start : row.end]
    passage = Passage("p", "d", row.start, row.end, text, "", ())
    given = Unit(Candidate(0, passage, 0.0, 0.0), row.start, row.end, row.kind, text, row)
    at = parsed.text.index("31")
    assert counts_other(analyse_question(question), given, (at, at + 2)) is is_other


@pytest.mark.parametrize(
    ("question", "context", "is_other"),
    [
        ("How many diesel boats are moored at Pern?", "Harbours", True),
        ("How many diesel boats are moored at Pern?", "Diesel harbours", False),
        ("How many boats are moored at Pern?", "Harbours", False),
        ("How many Pern boats are there in total?", "Harbours", False),
        ("How many passengers does Pern have?", "Harbours", False),
    ],
    ids=["a kind", "told by the title", "no kind", "a name", "not the column's"],
)
def test_a_row_that_counts_all_does_not_answer_for_a_kind(question, context, is_other):
    parsed = load_markdown(b"| Quay | Boats |\n| --- | --- |\n| Pern | 31 |\n", file="quays.md")
    row = parsed.blocks[0]
    text = parsed.text[row.start : row.end]
    passage = Passage("p", "d", row.start, row.end, text, context, ())
    given = Unit(Candidate(0, passage, 0.0, 0.0), row.start, row.end, row.kind, text, row)
    at = parsed.text.index("31")
    assert counts_other(analyse_question(question), given, (at, at + 2)) is is_other


@pytest.mark.parametrize(
    ("question", "text", "seen", "found"),
    [
        (
            "How many pilots work there?",
            "There are over 300 pilots, over 40 harbour pilots among them.",
            "40",
            "over 300",
        ),
        ("How many cooks are aboard?", "Of 90 sailors aboard 8 are cooks.", "90 sailors", "8"),
        ("How many staff are aboard?", "There are 90 workers aboard and 8 staff ashore.", "90 workers", "90 workers"),
        ("How many pilots work there?", "There are 40 harbour pilots.", "40", "40"),
        ("How many harbour pilots work there?", "There are 300 pilots, 40 harbour pilots among them.", "40", "40"),
        (
            "How many people did the clinic treat?",
            "It treated 5,240 patients, and 38 people work there.",
            "5,240 patients",
            "5,240 patients",
        ),
        (
            "How many social workers are there?",
            "The 2,300 staff include 180 apprentices and 64 qualified social workers.",
            "2,300 staff",
            "64",
        ),
        (
            "How many pilots are there?",
            "The port has 6,850 staff, including 80 registered pilots.",
            "6,850 staff",
            "80",
        ),
        ("How many people pay for care?", "Of the 5,200 people in care, 1,900 pay for it.", "5,200 people", "1,900"),
        ("How many people work there?", "Of the 900 people there, 400 work shifts.", "900", "900"),
        ("How many homes were checked for damp?", "Of the 520 homes checked, 19 had damp.", "520", "520"),
        ("How many people are in care?", "Of the 5,200 people in care, 1,900 pay for it.", "5,200", "5,200"),
    ],
    ids=[
        "a narrower noun",
        "another noun",
        "another word for it",
        "no other number",
        "the narrower is asked for",
        "patients are people",
        "the asked kind of the same noun",
        "a kind of the asked noun, beside another noun",
        "a part does what is asked",
        "a part does more than what is asked",
        "a part does what is asked of the whole",
        "the whole does what is asked",
    ],
)
def test_the_number_that_counts_just_what_is_asked_for_is_taken(question, text, seen, found):
    first, last = of_asked_noun(analyse_question(question), unit(text), span(text, seen))
    assert text[first:last] == found
