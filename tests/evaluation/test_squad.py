"""SQuAD's exact match and F1."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.squad import evaluate_reader, exact_match, f1, load_squad, normalise_answer
from assistant.reading.protocol import ReaderInput, Reading

CONTEXT = "The plan was signed in March 2024 by the Leeds board."
QUESTIONS = [
    {"id": "1", "question": "When?", "answers": [{"text": "March 2024"}, {"text": "in March 2024"}]},
    {"id": "2", "question": "Who?", "answers": [{"text": "the Leeds board"}]},
    {"id": "3", "question": "How much?", "answers": [], "is_impossible": True},
    {"id": "4", "question": "Where?", "answers": [], "is_impossible": True},
]


class FakeReader:
    """Finds fixed words; has no answer to "How much?" and a wrong one to "Where?"."""

    name = "fake"

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[Reading]:
        words = {"When?": "March 2024", "Who?": "Leeds", "Where?": "Leeds"}.get(question, "plan")
        start = passages[0].text.index(words)
        return [Reading(start, start + len(words), -1.0 if question == "How much?" else 2.0, ())]


def squad_file(folder: Path, content: object, name: str = "set.json") -> Path:
    path = folder / name
    data = json.dumps(content).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


@pytest.fixture
def dataset() -> object:
    return {"data": [{"title": "A_plan", "paragraphs": [{"context": CONTEXT, "qas": QUESTIONS}]}]}


@pytest.mark.parametrize("name", ["set.json", "set.json.gz"])
def test_answers_and_silence_are_scored_apart(tmp_path: Path, dataset: object, name: str) -> None:
    questions = load_squad(squad_file(tmp_path, dataset, name))
    assert questions[0].title == "A plan"
    report = evaluate_reader(FakeReader(), questions)
    assert (report.all.count, report.has_answer.count, report.no_answer.count) == (4, 2, 2)
    assert report.has_answer.exact == 0.5
    assert report.has_answer.f1 == pytest.approx((1 + 2 / 3) / 2)
    assert (report.no_answer.exact, report.no_answer.f1) == (0.5, 0.5)


def test_a_sample_is_the_same_every_time(tmp_path: Path, dataset: object) -> None:
    path = squad_file(tmp_path, dataset)
    assert load_squad(path, limit=2) == load_squad(path, limit=2)
    assert len(load_squad(path, limit=2)) == 2


@pytest.mark.parametrize(
    ("said", "gold", "same", "share"),
    [
        ("The Leeds board.", "leeds board", True, 1.0),
        ("in March 2024", "March 2024", False, 0.8),
        ("", "", True, 1.0),
        ("", "March", False, 0.0),
        ("the", "a", True, 1.0),
        ("May", "March", False, 0.0),
    ],
)
def test_normalisation_is_squads(said: str, gold: str, same: bool, share: float) -> None:
    assert exact_match(said, gold) is same
    assert f1(said, gold) == pytest.approx(share)
    assert normalise_answer("The  A-team's") == "ateams"


@pytest.mark.parametrize("content", [[], {"data": [{}]}, {"data": "x"}, {"data": []}, {"data": [{"paragraphs": [3]}]}])
def test_another_format_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(EvaluationError):
        load_squad(squad_file(tmp_path, content))
    with pytest.raises(EvaluationError, match="Could not read"):
        load_squad(tmp_path / "nothing.json")
