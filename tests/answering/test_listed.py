"""A list is quoted whole where its heading, its lead-in and the name of its document explain the whole question."""

from __future__ import annotations

import pytest

from assistant.answering.listed import listed_quotes
from assistant.answering.question import analyse_question
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

PLAN = """# Tide mills plan 2026

## 2. Repairs

The board agreed on these in May:

- mend the sluice
- paint the wheel

## 3. Repairs for schools

Schools get:

- a model wheel
- a visit

## 4. Our ambitions

By 2030 we will:

- grind for ten bakeries
- train six millers

## 5. What to do

We recommend that the council should:

1. dredge the pond
2. hire a warden

## 6. Steps

Step 1 is to drain the pond. It takes a week.

Step 2 is to lift the gate.

Step 3 is to call the diver.
"""
OTHER = "# Fords plan\n\n## Repairs\n\n- set stones\n- clear weed\n"


def document(text: str, id: str, publisher: str = "", date: str = "") -> Document:
    parsed = load_markdown(text.encode(), file=f"{id}.md")
    title = text.partition("\n")[0].lstrip("# ")
    return Document(
        Source(id, f"{id}.md", title, publisher=publisher, kind="plan", date=date), parsed.text, parsed.blocks
    )


MILLS = document(PLAN, "mills", "Saltham Trust", "2026")
FORDS = document(OTHER, "fords")


def listed(question: str, *documents: Document) -> list[str]:
    held = {one.id: one for one in documents}
    candidates = [Candidate(0, passage, 0.0, 0.0) for one in documents for passage in split_document(one)]
    quotes = listed_quotes(analyse_question(question), candidates, held.__getitem__)
    return [quote.document.text[quote.start : quote.end] for quote in quotes]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What are the trust's repairs?", "The board agreed on these in May:"),
        ("What are the repairs in the tide mills plan?", "The board agreed on these in May:"),
        ("Which repairs did the trust's board agree on in May?", "The board agreed on these in May:"),
        ("Which repairs was the board going to agree on in May?", "The board agreed on these in May:"),
        ("Which of the repairs did the board agree on in May?", None),
        ("Which repairs did the trust's board agree on in June?", None),
        ("What does the Saltham Trust recommend?", "We recommend that the council should:"),
        ("What does the Saltham Trust want to achieve by 2030?", "By 2030 we will:"),
        ("What does the Saltham Trust want to achieve by 2040?", None),
        ("What are the trust's costly repairs?", None),
        ("What are the trust's repairs for 2024?", None),
        ("What does the Northvale Council recommend?", None),
        ("What are the repairs of Northvale?", None),
        ("How many repairs are there?", None),
        ("What did the repairs cost?", None),
    ],
)
def test_a_list_that_explains_the_question_is_quoted_whole(question, words):
    found = listed(question, MILLS)
    assert len(found) == bool(words)
    assert all(text.startswith(words) and text.count("\n") >= 3 for text in found)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("What are the activities covered by the scheme?", 0),
        ("What are the activities not covered by the scheme?", 1),
        ("Which activities does the scheme exclude from cover?", 0),
    ],
)
def test_a_list_of_what_is_not_so_is_no_list_of_what_is(question, count):
    text = (
        "# Scheme\n\n## Activities\n\nThe scheme does not cover these activities:\n\n- diving\n- climbing\n- racing\n"
    )
    assert len(listed(question, document(text, "scheme"))) == count


def test_two_documents_with_such_a_list_leave_it_open():
    assert listed("What are the repairs?", MILLS, FORDS) == []
    assert listed("What are the repairs?", FORDS) == ["set stones\nclear weed"]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("What are the steps?", 3),
        ("What are the steps of the 2026 plan?", 3),
        ("What are the steps of the 2025 plan?", 0),
        ("What are the steps for schools?", 0),
        ("What is step 2?", 0),
    ],
)
def test_numbered_paragraphs_are_a_list(question, count):
    steps = ["Step 1 is to drain the pond.", "Step 2 is to lift the gate.", "Step 3 is to call the diver."]
    assert listed(question, MILLS) == steps[:count]


