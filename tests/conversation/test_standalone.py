"""A follow-up becomes a question that stands alone; small talk is told from questions."""

from __future__ import annotations

import pytest

from assistant.conversation.names import names_in
from assistant.conversation.small_talk import REPLIES, small_talk
from assistant.conversation.standalone import standalone_question
from assistant.schema import Turn

FIRST = "How many medical technology companies are headquartered in Saltham?"


def turns(*questions: str) -> list[Turn]:
    return [Turn(question, "An answer.") for question in questions]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hello", "greeting"),
        ("hi there!", "greeting"),
        ("that was helpful, thank you 👍", "thanks"),
        ("much appreciated", "thanks"),
        ("is it reliable?", None),
        ("Is that reliable?", "sources"),
        ("are these figures reliable?", "sources"),
        ("Is this data reliable?", "sources"),
        ("Is this service reliable?", None),
        ("Are those trains reliable?", None),
        ("What documents are available?", "documents"),
        ("List the documents", "documents"),
        ("show me all documents.", "documents"),
        ("Which reports do you cover?", "documents"),
        ("Which reports are included?", "documents"),
        ("What sources do you have access to?", "documents"),
        ("which documents can you search?", "documents"),
        ("Which documents are available in Leeds?", None),
        ("Which reports are included in the review?", None),
        ("List the documents that a tenant must bring", None),
        ("Show me the way", None),
        ("Good morning.", "greeting"),
        ("Thanks", "thanks"),
        ("ok, thank you very much!", "thanks"),
        ("cheers", "thanks"),
        ("ok great", "thanks"),
        ("Where does that figure come from?", "sources"),
        ("are you sure?", "sources"),
        ("and which report is that from?", "sources"),
        ("Which report is the panel's?", None),
        ("Where does that money come from?", None),
        ("Where is it?", None),
        ("Where is it from?", None),
        ("Which report?", None),
        ("Lovely, thank you", "thanks"),
        ("Thanks, that's helpful", "thanks"),
        ("that's all for today, thanks", "thanks"),
        ("Great Harbour?", None),
        ("put that in one sentence", "shorter"),
        ("can you summarise that please", "shorter"),
        ("sum it up", "shorter"),
        ("shorter please", "shorter"),
        ("in short?", "shorter"),
        ("Summarise the strategy", None),
        ("What is the shorter route?", None),
        ("a summary of the harbour plan", None),
        ("rephrase", "reworded"),
        ("say that in plain English", "reworded"),
        ("Put it in the harbour", None),
        ("where's that from?", "sources"),
        ("and the source?", "sources"),
        ("how recent is that?", "dated"),
        ("which year is that figure from", "dated"),
        ("How recent is the strategy?", None),
        ("How old is it?", None),
        ("What can you do?", "abilities"),
        ("help", "abilities"),
        ("Which documents do you have?", "documents"),
        ("How many documents are there in the evidence base?", "documents"),
        ("How many documents are there on buses?", None),
        ("  what sources are there  ", "documents"),
        ("Hello, how many companies are there?", None),
        ("Thank you, and how many nurses?", None),
        ("Who are you partnering with?", None),
        ("What documents does the review cite?", None),
        ("", None),
    ],
)
def test_small_talk_is_told_from_questions(question, kind):
    assert small_talk(question) == kind
    assert kind is None or kind in REPLIES or kind == "dated"


GRANTS = "How many grants did Saltham award in 2021?"
FRAGMENTS = [
    (FIRST, "What about Northvale?", "How many medical technology companies are headquartered in Northvale?"),
    (FIRST, "Same for Northvale", "How many medical technology companies are headquartered in Northvale?"),
    (FIRST, "and in Kiln Park?", "How many medical technology companies are headquartered in Kiln Park?"),
    (GRANTS, "And in 2022?", "How many grants did Saltham award in 2022?"),
    (GRANTS, "2023?", "How many grants did Saltham award in 2023?"),
    (GRANTS, "What about two years later?", "How many grants did Saltham award in 2023?"),
    (GRANTS, "and the year before?", "How many grants did Saltham award in 2020?"),
    (GRANTS, "And several years later?", "And several years later? (Saltham, grants, award, 2021)"),
    (
        "What did the board ask for in August 2020 for health innovation?",
        "And for digital tech?",
        "What did the board ask for in August 2020 for digital tech?",
    ),
    (
        "Where did Saltham rank for mathematical sciences in the review?",
        "OK, and engineering?",
        "Where did Saltham rank for engineering in the review?",
    ),
]


