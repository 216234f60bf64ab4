"""The page Quality: the last report, and what is said where there is none."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.errors import EvaluationError
from assistant.evaluation.facts import load_facts
from assistant.evaluation.metrics import score_run
from assistant.evaluation.records import Run
from assistant.evaluation.report import write_reports
from assistant.evaluation.thresholds import Maximum, Minimum, Thresholds
from assistant.settings import Settings
from assistant.web.pages import add_pages
from assistant.web.quality import render_quality
from assistant.web.reports import COMMAND, REPORT, Report, Reports, thresholds_beside
from assistant.web.security import Guard

from .fakes import FakeBackend

ROOT = Path(__file__).parents[2]
HOSTILE = "<script>window.hacked=1</script>"
"""Stands in the questions, answers, reasons and citations of the report below."""


def rate(count: int, of: int) -> dict[str, Any]:
    return {"count": count, "of": of, "value": count / of if of else None, "interval": [0.1, 0.9]}


def rates(count: int) -> dict[str, Any]:
    names = ("right", "cited", "grounded", "abstained", "refused", "wrong", "passed")
    return {name: rate(count, 10) for name in names}


def fact(id: str, kind: str, *, passed: bool) -> dict[str, Any]:
    return {
        "id": id,
        "kind": kind,
        "question": f"What of {id}? {HOSTILE}",
        "expected": "250",
        "passed": passed,
        "verdicts": {"right": {"passed": passed, "reason": f"says 205 {HOSTILE}"}},
        "status": "answered",
        "answer": f"205 {HOSTILE}",
        "citations": [f"panel, page 3 {HOSTILE}"],
    }


@pytest.fixture
def record() -> dict[str, Any]:
    return {
        "created": "2026-11-20T13:44:03+00:00",
        "generation": "20261120-134403-e1f2",
        "seconds": 60.0,
        "totals": {**rates(6), "by_kind": {"two_passages": rates(2), "fact": rates(7)}, "retrieval": {"hit@10": 0.9}},
        "gate": {"passed": False, "failures": [f"'x' passed before {HOSTILE}"], "changes": []},
        "facts": [fact("a", "fact", passed=True), fact("b", "fact", passed=False), fact("c", "list", passed=False)],
        "run": {"outcomes": ["passed over"]},
    }


def page(record: dict[str, Any], thresholds: Thresholds | None = None, **given: Any) -> str:
    return render_quality(Report.model_validate(record), thresholds, **{"answering": "", **given})


def test_totals_kinds_date_generation_and_thresholds_are_shown(record) -> None:
    shown = page(record, Thresholds(minimum=Minimum(right=0.7), maximum=Maximum(wrong=0.8)))
    for words in (
        "3 known facts",
        "20 November 2026",
        "20261120-134403-e1f2",
        "70% or more",
        "80% or less",
        "two passages",
    ):
        assert words in shown
    assert shown.count("beyond its threshold") == 1
    assert "The gate is not passed." in shown


def test_failures_are_listed_with_their_reasons_and_can_be_filtered(record) -> None:
    shown = page(record)
    assert [name in shown for name in ("What of a?", "What of b?", "What of c?")] == [False, True, True]
    assert "wrong answer" in shown
    assert "Says 205" in shown
    only = page(record, kind="list")
    assert [name in only for name in ("What of b?", "What of c?")] == [False, True]


def test_a_report_of_another_index_than_the_one_that_answers_says_so(record) -> None:
    assert "Evaluate again" in page(record, answering="20261121-000000-0000")
    assert "Evaluate again" not in page(record, answering=record["generation"])


def test_everything_in_a_report_is_shown_as_text(record) -> None:
    assert "<script" not in page(record)


def test_a_report_that_the_evaluation_wrote_can_be_read(tmp_path: Path) -> None:
    run = Run(outcomes=())  # in which nothing was asked
    results = score_run(load_facts(ROOT / "eval" / "known_facts.yaml")[:5], run)
    write_reports(tmp_path, results, run, None)
    report = Reports(tmp_path).last()
    assert report is not None
    assert [fact.passed for fact in report.facts] == [False] * 5
    assert "not held to the thresholds" in render_quality(report, None, answering="")


def test_a_new_report_is_read_and_a_damaged_one_told(tmp_path: Path, record) -> None:
    reports = Reports(tmp_path)
    assert reports.last() is None
    path = tmp_path / REPORT
    path.write_text(json.dumps(record))
    first = reports.last()
    assert reports.last() is first
    path.write_text("{")
    with pytest.raises(EvaluationError, match="Make it again"):
        reports.last()
    path.unlink()
    assert reports.last() is None


def test_the_thresholds_beside_the_known_facts_are_read() -> None:
    assert thresholds_beside(ROOT / "eval" / "known_facts.yaml")
    assert thresholds_beside(ROOT / "nowhere" / "known_facts.yaml") is None


@pytest.fixture
def client(settings: Settings, backend: FakeBackend, tmp_path: Path) -> TestClient:
    app = FastAPI()
    add_pages(app, settings.model_copy(update={"reports": tmp_path / "reports"}), backend)
    return TestClient(Guard(app), base_url="http://127.0.0.1:7860")


def test_where_there_is_no_report_the_page_says_how_to_make_one(client: TestClient) -> None:
    assert COMMAND in client.get("/quality").text
    assert client.get("/quality/report.html").status_code == 404


def test_the_page_and_the_whole_report_are_served(client: TestClient, tmp_path: Path, record) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / REPORT).write_text(json.dumps(record))
    (folder / "report.html").write_text("<!doctype html>whole")
    shown = client.get("/quality")
    assert "What of b?" in shown.text
    assert 'href="/quality/report.html"' in shown.text
    whole = client.get("/quality/report.html")
    assert whole.text.endswith("whole")
    assert "script-src 'none'" in whole.headers["content-security-policy"]
    os.truncate(folder / REPORT, 5)
    assert "cannot be read" in client.get("/quality").text
