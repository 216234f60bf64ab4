"""Fits the weights of `weights.json`: `python -m assistant.answering.calibrate --data DIR`.

Each passage of the reader's data becomes a small document of its own; they are indexed as any corpus is, and
the questions kept away from the reader's training go the whole way of an answer. What is fitted:

* the ranker of units: conditional logit over UNIT_FEATURES, a unit is right if it holds the answer;
* sufficiency: logistic regression over ANSWER_FEATURES of the best unit, which tells right answers from questions that
  no passage answers: near misses, and questions about another subject; then its scale, so that it is the probability
  that the best unit is right (Platt, 1999), over all questions but those about another subject;
* the threshold: the lowest confidence that refuses `--refuse` of the near misses, read off held-out folds.

Wrong units of answerable questions take part in the scale only: they look like right ones more often than not, and
with them in the first fit fewer right answers are kept where as many near misses are refused.

The known facts of `eval/` take no part in it.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.features import ANSWER_FEATURES, SIGNS, UNIT_FEATURES, Scored, answer_features
from assistant.answering.question import Question, analyse_question
from assistant.answering.similarity import SimilarityReader
from assistant.answering.weights import FILE, Logistic, Weights
from assistant.reading.data import QUESTIONS, Split, report_of, seeded, split_of
from assistant.retrieval import OpenIndex

logger = logging.getLogger(__name__)

UNFITTED = Weights("", Logistic(0.0, {}), Logistic(0.0, {}), 1.0)
AT_MOST = {
    "names_missing": -2.0,
    "years_missing": -2.0,
    "phrase_missing": -1.5,
    "places_missing": -2.0,
    "place_conflicts": -1.5,
}
"""Weights that a fit may make stronger but not weaker: a question that names a place, a body or a year
that the passage does not give is not answered by it. The calibration passages stand alone, so that the name which is
missing is often that of their own report, and a fit makes nothing of it. On the open known facts, where 66 % are
answered rightly, the first two with the phrase refuse 79 % of what nothing answers, without the phrase 75 %."""
UNIT_AT_MOST = {"place_conflicts": -2.0}
"""The same for the ranker. The invented places of the calibration are in no list of places."""
_EVIDENCE_BASE = 24
"""Passages that each question is asked of."""
_DIALOGUES = "dialogues"
_FOREIGN = 0.2
"""Of the answerable questions, how many are asked of another file's passages as well, where nothing answers them."""
_FOREIGN_KIND = "another subject"
_FOLDS = 5
_RIDGE = 1.0  # penalty on the squared weights of standardised features: one thousand questions need little
_SEED = 20
_ROW = re.compile(r"; (?=[^;:]{1,60}: )")


@dataclass(frozen=True)
class Asked:
    """A question of the calibration data; `document` and `answer` are empty where nothing answers it.

    Attributes:
        file: where it comes from; the other passages that it is asked of come from there too, for they share a subject.
        passages: what it was written for: a passage that stands alone, or all of its report.
    """

    file: str
    passages: tuple[str, ...]
    question: str
    document: str
    answer: str
    kind: str


@dataclass(frozen=True)
class Trial:
    """One question gone the whole way: what was ranked, and which of it is right."""

    asked: Asked
    question: Question
    ranked: tuple[Scored, ...]
    right: tuple[bool, ...]


def write_corpus(data: Path, folder: Path) -> None:
    """Write every passage on invented reports and of the dialogues as a Markdown document of its own."""
    for path in _report_files(data):
        for record in _records(path):
            _write(folder / path.stem / f"{record['id']}.md", record["id"], record["heading"], record["passage"])
    for record in _records(data / "dialogues" / "dialogues.jsonl"):
        for passage in record["passages"]:
            id = f"{record['id']}-{passage['id']}"
            _write(folder / _DIALOGUES / f"{id}.md", id, passage["heading"], passage["passage"])


def read_questions(data: Path, split: Split) -> list[Asked]:
    """Return the questions on the passages of a split that the reader's training never sees."""
    asked = []
    for path in _report_files(data):
        reports: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in _records(path):
            reports[report_of(record)].append(record)
        for report, records in reports.items():
            if split_of(path.parent, path.stem, report) != split:
                continue
            own = tuple(record["id"] for record in records)
            for record in records:
                for item in record["questions"]:
                    document = record["id"] if item["type"] != "nearmiss" else ""
                    asked.append(Asked(path.stem, own, item["question"], document, item["answer"], item["type"]))
    return asked


def _report_files(data: Path) -> list[Path]:
    return [*sorted((data / "reader").glob("*.jsonl")), *sorted(QUESTIONS.glob("*.jsonl"))]