@pytest.mark.parametrize(("before", "question", "expected"), FRAGMENTS)
def test_a_fragment_takes_the_place_of_the_name_or_year_before_it(before, question, expected):
    assert standalone_question(question, turns(before)) == expected


def test_a_name_takes_the_place_of_one_from_an_earlier_question():
    history = turns(FIRST, "What share of the four districts is that?")
    understood = standalone_question("Same for Northvale please", history)
    assert "Northvale" in understood
    assert "Saltham" not in understood
    assert "share of the four districts" in understood


@pytest.mark.parametrize(
    "question",
    ["How many people do they employ?", "Why is that?", "When did it open?", "And the cost?"],
)
def test_a_follow_up_carries_what_was_talked_about(question):
    standalone = standalone_question(question, turns(FIRST))
    assert "Saltham" in standalone
    assert "companies" in standalone
    assert question.rstrip("?") in standalone


@pytest.mark.parametrize(
    "question",
    [
        "How many nurses does Northvale Council employ in hospitals?",
        "Which measures does the Saltham medical technology review recommend?",
        "What is the MHC?",
        "how many patients did the mobile clinics see",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert standalone_question(question, turns(FIRST)) == question


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Who are the trustees of the museum?", "Is there a dress code?", "Is there a dress code?"),
        ("Who are the trustees of the museum?", "How many homes were flooded?", "How many homes were flooded?"),
        (
            "Who are the trustees of the Wexcombe Museum?",
            "Is there a dress code?",
            "Is there a dress code? (Wexcombe Museum)",
        ),
        (
            "Who are the trustees of the museum?",
            "How many people work there?",
            "How many people work there? (trustees, museum)",
        ),
        ("Who are the trustees of the museum?", "how many women?", "how many women? (trustees, museum)"),
        (
            "How many visitors came in 2021/22?",
            "Is that more than the year before?",
            "Is that more than the year before? (visitors, came, 2021/22)",
        ),
    ],
)
def test_a_whole_question_gets_no_more_than_a_name(before, question, expected):
    assert standalone_question(question, turns(before)) == expected


WHOLE = "how many nurses does Northvale Council employ in hospitals?"


@pytest.mark.parametrize("before", [(), (FIRST,)])
@pytest.mark.parametrize(
    "polite",
    [
        "thanks, and ",
        "Thank you very much. ",
        "OK, ",
        "Hello there! ",
        "Great, next question: ",
        "ok ",
        "OK thanks. ",
        "Ah I see. ",
    ],
)
def test_what_is_said_to_be_polite_is_not_asked(polite, before):
    assert standalone_question(polite + WHOLE, turns(*before)) == WHOLE


def test_thanks_close_what_was_talked_about():
    asked = "how many homes were flooded by the river last autumn?"
    assert standalone_question(f"thanks, and {asked}", turns(FIRST)) == asked
    assert "Saltham" in standalone_question("thanks, and the cost?", turns(FIRST))
    assert standalone_question("thanks, and who are the members?", ()) == "who are the members?"


@pytest.mark.parametrize("question", ["Right to buy sales in Saltham?", "Great Saltham: how many homes?", "OK", "and"])
def test_words_that_are_not_only_polite_stay(question):
    assert standalone_question(question, ()) == question


@pytest.mark.parametrize("question", ["And in 2022?", "Why is that?", FIRST])
def test_the_first_question_of_a_conversation_is_left_as_it_is(question):
    assert standalone_question(question, ()) == question


def test_a_chain_of_follow_ups_goes_back_to_the_question_that_stood_alone():
    history = turns("How many villages did mobile clinics visit?", GRANTS, "And in 2022?", "thanks!")
    assert standalone_question("What about Northvale?", history) == "How many grants did Northvale award in 2022?"


