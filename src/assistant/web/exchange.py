"""One question of a conversation and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.progress import Stage
from assistant.schema import Answer

Verdict = Literal["", "good", "wrong"]


@dataclass(frozen=True)
class Exchange:
    """One question and its outcome: an answer, a problem in words, or nothing yet.

    Attributes:
        question: as it was asked.
        answer: the answer record.
        problem: what went wrong, in words.
        stage: what an answer in the making is busy with.
        filters: the filters it was asked with, in words.
        instead: questions that could be asked instead, where the evidence does not say.
        texts: SHA-256 of the stored text, by document, of the passages that were considered.
        verdict: what the reader thinks of the answer.
        remark: the sentence they added.
        feedback: number of that feedback in its file; 0 before there is any.
        kept: it was kept as a candidate for a known fact.
        number: which question of its conversation it is, from 1, those that are not on the page counted too.
        was: what was answered when the conversation was held, where it is not shown as an answer now.
        stored: the exchange as the browser kept it, in JSON, where it cannot be made again from what is here.
    """

    question: str
    answer: Answer | None = None
    problem: str = ""
    stage: Stage = Stage.searching
    filters: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    verdict: Verdict = ""
    remark: str = ""
    feedback: int = 0
    kept: bool = False
    number: int = 1
    was: str = ""
    stored: str = ""

    @property
    def is_pending(self) -> bool:
        """Nothing has come of it yet."""
        return self.answer is None and not self.problem
