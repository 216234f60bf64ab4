"""An item of what may not be done answers no question of what may."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.permitted import is_of_opposite_list
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate


def is_opposite(question: str, lead: str, item: str) -> bool:
    parsed = load_markdown(f"# Beach\n\n{lead}\n\n- {item}\n- rest\n".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Beach"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    unit = next(unit for unit in units if unit.text == item)
    entry = Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0))
    return is_of_opposite_list(analyse_question(question), entry, lambda id: document)


@pytest.mark.parametrize(
    ("question", "lead", "item", "expected"),
    [
        ("What can you do on the beach?", "You may not:", "dig deep holes", True),
        ("What should I do in a flood?", "Do not:", "walk through water", True),
        ("What can't I do on the beach?", "You may:", "swim", True),
        ("What may farmers not do?", "To join, a farm must:", "allow access", True),
        ("What does the grant cover?", "The grant does not cover:", "rent", True),
        ("What can you do on the beach?", "You may:", "swim", False),
        ("What can't I do on the beach?", "You may not:", "dig deep holes", False),
        ("What can't I do on the beach?", "You must:", "not dig deep holes", False),
        ("What can the council do?", "The council can not only advise but:", "fine people", False),
        ("What did the review find?", "The council had not:", "told residents", False),
        ("Who can apply?", "Those on benefits:", "tenants", False),
        ("What should I do if I can't pay?", "You should:", "call us", False),
        ("What must members do?", "If you cannot attend, you must:", "send word", False),
        ("When can a licence be refused?", "A licence cannot be granted if the firm:", "has debts", False),
        ("What can I do if I am not happy?", "If you are not happy you can:", "complain", False),
        ("What rules must visitors follow?", "Visitors must not:", "smoke", False),
        ("What are the faults of the lease?", "The lease does not:", "name a term", False),
    ],
)
def test_an_item_of_the_opposite_list_is_another(question, lead, item, expected):
    assert is_opposite(question, lead, item) is expected
