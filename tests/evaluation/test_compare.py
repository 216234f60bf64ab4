"""Paired comparison of two runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.corpus.document import Document
from assistant.errors import EvaluationError
from assistant.evaluation.compare import compare, exact_mcnemar
from assistant.evaluation.facts import KnownFact
from assistant.evaluation.variants import read_settings
from assistant.settings import Settings

from .conftest import answer_with, cite, refusal
from .test_metrics import results_of

MakeFact = Callable[..., KnownFact]
GOLD = "The region has more than 250 companies headquartered locally."


def test_only_facts_that_differ_decide(make_fact: MakeFact, review: Document) -> None:
    facts = [make_fact(id=name) for name in "abcd"]
    good = answer_with(cite(review, GOLD))
    first = results_of([(facts[0], good), (facts[1], good), (facts[2], good), (facts[3], refusal())], review)
    second = results_of([(facts[0], good), (facts[1], refusal()), (facts[2], refusal()), (facts[3], refusal())], review)
    comparison = compare(first, second)
    assert (comparison.both, comparison.neither) == (1, 1)
    assert [difference.fact for difference in comparison.only_first] == ["b", "c"]
    assert comparison.only_second == ()
    assert comparison.p_value == 0.5
    assert comparison.only_first[0].second_reasons[0].startswith("right: refused")


@pytest.mark.parametrize(
    ("b", "c", "p"), [(0, 0, 1.0), (1, 0, 1.0), (5, 5, 1.0), (8, 1, 0.0390625), (10, 0, 0.001953125)]
)
def test_the_p_value_is_exact(b: int, c: int, p: float) -> None:
    assert exact_mcnemar(b, c) == pytest.approx(p)
    assert exact_mcnemar(c, b) == pytest.approx(p)


def test_runs_without_a_common_fact_cannot_be_compared(make_fact: MakeFact, review: Document) -> None:
    with pytest.raises(EvaluationError, match="no fact in common"):
        compare(
            results_of([(make_fact(id="a"), refusal())], review), results_of([(make_fact(id="b"), refusal())], review)
        )


@pytest.mark.parametrize(
    ("name", "text"),
    [("b.toml", 'reader = "none"\nindex = "elsewhere"\n'), ("b.env", "# x\nASSISTANT_READER='none'\n")],
)
def test_a_settings_file_changes_what_it_names_on_the_same_index(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    read = read_settings(path, Settings(index=Path("here"), port=1))
    assert (read.reader, read.index, read.port) == ("none", Path("here"), 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("reeder = 1", "field 'reeder': no such setting"), ("port = 'x'", "field 'port'"), ("=", "is not TOML")],
)
def test_a_malformed_settings_file_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "b.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=expected):
        read_settings(path, Settings())
    with pytest.raises(EvaluationError, match="Could not read"):
        read_settings(tmp_path / "nothing.toml", Settings())
