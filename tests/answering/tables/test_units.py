"""The caption of a table stands before a quoted row where it alone says the unit."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.answering.tables.cells import asked_cells, written
from assistant.answering.tables.units import with_unit
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.retrieval import Candidate

LOANS = """# Loans

## {heading}

{caption}

| Type | 2022/23 | 2023/24 | Share (%) | Target |
| --- | --- | --- | --- | --- |
| Novels | 715 | 802 | 41 | 12 months |
| Fines, £ | 10 | 12 | 1 | n/a |

A sentence behind the table.
"""


def quoted(text: str, row: int, question: str = "") -> Quote:
    parsed = load_markdown(text.encode(), file="loans.md")
    document = Document(Source("loans", "loans.md", "Loans"), parsed.text, parsed.blocks)
    block = [block for block in document.blocks if block.kind is BlockKind.table_row][row]
    cells = asked_cells(analyse_question(question), block) if question else ()
    passage = Passage("p", "loans", block.start, block.end, parsed.text[block.start : block.end], "", ())
    exact = (cells[1].start, cells[1].end) if cells else None
    shown = tuple(written(cell) for cell in cells)
    return Quote(document, Candidate(0, passage, 0, 0), block.start, block.end, exact=exact, shown=shown)


def context(text: str, row: int = 0, question: str = "") -> str:
    found = with_unit(quoted(text, row, question))
    return found.document.text[slice(*found.context)] if found.context else ""


@pytest.mark.parametrize(
    "caption",
    [
        "Table 3: Loans by type, thousands",
        "Table 3: Loans, £000s",
        "Table 3. Loans (millions)",
        "Table 3: Loans ('000)",
        "Table 3: Stock in tonnes",
        "Table 3: Loans per 1,000 residents",
        "Table 3: Share of loans, per cent",
    ],
)
def test_a_caption_that_says_the_unit_is_shown(caption):
    assert context(LOANS.format(caption=caption, heading="Use")) == caption


@pytest.mark.parametrize(
    ("caption", "heading"),
    [
        ("Table 3: Loans by type", "Use"),
        ("Table 3: Loans of projects above £3 million", "Use"),
        ("Table 3: Loans in 2024, 41% of them new", "Use"),
        ("Table 3: Loans and opening hours", "Use"),
        ("Table 3: Loans: half-year report", "Use"),
    ],
)
def test_a_caption_without_a_unit_is_not(caption, heading):
    assert context(LOANS.format(caption=caption, heading=heading)) == ""


def test_a_heading_says_the_unit_where_the_caption_does_not():
    assert context(LOANS.format(caption="Table 3: Loans", heading="Loans (thousands)")) == "Loans (thousands)"


@pytest.mark.parametrize(
    ("row", "question", "is_shown"),
    [
        (0, "How many novels were lent in 2023/24?", True),
        (0, "What is the share of novels?", False),
        (0, "What is the target for novels?", False),
        (1, "What was taken in fines in 2023/24?", False),
    ],
    ids=["bare", "the column says it", "the cell says it", "the row says it"],
)
def test_the_caption_is_shown_only_where_the_answer_has_no_unit_of_its_own(row, question, is_shown):
    text = LOANS.format(caption="Table 3: Loans by type, thousands", heading="Use")
    assert bool(context(text, row, question)) is is_shown


def test_a_rank_has_no_unit():
    text = LOANS.format(caption="Table 3: Share of loans, per cent", heading="Use").replace("2023/24", "Rank 2023/24")
    assert context(text, 0, "What was the rank of novels in 2023/24?") == ""


def test_what_is_no_row_is_left_alone():
    quote = quoted(LOANS.format(caption="Table 3: Loans by type, thousands", heading="Use"), 0)
    paragraph = quote.document.blocks[-1]
    other = Quote(quote.document, quote.candidate, paragraph.start, paragraph.end)
    assert with_unit(other) is other


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        ("The town spent more. All figures are in thousands of pounds.", "", "All figures are in thousands of pounds."),
        ("", "Figures are in thousand tonnes.", "Figures are in thousand tonnes."),
        ("The figures in the table rose in 2023.", "", ""),
        ("", "Loans rose by thousands.", ""),
    ],
)
def test_a_sentence_beside_the_table_that_says_the_unit_is_shown(above, below, said):
    table = "| Type | 2022/23 |\n| --- | --- |\n| Novels | 715 |\n| Plays | 51 |\n"
    assert context(f"# Loans\n\n## Use\n\n{above}\n\n{table}\n{below}\n") == said
