"""The stream of training examples: which source comes how often when, and how each example varies.

The share of each source depends on the fraction of the training done, not on a count, so that a run
of any length ends on the kind of text that the reader is for: reports of public bodies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.reading.contrasts import without
from assistant.reading.items import Item, seeded
from assistant.reading.judging import Judge
from assistant.reading.negatives import Neighbours, names_in, other_name, other_year, without_evidence
from assistant.reading.windows import window_around, words

SHARES: Mapping[str, tuple[float, float]] = {
    "bases": (0.36, 0.38),
    "contrasts": (0.08, 0.08),
    "latest": (0.14, 0.16),
    "rewordings": (0.08, 0.08),
    "questions": (0.04, 0.04),
    "themes": (0.04, 0.03),
    "reader": (0.03, 0.03),
    "squad2": (0.08, 0.07),
    "squad11": (0.02, 0.02),
    "new_wiki": (0.02, 0.01),
    "policyqa": (0.05, 0.05),
    "covidqa": (0.01, 0.01),
    "tatqa": (0.03, 0.03),
    "fairytale": (0.005, 0.005),
    "reddit": (0.005, 0.005),
    "amazon": (0.005, 0.0),
    "clapnq": (0.005, 0.0),
}
"""Share of the examples at the start and at the end of the training; in between, in a straight line."""

LATEST = frozenset(
    """
    anvils barometers bellows candlewick copperas corduroys damsons dovecotes drovers easels eiderdown fenders
    flagstones flintlocks gaiters gimlets gooseberry hassocks hollyhocks hurdles ingots inlets ironmongers jackdaws
    joists kestrels kingfishers lavenders limpets mallards mandolins marigolds napkins nettles nutmegs ottomans
    oystercatchers pantiles parsnips pergolas quinces satchels tureens uplands vestries wickets xylophones yardarms
    """.split()
)
"""The files of `questions/` that came after the seventh run, "latest" among the shares: they are drawn more often."""
_REPORTS = ("reader", "questions", "rewordings", "latest", "contrasts")
_OWN = (*_REPORTS, "themes", "bases")
_FAMILIES = {
    **dict.fromkeys(("squad2", "squad11", "new_wiki"), "wiki"),
    **dict.fromkeys(_REPORTS, "reports"),
}
_NO_NEIGHBOURS = frozenset({"clapnq", "themes", "contrasts", "bases"})
_RIVALS = 0.5
"""Of the examples with an answer, how many come with a rival: a passage that looks right and does not answer.

A contrast comes with its own, the same text without what answers, where its window holds all of that."""
_RIVALS_OF_BASES = 0.8
"""The same for questions on evidence bases, whose rivals are the hardest that there are."""
_LIKELIER = 1.5
"""Power by which the likeliest of four such passages is drawn in 40 % of the cases and the last in 17; set by hand."""
_JUDGED = 2
"""Examples of the project's own questions of which a judge takes the hardest one; each is read for it."""
_JUDGED_RIVALS = 4
"""Passages of which a judge takes the likeliest one for a rival; both set by what a step's time allows."""
_OTHER_PASSAGE = 0.05
_REMOVED = 0.12
_OTHER_YEAR = 0.25
_OTHER_NAME = 0.04
_WHOLE_PROSE = 0.75
_CONTEXT = dict.fromkeys(_OWN, 0.85)
_CONTEXT_DEFAULT = 0.5
_PADDED = 0.12
_BEFORE = (
    "According to the report, {}", "In the report, {}", "Going by the documents, {}", "Do we know this: {}",
    "For a reply to an investor: {}", "Quick question: {}", "Please tell me, {}", "I am writing a briefing: {}",
)  # fmt: skip
_BEHIND = (
    "according to the report", "in the evidence", "by the latest figures that we hold", "as far as the papers say",
    "in the published figures", "around here", "locally", "in our area", "please", "then", "exactly", "do you know",
    "in the study", "in the review", "officially", "on paper",
)  # fmt: skip
"""What people put around a question that changes nothing about what answers it."""
_MARKER = re.compile(r"(^|\n)[-•*] ")


