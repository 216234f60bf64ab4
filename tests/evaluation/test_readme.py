"""What eval/README.md says is so."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.corpus.load import LoadReport, load_corpus
from assistant.evaluation.check import check_facts
from assistant.evaluation.facts import FIELDS, FactKind, parse_facts
from assistant.evaluation.thresholds import Maximum, Minimum

ROOT = Path(__file__).parents[2]
README = (ROOT / "eval" / "README.md").read_text(encoding="utf-8")


def test_the_example_is_a_good_fact() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    facts = [fact for example in examples for fact in parse_facts(example, "eval/README.md")]
    documents = list(load_corpus(ROOT / "corpus", LoadReport()))
    assert len(facts) == 1
    assert check_facts(facts, documents).problems == ()


def test_every_field_kind_and_threshold_is_described() -> None:
    cells = set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL)))
    assert set(FIELDS) <= cells
    assert {str(kind) for kind in FactKind} <= cells
    assert {*Minimum.model_fields, *Maximum.model_fields} <= cells
