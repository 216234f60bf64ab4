"""The year since which a question asks how something has changed: "have they fallen since 2021?"."""

from __future__ import annotations

import re

from assistant.answering.question import Question
from assistant.english.changes import CHANGE, FALL, FARE, REDUCE, RISE, all_forms
from assistant.english.dates import YEAR_OR_SPAN

_CHANGED = re.compile(
    rf"\b(?:{all_forms(RISE, FALL, REDUCE, FARE, CHANGE)}|went|gone|going|compared?|(?:up|down) (?:on|from)"
    r"|more|fewer|less|better|worse|(?:high|low|larg|bigg|small|great|long|short|strong|weak)er)\b",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(
    r"\bclimate change|\bhigher education|\bgrowth (?!(?:in|of|rate|since|from)\b)[a-z]+|\b(?:set|start\w*)[ -]ups?\b",
    re.IGNORECASE,
)
"""What has a word for a change and tells of none."""
_YEAR = rf"{YEAR_OR_SPAN}\b(?![/–-]?\d)"
_SINCE = re.compile(
    rf"\bsince (?:the year )?(?P<since>{_YEAR})"
    rf"|\b(?:compared? (?:with|to)|(?:up|down) (?:on|from)) (?:the year )?(?P<with>{_YEAR})"
    r"(?=\W*$|[,;]| (?:levels?|figures?|across|among|and|at|by|for|in|is|of|on|to|was|within)\b)"
    rf"|\bthan(?: (?:it|they|there) (?:was|were|did))? (?:in|for|during|at|by) (?P<in>{_YEAR})"
    rf"|\bthan (?P<than>{_YEAR})(?: (?:levels|figures))?\W*$",
    re.IGNORECASE,
)
"""No year is a number of things: "more than 2000 homes"."""


def since_year(question: Question) -> int:
    """Return the year since which a change is asked for; 0 where another year is named, or no change is asked for."""
    since = _SINCE.search(question.text)
    if since is None or len(question.periods) != 1:
        return 0
    return int(since[since.lastgroup or ""][:4]) if _CHANGED.search(_NO_CHANGE.sub(" ", question.text)) else 0
