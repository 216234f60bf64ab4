"""Scores a reader on questions in SQuAD's format: exact match and F1, with and without an answer apart."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import string
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError, reason
from assistant.evaluation.metrics import mean
from assistant.reading.protocol import Reader, ReaderInput

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


@dataclass(frozen=True)
class SquadQuestion:
    """A question on one paragraph; no answers means that the paragraph has none."""

    id: str
    title: str
    question: str
    context: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class SquadScores:
    """Mean exact match and F1, 0 to 1; None where there is no such question."""

    count: int
    exact: float | None
    f1: float | None


@dataclass(frozen=True)
class SquadReport:
    """A reader's scores, and the time it took per question in milliseconds."""

    reader: str
    all: SquadScores
    has_answer: SquadScores
    no_answer: SquadScores
    milliseconds: float


def load_squad(path: Path, *, limit: int | None = None) -> list[SquadQuestion]:
    """Return the questions of a file in SQuAD's format (1.1 or 2.0), plain or gzip.

    Args:
        path: the file.
        limit: take so many, chosen by the hash of their ids; all where None.

    Raises:
        EvaluationError: the file cannot be read or has another format.
    """
    try:
        data = path.read_bytes()
        content = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        questions = [
            _question(article.get("title", ""), paragraph["context"], entry)
            for article in content["data"]
            for paragraph in article["paragraphs"]
            for entry in paragraph["qas"]
        ]
    except OSError as error:
        raise EvaluationError(
            f"Could not read the questions at '{path}': {reason(error)}. Name a file with --squad."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        expected = "Expected JSON with data, paragraphs, qas and answers."
        raise EvaluationError(
            f"'{path}' is not in SQuAD's format: {type(error).__name__}: {error}. {expected}"
        ) from error
    if not questions:
        raise EvaluationError(f"'{path}' has no question in it. Name another file with --squad.")
    return (
        questions
        if limit is None
        else sorted(questions, key=lambda asked: hashlib.sha256(asked.id.encode()).digest())[:limit]
    )


def _question(title: str, context: str, entry: dict[str, Any]) -> SquadQuestion:
    answers = () if entry.get("is_impossible") else tuple(answer["text"] for answer in entry["answers"])
    return SquadQuestion(
        str(entry["id"]), str(title or "").replace("_", " "), entry["question"].strip(), context, answers
    )


def evaluate_reader(
    reader: Reader, questions: Sequence[SquadQuestion], *, progress: Callable[[int], None] | None = None
) -> SquadReport:
    """Return a reader's scores; it says "no answer" where its margin is not over 0.

    Args:
        reader: what reads.
        questions: as `load_squad` gives them.
        progress: told the number of questions done after each.
    """
    scored: list[tuple[bool, bool, float]] = []
    started = time.perf_counter()
    for done, asked in enumerate(questions, 1):
        reading = reader.read(asked.question, [ReaderInput(asked.title, asked.context)])[0]
        said = asked.context[reading.start : reading.end] if reading.margin > 0 else ""
        golds = asked.answers or ("",)
        scored.append(
            (bool(asked.answers), max(exact_match(said, gold) for gold in golds), max(f1(said, gold) for gold in golds))
        )
        if progress:
            progress(done)
    elapsed = (time.perf_counter() - started) * 1000 / max(len(questions), 1)
    return SquadReport(
        reader=reader.name,
        all=_scores(scored),
        has_answer=_scores([entry for entry in scored if entry[0]]),
        no_answer=_scores([entry for entry in scored if not entry[0]]),
        milliseconds=round(elapsed, 2),
    )


def _scores(scored: Sequence[tuple[bool, bool, float]]) -> SquadScores:
    return SquadScores(len(scored), mean(float(exact) for _, exact, _ in scored), mean(value for _, _, value in scored))


def normalise_answer(text: str) -> str:
    """Return `text` as SQuAD's evaluation compares it: lower case, no punctuation, no articles, single spaces."""
    bare = "".join(character for character in text.lower() if character not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(said: str, gold: str) -> bool:
    """Whether two answers are the same after SQuAD's normalisation."""
    return normalise_answer(said) == normalise_answer(gold)


def f1(said: str, gold: str) -> float:
    """Return the F1 of the words of two answers after SQuAD's normalisation; 1 where both are empty."""
    words, golden = normalise_answer(said).split(), normalise_answer(gold).split()
    if not words or not golden:
        return float(words == golden)
    shared = sum((Counter(words) & Counter(golden)).values())
    if not shared:
        return 0.0
    precision, recall = shared / len(words), shared / len(golden)
    return 2 * precision * recall / (precision + recall)
