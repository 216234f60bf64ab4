"""The scales of charts: numbers at the ticks of an axis, which say nothing as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.corpus.pdf_words import Line, Rule, Word

_NUMBER = re.compile(r"[-\u2212]?\d[\d,]*(?:\.\d+)?(?=%?$)")
_LEAST = 4  # numbers on a scale
_TICK = 2.0  # points: a tick stands no further from the middle of its number
_FLUSH = 0.8  # points by which the numbers of one scale may differ in height, or in their right edge
_EVEN = 0.05  # share by which the distances on a scale may differ
_REACH = 12.0  # points from a number to its tick


def without_axes(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """Return the lines without those that hold only the numbers of a scale: even steps, each at a tick."""
    if not rules:
        return list(lines)
    numbers = [line for line in lines if all(_value(word) is not None for word in line.words)]
    gone: set[int] = set()
    for across in (True, False):
        for group in _groups(numbers, (lambda line: line.middle) if across else (lambda line: line.x1)):
            words = [word for line in group for word in line.words]
            if (across or all(len(line.words) == 1 for line in group)) and _is_scale(words, rules, across=across):
                gone.update(id(line) for line in group)
    return [line for line in lines if id(line) not in gone]


def _value(word: Word) -> float | None:
    found = _NUMBER.match(word.text)
    return float(found.group().replace(",", "").replace("\u2212", "-")) if found else None


def _groups(lines: Sequence[Line], place: Callable[[Line], float]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in sorted(lines, key=place):
        if groups and place(line) - place(groups[-1][-1]) <= _FLUSH:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_scale(words: Sequence[Word], rules: Sequence[Rule], *, across: bool) -> bool:
    if len(words) < _LEAST:
        return False
    places = [((word.x0 + word.x1) if across else -(word.top + word.bottom)) / 2 for word in words]
    order = sorted(range(len(words)), key=lambda index: places[index])
    values = [_value(words[index]) or 0.0 for index in order]
    if not _is_even([places[index] for index in order]) or not _is_even(values):
        return False
    return all(any(_is_tick(rule, word, across=across) for rule in rules) for word in words)


def _is_even(values: Sequence[float]) -> bool:
    steps = [after - before for before, after in pairwise(values)]
    return min(steps) > 0 and max(steps) - min(steps) <= _EVEN * max(steps)


def _is_tick(rule: Rule, word: Word, *, across: bool) -> bool:
    """Tell whether a line points at the middle of a number: from above it, or from its right."""
    if rule.horizontal is across:
        return False
    if across:
        return abs(rule.at - (word.x0 + word.x1) / 2) <= _TICK and -_TICK <= word.top - rule.end <= _REACH
    return abs(rule.at - (word.top + word.bottom) / 2) <= _TICK and -_TICK <= rule.start - word.x1 <= _REACH
