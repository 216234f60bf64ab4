"""The capitals of names that were typed without: of places, and of what the evidence writes as a name.

A capital in the evidence tells "Achterberg" from "areas". Whether names stand there alone or joined tells the two of
"the Launchpad and the Zone" from the one of "Yorkshire and the Humber".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from assistant.english.places import named_places
from assistant.english.spelling import english_words

_LOOKED_AT = 40
"""Passages: a word that is a name in them is one in the others."""
_COMMON_WORD = 2000
"""Times in the speller's dictionary: "corbel" has 50, "leeds" 411, "propel" 978, "bath" 25,326, "park" 57,467."""
JOINERS = frozenset("of and the for in on upon under by le la de".split())
"""Words inside a name that have no capital."""
_TYPED = re.compile(r"[^\W\d_][\w’'-]*")
_PLACE_WORDS = 4  # of the longest place: "yorkshire and the humber"
_SHORT = 2  # letters of a word that is looked up in no index: "of"
_LOWER = re.compile(r"(?<![\w'’&/.@-])[a-z]{4,}(?![\w&/@-]|\.\w)")
_INSIDE = re.compile(r"[a-z,] $")
"""What stands before a word inside a sentence: at its beginning, and in a heading, any word has a capital."""


class Capitals:
    """Looks a word up in the passages that use it.

    Args:
        using: returns the ordinals of the passages that use a word.
        texts: returns the texts of passages.
    """

    def __init__(self, using: Callable[[str], Iterable[int]], texts: Callable[[Iterable[int]], Iterable[str]]) -> None:
        self._using = using
        self._texts = texts
        self._is_name = lru_cache(maxsize=4096)(self._only_a_name)

    def restored(self, text: str) -> str:
        """Return a text with a capital for each word that was typed without and is only a name: "skarness".

        A word that is common in English stays as it is, whatever the evidence calls by it.
        """
        return _LOWER.sub(lambda match: match[0].capitalize() if self._is_name(match[0]) else match[0], text)

    def _only_a_name(self, word: str) -> bool:
        count = english_words().get(word, 0)
        if count > _COMMON_WORD:
            return False
        capital, inside = self._occurrences(word)
        return all(capital) and len(inside if count else capital) > 0

    def times_a_name(self, word: str) -> int:
        """Return how often a word, given in lower case, has a capital inside sentences; 0 if more often it has none.

        For a word that never stands inside one, but in a table, 1 if it always has a capital.
        """
        capital, inside = self._occurrences(word)
        if not inside:
            return int(bool(capital) and all(capital))
        return sum(inside) if 2 * sum(inside) >= len(inside) else 0

    def _occurrences(self, word: str) -> tuple[list[bool], list[bool]]:
        """Return for each time that the evidence has a word whether with a capital; for all, and inside sentences."""
        ordinals = [int(ordinal) for ordinal in self._using(word)][:_LOOKED_AT]
        capital: list[bool] = []
        inside: list[bool] = []
        for text in self._texts(ordinals):
            for match in re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE):
                capital.append(match.group()[0].isupper())
                if _INSIDE.search(text[max(0, match.start() - 2) : match.start()]):
                    inside.append(capital[-1])
        return capital, inside

    def stand_apart(self, one: str, other: str) -> bool:
        """Whether two names that a question joins by "and" are two: each mostly stands without the other."""
        joined = rf"\b{re.escape(one)},? and (?:the )?{re.escape(other)}\b"
        for name in (one, other):
            words = [word for word in re.findall(r"[\w'’-]+", name.lower()) if len(word) > _SHORT]
            if not words:
                return False
            using = set.intersection(*(set(map(int, self._using(word))) for word in words))
            texts = list(self._texts(sorted(using)[:_LOOKED_AT]))
            alone = sum(len(re.findall(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)) for text in texts)
            together = sum(len(re.findall(joined, text, re.IGNORECASE)) for text in texts)
            if alone <= 2 * together:
                return False
        return True


def capitalise_places(text: str) -> str:
    """Return a text with capitals for the places that were typed without: "halifax", "west yorkshire".

    A single word that is common in English ("reading", "bath") stays as it is.
    """
    words, at = list(_TYPED.finditer(text)), 0
    pieces, done = [], 0
    while at < len(words):
        size = next((size for size in range(_PLACE_WORDS, 0, -1) if _is_typed_place(words[at : at + size], size)), 0)
        if size:
            start, end = words[at].start(), words[at + size - 1].end()
            said = " ".join(word if word in JOINERS else word.capitalize() for word in text[start:end].split())
            pieces += [text[done:start], said]
            done = end
        at += size or 1
    return "".join([*pieces, text[done:]])


def _is_typed_place(words: Sequence[re.Match[str]], size: int) -> bool:
    said = [word.group() for word in words]
    if len(said) < size or not all(word.islower() for word in said):
        return False
    if size == 1 and english_words().get(said[0], 0) > _COMMON_WORD:
        return False
    return tuple(said) in named_places(" ".join(said).title())
