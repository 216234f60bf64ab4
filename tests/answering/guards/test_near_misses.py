"""Near misses of any report, each beside what answers it: the whole of the guards, by a question and a sentence."""

from __future__ import annotations

import pytest

from assistant.answering.guards.mistaken import with_meant_first
from assistant.answering.guards.plans import with_done_first
from assistant.answering.guards.roles import with_holder_first
from assistant.answering.question import analyse_question
from assistant.corpus.document import Document, Source

from ..samples import scored


def stands(question: str, sentence: str, exact: str) -> bool:
    """Return whether a sentence with an exact answer may answer, in a document of 2024 that has no other."""
    asked, entry = analyse_question(question), scored(sentence, exact)
    document = Document(Source("one", "one.md", "Notes", date="2024-06"), sentence, ())

    def opened(id: str) -> Document:
        return document

    return (
        with_holder_first(asked, [entry], opened)[1]
        and with_done_first(asked, [entry], [entry], opened)[1]
        and with_meant_first(asked, [entry], [entry], opened)[1]
    )


@pytest.mark.parametrize(
    ("question", "sentence", "exact"),
    [
        ("How many jobs were created?", "400 jobs were created, against a target of 1,000 by 2030.", "400"),
        ("How many homes were built?", "So far 400 homes have been built of the 1,000 planned by 2030.", "400"),
        ("How many homes were completed?", "400 of the 1,000 homes planned by 2030 were completed.", "400"),
        ("When was the school built?", "Built in 1962, the school will close in 2025.", "1962"),
        ("How much did the centre receive?", "The centre was given a £4m grant, to be spent by 2028.", "£4m"),
        ("How much funding was secured?", "Funding of £4m is in place for the centre until March 2028.", "£4m"),
        ("How many people does the firm employ?", "The firm employs 400 people and will employ 900 by 2030.", "400"),
        ("How many nurses does it employ?", "It employs 400 nurses, and the council will train 200 by 2026.", "400"),
        (
            "How many nurses does it employ?",
            "It employs 400 nurses, and the council will train 200 by 2026.",
            "It employs 400 nurses, and the council will train 200 by 2026.",
        ),
        ("How many lives did it save?", "Without the vaccine 4,000 more people would have died.", "4,000"),
    ],
)
def test_what_is_done_answers_whatever_is_planned_with_it(question, sentence, exact):
    assert stands(question, sentence, exact)


@pytest.mark.parametrize(
    ("question", "sentence", "exact"),
    [
        ("How many jobs has the programme supported?", "The programme will support 400 jobs.", "400"),
        ("How much was spent on roads?", "The council plans to spend £40m on roads.", "£40m"),
        ("When did construction start?", "Construction is due to start in May 2025.", "May 2025"),
        ("Who won the contract?", "The contract will be won by Kiln Ltd.", "Kiln Ltd"),
        ("How many people does the firm employ?", "The firm plans to employ 400 people by 2030.", "400"),
        ("How many staff does it employ?", "The dock, which has 40 berths, will employ 400 by 2030.", "400"),
        ("How many buses does it have?", "The firm will have 400 buses by 2030.", "400"),
        ("How much did cabinet approve?", "This paper requests that cabinet approve £4m.", "£4m"),
        ("How much was allocated?", "It is proposed that £4m is allocated to the bridge.", "£4m"),
        ("How much did cabinet approve?", "Approval is sought for £4m.", "£4m"),
    ],
)
def test_a_plan_or_a_request_is_not_what_came_about(question, sentence, exact):
    assert not stands(question, sentence, exact)


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "answers"),
    [
        ("By how much did crime rise in 2022?", "Crime fell by 40% in 2022.", "40%", False),
        ("By how much did crime fall in 2022?", "Crime fell by 40% in 2022.", "40%", True),
        ("How much did sales grow?", "Sales grew by 5%, though profits fell.", "5%", True),
        ("What was the surplus?", "The deficit was £12m.", "£12m", False),
        ("How many inpatients were there?", "There were 400 outpatients.", "400", False),
        ("How much did the port import?", "Exports through the port came to £12m.", "£12m", False),
        ("What is the mean age?", "The average age is 41 (median 40).", "41", True),
        ("Who is the largest employer?", "Kiln Ltd is the second largest employer.", "Kiln Ltd", False),
        ("Who is the second largest employer?", "Kiln Ltd is the second largest employer.", "Kiln Ltd", True),
        ("Which is the cheapest option?", "The most expensive option is B.", "B", False),
        ("Which is the oldest mill?", "Kiln Mill, the oldest, is the second largest.", "Kiln Mill", True),
    ],
)
def test_the_opposite_or_the_next_is_not_what_is_asked(question, sentence, exact, answers):
    assert stands(question, sentence, exact) is answers


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "answers"),
    [
        (
            "What was revenue in the first quarter of 2024?",
            "Revenue in the third quarter of 2024 was £4m.",
            "£4m",
            False,
        ),
        ("What was revenue in Q3?", "Revenue in Q3 was £4m.", "£4m", True),
        ("How many came in January 2024?", "In March 2024, 400 came.", "400", False),
        ("How many came in March 2024?", "In March 2024, 400 came.", "400", True),
        ("How many came in winter?", "In the summer 400 came.", "400", False),
    ],
)
def test_a_part_of_a_year_is_not_another(question, sentence, exact, answers):
    assert stands(question, sentence, exact) is answers


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "answers"),
    [
        ("How much did Saltham receive?", "Saltham and Crale received £50m between them.", "£50m", False),
        ("How much did Saltham and Crale receive?", "Saltham and Crale received £50m between them.", "£50m", True),
        ("How much did Saltham receive?", "Saltham and Crale received £50m each.", "£50m", True),
        ("How many rural schools are there?", "There are 400 schools in the county.", "400", False),
        ("How many rural schools are there?", "There are 400 schools in rural areas.", "400", True),
        ("How many local schools are there?", "There are 400 schools in the county.", "400", True),
        ("How much will the A64 scheme cost?", "The A65 scheme will cost £4m.", "£4m", False),
        ("How much does option 2b cost?", "Option 2a costs £4m.", "£4m", False),
        ("How much does a phase 3 home cost?", "Homes in phases 1, 2 & 3 cost £2m.", "£2m", True),
        ("How much does lot 3 cost?", "Lots 1, 2, and 3 cost £4m each.", "£4m", True),
        ("What university leads it?", "It is led by a local university.", "a local university", False),
        ("Who is the chief executive?", "Ada Moss, chief executive until 2020, spoke.", "Ada Moss", False),
        ("Who is the director?", "Ada Moss stepped down as director.", "Ada Moss", False),
        ("Who was the director?", "Ada Moss stepped down as director.", "Ada Moss", True),
    ],
)
def test_a_part_a_kind_or_another_thing_is_told_apart(question, sentence, exact, answers):
    assert stands(question, sentence, exact) is answers


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "answers"),
    [
        ("How many firms are there in Leeds alone?", "The region's firms number 254.", "254", False),
        ("How many firms are there in Leeds?", "There are 254 firms across the region.", "254", False),
        ("How many firms are there in Leeds?", "Of the region's firms 254 are in Leeds.", "254", True),
        ("How many firms are there in West Yorkshire?", "The region's firms number 254.", "254", True),
    ],
)
def test_a_regions_figure_is_none_of_a_town(question, sentence, exact, answers):
    assert stands(question, sentence, exact) is answers


