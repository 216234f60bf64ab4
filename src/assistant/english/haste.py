"""What people leave out or turn round when they type fast, and how it is written out."""

from __future__ import annotations

import re

_ABBREVIATED = "w/"
"""The only short form that ends in a sign: nothing tells whether what stands beside it belongs to it."""
_IN_HASTE = {
    _ABBREVIATED: "with",
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
    "yr": "year",
    "yrs": "years",
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
    "regen": "regeneration",
    "devt": "development",
    "popn": "population",
    "mgmt": "management",
    "sqft": "square feet",
    "sqm": "square metres",
    "cttee": "committee",
    "orgs": "organisations",
    "uni": "university",
    "unis": "universities",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "teh": "the",
    "hte": "the",
    "adn": "and",
    "hwo": "how",
    "yuo": "you",
}
"""Only without a capital, but for a first word."""
_GOES_BEFORE = re.compile(r"[\w&/]$|\w[.-]$")
_GOES_ON = re.compile(r"[\d&/]|[.-]\w| & \w\b")
"""What stands beside letters that are a part of a longer token: "r&d", "u18s", "u.k.", "n2o", "u-turn", "r & d"."""


def written_out(found: re.Match[str], *, says_name: bool) -> str | None:
    """Return what a word of a text is short for, in lower case; None for any other, and for a name.

    A part of a longer token stays as it is.

    Args:
        found: the word where it stands.
        says_name: whether a capital here tells a name.
    """
    typed, text = found.group(), found.string
    whole = _IN_HASTE.get(typed[0].lower() + typed[1:])
    if whole is None or (typed[0].isupper() and (len(typed) == 1 or says_name)):
        return None
    inside = _GOES_BEFORE.search(text, 0, found.start()) or _GOES_ON.match(text, found.end())
    return typed if inside and typed != _ABBREVIATED else whole
