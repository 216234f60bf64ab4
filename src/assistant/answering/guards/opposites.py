"""Opposites that are told of side by side: when something opens and when it closes, at weekends and on weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.answer_types import AnswerType
from assistant.answering.guards.clauses import clause_of_exact
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind

Pair = tuple[re.Pattern[str], re.Pattern[str]]


def _pair(one: str, other: str) -> Pair:
    return re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE)


_TURNS = (
    _pair(r"open(?:s|ed|ing)?", r"clos(?:es?|ed|ing|ure)"),
    _pair(r"(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|begun)\b(?!-)", r"end(?:s|ed|ing)?|finish\w*"),
)
"""Where a sentence tells of one of them, it may yet tell what is asked of the other."""
_NO_NAME = r"\b(?! (?-i:[A-Z]))"
"""Behind a word that begins the name of many bodies: "the International Monetary Fund"."""
_SCHOOL = r"(?:schools?|pupils?|education|class(?:es)?|teach\w+)"
_KINDS = (
    _pair(r"(?<!will )(?<!does )(?<!did )(?<!would )(?:mean|average)\b(?! (?:to|that|for|by)\b)", r"median"),
    _pair(r"imports?|imported", r"exports?|exported"),
    _pair(r"men(?:['’]s)?|males?|boys", r"women(?:['’]s)?|females?|girls"),
    _pair(
        r"(?:net |gross |operating |pre-tax )?profits?\b(?! and loss| or loss)",
        r"(?<!job )(?<!water )(?<!jobs )loss(?:es)?",
    ),
    _pair(r"surplus(?:es)?", r"deficits?"),
    _pair(r"income\b(?! tax| group| deprivation| and exp)", r"expenditure\b(?! and inc)"),
    _pair(r"after (?:income )?tax", r"before (?:income )?tax|pre-tax"),
    _pair(r"assets", r"liabilities"),
    _pair(r"births", r"deaths"),
    _pair(r"arrivals?", r"departures?"),
    _pair(r"public[ -]sector", r"private[ -]sector"),
    _pair(r"direct(?:ly)? (?:jobs?|employ\w*|spend\w*|costs?|impacts?|benefits?|emissions?)", r"indirect(?:ly)?"),
    _pair(r"in-?patients?", r"out-?patients?"),
    _pair(r"weekdays?|mondays?(?: to |[ –-]+)fri(?:days?)?", r"weekends?|saturdays?|sundays?"),
    _pair(r"daytime|by day|during the day", r"night(?:s|time|-time)?|overnight"),
    _pair(r"indoors?", r"outdoors?"),
    _pair(rf"urban{_NO_NAME}", rf"rural{_NO_NAME}"),
    _pair(r"gross\b(?! ton)", r"net\b(?! zero)"),
    _pair(r"full[ -]time", r"part[ -]time"),
    _pair(rf"primary {_SCHOOL}|primaries", rf"secondary {_SCHOOL}|secondaries"),
    _pair(r"(?<!not )(?<!n['’]t )planned", r"unplanned"),
    _pair(r"domestic\b(?! (?:abuse|violence|waste|product))", rf"international{_NO_NAME}|overseas"),
    _pair(r"inbound", r"outbound"),
    _pair(r"northbound", r"southbound"),
    _pair(r"eastbound", r"westbound"),
    _pair(r"upstream", r"downstream"),
    _pair(r"onshore", r"offshore"),
    _pair(r"temporary", r"permanent"),
    _pair(r"voluntary", r"compulsory"),
    _pair(r"undergraduates?", r"postgraduates?"),
)
"""Kinds of a thing of which each has its own figure."""
_JOINT = re.compile(r"[,;](?!\d)|\b(?:and|but|while|whereas)\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:more|less|fewer|higher|lower)\b(?! than \d)", re.IGNORECASE)
"""Sets one kind beside the other: "men are paid 12% more" tells of women."""
_AVERAGE = re.compile(r"\baverage\b", re.IGNORECASE)
_MEAN = re.compile(r"\bmean\b", re.IGNORECASE)
"""Official averages, of pay or waits, are mostly medians; a mean is none."""
_LEAVES_OUT = re.compile(r"\b(?:only|all but|except|excluding|other than|not|never)\b", re.IGNORECASE)
"""Tells of one kind by the other: "it opens on weekdays only"."""


def says_opposite(question: Question, entry: Scored) -> bool:
    """Whether a unit says the opposite of what is asked for, and not what is asked for."""
    text = entry.unit.text
    return any(other.search(text) and not asked.search(text) for asked, other in _asked(question, *_TURNS, *_KINDS))


def is_of_opposite_kind(question: Question, entry: Scored) -> bool:
    """Whether a sentence gives a figure of the opposite kind, and its passage has no word of the one asked for.

    "It opens at 9am from Monday to Friday and at 10am on Saturdays" gives 9am for no Saturday.
    """
    unit, passage = entry.unit, entry.unit.candidate.passage
    has_figure = re.search(r"\d", entry.exact_words) and unit.kind is not BlockKind.table_row
    if not has_figure or question.type is AnswerType.yes_no or _LEAVES_OUT.search(unit.text):
        return False
    around = f"{passage.context} {passage.text}"
    if _COMPARES.search(unit.text) or (_AVERAGE.search(question.text) and not _MEAN.search(question.text)):
        return False
    said = clause_of_exact(entry, _JOINT)
    return any(other.search(said) and not asked.search(around) for asked, other in _asked(question, *_KINDS))


def _asked(question: Question, *pairs: Pair) -> Iterator[Pair]:
    """Yield the pairs of which a question has one side, that one first."""
    for pair in pairs:
        for asked, other in (pair, pair[::-1]):
            if asked.search(question.text) and not other.search(question.text):
                yield asked, other
