"""Only what is of one thing and unit, and exact, is subtracted."""

from __future__ import annotations

import pytest

from assistant.answering.parts.alike import told_alike
from assistant.answering.quotes import Quote
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown


def quotes(text: str, *exact: str) -> list[Quote]:
    """Return a quote of the block around each exact answer."""
    parsed = load_markdown(text.encode(), file="a.md")
    document = Document(Source("a", "a.md", "Notes"), parsed.text, parsed.blocks)
    found = []
    for words in exact:
        at = document.text.index(words)
        block = document.block_at(at)
        found.append(Quote(document, None, block.start, block.end, exact=(at, at + len(words))))
    return found


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("A trial waits 14 months in Kiln and 2 years in Crale.", "14 months", "2 years"),
        ("A trial waits 45 minutes in Kiln and 2 hours in Crale.", "45", "2"),
        ("Rent in Kiln is £785 a month. Rent in Crale is £4,800 a year.", "£785", "£4,800"),
        ("The monthly rent in Kiln is £785. Rent in Crale is £4,800 a year.", "£785", "£4,800"),
        ("Kiln has 540 police officers. Crale has 210 police cars.", "540", "210"),
        ("Kiln has over 400 firms. Crale has 300 firms.", "400", "300"),
        ("Kiln has 400 or more firms. Crale has 300 firms.", "400", "300"),
        ("Crime fell by 6% in Kiln. It rose by 2% in Crale.", "6%", "2%"),
        ("The bank is 5 km long. The wall is 300 metres long.", "5", "300"),
        ("Kiln lies 12 miles away and Crale 20 kilometres.", "12", "20"),
    ],
)
def test_unlike_figures_are_not_subtracted(text, one, other):
    assert not told_alike(*quotes(text, one, other))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("A trial waits 14 months in Kiln and 24 months in Crale.", "14 months", "24 months"),
        ("Rent in Kiln is £785 a month. Rent in Crale is £600 per month.", "£785", "£600"),
        ("Kiln has 540 police officers. Crale has 210 officers.", "540", "210"),
        ("Kiln has 540 firms and Crale 210.", "540", "210"),
        ("Crime fell by 6% in Kiln. It fell by 2% in Crale.", "6%", "2%"),
        ("Turnover rose to £34m in Kiln. It fell to £12m in Crale.", "£34m", "£12m"),
        ("Kiln won about £30m of investment, Crale £12m.", "£30m", "£12m"),
        ("There were 4,300 people in 2023 and 4,000 people in 2020.", "4,300 people", "4,000 people"),
    ],
)
def test_figures_of_one_thing_are_subtracted(text, one, other):
    assert told_alike(*quotes(text, one, other))


TABLES = """# Report

| Town | Firms | Wait |
| --- | --- | --- |
| Kiln | 12 | 3 weeks |
| Crale | 9 | 10 days |

More on towns.

| Town | Firms | Rent |
| --- | --- | --- |
| Pern | 7 | 52 |
"""


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("12", "9", True),
        ("12", "7", True),
        ("12", "52", False),
        ("12", "10 days", False),
        ("3 weeks", "10 days", False),
    ],
)
def test_cells_are_subtracted_in_one_column_alone(one, other, is_alike):
    assert told_alike(*quotes(TABLES, one, other)) is is_alike
