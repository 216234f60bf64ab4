"""The replies to the parts of a question, put together to one, and the parts that are left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.answering.kinds import fits_alone
from assistant.answering.parts.alike import told_alike
from assistant.answering.parts.calculation import difference
from assistant.answering.parts.compared import compared, side_missing
from assistant.answering.parts.split import Parts, Relation, as_asked
from assistant.answering.parts.years_apart import are_years, difference_of_years
from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote, Reply, merged, overlap
from assistant.answering.tables.one_column import of_one_column
from assistant.corpus.document import same_table
from assistant.english.places import named_places
from assistant.indexing.lexical import content_terms

MAX_QUOTES = 4
"""Statements of an answer to several parts; each part has its share of them, and at least one."""

_OF_EACH = re.compile(
    r"^how (?:many|much|often|long|far|big|old)\b[^?,]*?"
    r"(?: each| (?:is|are|was|were|do|does|did|has|have|had) each(?: of them)?(?: [\w-]+)?)\W*$",
    re.IGNORECASE,
)
"""Asks for the figure of each of the things that the part before it asks for: "how many times each?"."""
_REASON = re.compile(r"\b(?:because|due to|owing to|reasons?|explain\w*)\b", re.IGNORECASE)
_BETWEEN_THINGS = re.compile(r",(?!\d)|;| and ")


def keeps_place(refused: str, other: str, reply: Reply, replies: Sequence[Reply]) -> bool:
    """Whether a reply to a part asked otherwise may stand for the refused one.

    Where a place was left out, only words of a document that answers another part do: else they may be of any place.
    """
    if named_places(refused) <= named_places(other):
        return True
    documents = {one.quotes[0].document.id for one in replies if one.sufficient and one.quotes}
    return bool(reply.quotes) and reply.quotes[0].document.id in documents


def join_replies(parts: Parts, replies: Sequence[Reply]) -> tuple[Reply, tuple[str, ...]]:
    """Put the replies to the parts together, in the order asked; return also the parts that are left open.

    Separate parts are each answered or not; the confidence is that of the least certain answered part. Of two sides,
    the surer one decides, and the other is left open only if nothing that is shown speaks of it: often one sentence
    gives both.
    """
    parts, replies = _without_told(parts, replies)
    if len(replies) == 1:
        return replies[0], _unexplained(parts, replies[0])
    if parts.names:
        replies = _in_one_column(parts.questions[0], compared(parts.names, replies))
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
        sides = zip(parts.names, replies, strict=True)
        unanswered = tuple(f"the same for {name}" for name, reply in sides if side_missing(name, reply, quotes))
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


def _in_one_column(question: str, replies: Sequence[Reply]) -> list[Reply]:
    """Return the replies to the sides of a comparison with no exact answers of two columns of one table."""
    told = iter(of_one_column(analyse_question(question), [quote for reply in replies for quote in reply.quotes]))
    return [replace(reply, quotes=tuple(islice(told, len(reply.quotes)))) for reply in replies]


def _without_told(parts: Parts, replies: Sequence[Reply]) -> tuple[Parts, Sequence[Reply]]:
    """Return the parts and replies without one for the figure of each thing where the part before it gives them."""
    told = [
        at
        for at, question in enumerate(parts.questions)
        if at and _OF_EACH.match(as_asked(question)) and _gives_figures(replies[at - 1])
    ]
    left = [at for at in range(len(replies)) if at not in told]
    return (parts.only(left), [replies[at] for at in left]) if told else (parts, replies)


def _gives_figures(reply: Reply) -> bool:
    """Whether a reply begins with several things and a figure for each: "Kiln Mill (18) and Weir Mill (3)"."""
    things = _BETWEEN_THINGS.split(reply.quotes[0].exact_words) if reply.sufficient and reply.quotes else []
    return len(things) > 1 and all(re.search(r"\d", thing) for thing in things if thing.strip())


def _unexplained(parts: Parts, reply: Reply) -> tuple[str, ...]:
    """Return the question why values differ if the values were found, and no document says why."""
    if not parts.all_values or not reply.sufficient or any(map(_explains, reply.quotes)):
        return ()
    return tuple(as_asked(question) for question in parts.again)


def _explains(quote: Quote) -> bool:
    """Whether a quote says why values differ, or gives a reason in so many words."""
    return quote.explains or bool(_REASON.search(quote.document.text, quote.start, quote.end))


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
            if shared and not fits_alone(type_, lead.exact_words):
                unanswered.append(question)
            continue
        best = reply.best
        beside = best and best.exact and not any(_same(best, other) for other in taken)
        if best and beside and fits_alone(type_, best.exact_words) and any(overlap(best, one) for one in quotes):
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
    row = best.block if best else None
    if best is None or row is None or not row.row or not set(content_terms(row.row)) <= set(content_terms(question)):
        return ()
    rows = [quote.block for quote in shown if quote.document.id == best.document.id]
    return (best,) if any(other and same_table(row, other) for other in rows) else ()


def _with_difference(quotes: Sequence[Quote], replies: Sequence[Reply]) -> list[Quote]:
    """Say with the second side's quote by how much the exact answers of the two sides differ, if both are figures."""
    exact = [next((quote for quote in reply.quotes if quote.exact), None) for reply in replies]
    one, other = exact
    if one is None or other is None or _same(one, other) or not told_alike(one, other):
        return list(quotes)
    found = difference(one.exact_words, other.exact_words)
    if not found:
        return list(quotes)
    said = f"the difference between {one.exact_words} and {other.exact_words} is {found}"
    return [replace(quote, calculated=said, with_figure=one) if overlap(quote, other) else quote for quote in quotes]
