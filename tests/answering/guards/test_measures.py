"""A figure is of what is measured, and in its unit."""

from __future__ import annotations

import pytest

from assistant.answering.guards.measures import (
    has_other_measure,
    is_of_other_account,
    is_of_other_unit,
    lacks_figure,
    lacks_measure,
    lacks_money,
)
from assistant.answering.question import analyse_question

from ..samples import in_document as scored


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("How much did Crale Roofing bid?", "Crale Roofing was not the cheapest.", True),
        ("How many guards were on duty?", "Guards walked around the site until June.", True),
        ("Did 12 firms leave?", "A few firms left, not the cheapest.", False),
        ("How much did Crale Roofing bid?", "Crale Roofing did the work for nothing.", False),
        ("How many guards were on duty?", "Two guards were on duty.", False),
        ("What share of the guards left?", "Most guards left.", False),
        ("How much was it sold for?", "It was sold for forty pounds.", False),
        ("How many guards are there?", "To reach the guards, ring 020 7946 0123 or see https://a.example/24.", True),
        ("How many guards are there?", "Of the 24 guards, two answer on 020 7946 0123.", False),
        ("What is the number for the guards?", "To reach the guards, ring 020 7946 0123.", False),
    ],
)
def test_a_figure_may_stand_in_words(question, sentence, lacks):
    entry, _ = scored(sentence, sentence)
    assert lacks_figure(analyse_question(question), entry) is lacks


@pytest.mark.parametrize(("measure", "is_other"), [("survival", True), ("hectares", False), ("fencing", False)])
def test_a_row_of_another_measure_is_none_where_another_table_has_the_one_asked_for(measure, is_other):
    area, wood = ("| Area | Hectares |", "| Fells | 58 |"), ("| Wood | Survival |", "| Oak | 78 |")
    text = "\n\nMore.\n\n".join("\n".join((head, "| --- | --- |", row)) for head, row in (area, wood))
    row, document = scored(text, "58")
    question = analyse_question(f"What is the {measure} in the Fells?")
    assert has_other_measure(question, row, lambda id: document) is is_other


@pytest.mark.parametrize(
    ("question", "is_other"),
    [("How much cargo did the port move?", True), ("How much income came from cargo?", False)],
)
def test_a_sum_of_money_says_not_how_much_there_is_of_something(question, is_other):
    row, _ = scored("Table 1: Income (£000)\n\n| Item | 2024 |\n| --- | --- |\n| Cargo | 8,117 |\n", "8,117")
    assert is_of_other_unit(analyse_question(question), row) is is_other


def test_a_row_with_a_weight_beside_its_value_says_how_much_there_is():
    text = "| Fish | Weight (tonnes) | Value (£000) |\n| --- | --- | --- |\n| Herring | 5,200 | 4,100 |\n"
    row, _ = scored(text, "4,100")
    assert not is_of_other_unit(analyse_question("How much herring was landed?"), row)


@pytest.mark.parametrize(
    ("question", "is_other"),
    [
        ("How many people use route 12?", True),
        ("How punctual is route 12?", False),
        ("How many of route 12 are on time?", False),
    ],
)
def test_a_share_says_not_how_many_there_are(question, is_other):
    row, _ = scored("| Route | Buses an hour | On time (%) |\n| --- | --- | --- |\n| 12 | 3 | 79.9 |\n", "79.9")
    assert is_of_other_unit(analyse_question(question), row) is is_other