@dataclass(frozen=True)
class Example:
    """One thing to learn: where in the text the answer is, or that it is not there (None)."""

    question: str
    context: str
    text: str
    answer: tuple[int, int] | None


@dataclass(frozen=True)
class _Drawn:
    """An example of an item, with the generator by which it is varied on."""

    name: str
    item: Item
    example: Example
    rng: random.Random


class Mixture:
    """Draws examples without end; each depends only on the seed, the judge and how many were drawn before.

    Arguments:
        items: what examples are made of; those of the split `train` alone are used.
        judge: takes the harder ones of the project's own questions, and the likeliest passages for rivals; None to
            take them as they come.
    """

    def __init__(self, items: Sequence[Item], *, seed: int, judge: Judge | None = None) -> None:
        self._seed = seed
        self._judge = judge
        self._pools: dict[str, list[Item]] = {name: [] for name in SHARES}
        for item in items:
            if item.split == "train":
                self._pools[_pool_of(item.source)].append(item)
        self._pools = {name: pool for name, pool in self._pools.items() if pool}
        families: dict[str, list[Item]] = {}
        for name, pool in self._pools.items():
            if name not in _NO_NEIGHBOURS:
                families.setdefault(_FAMILIES.get(name, name), []).extend(pool)
        self._neighbours = {name: Neighbours(pool) for name, pool in families.items()}
        self._names = {name: names_in([item.question for item in pool]) for name, pool in self._pools.items()}
        self.drawn = dict.fromkeys(self._pools, 0)
        self._orders: dict[str, tuple[int, list[int]]] = {}

    def draw(self, fraction: float) -> tuple[Example, ...]:
        """Return the next example, and its rival if it has one, for a run of which `fraction` (0 to 1) is done."""
        total = sum(self.drawn.values())
        names = list(self._pools)
        weights = [SHARES[n][0] + (SHARES[n][1] - SHARES[n][0]) * fraction for n in names]
        name = seeded(f"{self._seed} {total}").choices(names, weights)[0]
        if self._judge is None or name not in _OWN:
            return self._with_rival(self._next(name))
        drawn = [self._next(name) for _ in range(_JUDGED)]
        return self._with_rival(drawn[self._judge.hardest([one.example for one in drawn])])

    def _next(self, name: str) -> _Drawn:
        """Return the next example of a pool."""
        count = self.drawn[name]
        self.drawn[name] += 1
        turn, place = divmod(count, len(self._pools[name]))
        order = self._orders.get(name)
        if order is None or order[0] != turn:
            indices = list(range(len(self._pools[name])))
            seeded(f"{self._seed} {name} {turn}").shuffle(indices)
            order = self._orders[name] = (turn, indices)
        item = self._pools[name][order[1][place]]
        return self._vary(name, item, seeded(f"{self._seed} {name} {count}"))

    def _vary(self, name: str, item: Item, rng: random.Random) -> _Drawn:
        if item.wrong and not item.answers:
            return _Drawn(name, item, _misleading(item, rng), rng)
        example = self._negative(name, item, rng) if item.answers and item.instead is None else None
        if example is None:
            span = rng.choice(item.answers) if item.answers else None
            example = _cut(name, item, span, rng)
        return _Drawn(name, item, example, rng)

    def _with_rival(self, drawn: _Drawn) -> tuple[Example, ...]:
        """Return an example as people type it, and its rival if it gets one."""
        name, example, rng = drawn.name, drawn.example, drawn.rng
        rival = self._rival(drawn)
        question = example.question
        if name in _OWN and rng.random() < _PADDED:
            question = pad_question(question, rng)
        question = vary_question(question, rng)
        keep = rng.random() < _CONTEXT.get(name, _CONTEXT_DEFAULT)
        both = (example, rival) if rival else (example,)
        return tuple(replace(one, question=question, context=one.context if keep else "") for one in both)

    def _rival(self, drawn: _Drawn) -> Example | None:
        item, example = drawn.item, drawn.example
        if item.instead is not None and item.evidence is not None:
            rest = without(example.text, item.text[slice(*item.evidence)], item.instead)
            return Example(example.question, example.context, rest, None) if rest else None
        wanted = example.answer is not None and drawn.rng.random() < (_RIVALS_OF_BASES if item.wrong else _RIVALS)
        if not wanted:
            return None
        return _misleading(item, drawn.rng) if item.wrong else self._neighbour(drawn.name, item, drawn.rng)

    def _neighbour(self, name: str, item: Item, rng: random.Random) -> Example | None:
        if name in _NO_NEIGHBOURS:
            return None
        picks = self._neighbours[_FAMILIES.get(name, name)].picks(item, rng)
        found = list(islice(picks, _JUDGED_RIVALS if self._judge and name in _OWN else 1))
        if not found:
            return None
        best = self._judge.likeliest(item.question, found) if self._judge and len(found) > 1 else 0
        return Example(item.question, *found[best], None)

    def _negative(self, name: str, item: Item, rng: random.Random) -> Example | None:
        lucky = rng.random()
        if lucky < _OTHER_PASSAGE:
            return self._neighbour(name, item, rng)
        if lucky < _OTHER_PASSAGE + _REMOVED:
            rest = without_evidence(item)
            return Example(item.question, item.context, rest, None) if rest else None
        if lucky < _OTHER_PASSAGE + _REMOVED + _OTHER_NAME:
            question = other_name(item.question, f"{item.context} {item.text}", self._names[name], rng)
        elif rng.random() < _OTHER_YEAR:
            question = other_year(item.question, f"{item.context} {item.text}", rng)
        else:
            return None
        if question is None:
            return None
        cut = _cut(name, item, rng.choice(item.answers), rng)
        return Example(question, cut.context, cut.text, None)


