"""Fragments: "and in Bristol?", "band D?", "the year before" take their place in the question they follow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.indexing.lexical import STOP_WORDS, content_terms, stem
from assistant.schema import Turn

OPENER = re.compile(
    r"^(?:(?:and|but|so|or|then|also|plus|ok(?:ay)?|right|thanks|thank you|cheers|no|sorry|oops|please|"
    r"(?:new|different|another) (?:question|topic)|what about|how about|what of|same (?:again )?(?:for|with|in)|"
    r"i meant?|for|in|at|of|with|the one (?:in|for|at))\b[\s,.:;-]*)+",
    re.IGNORECASE,
)
"""What a follow-up opens with and a question of its own does not need."""
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|for|at|of|to|from|across|did|does|do|is|was|has|have)\s+(?:the )?"
    r"([A-Z][\w&'’-]*(?:(?: (?:of|and|the|&))* [A-Z][\w&'’-]*)*)"
)
_YEAR = re.compile(r"\b(?P<first>(?:19|20)\d\d)(?:(?P<joint>[/-])(?P<last>\d{4}|\d\d)\b)?")
_BEFORE_YEAR = r"(?:in|for|during|since|at|of|by|from)"
_DATED = re.compile(rf"\b{_BEFORE_YEAR}\s+(?:the year )?$", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(?:the )?(?:(?P<count>\w+)? ?years? (?P<way>before|earlier|previously|back|later|after|on)"
    r"|(?P<next>following|next|previous|preceding|prior) year)(?: that| after)?",
    re.IGNORECASE,
)
_BACK = {"before", "earlier", "previously", "back", "previous", "preceding", "prior"}
_COUNTS = {"a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_POLITE = re.compile(r"\b(?:please|pls|again|then)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:\W*\b(?:ok(?:ay)?|and|but|so|what|how|about|same)\b\W*)*(for|in|on|at|by|with|of|to|from)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\b(for|in|on|at|by|with|of|to|from)\s+((?P<article>the )?[a-z][\w-]*(?: [a-z][\w-]*){0,3}?)"
    r"(?=\s+(?:in|at|by|from|for|of|on|to|with)\b|[?,.]|$)"
)
_LABEL = r"(?:[A-Z]{0,2}\d{1,3}[A-Za-z]?|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)"
_LABELLED = re.compile(rf"(?:the )?(?:(?P<kind>[A-Za-z]{{3,}}) )?(?P<label>{_LABEL})")
_ARTICLE = re.compile(r"^(?:the|just|only)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MEASURES = frozenset(
    """
    age aim amount area average budget capacity cost date deadline depth duration figure funding height income length
    number percentage population price proportion purpose rate reason result revenue share size spending target total
    turnover value weight width
    """.split()
)
"""What is asked of a thing, in a fragment: "and the cost?" names another measure, not another thing."""
_TIMES = frozenset({"year", "month", "week", "day", "quarter", "winter", "summer", "spring", "autumn", "time"})
"""Nouns that say when: "last year" is no other kind of what "a year" was."""


def replace_slot(before: str, question: str, fragment: str, turns: Sequence[Turn]) -> str | None:
    """Return the earlier question with its year, label, name or subject replaced by the fragment's.

    A year may be given as a distance ("two years later"). A label takes the place of one of the same kind ("band D"
    of "band C"), a phrase of one with the same noun ("secondary schools" of "primary schools"). A name takes the place
    of the last name after a preposition, in the earlier question or in one before it. Words without a capital take the
    place of what stands after the same preposition, or after "for", else "of".

    Args:
        before: the earlier question, which stands alone.
        question: the follow-up as typed.
        fragment: the same without its opener.
        turns: earlier turns, oldest first.

    Returns:
        None without such a slot.
    """
    cleaned = _POLITE.sub("", fragment).strip(" ,")
    moved = _move_year(before, cleaned)
    if moved:
        return moved
    year = _YEAR.search(cleaned)
    place = _place_of_year(before)
    if year and place:
        before = f"{before[: place.start()]}{year.group()}{before[place.end() :]}"
        cleaned = OPENER.sub("", _without_year(cleaned, year))
        if not content_terms(cleaned):
            return before
    if not cleaned:
        return None
    span = _label_span(before, cleaned) or _same_noun_span(before, cleaned)
    if span is None and cleaned[0].isupper():
        return _replace_name(before, cleaned, turns)
    span = span or _subject_span(before, question, cleaned)
    return f"{before[: span[0]]}{cleaned}{before[span[1] :]}" if span else None


def _without_year(fragment: str, year: re.Match[str]) -> str:
    """Return a fragment without its year and the preposition in front of it."""
    front = _DATED.sub("", fragment[: year.start()])
    return " ".join(f"{front} {fragment[year.end() :]}".split()).strip(" ,")


def _place_of_year(before: str) -> re.Match[str] | None:
    """Return the year that says when, after a preposition, rather than one in a title; else the first."""
    years = list(_YEAR.finditer(before))
    return next((year for year in years if _DATED.search(before[: year.start()])), years[0] if years else None)


def _move_year(before: str, fragment: str) -> str | None:
    """Return the earlier question with its year moved as far as the fragment says ("two years later")."""
    distance, year = _DISTANCE.fullmatch(fragment), _place_of_year(before)
    if distance is None or year is None:
        return None
    count = (distance["count"] or "one").lower()
    years = _COUNTS.get(count, int(count) if count.isdigit() else 0)
    if not years:
        return None  # "several years later" is no year
    back = (distance["way"] or distance["next"]).lower() in _BACK
    return f"{before[: year.start()]}{_shifted(year, -years if back else years)}{before[year.end() :]}"


def _shifted(year: re.Match[str], by: int) -> str:
    """Return a year so many later; of a financial year both halves ("2021/22" is "2022/23")."""
    first = str(int(year["first"]) + by)
    if not year["last"]:
        return first
    size = len(year["last"])
    return f"{first}{year['joint']}{(int(year['last']) + by) % 10**size:0{size}d}"


def _label_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return where the earlier question has a label as the fragment is one: "band C" for "band D", "C1" for "C2"."""
    wanted = _LABELLED.fullmatch(fragment)
    if wanted is None:
        return None
    if wanted["kind"]:
        found = re.search(rf"\b{re.escape(wanted['kind'])} {_LABEL}(?![\w/-])", before, re.IGNORECASE)
        return found.span() if found else None
    shape = _shape(wanted["label"])
    labels = (match for match in re.finditer(rf"(?<=[a-z] )\b{_LABEL}(?![\w/’'-])", before))
    return next((match.span() for match in labels if _shape(match.group()) == shape), None)


