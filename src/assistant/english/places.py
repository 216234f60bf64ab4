"""The places that a text names, also inside other names: towns, counties, regions, the world's large cities, countries.

`places.txt` holds the names, a line each. The United Kingdom and England are not among them: in what a British public
body writes they mostly go without saying. `conflicts.places` differs: it tells which area a figure is for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.english.dates import MONTHS
from assistant.english.people import TITLES
from assistant.english.spelling import english_words

_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_GENITIVE = re.compile(r"['’]s?$")
_OPENS = re.compile(r"(?:^|[.?!:;])\s*$")
"""What stands before the first word of a sentence."""
_COMMON = 9000
"""Times in the speller's dictionary from which a word is a plain one: "hull" has 6,151, "john" 6,920, "bath" 25,326."""
_GIVEN_NAMES = frozenset(
    "adelaide austin chad charlotte chelsea chester florence georgia hamilton israel jordan kent lincoln nelson preston"
    " stanley sydney troy victoria warwick".split()
)
"""Places that are the given names of people too; almost any other one may be a surname."""
_NO_PERSON = frozenset(
    "academy borough carers cathedral clinical diocese healthwatch hospitals infirmary innovation institute integrated"
    " metropolitan minster museums nhs partnership polytechnic rangers rovers trinity".split()
)
"""Rarer words beside a place in the name of an institution: "Preston Minster", "Healthwatch Hull"."""

Place = tuple[str, ...]
"""A place's name as lower-case words without accents."""


def named_places(text: str) -> frozenset[Place]:
    """Return the places that a text names with capital letters, the longest name where one holds another."""
    found = list(_WORD.finditer(text))
    words = [match.group().rstrip(".") for match in found]
    places = _find([word if word[0].isupper() else "" for word in words], words)
    return frozenset(name for at, name in places if len(name) > 1 or not _is_no_place(text, found, at))


def is_place(name: str) -> bool:
    """Whether a name is that of a place and nothing more: "Leeds", not "Leeds Dental Company"."""
    return tuple(name.lower().split()) in named_places(name)


def names_one_of(places: Iterable[Place], held: Collection[Place]) -> bool:
    """Whether one of the places is held, or one that its name is a part of, or the other way ("Leeds City Region")."""
    return any(set(place) <= set(other) or set(other) <= set(place) for place in places for other in held)


def _find(heads: list[str], words: list[str]) -> Iterator[tuple[int, Place]]:
    folded, at = [_fold(word) for word in words], 0
    while at < len(words):
        found = next((name for name in _names().get(folded[at], ()) if _stands(name, folded, heads, at)), None)
        if found:
            yield at, found
        at += len(found) if found else 1


def _stands(name: Place, folded: list[str], heads: list[str], at: int) -> bool:
    return bool(heads[at]) and tuple(folded[at : at + len(name)]) == name and bool(heads[at + len(name) - 1])


def _is_no_place(text: str, found: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a place's name of one word is a plain word that opens a sentence here, or a part of a person's name."""
    word = found[at].group()
    before = found[at - 1].group() if _are_joined(text, found, at) else ""
    after = found[at + 1].group() if _are_joined(text, found, at + 1) else ""
    if before.rstrip(".") in TITLES or _is_of_person(before):
        return True
    if after.islower() and _OPENS.search(text[: found[at].start()]):
        return english_words().get(word.lower(), 0) > _COMMON
    return _fold(word) in _GIVEN_NAMES and _is_of_person(_GENITIVE.sub("", after.rstrip(".")))


def _are_joined(text: str, found: Sequence[re.Match[str]], at: int) -> bool:
    """Whether nothing but a space stands between a word and the one before it."""
    return 0 < at < len(found) and text[found[at - 1].end() : found[at].start()] == " "


def _is_of_person(word: str) -> bool:
    """Whether a word may be a part of a person's name: it has a capital and is rare, and no place, month or body."""
    low = word.lower()
    if not re.fullmatch(r"[A-Z][\w’'-]*[a-z]", word) or _GENITIVE.search(word) or low.endswith("ing"):
        return False
    other = word in MONTHS or low in _NO_PERSON or low in _names()
    return not other and english_words().get(low, 0) < _COMMON


@cache
def _names() -> dict[str, list[Place]]:
    """Return the names by their first word, the longest first."""
    found: dict[str, list[Place]] = {}
    for line in Path(__file__).with_name("places.txt").read_text(encoding="utf-8").splitlines():
        name = tuple(_fold(word) for word in line.split())
        found.setdefault(name[0], []).append(name)
    for names in found.values():
        names.sort(key=len, reverse=True)
    return found


def _fold(word: str) -> str:
    bare = unicodedata.normalize("NFKD", _GENITIVE.sub("", word)).encode("ascii", "ignore").decode()
    return bare.lower()
