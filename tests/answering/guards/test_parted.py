"""What is told of a whole is no figure of one of the parts that its document names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.guards.parted import is_of_parted_whole
from assistant.answering.question import analyse_question
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown

from ..samples import scored

REPORT = """# Evaluation of Step Up

Final report to the Ravens and Holt Growth Hub

## Summary

Step Up gave grants in the districts of Ravens, Holt, Scar and Low Furness.

{told}

| Site | Visits |
| --- | --- |
| North Castle Museum | 40 |
| Kettle Mill | 60 |
| Bay Museum | 10 |
"""
WHOLE = "It created 288 jobs and cost £3.4m."


def is_whole(question: str, told: str, sentence: str = WHOLE) -> bool:
    parsed = load_markdown(REPORT.format(told=told).encode(), file="d.md")
    document = Document(Source("d", "d.md", "Evaluation of Step Up"), parsed.text, parsed.blocks)
    start = document.text.index(sentence)
    entry = scored(sentence, "288", block=document.block_at(start))
    entry = replace(entry, unit=replace(entry.unit, start=start, end=start + len(sentence)))
    return is_of_parted_whole(analyse_question(question), entry, lambda id: document)


@pytest.mark.parametrize(
    ("question", "told", "is_one"),
    [
        ("How many jobs did Step Up create in Scar?", WHOLE, True),
        ("How many jobs did Scar get?", WHOLE, True),
        ("How many visits did the Bay Museum have?", WHOLE, True),
        ("How many visits did the Museum have?", WHOLE, False),
        ("How many jobs were created in Marchwood?", f"{WHOLE}\n\nIt ran in Marchwood, Pern and Orme.", True),
        ("How many visits were there in March?", f"{WHOLE}\n\nIt ran in January, March and May.", False),
        ("How many jobs did Step Up create in Scar?", f"Scar had an office.\n\n{WHOLE}", False),
        ("How many jobs did Step Up create in Holt?", WHOLE, False),
        ("How many jobs were created for Low Furness?", WHOLE, True),
        ("How many jobs did Step Up create?", WHOLE, False),
        ("How many jobs did Step Up create in Kelder?", WHOLE, False),
        ("How many jobs did Step Up create in Holt?", f"Holt had an office. {WHOLE}", False),
        ("How many jobs did it create? (Holt)", WHOLE, False),
        ("Did it create more jobs in Holt or in Scar?", WHOLE, False),
        ("Where did Step Up create jobs in Holt?", WHOLE, False),
    ],
    ids=[
        "in",
        "subject",
        "row",
        "a word of several rows",
        "a name that begins as a month does",
        "a month",
        "named in the paragraph before",
        "named on the title page",
        "two words",
        "no part",
        "named nowhere",
        "named before",
        "in brackets",
        "two",
        "no figure",
    ],
)
def test_a_figure_of_the_whole_is_none_of_a_part(question, told, is_one):
    assert is_whole(question, told) is is_one


def test_a_unit_that_names_the_part_tells_of_it():
    sentence = "It created 288 jobs in Holt."
    assert not is_whole("How many jobs did Step Up create in Holt?", sentence, sentence)


@pytest.mark.parametrize(
    "sentence", ["It cost £3.4m in each district.", "We created 288 jobs.", "Cornish firms created 288 jobs."]
)
def test_what_holds_of_each_part_or_is_said_of_oneself_or_of_a_place_may_be_of_it(sentence):
    assert not is_whole("How many jobs did Step Up create in Scar?", f"{sentence} 288", f"{sentence} 288")


def test_under_a_heading_that_names_the_part_it_may_be_told_of_it():
    assert not is_whole("How many jobs did Step Up create in Holt?", f"## Results in Holt\n\n{WHOLE}")
