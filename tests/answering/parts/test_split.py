"""A question that asks several things is taken apart; one that asks one thing is left alone."""

from __future__ import annotations

import pytest

from assistant.answering.parts.split import (
    Parts,
    Relation,
    as_asked,
    join_replies,
    keeps_place,
    split_question,
    without_places,
)
from assistant.answering.quotes import Quote, Reply
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.schema import AnswerStatus
from assistant.testing import open_assistant

from ...conftest import SHARED_WORDS


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What did the Harbour Works cost, who paid, and when does it open?",
            ["What did the Harbour Works cost?", "who paid? (Harbour Works)", "when does it open? (Harbour Works)"],
        ),
        (
            "How many nurses work in Northvale? And how many are to be trained?",
            ["How many nurses work in Northvale?", "how many are to be trained? (Northvale)"],
        ),
        (
            "How many scans did the hub make in phase one, and how many once at full scale?",
            ["How many scans did the hub make in phase one?", "How many scans did the hub make once at full scale?"],
        ),
        (
            "What did Northvale spend on roads in 2020, and what on schools?",
            ["What did Northvale spend on roads in 2020?", "What did Northvale spend on schools in 2020?"],
        ),
        (
            "Which firms came to Leeds and which to Bradford?",
            ["Which firms came to Leeds?", "Which firms came to Bradford?"],
        ),
        ("Who led Nexus in 2019, and who now?", ["Who led Nexus in 2019?", "Who led Nexus now?"]),
        (
            "How many people work at the pier, and how many now?",
            ["How many people work at the pier?", "How many people work at the pier now?"],
        ),
        (
            "How many firms are in Leeds, how many in York, and how many in Hull?",
            ["How many firms are in Leeds?", "How many firms are in York?", "How many firms are in Hull?"],
        ),
        (
            "Who owns the site in Leeds, and who by law must maintain it?",
            ["Who owns the site in Leeds?", "who by law must maintain it? (Leeds)"],
        ),
        (
            "Which firms are in Leeds and which in York employ over 100 people?",
            ["Which firms are in Leeds?", "which in York employ over 100 people?"],
        ),
        (
            r"How many jobs are there at the pier, and how many across R\D?",
            ["How many jobs are there at the pier?", r"how many across R\D? (jobs, pier)"],
        ),
        ("When and where was Kiln Park opened?", ["When was Kiln Park opened?", "where was Kiln Park opened?"]),
        (
            "Who chairs the board and in which year was it founded?",
            ["Who chairs the board?", "in which year was it founded? (board)"],
        ),
        (
            "How much do the Seed Fund and the Harbour Works each cost?",
            ["How much do the Seed Fund cost?", "How much do the Harbour Works cost?"],
        ),
        (
            "What did Leeds and York spend on roads, respectively?",
            ["What did Leeds spend on roads?", "What did York spend on roads?"],
        ),
        ("Kiln Park 2022: number of firms, and rent?", ["Kiln Park 2022: number of firms?", "Kiln Park 2022: rent?"]),
    ],
)
def test_separate_parts_can_be_understood_alone(question, parts):
    found = split_question(question)
    assert [part.lower() for part in found.questions] == [part.lower() for part in parts]
    assert found.relation is Relation.separate


def test_a_part_that_asks_the_same_again_is_asked_in_its_own_words_where_that_is_refused():
    found = split_question("How many nurses work in Leeds, and how many in Bristol?")
    assert found.questions[1] == "How many nurses work in Bristol?"
    assert found.again[1] == "how many in Bristol? (Leeds)"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Did Leeds or Bristol have more patents?", "Did Leeds have more patents?", "Did Bristol have more patents?"),
        (
            "Which is larger: the seed fund or the loan?",
            "Which is larger: the seed fund?",
            "Which is larger: the loan?",
        ),
        (
            "How did the number of firms change between 2019 and 2022?",
            "How did the number of firms change 2019?",
            "How did the number of firms change 2022?",
        ),
        (
            "How did growth in jobs here compare with the North East?",
            "How did growth in jobs here?",
            "How did growth in jobs in the North East?",
        ),
        (
            "How many more firms are there here than London?",
            "How many firms are there here?",
            "How many firms are there in London?",
        ),
        (
            "How does the award for the Leeds Health Centre compare with the one for Manchester's?",
            "How does the award for the Leeds Health Centre?",
            "How does the award for the Manchester Health Centre?",
        ),
        ("How many jobs has Leeds compared with the UK?", "How many jobs has Leeds?", "How many jobs has the UK?"),
        ("How far behind Bristol is Leeds?", "How far behind is Leeds?", "How far behind Bristol is?"),
        ("Rents 2022: how far behind Bristol is Leeds?", "Rents 2022: Leeds?", "Rents 2022: Bristol?"),
        ("Which had more patents in 2022: Leeds or York?", "Leeds: patents in 2022?", "York: patents in 2022?"),
        (
            "How many more visits has Leeds than York in 2022?",
            "How many visits has Leeds in 2022?",
            "How many visits has York in 2022?",
        ),
        ("What is the rent in Leeds compared with York?", "What is the rent in Leeds?", "What is the rent in York?"),
        ("Which has the higher rent, Leeds or York?", "Leeds: rent?", "York: rent?"),
    ],
)
def test_each_side_of_a_comparison_is_asked_for(question, one, other):
    found = split_question(question)
    assert (found.questions, found.relation) == ((one, other), Relation.sides)


