"""Figures are read as they are written, and written as they were read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answering.figures import Figure, leading_figure, only_figure, whole_figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("£1.2bn", 1_200_000_000),
        ("£3 million a year", 3_000_000),
        ("4.5%", "4.5"),
        ("-0.4", "-0.4"),
        ("+4.7", "4.7"),
        ("−14.9", "-14.9"),
        ("–3%", "-3"),
        ("(1,166)", -1166),
        ("£(0.4m)", -400_000),
        ("(£12)", -12),
        ("(r)", None),
        ("(1,166) of them", None),
        ("$7k", 7000),
        ("£120 m", 120_000_000),
        ("2.3m", 2_300_000),
        ("2.3 M", 2_300_000),
        ("120 m", 120),
        ("9th", 9),
        ("n/a", None),
        ("about 3", None),
        ("12-15", None),
        ("12 to 15", None),
        ("5 Nov 2023", None),
        ("14 Sept", None),
        ("12\u00a0400", 12_400),
        ("12 400", None),  # a figure, or two
        ("1 in 4", None),
        ("30 out of 40", None),
        ("£5 million in 2021", 5_000_000),
        ("3 march", None),
        ("12 junior doctors", 12),
        ("5 separate sites", 5),
        ("3 marketing staff", 3),
        ("7 decisions", 7),
        ("2021/22", None),
        ("", None),
    ],
)
def test_a_text_is_worth_the_figure_it_begins_with(text, value):
    figure = leading_figure(text)
    assert (figure and figure.scaled) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("£1.2m", Figure(Decimal("1.2"), "£", "million")),
        ("£1.2m a year", None),
        ("120 m", Figure(Decimal(120), "", " m")),
        ("2.3m", Figure(Decimal("2.3"), "", "m")),
        ("12 per cent", Figure(Decimal(12), "", "%")),
        ("(612)", Figure(Decimal(-612))),
    ],
)
def test_a_whole_figure_has_nothing_beside_it(text, figure):
    assert whole_figure(text) == figure


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("57 firms in 2020", Figure(Decimal(57))),
        ("volunteers (612)", Figure(Decimal(612))),
        ("2019–20", Figure(Decimal(20))),
        ("10 of 20", None),
        ("in 2020", None),
        ("£2020", Figure(Decimal(2020), "£")),
    ],
)
def test_the_only_figure_of_a_text_is_found_beside_years(text, figure):
    assert only_figure(text) == figure


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        (Figure(Decimal("14.25"), "£", "million"), "£14.25 million"),
        (Figure(Decimal(12), "", "%"), "12%"),
        (Figure(Decimal(295), "", " m"), "295 m"),
        (Figure(Decimal("2.3"), "", "m"), "2.3m"),
        (Figure(Decimal(1234567)), "1,234,567"),
        (Figure(Decimal(-3), "£", "million"), "-£3 million"),
        (Figure(Decimal(3), "", "percentage points"), "3 percentage points"),
    ],
)
def test_a_figure_is_written_with_its_unit(figure, written):
    assert str(figure) == written
