"""The commands, from their arguments to what they print and write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from assistant.assistant import Assistant
from assistant.corpus.document import Document
from assistant.evaluation.cli import register
from assistant.schema import Answer

from .conftest import PAGE, FakeAssistant, answer_with, cite, passage, refusal

GOLD = "The region has more than 250 companies headquartered locally."
FACTS = """\
- id: companies
  kind: figure
  audience: officer
  question: How many companies are based there?
  answer: More than 250.
  must_include: [[250]]
  evidence: [{document: review, words: more than 250 companies}]
- id: trap
  kind: unanswerable
  audience: investor
  question: How many were there in 2019?
  why_unanswerable: not counted
  trap: near_miss
"""
THRESHOLDS = "[minimum]\nright = 0.7\nabstained = 0.8\n"


@pytest.fixture
def answers(review: Document) -> dict[str, Answer | Exception]:
    good = answer_with(cite(review, GOLD), retrieved=(passage(review, "250"),))
    return {"companies": good, "trap": refusal()}


@pytest.fixture
def folder(
    tmp_path: Path, answers: dict[str, Answer | Exception], review: Document, monkeypatch: pytest.MonkeyPatch
) -> Path:
    (tmp_path / "eval").mkdir()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "eval" / "known_facts.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "eval" / "thresholds.toml").write_text(THRESHOLDS, encoding="utf-8")
    front = "---\nid: review\ntitle: Review\ndate: 2024-03\n---\n"
    (tmp_path / "corpus" / "review.md").write_text(front + PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Assistant, "open", lambda _settings: FakeAssistant(answers, [review]))
    return tmp_path


def run(*arguments: str) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def test_evaluate_prints_what_matters(folder: Path) -> None:
    result = run("evaluate")
    assert result.exit_code == 0
    for part in ("Right answers", "Evidence cited", "Grounded", "Abstained", "unanswerable", "hit@1 1.00", "p95"):
        assert part in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_json_is_for_programs(folder: Path) -> None:
    record = json.loads(run("evaluate", "--json").stdout)
    assert record["totals"]["right"]["value"] == 1.0
    assert [fact["passed"] for fact in record["facts"]] == [True, True]


def test_accept_then_gate_passes(folder: Path) -> None:
    assert run("evaluate", "--accept").exit_code == 0
    result = run("evaluate", "--gate")
    assert result.exit_code == 0
    assert "The gate is passed." in result.stdout


def test_the_gate_fails_when_an_accepted_fact_is_lost(
    folder: Path, answers: dict[str, Answer | Exception], review: Document
) -> None:
    run("evaluate", "--accept")
    answers["companies"] = answer_with(cite(review, "In 2024 they employed 16,000 people."))
    result = run("evaluate", "--gate", "--output", "out")
    assert result.exit_code == 1
    for part in (
        "companies: lost right",
        "expected: More than 250.",
        "got now:  In 2024",
        "then:     The region",
    ):
        assert part in result.stdout
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["junit.xml", "report.html", "report.json"]


def test_accepting_a_changed_baseline_passes_the_gate_next_time(
    folder: Path, answers: dict[str, Answer | Exception]
) -> None:
    run("evaluate", "--accept")
    (folder / "eval" / "thresholds.toml").write_text("[minimum]\nabstained = 0.8\n", encoding="utf-8")
    answers["companies"] = refusal()
    assert run("evaluate", "--gate").exit_code == 1
    assert run("evaluate", "--gate", "--accept").exit_code == 0
    assert run("evaluate", "--gate").exit_code == 0


def test_accepting_with_a_run_elsewhere_takes_what_passes_in_both(
    folder: Path, answers: dict[str, Answer | Exception]
) -> None:
    (folder / "eval" / "thresholds.toml").write_text("[minimum]\nabstained = 0.8\n", encoding="utf-8")
    right = answers["companies"]
    answers["companies"] = refusal()
    run("evaluate", "--output", "there")
    answers["companies"] = right
    assert run("evaluate", "--accept", "--elsewhere", "there/report.json").exit_code == 0
    answers["companies"] = refusal()
    assert run("evaluate", "--gate").exit_code == 0


def test_a_run_elsewhere_is_for_accepting(folder: Path) -> None:
    result = run("evaluate", "--elsewhere", "there/report.json")
    assert result.exit_code == 2
    assert "--accept" in result.output


def test_the_gate_fails_on_an_error(folder: Path, answers: dict[str, Answer | Exception]) -> None:
    run("evaluate", "--accept")
    answers["trap"] = RuntimeError("no disk")
    result = run("evaluate", "--gate")
    assert result.exit_code == 1
    assert "RuntimeError: no disk" in result.stdout


def test_a_gate_without_a_baseline_says_what_to_do(folder: Path) -> None:
    result = run("evaluate", "--gate")
    assert result.exit_code == 1
    assert "--accept" in result.output
    assert "Traceback" not in result.output


def test_a_saved_report_is_scored_again_without_asking(folder: Path, answers: dict[str, Answer | Exception]) -> None:
    run("evaluate", "--output", "out")
    answers.clear()
    (folder / "eval" / "known_facts.yaml").write_text(FACTS.replace("[[250]]", "[[251]]"), encoding="utf-8")
    result = run("evaluate", "--rescore", "out/report.json", "--failures")
    assert result.exit_code == 0
    assert "does not say 251" in result.stdout


def test_two_saved_reports_are_compared(folder: Path, answers: dict[str, Answer | Exception]) -> None:
    run("evaluate", "--output", "a")
    answers["companies"] = refusal()
    run("evaluate", "--output", "b")
    result = run("evaluate", "--compare", "a/report.json", "b/report.json")
    assert result.exit_code == 0
    assert "Only A: 1. Only B: 0." in result.stdout
    assert "p = 1.0000" in result.stdout
    record = json.loads(run("evaluate", "--compare", "a/report.json", "b/report.json", "--json").stdout)
    assert record["only_first"] == ["companies"]


def test_two_settings_files_are_compared(folder: Path) -> None:
    (folder / "a.toml").write_text('reader = "none"\n', encoding="utf-8")
    (folder / "b.env").write_text("ASSISTANT_READER=default\n", encoding="utf-8")
    result = run("evaluate", "--compare", "a.toml", "b.env")
    assert result.exit_code == 0
    assert "2 pass in both" in result.stdout


def test_a_reader_that_is_none_cannot_be_scored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_READER", "none")
    squad = {"data": [{"paragraphs": [{"context": "a b", "qas": [{"id": "1", "question": "q", "answers": []}]}]}]}
    (folder / "set.json").write_text(json.dumps(squad), encoding="utf-8")
    result = run("evaluate", "--squad", "set.json")
    assert result.exit_code == 1
    assert "ASSISTANT_READER=default" in result.output


def test_check_passes_good_facts_and_fails_bad_ones(folder: Path) -> None:
    result = run("facts", "check")
    assert result.exit_code == 0
    assert "No problem found." in result.stdout
    assert "1 answerable facts, 1 unanswerable" in result.stdout
    facts = folder / "eval" / "known_facts.yaml"
    facts.write_text(FACTS.replace("more than 250 companies", "more than 99 companies"), encoding="utf-8")
    result = run("facts", "check")
    assert result.exit_code == 1
    assert "known_facts.yaml, line 1, fact 'companies'" in " ".join(result.stdout.split())
    assert json.loads(run("facts", "check", "--json").stdout)["problems"][0]["field"] == "evidence.words"


def test_import_adds_a_spreadsheet(folder: Path) -> None:
    header = "id,kind,audience,question,answer,must_include,evidence_document,evidence_words"
    row = "staff,figure,officer,How many staff?,16 000,16 000|16 thousand,review,employed 16"
    (folder / "more.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    result = run("facts", "import", "more.csv")
    assert result.exit_code == 0
    assert "1 fact added" in result.stdout
    assert "id: staff" in (folder / "eval" / "known_facts.yaml").read_text(encoding="utf-8")
    assert run("facts", "import", "more.csv").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "--facts", "nothing.yaml"),
        ("evaluate", "--rescore", "nothing.json"),
        ("evaluate", "--squad", "nothing.json"),
        ("evaluate", "--compare", "nothing.toml", "nothing.toml"),
        ("facts", "check", "--corpus", "nowhere"),
        ("facts", "import", "nothing.csv"),
    ],
)
def test_bad_input_ends_with_a_message(folder: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert "no" in result.output.lower()
    assert "Traceback" not in result.output
