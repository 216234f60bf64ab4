"""One side of a question and then the other are two sides, each asked for alone."""

from __future__ import annotations

import pytest

from assistant.answering.parts.sides import sides_in_turn, sides_of


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "How many patents did Leeds have in 2020, and how does that compare with Bristol?",
            ["How many patents did Leeds have in 2020?", "How many patents did Bristol have in 2020?"],
        ),
        (
            "What share of Leeds' jobs are in health? How does that compare to Bradford?",
            ["What share of Leeds' jobs are in health?", "What share of Bradford's jobs are in health?"],
        ),
        (
            "How many firms were in York in 2020 and how does it compare with 2022?",
            ["How many firms were in York in 2020?", "How many firms were in York in 2022?"],
        ),
        ("What was the turnover in 2021/22, and how does it compare with 2019?", None),
        ("How many firms are there, and how does that compare with Bristol?", None),
        ("How many firms are in York, and how does that compare with the plan?", None),
    ],
    ids=["place", "genitive", "year", "half of a financial year", "nothing to replace", "no name"],
)
def test_one_side_and_then_the_other_are_two_sides(question, sides):
    found = sides_in_turn(question)
    assert ([side.question for side in found] if found else None) == sides


@pytest.mark.parametrize(
    "question",
    [
        "What was decided in Smith v Jones?",
        "What did Hale v. Moss change for tenants?",
        "What did the court award in Roe vs Crale Council?",
        "The ruling of 2019: Smith v Jones?",
        "Who brought the claim of Ada Moss against Crale Council?",
        "How many people in Leeds were vaccinated against Covid?",
        "Did the fine in Smith v Jones come to more than in 2019?",
        "What was the highest fine in Smith v Jones?",
        "Who won the match of Kiln Rovers against Saltham Town?",
    ],
)
def test_those_who_stand_against_each_other_in_court_or_a_match_are_no_sides(question):
    assert sides_of(question) is None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is the rent in Leeds v York?", ("Leeds", "York")),
        ("How many firms are in Leeds against Bristol?", ("Leeds", "Bristol")),
        ("How many beds had the Quay Hospital in 2019 v 2022?", ("2019", "2022")),
        ("What is the fare to Saltham vs Crale?", ("Saltham", "Crale")),
        ("What is the difference in beds of Kiln Mill v Crale Works?", ("Kiln Mill", "Crale Works")),
        ("How is Kiln Mill doing against Crale Works on waste?", ("Kiln Mill", "Crale Works")),
        ("Cost: the seed fund v the loan?", ("the seed fund", "the loan")),
    ],
)
def test_places_years_and_what_is_to_be_compared_are_sides_against_each_other(question, names):
    found = sides_of(question)
    assert found is not None
    assert tuple(side.name for side in found) == names


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Did we have more paid or unpaid wardens in March 2024?",
            ["How many paid wardens did we have in March 2024?", "How many unpaid wardens did we have in March 2024?"],
        ),
        ("Has Saltham more nurses or doctors?", ["How many nurses has Saltham?", "How many doctors has Saltham?"]),
        (
            "Are there more men or women across the workforce?",
            ["How many men are there across the workforce?", "How many women are there across the workforce?"],
        ),
        (
            "Are there more nurses or doctors this year?",
            ["How many nurses are there this year?", "How many doctors are there this year?"],
        ),
        ("Is it more common or rare?", None),
        ("Are firms with ten or more employees or contractors covered by the scheme?", None),
        ("Are there two or more hospitals or clinics in Halifax?", None),
        ("Are there any more grants or loans available?", None),
        ("Have we more accurate or reliable figures for Leeds?", None),
        ("Does the report have more details or examples of this?", None),
        ("Do people use more gas or less?", None),
        ("Are there more pupils or teachers absent than in 2019?", None),
        ("Did it fall more slowly or quickly?", None),
        ("Are more or fewer people walking?", None),
        ("Do more people walk or cycle?", None),
    ],
)
def test_two_kinds_of_which_there_are_more_are_sides(question, sides):
    found = sides_of(question)
    assert ([side.question for side in found] if found else None) == sides


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("What was revenue in 2023/24 compared with 2022/23?", "2023/24", "2022/23"),
        ("How much was spent in 2019 compared with 2018/19?", "2019", "2018/19"),
        ("How much did the Quay Trust spend in 2020-21 or 2021-22?", "2020-21", "2021-22"),
    ],
)
def test_a_span_of_years_is_a_side(question, one, other):
    found = sides_of(question)
    assert found is not None
    assert [side.name for side in found] == [one, other]
    assert all(side.question.endswith(f" in {side.name}?") for side in found)


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("What was turnover in 2021/22, and how does it compare with 2020/21?", "What was turnover in 2020/21?"),
        ("What is the GDP of Leeds and how does it compare with Bristol?", "What is the GDP of Bristol?"),
        ("Who is the Mayor of Leeds, and how does that compare with Bristol?", "Who is the Mayor of Bristol?"),
        ("How much did Bank of Kelder lend, and how does it compare with Norvane?", "How much did Norvane lend?"),
    ],
)
def test_the_other_side_takes_the_place_of_its_like(question, side):
    found = sides_in_turn(question)
    assert found is not None
    assert found[1].question == side


@pytest.mark.parametrize(
    "question",
    [
        "Why are rents higher in Leeds than Bristol?",
        "How come Leeds has more jobs than Bristol?",
        "Why do rents differ between Leeds and York?",
        "Did the board pick Leeds rather than York?",
        "Which is larger, Norvane or Kelstrom?",
        "Did Ashmoor, Beldale or Carrow build more homes?",
        "What is the fastest journey time between Ashmoor and Beldale?",
        "What was the most recent deal between Norvane and Kelstrom?",
        "Did it rain more in April than in March?",
        "Is the office in Leeds or York?",
        "Did the scheme start in 2019 or 2020?",
        "Is the chair Ann Marlow or Tom Derrick?",
    ],
)
def test_a_reason_which_of_two_three_names_and_what_is_between_two_are_no_sides(question):
    assert sides_of(question) is None


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Which spent more on training, Ashmoor or Beldale?", "Ashmoor: spent on training?"),
        ("Which had more staff, Ashmoor or Beldale?", "Ashmoor: staff?"),
        ("Did Ashmoor or Beldale build more homes?", "Did Ashmoor build more homes?"),
        ("Are rents higher in Ashmoor or Beldale?", "Are rents higher in Ashmoor?"),
        ("What is the difference in rent between Ashmoor and Beldale?", "What is the difference in rent Ashmoor?"),
        ("How many more jobs are there in Leeds than in Bristol?", "How many jobs are there in Leeds?"),
        ("How much higher are rents in Leeds than Bristol?", "How high are rents in Leeds?"),
        ("What is the GDP of Leeds compared with Bristol?", "What is the GDP of Leeds?"),
    ],
)
def test_a_side_keeps_what_is_asked_of_it(question, sides):
    found = sides_of(question)
    assert found is not None
    assert found[0].question == sides
