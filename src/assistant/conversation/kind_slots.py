"""The kind of a thing in the earlier question, for which a follow-up has another: "part-time?", "corporate ones?"."""

from __future__ import annotations

import re

from assistant.conversation.slots import plural_span

_FAMILIES = [
    frozenset(family.split())
    for family in (
        "full-time part-time",
        "male female",
        "urban rural",
        "primary secondary tertiary",
        "public private voluntary",
        "domestic international foreign overseas",
        "paid unpaid",
        "permanent temporary",
        "gross net",
        "direct indirect",
        "small medium large",
        "capital revenue",
        "local regional national",
        "planned unplanned actual",
        "undergraduate postgraduate",
        "inbound outbound",
        "indoor outdoor",
        "fatal serious slight",
    )
]
"""Words of which each tells one kind from the others."""
_ONES = re.compile(r"(?:the )?(?P<kind>[a-z][\w-]*) ones?")
_KIND = re.compile(r"(?:the )?(?P<kind>[a-z][\w-]*)(?: ones?)?", re.IGNORECASE)


def with_other_kind(before: str, fragment: str) -> str | None:
    """Return the earlier question about another kind of the same thing; None where a fragment names none.

    Of "How many full-time staff are there?", "part-time?" asks for the part-time staff; of "How many individual members
    are there?", "corporate ones?" for the corporate members.
    """
    kind = match["kind"].lower() if (match := _KIND.fullmatch(fragment)) else ""
    others = next((family - {kind} for family in _FAMILIES if kind in family), frozenset())
    main = before.partition(" (")[0]
    own = [word for word in re.finditer(r"(?<![\w-])[\w-]+(?![\w-])", main) if word[0].lower() in others]
    if len(own) == 1:
        return f"{before[: own[0].start()]}{kind}{before[own[0].end() :]}"
    return None


def named_ones(before: str, fragment: str) -> str:
    """Return a fragment with the plural noun of the earlier question instead of "ones"; others as they are."""
    ones = _ONES.fullmatch(fragment)
    span = plural_span(before, fragment.removeprefix("the ")) if ones else None
    if ones is None or span is None:
        return fragment
    return f"{ones['kind']} {before[slice(*span)].split()[-1]}"
