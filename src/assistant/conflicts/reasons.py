"""Why two figures may differ: what a document says about it, and what the two passages show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.conflicts.claims import Claim
from assistant.conflicts.conflict import Conflict, Reason, Side
from assistant.conflicts.pairs import Pair
from assistant.conflicts.quantities import find_quantities, may_be_rounded
from assistant.conflicts.wording import terms_of
from assistant.corpus.document import BlockKind, Document
from assistant.english.dates import YEAR_DIGITS
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import LexicalIndex

_EXPLAINS = re.compile(
    r"\b(?:because|differ(?:s|ed|ent|ence)?|contradicts?|instead of|transposes?|original source|belongs? to|rests? on"
    r"|definitions?|(?:not|and not) (?:the|employment|official)|stands? alone|predates?|update of|refers? to"
    r"|should not be|attaches|counts? people|rounds?|without|with the infrastructure|outlier|boundar(?:y|ies))\b",
    re.IGNORECASE,
)
_SAYS_WHY = re.compile(
    r"\b(?:because|differ(?:s|ed|ent|ences?)?|contradicts?|instead of|rather than|transposes?|original source|rests? on"
    r"|definitions?|counts?|includ(?:es?|ing)|exclud(?:es?|ing)|leaves? out|predates?|outlier|boundar(?:y|ies))\b",
    re.IGNORECASE,
)
SMALL = 20.0
"""A count below stands in too many places to be recognised by its value."""
_ENOUGH = 0.75  # rarity of the words an explanation shares with what it explains; 1 is that of the rarest word
_PLENTY = 1.2  # the same where it names none of the figures, in the section of one of them
_EDITION = re.compile(rf"\b({YEAR_DIGITS}(?:/\d\d)?) edition|\bedition of ({YEAR_DIGITS})", re.IGNORECASE)


class Explanations:
    """The sentences of documents that explain differences.

    Args:
        rarity: of each term, from `wording.rarity_of`.
    """

    def __init__(self, documents: Sequence[Document], rarity: Mapping[str, float]) -> None:
        self._rarity, self._rarest = rarity, max(rarity.values(), default=1.0)
        self._sentences = {document.id: list(_explaining(document)) for document in documents}

    def of_conflict(self, conflict: Conflict) -> tuple[Reason, ...]:
        """Return what the document of a told conflict says about it, in the same section."""
        first = conflict.sides[0]
        about = f"{conflict.topic} {' '.join(side.value for side in conflict.sides)}"
        block = first.document.block_at(first.start)
        return tuple(self._reasons(first.document, about, section=block.headings if block else ()))

    def of_pair(self, pair: Pair) -> tuple[Reason, ...]:
        """Return what sets the two claims apart, and what their documents say about it."""
        reasons = [Reason(text) for text in _shown(pair.one, pair.other)]
        places = {(claim.document.id, claim.start) for claim in (pair.one, pair.other)}
        about = f"{pair.one.text} {pair.other.text}"
        for document, headings in {
            claim.document.id: (claim.document, {one.block[1] for one in (pair.one, pair.other)})
            for claim in (pair.one, pair.other)
        }.values():
            reasons += [
                reason
                for reason in self._reasons(document, about, nearby=headings)
                if reason.side is None or (document.id, reason.side.start) not in places
            ]
        return tuple(reasons)

    def _reasons(
        self,
        document: Document,
        about: str,
        *,
        section: tuple[str, ...] | None = None,
        nearby: Collection[tuple[str, ...]] = (),
    ) -> Iterator[Reason]:
        """Yield the explanations that share rare words and a figure with `about`.

        Args:
            section: heading path; only sentences of its section and its sisters are looked at. None for all.
            nearby: heading paths in which a sentence explains without naming a figure.
        """
        wanted, values = set(terms_of(about)), _values(about)
        for side, headings, terms, own_values in self._sentences[document.id]:
            if section is not None and headings[:-1] != section[:-1]:
                continue
            shared = sum(self._rarity.get(term, 0.0) for term in terms & wanted) / self._rarest
            if _is_enough(shared, named=bool(values & own_values), nearby=headings in nearby):
                yield Reason(side.quote, side)


def explanations_in(
    document: Document,
    figures: str,
    sections: Collection[tuple[str, ...]],
    lexical: LexicalIndex,
    *,
    tables: Collection[str] = (),
) -> list[Side]:
    """Return the sentences of a document that say why the figures differ which `figures` gives, the likeliest first.

    They stand in answers, so that they must say it in so many words; a report is read by somebody who looks for it.

    Args:
        sections: heading paths of the figures; a sentence there need not name one.
        lexical: tells how rare a term is in all documents.
        tables: the document's tables that figures are from, as it calls them ("Table 4.4"); a sentence that names one
            speaks of its figures.
    """
    called = re.compile(rf"\b(?:{'|'.join(map(re.escape, tables))})\b(?!\.\d)") if tables else None
    wanted, values = set(terms_of(figures)), _values(figures)
    found = []
    for side, headings, terms, own_values in _explaining(document, _SAYS_WHY):
        rarity = sum(lexical.weight(term) for term in terms & wanted if lexical.knows(term)) / lexical.rarest
        named = values & own_values
        speaks_of_it = bool(called and called.search(side.quote))
        if speaks_of_it or _is_enough(rarity, named=bool(named), nearby=headings in sections):
            found.append((len(named) + speaks_of_it, rarity, side))
    return [side for _, _, side in sorted(found, key=lambda entry: (-entry[0], -entry[1], entry[2].start))]


def _is_enough(shared: float, *, named: bool, nearby: bool) -> bool:
    return (named and shared >= _ENOUGH) or (nearby and shared >= _PLENTY)


def _explaining(
    document: Document, pattern: re.Pattern[str] = _EXPLAINS
) -> Iterator[tuple[Side, tuple[str, ...], frozenset[str], frozenset[tuple[str, float]]]]:
    """Yield the sentences outside tables that explain a difference, with their terms and values."""
    for block in document.blocks:
        if block.kind in (BlockKind.heading, BlockKind.table_row):
            continue
        if not pattern.search(document.text, block.start, block.end):
            continue
        for start, end in split_sentences(document.text, start=block.start, end=block.end):
            text = document.text[start:end]
            if pattern.search(text):
                yield Side(document, start, end, ""), block.headings, frozenset(terms_of(text)), _values(text)


def _values(text: str) -> frozenset[tuple[str, float]]:
    """Return the values of a text that are not so small a count that they stand everywhere."""
    quantities = find_quantities(text)
    return frozenset(
        (quantity.unit, quantity.low) for quantity in quantities if quantity.unit != "count" or quantity.low >= SMALL
    )


def _shown(one: Claim, other: Claim) -> Iterator[str]:
    """Yield what the two passages show: other dates, editions, places, kinds, and figures given as bounds."""
    dates = one.document.source.date, other.document.source.date
    if all(dates) and dates[0] != dates[1]:
        yield f"The documents are of different dates: {dates[0]} and {dates[1]}."
    editions = [_EDITION.search(claim.text) for claim in (one, other)]
    if editions[0] and editions[1] and editions[0].group() != editions[1].group():
        yield f"Different editions: {editions[0].group()} and {editions[1].group()}."
    if bool(one.years) != bool(other.years):
        years = " and ".join(sorted(one.years or other.years))
        yield f"Only one passage names a period: {years}."
    if bool(one.places) != bool(other.places):
        yield f"Only one passage names a place: {', '.join(sorted(one.places or other.places)).title()}."
    kinds = one.quantity.kinds ^ other.quantity.kinds
    if kinds and one.quantity.counted:
        yield "What is counted is not worded in the same way; the definitions may differ."
    if may_be_rounded(one.quantity, other.quantity):
        yield "One figure may be the other, rounded."
    if one.quantity.bound or other.quantity.bound or one.quantity.rough or other.quantity.rough:
        yield "At least one of the figures is given as a bound or as about so many."
