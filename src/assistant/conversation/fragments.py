"""Fragments: "and in Bristol?", "band D?", "the year before" take their place in the question they follow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.kind_slots import named_ones, with_other_kind
from assistant.conversation.name_slots import SEASONS, WHOLE_AREA, has_name_like, kind_of, replace_name
from assistant.conversation.names import ARTICLE, NAMED, is_name, is_plain
from assistant.conversation.noun_slots import same_noun_span
from assistant.conversation.slots import (
    BOUND,
    SELECTED,
    are_several,
    bound_span,
    is_measure,
    label_span,
    measure_span,
    move_label,
    plural_span,
    replace_selected,
    subject_span,
)
from assistant.conversation.subject_slots import verb_subject_span, who_object_span
from assistant.conversation.years import (
    DATED,
    PERIOD,
    WITHIN,
    YEAR,
    YEARS,
    move_year,
    name_period,
    name_time,
    of_all_years,
    place_of_year,
    with_phrase,
    with_year,
)
from assistant.english.capitals import capitalise_places
from assistant.english.dates import MONTH_FORMS, MONTH_NAMES, MONTHS, YEAR_DIGITS
from assistant.english.places import named_places
from assistant.english.superlatives import COMPARATIVE
from assistant.indexing.lexical import content_terms
from assistant.schema import Turn

_NO_NAME = r"(?-i:(?=[a-z]|I\b|What\b|How\b|[A-Z]{2,} [A-Z]{2})|(?<=[.:;]\s))"
"""What an opener begins with behind another one: a capital inside a sentence is a name's ("and Right to Buy?")."""
OPENER = re.compile(
    rf"^(?:(?:^|{_NO_NAME})"
    r"(?:and|but|so|or|then|also|plus|yes|yeah|yep|ok(?:ay)?|right(?! (?:to|of)\b)|"
    r"thanks|thank you|cheers|no|sorry|oops|please|"
    r"actually|well|(?:new|different|another) (?:question|topic)|vs\.?|versus|what about|how about|what of|"
    r"(?:let['’]?s|let us) try|now(?= \w)|"
    r"(?:(?:can|could|would|will) you |please )*(?:(?:do |give me |show me |tell me )?(?:the )?same"
    r"(?: (?:again|question))? (?:for|with|in)|give me|show me)|what would (?:it|that) be|i me(?:an|ant)|"
    r"i was asking (?:about|for)|"
    r"for|in|at|of|on|with|from|by|across|among|during|before|after|until|since|per|as|the one (?:in|for|at)|"
    r"about(?! \d| how\b)|"
    r"to(?! be\b)|any(?= (?:in|at|from|for)\b)|"
    r"(?:the (?:whole|entirety)|all) of (?:the )?(?=[A-Z]))\b(?!-\w)[\s,.:;-]*)+",
    re.IGNORECASE,
)
"""What a follow-up opens with and a question of its own does not need."""
_POLITE = re.compile(
    r"\b(?:i me(?:an|ant)$|sorry$|(?:my|by) mistake\b|please|pls|again|then|too|as well|also|instead|"
    r"(?:(?:in|for|with|at|of) )?(?:the )?same (?:year|period|month|cit(?:y|ies)|places?|areas?|regions?|groups?))\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^[\s,.]*(?:(?:ok(?:ay)?|and|but|so|what|how|about|same|no|sorry|actually|i|meant?|mean|the|question|any)\b\W*)*"
    r"(?P<preposition>for|in|on|at|by|with|of|to|from|during|since|across|among|before|after|until|"
    r"per|as|(?<!what )(?<!how )about(?! \d))\b(?!-)",
    re.IGNORECASE,
)
AS_A_WHOLE = re.compile(r",? (?:as a whole|overall|altogether|in (?:all|total))\b", re.IGNORECASE)
"""What is added to the name of an area to say that no part of it is meant."""
_OTHER = rf"(?P<other>{YEAR_DIGITS}(?:[/–-]\d{{2,4}})?|{NAMED})"
_COMPARES_WITH = re.compile(
    r"(?i:(?:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*"
    r"(?:(?:(?:is|are|was|were) (?:that|it|this|they|those) )?(?:much |any |a lot )?"
    rf"(?:{COMPARATIVE})(?: or (?:{COMPARATIVE}))? than|"
    r"how (?:does|do|did) (?:that|it|this|they|those) compare (?:with|to|against)|"
    r"(?:please |can you )?compare(?:d)?(?: (?:that|it|this|them|those))? (?:with|to|against)) (?:in |for |at |of )?)"
    rf"{_OTHER}(?: (?:got|gets|did|does|had|has|have|was|is))?\W*$",
)
"""Asks for the same of another year or name, to compare: "is that more than in 2020?"."""
_PLACED = re.compile(rf"(?P<thing>[^,]+?) (?P<preposition>in|at|across|for) (?P<place>(?:the )?{NAMED})")
"""A thing and where it is ("doctors in Bradford")."""
_OF_THING = re.compile(r"(?:the )?(?P<noun>[a-z]{3,}) (?P<preposition>for|of) (?P<object>[^,]+)")
_NO_THING = re.compile(r"(?:the )?(?:that|this|those|these|it|them|each|all|next|last|previous)\b", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:(?:and|but|so|ok(?:ay)?|what|how)\b[\s,]*)+about\b", re.IGNORECASE)
_THING = re.compile(
    r"(?!\w+ly\b|(?:more|less|others?|another|all|both|each|some|any|one|ones|then|here|there|elsewhere|abroad|online"
    r"|today|now|if|when|where|why|who|how|the|an?)\b)[a-z][\w’'-]*(?: [a-z][\w’'-]*){0,3}"
)
"""What has no article and no capital: "what about heatwaves?" may be asked of what was said about floods."""
_IN_MONTH = re.compile(rf"(?P<rest>.*?\w) (?:in |for )?(?P<month>{MONTH_NAMES})", re.IGNORECASE)
_OWNED = re.compile(rf"(?:the )?(?P<name>{NAMED}?)(?:['’]s)? (?P<noun>[a-z][\w-]*(?: [a-z][\w-]*)?)")
"""A name and what is its own: "Bradford's population", "the Thornby tram"."""
_MONTHS = re.compile(
    rf"\b(?:{MONTH_FORMS})\b\.? ?(?:-|–|to|until|and|through) ?\b(?:{MONTH_FORMS})\b(?P<year> {YEAR_DIGITS})?",
    re.IGNORECASE,
)
"""From one month to another, and in which year: "August - October 2024"."""
_PART_OF_YEAR = re.compile(rf"\b(?:{'|'.join([*MONTHS, *sorted(SEASONS)])}) $", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:its?|their|them|his|him|her|those|these|that|this|whose)\b", re.IGNORECASE)
_YEAR_ENDING = re.compile(r"\b(?:the )?(?:(?:financial |fiscal )?year|FY)\s*$", re.IGNORECASE)
_THE_ONE = re.compile(r"(?:the )?(?:one|ones|edition|report|version|figure|year)", re.IGNORECASE)
"""What stands for the thing that is of a year: "and in the 2020 one?"."""
_WITH_ARTICLE = re.compile(
    r"\bthe (?:(?!of\b|in\b|for\b|at\b|on\b|by\b|to\b|from\b)[a-z][\w-]* |(?-i:(?:[A-Z][\w&'’-]* ){2,4}))?$",
    re.IGNORECASE,
)
"""Before a noun that needs no other article: "the", "the project", "the Leeds City Council"."""
_CORRECTS = re.compile(
    r"(?:not (?:in |for |the )?(?P<wrong>.+?)(?:,? but|,) (?P<right>.+)|(?P<right2>.+?),? (?:and )?not (?P<wrong2>.+))",
    re.IGNORECASE,
)


