"""A fragment takes the place of what is like it in the question before: year, label, phrase, name, subject."""

from __future__ import annotations

import pytest

from assistant.conversation.standalone import standalone_question
from assistant.schema import Turn

DREDGING = "What was the cost of dredging in 2022/23?"
MEALS = "How many meals were served in Lower Dale in 2022/23?"
BERTH = "What is the declared depth of the ro-ro berth?"
PREMIUM = "What is the buildings premium for band C in 2023?"


def understood(before: str, question: str) -> str:
    return standalone_question(question, [Turn(before, "An answer.")])


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("And the year before that?", "2021/22"),
        ("And the following year?", "2023/24"),
        ("the previous year?", "2021/22"),
        ("three years later?", "2025/26"),
        ("and in 2020/21?", "2020/21"),
    ],
)
def test_both_halves_of_a_financial_year_move(question, year):
    assert understood(DREDGING, question) == f"What was the cost of dredging in {year}?"


def test_of_two_names_behind_one_preposition_that_of_as_many_words_gives_way():
    before = "What share of properties stayed dry in Eskmouth in Storm Idris?"
    assert understood(before, "And in Wyndale?") == "What share of properties stayed dry in Wyndale in Storm Idris?"
    assert understood(before, "And in Storm Jan?") == "What share of properties stayed dry in Eskmouth in Storm Jan?"


def test_a_financial_year_moves_over_the_end_of_a_century():
    assert understood("Who paid in 1998-99?", "and the next year?") == "Who paid in 1999-00?"


def test_a_year_takes_its_preposition_with_it():
    expected = "How many meals were served in Upper Dale in 2021/22?"
    assert understood(MEALS, "What about Upper Dale in 2021/22?") == expected


def test_the_year_in_a_title_stays_in_its_place():
    before = "What did the Plan 2020-2025 expect in Lower Dale in 2022?"
    assert understood(before, "And in 2023?") == "What did the Plan 2020-2025 expect in Lower Dale in 2023?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Which depot runs lot C1 in Leeds?", "and C2?", "Which depot runs lot C2 in Leeds?"),
        (PREMIUM, "and band D?", "What is the buildings premium for band D in 2023?"),
        (PREMIUM, "What about D?", "What is the buildings premium for band D in 2023?"),
        ("How many grants were awarded in round two?", "Round 3?", "How many grants were awarded in Round 3?"),
    ],
)
def test_a_label_takes_the_place_of_one_like_it(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "What was the uptake in primary schools in 2022?",
            "What about secondary schools?",
            "What was the uptake in secondary schools in 2022?",
        ),
        ("How many schools are there?", "and primary schools?", "How many primary schools are there?"),
        (
            "What is the cost a visit of the museum this year?",
            "and last year?",
            "What is the cost a visit of the museum last year?",
        ),
        ("How many bikes has it?", "cars and bikes", "cars and bikes (bikes)"),
    ],
)
def test_a_phrase_takes_the_place_of_one_with_the_same_noun(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (BERTH, "and the marina entrance?", "What is the declared depth of the marina entrance?"),
        (
            "What is the number of visitors to the museum?",
            "and the library?",
            "What is the number of visitors to the library?",
        ),
        ("What is the length of the pier?", "and the cost?", "What is the cost of the pier?"),
    ],
)
def test_words_without_a_preposition_take_the_place_of_a_thing_not_of_a_measure(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("What did the bridge cost?", "and the tunnel?", "What did the tunnel cost?"),
        ("Who spoke for the bank in the talks?", "and the Quay Trust?", "Who spoke for the Quay Trust in the talks?"),
        (
            "Who represented the tenants in 2019?",
            "and the University of York?",
            "Who represented the University of York in 2019?",
        ),
        ("Who runs the hub?", "and Kelder?", "Who runs the hub? and Kelder?"),
        ("How much were the learners paid?", "and the elders?", "How much were the elders paid?"),
        ("When did the steering group meet?", "and the board?", "When did the board meet?"),
        ("What did the museum spend money on?", "and the library?", "What did the library spend money on?"),
        (
            "How many people does the tram carry a day?",
            "what about the bus?",
            "How many people does the bus carry a day?",
        ),
        ("How high is the tower?", "and the old chimney?", "How high is the old chimney?"),
        ("What does the operator earn?", "and the driver?", "What does the driver earn?"),
        ("What is the project cost?", "and the duration?", "What is the project duration?"),
        ("What did the bridge cost?", "and the architect?", "and the architect? (bridge, cost)"),
        ("What did the bridge cost?", "and the reason?", "and the reason? (bridge, cost)"),
        ("When was the hall built?", "and the date of sale?", "and the date of sale? (hall, built)"),
        ("What is the Tarnby Mill to cost?", "what about the weir?", "what about the weir? (Tarnby Mill, cost)"),
        ("Did the council approve the plan?", "and the board?", "Did the board approve the plan?"),
    ],
)
def test_another_subject_of_the_verb_takes_the_place_of_its_like(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and in May to July?", "What was spent on fuel in May to July 2024?"),
        ("Feb-April?", "What was spent on fuel in Feb-April 2024?"),
        ("May to July 2025?", "What was spent on fuel in May to July 2025?"),
    ],
)
def test_a_span_of_months_takes_the_place_of_one(question, expected):
    assert understood("What was spent on fuel in August - October 2024?", question) == expected


