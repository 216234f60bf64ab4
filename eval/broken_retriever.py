"""Shows that the gate catches a broken retriever: `.venv/bin/python eval/broken_retriever.py`, after `assistant index`.

The assistant is opened on the current index with a retriever that returns the worst passages it found instead of the
best. A sample of the facts that passed when the baseline was accepted is asked, and the gate judges the answers. Exit
status 0 if the gate fails because facts that passed now fail; 1 if it passes, or fails for any other reason.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unittest import mock

from assistant import retrieval
from assistant.assistant import Assistant
from assistant.errors import AssistantError, EvaluationError
from assistant.evaluation.facts import KnownFact, load_facts
from assistant.evaluation.gate import Accepted, GateResult, check_gate, load_baseline
from assistant.evaluation.metrics import score_run
from assistant.evaluation.run import run_facts
from assistant.evaluation.summary import console, gate_summary
from assistant.evaluation.thresholds import load_thresholds
from assistant.settings import load_settings
from assistant.terminal import print_error

EVAL = Path(__file__).resolve().parent
EVERY = 6
"""One in this many of the facts that passed is asked: some forty, enough to see, few enough to be quick."""


class WorstFirst(retrieval.HybridRetriever):
    """Returns the worst of all candidates, worst first, and is the real retriever in everything else."""

    searches = 0

    def search(
        self, question: str, *, documents: Sequence[str] = (), count: int | None = None
    ) -> list[retrieval.Candidate]:
        """Return the worst passages for a question, as many as the best ones would be."""
        WorstFirst.searches += 1
        best_first = super().search(question, documents=documents, count=sys.maxsize)
        return best_first[::-1][: count or self._count]


def main(folder: Path = EVAL, open_assistant: Callable[[], Assistant] = lambda: Assistant.open(load_settings())) -> int:
    """Print what the gate says of the broken retriever; return the exit status.

    Args:
        folder: holds the known facts, the baseline and the thresholds.
        open_assistant: opens the assistant; called while retrieval is broken.
    """
    try:
        return 0 if demonstrate(folder, open_assistant) else 1
    except AssistantError as error:
        print_error(str(error))
        return 1


def demonstrate(folder: Path, open_assistant: Callable[[], Assistant]) -> bool:
    """Ask the sample with the broken retriever, print the gate's findings, and return whether it was caught.

    Raises:
        EvaluationError: there is no baseline, nothing in it to lose, or facts or thresholds are malformed.
        IndexUnavailable: there is no index.
    """
    baseline = load_baseline(folder / "baseline.json")
    sample = sample_of(load_facts(folder / "known_facts.yaml"), baseline)
    thresholds = load_thresholds(folder / "thresholds.toml")
    searches = WorstFirst.searches
    with mock.patch.object(retrieval, "HybridRetriever", WorstFirst), open_assistant() as assistant:
        results = score_run(sample, run_facts(sample, assistant))
    gate = check_gate(results, {fact.id: baseline[fact.id] for fact in sample}, thresholds)
    terminal = console()
    terminal.print(f"{len(sample)} facts that passed are asked with the worst passages instead of the best.")
    terminal.print(gate_summary(gate))
    lost = sum(change.blocks for change in gate.changes)
    fault = _why_not_caught(gate, used=WorstFirst.searches > searches)
    if fault:
        terminal.print(f"The broken retriever was NOT caught: {fault}.", markup=False)
    else:
        terminal.print(f"The broken retriever was caught: {lost} of {len(sample)} facts that passed fail with it.")
    return not fault


def sample_of(facts: Sequence[KnownFact], baseline: Mapping[str, Accepted]) -> list[KnownFact]:
    """Return every sixth of the facts that the baseline holds as passed.

    Raises:
        EvaluationError: there is none.
    """
    passed = [fact for fact in facts if fact.id in baseline and baseline[fact.id].passed]
    if not passed:
        raise EvaluationError(
            "No known fact has passed in the baseline, so none can be lost. "
            'Run "assistant evaluate --accept" with a system that answers.'
        )
    return passed[::EVERY]


def _why_not_caught(gate: GateResult, *, used: bool) -> str:
    """Return why this does not show that the gate catches a broken retriever; "" where it does."""
    errors = [failure for failure in gate.failures if "raised an error" in failure or "model error" in failure]
    if not used:
        return "it was never asked; does the assistant still search by assistant.retrieval.HybridRetriever?"
    if errors:
        return f"questions failed for another reason, the first: {errors[0]}"
    if gate.passed:
        return "the gate is passed"
    if not any(change.blocks for change in gate.changes):
        return "the gate failed, yet no fact that passed fails now"
    return ""


if __name__ == "__main__":
    sys.exit(main())
