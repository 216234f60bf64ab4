"""What the engine makes of a reader's spans: bold words, whole lists, and no fault whatever the reader says."""

from __future__ import annotations

import pytest

from assistant.answering.quoting import MAX_LIST_WORDS
from assistant.assistant import Assistant
from assistant.reading.protocol import Reading
from assistant.schema import GOES_ON, AnswerStatus
from assistant.testing import build_sample_index, fake_settings, make_corpus

from ..test_assistant import assert_grounded
from .samples import ScriptedReader


class WildReader:
    """Gives spans that no reader should give."""

    name = "wild"

    def __init__(self, spans) -> None:
        self._spans = tuple(spans)

    def read(self, question, passages):
        return [Reading(*(self._spans[0] if self._spans else (0, 0, 0.0)), self._spans) for _ in passages]


@pytest.mark.parametrize(
    ("question", "words", "exact"),
    [
        ("How many medical technology companies are headquartered in Saltham?", "57", "57"),
        ("What is the area of Kiln Park?", "900 square metres", "900 square metres"),
        ("Who chairs the strategy board?", "Imani Okoro", "Imani Okoro"),
    ],
)
def test_the_readers_words_are_the_exact_answer(open_with, question, words, exact):
    record = open_with(ScriptedReader(words)).ask(question)
    statement = record.statements[0]
    assert statement.text[slice(*statement.exact)] == exact


def test_a_span_that_runs_beyond_its_sentence_is_cut_at_its_end(open_with):
    reader = ScriptedReader(
        "Imani Okoro chairs the strategy board, which\nmeets".replace("\n", " ") + " four times a year."
    )
    record = open_with(reader).ask("Who chairs the strategy board?")
    assert_grounded(open_with(reader), record)


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(0, 0, 0.0)],
        [(0, 100_000, 5.0)],
        [(5, 2, 5.0)],
        [(-5, 3, 5.0)],
        [(100_000, 100_001, 5.0)],
        [(0, 5, float("-inf"))],
        [(0, 5, 1e9)],
    ],
    ids=["none", "empty", "too long", "backwards", "before", "behind", "minus infinity", "huge"],
)
def test_no_span_of_a_reader_makes_a_wrong_quote(open_with, spans):
    assistant = open_with(WildReader(spans))
    for question in ("Who chairs the strategy board?", "What three measures does the review recommend?"):
        assert_grounded(assistant, assistant.ask(question))


@pytest.mark.parametrize(
    ("question", "read", "text", "exact"),
    [
        ("How many patents has Saltham in 2021?", "29", "Place: Saltham … 2021: 29", "29"),
        ("How many patents has Saltham in 2021?", "74", "Place: Saltham … 2021: 29", "29"),
        ("How many patents has Saltham?", "74", "Place: Saltham; 2020: 34; 2021: 29; Total: 74", "74"),
        ("How many patents has Saltham in 2020?", "34", "Place: Saltham; 2020: 34", "34"),
    ],
    ids=["the cell", "another cell", "no column named", "the next cell"],
)
def test_of_a_row_only_the_cells_that_were_asked_for_are_said(open_with, tmp_path, question, read, text, exact):
    settings = fake_settings(tmp_path)
    table = "| Place | 2020 | 2021 | Total |\n| --- | --- | --- | --- |\n| Saltham | 34 | 29 | 74 |\n"
    make_corpus(settings.corpus, {"a.md": f"# Patents\n\nPatents by place.\n\n{table}"})
    build_sample_index(settings)
    record = open_with(ScriptedReader(read), settings).ask(question)
    statement = next(one for one in record.statements if "Place" in one.text)
    assert statement.text == text
    assert statement.text[slice(*statement.exact)] == exact
    quotes = [citation.quote for citation in record.citations if citation.number in statement.citations]
    assert quotes == ["Place: Saltham; 2020: 34; 2021: 29; Total: 74"]


def test_a_very_long_list_is_cut_at_an_item(open_with, tmp_path):
    items = "\n".join(f"- measure {number} " + " ".join(["word"] * 15) for number in range(40))
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"a.md": f"# A\n\nThe review recommends forty measures:\n\n{items}\n"})
    build_sample_index(settings)
    assistant = open_with(None, settings)
    record = assistant.ask("Which forty measures does the review recommend?")
    assert record.status is AnswerStatus.answered
    statement = record.statements[0]
    assert statement.text.startswith("The review recommends forty measures:\n\nmeasure 0")
    told = statement.text.removesuffix(GOES_ON)
    assert told != statement.text, "it is not said that the list goes on"
    assert len(told.split()) <= MAX_LIST_WORDS
    assert told.endswith("word")
    assert_grounded(assistant, record)


@pytest.mark.parametrize("opener", ["They", "Of these,", "In this hub"])
def test_what_a_sentence_refers_to_is_shown_in_front_of_it(open_with, tmp_path, opener):
    settings = fake_settings(tmp_path)
    before = "The study counts 300 lens makers in Saltham."
    make_corpus(settings.corpus, {"a.md": f"# Lenses\n\n{before} {opener} 254 export lenses abroad."})
    build_sample_index(settings)
    record = open_with(ScriptedReader("254"), settings).ask("How many lens makers export abroad?")
    statement = next(one for one in record.statements if one.text.startswith(opener))
    assert statement.context == before


def test_an_answer_to_one_thing_is_short(assistant: Assistant):
    for question in (
        "Who chairs the strategy board?",
        "How many nurses does Northvale employ?",
        "When did Harbour Works open?",
    ):
        assert len(assistant.ask(question).text.split()) <= 80


