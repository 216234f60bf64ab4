"""What names another role, or another body's, is no answer to who holds a role."""

from __future__ import annotations

import re

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.roles import (
    is_of_other_post,
    is_of_rank_below,
    lacks_predecessor,
    with_holder_first,
)
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

from ..samples import scored as one_unit


def ranked(*sentences: str) -> tuple[list[Scored], Document]:
    """Return the sentences as units, the first as the best one."""
    parsed = load_markdown(("# Notes\n\n" + "\n\n".join(sentences)).encode(), file="d.md")
    document = Document(Source("d", "d.md", "Notes"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    found = [Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0), 9.0 - at) for at, unit in enumerate(units)]
    return found, document


DIRECTS = "Ada Moss, a miller, founded Kiln Mill and directs it."


@pytest.mark.parametrize(
    ("question", "sentences", "first"),
    [
        ("Who is the director of Kiln Mill?", ["Ben Hale is operations director of Kiln Mill.", DIRECTS], DIRECTS),
        (
            "Who is the operations director of Kiln Mill?",
            ["Ben Hale is operations director of Kiln Mill.", DIRECTS],
            "",
        ),
        ("Who is the director of Kiln Mill?", ["The Mill director Ben Hale spoke.", DIRECTS], ""),
        ("Who is the director of Kiln Mill?", ["The deputy director of Kiln Mill is Ben Hale."], None),
        ("Who's the deputy chief nurse at the mill?", ["Ada Moss is the Chief Nurse."], None),
        (
            "Who is the deputy head nurse?",
            ["Ada Moss is the head nurse.", "Ben Hale is the deputy head nurse."],
            "Ben Hale is the deputy head nurse.",
        ),
        ("Who is the assistant chief nurse?", ["Ada Moss is the Chief Nurse."], None),
        ("Who is the deputy chief nurse?", ["The chief nurse's deputy is Ben Hale."], ""),
        ("Who is the mayor of Saltham?", ["The Saltham Mayoral Authority paid Quill Works."], None),
        ("Who is the mayor of Saltham?", ["Ben Hale was elected mayor of Saltham."], ""),
        ("Who is the owner of Kiln Mill?", ["Kiln Mill has been owned by Ben Hale since May."], ""),
        ("Who is the chair of Kiln Mill?", ["Harbour Watch wrote to us. The letter is from its chair, Ben Hale."], ""),
        ("Who are the partners in Kiln Mill?", ["Kiln Mill is a partnership of Ash College and Quill Works."], ""),
        ("Who is the manager of Kiln Mill?", ["Ben Hale manages Kiln Mill."], ""),
        ("Who is the leader of Saltham?", ["The Saltham leadership course paid Quill Works."], None),
        ("Who is the chief executive of KILN?", ["Ben Hale, chief executive of Quill Works, came."], None),
        ("Who is KILN's chief executive?", ["Ben Hale is Quill Works's chief executive."], None),
        ("Who is the chief executive of KILN?", ["The chief executive of KILN Mill, Ben Hale, came."], ""),
        ("Who is the chief executive of KILN?", ["The chief executive, Ben Hale, came."], ""),
        ("Who chairs Kiln Mill?", ["Kiln Mill has a board. Its chair is Ben Hale."], ""),
    ],
)
def test_the_holder_leads_and_another_role_is_no_answer(question, sentences, first):
    units, document = ranked(*sentences)
    order, is_known = with_holder_first(analyse_question(question), units, lambda id: document)
    assert is_known is (first is not None)
    assert order[0].unit.text == (first or units[0].unit.text)


@pytest.mark.parametrize(
    ("before", "is_known"),
    [("Harbour Watch wrote to the mill.", False), ("Kiln Mill wrote to Harbour Watch.", True), ("It wrote.", True)],
    ids=["another body's", "its own", "nobody else's"],
)
def test_its_chair_is_that_of_the_body_named_before(before, is_known):
    units, document = ranked(f"{before} The letter came from its chair, Ben Hale.")
    best = [units[1], units[0]]
    assert (
        with_holder_first(analyse_question("Who is the chair of Kiln Mill?"), best, lambda id: document)[1] is is_known
    )


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("Who was chair before Ben Hale?", "Ada Moss has been the chair since Ben Hale retired.", True),
        ("Who led the mill before Hale?", "Ada Moss led it until 2020, when Ben Hale took over.", False),
        ("Who was chair before Ben Hale?", "Ada Moss led until 2015, when Ben Hale stepped up.", False),
        ("Who was chair before Ben Hale?", "Ben Hale followed Ada Moss as chair.", False),
        ("Who was chair after Ben Hale?", "Ada Moss has been the chair since Ben Hale retired.", False),
    ],
)
def test_who_came_after_somebody_did_not_come_before(question, sentence, lacks):
    (entry, *_), _ = ranked(sentence)
    assert lacks_predecessor(analyse_question(question), entry) is lacks


@pytest.mark.parametrize(
    ("question", "sentence", "is_below"),
    [
        ("By how many votes was the Chair elected?", "Ada Moss was elected Vice-Chair by four votes.", True),
        ("How much is the mayor paid?", "The deputy mayor is paid £9,000.", True),
        ("How much is the deputy mayor paid?", "The deputy mayor is paid £9,000.", False),
        ("How much is the mayor paid?", "The mayor is paid £9,000, the deputy mayor £5,000.", False),
        ("Who is the chair?", "Ada Moss chairs the board, and Ben Hale is vice-chair.", False),
        ("How much is the mayor paid?", "The allowance is £9,000.", False),
    ],
)
def test_what_is_told_of_the_deputy_is_not_of_the_holder(question, sentence, is_below):
    (entry, *_), _ = ranked(sentence)
    assert is_of_rank_below(analyse_question(question), entry) is is_below


PAID = "The Chief Executive was paid £168,500."


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("What is the Finance Director paid?", PAID, True),
        ("What is the Quill Finance Director paid?", PAID, True),
        ("What is the Chief Executive paid?", PAID, False),
        ("What is the boss paid?", PAID, False),
        ("Starting pay for engineers?", "Production technicians start on £26,300.", True),
        ("How much do technicians earn?", "Production technicians start on £26,300.", False),
        ("How much do nurses earn?", "Pay starts at £26,300.", False),
        ("How much did drivers pay in fines?", "Motorists paid £1.2m, officers told the committee.", False),
        ("What is the salary of the chief executive?", "Dr Jane Smith: £185,000", False),
        ("How much did the council pay consultants?", "It paid KPMG £450,000, the finance director said.", False),
        ("What did the Finance Director sign off?", "The Chief Executive signed off £2m.", False),
    ],
)
def test_the_pay_of_one_post_is_not_that_of_another(question, sentence, is_other):
    figure = re.search(r"£[\d,]+m?", sentence)
    assert is_of_other_post(analyse_question(question), one_unit(sentence, figure.group())) is is_other