TREES = "How many trees were planted in Leeds in 2021?"
SCHEME = "How much does the scheme pay for a loft?"
FINDINGS = "What were the three findings of the review?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("How many members were under 16?", "and over 65?", "How many members were over 65?"),
        ("How many members are there?", "and over 65?", "How many members are there over 65?"),
        ("What is the rate for under 25s?", "for 16 to 24 year olds?", "What is the rate for 16 to 24 year olds?"),
        ("What share of 65 and overs are online?", "And the 55-64s?", "What share of 55-64s are online?"),
        ("How many started in 2023-24?", "and over 65s?", "How many started in 2023-24 over 65s?"),
        ("How many leavers aged 19 to 24 found work?", "for the over-50s?", "How many leavers over-50s found work?"),
    ],
)
def test_a_limit_takes_the_place_of_a_limit_or_stands_at_the_end(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("What notice do small occupiers give?", "and labs?", "What notice do labs give?"),
        ("How many women work in the sector?", "and men?", "How many men work in the sector?"),
        ("How many visits did baths have?", "and ferries?", "How many visits did ferries have?"),
        ("How many applications were there of the trusts?", "And awards?", "How many awards were there of the trusts?"),
        ("Who runs libraries?", "and museums?", "and museums? (runs, libraries)"),
        (
            "What share of people used a ferry?",
            "and night buses?",
            "and night buses? (share, people, used, ferry)",
        ),
    ],
)
def test_a_plural_takes_the_place_of_the_only_one_like_it(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (TREES, "not Leeds, Bradford", "Bradford in 2021?"),
        (TREES, "Bradford, not Leeds", "Bradford in 2021?"),
        (TREES, "sorry, I meant Bradford", "Bradford in 2021?"),
        (TREES, "no, I meant the whole county", "the whole county in 2021?"),
        (
            "How many trees were planted in Leeds in 2021?",
            "I meant the whole of West Yorkshire",
            "West Yorkshire in 2021?",
        ),
        (
            "How many trees were planted in Leeds in 2021?",
            "sorry, I meant for Mercia as a whole in 2020",
            "Mercia in 2020?",
        ),
        ("How many trees were planted in the whole county in 2021?", "and in Bradford?", "Bradford in 2021?"),
    ],
)
def test_a_correction_puts_the_question_right(before, question, expected):
    assert understood(before, question) == f"How many trees were planted in {expected}"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Who is the Head of Libraries?", "And of parks?", "Who is the Head of parks?"),
        ("Who runs Nexus?", "and the Harbour Trust?", "Who runs the Harbour Trust?"),
        ("Who runs the Harbour Trust?", "and in Bristol?", "Who runs the Harbour Trust in Bristol?"),
        ("Why were they refused in 2021?", "What about the Steel Band?", "Why were the Steel Band refused in 2021?"),
        ("What did the port spend on ferries?", "on dredging?", "What did the port spend on dredging?"),
        ("What is the fee of the museum for 2023?", "and for the library?", "What is the fee of the library for 2023?"),
        ("How many people work there in Leeds?", "How many in Bradford?", "How many people work there in Bradford?"),
        ("Who chairs the board?", "and the vice chair?", "and the vice chair? (chairs, board)"),
    ],
)
def test_a_name_or_phrase_takes_the_place_of_its_like(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (FINDINGS, "the second one?", "the second one? (three, findings, review)"),
        (FINDINGS, "and the rest?", "and the rest? (three, findings, review)"),
        ("What is the first priority?", "and the third?", "What is the third priority?"),
        ("what's the second one?", "and the last one?", "what's the last one?"),
        ("Who won round 3?", "and the round before?", "Who won round 2?"),
        ("Who won round 3?", "the next round?", "Who won round 4?"),
        (SCHEME, "and if I rent?", "and if I rent? (scheme, pay, loft)"),
        (SCHEME, "and its deadline?", "and its deadline? (scheme, pay, loft)"),
    ],
)
def test_one_of_several_a_condition_and_a_possessive_fill_no_slot_of_another_kind(before, question, expected):
    assert understood(before, question) == expected


