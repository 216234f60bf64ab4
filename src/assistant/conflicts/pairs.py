"""Pairs: claims about the same measure and place, and the same period where both say one, with different values."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.conflicts.claims import Claim
from assistant.conflicts.quantities import Quantity, agree
from assistant.corpus.document import BlockKind

ALIKE = 0.4
"""Likeness from which two claims are taken for one measure; measured on the corpus (docs/conflicts.md)."""
ALIKE_SOMEWHERE = 0.5
"""The same where only one of the two names a place."""
ALIKE_NAMELESS = 0.7
"""The same where neither names anything and they are of two documents: nearly the same sentence."""
ALIKE_IN_KIND = 0.05
"""The same where both count the same kind of the same thing ("healthtech employees") in the same place."""
RATIO = 3.0
"""A value so many times another is of a part, or of something else."""
THOUSAND = 1e3  # the slip between a million and a billion
_LINKED = 0.5  # of the names of the claim that has fewer: one shared "Great Britain" links nothing
_SHARED = 3  # terms: fewer are of any two sentences
_COMMON = 60  # claims that share a unit and a term: a term with more does not bring two together
_RARE = 4  # of each claim's terms, the weightiest: two claims are compared if they share one of these


@dataclass(frozen=True)
class Pair:
    """Two claims that may conflict, the newer document's first, and how alike their words are (0 to 1)."""

    one: Claim
    other: Claim
    likeness: float


def find_pairs(
    claims: Sequence[Claim], rarity: Mapping[str, float], common: Collection[str] = frozenset()
) -> list[Pair]:
    """Return the pairs among claims, the most alike first; no two with the same two sentences.

    Args:
        claims: of all documents; those of parts that compare sources are left out, they tell of conflicts themselves.
        rarity: of each term, from `wording.rarity_of`.
        common: terms of words that the evidence also writes without a capital; they are no names.
    """
    weighed = [
        (claim, {term: weight * rarity.get(term, 0.0) for term, weight in claim.weights.items()})
        for claim in claims
        if not claim.contested and (claim.quantity.unit != "count" or claim.quantity.counted)
    ]
    found = [pair for one, other in _candidates(weighed) if (pair := _pair(*one, *other, common)) is not None]
    found.sort(key=lambda pair: (-pair.likeness, pair.one.document.id, pair.one.start, pair.other.start))
    return list(_distinct(found))


def _candidates(
    weighed: Sequence[tuple[Claim, Mapping[str, float]]],
) -> Iterator[tuple[tuple[Claim, Mapping[str, float]], tuple[Claim, Mapping[str, float]]]]:
    """Yield claims of one unit that share one of their weightiest terms, or count the same kind in the same place."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, (claim, terms) in enumerate(weighed):
        heaviest = sorted(terms, key=lambda term: (-terms[term], term))[:_RARE]
        for term in heaviest:
            blocks[claim.quantity.unit, term].append(index)
        if claim.quantity.kinds and claim.places:
            blocks[claim.quantity.unit, claim.quantity.counted, claim.quantity.kinds, claim.places].append(index)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= _COMMON:
            seen.update(combinations(members, 2))
    for one, other in sorted(seen):
        yield weighed[one], weighed[other]


def _pair(
    one: Claim, terms: Mapping[str, float], other: Claim, others: Mapping[str, float], common: Collection[str]
) -> Pair | None:
    if not _comparable(one, other):
        return None
    shared = terms.keys() & others.keys()
    if len(shared) < _SHARED:
        return None
    likeness = sum(terms[term] * others[term] for term in shared) / (_norm(terms.values()) * _norm(others.values()))
    if likeness < _enough(one, other, common):
        return None
    newer_first = (one, other) if one.document.source.date >= other.document.source.date else (other, one)
    return Pair(*newer_first, round(likeness, 4))


def _enough(one: Claim, other: Claim, common: Collection[str]) -> float:
    """Return the likeness that two claims need; a name must link them, unless they say so much the same without one."""
    names = one.names.difference(common), other.names.difference(common)
    shared = len(names[0] & names[1])
    if not shared or shared < _LINKED * min(map(len, names)):
        if all(names):
            return math.inf
        if not (one.document.id == other.document.id and (not any(names) or (one.sourced and other.sourced))):
            return math.inf if any(names) else ALIKE_NAMELESS
    first, second = one.quantity, other.quantity
    counted = first.unit == "count" and first.counted == second.counted and first.kinds == second.kinds
    if counted and first.kinds and one.places and one.places == other.places:
        return ALIKE_IN_KIND
    return ALIKE if bool(one.places) == bool(other.places) else ALIKE_SOMEWHERE


def _comparable(one: Claim, other: Claim) -> bool:
    """Whether two claims can be of one thing: values of one size, and neither place, period nor kind against it."""
    if one.block == other.block and (one.column or other.column or one.start == other.start):
        return False
    if agree(one.quantity, other.quantity) or not of_one_size(one.quantity, other.quantity):
        return False
    same_document = one.document.id == other.document.id
    if (one.years and other.years and not one.years & other.years) or (same_document and one.years != other.years):
        return False
    if _beside(one, other) and not (one.sourced and other.sourced):
        return False
    return of_one_measure(one, other)


def of_one_measure(one: Claim, other: Claim) -> bool:
    """Whether neither place, measure nor what is counted speaks against two claims of one unit being of one thing."""
    if one.places and other.places and one.places != other.places:
        return False
    if one.measures and other.measures and not one.measures & other.measures:
        return False
    first, second = one.quantity, other.quantity
    if first.counted != second.counted and (first.counted and second.counted):
        return False
    if first.unit == "percent":
        return first.kinds == second.kinds
    return not (first.kinds and second.kinds) or bool(first.kinds & second.kinds)


def _beside(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in one paragraph or list, which seldom contradicts itself unless it reports others."""
    first, second = one.document.block_at(one.start), other.document.block_at(other.start)
    if one.document.id != other.document.id or first is None or second is None:
        return False
    items = first.kind is second.kind is BlockKind.list_item and first.headings == second.headings
    return first is second or items


def of_one_size(one: Quantity, other: Quantity) -> bool:
    """Whether two values are near enough to be of one thing, or a million for a billion."""
    low, high = sorted((one.low, other.low))
    return low > 0 and (high <= RATIO * low or math.isclose(high, THOUSAND * low))


def _norm(values: Iterable[float]) -> float:
    return math.sqrt(sum(value * value for value in values))


def _distinct(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield each pair of sentences once."""
    seen: set[object] = set()
    for pair in pairs:
        places = frozenset({(pair.one.document.id, pair.one.start), (pair.other.document.id, pair.other.start)})
        if places not in seen:
            seen.add(places)
            yield pair