def _shape(label: str) -> str:
    """Return what kind of label it is: letters and digits without their value."""
    return re.sub(r"\d+", "9", re.sub(r"[A-Z]", "A", label))


def _same_noun_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return the phrase of the earlier question that ends in the fragment's noun; None for names and single words."""
    words = _WORD.findall(_ARTICLE.sub("", fragment))
    if len(words) < 2 or not words[-1].islower() or words[-1].removesuffix("s") in _TIMES:
        return None
    if any(word.lower() in STOP_WORDS or word == "per" for word in words):
        return None  # more than one phrase: "cars not bikes"
    own = stem(words[-1])
    found = list(_WORD.finditer(before))
    for at in range(len(found) - 1, -1, -1):
        if found[at].group().islower() and stem(found[at].group()) == own:
            start = _phrase_start(before, found[: at + 1], len(words) - 1)
            return start, found[at].end()
    return None


def _phrase_start(before: str, words: Sequence[re.Match[str]], modifiers: int) -> int:
    """Return where the phrase that ends in the last of the words begins, with at most so many words before it."""
    start = words[-1].start()
    for word in reversed(words[-1 - modifiers : -1]):
        if word.group().lower() in STOP_WORDS or before[word.end() : start] != " ":
            break
        start = word.start()
    return start


def _subject_span(before: str, question: str, fragment: str) -> tuple[int, int] | None:
    """Return what stands after the same preposition, or the last with such an article after "for", "of" or any."""
    preposition = _PREPOSITION.search(question)
    subjects = list(_SUBJECT.finditer(before))
    if preposition:
        return _last([match for match in subjects if match.group(1).lower() == preposition.group(1).lower()])
    last = _last([match for match in subjects if match.group(1).lower() == "for"])
    if last or fragment.split()[-1].lower() in _MEASURES:
        return last
    if not fragment.lower().startswith("the "):
        return None
    alike = [match for match in subjects if match["article"]]
    return _last([match for match in alike if match.group(1).lower() == "of"]) or _last(alike)


def _last(matches: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    return matches[-1].span(2) if matches else None


def _replace_name(before: str, name: str, turns: Sequence[Turn]) -> str | None:
    slots = [match.span(1) for match in _AFTER_PREPOSITION.finditer(before) if not _YEAR.search(match.group(1))]
    if not slots:
        named = [found for turn in reversed(turns) for found in reversed(_AFTER_PREPOSITION.findall(turn.question))]
        earlier = next((found for found in named if found in before and not _YEAR.search(found)), None)
        if earlier is None:
            return None
        slots = [(before.rindex(earlier), before.rindex(earlier) + len(earlier))]
    start, end = slots[-1]
    return f"{before[:start]}{name}{before[end:]}"
