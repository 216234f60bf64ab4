"""The capitals of names that were typed without: of places, and of what the evidence writes as a name.

A capital in the evidence tells "Achterberg" from "areas". Whether names stand there alone or joined tells the two of
"the Launchpad and the Zone" from the one of "Yorkshire and the Humber".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from assistant.english.people import TITLES
from assistant.english.places import named_places
from assistant.english.spelling import english_words
from assistant.indexing.lexical import STOP_WORDS

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
_CAPITAL = re.compile(r"(?<![\w'’&/.@-])[A-Z][\w'’-]{2,}")
_LOWER_PAIR = re.compile(r"(?<![\w'’&/.@-])(?=([a-z]{3,}) ([a-z]{3,})(?![\w'’&/@-]|\.\w))")
_BY_CHANCE = 1
"""Times that words stand side by side with capitals without being one name: a heading, two names in a row."""
_OPENS = re.compile(rf"^(?:(?:{'|'.join(sorted(JOINERS))}|at|by|with|from) )+", re.IGNORECASE)
"""What has a capital in front of a name because a sentence begins there, or in a title."""
_TITLES = re.compile(rf"^(?:(?:{'|'.join(TITLES)})\.? )+")
"""What a person is called in front of the name, and may be left out by who asks."""
_ENDS_IN_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w'’&-]* $")
"""Ends in a word with a capital inside a sentence."""
_GENITIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_INSIDE = re.compile(r"[a-z,] $")
"""What stands before a word inside a sentence: at its beginning, and in a heading, any word has a capital."""
_WHOLE_NAME = re.compile(rf"[A-Z][\w'’-]*(?:(?: (?:{'|'.join(sorted(JOINERS))}|&))* [A-Z][\w'’-]*)+")
"""A name of several words, as far as its capitals go."""


class Capitals:
    """Looks a word up in the passages that use it.

    Args:
        using: returns the ordinals of the passages that use a word.
        texts: returns the texts of passages.
    """

    def __init__(self, using: Callable[[str], Iterable[int]], texts: Callable[[Iterable[int]], Iterable[str]]) -> None:
        self._using = using
        self._texts = texts
        self._as_name = lru_cache(maxsize=4096)(self._only_a_name)
        self._names_with = lru_cache(maxsize=4096)(self._whole_names)

    def restored(self, text: str) -> str:
        """Return a text with the names that were typed without capitals as the evidence writes them: "skarness", "nhs".

        A word that is common in English stays as it is, whatever the evidence calls by it, but for one that stands in
        a name of several words that was typed whole: "northern" in "northern skarness trust", both in "lending hub".
        """
        named = _LOWER.sub(lambda match: self._as_name(match[0]) or match[0], text)
        for word in dict.fromkeys(_CAPITAL.findall(named)):
            named = _with_names(self._names_with(word.lower()), named)
        for pair in dict.fromkeys(_LOWER_PAIR.findall(named)):
            if STOP_WORDS.isdisjoint(pair):
                named = _with_names(self._names_with(*pair), named, alone=True)
        return named

    def _only_a_name(self, word: str) -> str:
        """Return the name that a word always is, as the evidence writes it most; empty for any other word."""
        count = english_words().get(word, 0)
        if count > _COMMON_WORD:
            return ""
        written, inside = self._occurrences(word)
        if not all(one[0].isupper() for one in written) or not (inside if count else written):
            return ""
        return Counter(one for one in written if one.lower() == word).most_common(1)[0][0]

    def _whole_names(self, *words: str) -> tuple[str, ...]:
        """Return the names of several words that have these side by side, the longest first, as the evidence has them.

        Left out are those that it writes without capitals as often, and those that begin with a place: what follows is
        a thing of this place, by which the evidence is asked as it was typed. Two common words are a name where they
        are one by themselves inside sentences: a heading has capitals for anything.
        """
        using = set.intersection(*(set(map(int, self._using(word))) for word in words))
        text = "\n".join(self._texts(sorted(using)[:_LOOKED_AT]))
        called = {name for name, _ in whole_names(text)}
        names = called | {_TITLES.sub("", name) for name in called}
        said = f" {' '.join(words)} "
        among = [name for name in names if " " in name and said in f" {name.lower()} "]
        found = [name for name in among if not _begins_with_place(name) and _is_written(name, text)]
        if len(words) > 1:
            inside = Counter(name for name, start in whole_names(text) if stands_inside(text, start))
            found = [name for name in found if inside[name] > _BY_CHANCE]
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    def times_a_name(self, word: str) -> int:
        """Return how often a word, given in lower case, has a capital inside sentences; 0 if more often it has none.

        For a word that never stands inside one, but in a table, 1 if it always has a capital.
        """
        written, inside = self._occurrences(word)
        if not inside:
            return int(bool(written) and all(one[0].isupper() for one in written))
        capital = sum(one[0].isupper() for one in inside)
        return capital if 2 * capital >= len(inside) else 0

    def _occurrences(self, word: str) -> tuple[list[str], list[str]]:
        """Return how the evidence writes a word each time that it has it: all, and those inside sentences.

        Its singular or plural, and it with a hyphen ("start-up"), count too where they have no capital.
        """
        ordinals = [int(ordinal) for ordinal in self._using(word)][:_LOOKED_AT]
        alike = "-?".join(re.escape(letter) for letter in word.removesuffix("s"))
        written: list[str] = []
        inside: list[str] = []
        for text in self._texts(ordinals):
            for match in re.finditer(rf"\b{alike}s?\b", text, re.IGNORECASE):
                if match.group().lower() != word and match.group()[0].isupper():
                    continue
                written.append(match.group())
                if stands_inside(text, match.start()):
                    inside.append(match.group())
        return written, inside

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


def whole_names(text: str) -> Iterator[tuple[str, int]]:
    """Yield each name of several words, as far as its capitals go, with its start; without what opens it or an "'s"."""
    for match in _WHOLE_NAME.finditer(text):
        name = _OPENS.sub("", match[0])
        yield _GENITIVE.sub("", name), match.end() - len(name)


def stands_inside(text: str, start: int) -> bool:
    """Whether what begins here stands inside a sentence, where a capital tells a name."""
    return bool(_INSIDE.search(text[max(0, start - 2) : start]))


def _alike(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)


def _begins_with_place(name: str) -> bool:
    words = tuple(name.lower().split())
    return any(words[: len(place)] == place for place in named_places(name))


def _is_written(name: str, text: str) -> bool:
    """Whether a text has a name more than once, and mostly with these capitals."""
    written = [match[0] for match in _alike(name).finditer(text)]
    return written.count(name) > max(_BY_CHANCE, len(written) // 2)


def _with_names(names: Iterable[str], text: str, *, alone: bool = False) -> str:
    """Return a text with these names, where it has them whole, as they are written here.

    Args:
        alone: leave those beside a capital, with which they would be another name: "each Saltham harbour plan".
    """
    for name in names:
        pattern = _alike(name)
        if not (alone and any(_beside_capital(text, found) for found in pattern.finditer(text))):
            text = pattern.sub(partial(_with_capitals, name), text)
    return text


def _beside_capital(text: str, found: re.Match[str]) -> bool:
    return bool(_ENDS_IN_NAME.search(text[: found.start()]) or re.match(r" [A-Z]", text[found.end() :]))


def _with_capitals(name: str, typed: re.Match[str]) -> str:
    """Return a name as the evidence writes it, with the words that join its parts as they were typed."""
    pairs = zip(typed[0].split(" "), name.split(" "), strict=True)
    return " ".join(own if own.lower() in JOINERS else word for own, word in pairs)


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
