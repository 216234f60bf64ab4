"""Conflicts are those a document tells of and those found between passages; parallel figures are none."""

from __future__ import annotations

import pytest

from assistant.conflicts.conflict import Origin
from assistant.conflicts.find import find_conflicts
from assistant.conflicts.places import places_in
from assistant.conflicts.wording import years_in
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown


def document(text: str, *, id: str = "one", title: str = "", date: str = "2024") -> Document:
    parsed = load_markdown(text.encode(), file=f"{id}.md")
    return Document(Source(id, f"{id}.md", title or f"Report {id}", date=date), parsed.text, parsed.blocks)


def values(*documents: Document) -> list[tuple[str, ...]]:
    return [tuple(side.value for side in conflict.sides) for conflict in find_conflicts(documents)]


REVIEW = (
    "# Review\n\n## Firms\n\nThe Harbour Works in Saltham lets 2,400 square metres of laboratories to young firms.\n"
)
STRATEGY = "# Strategy\n\n## Space\n\nThe Harbour Works in Saltham lets 3,100 square metres of laboratories.\n"


def test_two_documents_that_give_one_measure_differently_are_a_conflict():
    (conflict,) = find_conflicts([document(REVIEW), document(STRATEGY, id="two", date="2022")])
    assert conflict.origin is Origin.found
    assert [(side.document.id, side.value) for side in conflict.sides] == [
        ("one", "2,400 square metres"),
        ("two", "3,100 square metres"),
    ]
    for side in conflict.sides:
        assert side.quote == side.document.text[side.start : side.end]
        assert side.value in side.quote
    assert conflict.reasons[0].text == "The documents are of different dates: 2024 and 2022."
    assert "laboratories" in conflict.topic


PARALLEL = [
    ("another place", "Saltham employs 1,150 healthtech nurses.", "Northvale employs 900 healthtech nurses."),
    ("another year", "In 2020 the Saltham board paid £3.4 million.", "In 2022 the Saltham board paid £4.1 million."),
    ("another measure", "Saltham firms have a turnover of £3bn.", "Saltham firms had investment of £2bn."),
    ("another kind", "Saltham has 57 medtech companies.", "Saltham has 81 fintech companies."),
    ("a part", "Saltham has 57 medtech companies.", "Of these, 31 medtech companies in Saltham are young."),
    ("another size", "Saltham has 57 medtech companies.", "Saltham has 2,100 medtech companies."),
    ("the same, rounded", "Saltham has 16,312 residents.", "Saltham has over 16,000 residents."),
    ("the year before", "The Saltham board paid £3.4 million.", "The year before the Saltham board paid £4.1 million."),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in PARALLEL], ids=[case[0] for case in PARALLEL])
def test_figures_of_different_things_are_no_conflict(one, other):
    assert values(document(f"# A\n\n{one}\n\nHere {other[0].lower()}{other[1:]}\n")) == []


def test_sentences_of_one_paragraph_conflict_only_where_they_report_others():
    told = (
        "One report put the repair backlog of the trust at over £630m. A later report put the repair backlog at £690m."
    )
    own = "The repair backlog of the trust is over £630m for wards. The repair backlog is £690m for roofs."
    assert values(document(f"# A\n\n{told}\n")) == [("over £630m", "£690m")]
    assert values(document(f"# A\n\n{own}\n")) == []


COMPARING = """# Hub

The floor area of the Saltham Hub is 6,500 square metres.

The council runs buses, schools and parks.

Its budget is set in spring.

## Conflicts between sources

| Topic | Figure A | Figure B |
| --- | --- | --- |
| Floor area of the Saltham Hub | 6,500 sq m (Daily, 2019) | 6,684 sq m (Review, 2024); 7,000 sq m (Post) |
| Owner | the council (Daily) | the trust (Post) |
| Rooms | one source only | |

The 7,000 sq m of the Post differ because they include the car park of the Saltham Hub.
"""


def test_a_row_under_a_heading_about_conflicts_is_told_with_its_versions_and_reason():
    area, owner = find_conflicts([document(COMPARING)])
    assert area.origin is Origin.told
    assert area.topic == "Floor area of the Saltham Hub"
    assert [side.value for side in area.sides] == [
        "6,500 sq m (Daily, 2019)",
        "6,684 sq m (Review, 2024)",
        "7,000 sq m (Post)",
    ]
    assert [reason.text.split()[:3] for reason in area.reasons] == [["The", "7,000", "sq"]]
    assert [side.quote for side in area.also] == ["The floor area of the Saltham Hub is 6,500 square metres."]
    assert owner.topic == "Owner"


BY_SOURCE = """# Hub

| Source and date | Members of the Saltham Hub |
| --- | --- |
| Daily, 2019 | 110 companies |
| Post, 2022 | over 130 businesses |

| Grant | Sum |
| --- | --- |
| Daily | £3m |
| Weekly | £5m |
"""


def test_a_table_whose_rows_are_sources_is_one_conflict_and_other_tables_are_none():
    (conflict,) = find_conflicts([document(BY_SOURCE)])
    assert conflict.topic == "Members of the Saltham Hub"
    assert [side.value for side in conflict.sides] == ["110 companies", "over 130 businesses"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Leeds has 57 firms.", {"leeds"}),
        ("The University of Leeds and Leeds Beckett University agree.", set()),
        ("in Leeds City Region and West Yorkshire", {"leeds city region", "west yorkshire"}),
        ("across Yorkshire and the Humber", {"yorkshire and the humber"}),
        ("the West Yorkshire Combined Authority", set()),
        ("the north side of the building", set()),
    ],
)
def test_a_place_in_a_name_is_not_what_a_sentence_speaks_of(text, places):
    assert places_in(text) == places


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("In 2022/23 and 2024 it grew.", {"2022/23", "2024"}),
        ("It grew (Daily, March 2024).", set()),
        ("It grew, according to a review of 2024.", set()),
    ],
)
def test_the_date_of_a_source_is_not_the_period_of_a_figure(text, years):
    assert years_in(text) == years