def read_dialogues(data: Path) -> Iterator[Asked]:
    """Return the turns of the dialogues, each as the question that can be understood alone."""
    for record in _records(data / "dialogues" / "dialogues.jsonl"):
        for turn in record["turns"]:
            if turn["kind"] == "smalltalk" or turn["kind"] == "comparison":
                continue
            figures = re.findall(r"£?\d[\d.,]*(?:%|m\b|bn\b)?", turn["answer"])
            if turn["answer"] and not figures:
                continue  # the dialogue's answer is free wording: only a figure in it can be looked for
            document = f"{record['id']}-{turn['passage']}" if turn["answer"] else ""
            figure = figures[0].strip(".,") if figures else ""
            own = tuple(f"{record['id']}-{passage['id']}" for passage in record["passages"])
            yield Asked(_DIALOGUES, own, turn["standalone"], document, figure, f"dialogue_{turn['kind']}")


def of_another_subject(asked: Sequence[Asked]) -> list[Asked]:
    """Return a part of the answerable questions once more, each to be asked of another file's passages."""
    files = sorted({item.file for item in asked if item.file != _DIALOGUES})
    chosen = [item for item in asked if item.document and seeded(f"foreign {item.question}").random() < _FOREIGN]
    return [
        replace(
            item,
            file=seeded(item.question).choice([file for file in files if file != item.file]),
            passages=(),
            document="",
            kind=_FOREIGN_KIND,
        )
        for item in chosen
    ]


def run_trials(index: OpenIndex, engine: ExtractiveEngine, asked: Sequence[Asked]) -> list[Trial]:
    """Retrieve and read for each question and mark the units that hold its answer."""
    files: dict[str, list[str]] = defaultdict(list)
    for source, _, _ in index.store.sources():
        files[PurePosixPath(source.file).parts[0]].append(source.id)
    trials = []
    for number, item in enumerate(asked, 1):
        question = analyse_question(item.question)
        documents = _evidence_base(item, files[item.file])
        ranked = engine.rank(question, index.retriever.search(item.question, documents=documents))
        right = tuple(
            bool(item.document)
            and scored.unit.candidate.passage.document == item.document
            and _holds(scored.unit.text, item.answer)
            for scored in ranked
        )
        trials.append(Trial(item, question, tuple(ranked), right))
        if number % 200 == 0:
            logger.info("%d of %d questions", number, len(asked))
    return trials


def _evidence_base(asked: Asked, documents: Sequence[str]) -> list[str]:
    """Return the question's own passages with others of their file, chosen by chance, the same ones each time.

    More of them would make questions ambiguous that were written for one passage ("Why was round two delayed?").
    """
    others = [document for document in documents if document not in asked.passages]
    count = min(max(0, _EVIDENCE_BASE - len(asked.passages)), len(others))
    return [*asked.passages, *seeded(asked.question).sample(others, count)]


def fit_units(trials: Sequence[Trial]) -> Logistic:
    """Fit the ranker on the answerable questions whose answer was retrieved.

    Conditional logit (McFadden, 1974): among the units of one question, the right ones shall hold most of the
    softmax of the scores. A difference of two scores is then the log-odds of one unit against the other.
    """
    import numpy as np
    from scipy.optimize import minimize

    questions = [trial for trial in trials if any(trial.right)]
    every = np.array(
        [[entry.features[name] for name in UNIT_FEATURES] for trial in questions for entry in trial.ranked]
    )
    mean, scale = every.mean(axis=0), every.std(axis=0)
    scale[scale == 0] = 1.0
    every = (every - mean) / scale
    ends = np.cumsum([len(trial.ranked) for trial in questions])
    groups = list(zip(np.split(every, ends[:-1]), [np.array(trial.right) for trial in questions], strict=True))

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for rows, right in groups:
            scores = rows @ weights
            share = np.exp(scores - scores.max())
            among_right = np.where(right, share, 0.0)
            total -= float(np.log(among_right.sum() / share.sum()))
            slope += rows.T @ (share / share.sum() - among_right / among_right.sum())
        return total, slope

    bounds = _bounds(UNIT_FEATURES, UNIT_AT_MOST, scale)
    found = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = found.x / scale
    named = {name: round(float(weight), 5) for name, weight in zip(UNIT_FEATURES, weights, strict=True)}
    return Logistic(0.0, named)


def rerank(trials: Sequence[Trial], unit: Logistic) -> list[Trial]:
    """Return the trials ranked anew by a fitted ranker."""
    again = []
    for trial in trials:
        scored = [
            (replace(entry, score=unit.log_odds(entry.features)), right)
            for entry, right in zip(trial.ranked, trial.right, strict=True)
        ]
        scored.sort(key=lambda pair: -pair[0].score)
        again.append(replace(trial, ranked=tuple(pair[0] for pair in scored), right=tuple(pair[1] for pair in scored)))
    return again


