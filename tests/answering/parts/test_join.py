"""The replies to the parts of a question become one answer, and what no reply answers is named."""

from __future__ import annotations

import pytest

from assistant.answering.parts.join import join_replies, keeps_place
from assistant.answering.parts.split import Parts, Relation
from assistant.answering.quotes import Quote, Reply
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.schema import AnswerStatus
from assistant.testing import open_assistant

from ...conftest import SHARED_WORDS


def test_a_part_is_answered_alone_where_what_is_before_it_has_nothing_to_do_with_it(assistant):
    answer = assistant.ask("What does the Quarrington Regatta cost, and how many nurses are employed?")
    assert [statement.text for statement in answer.statements] == ["Northvale employs 1,150 nurses."]
    assert answer.unanswered == ("What does the Quarrington Regatta cost?",)


def test_a_place_is_left_out_only_for_words_of_a_document_that_answers_another_part(assistant):
    here, there = (assistant.document(name) for name in ("saltham-review", "northvale-strategy"))
    answered_here = reply(here, 0, 5, confidence=0.9)
    with_place, without = "how many nurses are trained? (Leeds)", "how many nurses are trained?"
    assert not keeps_place(with_place, without, reply(there, 0, 5, confidence=0.9), [answered_here])
    assert keeps_place(with_place, without, reply(here, 9, 12, confidence=0.9), [answered_here])
    assert keeps_place("who pays? (Works)", "who pays?", reply(there, 0, 5, confidence=0.9), [answered_here])


def test_an_open_part_is_named_in_the_words_of_the_question(assistant):
    document = assistant.document("saltham-review")
    sure, refused = reply(document, 0, 5, confidence=0.9), reply(document, 9, 12, confidence=0.1, sufficient=False)
    parts = Parts(("What is it?", "who pays for it? (Harbour Works, Kiln Park)"), Relation.separate)
    assert join_replies(parts, (sure, refused))[1] == ("who pays for it?",)


def test_a_part_without_an_answer_is_named(assistant):
    answer = assistant.ask(
        "How many nurses does Northvale employ, and how many pilots does Quarrington airport license?"
    )
    assert answer.status is AnswerStatus.answered
    assert "1,150" in answer.statements[0].text
    assert answer.text.endswith("Not found in the evidence: how many pilots does Quarrington airport license?")
    assert answer.unanswered == ("how many pilots does Quarrington airport license?",)


def test_both_parts_are_cited_from_their_own_documents(assistant):
    answer = assistant.ask("How many nurses does Northvale employ, and when did the Harbour Works open?")
    assert {citation.document for citation in answer.citations} == {"northvale-strategy", "saltham-review"}
    assert "Not found" not in answer.text


def test_no_part_answered_is_no_answer(assistant):
    answer = assistant.ask("Who won the Quarrington regatta, and how many zebras did the circus own?")
    assert answer.status is AnswerStatus.insufficient_evidence
    assert answer.statements == ()
    assert answer.text == "The evidence does not say."


def reply(document, start: int, end: int, *, confidence: float, sufficient: bool = True) -> Reply:
    quote = Quote(document, None, start, end)
    return Reply((quote,) if sufficient else (), confidence, sufficient, (quote,), ())


def test_the_least_certain_part_gives_the_confidence_and_the_surer_side_decides(assistant):
    document = assistant.document("saltham-review")
    sure, less = reply(document, 0, 5, confidence=0.9), reply(document, 10, 15, confidence=0.6)
    refused = reply(document, 20, 25, confidence=0.2, sufficient=False)
    parts = Parts(("one", "two"), Relation.separate)
    assert join_replies(parts, (sure, less))[0].confidence == 0.6
    assert join_replies(parts, (sure, refused))[1] == ("two",)
    sides = Parts(("one", "two"), Relation.sides)
    joined, missing = join_replies(sides, (sure, refused))
    assert (joined.confidence, joined.sufficient, missing) == (0.9, True, ())


SPAN = "They employ 4,300 people and turned over\n£610 million in 2023.".replace("\n", " ")


def answered(document, exact: str, *, confidence: float = 0.9, sufficient: bool = True, words: str = SPAN) -> Reply:
    start, at = document.text.index(words), document.text.index(exact)
    quote = Quote(document, None, start, start + len(words), exact=(at, at + len(exact)))
    return Reply((quote,) if sufficient else (), confidence, sufficient, (quote,), (), quote)


