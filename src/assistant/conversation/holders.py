"""Names and phrases of one who, or what, is of another: "the Mayor of Leeds", "the GDP of Leeds", "the chair of it"."""

from __future__ import annotations

import re

from assistant.english.places import is_place

_OF = re.compile(r" (?:of|for) (?:the )?(?=[A-Z])")
_ACRONYM = re.compile(r"[A-Z]{2,}s?")
_ROLES = frozenset(
    """
    ambassador architect auditor author bishop boss builder ceo chair chairman chairperson chairwoman chancellor chief
    clerk commissioner contractor coordinator curator dean deputy designer developer director editor engineer executive
    founder funder governor head headteacher landlord leader manager mayor minister officer organiser owner president
    principal secretary sheriff sponsor superintendent supplier surveyor treasurer warden
    """.split()
)
"""What somebody is of a place, a body or a thing."""


def is_role(name: str) -> bool:
    """Whether words say what somebody is: "Deputy Mayor", "the chair"."""
    last = name.lower().split()[-1:]
    return any(word in _ROLES or word.removesuffix("s") in _ROLES for word in last)


def own_part(name: str, other: str) -> tuple[int, int]:
    """Return which part of a name another one takes the place of: start and end in it.

    Of "Mayor of Leeds" and "GDP of Leeds" that is the place, for a role like "Treasurer" the "Mayor". Of what is itself
    called so ("Bank of Kelder") it is all, unless both are places: "University of Leeds", for "Bradford".
    """
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