def measure(trials: Sequence[Trial]) -> list[dict[str, float]]:
    """Return each trial's answer features."""
    return [answer_features(trial.question, trial.ranked) for trial in trials]


def fit_answers(trials: Sequence[Trial]) -> tuple[Logistic, list[float]]:
    """Fit sufficiency; return the model and each trial's probability from a fold that did not see it."""
    import numpy as np
    from sklearn.model_selection import KFold

    features = measure(trials)
    rows = np.array([[entry[name] for name in ANSWER_FEATURES] for entry in features])
    right = np.array([trial.right[0] for trial in trials])
    telling = right | ~np.array([bool(trial.asked.document) for trial in trials])
    own = np.array([trial.asked.kind != _FOREIGN_KIND for trial in trials])

    def fitted(part: Any) -> Logistic:
        within = np.zeros(len(trials), dtype=bool)
        within[part] = True
        model = _fit(rows[within & telling], right[within & telling], ANSWER_FEATURES)
        return _scaled(model, [features[at] for at in np.flatnonzero(within & own)], right[within & own])

    unseen = np.zeros(len(trials))
    for train, test in KFold(_FOLDS, shuffle=True, random_state=_SEED).split(rows):
        model = fitted(train)
        unseen[test] = [model.probability(features[index]) for index in test]
    return fitted(np.arange(len(trials))), unseen.tolist()


def _scaled(model: Logistic, features: Sequence[dict[str, float]], right: Any) -> Logistic:
    """Return the model with its log-odds stretched and moved to be those of being right (Platt, 1999)."""
    import numpy as np

    odds = np.array([[model.log_odds(entry)] for entry in features])
    scale = _fit(odds, right, ["odds"])
    slope = scale.weights["odds"]
    weights = {name: round(weight * slope, 5) for name, weight in model.weights.items()}
    return Logistic(round(model.intercept * slope + scale.intercept, 5), weights)


def choose_threshold(trials: Sequence[Trial], confidence: Sequence[float], *, refuse: float) -> float:
    """Return the confidence that refuses the share `refuse` of the near misses."""
    import numpy as np

    unanswerable = [
        value
        for trial, value in zip(trials, confidence, strict=True)
        if not trial.asked.document and trial.asked.kind != _FOREIGN_KIND
    ]
    return float(np.quantile(unanswerable, refuse))


def describe(trials: Sequence[Trial], confidence: Sequence[float], threshold: float) -> str:
    """Return the figures of a set of trials, a line a kind of question."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    lines = []
    right = np.array([trial.right[0] for trial in trials])
    answerable = np.array([bool(trial.asked.document) for trial in trials])
    own = np.array([trial.asked.kind != _FOREIGN_KIND for trial in trials])
    surety = np.array(confidence)
    shown = surety >= threshold
    lines.append(
        f"area under the curve: right or not {roc_auc_score(right[own], surety[own]):.3f}, "
        f"answerable or not {roc_auc_score(answerable[own], surety[own]):.3f}"
    )
    bins = np.minimum((surety * 10).astype(int), 9)
    error = sum(
        abs(right[of].mean() - surety[of].mean()) * of.sum() / own.sum()
        for b in range(10)
        if (of := (bins == b) & own).any()
    )
    lines.append(f"expected calibration error {error:.3f}, threshold {threshold:.3f}")
    lines.append(
        f"of the right best units {shown[right].mean():.3f} are shown, of the wrong ones of answerable questions "
        f"{shown[answerable & ~right].mean():.3f}, of those of near misses {shown[own & ~answerable].mean():.3f}"
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


def _fit(rows: Any, labels: Any, names: Sequence[str]) -> Logistic:
    """Fit a logistic regression on standardised features and return it in the features' own units."""
    import numpy as np
    from scipy.optimize import minimize

    matrix, right = np.asarray(rows, dtype=float), np.asarray(labels, dtype=float)
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale == 0] = 1.0
    matrix = np.column_stack([(matrix - mean) / scale, np.ones(len(matrix))])

    def loss(weights: Any) -> tuple[float, Any]:
        odds = matrix @ weights
        total = np.logaddexp(0, odds).sum() - right @ odds + _RIDGE * float(weights[:-1] @ weights[:-1])
        slope = matrix.T @ (1 / (1 + np.exp(-odds)) - right)
        slope[:-1] += 2 * _RIDGE * weights[:-1]
        return float(total), slope

    bounds = [*_bounds(names, AT_MOST, scale), (None, None)]
    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / scale
    named = {name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)}
    return Logistic(round(float(found[-1] - weights @ mean), 5), named)


