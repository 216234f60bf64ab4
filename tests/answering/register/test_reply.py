"""Questions about the documents are answered from the register; questions about what they say are left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assistant.answering.register.record import cite_register
from assistant.answering.register.reply import register_reply
from assistant.corpus.document import Document, Page, Source
from assistant.corpus.markdown import load_markdown

FACTS = Path(__file__).parents[3] / "eval" / "known_facts.yaml"
ABOUT_A_DOCUMENT = re.compile(r"\b(?:analysis|paper|report|document|page|published)\b")
REVIEW = """# Saltham medical technology review

Author: Imani Okoro, Growth Board

## 1 Firms

Table 1.2 shows what follows.

Table 1.2: Grants by year

| Year | Grants |
| --- | --- |
| 2020 | 9 |

## Appendix 2 Method

Counted by hand.
"""
STRATEGY = """# Northvale health strategy

It aims high.

## Money

Table 7: Money.

| Item | Sum |
| --- | --- |
| Beds | £3m |
"""


class Shelf:
    """A register of two documents, the first with pages."""

    def __init__(self) -> None:
        review, strategy = (load_markdown(text.encode(), file="x.md") for text in (REVIEW, STRATEGY))
        pages = (Page(0, 1, "i"), Page(review.text.index("Table 1.2:"), 2, "1"), Page(len(review.text) - 20, 3, "2"))
        places = ("Saltham", "Northvale")
        self._documents = {
            document.id: document
            for document in (
                Document(
                    Source(
                        "review",
                        "r.pdf",
                        "Saltham medical technology review",
                        "Growth Board",
                        "2024-03",
                        "report",
                        places,
                    ),
                    review.text,
                    review.blocks,
                    pages,
                ),
                Document(
                    Source(
                        "strategy", "s.md", "Northvale health strategy", "Council", "2022", "strategy", ("Northvale",)
                    ),
                    strategy.text,
                    strategy.blocks,
                ),
            )
        }

    @property
    def document(self) -> Callable[[str], Document]:
        return self._documents.__getitem__

    def sources(self) -> list[tuple[Source, int, int]]:
        return [(document.source, len(document.pages), 1) for document in self._documents.values()]


@pytest.mark.parametrize(
    ("question", "exact", "quote"),
    [
        ("When was the Saltham review published?", ["March 2024"], "Saltham medical technology review"),
        ("and what year was the Northvale strategy published", ["2022"], "Northvale health strategy"),
        ("What date was the Northvale health strategy published?", ["2022"], "Northvale health strategy"),
        ("On which date was the Northvale strategy issued?", ["2022"], "Northvale health strategy"),
        ("When did the Council publish the Northvale health strategy?", ["2022"], "Northvale health strategy"),
        ("When did Northvale Council first publish the health strategy?", ["2022"], "Northvale health strategy"),
        ("what year did they publish the Northvale report?", ["2022"], "Northvale health strategy"),
        ("When did they publish it? (Northvale health strategy)", ["2022"], "Northvale health strategy"),
        ("When was this strategy published? (Saltham medical technology review)", ["March 2024"], None),
        ("How recent is the Saltham review?", ["March 2024"], "Saltham medical technology review"),
        ("When was it published? (Northvale health strategy)", ["2022"], "Northvale health strategy"),
        ("Who published the Northvale strategy?", ["Council"], "Northvale health strategy"),
        ("Who wrote the Saltham review?", ["Imani Okoro, Growth Board"], "Author: Imani Okoro, Growth Board"),
        ("How many pages does the Saltham review have?", ["3 pages"], "Saltham medical technology review"),
        ("How many pages has the Northvale strategy?", ["text without pages"], "Northvale health strategy"),
        ("Which page is Table 1.2 on?", ["on page 2 (printed 1)"], "Table 1.2: Grants by year"),
        ("Where is table 7 in the Northvale strategy?", ["under “Money”; the file has no pages"], "Table 7: Money."),
        ("On which page is Appendix 2?", ["on page 2 (printed 1)"], "Appendix 2 Method"),
        ("What is the latest document?", ["“Saltham medical technology review”"], "Saltham medical technology review"),
        ("what's the oldest report you have?", ["“Northvale health strategy”"], "Northvale health strategy"),
        (
            "Which documents are about Northvale?",
            ["“Saltham medical technology review”", "“Northvale health strategy”"],
            "Saltham medical technology review",
        ),
        ("Which report is the latest?", ["“Saltham medical technology review”"], "Saltham medical technology review"),
        ("latest report by the Council", ["“Northvale health strategy”"], "Northvale health strategy"),
        ("What is the newest report on health?", ["“Northvale health strategy”"], "Northvale health strategy"),
        ("Which documents are from 2022?", ["“Northvale health strategy”"], "Northvale health strategy"),
        (
            "publications in March 2024",
            ["“Saltham medical technology review”"],
            "Saltham medical technology review",
        ),
        ("Which reports are by Imani Okoro?", ["“Saltham medical technology review”"], None),
        ("What is the title of the report by the Growth Board?", ["“Saltham medical technology review”"], None),
        ("What's the name of the Northvale report?", ["“Northvale health strategy”"], None),
    ],
)
def test_a_question_about_the_documents_is_answered_with_a_quote_of_theirs(question, exact, quote):
    reply = register_reply(question, Shelf())
    assert reply is not None
    assert [statement.text[slice(*statement.exact)] for statement in reply] == exact
    assert quote is None or reply[0].document.text[reply[0].start : reply[0].end] == quote


class DatedShelf:
    """A register of documents of one page, named by their dates."""

    def __init__(self, *dates: str) -> None:
        self._documents = {
            date: Document(Source(date, f"{date}.pdf", f"Report {date}", date=date), "Words.", (), (Page(0, 1, "1"),))
            for date in dates
        }

    @property
    def document(self) -> Callable[[str], Document]:
        return self._documents.__getitem__

    def sources(self) -> list[tuple[Source, int, int]]:
        return [(document.source, 1, 1) for document in self._documents.values()]


@pytest.mark.parametrize(
    ("question", "dates", "found"),
    [
        ("What is the oldest document?", ("2023-12", "2024", "2024-01"), ["2023-12"]),
        ("What is the oldest document?", ("2024-03", "2024", "2024-01"), ["2024", "2024-01"]),
        ("What is the latest document?", ("2024-03", "2024", "2024-01"), ["2024-03", "2024"]),
        ("What is the latest document?", ("2024-03-05", "2024-03", "2023"), ["2024-03-05", "2024-03"]),
        ("What is the latest document?", ("2024-03-05", "2024-03-04", "2023"), ["2024-03-05"]),
    ],
)
def test_of_dates_that_may_be_of_one_time_none_is_the_latest(question, dates, found):
    reply = register_reply(question, DatedShelf(*dates))
    assert reply is not None
    assert [statement.document.id for statement in reply] == found
    assert all(statement.text.startswith("Among the " if len(found) > 1 else "The ") for statement in reply)


def test_a_document_of_one_page_has_one_page():
    (statement,) = register_reply("How many pages does the 2024 report have?", DatedShelf("2024", "2023")) or ()
    assert statement.text == "“Report 2024” has 1 page."


@pytest.mark.parametrize(
    "question",
    [
        "When was the hub opened?",
        "When was the Northvale strategy launched?",
        "When was the survey published?",
        "When was the Northvale health plan published?",
        "What is the date of the Northvale health strategy review?",
        "When was the review of the Northvale strategy published?",
        "How many pages has the Northvale health plan?",
        "Who published the Saltham study?",
        "When did the Growth Board publish the Northvale health strategy?",
        "When did the Council issue the licence?",
        "When did the Council publish its accounts?",
        "What date was the hub opened?",
        "When was it published?",  # two documents: which is meant?
        "How old is Saltham?",
        "How old is the harbour?",
        "Who wrote to the Chancellor?",
        "Who published the forecast?",
        "Who leads the Saltham review board?",
        "How many pages does the website have?",
        "Which page is Table 9 on?",
        "Where is the table?",
        "What does Table 1.2 show?",
        "What is the latest figure for grants?",
        "What is the latest report on fishing?",
        "Which reports say that grants fell?",
        "Which documents are about fishing?",
        "What is the date of the opening?",
        "Which strategy covers skills?",
        "Which documents are from 2019?",
        "Which reports are by Jane Doe?",
        "How many reports from 2022 name Leeds?",
        "What is the title of the chair?",
    ],
)
def test_a_question_about_what_the_documents_say_is_left_to_the_evidence(question):
    assert register_reply(question, Shelf()) is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Author: Directorate of Transport. Contact: Nadia Brightwell, Head of Works", "Directorate of Transport"),
        ("Written by Dr. J. Smith, Growth Board.", "Dr. J. Smith, Growth Board"),
        ("Authors: Ada Byron; Responsible editor: Jo Orr", "Ada Byron"),
        ("Author: the board. It met twice.", "the board"),
        ("Authors of reports: none", None),
    ],
)
def test_the_authors_end_where_the_next_entry_of_their_line_begins(line, authors):
    parsed = load_markdown(f"# Plan\n\n{line}\n".encode(), file="x.md")
    document = Document(Source("plan", "x.md", "Plan"), parsed.text, parsed.blocks)

    class One(Shelf):
        def __init__(self) -> None:
            self._documents = {"plan": document}

    reply = register_reply("Who wrote the report?", One())
    assert (reply and reply[0].text[slice(*reply[0].exact)]) == authors


class Titled(DatedShelf):
    """A register of one document of a title."""

    def __init__(self, title: str) -> None:
        source = Source("one", "one.pdf", title, "Crale Council", "2024-03")
        self._documents = {"one": Document(source, "Words.", (), (Page(0, 1, "1"),))}


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Prisoner education survey", "When was the prisoner released?"),
        ("Taxi licence review", "Who issued the licence?"),
        ("Taxi licence review", "When was the taxi licence issued?"),
        ("Flood warning assessment", "Who issued the flood warning?"),
        ("Software skills in Saltham", "Who wrote the software?"),
        ("Harbour scheme consultation", "Who is the author of the scheme?"),
        ("The Ada Moss inquiry and what followed", "When was Ada Moss released?"),
        ("Ambitions of Saltham Pier Trust", "How old is Saltham Pier Trust?"),
        ("Beavers in the Pern valley", "When were the beavers released?"),
        ("Saltham harbour audit", "How old is the harbour?"),
    ],
)
def test_what_a_document_is_about_is_not_the_document(title, question):
    assert register_reply(question, Titled(title)) is None


@pytest.mark.parametrize(
    ("title", "question", "exact"),
    [
        ("Prisoner education survey", "When was the prisoner education survey released?", "March 2024"),
        ("Taxi licence review", "Who issued the licence review?", "Crale Council"),
        ("Taxi licence review", "When was it issued?", "March 2024"),
        ("Kiln Mill", "Who published Kiln Mill?", "Crale Council"),
        ("Pursuing more: a study", "When was Pursuing more published?", "March 2024"),
        ("Saltham harbour audit", "Who wrote the harbour audit?", "Crale Council"),
        ("Pern innovation framework 2024", "When was the Pern framework published?", "March 2024"),
        ("Saltham Best Harbour Ambition (to 2030)", "When was the Best Harbour Ambition published?", "March 2024"),
        ("Memoranda of understanding", "When were the memoranda issued?", "March 2024"),
    ],
)
def test_a_document_named_as_one_has_its_date_and_publisher(title, question, exact):
    (statement,) = register_reply(question, Titled(title)) or ()
    assert statement.text[slice(*statement.exact)] == exact


def test_a_topic_in_the_plural_finds_a_title_in_the_singular():
    assert register_reply("Which documents are about technologies?", Shelf()) is not None

    class Buses(Shelf):
        def sources(self) -> list[tuple[Source, int, int]]:
            return [(Source("review", "r.pdf", "Bus report"), 3, 1)]

    assert register_reply("Which documents are about buses?", Buses()) is not None


def test_it_is_the_document_whose_kind_was_named_before_one_that_shares_another_word():
    class Held(Shelf):
        def sources(self) -> list[tuple[Source, int, int]]:
            survey = Source("strategy", "s.md", "Ferry usage survey 2023", "Council", "2023-11")
            return [(survey, 0, 1), (Source("review", "r.pdf", "Saltham library service"), 3, 1)]

    (statement,) = register_reply("When was it published? (survey, residents, library)", Held()) or ()
    assert statement.document.id == "strategy"


def test_it_is_the_only_document_that_may_answer():
    (statement,) = register_reply("When was it published?", Shelf(), documents=["strategy"]) or ()
    assert statement.document.id == "strategy"


def test_of_the_known_facts_only_questions_about_a_document_are_taken():
    """The names of this shelf's documents fit whatever the facts name, so that only the form of a question counts.

    A follow-up ("who wrote it?") is no question by itself.
    """
    facts = [fact for fact in yaml.safe_load(FACTS.read_text(encoding="utf-8")) if not fact["history"]]

    class Anything(Shelf):
        def sources(self) -> list[tuple[Source, int, int]]:
            title = " ".join(fact["question"] for fact in facts)
            return [(Source("review", "r.pdf", title, "Board", "2024", "report", ("Leeds",)), 3, 1)]

    taken = [fact["question"] for fact in facts if register_reply(fact["question"], Anything())]
    assert [question for question in taken if not ABOUT_A_DOCUMENT.search(question)] == []


def test_a_reply_becomes_statements_with_citations_that_quote_the_stored_text():
    shelf = Shelf()
    found = register_reply("Which documents are about Northvale?", shelf)
    assert found is not None
    text, statements, citations = cite_register(found)
    assert text.splitlines()[0].endswith("(March 2024). [1]")
    assert [statement.citations for statement in statements] == [(1,), (2,)]
    assert statements[0].calculated == "from the register's places and titles"
    for citation in citations:
        stored = shelf.document(citation.document).text
        assert citation.quote == stored[citation.start : citation.end]
        assert citation.quote in citation.passage
        assert citation.passage in stored
