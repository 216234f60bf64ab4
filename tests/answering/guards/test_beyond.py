"""The other side of a bound, another span of time and another group's column answer nothing of the asked one."""

from __future__ import annotations

import pytest

from assistant.answering.guards.beyond import is_beyond_bound, is_of_other_group, is_over_other_span
from assistant.answering.question import analyse_question
from assistant.corpus.markdown import load_markdown

from ..samples import scored


@pytest.mark.parametrize(
    ("question", "name", "is_beyond"),
    [
        ("What is the fare for a lorry over 7.5 tonnes?", "Lorry up to 7.5 tonnes", True),
        ("How many people under 25 live in Crale?", "People over 25", True),
        ("What is the fare for a lorry up to 7.5 tonnes?", "Lorry up to 7.5 tonnes", False),
        ("What is the fare for a lorry over 7.5 tonnes?", "Lorry up to 18 tonnes", False),
        ("What is the fare for a lorry not exceeding 7.5 tonnes?", "Lorry up to 7.5 tonnes", False),
        ("What is the grant for farms over 20 hectares?", "20 hectares and over, or under 20 by leave", False),
        ("Did it keep under 300 people?", "Over 300 people", False),
    ],
)
def test_what_is_below_a_bound_is_not_above_it(question, name, is_beyond):
    parsed = load_markdown(f"| User | Fare |\n| --- | --- |\n| {name} | £14 |\n".encode(), file="d.md")
    entry = scored(parsed.text, "£14", block=parsed.blocks[0])
    assert is_beyond_bound(analyse_question(question), entry) is is_beyond


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
