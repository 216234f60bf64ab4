"""Sections whose headings are what a question asks for."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.subsections import headings_asked
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.testing import open_assistant

PLAN = """# Crale Harbour Plan

## Foreword

The harbour is old.

## Our priorities

### Deeper water

The channel will be dredged.

### Safer steps

The steps will be mended.

### Cleaner air

Ships will plug in.

## Recommendations

### For the council

Pay for it.

### For the port

Do it.

### For shipowners

Plug in.

## Findings

### Leadership

It is good.

### Teaching

It is fair.

### Behaviour

It is poor.

## Three missions

### Mission 1: Space

Sheds will be let.

### Mission 2: Money

A fund will open.

### Mission 3: Skills

A school will open.

## Four pillars

### Rope

Rope lasts.

### Tar

Tar holds.
"""
PRIORITIES = ["Deeper water", "Safer steps", "Cleaner air"]
MISSIONS = ["Mission 1: Space", "Mission 2: Money", "Mission 3: Skills"]


def asked(question: str, text: str = PLAN) -> list[str]:
    parsed = load_markdown(text.encode(), file="plan.md")
    document = Document(Source("plan", "plan.md", text.partition("\n")[0].lstrip("# ")), parsed.text, parsed.blocks)
    found = {
        heading.start: document.text[heading.start : heading.end]
        for block in document.blocks
        for heading in headings_asked(analyse_question(question), document, block)
    }
    return list(found.values())


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("What are the priorities?", PRIORITIES),
        ("What are the three priorities of the Crale Harbour Plan?", PRIORITIES),
        ("What are the missions?", MISSIONS),
        ("What missions are set out in the Crale Harbour Plan?", MISSIONS),
        ("What are the three missions in the Crale Harbour Plan?", MISSIONS),
        ("What are the five missions?", []),
        ("What are the two priorities?", []),
        ("What are the priorities for schools?", []),
        ("What are the priorities of Kelder?", []),
        ("What are the recommendations?", []),  # the headings say whom they are for
        ("What are the findings?", []),  # and on what they are
        ("What are the pillars?", []),  # its heading counts four, and there are two
        ("What are the risks?", []),
    ],
)
def test_headings_are_a_list_where_the_one_above_is_asked_for(question, headings):
    assert asked(question) == headings


def test_numbered_headings_need_no_heading_above():
    text = "# Crale Plan\n\n## Foreword\n\nOld.\n\n## Aim 1: Rope\n\nLong.\n\n## Aim 2: Tar\n\nBlack.\n\n## Money\n"
    assert asked("What are the aims of the Crale Plan?", text) == ["Aim 1: Rope", "Aim 2: Tar"]
    assert asked("What are the two aims?", text) == ["Aim 1: Rope", "Aim 2: Tar"]
    assert asked("What are the three aims?", text) == []
    assert asked("What are the aims for rope?", text) == []


def test_a_heading_that_narrows_is_not_asked_for():
    text = PLAN.replace("## Our priorities", "## Priorities for ships")
    assert asked("What are the priorities?", text) == []
    assert asked("What are the priorities for ships?", text) == PRIORITIES


def test_the_assistant_quotes_them(tmp_path):
    with open_assistant(tmp_path, {"plan.md": PLAN}) as assistant:
        answer = assistant.ask("What are the three missions of the Crale Harbour Plan?")
        assert [statement.text for statement in answer.statements] == MISSIONS
        assert [assistant.document("plan").text[one.start : one.end] for one in answer.citations] == MISSIONS
