"""What is easily taken for the thing asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.mistaken import with_meant_first, without_mistaken
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit, units_of
from assistant.answering.unread import unread_features
from assistant.corpus.document import Block, BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage, split_document
from assistant.retrieval import Candidate


def units(*sentences: str, kind: BlockKind = BlockKind.paragraph) -> list[Scored]:
    """Return the sentences of one passage as units with an exact answer."""
    text = " ".join(sentences)
    passage = Passage(text, "one", 0, len(text), text, "", ((0, len(text)),))
    found = []
    for sentence in sentences:
        start = text.index(sentence)
        unit = Unit(Candidate(0, passage, 0.0, 0.0), start, start + len(sentence), kind, sentence)
        at = start + max(0, sentence.find("J"))  # a month
        found.append(Scored(unit, (at, at + 4), dict.fromkeys(UNIT_FEATURES, 0.0)))
    return found


def no_tables(id: str) -> Document:
    return Document(Source(id, "d.md", "Notes"), "", ())


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What did the crane at Quay 4 cost?", "The crane at Quay 3 cost £2m."),
        ("When does phase 2 begin?", "Phase 1 begins in May."),
        ("Who runs Zone B?", "Ada Moss runs Zone A."),
        ("Which ward has the highest rents?", "Crale has the lowest rents."),
        ("Which ward has the fewest pupils?", "The largest number of pupils is in Crale."),
        ("What will phase 2 cost?", "Running the pier for a second winter cost £2m."),
        ("How much did Crale Roofing bid?", "Crale Roofing was not the cheapest."),
        ("How many guards were on duty?", "Guards walked around the site until June."),
        ("How many firms are there in the UK?", "Saltham, Leeds: over 70 firms in June."),
        ("What was its grant for the five years before 2022?", "The hub has a grant of £2m for 2022 to 2027 (June)."),
        (
            "How many pupils under twelve were there in 2017?",
            "Of 90 pupils, 95 in June 2017, only 31 are under twelve.",
        ),
        ("What was the name of the guard?", "A guard from Just Patrols walked the site."),
        ("How many cases were open at 30 June 2023?", "The court expects 250 open cases at 30 June 2024."),
    ],
)
def test_what_is_surely_of_another_thing_is_no_answer(question, sentence):
    found = units(sentence)
    assert with_meant_first(analyse_question(question), found, found, no_tables) == (found, False)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What did the crane at Quay 4 cost?", "The crane at Quay 4 cost £2m, that at Quay 3 £1m."),
        ("What did the crane at Quay 4 cost?", "The cranes at Quays 3 and 4 cost £2m."),
        ("What did the crane at Quay 4 cost?", "The crane cost £2m."),
        ("What happened on 4 June?", "On June 5 the mill burned down."),
        ("How many of the 10 mills closed?", "By 2020, 8 mills had closed."),
        ("Which ward has the highest rents?", "Crale has the highest rents, Pern the lowest."),
        ("Which ward has the highest rents?", "Rents in Crale are at least £900, more than anywhere."),
        ("When does the consultation close?", "The consultation opens in May."),
        ("What will phase 2 cost?", "The second phase will cost £2m."),
        ("Did 12 firms leave?", "A dozen left."),
        ("How much did Crale Roofing bid?", "Crale Roofing did the work for nothing."),
        ("How many guards were on duty?", "Two guards were on duty."),
        ("How many guards were hurt?", "There were zero injuries."),
        ("How much does a permit cost?", "The charge is nil."),
        ("What share of the guards left?", "Most guards left."),
        ("How much did the Kiln Library Trust raise?", "The Friends of Kiln raised £900."),
        ("How much was it sold for?", "It was sold for forty pounds."),
        ("How many firms are there in the UK?", "The UK, without Leeds, has 900 firms."),
        ("How many firms are there in Leeds?", "Leeds has 900 firms."),
        ("What was its grant for the five years before 2022?", "From 2017 to 2022 it had £2m."),
        ("How many pupils under twelve were there in 2017?", "In 2017 there were 31 pupils under twelve, 29 in 2018."),
        ("What was the name of the guard?", "The guard, Jane Moss of Kiln Patrols, walked the site."),
        ("Who was the guard?", "A guard from Just Patrols walked the site."),
        ("How many cases were open at 30 June 2023?", "There were 312 at 30 June 2023, 241 at 30 June 2022."),
        ("How many cases were open in 2023?", "There were 312 open cases on 30 June 2023."),
    ],
)
def test_what_may_be_of_the_same_thing_is_left_alone(question, sentence):
    found = units(sentence)
    assert with_meant_first(analyse_question(question), found, found, no_tables) == (found, True)


def test_a_body_of_a_like_name_is_another_where_the_passage_names_the_one_asked_for():
    friends, trust = units(
        "The Friends of the Kiln Libraries raised £900.", "The Kiln Library Trust owns the hall and keeps it open."
    )
    question = analyse_question("How much did the Kiln Library Trust raise?")
    assert with_meant_first(question, [friends, trust], [friends], no_tables) == ([friends, trust], False)


@pytest.mark.parametrize(
    "sentence",
    ["The Kiln LT raised £900.", "The Kiln Trust raised £900.", "The Crale Fund raised £900.", "It raised £900."],
    ids=["initials", "a shorter form", "no like name", "no name"],
)
def test_a_shorter_name_may_be_that_of_the_same_body(sentence):
    short, _ = units(sentence, "The Kiln Library Trust owns the hall and keeps it open.")
    question = analyse_question("How much did the Kiln Library Trust raise?")
    assert with_meant_first(question, [short], [short], no_tables) == ([short], True)


@pytest.mark.parametrize(
    ("sentence", "is_meant"),
    [
        ("£900 went to the Kiln Sailing Trust.", True),
        ("£900 went to the Kiln Vale Sailing Trust.", False),
        ("In May £900 was set aside for the Kiln Vale Sailing Trust.", False),
        ("It gave £900 to the Kiln Vale Sailing Trust.", True),
        ("The trust gave £900 to the Kiln Vale Sailing Trust.", True),
        ("The Libraries gave £900 to the Kiln Vale Sailing Trust.", True),
        ("£900 went to the Kiln Vale Sailing Club.", True),
        ("£900 went to the Kiln Vale LT.", True),
    ],
    ids=["few words alike", "one", "one, otherwise", "pronoun", "its kind", "its own word", "another kind", "initials"],
)
def test_what_went_to_a_body_of_the_same_kind_is_of_that_body(sentence, is_meant):
    given, owned = units(sentence, "The Kiln Vale Library Trust owns the hall.")
    question = analyse_question("How much did the Kiln Vale Library Trust get?")
    assert with_meant_first(question, [given, owned], [given], no_tables)[1] is is_meant


@pytest.mark.parametrize(
    ("question", "year", "is_meant"),
    [
        ("How many firms were there in 2022/23?", "2021", False),
        ("How many firms were there in 2021/22?", "2021", True),
        ("How many firms were there in 2022?", "Survey of 2021", True),
        ("How many firms were there in the edition published in December 2022?", "2021", True),
        ("Which body counted firms in 2022/23?", "2021", True),
    ],
    ids=["another year", "a part of it", "no year alone", "by its date", "no figure"],
)
def test_a_row_of_another_year_gives_no_figure_of_the_one_asked_for(question, year, is_meant):
    table = f"| Edition | Published | Firms |\n| --- | --- | --- |\n| {year} | 1 December 2022 | 6,548 |\n"
    parsed = load_markdown(table.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Firms"), parsed.text, parsed.blocks)
    (passage,) = split_document(document)
    asked, units = analyse_question(question), units_of(Candidate(0, passage, 0.0, 0.0), document)
    (row,) = (unit for unit in units if unit.kind is BlockKind.table_row)
    (features,) = unread_features(asked, [row], lambda term: 1.0, "")
    cell = row.block.cells[-1]
    entry = Scored(row, (cell.start, cell.end), {**dict.fromkeys(UNIT_FEATURES, 0.0), **features})
    assert with_meant_first(asked, [entry], [entry], lambda id: document)[1] is is_meant


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("By how much did Saltham Council raise council tax?", "Council Tax rose by 4.99%."),
        ("How many council houses did Saltham Council build?", "Council Houses built in 2023 number 40."),
    ],
)
def test_a_thing_that_the_question_names_is_no_other_body(question, sentence):
    told, budget = units(sentence, "Saltham Council set its budget in March.")
    assert with_meant_first(analyse_question(question), [told, budget], [told], no_tables)[1]


def test_a_row_of_a_body_of_a_like_name_is_of_another():
    table = "| Topic | Figure |\n| --- | --- |\n| Staff of the Kiln Centre | 300 |\n| Firms in the Kiln Hub | 40 |\n"
    parsed = load_markdown(table.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Notes"), parsed.text, parsed.blocks)
    (passage,) = split_document(document)
    rows = [unit for unit in units_of(Candidate(0, passage, 0.0, 0.0), document) if unit.kind is BlockKind.table_row]
    staff = Scored(rows[0], (rows[0].end - 3, rows[0].end), dict.fromkeys(UNIT_FEATURES, 0.0))
    hub, centre = (analyse_question(f"How many staff has the Kiln {word}?") for word in ("Hub", "Centre"))
    assert with_meant_first(hub, [staff], [staff], lambda id: document)[1] is False
    assert with_meant_first(centre, [staff], [staff], lambda id: document)[1] is True


def test_what_may_be_meant_leads_what_is_of_another_thing():
    first, second = units("Quay 3 was closed in June 2019.", "Quay 4 was closed in June 2020.")
    question = analyse_question("When was Quay 4 closed?")
    assert with_meant_first(question, [first, second], [first], no_tables) == ([second, first], True)
    lacking = replace(second, features={**second.features, "names_missing": 0.4})
    assert with_meant_first(question, [first, lacking], [first], no_tables) == ([first, lacking], False)


def test_of_opposites_the_one_asked_for_leads():
    opens, closes = units("In June the consultation opens.", "In July the consultation closes.")
    question = analyse_question("When does the consultation close?")
    assert with_meant_first(question, [opens, closes], [opens, closes], no_tables) == ([closes, opens], True)


def test_a_change_leads_where_it_is_asked_for():
    none, fewer = units("There were no thefts in the yard.", "Thefts at the mill went down in June.")
    question = analyse_question("Did thefts at the mill go up?")
    assert with_meant_first(question, [none, fewer], [none, fewer], no_tables) == ([fewer, none], True)
    assert with_meant_first(question, [none], [none], no_tables) == ([none], True)
    of_mill = replace(none, features={**none.features, "unit_cover": 0.5})
    assert with_meant_first(question, [of_mill, fewer], [of_mill, fewer], no_tables) == ([of_mill, fewer], True)


@pytest.mark.parametrize(
    ("question", "heading", "sentence", "is_meant"),
    [
        ("How many staff does Hull Teaching Hospitals have?", "Leeds Teaching Hospitals Trust", "It has 40.", False),
        ("What is the University of Hull's income?", "2.1 University of Leeds", "Income is £9m.", False),
        ("How many staff does Leeds Teaching Hospitals have?", "Leeds Teaching Hospitals Trust", "It has 40.", True),
        ("How many staff does Hull Teaching Hospitals have?", "Leeds Teaching Hospitals", "Hull has 40.", True),
        ("How many staff does Hull Teaching Hospitals have?", "Leeds and Hull", "The trust has 40 staff.", True),
        ("How many staff does Hull Teaching Hospitals have?", "Leeds in brief", "The trust has 40 staff.", True),
        ("How many staff does Hull Teaching Hospitals have?", "Teaching hospitals", "The trust has 40 staff.", True),
        ("How many firms are in Hull?", "Firms in Leeds", "There are 40.", True),
    ],
)
def test_what_stands_under_a_like_body_of_another_place_is_of_that_body(question, heading, sentence, is_meant):
    (entry,) = units(sentence)
    block = Block(BlockKind.paragraph, 0, len(sentence), headings=("Report", heading))
    found = [replace(entry, unit=replace(entry.unit, block=block))]
    assert with_meant_first(analyse_question(question), found, found, no_tables) == (found, is_meant)


def test_what_is_surely_of_another_thing_stands_beside_nothing():
    best, other = units("The crane at Quay 4 cost £2m.", "The crane at Quay 3 cost £1m.")
    alone = analyse_question("What did the crane at Quay 4 cost?")
    both = analyse_question("Compare what the cranes at Quay 4 and Quay 3 cost.")
    assert without_mistaken(alone, [best, other], no_tables) == [best]
    assert without_mistaken(both, [best, other], no_tables) == [best, other]
