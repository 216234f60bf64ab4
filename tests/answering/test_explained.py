"""Where an answer gives different values for one thing, the sentence that says why they differ stands with them."""

from __future__ import annotations

import pytest

from assistant.answering.explained import values_asked, with_explanation
from assistant.answering.quotes import Quote
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.indexing.lexical import LexicalIndex
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


@pytest.mark.usefixtures("shared_words")
def test_who_asks_why_two_documents_differ_gets_both_values_and_the_reason(tmp_path):
    with open_assistant(tmp_path, {"audit.md": AUDIT, "survey.md": SURVEY, **OTHERS}) as assistant:
        answer = assistant.ask("Why do I find two different numbers of medtech companies in Saltham?")
        assert ["81" in said(answer)[0], "57" in said(answer)[1]] == [True, True]
        assert "because it counts every branch" in said(answer)[2]
        assert answer.unanswered == ()


COUNTED = """---
id: web
title: Web count of Saltham
date: 2024
---

# Web count of Saltham

## Firms

Table 2: medtech companies by town

| Town | Medtech companies | Share |
| --- | --- | --- |
| Saltham | 81 | 12% |
| Northvale | 40 | 6% |

## Notes

Table 2 uses pages of the web, and differs from the register for this reason. Table 21 differs from it in its towns.
"""


def test_a_note_on_the_table_of_a_figure_explains_it_wherever_it_stands():
    quotes = []
    for page, text in (
        (COUNTED, "Town: Saltham; Medtech companies: 81; Share: 12%"),
        (SURVEY, "In all, Saltham has 81"),
    ):
        parsed = load_markdown(page.encode(), file="page.md")
        document = Document(Source(text[:4], "page.md", text[:4]), parsed.text, parsed.blocks)
        start = document.text.index(text)
        quotes.append(Quote(document, None, start, start + len(text)))
    lexical = LexicalIndex.build([quote.document.text for quote in quotes])
    said = [quote.document.text[quote.start : quote.end] for quote in with_explanation(quotes, quotes, lexical)]
    assert said[2].startswith("Table 2 uses pages of the web")
    assert len(with_explanation(quotes[1:], quotes[1:], lexical)) == 1


@pytest.mark.usefixtures("shared_words")
def test_words_that_are_rare_only_because_no_passage_holds_them_explain_nothing(tmp_path):
    works = "---\nid: {0}\ndate: {1}\n---\n\n# {0}\n\nThe M62 works at Saltham cost £{2}m. {3}\n"
    pages = {
        "a.md": works.format("plan", 2021, 24, "Because of the £24m for the M62, the fair was put off."),
        "b.md": works.format("review", 2023, 30, ""),
    }
    with open_assistant(tmp_path, {**pages, **OTHERS}) as assistant:
        answer = assistant.ask("How much do the M62 works at Saltham cost?")
        assert ["£30m" in said(answer)[0], "£24m" in said(answer)[1]] == [True, True]
        assert len(said(answer)) == 2


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        (
            "Why do I find two different headcounts for the port, and what are they?",
            "What is the headcount for the port?",
        ),
        ("why are there conflicting figures for the pier?", "What is the figure for the pier?"),
        ("Why do the documents give different dates for the opening?", "What is the date for the opening?"),
        ("Why do the jobs numbers for Saltham differ?", "What is the jobs number for Saltham?"),
        ("How come the costs of the tram vary so much in 2020?", "What is the cost of the tram in 2020?"),
        ("Why do the figures differ? (Saltham, pier)", "What is the figure? (Saltham, pier)"),
        ("Why are there two hospitals in Saltham?", ""),
        ("Why do different councils have different rules?", ""),
        ("Why do different regions have different population growth?", ""),
        ("What are the two figures for the pier?", ""),
        ("Why do costs differ between Leeds and Bradford?", ""),
        ("Why did the council appoint a different number of inspectors?", ""),
        ("Why did the board adopt a different budget process?", ""),
        ("Why is the population of Leeds different to that of Bradford?", ""),
        ("Why does the county have different candidates?", ""),
        ("Why can the price differ?", ""),
        ("Why do prices vary?", ""),
        ("Why do ticket prices vary so much?", ""),
        ("Why do the estimates vary?", "What is the estimate?"),
        ("Why do the numbers of jobs vary? And who pays?", ""),
        ("Why was the bridge closed? And are there different dates for reopening?", ""),
    ],
)
def test_a_question_why_values_differ_asks_for_the_values(question, plain):
    assert values_asked(question) == plain
