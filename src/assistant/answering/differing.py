"""Statements that give different values for one thing: which do, and in which order they stand.

Two statements differ if they give two figures for what is asked, told apart by the rules of `assistant.conflicts`, two
holders of the role that is asked for, or two dates of what it is asked when it is. The newest stands first, by the date
that it names, else its document's; of two dates, what the newer document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cmp_to_key, partial

from assistant.answering.answer_types import AnswerType
from assistant.answering.guards.plans import PLANS, tells_plan
from assistant.answering.holders import PERSON, Role, asked_role, holder
from assistant.answering.kinds import fits_alone
from assistant.answering.periods import Moment, dates_in, moment_of, published
from assistant.answering.question import YEAR, Question
from assistant.answering.quotes import Quote
from assistant.answering.sources import asked_source, is_called
from assistant.conflicts.claims import Claim, claims_at, is_contested
from assistant.conflicts.counting import counted_in
from assistant.conflicts.pairs import of_one_measure, of_one_size
from assistant.conflicts.quantities import agree
from assistant.conflicts.told import SOURCE_COLUMN
from assistant.conflicts.wording import names_in, terms_of
from assistant.corpus.document import Block, same_table
from assistant.english.dates import YEAR_DIGITS
from assistant.indexing.lexical import analyse

_PAST = re.compile(
    r"\b(?:was|were|did|had|used to|previous(?:ly)?|former(?:ly)?|originally|ago|last year|at first"
    rf"|will|would|could|should|by {YEAR_DIGITS})\b",
    re.IGNORECASE,
)
_ASKS_WHEN = re.compile(r"^(?:and |so |but )?(?:when|on what date|what date)\b", re.IGNORECASE)
_ASKS_PRICE = re.compile(r"\b(?:costs?|price|worth)\b", re.IGNORECASE)
_ASKS_STATE = re.compile(r"\b(?:what(?:['’]s| is| are)|how (?:much|many|large|big))\b", re.IGNORECASE)
_NO_FIGURE = frozenset(
    {AnswerType.who, AnswerType.date, AnswerType.place, AnswerType.rank, AnswerType.reason, AnswerType.yes_no}
)
_DATED_COLUMN = re.compile(r"\b(?:date|year|period|edition|as of|when)\b", re.IGNORECASE)

_NEAR = 0.5
"""Weight of a claim's term from which it says what is measured: set by hand, as `conflicts.find` has it."""


_HEADED = 0.4
"""The same for a cell of a table: what a table gives stands in the heading above it, and that is its weight."""
_MOST = 0.5
"""Share of the question's words, of those that a quote holds, beside both of two figures that nobody vouches for."""
_GENITIVE = re.compile(r"['’]s?$")
_POST_NOMINALS = frozenset("OBE CBE MBE KBE DBE KCB CB BEM QC KC MP FRS FRCS FRCP JP DL PhD".split())
"""Letters of honours, offices and degrees behind a person's name."""
_PRICE_TERMS = frozenset(analyse("cost price worth"))


