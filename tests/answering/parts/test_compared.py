"""Only what may be compared stands in the answer to a comparison."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.parts.compared import side_missing
from assistant.answering.parts.join import join_replies
from assistant.answering.parts.split import Parts, Relation
from assistant.answering.quotes import Quote, Reply
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.retrieval import Candidate

TOWNS = """# Towns

Saltham drew £12m of grants. Northvale had 9 grants. Across the country £480m was granted.

| Town | Firms | Jobs |
| --- | --- | --- |
| Saltham | 12 | 340 |
| Northvale | 9 | 210 |
"""
NAMES = ("Saltham", "Northvale")
ASKED = Parts(("Saltham: firms?", "Northvale: firms?"), Relation.sides, names=NAMES)


@pytest.fixture
def document() -> Document:
    parsed = load_markdown(TOWNS.encode(), file="towns.md")
    return Document(Source("towns", "towns.md", "Towns"), parsed.text, parsed.blocks)


def reply(document: Document, words: str, exact: str, *, confidence: float = 0.9) -> Reply:
    start = document.text.index(words)
    at = document.text.index(exact, start)
    candidate = Candidate(0, Passage("p", "towns", 0, len(document.text), document.text, "", ()), 0.0, 0.0)
    quote = Quote(document, candidate, start, start + len(words), exact=(at, at + len(exact)))
    return Reply((quote,), confidence, confidence > 0.3, (quote,), ((candidate, None),), quote)


def said(joined: Reply) -> list[str]:
    return [quote.document.text[slice(*quote.exact)] for quote in joined.quotes if quote.exact]


def test_money_does_not_stand_beside_a_number(document):
    money = reply(document, "Saltham drew £12m of grants.", "£12m")
    number = reply(document, "Northvale had 9 grants.", "9", confidence=0.6)
    joined, missing = join_replies(ASKED, (money, number))
    assert (said(joined), missing) == (["£12m"], ("the same for Northvale",))


def test_words_of_neither_side_are_no_answer(document):
    country = reply(document, "Across the country £480m was granted.", "£480m")
    joined, missing = join_replies(ASKED, (country, country))
    assert (joined.sufficient, joined.quotes, missing) == (False, (), ())


@pytest.mark.parametrize("confidence", [0.6, 0.1], ids=["elsewhere", "refused"])
def test_the_other_side_is_read_off_the_table_of_the_surer_one(document, confidence):
    rows = [block for block in document.blocks if block.kind is BlockKind.table_row]
    surer = reply(document, document.text[rows[0].start : rows[0].end], "12", confidence=0.95)
    other = reply(document, "Northvale had 9 grants.", "9", confidence=confidence)
    joined, missing = join_replies(ASKED, (surer, other))
    assert [joined.quotes[1].start, joined.quotes[1].end] == [rows[1].start, rows[1].end]
    assert (said(joined), missing) == (["12", "9"], ())


@pytest.mark.parametrize(
    ("surer", "exact", "expected"),
    [("Topic: Grants; Town: Saltham; Firms: 40", "40", ["12", "9"]), ("Saltham had 14 firms.", "14", ["14", "9"])],
    ids=["another row", "a sentence"],
)
def test_the_surer_side_is_read_off_the_others_table_only_where_it_is_a_row_not_of_its_own(surer, exact, expected):
    table = "| Topic | Town | Firms |\n| --- | --- | --- |\n| Grants | Saltham | 40 |\n"
    more = f"\nSaltham had 14 firms.\n\n## Grants\n\n{table}"
    parsed = load_markdown((TOWNS + more).encode(), file="towns.md")
    document = Document(Source("towns", "towns.md", "Towns"), parsed.text, parsed.blocks)
    rows = [block for block in document.blocks if block.kind is BlockKind.table_row]
    first = reply(document, surer, exact, confidence=0.95)
    second = reply(document, document.text[rows[1].start : rows[1].end], "9", confidence=0.6)
    joined, _ = join_replies(ASKED, (first, second))
    assert said(joined) == expected


@pytest.mark.parametrize(
    ("name", "words", "missing"),
    [
        ("Kiln Park", "Saltham drew £12m of grants.", True),
        ("Saltham's", "Saltham drew £12m of grants.", False),
        ("Saltham and the Marsh", "Saltham drew £12m of grants.", False),
        ("the loan", "Saltham drew £12m of grants.", False),
        ("2021", "Saltham drew £12m of grants.", True),
        ("SDC", "Saltham drew £12m of grants.", False),
    ],
    ids=[
        "another name",
        "a genitive",
        "one of two names",
        "no name",
        "a year",
        "an acronym may stand in its long form",
    ],
)
def test_a_side_is_missing_if_it_is_a_name_that_no_quote_holds(document, name, words, missing):
    found = reply(document, words, "£12m")
    assert side_missing(name, found, found.quotes) is missing


@pytest.mark.parametrize(("name", "missing"), [("loans", True), ("grants", False), ("SDC", False), ("", False)])
def test_a_side_without_a_capital_is_missing_if_it_is_refused_and_no_quote_holds_it(document, name, missing):
    found = reply(document, "Saltham drew £12m of grants.", "£12m")
    assert side_missing(name, replace(found, sufficient=False), found.quotes) is missing
