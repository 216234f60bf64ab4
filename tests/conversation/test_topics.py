"""What a follow-up is completed with: what was talked about, and no more of the answer than its names."""

from __future__ import annotations

import pytest

from assistant.conversation.names import names_in
from assistant.conversation.standalone import standalone_question
from assistant.schema import Turn

BACKLOG = "How much is the backlog of repairs at swimming baths?"


def test_what_was_asked_first_stays_through_questions_that_point_back():
    history = [Turn(BACKLOG, "£4 million. [1]"), Turn("Is that more than in 2016?", "The evidence does not say.")]
    understood = standalone_question("how much of it is at Tarn Baths?", history)
    assert understood == "how much of it is at Tarn Baths? (backlog, repairs, swimming, baths)"


def test_of_a_fragment_the_question_it_was_put_into_is_the_topic():
    history = [
        Turn("How many grants were awarded in Saltham in 2020?", "13 [1]"),
        Turn("and the year after?", "14 [1]"),
    ]
    assert standalone_question("how many of those were refused?", history).endswith("(Saltham, grants, awarded, 2021)")


@pytest.mark.parametrize("question", ["Who decides on them?", "When do they open?", "Why were they set up?"])
def test_the_year_is_no_condition_of_who_and_when_and_why(question):
    assert "2020" not in standalone_question(question, [Turn("How many grants were awarded in 2020?", "13 [1]")])


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("District: Saltham … 2019/20: 634 [1]", "Saltham"),
        ("1. Close the gap. 2. Repair the baths. [1]", ""),
        ("It opened on 3 October 2022. [1]", ""),
        ("It is paid for by Sport Mercia. [1]\n\nTarn Baths was closed. [2]", "Sport Mercia"),
        ("Parks follow with 84 per cent. [1]", ""),
        ("Nexholm has 28 rooms. [1]", "Nexholm"),
    ],
)
def test_the_names_of_an_answer_are_those_of_its_first_statement_without_headings_and_dates(answer, names):
    understood = standalone_question("how many of them are open?", [Turn("What are the aims?", answer)])
    assert understood == f"how many of them are open? (aims{', ' if names else ''}{names})"


def test_a_person_is_looked_for_among_the_names_of_people():
    answer = "The Head of Ferries at Mercia Council is Ada Quill, who came from the Tarn Line. [1]"
    understood = standalone_question("when did she start?", [Turn("Who is in charge of ferries?", answer)])
    assert "Ada Quill" in understood


@pytest.mark.parametrize("question", ["Since when?", "From when?", "What for?", "Why?"])
def test_a_question_of_hardly_any_words_gets_those_of_the_one_before(question):
    assert standalone_question(question, [Turn("Who runs the reading scheme?", "Ada Quill.")]).startswith(
        f"{question} (runs, reading, scheme"
    )


def test_a_measure_of_nothing_is_of_what_was_talked_about():
    understood = standalone_question("What's the target for next year?", [Turn("How many members are there?", "9 [1]")])
    assert understood == "What's the target for next year? (members)"


def test_a_numbered_thing_keeps_its_number():
    history = [Turn("How many awards were there in round 4?", "62 [1]")]
    assert "round 4" in standalone_question("and how much money was that?", history)


@pytest.mark.parametrize(
    ("question", "carries"),
    [
        ("What does it pay for?", True),
        ("How much of that is left?", True),
        ("When did it open?", False),  # nothing is asked of the money
        ("Back to Harrow: what does it cover?", False),
    ],
)
def test_a_sum_that_was_answered_may_be_what_a_pronoun_means(question, carries):
    history = [Turn("How much did the Kelder unit get?", "£4.2 million over five years.")]
    assert ("£4.2 million" in standalone_question(question, history)) is carries


def test_a_thing_that_was_asked_for_is_talked_about_once_it_is_answered():
    launched = Turn("What else was launched in Harrow?", "The Kelder Innovation Hub.")
    assert "(Kelder Innovation Hub)" in standalone_question("Who was named as its director?", [launched])
    led = Turn("Who leads the Harrow unit?", "Ada Quill.")
    assert "Quill" not in standalone_question("How many firms is it meant to help?", [led])


