"""The answer record: what it says, and that every quote stands in the stored text where the record says."""

from __future__ import annotations

import json

import pytest

from assistant.assistant import Assistant, check_question
from assistant.conversation.small_talk import LISTED
from assistant.errors import IndexUnavailable, UsageError
from assistant.schema import GOES_ON, Answer, AnswerStatus, Filters, Turn
from assistant.testing import HashingEmbedder, fake_settings, open_assistant

ANSWERED = [
    (
        "How many medical technology companies are headquartered in Saltham?",
        "1.1 Saltham has 57 medical technology companies headquartered in the city. [1]",
        "1 Companies, paragraph 1.1",
    ),
    (
        "What is the area of Kiln Park?",
        "Site: Kiln Park; Area: 900 square metres [1]",
        '2 Funding, Table 2, row "Kiln Park"',
    ),
    ("How many grants were awarded in 2022?", "Year: 2022; Grants: 19; Amount: £1.9 million [", None),
    ("How many patients did the mobile clinics see in 2023?", "31 villages in 2023 and saw 8,200 patients. [1]", None),
    ("Who chairs the strategy board?", "Dr. Imani Okoro chairs the strategy board, which meets four times", None),
    (
        "What three measures does the review recommend?",
        "The review recommends three measures:\n\na seed fund of £5 million for young companies\n"
        "a shared clean room in the Harbour Works\nopen to firms of every size\nan adviser on regulation [1]",
        "2 Funding, paragraph 1",
    ),
    (
        "Which four priorities does the strategy name?",
        "The strategy names four priorities:\n\n1. shorter waiting times\n2. better housing for older people\n",
        None,
    ),
]
NOT_ANSWERED = [
    "How many dentists work on Jupiter's largest moon?",
    "What did the zebra eat for breakfast?",
    "Who won the chess tournament of 1987?",
    "zzz qqq",
]


@pytest.mark.parametrize(("question", "text", "place"), ANSWERED)
def test_a_question_is_answered_in_the_words_of_the_evidence(assistant: Assistant, question, text, place):
    record = assistant.ask(question)
    assert record.status is AnswerStatus.answered
    assert text in record.text
    assert record.closest == ()
    assert place is None or record.citations[0].locator.describe() == place


@pytest.mark.parametrize("question", NOT_ANSWERED)
def test_a_question_the_evidence_does_not_answer_gets_no_answer_and_no_citations(assistant: Assistant, question):
    record = assistant.ask(question)
    assert record.status is AnswerStatus.insufficient_evidence
    assert record.text == "The evidence does not say."
    assert (record.statements, record.citations) == ((), ())
    assert record.closest
    assert len({citation.passage for citation in record.closest}) == len(record.closest)


@pytest.mark.parametrize("question", [*(question for question, _, _ in ANSWERED), *NOT_ANSWERED])
def test_every_quote_is_exactly_what_the_stored_text_says(assistant: Assistant, question):
    assert_grounded(assistant, assistant.ask(question))


def assert_grounded(assistant: Assistant, record: Answer) -> None:
    """Check everything the record promises about its quotes."""
    for citation in (*record.citations, *record.closest):
        document = assistant.document(citation.document)
        assert citation.quote == document.text[citation.start : citation.end] != ""
        assert citation.quote in citation.passage
        assert citation.passage in document.text
        assert citation.text_sha256 == document.text_sha256
        assert citation.locator == document.locate(citation.start, citation.end)
        assert citation.file == document.source.file
    assert [citation.number for citation in record.citations] == list(range(1, len(record.citations) + 1))
    assert [citation.number for citation in record.closest] == list(range(1, len(record.closest) + 1))
    numbers = {citation.number: citation for citation in record.citations}
    for statement in record.statements:
        assert statement.citations
        assert statement.text.removesuffix(GOES_ON) == numbers[statement.citations[0]].quote
        assert f"{statement.text} [{statement.citations[0]}]" in record.text
        if statement.exact:
            start, end = statement.exact
            assert 0 <= start < end <= len(statement.text)
    for passage in record.retrieved:
        assert passage.text == assistant.document(passage.document).text[passage.start : passage.end]
        assert set(passage.scores) - {"reader"} == {"lexical", "dense", "sentence", "fused"}  # not every one is read
    assert 0 <= record.confidence <= 1


