"""What is told of one named thing tells nothing of another one of its kind."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.like_things import is_in_clause_of_another, is_of_like_thing
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

from ..samples import scored


def is_another(question: str, text: str, sentence: str, heading: str = "Services") -> bool:
    parsed = load_markdown(f"# Report\n\n## {heading}\n\n{text}\n".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Report"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    unit = next(unit for unit in units if unit.text.startswith(sentence))
    entry = Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0))
    return is_of_like_thing(analyse_question(question), entry, lambda id: document)


STAFF = "How many people work at Eastgate library?"
OPENED = "When did the cancer centre at Lanner Hospital open?"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (STAFF, "Westgate library employs 41 people.", True),
        (STAFF, "Westgate Library employs 41 people, Eastgate 26.", False),
        (STAFF, "The library employs 41 people.", False),
        (STAFF, "Neighbouring library staff number 41.", False),
        ("How many surgeries does Wick have?", "Councillors have 12 surgeries.", False),
        (STAFF, "Local library staff number 41.", False),
        ("How many people work at Westgate library?", "Westgate library employs 41 people.", False),
        (OPENED, "The cancer centre at Westmere General opened on 14 February.", True),
        (OPENED, "The cancer centre opened on 14 February.", False),
        ("How many students has Crale University?", "Numbers rose to 12,400, ahead of Pern University.", False),
        ("When was the hospital in Crale built?", "The hospital in Tarn Road was built in 1974.", False),
        ("Which station is after Crale Station?", "Pern Station comes next.", False),
        ("How many places has Kestrel Academy?", "Marlow Academy has 420 places.", True),
        ("How many surgeries does Wick have?", "Tholby has 12 surgeries.", True),
        ("How many surgeries does Wick have?", "Surgeries have 12 rooms.", False),
        ("What did the University of Crale spend?", "The University of Pern spent £3m.", False),
        ("How many staff has the NHS trust?", "Pern trust has 400 staff.", False),
        ("What did the Harbour Fund give?", "The Fund gave £3m.", False),
        ("Where did Ada Moss have her eye on?", "In May Mayor Moss spoke of trips to Pern.", False),
        ("Why was Cllr Hale's request declined?", "A request by Councillor Hale was declined by the chair.", False),
    ],
)
def test_a_sentence_of_a_like_thing_is_of_another(question, sentence, expected):
    assert is_another(question, sentence, sentence) is expected


@pytest.mark.parametrize(
    ("text", "sentence", "heading", "expected"),
    [
        ("It took on the staff of Westgate library, 41 people.", "It took", "Eastgate library", False),
        ("Eastgate library grew. It took on 41 of Westgate library.", "It took", "Services", False),
        ("Eastgate library has computers. Westgate library employs 41.", "Westgate", "Services", True),
    ],
)
def test_a_sentence_under_or_behind_the_asked_name_may_be_of_it(text, sentence, heading, expected):
    assert is_another(STAFF, text, sentence, heading) is expected


BRIDGE = "The Senn crossing was rebuilt for £214,000; the bridge at Gill Foot is still shut."


@pytest.mark.parametrize(
    ("question", "text", "exact", "is_another"),
    [
        ("What did it cost to rebuild the Gill Foot bridge?", BRIDGE, "£214,000", True),
        ("What did it cost to rebuild the Senn crossing?", BRIDGE, "£214,000", False),
        ("How much was spent?", BRIDGE, "£214,000", False),
        ("How many do hospitals in Crale employ?", "Crale has two hospitals; they employ 40 from Pern.", "40", False),
        ("How many are there in Crale?", "Crale has a mill; there are 40 in May.", "40", False),
        ("How many has Crale?", "Pern has 40, and Crale none.", "40", False),
    ],
    ids=["another's clause", "its own clause", "no name", "a pronoun", "no other name", "one clause"],
)
def test_a_clause_on_another_thing_tells_nothing_of_the_asked_one(question, text, exact, is_another):
    assert is_in_clause_of_another(analyse_question(question), scored(text, exact)) is is_another
