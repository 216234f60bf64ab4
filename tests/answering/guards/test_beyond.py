"""The other side of a bound, another span of time and another group's column answer nothing of the asked one."""

from __future__ import annotations

import pytest

from assistant.answering.guards.beyond import is_beyond_bound, is_of_other_group, is_over_other_span
from assistant.answering.question import analyse_question
from assistant.corpus.markdown import load_markdown

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "text", "is_beyond"),
    [
        ("What is the fare for a lorry over 7.5 tonnes?", "User: Lorry up to 7.5 tonnes; New fare: £14.00", True),
        ("How many people under 25 live in Crale?", "Crale has 400 people over 25.", True),
        ("How many people over 65 live in Crale?", "Of those under 65 there are 400, of those over 65 90.", False),
        ("What is the fare for a lorry up to 7.5 tonnes?", "User: Lorry up to 7.5 tonnes; New fare: £14.00", False),
        ("What is the fare for a lorry over 7.5 tonnes?", "User: Lorry up to 18 tonnes; New fare: £14.00", False),
        ("Did more than 300 people come?", "The turnout fell below 300.", False),
    ],
)
def test_what_is_below_a_bound_is_not_above_it(question, text, is_beyond):
    assert is_beyond_bound(analyse_question(question), scored(text)) is is_beyond


FUND = """| Asset | Return over 12 months (%) | Tenants 2022/23 | Shared owners 2023/24 |
| --- | --- | --- | --- |
| Equities | 16.8 | 78 | 61 |
"""


@pytest.mark.parametrize(
    ("question", "exact", "is_other_span", "is_other_group"),
    [
        ("What did equities return over three years?", "16.8", True, False),
        ("What did equities return over one year?", "16.8", False, False),
        ("What did equities return in the last 12 months?", "16.8", False, False),
        ("What did equities return?", "16.8", False, False),
        ("How many shared owners had equities in 2022/23?", "78", False, True),
        ("How many tenants had equities in 2022/23?", "78", False, False),
        ("How many shared owners had equities in 2023/24?", "61", False, False),
    ],
)
def test_a_column_is_of_its_own_span_and_group(question, exact, is_other_span, is_other_group):
    parsed = load_markdown(FUND.encode(), file="d.md")
    (row,) = parsed.blocks
    entry = scored(parsed.text, exact, block=row)
    assert is_over_other_span(analyse_question(question), entry) is is_other_span
    assert is_of_other_group(analyse_question(question), entry) is is_other_group
