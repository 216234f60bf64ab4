"""Places: which area a sentence speaks of, so that a figure for Leeds is not set against one for West Yorkshire."""

from __future__ import annotations

import re

_PLACES = {
    "west yorkshire": "west yorkshire|w yorks(?:hire)?",
    "leeds city region": "leeds city region|lcr",
    "yorkshire and the humber": "yorkshire (?:and|&) (?:the )?humber(?:side)?|yorkshire",
    "north yorkshire": "north yorkshire",
    "south yorkshire": "south yorkshire",
    "leeds": "leeds",
    "bradford": "bradford",
    "huddersfield": "huddersfield",
    "kirklees": "kirklees",
    "calderdale": "calderdale|halifax",
    "wakefield": "wakefield",
    "harrogate": "harrogate",
    "york": "york",
    "sheffield": "sheffield",
    "manchester": "(?:greater )?manchester",
    "liverpool": "liverpool",
    "birmingham": "birmingham",
    "newcastle": "newcastle(?: upon tyne)?",
    "bristol": "bristol",
    "glasgow": "glasgow",
    "edinburgh": "edinburgh",
    "cardiff": "cardiff",
    "belfast": "belfast",
    "london": "london",
    "cambridge": "cambridge",
    "oxford": "oxford",
    "boston": "boston",
    "dublin": "dublin",
    "zurich": "zurich",
    "basel": "basel",
    "eindhoven": "eindhoven",
    "oulu": "oulu",
    "mainz": "mainz",
    "bergen": "bergen",
    "nashville": "nashville",
    "north east": "north east",
    "north west": "north west",
    "south east": "south east",
    "south west": "south west",
    "east midlands": "east midlands",
    "west midlands": "west midlands",
    "east of england": "east of england",
    "north": "north of england|the north",
    "england": "england",
    "scotland": "scotland",
    "wales": "wales",
    "northern ireland": "northern ireland",
    "uk": "uk|united kingdom|britain|nationally",
    "world": "world|worldwide|global|globally|international(?:ly)?",
}
"""The areas and comparators of regional reports, each with its spellings, the longer before the shorter."""
_PATTERN = re.compile(
    r"\b(?:" + "|".join(f"(?P<p{index}>{spellings})" for index, spellings in enumerate(_PLACES.values())) + r")\b",
    re.IGNORECASE,
)
_NAMES = tuple(_PLACES)
_PART_OF_NAME = re.compile(r"\s+(?!(?:City Region)\b)[A-Z][a-z]*\w")
_OF_NAME = re.compile(r"(?:University|Bank|College|School|City|Hospital|Bishop|Archbishop|Mayor) of $")
_HAS_CAPITAL = re.compile(r"[A-Z]")


def places_in(text: str) -> frozenset[str]:
    """Return the places that a text speaks of, not those that are part of a name ("Leeds Beckett University")."""
    found = set()
    for match in _PATTERN.finditer(text):
        written = match.group()
        name = _NAMES[int(str(match.lastgroup)[1:])]
        if name not in ("world", "uk") and not _HAS_CAPITAL.match(written):
            continue
        following = _PART_OF_NAME.match(text, match.end())
        if name != "world" and (following or _OF_NAME.search(text[: match.start()])):
            continue
        if text[match.end() : match.end() + 1] == "-" or text[match.end() : match.end() + 2] in ("'s", "’s"):
            pass  # "Leeds-based", "Leeds' share": still about the place
        found.add(name)
    return frozenset(found)


def without_places(text: str) -> str:
    """Return the text without names of places: a row called "East Midlands" does not count midlands."""
    return _PATTERN.sub("", text)
