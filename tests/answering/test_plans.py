"""A plan is no answer to what somebody did."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.plans import asks_what_came_about, with_done_first
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind, Document, Source
from assistant.passages import Passage
from assistant.retrieval import Candidate


def scored(text: str, exact: str) -> Scored:
    passage = Passage(text, "one", 0, len(text), text, "", ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), BlockKind.paragraph, text)
    return Scored(unit, (text.index(exact), text.index(exact) + len(exact)), dict.fromkeys(UNIT_FEATURES, 0.0))


def issued(year: str):
    document = Document(Source("one", "one.md", "Notes", date=year), "", ())
    return lambda id: document


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When did the dock open?", True),
        ("How many jobs has the yard created?", True),
        ("Was the £5m ever raised?", True),
        ("How many trees were planted?", True),
        ("When will the dock open?", False),
        ("How many jobs did the plan expect to create?", False),
        ("How many jobs did the mayor promise the yard would create?", False),
        ("How much has the trust to save?", False),
        ("What does the dock open to?", False),
        ("How much was set aside?", False),
        ("Who was the train operator?", False),
        ("How many people work at the treatment plant?", False),
    ],
)
def test_what_came_about_is_asked_for_in_so_many_words(question, asks):
    assert asks_what_came_about(analyse_question(question)) is asks


@pytest.mark.parametrize(
    ("text", "exact", "is_done"),
    [
        ("The yard will create 400 jobs.", "400", False),
        ("The yard is expected to create 400 jobs.", "400", False),
        ("When planned in 2021, the yard aimed to create 400 jobs.", "2021", False),
        ("Jobs at the yard: 400 in 2030", "400", False),
        ("A forecast expects 20 homes, 400 jobs and two parks.", "400", False),
        ("Planned jobs: 400; Town: Saltham", "400", False),
        ("The yard was expected to create 600 jobs and has created 400.", "400", True),
        ("The 400 jobs were more than expected.", "400", True),
        ("The merger proposed in 2019 was completed in April 2021.", "April 2021", True),
        ("The yard has created 2040 jobs.", "2040", True),
        ("The yard was to be completed in 2022.", "2022", False),
        ("The yard has created 400 jobs, and will create more.", "400", True),
        ("The plan created 400 jobs in 2019.", "400", True),
        ("The yard, which will close, created 400 jobs.", "400", True),
        ("The yard created 400 jobs; it will create 600.", "400", True),
    ],
)
def test_the_clause_of_the_exact_answer_tells_plan_from_deed(text, exact, is_done):
    question = analyse_question("How many jobs did the yard create?")
    best = scored(text, exact)
    assert with_done_first(question, [best], [best], issued("2024"))[1] is is_done


def test_what_came_about_leads_a_plan():
    question = analyse_question("How many jobs did the yard create?")
    plan, deed = scored("The yard will create 400 jobs.", "400"), scored("The yard created 250 jobs.", "250")
    order, is_done = with_done_first(question, [plan, deed], [plan, deed], issued("2024"))
    assert (order, is_done) == ([deed, plan], True)


def test_a_question_of_plans_is_answered_by_one():
    plan = scored("The yard will create 400 jobs.", "400")
    asked = analyse_question("How many jobs will the yard create?")
    assert with_done_first(asked, [plan], [plan], issued("2024")) == ([plan], True)
