"""The evaluation and the assistant fit together: on the sample evidence base, no model loaded."""

from __future__ import annotations

from pathlib import Path

from assistant.evaluation.check import check_facts
from assistant.evaluation.facts import parse_facts
from assistant.evaluation.metrics import Totals, score_run
from assistant.evaluation.records import load_run
from assistant.evaluation.report import write_reports
from assistant.evaluation.run import run_facts
from assistant.testing import open_assistant

FACTS = """\
- id: companies
  kind: figure
  audience: investor
  question: How many medical technology companies are headquartered in Saltham?
  answer: 57 medical technology companies.
  must_include: [[57]]
  evidence: [{document: saltham-review, words: Saltham has 57 medical technology companies}]
- id: grants-2022
  kind: table
  audience: officer
  question: How many grants were awarded in 2022?
  answer: "19"
  must_include: [[19]]
  evidence: [{document: saltham-review, words: "2022 | 19 | £1.9 million"}]
- id: off-topic
  kind: unanswerable
  audience: officer
  question: Which football club won the league in 1998?
  why_unanswerable: not about football
  trap: off_topic
"""


def test_facts_are_checked_asked_scored_and_reported(tmp_path: Path) -> None:
    facts = parse_facts(FACTS, "facts.yaml")
    with open_assistant(tmp_path / "sample") as assistant:
        documents = [assistant.document(summary.id) for summary in assistant.documents()]
        run = run_facts(facts, assistant)
    assert check_facts(facts, documents).problems == ()
    assert [outcome.error for outcome in run.outcomes] == ["", "", ""]
    assert [outcome.quote_faults for outcome in run.outcomes] == [(), (), ()]
    results = score_run(facts, run)
    totals = Totals(tuple(results))
    assert totals.errors == 0
    assert totals.retrieval["hit@10"] == 1.0
    written = write_reports(tmp_path / "out", results, run, None)
    assert [result.score for result in score_run(facts, load_run(written[2]))] == [result.score for result in results]
