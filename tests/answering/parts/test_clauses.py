"""A clause of the question before it is no question; one that lacks a verb gets that of the next."""

from __future__ import annotations

import pytest

from assistant.answering.parts.clauses import goes_on, with_shared_verbs


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        ("What support is there for people who are homeless", "who are sleeping rough?"),
        ("How many people who are disabled", "who live alone get support?"),
        ("Who are the people who lead the trust", "who fund it?"),
        ("How many people who rent", "who have no savings are there?"),
        ("How many homes which are empty", "which have been empty for a year are there?"),
        ("What help is there for people who care", "whose benefits stopped?"),
        ("What is done for people who are homeless", "who do not apply?"),
        ("What guidance is there on when", "how to refer a child?"),
        ("Is the fare affected by how", "when tickets are bought?"),
        ("What do we know about who uses the service", "why?"),
        ("Can you tell me what the pier cost", "when?"),
    ],
)
def test_a_clause_of_the_question_before_it_goes_on_with_it(before, piece):
    assert goes_on(before, piece)


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        ("What support is there for people who are homeless", "who pays for it?"),
        ("What support is there for people who are homeless", "who paid for the shelter?"),
        ("What support is there for people who are homeless", "who are the trustees?"),
        ("What support is there for people who are homeless", "who can apply?"),
        ("What support is there for people who are homeless", "who best knows their needs?"),
        ("What support is there for people who are homeless", "which have been housed?"),
        ("What is known of homes which are empty", "which wards have most?"),
        ("Do we know who lives there", "who are tenants?"),
        ("The fund of which he is chair", "which have closed?"),
        ("Did the mayor open the pier", "when?"),
        ("What did the judge, who sat in Leeds, say", "why?"),
        ("Since when", "why is it closed?"),
        ("By when", "how will it open?"),
        ("Who paid", "who live there?"),
    ],
)
def test_a_question_of_its_own_goes_on_with_nothing(before, piece):
    assert not goes_on(before, piece)


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["How many men", "how many women are on the board?"], "How many men are on the board?"),
        (["How many nurses", "how many doctors work there?"], "How many nurses work there?"),
        (["How many nurses", "how many junior doctors work in Leeds?"], "How many nurses work in Leeds?"),
        (["How much money", "how much time was spent?"], "How much money was spent?"),
        (["Which wards", "which schools are affected?"], "Which wards are affected?"),
        (["What share", "what number of pupils are absent?"], "What share of pupils are absent?"),
        (["In which year", "by how much did it rise?"], "In which year did it rise?"),
        (["In which year", "where was the pier built?"], "In which year was the pier built?"),
        (["By how much", "in which year did rents rise?"], "By how much did rents rise?"),
    ],
)
def test_a_piece_without_a_verb_gets_that_of_the_next(pieces, whole):
    assert with_shared_verbs(pieces) == [whole, pieces[1]]


def test_several_pieces_share_the_verb_of_the_last():
    pieces = ["Who leads it", "How many men", "how many women", "how many children were hurt?"]
    whole = ["Who leads it", "How many men were hurt?", "how many women were hurt?", "how many children were hurt?"]
    assert with_shared_verbs(pieces) == whole


@pytest.mark.parametrize(
    "pieces",
    [
        ["How many jobs", "who pays for the site?"],
        ["How many jobs", "what sites are planned?"],
        ["How many nurses", "how many doctors?"],
        ["How many schools", "how many of them are academies?"],
        ["How many schools", "how many pupils are in each?"],
        ["How many pupils left", "how many firms came to Leeds?"],
        ["How many pupils are there", "how many teachers are there?"],
        ["What happens", "what changes are planned?"],
        ["In which year", "which ward had the highest rate?"],
        ["In which year", "who built the pier?"],
        ["from whom", "by when?"],
        ["Where is it"],
        [],
    ],
)
def test_a_piece_that_shares_no_verb_is_left_alone(pieces):
    assert with_shared_verbs(pieces) == pieces
