"""A body is not who acted for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.guards.acting import is_body_itself, is_where_from, tells_of_event
from assistant.answering.guards.mistaken import with_meant_first
from assistant.answering.question import analyse_question
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate


def scored(text: str, *exact: str) -> tuple[list[Scored], Document]:
    """Return the sentences with an exact answer as units, in the order of the answers."""
    parsed = load_markdown(text.encode(), file="d.md")
    document = Document(Source("d", "d.md", "Notes"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    found = []
    for words in exact:
        unit = next(unit for unit in units if words in unit.text)
        at = unit.start + unit.text.index(words)
        found.append(Scored(unit, (at, at + len(words)), dict.fromkeys(UNIT_FEATURES, 0.0)))
    return found, document


@pytest.mark.parametrize(
    ("question", "words", "is_body"),
    [
        ("Who signed for Kiln Mill?", "Kiln Mill", True),
        ("Who signed for Kiln Mill when the lease was renewed?", "Saltham leaders and Kiln Mill", True),
        ("Who signed the lease on behalf of KILN?", "KILN", True),
        ("Who signed for Kiln Mill?", "Ada Moss", False),
        ("Who signed for Kiln Mill?", "Ada Moss and Kiln Mill", False),
        ("Who signed for Kiln Mill?", "the chair of Kiln Mill", False),
        ("Who signed for Kiln Mill?", "Kiln Mill's chair", False),
        ("Who signed for Kiln Mill?", "Kiln Mill chief executive", False),
        ("Who acted for Kiln Mill?", "Quill Works", False),
        ("Who signed the lease?", "Kiln Mill", False),
        ("Who voted for Kiln Mill?", "Kiln Mill members", False),
        ("Who is in charge of Kiln Mill?", "Kiln Mill", True),
        ("Who runs the Kiln Mill now?", "Kiln Mill", True),
        ("Who runs Kiln Mill?", "Kiln Mill volunteers", False),
        ("Who founded Moss Brewery?", "Moss", False),
        ("Who runs Kiln Mill's shop?", "Kiln Mill", False),
        ("Who founded Kiln Mill?", "Two sisters from Kiln Mill", False),
    ],
)
def test_the_body_itself_is_not_who_acted_for_it_or_runs_it(question, words, is_body):
    (entry,), _ = scored(f"{words} came.", words)
    assert is_body_itself(analyse_question(question), entry) is is_body


def test_the_long_name_of_the_body_is_not_who_runs_it():
    question = analyse_question("Who runs the KMT?", [("KMT", "Kiln Mill Trust")])
    (entry,), _ = scored("Kiln Mill Trust (KMT) is a large trust.", "Kiln Mill Trust")
    assert is_body_itself(question, entry)


@pytest.mark.parametrize(
    ("question", "text", "words", "is_from"),
    [
        ("What was the name of the guard?", "A guard from Kiln Patrols came.", "Kiln Patrols", True),
        ("What is the name of the head of the trust?", "The head of the Kiln Trust spoke.", "Kiln Trust", True),
        ("What is the name of the mayor?", "The Mayor of Crale spoke.", "Crale", True),
        ("What is the name of the chairwoman?", "The chairwoman of Kiln Mill spoke.", "Kiln Mill", True),
        ("What is the name of the vet?", "A vet at Kiln Farm came.", "Kiln Farm", True),
        ("What was the name of the guard?", "The guard, Ada Moss of Kiln Patrols, came.", "Ada Moss", False),
        ("What is the name of the church in Crale?", "The church of St Oswald is old.", "St Oswald", False),
        ("What is the name of the village?", "It lies by the village of Crale.", "Crale", False),
        ("What was the name of the ship?", "The good ship of the Crale Star sank.", "Crale Star", False),
        ("What is the name of the river?", "The river of Pern runs here.", "Pern", False),
        ("What is the name of the parish?", "The parish of Upper Pern is small.", "Upper Pern", False),
    ],
)
def test_where_somebody_is_from_is_no_name(question, text, words, is_from):
    (entry,), _ = scored(text, words)
    assert is_where_from(analyse_question(question), entry) is is_from


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Ada Moss signed when it was renewed.", True),
        ("The lease was renewed in 2020. Ada Moss signed.", True),
        ("# Renewal of 2020\n\nAda Moss signed.", True),
        ("The lease was renewed in 2020.\n\nAda Moss signed.", False),
        ("Ada Moss signed when it began.", False),
    ],
)
def test_an_event_is_told_by_the_sentence_its_paragraph_or_its_heading(text, is_told):
    (entry,), document = scored(text, "Ada Moss")
    asked, plain = (
        analyse_question(f"Who signed for Kiln Mill{when}?") for when in (" when the lease was renewed", "")
    )
    assert tells_of_event(asked, entry, lambda id: document) is is_told
    assert tells_of_event(plain, entry, lambda id: document)


@pytest.mark.parametrize(("said", "leads"), [("first signed", False), ("renewed", True)])
def test_who_acted_at_another_event_does_not_lead(said, leads):
    text = f"Kiln Mill renewed the lease.\n\nIn 2019 the lease was {said}; Ada Moss signed for the mill."
    (body, person), document = scored(text, "Kiln Mill", "Ada Moss")
    question = analyse_question("Who signed for Kiln Mill when the lease was renewed?")
    found = [replace(body, score=1.0), person]
    order, is_meant = with_meant_first(question, found, found, lambda id: document)
    assert (order[0] is person, is_meant) == (leads, leads)
