"""Corrects typing errors in a question towards the words of the evidence base.

A word is in doubt if neither the evidence nor the language model's vocabulary knows it: "bacteria" is a word even
where the evidence does not use it, "clincal" is not. A word in doubt is replaced by the evidence's nearest word, if
one is near enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_SHORTEST = 4
"""Letters: shorter words have too many neighbours, and many are acronyms."""
_LONG = 8
"""Letters from which two errors are allowed."""


class Speller:
    """Knows the words of one generation.

    Args:
        words: how often the evidence uses each word, in lower case.
        valid: words that are never corrected, in lower case.
    """

    def __init__(self, words: Mapping[str, int], valid: Collection[str]) -> None:
        self._words = words
        self._valid = frozenset(valid)
        self._by_letter: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= _SHORTEST:
                self._by_letter.setdefault(word[0], []).append(word)

    def correct(self, question: str) -> str:
        """Return the question with words in doubt replaced; case of the first letter is kept, all else is as typed."""
        return _WORD.sub(lambda match: self._word(match.group()), question)

    def _word(self, typed: str) -> str:
        lower = typed.lower()
        if len(typed) < _SHORTEST or "'" in typed or lower in self._words or lower in self._valid:
            return typed
        if typed[1:] != lower[1:]:
            return typed  # capitals inside: a name or an acronym
        found = self._nearest(lower)
        if found is None:
            return typed
        return found.capitalize() if typed[0].isupper() else found

    def _nearest(self, word: str) -> str | None:
        """Return the commonest of the nearest words that begin with the same letter; None if none is near enough."""
        from rapidfuzz.distance import OSA

        allowed = 2 if len(word) >= _LONG else 1
        near: list[tuple[int, int, str]] = []
        for candidate in self._by_letter.get(word[0], ()):
            if abs(len(candidate) - len(word)) <= allowed:
                distance = OSA.distance(word, candidate, score_cutoff=allowed)
                if distance <= allowed:
                    near.append((distance, -self._words[candidate], candidate))
        return min(near)[2] if near else None
