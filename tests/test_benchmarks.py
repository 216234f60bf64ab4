"""The benchmark of what each part gives takes away parts that are there."""

from __future__ import annotations

import importlib
from pathlib import Path

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def test_each_part_that_the_ablation_takes_away_is_there(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    parts = importlib.import_module("ablation").PARTS
    for make in parts.values():
        with make():
            pass
    assert len(parts) > 1