def test_a_superlative_is_computed_over_the_rows_of_its_table(assistant: Assistant):
    record = assistant.ask("Which year has the highest amount?")
    (statement,) = record.statements
    assert statement.text == "Year: 2022; Grants: 19; Amount: £1.9 million"
    assert statement.text[slice(*statement.exact)] == "2022"
    assert statement.calculated == "the highest of 3 rows under “Amount”"
    assert_grounded(assistant, record)


def test_the_same_question_on_the_same_generation_gives_the_same_record(assistant: Assistant):
    first, second = (assistant.ask(ANSWERED[0][0]).to_record(explain=True) for _ in range(2))
    assert first.pop("timings_ms").keys() == second.pop("timings_ms").keys()
    assert first == second


def test_the_record_is_plain_data_with_the_considered_passages_only_on_demand(assistant: Assistant):
    answer = assistant.ask(ANSWERED[0][0], id="q1")
    record = json.loads(json.dumps(answer.to_record()))
    assert "retrieved" not in record
    assert (record["id"], record["status"], record["generation"]) == ("q1", "answered", assistant.generation)
    assert record["timings_ms"]["total"] >= 0
    assert len(json.loads(json.dumps(answer.to_record(explain=True)))["retrieved"]) == len(answer.retrieved) > 0


def test_an_id_is_made_from_the_question_where_none_is_given(assistant: Assistant):
    assert assistant.ask("Who chairs the board?").id == assistant.ask("Who chairs the board?").id
    assert assistant.ask("Who chairs the board?").id != assistant.ask("Who pays the board?").id


def test_an_answer_carries_the_date_and_publisher_of_its_document(assistant: Assistant):
    (citation, *_) = assistant.ask("Who chairs the strategy board?").citations
    assert (citation.title, citation.publisher, citation.date, citation.file) == (
        "Northvale health strategy",
        "Northvale Council",
        "2022-11-02",
        "northvale-strategy.md",
    )


def test_an_item_of_a_list_is_shown_with_what_introduces_it(assistant: Assistant):
    record = assistant.ask("How large is the seed fund for young companies?")
    assert record.statements[0].text == "a seed fund of £5 million for young companies"
    assert record.statements[0].context == "The review recommends three measures:"


def test_a_sentence_that_begins_with_a_pronoun_is_shown_with_the_one_before_it(assistant: Assistant):
    record = assistant.ask("What turned over £610 million in 2023, and how many people do they employ?")
    statement = next(statement for statement in record.statements if statement.text.startswith("They employ"))
    assert statement.context == "1.1 Saltham has 57 medical technology companies headquartered in the city."


def test_a_follow_up_is_understood_with_the_question_before_it(assistant: Assistant):
    history = [Turn("How many nurses does Northvale employ?", "1,150 [1]")]
    record = assistant.ask("And how many more will it train?", history=history)
    assert record.question == "And how many more will it train?"
    assert "Northvale" in record.standalone_question
    assert any("200 more nurses by 2026" in citation.quote for citation in record.citations)


def test_names_typed_in_lower_case_are_carried_on_with_their_capitals(assistant: Assistant):
    history = [Turn("how many medical technology companies are headquartered in saltham?", "57.")]
    assert "Saltham" in assistant.ask("how many people do they employ there?", history=history).standalone_question
    asked = "what is the west yorkshire investment zone worth?"
    record = assistant.ask(asked)
    assert record.question == asked
    assert record.standalone_question == "what is the West Yorkshire investment zone worth?"


def test_how_many_documents_there_are_is_told(assistant: Assistant):
    head, *listed = assistant.ask("How many documents are there?").text.split("\n")
    assert head == "The evidence base holds 3 documents:"
    assert len(listed) == 3
    assert all(line.startswith(LISTED) for line in listed)


