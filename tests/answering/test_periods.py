"""A statement holds at the date it names, or at that of its document."""

from __future__ import annotations

import pytest

from assistant.answering.periods import UNKNOWN, Moment, moment_of
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

COUNTS = """# Counts

| Source and date | Firms | In 2021 |
| --- | --- | --- |
| Harbour news, March 2023 | 57 | 51 |
| Bay page, undated | 60 | 52 |
"""


def document(text: str, *, date: str = "2024-03") -> Document:
    parsed = load_markdown(text.encode(), file="a.md")
    return Document(Source("a", "a.md", "A", date=date), parsed.text, parsed.blocks)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Saltham has 57 firms.", Moment(2024, 3)),
        ("In 2019, Saltham had 57 firms.", Moment(2019)),
        ("On 14 May 2019 the hub opened.", Moment(2019, 5, 14)),
        ("Saltham had 57 firms in 2021/22.", Moment(2022)),
        ("The number rose between 2018 and 2022.", Moment(2022)),
        ("Saltham has won £4m since 2019.", Moment(2024, 3)),
        ("Saltham will have 90 firms by 2030.", Moment(2024, 3)),
        ("In May 2024 the board told the paper of 61 firms.", Moment(2024, 5)),
        ("A report of 2023 counts 57 firms in 2020.", Moment(2020)),
        ("A page counts 57 firms (June 2021).", Moment(2021, 6)),
    ],
)
def test_a_sentence_holds_at_the_latest_date_it_names_or_at_its_documents(text, moment):
    written = document(f"# A\n\n{text}\n")
    start = written.text.index(text)
    assert moment_of(written, start, start + len(text)) == moment


@pytest.mark.parametrize(
    ("value", "moment"),
    [("57", Moment(2023, 3)), ("51", Moment(2021)), ("60", UNKNOWN), ("52", Moment(2021))],
    ids=["its source's date", "its column's year", "undated source", "column of an undated source"],
)
def test_a_row_holds_at_the_date_of_its_column_or_its_source(value, moment):
    written = document(COUNTS)
    row = next(
        block
        for block in written.blocks
        if block.kind is BlockKind.table_row and f" {value}" in written.text[block.start : block.end]
    )
    exact = written.text.index(f" {value}", row.start) + 1
    assert moment_of(written, row.start, row.end, (exact, exact + 2)) == moment


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        (Moment(2025), Moment(2024, 12), True),
        (Moment(2025), Moment(2025, 4), False),
        (Moment(2025, 4), Moment(2025), False),
        (Moment(2025, 4), Moment(2025, 3), True),
        (Moment(2019), UNKNOWN, True),
        (UNKNOWN, Moment(2019), False),
    ],
)
def test_only_what_is_surely_later_comes_after(one, other, after):
    assert one.after(other) is after
