"""The benchmark of what each part gives takes away parts that are there."""

from __future__ import annotations

import importlib
from pathlib import Path

from assistant.answering import answerer

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def test_each_part_that_the_ablation_takes_away_is_there(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    parts = importlib.import_module("ablation").PARTS
    for make in parts.values():
        with make():
            pass
    with parts["without taking questions apart"]():
        whole = answerer.split_question("Who runs it, and who pays?", lambda text: text)
    assert whole.questions == ("Who runs it, and who pays?",)