def test_small_talk_before_it_is_no_topic():
    assert standalone_question("And in 2022?", turns("Hello", "Thanks")) == "And in 2022?"
    assert standalone_question("Port?", turns("hello")) == "Port?"


def test_a_conversation_may_be_as_long_as_it_likes():
    assert standalone_question("And in 2022?", turns(GRANTS, *["And in 2023?"] * 5000)).endswith("in 2022?")


@pytest.mark.parametrize("question", ["", "?", "and", "(((", "\\1 \\g<0>", "What about [a-z]+?", "中文", "that"])
@pytest.mark.parametrize("before", [FIRST, "", "(((", "\\1"])
def test_odd_text_is_only_text(question, before):
    assert isinstance(standalone_question(question, turns(before)), str)


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Who runs Propel and what is its aim?", True),
        ("Who pays for it and what is its aim?", False),
        ("In Leeds, how much is it?", False),
        ("Does Nexus let rooms to them?", False),
    ],
)
def test_a_pronoun_may_stand_for_what_its_own_question_names(question, alone):
    before = Turn("Who leads the Harbour Trust?", "The Harbour Trust is led by Ada Quill.")
    assert (standalone_question(question, [before]) == question) is alone


@pytest.mark.parametrize(
    "question",
    [
        "And what is the deadline for applications to the fund?",
        "Show me orchards in Northvale",
        "Is there a dress code for ushers?",
    ],
)
def test_a_request_or_a_question_that_says_of_what_it_asks_gets_no_words_of_the_one_before(question):
    before = "How many patients did the Abbey treat in Saltham in 2020?"
    assert standalone_question(question, turns(before)) in (question, f"{question} (Abbey, Saltham)")


@pytest.mark.parametrize("again", ["Back to the cohort: how much did it raise?", "and the cohort, what did it raise?"])
def test_a_question_that_returns_to_a_thing_is_of_the_turn_that_spoke_of_it(again):
    history = [
        Turn("Which cohort joined Saltmarsh@YH in 2024?", "A cohort of 19 companies."),
        Turn("Who chairs Harrow Fold?", "Ada Lowndes."),
        Turn("Which trials came of the Kelder visits?", "3 trials."),
    ]
    understood = standalone_question(again, history)
    assert "Saltmarsh" in understood
    assert "Kelder" not in understood
    assert "Kelder" in standalone_question("And how much did it raise?", history)
    assert "Kelder" in standalone_question("Back to the harbour wall: how much did it raise?", history)


@pytest.mark.parametrize(
    ("question", "before", "understood"),
    [
        (
            "subsidy per visit?",
            "How many people visited Harrow Pool?",
            "subsidy per visit? (Harrow Pool, people, visited)",
        ),
        ("just the schools?", "How much did Saltham spend?", "How much did Saltham spend? just the schools?"),
        ("the schools only", "How much did Saltham spend?", "How much did Saltham spend? the schools only"),
    ],
)
def test_a_fragment_with_no_place_is_asked_of_what_was_talked_about_or_narrows_it(question, before, understood):
    assert standalone_question(question, turns(before)) == understood


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many jobs depend on tourism there?", ""),
        ("How many staff run it?", ""),
        ("How many of those came by train?", "visitors"),
        ("How many nights did they stay?", "visitors"),
    ],
)
def test_what_was_counted_is_carried_only_where_a_pronoun_may_stand_for_it(question, words):
    understood = standalone_question(question, turns("How many visitors did Aldersea welcome?"))
    assert "Aldersea" in understood
    assert ("visitors" in understood) is bool(words)


def test_of_many_names_said_before_only_the_nearest_are_carried():
    asked = ["Who leads Harrow Fold?", "Did it merge with Kelder?", "And did it meet Ada Quill, Saltham or Penmar?"]
    understood = standalone_question("When did it open its doors?", turns(*asked))
    carried = understood.partition("(")[2].rstrip(")").split(", ")
    assert len(carried) == 3
    assert carried[0] == "Ada Quill"