STAFF_AND_TURNOVER = Parts(("How many people do they employ?", "How much did they turn over?"), Relation.separate)


def exact_words(joined: Reply) -> list[str]:
    return [quote.document.text[slice(*quote.exact)] for quote in joined.quotes if quote.exact]


@pytest.mark.parametrize("sufficient", [True, False], ids=["both sure", "the second refused"])
def test_two_parts_that_one_sentence_answers_have_both_answers_in_bold(assistant, sufficient):
    document = assistant.document("saltham-review")
    replies = answered(document, "4,300 people"), answered(document, "£610 million", sufficient=sufficient)
    joined, missing = join_replies(STAFF_AND_TURNOVER, replies)
    assert exact_words(joined) == ["4,300 people and turned over £610 million"]
    assert missing == ()


@pytest.mark.parametrize(
    ("exact", "sufficient"),
    [("£610 million", True), ("£610 million", False), ("", False)],
    ids=["the other part's answer", "the same, refused", "no answer"],
)
def test_a_part_that_the_shown_sentence_does_not_answer_is_called_missing(assistant, exact, sufficient):
    document = assistant.document("saltham-review")
    staff = answered(document, exact or "4,300", sufficient=sufficient)
    if not exact:
        quote = Quote(document, None, staff.best.start, staff.best.end)
        staff = Reply((), 0.1, False, (quote,), (), quote)
    joined, missing = join_replies(STAFF_AND_TURNOVER, (staff, answered(document, "£610 million")))
    assert exact_words(joined) == ["£610 million"]
    assert missing == ("How many people do they employ?",)


def test_one_person_may_be_the_answer_to_two_parts(assistant):
    document = assistant.document("northvale-strategy")
    sentence = "Dr. Imani Okoro chairs the strategy board, which meets four times a year."
    reply = answered(document, "Imani Okoro", words=sentence)
    parts = Parts(("Who founded the board?", "Who chairs it?"), Relation.separate)
    assert join_replies(parts, (reply, reply))[1] == ()


def test_the_difference_of_two_sides_is_calculated_where_it_is_asked_for(assistant):
    document = assistant.document("saltham-review")
    more, less = document.text.index("2,400"), document.text.index("900 square")

    def side(start: int, end: int) -> Reply:
        return Reply((Quote(document, None, start, end, exact=(start, end)),), 0.9, True, (), ())

    asked = Parts(("How large is one?", "How large is the other?"), Relation.sides, difference=True)
    joined, _ = join_replies(asked, (side(more, more + 5), side(less, less + 3)))
    assert [quote.calculated for quote in joined.quotes] == ["", "the difference between 2,400 and 900 is 1,500"]
    plain, _ = join_replies(Parts(("Which is larger?", "Which?"), Relation.sides), (side(0, 5), side(less, less + 3)))
    assert not any(quote.calculated for quote in plain.quotes)


CITIES = "# Cities\n\n| City | Firms | Jobs |\n| --- | --- | --- |\n| Saltham | 12 | 340 |\n| Northvale | 9 | 210 |\n"


@pytest.mark.parametrize(
    ("question", "joins"),
    [("How many firms has Northvale?", True), ("How many firms has Kiln Park?", False)],
    ids=["the row it names", "another row"],
)
def test_the_other_side_of_a_comparison_may_stand_in_the_same_table(question, joins):
    parsed = load_markdown(CITIES.encode(), file="cities.md")
    document = Document(Source("cities", "cities.md", "Cities"), parsed.text, parsed.blocks)
    saltham, northvale = (block for block in document.blocks if block.kind is BlockKind.table_row)
    sure = reply(document, saltham.start, saltham.end, confidence=0.9)
    best = Quote(document, None, northvale.start, northvale.end)
    refused = Reply((), 0.1, False, (best,), (), best)
    joined, _ = join_replies(Parts(("How many firms has Saltham?", question), Relation.sides), (sure, refused))
    assert [document.text[quote.start : quote.end].startswith("City: Northvale") for quote in joined.quotes] == [
        False,
        *[True] * joins,
    ]


