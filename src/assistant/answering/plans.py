"""What is planned, beside what has happened: a plan is no answer to what somebody did."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.periods import published
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind, Document
from assistant.english.dates import MONTH_NAMES

PLANS = re.compile(
    r"\b(?:will|would|shall|aims?|aiming|targets?|plan(?:s|ned|ning)?|intend(?:s|ed)?|hopes?|milestones?|ambitions?|goals?|should|expect\w*"
    r"|forecasts?|by (?:the end of )?20\d\d)\b",
    re.IGNORECASE,
)
"""Words of plans, and of questions about them."""
_LEAD_IN = re.compile(r"(?:^|\n)(?P<lead>[^\n]*:)[ \t]*\n+(?:(?!\n)[^\n]+\n)*\Z")
"""The sentence in front of a list, and the items of it that stand before one."""
_STAYS_OPEN = re.compile(
    r"\b(?:will|would|shall|should|could|propos(?:ed|als?)|forecasts?|expects?|(?<!than )expected"
    r"|(?:aim|plan|hop|intend)(?:s|es|ed|ned|e|ing|ning)? (?:to|for|at)"
    r"|(?:is|are|was|were|(?i:when)|as|first) (?:planned|due|intended)|(?:is|are|was|were) to (?:be|have)"
    r"|Planned|Proposed|Expected|Projected|Forecast|Target)\b"
)
"""What a clause says of which it does not say that it came about. Stricter than PLANS: "the plan has created" tells."""
_BEGINS_CLAUSE = (
    r"(?:which|who|where|while|but|so|and|has|have|had|was|were|is|are|did|it|they|he|she|we|now|already|\w+ed)\b"
)
_CLAUSE = re.compile(
    rf"(?:;|,(?= {_BEGINS_CLAUSE})|(?<= and)(?= {_BEGINS_CLAUSE})| (?:–|—|but|while|whereas|although)"
    r"|[.!?](?= (?-i:[A-Z])))\s",
    re.IGNORECASE,
)
"""Ends a clause. A comma alone does not: "expects 400 jobs, 520 homes and two parks"."""
_CAME_ABOUT = (
    r"(?:open|reach|create|raise|complete|finish|build|deliver|achieve|attain|save|treat|train|plant|recruit|hire"
    r"|award)"
)
_HAS_COME_ABOUT = rf"(?:{_CAME_ABOUT}e?d|built|met|won)"
_ASKS_WHAT_CAME_ABOUT = re.compile(
    rf"\bdid\b[^?.;]*?\b(?<!\bto ){_CAME_ABOUT}\b"
    rf"|\b(?:has|have|had|was|were)\b[^?.;]*?\b(?<!\bto be ){_HAS_COME_ABOUT}\b",
    re.IGNORECASE,
)
"""Asks for what somebody did: "when did the dock open?", "how many jobs has it created?"."""
_TOLD = re.compile(
    r"\b(?:was|were|(?:has|have|had)(?: been)?) (?:\w+ly )?(?!\w*(?:plann|expect|intend|propos|aim|forecast|hop)ed\b)"
    r"(?:\w{3,}ed|built|met|won|made|done|held|given|begun|spent|sold|bought)\b"
)
"""What a clause tells as done, whatever plan it names: "the merger proposed in 2019 was completed"."""
_AHEAD = re.compile(
    rf"(?:\b(?:in|by|from|until|for|during|early|late|mid|{MONTH_NAMES})[ -]|: )(?P<year>20\d\d)\b(?!,\d)",
    re.IGNORECASE,
)
"""A year that something is dated; it is ahead where it is later than the document."""
_ASKS_WISH = re.compile(
    r"\b(?:want|wish|propose|promise|pledge|recommend|suggest|ask|call|commit|announce|predict|claim)(?:e?d|s|ted|ing)?\b",
    re.IGNORECASE,
)
"""Asks what somebody wants or says, which a plan answers."""


def is_planned(entry: Scored) -> bool:
    """Whether a unit says what is planned, itself or by the sentence that introduces its list: "By 2032 we will:"."""
    unit, passage = entry.unit, entry.unit.candidate.passage
    said = unit.text
    if unit.kind is BlockKind.list_item:
        before = passage.text[: max(0, unit.start - passage.start)]
        above = _LEAD_IN.search(before)
        said = f"{above['lead'] if above else ''} {said}"
    return bool(PLANS.search(said))


def with_done_first(
    question: Question, ranked: Sequence[Scored], near: Sequence[Scored], document: Callable[[str], Document]
) -> tuple[list[Scored], bool]:
    """Return the units with what has come about first, where that is asked for and the best one only plans it.

    Where every one that is about as likely only plans it, the best one is no answer: False.

    Args:
        near: those of `ranked` that are about as likely as the best one, best first.
    """
    if not near or not asks_what_came_about(question) or not _only_plans(near[0], document):
        return list(ranked), True
    done = next((entry for entry in near if entry.exact and not _only_plans(entry, document)), None)
    if done is None:
        return list(ranked), False
    return [done, *(entry for entry in ranked if entry is not done)], True


def asks_what_came_about(question: Question) -> bool:
    """Whether a question asks for what somebody did or reached, and says nothing of plans."""
    wishes = PLANS.search(question.text) or _ASKS_WISH.search(question.text)
    return bool(_ASKS_WHAT_CAME_ABOUT.search(question.text)) and not wishes


def _only_plans(entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether the clause with a unit's exact answer tells of a plan, or of a year after its document's own."""
    if entry.exact is None:
        return False
    unit, first = entry.unit, entry.exact[0] - entry.unit.start
    begins = max((found.end() for found in _CLAUSE.finditer(unit.text, 0, first)), default=0)
    ends = next((found.start() for found in _CLAUSE.finditer(unit.text, entry.exact[1] - unit.start)), len(unit.text))
    clause = unit.text[begins:ends]
    issued = published(document(unit.candidate.passage.document).source.date).year
    is_ahead = bool(issued) and any(int(found["year"]) > issued for found in _AHEAD.finditer(clause))
    return is_ahead or bool(_STAYS_OPEN.search(clause) and not _TOLD.search(clause))
