"""Whether something rose or fell: a sentence that says only how much of it there is tells nothing of that."""

from __future__ import annotations

import re

from assistant.answering.answer_types import AnswerType
from assistant.answering.figures import DIGITS
from assistant.answering.question import YEAR, Question
from assistant.answering.scored import Scored
from assistant.english.changes import CHANGE, FALL, FARE, REDUCE, RISE, all_forms, forms_asked
from assistant.english.superlatives import LEAST, MOST

_ASKS_CHANGE = re.compile(
    r"\b(?:go|gone|going) (?:up|down)\b"
    rf"|\b(?:{forms_asked(RISE, FALL, FARE)})\b"
    r"|\b(?:get|got|getting) (?:better|worse|\w+er)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"\b(?:{all_forms(RISE, FALL, REDUCE, FARE, CHANGE)}|better|worse|best|worst|up|down|higher|lower|more|fewer|less"
    r"|than|the same|double|unchanged|steady|stable|record|trend\w*|the other way|compared|against|cut"
    rf"|{MOST}|{LEAST})\b"
    r"|\bfrom [^.;]*\bto\b",
    re.IGNORECASE,
)


def tells_no_change(question: Question, entry: Scored) -> bool:
    """Whether a question asks if something rose or fell, and a unit has neither a word of change nor two figures."""
    if question.type is not AnswerType.yes_no or not _ASKS_CHANGE.search(question.text):
        return False
    text = entry.unit.text
    return not _CHANGE.search(text) and len(DIGITS.findall(YEAR.sub(" ", text))) < 2