def test_a_fragment_without_a_place_is_asked_of_what_was_talked_about():
    history = [Turn("When did the baths open?", "In 1904."), Turn("and close?", "In 1990.")]
    assert standalone_question("and flood?", history) == "and flood? (baths, open)"


def test_a_fragment_may_belong_to_the_question_that_began():
    history = [Turn("Who is the Head of parks?", "Ada Quill."), Turn("and her predecessor?", "Bo Lund.")]
    assert standalone_question("and museums?", history) == "Who is the Head of museums?"


def test_of_the_names_of_a_question_further_back_the_one_of_its_kind_makes_way():
    history = [
        Turn("How many employees does Registrar count in Leeds?", "7,476."),
        Turn("What share of the six cities is that?", "31%."),
    ]
    understood = standalone_question("Same for Bristol please", history)
    assert understood == "What share of the six cities is that? (Registrar, Bristol, employees, count)"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("halifax?", "planted in Halifax in 2021?"),
        ("i mean west yorkshire", "planted in West Yorkshire in 2021?"),
        ("Halifax too?", "planted in Halifax in 2021?"),
        ("could you do the same for Halifax?", "planted in Halifax in 2021?"),
        ("and in Halifax in the same year?", "planted in Halifax in 2021?"),
        ("can you give me 2019 as well?", "planted in Leeds in 2019?"),
        ("FY 2019/20?", "planted in Leeds in 2019/20?"),
        ("by 2030?", "planted in Leeds by 2030?"),
        ("and since 2015?", "planted in Leeds since 2015?"),
        ("between 2015 and 2018?", "planted in Leeds between 2015 and 2018?"),
        ("and before the flood?", "planted in Leeds in 2021 before the flood?"),
        ("per head?", "planted in Leeds in 2021 per head?"),
        ("and at weekends?", "planted in Leeds in 2021 at weekends?"),
        ("sorry, halifax, i mean", "planted in Halifax in 2021?"),
        ("vs 2019", "planted in Leeds in 2019?"),
        ("in 19-20?", "planted in Leeds in 2019-20?"),
    ],
)
def test_what_is_typed_around_a_fragment_is_no_part_of_it_and_its_preposition_is(question, expected):
    assert understood(TREES, question) == f"How many trees were {expected}"


def test_a_name_that_says_whose_a_thing_is_makes_way_last():
    before = "how much has Lanmoor had from Wessland's housing fund?"
    assert understood(before, "no, Tarnbridge") == "how much has Tarnbridge had from Wessland's housing fund?"
    assert understood("Who runs Lanmoor's fund?", "and Kelder's?") == "Who runs Kelder's fund?"


