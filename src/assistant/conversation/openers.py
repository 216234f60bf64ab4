"""The word that opens a question: with a capital whatever it is, and a name only where it can be nothing else."""

from __future__ import annotations

import re

from assistant.english.spelling import english_words, other_number, spellings
from assistant.indexing.lexical import STOP_WORDS

_SHORTEST = 4
"""Letters of a first word that may be a name: shorter ones are slips ("Hwo"), or acronyms, told by their capitals."""
_HALF = 5
"""Letters of the word that one of two in one begins with, at least: "healthtech"."""
_FIRST, _SECOND = 4, 3
"""Letters of the two words that one of two in one is, at least: "spinout"."""
_USUAL = 5000
"""Times in the speller's dictionary of such a word: what rarer ones begin is a name as well."""
_AFTER_WORD = re.compile(r"(?:n['’]t|['’]\w*)$")


def opens_as_name(word: str) -> bool:
    """Whether the first word of a sentence is a name: it has a capital, and no dictionary has it.

    "Norvane" of "Norvane turnover 2023?" is one, "Turnover" is not; "Leeds", which the dictionary has, may be a word.
    """
    bare = _AFTER_WORD.sub("", word)
    parts = bare.lower().split("-")
    if len(bare) < _SHORTEST or not bare[:1].isupper() or not all(part.isalpha() for part in parts):
        return False
    return not any(map(_is_word, parts))


def _is_word(part: str) -> bool:
    """Whether a part of a word is one itself, in British or American spelling, or one that begins with a word."""
    if not part or part in STOP_WORDS:
        return True
    forms = {form for number in (part, *other_number(part)) for form in spellings(number)}
    known = english_words()
    if forms & known.keys():
        return True
    halves = range(_FIRST, len(part) - _SECOND + 1)
    if any(part[:at] in known and part[at:] in known for at in halves):
        return True
    return any(known.get(part[:at], 0) >= _USUAL for at in range(_HALF, len(part)))