@pytest.mark.parametrize(
    "question",
    ["Has the total gone up since May 2023?", "Was the figure higher in 2019?", "how many were lent last year?"],
)
def test_what_was_asked_for_may_be_meant_without_a_pronoun(question):
    assert "Moorside" in standalone_question(question, turns("How many books did Moorside lend?"))


def test_an_it_that_stands_for_what_follows_points_to_nothing_before():
    question = "How much did it cost to keep socially necessary services running?"
    assert standalone_question(question, turns("How many trips were made in Eastmoor?")) == question


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("more than in 2022?", "How many exercises did Kelder hold in 2023 compared with 2022?"),
        ("Is that more or less than Leeds had?", "How many exercises did Kelder hold in 2023 compared with Leeds?"),
        ("and how does that compare with 2019?", "How many exercises did Kelder hold in 2023 compared with 2019?"),
        ("is it cheaper than a bridge?", "is it cheaper than a bridge? (Kelder, exercises, hold, 2023)"),
    ],
)
def test_a_comparison_is_asked_with_the_side_that_was_talked_about(question, understood):
    before = "How many exercises did Kelder hold in 2023?"
    if "Leeds" in understood:
        before, understood = before.replace("Kelder", "Bradford"), understood.replace("Kelder", "Bradford")
    assert standalone_question(question, turns(before)) == understood


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("who chairs the fund?", "who chairs the Penmarrow Loan Fund?"),
        ("what does the fund pay for?", "what does the Penmarrow Loan Fund pay for?"),
        ("who is on the fund board?", "who is on the fund board? (Harrow)"),
        ("who chairs the council?", "who chairs the council? (Harrow)"),
    ],
)
def test_a_thing_may_be_called_by_the_last_word_of_its_name(question, understood):
    history = [Turn("What is new in Harrow?", "It has a Penmarrow Loan Fund and an Old Hall.")]
    assert standalone_question(question, history) == understood


def test_a_thing_of_two_that_are_called_alike_keeps_its_word():
    history = [Turn("What is new in Harrow?", "The Penmarrow Loan Fund and the Kelder Growth Fund.")]
    assert standalone_question("who chairs the fund?", history).startswith("who chairs the fund?")


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("Kelder Council and Penmar Council.", "who chairs the council?"),
        ("Transport for the North.", "how will it help the north?"),
    ],
)
def test_a_thing_is_called_by_no_other_word_of_its_name(answer, question):
    history = [Turn("Who pays for the line?", answer)]
    assert standalone_question(question, history).startswith(question)


def test_a_comparison_is_of_the_last_question():
    history = turns("How many buses ran in Leeds in 2022?", "how many of them were electric?")
    understood = standalone_question("Is that more than in York?", history)
    assert understood.startswith("how many of them were electric compared with York?")


def test_how_another_compares_asks_the_same_of_it():
    before = "What share of the submissions of Harrow is health related?"
    understood = "What share of the submissions of Kelder is health related?"
    assert standalone_question("how does Kelder compare?", turns(before)) == understood
    assert standalone_question("How does Kelder compare?", []) == "How does Kelder compare?"


def test_a_list_in_an_answer_can_be_asked_about_by_place():
    history = [Turn("Which towns have a depot?", "Harrow, Kelder and Penmar.")]
    assert standalone_question("who runs the last of those?", history).startswith("who runs Penmar?")


FLOODS = Turn("How much did Saltham Council spend on flood walls in Harrow in 2021?", "£12m. [1]")


@pytest.mark.parametrize(
    "question",
    [
        "How many pupils in Leeds schools missed lessons this year?",
        "How many households in Leeds have at least one car?",
        "What share of farmers in Cumbria said that they would retire?",
        "Is there a target for hedgerow planting in Calderdale by 2030?",
        "How many jobs has the trust that runs the harbour lost to the docks?",
        'What is meant by a "dynamic" company?',
        "Newcastle's patent count for 2019?",
        "Number of libraries in Leeds",
        "Air quality in Sheffield?",
        "What does Natural England do?",
    ],
)
def test_a_question_on_another_subject_gets_nothing_of_the_one_before(question):
    assert standalone_question(question, [FLOODS]) == question


