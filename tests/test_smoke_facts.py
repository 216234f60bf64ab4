"""The known facts marked `smoke: true` go through the real engine: embedding model, reader, corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.evaluation.facts import KnownFact, load_facts
from assistant.evaluation.run import quote_faults
from assistant.evaluation.scoring import score
from assistant.schema import Turn

FACTS = Path(__file__).parents[1] / "eval" / "known_facts.yaml"
SMOKE = [fact for fact in load_facts(FACTS) if fact.smoke]


@pytest.fixture(scope="module")
def real_assistant(real_settings) -> Iterator[Assistant]:
    with Assistant.open(real_settings) as opened:
        yield opened


@pytest.mark.parametrize("fact", SMOKE, ids=lambda fact: fact.id)
def test_a_known_fact_is_answered_rightly(real_assistant: Assistant, fact: KnownFact):
    history = [Turn(turn.question, turn.answer) for turn in fact.history]
    answer = real_assistant.ask(fact.question, history=history, id=fact.id)
    verdict = score(fact, answer, quote_faults=tuple(quote_faults(answer, real_assistant, {})))
    assert verdict.passed, f"{fact.place}: {'; '.join(verdict.reasons)}\n{answer.text}"