def replace_slot(before: str, question: str, fragment: str, turns: Sequence[Turn]) -> str | None:
    """Return the earlier question with its year, label, name or subject replaced by the fragment's.

    A year may be given as a distance ("two years later"). A span of months, a limit or a label takes the place of one
    of the same kind ("May to July" of "August to October", "the over 50s" of "19 to 24", "band D" of "band C"), a
    phrase of one with the same noun ("secondary schools" of "primary schools"). A name takes the place of the last name
    after a preposition, in the earlier question or in one before it. Words without a capital take the place of what
    stands after the same preposition, or after "for", else "of".

    Args:
        before: the earlier question, which stands alone.
        question: the follow-up as typed.
        fragment: the same without its opener.
        turns: earlier turns, oldest first.

    Returns:
        None without such a slot.
    """
    said = named_ones(before, _cleaned(fragment))
    whole = of_all_years(before, said) or with_other_kind(before, said)
    if whole:
        return whole
    preposition = _preposition(question)
    months, span = _MONTHS.search(before), _MONTHS.fullmatch(said)
    if months and span:
        year = "" if span["year"] else months["year"] or ""
        return f"{before[: months.start()]}{said}{year}{before[months.end() :]}"
    whole = move_year(before, said, turns[-1].answer) or move_label(before, said)
    whole = whole or name_time(before, said) or name_time(before, f"{preposition or 'in'} {said}")
    if not content_terms(OPENER.sub("", PERIOD.sub("", _cleaned(question)))):
        whole = whole or name_period(before, question)
    if whole or _POSSESSIVE.match(said):
        return whole
    said, corrected = _corrected(before, said)
    if corrected:
        return corrected
    before, cleaned, year = _with_its_year(before, question, said)
    if not cleaned:
        return before if year else None
    before, cleaned = _with_its_month(before, cleaned, turns)
    moved, thing = _with_its_place(before, cleaned, turns)
    placed = _replaced(moved, thing, turns, preposition) if thing else None
    other = _with_other_object(before, cleaned) if cleaned == said and not placed else None
    replaced = placed or other or _replaced(before, cleaned, turns, preposition)
    if replaced or not (_WHAT_ABOUT.match(question) and _THING.fullmatch(cleaned)):
        return replaced
    return _replaced(before, cleaned, turns, "about")


