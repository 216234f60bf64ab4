"""The places that a text names, also inside other names: towns, counties, regions, the world's large cities, countries.

`places.txt` holds the names, a line each. The United Kingdom and England are not among them: in what a British public
body writes they mostly go without saying. `conflicts.places` differs: it tells which area a figure is for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_GENITIVE = re.compile(r"['’]s?$")

Place = tuple[str, ...]
"""A place's name as lower-case words without accents."""


def named_places(text: str) -> frozenset[Place]:
    """Return the places that a text names with capital letters, the longest name where one holds another."""
    words = [match.group().rstrip(".") for match in _WORD.finditer(text)]
    return frozenset(_find([word if word[0].isupper() else "" for word in words], words))


def names_one_of(places: Iterable[Place], held: Collection[Place]) -> bool:
    """Whether one of the places is held, or one that its name is a part of, or the other way ("Leeds City Region")."""
    return any(set(place) <= set(other) or set(other) <= set(place) for place in places for other in held)


def _find(heads: list[str], words: list[str]) -> Iterator[Place]:
    folded, at = [_fold(word) for word in words], 0
    while at < len(words):
        found = next((name for name in _names().get(folded[at], ()) if _stands(name, folded, heads, at)), None)
        if found:
            yield found
        at += len(found) if found else 1


def _stands(name: Place, folded: list[str], heads: list[str], at: int) -> bool:
    return bool(heads[at]) and tuple(folded[at : at + len(name)]) == name and bool(heads[at + len(name) - 1])


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
