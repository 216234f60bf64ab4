"""What a question asks for."""

from __future__ import annotations

import pytest

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import (
    agrees,
    analyse_question,
    holds_ordinal,
    names_period,
    periods_in,
    told_periods,
)

TYPES = [
    ("How much did the building cost?", "amount"),
    ("What was the turnover of the companies?", "amount"),
    ("what budget does the hub have", "amount"),
    ("How many firms are there?", "quantity"),
    ("What is the number of nurses?", "quantity"),
    ("how big is the sector", "quantity"),
    ("What percentage of firms export?", "percentage"),
    ("What proportion of patients waits?", "percentage"),
    ("what share of jobs is in the city", "percentage"),
    ("When did Nexus open?", "date"),
    ("In what year was the audit published?", "date"),
    ("How long is the lease?", "date"),
    ("How long is the platform?", "quantity"),
    ("How long are the old swing bridges at Saltham?", "quantity"),
    ("How long will the new footbridge be?", "quantity"),
    ("How long was the tunnel between the two mills?", "quantity"),
    ("How long is the bridge closed for?", "date"),
    ("How long was the road closed?", "date"),
    ("How long is the wait for a new bridge?", "date"),
    ("How long is the lease in Tunnel Road?", "date"),
    ("How long will the ferry take?", "date"),
    ("How long is the boat trip?", "date"),
    ("How long was the runway in use?", "date"),
    ("How long does the journey take?", "date"),
    ("How long is the course?", "date"),
    ("How long was the warden away?", "date"),
    ("How long are patients on the trolley before they see a doctor?", "date"),
    ("For how long has the pier been shut?", "date"),
    ("How old was the driver?", "date"),
    ("How soon must the tunnel open?", "date"),
    ("Where does the region rank for digital health?", "rank"),
    ("What position does the city hold?", "rank"),
    ("Where did Saltham rank among ports in 2023?", "rank"),
    ("What is Saltham's rank on the support rate?", "rank"),
    ("What was the mill's highest rank?", "rank"),
    ("Which school ranks above Crale?", "rank"),
    ("Which port was ranked first?", "rank"),
    ("Is Saltham ranked above Crale?", "rank"),
    ("what rank is that?", "rank"),
    ("and its support rate rank?", "rank"),
    ("How is the port ranked for safety?", "rank"),
    ("Where does the club come in the league?", "rank"),
    ("Which ferry is highest ranked for comfort?", "rank"),
    ("Where is the taxi rank?", "place"),
    ("How many taxi ranks are there?", "quantity"),
    ("How many schools rank above Crale?", "quantity"),
    ("What rank did he hold?", "other"),
    ("When was she promoted to the rank of sergeant?", "date"),
    ("Who holds the rank of inspector?", "who"),
    ("What position did she hold?", "other"),
    ("When was the ranking published?", "date"),
    ("Who compiles the ranking of ports?", "who"),
    ("Who runs the top-ranked school?", "who"),
    ("How much does the highest ranked course cost?", "amount"),
    ("When did the rank and file vote?", "date"),
    ("Who chairs the board?", "who"),
    ("Which organisation runs the hub?", "who"),
    ("Whose idea was it?", "who"),
    ("What are the priorities?", "list"),
    ("List the partners.", "list"),
    ("Name three members of the board.", "list"),
    ("What four priorities does the strategy name?", "list"),
    ("Where is the hub?", "place"),
    ("Which city hosts it?", "place"),
    ("What does MHC stand for?", "definition"),
    ("What is meant by healthtech?", "definition"),
    ("What is a carbon budget?", "definition"),
    ("What does rapid charging mean?", "definition"),
    ("What is a typical grant value?", "amount"),
    ("What is the budget?", "amount"),
    ("What did Saltham spend on its museums?", "amount"),
    ("What will the new bridge cost?", "amount"),
    ("What did the board decide?", "other"),
    ("Why was it founded?", "reason"),
    ("Why is there a ceiling of £400,000 on loans?", "reason"),
    ("Why did so many people leave?", "reason"),
    ("What led three councils to share a call desk?", "reason"),
    ("What's behind the growth in fees?", "reason"),
    ("What put an end to the ferry?", "reason"),
    ("What made the club look for money elsewhere?", "reason"),
    ("What made up the total?", "other"),
    ("What unit price has been offered?", "amount"),
    ("What rent do tenants pay?", "amount"),
    ("What fare rises did people object to?", "other"),
    ("Who leads the £2m incubator?", "who"),
    ("When was the £60m paid out?", "date"),
    ("Which boats did the £4m pay for?", "other"),
    ("Of the £75m raised, how much was the mill's own money?", "amount"),
    ("How much storage space was there?", "quantity"),
    ("Who was behind the ferry?", "who"),
    ("How many borrowers have fallen behind?", "quantity"),
    ("What stands behind the church?", "other"),
    ("Is there a clean room?", "yes_no"),
    ("Does the council fund it?", "yes_no"),
    ("What happened next?", "other"),
    ("Which village has the largest number of wells?", "place"),
    ("Which village hall cost £2m?", "other"),
    ("In which year was the number of sailings highest?", "date"),
    ("Which ferry company carries the highest share of cars?", "who"),
    ("What % of the sailings are late?", "percentage"),
    ("Who owns 40 per cent of the farm?", "who"),
    ("Which schools had more than 50 per cent of pupils on free meals?", "other"),
    ("When did turnout pass 60 percent?", "date"),
    ("How much is 5 per cent of the grant?", "amount"),
    ("How many wards lost twenty per cent of their trees?", "quantity"),
    ("Where do 12.5 per cent of the boats land?", "place"),
    ("Did 40 per cent of the jurors agree?", "yes_no"),
    ("By what percentage did fares rise, 5 per cent or more?", "percentage"),
    ("What per cent of the 40 farms is let?", "percentage"),
    ("By how many per cent did rents rise?", "percentage"),
    ("By how many percentage points did turnout fall?", "percentage"),
    ("How many of the nurses left, in per cent?", "percentage"),
    ("The proportion of pupils on free meals in 2023", "percentage"),
    ("What was the percentage of late trains in the 20 lines?", "percentage"),
    ("What moorings are in the investment zone?", "other"),
    ("What investment did the harbour attract?", "amount"),
    ("What boats received funding?", "other"),
    ("What's the cost of a mooring?", "amount"),
    ("What is the harbour's yearly freight income?", "amount"),
    ("What is gross income?", "definition"),
    ("What is the ferry's cancellation rate?", "other"),
    ("What is happening with the old slipway?", "other"),
    ("What does the harbour levy pay for?", "other"),
    ("What will the funding be used for in Saltham?", "other"),
    ("What was the investment spent on?", "other"),
    ("What did Saltham pay for the bridge?", "amount"),
    ("What sum did the mill ask for?", "amount"),
    ("What does the plan say about the cost of mooring?", "other"),
    ("What are the council's values?", "list"),
    ("What were the average house values?", "amount"),
    ("What does the mayor say about investment?", "other"),
    ("What support is there for people who sleep rough?", "other"),
    ("Are there tutors who speak Dutch?", "yes_no"),
    ("For whom is the hostel?", "who"),
    ("Can you tell me who chairs the board?", "who"),
    ("The pier was sold to whom?", "who"),
    ("What happens to tenants when a block is sold?", "other"),
    ("When a block is sold, what happens to tenants?", "other"),
    ("When a mooring is let, who signs?", "who"),
    ("By when must firms apply?", "date"),
    ("kiln mill when did it open", "date"),
    ("The mill opened when?", "date"),
    ("What are homes where nobody lives called?", "list"),
    ("Is there a pier where boats can land?", "yes_no"),
    ("Where does the money come from?", "place"),
    ("What is OCP an abbreviation of?", "definition"),
]


