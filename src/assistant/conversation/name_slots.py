"""Slots of names: where a question has a name of the kind of a fragment's (a place, a month, another)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.holders import is_role, own_part
from assistant.conversation.names import ARTICLE, NAMED
from assistant.conversation.pronouns import AUXILIARY
from assistant.conversation.slots import are_several, is_label
from assistant.conversation.years import YEAR
from assistant.english.dates import MONTHS
from assistant.english.places import named_places
from assistant.schema import Turn

_AFTER_PREPOSITION = re.compile(
    rf"\b(?P<front>in|for|at|of|to|from|across|about|with|by|(?i:{AUXILIARY}))\s+(?:the )?(?P<name>{NAMED})"
)
_OPENING = re.compile(rf"^(?:{AUXILIARY}) (?:the )?$", re.IGNORECASE)
"""What stands before the subject of a question that asks whether something is so."""
_HEAD_OF = re.compile(r"\bthe $")
"""Before what somebody is of a place, and no name: "the MP for Pudsey"."""
WHOLE_AREA = re.compile(
    r"(?:across |all of )?the "
    r"(?:(?:whole|entire|full|wider) (?:of the )?\w+|county|region|city|borough|district|country)|"
    r"(?:all|the (?:four|five|six|other)|every) (?:districts?|boroughs?|counties|regions|areas|sites|places)",
    re.IGNORECASE,
)
"""An area that a name in the earlier question is a part of: "no, I meant the whole county"."""
_WHOLE_OF = re.compile(r"\bthe (?:whole|entire|wider) (?:of the )?[a-z]+", re.IGNORECASE)
_WHERE = frozenset({"in", "at", "across"})
SEASONS = frozenset({"Spring", "Summer", "Autumn", "Winter"})
_PRONOUN = re.compile(r"\b(?:it|they|them|he|she|him)\b", re.IGNORECASE)
_OF_NAME = re.compile(r"(?P<head>[A-Z][\w&'’@-]*(?: [A-Z][\w&'’@-]*)*) of (?:the )?$")
"""What a name is called before the name of what it is of: "Bank of", of "Kelder"."""
_Slot = tuple[tuple[int, int], str]
"""Where a name stands in a question, and the word before it, in lower case."""
_GENITIVE = re.compile(r"(?<=\w)['’]s$")
_CARRIED_NAME = re.compile(r" \(([A-Z][^,()]*)[^()]*\)\s*$")
"""The first name in the brackets that say what a question is about."""


def replace_name(before: str, name: str, turns: Sequence[Turn], preposition: str) -> str | None:
    """Return the earlier question with another name in the place of the last one of its kind.

    A place with a preposition of its own takes no other thing's place: of "Who runs the Harbour Trust?" and "in
    Bristol?" both are wanted. Nor do several of a kind ("GPs"), or a label, take that of the place where they are.
    """
    name = _GENITIVE.sub("", name)
    kind = kind_of(name)
    slots = _name_slots(before, turns, preposition)
    if is_role(name) and not any(map(is_role, before.rstrip("?").split())):
        return None
    alike = [slot for slot in slots if kind_of(before[slice(*slot[0])]) == kind]
    if not alike and (kind == "other" or not slots):
        main = before.partition(" (")[0]
        alike = [
            (match.span(), "")
            for match in re.finditer(NAMED, main)
            if match.start() and kind_of(match[0]) == kind and not _is_head(main, *match.span())
        ]
    if preposition and kind not in {"month", "year"}:
        alike = _behind(preposition, before, slots) or alike
    elif not preposition and len(alike) > 1 and _OPENING.match(before[: alike[0][0][0]]):
        alike = alike[:1]
    if not alike:
        slots = [slot for slot in slots if kind_of(before[slice(*slot[0])]) != "month" and kind != "month"]
        if kind == "place" and preposition:
            slots = [slot for slot in slots if slot[1] == preposition]
        if kind == "other" and preposition not in _WHERE and (are_several(name) or is_label(name)):
            slots = [slot for slot in slots if slot[1] not in _WHERE or kind_of(before[slice(*slot[0])]) != "place"]
    if not (alike or slots):
        return None
    found = (None if preposition else _answered(before, kind, turns)) or alike or slots
    found = [slot for slot in found if not _is_genitive(before, slot[0])] or found
    (start, end), _ = (_of_like_form(before, found, name, preposition) or found)[-1]
    name = f"{name}'s" if _GENITIVE.search(before[start:end]) else name
    of = _OF_NAME.search(before[:start])
    start = of.start("head") if of and of.start("head") else start
    first, last = own_part(before[start:end], ARTICLE.sub("", name))
    start, end = start + first, start + last
    start -= len("the ") * before[:start].lower().endswith("the ")
    return f"{before[:start]}{name}{before[end:]}"


def _answered(before: str, kind: str, turns: Sequence[Turn]) -> list[_Slot]:
    """Return the one name of a kind, of several in a question, that its answer has: what is asked of another.

    Of "What did the county pay Thinkwell?", answered by "Vendor: Thinkwell; Cost: £2,000", Thinkwell.
    """
    main = before.partition(" (")[0]
    names = [match for match in re.finditer(NAMED, main) if match.start() and kind_of(match[0]) == kind]
    said = [match for match in names if turns and match[0].casefold() in turns[-1].answer.casefold()]
    return [(said[0].span(), "")] if len(names) > 1 and len(said) == 1 else []


def _behind(preposition: str, before: str, slots: Sequence[_Slot]) -> list[_Slot]:
    """Return the one slot behind a preposition that a follow-up has too, whatever its name is of, but for a time."""
    same = [slot for slot in slots if slot[1] == preposition and kind_of(before[slice(*slot[0])]) != "month"]
    return same if len(same) == 1 else []


def _of_like_form(before: str, slots: Sequence[_Slot], name: str, preposition: str) -> list[_Slot]:
    """Return those behind a preposition that several are behind whose names have as many words as a fragment's.

    Of "in Eskmouth in Storm Idris", "in Wyndale" is beside Eskmouth.
    """
    same = [slot for slot in slots if slot[1] == preposition]
    count = len(ARTICLE.sub("", name).split())
    return [slot for slot in same if len(before[slice(*slot[0])].split()) == count] if len(same) > 1 else []


def has_name_like(text: str, name: str) -> bool:
    """Whether a text has a name of this one's kind, a place or none: after a preposition, a verb or in brackets."""
    kind = kind_of(name)
    carried = _CARRIED_NAME.search(text)
    names = [match["name"] for match in _AFTER_PREPOSITION.finditer(text)] + ([carried[1]] if carried else [])
    return any(kind_of(found) == kind for found in names)


