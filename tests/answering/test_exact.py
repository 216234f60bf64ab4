"""The exact answer: whole words, whole dates, one amount where one is asked for."""

from __future__ import annotations

import pytest

from assistant.answering.exact import exact_answer
from assistant.answering.question import analyse_question
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.passages import Passage
from assistant.retrieval import Candidate

RENTS = (
    "The rent of a full plot rises from £64 to £78 with effect from 1 October 2025, and of a half plot from £36 to £44."
)
TICKETS = "Tickets cost £30 for adults, and £15 for children."


def exact(question: str, text: str, seen: str) -> str:
    candidate = Candidate(0, Passage("p", "d", 0, len(text), text, "", ()), 0.0, 0.0)
    unit = Unit(candidate, 0, len(text), BlockKind.paragraph, text)
    at = text.index(seen)
    found = exact_answer(analyse_question(question), unit, at, at + len(seen))
    return text[slice(*found)] if found else ""


@pytest.mark.parametrize(
    ("text", "seen", "shown"),
    [
        ("Phase 3, 14 September 2026: Crale and Pern.", "September 2026", "14 September 2026"),
        ("It opens on Sept 14th, 2026 at noon.", "14", "Sept 14th, 2026"),
        ("It opens on 3rd of May, as planned.", "May", "3rd of May"),
        ("It opened on 14 September 2026.", "2026", "2026"),
        ("It opened in September 2026.", "September", "September"),
        ("There are 14 sheds, and in May 20 more.", "14 sheds", "14 sheds"),
        ("The turnover of 2021/22 rose.", "2021", "2021/22"),
    ],
    ids=["day cut off", "month and year cut off", "day", "the year alone", "no day", "no date", "a word"],
)
def test_words_and_dates_are_whole(text, seen, shown):
    assert exact("When does it open?", text, seen) == shown


@pytest.mark.parametrize(
    ("question", "text", "seen", "shown"),
    [
        (
            "What will a full allotment plot cost?",
            RENTS,
            "£78 with effect from 1 October 2025, and of a half plot from £36",
            "£78",
        ),
        (
            "What will plots cost?",
            RENTS,
            "£78 with effect from 1 October 2025, and of a half plot from £36",
            "£78 with effect from 1 October 2025, and of a half plot from £36",
        ),
        ("How much is a full plot?", RENTS, "£64 to £78", "£64 to £78"),
        ("How much do tickets cost?", TICKETS, "£30 for adults, and £15", "£30 for adults, and £15"),
        (
            "When do full plots cost more?",
            RENTS,
            "£78 with effect from 1 October 2025, and of a half plot from £36",
            "£78 with effect from 1 October 2025, and of a half plot from £36",
        ),
    ],
    ids=["of another thing", "of both", "a range", "for all", "no amount is asked for"],
)
def test_a_second_amount_is_left_out_if_it_is_of_something_else(question, text, seen, shown):
    assert exact(question, text, seen) == shown
