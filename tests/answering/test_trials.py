"""The trials that the weights are fitted to, over two small regions."""

from __future__ import annotations

import pytest

from assistant.answering.bases import Asked
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.trials import run_trials, settle
from assistant.assistant import check_index
from assistant.retrieval import OpenIndex
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings, make_corpus

from ..conftest import SHARED_WORDS
from .samples import ScriptedReader

REPORTS = {
    "vale/a.md": "---\nid: vale-a\n---\n\n# Mills\n\nQuay 3 of Saltham has 12 mills.\n\nThe mills cost £4m.\n",
    "vale/b.md": "---\nid: vale-b\n---\n\n# Ferries\n\nThe ferry has 12 berths.\n",
    "moor/a.md": "---\nid: moor-a\n---\n\n# Mills\n\nQuay 3 of Saltham has 12 mills.\n",
}


def asked(question: str, document: str = "", answer: str = "") -> Asked:
    return Asked("vale", ("vale-a", "vale-b"), question, document, answer, "figure" if answer else "near_miss")


@pytest.fixture
def index(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, REPORTS)
    build_sample_index(settings)
    opened = OpenIndex(check_index(settings), HashingEmbedder(), count=20)
    yield opened
    opened.close()


@pytest.fixture
def engine(index):
    return ExtractiveEngine(ScriptedReader("12 mills"), SHARED_WORDS, index.lexical, index.store.document)


def test_a_question_sees_the_reports_of_its_region_and_one_unit_is_right(index, engine):
    (trial,) = run_trials(index, engine, [asked("How many mills has Quay 3 of Saltham?", "vale-a", "12")])
    documents = {entry.unit.candidate.passage.document for entry in trial.ranked}
    assert documents == {"vale-a", "vale-b"}
    right = [entry.unit.text for entry, is_right in zip(trial.ranked, trial.right, strict=True) if is_right]
    assert right == ["Quay 3 of Saltham has 12 mills."]


def test_no_unit_is_right_for_a_near_miss(index, engine):
    (trial,) = run_trials(index, engine, [asked("How many mills has Northvale?")])
    assert trial.ranked
    assert not any(trial.right)


def test_a_question_of_several_parts_is_left_out(index, engine):
    several = asked("How many mills has Saltham, and who owns the ferry?", "vale-a", "12")
    assert (
        run_trials(index, engine, [several, asked("How many mills has Saltham?", "vale-a", "12")])[0].asked != several
    )
    assert len(run_trials(index, engine, [several])) == 0


def test_what_the_guards_refuse_does_not_pass(index, engine):
    trials = run_trials(
        index,
        engine,
        [asked("How many mills has Quay 3 of Saltham?", "vale-a", "12"), asked("What has Quay 4 of Saltham?")],
    )
    meant, other = settle(trials, engine)
    assert meant.passes
    assert meant.right[0]
    assert not other.passes
