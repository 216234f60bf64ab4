"""The exact answer: whole words, whole dates, one amount where one is asked for."""

from __future__ import annotations

import pytest

from assistant.answering.exact import exact_answer, with_both
from assistant.answering.question import analyse_question
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind
from assistant.corpus.markdown import load_markdown
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


LATE = "The share of late sailings fell from 14% to 9%, and crews grew from 20 to 26."
DATED = "Fares rose from £4 in 2021 to £6 in 2024."


BETWEEN = "Between 2011 and 2021 the number of residents grew from 41,200 to 45,600."


@pytest.mark.parametrize(
    ("question", "text", "seen", "shown"),
    [
        ("What percentage of sailings is late?", LATE, "14%", "9%"),
        ("What percentage of sailings was late before?", LATE, "14%", "14%"),
        ("By what percentage did late sailings fall?", LATE, "14%", "14%"),
        ("How much is the fare?", DATED, "£4", "£6"),
        ("How much was the fare in 2021?", DATED, "£4", "£4"),
        ("How much is a berth?", "Berths range from £4 to £6.", "£4", "£4"),
        ("How big are the crews?", LATE, "20", "26"),
        ("How big are the crews at risk?", LATE, "20", "26"),
        ("How big are the crews of start-ups?", LATE, "20", "26"),
        ("How big were the crews to start with?", LATE, "20", "20"),
        ("How big are the crews?", "Crews come from 20 to 26 ports.", "20", "20"),
        ("How many lived here in 2011?", BETWEEN, "41,200", "41,200"),
        ("How many lived here in 2021?", BETWEEN, "41,200", "45,600"),
        ("How many lived here a decade ago?", BETWEEN, "41,200", "41,200"),
    ],
    ids=[
        "what is",
        "what was",
        "the fall",
        "an amount",
        "its year",
        "a range",
        "a number",
        "a risk",
        "new firms",
        "the start",
        "no change",
        "the first year",
        "the last year",
        "ten years ago",
    ],
)
def test_of_what_was_and_what_it_came_to_the_latter_is_taken(question, text, seen, shown):
    assert exact(question, text, seen) == shown


@pytest.mark.parametrize(
    ("seen", "shown"), [("m", ""), ("Tolls (£m)", "Tolls (£m)"), ("94", "94")], ids=["a unit", "the name", "a value"]
)
def test_the_unit_in_the_name_of_a_row_is_no_answer(seen, shown):
    parsed = load_markdown(b"| Income | 2023 |\n| --- | --- |\n| Tolls (\xc2\xa3m) | 94 |\n", file="tolls.md")
    row = parsed.blocks[0]
    passage = Passage("p", "d", row.start, row.end, parsed.text[row.start : row.end], "", ())
    unit = Unit(Candidate(0, passage, 0.0, 0.0), row.start, row.end, row.kind, passage.text, row)
    at = parsed.text.index("m)") if seen == "m" else parsed.text.index(seen)
    found = exact_answer(analyse_question("What is the income from tolls worth?"), unit, at, at + len(seen))
    assert (parsed.text[slice(*found)] if found else "") == shown


@pytest.mark.parametrize(
    ("question", "text", "seen", "shown"),
    [
        (
            "How many beds do Kiln General and Crale Infirmary have?",
            "Kiln General has 540 beds and Crale Infirmary has 210 beds.",
            "210",
            "540 beds and Crale Infirmary has 210",
        ),
        (
            "How many pupils are in primary and secondary schools?",
            "There were 7,500 pupils in primary schools, and 5,300 in secondary ones.",
            "7,500",
            "7,500 pupils in primary schools, and 5,300",
        ),
        ("How many beds does Kiln have?", "Kiln has 540 beds and Crale has 210 beds.", "540", "540"),
        ("How many beds do Kiln and Crale have?", "Kiln and Crale have 540 beds, 210 of them new.", "540", "540"),
        ("How much do Kiln and Crale spend?", "Kiln spends £3m and Crale employs 20.", "£3m", "£3m"),
    ],
    ids=["two names", "two kinds", "one is asked of", "one figure for both", "two units"],
)
def test_of_two_things_both_figures_are_the_answer(question, text, seen, shown):
    candidate = Candidate(0, Passage("p", "d", 0, len(text), text, "", ()), 0.0, 0.0)
    at = text.index(seen)
    unit = Unit(candidate, 0, len(text), BlockKind.paragraph, text)
    assert text[slice(*with_both(analyse_question(question), unit, (at, at + len(seen))))] == shown