@pytest.mark.parametrize(
    ("columns", "said"),
    [((1, 1), "the difference between 12 and 9 is 3"), ((1, 2), "")],
    ids=["of one column", "firms less jobs"],
)
def test_the_difference_of_two_rows_is_of_one_column(columns, said):
    parsed = load_markdown(CITIES.encode(), file="cities.md")
    document = Document(Source("cities", "cities.md", "Cities"), parsed.text, parsed.blocks)
    rows = [block for block in document.blocks if block.kind is BlockKind.table_row]

    def side(row, column: int) -> Reply:
        cell = row.cells[column]
        return Reply((Quote(document, None, row.start, row.end, exact=(cell.start, cell.end)),), 0.9, True, (), ())

    asked = Parts(("How many firms has Saltham?", "How many firms has Northvale?"), Relation.sides, difference=True)
    joined, _ = join_replies(asked, [side(row, column) for row, column in zip(rows, columns, strict=True)])
    assert joined.quotes[-1].calculated == said


WARDS = "# Wards\n\n| Ward | Firms | Jobs | Rent |\n| --- | --- | --- | --- |\n| Kiln Park | 12 | 340 | £9 |\n"


def test_two_cells_of_one_row_are_both_said(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.answering.answerer.load_weights", lambda reader: SHARED_WORDS)
    with open_assistant(tmp_path, {"a.md": WARDS}) as assistant:
        answer = assistant.ask("Ward Kiln Park: number of firms, and rent?")
    assert [statement.text for statement in answer.statements] == ["Ward: Kiln Park; Firms: 12 … Rent: £9"]
    assert "Not found" not in answer.text


def test_the_difference_of_two_years_in_one_row_is_calculated(assistant):
    parsed = load_markdown(b"# Firms\n\n| Ward | 2019 | 2022 |\n| --- | --- | --- |\n| Kiln | 9 | 12 |\n", file="a.md")
    document = Document(Source("a", "a.md", "Firms"), parsed.text, parsed.blocks)
    row = next(block for block in document.blocks if block.kind is BlockKind.table_row)

    def year(cell) -> Reply:
        quote = Quote(document, None, row.start, row.end, exact=(cell.start, cell.end))
        return Reply((quote,), 0.9, True, (), ())

    questions = ("By how much did firms grow 2019?", "By how much did firms grow 2022?")
    asked = Parts(questions, Relation.sides, difference=True)
    joined, _ = join_replies(asked, (year(row.cells[1]), year(row.cells[2])))
    assert [quote.calculated for quote in joined.quotes] == ["the difference between 9 and 12 is 3"]


FINES = (
    "Fined were Kiln Mill (18), East (8) and Weir (3). A mill is fined above 94 sacks. Some had 1,200 sacks. "
    "Open are Kiln Mill and East."
)


@pytest.mark.parametrize(
    ("exact", "other", "count"),
    [
        ("Kiln Mill (18), East (8) and Weir (3)", "how many times each? (mills)", 1),
        ("Kiln Mill (18), East (8) and Weir (3)", "how many fines did each get?", 1),
        ("Kiln Mill (18), East (8) and Weir (3)", "how often was each of them fined?", 1),
        ("Kiln Mill (18), East (8) and Weir (3)", "how many sacks are ground?", 2),
        ("Kiln Mill (18), East (8) and Weir (3)", "how many sacks are ground each year?", 2),
        ("Kiln Mill (18), East (8) and Weir (3)", "when was each fined?", 2),
        ("Kiln Mill and East", "how many times each? (mills)", 2),
        ("94 sacks", "how many times each? (mills)", 2),
        ("1,200 sacks", "how many times each? (mills)", 2),
    ],
)
def test_the_figure_of_each_is_no_part_of_its_own_where_the_things_come_with_figures(exact, other, count):
    parsed = load_markdown(FINES.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    start, sacks = (document.text.index(words) for words in (exact, "94 sacks"))
    quote = Quote(document, None, start, start + len(exact), exact=(start, start + len(exact)))
    first = Reply((quote,), 0.9, True, (quote,), ())
    second = reply(document, sacks - 21, sacks - 1, confidence=0.3)
    joined, unanswered = join_replies(Parts(("Which mills were fined?", other), Relation.separate), (first, second))
    assert len(joined.quotes) == count
    assert unanswered == ()
