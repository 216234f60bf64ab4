"""Other names of what a question names: those that the evidence itself explains, then those that everybody knows.

`other_names.txt` holds the latter, a line for each thing: "UK | United Kingdom | Britain". What the evidence says of an
acronym goes before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from assistant.indexing.acronyms import Acronyms, Pair, levelled, replace_phrase
from assistant.indexing.analysis import content_terms

_TYPED = re.compile(r"[A-Za-z][\w&-]*")


class OtherNames:
    """Finds in a question what has another name, and that name.

    Args:
        acronyms: those that the evidence explains.
        knows: whether the evidence has a term; a name is of use only if all of its are there.
    """

    def __init__(self, acronyms: Acronyms, knows: Callable[[str], bool]) -> None:
        self._acronyms = acronyms
        self._knows = knows

    def used(self, question: str) -> tuple[Pair, ...]:
        """Return what a question says in one form, each with another form of it that the question does not have."""
        explained = self._acronyms.used(question)
        text, typed = f" {levelled(question)} ", frozenset(_TYPED.findall(question))
        known = [
            (said, other)
            for names in _well_known()
            for said in names
            if said not in explained and _says(said, text, typed)
            for other in names
            if other != said and not _says(other, text, typed) and self._may_be_held(other)
        ]
        return (*explained.items(), *known)

    def expand(self, question: str) -> str:
        """Return a question with the other forms of what it names in brackets behind it."""
        others: dict[str, list[str]] = {}
        for said, other in self.used(question):
            others.setdefault(said, []).append(other)
        for said, forms in others.items():
            question = replace_phrase(question, said, ", ".join(forms), keep=True)
        return question

    def _may_be_held(self, name: str) -> bool:
        return all(self._knows(term) for term in content_terms(name))


def _says(name: str, text: str, typed: frozenset[str]) -> bool:
    """Whether a question says a name: a short form as it is written, another one in any capitals."""
    return name in typed if _is_short(name) else f" {levelled(name)} " in text


def _is_short(name: str) -> bool:
    return " " not in name and not name[1:].islower()


@cache
def known_letters() -> frozenset[str]:
    """Return the short forms that everybody knows, in capitals."""
    return frozenset(name.upper() for names in _well_known() for name in names if _is_short(name))


@cache
def _well_known() -> tuple[tuple[str, ...], ...]:
    lines = Path(__file__).with_name("other_names.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(name.strip() for name in line.split("|")) for line in lines if line.strip())
