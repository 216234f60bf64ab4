"""Whether, and how much, something rose or fell: what says only how much there is, or the opposite, is no answer."""

from __future__ import annotations

import re

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.figures import DIGITS
from assistant.answering.guards.clauses import clause_of_exact
from assistant.answering.question import YEAR, Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind
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

_RISE = re.compile(rf"\b(?:{all_forms(RISE)}|gain(?:s|ed)?|(?:go|went|gone|were|was|is) up)\b", re.IGNORECASE)
_FALL = re.compile(
    rf"\b(?:{all_forms(FALL, REDUCE)}|los(?:es?|t|ing)|loss(?:es)?|(?:go|went|gone|were|was|is) (?:down|cut))\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\bhow (?:much|many)\b[^?]*?\b(?:did|do|does|has|have|had|was|were)\b|\bby (?:what|how)\b"
    r"|\bwhat (?:is|was|were|are|percentage|per ?cent|share)\b",
    re.IGNORECASE,
)
"""Asks for the size of a rise or a fall."""
_UP_TO_LEVEL = re.compile(
    r"\b(?:to|at|reached)(?: (?:about|around|just|over|under|nearly|almost))* ?[£$€]?$", re.IGNORECASE
)
"""In front of a figure that is no size of a change: "absence rose to 9.4 days"."""
_OF_FIGURES = FIGURES | {AnswerType.other}
"""By how much something rose may be a number or a share: a question has no type for both."""
_CLAUSE = re.compile(r"[,;](?!\d)|\b(?:and|but|while|whereas|although)\b", re.IGNORECASE)


def turned_other_way(question: Question, entry: Scored) -> bool:
    """Whether it is asked how much something rose, and a sentence tells only of a fall, or the other way."""
    is_figure = question.type in _OF_FIGURES and entry.unit.kind is not BlockKind.table_row
    if not is_figure or not _HOW_MUCH.search(question.text) or not re.search(r"\d", entry.exact_words):
        return False
    clause = clause_of_exact(entry, _CLAUSE)
    first = entry.exact_within[0] if entry.exact_within else 0
    if _UP_TO_LEVEL.search(entry.unit.text[:first]):
        return False
    return any(
        asked.search(question.text)
        and not other.search(question.text)
        and other.search(clause)
        and not asked.search(entry.unit.text)
        for asked, other in ((_RISE, _FALL), (_FALL, _RISE))
    )


def tells_no_change(question: Question, entry: Scored) -> bool:
    """Whether a question asks if something rose or fell, and a unit has neither a word of change nor two figures."""
    if question.type is not AnswerType.yes_no or not _ASKS_CHANGE.search(question.text):
        return False
    text = entry.unit.text
    return not _CHANGE.search(text) and len(DIGITS.findall(YEAR.sub(" ", text))) < 2