def _name_slots(before: str, turns: Sequence[Turn], preposition: str) -> list[_Slot]:
    """Return where the earlier question has names, with the words before them.

    Where it has none after a preposition, it is the one that a question before it had, else the first of those in its
    brackets, else the pronoun for one.
    """
    slots = [(match.span("name"), match["front"].lower()) for match in _AFTER_PREPOSITION.finditer(before)]
    slots += [(match.span(), "in") for match in _WHOLE_OF.finditer(before)]
    slots = [slot for slot in slots if kind_of(before[slice(*slot[0])]) != "year"]
    slots = [slot for slot in slots if not _is_head(before, *slot[0])] or slots
    if slots:
        return slots
    named = [match["name"] for turn in turns for match in _AFTER_PREPOSITION.finditer(turn.question)]
    earlier = [found for found in dict.fromkeys(named) if found in before and kind_of(found) != "year"]
    if earlier:
        return [((before.rindex(found), before.rindex(found) + len(found)), preposition) for found in earlier]
    said = _CARRIED_NAME.search(before)
    if said:
        return [(said.span(1), preposition)]
    pronoun = _PRONOUN.search(before.partition(" (")[0])
    return [(pronoun.span(), "")] if pronoun and not preposition else []


def _is_head(text: str, start: int, end: int) -> bool:
    """Whether a name says what somebody or something is of another: the MP of "the MP for Pudsey"."""
    return bool(_HEAD_OF.search(text[:start]) and re.match(r" (?:for|of) ", text[end:]) and text[start:end].isupper())


def _is_genitive(text: str, span: tuple[int, int]) -> bool:
    """Whether a name only says whose something is, which is what is asked about: "Leeds's fund"."""
    return bool(re.search(r"(?:['’]s|s['’])$", text[slice(*span)])) or text[span[1] :].startswith(("'s ", "’s "))


def kind_of(name: str) -> str:
    """Return what a name is of, as far as its words tell: "year", "month" (a season too), "place" or "other"."""
    if YEAR.search(name):
        return "year"
    if ARTICLE.sub("", name) in SEASONS.union(MONTHS):
        return "month"
    return "place" if named_places(name) or WHOLE_AREA.fullmatch(name) else "other"
