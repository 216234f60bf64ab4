"""Sentences before a question that tell who asks and why are left out; what they name is kept."""

from __future__ import annotations

import pytest

from assistant.answering.parts.split import split_question
from assistant.answering.parts.subjects import without_preamble


@pytest.mark.parametrize(
    ("text", "question", "names"),
    [
        (
            "hi, i write to the mayor. she meets the board tomorrow. how many visits did the small cafes have",
            "how many visits did the small cafes have",
            (),
        ),
        (
            "I answer a parent of Northvale in 2022. They are cross. How long is the median wait for surgery?",
            "How long is the median wait for surgery?",
            ("Northvale", "2022"),
        ),
    ],
)
def test_what_is_of_the_asker_is_left_out_and_what_it_names_is_kept(text, question, names):
    assert without_preamble(text) == (question, names)


@pytest.mark.parametrize(
    "text",
    [
        "Kiln Park. How many firms work there in small rooms?",
        "Our boat is finished and we only want crews. Where did the small harbour board send people like us?",
        "I write about a new chief executive. Who is she, and what is she paid in the first year?",
        "I am preparing a paper on the night bus. What does the contract cost?",
        "We are writing on rents in the harbour. What was the share?",
        "How many firms are there? I need it for a letter.",
        "How many firms are there?",
    ],
    ids=["a heading", "a part of the question", "a pronoun", "something known", "few words", "behind it", "none"],
)
def test_a_question_that_is_nothing_without_them_keeps_the_sentences_before_it(text):
    assert without_preamble(text) == (text, ())


def test_a_question_without_its_preamble_is_asked_with_it_where_it_is_refused():
    text = "I write to a firm in Northvale today. How many small rooms are let to young firms?"
    parts = split_question(text)
    assert parts.questions == ("How many small rooms are let to young firms? (Northvale)",)
    assert parts.again == (text,)


def test_the_place_of_a_preamble_is_of_every_part():
    text = "I write with Mrs Ode to a firm in Leeds. How many small rooms are let, and how many large halls were sold?"
    parts = split_question(text)
    assert parts.questions == (
        "How many small rooms are let? (Mrs Ode, Leeds)",
        "how many large halls were sold? (Leeds)",
    )


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Did the council publish a report and what did it say?", "what did it say? (council, report)"),
        ("Did the trust build the pier in 2020 and what did it cost?", "what did it cost? (trust, pier)"),
        ("Do you know who runs the fund and how big it is?", "how big it is? (fund)"),
        ("Did the council vote and what did it say?", "what did it say? (council)"),
    ],
)
def test_a_part_is_about_who_did_something_and_to_what(question, part):
    assert split_question(question).questions[1] == part
