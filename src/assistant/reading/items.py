"""Questions with the answer's place, as the reader learns from them."""

import hashlib
import random
import re
from dataclasses import dataclass
from typing import Literal

Split = Literal["train", "dev", "test", "calibration"]


@dataclass(frozen=True)
class Item:
    """One question on one text.

    Arguments:
        source: the set that it comes from; `reader/FILE`, `questions/FILE`, `rewordings/FILE`, `contrasts/FILE`,
            `themes/FILE` and `bases/REGION` for the questions on reports.
        group: article, policy, report or theme; negatives may come from the same group.
        answers: gold answers as (start, end) in `text`; empty when the text does not answer.
        kind: `prose`, `list`, `table` or `note`.
        type: `direct`, `paraphrase`, `nearmiss`, `yesno`, `list` or `definition` (reader), else `span`.
        evidence: the sentence, row or list that holds the answer, where it is known.
        instead: what stands in place of the evidence in a text that then does not answer (`contrasts.py`); empty for
            nothing, None where the item has no such text.
        wrong: (context, text) of passages that look as if they answered the question and do not, the likeliest first;
            for a question that nothing answers, the item's own text is one of them.
    """

    source: str
    group: str
    question: str
    context: str
    text: str
    answers: tuple[tuple[int, int], ...]
    split: Split
    kind: str = "prose"
    type: str = "span"
    evidence: tuple[int, int] | None = None
    instead: str | None = None
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def gold(self) -> tuple[str, ...]:
        """The gold answers' words."""
        return tuple(self.text[start:end] for start, end in self.answers)


@dataclass(frozen=True)
class Excerpt:
    """One TAT-QA question, to be answered from all passages of its excerpt."""

    question: str
    passages: tuple[str, ...]
    answer: str
    split: Split


def percent(key: str) -> int:
    """Return a number from 0 to 99 that depends on nothing but the key."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100


def seeded(key: str) -> random.Random:
    """Return a source of random choices that depends on nothing but the key."""
    return random.Random(key)  # noqa: S311  (choices of examples, no secrets)


def find_answer(text: str, answer: str, start: int = 0) -> int:
    """Return where the answer stands in the text as whole words, else as characters, else -1."""
    match = re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)").search(text, start)
    return match.start() if match else text.find(answer, start)