def test_two_parts_of_a_question_get_a_statement_each(assistant: Assistant):
    record = assistant.ask("How many nurses does Northvale employ and who chairs the strategy board?")
    said = " ".join(statement.text for statement in record.statements)
    assert "1,150 nurses" in said
    assert "Imani Okoro" in said


@pytest.fixture
def ask_about(open_with, tmp_path):
    def ask(text: str, question: str, words: str):
        settings = fake_settings(tmp_path)
        make_corpus(settings.corpus, {"a.md": text})
        build_sample_index(settings)
        return open_with(ScriptedReader(words), settings).ask(question).statements

    return ask


DECISIONS = "# Meals\n\nThree things need a decision:\n\n1. price of a meal\n2. closing the kitchen\n3. free meals\n"


def test_two_items_of_a_list_bring_all_of_it(ask_about):
    (statement,) = ask_about(DECISIONS, "What needs a decision on a meal, the kitchen and free meals?", "the kitchen")
    assert statement.text.startswith("Three things need a decision:")
    assert statement.text.endswith("3. free meals")


def test_one_value_brings_no_list(ask_about):
    statements = ask_about(DECISIONS, "When is a decision on a meal, the kitchen and free meals?", "the kitchen")
    assert len(statements) > 1
    assert all("\n" not in statement.text for statement in statements)


def test_an_item_is_quoted_with_the_items_nested_in_it(ask_about):
    text = "# Meals\n\nWhat we buy:\n\n- Fish: certified\n  - hake\n  - salmon\n- Milk: organic\n"
    first = ask_about(text, "Is the fish certified?", "certified")[0]
    assert first.text == "Fish: certified\nhake\nsalmon"
    assert first.context == "What we buy:"


def test_a_citation_shows_the_words_that_lead_to_its_item(open_with, tmp_path):
    items = "".join(
        f"- step {number} of the plan: {'paint the pier and mend its lamps ' * 5}\n" for number in range(12)
    )
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"a.md": f"# Pier\n\nThe plan for the pier has twelve steps:\n\n{items}"})
    build_sample_index(settings)
    answer = open_with(ScriptedReader("step 3 of the plan"), settings).ask("Is step 3 of the plan for the pier paint?")
    assert answer.statements[0].context == "The plan for the pier has twelve steps:"
    assert answer.citations[0].passage.startswith("The plan for the pier has twelve steps:")


@pytest.mark.parametrize("gap", [" ", "\n\n"], ids=["in its paragraph", "in its own"])
def test_the_answer_behind_a_question_is_quoted_with_it(ask_about, gap):
    first = ask_about(
        f"# Moorings\n\nCan a guest moor?{gap}Yes, a guest can moor for a night.", "Can a guest moor?", "for a night"
    )[0]
    assert " ".join(filter(None, (first.context, first.text))) == "Can a guest moor? Yes, a guest can moor for a night."
    assert first.text[slice(*first.exact)] == "for a night"


@pytest.mark.parametrize(
    ("words", "bold"),
    [
        ("a lack of drivers, cooks included", False),
        ("a lack of drivers, cooks included; and a delay", True),
        ("a delay, or worse", False),
    ],
    ids=["the first of two", "all", "the last of two"],
)
def test_half_an_enumeration_is_not_bold(ask_about, words, bold):
    end = ", or worse." if words.endswith("worse") else "."
    text = f"# Risks\n\nThe red risks: a lack of drivers, cooks included; and a delay{end}"
    assert (ask_about(text, "What are the red risks?", words)[0].exact is not None) is bold


def test_a_corpus_of_nothing_but_a_question_gives_no_answer(open_with, tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, {"a.md": "# Moorings\n\nCan a guest moor?"})
    build_sample_index(settings)
    record = open_with(ScriptedReader("guest"), settings).ask("Can a guest moor?")
    assert record.status is AnswerStatus.insufficient_evidence


def test_a_dash_in_a_cell_is_not_bold(ask_about):
    table = "| Place | 2020 | 2021 | Total |\n| --- | --- | --- | --- |\n| Saltham | 34 | – | 34 |\n"
    first = ask_about(f"# Patents\n\n{table}", "How many patents has Saltham in 2021?", "34")[0]
    assert first.text == "Place: Saltham … 2021: –"
    assert first.exact is None


def test_the_reader_tells_which_table_is_meant_and_the_numbers_tell_which_row(ask_about):
    names = ("Northvale health courses | 205 | 9", "Saltham health courses | 123 | 7", "Holme health courses | 6 | 2")
    table = "\n".join(
        ["| Area | All people | Young people |", "| --- | --- | --- |", *(f"| {name} |" for name in names)]
    )
    statements = ask_about(
        f"# Health courses\n\n{table}", "Which health courses have the most people in the area?", "Holme"
    )
    assert [statement.text for statement in statements] == [
        "Area: Northvale health courses; All people: 205; Young people: 9"
    ]


def test_rows_that_are_only_shown_are_not_enough_by_themselves(ask_about):
    rows = "| Northline | 20 | 31 |\n| Coastway | 22 | 12 |\n| Valley | 9 | 8 |\n"
    table = f"Table 1: Journeys by operator\n\n| Operator | 2022 | 2023 |\n| --- | --- | --- |\n{rows}"
    asked = "Which operator carried the most elderly rail passengers in 2023?"
    assert not ask_about(f"# Rail\n\n{table}", asked, "none")
