"""Known facts are read with line numbers, and their faults named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from assistant.errors import EvaluationError
from assistant.evaluation.facts import KnownFact, json_schema, load_facts, parse_facts

ROOT = Path(__file__).parents[2]
GOOD = """\
# a comment
- id: companies
  kind: figure
  audience: officer
  question: How many companies are based there?
  answer: More than 250 companies.
  must_include: [[250, "two hundred and fifty"]]
  evidence: [{document: review, locator: "1", words: more than 250 companies}]
  derived: "the figure in words"

- id: companies-2019
  kind: unanswerable
  audience: investor
  question: How many were there in 2019?
  why_unanswerable: not counted
  trap: near_miss
"""


def test_facts_are_read_with_their_lines() -> None:
    first, second = parse_facts(GOOD, "facts.yaml")
    assert (first.line, second.line) == (2, 11)
    assert first.must_include == (("250", "two hundred and fifty"),)
    assert first.answerable
    assert not second.answerable
    assert second.place == "facts.yaml, line 11"


def test_values_are_read_as_they_are_written() -> None:
    text = GOOD.replace("How many companies are based there?", "no").replace("[250,", "[12:30, 1_000,")
    first = parse_facts(text, "facts.yaml")[0]
    assert first.question == "no"
    assert first.must_include[0][:2] == ("12:30", "1_000")


FAULTS = [
    ("kind: figure", "kind: figur", ["line 3, fact 'companies', field 'kind'", "'figur'"]),
    ("audience: officer", "audience: mayor", ["line 4", "field 'audience'"]),
    ("  question: How many companies are based there?\n", "", ["line 2", "field 'question'", "missing"]),
    ("answer: More than 250 companies.", "anser: x", ["field 'anser'", "no such field", "must_include"]),
    ("  answer: More than 250 companies.\n", "", ["line 2", "field 'answer'", "is empty"]),
    ("id: companies\n", "id: Companies!\n", ["line 2", "field 'id'"]),
    ("id: companies-2019", "id: companies", ["line 11", "field 'id'", "taken by the fact on line 2"]),
    ("trap: near_miss", "trap: riddle", ["line 16", "field 'trap'"]),
    ("  trap: near_miss\n", "", ["fact 'companies-2019', field 'trap'", "is needed"]),
    ("trap: near_miss", "trap: near_miss\n  answer: yes", ["field 'answer'", "must be empty"]),
    ("trap: near_miss", "trap: off_topic\n  may_include: [[a]]", ["field 'may_include'", "off_topic"]),
    ("[[250,", "[[], [250,", ["line 7", "field 'must_include.0'"]),
    ("kind: figure", "kind: follow_up", ["field 'history'"]),
    ("kind: figure", "kind: two_passages", ["field 'evidence'", "at least two"]),
    ("kind: figure", "kind: figure\n  kind: fact", ["line 4, field 'kind'", "twice"]),
    ('"two hundred and fifty"', '"--"', ["field 'must_include'", "no word or figure"]),
    ("audience: officer", "audience: officer\n  line: 7", ["field 'file' or 'line'"]),
    ("[{document: review", "[{documnt: review", ["field 'evidence.0.document'", "missing"]),
    ('two hundred and fifty"]]', 'two"]', ["line 8", "is not YAML"]),
    ("# a comment\n", "facts:\n", ["line 1", "is a list"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS)
def test_a_fault_names_file_line_and_field(old: str, new: str, expected: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(EvaluationError) as raised:
        parse_facts(GOOD.replace(old, new, 1), "facts.yaml")
    message = str(raised.value)
    assert message.startswith("facts.yaml, line ")
    for part in expected:
        assert part in message


@pytest.mark.parametrize(
    ("text", "expected"), [("", "no known facts"), ("- a\n", "expected a fact"), ("\t- a", "YAML")]
)
def test_a_file_without_facts_is_refused(text: str, expected: str) -> None:
    with pytest.raises(EvaluationError, match=expected):
        parse_facts(text, "facts.yaml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"nothing\.yaml': there is no such file\. Name another with --facts\."):
        load_facts(tmp_path / "nothing.yaml")


def test_about_a_fifth_is_held_out_and_stays_so(make_fact: Callable[..., KnownFact]) -> None:
    splits = [make_fact(id=f"fact-{number}").split for number in range(1000)]
    assert 160 < splits.count("held_out") < 240
    assert make_fact(id="fact-1").split == make_fact(id="fact-1", question="Another?").split


def test_the_committed_schema_is_the_one_of_the_code() -> None:
    committed = json.loads((ROOT / "eval" / "known_facts.schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema()


def test_the_schema_accepts_good_facts_and_refuses_bad_ones() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    assert not list(validator.iter_errors(yaml.safe_load(GOOD)))
    assert list(validator.iter_errors(yaml.safe_load(GOOD.replace("kind: figure", "kind: figur"))))
    assert list(validator.iter_errors(yaml.safe_load(GOOD.replace("answer:", "anser:", 1))))
