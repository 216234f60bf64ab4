"""What gives a whole says neither how it was divided nor what one had of it."""

from __future__ import annotations

import pytest

from assistant.answering.guards.shares import lacks_band, lacks_part, lacks_shares
from assistant.answering.question import analyse_question
from assistant.corpus.document import Block, BlockKind, Cell

from ..samples import scored

OF_TWO = "How was the £50m split between Saltham and Crale?"
OF_THREE = "How was the £50m for buildings divided between Saltham, Crale and Pern?"


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        (OF_THREE, "In 2024 £50m will speed up works in Saltham, Crale and Pern.", True),
        (OF_THREE, "Of the £50m, buildings in Saltham, Crale and Pern get it, and £25m goes on skills.", True),
        (OF_THREE, "Saltham had £30m, Crale £15m and Pern £5m.", False),
        (OF_THREE, "Half went to Saltham; Crale and Pern had a quarter each.", False),
        (OF_THREE, "Saltham had £30m, and the rest went to Crale and Pern.", False),
        (OF_TWO, "Saltham and Crale shared £50m.", True),
        (OF_TWO, "Of the £50m, Saltham had £30m.", False),
        (OF_TWO, "It was shared equally.", False),
        (OF_TWO, "Most of it went to Saltham.", False),
        ("How was the grant split between Saltham and Crale?", "Saltham and Crale shared it.", True),
        ("How are duties split between Saltham and Crale?", "Saltham has the roads, Crale the parks.", False),
        ("How were duties divided between Ada and Ben in 2020?", "Ada ran the shop, Ben kept the books.", False),
        ("How is the cost split between Saltham and Crale?", "Both pay by population.", False),
        ("How was the £50m spent?", "It was spent on roads.", False),
        ("How was the £50m divided?", "It was divided between Saltham and Crale.", False),
        ("How is the work divided between the boards?", "One board plans, the other builds.", False),
        ("How many homes are split between Saltham and Crale?", "There are homes in both.", False),
    ],
)
def test_a_division_is_told_by_its_shares(question, text, lacks):
    assert lacks_shares(analyse_question(question), scored(text)) is lacks


@pytest.mark.parametrize(("exact", "lacks"), [("£30m", False), ("Harbour Fund", True)])
def test_a_row_gives_the_share_of_one_party(exact, lacks):
    text = "Town: Saltham; Sum: £30m; From: Harbour Fund"
    block = Block(BlockKind.table_row, 0, len(text), table="", row="Saltham", cells=(Cell("Town", 6, 13),))
    assert lacks_shares(analyse_question(OF_TWO), scored(text, exact, block=block)) is lacks


@pytest.mark.parametrize(
    ("question", "headings", "lacks"),
    [
        ("How many of the rescues were in Crale?", ("Rescues in Saltham and Crale", "Rescues"), True),
        ("How many of the rescues were in Crale?", ("Rescues", "Crale"), False),
        ("How many of these came from the Saltham Fund?", (), True),
        ("How many of the rescues were there?", (), False),
        ("How many rescues were in Crale?", (), False),
        ("How many of the rescues in Crale needed a boat?", (), False),
    ],
)
def test_a_whole_is_not_the_part_of_one(question, headings, lacks):
    text = "There were 22 rescues."
    block = Block(BlockKind.paragraph, 0, len(text), headings=headings)
    assert lacks_part(analyse_question(question), scored(text, "22", block=block)) is lacks
    assert not lacks_part(analyse_question(question), scored("Crale and the Saltham Fund had 22.", "22", block=block))


@pytest.mark.parametrize(
    ("question", "text", "exact", "lacks"),
    [
        ("How many of the drivers under 25 were fined?", "Of the 310 drivers under 25, 42 were fined.", "42", False),
        ("How many pupils aged 11 read well?", "Among the 90 pupils aged 11, 42 read well.", "42", False),
        ("How many farms of under 50 acres closed?", "And of 90 farms of under 50 acres, 42 closed.", "42", False),
        ("How many men over 65 were jabbed?", "There were 90 men over 65, 42 of whom were jabbed.", "42", False),
        ("How many men over 65 were jabbed?", "Of 90 men 70 were over 65: 42 of them were jabbed.", "42", False),
        ("How many drivers under 25 passed?", "Only 31 drivers are under 25, and 42 passed.", "42", True),
        (
            "How many drivers under 25 passed?",
            "Of 310 drivers under 25, 9 failed, and 42 in all passed.",
            "42",
            True,
        ),
        ("How many members under thirty are there?", "Of 42 members, only 31 are under thirty.", "42", True),
        ("How many staff under 25 left?", "There are 42 staff; 31 of them are under 25.", "42", True),
        ("How many of the drivers left?", "Of the 310 drivers under 25, 42 were fined.", "42", False),
    ],
)
def test_a_figure_is_of_a_band_that_it_is_taken_out_of(question, text, exact, lacks):
    assert lacks_band(analyse_question(question), scored(text, exact)) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "lacks"),
    [
        ("How many over 65 live alone?", "Of the 900 residents over 65, 320 live alone.", "320", False),
        ("How many over 65 live alone?", "Of the 9,000 residents over 65, 3,200 live alone.", "3,200", False),
        ("How many callers were under 25?", "Callers under 25 were 40% of all, or 1,200 people.", "1,200", False),
        ("How many callers were under 25?", "There were 1,200 callers, and 31 are now under 25.", "1,200", True),
    ],
)
def test_a_thousand_s_comma_does_not_part_a_band_from_its_number(question, sentence, exact, lacks):
    assert lacks_band(analyse_question(question), scored(sentence, exact)) is lacks