def _misleading(item: Item, rng: random.Random) -> Example:
    """Return one of the passages that look as if they answered an item, the likelier the more often."""
    context, text = item.wrong[int(rng.random() ** _LIKELIER * len(item.wrong))]
    return Example(item.question, context, text, None)


def _pool_of(source: str) -> str:
    folder, _, file = source.partition("/")
    return "latest" if folder == "questions" and file in LATEST else folder


def _cut(name: str, item: Item, span: tuple[int, int] | None, rng: random.Random) -> Example:
    """Cut the item's window; reader passages are mostly left whole, tables and lists always."""
    fits = words(item.text) <= 150
    if name in _OWN and fits and (item.kind != "prose" or rng.random() < _WHOLE_PROSE):
        text, start = item.text, 0
    else:
        window = window_around(item.text, span, rng)
        text, start = window.text, window.start
    answer = (span[0] - start, span[1] - start) if span else None
    if item.kind == "list" and rng.random() < 0.4:
        text, answer = drop_markers(text, answer)
    return Example(item.question, item.context, text, answer)


def drop_markers(text: str, answer: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """Take the dashes and bullets from a list's items, as some documents are stored, and move the span along."""
    if answer is None:
        return _MARKER.sub(r"\1", text), None
    start, end = (len(_MARKER.sub(r"\1", text[:place])) for place in answer)
    return _MARKER.sub(r"\1", text), (start, end)


def pad_question(question: str, rng: random.Random) -> str:
    """Put words around a question that change nothing about what answers it."""
    if rng.random() < 0.4:
        begins = question.split(" ", 1)[0]
        bare = question[0].lower() + question[1:] if begins.isalpha() and begins.istitle() else question
        return rng.choice(_BEFORE).format(bare)
    stop = "?" if question.endswith("?") else ""
    return f"{question.rstrip('?')} {rng.choice(_BEHIND)}{stop}"


def vary_question(question: str, rng: random.Random) -> str:
    """Write a question as people type: at times in lower case, without its mark, or with a slip."""
    lucky = rng.random()
    if lucky < 0.2:
        question = question.lower().rstrip("?")
    elif lucky < 0.3:
        question = question.rstrip("?")
    if rng.random() < 0.06 and len(question) > 20:
        place = rng.randrange(1, len(question) - 2)
        if question[place : place + 2].isalpha():
            swapped = question[place + 1] + question[place]
            question = question[:place] + rng.choice(["", swapped]) + question[place + 2 :]
    return question