@pytest.mark.parametrize(
    ("question", "sentence", "exact", "answers"),
    [
        ("What salt reading was taken?", "Salinity was above the safe level.", "the safe level", False),
        ("What salt reading was taken?", "A salinity of 0.4 was read.", "0.4", True),
        (
            "Who is lined up to follow Ada Moss?",
            "The director, Ada Moss, is the fourth of her line.",
            "Ada Moss",
            False,
        ),
        ("Who will replace Ada Moss?", "Ben Hale will take over from Ada Moss.", "Ben Hale", True),
    ],
)
def test_a_figure_and_a_successor_must_be_told(question, sentence, exact, answers):
    assert stands(question, sentence, exact) is answers


def test_the_figure_of_a_whole_body_is_none_of_a_part_that_its_document_names():
    question, sentence = "What share stayed on in Kiln Studies?", "Across the University 89% stayed on."
    entry = scored(sentence, "89%")

    def opened(told: str):
        document = Document(Source("one", "one.md", "Notes", date="2024-06"), f"{sentence} {told}", ())
        return lambda id: document

    assert not with_meant_first(analyse_question(question), [entry], [entry], opened("Kiln Studies is new."))[1]
    assert with_meant_first(analyse_question(question), [entry], [entry], opened("It is new."))[1]


@pytest.mark.parametrize(
    ("question", "sentence", "exact"),
    [
        ("How many police officers are there?", "The force has 5,800 officers.", "5,800"),
        ("How many fatal collisions were there?", "There were 28 collisions in which people died.", "28"),
        ("How many came in December 2023?", "There were 24,000 visits, up from 22,000 in November.", "24,000"),
        ("How many waited in March 2024?", "At 31 March 2024 there were 7,212, against 7,400 in February.", "7,212"),
        ("What is the average salary?", "The median salary is £31,000.", "£31,000"),
        ("How many working days were lost?", "Absence rose to 9.4 days for each employee.", "9.4"),
        ("What is the largest source?", "Transport has 40%, with buildings the next largest at 30%.", "Transport"),
        ("What service does it provide?", "It provides a counselling service.", "a counselling service"),
        ("How much does phase 2 cost?", "Phase 2a costs £4m and phase 2b £6m.", "£4m"),
        ("What was FY24 revenue?", "Revenue was £4m in 2023/24, up from £3m in FY23.", "£4m"),
        ("How many students are there in Bradford?", "The university draws 400 from across the region.", "400"),
        ("How much did the council receive?", "The council's £4m grant will pay for new lighting.", "£4m"),
        ("When did the contract start?", "The contract began on 1 April 2023 and runs to March 2028.", "1 April 2023"),
        ("Who is the chair?", "Ada Moss is chair until 2027.", "Ada Moss"),
        ("Who replaces broken lamps?", "Lamps are repaired by the contractor, Kiln Ltd.", "Kiln Ltd"),
        ("How many calls did Kiln Fire and Rescue attend?", "Kiln Fire and Rescue attended 22,000 in total.", "22,000"),
        ("What does the figure show?", "It shows a decline.", "a decline"),
    ],
)
def test_what_is_said_in_other_words_or_beside_a_comparison_answers(question, sentence, exact):
    assert stands(question, sentence, exact)