@pytest.mark.parametrize("question", ["Hello", "Thanks!", "What can you do?", "Which documents do you have?"])
def test_small_talk_is_replied_to_and_claims_nothing(assistant: Assistant, question):
    record = assistant.ask(question)
    assert record.status is AnswerStatus.out_of_scope
    assert (record.statements, record.citations, record.closest, record.retrieved) == ((), (), (), ())
    assert record.text


MEASURES = Turn("What three measures does the review recommend?", "The review recommends three measures. [1]")


@pytest.mark.parametrize("asked", ["put that in one sentence", "in short?", "summarise it please"])
def test_an_answer_in_short_is_its_first_statement_again_with_its_citation(assistant: Assistant, asked):
    whole = assistant.ask(MEASURES.question)
    record = assistant.ask(asked, history=[MEASURES, Turn("thanks", "You are welcome.")])
    assert record.status is AnswerStatus.answered
    assert record.question == asked
    assert (record.statements, record.standalone_question) == (whole.statements[:1], MEASURES.question)
    assert [citation.number for citation in record.citations] == list(record.statements[0].citations)
    assert record.text in whole.text


@pytest.mark.parametrize("asked", ["and the source?", "where's that from?", "how recent is that?"])
def test_the_sources_of_the_last_answer_are_named_with_place_and_date(assistant: Assistant, asked):
    record = assistant.ask(asked, history=[MEASURES])
    assert record.status is AnswerStatus.out_of_scope
    place = assistant.ask(MEASURES.question).citations[0]
    assert place.title in record.text
    assert place.locator.describe() in record.text
    assert place.date[:4] in record.text


@pytest.mark.parametrize("asked", ["rephrase that", "in short?", "and the source?"])
def test_of_an_answer_that_there_is_not_nothing_is_claimed(assistant: Assistant, asked):
    for history in ([], [Turn(NOT_ANSWERED[0], "The evidence does not say.")]):
        record = assistant.ask(asked, history=history)
        assert record.status is AnswerStatus.out_of_scope
        assert (record.statements, record.citations) == ((), ())


def test_asking_for_the_documents_names_them(assistant: Assistant):
    text = assistant.ask("Which sources are there?").text
    assert "\n- Northvale health strategy\n- Panel paper: mobile clinics\n- Saltham" in text


def test_a_filter_confines_the_answer(assistant: Assistant):
    record = assistant.ask("How many nurses are there?", filters=Filters(documents=("clinic-paper.md",)))
    everything = (*record.citations, *record.closest)
    assert everything
    assert {citation.document for citation in everything} == {"papers-clinic-paper"}


def test_a_filter_for_an_unknown_document_is_refused(assistant: Assistant):
    with pytest.raises(UsageError) as raised:
        assistant.ask("How many nurses?", filters=Filters(documents=("nope.md",)))
    assert str(raised.value) == (
        "The filter names the document 'nope.md', which is not in the index. Run 'assistant documents' for the list."
    )


BAD_QUESTIONS = [
    ("", "The question is empty. Type a question about the evidence base."),
    (" \n\t ", "The question is empty. Type a question about the evidence base."),
    ("a" * 2001, "The question has 2,001 characters; at most 2,000 are read. Shorten it."),
    ("word " * 20_000, "The question has 100,000 characters; at most 2,000 are read. Shorten it."),
    ("\x00\x01\x02\x03\x04", "The question is not text. Type it in words."),
    ("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "The question is not text. Type it in words."),
    ("\udcff\udcfe", "The question is not text. Type it in words."),
    ("How many companies are headquartered in Leeds\udcff?", "The question is not text. Type it in words."),
]


@pytest.mark.parametrize(("question", "message"), BAD_QUESTIONS, ids=range(len(BAD_QUESTIONS)))
def test_what_cannot_be_a_question_is_refused(assistant: Assistant, question, message):
    with pytest.raises(UsageError) as raised:
        assistant.ask(question)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "question",
    [
        "LHCA?\u200b",
        "Zoë’s “plan”?",
        "soft\u00adhyphen?",
        "two\nlines?",
        "中文问题?",
        "👩\u200d⚕️ nurses?",
        "<b>?</b>",
        "a" * 2000,
    ],
)
def test_unusual_text_is_still_a_question(question):
    check_question(question, limit=2000)