@pytest.mark.parametrize(("text", "type_"), TYPES)
def test_the_type_of_the_answer_is_told(text, type_):
    assert analyse_question(text).type == AnswerType(type_)


@pytest.mark.parametrize(
    ("text", "years", "numbers"),
    [
        ("How many in 2020 and 2024?", {"2020", "2024"}, set()),
        ("What cost £1.2 million?", set(), set()),
        ("Which 16,000 people?", set(), {"16000"}),
        ("What happened to 57 firms in 2019?", {"2019"}, {"57"}),
        ("A figure of 3020", set(), {"3020"}),
        ("No figure", set(), set()),
    ],
)
def test_years_and_numbers_are_told_apart(text, years, numbers):
    question = analyse_question(text)
    assert question.years == years
    assert question.numbers == numbers or text.startswith("What cost")


def test_the_second_half_of_a_financial_year_is_no_number():
    assert analyse_question("How many visitors came in 2022/23?").numbers == set()


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("in 2022/23 and in 2019", {(2022, 2023), (2019, 2019)}),
        ("FY2022/23", {(2022, 2023)}),
        ("from 2021-2024", {(2021, 2024)}),
        ("between April 2021 and March 2022", {(2021, 2022)}),
        ("from 1 April 2021 to 31 March 2022", {(2021, 2022)}),
        ("dated 2024-03-15", {(2024, 2024)}),
        ("2015 to 2020", {(2015, 2015), (2020, 2020)}),
        ("the year ending 31 March 2024", {(2023, 2024)}),
        ("the year to December 2024", {(2024, 2024)}),
        ("no year", set()),
    ],
)
def test_spans_of_years_are_told_from_years(text, periods):
    assert periods_in(text) == periods


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ((2022, 2023), (2022, 2023), True),
        ((2022, 2023), (2021, 2022), False),
        ((2022, 2023), (2022, 2022), True),
        ((2022, 2023), (2015, 2030), True),
        ((2022, 2022), (2023, 2023), False),
    ],
)
def test_a_year_agrees_with_a_span_that_holds_it_and_no_span_with_its_neighbour(one, other, agree):
    assert agrees(one, other) is agree
    assert agrees(other, one) is agree


