"""Two rows of a table beside each other are told by one column."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.answering.tables.one_column import of_one_column
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown

CROPS = """# Crops

| Crop | Area (ha) | Yield (t/ha) |
| --- | --- | --- |
| Barley | 3,450 | 5.8 |
| Wheat | 2,100 | 7.1 |
"""


@pytest.mark.parametrize(
    ("question", "exact", "left"),
    [
        ("How much barley is grown compared with wheat?", ("5.8", "2,100"), ["", ""]),
        ("Is the area of barley larger than that of wheat?", ("5.8", "2,100"), ["", "2,100"]),
        ("How much barley is grown compared with wheat?", ("3,450", "2,100"), ["3,450", "2,100"]),
        ("Which crop has 7.1?", ("5.8", "Wheat"), ["5.8", "Wheat"]),
    ],
)
def test_rows_are_not_answered_from_two_columns(question, exact, left):
    parsed = load_markdown(CROPS.encode(), file="crops.md")
    document = Document(Source("crops", "crops.md", "Crops"), parsed.text, parsed.blocks)
    quotes = []
    for words in exact:
        at = document.text.index(words)
        row = document.block_at(at)
        quotes.append(Quote(document, None, row.start, row.end, exact=(at, at + len(words))))
    assert [quote.exact_words for quote in of_one_column(analyse_question(question), quotes)] == left
