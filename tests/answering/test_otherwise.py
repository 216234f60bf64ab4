"""A figure that its document counts in another way too."""

from __future__ import annotations

import pytest

from assistant.answering.otherwise import with_other_count
from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.retrieval import Candidate

FIRST = "Saltham has 8% of the device makers of the five ports."
BECOMES = "Saltham's share of the device makers becomes almost 14%."
ASKED = "What share of the device makers of the ports has Saltham?"


def quote_of(document: Document, words: str, exact: str) -> Quote:
    passage = Passage("p", "firms", 0, len(document.text), document.text, "Firms", ())
    start = document.text.index(words)
    at = document.text.index(exact, start)
    candidate = Candidate(0, passage, 0.0, 0.0)
    return Quote(document, candidate, start, start + len(words), exact=(at, at + len(exact)))


def shown(behind: str, asked: str = ASKED, first: str = FIRST, exact: str = "8%") -> list[tuple[str, str]]:
    """Return what is shown beside the first quote, with its exact answer."""
    parsed = load_markdown(f"# Firms\n\n{first} {behind}\n".encode(), file="firms.md")
    document = Document(Source("firms", "firms.md", "Firms"), parsed.text, parsed.blocks)
    quotes = with_other_count(analyse_question(asked), [quote_of(document, first, exact)], [])
    return [(document.text[one.start : one.end], document.text[slice(*one.exact or (0, 0))]) for one in quotes[1:]]


@pytest.mark.parametrize(
    ("condition", "between"),
    [
        ("Without Dunmore, which is an outlier,", ""),
        ("If Dunmore is left out,", "Dunmore is an outlier.\n\n"),
        ("On a wider definition", ""),
        ("Excluding Dunmore,", "The ports are busy. " * 22),
    ],
    ids=["an exception", "in the next paragraph", "a definition", "at the end of what is near"],
)
def test_a_figure_that_is_counted_otherwise_stands_beside_it_whole(condition, between):
    assert shown(f"{between}{condition} {BECOMES}") == [(f"{condition} {BECOMES}", "almost 14%")]


@pytest.mark.parametrize(
    "behind",
    [
        f"By 2030 {BECOMES}",
        f"\n\n# Plans\n\nWithout Dunmore, {BECOMES}",
        "\n\n- Without Dunmore, Saltham's share of the device makers becomes 14%",
        "Without this support, Saltham's share of the device makers falls to 6%.",
        "Without doubt, Saltham's share of the device makers is 14%.",
        "Without Dunmore, Saltham's share of the device makers would be 14%.",
        "Apart from Saltham, the share of the device makers is 14%.",
        "Including Dunmore, the device makers of Saltham employ 14 people.",
        "Without Dunmore, the share of the bakers is 14%.",
        "Without Dunmore, Saltham's share of the device makers is 8%.",
        f"{'The ports are busy. ' * 40}Excluding Dunmore, {BECOMES}",
    ],
    ids=["a year", "a section", "an item", "no condition", "an idiom", "supposed", "what is asked for", "another unit",
         "another thing", "the same", "far"],
)  # fmt: skip
def test_what_is_no_other_count_of_the_same_does_not(behind):
    assert shown(behind) == []


@pytest.mark.parametrize(
    ("behind", "count"),
    [
        ("If agency staff are included, the device makers of Saltham employ 400 people.", 0),
        ("Including Dunmore, the device makers of Saltham have 280 sites.", 0),
        ("Including Dunmore, Saltham has 280 firms that are device makers.", 1),
    ],
)
def test_a_count_stands_beside_one_of_the_same_things_alone(behind, count):
    first = "Saltham has 250 firms that are device makers."
    assert len(shown(behind, "How many firms that are device makers has Saltham?", first, "250")) == count


def test_who_asks_how_it_is_counted_that_way_gets_that_alone():
    assert shown(f"Without Dunmore, {BECOMES}", "What share of the device makers has Saltham without Dunmore?") == []