@pytest.mark.parametrize(
    ("text", "period", "named"),
    [
        ("Annual report 2021/22, published 2022-07", (2022, 2023), False),
        ("Annual report 2021/22, published 2022-07", (2021, 2022), True),
        ("April 2022 until the summer of 2023", (2022, 2023), True),
        ("to March 2022, of 14 stations; published 2023-05", (2022, 2023), False),
        ("in the year to March 2023", (2022, 2023), True),
        ("founded in 2015, of 40 members in 2020", (2015, 2020), True),
        ("Annual report 2021/22", (2022, 2022), True),
        ("in 2024", (2022, 2022), False),
    ],
)
def test_one_year_of_a_span_does_not_name_it(text, period, named):
    assert names_period(text, period) is named


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("When is the fourth round?", {4}),
        ("When is the 4th round?", {4}),
        ("Is it a third of firms?", set()),
        ("What share lives in the poorest tenth of wards?", set()),
        ("What are the priorities of the third sector?", set()),
        ("How many second homes are there?", set()),
        ("What does the third-party check cost?", set()),
        ("How many learners does the sixth form have?", set()),
        ("What opened on the 3rd of March?", set()),
        ("Which city has the second highest share?", set()),
        ("What comes first?", set()),
    ],
)
def test_ordinal_numbers_are_places_in_an_order(text, ordinals):
    assert analyse_question(text).ordinals == ordinals


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The fourth round", True),
        ("Round 4 begins", True),
        ("in Q4", True),
        ("The third round, 4.5 km", False),
        ("It rose by 4%", False),
    ],
)
def test_a_place_in_an_order_is_found_in_words_and_figures(text, held):
    assert holds_ordinal(text, 4) is held


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Who runs the Harbour Works?", {"harbour", "work"}),
        ("Leeds grew. Bradford too?", set()),
        ("What is the LHCA?", {"lhca"}),
        ("LHCA members?", {"lhca"}),
        ("who runs the harbour works?", set()),
        ("Is The council of York in it?", {"york"}),
        ("What do Smith & Nephew make?", {"smith", "nephew"}),
        ("What does Saltham's R&D cost O’Brien?", {"saltham", "r&d", "o'brien"}),
    ],
)
def test_names_are_words_in_capitals_that_do_not_open_a_sentence(text, names):
    assert analyse_question(text).names == names