def _bounds(
    names: Sequence[str], at_most: Mapping[str, float] | None = None, scale: Any = None
) -> list[tuple[float | None, float | None]]:
    """Return the bounds that keep each weight's sign, and those of `at_most`, for features divided by `scale`."""
    limits = {name: weight for name, weight in (at_most or {}).items() if name in names}
    highest = {name: weight * float(scale[names.index(name)]) for name, weight in limits.items()}
    return [(None, highest.get(name, 0.0)) if SIGNS.get(name, 1) < 0 else (0.0, None) for name in names]


def _holds(text: str, answer: str) -> bool:
    return _squash(answer) in _squash(text)


def _squash(text: str) -> str:
    return re.sub(r"[\s;/]+", " ", text).strip().lower()


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(path: Path, id: str, heading: str, passage: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    levels = [level.strip() for level in heading.split(" > ")]
    headings = "\n\n".join(f"{'#' * (depth + 2)} {level}" for depth, level in enumerate(levels))
    front = json.dumps({"id": id, "title": levels[0], "date": "2024"})[1:-1].replace('", "', '"\n"')
    path.write_text(f"---\n{front}\n---\n\n{headings}\n\n{_as_markdown(passage)}\n", encoding="utf-8")


def _as_markdown(passage: str) -> str:
    """Write the data's rows ("Col: x; Col: y / Col: x; ...") as a Markdown table; other text as it is."""
    parts = passage.split(" / ")
    if len(parts) < 3 or ": " not in parts[1]:
        return passage
    columns = [cell.split(": ", 1)[0] for cell in _ROW.split(parts[1])]
    caption, found, first = parts[0].partition(f"{columns[0]}: ")
    if not found:
        return passage
    rows = [[cell.split(": ", 1)[-1] for cell in _ROW.split(row)] for row in [columns[0] + ": " + first, *parts[1:]]]
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return f"{caption.strip()}\n\n" + "\n".join(lines)


def main() -> None:
    """Fit, report, write."""
    from assistant.answering.answerer import READ
    from assistant.assistant import check_index
    from assistant.indexing.build import build_index
    from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder
    from assistant.reading.select import select_reader
    from assistant.settings import Settings

    parser = argparse.ArgumentParser(description="Fit the weights that rank units and decide sufficiency.")
    parser.add_argument("--data", type=Path, required=True, help="folder with reader/ and dialogues/")
    parser.add_argument("--reader", default="default", help="as ASSISTANT_READER")
    parser.add_argument(
        "--work", type=Path, default=None, help="folder for the index of the data; kept, so that a second run is quick"
    )
    parser.add_argument("--every", type=int, default=1, help="take one question in so many: a quick look")
    parser.add_argument("--refuse", type=float, default=0.8, help="share of unanswerable questions to refuse")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name(FILE))
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logger.setLevel(logging.INFO)
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        write_corpus(options.data, work / "corpus")
        settings = Settings(corpus=work / "corpus", index=work / "index", reader=options.reader)
        embedder = SentenceTransformerEmbedder()
        build_index(settings.corpus, settings.index, lambda: embedder, embedding_model=DEFAULT_MODEL)
        index = OpenIndex(check_index(settings), embedder, count=READ)
        reader = select_reader(options.reader) or SimilarityReader(index.lexical.weight)
        engine = ExtractiveEngine(reader, UNFITTED, index.lexical, index.store.document)
        asked = [*read_questions(options.data, "calibration"), *read_dialogues(options.data)]
        asked, tested = asked[:: options.every], read_questions(options.data, "test")[:: options.every]
        trials = run_trials(index, engine, [*asked, *of_another_subject(asked)])
        tests = run_trials(index, engine, [*tested, *of_another_subject(tested)])
        unit = fit_units(trials)
        trials, tests = rerank(trials, unit), rerank(tests, unit)
        answer, unseen = fit_answers(trials)
        threshold = choose_threshold(trials, unseen, refuse=options.refuse)
        on_test = [answer.probability(entry) for entry in measure(tests)]
        index.close()
    logger.info("calibration, each from a fold that did not see it\n%s", describe(trials, unseen, threshold))
    logger.info("test, never fitted on\n%s", describe(tests, on_test, threshold))
    fitted = json.loads(options.output.read_text(encoding="utf-8")) if options.output.exists() else {}
    fitted[reader.name] = {
        "unit": {"intercept": unit.intercept, "weights": unit.weights},
        "answer": {"intercept": answer.intercept, "weights": answer.weights},
        "threshold": round(threshold, 4),
    }
    options.output.write_text(json.dumps(fitted, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
