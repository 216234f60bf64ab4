"""What readers think of answers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from assistant.candidates import candidate_of, keep_candidate
from assistant.errors import UsageError
from assistant.evaluation.facts import KnownFact
from assistant.feedback import MAX_REMARK_CHARACTERS, FeedbackFile, write_csv
from assistant.schema import Answer, AnswerStatus, Citation, Locator, Statement

QUOTE = "The panel counted 250 companies."
ANSWER = Answer(
    id="a",
    question="How many?",
    standalone_question="How many companies?",
    status=AnswerStatus.answered,
    text=f"{QUOTE} [1]",
    statements=(Statement(QUOTE, (1,), exact=(18, 21)),),
    citations=(Citation(1, "panel", "panel.md", "Panel", "", "2020", Locator(), QUOTE, 0, 32, QUOTE, "0" * 64),),
    confidence=0.9,
    generation="g1",
)


@pytest.fixture
def file(tmp_path: Path) -> FeedbackFile:
    return FeedbackFile(tmp_path / "index" / "feedback.sqlite3")


def exported(file: FeedbackFile) -> list[dict[str, str]]:
    stream = io.StringIO()
    write_csv(file, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def test_a_verdict_is_kept_with_question_record_and_generation(file: FeedbackFile) -> None:
    file.add("wrong", ANSWER, remark="It is 251.")
    (line,) = file.lines()
    assert (line.verdict, line.remark, line.question, line.generation) == ("wrong", "It is 251.", "How many?", "g1")
    assert QUOTE in line.record


def test_a_verdict_can_be_changed(file: FeedbackFile) -> None:
    number = file.add("wrong", ANSWER)
    file.add("good", ANSWER)
    file.change(number, "good", "x" * 2 * MAX_REMARK_CHARACTERS)
    first, second = file.lines()
    assert (first.verdict, len(first.remark), second.remark) == ("good", MAX_REMARK_CHARACTERS, "")


def test_without_a_file_there_are_no_lines_and_none_is_made(file: FeedbackFile) -> None:
    assert list(file.lines()) == []
    assert exported(file) == []
    assert not file.path.exists()


def test_a_file_of_something_else_is_told(file: FeedbackFile) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(b"not a database" * 100)
    with pytest.raises(UsageError, match="Could not read the feedback"):
        list(file.lines())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_text_is_a_formula_in_a_spreadsheet(file: FeedbackFile, text: str) -> None:
    file.add("good", replace(ANSWER, question=text), remark=text)
    (line,) = exported(file)
    assert line["question"] == line["remark"] == f"'{text}"


def test_a_candidate_has_the_form_of_a_known_fact(tmp_path: Path) -> None:
    path = tmp_path / "eval" / "candidates.yaml"
    assert keep_candidate(path, ANSWER)
    assert not keep_candidate(path, ANSWER)
    assert keep_candidate(path, replace(ANSWER, standalone_question="Other: 'x'\n- id: y"))
    first, second = yaml.safe_load(path.read_text(encoding="utf-8"))
    fact = KnownFact.model_validate(first)
    assert fact.question == "How many companies?"
    assert fact.must_include == (("250",),)
    assert fact.evidence[0].words == QUOTE
    assert second["question"] == "Other: 'x'\n- id: y"


def test_a_candidate_of_an_abstention_expects_no_answer() -> None:
    refused = replace(ANSWER, status=AnswerStatus.insufficient_evidence, statements=(), citations=())
    assert KnownFact.model_validate(candidate_of(refused)).kind == "unanswerable"


def test_a_file_of_candidates_does_not_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "candidates.yaml"
    path.write_text("# full\n" * 200_000, encoding="utf-8")
    with pytest.raises(UsageError, match="is full"):
        keep_candidate(path, ANSWER)
