"""What is measured, and in what: no figure, money for a mass, a share for a number, hectares for survival."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.guards.wholes import PERCENT
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.corpus.document import Document, same_table
from assistant.english.numbers import NUMBER_WORD
from assistant.indexing.lexical import content_terms

_MEASURE = re.compile(
    r"^(?:and |so |but )?what(?:['’]s| is| was| are| were) the (?P<asked>[\w -]{3,40}?) (?:of|in|for|at|across|on)\b"
    r"|\bhow many (?P<counted>\w+)",
    re.IGNORECASE,
)
"""What is measured: "what was the survival rate of"."""
_FIGURE = re.compile(
    rf"[\d£$€%]|\b(?:{NUMBER_WORD}|zero|nil|dozens?|scores?|hundreds?|thousands?|millions?|billions?|half|halve[ds]?"
    r"|thirds?|quarters?|fifths?|tenths?|per ?cent|most|majority|all|every|each|both|none|no|nothing|nobody|never"
    r"|single|once|twice|only|free|double[ds]?|treble[ds]?|triple[ds]?|several|few|many|couple|pair)\b",
    re.IGNORECASE,
)
"""A figure, or a word that stands for one."""
_GENERIC = frozenset(content_terms("number rate total figure value average year date name size share"))
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_CURRENCY = re.compile(r"[£$€]")


def is_of_other_unit(question: Question, entry: Scored) -> bool:
    """Whether a row's answer is money where a mass is asked for, or a share where a number is.

    "Cargo dues, £000" says not how much cargo there was, "on time (%)" of a route not how many it carried; but
    "survival (%)" tells of how many survived.
    """
    row = entry.unit.block
    if question.type is not AnswerType.quantity or row is None or not row.cells or entry.exact is None:
        return False
    column = row.column_at(entry.exact[0]) or ""
    said = f"{entry.exact_words[:1]} {column} {row.table}"
    is_money = bool(_HOW_MUCH.search(question.text) and _CURRENCY.search(said))
    is_share = bool(_HOW_MANY.search(question.text) and PERCENT.search(column))
    return is_money or (is_share and not set(question.terms).intersection(content_terms(column)))


def lacks_figure(question: Question, entry: Scored) -> bool:
    """Whether a figure is asked for and a unit has none, not even in words: "It was not the cheapest" of its cost."""
    return question.type in FIGURES and not _FIGURE.search(entry.unit.text)


def has_other_measure(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a row's answer is of a measure that is not asked for, while another table of its document has that one.

    Of "the survival rate in the Fells", a row of the Fells with hectares and grants tells nothing where another table
    has a column of survival.
    """
    row, measure = entry.unit.block, _MEASURE.search(question.text)
    if row is None or not row.cells or entry.exact is None or measure is None:
        return False
    asked = frozenset(content_terms(measure["asked"] or measure["counted"])) - question.names - _GENERIC
    told = frozenset(content_terms(" ".join((row.table or "", *row.headings, entry.unit.text))))
    if asked & frozenset(content_terms(row.column_at(entry.exact[0]) or "")):
        return False
    others = (block for block in document(entry.unit.candidate.passage.document).blocks if block.cells)
    columns = {cell.column for other in others if not same_table(other, row) for cell in other.cells[1:]}
    return any(asked & frozenset(content_terms(column)) - told for column in columns)
