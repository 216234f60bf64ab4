"""Names and phrases of one who, or what, is of another: "the Mayor of Leeds", "the GDP of Leeds", "the chair of it"."""

from __future__ import annotations

import re

from assistant.english.places import is_place

_OF = re.compile(r" (?:of|for) (?:the )?(?=[A-Z])")
_ACRONYM = re.compile(r"[A-Z]{2,}s?")
_ROLES = frozenset(
    """
    ambassador architect auditor author bishop boss builder ceo cfo chair chairman chairperson chairwoman chancellor
    chief clerk commissioner contractor coo coordinator cto curator dean deputy designer developer director editor
    engineer executive founder funder governor head headteacher landlord leader manager mayor md minister mp officer
    organiser owner president principal secretary sheriff sponsor superintendent supplier surveyor treasurer warden
    """.split()
)
"""What somebody is of a place, a body or a thing."""
_LOCAL = frozenset(
    """
    academy airport arena cathedral centre chamber college court festival hall hospital hospitals infirmary library
    market mayor museum network park plan police port school stadium station strategy theatre university
    """.split()
)
"""What many a place has, which is called by its name: "Leeds Station"."""


def is_role(name: str) -> bool:
    """Whether words say what somebody is: "Deputy Mayor", "the chair"."""
    last = name.lower().split()[-1:]
    return any(word in _ROLES or word.removesuffix("s") in _ROLES for word in last)


def _place_in_front(name: str) -> int:
    """Return where the place ends that the name of a thing there begins with ("Leeds Station"); 0 for others.

    Of what few places have ("West Yorkshire Investment Zone") it does not, nor of a council: the place alone says that.
    """
    words = name.split()
    if words[-1].lower() not in _LOCAL or is_place(name):
        return 0
    places = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
    return next((len(place) for place in places if is_place(place)), 0)


def own_part(name: str, other: str) -> tuple[int, int]:
    """Return which part of a name another one takes the place of: start and end in it.

    Of "Mayor of Leeds" and "GDP of Leeds" that is the place, for a role like "Treasurer" the "Mayor". Of what is itself
    called so ("Bank of Kelder") it is all, unless both are places: "University of Leeds", for "Bradford".
    """
    place = _place_in_front(name) if is_place(other) else 0
    if place:
        return 0, place
    joints = list(_OF.finditer(name))
    if not joints or _OF.search(other):
        return 0, len(name)
    head = name[: joints[0].start()]
    if is_role(other):
        return (0, len(head)) if is_role(head) else (0, len(name))
    if is_role(head) or _ACRONYM.fullmatch(head):
        return joints[0].end(), len(name)
    last = joints[-1].end()
    return (last, len(name)) if is_place(name[last:]) and is_place(other) else (0, len(name))
