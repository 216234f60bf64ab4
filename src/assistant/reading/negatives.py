"""Passages that look as if they answer a question, and do not."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import bm25s
import numpy as np

from assistant.english.dates import YEAR_DIGITS
from assistant.reading.items import Item
from assistant.reading.text import normalise_answer, sentence_spans
from assistant.reading.windows import split_windows

_CANDIDATES = 12
_SAME_GROUP = 0.5
"""How often a neighbour is any window of the same article or report, and not one of BM25's best."""
_YEAR = re.compile(rf"\b{YEAR_DIGITS}(?:[/-]\d\d)?\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_RANK = re.compile(r"\b\w+(?:est|most)\b|\b(?:most|least|more|less|second|third|top|average|total|\w+er than)\b", re.I)


class Neighbours:
    """The windows of one family of texts that BM25 finds most like a question."""

    def __init__(self, items: Sequence[Item]) -> None:
        seen: set[str] = set()
        self._windows: list[tuple[str, str, str]] = []
        self._groups: dict[str, list[int]] = defaultdict(list)
        for item in items:
            if item.text in seen:
                continue
            seen.add(item.text)
            parts = [item.text] if item.kind == "table" else [w.text for w in split_windows(item.text)]
            for text in parts:
                self._groups[item.group].append(len(self._windows))
                self._windows.append((item.group, item.context, text))
        self._index = bm25s.BM25()
        corpus = [f"{context} {text}" for _, context, text in self._windows]
        self._index.index(bm25s.tokenize(corpus, stopwords="en", show_progress=False), show_progress=False)
        self._found: dict[str, list[int]] = {}

    def pick(self, item: Item, rng: random.Random) -> tuple[str, str] | None:
        """Return (context, text) of a window that is like the question and does not hold a gold answer."""
        return next(self.picks(item, rng), None)

    def picks(self, item: Item, rng: random.Random) -> Iterator[tuple[str, str]]:
        """Yield such windows, in an order drawn at random."""
        gold = [normalise_answer(answer) for answer in item.gold]
        same = self._groups[item.group]
        pool = list(same if rng.random() < _SAME_GROUP and len(same) > 2 else self._best(item))
        rng.shuffle(pool)
        for index in pool:
            _, context, text = self._windows[index]
            bare = f" {normalise_answer(text)} "
            if not any(f" {answer} " in bare for answer in gold):
                yield context, text

    def _best(self, item: Item) -> list[int]:
        if item.question not in self._found:
            tokens = bm25s.tokenize([item.question], stopwords="en", return_ids=False, show_progress=False)[0]
            scores = self._index.get_scores(tokens) if tokens else np.zeros(len(self._windows))
            self._found[item.question] = [int(i) for i in np.argsort(-scores)[:_CANDIDATES]]
        return self._found[item.question]


def without_evidence(item: Item) -> str | None:
    """Return the text without what answers, or None where that may leave an answer.

    What answers is the item's evidence; where the set does not name it, every sentence that holds a gold answer.
    The same question is so seen with and without an answer: how it is worded tells nothing. Questions about
    ranks and totals are left out: without its row, a table gives another answer.
    """
    if item.type not in ("direct", "paraphrase", "span") or not item.answers or _RANK.search(item.question):
        return None
    gone = [item.evidence] if item.evidence else _sentences_with(item)
    rest = "".join(item.text[a:b] for a, b in _between(gone, len(item.text))).strip()
    bare = f" {normalise_answer(rest)} "
    if len(rest.split()) < 20 or any(f" {normalise_answer(answer)} " in bare for answer in item.gold):
        return None
    return rest


def _sentences_with(item: Item) -> list[tuple[int, int]]:
    """Return the sentences that a gold answer touches."""
    return [s for s in sentence_spans(item.text) if any(s[0] < end and s[1] > start for start, end in item.answers)]


def _between(gone: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return what is left of 0 to `length` without the spans, which are in order."""
    edges = [0, *(edge for span in gone for edge in span), length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def other_year(question: str, text: str, rng: random.Random) -> str | None:
    """Return the question with its year moved to one that the text does not give, or None."""
    match = _YEAR.search(question)
    if match is None or match.group()[:4] not in text:
        return None
    years = [str(int(match.group()[:4]) + step) for step in (-3, -2, -1, 1, 2, 3)]
    absent = [year for year in years if year not in text and f"/{year[2:]}" not in text]
    if not absent:
        return None
    year = rng.choice(absent)
    short = f"{(int(year) + 1) % 100:02d}"
    moved = year + (match.group()[4] + short if len(match.group()) > 4 else "")
    return question[: match.start()] + moved + question[match.end() :]


def other_name(question: str, text: str, names: Sequence[str], rng: random.Random) -> str | None:
    """Return the question about another name than the text's, or None where it has no name of the text's."""
    found = [match for match in _NAME.finditer(question) if match.group() in text]
    if not found or not names:
        return None
    match = rng.choice(found)
    name = rng.choice(names)
    if name in text or name in question:
        return None
    return question[: match.start()] + name + question[match.end() :]


def names_in(questions: Sequence[str]) -> list[str]:
    """Return the proper names that questions ask about, each once, in order."""
    return list(dict.fromkeys(match.group() for question in questions for match in _NAME.finditer(question)))
