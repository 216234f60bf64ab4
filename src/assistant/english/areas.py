"""Areas of the United Kingdom that hold others: regions, and counties with the authorities of their size."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.english.places import named_places

TOWN, COUNTY, REGION = range(3)
"""How far up an area is: a town or a district, a county or what is as large, a region."""
_REGIONS = frozenset(
    {
        "north east",
        "north west",
        "north of england",
        "northern england",
        "yorkshire and the humber",
        "yorkshire and humber",
        "yorkshire & the humber",
        "yorkshire & humber",
        "yorkshire",
        "east midlands",
        "west midlands region",
        "midlands",
        "east of england",
        "eastern england",
        "east anglia",
        "south east",
        "south west",
    }
)
_COUNTIES = frozenset(
    {
        *(f"{side} yorkshire" for side in ("north", "south", "east", "west")),
        *(f"{side} sussex" for side in ("east", "west")),
        *"greater manchester|greater london|merseyside|tyne and wear|tyne & wear|west midlands|tees valley".split("|"),
        *"bedfordshire|berkshire|buckinghamshire|cambridgeshire|cheshire|cornwall|cumbria|derbyshire|devon".split("|"),
        *"dorset|east riding|essex|gloucestershire|hampshire|herefordshire|hertfordshire|kent|lancashire".split("|"),
        *"leicestershire|lincolnshire|norfolk|northamptonshire|northumberland|nottinghamshire|oxfordshire".split("|"),
        *"rutland|shropshire|somerset|staffordshire|suffolk|surrey|warwickshire|wiltshire|worcestershire".split("|"),
    }
)
_HELD = {
    "west yorkshire": "leeds bradford kirklees calderdale wakefield huddersfield halifax",
    "south yorkshire": "sheffield doncaster rotherham barnsley",
    "greater manchester": "manchester salford bolton bury oldham rochdale stockport tameside trafford wigan",
    "merseyside": "liverpool sefton wirral knowsley",
    "tyne and wear": "newcastle gateshead sunderland",
    "west midlands": "birmingham coventry dudley sandwell solihull walsall wolverhampton",
}
"""The districts of the metropolitan counties, and towns that are named for them."""
_YORKSHIRE = ("west yorkshire", "south yorkshire", "north yorkshire", "east yorkshire", "east riding")
_COUNTIES_HELD = {
    **{name: _YORKSHIRE for name in _REGIONS if name.startswith("yorkshire")},
    "north west": ("greater manchester", "merseyside", "lancashire", "cheshire", "cumbria"),
    "north east": ("tyne and wear", "northumberland", "durham", "tees valley"),
}
_AROUND = re.compile(
    r"^the |,? (?:(?:\([^()]*\)|as a whole|overall|region|county(?: council)?|(?:mayoral )?combined authority"
    r"|police(?: force)?(?: area)?|force area|area|lep|icb|ics))+$",
    re.IGNORECASE,
)
"""What is said of an area beside its name."""
_SAYS_COUNTY = re.compile(r"\b(?:city region|combined (?:county )?authority|county)$", re.IGNORECASE)
_SAYS_REGION = re.compile(r"\bregion$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def level_of(name: str) -> int | None:
    """Return the level of the area that a name is of: `TOWN`, `COUNTY` or `REGION`; None for what is no known place.

    The United Kingdom and its nations are none: they stand beside any. Kept, for each row of a table is asked of again
    for every other one.
    """
    said = " ".join(name.split())
    bare = _AROUND.sub("", _AROUND.sub("", said)).lower()
    if bare in _REGIONS:
        return REGION
    if bare in _COUNTIES or _SAYS_COUNTY.search(said):
        return COUNTY
    if _SAYS_REGION.search(said):
        return REGION
    return TOWN if tuple(bare.split()) in named_places(said) else None


def holds(area: str, name: str) -> bool:
    """Whether an area is known to hold a place: a metropolitan county its districts, a region those of its counties."""
    bare, place = _AROUND.sub("", area.strip()).lower(), _AROUND.sub("", name.strip()).lower()
    counties = _COUNTIES_HELD.get(bare, (bare,))
    return place != bare and any(place == county or place in _HELD.get(county, "").split() for county in counties)


def lies_outside(name: str, area: str) -> bool:
    """Whether a place is known to lie in another metropolitan county than the one that is named."""
    place, held = _AROUND.sub("", name.strip()).lower(), _HELD.get(area.lower())
    return held is not None and place not in held.split() and any(place in other.split() for other in _HELD.values())
