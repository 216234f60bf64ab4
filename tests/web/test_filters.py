"""Filters of a question."""

from __future__ import annotations

import json

import pytest

from assistant.documents import DocumentSummary
from assistant.errors import UsageError
from assistant.schema import Filters
from assistant.web.filters import Wanted, describe, read_wanted, resolve


def document(id: str, date: str, kind: str = "report", *places: str) -> DocumentSummary:
    return DocumentSummary(id, f"{id}.md", f"Title {id}", "", date, kind, places, 0, 1)


DOCUMENTS = [
    document("a", "2020-09-08", "panel paper", "Leeds City Region"),
    document("b", "2024-03", "report", "Leeds", "West Yorkshire"),
    document("c", "2024", "strategy", "West Yorkshire"),
    document("d", "", "report", "Leeds"),
]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(documents=("b", "zzz")), "b"),
        (Wanted(kinds=("report", "strategy")), "bcd"),
        (Wanted(places=("Leeds",)), "bd"),
        (Wanted(places=("Leeds",), kinds=("strategy", "report")), "bd"),
        (Wanted(first="2024"), "bc"),
        (Wanted(first="2024-03"), "bc"),
        (Wanted(first="2024-04"), "c"),
        (Wanted(last="2024-02"), "ac"),
        (Wanted(first="2020", last="2020"), "a"),
        (Wanted(first="2020-09-09", last="2023"), ""),
    ],
)
def test_filters_are_resolved_to_documents(wanted: Wanted, ids: str) -> None:
    if ids:
        assert resolve(wanted, DOCUMENTS) == Filters(documents=tuple(ids))
    else:
        with pytest.raises(UsageError, match=r"No document is left .*\(published 9 September 2020 to 2023\)"):
            resolve(wanted, DOCUMENTS)


def test_no_filter_is_all_of_the_evidence() -> None:
    assert resolve(Wanted(), DOCUMENTS) == Filters()


@pytest.mark.parametrize("sent", ["", None, "[]", "not json", 7, json.dumps({"document": "a", "kind": [1, ""]})])
def test_what_is_no_filter_is_none(sent: object) -> None:
    assert not read_wanted(sent)


def test_filters_are_read_from_what_the_page_sends() -> None:
    sent = json.dumps(
        {"document": ["a", "a"], "kind": ["report"], "place": ["Leeds"], "from": " 2020 ", "to": "2024-03"}
    )
    wanted = read_wanted(sent)
    assert wanted == Wanted(("a",), ("report",), ("Leeds",), "2020", "2024-03")
    assert describe(wanted, DOCUMENTS) == [
        "document: Title a",
        "kind: report",
        "place: Leeds",
        "published 2020 to March 2024",
    ]


@pytest.mark.parametrize("date", ["20", "2020-13", "2020-01-32", "x" * 5000, "2020-1-1"])
def test_a_date_that_is_none_is_told(date: str) -> None:
    with pytest.raises(UsageError, match="Write a year or a date"):
        read_wanted({"from": date})


def test_dates_the_wrong_way_round_are_told() -> None:
    with pytest.raises(UsageError, match="the first is later"):
        read_wanted({"from": "2024", "to": "2020-05"})
    assert read_wanted({"from": "2024-03", "to": "2024"})
