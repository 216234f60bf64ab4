"""Which unit leads an answer, and what may stand beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.leading import leading, names_row
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.selection import select
from assistant.answering.units import Unit
from assistant.corpus.document import Block, BlockKind
from assistant.corpus.markdown import load_markdown
from assistant.passages import Passage
from assistant.retrieval import Candidate

NEAR = 2.5


def scored(
    text: str, score: float, *, exact: str = "", document: str = "one", kind: BlockKind = BlockKind.paragraph
) -> Scored:
    passage = Passage(f"{document}-{text}", document, 0, len(text), text, "", ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), kind, text)
    at = text.find(exact)
    return Scored(unit, (at, at + len(exact)) if exact else None, dict.fromkeys(UNIT_FEATURES, 0.0), score)


def shown(question: str, *ranked: Scored) -> list[str]:
    return [entry.unit.text for entry in select(analyse_question(question), ranked)]


ROW = scored("Mill: East; Wheels: 4; Height: 12", 9.0, exact="East", kind=BlockKind.table_row)
ITEM = scored("2. mend the sluice", 8.0, exact="mend the sluice", kind=BlockKind.list_item)
LIST = scored("The partners are:", 8.0)
MEANING = scored("A tide mill is a mill that the ebb drives.", 3.0, exact="a mill that the ebb drives")


def test_the_meaning_of_a_name_stands_alone_however_far_behind():
    said = scored("The tide mill is repaired every year.", 9.0, exact="every year")
    assert shown("What is a tide mill?", said, MEANING) == [MEANING.unit.text]


def test_what_may_be_said_of_anything_leads_only_from_near():
    vague = scored("The tide mill is the pride of Saltham.", 3.0, exact="the pride of Saltham")
    said = scored("Built in 1790, the tide mill grinds flour by the ebb.", 9.0, exact="grinds flour by the ebb")
    assert shown("What is a tide mill?", said, vague) == [said.unit.text]
    assert shown("What is a tide mill?", said, replace(vague, score=8.0))[0] == vague.unit.text


def test_who_asks_for_a_figure_does_not_ask_for_the_meaning():
    meant = scored("The deficit was a result of low fares.", 7.0, exact="a result of low fares")
    told = scored("The deficit stood at £2.3m.", 9.0, exact="£2.3m")
    assert shown("What was the deficit?", told, meant)[0] == told.unit.text


def test_who_asks_for_the_rate_does_not_ask_for_its_meaning_alone():
    meant = scored("Attendance rate: a share of the sessions that people come to.", 8.0, exact="a share")
    told = scored("The attendance rate was 81%.", 9.0, exact="81%")
    assert shown("What is the attendance rate?", told, meant)[0] == told.unit.text
    assert shown("What is an attendance rate?", told, meant)[0] == meant.unit.text


def test_the_long_form_of_an_acronym_stands_beside_its_meaning():
    meaning = scored("A tidal level order is a rule on when sluices open.", 3.0)
    long = scored("This Tidal Level Order (TLO) looks at two sluices.", 9.0)
    long = replace(long, features={**long.features, "defines": 1.0})
    question = analyse_question("What is a TLO?", [("TLO", "Tidal Level Order")])
    assert [entry.unit.text for entry in select(question, [long, meaning])] == [meaning.unit.text, long.unit.text]


@pytest.mark.parametrize(
    ("question", "ranked", "first"),
    [
        ("What is the second priority of the mills plan?", [ROW, ITEM], ITEM),
        ("What is the third priority of the mills plan?", [ROW, ITEM], ROW),
        ("What happened in the second quarter at the mills?", [ROW, ITEM], ROW),
        ("What is the second risk of the mills plan?", [ROW, scored("2. The second aim is depth.", 8.0)], ROW),
        ("Which partners are in the mills trust?", [scored("The trust was founded in 1990.", 9.0), LIST], LIST),
        ("What is the mills trust doing?", [ROW, LIST], ROW),
        (
            "Which partners are in the mills trust?",
            [scored("The trust is of Ann, Bea and Cy.", 9.0, exact="Ann, Bea and Cy"), LIST],
            None,
        ),
        ("Which mill is the tallest?", [ROW, scored("West mill is high.", 8.5, exact="West mill")], ROW),
    ],
    ids=[
        "its number",
        "another number",
        "no item",
        "an item of others",
        "a list",
        "no list asked for",
        "an enumeration",
        "no superlative said",
    ],
)
def test_the_unit_in_the_form_that_is_asked_for_leads(question, ranked, first):
    assert leading(analyse_question(question), ranked, near=NEAR) is (first or ranked[0])


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("What are the early repairs?", True),
        ("What early repairs does the tide mills plan list?", False),
        ("Which early repairs are in the tide mills plan?", True),
        ("What are the repairs?", False),
        ("How many early repairs are there?", False),
        ("What are the early repairs, and who pays?", False),
    ],
    ids=["heading", "another word", "title", "half of it", "a number", "two questions"],
)
def test_the_list_under_the_heading_that_is_asked_for_leads_alone(question, is_asked):
    best = scored("Wheels and sluices were mended.", 9.0, exact="Wheels and sluices")
    item = scored("mend the sluice;", 2.0, kind=BlockKind.list_item)
    block = Block(BlockKind.list_item, 0, item.unit.end, headings=("Works", "4. Early repairs"))
    passage = replace(item.unit.candidate.passage, context="Tide mills plan\nWorks > 4. Early repairs")
    unit = replace(item.unit, block=block, candidate=replace(item.unit.candidate, passage=passage))
    item = replace(item, unit=unit)
    assert (leading(analyse_question(question), [best, item], near=NEAR) is item) is is_asked
    if is_asked:
        assert shown(question, best, item) == [item.unit.text]


def test_a_sentence_with_the_superlative_leads_and_stands_without_rows():
    said = scored("West has the most wheels.", 8.0, exact="West")
    other = scored("The town is proud of West mill.", 7.9, exact="West mill")
    assert shown("Which mill has the most wheels?", ROW, said, other) == [said.unit.text]


def test_a_row_that_says_the_superlative_itself_is_not_displaced():
    row = scored("Measure: highest mill; Value: East", 9.0, exact="East", kind=BlockKind.table_row)
    said = scored("West has the most wheels.", 8.0, exact="West")
    assert leading(analyse_question("Which mill is the highest?"), [row, said], near=NEAR) is row


def test_the_unit_with_the_value_leads_and_brings_none_without():
    heading = scored("The largest is East mill, with four wheels.", 9.0)
    holder = scored("It is run by Ann Crale.", 8.9, exact="Ann Crale")
    other = scored("Flour became dearer.", 8.0)
    assert shown("Who runs East mill?", heading, holder, other) == [holder.unit.text]


def test_only_what_enumerates_stands_beside_a_list():
    other = scored("The main partner is Ann.", 7.9, exact="Ann")
    more = scored("Bea and Cy joined later.", 7.8, exact="Bea and Cy")
    assert shown("What are the partners of the mills trust?", LIST, other, more) == [LIST.unit.text, more.unit.text]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is the cost of option B?", True),
        ("What is the cost of Option B in 2023?", True),
        ("What is the cost of option A?", False),
        ("What does B cost?", False),
    ],
)
def test_a_row_is_named_by_the_label_in_front_of_its_name(question, named):
    parsed = load_markdown(b"| Option | Cost |\n| --- | --- |\n| B: two wheels | 12 |", file="options.md")
    row = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    entry = scored(parsed.text[row.start : row.end], 5.0, kind=BlockKind.table_row)
    entry = replace(entry, unit=replace(entry.unit, block=row))
    assert names_row(analyse_question(question), entry) is named


def test_the_item_whose_number_is_asked_for_leads_where_only_its_list_is_near():
    text = "The plan has two priorities:\n1. mend the wheel\n2. mend the sluice"
    passage = Passage("p", "one", 0, len(text), text, "", ())
    listed = [
        replace(entry, unit=replace(entry.unit, candidate=Candidate(0, passage, 0.0, 0.0)))
        for entry in (scored("The plan has two priorities:", 8.0), replace(ITEM, score=3.0))
    ]
    assert leading(analyse_question("What is the second priority of the plan?"), [ROW, *listed], near=NEAR) is listed[1]


PATENTS = """# Mills

