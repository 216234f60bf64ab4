"""The words for numbers and for places in an order."""

from __future__ import annotations

NUMBERS = tuple("zero one two three four five six seven eight nine ten eleven twelve".split())
"""Each at its own value."""
NUMBER_WORD = (
    rf"(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:{'|'.join(NUMBERS[1:10])}))?"
    rf"|(?:thir|four|fif|six|seven|eigh|nine)teen|{'|'.join(NUMBERS[1:])})"
)
"""For patterns: a number from one to ninety-nine in words."""
THINGS = r"(?:[a-z-]+ ){0,2}?(?P<noun>[a-z]{3,}(?:s|ia|ae))\b"
"""For patterns: what a number counts, behind it, with up to two words in front of the noun."""
ORDINALS = tuple("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())
"""Each at its own place."""


def numbers(first: int, last: int) -> str:
    """Return the words for numbers from one to another, as alternatives of a pattern.

    >>> numbers(2, 4)
    'two|three|four'
    """
    return "|".join(NUMBERS[first : last + 1])


def counted_things(first: int, last: int) -> str:
    """Return a pattern of a number in words from one to another (`count`) and what it counts (`noun`), as THINGS does.

    >>> import re
    >>> re.search(counted_things(2, 4), "its three main aims")["noun"]
    'aims'
    """
    return rf"\b(?P<count>{numbers(first, last)}) {THINGS}"


def ordinals(first: int, last: int) -> str:
    """Return the words for places from one to another, as alternatives of a pattern.

    >>> ordinals(1, 3)
    'first|second|third'
    """
    return "|".join(ORDINALS[first : last + 1])