@pytest.mark.parametrize(
    ("text", "wants_list", "several"),
    [
        ("What are the priorities?", True, False),
        ("Which three measures are recommended?", True, False),
        ("Who are the partners?", True, False),
        ("Please list the partners.", True, False),
        ("Can you list the partners?", True, False),
        ("Is there a list of partners?", True, False),
        ("How many people are on the waiting list?", False, False),
        ("What is the total of the waiting-list?", False, False),
        ("What is the 18-week target?", False, False),
        ("What was the 5 year survival rate?", False, False),
        ("What is the 20 mph limit?", False, False),
        ("What is the 30 minutes rule?", False, False),
        ("What about two years later?", False, False),
        ("What was the two main aims?", True, False),
        ("When did it open and who paid?", False, True),
        ("Compare Leeds and Bradford.", False, True),
        ("How do Leeds and York differ?", False, True),
        ("How many firms? How many staff?", False, True),
        ("How many firms are there?", False, False),
        ("How much was spent in each year?", False, True),
    ],
)
def test_lists_and_several_questions_are_told(text, wants_list, several):
    question = analyse_question(text)
    assert (question.wants_list, question.several) == (wants_list, several)


def test_terms_are_the_content_words_once_each():
    question = analyse_question("How many companies, companies of health-tech, are in Saltham?")
    assert question.terms == ("compani", "health", "tech", "saltham")


@pytest.mark.parametrize("text", ["", "?", "   ", "the of and", "中文", "\x00"])
def test_a_question_of_nothing_has_no_terms(text):
    assert analyse_question(text).terms == ()


@pytest.mark.parametrize(
    ("question", "aliases", "passage", "phrased"),
    [
        (
            "Who pays the NDL?",
            {"NDL": "Networked Data Lab"},
            "A Networked Data Lab.",
            "Who pays the Networked Data Lab?",
        ),
        ("Who pays the NDL?", {"NDL": "Networked Data Lab"}, "The NDL, or Networked Data Lab.", "Who pays the NDL?"),
        ("Who pays the NDL?", {"NDL": "Networked Data Lab"}, "Nothing of it.", "Who pays the NDL?"),
        ("who pays the data lab?", {"data lab": "DL"}, "The DL costs much.", "who pays the DL?"),
        ("Who pays?", {}, "The NDL.", "Who pays?"),
    ],
    ids=["other form", "both forms", "neither", "back", "none"],
)
def test_a_question_is_put_in_the_form_that_the_passage_uses(question, aliases, passage, phrased):
    assert analyse_question(question, aliases.items()).phrased_for(passage) == phrased


def test_a_name_is_held_by_its_other_form():
    question = analyse_question("Who pays the NDL in Leeds?", [("NDL", "Networked Data Lab")])
    held = set(analyse_question("the Networked Data Lab").terms)
    assert list(question.missing(sorted(question.names), held)) == ["leed"]
    assert list(question.missing(sorted(question.names), {"data"})) == ["leed", "ndl"]


@pytest.mark.parametrize(
    ("question", "type_"),
    [
        ("How much cargo did the port handle?", AnswerType.quantity),
        ("How much storage space is planned?", AnswerType.quantity),
        ("How much did water quality improve below the mill?", AnswerType.other),
        ("By how much have visits fallen?", AnswerType.other),
        ("How much did turnover rise?", AnswerType.amount),
        ("How much public money did the mill get?", AnswerType.amount),
        ("How much was spent?", AnswerType.amount),
        ("How much of the mill is insured?", AnswerType.part),
    ],
)
def test_how_much_asks_for_money_only_where_no_other_thing_is_measured(question, type_):
    assert analyse_question(question).type is type_


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("How many passengers use Crale station each year?", False),
        ("How much was spent in each year?", True),
        ("How much was spent for each of the years?", True),
        ("How much does each household pay?", False),
        ("How much does each council pay?", True),
        ("Do the two teams help each other?", False),
        ("How many different species were found?", False),
        ("Are the rents different?", True),
        ("What difference did it make?", False),
        ("What is the difference in rent?", True),
        ("What difference is there between Crale and Orton?", True),
        ("Which firm runs both ferries?", False),
        ("What did both Crale and Orton spend?", True),
        ("What are the rents in both towns?", True),
        ("How much did both councils spend?", True),
    ],
)
def test_a_rate_a_count_of_kinds_and_a_pair_are_not_several_questions(text, several):
    assert analyse_question(text).several is several


