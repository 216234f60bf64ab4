"""What a number counts: "companies" of "300 healthtech firms", told by the words around it."""

from __future__ import annotations

import re
from itertools import zip_longest

from assistant.indexing.lexical import STOP_WORDS, stem

_NOUN = re.compile(r"[A-Za-z][\w&'’-]*")
_MEASURED = 4  # words after a number that may say what is counted
_COUNTED = {
    "company": "companies company firms firm businesses business enterprises enterprise smes",
    "job": "jobs job roles posts positions",
    "staff": "staff employees employee workers workforce employed employment headcount",
    "people": "people residents inhabitants population persons",
    "learner": "learners students trainees",
    "home": "homes dwellings houses",
    "site": "sites locations",
}
_SAME = {word: name for name, words in _COUNTED.items() for word in words.split()}
_NEVER_COUNTED = frozenset("thirds quarters halves fifths tenths times things ways".split())
PERIODS = frozenset("year years month months week weeks day days hour hours minute minutes decade decades".split())
OF_TIME = frozenset(
    map(stem, "working calendar consecutive full whole business school financial academic clear long short".split())
)
"""Words between a number and a period that leave it a period; others make it a unit: "bed days", "staff hours"."""
_NOT_NOUNS = frozenset(
    """
    further other others new different relevant main key first second more than major such same each per across under
    last next previous following early later named available whose while since between within including because
    according during before after over both all half times
    """.split()
)
_OF = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?of (?:all |the |its |their |our )*(?:total |(?:region|city|country|area)['’]s )*",
    re.IGNORECASE,
)


def counted_behind(after: str) -> tuple[str, frozenset[str]]:
    """Return what the words behind a number, or behind "how many", say is counted, and the stems of those between."""
    phrase = re.match(r"(?:[\s-]+[\"“'‘]?[A-Za-z][\w&'’-]*[\"”]?)*", after)
    words = [word.lower() for word in _NOUN.findall(phrase.group())] if phrase else []
    passed: list[str] = []
    for word, following in zip_longest(words[:_MEASURED], words[1:_MEASURED]):
        if word in STOP_WORDS or word in _NOT_NOUNS or word in _NEVER_COUNTED:
            break
        if word in _SAME or (is_plural(word) and following not in _SAME):
            return _SAME.get(word, stem(word)) if word not in PERIODS else word, frozenset(map(stem, passed))
        passed.append(word)
    return "", frozenset()


def counted_of(after: str) -> tuple[str, frozenset[str]]:
    """Return what a share is a share of ("57% (n=144) of all the region's businesses"), and of which kinds."""
    of = _OF.match(after)
    return counted_behind(" " + after[of.end() :]) if of else ("", frozenset())


def counted_before(before: str) -> tuple[str, frozenset[str]]:
    """Return the same for a share in brackets behind what it is a share of ("half of all firms (57%)")."""
    at = before.rfind(" of ")
    return counted_of(before[at:]) if at >= 0 else ("", frozenset())


def counted_in(text: str) -> str:
    """Return what a label ("Trust workforce") or the words around a bare number count."""
    words = [word.lower() for word in _NOUN.findall(text)]
    known = next((_SAME[word] for word in words if word in _SAME), "")
    return known or next((stem(word) for word in words if is_plural(word) and word not in PERIODS), "")


def named_alike(counted: str, text: str) -> bool:
    """Whether a text has a word for what is counted: "firms" for "company"."""
    return any(_SAME.get(word.lower(), stem(word.lower())) == counted for word in _NOUN.findall(text))


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
