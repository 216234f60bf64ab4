"""The most promising candidates are read first, and reading ends when no other could hold a better unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.prospects import AT_ONCE, HIGH_MARGIN, find_prospects, input_for
from assistant.answering.question import analyse_question
from assistant.answering.selection import CLOSE
from assistant.answering.weights import Logistic, Weights
from assistant.corpus.document import Block, BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.reading.protocol import Reading
from assistant.retrieval import Candidate

COUNT = 20
RANKER = Logistic(0.0, {"margin": 1.0, "dense": 100.0})


def document(number: int) -> Document:
    text = f"Port {number} has {number + 3} cranes."
    return Document(Source(f"d{number}", f"d{number}.md", "Ports"), text, (Block(BlockKind.paragraph, 0, len(text)),))


DOCUMENTS = {f"d{number}": document(number) for number in range(COUNT)}


def candidates(*cosines: float) -> list[Candidate]:
    found = []
    for number, cosine in enumerate(cosines):
        text = DOCUMENTS[f"d{number}"].text
        passage = Passage(f"p{number}", f"d{number}", 0, len(text), text, "Ports", ((0, len(text)),))
        found.append(Candidate(number, passage, 0.0, cosine))
    return found


class Lexical:
    """Knows no word."""

    def weight(self, term: str) -> float:
        return 1.0


class Reader:
    """Sees the whole passage as the answer, with the margin given for its number, and notes what it reads."""

    name = "told"

    def __init__(self, margins: dict[int, float]) -> None:
        self.margins = margins
        self.read_texts: list[str] = []

    def read(self, question, passages):
        self.read_texts += [passage.text for passage in passages]
        margins = [self.margins.get(int(passage.text.split()[1]), -9.0) for passage in passages]
        return [
            Reading(0, len(passage.text), margin, ((0, len(passage.text), margin),))
            for passage, margin in zip(passages, margins, strict=True)
        ]


def ask(question: str, given: list[Candidate], margins: dict[int, float]):
    reader = Reader(margins)
    weights = Weights("told", RANKER, Logistic(0.0, {"rank_score": 1.0}), 0.0)
    engine = ExtractiveEngine(reader, weights, Lexical(), DOCUMENTS.__getitem__)
    return engine.reply(analyse_question(question), given), reader


def test_the_most_promising_come_first_whatever_their_order():
    given = candidates(0.1, 0.5, 0.3)
    found = find_prospects(
        analyse_question("How many cranes?"),
        given,
        document=DOCUMENTS.__getitem__,
        weight=lambda term: 1.0,
        ranker=RANKER,
    )
    assert [prospect.candidate.ordinal for prospect in found] == [1, 2, 0]
    assert found[0].at_best == pytest.approx(50 + HIGH_MARGIN)


def test_what_could_not_be_better_is_not_read():
    reply, reader = ask("How many cranes has the port?", candidates(*[0.9, *[0.5] * (COUNT - 1)]), {0: 1.0})
    assert len(reader.read_texts) == AT_ONCE
    assert reply.quotes[0].document.id == "d0"
    assert [margin is None for _, margin in reply.considered].count(False) == AT_ONCE


def test_what_could_be_better_is_read_to_the_last_candidate():
    given = candidates(*[0.5] * COUNT)
    reply, reader = ask("How many cranes has the port?", given, {COUNT - 1: 9.0})
    assert len(reader.read_texts) == COUNT
    assert reply.quotes[0].document.id == f"d{COUNT - 1}"


@pytest.mark.parametrize(
    "question",
    [
        "Compare the cranes of port 3 with those of port 4.",
        "List the ports.",
        "Why do I find two different numbers of cranes for the port?",
    ],
    ids=["several", "list", "all values"],
)
def test_all_are_read_where_more_than_one_thing_is_asked_for(question):
    given = candidates(*[0.9, *[0.5] * (COUNT - 1)])
    assert len(ask(question, given, {0: 1.0})[1].read_texts) == COUNT


def test_what_could_stand_beside_the_best_is_read():
    near = 0.9 - (CLOSE - 1.5) / 100  # at best 1 + 1 behind the best one, which is within CLOSE
    _, reader = ask("How many cranes has the port?", candidates(*[0.9, *[near] * (COUNT - 1)]), {0: HIGH_MARGIN + 1})
    assert len(reader.read_texts) == COUNT


def test_without_candidates_nothing_is_read():
    reply, reader = ask("How many cranes?", [], {})
    assert (reply.quotes, reader.read_texts) == ((), [])


@pytest.mark.parametrize(
    ("question", "context"),
    [
        ("How many cranes has Saltham Council?", "Saltham Council: Ports"),
        ("How many cranes are there in Penmar?", "Penmar: Ports"),
        ("How many cranes has the Penmar Dock?", "Ports"),
        ("How many cranes does the Harbour Review count?", "Harbour Review: Ports"),
        ("How many cranes has Port 1?", "Ports"),
        ("How many cranes are there in Kelder?", "Ports"),
    ],
)
def test_the_reader_is_told_whose_document_it_is_where_the_question_names_it(question, context):
    (candidate,) = candidates(0.5)
    source = Source("d0", "d0.md", "Harbour Review", publisher="Saltham Council", geography=("Penmar",))
    (prospect,) = find_prospects(
        analyse_question(question),
        [candidate],
        document=lambda id: replace(DOCUMENTS[id], source=source),
        weight=lambda term: 1.0,
        ranker=RANKER,
    )
    assert input_for(analyse_question(question), prospect).context == context


@pytest.mark.parametrize(("name", "missing"), [("Saltham", 0.0), ("Penmar", 0.0), ("Kelder", 0.5)])
def test_publisher_and_places_count_as_said_by_the_passage(name, missing):
    source = Source("d0", "d0.md", "Ports", publisher="Saltham Council", geography=("Penmar",))
    (prospect,) = find_prospects(
        analyse_question(f"How many cranes has {name}?"),
        candidates(0.5),
        document=lambda id: replace(DOCUMENTS[id], source=source),
        weight=lambda term: 1.0,
        ranker=RANKER,
    )
    assert prospect.unread[0]["names_missing"] == missing


TABLE = """# Ports

