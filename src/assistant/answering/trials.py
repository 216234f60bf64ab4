"""What the weights are fitted to: the questions of the evidence bases, each gone the whole way of an answer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.bases import Asked, answer_span
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.parts.split import split_question
from assistant.answering.question import Question, analyse_question
from assistant.answering.scored import Scored
from assistant.retrieval import OpenIndex

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trial:
    """One question gone the whole way: what was ranked, and which of it is right.

    Attributes:
        passes: whether the first unit may answer at all; False where it is surely of another thing (`settle`).
    """

    asked: Asked
    question: Question
    ranked: tuple[Scored, ...]
    right: tuple[bool, ...]
    passes: bool = True


def run_trials(index: OpenIndex, engine: ExtractiveEngine, asked: Sequence[Asked]) -> list[Trial]:
    """Retrieve from the region's reports and read for each question, and mark the units that hold its answer.

    Questions of several parts are left out: each part is decided on by itself, and what is right of it is not told.
    """
    trials = []
    for number, item in enumerate(asked, 1):
        if len(split_question(item.question).questions) == 1:
            question = analyse_question(item.question)
            ranked = engine.rank(question, index.retriever.search(item.question, documents=item.reports))
            right = tuple(
                item.is_answerable
                and scored.unit.candidate.passage.document == item.document
                and answer_span(scored.unit.text, item.answer) is not None
                for scored in ranked
            )
            trials.append(Trial(item, question, tuple(ranked), right))
        if number % 200 == 0:
            logger.info("%d of %d questions", number, len(asked))
    return trials


def settle(trials: Sequence[Trial], engine: ExtractiveEngine) -> list[Trial]:
    """Return the trials with their units in the order in which the engine quotes them."""
    settled = []
    for trial in trials:
        rights = {id(entry.unit): right for entry, right in zip(trial.ranked, trial.right, strict=True)}
        ranked, passes = engine.settle(trial.question, trial.ranked)
        right = tuple(rights[id(entry.unit)] for entry in ranked)
        settled.append(replace(trial, ranked=tuple(ranked), right=right, passes=passes))
    return settled