def _with_other_object(before: str, said: str) -> str | None:
    """Return the earlier question about another thing, where what is asked of it is said again.

    Of "What is the phone number for the Adult Team in York?", "the number for young people" is that of another.
    """
    asked = _OF_THING.fullmatch(said)
    main = before.partition(" (")[0]
    if asked is None or not set(content_terms(asked["noun"])) <= set(content_terms(main)):
        return None
    about = rf"\b(?i:{asked['noun']} {asked['preposition']} (?:the )?)(?P<name>{NAMED})(?=\?|$| (?:in|at)\b)"
    found = re.search(about, main)
    thing = asked["object"]
    if (
        found is None
        or _NO_THING.match(thing)
        or PERIOD.search(thing)
        or (named_places(thing) and not named_places(found["name"]))
    ):
        return None
    start = found.start("name") - len("the ") * main[: found.start("name")].lower().endswith("the ")
    end = found.start("name") + len(re.split(r" (?:in|at) ", found["name"])[0])
    return f"{before[:start]}{thing}{before[end:]}"


def _replaced(before: str, cleaned: str, turns: Sequence[Turn], preposition: str) -> str | None:
    """Return the earlier question with what is like a fragment, which names no year, replaced by it."""
    main = before.partition(" (")[0]
    several = not preposition and are_several(cleaned) and plural_span(before, cleaned) is not None
    cleaned = cleaned.lower() if several and is_plain(cleaned) else cleaned
    own = None if preposition else _of_other_owner(before, cleaned, turns)
    if own:
        return own
    limit = ARTICLE.sub("", cleaned)
    if bound_span(before, limit):
        return _at(before, bound_span(before, limit), limit)
    span = label_span(before, cleaned) or same_noun_span(main, cleaned)
    if span is None and is_measure(cleaned) and is_name(cleaned):
        return _at(before, measure_span(before, cleaned), cleaned)
    if span is None and (is_name(cleaned) or WHOLE_AREA.fullmatch(cleaned)):
        replaced = replace_name(before, cleaned, turns, preposition)
        span = None if replaced or preposition else who_object_span(before, cleaned)
        span = span or (plural_span(before, cleaned) if several and not replaced else None)
        span = span or (subject_span(main, preposition, cleaned) if preposition == "about" and not replaced else None)
        if span is None:
            return replaced
    if span is None and SELECTED.fullmatch(cleaned):
        return replace_selected(before, cleaned)
    if span is None and not BOUND.fullmatch(cleaned):
        span = measure_span(before, cleaned) or subject_span(main, preposition, cleaned)
        span = span or (None if preposition else plural_span(before, cleaned) or verb_subject_span(before, cleaned))
    return _at(before, span, cleaned)


def _at(before: str, span: tuple[int, int] | None, said: str) -> str | None:
    """Return the earlier question with other words in a place, without their article behind its own."""
    if span is None:
        return None
    said = ARTICLE.sub("", said) if _WITH_ARTICLE.search(before[: span[0]]) else said
    return f"{before[: span[0]]}{said}{before[span[1] :]}"


def _of_other_owner(before: str, fragment: str, turns: Sequence[Turn]) -> str | None:
    """Return the earlier question of another name's thing of its own: "Bradford's population?", "the Thornby tram?".

    Returns:
        None if the fragment is no name with a noun of the question, or this has no name for which it may stand.
    """
    owned = _OWNED.fullmatch(fragment)
    if owned is None or not set(content_terms(owned["noun"])) <= set(content_terms(before)):
        return None
    name = re.sub("['’]s$", "", owned["name"])
    beside = re.search(rf"(?P<name>{NAMED})(?= {re.escape(owned['noun'])}\b)", before)
    if beside and beside.start():
        own = f"{name}'s" if beside["name"].endswith(("'s", "’s")) else name
        return f"{before[: beside.start()]}{own}{before[beside.end() :]}"
    return replace_name(before, name, turns, "") if has_name_like(before, name) else None


