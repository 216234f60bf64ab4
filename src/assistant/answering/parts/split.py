"""Questions that ask several things at once: taken apart, each part answered for itself, the answers put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answering.explained import values_asked
from assistant.answering.kinds import fits_alone
from assistant.answering.parts.calculation import asks_difference, difference
from assistant.answering.parts.sides import compared, side_missing, sides_in_turn, sides_of
from assistant.answering.parts.subjects import (
    ASKING,
    AUXILIARY,
    asked_again,
    named,
    places_and_years,
    with_subject,
    without_preamble,
)
from assistant.answering.parts.years_apart import are_years, difference_of_years, sides_of_years
from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote, Reply, merged, overlap
from assistant.corpus.document import Block, same_table
from assistant.english.places import named_places
from assistant.indexing.lexical import content_terms

MAX_PARTS = 4
"""Parts of a question that are answered; what is asked beyond them is left to the last one."""
MAX_QUOTES = 4
"""Statements of an answer to several parts; each part has its share of them, and at least one."""

_JOINT = re.compile(
    rf"\?+\s+(?:and )?(?=(?:{ASKING}|{AUXILIARY}))|[,;]?\s+and (?={ASKING})|;\s+(?={ASKING})", re.IGNORECASE
)
_JOINT_OF_MORE = re.compile(rf",\s+(?={ASKING})", re.IGNORECASE)
_TWO_ASKING = re.compile(
    r"^(?P<one>when|where|why|how|who) and (?P<other>when|where|why|how|who|by whom) (?P<rest>.+)$", re.IGNORECASE
)
_SINGLE = r"[A-Z][\w&'’@-]*(?:(?: of| for|) [A-Z][\w&'’@-]*)*"
_EACH = re.compile(
    rf"(?P<one>{_SINGLE}),? and (?:the |in |at |of |for |from )*(?P<other>{_SINGLE})(?P<rest>[^?]*?),? "
    r"(?:each|respectively)\b"
)
_OF_BOTH = re.compile(
    r"^(?P<before>(?i:what (?:are|were) the (?:[\w-]+ )*[\w-]+s (?:of|behind|for|at|in|from) "
    rf"|(?:when|where|how \w+) (?:are|were|did|do) )(?:the )?)(?P<one>{_SINGLE}) and (?:the )?(?P<other>{_SINGLE})"
    r"(?P<rest>[^?]*)\?*$"
)
"""Asks the same of two names: "What are the sums behind the Launchpad and the Zone?"."""
_TOGETHER = re.compile(
    r"\b(?:together|joint(?:ly)?|combined|total|altogether|between|both|common|shared?|each other|merged?"
    r"|differ(?:ence)?|compared?|meet|met)\b",
    re.IGNORECASE,
)
"""Says that two names are meant as one."""
_HEADED = re.compile(r"^(?P<head>[^:?]+: )(?P<one>[^,:?]+), and (?P<other>[^,:?]+)\?*$")
_EXTREME = (
    r"(?:most|least|fewest|best|worst|(?:larg|high|bigg|great|long|old|strong|small|low|short|weak|new|young|cheap|fast|slow"
    r"|earli|lat)est)"
)
_EXTREMES = re.compile(
    rf"^(?P<before>(?:which|what|who|where)\b[^?]*?)\b(?P<one>{_EXTREME})\b(?P<rest>[^?]*?),? and "
    rf"(?:(?:which|what|who|where) )?(?:(?:is|are|was|were|has|had) )?(?:the )?(?P<other>{_EXTREME})\b"
    r"(?P<after>[^?]*)\?*$",
    re.IGNORECASE,
)
_COMPLETED = re.compile(r"\?\s*\((?P<names>[^()]*)\)\??$")


class Relation(StrEnum):
    """How the parts of a question hang together."""

    none = "none"
    separate = "separate"
    sides = "sides"


@dataclass(frozen=True)
class Parts:
    """A question taken apart: `questions` can each be understood alone; one for a question that asks one thing.

    Attributes:
        again: how each is asked if it is refused, with or without what the parts before it are about; "" for no more.
        names: of the two sides of a comparison.
        difference: whether it is asked by how much the sides differ.
        all_values: whether it is asked why values differ; `again` is then that question, and `questions` what they are.
    """

    questions: tuple[str, ...]
    relation: Relation = Relation.none
    again: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    difference: bool = False
    all_values: bool = False

    def only(self, places: Sequence[int]) -> Parts:
        """Return the parts at these places alone."""
        questions = tuple(self.questions[at] for at in places)
        again = tuple(self.again[at] for at in places if self.again)
        names = tuple(self.names[at] for at in places if self.names)
        return replace(self, questions=questions, again=again, names=names)


def split_question(text: str, stand_apart: Callable[[str, str], bool] = lambda one, other: False) -> Parts:
    """Take a standalone question apart.

    "What did it cost, who paid, and when does it open?" asks three things. "Did Leeds or Bristol have more?" asks
    one thing of two sides: each side is looked for by a question without the other.

    Args:
        stand_apart: tells whether "X and Y" are the names of two things.
    """
    whole = text
    text, about = without_preamble(text)
    values = values_asked(text)
    if values:
        return Parts((named(values, about),), again=(whole,), all_values=True)
    in_turn = sides_in_turn(text)
    asked = [] if in_turn else _separate(text, stand_apart)
    if len(asked) > 1:
        of_all = places_and_years(about)
        questions = [named(first, of_all if at else about) for at, (first, _) in enumerate(asked)]
        again = [other or (first if about and not at else "") for at, (first, other) in enumerate(asked)]
        return Parts(tuple(questions), Relation.separate, tuple(again))
    sides = in_turn or sides_of_years(text) or sides_of(text)
    if sides:
        return Parts(
            tuple(named(side.question, about) for side in sides),
            Relation.sides,
            names=tuple(side.name for side in sides),
            difference=asks_difference(text),
        )
    return Parts((named(text, about),), again=(whole,) if text != whole else ())


def _separate(text: str, stand_apart: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """Return each thing that is asked for, with how it is asked if it is refused."""
    alike = _of_one_form(text) or _of_two_names(text, stand_apart)
    if alike:
        return [(question, "") for question in alike]
    pieces = _pieces(text)
    asked: list[tuple[str, str]] = []
    for at, piece in enumerate(pieces):
        leaning, other = with_subject(piece, pieces[:at])
        again = asked_again(piece, asked[-1][0]) if asked else ""
        asked.append((again, leaning) if again and again != leaning else (leaning, other))
    return asked


def _of_one_form(text: str) -> list[str]:
    """Return the two questions that share all their words but a few ("When and where was it opened?")."""
    both = _TWO_ASKING.match(text.strip())
    if both:
        return [f"{both['one']} {both['rest']}", f"{both['other']} {both['rest']}"]
    each = _EACH.search(text)
    if each:
        before, after = text[: each.start()], f"{each['rest']}{text[each.end() :]}"
        return [f"{before}{each[side]}{after}" for side in ("one", "other")]
    extremes = _EXTREMES.match(text.strip())
    if extremes:
        before, rest, after = extremes["before"], extremes["rest"], extremes["after"]
        return [f"{before}{extremes['one']}{rest or after}?", f"{before}{extremes['other']}{after or rest}?"]
    headed = _HEADED.match(text.strip())
    if headed:
        return [f"{headed['head']}{headed[side]}?" for side in ("one", "other")]
    return []


def _of_two_names(text: str, stand_apart: Callable[[str, str], bool]) -> list[str]:
    """Return the question of each name where the same is asked of two."""
    both = _OF_BOTH.match(text.strip())
    if both is None or _TOGETHER.search(text) or not stand_apart(both["one"], both["other"]):
        return []
    return [f"{both['before']}{both[side]}{both['rest']}?" for side in ("one", "other")]


def _pieces(text: str) -> list[str]:
    """Return the parts of a question as they are written, the question itself where it is of one."""
    pieces = [piece.strip() for piece in _JOINT.split(text) if piece.strip(" ?.,;")]
    if len(pieces) > 1:
        pieces = [part.strip() for piece in pieces for part in _JOINT_OF_MORE.split(piece) if part.strip(" ?.,;")]
    merged: list[str] = []
    for piece in pieces:
        # words in front that ask nothing ("Two things about Nexus:") belong to what follows
        if merged and (not content_terms(merged[-1]) or len(merged) == MAX_PARTS):
            merged[-1] = f"{merged[-1]} {piece}"
        else:
            merged.append(piece)
    if len(merged) < 2 or not all(content_terms(piece) for piece in merged):
        return [text]
    return merged


def keeps_place(refused: str, other: str, reply: Reply, replies: Sequence[Reply]) -> bool:
    """Whether a reply to a part asked otherwise may stand for the refused one.

    Where a place was left out, only words of a document that answers another part do: else they may be of any place.
    """
    if named_places(refused) <= named_places(other):
        return True
    documents = {one.quotes[0].document.id for one in replies if one.sufficient and one.quotes}
    return bool(reply.quotes) and reply.quotes[0].document.id in documents


def as_asked(question: str) -> str:
    """Return a part in the words of the question, without what it was completed with."""
    return _COMPLETED.sub("?", question)


def without_places(question: str) -> str:
    """Return a part without the places that it was completed with; its other names stay behind it."""
    completed = _COMPLETED.search(question)
    names = completed["names"].split(", ") if completed else []
    return named(as_asked(question), [name for name in names if not named_places(name)])


def join_replies(parts: Parts, replies: Sequence[Reply]) -> tuple[Reply, tuple[str, ...]]:
    """Put the replies to the parts together, in the order asked; return also the parts that are left open.

    Separate parts are each answered or not; the confidence is that of the least certain answered part. Of two sides,
    the surer one decides, and the other is left open only if nothing that is shown speaks of it: often one sentence
    gives both.
    """
    if len(replies) == 1:
        return replies[0], _unexplained(parts, replies[0])
    if parts.names:
        replies = compared(parts.names, replies)
    answered = [reply for reply in replies if reply.sufficient]
    share = max(1, MAX_QUOTES // len(replies))
    quotes: list[Quote] = []
    for question, reply in zip(parts.questions, replies, strict=True):
        shown = reply.quotes[:share]
        if parts.relation is Relation.sides and not reply.sufficient:
            shown = _row_beside(question, reply.best, [quote for one in answered for quote in one.quotes])
        _add(quotes, shown)
    unanswered: tuple[str, ...] = ()
    if answered and parts.relation is Relation.separate:
        unanswered = _left_open(parts, replies, quotes)
    elif answered and parts.names:
        unanswered = tuple(f"the same for {name}" for name in parts.names if side_missing(name, quotes))
    if parts.difference and are_years(parts.names):
        apart = difference_of_years(parts.questions, parts.names, replies)
        quotes = [apart] if apart else quotes
    elif parts.difference and len(replies) == 2:
        quotes = _with_difference(quotes, replies)
    considered = {candidate.ordinal: (candidate, margin) for r in replies for candidate, margin in r.considered}
    decisive = min if answered and parts.relation is Relation.separate else max
    whole = Reply(
        quotes=tuple(quotes),
        confidence=decisive(reply.confidence for reply in (answered or replies)),
        sufficient=bool(answered),
        closest=() if answered else tuple(reply.closest[0] for reply in replies if reply.closest),
        considered=tuple(considered.values()),
    )
    return whole, tuple(as_asked(question) for question in unanswered)


def _unexplained(parts: Parts, reply: Reply) -> tuple[str, ...]:
    """Return the question why values differ if the values were found, and no document says why."""
    if not parts.all_values or not reply.sufficient or any(quote.explains for quote in reply.quotes):
        return ()
    return tuple(as_asked(question) for question in parts.again)


def _add(quotes: list[Quote], shown: Sequence[Quote]) -> None:
    """Add a part's quotes to those of the parts before it; where its first stands there already, they become one."""
    for at, quote in enumerate(shown):
        same = next((index for index, other in enumerate(quotes) if overlap(quote, other)), None)
        if same is None:
            quotes.append(quote)
        elif at == 0:
            quotes[same] = merged(quotes[same], quote)


