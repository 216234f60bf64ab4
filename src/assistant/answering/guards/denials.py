"""Statements that say the evidence does not give something: "No source named the winners".

Where such a statement is what the evidence has about a question, the question is not answered: the statement is
the reason, and leads the closest evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.kinds import fits_alone
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.indexing.lexical import analyse, content_terms

_TOLD = (
    r"(?:published|recorded|reported|stated|disclosed|named|specified|broken down|split out|known(?! (?:for|as|to)\b))"
)
"""What is done to information alone."""
_OFFERED = r"(?:available|given|provided|released|listed|collected|found)"
"""What is done to services and things as well: "classes are not available at 12 libraries"."""
_GIVEN = rf"(?:{_TOLD}|{_OFFERED})"
_GIVES = (
    r"(?:gives?|gave|says?|said|names?|named|states?|stated|lists?|listed|records?|recorded|reports?|reported"
    r"|publish(?:es|ed)?|specif(?:y|ies|ied)|provides?|provided|mentions?|mentioned|discloses?|disclosed"
    r"|breaks? down|broke down|sets? out|shows?|showed|covers?|covered|includes?|included|exists?)"
)
_SOURCE = (
    r"(?:sources?|digests?|reports?|pages?|papers?|documents?|texts?|data|tables?|figures?|statistics|stud(?:y|ies)"
    r"|notes?|releases?|surveys?|articles?|breakdowns?|estimates?|strateg(?:y|ies)|plans?|accounts?|minutes)"
)
_INFORMATION = (
    rf"(?:{_SOURCE}|information|numbers?|names?|dates?|costs?|prices?|rents?|budgets?|values?|amounts?|sums?|fees?"
    r"|rates?|totals?|details?|results?|splits?|shares?|reasons?|winners?)"
)
"""What is not given, where what is asked for is not: a service that is not given is a fact."""
_NOT = (
    r"(?:(?:is|are|was|were|has been|have been|had been) not (?:yet |separately |publicly )?"
    r"|(?:has|have|had) not (?:yet )?been )"
)
_AS_ACT = (
    r"(?! (?:properly|correctly|accurately|consistently|promptly|fully|on time|to the|by (?:\d|the (?:end|deadline))"
    r"|in the (?:ledger|books?|register|log|accounts?|system))\b)"
)
"""Behind "not recorded" it makes that a fault of somebody's, not of the evidence."""
_DENIAL = re.compile(
    rf"\b(?:no|none of the|neither) (?:[\w’'-]+ ){{0,3}}?{_SOURCE}\b(?: [^\s;]+){{0,8}}? (?:{_GIVES}|{_GIVEN})\b"
    rf"|\b{_SOURCE}\b(?: [^\s;]+){{0,8}}? (?:does|do|did) not (?:\w+ )?{_GIVES}\b"
    rf"|\b(?<!\bthat )(?<!\bwhich )(?<!\bwho ){_NOT}{_TOLD}\b{_AS_ACT}"
    rf"|\b{_SOURCE}\b(?: [^\s;]+){{0,6}}? (?:contains?|gives?|gave|has|have|holds?|includes?|offers?) no"
    rf" (?:[^\s;.,]+,? ){{0,8}}?(?:{_SOURCE}|numbers?|breakdowns?|information|details?|splits?)\b"
    rf"|\b{_INFORMATION}\b(?: (?!shows?\b|says?\b|that\b)[^\s;]+){{0,8}}? {_NOT}{_OFFERED}\b"
    r"|\bno (?!(?:more|fewer|less|later) than\b)(?:[\w’'-]+ ){1,5}?(?:has|have|had) (?:(?:as )?yet |so far )?been"
    r" (?:agreed|set|decided|confirmed|settled|allocated|approved|fixed|determined|measured)\b"
    r"|\b(?:did|do|does|has|have|had) not (?:yet )?(?:measured?|estimated?|monitor(?:ed)?|tracked|assess(?:ed)?)\b"
    r"|\b(?:undisclosed|unpublished|not yet known)\b",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(r"\bnot (?:\w+ )?(?:include|cover)$", re.IGNORECASE)
_REASON = r"(?:reasons?|why|causes?|motives?|explanations?)"
_BEHIND_BECAUSE = re.compile(
    rf"^(?:(?!\b{_REASON}\b).)*\w,? (?:because\b|(?:since|as(?! (?:of|to|for|yet|well|shown|\w+ed)\b)|after)\b(?!.*,))",
    re.IGNORECASE,
)
"""Stands behind a joint of a reason, in a clause whose own subject is no reason."""
_TELLS_OF_REASON = re.compile(rf"\b{_REASON}\b", re.IGNORECASE)
_OF_IT = re.compile(r"\b(?:it|its|them|their|this|these)\b", re.IGNORECASE)
_AS_MUCH = 0.9
"""Share of the question's words in a likely statement that a denial must hold at least; set by hand."""
_CLAUSE = re.compile(r"[;:]\s|,\s(?:but|and|so|although|while|whereas)\s|\.\s")
_ASKS_WHAT_IS_GIVEN = re.compile(
    rf"\b(?:{_GIVES}|{_GIVEN}|missing|omit(?:s|ted)?|leaves? out|left out|outside|exclud(?:es|ed)"
    r"|un(?:report|record)ed)\b",
    re.IGNORECASE,
)
_OF_INFORMATION = re.compile(rf"\b{_INFORMATION}\b", re.IGNORECASE)


def find_denial(question: Question, likely: Sequence[Scored]) -> Scored | None:
    """Return the statement that says that what is asked is not given; None where there is none.

    It must say about as much of the question's words as any other likely statement does: a denial of something else
    beside the answer takes nothing from it. A question about what the evidence gives ("Does the report name ...?") is
    answered by such a statement.

    Args:
        likely: the statements that are likeliest to answer, best first; not empty.
    """
    if question.type is AnswerType.yes_no or _ASKS_WHAT_IS_GIVEN.search(question.text):
        return None
    enough = _AS_MUCH * max(entry.features["unit_cover"] for entry in likely)
    about = (entry for entry in likely if entry.features["unit_cover"] >= enough)
    return next((entry for entry in about if _denies(question, entry)), None)


def _denies(question: Question, entry: Scored) -> bool:
    """Whether the part of a statement that is about the question denies; no row of a table is a denial."""
    if entry.unit.block is not None and entry.unit.block.cells:
        return False
    clauses = _clauses(entry.unit.text)
    about = max(clauses, key=lambda clause: _shared(question, clause))
    denial = _DENIAL.search(about)
    if denial is None or _is_reason_itself(question, entry, about[: denial.start()], denial):
        return False
    if _counts_what_is_not(question, entry, about[: denial.end()]):
        return False
    return not _is_note_on_figure(question, entry, about, denial)


def _counts_what_is_not(question: Question, entry: Scored, said: str) -> bool:
    """Whether the exact answer counts those of whom a clause denies something: "40% of crimes are not reported".

    Where information is what is denied, the figure is of something else: "the cost of the 40 homes was not reported".
    """
    if question.type not in FIGURES or entry.exact_within is None or _OF_INFORMATION.search(said):
        return False
    behind = content_terms(entry.unit.text[entry.exact_within[1] :])[:2]
    return fits_alone(question.type, entry.exact_words) and any(term in question.terms for term in behind)


def _clauses(text: str) -> list[str]:
    """Return a statement's clauses, one that speaks of "it" with the one before: "a scheme; no sum for it is set"."""
    said = [clause for clause in _CLAUSE.split(text) if clause]
    return [f"{said[at - 1]} {clause}" if at and _OF_IT.search(clause) else clause for at, clause in enumerate(said)]


def _is_note_on_figure(question: Question, entry: Scored, clause: str, denial: re.Match[str]) -> bool:
    """Whether a denial only says what the figure that is asked for leaves out, which stands in front of it.

    What is left out may be what is asked: the clause must have as many of the question's words in front as behind.
    """
    if not _LEAVES_OUT.search(denial[0]) or question.type not in FIGURES or entry.exact is None:
        return False
    words, front = entry.exact_words, clause[: denial.end()]
    is_figure = words in front and fits_alone(question.type, words) and not entry.features["counts_other"]
    return is_figure and _shared(question, front) >= _shared(question, clause[denial.end() :])


def _is_reason_itself(question: Question, entry: Scored, front: str, denial: re.Match[str]) -> bool:
    """Whether what was not told is the very reason that is asked for: "the case fell as a letter was not disclosed".

    A reason that was not told is none, whatever stands beside it: "the cause of the fire was not recorded".
    """
    if question.type is not AnswerType.reason:
        return False
    is_in_answer = denial[0] in entry.exact_words and not _TELLS_OF_REASON.search(front)
    return is_in_answer or bool(_BEHIND_BECAUSE.search(front))


def _shared(question: Question, text: str) -> int:
    """Count the question's words that a text holds."""
    return len(frozenset(question.terms) & frozenset(analyse(text)))