HOMES = "How many council homes did Leeds build in 2022?"


@pytest.mark.parametrize(
    ("question", "town"),
    [
        ("How many did Bradford build?", "Bradford"),
        ("so how many did Hull manage", "Hull"),
        ("What did Wakefield get?", "Wakefield"),
        ("Was Bradford's higher?", "Bradford"),
        ("Has York got any?", "York"),
        ("any in Otley?", "Otley"),
        ("What is Bradford's total?", "Bradford"),
    ],
)
def test_what_was_asked_is_asked_once_more_of_another_name(question, town):
    assert standalone_question(question, turns(HOMES)) == f"How many council homes did {town} build in 2022?"


@pytest.mark.parametrize(
    "question",
    ["Overall, how much did it cost?", "Last year, how much was spent on it?", "If so, when will it be finished?"],
)
def test_an_adverb_in_front_is_no_thing_that_is_asked_of(question):
    understood = standalone_question(question, turns("What is the Harrow Fold flood wall?"))
    assert understood.startswith(question)
    assert "Harrow Fold" in understood


@pytest.mark.parametrize(
    "question",
    [
        "Right-to-buy sales in Leeds?",
        "Hi-tech jobs in Leeds?",
        "Good-quality housing?",
        "NICE: what does it recommend?",
    ],
)
def test_half_a_word_is_not_said_to_be_polite(question):
    assert standalone_question(question, ()) == question


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("What grant was paid to Barnsley?", "and to Doncaster?", "What grant was paid to Doncaster?"),
        ("How much funding goes to libraries?", "and to museums?", "How much funding goes to museums?"),
        ("What is spent on libraries each year?", "and on museums?", "What is spent on museums each year?"),
        ("What is the cost of a tram per mile?", "and of a bus?", "What is the cost of a bus per mile?"),
        ("What is spent on breakfast clubs?", "after-school clubs?", "What is spent on after-school clubs?"),
    ],
)
def test_a_fragment_takes_the_place_of_a_phrase_and_leaves_what_follows_it(before, question, understood):
    assert standalone_question(question, turns(before)) == understood


@pytest.mark.parametrize(
    "text",
    [
        "no " * 300 + "homes",
        "ok and " * 200 + "x",
        "ok " + "that's great " * 100 + "x",
        "the " + "National " * 200 + "x?",
    ],
)
def test_words_said_over_and_over_take_no_time(text):
    assert isinstance(standalone_question(text, [FLOODS]), str)


def test_a_word_on_another_line_is_only_text():
    assert "homes" in standalone_question("again\n?", turns("How many homes were built?"))


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            "How much went to the Department for Tides?",
            "and the Department for Trams?",
            "How much went to the Department for Trams?",
        ),
        (
            "How much did the Office for Tides spend?",
            "and the Centre for the Moors?",
            "How much did the Centre for the Moors spend?",
        ),
        (
            "How much went from the Tide Council for Kiln Mill?",
            "and Tarn Mill?",
            "How much went from the Tide Council for Tarn Mill?",
        ),
        ("What went to the Centre for Tides?", "what is the centre for?", "what is the Centre for Tides for?"),
    ],
)
def test_a_body_that_is_called_by_what_it_is_for_makes_way_whole(before, question, understood):
    assert standalone_question(question, turns(before)) == understood


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many Sure Start centres are in Saltham?", "Sure Start, Saltham"),
        ("Do the Same Day beds and the Give Blood bus help?", "Same Day, Give Blood"),
        ("Same Day beds: Under Kiln Mill or in The Fold?", "Day, Kiln Mill, Fold"),
    ],
)
def test_a_question_word_is_no_part_of_a_name_where_it_opens_a_sentence(question, names):
    assert ", ".join(names_in(question)) == names


