"""The possessive form of names."""

from __future__ import annotations

import re

_ENDING = re.compile(r"['’]s?$")


def without_possessive(name: str) -> str:
    """Return a name without the ending that makes it an owner.

    >>> without_possessive("Bristol's"), without_possessive("Leeds’"), without_possessive("York")
    ('Bristol', 'Leeds', 'York')
    """
    return _ENDING.sub("", name)
