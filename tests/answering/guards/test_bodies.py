"""Who does something to a body, and of which committee something is said."""

from __future__ import annotations

import pytest

from assistant.answering.guards.bodies import is_done_to_other_body, is_of_other_committee
from assistant.answering.question import Question, analyse_question
from assistant.corpus.document import Block, BlockKind, Document, Source

from ..samples import scored


def is_other_body(question: Question, sentence: str, heading: str = "Notes") -> bool:
    block = Block(BlockKind.paragraph, 0, len(sentence), headings=(heading,))
    return is_done_to_other_body(question, scored(sentence, block=block))


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("Who chairs NorthWorks?", "Ada Moss chairs Kiln Mill.", True),
        ("Who currently owns the Saltham Pier?", "Ada Moss owned the Kiln Mill until 2020.", True),
        ("Who chairs Kiln Mill?", "Ada Moss chairs Kiln Mill and Ben Hale NorthWorks.", False),
        ("Who chairs the Saltham Panel?", "Ada Moss chairs the Business Panel.", False),
        ("Who chairs NorthWorks?", "Its board is chaired by Ada Moss.", False),
        ("Who chairs NorthWorks?", "Ada Moss is its chair.", False),
        ("Who chairs the board?", "Ada Moss chairs Kiln Mill.", False),
    ],
)
def test_who_does_it_to_another_body_is_not_asked_for(question, sentence, is_other):
    assert is_other_body(analyse_question(question), sentence) is is_other


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who chairs NorthWorks?", "She chairs its panel."),
        ("Who chairs the Kiln Trust?", "Ada Moss chairs the Board."),
        ("Who is the CEO of NorthWorks?", "Its chief executive is Ben Hale."),
    ],
    ids=["no name", "a part of it", "a verb that says nothing"],
)
def test_what_is_said_under_the_name_of_a_body_is_of_it(question, sentence):
    assert not is_other_body(analyse_question(question), sentence, "NorthWorks")


def test_a_body_is_known_by_its_other_name():
    question = analyse_question("Who chairs NWT?", [("NWT", "NorthWorks Trust")])
    assert not is_other_body(question, "Ada Moss chairs NorthWorks Trust.")


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("Who chairs the trust's finance committee?", "Ada Moss, chair of the Quality Committee", True),
        ("How often does the audit board meet?", "The Quality and Safety Board meets monthly.", True),
        ("Who chairs the quality committee?", "Ada Moss, chair of the Quality and Safety Committee", False),
        ("Who chairs the finance committee?", "The Quality Committee elects the chair of finance.", False),
        ("Who chairs the committee?", "Ada Moss, chair of the Quality Committee", False),
        ("Who chairs the trust's board?", "Ada Moss, chair of the Quality Board", False),
        ("Who chairs the finance committee?", "The committee is chaired by Ada Moss.", False),
        ("Who chairs each board?", "Ada Moss, chair of the Quality Board", False),
        ("How many came to the emergency department?", "The A&E Department saw 400.", False),
    ],
)
def test_a_committee_is_told_from_another_one(question, sentence, is_other):
    document = Document(Source("d", "d.md", "Notes"), sentence, ())
    assert is_of_other_committee(analyse_question(question), scored(sentence), lambda id: document) is is_other
