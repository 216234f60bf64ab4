"""What opens a question, says when, where or by whose word, and is not asked: "In 2023, what was ..."."""

from __future__ import annotations

import re

from assistant.answering.parts.side import YEARS
from assistant.answering.parts.subjects import ASKING, ASKING_WHETHER

_OPENED = re.compile(
    rf"(?:^(?:(?:when|where) (?!{ASKING_WHETHER}|and\b|or\b)|(?:while|if|once) |(?!{ASKING})"
    r"(?:according to|as (?:of|at)|in|on|at|by|for|from|with|under|over|across|among|during|since|after|before"
    r"|between|until|within) )"
    r"(?:(?!\b(?:what|which|who|whom|whose|why|how)\b)[^?:;])+?, "
    r"|^(?:currently|overall|nationally|locally|today|so far|at present|(?:last|this|next) [a-z]+), )"
    rf"(?:(?<=[a-z], )(?:which|who) (?:is|was|are|were|has|had|[a-z]+ed)\b[^,?]*, (?={ASKING}))?"
    rf"(?=(?:{ASKING}|{ASKING_WHETHER}))",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(rf" ?\b(?:in|during|for) (?:the year )?{YEARS.pattern}", re.IGNORECASE)


def opening_and_rest(text: str) -> tuple[str, str]:
    """Return what opens a question, with the comma behind it, and the rest; "" and the question where nothing does."""
    opened = _OPENED.match(text)
    return (opened.group(), text[opened.end() :]) if opened else ("", text)


def behind(opening: str, question: str) -> str:
    """Return a part behind what opens the question; one that has a year of its own is not of the opening's."""
    if not question or not YEARS.search(question):
        return f"{opening}{question}" if question else ""
    undated = _IN_YEAR.sub("", opening).strip(" ,")
    if YEARS.search(undated):
        return f"{opening}{question}"
    return f"{undated}, {question}" if undated else question