@pytest.mark.parametrize(
    ("question", "caption", "above", "lacks"),
    [
        ("How much investment did Crale receive from 2018 to 2022?", "Table 1: Patents granted", "", True),
        ("What was the budget of Crale?", "Table 1: Patents granted", "", True),
        ("How much did Crale spend?", "Table 1: Patents granted", "", True),
        ("How much investment did Crale receive?", "Table 1: Investment in firms (m)", "", False),
        ("How much did Crale spend?", "Table 1: Spending by town", "", False),
        ("How much did Crale spend?", "Table 1: Towns", "What each town has spent, in thousands.", False),
        ("How much funding did Crale get?", "Table 1: Allocations by town", "", False),
        ("How many patents did Crale get?", "Table 1: Patents granted", "", False),
        ("How much water did Crale use?", "Table 1: Water", "", False),
    ],
)
def test_a_row_without_a_word_of_money_gives_no_sum_of_it(question, caption, above, lacks):
    table = "| Town | 2018 | Total |\n| --- | --- | --- |\n| Crale | 9 | 61 |\n"
    row, document = scored(f"# Report\n\n{above}\n\n{caption}\n\n{table}", "61")
    assert lacks_money(analyse_question(question), row, lambda id: document) is lacks


REPORT = """# Report

Carbon emissions fell. The pay gap was 9% and the headcount steady.

## Recycling

It rose in Crale to 40.3, as staff emissions did. That made 41 of them in all.

| District | 2020 |
| --- | --- |
| Crale | 40.2 |
"""


@pytest.mark.parametrize(
    ("question", "exact", "lacks"),
    [
        ("What were carbon emissions in Crale in 2020?", "40.2", True),
        ("Crale carbon emissions 2020?", "40.2", True),
        ("What pay gap does Crale have?", "40.3", True),
        ("What was the pay gap in Crale?", "9%", False),
        ("What were carbon emissions in Crale?", "41", False),
        ("What was the recycling rate in Crale?", "40.2", False),
        ("What was the reuse rate in Crale?", "40.2", False),
        ("What was the headcount in Crale?", "40.2", False),
        ("What is the estimated pay of Crale?", "40.2", False),
        ("Who measures carbon emissions in Crale?", "40.2", False),
        ("What share of Crale is that?", "40.2", False),
        ("What are emissions behind Crale?", "40.2", False),
    ],
    ids=[
        "a row", "no verb", "a sentence", "named", "named before", "in the heading", "named nowhere", "a single word",
        "an adjective", "a person", "no measure", "one word and where",
    ],
)  # fmt: skip
def test_a_figure_is_of_the_measure_that_its_report_has_a_name_for(question, exact, lacks):
    entry, document = scored(REPORT, exact)
    assert lacks_measure(analyse_question(question), entry, lambda id: document) is lacks


@pytest.mark.parametrize(
    ("elsewhere", "lacks"),
    [("Energy consumption is reviewed each year.", False), ("Energy consumption was 900 MWh in 2019.", True)],
)
def test_a_measure_is_in_other_words_where_its_document_gives_no_figure_of_it(elsewhere, lacks):
    entry, document = scored(f"{elsewhere}\n\nThe site uses 400 MWh.", "400 MWh")
    question = analyse_question("What is the energy consumption of the site?")
    assert lacks_measure(question, entry, lambda id: document) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("What did Quill make in profit?", "Quill had a turnover of £84m.", True),
        ("What did Quill make in profit?", "Quill made £84m in sales.", True),
        ("What profit did Quill make?", "Turnover: £84m", True),
        ("What profit did Quill make?", "On sales of £3.1bn Quill cleared £84m.", False),
        ("What profit did Quill make?", "Quill lost £84m on sales in Crale.", False),
        ("What was Quill's turnover?", "Quill had a profit of £84m.", True),
        ("What was Quill's turnover?", "It posted £84m, with a profit of £3m.", False),
        ("What were Quill's turnover and profit?", "Quill had a turnover of £84m.", False),
        ("What is the revenue budget?", "A profit of £84m is planned.", False),
        ("What profit did Quill make?", "The sales team won £84m of work.", False),
    ],
)
def test_a_turnover_is_no_profit(question, sentence, is_other):
    entry, _ = scored(f"# Notes\n\n{sentence}", "£84m")
    assert is_of_other_account(analyse_question(question), entry) is is_other