ACTIONS = """# Moves plan

## Rail

Action 1: Open Dunton station.

Action 2: Run trains at night.

## Buses

Action 1: Freeze the fares of buses.

Action 2: Buy forty vehicles.

Action 3: Run them at night.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What are the actions for buses?", ["Freeze", "Buy", "Run them"]),
        ("What are the actions for rail?", ["Open", "Run trains"]),
        ("What are the actions?", ["Open", "Run trains", "Freeze", "Buy", "Run them"]),
    ],
)
def test_numbered_paragraphs_that_begin_again_under_another_heading_are_another_list(question, words):
    found = listed(question, document(ACTIONS, "moves"))
    assert [text.split(": ")[1].startswith(word) for text, word in zip(found, words, strict=True)] == [True] * len(
        words
    )


def test_the_answer_to_each_numbered_paragraph_is_none_of_them():
    steps = ((1, "Dig."), (1, "The board agrees."), (2, "Fill."), (2, "The board asks why."), (3, "Go."))
    text = "# Plan\n\n## Steps\n\n" + "".join(f"Step {number}: {words}\n\n" for number, words in steps)
    assert listed("What are the steps?", document(text, "plan")) == ["Step 1: Dig.", "Step 2: Fill.", "Step 3: Go."]


def test_numbered_paragraphs_of_a_summary_are_not_said_again():
    again = "\n## All steps\n\nStep 1 is to drain the pond at last.\n\nStep 2 is to lift the gate.\n"
    assert len(listed("What are the steps?", document(PLAN + again, "mills"))) == 3


TASKS = """# Weirs plan

## 2. Why

Two causes stand out. First, the sluice is old. Second, nobody oils it. The board met twice.

## 7. Recommendations

| Ref | Recommendation | Owner | Due |
| --- | --- | --- | --- |
| 1 | Oil the sluice | miller | May 2026 |
| 2 | Hire a warden | board | June 2026 |
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("List the recommendations of the weirs plan with their due dates.", ["Oil the sluice", "June 2026"]),
        ("What are the recommendations in the weirs plan and who is the owner of each?", None),
        ("List the recommendations for schools.", None),
        ("List the recommendations of 2025.", None),
        ("What were the two causes of trouble at the weir?", ["the sluice is old", "nobody oils it."]),
        ("What were the three causes of trouble at the weir?", None),
        ("What were the two weirs?", None),
    ],
)
def test_a_table_or_sentences_that_count_up_are_a_list(question, words):
    plan = document(TASKS, "weirs")
    candidates = [Candidate(0, passage, 0.0, 0.0) for passage in split_document(plan)]
    quotes = listed_quotes(analyse_question(question), candidates, lambda id: plan)
    said = [plan.text[quote.start : quote.end] for quote in quotes]
    if words is None:
        assert said == []
    else:
        assert len(said) == 1
        assert all(word in said[0] for word in words)
        assert "met twice" not in said[0]


GOALS = """# {title}

The Weirs Plan has two main goals. The first goal of the Weirs Plan is fewer floods. The second is cleaner water.

The Fords Plan names two goals. First, safer stones. Second, less weed.

Two risks worry the Saltham miller. The first is frost. The second is rust.
"""
FLOODS = "The Weirs Plan has two main goals."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What are the two overall aims of the Weirs Plan?", FLOODS),
        ("What are the two objectives of the Weirs Plan?", FLOODS),
        ("What are the two goals of the Weirs Plan?", FLOODS),
        ("What are the two aims of the Fords Plan?", "The Fords Plan names two goals."),
        ("What are the two dangers for the Saltham miller?", "Two risks worry the Saltham miller."),
        ("What are the two aims of the Bridges Plan?", None),
        ("What are the two dates of the Weirs Plan?", None),
        ("What are the three aims of the Weirs Plan?", None),
        ("What is the second aim of the Weirs Plan?", None),
        ("How many aims does the Weirs Plan have?", None),
    ],
)
def test_what_counts_up_is_found_by_another_word_for_what_is_counted(question, first):
    plan = document(GOALS.format(title="Waterways"), "waterways")
    candidates = [Candidate(0, passage, 0.0, 0.0) for passage in split_document(plan)]
    said = [
        plan.text[quote.start : quote.end]
        for quote in listed_quotes(analyse_question(question), candidates, lambda id: plan)
    ]
    assert len(said) == bool(first)
    assert all(text.startswith(first) and "second" in text.lower() for text in said)


CARERS = """# Plan to support unpaid carers

The carers plan has been written with the carers. The plan presents that the council and its partners will:

1. know who the carers are
2. train them
3. give them time
"""


@pytest.mark.parametrize(
    ("question", "is_listed"),
    [
        ("What are the three aims of the carers plan?", True),
        ("What are the four aims of the carers plan?", False),
        ("What are the three costs of the carers plan?", False),
    ],
)
def test_as_many_items_as_are_asked_for_are_aims_where_the_lead_in_says_so(question, is_listed):
    assert bool(listed(question, document(CARERS, "plan"))) is is_listed


def test_what_is_named_goes_before_what_somebody_will_do():
    text = f"{CARERS}\n## Objectives\n\nThe objectives of the plan are:\n\n- rest\n- pay\n- a say\n"
    found = listed("What are the three aims of the carers plan?", document(text, "plan"))
    assert not any("know who the carers are" in words for words in found)