@pytest.mark.parametrize(
    ("text", "years", "periods", "numbers"),
    [
        ("What was turnover in FY23?", {"2023"}, {(2023, 2023)}, set()),
        ("What was turnover in FY2023?", {"2023"}, {(2023, 2023)}, set()),
        ("What was turnover in FY22/23?", {"2022"}, {(2022, 2023)}, set()),
        ("What is expected for 2023E and 2024F?", {"2023", "2024"}, {(2023, 2023), (2024, 2024)}, set()),
        ("Who gets the £2000 bonus?", set(), set(), {"2000"}),
        ("How many of the 2000 homes were sold?", set(), set(), {"2000"}),
        ("Were more than 2000 homes sold?", set(), set(), {"2000"}),
        ("What are the 2050 targets?", {"2050"}, {(2050, 2050)}, set()),
        ("What did the 2021 grants pay for?", {"2021"}, {(2021, 2021)}, set()),
        ("What was turnover in the year ended 31 March 2024?", {"2024"}, {(2023, 2024)}, set()),
        ("What was turnover in the year to 31 December 2024?", {"2024"}, {(2024, 2024)}, set()),
        ("What opened on 12 March 2020?", {"2020"}, {(2020, 2020)}, set()),
        ("How many of the 12 boats sailed in March 2020?", {"2020"}, {(2020, 2020)}, {"12"}),
        ("Who drives the HGV2023X?", set(), set(), set()),
    ],
)
def test_years_of_accounts_are_years_and_sums_counts_and_days_are_none(text, years, periods, numbers):
    question = analyse_question(text)
    assert (question.years, question.periods, question.numbers) == (years, periods, numbers)


@pytest.mark.parametrize(
    ("text", "names", "phrases"),
    [
        ("What was turnover in FY2023?", set(), ()),
        ("What was turnover in the year ended 31 March 2024?", set(), ()),
        ("How many jobs were lost between 1 April 2021 and 31 March 2022?", set(), ()),
        ("What opened in March 2020?", {"march"}, ({"march"},)),
        ("Norvane turnover 2023?", {"norvan"}, ({"norvan"},)),
        ("Norvane's turnover in 2023?", {"norvan"}, ({"norvan"},)),
        ("Kelder Trust: how many staff?", {"kelder", "trust"}, ({"kelder", "trust"},)),
        ("Turnover 2023?", set(), ()),
        ("Programme costs in 2023?", set(), ()),
        ("Apprenticeships in 2023?", set(), ()),
        ("Healthtech firms in 2023?", set(), ()),
        ("Spinouts in 2023?", set(), ()),
        ("Spinout numbers?", set(), ()),
        ("What's the cost?", set(), ()),
        ("Wasn't it sold?", set(), ()),
    ],
)
def test_the_word_that_opens_a_question_is_a_name_only_if_it_can_be_nothing_else(text, names, phrases):
    question = analyse_question(text)
    assert (question.names, question.phrases) == (names, phrases)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("A surplus of £575,739 (2014: £619,419).", {2014, 2015}),
        ("Visits fell to 163 (2022/23: 204).", {2022, 2023}),
        ("In 2017 it had 62% (2014: 69%).", {2014, 2017}),
        ("It has 12 cranes (2014 survey).", {2014}),
    ],
)
def test_a_figure_beside_that_of_the_year_before_is_of_the_year(text, years):
    assert {first for first, _ in told_periods(text)} == years