HOSPITAL = "What is the Tarnby Hospital rebuild expected to cost?"


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Different thing quickly, who founded the imaging group?", "who founded the imaging group?"),
        ("quick change of subject, when did the ferry open?", "when did the ferry open?"),
        ("Unrelated, but how many trains run?", "how many trains run?"),
        ("Something else now: who runs the museum?", "who runs the museum?"),
        ("ok thanks. On a different note, what is the bus fare?", "what is the bus fare?"),
        ("Changing the subject - who runs the ferry?", "who runs the ferry?"),
        ("One more thing, does Kelder have an ice rink?", "does Kelder have an ice rink?"),
    ],
)
def test_a_change_of_subject_is_announced_and_nothing_is_carried_over_it(question, alone):
    assert standalone_question(question, turns(HOSPITAL)) == alone
    assert standalone_question(question, ()) == alone


@pytest.mark.parametrize(
    "question",
    ["Different question: who pays for it?", "One more thing, how many staff?", "Something else: what about the beds?"],
)
def test_a_change_of_subject_that_leans_is_no_change(question):
    assert "Tarnby Hospital" in standalone_question(question, turns(HOSPITAL))


@pytest.mark.parametrize(
    "question",
    [
        "Something else that opened in Kelder?",
        "Different subjects are taught at Kelder School?",
        "Unrelated deaths at Kelder General?",
        "Another thing Kelder Council paid for?",
        "Change of subject teachers at Kelder School?",
    ],
)
def test_words_of_a_change_that_are_part_of_the_question_stay(question):
    assert standalone_question(question, ()) == question


REBUILD = [
    Turn("What will the rebuild of the TGI cost?", "The evidence does not say."),
    Turn("Different thing quickly, which doctor founded the imaging group?", "Dr Ada Quill. [1]"),
]
MILL = [
    Turn("What is Kiln Mill let for?", "Kiln Mill is let to 14 small firms. [1]"),
    Turn("How much did the Saltham ring road cost in 2019?", "£88m. [1]"),
    Turn("Who runs the Penmar ferry?", "The Tarn Line. [1]"),
]


@pytest.mark.parametrize(
    ("history", "question", "understood"),
    [
        (
            REBUILD,
            "ok back to the hospital. Which minister said it would not start before 2030?",
            "Which minister said it would not start before 2030? (hospital, TGI)",
        ),
        (MILL, "right, back to the mill. who was the architect?", "who was the architect? (Kiln Mill)"),
        (MILL, "let's go back to the mill - who owns it", "who owns it (Kiln Mill)"),
        (MILL, "so back to the ring road, how many men work on it?", "how many men work on the ring road? (Saltham)"),
        (MILL, "anyway, back to the ring road. who built the bridges?", "who built the bridges? (ring road, Saltham)"),
        (MILL, "back to the ring road, what about 2021?", "How much did the Saltham ring road cost in 2021?"),
        (MILL, "Can we go back to the mill: is it full?", "is the Kiln Mill full?"),
        (MILL[:1], "back to the first one: whose is it?", "back to the first one: whose is it? (Kiln Mill, let)"),
    ],
)
def test_what_is_returned_to_is_asked_of_and_not_that_it_is(history, question, understood):
    assert standalone_question(question, history) == understood


@pytest.mark.parametrize(
    "question",
    [
        "How many people in Kelder went back to work in 2020?",
        "Who got back to Kelder Council about the ferry timetable?",
        "Which boats come back to Penmar, and when?",
    ],
)
def test_those_who_go_back_return_to_no_turn(question):
    assert standalone_question(question, MILL) == question


PLAN = [Turn("When did the harbour plan come out?", "The Kelder Harbour Plan came out in May. [1]")]


@pytest.mark.parametrize(
    "question",
    [
        "how many jobs, and how much is the authority putting in?",
        "How many new homes and who is paying for the new roads?",
        "which sectors, and what are councils doing for the others?",
        "so how much land, and when can the owners of the old docks expect letters?",
        "What budget, and how long do bidders have for a first draft?",
        "ok how many berths, but what is the harbour board doing on fish quotas?",
    ],
)
def test_a_compound_question_leans_where_its_first_part_has_no_verb(question):
    assert "Kelder Harbour Plan" in standalone_question(question, PLAN)