@pytest.mark.parametrize(
    ("question", "names", "difference"),
    [
        ("Rents 2022: how far behind Bristol is Leeds?", ("Leeds", "Bristol"), True),
        ("Did Leeds spend more in 2019 or 2022?", ("2019", "2022"), False),
        ("How many firms were founded between 2019 and 2022?", ("", ""), False),
    ],
)
def test_the_sides_of_a_comparison_have_names_but_the_ends_of_a_period_have_none(question, names, difference):
    found = split_question(question)
    assert (found.names, found.difference) == (names, difference)


@pytest.mark.parametrize(
    "question",
    [
        "£5m for the pier: is that money already won or a goal?",
        "The bid: should we apply as a firm or a charity?",
        "Which is better:   or Leeds?",
        "How many people here were vaccinated against COVID?",
        "Is there anything here other than Leeds?",
        "Do our hospitals have fewer managers than those in Bristol and Leeds?",
        "How has pay in the city region moved compared with London?",
        "What was spent in the area of skills compared with London?",
        "Why is Leeds ahead of the Midlands on patents?",
        "How does the wage in Leeds compare with the UK average?",
        "How many firms are there in Yorkshire and the Humber?",
        "Who wrote the paper for the Business Innovation and Growth Panel?",
        "What do research and innovation cost in Leeds and what?",
        "Which cities beat Leeds for patents?",
        "Does Nexus, which opened in 2019, have laboratories?",
        "What is the Leeds Health and Care Academy?",
        "How did growth here compare with the rest of the country?",
        "What agreement was signed between Leeds and Nashville?",
    ],
)
def test_a_question_of_one_thing_is_left_alone(question):
    assert split_question(question) == Parts((question,))


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What are the sums behind the Carrow Launchpad and the Investment Zone in the 2024 paper?",
            (
                "What are the sums behind the Carrow Launchpad in the 2024 paper?",
                "What are the sums behind the Investment Zone in the 2024 paper?",
            ),
        ),
        ("When were Nexus and Propel opened?", ("When were Nexus opened?", "When were Propel opened?")),
        ("What are the joint aims of Leeds and Bradford?", ("What are the joint aims of Leeds and Bradford?",)),
        ("What is the aim of Leeds and Bradford?", ("What is the aim of Leeds and Bradford?",)),
    ],
)
def test_the_same_asked_of_two_names_is_asked_of_each(question, parts):
    assert split_question(question, lambda one, other: True).questions == parts
    assert split_question(question, lambda one, other: False).questions == (question,)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which year was it in? (Propel, Leeds)", "which year was it in? (Propel)"),
        ("which year was it in? (Leeds)", "which year was it in?"),
        ("which year was it in?", "which year was it in?"),
    ],
)
def test_places_that_a_part_was_completed_with_can_be_left_out(question, expected):
    assert without_places(question) == expected


def test_more_parts_than_are_answered_are_left_to_the_last():
    found = split_question("Who leads it? Who pays for it? Who owns it? Who audits it? Who insures it?")
    assert len(found.questions) == 4
    assert "audits" in found.questions[3]
    assert "insures" in found.questions[3]


@pytest.mark.parametrize(
    ("question", "first", "again"),
    [
        (
            "Who is the Head of Catering and what does a secondary meal cost?",
            "what does a secondary meal cost? (Catering)",
            "what does a secondary meal cost?",
        ),
        ("Who is the treasurer and who is the chair of the museum?", "who is the chair of the museum?", ""),
        (
            "Who pays for the clinic and how many adult visitors were counted in 2022?",
            "how many adult visitors were counted in 2022?",
            "how many adult visitors were counted in 2022? (clinic)",
        ),
        (
            "how many projects did the welsh trust run between April 2020 and May 2023, and how many does it plan now?",
            "how many does it plan now? (welsh, trust)",
            "",
        ),
        ("what did the council spend on roads in 2022 and who decides it?", "who decides it? (council)", ""),
        ("how many beds does the new ward have and what does it cost?", "what does it cost? (new, ward)", ""),
        (
            "Who runs the night bus and how much is the contract worth?",
            "how much is the contract worth? (night, bus)",
            "how much is the contract worth?",
        ),
        (
            "What share of boats is safe and what share in 2030, in the forward plan?",
            "what share in 2030, in the forward plan? (boats, safe)",
            "",
        ),
        ("Who runs the Harbour Works and who pays?", "who pays? (Harbour Works)", ""),
        ("Who is the Head of Catering and when was she named?", "when was she named? (Head of Catering)", ""),
        (
            "Who is the Leeds mayor and how many nurses were trained?",
            "how many nurses were trained? (Leeds)",
            "how many nurses were trained?",
        ),
    ],
)
def test_a_part_that_says_itself_what_it_asks_for_is_asked_alone_as_well(question, first, again):
    parts = split_question(question)
    assert (parts.questions[1], parts.again[1]) == (first, again)


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


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Which of the four asks of 2020 was the biggest and which the smallest?",
            ("Which of the four asks of 2020 was the biggest?", "Which of the four asks of 2020 was the smallest?"),
        ),
        (
            "Which area has the most firms, and which has the fewest?",
            ("Which area has the most firms?", "Which area has the fewest firms?"),
        ),
        ("What is the largest grant and the newest one?", ("What is the largest grant?", "What is the newest one?")),
        ("Which area has the most firms and jobs?", ("Which area has the most firms and jobs?",)),
    ],
)
def test_two_extremes_are_asked_for_each(question, parts):
    assert split_question(question).questions == parts


def test_a_part_is_said_without_what_it_was_completed_with():
    assert as_asked("what colour is its logo? (Nexus, Ada Quill)?") == "what colour is its logo?"
    assert as_asked("what does a meal (with milk) cost?") == "what does a meal (with milk) cost?"
