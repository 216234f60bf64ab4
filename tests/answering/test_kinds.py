"""Whether words are of the kind that a question asks for."""

from __future__ import annotations

import pytest

from assistant.answering.answer_types import AnswerType
from assistant.answering.kinds import fits_alone, fits_kind, gives_figure
from assistant.answering.question import analyse_question


@pytest.mark.parametrize(
    ("type_", "answer", "unit", "fits"),
    [
        (AnswerType.quantity, "third", "The port is third, with 12 berths.", False),
        (AnswerType.quantity, "4th", "The port is 4th of 9.", False),
        (AnswerType.quantity, "third of nine", "The port is third of nine.", True),
        (AnswerType.quantity, "12 berths", "The port is third, with 12 berths.", True),
        (AnswerType.quantity, "the port", "The port is third, with 12 berths.", None),
        (AnswerType.rank, "third", "The port is third, with 12 berths.", True),
        (AnswerType.rank, "ranked with Saltham", "The port is ranked with Saltham.", True),
        (AnswerType.rank, "secondary schools", "A topic for secondary schools.", False),
    ],
)
def test_a_place_in_an_order_is_no_number_of_things(type_, answer, unit, fits):
    assert fits_kind(type_, answer, unit) is fits


@pytest.mark.parametrize(
    ("type_", "answer", "fits"),
    [
        (AnswerType.quantity, "third", False),
        (AnswerType.quantity, "12 berths", True),
        (AnswerType.quantity, "2.3 million people", True),
        (AnswerType.quantity, "Fifteen jurors", True),
        (AnswerType.quantity, "forty-two", True),
        (AnswerType.quantity, "ninety", True),
        (AnswerType.quantity, "zero deaths", True),
        (AnswerType.quantity, "nil", True),
        (AnswerType.quantity, "twenty-first", False),
        (AnswerType.quantity, "the sixteenth", False),
        (AnswerType.quantity, "fifteen per cent", False),
        (AnswerType.quantity, "forty pounds", False),
        (AnswerType.quantity, "teenagers", False),
        (AnswerType.quantity, "Nilsson", False),
        (AnswerType.quantity, "£2.3 million", False),
        (AnswerType.quantity, "2.3 million US dollars", False),
        (AnswerType.quantity, "120 m", True),
        (AnswerType.quantity, "71.3 million", True),
        (AnswerType.quantity, "£71.3 million", False),
        (AnswerType.amount, "95p", True),
        (AnswerType.amount, "250 euros", True),
        (AnswerType.amount, "NOK 400", True),
        (AnswerType.part, "42%", True),
        (AnswerType.part, "12 hectares", True),
        (AnswerType.part, "the eastern half", True),
        (AnswerType.part, "the eastern side", False),
        (AnswerType.amount, "120 m", False),
        (AnswerType.amount, "2.3 million US dollars", True),
        (AnswerType.who, "June Hartley", True),
        (AnswerType.who, "Asha May", True),
        (AnswerType.who, "Saltham Council, which may charge", True),
        (AnswerType.who, "In June", False),
        (AnswerType.who, "5 June", False),
        (AnswerType.who, "the Saltham review of May 2021", False),
        (AnswerType.date, "the council may", False),
        (AnswerType.date, "in May", True),
        (AnswerType.date, "20 minutes", True),
        (AnswerType.date, "three hours", True),
        (AnswerType.date, "half an hour", True),
        (AnswerType.date, "a 40-minute trip", True),
        (AnswerType.date, "5pm", True),
        (AnswerType.date, "at 9.30 a.m", True),
        (AnswerType.date, "17:30", True),
        (AnswerType.date, "noon", True),
        (AnswerType.date, "every Thursday", True),
        (AnswerType.date, "aged 43", True),
        (AnswerType.date, "at the age of nineteen", True),
        (AnswerType.date, "240 metres", False),
        (AnswerType.date, "the minutes of the meeting", False),
        (AnswerType.date, "opening hours", False),
        (AnswerType.date, "a ratio of 112:30", False),
        (AnswerType.date, "12 pumps", False),
        (AnswerType.quantity, "240 metres", True),
        (AnswerType.amount, "1.5 million passengers", False),
        (AnswerType.amount, "1.5 million people", False),
        (AnswerType.amount, "1.5 million", True),
        (AnswerType.amount, "1.5 million euros", True),
        (AnswerType.amount, "£1.5 million subsidies", True),
    ],
)
def test_an_answer_of_another_kind_does_not_fit_alone(type_, answer, fits):
    assert fits_alone(type_, answer) is fits


@pytest.mark.parametrize(
    ("question", "answer", "gives"),
    [
        ("How big is the quay?", "80% let", False),
        ("How big is the quay?", "4 hectares", True),
        ("How big is the quay?", "fifty berths", True),
        ("How much is the fee?", "nil", True),
        ("How much does the pilot pay?", "Pilots", False),
        ("How much of the quay is let?", "80%", True),
        ("What share of the quay is let?", "a quarter", True),
    ],
)
def test_the_number_that_is_asked_for_is_told_from_others(question, answer, gives):
    assert gives_figure(analyse_question(question), answer) is gives