def test_the_question_that_began_says_no_more_where_the_last_one_says_enough():
    began = Turn("How many learners did Harrow teach in 2022?", "1,344.")
    whole = Turn("and how many of those teach at other schools now?", "12.")
    assert "learners" not in standalone_question("how many of those are men?", [began, whole])
    assert "learners" in standalone_question("how many of those are men?", [began])


ZONE = Turn("What is the harbour zone worth?", "The Kelder Harbour Zone is worth £4m and has sites in Tarnby. [1]")


def test_the_whole_name_that_an_answer_gives_stands_for_the_thing_that_was_asked_of():
    assert standalone_question("what will it do for jobs", [ZONE]) == "what will it do for jobs (Kelder Harbour Zone)"


@pytest.mark.parametrize(
    ("began", "gone", "stays"),
    [
        ("What is the harbour zone worth?", "worth", "harbour"),
        ("Who leads the harbour zone?", "leads", "harbour"),
        ("What did the audit in 2017 recommend?", "recommend", "audit"),
        ("How many boats did the yard build?", "build", "boats"),
        ("Does the plan include boats?", "nothing", "include"),
        ("What does the yard cost?", "nothing", "cost"),
        ("Who wants to build boats?", "nothing", "wants, build"),
        ("Which firms have the best boats?", "nothing", "boats"),
    ],
)
def test_of_a_question_further_back_its_subject_stays_and_not_its_predicate(began, gone, stays):
    understood = standalone_question("since when?", [Turn(began, "42. [1]"), Turn("how much money?", "£7. [1]")])
    assert gone not in understood
    assert stays in understood


def test_what_was_done_is_asked_of_by_questions_of_one_word():
    history = [Turn("Where was the tram plan launched?", "In Tarnby. [1]"), Turn("when?", "In May. [1]")]
    assert standalone_question("by whom?", history).startswith("by whom? (tram, plan, launched")


LAUNCH = [
    Turn("What is the tram plan?", "Trams in Kelder. [1]"),
    Turn("who launched it", "It was launched by Mayor Ada Quill in Tarnby. [1]"),
    Turn("where", "In Tarnby. [1]"),
]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what problem is it meant to solve?", False),  # no person's
        ("and jobs?", False),
        ("what else did she say?", True),
    ],
)
def test_a_name_that_an_answer_gave_stays_while_a_pronoun_may_mean_it(question, named):
    assert ("Ada Quill" in standalone_question(question, LAUNCH)) is named
    assert "Ada Quill" in standalone_question("where", LAUNCH[:2])


def test_a_thing_that_an_answer_named_stays_for_a_pronoun():
    history = [
        Turn("Has the trust finished any other building lately?", "The trust opened the Tarnby Laboratory. [1]"),
        Turn("When?", "In May. [1]"),
    ]
    assert "Tarnby Laboratory" in standalone_question("where is it?", history)


def test_a_thing_that_is_called_by_words_is_meant_and_not_the_name_behind_it():
    history = [Turn("Tell me about the clean harbour challenge at Kelder", "It has six boats. [1]")]
    assert standalone_question("who leads it?", history) == "who leads it? (Kelder, clean harbour challenge)"
    assert standalone_question("who chairs the council?", history) == "who chairs the council? (Kelder)"
    population = [Turn("What is the population of Kelder?", "40,000 [1]")]
    assert standalone_question("who leads it?", population) == "who leads it? (Kelder)"


@pytest.mark.parametrize("question", ["why do the sources differ?", "why are the two figures so different?"])
def test_sources_that_differ_are_those_of_what_was_asked(question):
    history = [Turn("What is the wage gap in Kelder?", "9 per cent. [1]")]
    assert standalone_question(question, history) == f"{question} (Kelder, wage, gap)"
    assert "wage" not in standalone_question("why do the rivers of Tarnby differ?", history)