## Patents

Between 2018 and 2022 Eastmill had 183 patents, more than any other.

| Town | 2018 | 2020 | 2022 |
| --- | --- | --- | --- |
| Eastmill | 34 | 38 | 35 |
| Westmill | 14 | 12 | 11 |
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How many patents had Eastmill in 2022?", "Town: Eastmill"),
        ("How many patents had Eastmill in 2020?", "Town: Eastmill"),
        ("How many patents had Eastmill in 2021?", "Between 2018"),
        ("How many patents has Eastmill had since 2018?", "Between 2018"),
        ("By how many did patents in Eastmill grow by 2022?", "Between 2018"),
        ("Why did patents in Eastmill fall in 2022?", "Between 2018"),
        ("How many schools had Eastmill in 2022?", "Between 2018"),
        ("How many patents had Eastmill from 2018 to 2022?", "Between 2018"),
        ("How many patents had Northmill in 2022?", "Between 2018"),
    ],
    ids=[
        "a year",
        "a year between",
        "no such column",
        "since",
        "a change",
        "a reason",
        "another count",
        "all years",
        "row",
    ],
)
def test_the_rows_cell_leads_where_a_sentence_tells_of_many_years(question, first):
    parsed = load_markdown(PATENTS.encode(), file="a.md")
    ranked = []
    for score, block in enumerate(reversed(parsed.blocks)):
        text = parsed.text[block.start : block.end]
        unit = replace(scored(text, 1.0).unit, start=block.start, end=block.end, kind=block.kind, block=block)
        named = {"row_matches": float(block.row is not None and block.row in question)}
        ranked.append(Scored(unit, None, {**dict.fromkeys(UNIT_FEATURES, 0.0), **named}, 5.0 * score))
    ranked = [entry for entry in reversed(ranked) if entry.unit.kind is not BlockKind.heading]
    assert leading(analyse_question(question), ranked, near=NEAR).unit.text.startswith(first)