@pytest.mark.parametrize(
    "question", ["'; drop table passages; --", "{0} %s $HOME `id`", "<script>alert(1)</script>", "](http://x) **b**"]
)
def test_a_question_is_data(assistant: Assistant, question):
    record = assistant.ask(question)
    assert record.question == question
    assert_grounded(assistant, record)


def test_opening_without_an_index_names_the_command(tmp_path):
    settings = fake_settings(tmp_path)
    with pytest.raises(IndexUnavailable) as raised:
        Assistant(settings, HashingEmbedder(), None)
    assert str(raised.value) == (
        f"There is no index at '{settings.index}'. "
        f'Run "assistant index --corpus {settings.corpus} --index {settings.index}" to build it.'
    )
    assert list(tmp_path.iterdir()) == []


def test_documents_are_listed_with_what_is_known_of_them(assistant: Assistant):
    first, second, third = assistant.documents()
    assert (first.id, second.file, third.title) == (
        "northvale-strategy",
        "papers/clinic-paper.md",
        "Saltham medical technology review",
    )
    assert (third.publisher, third.date, third.kind, third.geography) == (
        "Saltham Growth Board",
        "2024-03",
        "report",
        ("Saltham", "Northvale"),
    )
    assert first.pages == 0
    assert all(summary.passages > 0 for summary in (first, second, third))


def test_a_part_that_names_nothing_is_asked_of_the_document_of_the_part_before(tmp_path, shared_words):
    files = {
        "zone.md": "# Carr Zone\n\nThe Carr Zone is for two sectors, textiles and dyes.\n\n"
        "In 2025 the very first thing it delivered was £4m of advice for firms.\n",
        "buses.md": "# Buses\n\nThe first thing delivered in 2025 was Moor bus station, "
        "the very first thing of its kind.\n",
    }
    second = "what was the very first thing delivered in 2025?"
    with open_assistant(tmp_path, files) as assistant:
        alone = assistant.ask(second)
        beside = assistant.ask(f"Which sectors is the zone for, and {second}")
    assert "bus station" in alone.statements[0].text
    assert [citation.document for citation in beside.citations] == ["zone", "zone"]
    assert "£4m" in beside.text
    assert "bus station" not in beside.text


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("Who runs Carr Mill?", "The director of Carr Mill is Ada Moss"),
        ("Who runs Moor Hub?", "Ada Moss runs Moor Hub"),
    ],
    ids=["its director, where what is found names nobody", "who is said to"],
)
def test_who_runs_something_is_its_director_unless_someone_is_said_to(tmp_path, shared_words, question, leads):
    files = {
        "mill.md": "# Mills\n\nCarr Mill runs four wheels.\n\nThe director of Carr Mill is Ada Moss, a miller.\n",
        "hub.md": "# Hubs\n\nAda Moss runs Moor Hub from Crale.\n\nThe director of Moor Hub is Ben Hale, a baker.\n",
    }
    with open_assistant(tmp_path, files) as assistant:
        answer = assistant.ask(question)
    assert answer.statements[0].text.startswith(leads)


def test_initials_that_no_document_explains_are_those_of_the_name_it_writes_out(tmp_path, shared_words):
    files = {
        "ward.md": "# Wards\n\nThe Crale General Infirmary opened in 1871.\n\n"
        "The Moor Street dispensary opened in 1903.\n\nA ward of the Crale General Infirmary has ten beds.\n",
    }
    with open_assistant(tmp_path, files) as assistant:
        answer = assistant.ask("When did the CGI open?")
        other = assistant.ask("When did the MSX open?")
    assert "1871" in answer.statements[0].text
    assert other.statements == ()
