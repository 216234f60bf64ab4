"""Hard passages for the reader to learn from, over two small regions."""

from __future__ import annotations

import json

import pytest

from assistant.answering.bases import Asked
from assistant.answering.mining import KEPT, mine
from assistant.assistant import check_index
from assistant.reading.data import load_mined
from assistant.retrieval import OpenIndex
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings, make_corpus

from ..conftest import SHARED_WORDS
from .samples import ScriptedReader

MILLS = "Quay 3 of Saltham has 12 mills, and the port pays £4m a year to keep all of their roofs dry."
REPORTS = {
    "vale/a.md": f"---\nid: vale-a\n---\n\n# Mills\n\n{MILLS}\n\n# Quays\n\nQuay 4 of Saltham was dug in 1907.\n",
    "vale/b.md": "---\nid: vale-b\n---\n\n# Ferries\n\nThe ferry of Saltham has 12 berths and no mills.\n\n"
    "# Cranes\n\nThe cranes of Saltham lift more than the mills need.\n",
    "moor/a.md": "---\nid: moor-a\n---\n\n# Mills\n\nQuay 3 of Saltham has 12 mills.\n",
}


def asked(question: str, document: str = "", answer: str = "") -> Asked:
    return Asked("vale", ("vale-a", "vale-b"), question, document, answer, "figure" if answer else "near_miss")


@pytest.fixture
def mined(tmp_path):
    """Return what is mined for questions by a reader that finds cranes wherever they stand."""
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, REPORTS)
    build_sample_index(settings)
    index = OpenIndex(check_index(settings), HashingEmbedder(), count=20)
    yield lambda *items: list(mine(index, ScriptedReader("cranes"), SHARED_WORDS.unit, items))
    index.close()


def test_the_answers_own_passage_comes_with_the_likeliest_others_of_its_region(mined):
    (record,) = mined(asked("How many mills has Quay 3 of Saltham?", "vale-a", "12"))
    assert record["region"] == "vale"
    assert "12 mills" in record["text"]
    assert record["text"][slice(*record["answer"])] == "12"
    wrong = [one["text"] for one in record["wrong"]]
    assert "cranes" in wrong[0]
    assert len(wrong) <= KEPT
    assert not any("12" in text for text in wrong)  # of another report's twelve it is not told what they answer
    assert all("Quay 3" not in text for text in wrong)


def test_a_near_miss_has_the_likeliest_passages_and_no_answer(mined):
    (record,) = mined(asked("How many cranes has Northvale?"))
    assert record["answer"] is None
    assert "cranes" in record["text"]
    assert record["wrong"][0] == {"context": record["context"], "text": record["text"]}


def test_a_question_whose_answer_is_not_retrieved_is_left_out(mined):
    assert mined(asked("How many mills has Quay 3?", "vale-a", "300 windmills")) == []


def test_what_is_mined_is_learnt_from(mined, tmp_path):
    path = tmp_path / "mined.jsonl"
    records = mined(asked("How many mills has Quay 3?", "vale-a", "12"), asked("How many cranes has Northvale?"))
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    answered, missed = load_mined(path)
    assert (answered.source, answered.split, answered.type, answered.gold) == (
        "bases/vale",
        "train",
        "paraphrase",
        ("12",),
    )
    assert (missed.type, missed.gold) == ("nearmiss", ())
    assert missed.wrong[0] == (missed.context, missed.text)
