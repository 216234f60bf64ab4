"""Follow-ups as people type them: what stays of the question before, and what is put in its place."""

from __future__ import annotations

import pytest

from assistant.conversation.standalone import standalone_question
from assistant.english.capitals import capitalise_places
from assistant.schema import Turn


def understood(before: str, question: str) -> str:
    return standalone_question(capitalise_places(question), [Turn(capitalise_places(before), "An answer of 12.")])


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Does Leeds have a clean air zone?", "and Bradford?", "Does Bradford have a clean air zone?"),
        ("Is Norvane profitable?", "is Siltex?", "Is Siltex profitable?"),
        ("Did Leeds meet the target for recycling?", "did Bradford?", "Did Bradford meet the target for recycling?"),
        ("Will Norvane move to Leeds?", "and Siltex?", "Will Siltex move to Leeds?"),
        ("Is Leeds in West Yorkshire?", "and Sheffield?", "Is Sheffield in West Yorkshire?"),
        ("Who is the MP for Pudsey?", "and Otley?", "Who is the MP for Otley?"),
        (
            "How many jobs will Norvane create in Wakefield?",
            "and in Otley?",
            "How many jobs will Norvane create in Otley?",
        ),
        ("What does the CQC say about Harrow House?", "about Kelder Hall?", "What does the CQC say about Kelder Hall?"),
        ("How many passengers used Leeds Station?", "and at Hull?", "How many passengers used Hull Station?"),
        ("How many homes did Leeds City Council build?", "and Bradford?", "How many homes did Bradford build?"),
    ],
)
def test_a_name_takes_the_place_of_the_one_that_stands_as_it_does(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("What is the population of Leeds?", "Bradford's population?", "What is the population of Bradford?"),
        ("What is the population of Leeds?", "York population?", "What is the population of York?"),
        ("What is the population of Leeds?", "Bradford's?", "What is the population of Bradford?"),
        ("What was Norvane's revenue in 2023?", "Siltex?", "What was Siltex's revenue in 2023?"),
        ("When did the Kelder tram open?", "and the Thornby tram?", "When did the Thornby tram open?"),
        ("How much did Leeds City Council spend on care?", "Bradford's spend?", "How much did Bradford spend on care?"),
        ("What is the R&D spend of Norvane?", "FDI spend?", "What is the FDI spend of Norvane?"),
        ("What was Norvane's revenue in 2023?", "and EBITDA?", "What was Norvane's EBITDA in 2023?"),
        ("What is the GVA of Leeds?", "GDP?", "What is the GDP of Leeds?"),
        ("Who is the CEO of Norvane?", "and the COO?", "Who is the COO of Norvane?"),
        ("What is the population of Wales?", "and households?", "and households? (Wales, population)"),
    ],
)
def test_what_is_a_names_own_stays_whose_it_is(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("How much did Leeds spend in 2021?", "what did Bradford spend?", "How much did Bradford spend in 2021?"),
        ("How much did Leeds spend in 2021?", "did Bradford spend more?", "How much did Bradford spend in 2021?"),
        ("What did Ada Quill say of it?", "what did Tom Marsh say?", "What did Tom Marsh say of it?"),
        ("What is the jobless rate in Leeds?", "how is York doing?", "What is the jobless rate in York?"),
        ("What is the jobless rate in Leeds?", "do you have it for York?", "What is the jobless rate in York?"),
        ("What is the jobless rate in Leeds?", "what's it in Bradford?", "What is the jobless rate in Bradford?"),
        ("What is the jobless rate in Leeds?", "yes but for Bradford", "What is the jobless rate in Bradford?"),
        ("How much did Leeds spend on walls?", "What does Natural England do?", "What does Natural England do?"),
    ],
)
def test_the_same_is_asked_of_another(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and in Kirklees in April?", "How many homes were built in Kirklees in April 2023?"),
        ("in York in April 2022?", "How many homes were built in York in April 2022?"),
        ("and Sept 2022?", "How many homes were built in Calderdale in September 2022?"),
    ],
)
def test_a_month_and_a_place_are_two(question, expected):
    assert understood("How many homes were built in Calderdale in March 2023?", question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and in 2021 and 2022?", "How many homes did Leeds build in 2021 and 2022?"),
        ("2019 onwards?", "How many homes did Leeds build since 2019?"),
        ("2019 to 2022?", "How many homes did Leeds build from 2019 to 2022?"),
        ("in '22?", "How many homes did Leeds build in 2022?"),
        ("change on 2022?", "change on 2022? (Leeds, homes, build)"),
        ("What drove the increase?", "What drove the increase? (Leeds, homes, build, 2023)"),
        ("which ward is worst?", "which ward is worst? (Leeds, homes, build, 2023)"),
        ("whereabouts?", "whereabouts? (Leeds, homes, build, 2023)"),
        ("what is the target for 2030?", "what is the target for 2030? (Leeds, homes, build)"),
        ("What is the target for bus use by 2030?", "What is the target for bus use by 2030? (Leeds)"),
    ],
)
def test_years_spans_and_changes_keep_what_is_counted(question, expected):
    assert understood("How many homes did Leeds build in 2023?", question) == expected