def _left_open(parts: Parts, replies: Sequence[Reply], quotes: list[Quote]) -> tuple[str, ...]:
    """Return the parts that no quote answers; what answers a refused one in a quote becomes part of its exact answer.

    A refused part is answered if the likeliest words for it stand in a quote and hold an answer of its own, of the type
    that it asks for. One answer of another type that was found for two parts answers one of them.
    """
    types = [analyse_question(question).type for question in parts.questions]
    leads = [reply.quotes[0] if reply.quotes else None for reply in replies]
    taken = [lead for lead in leads if lead]
    unanswered = []
    for question, type_, reply, lead in zip(parts.questions, types, replies, leads, strict=True):
        if lead:
            shared = [
                other for other, kind in zip(leads, types, strict=True) if kind is not type_ and _same(lead, other)
            ]
            if shared and not fits_alone(type_, _exact_words(lead)):
                unanswered.append(question)
            continue
        best = reply.best
        beside = best and best.exact and not any(_same(best, other) for other in taken)
        if best and beside and fits_alone(type_, _exact_words(best)) and any(overlap(best, one) for one in quotes):
            _add(quotes, (best,))
        else:
            unanswered.append(question)
    return tuple(unanswered)


def _same(one: Quote, other: Quote | None) -> bool:
    """Whether two quotes give the same words as their exact answer."""
    if other is None or not one.exact or not other.exact or not overlap(one, other):
        return False
    return one.exact[0] < other.exact[1] and other.exact[0] < one.exact[1]


