"""The measurements of the decision that are more than a look-up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.features import answer_features, with_reading
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.answering.unread import unread_features
from assistant.corpus.document import Block, BlockKind, Cell
from assistant.passages import Passage
from assistant.reading.protocol import Reading
from assistant.retrieval import Candidate

from .samples import scored

TEXT = "The backlog at Leeds General Infirmary stood at £650m."


def unit(text: str = TEXT) -> Unit:
    passage = Passage("p", "hospitals", 0, len(text), text, "Hospitals", ((0, len(text)),))
    return Unit(Candidate(0, passage, 0.5, 0.5, (0.7,)), 0, len(text), BlockKind.paragraph, text)


def unit_features(question, units, reading, *, weight, surroundings) -> list[Scored]:
    return with_reading(question, units, unread_features(question, units, weight, surroundings), reading)


def measure(question: str) -> Scored:
    reading = Reading(0, 3, 1.0, ((0, 3, 1.0),))
    return unit_features(
        analyse_question(question), [unit()], reading, weight=lambda term: 1.0, surroundings="Hospitals 2025"
    )[0]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("What is the backlog at Leeds General Infirmary?", 0.0),
        ("What is the backlog at Bradford Royal Infirmary?", 2 / 3),
        ("What is the backlog in York?", 1.0),
        ("What is the backlog in Leeds and in York?", 1.0),
        ("York: what is the backlog?", 0.0),
        ("what is the backlog in york?", 0.0),
    ],
    ids=["given", "in part", "not", "one of two", "it opens the question", "no capitals"],
)
def test_the_phrase_that_is_missing_most_is_measured(question, share):
    assert measure(question).features["phrase_missing"] == pytest.approx(share)


@pytest.mark.parametrize(
    ("question", "text", "conflicts"),
    [
        ("How many beds are in York?", "Leeds has 40 beds.", 1.0),
        ("How many beds are in York?", "The region has 40 beds (with Leeds).", 0.0),
        ("How many beds does the hospital have? (York)", "The hospital, like that in Leeds, has 40 beds.", 0.0),
        ("How many beds are in York?", "There are 40 beds in York and 9 in the rest of North Yorkshire.", 0.0),
        ("How many beds are in Leeds?", "There are 40 beds in Leeds and in the rest of West Yorkshire.", 1.0),
        ("How many beds are in West Yorkshire?", "There are 40 beds in Leeds and the rest of West Yorkshire.", 0.0),
        ("How many beds are in Leeds, without the rest of West Yorkshire?", "West Yorkshire has 90 beds.", 1.0),
        ("How many beds are in Leeds, without the rest of West Yorkshire?", "The region has 90 beds.", 1.0),
        ("How many beds are in Leeds, without the rest of West Yorkshire?", "Leeds has 40 beds.", 0.0),
        ("How many beds are in Leeds, without the rest of West Yorkshire?", "The city has 40 beds.", 0.0),
        ("How many beds has West Yorkshire, excluding Leeds?", "Leeds has 40 beds.", 1.0),
        ("How many beds has West Yorkshire, excluding Leeds?", "There are 50 beds outside Leeds and York.", 0.0),
        ("How many beds has West Yorkshire, including Leeds?", "Leeds has 40 beds.", 0.0),
        ("How many beds are in Leeds, not Bradford?", "Bradford has 9 beds.", 1.0),
        ("How many beds are outside Leeds?", "Bradford has 9 beds.", 0.0),
        ("How many beds are in Leeds?", "The region has 90 beds.", 0.0),
        ("Who chairs the Hull trust?", "The chair is Ruth Preston.", 0.0),
        ("How did pupils in Hull do?", "Reading levels rose to 71%.", 0.0),
    ],
)
def test_what_is_in_brackets_or_named_like_a_place_is_in_no_conflict(question, text, conflicts):
    (features,) = unread_features(analyse_question(question), [unit(text)], lambda term: 1.0, "Hospitals")
    assert features["place_conflicts"] == conflicts


def test_the_lead_is_the_best_units_share_of_all():
    best = measure("What is the backlog?")
    ranked = [Scored(best.unit, None, best.features, score) for score in (2.0, 2.0, -90.0)]
    measured = answer_features(analyse_question("What is the backlog?"), ranked)
    assert measured["lead"] == pytest.approx(0.5)
    assert measured["rank_score"] == 2.0


@pytest.mark.parametrize(
    ("question", "missing", "conflicts"),
    [
        ("What is the backlog in Leeds?", 0.0, 0.0),
        ("What is the backlog in Leeds City Region?", 0.0, 0.0),
        ("What is the backlog in Bradford?", 1.0, 1.0),
        ("Is the backlog of Leeds longer than Bradford's?", 0.0, 0.0),
        ("What is the backlog?", 0.0, 0.0),
    ],
)
def test_a_figure_for_another_place_is_measured(question, missing, conflicts):
    features = measure(question).features
    assert (features["places_missing"], features["place_conflicts"]) == (missing, conflicts)


def row(*cells: tuple[str, str]) -> Unit:
    """Return a row of a table as it is stored, at the start of its document."""
    text, found = "", []
    for column, value in cells:
        text += f"{'; ' if text else ''}{column}{': ' if column else ''}{value}"
        found.append(Cell(column, len(text) - len(value), len(text)))
    block = Block(BlockKind.table_row, 0, len(text), table="", row=cells[0][1], cells=tuple(found))
    return replace(unit(text), kind=BlockKind.table_row, block=block)


def exact_of(given: Unit, words: str) -> str | None:
    start = given.text.index(words)
    span = (start, start + len(words), 1.0)
    reading = Reading(*span, (span,))
    question = analyse_question("What is it?")
    (scored,) = unit_features(question, [given], reading, weight=lambda term: 1.0, surroundings="")
    return given.text[slice(*scored.exact)] if scored.exact else None


GRANT = row(("Scheme", "Farm grant"), ("Most", "£25,000"), ("Who", "farms"), ("Left", "–"))


@pytest.mark.parametrize(
    ("given", "words", "exact"),
    [
        (unit("Licence L/2021/00417/3 expires."), "2021/00417", "L/2021/00417/3"),
        (unit("In 2021/22 it rained."), "2021", "2021/22"),
        (unit("It cost £1.87 million."), "87 million", "£1.87 million"),
        (GRANT, "25,000; Who: farms", "£25,000"),
        (GRANT, "Most: £25,000", "£25,000"),
        (GRANT, "Most", None),
        (GRANT, "–", None),
        (replace(unit("May a guest moor? Yes."), asked_until=17), "guest moor? Yes", "Yes"),
        (replace(unit("May a guest moor? Yes."), asked_until=17), "guest", None),
    ],
    ids=[
        "a reference",
        "a financial year",
        "a figure",
        "over two cells",
        "a column's name in front",
        "a column's name only",
        "a dash",
        "over the question in front",
        "in the question in front",
    ],
)
def test_the_exact_answer_is_whole_words_of_one_cell(given, words, exact):
    assert exact_of(given, words) == exact


@pytest.mark.parametrize(
    ("question", "text", "missing", "conflicts"),
    [
        ("How many came in 2022/23?", "57 came between April 2021 and March 2022.", 1.0, 1.0),
        ("How many came in 2022/23?", "57 came in 2022/23.", 0.0, 0.0),
        ("How many came in 2022/23?", "57 came in March 2023.", 1.0, 0.0),
        ("How many came in 2022?", "57 came in 2021/22.", 0.0, 0.0),
    ],
    ids=["the year before", "the same", "a part of it", "a span that holds it"],
)
def test_a_financial_year_is_not_its_neighbour(question, text, missing, conflicts):
    reading = Reading(0, 2, 1.0, ((0, 2, 1.0),))
    (scored,) = unit_features(
        analyse_question(question), [unit(text)], reading, weight=lambda term: 1.0, surroundings="Report 2020"
    )
    assert (scored.features["years_missing"], scored.features["year_conflicts"]) == (missing, conflicts)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is the premium for band E?", ["E"]),
        ("What is the premium for band A?", ["A"]),
        ("A premium for what?", []),
        ("What was the budget of 2023?", ["2023 (budget)"]),
        ("What was spent in 2023?", ["2023 (actual)", "2023 (budget)"]),
    ],
)
def test_a_row_is_named_by_one_letter_and_without_its_brackets(question, named):
    rows = [row(("Band", name), ("Premium", "5")) for name in ("A", "E", "2023 (actual)", "2023 (budget)")]
    reading = Reading(0, 2, 1.0, ((0, 2, 1.0),))
    scored = unit_features(analyse_question(question), rows, reading, weight=lambda term: 1.0, surroundings="")
    assert [one.unit.block.row for one in scored if one.features["row_matches"]] == named


def test_a_row_under_no_heading_is_named_by_its_whole_first_cell():
    rows = [row(("", name), ("Cost", "£4m")) for name in ("Crale: trams", "Pern: trams")]
    reading = Reading(0, 2, 1.0, ((0, 2, 1.0),))
    question = analyse_question("What would trams in Crale cost?")
    scored = unit_features(question, rows, reading, weight=lambda term: 1.0, surroundings="")
    assert [one.unit.block.row for one in scored if one.features["row_matches"]] == ["Crale: trams"]


@pytest.mark.parametrize(
    ("question", "missing"), [("When is the fourth round?", 1.0), ("When is the third round?", 0.0)]
)
def test_another_place_in_an_order_counts_as_a_missing_number(question, missing):
    best = unit("The third round is let in January.")
    ranked = unit_features(
        analyse_question(question),
        [best],
        Reading(0, 3, 1.0, ((0, 3, 1.0),)),
        weight=lambda term: 1.0,
        surroundings="",
    )
    assert answer_features(analyse_question(question), ranked)["numbers_missing"] == missing


def test_a_unit_has_the_cosine_of_its_own_sentence_and_of_its_passage():
    features = measure("What is the backlog?").features
    assert (features["unit_dense"], features["dense"]) == (0.7, 0.5)


def test_a_passage_without_units_has_no_measurements():
    assert unread_features(analyse_question("What is the backlog?"), [], lambda term: 1.0, "") == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Why did the class close?", (0.0, 0.45, -0.15, 0.0)), ("When did the class close?", (0.0, 0.0, 0.0, 0.0))],
)
def test_the_sentence_before_counts_where_a_reason_is_asked_for(question, expected):
    sentences = ("The class closed in June.", "Its teacher had gone.", "Rents rose.")
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    spans = tuple((start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True))
    candidate = Candidate(0, Passage("p", "d", 0, len(text), text, "", spans), 0.5, 0.5, (0.7, 0.1, 0.1))
    units = [
        Unit(candidate, *span, kind, text[slice(*span)])
        for span, kind in zip([*spans, spans[-1]], [BlockKind.paragraph] * 3 + [BlockKind.list_item], strict=True)
    ]
    measured = unread_features(analyse_question(question), units, lambda term: 1.0, "")
    assert [features["before_dense"] for features in measured] == pytest.approx(expected)


def test_a_question_is_far_from_passages_of_which_none_is_near():
    question = analyse_question("How many tablets may be taken in a day?")
    units = [scored("A row of slides.", dense=cosine) for cosine in (0.05, 0.12)]
    assert answer_features(question, units)["far"] == pytest.approx(0.08)
    assert answer_features(question, [*units, scored("It is near.", dense=0.4)])["far"] == 0.0
