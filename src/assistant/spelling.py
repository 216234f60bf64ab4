"""Corrects typing errors in a question towards the words of the evidence base, and writes out what is typed in haste.

A word is in doubt if neither the evidence, nor the language model's vocabulary, nor an English dictionary knows it:
"bowel" is a word even where the evidence does not use it, "clincal" is not. A word in doubt is replaced by the nearest
word of the evidence, else of the dictionary, if one is near enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

_WORD = re.compile(r"(?<![\w/])w/(?!\w)|[A-Za-z]+(?:'[a-z]+)?")
_SHORTEST = 4
"""Letters: shorter words have too many neighbours, and many are acronyms."""
_LONG = 10
"""Letters from which two errors are allowed, towards words of the evidence."""
_IN_HASTE = {
    "w/": "with",
    "u": "you",
    "r": "are",
    "ur": "your",
    "n": "and",
    "hw": "how",
    "wot": "what",
    "wat": "what",
    "wots": "what is",
    "wats": "what is",
    "whats": "what is",
    "whos": "who is",
    "hows": "how is",
    "wheres": "where is",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "doesnt": "does not",
    "didnt": "did not",
    "dont": "do not",
    "hasnt": "has not",
    "havent": "have not",
    "cant": "cannot",
    "ppl": "people",
    "nr": "number",
    "govt": "government",
    "orgs": "organisations",
    "uni": "university",
    "unis": "universities",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
}
"""What people leave out when they type fast. Only where it is typed without a capital."""
_AMERICAN = (
    (re.compile(r"our(?=s|ed|ing|al|able|ist|$|hood|ite)"), "or"),
    (re.compile(r"(?<=\w{2})is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|es|ed|er|ers|ing)$)"), "yz"),
    (re.compile(r"re(?=s?$)"), "er"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"(?<=l)l?(?=(?:ment|ments|ful)$)"), "l"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"ogue(?=s?$)"), "og"),
)
"""From a British ending to the American one: the dictionary is American."""


@cache
def english_words() -> Mapping[str, int]:
    """Return an American dictionary with how common each word is; read when first needed."""
    from spellchecker import SpellChecker

    return dict(SpellChecker().word_frequency.dictionary)


class Speller:
    """Knows the words of one generation.

    Args:
        words: how often the evidence uses each word, in lower case.
        valid: words that are never corrected, in lower case.
        dictionary: returns further words that are never corrected, with how common they are; asked only when a word
            is in neither of the others.
    """

    def __init__(
        self,
        words: Mapping[str, int],
        valid: Collection[str],
        dictionary: Callable[[], Mapping[str, int]] = english_words,
    ) -> None:
        self._words = words
        self._valid = frozenset(valid)
        self._dictionary = dictionary
        self._by_letter = _by_letter(words)
        self._english_by_letter: dict[str, list[str]] = {}

    def correct(self, question: str) -> str:
        """Return the question with words in doubt replaced; case of the first letter is kept, all else is as typed."""
        return _WORD.sub(lambda match: self._word(match.group()), question)

    def _word(self, typed: str) -> str:
        if typed in _IN_HASTE:
            return _IN_HASTE[typed]
        lower = typed.lower()
        if len(typed) < _SHORTEST or "'" in typed or lower in self._words or lower in self._valid:
            return typed
        if typed[1:] != lower[1:]:
            return typed  # capitals inside: a name or an acronym
        if any(spelling in self._dictionary() for spelling in _spellings(lower)):
            return typed
        found = self._nearest(lower)
        if found is None:
            return typed
        return found.capitalize() if typed[0].isupper() else found

    def _nearest(self, word: str) -> str | None:
        """Return the likeliest word that begins with the same letter; None if none is near enough.

        Nearest first; then a word of the evidence; then one whose letters were merely left out ("wich" is "which", not
        "with"); then the commonest.
        """
        if not self._english_by_letter:
            self._english_by_letter = _by_letter(self._dictionary())
        near = [
            (distance, False, not _is_left_over(word, found), -self._words[found], found)
            for found, distance in _within(word, self._by_letter.get(word[0], ()), 2 if len(word) >= _LONG else 1)
        ]
        near += [
            (distance, True, not _is_left_over(word, found), -self._dictionary()[found], found)
            for found, distance in _within(word, self._english_by_letter.get(word[0], ()), 1)
        ]
        return min(near)[-1] if near else None


def _spellings(word: str) -> list[str]:
    """Return a word as typed, and with each British ending as it is written in American."""
    return [word, *(pattern.sub(ending, word) for pattern, ending in _AMERICAN)]


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST:
            found.setdefault(word[0], []).append(word)
    return found


def _within(word: str, among: Collection[str], allowed: int) -> list[tuple[str, int]]:
    """Return the words at most so many letters away: left out, added, changed, or two in the wrong order."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [(candidate, int(distance)) for candidate, distance, _ in found]


def _is_left_over(word: str, candidate: str) -> bool:
    """Whether the word is what remains of the candidate when letters are left out."""
    letters = iter(candidate)
    return all(letter in letters for letter in word)
