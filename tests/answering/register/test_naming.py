"""A document is named by words of its title, kind, publisher or date; where two fit, none is meant."""

from __future__ import annotations

import pytest

from assistant.answering.register.naming import find_document, points_at_document, readable_date
from assistant.corpus.document import Source

SOURCES = [
    Source("review", "review.md", "Saltham medical technology review", "Growth Board", "2024-03", "report"),
    Source("strategy", "strategy.md", "Northvale health strategy: aims and money", "Council", "2022-11-02", "strategy"),
    Source("audit", "audit.md", "Strengths and openings", "Ministry", "2017-09", "audit"),
    Source("paper-2020", "paper-2020.md", "Clinics: report to the Health Panel", "Council", "2020", "panel paper"),
    Source("paper-2021", "paper-2021.md", "Wards: report to the Health Panel", "Council", "2021", "panel paper"),
]


@pytest.mark.parametrize(
    ("phrase", "id"),
    [
        ("the Saltham medical technology review", "review"),
        ("the Saltham review", "review"),
        ("the 2017 audit", "audit"),
        ("the Northvale strategy", "strategy"),
        ("the panel paper of 2020", "paper-2020"),
        ("the report on wards to the panel", "paper-2021"),
        ("the nov 2022 strategy", "strategy"),
        ("the strategy of 2 Nov. 2022", "strategy"),
        ("the Sept 2017 audit", "audit"),
        ("the oct 2017 audit", None),
        ("the Northvale report", "strategy"),
        ("the document on Northvale's health", "strategy"),
        ("the Northvale plan", None),
        ("the review of the Northvale strategy", None),
        ("the panel paper", None),
        ("the Saltham harbour", None),
        ("the council", None),
        ("the report", None),
        ("", None),
    ],
)
def test_a_phrase_names_the_one_document_that_has_all_its_words(phrase, id):
    found = find_document(phrase, SOURCES)
    assert (found.id if found else None) == id


@pytest.mark.parametrize(
    ("phrase", "id"),
    [("the annual report", None), ("the Kiln annual report", "kiln"), ("the Kiln annual report 2023", "kiln")],
)
def test_the_shortest_title_is_not_the_one_that_is_meant(phrase, id):
    sources = [
        Source("kiln", "kiln.md", "Kiln annual report 2023"),
        Source("museum", "museum.md", "Pern Museum of Boats annual report 2023"),
    ]
    found = find_document(phrase, sources)
    assert (found.id if found else None) == id


def test_the_place_and_year_in_a_title_do_not_make_it_another_document():
    plan = Source("plan", "plan.md", "Crale Local Plan 2024", geography=("Crale",))
    appraisal = Source("appraisal", "appraisal.md", "Local Plan Sustainability Appraisal")
    assert find_document("the local plan", [plan, appraisal]) is plan


@pytest.mark.parametrize(
    ("phrase", "points"),
    [("it", True), ("this report", True), ("the document", True), ("the hub", False), ("the Saltham report", False)],
)
def test_some_words_point_at_a_document_without_naming_it(phrase, points):
    assert points_at_document(phrase) is points


@pytest.mark.parametrize(
    ("date", "words"),
    [("2024-03", "March 2024"), ("2020-09-08", "8 September 2020"), ("2021", "2021"), ("spring 2021", "spring 2021")],
)
def test_a_date_is_said_as_exactly_as_it_is_known(date, words):
    assert readable_date(date) == words
