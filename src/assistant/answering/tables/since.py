"""The year since which a question asks how something has changed: "have they fallen since 2021?"."""

from __future__ import annotations

import re

from assistant.answering.question import Question
from assistant.english.changes import CHANGE, FALL, FARE, REDUCE, RISE, all_forms

_CHANGED = re.compile(
    rf"\b(?:{all_forms(RISE, FALL, REDUCE, FARE, CHANGE)}|went|gone|going|up|down|more|fewer|less|better|worse"
    r"|(?:high|low|larg|bigg|small|great)er)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|compared? (?:with|to)|than(?: (?:it|they) (?:was|were|did))?|(?:up|down) (?:on|from))"
    r"(?: (?:in|for|during|at|by))?(?: (?:the )?year)? (?P<year>(?:19|20)\d\d)(?:[/–-]\d\d(?:\d\d)?)?\b",
    re.IGNORECASE,
)


def since_year(question: Question) -> int:
    """Return the year since which a change is asked for; 0 where another year is named, or no change is asked for."""
    since = _SINCE.search(question.text)
    if since is None or len(question.periods) != 1:
        return 0
    return int(since["year"]) if _CHANGED.search(question.text.replace(since["year"], "")) else 0
