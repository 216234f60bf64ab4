"""A table is quoted whole where a sentence above it counts its rows and all of them are asked for."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.announced import announced_quote
from assistant.answering.units import units_of
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

OPTIONS = """# Mill review

## Options

The board met in May. Three options were scored by the miller.

Table 1: Options

| Option | Cost | Saving | Score |
| --- | --- | --- | --- |
| A. Close the leat | nil | £2,000 | 38 |
| B. New wheel | £9,000 | £4,000 | 77 |
| C. Hire a miller in Saltham | £6,000 | £1,000 | 49 |

## Sites

The trust has two main sites, as of 2025.

| Place | Mill |
| --- | --- |
| Saltham | Kiln Mill |
| Fordby | Weir Mill |

Five visits were made.

| Guest | Day |
| --- | --- |
| Saltham school | Monday |
| Fordby school | Friday |
"""


def announced(question: str, words: str):
    parsed = load_markdown(OPTIONS.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mill review"), parsed.text, parsed.blocks)
    candidates = [Candidate(0, passage, 0.0, 0.0) for passage in split_document(document)]
    unit = next(unit for one in candidates for unit in units_of(one, document) if words in unit.text)
    return document, announced_quote(analyse_question(question), document, unit)


@pytest.mark.parametrize(
    ("question", "words", "last"),
    [
        ("List the options that the miller scored.", "Three options", "49"),
        ("What are the options that were scored?", "A. Close", "49"),
        ("What did all three options cost?", "Three options", "49"),
        ("For each of the two places, which mill is it built around?", "two main sites", "Weir Mill"),
        ("Which mill stands at both sites?", "two main sites", "Weir Mill"),
        ("List the options for Saltham.", "Three options", None),
        ("List the options that cost more than £5,000.", "Three options", None),
        ("Which of the three options scored highest?", "Three options", None),
        ("List the two best options.", "Three options", None),
        ("What did the new wheel score?", "Three options", None),
        ("What is option B?", "B. New wheel", None),
        ("List the dates on which the board met.", "The board met", None),
        ("For each of the four sites, which mill is it?", "two main sites", None),
        ("For each place, what does the milling cost?", "two main sites", None),
        ("What do the options cost each year?", "Three options", None),
        ("Why were options scored at all?", "Three options", None),
        ("List the five visits.", "Five visits", None),
    ],
)
def test_a_table_is_whole_where_every_row_is_asked_for(question, words, last):
    document, quote = announced(question, words)
    assert (quote is not None) is bool(last)
    assert quote is None or document.text[quote.start : quote.end].endswith(last)


def test_only_the_asked_column_is_shown_behind_the_sentence_that_counts():
    document, quote = announced("List the options that the miller scored, with scores.", "Three options")
    assert [document.text[start:end] for start, end in quote.shown] == [
        "Option: A. Close the leat",
        "Score: 38\nOption: B. New wheel",
        "Score: 77\nOption: C. Hire a miller in Saltham",
        "Score: 49",
    ]
    assert document.text[slice(*quote.context)] == "Three options were scored by the miller."