def test_a_name_in_brackets_makes_way_where_the_question_has_none():
    history = [Turn("How many people visited Aldersea?", "4.7m."), Turn("How many jobs depend on it there?", "6,900.")]
    assert standalone_question("and Stourcombe?", history) == "How many jobs depend on it there? (Stourcombe)"


def test_the_last_words_of_a_longer_phrase_make_way_with_it():
    before = "what about its share of digital health jobs? (Harrow, share)"
    assert understood(before, "and patents?") == "what about its share of patents? (Harrow, share)"


def test_a_span_of_years_makes_way_as_one():
    before = "How many visitors came from 2018 to 2021?"
    assert understood(before, "and in 2016?") == "How many visitors came in 2016?"
    assert understood(before, "and from 2010 to 2014?") == "How many visitors came from 2010 to 2014?"


@pytest.mark.parametrize(
    "asked", ["and the total", "in total?", "overall?", "what's the total?", "and over all years?"]
)
def test_a_total_takes_the_place_of_the_year(asked):
    before = Turn("How many ferries did Kelder run in 2019?", "12 [1]")
    assert standalone_question(asked, [before]) == "How many ferries did Kelder run in total?"


@pytest.mark.parametrize(
    "before",
    [
        "How many ferries did Kelder run?",  # no year that it may stand for
        "Who ran the ferries in 2019?",
        "How many people worked in fishing in 2019?",  # may be the total of all trades
    ],
)
def test_a_total_that_may_be_of_something_else_keeps_the_year(before):
    assert "in total?" not in standalone_question("and the total?", [Turn(before, "12 [1]")])


@pytest.mark.parametrize(
    "asked", ["is Tarnby higher?", "is Tarnby greater?", "does Tarnby have more?", "was Tarnby much better?"]
)
def test_a_comparison_with_a_name_asks_the_same_of_it(asked):
    before = Turn("How many ferries did Kelder run in 2019?", "12 [1]")
    assert standalone_question(asked, [before]) == "How many ferries did Tarnby run in 2019?"
    assert "Kelder" not in standalone_question("does Tarnby have more ferries than trams?", [before])
    assert "higher" in standalone_question("is Tarnby higher?", [Turn("Who owns the ferries of Kelder?", "Ada Quill.")])


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("What was the fine in Smith v Jones?", "and in Hale v Moss?", "What was the fine in Hale v Moss?"),
        ("Who was the judge in Smith v. Jones?", "what about Hale v. Moss?", "Who was the judge in Hale v. Moss?"),
        ("How long was the ruling in Roe v Crale Council?", "and in Smith?", "How long was the ruling in Smith?"),
    ],
)
def test_a_case_makes_way_whole(before, question, expected):
    assert understood(before, question) == expected


SOLD = "How many homes were sold through Shared Ownership in 2020?"
HOUSES = "How many houses stand in Kiln Lane?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (SOLD, "and Right to Buy?", "How many homes were sold through Right to Buy in 2020?"),
        (SOLD, "Right to Buy?", "How many homes were sold through Right to Buy in 2020?"),
        (SOLD, "and Help to Buy?", "How many homes were sold through Help to Buy in 2020?"),
        (HOUSES, "what about Well Lane?", "How many houses stand in Well Lane?"),
        (HOUSES, "and in For Hill?", "How many houses stand in For Hill?"),
        ("Who pays for Sure Start?", "what about As You Grow?", "Who pays for As You Grow?"),
        ("Who pays for Sure Start?", "and for In Work?", "Who pays for In Work?"),
    ],
)
def test_a_name_keeps_a_first_word_that_may_open_a_follow_up(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "And in York?",
        "OK. And York?",
        "Thanks. In York?",
        "Sorry, I meant York",
        "OK, What about York?",
        "right, so what about in York?",
        "In York?",
    ],
)
def test_openers_may_follow_one_another(question):
    assert understood("How many houses are in Leeds?", question) == "How many houses are in York?"


def test_openers_may_all_be_typed_in_capitals():
    assert understood("How many houses are in Leeds?", "AND IN YORK?") == "How many houses are in YORK?"


