"""Corrects typing errors in a question towards the words of the evidence base, and writes out what is typed in haste.

A word is in doubt if neither the evidence, nor the language model's vocabulary, nor an English dictionary knows it:
"bowel" is a word even where the evidence does not use it, "clincal" is not. A word in doubt is replaced by the nearest
word of the evidence, else of the dictionary, if one is near enough.

A word with a capital may be a name that nobody here knows ("Aviva", "Ofsted"): it is replaced only by one that the
evidence writes with a capital too. Where the capital says nothing, in the first word and in a question with a capital
on every word, also by what no name is likely to be near: a common word, or a long one of the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from assistant.english.haste import written_out
from assistant.indexing.analysis import STOP_WORDS

_WORD = re.compile(r"(?<![\w/])w/(?!\w)|[A-Za-z]+(?:'[a-z]+)?")
_SHORTEST = 4
"""Letters: shorter words have too many neighbours, and many are acronyms."""
_SHORT = 5
"""Letters up to which a word that nobody knows may as well be an acronym or office shorthand ("capex", "copd")."""
_LONG = 10
"""Letters from which two errors are allowed, towards words of the evidence."""
_NO_NAME = 7
"""Letters from which a word of the evidence is taken for what a first word meant: shorter names have neighbours."""
_SEEN_AS_NAME = 2
"""Times a word of the dictionary must stand as a name: once may be "Regional Areas fund", which makes no name of it."""
_COMMON = 30_000
"""Times in the dictionary's texts: the 2,400 commonest words, which come before rarer ones as the evidence's do."""
_USUAL = 500
"""Times in the dictionary's texts: rarer words are seldom meant ("servo", "akiva", "ousted")."""
_COUNTIES = {
    "yorks": "Yorkshire",
    "lancs": "Lancashire",
    "lincs": "Lincolnshire",
    "leics": "Leicestershire",
    "notts": "Nottinghamshire",
    "northants": "Northamptonshire",
    "cambs": "Cambridgeshire",
    "herts": "Hertfordshire",
    "hants": "Hampshire",
    "worcs": "Worcestershire",
    "warks": "Warwickshire",
    "glos": "Gloucestershire",
    "mids": "Midlands",
}
"""How people shorten the names of counties; "Beds", "Bucks" and "Wilts" are words."""
_SIDES = {"n": "North", "e": "East", "s": "South", "w": "West"}
_COUNTY = re.compile(
    rf"(?<![\w'’])(?:(?P<side>[nesw]|north|east|south|west)[./]? ?(?=[a-z]))?(?<![a-z])"
    rf"(?P<county>{'|'.join(_COUNTIES)}|{'|'.join(_COUNTIES.values())}|sussex|wales|glamorgan)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:^|[.?!:])\W*$")
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

_IN_S = re.compile(r"(?:s|i|u)s$")
"""What no plural ends in, but words that a slip may cut: "busines", "analysi", "statu"."""
_HISSING = ("s", "x", "z", "ch", "sh")
_HISSING_PLURAL = ("sses", "xes", "zes", "ches", "shes")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_DOUBLED = re.compile(r"(\w)\1")
_SHORTHAND = frozenset("admin copd infra reg regs sats send tupe".split())
"""Acronyms and shorthand that a letter more would make another word of."""


@cache
def english_words() -> Mapping[str, int]:
    """Return an American dictionary with how common each word is; read when first needed."""
    from spellchecker import SpellChecker

    return dict(SpellChecker().word_frequency.dictionary)


@cache
def _place_words() -> frozenset[str]:
    """Return the words of the names of places, in lower case; read when first needed."""
    names = Path(__file__).with_name("places.txt").read_text(encoding="utf-8")
    return frozenset(re.findall(r"[^\W\d_]+", names.lower()))


