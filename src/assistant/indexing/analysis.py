"""Analysis: from text to index terms.

It makes different spellings of one thing meet: hyphenated, open and closed compounds ("health-tech", "healthtech"),
British and American endings, plurals (by the stemmer), thousands separators, "£1.2 million" and "£1.2m".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Any

ANALYSER_VERSION = 4
"""Part of the manifest: an index analysed in another way is refused."""

WORD = re.compile(r"\d+(?:[.,]\d+)*[a-z]*|[a-z]+(?:'[a-z]+)?(?:&[a-z]+)?")
WRITTEN = re.compile(r"[a-z]+")
COMPOUND = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
_SCALED = re.compile(r"(\d)\s*(million|billion|thousand|mn|bn|k)\b")
_SCALES = {"million": "m", "mn": "m", "billion": "bn", "bn": "bn", "thousand": "k", "k": "k"}
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})iz(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "is"),
    (re.compile(r"(?<=[a-z]{2})yz(?=(?:e|es|ed|er|ers|ing)$)"), "ys"),
    (re.compile(r"^(cent|theat|fib|met)er(?=s?$)"), r"\1re"),
    (re.compile(r"^(behavi|col|fav|lab|neighb|hon|harb|endeav)or"), r"\1our"),
    (re.compile(r"^program(?=s?$)"), "programme"),
)
_SPELLED = re.compile(r"[iy]z|^(?:cent|theat|fib|met|behavi|col|fav|lab|neighb|hon|harb|endeav|program)")
"""Whatever a pattern above can change matches this one: one look instead of five."""
STOP_WORDS = frozenset(
    """
    a an the of in on at for to and or is are was were be been being do does did how many much what which who
    whom whose when where why by with from as it its that this these those there their they them we our us you
    your i my me he she his her can could would should will shall may might must has have had having not no any
    if so but also than then about into up out please tell know get got
    """.split()
)
"""Words that carry no topic: left out of lexical scoring."""


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english", 0)  # without its own cache, which costs more than stemming does


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case word, British spelling first."""
    return stem_once(word)


def stem_once(word: str) -> str:
    """Return the stem of a word that is not expected again, and so not worth remembering."""
    if _SPELLED.search(word):
        for pattern, replacement in _SPELLINGS:
            word = pattern.sub(replacement, word)
    return str(_stemmer().stemWord(word))


def plain(text: str) -> str:
    """Return `text` in lower case with accents, curly quotes, dashes and thousands separators levelled."""
    levelled = text.lower()
    if not levelled.isascii():
        dashed = levelled.replace("’", "'").replace("–", "-").replace("‑", "-")
        decomposed = unicodedata.normalize("NFKD", dashed)
        marks = [character for character in set(decomposed) if unicodedata.combining(character)]
        levelled = decomposed.translate({ord(mark): None for mark in marks})
    levelled = re.sub(r"(?<=\d),(?=\d{3})", "", levelled)
    return _SCALED.sub(lambda match: match.group(1) + _SCALES[match.group(2)], levelled)


def analyse(text: str) -> list[str]:
    """Return the index terms of `text`, in order; a hyphenated compound adds its closed form."""
    levelled = plain(text)
    terms = [stem(word.removesuffix("'s")) for word in WORD.findall(levelled) if word not in STOP_WORDS]
    terms.extend(stem(compound.replace("-", "")) for compound in COMPOUND.findall(levelled))
    return terms


def content_terms(text: str) -> list[str]:
    """Return the distinct terms of `text` without compounds' closed forms: what a question asks about."""
    levelled = plain(text)
    return list(
        dict.fromkeys(stem(word.removesuffix("'s")) for word in WORD.findall(levelled) if word not in STOP_WORDS)
    )


def joined(text: str) -> list[str]:
    """Return the terms of each two neighbouring words written as one."""
    words = [word for word in WORD.findall(plain(text)) if word.isalpha()]
    return [stem(first + second) for first, second in pairwise(words)]