STARTS = "How many apprenticeships started in Leeds in 2022?"
NURSES = "How many nurses work in Leeds?"
COUNCIL_TAX = "What was council tax in Bradford in 2022?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (STARTS, "Women?", "How many women started in Leeds in 2022?"),
        (STARTS, "Nationally?", "Nationally? (Leeds, apprenticeships, started, 2022)"),
        (STARTS, "Funding?", "Funding? (Leeds, apprenticeships, started, 2022)"),
        (STARTS, "Percentage?", "Percentage? (Leeds, apprenticeships, started, 2022)"),
        (STARTS, "Explain", "Explain (Leeds, apprenticeships, started, 2022)"),
        (STARTS, "Yes please", STARTS),
        (STARTS, "March?", "How many apprenticeships started in Leeds in March 2022?"),
        ("Who runs Propel?", "Nexus?", "Who runs Nexus?"),
    ],
)
def test_a_plain_word_with_a_capital_because_it_comes_first_is_no_name(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    "town", ["Bradford", "Seacroft", "Reading", "Bath", "West Yorkshire", "Royal Infirmary", "Burley", "Rugby"]
)
def test_a_name_by_itself_takes_the_place_of_a_town(town):
    assert understood(STARTS, f"{town}?") == f"How many apprenticeships started in {town} in 2022?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (NURSES, "and GPs?", "How many GPs work in Leeds?"),
        (NURSES, "And Doctors?", "How many doctors work in Leeds?"),
        (NURSES, "what about Spring 2020?", "How many nurses work in Leeds in Spring 2020?"),
        (STARTS, "What about T Levels?", "How many T Levels started in Leeds in 2022?"),
        (STARTS, "and in winter?", "How many apprenticeships started in Leeds in winter 2022?"),
        ("How many came in March 2022?", "spring 2021?", "How many came in spring 2021?"),
        (COUNCIL_TAX, "For Band D?", "What was council tax in Bradford in 2022 for Band D?"),
        (COUNCIL_TAX, "and Band D?", "What was council tax in Bradford in 2022? and Band D?"),
        (COUNCIL_TAX, "for Leeds?", "What was council tax in Leeds in 2022?"),
        (NURSES, "and Seacroft?", "How many nurses work in Seacroft?"),
        (NURSES, "and Cross Gates?", "How many nurses work in Cross Gates?"),
        (NURSES, "and the Dales?", "How many nurses work in the Dales?"),
        (NURSES, "Ward 7?", "How many nurses work in Ward 7?"),
        (NURSES, "and in Leeds Docks?", "How many nurses work in Leeds Docks?"),
        (NURSES, "and in Doctors?", "How many nurses work in Doctors?"),
    ],
)
def test_several_of_a_kind_a_season_or_a_label_takes_no_town_s_place(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (NURSES, "And doctors in Bradford?", "How many doctors work in Bradford?"),
        (NURSES, "Nurses in Bradford?", "How many nurses work in Bradford?"),
        (NURSES, "GPs in York?", "How many GPs work in York?"),
        (NURSES, "What about women in Bradford in 2020?", "How many women work in Bradford in 2020?"),
        (STARTS, "and flooding in York?", "and flooding in York? (apprenticeships, started, 2022)"),
        (NURSES, "and men in 2021?", "How many men work in Leeds in 2021?"),
        ("Who runs the hub?", "and the shop in Bradford?", "and the shop in Bradford? (runs, hub)"),
        ("Who runs Nexus?", "and Transport for London?", "Who runs Nexus? and Transport for London?"),
        (
            "How many people work in tourism in Leeds?",
            "and in retail in York?",
            "How many people work in retail in York?",
        ),
    ],
)
def test_a_thing_and_where_it_is_both_take_the_place_of_their_likes(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "What is the budget of the adult social care directorate?",
            "And the highways directorate?",
            "What is the budget of the highways directorate?",
        ),
        (
            "What did the children and families scrutiny committee recommend?",
            "and the audit committee?",
            "What did the audit committee recommend?",
        ),
        (
            "Who leads the adult mental health team?",
            "and the school admissions team?",
            "Who leads the school admissions team?",
        ),
        (
            "Has the joint health and wellbeing board met?",
            "and the planning board?",
            "Has the planning board met?",
        ),
        (
            "Who leads the Leeds City Council adult social care team?",
            "and the highways team?",
            "Who leads the Leeds City Council highways team?",
        ),
        ("Who gave the council housing grants?", "the business grants?", "Who gave the council business grants?"),
        (
            "What did the board rate library services?",
            "and the park services?",
            "What did the board rate the park services?",
        ),
        (
            "When did the mayor open leisure centres?",
            "and the community centres?",
            "When did the mayor open the community centres?",
        ),
        (
            "What is the average weekly cost of a place?",
            "the daily cost?",
            "What is the average daily cost of a place?",
        ),
        (
            "Who leads the adult mental health team?",
            "and child mental health team?",
            "Who leads the child mental health team?",
        ),
    ],
)
def test_a_phrase_with_an_article_takes_the_place_of_a_whole_one(before, question, expected):
    assert understood(before, question) == expected


