"""A plan is no answer to what somebody did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.plans import PLANS, asks_what_came_about, insists, with_done_first
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import Block, BlockKind, Cell, Document, Source
from assistant.passages import Passage
from assistant.retrieval import Candidate

from ..samples import scored


def row(text: str, caption: str = "") -> Scored:
    """Return a row with "400" as its exact answer."""
    at = text.index("400")
    cells = (Cell("", 0, at), Cell("", at, len(text)))
    return scored(
        text, "400", block=Block(BlockKind.table_row, 0, len(text), table=caption, row=text[:at], cells=cells)
    )


def issued(year: str):
    document = Document(Source("one", "one.md", "Notes", date=year), "", ())
    return lambda id: document


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("The council plans 400 homes.", True),
        ("What are the plans for the quay?", True),
        ("The target is 400 homes.", True),
        ("The 2021 Local Plan allocated 412 homes.", False),
        ("How many planning applications has the council approved?", False),
        ("Life expectancy is 79 years.", False),
        ("The target group was young people.", False),
    ],
)
def test_a_plan_is_told_from_what_bears_the_name_of_one(text, plans):
    assert bool(PLANS.search(text)) is plans


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When did the dock open?", True),
        ("How many jobs has the yard created?", True),
        ("Was the £5m ever raised?", True),
        ("How many trees were planted?", True),
        ("What share of adults smokes at the moment?", True),
        ("How many people does the yard currently employ?", True),
        ("How much is the dock currently going to cost?", False),
        ("Who currently plans the dock?", False),
        ("How much does each set text currently cost?", True),
        ("How many books are currently overdue, and how many are due back?", True),
        ("How many trains are currently late due to the storm?", True),
        ("How many dogs are going missing these days?", True),
        ("What is the mill currently likely to cost?", False),
        ("What is the budget currently set for the mill?", False),
        ("How many homes are currently proposed?", False),
        ("How many claims were awarded?", True),
        ("How many call handlers did the force recruit?", True),
        ("How many insurance claims has the firm raised?", True),
        ("How many nurses did the call centre train?", True),
        ("How many pledges were delivered?", True),
        ("How much was claimed when the mill opened?", False),
        ("What did the union call for when the mill was completed?", False),
        ("How many jobs does the mayor claim were created?", False),
        ("When will the dock open?", False),
        ("How many jobs did the plan expect to create?", False),
        ("How many jobs did the mayor promise the yard would create?", False),
        ("How much has the trust to save?", False),
        ("What does the dock open to?", False),
        ("How much was set aside?", False),
        ("Who was the train operator?", False),
        ("How many people work at the treatment plant?", False),
        ("How many passengers did the train carry?", False),
        ("What did the plant by the river cost?", False),
        ("How many staff did the award go to?", False),
        ("When did the train operator open the depot?", True),
        ("How many drivers did the firm train?", True),
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
        ("The yard is to help 400 people.", "400", False),
        ("The yard is to create 400 jobs.", "400", False),
        ("The yard is to the north; 400 jobs were created.", "400", True),
        ("The yard has created 400 jobs, and will create more.", "400", True),
        ("The yard will have created 400 jobs.", "400", False),
        ("The yard was expected to have created 400 jobs.", "400", False),
        ("The plan created 400 jobs in 2019.", "400", True),
        ("The yard, which will close, created 400 jobs.", "400", True),
        ("The yard created 400 jobs; it will create 600.", "400", True),
    ],
)
def test_the_clause_of_the_exact_answer_tells_plan_from_deed(text, exact, is_done):
    question = analyse_question("How many jobs did the yard create?")
    best = scored(text, exact)
    assert with_done_first(question, [best], [best], issued("2024"))[1] is is_done


@pytest.mark.parametrize(
    ("question", "text", "exact"),
    [
        (
            "How many trees did the trust plant?",
            "The trust planted 4,000 trees that will absorb 20 tonnes a year.",
            "4,000",
        ),
        (
            "How much did the appeal raise?",
            "The appeal raised £4m to build a hall that will open in 2027.",
            "£4m",
        ),
        ("When did the school open?", "The school opened in 2019 and will move to a new site.", "2019"),
        ("When did the school open?", "The school opened its doors in May 2019 and should move.", "May 2019"),
        ("How many jobs did it create?", "The plan for the harbour created 400 jobs.", "400 jobs"),
        ("How many officers did the force recruit?", "It recruited 400 officers, expected to serve in Crale.", "400"),
        ("How many nurses were trained?", "As planned the hospital trained 40 nurses.", "40"),
        ("When was the bridge completed?", "The proposed bridge was closed, then completed in 2019.", "2019"),
        ("How many homes were built?", "Of the homes it should have built the council built about 400.", "400"),
        ("What did the club win?", "The club won a grant of £4m that would pay for a pool.", "£4m"),
    ],
)
def test_what_is_told_as_done_up_to_the_answer_came_about(question, text, exact):
    best = scored(text, exact)
    assert with_done_first(analyse_question(question), [best], [best], issued("2024"))[1]


@pytest.mark.parametrize(
    ("question", "text", "exact"),
    [
        ("How many homes were built?", "The council expects the number of homes completed to reach 400.", "400"),
        ("How many trees did it plant?", "The aim for trees planted was 4,000.", "4,000"),
        ("How many jobs did it create?", "Once opened, 400 jobs will be created.", "400"),
        ("How many jobs did it create?", "After it is opened 400 jobs should follow.", "400"),
        ("When were the homes completed?", "The homes completed in May will be let.", "May"),
        ("When were the homes completed?", "Homes built by 2030 will have gas.", "2030"),
        ("How many jobs did it create?", "Expected jobs created: 400", "400"),
        ("How many jobs did it create?", "Jobs created: 400 in 2030", "400"),
        ("When did the school open?", "They hoped to see the school opened in May 2019.", "May 2019"),
        ("How many homes were built?", "The council built a road and proposed 400 homes.", "400"),
        ("How much did it raise?", "It raised £2m less than the £4m that it should raise.", "£4m"),
        ("How many trees did it plant?", "It planted 300 of the 4,000 trees that it should plant.", "4,000"),
        ("How many trees did it plant?", "It planted 300 of 4,000 trees that it should plant.", "4,000"),
    ],
)
def test_what_is_done_within_a_plan_did_not_come_about(question, text, exact):
    best = scored(text, exact)
    assert not with_done_first(analyse_question(question), [best], [best], issued("2024"))[1]


@pytest.mark.parametrize(
    ("question", "text", "exact"),
    [
        ("Why did the train stop?", "The train stopped as its driver expected a red light.", "expected a red light"),
        ("Why did the plant close?", "It closed because sales were expected to fall.", "sales were expected to fall"),
        ("Why did the club raise its fees?", "It will need a new roof.", "a new roof"),
        ("Why was the school built?", "It was clear that 400 homes would follow.", "400 homes would follow"),
        ("Why did the ferry open a day late?", "A storm was forecast and expected at noon.", "A storm"),
    ],
)
def test_why_something_was_done_may_be_told_by_a_plan(question, text, exact):
    best = scored(text, exact)
    assert with_done_first(analyse_question(question), [best], [best], issued("2024"))[1]


def test_what_came_about_leads_a_plan():
    question = analyse_question("How many jobs did the yard create?")
    plan, deed = scored("The yard will create 400 jobs.", "400"), scored("The yard created 250 jobs.", "250")
    order, is_done = with_done_first(question, [plan, deed], [plan, deed], issued("2024"))
    assert (order, is_done) == ([deed, plan], True)


def test_a_question_of_plans_is_answered_by_one():
    plan = scored("The yard will create 400 jobs.", "400")
    asked = analyse_question("How many jobs will the yard create?")
    assert with_done_first(asked, [plan], [plan], issued("2024")) == ([plan], True)


@pytest.mark.parametrize(
    ("question", "is_insisted_on"),
    [
        ("How many jobs has the yard actually created up to now?", True),
        ("Which firms got money from the fund in the end?", True),
        ("What was the real waiting figure for March 2024?", True),
        ("How much was paid to the mill so far?", True),
        ("Who won in the end?", True),
        ("How many homes did it turn out that they had built?", True),
        ("How many people turned out for the march?", False),
        ("How many people turned out to vote?", False),
        ("How many jobs has the yard created?", False),
        ("How many people actually live in Saltham?", False),
        ("Which dates have been set for the hearings so far?", False),
        ("How many homes have been approved to date?", False),
        ("Why was the yard actually closed?", False),
        ("What was the fund actually for?", False),
        ("How many people have an up to date card?", False),
        ("Who won the race to the end?", False),
    ],
)
def test_what_came_about_may_be_insisted_on(question, is_insisted_on):
    assert insists(analyse_question(question)) is is_insisted_on


@pytest.mark.parametrize(
    ("question", "text", "exact", "is_done"),
    [
        (
            "Which firms got money from it in the end?",
            "The mayor announced a fund for textile firms.",
            "textile",
            False,
        ),
        ("What was the real figure for March?", "The plan notes 76.5% in May and expects 76% in March.", "76%", False),
        ("How much did the mill get so far?", "The council has pledged £4m to the mill.", "£4m", False),
        ("How much did the mill get so far?", "A grant of £4m was announced for the mill.", "£4m", False),
        ("How much did the mill get so far?", "The council announced that £4m had been paid to the mill.", "£4m", True),
        ("How much did the mill get so far?", "The mill got £4m of the £9m that was announced.", "£4m", True),
        ("Which firms got money from it in the end?", "Three textile firms got money.", "textile firms", True),
        ("Which mills were hit hardest in the end?", "Small ones in the hills were hit hardest.", "Small ones", True),
        ("Which firms get money from it?", "The mayor announced a fund for textile firms.", "textile firms", True),
    ],
)
def test_what_is_only_said_is_not_what_came_about(question, text, exact, is_done):
    best = scored(text, exact)
    assert with_done_first(analyse_question(question), [best], [best], issued("2024"))[1] is is_done


@pytest.mark.parametrize(
    ("entry", "is_done"),
    [
        (row("Jobs: over 400 in five years"), False),
        (row("Jobs created: 400"), True),
        (row("Jobs: 400", caption="Jobs so far"), True),
        (row("Year: 2023; Jobs: 400"), True),
    ],
    ids=["nothing", "the row", "its caption", "its year"],
)
def test_a_row_must_say_that_its_figure_came_about_where_that_is_insisted_on(entry, is_done):
    question = analyse_question("How many jobs had the yard actually created in 2023?")
    assert with_done_first(question, [entry], [entry], issued("2024"))[1] is is_done
    plain = analyse_question("How many jobs had the yard created in 2023?")
    assert with_done_first(plain, [entry], [entry], issued("2024"))[1]


def test_a_row_may_answer_what_nobody_has_to_make():
    entry = row("Members of the yard: 400")
    question = analyse_question("How many firms have moved in so far?")
    assert with_done_first(question, [entry], [entry], issued("2024"))[1]


def test_plans_are_left_out_where_what_came_about_is_insisted_on():
    plan, deed = scored("The yard will create 400 jobs.", "400"), scored("The yard created 250 jobs.", "250")
    insisted, plain = (analyse_question(f"How many jobs has the yard created{words}?") for words in (" in the end", ""))
    assert with_done_first(insisted, [plan, deed], [plan, deed], issued("2024")) == ([deed], True)
    assert with_done_first(plain, [plan, deed], [plan, deed], issued("2024")) == ([deed, plan], True)


def test_what_came_about_elsewhere_does_not_lead():
    question = analyse_question("How many jobs has the yard in Saltham created?")
    plan, other = scored("The yard will create 400 jobs.", "400"), scored("Crale created 250 jobs.", "250")
    elsewhere = replace(other, features={**other.features, "place_conflicts": 1.0})
    assert with_done_first(question, [plan, elsewhere], [plan, elsewhere], issued("2024"))[1] is False


@pytest.mark.parametrize(
    ("question", "text", "exact", "is_done"),
    [
        ("How many days did the flood cost?", "Had it not rained the toll would have been 40 days.", "40 days", False),
        ("How many days did the flood cost?", "Had it not rained, it would have been 40 days.", "40 days", False),
        ("days lost to the flood?", "Without the pumps, the toll could have been 40 days.", "40 days", False),
        ("When did the dock open?", "The dock would have opened in 2019 but for the flood.", "2019", False),
        ("How much does the mill pay?", "If it were listed, it would have paid £400.", "£400", False),
        ("What were the patients' deaths?", "If the wards had shut, there might have been 12.", "12", False),
        ("How many men died?", "The 40 men who died would have lived if the gates had shut.", "40", True),
        ("How many men did the fort hold?", "The fort would have held 400 men.", "400 men", True),
        ("How many days would it have been?", "Had it not rained, it would have been 40 days.", "40 days", True),
        ("Why was the mill shut?", "It would have cost £4m if kept.", "£4m", True),
        ("What became of the mill?", "It would have burned down if nobody had come.", "burned down", True),
        ("How many days did it cost?", "It cost 40 days; without pumps it would have been 90.", "40 days", True),
        ("How many days did it cost?", "It would have been 90 if it had rained, but was 40.", "40", True),
    ],
)
def test_what_would_have_been_on_a_condition_is_not_what_was(question, text, exact, is_done):
    best = scored(text, exact)
    assert with_done_first(analyse_question(question), [best], [best], issued("2024"))[1] is is_done


def test_what_was_leads_what_would_have_been():
    question = analyse_question("How many days did the flood cost?")
    unreal, real = scored("Had it not rained it would have been 40.", "40"), scored("It cost 90 days.", "90")
    assert with_done_first(question, [unreal, real], [unreal, real], issued("2024")) == ([real, unreal], True)


@pytest.mark.parametrize(
    ("question", "text", "exact", "is_done"),
    [
        ("Did the board vote for the dock?", "The board is asked to approve the dock.", "approve the dock", False),
        ("When was the dock approved?", "Members are invited to approve the dock on 4 May.", "4 May", False),
        ("Has the council adopted the menu?", "It is recommended that the menu be adopted.", "menu", False),
        ("What was agreed about the dock?", "The report recommends a new dock.", "a new dock", False),
        ("Did the board agree to the dock?", "The board was asked to agree and agreed.", "agreed", True),
        ("Did the board vote for the dock?", "The board is asked to build the dock approved in May.", "dock", True),
        ("Was the dock approved?", "The board approved it; the mayor is asked to sign.", "approved", True),
        ("What did the board agree?", "The board agreed that the fee should rise.", "the fee", True),
        ("What is the board asked to approve?", "The board is asked to approve the dock.", "dock", True),
        ("What did the report ask the board to agree?", "The board is asked to agree a fee.", "a fee", True),
        ("What will the board decide?", "The board is asked to agree a fee.", "a fee", True),
    ],
)
def test_what_somebody_is_asked_to_decide_is_not_decided(question, text, exact, is_done):
    best = scored(text, exact)
    assert with_done_first(analyse_question(question), [best], [best], issued("2024"))[1] is is_done


@pytest.mark.parametrize(("lead", "is_done"), [("The board is asked to:", False), ("The board agreed to:", True)])
def test_an_item_awaits_the_decision_that_its_list_asks_for(lead, is_done):
    text, item = f"{lead}\n\n1. approve the dock;\n", "1. approve the dock;"
    passage, start = Passage("one", "one", 0, len(text), text, "", ((0, len(text)),)), text.index(item)
    unit = Unit(Candidate(0, passage, 0.0, 0.0), start, start + len(item), BlockKind.list_item, item)
    best = Scored(unit, (start + 3, start + 19), dict.fromkeys(UNIT_FEATURES, 0.0))
    question = analyse_question("Did the board vote for the dock?")
    assert with_done_first(question, [best], [best], issued("2024"))[1] is is_done


def test_of_a_document_without_a_date_no_year_is_ahead():
    best = scored("The first homes delivered in 2025 were 400 flats.", "400 flats")
    question = analyse_question("Which were the first homes delivered in 2025?")
    assert with_done_first(question, [best], [best], issued(""))[1]
    assert not with_done_first(question, [best], [best], issued("2024"))[1]


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "is_done"),
    [
        ("When did the dock open?", "The dock opened as planned in May 2023.", "May 2023", True),
        ("When did the dock open?", "The dock opened, as first intended, in May 2023.", "May 2023", True),
        ("How many did the hub treat?", "The hub saw 400 people who would otherwise have gone to A&E.", "400", True),
        ("When did the dock open?", "The dock is to open as planned in May 2023.", "May 2023", False),
        ("When did the dock open?", "The dock will open as planned in May.", "May", False),
        ("How many did the hub treat?", "The hub has 400 people who will be treated.", "400", False),
    ],
)
def test_what_came_about_as_planned_has_come_about(question, sentence, exact, is_done):
    entry = scored(sentence, exact)
    assert with_done_first(analyse_question(question), [entry], [entry], issued("2024"))[1] is is_done