def newest_first(question: Question, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return an answer's quotes: the first and those that give another value for its thing, newest first, then others.

    Of the values of a year that the question names, that year's stand first; before all what the source says that it
    asks after.
    """
    asked = asked_source(question.text)
    told = [quote for quote in quotes if is_called(asked, quote.document.source)]
    if told and len(told) < len(quotes):
        return (*newest_first(question, told), *(quote for quote in quotes if quote not in told))
    alike = differing(question, quotes)
    ordered = sorted(alike, key=cmp_to_key(partial(_by_age, question)))
    return (*ordered, *(quote for quote in quotes if quote not in alike))


def differing(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the first of an answer's quotes with those that give another value for its thing; none where none does."""
    if question.wants_list or len(question.years) > 1 or len(quotes) < 2:
        return []
    first, *rest = quotes
    others = [quote for quote in rest if _differ(question, first, quote)]
    return [first, *others] if others else []


def newer_value(question: Question, best: Quote, others: Iterable[Quote]) -> Quote | None:
    """Return the newest of the other quotes that gives another value than the best one, and is surely newer.

    Only where the question asks how things are now: "who is", "how many are there", no year; or when something is,
    which may have been put off. Of a year that is asked for, another document's value is returned. The other must hold
    every word of the question that the best one holds, for the reader does not vouch for it. Where a source is asked
    after and the best quote is of another one, the likeliest of that source's is returned.
    """
    source = asked_source(question.text)
    if source:
        return None if is_called(source, best.document.source) else _told_by(source, question, others)
    if len(question.years) == 1 and not question.wants_list:
        return next((other for other in others if _of_the_year(question, best, other)), None)
    role = asked_role(question.text)
    asks_when, asks_price = _asks_when(question), _ASKS_PRICE.search(question.text)
    asks_now = (role or _ASKS_STATE.search(question.text)) and not _PAST.search(question.text)
    if not (asks_when or asks_price or asks_now) or question.years or question.ordinals or question.wants_list:
        return None
    found, when = None, _moment(best, of_document=asks_when)
    for other in others:
        moment = _moment(other, of_document=asks_when)
        is_newer = when.year and moment.after(when) and _says_as_much(question, other, best)
        if is_newer and _differ(question, best, other) and (asks_when or not _is_plan(question, other)):
            found, when = other, moment
    if found and role:
        return replace(found, exact=_holder(question, role, found))
    return found


def _told_by(source: frozenset[str], question: Question, others: Iterable[Quote]) -> Quote | None:
    """Return the first quote of a source whose exact answer is of the type that is asked for, about what is named."""
    names = set(question.names) - source
    for other in others:
        of_source = is_called(source, other.document.source) and not set(question.missing(names, _around(other)))
        if of_source and other.exact and fits_alone(question.type, other.exact_words):
            return other
    return None


def _of_the_year(question: Question, best: Quote, other: Quote) -> bool:
    """Whether another document gives another value of the year that is asked for, of all that the best quote is of."""
    years = {*question.years, *(str(last) for _, last in question.periods)}
    if best.document.id == other.document.id or not {str(_moment(one).year) for one in (best, other)} <= years:
        return False
    asked = set(question.terms) - question.names
    held = [asked - set(question.missing(asked, _around(quote) | _paragraph(quote))) for quote in (best, other)]
    if not held[0] <= held[1] or not _differ(question, best, other):
        return False
    mine, its = _claim(best), _claim(other)
    shared = _near(mine) & _near(its) & held[0] if mine and its else set()
    return len(shared) > _MOST * len({term for term in held[0] if not term[0].isdigit()})


def _asks_when(question: Question) -> bool:
    return question.type is AnswerType.date and bool(_ASKS_WHEN.search(question.text))


def _says_as_much(question: Question, other: Quote, best: Quote) -> bool:
    missing = set(question.missing(question.terms, _own(other)))
    if question.type is AnswerType.amount and _is_priced(question, other):
        missing -= _PRICE_TERMS
    return missing <= set(question.missing(question.terms, _own(best)))


def _by_age(question: Question, one: Quote, other: Quote) -> int:
    """Compare two quotes for sorting: below 0 if the first is newer, or of the year asked for; 0 if neither is.

    What is planned comes behind what is, however new, unless plans are asked for.
    """
    when = _asks_when(question)
    planned = [not when and _is_plan(question, quote) for quote in (one, other)]
    if planned[0] != planned[1]:
        return planned[0] - planned[1]
    first, second = _moment(one, of_document=when), _moment(other, of_document=when)
    asked = [str(moment.year) in question.years and not when for moment in (first, second)]
    if asked[0] != asked[1]:
        return asked[1] - asked[0]
    dates = published(one.document.source.date), published(other.document.source.date)
    for newer, older in ((first, second), dates):
        if newer.after(older) or older.after(newer):
            return -1 if newer.after(older) else 1
    return 0


def _is_plan(question: Question, quote: Quote) -> bool:
    """Whether a quote only says what is planned, and the question asks for no plan."""
    return not PLANS.search(question.text) and tells_plan(quote.document.text[quote.start : quote.end])


def _moment(quote: Quote, *, of_document: bool = False) -> Moment:
    if of_document:
        return published(quote.document.source.date)
    return moment_of(quote.document, quote.start, quote.end, quote.exact)


def _differ(question: Question, one: Quote, other: Quote) -> bool:
    """Whether two quotes give different values for what the question asks."""
    missing = [set(question.missing(question.names, _around(quote))) for quote in (one, other)]
    if not missing[1] <= missing[0]:
        return False
    role = asked_role(question.text)
    if role:
        first, second = _holder(question, role, one) or _person(one), _holder(question, role, other)
        return first is not None and second is not None and _surname(one, first) != _surname(other, second)
    if _asks_when(question):
        return _says_as_much(question, other, one) and _give_two_dates(one, other)
    if question.type in _NO_FIGURE:
        return False
    mine, its = _claim(one), _claim(other)
    if mine is None or its is None or mine.quantity.unit != its.quantity.unit or agree(mine.quantity, its.quantity):
        return False
    if not of_one_measure(mine, its) or not of_one_size(mine.quantity, its.quantity):
        return False
    priced = question.type is AnswerType.amount and all(_is_priced(question, quote) for quote in (one, other))
    return (priced or _measures_what_is_asked(question, mine, its)) and _may_be_compared(one, other)


def _give_two_dates(one: Quote, other: Quote) -> bool:
    """Whether the exact answers of two quotes of two documents are each one date, and not the same."""
    dates = [dates_in(quote.exact_words) for quote in (one, other)]
    if one.document.id == other.document.id or any(len(found) != 1 for found in dates):
        return False
    mine, its = dates[0][0], dates[1][0]
    return mine.after(its) or its.after(mine)


def _is_priced(question: Question, quote: Quote) -> bool:
    """Whether a quote says what something asked for costs, in so many words or by its price: "the £94m Kiln Park"."""
    if not _ASKS_PRICE.search(question.text) or quote.exact is None:
        return False
    if _PRICE_TERMS & _own(quote):
        return True
    behind = analyse(quote.document.text[quote.exact[1] : quote.end])
    return any(phrase and phrase == frozenset(behind[: len(phrase)]) for phrase in question.phrases)


def _measures_what_is_asked(question: Question, one: Claim, other: Claim) -> bool:
    """Whether both figures count what the question counts, or stand near a word of it that is no name."""
    if one.quantity.counted and one.quantity.counted == other.quantity.counted == counted_in(question.text):
        return True
    asked = set(terms_of(question.text)) - names_in(question.text[:1].lower() + question.text[1:])
    return bool(asked & _near(one) & _near(other))


def _near(claim: Claim) -> set[str]:
    """Return the terms that say what a claim measures."""
    least = _HEADED if claim.column else _NEAR
    return {term for term, weight in claim.weights.items() if weight >= least}


def _claim(quote: Quote) -> Claim | None:
    """Return the one figure in a quote's exact answer with what it measures; None for none or several."""
    if quote.exact is None:
        return None
    first, last = quote.exact
    inside = [
        claim
        for claim in claims_at(quote.document, quote.start, quote.end)
        if claim.at + claim.quantity.start < last and first < claim.at + claim.quantity.end
    ]
    return inside[0] if len(inside) == 1 else None


def _may_be_compared(one: Quote, other: Quote) -> bool:
    """Whether two quotes may be values of one thing, by where they stand.

    Rows that set several versions side by side say themselves that these differ. Two rows of one table are of one thing
    only if they are told apart by their source or date.
    """
    first, second = one.block, other.block
    if any(row and row.cells and not _is_dated(row) and is_contested(row) for row in (first, second)):
        return False
    if one.document.id != other.document.id or not first or not second or not same_table(first, second):
        return True
    return _is_dated(first) and _is_dated(second) and _column(first, one) == _column(second, other)


def _is_dated(row: Block) -> bool:
    column = row.cells[0].column
    return bool(SOURCE_COLUMN.search(column) or _DATED_COLUMN.search(column) or YEAR.search(row.row or ""))


def _column(row: Block, quote: Quote) -> str | None:
    return row.column_at(quote.exact[0]) if quote.exact else None


def _own(quote: Quote) -> frozenset[str]:
    return frozenset(analyse(quote.document.text[quote.start : quote.end]))


def _paragraph(quote: Quote) -> frozenset[str]:
    block = quote.block
    return frozenset(analyse(quote.document.text[block.start : block.end])) if block else frozenset()


def _around(quote: Quote) -> frozenset[str]:
    """Return the terms of a quote, of its heading and table, and of its document's title and places."""
    source, block = quote.document.source, quote.block
    headings = (*block.headings, block.table or "") if block else ()
    return _own(quote) | frozenset(analyse(" ".join((source.title, *source.geography, *headings))))


def _holder(question: Question, role: Role, quote: Quote) -> tuple[int, int] | None:
    """Return where the person stands whom a quote names as the holder of the role."""
    found = holder(role, quote.document.text[quote.start : quote.end], frozenset(question.terms))
    return (quote.start + found[0], quote.start + found[1]) if found else None


def _person(quote: Quote) -> tuple[int, int] | None:
    """Return a quote's exact answer if it is the name of a person."""
    return quote.exact if PERSON.fullmatch(quote.exact_words) else None


def _surname(quote: Quote, span: tuple[int, int]) -> str:
    """Return the last word of a person's name, without what stands behind it: "Ann Moss OBE", "Ann Moss's"."""
    words = [_GENITIVE.sub("", word) for word in quote.document.text[slice(*span)].split()]
    while len(words) > 1 and words[-1] in _POST_NOMINALS:
        words.pop()
    return words[-1].lower()
