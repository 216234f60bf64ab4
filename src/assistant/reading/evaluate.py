"""How well a reader reads: F1 and exact match with and without an answer, and near misses told apart."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from assistant.reading.decoding import SpanReader
from assistant.reading.items import Excerpt, Item
from assistant.reading.protocol import ReaderInput, Reading
from assistant.reading.text import exact_match, token_f1


@dataclass(frozen=True)
class Scores:
    """Scores of one set of questions, in per cent.

    Arguments:
        count: questions, `answerable` of them with an answer.
        span_f1, span_em: on answerable questions, the best span whatever its margin.
        has_f1: on answerable questions, where a margin under the threshold counts as no answer.
        no_answer: on unanswerable questions, the share refused.
        f1, em: over all questions, at the threshold.
        threshold: the margin from which the reader answers.
        auc: chance that an answerable question has a higher margin than an unanswerable one.
    """

    count: int
    answerable: int
    span_f1: float
    span_em: float
    has_f1: float
    no_answer: float
    f1: float
    em: float
    threshold: float
    auc: float

    def as_dict(self) -> dict[str, float]:
        """Return the scores rounded for a log."""
        return {key: round(value, 4) for key, value in asdict(self).items()}


def read_items(reader: SpanReader, items: Sequence[Item]) -> list[Reading]:
    """Read each item's own text for its question."""
    return reader.read_pairs([(item.question, ReaderInput(item.context, item.text)) for item in items])


def score(items: Sequence[Item], readings: Sequence[Reading], threshold: float | None = None) -> Scores:
    """Score readings against the items' answers.

    Arguments:
        items: the questions, each read in its own text.
        readings: what was read, in the same order.
        threshold: fixed on other questions; None takes the one best for these (say so in a report).
    """
    margins = np.array([reading.margin for reading in readings])
    given = [item.text[reading.start : reading.end] for item, reading in zip(items, readings, strict=True)]
    f1 = np.array([token_f1(text, item.gold) for text, item in zip(given, items, strict=True)])
    em = np.array([exact_match(text, item.gold) for text, item in zip(given, items, strict=True)])
    has = np.array([bool(item.answers) for item in items])
    f1[~has] = em[~has] = 0.0
    cut = best_threshold(margins, f1, has) if threshold is None else threshold
    answered = margins > cut
    total_f1, total_em = np.where(has, f1 * answered, ~answered), np.where(has, em * answered, ~answered)
    return Scores(
        count=len(items),
        answerable=int(has.sum()),
        span_f1=_mean(f1[has]),
        span_em=_mean(em[has]),
        has_f1=_mean((f1 * answered)[has]),
        no_answer=_mean((~answered)[~has]),
        f1=_mean(total_f1),
        em=_mean(total_em),
        threshold=float(cut),
        auc=area(margins[has], margins[~has]),
    )


def best_threshold(margins: np.ndarray, f1: np.ndarray, has: np.ndarray) -> float:
    """Return the margin at which answering gives the highest mean F1 over all questions."""
    order = np.argsort(-margins, kind="stable")
    gains = np.concatenate([[0.0], np.cumsum(np.where(has, f1, -1.0)[order])])
    place = int(np.argmax(gains))
    ranked = margins[order]
    if place == 0:
        return float(ranked[0])
    if place == len(ranked):
        return float(ranked[-1]) - 1.0
    return float(ranked[place - 1] + ranked[place]) / 2


def area(positive: np.ndarray, negative: np.ndarray) -> float:
    """Return the area under the ROC curve in per cent: the chance that a positive outranks a negative."""
    if not len(positive) or not len(negative):
        return float("nan")
    wins = (positive[:, None] > negative[None, :]).sum() + 0.5 * (positive[:, None] == negative[None, :]).sum()
    return 100.0 * float(wins) / (len(positive) * len(negative))


def score_by(
    key: Callable[[Item], str], items: Sequence[Item], readings: Sequence[Reading], threshold: float | None = None
) -> dict[str, Scores]:
    """Score groups of items apart, for instance each type of question."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        groups[key(item)].append(index)
    return {
        name: score([items[i] for i in part], [readings[i] for i in part], threshold)
        for name, part in sorted(groups.items())
    }


def score_excerpts(reader: SpanReader, excerpts: Sequence[Excerpt]) -> dict[str, float]:
    """Answer TAT-QA questions from all passages of their excerpt; the highest margin gives the answer."""
    f1, em = [], []
    for excerpt in excerpts:
        readings = reader.read(excerpt.question, [ReaderInput("", text) for text in excerpt.passages])
        best = max(range(len(readings)), key=lambda i: readings[i].margin)
        given = excerpt.passages[best][readings[best].start : readings[best].end]
        f1.append(token_f1(given, [excerpt.answer]))
        em.append(exact_match(given, [excerpt.answer]))
    return {"count": len(f1), "f1": round(100 * float(np.mean(f1)), 2), "em": round(100 * float(np.mean(em)), 2)}


def _mean(values: np.ndarray) -> float:
    return 100.0 * float(values.mean()) if len(values) else float("nan")