## Cranes

The harbour masters were asked in May.

| Port | Cranes |
| --- | --- |
| Pern | 12 |

Source: Crale Counts, 2019
"""


@pytest.mark.parametrize(
    ("name", "front"),
    [("Crale Counts", "Crale Counts: "), ("Saltham Counts", "")],
    ids=["the source of the table", "another one"],
)
def test_the_source_below_a_table_counts_as_said_by_its_rows(name, front):
    parsed = load_markdown(TABLE.encode(), file="ports.md")
    ports = Document(Source("ports", "ports.md", "Ports"), parsed.text, parsed.blocks)
    row = next(block for block in ports.blocks if block.cells)
    text = ports.text[row.start : row.end]
    passage = Passage("p", "ports", row.start, row.end, text, "Ports > Cranes", ((row.start, row.end),))
    question = analyse_question(f"How many cranes has Pern, according to {name}?")
    (prospect,) = find_prospects(
        question, [Candidate(0, passage, 0.0, 0.0)], document=lambda id: ports, weight=lambda term: 1.0, ranker=RANKER
    )
    assert input_for(question, prospect).context == f"{front}Ports > Cranes"
    assert bool(prospect.unread[0]["names_missing"]) is not bool(front)


def test_the_year_of_a_source_is_not_that_of_its_figures():
    parsed = load_markdown(TABLE.encode(), file="ports.md")
    ports = Document(Source("ports", "ports.md", "Ports"), parsed.text, parsed.blocks)
    row = next(block for block in ports.blocks if block.cells)
    passage = Passage(
        "p", "ports", row.start, row.end, ports.text[row.start : row.end], "Ports", ((row.start, row.end),)
    )
    (prospect,) = find_prospects(
        analyse_question("How many cranes had Pern in 2019?"),
        [Candidate(0, passage, 0.0, 0.0)],
        document=lambda id: ports,
        weight=lambda term: 1.0,
        ranker=RANKER,
    )
    assert prospect.unread[0]["years_missing"]


TITLED = """# Open Shore

