"""Reports parse, escape what is hostile, and stand alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.corpus.document import Document
from assistant.evaluation.facts import KnownFact
from assistant.evaluation.gate import check_gate, load_baseline, write_baseline
from assistant.evaluation.html_report import html_report
from assistant.evaluation.junit import junit_xml
from assistant.evaluation.metrics import Result, score_run
from assistant.evaluation.records import Run, load_run
from assistant.evaluation.report import write_reports
from assistant.evaluation.run import run_facts
from assistant.evaluation.summary import console, failures_summary, gate_summary, results_summary
from assistant.evaluation.thresholds import Minimum, Thresholds

from .conftest import FakeAssistant, answer_with, cite, passage, refusal

MakeFact = Callable[..., KnownFact]
GOLD = "The region has more than 250 companies headquartered locally."
HOSTILE = "<script>alert(1)</script>\"'&]]>\x07<img src=x onerror=alert(2)>{{ 7 * 7 }}[bold]"


@pytest.fixture
def run(make_fact: MakeFact, make_unanswerable: MakeFact, review: Document) -> tuple[list[Result], Run]:
    facts = [
        make_fact(id="good"),
        make_fact(id="bad", question=HOSTILE, answer=HOSTILE + " 250"),
        make_fact(id="broken"),
        make_unanswerable(id="trap", why_unanswerable=HOSTILE),
    ]
    answers = {
        "good": answer_with(cite(review, GOLD), retrieved=(passage(review, "250"),)),
        "bad": answer_with(cite(review, GOLD, title=HOSTILE), text=HOSTILE),
        "broken": ValueError(HOSTILE),
        "trap": refusal(HOSTILE, closest=(cite(review, GOLD, title=HOSTILE),)),
    }
    done = run_facts(facts, FakeAssistant(answers, [review]), settings={"reader": HOSTILE})
    return score_run(facts, done), done


class Page(HTMLParser):
    """Collects the elements of a page, and checks that they are closed."""

    VOID = ("meta", "br", "img", "link", "hr", "path", "use", "rect")

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_escapes_everything_and_fetches_nothing(run: tuple[list[Result], Run]) -> None:
    results, done = run
    text = html_report(results, done)
    page = Page()
    page.feed(text)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    sources = [value for name, value in page.attributes if name in ("src", "href", "xlink:href")]
    assert all((value or "").startswith("#") for value in sources)
    assert not re.search(r"url\((?!#)", text)
    assert "<script>alert(1)</script>" in "".join(page.text)
    assert "{{ 7 * 7 }}" in "".join(page.text)


def test_every_plot_says_in_words_what_it_shows(run: tuple[list[Result], Run]) -> None:
    page = Page()
    page.feed(html_report(*run))
    labels = [value or "" for name, value in page.attributes if name == "aria-label"]
    assert page.tags.count("svg") == len(labels) == 5
    assert any(label.startswith("Facts passed by kind: figure 33% of 3") for label in labels)
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_the_page_is_the_same_for_the_same_run(run: tuple[list[Result], Run]) -> None:
    assert html_report(*run) == html_report(*run)


def test_junit_has_one_case_a_fact(run: tuple[list[Result], Run]) -> None:
    root = ElementTree.fromstring(junit_xml(run[0]).encode())
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert set(cases) == {"good", "bad", "broken", "trap"}
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "1")
    assert cases["good"].find("failure") is None
    assert "<script>" in (cases["bad"].find("failure").text or "")
    assert cases["broken"].find("error") is not None


def test_junit_tells_of_a_gate_that_fails_as_a_whole(run: tuple[list[Result], Run]) -> None:
    root = ElementTree.fromstring(junit_xml(run[0], blocking=["right is 0.3; it must be at least 0.7"]).encode())
    gate = next(case for case in root.iter("testcase") if case.get("name") == "gate")
    assert "at least 0.7" in gate.find("failure").get("message")


def test_the_files_are_written_and_can_be_scored_again(
    run: tuple[list[Result], Run], tmp_path: Path, review: Document
) -> None:
    results, done = run
    baseline = tmp_path / "baseline.json"
    write_baseline(baseline, results[:1])
    gate = check_gate(results, load_baseline(baseline), Thresholds(minimum=Minimum(right=0.7)))
    written = write_reports(tmp_path / "out", results, done, gate)
    assert [path.name for path in written] == ["report.html", "junit.xml", "report.json"]
    assert load_run(written[2]) == done
    record = json.loads(written[2].read_text(encoding="utf-8"))
    assert record["gate"]["passed"] is False
    assert record["totals"]["right"] == {
        "count": 1,
        "of": 3,
        "value": 1 / 3,
        "interval": record["totals"]["right"]["interval"],
    }
    assert {fact["id"]: fact["gold_ranks"] for fact in record["facts"]}["good"] == [1]
    assert "The gate is not passed." in written[0].read_text(encoding="utf-8")


def test_the_terminal_shows_80_columns_and_hostile_words_as_they_are(run: tuple[list[Result], Run]) -> None:
    results, done = run
    gate = check_gate(results, {}, Thresholds(minimum=Minimum(right=0.7)))
    terminal = console()
    with terminal.capture() as captured:
        for part in (results_summary(results, done), failures_summary(results), gate_summary(gate)):
            terminal.print(part)
    shown = captured.get()
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "Right answers" in shown
    assert "[bold]" in shown
    assert "The gate is NOT passed" in shown


def test_failures_of_held_out_facts_are_counted_and_not_shown(run: tuple[list[Result], Run]) -> None:
    results = run[0]
    bad = next(result for result in results if result.fact.id == "bad")
    unseen = next(id for id in map(str, range(100)) if bad.fact.model_copy(update={"id": id}).split == "held_out")
    held_out = replace(bad, fact=bad.fact.model_copy(update={"id": unseen, "question": "Unseen words?"}))
    terminal = console()
    with terminal.capture() as captured:
        terminal.print(failures_summary([bad, held_out]))
    assert "bad: " in captured.get()
    assert "1 held-out facts fail too" in captured.get()
    assert "Unseen words?" not in captured.get()