class Speller:
    """Knows the words of one generation.

    Args:
        words: how often the evidence uses each word, in lower case.
        valid: words that are never corrected, in lower case.
        dictionary: returns further words that are never corrected, with how common they are; asked only when a word
            is in neither of the others.
        times_a_name: returns how often the evidence writes a word, given in lower case, as a name.
    """

    def __init__(
        self,
        words: Mapping[str, int],
        valid: Collection[str],
        dictionary: Callable[[], Mapping[str, int]] = english_words,
        times_a_name: Callable[[str], int] = lambda word: 0,
    ) -> None:
        self._words = words
        self._valid = frozenset(valid) | STOP_WORDS | _SHORTHAND
        self._times_a_name = times_a_name
        self._dictionary = dictionary
        self._by_letter = _by_letter(words)
        self._english_by_letter: dict[str, list[str]] = {}

    def correct(self, question: str) -> str:
        """Return the question with words in doubt replaced; case of the first letter is kept, all else is as typed."""
        question = _COUNTY.sub(self._county, question)
        titled = _in_title_case(question)

        def corrected(match: re.Match[str]) -> str:
            typed, says_name = match.group(), not (titled or _OPENING.search(question[: match.start()]))
            whole = written_out(match, says_name=says_name)
            return _with_capital(whole, typed[0].isupper()) if whole else self._word(typed, says_name=says_name)

        return _WORD.sub(corrected, question)

    def _county(self, match: re.Match[str]) -> str:
        """Return the county that is meant by "w yorks"; a name that is written out, and one of the evidence, stays."""
        side, county = match["side"] or "", match["county"]
        if county.lower() in self._words and county.lower() in _COUNTIES:
            return match.group()
        whole = _COUNTIES.get(county.lower(), county)
        if len(side) != 1 and whole == county:
            return match.group()
        return f"{_SIDES.get(side.lower(), side.capitalize())} {whole.capitalize()}".strip()

    def _word(self, typed: str, *, says_name: bool) -> str:
        """Return the word that was meant.

        Args:
            typed: as it stands in the question.
            says_name: whether a capital here tells a name.
        """
        lower, capital = typed.lower(), typed[0].isupper()
        if typed[1:] != lower[1:]:
            return typed  # capitals inside: a name or an acronym
        if len(typed) < _SHORTEST or "'" in typed or lower in self._words or lower in self._valid:
            return typed
        if lower in _place_words() or any(spelling in self._dictionary() for spelling in spellings(lower)):
            return typed
        if any(number in self._words and not self._times_a_name(number) for number in other_number(lower)):
            return typed
        near = [found for found in self._near(lower) if not capital or self._may_be_meant(found, says_name=says_name)]
        if self._may_be_short_plural(lower):
            near = [found for found in near if found.startswith(lower) or sorted(found) == sorted(lower)]
        elif len(lower) <= _SHORT:
            near = [found for found in near if _is_plain_slip(lower, found)]
        return _with_capital(near[0], capital) if near else typed

    def _may_be_meant(self, found: str, *, says_name: bool) -> bool:
        """Whether a word typed with a capital may be this one, and not a name that nobody here knows."""
        if not says_name and (self._is_common(found) or (found in self._words and len(found) >= _NO_NAME)):
            return True
        least = _SEEN_AS_NAME if found in self._dictionary() else 1
        return found in self._words and self._times_a_name(found) >= least

    def _may_be_short_plural(self, word: str) -> bool:
        """Whether a word may be the plural of an acronym or of a new word that nobody here knows: "hmos", "vapes"."""
        stem = word.removesuffix("s")
        return stem != word and len(word) <= _SHORT and stem not in self._words and stem not in self._dictionary()

    def _near(self, word: str) -> list[str]:
        """Return the words that begin with the same letter and are near enough, likeliest first.

        Nearest first; then a word of the evidence or a common one; then one whose letters were merely left out ("wich"
        is "which", not "with"), at the end before elsewhere, or one with a letter too many; then the commonest.
        """
        if not self._english_by_letter:
            usual = {english for english, count in self._dictionary().items() if count >= _USUAL}
            self._english_by_letter = _by_letter(usual | STOP_WORDS)
        near = _within(word, self._by_letter.get(word[0], ()), 2 if len(word) >= _LONG else 1)
        near |= _within(word, self._english_by_letter.get(word[0], ()), 1)
        return sorted(near, key=lambda found: (near[found], *self._rank(word, found)))

    def _rank(self, word: str, found: str) -> tuple[bool, int, bool, int, str]:
        """Return what orders candidates that are equally near, the least first."""
        known = found in self._words
        count = self._words.get(found) or self._dictionary().get(found, 0)
        return not (known or self._is_common(found)), _slip(word, found), not known, -count, found

    def _is_common(self, word: str) -> bool:
        return word in STOP_WORDS or self._dictionary().get(word, 0) >= _COMMON


def _in_title_case(question: str) -> bool:
    """Whether every word that carries a topic has a capital, so that a capital tells nothing."""
    words = [word for word in re.findall(r"[A-Za-z]{3,}", question) if word.lower() not in STOP_WORDS]
    return len(words) > 2 and all(word[0].isupper() for word in words)


def _with_capital(word: str, capital: bool) -> str:
    return word[:1].upper() + word[1:] if capital else word


def spellings(word: str) -> list[str]:
    """Return a word as typed, and with each British ending as it is written in American."""
    return [word, *(pattern.sub(ending, word) for pattern, ending in _AMERICAN)]


def other_number(word: str) -> list[str]:
    """Return the plural of a word, or its singular: "spinout" is right where the evidence has "spinouts" alone."""
    if _IN_S.search(word):
        return []
    if word.endswith("s"):
        ending = "es" if word.endswith(_HISSING_PLURAL) else "s"
        return [] if _CONSONANT_Y.search(word[:-1]) else [word.removesuffix(ending)]
    if _CONSONANT_Y.search(word):
        return [f"{word[:-1]}ies"]
    plural = f"{word}{'es' if word.endswith(_HISSING) else 's'}"
    return [] if _IN_S.search(plural) else [plural]


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST:
            found.setdefault(word[0], []).append(word)
    return found


def _within(word: str, among: Collection[str], allowed: int) -> dict[str, int]:
    """Return the words at most so many letters away: left out, added, changed, or two in the wrong order."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return {candidate: int(distance) for candidate, distance, _ in found}


def _slip(word: str, candidate: str) -> int:
    """Return how unlikely a slip is: letters left out at the end, elsewhere, letters too many, letters changed."""
    if _is_left_over(word, candidate):
        return 0 if candidate.startswith(word) else 1
    return 2 if _is_left_over(candidate, word) else 3


def _is_plain_slip(word: str, candidate: str) -> bool:
    """Whether a short word can hardly be anything but a slip of another: letters left out, turned round or doubled.

    Another letter in its place is one only of a word that every text has ("whst"): "neet" is not "need".
    """
    if sorted(word) == sorted(candidate) or candidate in STOP_WORDS:
        return True
    return _is_left_over(word, candidate) or _DOUBLED.sub(r"\1", word) == _DOUBLED.sub(r"\1", candidate)


def _is_left_over(word: str, candidate: str) -> bool:
    """Whether the word is what remains of the candidate when letters are left out."""
    letters = iter(candidate)
    return all(letter in letters for letter in word)