Strategy of the Crale Harbour Trust (CHT), by Westmere University

## Cranes

The port has 12 cranes.
"""


@pytest.mark.parametrize(
    ("question", "is_own"),
    [
        ("How many cranes has the Crale Harbour Trust?", True),
        ("How many cranes has the CHT?", True),
        ("How many cranes has Crale?", True),
        ("How many cranes has Westmere University?", False),  # which wrote of them
        ("How many cranes are there in Westmere?", False),
        ("How many cranes has Kelder?", False),
    ],
)
def test_what_a_question_names_may_stand_on_the_title_page(question, is_own):
    parsed = load_markdown(TITLED.encode(), file="shore.md")
    shore = Document(Source("shore", "shore.md", "Open Shore"), parsed.text, parsed.blocks)
    block = shore.blocks[-1]
    passage = Passage(
        "p", "shore", block.start, block.end, "The port has 12 cranes.", "Cranes", ((block.start, block.end),)
    )
    asked = analyse_question(question)
    (prospect,) = find_prospects(
        asked, [Candidate(0, passage, 0.0, 0.0)], document=lambda id: shore, weight=lambda term: 1.0, ranker=RANKER
    )
    assert (prospect.unread[0]["names_missing"] == 0.0) is is_own
    line = "Strategy of the Crale Harbour Trust (CHT), by Westmere University: " if is_own else ""
    assert input_for(asked, prospect).context == f"{line}Cranes"


def test_a_place_is_meant_by_the_body_that_governs_it():
    parsed = load_markdown(TITLED.replace(", by Westmere University", ", Westmere Council").encode(), file="shore.md")
    shore = Document(Source("shore", "shore.md", "Open Shore"), parsed.text, parsed.blocks)
    block = shore.blocks[-1]
    passage = Passage(
        "p", "shore", block.start, block.end, "The port has 12 cranes.", "Cranes", ((block.start, block.end),)
    )
    (prospect,) = find_prospects(
        analyse_question("How many cranes are there in Westmere?"),
        [Candidate(0, passage, 0.0, 0.0)],
        document=lambda id: shore,
        weight=lambda term: 1.0,
        ranker=RANKER,
    )
    assert prospect.unread[0]["names_missing"] == 0.0


def _names_missing(question: str, file: str, text: str) -> float:
    parsed = load_markdown(text.encode(), file=file)
    news = Document(Source("news", file, "News"), parsed.text, parsed.blocks)
    block = news.blocks[-1]
    passage = Passage(
        "p",
        "news",
        block.start,
        block.end,
        parsed.text[block.start : block.end],
        "News",
        ((block.start, block.end),),
    )
    (prospect,) = find_prospects(
        analyse_question(question),
        [Candidate(0, passage, 0.0, 0.0)],
        document=lambda id: news,
        weight=lambda term: 1.0,
        ranker=RANKER,
    )
    return prospect.unread[0]["names_missing"]


LEAD = "# New hub\n\nThe hub at Kiln Park Hospital was approved.\n\n{}\n\nIt will open in May."


@pytest.mark.parametrize(
    ("question", "file", "between", "is_told"),
    [
        ("When will the Kiln Park hub open?", "news.md", "It has two wards.", True),
        ("When will the Kiln Park Hospital hub open?", "news.md", "It has two wards.", True),
        ("When will the Kelder hub open?", "news.md", "It has two wards.", False),
        ("When will the Kiln Park hub open?", "news.md", "It has two wards. " * 300, False),
        ("When will the Crale Harbour hub open?", "crale-harbour-hub-2024.md", "It has two wards. " * 300, True),
        ("When will the Crale Mill hub open?", "crale-harbour-hub-2024.md", "It has two wards.", False),
    ],
    ids=["lead", "lead whole", "another name", "long", "file", "another of the file"],
)
def test_what_a_document_is_about_may_stand_at_its_head_or_in_its_files_name(question, file, between, is_told):
    assert (_names_missing(question, file, LEAD.format(between)) == 0.0) is is_told
