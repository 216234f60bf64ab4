"""Different values for one thing stand newest first; for how things are now, a newer one leads."""

from __future__ import annotations

import pytest

from assistant.answering.differing import newer_value, newest_first
from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.testing import open_assistant


def quote(text: str, exact: str, *, date: str = "2024", id: str = "", title: str = "Saltham") -> Quote:
    parsed = load_markdown(f"# {title}\n\n{text}\n".encode(), file="a.md")
    document = Document(Source(id or date, "a.md", title, date=date), parsed.text, parsed.blocks)
    start = document.text.index(text)
    at = document.text.index(exact, start)
    return Quote(document, None, start, start + len(text), exact=(at, at + len(exact)))


OLD = quote("Saltham has 57 medtech companies.", "57", date="2021")
NEW = quote("Saltham has 81 medtech companies.", "81", date="2024-05")
MIDDLE = quote("In 2022 Saltham had 70 medtech companies.", "70", date="2025")
OTHER = quote("Saltham has 90 laboratories.", "90", date="2025", id="other")
SAME = quote("There are 57 medtech companies in Saltham.", "57", date="2025", id="same")


def said(quotes) -> list[str]:
    return [one.document.text[slice(*one.exact)] for one in quotes]


@pytest.mark.parametrize(
    ("question", "quotes", "order"),
    [
        ("How many medtech companies has Saltham?", (OLD, MIDDLE, NEW), ["81", "70", "57"]),
        ("How many medtech companies has Saltham?", (NEW, MIDDLE, OLD), ["81", "70", "57"]),
        ("How many medtech companies has Saltham?", (OLD, OTHER, NEW), ["81", "57", "90"]),
        ("How many medtech companies has Saltham?", (OLD, OTHER), ["57", "90"]),
        ("How many medtech companies has Saltham?", (OLD, SAME), ["57", "57"]),
        ("How many medtech companies had Saltham in 2022?", (NEW, MIDDLE, OLD), ["70", "81", "57"]),
        ("How many medtech companies had Saltham in 2019 and 2022?", (OLD, NEW), ["57", "81"]),
        ("Which companies and laboratories are in Saltham, name two", (OLD, NEW), ["57", "81"]),
    ],
    ids=[
        "by age",
        "so already",
        "another thing last",
        "only another thing",
        "one value",
        "a year",
        "two years",
        "list",
    ],
)
def test_different_figures_for_one_thing_stand_newest_first(question, quotes, order):
    assert said(newest_first(analyse_question(question), quotes)) == order


@pytest.mark.parametrize(
    "text",
    [
        "Northvale has 81 medtech companies.",
        "Saltham has 81 fintech companies.",
        "Saltham has 2,100 medtech companies.",
        "Saltham has 81 parks.",
    ],
    ids=["another place", "another kind", "another size", "another thing"],
)
def test_figures_of_other_things_do_not_go_in_front(text):
    exact = next(word for word in text.split() if word[0].isdigit())
    title = text.split()[0]
    other = quote(text, exact, date="2024", title=title)
    question = analyse_question("How many medtech companies has Saltham?")
    assert said(newest_first(question, (OLD, other))) == ["57", exact]
    assert newer_value(question, OLD, [other]) is None


@pytest.mark.parametrize(
    ("question", "newer"),
    [
        ("How many medtech companies has Saltham?", "81"),
        ("How many medtech companies are there in Saltham?", "81"),
        ("How many medtech companies were there in Saltham?", None),
        ("How many medtech companies has Saltham in 2021?", None),
    ],
)
def test_a_newer_figure_is_looked_for_where_the_present_is_asked_for(question, newer):
    found = newer_value(analyse_question(question), OLD, [MIDDLE, NEW, SAME])
    assert (said([found]) if found else None) == ([newer] if newer else None)


PAGE = """---
id: kiln
title: Kiln Park
date: 2024-05-02
---

# Kiln Park

## Launch

Kiln Park is the hub of the harbour. In 2019 the director, Dr Ada Moss, called Kiln Park the best hub.

## Terms

In May 2024 director Ben Hale told the paper that Kiln Park lets small rooms on very short notice to young firms.
"""
FIRST = "---\nid: first\ntitle: Saltham count\ndate: 2020\n---\n\n# Count\n\nSaltham has 57 medtech companies.\n"
SECOND = (
    "---\nid: second\ntitle: Saltham survey\ndate: 2023\n---\n\n# Survey\n\nIn all, Saltham has 81 medtech companies.\n"
)


@pytest.mark.usefixtures("shared_words")
def test_the_newest_holder_of_a_role_leads_and_the_one_before_is_shown(tmp_path):
    with open_assistant(tmp_path, {"a.md": PAGE}) as assistant:
        answer = assistant.ask("Who is the director of Kiln Park?")
        first = answer.statements[0]
        assert first.text[slice(*first.exact)] == "Ben Hale"
        assert "Ada Moss" in answer.statements[1].text
        earlier = assistant.ask("Who was the director of Kiln Park in 2019?")
        assert "Ada Moss" in earlier.statements[0].text


@pytest.mark.usefixtures("shared_words")
def test_the_figure_of_the_newer_document_leads(tmp_path):
    with open_assistant(tmp_path, {"a.md": FIRST, "b.md": SECOND}) as assistant:
        answer = assistant.ask("How many medtech companies has Saltham?")
        assert [citation.date for citation in answer.citations] == ["2023", "2020"]