def _row_beside(question: str, best: Quote | None, shown: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the row that a refused side names, if the other side is answered from a row of the same table."""
    row = best.document.block_at(best.start) if best else None
    if best is None or row is None or not row.row or not set(content_terms(row.row)) <= set(content_terms(question)):
        return ()
    rows = [quote.document.block_at(quote.start) for quote in shown if quote.document.id == best.document.id]
    return (best,) if any(other and same_table(row, other) for other in rows) else ()


def _with_difference(quotes: Sequence[Quote], replies: Sequence[Reply]) -> list[Quote]:
    """Say with the second side's quote by how much the exact answers of the two sides differ, if both are figures."""
    exact = [next((quote for quote in reply.quotes if quote.exact), None) for reply in replies]
    one, other = exact
    if one is None or other is None or _same(one, other) or _of_two_columns(one, other):
        return list(quotes)
    found = difference(_exact_words(one), _exact_words(other))
    said = f"the difference between {_exact_words(one)} and {_exact_words(other)} is {found}" if found else ""
    return [replace(quote, calculated=said) if said and overlap(quote, other) else quote for quote in quotes]


def _of_two_columns(one: Quote, other: Quote) -> bool:
    """Whether two exact answers stand in different columns of one table: a share less a change is nothing."""
    rows = [quote.document.block_at(quote.exact[0]) for quote in (one, other) if quote.exact]
    if one.document.id != other.document.id or len(rows) < 2 or not rows[0] or not rows[1]:
        return False
    one_row = rows[0] == rows[1]
    return not one_row and same_table(rows[0], rows[1]) and _column(one, rows[0]) != _column(other, rows[1])


def _column(quote: Quote, row: Block) -> str:
    first = quote.exact[0] if quote.exact else row.start
    return next((cell.column for cell in row.cells if cell.start <= first < cell.end), "")


def _exact_words(quote: Quote) -> str:
    return quote.document.text[slice(*quote.exact)] if quote.exact else ""