def in_passage(*entries: Scored) -> list[Scored]:
    """Return units as those of one passage."""
    passage = entries[0].unit.candidate.passage
    return [replace(one, unit=replace(one.unit, candidate=Candidate(0, passage, 0.0, 0.0))) for one in entries]


@pytest.mark.parametrize(
    ("question", "is_other"),
    [("How big is the mill?", True), ("How much of the mill is let?", False), ("Who runs the mill?", False)],
    ids=["a size", "a share may be meant", "no figure"],
)
def test_a_value_of_the_asked_kind_leads_one_of_another_kind_of_its_passage(question, is_other):
    let = scored("The mill is 80% let.", 9.0, exact="80% let")
    size = scored("A barn of 400 square metres is added.", 4.0, exact="400 square metres")
    elsewhere = scored("The town has 90 shops.", 8.5, exact="90 shops")
    let, size = in_passage(let, size)
    assert leading(analyse_question(question), [let, elsewhere, size], near=NEAR) is (size if is_other else let)


PLAN = scored("raise the mill's flour sales to £90,000", 9.0, exact="£90,000", kind=BlockKind.list_item)


@pytest.mark.parametrize(
    ("question", "lead_in", "is_now"),
    [
        ("What are the mill's flour sales worth?", "By 2040 we will:", True),
        ("What will the mill's flour sales be worth?", "By 2040 we will:", False),
        ("What are the mill's flour sales worth?", "Last year we did this:", False),
    ],
    ids=["as it is", "a plan is asked for", "no plan"],
)
def test_what_is_leads_what_is_planned(question, lead_in, is_now):
    text = f"{lead_in}\n{PLAN.unit.text}"
    passage = Passage("p", "one", 0, len(text), text, "", ())
    start = text.index(PLAN.unit.text)
    unit = replace(PLAN.unit, candidate=Candidate(0, passage, 0.0, 0.0), start=start, end=len(text))
    plan = replace(PLAN, unit=unit, exact=(text.index("£"), len(text)))
    now = scored("Flour sales of the mill were £70,000.", 8.0, exact="£70,000")
    other = scored("The barn cost £50,000.", 8.5, exact="£50,000")
    assert leading(analyse_question(question), [plan, other, now], near=NEAR) is (now if is_now else plan)


