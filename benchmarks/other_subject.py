"""How many known facts are answered rightly after a question on something else, as people ask in a chat.

Each fact that stands alone is asked twice: by itself, and behind another document's fact with its answer. Nothing of
the one before should be carried over: what is altered, and what is lost by it, is told.
"""

import argparse
import random
from dataclasses import replace
from pathlib import Path

import machine

from assistant.assistant import Assistant
from assistant.evaluation.facts import FactKind, KnownFact, load_facts
from assistant.evaluation.metrics import score_run
from assistant.evaluation.run import run_facts
from assistant.schema import Turn
from assistant.settings import load_settings

SEED = 5


def after_another(facts: list[KnownFact]) -> list[KnownFact]:
    """Return the facts, each behind one of another document that was drawn at random."""
    drawn, turned = random.Random(SEED), []
    answered = [fact for fact in facts if fact.kind is not FactKind.unanswerable]
    for fact in facts:
        own = {piece.document for piece in fact.evidence}
        other = drawn.choice([one for one in answered if not own & {piece.document for piece in one.evidence}])
        turned.append(replace(fact, history=(Turn(other.question, other.expected),)))
    return turned


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="ask each so manieth fact only")
    options = parser.parse_args()
    print(machine.describe())
    alone = [fact for fact in load_facts(Path("eval/known_facts.yaml")) if not fact.history][:: options.every]
    with Assistant.open(load_settings()) as assistant:
        runs = [run_facts(facts, assistant) for facts in (alone, after_another(alone))]
    scored = [score_run(facts, run) for facts, run in zip((alone, after_another(alone)), runs, strict=True)]
    pairs = list(zip(*scored, strict=True))
    altered = [
        after
        for before, after in pairs
        if before.outcome.answer
        and after.outcome.answer
        and before.outcome.answer.standalone_question != after.outcome.answer.standalone_question
    ]
    answerable = [pair for pair in pairs if pair[0].fact.kind is not FactKind.unanswerable]
    right = [sum(bool(pair[at].score.right.passed) for pair in answerable) for at in (0, 1)]
    print(f"{len(pairs)} facts, {len(altered)} questions altered by the one before")
    print(f"right: {right[0]} of {len(answerable)} alone, {right[1]} after a question on something else")
    for result in altered:
        print(f"  {result.outcome.answer.standalone_question if result.outcome.answer else ''}")


if __name__ == "__main__":
    main()