@pytest.mark.parametrize(
    "question",
    [
        "How many nurses and how many doctors work in general practice?",
        "How many pupils stay on, and what do most sixth formers study?",
        "Which towns flood most and how much do repairs cost households?",
        "How many people died and what did the coroner recommend?",
        "How many boats sank, and why did the coastguard arrive late?",
        "Which wards and when did the hospital trust close in winter?",
        "How much is a bus pass and who can apply for free travel?",
    ],
)
def test_a_compound_question_with_a_verb_for_each_part_stands_alone(question):
    assert standalone_question(question, PLAN) == question


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("How many homes did Leeds sell to York?", "how many did Hull sell?", "How many homes did Hull sell to York?"),
        (
            "Did Northvale get cash from the Tide Fund?",
            "and did Tarnby get any?",
            "Did Tarnby get cash from the Tide Fund?",
        ),
        (
            "What has the Tarn Trust had from Kelder?",
            "what did Kiln Mill get?",
            "What has Kiln Mill had from Kelder?",
        ),
        ("How many homes did Leeds sell to York?", "and to Hull?", "How many homes did Leeds sell to Hull?"),
        ("How many homes were sold in Leeds?", "how many did Hull get?", "How many homes were sold in Hull?"),
    ],
)
def test_another_that_does_the_same_takes_the_place_of_the_one_that_did(before, question, understood):
    assert standalone_question(question, turns(before)) == understood


@pytest.mark.parametrize(
    ("asked", "follow_up", "understood"),
    [
        ("was that the biggest rise?", "and Hull?", "By how much did jobs grow in Hull in 2021?"),
        ("was Leeds the first?", "and Hull?", "was Hull the first?"),
    ],
    ids=["asked of the answer", "asked of the thing"],
)
def test_what_was_asked_of_an_answer_is_not_asked_of_another_thing(asked, follow_up, understood):
    history = [Turn("By how much did jobs grow in Leeds in 2021?", "By 41%."), Turn(asked, "Yes.")]
    assert standalone_question(follow_up, history) == understood


CREATED = "How many jobs were created in Leeds in 2022?"


@pytest.mark.parametrize(
    "question",
    [
        "Any figures for York?",
        "Do we have figures for York?",
        "Is there any data on York?",
        "what are the numbers for York?",
        "Figures for York?",
    ],
)
def test_figures_for_another_are_what_was_asked_before(question):
    assert standalone_question(question, turns(CREATED)) == CREATED.replace("Leeds", "York")


@pytest.mark.parametrize(
    ("question", "carried"),
    [
        ("what is the England average?", "Leeds, jobs, created, 2022"),
        ("What was the national average?", "Leeds, jobs, created, 2022"),
        ("What is the target for 2025?", "Leeds, jobs, created"),
        ("What is the target for next year?", "Leeds, jobs, created, 2022"),
        ("Which employers created the most?", "Leeds, jobs, created, 2022"),
        ("How does it compare to the previous year?", "Leeds, jobs, created, 2022"),
        ("What is the average salary of a nurse?", "Leeds"),
        ("What is the 2030 target for buses?", "Leeds"),
        ("Which ward has the most shops?", "Leeds"),
    ],
)
def test_what_says_nothing_of_what_it_is_about_gets_what_was_talked_about(question, carried):
    assert standalone_question(question, turns(CREATED)) == f"{question} ({carried})"


@pytest.mark.parametrize("question", ["Compare with Bradford", "compared with Bradford?", "compare that to Bradford"])
def test_what_is_to_be_compared_with_another_is_what_was_asked_before(question):
    assert standalone_question(question, turns(CREATED)) == f"{CREATED[:-1]} compared with Bradford?"


@pytest.mark.parametrize(
    "question",
    [
        "What are the crime figures for York?",
        "What is the average wage in York?",
        "What is the rate of unemployment in York?",
        "Do we have any data for schools in York?",
        "How does Leeds compare with Bradford?",
        "Which school in York has the most?",
    ],
)
def test_a_figure_that_says_of_what_it_is_stands_alone(question):
    assert standalone_question(question, turns(CREATED)) == question