STRATEGY = "What does the strategy say about flooding?"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (STRATEGY, "and about drought?", "What does the strategy say about drought?"),
        (STRATEGY, "what about heatwaves?", "What does the strategy say about heatwaves?"),
        (STRATEGY, "and about the river?", "What does the strategy say about the river?"),
        (STRATEGY, "and about York?", "What does the strategy say about York?"),
        ("What does the plan say about Leeds?", "what about York?", "What does the plan say about York?"),
        (STRATEGY, "what about nationally?", "what about nationally? (strategy, say, flooding)"),
        (STRATEGY, "what about others?", "what about others? (strategy, say, flooding)"),
        (STRATEGY, "about 50?", "about 50? (strategy, say, flooding)"),
        (STARTS, "and about women?", "and about women? (Leeds, apprenticeships, started, 2022)"),
        (STARTS, "how about in York?", "How many apprenticeships started in York in 2022?"),
        (NURSES, "what about doctors?", "How many doctors work in Leeds?"),
    ],
)
def test_what_something_is_about_makes_way(before, question, expected):
    assert understood(before, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and in the last five years?", "in the last five years"),
        ("for the last five years?", "for the last five years"),
        ("during the past decade?", "during the past decade"),
        ("and the last five years?", "in the last five years"),
        ("over the last five years?", "over the last five years"),
        ("and last year?", "last year"),
        ("and in 2019?", "in 2019"),
    ],
)
def test_a_time_counted_from_today_takes_the_place_of_a_year(question, expected):
    assert understood(STARTS, question) == f"How many apprenticeships started in Leeds {expected}?"


CARERS = "What's the phone number for the Adult Carers Team in York?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and the number for young carers?", "What's the phone number for young carers in York?"),
        ("and the number for 2023?", "What's the phone number for the Adult Carers Team in York in 2023?"),
    ],
)
def test_what_is_asked_of_a_name_is_asked_of_what_the_follow_up_says(question, expected):
    assert understood(CARERS, question) == expected


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (CARERS, "and the address for young carers?"),
        (CARERS, "and the number for that?"),
        ("What is the target for Year 6 attendance?", "and the target for exclusions?"),
        ("What was the cost of Crossrail in 2022?", "and the cost of each station?"),
        ("What's the phone number for the Adult Carers Team?", "and the number for Leeds?"),
    ],
    ids=["of another kind", "no thing", "a part of a longer phrase", "each of them", "a place for a body"],
)
def test_what_is_no_thing_of_its_kind_takes_no_name_s_place(before, question):
    assert understood(before, question).startswith(question.rstrip("?"))


def test_of_two_names_the_one_in_the_answer_gives_way():
    before = Turn("What did the County pay Thinkwell for research?", "Vendor: Thinkwell; Cost: £2,000")
    assert standalone_question("and Moorgate?", [before]) == "What did the County pay Moorgate for research?"