def add_phrase(before: str, question: str, fragment: str) -> str | None:
    """Return the earlier question with a fragment at its end that has a preposition of its own, or is a limit.

    It says more closely what is asked, rather than anything else: "and in March?", "and over 65?".
    """
    before, cleaned, _ = _with_its_year(before, question, fragment)
    preposition = _preposition(question)
    if not cleaned or _POSSESSIVE.match(cleaned):
        return None
    year = place_of_year(before)
    if cleaned.capitalize() in SEASONS.union(MONTHS) and year:
        return f"{_PART_OF_YEAR.sub('', before[: year.start()])}{cleaned} {before[year.start() :]}"
    if BOUND.fullmatch(cleaned) and not preposition:
        return with_phrase(before, cleaned)
    if preposition in {"", "about"} or is_measure(cleaned):
        return None
    return with_phrase(before, f"{preposition} {cleaned}")


def compare_with(before: str, question: str) -> str | None:
    """Return the earlier question with the year or name that a follow-up compares with: "is that more than Leeds?".

    Returns:
        None if the follow-up compares with none, or the earlier question has none of its kind to stand against it.
    """
    asked = _COMPARES_WITH.match(question.strip())
    main = before.partition(" (")[0]
    if asked is None or asked["other"] in main:
        return None
    other = asked["other"]
    if YEAR.fullmatch(other):
        year = place_of_year(main)
        return f"{before[: year.end()]} compared with {other}{before[year.end() :]}" if year else None
    return with_phrase(before, f"compared with {other}") if has_name_like(before, other) else None


def _cleaned(fragment: str) -> str:
    """Return a fragment without what is said to be polite."""
    return _POLITE.sub("", fragment).strip(" ,\t\n")


def _with_its_year(before: str, question: str, fragment: str) -> tuple[str, str, bool]:
    """Return the earlier question with the year of a fragment, what else the fragment says, and whether it has one."""
    cleaned = AS_A_WHOLE.sub("", _cleaned(fragment))
    year = YEARS.search(cleaned) or YEAR.search(cleaned)
    if year:
        bare = not WITHIN.search(question.partition(year.group())[0])
        before = with_year(before, year.group(), bare=bare)
        cleaned = OPENER.sub("", _without_year(cleaned, year))
    says_more = content_terms(cleaned) and not _THE_ONE.fullmatch(cleaned)
    return before, cleaned if says_more or not year else "", bool(year)


def _with_its_month(before: str, fragment: str, turns: Sequence[Turn]) -> tuple[str, str]:
    """Return the earlier question with the month that a fragment ends in ("Kirklees in April"), and what else it says.

    Both are as they were where the fragment ends in none, or says nothing else.
    """
    said = _IN_MONTH.fullmatch(fragment)
    if said is None or not content_terms(said["rest"].split()[-1]):
        return before, fragment
    moved = replace_name(before, said["month"], turns, "in") or add_phrase(before, f"in {said['month']}", said["month"])
    return (moved, said["rest"]) if moved else (before, fragment)


def _with_its_place(before: str, fragment: str, turns: Sequence[Turn]) -> tuple[str, str]:
    """Return the earlier question with the place that a fragment ends in, and what else the fragment says.

    The second is empty where it ends in none, or the earlier question has none.
    """
    placed = _PLACED.fullmatch(fragment)
    if placed is None or not names_its_place(fragment) or not has_name_like(before, placed["place"]):
        return before, ""
    return replace_name(before, placed["place"], turns, "") or before, placed["thing"]


def names_its_place(fragment: str) -> bool:
    """Whether a fragment names a thing and a place where it is ("doctors in Bradford"), and is no name of a body."""
    placed = _PLACED.fullmatch(capitalise_places(fragment))
    if placed is None or kind_of(placed["place"]) != "place":
        return False
    several = are_several(placed["thing"]) and placed["preposition"] != "for"
    return several or placed["thing"].split()[-1][0].islower()


def _preposition(question: str) -> str:
    """Return the preposition that a follow-up opens with, in lower case; empty without one."""
    typed = _PREPOSITION.search(question)
    return typed["preposition"].lower() if typed else ""


def _corrected(before: str, fragment: str) -> tuple[str, str]:
    """Return what a fragment says is right ("Leeds" of "Leeds, not Bradford"), and the earlier question put right.

    The second is empty where the fragment says nothing is wrong, or the question does not have it.
    """
    said = _CORRECTS.fullmatch(fragment)
    if said is None:
        return fragment, ""
    wrong, right = said["wrong"] or said["wrong2"], said["right"] or said["right2"]
    found = re.search(rf"\b{re.escape(wrong)}(?!\w)", before, re.IGNORECASE)
    return right, f"{before[: found.start()]}{right}{before[found.end() :]}" if found else ""


def _without_year(fragment: str, year: re.Match[str]) -> str:
    """Return a fragment without its year and the preposition in front of it."""
    front = _YEAR_ENDING.sub("", DATED.sub("", fragment[: year.start()]))
    return " ".join(f"{front} {fragment[year.end() :]}".split()).strip(" ,")