def test_the_only_row_that_a_superlative_leaves_leads_a_sentence():
    parsed = load_markdown(b"| Mill | E. wheels | Barns |\n| --- | --- | --- |\n| East | 4 | 2 |\n", file="mills.md")
    block = parsed.blocks[0]
    row = scored(parsed.text[block.start : block.end], 8.0, exact="East", kind=BlockKind.table_row)
    row = replace(row, unit=replace(row.unit, block=block))
    said = scored("The wheels of the mill were limited by the board.", 9.0, exact="the board")
    asked = "Which mill had the most E wheels?"
    assert leading(analyse_question(asked), [said, row], near=NEAR) is row
    assert leading(analyse_question(asked), [said, row, replace(row, score=7.5)], near=NEAR) is said
    assert leading(analyse_question("Which mill had E wheels?"), [said, row], near=NEAR) is said


@pytest.mark.parametrize(
    ("header", "leads"),
    [("2023/24 | Target 2030", True), ("Target 2028 | Target 2030", False), ("2022/23 | 2023/24", False)],
    ids=["one value that is", "plans alone", "two values"],
)
def test_the_named_row_with_the_value_that_is_leads_a_plan(header, leads):
    held = f"| Goods | {header} |\n| --- | --- | --- |\n| Flour sales | 70 | 90 |\n"
    parsed = load_markdown(held.encode(), file="mills.md")
    block = parsed.blocks[0]
    row = scored(parsed.text[block.start : block.end], 2.0, kind=BlockKind.table_row)
    features = {**row.features, "row_matches": 1.0}
    row = replace(row, unit=replace(row.unit, block=block, start=block.start, end=block.end), features=features)
    plan = scored("Flour sales will rise to £90,000.", 9.0, exact="£90,000")
    led = leading(analyse_question("What are flour sales worth?"), [plan, row], near=NEAR)
    assert (led.unit is row.unit) is leads
    if leads:
        assert parsed.text[slice(*led.exact)] == "70"


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("What is the whole life cost of deep drilling?", True),
        ("What did deep drilling cost?", False),
        ("What did sharing the rig keep the cost of drilling down to?", False),
    ],
)
def test_the_column_that_is_asked_for_leads_a_sentence_without_its_words(question, leads):
    parsed = load_markdown(b"| Option | Whole-life cost |\n| --- | --- |\n| C: deep drilling | 78 |", file="d.md")
    block = next(block for block in parsed.blocks if block.kind is BlockKind.table_row)
    text = parsed.text[block.start : block.end]
    row = scored(text, 8.5, exact="78", kind=BlockKind.table_row)
    row = replace(row, unit=replace(row.unit, block=block, start=block.start, end=block.end))
    row = replace(row, exact=(block.cells[-1].start, block.cells[-1].end))
    said = scored("Sharing the rig kept the cost of drilling down to 41.", 9.0, exact="41")
    assert (leading(analyse_question(question), [said, row], near=NEAR) is row) is leads


def test_a_reason_of_another_document_stands_beside_one_if_it_is_about_as_likely():
    lead = scored("The pier closed since its piles had rotted.", 9.0, exact="its piles had rotted")
    same = scored("The owner had no money for the pier.", 8.5, exact="had no money")
    other = scored("The pier of Crale closed for repairs.", 8.5, exact="for repairs", document="two")
    assert shown("Why did the pier close?", lead, same) == [lead.unit.text, same.unit.text]
    assert shown("Why did the pier close?", lead, replace(other, score=8.0)) == [lead.unit.text]
    assert shown("Why did the pier close?", lead, other) == [lead.unit.text, other.unit.text]


def test_a_unit_of_another_document_stands_beside_the_best_one_if_it_is_about_the_same():
    lead = scored("Most complaints at the pier were about queues.", 9.0, exact="queues")
    about = scored("At the other pier complaints were about gulls.", 8.5, exact="gulls", document="two")
    other = scored("Farmers left for low prices.", 8.5, exact="low prices", document="two")
    assert shown("What were complaints at the pier about?", lead, about) == [lead.unit.text, about.unit.text]
    assert shown("What were complaints at the pier about?", lead, other) == [lead.unit.text]
    same = scored("Gulls were the rest.", 8.5, exact="Gulls")
    assert shown("What were complaints at the pier about?", lead, same) == [lead.unit.text, same.unit.text]
