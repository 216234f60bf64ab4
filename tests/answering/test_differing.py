"""Different values for one thing stand newest first; for how things are now, a newer one leads."""

from __future__ import annotations

import pytest

from assistant.answering.differing import differing, newer_value, newest_first
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
    ("question", "first"),
    [("How many medtech companies has Saltham?", "57"), ("How many medtech companies will Saltham have?", "90")],
    ids=["what is", "what is planned"],
)
def test_a_plan_stands_behind_what_is_however_new(question, first):
    plan = quote("Saltham plans to have 90 medtech companies.", "90", date="2025", id="plan")
    question = analyse_question(question)
    assert said(newest_first(question, (plan, OLD)))[0] == first
    assert newer_value(question, OLD, [plan]) is None


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2021 the fleet of Saltham made 5,240 boat days.", True),
        ("In 2020 the fleet of Saltham made 5,240 boat days.", False),
        ("In 2021 the fleet of Northvale made 5,240 boat days.", False),
        ("In 2021 the fleet of Saltham made 5,240 staff hours.", False),
        ("In 2021 the fleet of Saltham made 4,310 boat days, of which 5,240 were planned.", False),
    ],
    ids=["of the year", "another year", "another place", "another measure", "the same value"],
)
def test_another_documents_value_of_the_year_asked_for_is_looked_for(text, found):
    place = "Northvale" if "Northvale" in text else "Saltham"
    other = quote(text, "4,310" if "4,310" in text else "5,240", date="2022", title=place)
    best = quote("The fleet of Saltham made 4,310 boat days in 2021.", "4,310", date="2023")
    question = analyse_question("How many boat days did the fleet of Saltham make in 2021?")
    assert (newer_value(question, best, [other]) is other) is found


PLANNED = quote("Kiln Park will open in March 2025.", "March 2025", date="2023", title="Kiln Park")
OPENED = quote("Kiln Park opened on 20 October 2025.", "20 October 2025", date="2025-11", title="News")
OTHERS_OPENED = quote("The Harbour Works opened on 2 June 2025.", "2 June 2025", date="2025-12", title="News")


def test_of_two_dates_the_newer_documents_stands_first():
    question = analyse_question("When did Kiln Park open?")
    assert said(newest_first(question, (PLANNED, OPENED))) == ["20 October 2025", "March 2025"]
    assert newer_value(question, PLANNED, [OTHERS_OPENED, OPENED]) is OPENED
    assert newer_value(question, OPENED, [PLANNED]) is None
    assert newer_value(question, PLANNED, [OTHERS_OPENED]) is None


@pytest.mark.parametrize(
    ("text", "newer"),
    [
        ("The £94 million Kiln Park opened on 20 October 2025.", True),
        ("The £94 million grant for Kiln Park was paid in 2025.", False),
        ("The £94 million Harbour Works opened beside Kiln Park.", False),
    ],
    ids=["its price", "a grant", "another thing's price"],
)
def test_a_price_in_front_of_a_name_is_what_the_thing_costs(text, newer):
    old = quote("Kiln Park costs £81 million and has 112 rooms.", "£81 million", date="2023", title="Kiln Park")
    new = quote(text, "£94 million", date="2025-11", title="News")
    for question in ("How much does Kiln Park cost?", "What did Kiln Park cost?"):
        assert (newer_value(analyse_question(question), old, [new]) is new) is newer


def test_what_the_source_says_that_is_asked_after_stands_first():
    report = quote("Saltham has 57 medtech companies.", "57", date="2021", id="report", title="Annual report")
    question = analyse_question("According to the annual report, how many medtech companies has Saltham?")
    assert said(newest_first(question, (NEW, MIDDLE, report))) == ["57", "81", "70"]
    of_another_place = quote("Northvale has 57 medtech companies.", "57", date="2021", title="Annual report")
    assert newer_value(question, NEW, [MIDDLE, of_another_place]) is None
    assert newer_value(question, NEW, [MIDDLE, report]) is report
    assert newer_value(question, report, [NEW]) is None


@pytest.mark.parametrize(
    ("text", "person", "another"),
    [
        ("Its director Ann Moss OBE said Kiln Park grew.", "Ann Moss OBE", False),
        ("Kiln Park grew in the director Ann Moss’s first year.", "Ann Moss’s", False),
        ("Its director Ben Hale OBE said Kiln Park grew.", "Ben Hale OBE", True),
    ],
)
def test_letters_behind_a_name_make_no_other_holder(text, person, another):
    old = quote("Ann Moss is the director of Kiln Park.", "Ann Moss", date="2021", title="Kiln Park")
    new = quote(text, person, date="2024", title="Kiln Park")
    found = differing(analyse_question("Who is the director of Kiln Park?"), (old, new))
    assert found == ([old, new] if another else [])


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
