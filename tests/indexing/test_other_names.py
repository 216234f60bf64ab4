"""A question is understood in each name of what it names: the evidence's own, and those that everybody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib import resources

import pytest

from assistant.answering.question import analyse_question
from assistant.indexing.acronyms import Acronyms, Pair
from assistant.indexing.analysis import content_terms
from assistant.indexing.other_names import OtherNames

PAIRS: Mapping[Pair, int] = {
    ("LHCA", "Leeds Health and Care Academy"): 3,
    ("NDL", "Networked Data Lab"): 1,
    ("LCC", "Leeds City Council"): 1,
    ("LCC", "Leeds City College"): 1,
    ("IT", "information technology"): 2,
    ("R&D", "research and development"): 4,
    ("US", "Union of Saltham"): 2,
}


def names(pairs: Mapping[Pair, int] = PAIRS, *, evidence: str = "") -> OtherNames:
    acronyms = Acronyms(pairs, {"it", "lab", "data", "us", "who"}.__contains__)
    return OtherNames(acronyms, frozenset(content_terms(evidence)).__contains__)


@pytest.mark.parametrize(
    ("question", "expanded"),
    [
        ("How big is the NDL?", "How big is the NDL (Networked Data Lab)?"),
        ("how big is the ndl", "how big is the ndl (Networked Data Lab)"),
        ("Where is the Networked Data Lab?", "Where is the Networked Data Lab (NDL)?"),
        ("Who runs Leeds Health & Care Academy?", "Who runs Leeds Health & Care Academy (LHCA)?"),
        ("What is the Networked Data Lab (NDL)?", "What is the Networked Data Lab (NDL)?"),
        ("What does the LCC do?", "What does the LCC do?"),
        ("What is it for?", "What is it for?"),
        ("Who buys IT?", "Who buys IT (information technology)?"),
        ("What share of R&D is public?", "What share of R&D (research and development) is public?"),
        ("Who knows the ndls?", "Who knows the ndls?"),
    ],
    ids=["typed", "low", "long", "ampersand", "both", "rivals", "a word", "capitals", "sign", "other word"],
)
def test_a_question_gets_the_form_that_the_evidence_explains_in_brackets(question, expanded):
    assert names().expand(question) == expanded


@pytest.mark.parametrize(
    ("question", "evidence", "pairs"),
    [
        ("How big is Britain's market?", "the UK market", [("Britain", "UK")]),
        ("How big is the market of the United Kingdom?", "Britain, or the UK", ["UK", "Britain"]),
        ("How long are waits in A&E?", "accident and emergency waits", [("A&E", "accident and emergency")]),
        ("How long are waits in accident and emergency?", "A&E waits", [("accident and emergency", "A&E")]),
        ("Who pays, the UK or Britain?", "the UK", []),
        ("How big is Britain's market?", "the market", []),
        ("Who runs it?", "the World Health Organization runs it", []),
        ("What does WTE mean?", "the full-time equivalent", [("WTE", "full-time equivalent")]),
        ("What is sold to the US?", "exports to the United States", []),
    ],
    ids=[
        "genitive",
        "several names",
        "short form",
        "long form",
        "both said",
        "not held",
        "a word",
        "capitals",
        "the evidence explains it otherwise",
    ],
)
def test_what_everybody_knows_by_another_name_is_found_where_the_evidence_may_have_it(question, evidence, pairs):
    expected = [pair if isinstance(pair, tuple) else ("United Kingdom", pair) for pair in pairs]
    found = [pair for pair in names(evidence=evidence).used(question) if pair[1] != "Union of Saltham"]
    assert found == expected


def test_a_name_that_stands_in_the_passage_by_its_other_form_is_not_missing():
    other = names(evidence="the UK market").used("How big is Britain's market?")
    question = analyse_question("How big is Britain's market?", other)
    assert not list(question.missing(question.names, {"uk"}))
    assert question.phrased_for("The UK market is big.") == "How big is UK's market?"


def test_a_form_without_a_term_stands_for_nothing():
    question = analyse_question("How big is America?", [("America", "US")])
    assert list(question.missing(question.names, {"uk"})) == ["america"]


def test_each_well_known_name_is_of_one_thing_only():
    lines = resources.files("assistant.indexing").joinpath("other_names.txt").read_text(encoding="utf-8").splitlines()
    counts = Counter(name.strip() for line in lines for name in set(line.split("|")))
    assert all(len(line.split("|")) > 1 for line in lines)
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize("long", [r"Bad \1 Back", r"Big \g<0> Box", "Blue (Bird"])
def test_what_a_document_says_is_never_a_pattern(long):
    assert names({("BB", long): 1}).expand("The BB now") == f"The BB ({long}) now"
