"""Statements that say the evidence does not give what is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.guards.denials import find_denial
from assistant.answering.question import analyse_question
from assistant.corpus.document import Block, BlockKind, Cell

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Which firms won the Saltham grants?", "No source of this digest named the firms that won Saltham grants."),
        (
            "How much went to the Kiln Park site?",
            "The report does not give the split for the Kiln Park site.",
        ),
        ("How many vets work in Northvale?", "Figures for vets in Northvale are not available."),
        ("What did the Saltham bridge cost?", "The final cost of the Saltham bridge has not yet been published."),
        ("How many visitors came to Kiln Park by ward?", "No breakdown of Kiln Park's visitors by ward was published."),
        ("What rent does the Saltham mill pay?", "The rent of the Saltham mill is undisclosed."),
        ("What is the budget of the Saltham mill?", "No budget for the Saltham mill has yet been agreed."),
        (
            "What is the budget for the Kiln scheme in Saltham?",
            "A Kiln scheme is to go ahead in Saltham in May; no budget for it has yet been agreed.",
        ),
        ("How clean is the water at Kiln Park?", "We did not measure how clean the water at Kiln Park is."),
        ("Who won the Saltham grants?", "The winners of the Saltham grants were not named."),
        ("What did the Saltham mill earn?", "Details of what the Saltham mill earned were not provided."),
        ("How many vets work in Northvale?", "The survey of Saltham does not include vets in Northvale."),
    ],
)
def test_a_statement_that_the_evidence_does_not_give_it_is_a_denial(question, statement):
    denial = scored(statement)
    assert find_denial(analyse_question(question), [scored("Saltham has a mill."), denial]) is denial


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        (
            "How many firms were in its year?",
            "It was one of eleven firms in its year; the page does not say which.",
        ),
        ("Why did visits fall?", "The fall in visits was not caused by the weather."),
        ("What did the board decide?", "The board did not support the plan."),
        ("How many firms have no adviser?", "In all 40 firms have no adviser."),
        ("Is the Saltham mill let?", "Figures for the Saltham mill are not available."),
        ("Which figures of the mill are not published?", "The rent of the mill is not published."),
        ("How many libraries have no evening classes?", "Evening classes are not available at 12 libraries."),
        ("How many wards keep their waste?", "Figures show that waste is not collected in 4 wards."),
        ("How many vets does Saltham employ?", "Saltham is not known for its 12 vets."),
    ],
    ids=[
        "another clause",
        "a cause",
        "a decision",
        "a count",
        "yes or no",
        "asked for",
        "a service",
        "what figures show",
        "a reputation",
    ],
)
def test_other_statements_are_none(question, statement):
    assert find_denial(analyse_question(question), [scored(statement)]) is None


@pytest.mark.parametrize(
    ("question", "statement", "exact", "is_denial"),
    [
        (
            "How many staff were surveyed?",
            "The survey covers 9,340 staff and does not include agency staff.",
            "9,340",
            0,
        ),
        ("How many staff were surveyed?", "The survey of 9,340 staff does not cover agency staff.", "9,340", False),
        ("How many agency staff have left?", "The survey of 9,340 staff does not cover agency staff.", "9,340", True),
        (
            "How much went to Kiln Park?",
            "The report of 2023 does not give the split of £4m for Kiln Park.",
            "£4m",
            True,
        ),
    ],
)
def test_a_note_on_what_a_figure_leaves_out_denies_no_figure(question, statement, exact, is_denial):
    entry = scored(statement)
    at = statement.index(exact)
    entry = replace(entry, exact=(at, at + len(exact)))
    assert find_denial(analyse_question(question), [entry]) is (entry if is_denial else None)


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Why did the case collapse?", "The case collapsed because a key statement was not disclosed to the defence."),
        ("Why was the farmer fined?", "The farmer was fined since the movement of the cattle was not recorded."),
        ("Why was the shop closed?", "The shop was closed after two accidents were not reported."),
        ("Why was the vote held again?", "The vote was held again, as the figures for Crale were not provided."),
        ("Why was the nurse dismissed?", "The nurse was dismissed because the cause of a fall was not recorded."),
        ("Why did the bid fail?", "The bid failed because the report, then a draft, did not mention the flood."),
    ],
)
def test_a_reason_may_be_that_something_was_not_told(question, statement):
    assert find_denial(analyse_question(question), [scored(statement)]) is None


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Why did the case collapse?", "The reason why the case collapsed was not disclosed."),
        ("Why did the mill burn?", "After the mill burned, the cause was not recorded."),
        ("Why did the mill burn?", "Why the mill burned after a year of rain was not recorded."),
        ("Why did visits fall?", "The fall in visits as shown in May was not reported."),
        ("Why was the farmer fined?", "It is not known why the farmer was fined, because he died."),
    ],
)
def test_a_reason_that_was_not_told_is_none(question, statement):
    entry = scored(statement)
    assert find_denial(analyse_question(question), [entry]) is entry


def test_what_was_not_told_may_be_the_exact_answer():
    statement, exact = "The case collapsed when a statement was not disclosed.", "a statement was not disclosed"
    entry = replace(scored(statement), exact=(statement.index(exact), statement.index(exact) + len(exact)))
    assert find_denial(analyse_question("Why did the case collapse?"), [entry]) is None
    assert find_denial(analyse_question("What was in the statement when the case collapsed?"), [entry]) is entry


def test_a_denial_of_something_else_takes_nothing_from_the_answer():
    answer = scored("The Saltham grants were worth £4m.", unit_cover=0.8)
    aside = scored("No source named the firms that won them.", unit_cover=0.3)
    assert find_denial(analyse_question("What were the Saltham grants worth?"), [answer, aside]) is None


def test_a_row_of_a_table_is_none():
    text = "Mill: Saltham; Rent: not published"
    row = scored(text)
    cells = (Cell(6, 13, "Mill"), Cell(21, 34, "Rent"))
    block = Block(BlockKind.table_row, 0, len(text), cells=cells)
    in_table = replace(row, unit=replace(row.unit, block=block))
    assert find_denial(analyse_question("What rent does the Saltham mill pay?"), [in_table]) is None


@pytest.mark.parametrize(
    ("question", "statement", "exact", "denies"),
    [
        (
            "What share of hate crimes reach nobody?",
            "Around 40% of hate crimes are not reported to them.",
            "40%",
            False,
        ),
        ("How many applications wait?", "The council has not yet assessed 300 applications.", "300", False),
        ("How many children miss school?", "Some 120,000 children are not recorded on any roll.", "120,000", False),
        ("How many plots are approved?", "No fewer than 300 plots have been approved.", "300", False),
        ("Which estate is outside the plan?", "The plan does not cover the Crale estate.", "Crale", False),
        ("How much did the 40 homes cost?", "The cost of the 40 homes was not reported.", "40", True),
        ("How many jobs are in Crale?", "The number of the 300 jobs in Crale was not recorded.", "300", True),
        ("What was spent on the 12 mills?", "What was spent on the 12 mills was not recorded.", "12", True),
    ],
)
def test_what_counts_those_that_are_left_out_is_no_denial(question, statement, exact, denies):
    assert (find_denial(analyse_question(question), [scored(statement, exact)]) is not None) is denies


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("What did the auditors find of the stock?", "The auditors found that the stock was not recorded properly."),
        ("How soon must faults be fixed?", "Faults that were not recorded at handover must be fixed within 14 days."),
        (
            "What happens to absences by 9am?",
            "Absences not reported by 9am are followed up; some were not reported by 9am.",
        ),
    ],
)
def test_what_somebody_failed_to_record_is_no_denial(question, statement):
    assert find_denial(analyse_question(question), [scored(statement)]) is None


def test_a_source_that_contains_no_such_figures_denies_them():
    said = "The sources of this digest contain no Saltham, Kiln Park or Northvale figures from the survey of vets."
    question = analyse_question("How many vets did the survey count in Northvale?")
    denial = scored(said)
    assert find_denial(question, [denial]) is denial