@pytest.mark.parametrize(
    ("asked", "carried"),
    [
        ("How many mills do Dewsbury, Bury and Leeds have?", "Dewsbury, Bury"),  # no part of another's name
        ("Did the Kelder Trust or Harrow Fund pay the Harrow Trust?", "Kelder Trust, Harrow Fund, Harrow Trust"),
        ("Did Kiln's mayor meet Kiln, or Harrow?", "Kiln's, Harrow"),
    ],
)
def test_a_name_goes_only_where_one_before_it_has_all_its_words(asked, carried):
    assert f"({carried}" in standalone_question("Why was it closed?", [Turn(asked, "It was. [1]")])


LANDED = [
    Turn("What were brown crab landings in Kelder Bay in 2023?", "412 tonnes of brown crab. [1]"),
    Turn("and in 2019?", "630 tonnes. [1]"),
    Turn("why have they dropped?", "Stocks dropped at Tarn Head and in Kelder Bay. [1]"),
]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("And lobster, how much of that was landed in 2023?", "how much lobster was landed in 2023?"),
        ("what about lobster, how many tonnes of that were landed?", "how many tonnes of lobster were landed?"),
        ("but for spider crab, how much of it was landed?", "how much spider crab was landed?"),
        ("and boats, how many of them were lost?", "how many boats were lost?"),
        ("so diesel, what does it cost to land a tonne?", "what does diesel cost to land a tonne?"),
        ("and fuel duty, what did that come to?", "what did fuel duty come to?"),
    ],
)
def test_of_another_thing_for_the_old_topic_only_the_names_asked_about_are_carried(question, asked):
    assert standalone_question(question, LANDED) == f"{asked} (Kelder Bay)"


@pytest.mark.parametrize(
    "opener",
    "overall/in total/if so/last year/locally/each year/so far/halifax/then/more importantly/first/still/maybe"
    "/as a result/remind me".split("/"),
)
def test_what_is_said_in_front_and_is_no_thing_leaves_the_old_one(opener):
    assert "crab" in standalone_question(f"And {opener}, how much of that was landed?", LANDED)


@pytest.mark.parametrize(
    ("asked", "carried"),
    [
        ("Can you tell me briefly how the tram yard is run?", "tram, yard, run"),
        ("could you please explain quickly what the tram yard mends?", "tram, yard, mends"),
        ("Give me a short overview of the tram yard", "tram, yard"),
        ("tell me a bit more about the tram yard please", "tram, yard"),
        ("roughly how many trams does the yard mend?", "trams, yard, mend"),
        ("Where exactly is the tram yard and who is behind it?", "tram, yard"),
        ("What did the tram yard mend, in short?", "tram, yard, mend"),
        ("how do trams brake in a few words please", "trams, brake"),
        ("How quickly do trams brake?", "quickly, trams, brake"),
        ("Are trams in short supply?", "trams, short, supply"),
        ("What did the tram yard say in its overview?", "tram, yard, say, overview"),
        ("Does the yard explain short trams?", "yard, explain, short, trams"),
        ("How do short trams describe a bit of track?", "short, trams, describe, bit, track"),
        ("Do trams show more tracks?", "trams, show, tracks"),
    ],
)
def test_how_an_answer_is_wanted_is_nothing_that_it_is_about(asked, carried):
    assert standalone_question("why?", [Turn(asked, "It varies. [1]")]) == f"why? ({carried})"


@pytest.mark.parametrize(
    ("before", "answer"),
    [
        ("and who runs the Kelder Loan Trust?", "Topic: Launch of the Kelder Loan Trust; Source: Saltham Wire. [1]"),
        ("who chairs Kiln Engineering", "Ada Quill. [1]"),
        ("What is the Tarn Ferry Company worth?", "£4m, says the Penmar Post. [1]"),
        ("When was the Harrow Eye Clinic founded?", "In 1998 by Dr Ada Quill. [1]"),
        ("Where is Northvale Council based?", "In Kiln Mill. [1]"),
    ],
)
def test_a_named_body_is_what_they_are_where_nothing_was_counted(before, answer):
    understood = standalone_question("how many firms had they backed by 2023?", [Turn(before, answer)])
    name = next(iter(names_in(before)))
    assert understood == f"how many firms had they backed by 2023? ({name})"


