"""All candidate conflicts of a body of documents: those it tells of, then those found by comparing passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.conflicts.claims import Claim, claims_of
from assistant.conflicts.conflict import Conflict, Origin, Side
from assistant.conflicts.counting import counted_in
from assistant.conflicts.pairs import Pair, find_pairs
from assistant.conflicts.quantities import find_quantities
from assistant.conflicts.reasons import SMALL, Explanations
from assistant.conflicts.told import told_conflicts
from assistant.conflicts.wording import rarity_of, terms_of
from assistant.corpus.document import Document

_ABOUT_IT = 1.05  # rarity of the topic's words that a passage with the same value shares; 1 is that of the rarest word

_LOWER = re.compile(r"(?<![\w-])[a-z][\w'’-]*")
_BESIDE = 0.5  # weight of a word that stands near the figure or opens the sentence


def find_conflicts(documents: Sequence[Document]) -> list[Conflict]:
    """Return the candidate conflicts: told ones by document in reading order, found ones the most alike first."""
    claims = [claim for document in documents for claim in claims_of(document)]
    rarity = rarity_of(documents)
    explanations = Explanations(documents, rarity)
    told = [
        replace(conflict, reasons=explanations.of_conflict(conflict), also=tuple(_elsewhere(conflict, claims, rarity)))
        for document in documents
        for conflict in _without_repetitions(told_conflicts(document))
    ]
    covered = {(side.document.id, side.start) for conflict in told for side in (*conflict.sides, *conflict.also)}
    found = [
        Conflict(Origin.found, _topic(pair), _sides(pair), explanations.of_pair(pair))
        for pair in find_pairs(claims, rarity, _common_words(documents))
        if not {(claim.document.id, claim.start) for claim in (pair.one, pair.other)} <= covered
    ]
    return [*told, *found]


def _common_words(documents: Sequence[Document]) -> frozenset[str]:
    """Return the terms of the words that the documents write without a capital somewhere."""
    words = {word for document in documents for word in _LOWER.findall(document.text)}
    return frozenset(term for word in words for term in terms_of(word))


def _without_repetitions(conflicts: Iterable[Conflict]) -> Iterator[Conflict]:
    """Leave out a conflict whose figures are all among those of one before it."""
    before: list[set[tuple[str, float]]] = []
    for conflict in conflicts:
        values = {(found.unit, found.low) for side in conflict.sides for found in find_quantities(side.value)}
        if len(values) < len(conflict.sides) or not any(values <= earlier for earlier in before):
            before.append(values)
            yield conflict


def _sides(pair: Pair) -> tuple[Side, ...]:
    return tuple(Side(claim.document, claim.start, claim.end, claim.value) for claim in (pair.one, pair.other))


def _topic(pair: Pair) -> str:
    """Return the words beside the first figure that are also beside the second, in the order of the sentence."""
    claims = (pair.one, pair.other)
    shared = {term for term in pair.one.weights if all(claim.weights.get(term, 0.0) >= _BESIDE for claim in claims)}
    words: dict[str, str] = {}
    for word in pair.one.text.split():
        bare = word.strip(".,;:()\"“”'’").removesuffix("'s").removesuffix("’s")
        terms = terms_of(bare)
        if terms and (terms[0] in shared or counted_in(bare) == pair.one.quantity.counted != ""):
            words.setdefault(bare.lower(), bare)
    return " ".join(words.values())


def _elsewhere(conflict: Conflict, claims: Sequence[Claim], rarity: dict[str, float]) -> Iterator[Side]:
    """Yield the passages that give one of the values for the same topic, the best for each value and document."""
    seen: set[tuple[str, float, str]] = set()
    own = {(side.document.id, side.start) for side in conflict.sides}
    topic = set(terms_of(conflict.topic))
    rarest = max(rarity.values(), default=1.0)
    for side in conflict.sides:
        for quantity in find_quantities(side.value):
            if quantity.unit == "count" and quantity.low < SMALL:
                continue
            for claim in claims:
                same = (claim.quantity.unit, claim.quantity.low) == (quantity.unit, quantity.low)
                key = (quantity.unit, quantity.low, claim.document.id)
                if not same or claim.contested or (claim.document.id, claim.start) in own or key in seen:
                    continue
                if sum(rarity.get(term, 0.0) for term in topic & claim.weights.keys()) >= _ABOUT_IT * rarest:
                    seen.add(key)
                    yield Side(claim.document, claim.start, claim.end, claim.value)
