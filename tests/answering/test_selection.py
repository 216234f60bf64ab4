"""What stands in an answer beside the best unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.selection import select
from assistant.answering.units import Unit
from assistant.corpus.document import Block, BlockKind, Cell
from assistant.passages import Passage
from assistant.retrieval import Candidate


def scored(text: str, score: float, *, exact: str = "", document: str = "one") -> Scored:
    passage = Passage(f"{document}-{text}", document, 0, len(text), text, "", ((0, len(text)),))
    unit = Unit(Candidate(0, passage, 0.0, 0.0), 0, len(text), BlockKind.paragraph, text)
    at = text.find(exact)
    span = (at, at + len(exact)) if exact else None
    return Scored(unit, span, dict.fromkeys(UNIT_FEATURES, 0.0), score)


BEST = scored("Saltham has 1,200 firms.", 5.0, exact="1,200")


def texts(question: str, *ranked: Scored) -> list[str]:
    return [entry.unit.text for entry in select(analyse_question(question), ranked)]


def test_the_best_unit_stands_alone_where_nothing_comes_near():
    far = scored("Kiln Park grows apples.", 1.0, exact="apples")
    assert texts("How many firms are in Saltham?", BEST, far) == [BEST.unit.text]


def test_a_unit_about_as_likely_joins_it():
    near = scored("There were 1,150 firms at the last count.", 4.5, exact="1,150")
    assert texts("How many firms are in Saltham?", BEST, near) == [BEST.unit.text, near.unit.text]


def test_the_same_exact_answer_is_not_said_twice():
    again = scored("In Saltham, 1,200 firms trade.", 4.9, exact="1,200")
    assert texts("How many firms are in Saltham?", BEST, again) == [BEST.unit.text]


def test_the_same_words_with_another_years_figure_are_no_repetition():
    told = "Saltham's start-up scheme helped {} firms across the county with grants, advice, space and training."
    first, second = (
        scored(told.format(count), score, exact=count) for count, score in (("1,240", 5.0), ("1,385", 4.8))
    )
    assert texts("How many firms does the scheme help?", first, second) == [first.unit.text, second.unit.text]


@pytest.mark.parametrize(
    ("question", "joins"),
    [("When does the ferry leave?", False), ("How long does the ferry take?", True)],
    ids=["a time", "a length of time"],
)
def test_how_long_a_thing_takes_does_not_join_when_it_is(question, joins):
    leaves = scored("The ferry leaves at 7.15am on weekdays.", 5.0, exact="7.15am on weekdays")
    takes = scored("The crossing takes 40 minutes.", 4.5, exact="40 minutes")
    assert (takes.unit.text in texts(question, leaves, takes)) is joins


@pytest.mark.parametrize(
    ("question", "joins"),
    [
        ("How many patents did Saltham have in 2021?", False),
        ("How many patents did Saltham have?", True),
        ("Why did Saltham have so many patents in 2021?", True),
    ],
    ids=["the total of all years", "no year is asked of", "a reason"],
)
def test_what_is_of_no_year_does_not_join_what_is_of_the_one_asked_of(question, joins):
    row, total = scored("2021: 47 patents", 5.0, exact="47"), scored("The total is 183 patents.", 4.5, exact="183")
    assert (total.unit.text in texts(question, row, total)) is joins


@pytest.mark.parametrize(
    ("score", "joins"),
    [(1.5, True), (0.5, False)],
    ids=["near enough", "too far behind"],
)
def test_a_comparison_brings_the_side_that_is_missing(score, joins):
    other = scored("Northvale has 980 firms.", score, exact="980")
    chosen = texts("Does Saltham have more firms than Northvale, compared per head?", BEST, other)
    assert (other.unit.text in chosen) is joins


def test_a_statement_that_makes_the_answer_too_long_is_left_out():
    long = scored("There were 1,150 firms " + "of every kind and size " * 16, 4.5, exact="1,150")
    short = scored("The register has 1,180 of them.", 4.4, exact="1,180")
    assert texts("How many firms are in Saltham?", BEST, long, short) == [BEST.unit.text, short.unit.text]


def test_a_plain_question_gets_three_statements_at_most():
    others = [scored(f"Count {number} says {number}00 firms.", 4.8, exact=f"{number}00") for number in range(2, 9)]
    assert len(texts("How many firms are in Saltham?", BEST, *others)) == 3


@pytest.mark.parametrize(
    ("rest", "shown"),
    [(0, 1), (60, 2)],
    ids=["all of its passage", "a part of it"],
)
def test_an_answer_does_not_repeat_a_whole_passage(rest, shown):
    one = "Saltham has 1,200 firms of every kind, from bakers to makers of lenses and of boats for the bay."
    other = "Of these firms 310 sell abroad, most of them to the towns on the far side of the bay and beyond."
    text = f"{one} {other}{' More is told here.' * (rest // 4)}"
    passage = Passage("p", "one", 0, len(text), text, "", ())
    ranked = [
        replace(scored(words, score), unit=Unit(Candidate(0, passage, 0.0, 0.0), 0, 9, BlockKind.paragraph, words))
        for words, score in ((one, 5.0), (other, 4.5))
    ]
    assert len(select(analyse_question("How many firms are in Saltham?"), ranked)) == shown


@pytest.mark.parametrize("name", ["year_conflicts", "row_conflicts", "place_conflicts", "counts_other"])
def test_another_year_row_or_place_does_not_join_the_right_one(name):
    near = scored("There were 1,150 firms at the last count.", 4.5, exact="1,150")
    other = replace(near, features={**near.features, name: 1.0})
    assert texts("How many firms are in Saltham?", BEST, near) == [BEST.unit.text, near.unit.text]
    assert texts("How many firms are in Saltham?", BEST, other) == [BEST.unit.text]


def row(name: str, value: str, score: float, *, column: str = "Premium", named: bool = False) -> Scored:
    text = f"Band: {name}; {column}: {value}"
    entry = scored(text, score, exact=value)
    cells = (Cell("Band", 6, 6 + len(name)), Cell(column, len(text) - len(value), len(text)))
    block = Block(BlockKind.table_row, 0, len(text), table="", row=name, cells=cells)
    unit = replace(entry.unit, kind=BlockKind.table_row, block=block)
    return replace(entry, unit=unit, features={**entry.features, "row_matches": float(named)})


@pytest.mark.parametrize(
    ("question", "joins"),
    [
        ("What is the premium for band E?", False),
        ("What is the premium for band E, compared with the highest?", True),
        ("List the premiums of band E.", True),
    ],
    ids=["one row asked for", "compared", "a list"],
)
def test_no_other_row_joins_the_one_that_is_named(question, joins):
    chosen = texts(question, row("E", "268", 5.0, named=True), row("H", "906", 4.9))
    assert ("Band: H; Premium: 906" in chosen) is joins


@pytest.mark.parametrize(
    ("question", "joins"), [("Which band pays 906?", False), ("What do households pay in a year?", True)]
)
def test_the_row_of_all_is_not_one_of_those_that_are_asked_for(question, joins):
    chosen = texts(question, row("E", "268", 5.0), row("All bands", "906", 4.9))
    assert ("Band: All bands; Premium: 906" in chosen) is joins


@pytest.mark.parametrize(
    ("question", "best", "exact", "other", "its"),
    [
        ("How many years may it last?", "It lasts five years.", "five years", "There are 474 of them.", "474"),
        ("When may boats moor?", "Boats moor from May.", "May", "Boats moor at low water.", "low water"),
        ("How many firms are there?", "57 firms trade.", "57", "They turn over £5 million.", "£5 million"),
    ],
)
def test_what_is_not_of_the_asked_kind_does_not_join(question, best, exact, other, its):
    first = scored(best, 5.0, exact=exact)
    assert texts(question, first, scored(other, 4.9, exact=its)) == [best]
    assert texts(question, scored(other, 5.0, exact=its), first) == [other, best]


def test_a_cell_is_of_the_kind_that_its_column_names():
    first = scored("The uptake is 55 per cent.", 5.0, exact="55 per cent")
    cell = row("Dale", "61.9", 4.9, column="Uptake (%)")
    assert len(texts("What percentage takes it up?", first, cell)) == 2
    assert len(texts("What percentage takes it up?", first, row("Dale", "61.9", 4.9))) == 1
