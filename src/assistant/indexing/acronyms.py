"""Acronyms and what they stand for, as the evidence itself says: "Leeds Health and Care Academy (LHCA)".

The pairs are found with the algorithm of Schwartz and Hearst (2003): the letters of the short form are looked for in
the words in front of the bracket, from the last one back, and the first letter must begin a word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping

_BRACKETED = re.compile(r"\((?:the |an? )?[\"“'‘]?(?P<inside>[^()\"“”'‘’\n]{2,90})[\"”'’]?\)")
_SHORT = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z0-9&@-]{1,9}")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9&]{1,9}s?")
_PLURAL = re.compile(r"[A-Z]{2,}s")
_ENDS_PHRASE = re.compile(r"[.;:!?\n]\s|\n|[()]")
_WRITTEN = re.compile(r"[A-Za-z][\w&@-]*")
_DOMINANT = 0.6
"""Share of an acronym's explanations that must agree: with two rival ones, nobody knows which is meant."""
_SHORTEST_TYPED_LOW = 3  # letters: "it" and "ai" in lower case are words, "lhca" is not

Pair = tuple[str, str]


def find_acronyms(text: str) -> Iterator[Pair]:
    """Yield each acronym that a text explains, with its long form as written there."""
    for match in _BRACKETED.finditer(text):
        before, inside = text[: match.start()].rstrip(), match["inside"].strip()
        if _SHORT.fullmatch(inside):
            found = _long_form(inside, _last_phrase(before))
            if found:
                yield inside, found
            if found and _PLURAL.fullmatch(inside) and found.endswith("s"):
                yield inside[:-1], found  # one of them is asked for, too: "what is a DMA?"
            continue
        word = re.search(r"(\S+)$", before)
        if word and _CAPITALS.fullmatch(word[0]) and _long_form(word[0], inside) == inside:
            yield word[0], inside


def _last_phrase(before: str) -> str:
    """Return the end of a text that can be a long form: at most ninety characters, of its last phrase."""
    return _ENDS_PHRASE.split(before[-90:])[-1]


def _long_form(short: str, words: str) -> str | None:
    """Return the shortest end of `words` with the letters of `short` in order, the first at a word's beginning."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    at = len(words)
    for position, letter in reversed(list(enumerate(letters))):
        at = words.lower().rfind(letter, 0, at)
        while at > 0 and position == 0 and words[at - 1].isalnum():
            at = words.lower().rfind(letter, 0, at)
        if at < 0:
            return None
    long = words[at:].strip(" ,")
    count = len(long.split())
    if count < 2 or count > min(len(letters) + 5, 2 * len(letters)) or short.lower() in long.lower().split():
        return None
    return long


class Acronyms:
    """The acronyms that an evidence base explains, one long form each.

    Args:
        pairs: how often each acronym is explained by each long form.
        is_word: whether a word in lower case is an English one; such a word is an acronym only in capitals.
    """

    def __init__(self, pairs: Mapping[Pair, int], is_word: Callable[[str], bool]) -> None:
        self._long = agreed(pairs)
        self._levelled = {short: f" {levelled(long)} " for short, long in self._long.items()}
        self._low = {short.lower(): short for short in self._long if len(short) >= _SHORTEST_TYPED_LOW}
        self._is_word = is_word

    def used(self, question: str) -> dict[str, str]:
        """Return what a question says in one form only: each acronym in it with its long form, and the other way."""
        words = dict.fromkeys(_WRITTEN.findall(question))
        text = f" {levelled(question)} "
        known = {typed: short for typed in words if (short := self._known(typed))}
        missing = {typed: self._long[short] for typed, short in known.items() if self._levelled[short] not in text}
        spelled = {
            self._long[short]: short
            for short, long in self._levelled.items()
            if long in text and short not in words and short not in known.values()
        }
        return missing | spelled

    def _known(self, typed: str) -> str:
        """Return the acronym that a typed word is; "" for any other word."""
        if typed in self._long:
            return typed
        low = typed.lower()
        if low not in self._low or typed not in (low, typed.upper()) or self._is_word(low):
            return ""
        return self._low[low]


def replace_phrase(text: str, phrase: str, other: str, *, keep: bool = False) -> str:
    """Return a text with `other` for a phrase, or with `keep` in brackets behind it, wherever it is whole words.

    An "and" in the phrase may be written "&".
    """
    written = re.escape(phrase).replace("and", "(?:and|&)")

    def replacement(found: re.Match[str]) -> str:
        return f"{found[0]} ({other})" if keep else other

    return re.sub(rf"(?<!\w){written}(?!\w)", replacement, text, flags=re.IGNORECASE)


def levelled(text: str) -> str:
    """Return the words of a text in lower case, one space between them, "&" as "and"."""
    return " ".join(re.findall(r"[\w&@]+", text.lower().replace("&", " and ")))


def agreed(pairs: Mapping[Pair, int]) -> dict[str, str]:
    """Return the long form that most explanations of an acronym give, where they agree well enough."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for (short, long), count in pairs.items():
        counts[short][levelled(long)] += count
        written[levelled(long)][long] += count
    agreed = {}
    for short, forms in counts.items():
        long, count = min(forms.items(), key=lambda form: (-form[1], form[0]))
        if count >= _DOMINANT * forms.total():
            agreed[short] = min(written[long].items(), key=lambda form: (-form[1], form[0]))[0]
    return agreed
