"""What one question asks the same of: the question of each."""

from __future__ import annotations

import pytest

from assistant.answering.parts.conjoined import conjoined


def _apart(one: str, other: str) -> bool:
    return "Devon" not in (one, other)


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "How much was in the bank at the end of June and of November 2013?",
            [
                "How much was in the bank at the end of June 2013?",
                "How much was in the bank at the end of November 2013?",
            ],
        ),
        (
            "In which years did it sign with Fenby and with Radlow?",
            ["In which years did it sign with Fenby?", "In which years did it sign with Radlow?"],
        ),
        (
            "How many joined in the 2012-13 review and in the 2014-15 one?",
            ["How many joined in the 2012-13 review?", "How many joined in the 2014-15 review?"],
        ),
        (
            "share of cases closed in 2019-20 Q3 and Oct-Dec 2021?",
            ["share of cases closed in 2019-20 Q3?", "share of cases closed in Oct-Dec 2021?"],
        ),
        (
            "How many staff have the Kiln Trust and Weir Mill got now?",
            ["How many staff have the Kiln Trust got now?", "How many staff have Weir Mill got now?"],
        ),
        (
            "How many jobs did Kiln Mill, Weir Mill and Radlow report?",
            [
                "How many jobs did Kiln Mill report?",
                "How many jobs did Weir Mill report?",
                "How many jobs did Radlow report?",
            ],
        ),
        (
            "What was spent on staff in Fenby and in Radlow for the year?",
            ["What was spent on staff in Fenby for the year?", "What was spent on staff in Radlow for the year?"],
        ),
    ],
)
def test_each_of_what_is_joined_is_asked_for(question: str, each: list[str]) -> None:
    assert [side.question for side in conjoined(question, _apart)] == each


@pytest.mark.parametrize(
    "question",
    [
        "How many firefighters work for Devon and Somerset?",  # one body, as far as the evidence tells
        "How far is it between Fenby and Radlow?",
        "How much did Fenby and Radlow raise together?",
        "Who sat on the board of the trust and of what did it approve?",
        "What is research and development?",
        "How many joined in June and in June?",
        "Who runs Kiln Mill, and who runs Weir Mill and Radlow?",
        "What did Fenby and 2021 bring?",
        "How many came from A, B, C, D and E?",
        "Where was it founded? (Kiln Mill and Weir Mill)",
    ],
)
def test_what_is_one_thing_is_not_taken_apart(question: str) -> None:
    assert conjoined(question, _apart) == ()


def test_a_thing_is_named_without_its_article_and_a_time_only_by_its_year() -> None:
    named = conjoined("How many staff have the Kiln Trust and Weir Mill?", _apart)
    assert [side.name for side in named] == ["Kiln Trust", "Weir Mill"]
    assert [side.name for side in conjoined("How many came in 2019 and 2020/21?", _apart)] == ["2019", "2020/21"]
    assert [side.name for side in conjoined("How many came in June and July?", _apart)] == ["", ""]
