"""Evidence that is really there, spellings that are really in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.corpus.document import Document
from assistant.evaluation.check import check_facts
from assistant.evaluation.evidence import holds
from assistant.evaluation.facts import KnownFact

MakeFact = Callable[..., KnownFact]


def test_a_good_fact_has_no_problem(make_fact: MakeFact, review: Document) -> None:
    report = check_facts([make_fact()], [review])
    assert report.problems == ()
    assert (report.answerable, report.unanswerable) == (1, 0)


def place(words: str, document: str = "review") -> list[dict[str, str]]:
    return [{"document": document, "words": words}]


PROBLEMS = [
    ({"evidence": place("x", "nowhere")}, "evidence.document", "no document 'nowhere'"),
    ({"evidence": place("more than 520 companies")}, "evidence.words", "is not in review"),
    ({"evidence": place("a hospital. Leeds ranks".replace(". ", " "))}, "evidence.words", "is not in review"),
    (
        {"must_include": [["250", "two hundred and fifty"]]},
        "must_include",
        "'two hundred and fifty' is not in the evidence",
    ),
    ({"answer": "Some companies."}, "answer", "has none of 250"),
    ({"must_not_include": ["companies"]}, "must_not_include", "in the fact's own answer"),
]


@pytest.mark.parametrize(("changes", "field", "message"), PROBLEMS)
def test_a_problem_names_its_field(
    make_fact: MakeFact, review: Document, changes: dict[str, object], field: str, message: str
) -> None:
    problems = check_facts([make_fact(**changes, file="facts.yaml", line=3)], [review]).problems
    assert [problem.field for problem in problems] == [field]
    assert message in str(problems[0])
    assert str(problems[0]).startswith("facts.yaml, line 3, fact 'companies'")


def test_a_derived_spelling_needs_its_reason(make_fact: MakeFact, review: Document) -> None:
    fact = make_fact(must_include=[["250", "two hundred and fifty"]], derived="the figure in words")
    assert check_facts([fact], [review]).problems == ()


def test_an_id_and_a_question_stand_once(make_fact: MakeFact, review: Document) -> None:
    fields = [problem.field for problem in check_facts([make_fact(), make_fact()], [review]).problems]
    assert fields == ["id", "question"]


def test_overlap_counts_the_questions_content_words(make_fact: MakeFact, review: Document) -> None:
    near = make_fact(id="near", question="How many companies are headquartered locally?")
    far = make_fact(id="far", question="What is the number of firms with their seat here?")
    overlaps = check_facts([near, far], [review]).overlaps
    assert overlaps["near"] == 1.0
    assert overlaps["far"] < 1 / 3


EVIDENCE = [
    ("The region has  more than\n250 companies", "More than 250 companies", True),
    ("it’s the “best”", 'it\'s the "best"', True),
    ("Edition: 2019; Businesses: 6,300; Turnover: £80.7bn", "2019 | 6,300 | £80.7bn", True),
    ("Edition: 2019; Businesses: 6,300; Turnover: £80.7bn", "| 2019 | 6,330 |", False),
    ("Edition: 2019; Businesses: 6,300", "2019 | 300", False),
    ("Edition: 2019; Businesses: 6,300\nEdition: 2020; Businesses: 6,330", "2019 | 6,330", False),
    (
        "Edition: 2019; Businesses: 6,300\nEdition: 2020; Businesses: 6,330",
        "2019 | 6,300\n|---|---|\n2020 | 6,330",
        True,
    ),
    ("One thing\nAnother thing", "- One thing\n- Another thing", True),
    ("some other words", "more than 250 companies", False),
]


@pytest.mark.parametrize(("text", "words", "expected"), EVIDENCE)
def test_evidence_is_found_in_prose_and_in_rows(text: str, words: str, expected: bool) -> None:
    assert holds(text, words) is expected
