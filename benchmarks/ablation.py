"""What each part of the answer engine gives: the known facts asked again with one part taken away at a time.

The weights stay as fitted for the whole engine, so a part's figure is what is lost without it, not the best that
could be done without it.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import machine

from assistant import retrieval
from assistant.answering import answerer, extractive, features, leading, prospects, quoting, unread
from assistant.answering.parts.split import Parts
from assistant.assistant import Assistant
from assistant.evaluation.facts import load_facts
from assistant.evaluation.metrics import Totals, by_kind, score_run
from assistant.evaluation.run import run_facts
from assistant.settings import Settings


@contextmanager
def whole() -> Iterator[None]:
    """Take nothing away."""
    yield


def without(owner: Any, name: str, value: Any) -> Callable[[], Any]:
    """Return a maker of the context in which an attribute is replaced."""
    return lambda: patch.object(owner, name, value)


def no_lexical(index: Any, question: str) -> Any:
    """Score no passage by its words."""
    import numpy as np

    return np.zeros(len(index), dtype=np.float32)


def never_refuse(engine: extractive.ExtractiveEngine, question: Any, ranked: Any) -> float:
    """Return a confidence that is enough."""
    return engine._weights.threshold


def both(*makers: Callable[[], Any]) -> Callable[[], Any]:
    """Return a maker of the context in which several things are taken away."""

    @contextmanager
    def context() -> Iterator[None]:
        with ExitStack() as stack:
            for make in makers:
                stack.enter_context(make())
            yield

    return context


PARTS: dict[str, Callable[[], Any]] = {
    "whole engine": whole,
    "without lexical retrieval": without(retrieval.LexicalIndex, "scores", no_lexical),
    "without what only vectors find": without(retrieval.DenseIndex, "nearest", lambda *_, **__: []),
    "without sentences' vectors": both(
        without(retrieval.SentenceIndex, "nearest", lambda *_, **__: []),
        without(retrieval.SentenceIndex, "cosines", lambda _, vector, ordinals: [()] * len(ordinals)),
    ),
    "with all candidates read": without(prospects, "HIGH_MARGIN", 1e6),
    "without other names": both(
        without(answerer.OtherNames, "used", lambda *_: ()),
        without(answerer.OtherNames, "expand", lambda _, text: text),
    ),
    "without answer types": without(features, "fits_kind", lambda *_: None),
    "without years and places": both(
        without(unread, "_year_conflicts", lambda *_: False), without(unread, "_place_conflicts", lambda *_: False)
    ),
    "without named rows": without(unread, "_named_rows", lambda _, units: [False] * len(units)),
    "without what tables tell": both(
        without(extractive, "computed_quote", lambda *_: None),
        without(extractive, "asked_extreme", lambda _: None),
    ),
    "without definitions": both(
        without(unread, "_defines", lambda *_: False), without(leading, "says_kind", lambda *_: 0)
    ),
    "without whole lists": without(quoting, "_brings_list", lambda *_: False),
    "without further statements": without(extractive, "select", lambda _, ranked: [ranked[0]]),
    "without taking questions apart": without(answerer, "split_question", lambda text, *_, **__: Parts((text,))),
    "without denials": without(extractive, "find_denial", lambda *_: None),
    "without the decision": without(extractive.ExtractiveEngine, "_confidence", never_refuse),
}


def main() -> None:
    """Print a table, a part a row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, default=Path("eval/known_facts.yaml"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--every", type=int, default=1, help="ask one fact in so many: a quick look")
    options = parser.parse_args()
    facts = load_facts(options.facts)[:: options.every]
    print(machine.describe())
    print(f"{len(facts)} known facts, per cent")
    with Assistant.open(Settings(index=options.index, reader="default")) as assistant:
        for name, make in PARTS.items():
            with make():
                report(name, score_run(facts, run_facts(facts, assistant)))
    with Assistant.open(Settings(index=options.index, reader="none")) as assistant:
        report("without the reader (own weights)", score_run(facts, run_facts(facts, assistant)))


def report(name: str, results: Any) -> None:
    """Print the totals of one run and what is right by kind."""
    totals = Totals(tuple(results))
    kinds = {kind: percent(of.right) for kind, of in by_kind(results).items() if kind != "unanswerable"}
    print(
        f"{name:38} right {percent(totals.right)}  cited {percent(totals.cited)}  abstained {percent(totals.abstained)}"
    )
    print(f"{'':38} {'  '.join(f'{kind} {share}' for kind, share in kinds.items())}", flush=True)


def percent(rate: Any) -> str:
    """Return a rate as whole per cent."""
    return f"{100 * rate.value:3.0f}" if rate.value is not None else "  -"


if __name__ == "__main__":
    main()
