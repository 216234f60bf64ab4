"""Fits the weights of `weights.json`: `python -m assistant.answering.calibrate`.

The questions of the evidence bases (`bases.py`) go the whole way of an answer, each over the four reports of its
region. What is fitted:

* sufficiency: logistic regression over ANSWER_FEATURES of the best unit, which tells right answers from near misses,
  questions that no report of the region answers; then its scale, so that it is the probability that one of the units
  which an answer shows is right (Platt, 1999), over all questions, of which near misses count as a quarter
  (`ASKED_IN_VAIN`). What the guards refuse takes part in neither;
* the ranker of units, for a reader that has none yet or with `--ranker`: conditional logit over UNIT_FEATURES, a unit
  is right if it holds the answer;
* the threshold: the lowest confidence that refuses `--refuse` of the near misses, read off held-out folds.

Wrong units of answerable questions take part in the scale only: they look like right ones more often than not, and
with them in the first fit fewer right answers are kept where as many near misses are refused.

The known facts of `eval/` take no part in it.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant.answering.bases import open_bases, read_bases
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.fitting import choose_threshold, counted, fit_answers, fit_units, measure, rerank
from assistant.answering.selection import MAX_STATEMENTS
from assistant.answering.similarity import SimilarityReader
from assistant.answering.trials import Trial, run_trials, settle
from assistant.answering.weights import FILE, Logistic, Weights
from assistant.reading.protocol import Reader
from assistant.retrieval import OpenIndex

logger = logging.getLogger(__name__)

_UNFITTED = Logistic(0.0, {})


def _engine(reader: Reader, index: OpenIndex, unit: Logistic = _UNFITTED) -> ExtractiveEngine:
    return ExtractiveEngine(reader, Weights("", unit, _UNFITTED, 1.0), index.lexical, index.store.document)


def describe(trials: Sequence[Trial], confidence: Sequence[float], threshold: float) -> str:
    """Return the figures of a set of trials, a line a kind of question."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    lines = []
    right = np.array([trial.right[0] for trial in trials])
    answerable = np.array([trial.asked.is_answerable for trial in trials])
    told = np.array([any(trial.right[:MAX_STATEMENTS]) for trial in trials])
    surety = np.array(confidence)
    shown = surety >= threshold
    lines.append(
        f"area under the curve: right or not {roc_auc_score(right, surety):.3f}, "
        f"answerable or not {roc_auc_score(answerable, surety):.3f}"
    )
    bins, counts = np.minimum((surety * 10).astype(int), 9), counted(trials)
    error = sum(abs((told[of] - surety[of]) @ counts[of]) / counts.sum() for b in range(10) if (of := bins == b).any())
    lines.append(f"expected calibration error {error:.3f}, threshold {threshold:.3f}")
    lines.append(
        f"of the right best units {shown[right].mean():.3f} are shown, of the wrong ones of answerable questions "
        f"{shown[answerable & ~right].mean():.3f}, of those of near misses {shown[~answerable].mean():.3f}"
    )
    for kind in sorted({trial.asked.kind for trial in trials}):
        of = np.array([trial.asked.kind == kind for trial in trials])
        second = np.array([any(trial.right[:2]) for trial in trials])
        found = np.array([any(trial.right) for trial in trials])
        lines.append(
            f"{kind:28} n {of.sum():4}  retrieved {found[of].mean():.2f}  best unit right {right[of].mean():.2f}  "
            f"best two {second[of].mean():.2f}  answered {shown[of].mean():.2f}"
        )
    return "\n".join(lines)


def main() -> None:
    """Fit, report, write."""
    from assistant.answering.answerer import READ
    from assistant.reading.select import select_reader

    parser = argparse.ArgumentParser(description="Fit the weights that rank units and decide sufficiency.")
    parser.add_argument("--reader", default="default", help="as ASSISTANT_READER")
    parser.add_argument(
        "--work",
        type=Path,
        default=None,
        help="folder for the index of the reports; kept, so that a second run is quick",
    )
    parser.add_argument("--ranker", action="store_true", help="fit the ranker of units anew as well")
    parser.add_argument("--every", type=int, default=1, help="take one question in so many: a quick look")
    parser.add_argument("--refuse", type=float, default=0.8, help="share of unanswerable questions to refuse")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name(FILE))
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    for name in (__name__, run_trials.__module__):
        logging.getLogger(name).setLevel(logging.INFO)
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        index = open_bases(work, "fitted", "tested", count=READ)
        reader = select_reader(options.reader) or SimilarityReader(index.lexical.weight)
        trials, tests = (
            run_trials(index, _engine(reader, index), [*read_bases(part)][:: options.every])
            for part in ("fitted", "tested")
        )
        fitted = json.loads(options.output.read_text(encoding="utf-8")) if options.output.exists() else {}
        known = None if options.ranker else fitted.get(reader.name)
        unit = Logistic(**known["unit"]) if known else fit_units(trials)
        engine = _engine(reader, index, unit)
        trials, tests = settle(rerank(trials, unit), engine), settle(rerank(tests, unit), engine)
        answer, unseen = fit_answers(trials)
        threshold = choose_threshold(trials, unseen, refuse=options.refuse)
        on_test = [
            answer.probability(entry) if trial.passes else 0.0
            for trial, entry in zip(tests, measure(tests), strict=True)
        ]
        index.close()
    logger.info("calibration, each from a fold that did not see it\n%s", describe(trials, unseen, threshold))
    logger.info("test, never fitted on\n%s", describe(tests, on_test, threshold))
    fitted[reader.name] = {
        "unit": {"intercept": unit.intercept, "weights": unit.weights},
        "answer": {"intercept": answer.intercept, "weights": answer.weights},
        "threshold": round(threshold, 4),
    }
    options.output.write_text(json.dumps(fitted, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