@pytest.mark.parametrize(
    ("before", "answer", "words"),
    [
        ("How many welders did the Kelder Loan Trust train?", "40. [1]", "welders"),
        ("How many beds does Quay Hospital have?", "40. [1]", "beds"),
        ("When was the Kelder tram opened?", "In May. [1]", "tram"),
        ("Who founded the Harrow Eye Clinic?", "Ada Quill and Ben Lowe. [1]", "Ada Quill and Ben Lowe"),
        ("Which staff left Northvale Council?", "The planners. [1]", "staff"),
        ("Who built the wall in Leeds?", "Tarn Civil. [1]", "Tarn Civil"),
        ("How many took part in Kelder Steps?", "40. [1]", "took, part"),
    ],
)
def test_what_was_counted_or_answered_may_be_what_they_are(before, answer, words):
    assert words in standalone_question("how many firms had they backed by 2023?", [Turn(before, answer)])


SIGNED = Turn("who signed the Kelder Growth Plan off", "Mayor Ben Lowe signed it in Tarnby. [1]")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what did he say about it?", True),
        ("does she still back it?", True),
        ("when did he read its summary?", True),
        ("which towns had he led before?", True),
        ("what does it say?", False),
        ("is it still in force?", False),
    ],
)
def test_a_person_is_meant_beside_the_thing_that_it_stands_for(question, named):
    assert ("Ben Lowe" in standalone_question(question, [SIGNED])) is named
    assert "Kelder Growth Plan" in standalone_question(question, [SIGNED])


def test_a_name_is_carried_whole():
    history = [
        Turn("What has the Saltham Wave Hub achieved so far?", "Two turbines. [1]"),
        Turn("has it won any prizes?", "It won the Tarnby Energy Award. [1]"),
    ]
    understood = standalone_question("who gave it that?", history)
    assert "Saltham Wave Hub" in understood
    assert "Wave, " not in understood


@pytest.mark.parametrize(
    ("asked", "carried"),
    [
        ("How much has been spent on the Saltham ring road, in total?", "Saltham, ring road"),
        ("When did the Kelder tram open?", "Kelder, tram"),
        ("why was the Kelder zone set up?", "Kelder, zone"),
        ("What is the new Tarnby hospital?", "Tarnby, hospital"),
        ("Is the Penmar ferry late?", "Penmar, ferry"),
        ("Which firms use the Saltham fish market and how often?", "Saltham, fish market"),
        ("When did the Kelder Trust open?", "Kelder Trust"),
        ("What is the Kelder Trust worth?", "Kelder Trust"),
        ("What does the Kelder Trust do?", "Kelder Trust"),
        ("Where is the Kelder Trust based?", "Kelder Trust"),
        ("What is the Kelder population?", "Kelder"),
        ("How does the Kelder Trust help small firms?", "Kelder Trust"),
        ("How does the Council help small firms?", "Council"),
        ("Which firms did the Kelder Loan Scheme for small yards turn down?", "Kelder Loan Scheme"),
        ("What did the Kelder Trust cost last year?", "Kelder Trust"),
    ],
)
def test_a_thing_that_is_called_by_words_behind_a_name_is_meant_with_it(asked, carried):
    assert standalone_question("who paid for it?", [Turn(asked, "The evidence does not say.")]) == (
        f"who paid for it? ({carried})"
    )


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("how many jobs?", False),
        ("which sectors?", False),
        ("how much, and from whom?", False),
        ("what else did she say?", True),
        ("who else was with them?", True),
        ("why was that?", True),
    ],
)
def test_where_an_answer_names_the_thing_asked_of_its_other_names_are_for_pronouns(question, person):
    history = [Turn("When did the harbour plan come out?", "Mayor Ada Quill published the Kelder Harbour Plan. [1]")]
    understood = standalone_question(question, history)
    assert "Kelder Harbour Plan" in understood
    assert ("Ada Quill" in understood) is person
