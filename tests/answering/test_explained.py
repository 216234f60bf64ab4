"""Where an answer gives different values for one thing, the sentence that says why they differ stands with them."""

from __future__ import annotations

import pytest

from assistant.answering.explained import values_asked
from assistant.testing import open_assistant

AUDIT = """---
id: audit
title: Saltham medtech audit
date: 2021
---

# Saltham medtech audit

## Firms

Saltham has 57 medtech companies.

## Method

Laboratories are left out. The survey has more medtech companies in Saltham than the 57 of the audit because it counts
every branch. The audit was paid for by the harbour board.
"""
SURVEY = (
    "---\nid: survey\ntitle: Saltham survey\ndate: 2023\n---\n\n# Survey\n\nIn all, Saltham has 81 medtech companies.\n"
)
TOLD = """---
id: pier
title: The pier
date: 2024
---

# The pier

## Conflicts between sources

| Topic | Figure A | Figure B |
| --- | --- | --- |
| Length of the pier | 410 metres (council, 2019) | 450 metres (guide book, undated) |
| Lamps on the pier | 64 (council, 2019) | 70 (guide book, undated) |

The guide book got to 450 because its author walked on to the landing stage of the pier.
"""
OTHERS = {  # so that the words of a page are rare among all
    f"{thing}.md": f"---\nid: {thing}\ntitle: The {thing}\n---\n\n# The {thing}\n\nThe {thing} opened in May.\n"
    for thing in ("museum", "library", "market", "school", "theatre", "station", "garden", "mill")
}


def said(answer) -> list[str]:
    return [statement.text for statement in answer.statements]


@pytest.mark.usefixtures("shared_words")
def test_the_reason_follows_the_values_that_differ(tmp_path):
    with open_assistant(tmp_path, {"audit.md": AUDIT, "survey.md": SURVEY}) as assistant:
        answer = assistant.ask("How many medtech companies has Saltham?")
        assert ["81" in said(answer)[0], "57" in said(answer)[1]] == [True, True]
        assert said(answer)[2].startswith("The survey has more")
        citation = answer.citations[2]
        assert citation.document == "audit"
        assert citation.quote == said(answer)[2]
        assert citation.passage.startswith("Laboratories")
        assert citation.passage.endswith("harbour board.")


@pytest.mark.usefixtures("shared_words")
def test_the_reason_for_a_row_that_compares_sources_stands_with_it(tmp_path):
    with open_assistant(tmp_path, {"pier.md": TOLD, **OTHERS}) as assistant:
        length = assistant.ask("What is the length of the pier?")
        assert "410 metres" in said(length)[0]
        assert "landing stage" in said(length)[1]
        lamps = assistant.ask("How many lamps are there on the pier?")
        assert "64" in lamps.text
        assert "landing stage" not in lamps.text


@pytest.mark.usefixtures("shared_words")
def test_who_asks_why_values_differ_gets_values_and_reason_or_is_told_that_there_is_none(tmp_path):
    with open_assistant(tmp_path, {"pier.md": TOLD, **OTHERS}) as assistant:
        length = assistant.ask("Why are there two different figures for the length of the pier?")
        assert "410 metres" in length.text
        assert "landing stage" in length.text
        assert length.unanswered == ()
        asked = "Why are there two different figures for the lamps on the pier?"
        lamps = assistant.ask(asked)
        assert "64" in lamps.text
        assert lamps.unanswered == (asked,)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        (
            "Why do I find two different headcounts for the port, and what are they?",
            "What are the different headcounts for the port?",
        ),
        ("why are there conflicting figures for the pier?", "What are the different figures for the pier?"),
        ("Why do the jobs numbers for Saltham differ?", "What are the different jobs numbers for Saltham?"),
        ("How come the costs of the tram vary in 2020?", "What are the different costs of the tram in 2020?"),
        ("Why are there two hospitals in Saltham?", ""),
        ("Why do different councils have different rules?", ""),
        ("What are the two figures for the pier?", ""),
    ],
)
def test_a_question_why_values_differ_asks_for_the_values(question, plain):
    assert values_asked(question) == plain
