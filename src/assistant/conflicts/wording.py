"""Wording: the terms, names, years and measures of a sentence, as far as they tell one figure from another."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from assistant.conflicts.quantities import Quantity
from assistant.corpus.document import Document
from assistant.english.dates import MONTHS, YEAR_DIGITS
from assistant.indexing.lexical import STOP_WORDS, stem

_YEAR = re.compile(rf"\b({YEAR_DIGITS})(?:[/–-](\d{{2,4}}))?\b")
_WORD = re.compile(r"[A-Za-z][\w&'’-]*")
_BRACKETS = re.compile(r"\([^()]*\)")
_RELATIVE = re.compile(
    r"\b(?:(?:the )?(?:year|decade|month)s? (?:before|earlier|later|after)|previous(?:ly)?|earlier|last year|next year"
    r"|compared with|down from|up from|originally|at first)\b",
    re.IGNORECASE,
)
SOURCED = re.compile(
    r"\b(?:report(?:s|ed)?|according to|said|says|counts|coverage|put at|press|release)\b", re.IGNORECASE
)
"""A sentence with one of these says who reported its figure."""
_MONTHS = frozenset(month.lower() for month in MONTHS)
_CAPITALISED = re.compile(r"[A-Z][\w&@'’-]*")
_SOURCE_YEAR = re.compile(
    r"\b(?:reports?|reported|reviews?|releases?|pages?|statements?|coverage|announce\w*|according|said|told|published"
    rf"|news|post|articles?|bulletins?|dated|bbc)\b(?:[^\w.;]+(?!{YEAR_DIGITS})\w+){{0,5}}?[^\w.;]+{YEAR_DIGITS}",
    re.IGNORECASE,
)
_REACHED = 60  # characters on each side of a quantity in which a measure is named
_MEASURED_BY = {
    "turnover": "turnover revenue sales",
    "value added": "gva output productivity",
    "investment": "investment investments invest invested invests",
    "funding": "funding funded fund grant grants award awards awarded",
    "fundraising": "fundraising fundraisings raised raise close",
    "budget": "budget spending spend",
    "cost": "cost costs price estimate estimates",
    "backlog": "backlog",
    "boost": "boost benefit benefits",
    "capital": "capital equipment",
    "jobs": "jobs employment employees workforce staff",
    "businesses": "companies businesses firms sites",
    "growth": "grew rose rise growth increase up fell",
}
_MEASURES = {word: name for name, words in _MEASURED_BY.items() for word in words.split()}
_GENERIC = frozenset(
    map(
        stem,
        """report reported reports says said figure figures number source sources date topic table page note total
        according given gives stated states undated over almost about around million billion per cent now new
        number numbers measure measures estimate conflict conflicts differ section 1 2 3 whole own used uses""".split(),
    )
)
"""Words of every report: they say where a figure comes from, not what it measures."""
_OPEN = frozenset({("health", "tech"), ("med", "tech"), ("life", "sciences")})


def words_of(text: str) -> list[str]:
    """Return the words of a text as written, without numbers."""
    return _WORD.findall(text)


def terms_of(text: str) -> list[str]:
    """Return the terms of words, without numbers and without words of every report."""
    terms = []
    for word in _WORD.findall(text):
        lowered = word.lower().replace("’", "'").removesuffix("'s")
        for part in [lowered.replace("-", "")] if "-" in lowered else [lowered]:
            term = stem(part)
            if part not in STOP_WORDS and term not in _GENERIC:
                terms.append(term)
    words = [word.lower() for word in _WORD.findall(text)]
    terms += [stem(one + two) for one, two in pairwise(words) if (one, two) in _OPEN]
    return terms


def rarity_of(documents: Iterable[Document]) -> dict[str, float]:
    """Return how rare each term is: the logarithm of all blocks by the blocks that hold it."""
    counts: Counter[str] = Counter()
    blocks = 0
    for document in documents:
        for block in document.blocks:
            counts.update(set(terms_of(document.text[block.start : block.end])))
            blocks += 1
    return {term: math.log((blocks + 1) / (count + 0.5)) for term, count in counts.items()}


def years_in(text: str) -> frozenset[str]:
    """Return the years that a text speaks of; not those in brackets or of a report, which date the source.

    Words such as "the year before" count as a year that no other text names.
    """
    bare = without_sources(text)
    found = {f"{match.group().lower()} …" for match in _RELATIVE.finditer(bare)}
    for first, second in _YEAR.findall(bare):
        found.update({first} if not second else {f"{first}/{second[-2:]}"})
    return frozenset(found)


def without_sources(text: str) -> str:
    """Return a text without what stands in brackets and without the years of reports, which date its source."""
    return _SOURCE_YEAR.sub("", _BRACKETS.sub("", text))


def names_in(text: str) -> frozenset[str]:
    """Return the terms of the capitalised words of a text; its first word may not be a name, but is one of them."""
    words = [match.group() for match in _CAPITALISED.finditer(text)]
    return frozenset(term for word in words if word.lower() not in _MONTHS for term in terms_of(word))


def clause(text: str, quantity: Quantity) -> str:
    """Return the words around a quantity, up to the next comma or bracket; those before the bracket it stands in."""
    before, after = text[: quantity.start], text[quantity.end :]
    if before.rfind("(") > before.rfind(")"):
        before, after = before[: before.rfind("(")].rstrip(), ""
    after = re.sub(r"^\s*\([^)]*\)", "", after)
    ends = [before.rfind(mark) for mark in ",;()"]
    nearest = re.search(r"[,;()]", after)
    stop = nearest.start() if nearest else len(after)
    return f"{before[max([*ends, len(before) - _REACHED]) + 1 :]} {after[: min(stop, _REACHED)]}"


def measures_in(text: str) -> frozenset[str]:
    """Return the measures that a text names, one word for all synonyms."""
    return frozenset(_MEASURES[word] for word in re.findall(r"[a-z&]+", text.lower()) if word in _MEASURES)
