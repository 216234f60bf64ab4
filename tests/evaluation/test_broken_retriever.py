"""eval/broken_retriever.py fails where the gate lets a broken retriever through, and passes only where it is caught."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from assistant import retrieval
from assistant.assistant import Assistant
from assistant.errors import EvaluationError
from assistant.evaluation.gate import Accepted
from assistant.retrieval import HybridRetriever
from assistant.testing import SAMPLE_CORPUS, HashingEmbedder, fake_settings, open_assistant

SCRIPT = Path(__file__).parents[2] / "eval" / "broken_retriever.py"
FACTS = """\
- id: companies
  kind: figure
  audience: officer
  question: How many medical technology companies are headquartered in Saltham?
  answer: 57 companies.
  must_include: [[57]]
  evidence: [{document: saltham-review, words: 57 medical technology companies}]
- id: nurses
  kind: figure
  audience: officer
  question: How many nurses does Northvale employ?
  answer: 1,150 nurses.
  must_include: [["1,150"]]
  evidence: [{document: northvale-strategy, words: "1,150 nurses"}]
- id: off-topic
  kind: unanswerable
  audience: investor
  question: Who won the football on Saturday?
  why_unanswerable: the reports are not about football
  trap: off_topic
"""
PASSED = {"right": True, "cited": True, "grounded": True, "abstained": True, "answer": "It did.", "citation": "there"}
FAILED = PASSED | {"right": False}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("broken_retriever", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "EVERY", 1)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "known_facts.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "thresholds.toml").write_text("[minimum]\nright = 0.5\n", encoding="utf-8")
    accept(tmp_path, companies=PASSED, nurses=PASSED, **{"off-topic": PASSED | {"right": None, "cited": None}})
    return tmp_path


def accept(folder: Path, **facts: object) -> None:
    (folder / "baseline.json").write_text(json.dumps({"facts": facts}), encoding="utf-8")


@pytest.fixture
def open_sample(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Assistant]:
    """Open the sample corpus with so few passages read that the worst ones are not the best ones too."""
    monkeypatch.setattr("assistant.answering.answerer.READ", 3)
    return lambda: Assistant(fake_settings(sample_folder), HashingEmbedder(), None)


def test_the_broken_retriever_is_caught(
    script: ModuleType,
    folder: Path,
    open_sample: Callable[[], Assistant],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert script.main(folder, open_sample) == 0
    shown = capsys.readouterr().out
    for part in (
        "FAILS NOW companies: lost right",
        "FAILS NOW nurses",
        "expected: 57 companies.",
        "The gate is NOT passed",
    ):
        assert part in shown
    assert "The broken retriever was caught: 2 of 3 facts that passed fail with it." in shown
    assert retrieval.HybridRetriever is HybridRetriever


def test_only_the_order_is_broken(
    script: ModuleType, open_sample: Callable[[], Assistant], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "How many nurses does Northvale employ?"
    with open_sample() as assistant:
        sound = assistant.ask(question).retrieved
    monkeypatch.setattr(retrieval, "HybridRetriever", script.WorstFirst)
    with open_sample() as assistant:
        broken = assistant.ask(question).retrieved
    assert len(broken) == len(sound) == 3
    best_of_broken = max(passage.scores["fused"] for passage in broken)
    assert best_of_broken < min(passage.scores["fused"] for passage in sound)


def test_a_gate_that_lets_it_through_fails(
    script: ModuleType, folder: Path, open_sample: Callable[[], Assistant], capsys: pytest.CaptureFixture[str]
) -> None:
    accept(folder, **{"off-topic": PASSED})
    (folder / "thresholds.toml").write_text("[minimum]\n", encoding="utf-8")
    assert script.main(folder, open_sample) == 1
    assert "The broken retriever was NOT caught: the gate is passed." in capsys.readouterr().out


def test_a_total_under_its_threshold_is_not_the_right_reason(
    script: ModuleType, folder: Path, open_sample: Callable[[], Assistant], capsys: pytest.CaptureFixture[str]
) -> None:
    accept(folder, **{"off-topic": PASSED})
    assert script.main(folder, open_sample) == 1
    assert "no fact that passed fails now" in " ".join(capsys.readouterr().out.split())


def test_an_assistant_that_raises_errors_is_not_the_right_reason(
    script: ModuleType,
    folder: Path,
    open_sample: Callable[[], Assistant],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = script.WorstFirst.search

    def fail(*arguments: object, **named: object) -> None:
        search(*arguments, **named)
        raise RuntimeError("no disk")

    monkeypatch.setattr(script.WorstFirst, "search", fail)
    assert script.main(folder, open_sample) == 1
    assert "failed for another reason" in " ".join(capsys.readouterr().out.split())


def test_a_retriever_that_is_never_asked_is_not_the_right_reason(
    script: ModuleType, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_assistant(tmp_path / "empty", {"empty.md": SAMPLE_CORPUS["papers/clinic-paper.md"]}) as opened:
        assert script.main(folder, lambda: opened) == 1
    assert "it was never asked" in " ".join(capsys.readouterr().out.split())


def test_without_a_baseline_it_says_what_to_do(
    script: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "baseline.json").unlink()
    assert script.main(folder) == 1
    assert "There is no baseline" in (message := capsys.readouterr().err)
    assert "assistant evaluate --accept" in message


def test_a_baseline_with_nothing_to_lose_is_refused(script: ModuleType, folder: Path) -> None:
    accept(folder, companies=FAILED)
    assert script.main(folder) == 1
    with pytest.raises(EvaluationError, match="No known fact has passed"):
        script.sample_of([], {})


def test_every_sixth_of_the_facts_that_passed_is_asked(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.evaluation.facts import parse_facts

    facts = parse_facts(
        "".join(FACTS.split("- id: nurses")[0].replace("companies\n", f"companies-{n}\n", 1) for n in range(20)), "f"
    )
    passed, failed = Accepted({"right": True}, "", ""), Accepted({"right": False}, "", "")
    monkeypatch.setattr(script, "EVERY", 6)
    baseline = {fact.id: failed if fact.id == "companies-0" else passed for fact in facts}
    assert [fact.id for fact in script.sample_of(facts, baseline)] == [
        "companies-1",
        "companies-7",
        "companies-13",
        "companies-19",
    ]
