"""Which of the ranked units stand in an answer beside the best one, and how many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.answer_types import AnswerType
from assistant.answering.beside import stands_beside
from assistant.answering.guards.around import with_headings
from assistant.answering.kinds import fits_alone
from assistant.answering.leading import leading, names_row
from assistant.answering.question import YEAR, Question, names_period
from assistant.answering.scored import Scored
from assistant.answering.tables.totals import is_of_all
from assistant.corpus.document import same_table
from assistant.english.numbers import NUMBER_WORD
from assistant.indexing.lexical import content_terms, stem

CONSIDERED = 20
"""Ranked units looked at for further statements."""
MAX_STATEMENTS = 3
MAX_OF_SEVERAL = 4
"""Statements where several things are asked for."""
MAX_WORDS = 80
"""Words of an answer that asks for one thing: a further statement that goes beyond it is left out."""
CLOSE = 2.5
"""Log-odds behind the best unit within which another is shown too: with one unit 56 % of the open known facts' answers
are shown, with two 71 %, with three 78 %."""
_ABOUT = 0.5
"""Share of the question's words that the best unit has, which one of another document must have; set by hand."""
_LONG_PASSAGE = 40
"""Words from which a passage is more than a sentence or two."""
_NEARLY_ALL = 0.8
"""Share of a passage's words that an answer to one thing does not say; both set by hand."""
_CONFLICTS = ("year_conflicts", "row_conflicts", "place_conflicts", "counts_other")
"""Another year, row, place or counted thing than the one asked for, where the best unit has the right one."""
_WHICH = re.compile(r"\b(?:which|who)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ASKS_WHEN = re.compile(r"^(?:and |so |but )?(?:when|(?:at |by )?what time|(?:on )?what date)\b", re.IGNORECASE)
_LENGTH = re.compile(
    rf"\W*(?:(?:about|around|over|nearly|almost|some|up to) )?(?:\d+(?:\.\d+)?|{NUMBER_WORD})[ -]"
    r"(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?)\W*",
    re.IGNORECASE,
)
"""How long something takes, which says not when it is."""
_TIME = re.compile(r"\bhow many (?P<unit>years?|months?|weeks?|days?|hours?|minutes?)\b", re.IGNORECASE)
"""What a number must count that answers how long something takes."""
_OTHER_SIDE = 4.0
"""Log-odds behind the best unit within which another may give a missing side of a comparison; set by hand."""


def select(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the units of the answer, best first.

    The best unit always stands, behind the one that answers in the form that is asked for, where there is one
    (`leading`). Others join it where they

    * name what the question asks about and the chosen ones leave out (the other city, the other year);
    * are likely enough and say something else (often another document's figure).

    Of a table whose row the question names, no other row joins unless several things are asked for; nor does what
    is not of the asked kind.

    Args:
        ranked: units by the ranker's score, not empty.
    """
    several = question.several or question.wants_list
    limit = MAX_OF_SEVERAL if several else MAX_STATEMENTS
    lead = leading(question, ranked[:CONSIDERED], near=CLOSE)
    chosen = [lead]
    words = _words(lead)
    for entry in ranked[:CONSIDERED]:
        if len(chosen) >= limit:
            break
        if entry is lead or not stands_beside(question, entry, lead):
            continue
        fits = several or (words + _words(entry) <= MAX_WORDS and not _fills_passage(entry, chosen))
        if fits and not _repeats(question, entry, chosen) and _joins(question, entry, chosen):
            chosen.append(entry)
            words += _words(entry)
    return chosen


def near_best(ranked: Sequence[Scored]) -> list[Scored]:
    """Return the units that are about as likely as the best one, as many as an answer may have."""
    return [entry for entry in ranked[:MAX_STATEMENTS] if ranked[0].score - entry.score <= CLOSE]


def _words(entry: Scored) -> int:
    return len(entry.unit.text.split())


def _fills_passage(entry: Scored, chosen: Sequence[Scored]) -> bool:
    """Whether a unit and the chosen ones are nearly all of its passage: then it is shown, not answered from."""
    passage = entry.unit.candidate.passage
    said = sum(_words(one) for one in (*chosen, entry) if one.unit.candidate.passage.id == passage.id)
    whole = len(passage.text.split())
    return whole >= _LONG_PASSAGE and said > _NEARLY_ALL * whole


def _joins(question: Question, entry: Scored, chosen: Sequence[Scored]) -> bool:
    if any(entry.features[name] > chosen[0].features[name] for name in _CONFLICTS):
        return False
    if _misnamed(question, entry, chosen[0]) or not _of_asked_kind(question, entry, chosen[0]):
        return False
    if not _tells_of_asked_time(question, entry, chosen[0]) or not _is_about_as_much(question, entry, chosen[0]):
        return False
    behind = chosen[0].score - entry.score
    if behind <= CLOSE:
        return True
    return question.several and behind <= _OTHER_SIDE and bool(_left_out(question, chosen) & _named(entry))


def _misnamed(question: Question, entry: Scored, best: Scored) -> bool:
    """Whether a unit is another row of the best one's table and cannot be meant.

    The question names the best one and not it, or asks which of the rows and it is of them all.
    """
    mine, its = best.unit.block, entry.unit.block
    if question.several or question.wants_list or mine is None or its is None or not same_table(mine, its):
        return False
    if best.unit.candidate.passage.document != entry.unit.candidate.passage.document:
        return False
    if names_row(question, best) > names_row(question, entry):
        return True
    return bool(_WHICH.search(question.text)) and is_of_all(its) and not is_of_all(mine)


def _tells_of_asked_time(question: Question, entry: Scored, best: Scored) -> bool:
    """Whether a unit names one of the years that are asked of, if the best one does; a reason need not.

    Beside the count of 2021 the total of all years would be taken for another count of 2021.
    """
    if question.several or question.type is AnswerType.reason:
        return True
    mine, its = (any(names_period(with_headings(one), asked) for asked in question.periods) for one in (entry, best))
    return mine or not its


def _is_about_as_much(question: Question, entry: Scored, best: Scored) -> bool:
    """Whether a unit of another document is about what is asked, as far as the best one is.

    What hospital patients complain about does not stand beside why farmers leave.
    """
    if question.several or entry.unit.candidate.passage.document == best.unit.candidate.passage.document:
        return True
    mine, its = (set(question.terms).difference(question.missing(question.terms, _said(one))) for one in (entry, best))
    return question.names & its <= mine and len(mine & its) >= _ABOUT * len(its)


def _said(entry: Scored) -> frozenset[str]:
    """Return the terms of a unit, its headings, its table and its document's title."""
    return frozenset(content_terms(f"{with_headings(entry)} ; {entry.unit.candidate.passage.context}"))


def _of_asked_kind(question: Question, entry: Scored, best: Scored) -> bool:
    """Whether a unit's exact answer is of the asked kind, as far as the best one's is; a unit without one may be."""
    if question.several or entry.exact is None or not _fits_kind(question, best):
        return True
    return _fits_kind(question, entry)


def _fits_kind(question: Question, entry: Scored) -> bool:
    """Whether an exact answer is of the asked kind by its words, or by those of its column and its table's caption."""
    if entry.exact is None:
        return False
    words = entry.exact_words
    asked = _TIME.search(question.text)
    if asked and stem(asked["unit"].lower()) not in entry.unit.terms:
        return False
    if _ASKS_WHEN.search(question.text) and _LENGTH.fullmatch(words):
        return False
    block = entry.unit.block
    if block and block.cells and question.type not in (AnswerType.who, AnswerType.place):
        column = block.column_at(entry.exact[0]) or ""
        words = f"{words} {column} {block.table}"
    return fits_alone(question.type, words)


def _left_out(question: Question, chosen: Sequence[Scored]) -> frozenset[str]:
    """Return the names and years of the question that no chosen unit holds."""
    said = frozenset().union(*(_named(entry) for entry in chosen))
    return (question.names | question.years) - said


def _named(entry: Scored) -> frozenset[str]:
    return entry.unit.terms | frozenset(YEAR.findall(entry.unit.text))


def _repeats(question: Question, entry: Scored, chosen: Sequence[Scored]) -> bool:
    """Whether a unit says again what a chosen one says: the same exact answer, or nearly the same words and figures.

    The same answer for the other of two things is no repetition, nor are the words of last year with its own figure.
    """
    is_other_side = question.several and bool(_left_out(question, chosen) & _named(entry))
    for other in chosen:
        if entry.exact_text and entry.exact_text == other.exact_text and not is_other_side:
            return True
        union = entry.unit.terms | other.unit.terms
        is_alike = union and len(entry.unit.terms & other.unit.terms) / len(union) > 0.8
        if is_alike and _DIGITS.findall(entry.unit.text) == _DIGITS.findall(other.unit.text):
            return True
    return False
