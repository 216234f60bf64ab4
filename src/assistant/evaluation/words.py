"""Compares words and figures as a careful person would: by value and unit, whole, whatever the spelling.

`25` is not in `2025`, `25,000`, `25.5`, `25%` or `£25m`; `£3bn` is `£3 billion`, `7th` is `seventh`, `16,000` is
`16000`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.english.dates import YEAR_DIGITS

_LEVELLED = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "\u00ad": None,
    }
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff*`", None)
)
_LINK = re.compile(r"\[([^\]]*)\]\((?:[^()\s]*)\)")
_NARROW_SPACE = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_SQUARE_METRES = re.compile(r"(?<=\d)\s?m[²2]\b")
_SMALL = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_CARDINALS = {name: value for value, name in enumerate(_SMALL.split(), 2)}
_TENS = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_CARDINALS.update({name: value * 10 for value, name in enumerate(_TENS, 3)})
_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {name: value for value, name in enumerate(_RANKS.split(), 1)} | {"twentieth": 20}
_SCALES = {"hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6}
_SCALES |= {"billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12}
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH = rf"(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
_NAMED = "|".join(sorted(_CARDINALS, key=len, reverse=True))
_NAMED_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))

_TOKEN = re.compile(
    rf"""
      (?P<years>(?<![\w.,])(?P<from>{YEAR_DIGITS})[-/](?P<to>(?:{YEAR_DIGITS}|\d\d))(?![\w/]|[.,-]\d))
    | (?P<dotted>(?<![\w.,])\d+(?:\.\d+){{2,}}(?!\w))
    | (?P<number>(?<!\w)(?<!\d[.,])(?P<sign>(?<![\w)])-)?(?P<currency>us\$|[£$€])?\s?
        (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:(?P<ordinal>st|nd|rd|th)\b
          |(?P<percent>\s?%|[\s-]per[\s-]?cent\b)
          |(?P<scale>(?:bn|mn|tn|[mbk])\b|[\s-]?(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b))?
        \+?(?![\w]|[.,]\d))
    | (?P<named>\b(?:(?P<tens>{"|".join(_TENS)}|twenty)-)?
        (?P<cardinal>{_NAMED}|one(?=[\s-](?:hundred|thousand|million|billion)))
        (?:(?P<npercent>[\s-]per[\s-]?cent\b|\s?%)|[\s-](?P<nscale>hundred|thousand|million|billion|trillion))?\b)
    | (?P<nordinal>\b(?:{_NAMED_ORDINAL})\b)
    | (?P<initials>\b(?:[a-z]\.){{2,}})
    | (?P<word>[^\W_]+(?:(?:[&']|\.(?=[a-z]))[^\W_]+)*(?:-[^\W_]+(?:[&'][^\W_]+)*)*)
    | (?P<and>&)
    """,
    re.VERBOSE,
)
_TAIL_SCALE = re.compile(r"^(\d+(?:\.\d+)?)(bn|mn|tn|m|b|k)$")
_BEFORE_A_YEAR = frozenset({"mid", "post", "pre", "late", "early"})
_LIKE_ACRONYMS = (
    "it us who aid act arc or as in is so am pm an at be by do go he if me my no of on to up we all can led"
)
_WORDS_LIKE_ACRONYMS = frozenset(_LIKE_ACRONYMS.split())


@dataclass(frozen=True)
class Token:
    """A word or a figure with its unit.

    Attributes:
        key: what is compared: `w:leeds`, or `n:£:3000000000` (unit and value).
        shown: as it stands in the text.
        start, end: offsets in the text that was split (after levelling, which may shorten it).
        glued: whether a hyphen joins it to the token before it.
    """

    key: str
    shown: str
    start: int
    end: int
    glued: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, amount, percentage, rank or year."""
        return self.key.startswith("n:")


def level(text: str) -> str:
    """Return `text` with quotes, dashes and spaces levelled, without stars, back-ticks and what is invisible."""
    composed = unicodedata.normalize("NFC", _SQUARE_METRES.sub(" m2", _NARROW_SPACE.sub("", text)))
    return " ".join(_LINK.sub(r"\1", composed).translate(_LEVELLED).split())


def fold(text: str) -> str:
    """Return `text` levelled and in one case: for finding a run of words in another text."""
    return level(text).casefold()


def _lower(text: str) -> str:
    """Return `text` in lower case without accents, character for character."""
    return "".join(_plain_character(character) for character in text)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    lowered = character.lower()
    base = unicodedata.normalize("NFD", lowered)[0] if lowered else lowered
    return base if len(base) == 1 else character


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and figures of a text; joined words ("health-tech") come as parts that are glued."""
    levelled = level(text)
    return tuple(_tokens(levelled, _lower(levelled)))


def _tokens(levelled: str, lowered: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(lowered):
        start, end = match.span()
        shown = levelled[start:end]
        if match["years"]:
            yield from _years(match, shown)
        elif match["number"]:
            yield Token(_number_key(match, lowered), shown.strip(), start, end)
        elif match["named"]:
            yield Token(_named_key(match), shown, start, end)
        elif match["nordinal"]:
            yield Token(f"n:#:{_ORDINALS[match['nordinal']]}", shown, start, end)
        elif match["and"]:
            yield Token("w:and", shown, start, end)
        elif match["word"]:
            yield from _words(shown, lowered[start:end], start)
        else:
            yield Token("w:" + lowered[start:end].replace(".", "" if match["initials"] else "."), shown, start, end)


def _years(match: re.Match[str], shown: str) -> Iterator[Token]:
    first, last = int(match["from"]), match["to"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    start, end = match.span()
    if second == first + 1:
        yield Token(f"n:fy:{first}", shown, start, end)
    else:
        yield Token(f"n::{first}", match["from"], start, start + 4)
        yield Token(f"n::{second}", str(second), start + 5, end, glued=False)


def _number_key(match: re.Match[str], lowered: str) -> str:
    value = Decimal(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").strip(" -"), 1)
    if match["sign"]:
        value = -value
    dated = match["ordinal"] and re.match(rf"\s(?:of\s)?{_MONTH}\b", lowered[match.end() :])
    unit = (
        "%"
        if match["percent"]
        else "#"
        if match["ordinal"] and not dated
        else (match["currency"] or "").replace("us$", "$")
    )
    return f"n:{unit}:{_plain(value)}"


def _named_key(match: re.Match[str]) -> str:
    value = _CARDINALS.get(match["cardinal"], 1)
    if match["tens"]:
        value += _CARDINALS[match["tens"]]
    return f"n:{'%' if match['npercent'] else ''}:{_plain(Decimal(value * _SCALES.get(match['nscale'] or '', 1)))}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _words(shown: str, lowered: str, start: int) -> Iterator[Token]:
    """Split a compound at its hyphens; "covid-19" stays one word, "mid-2020" gives its year."""
    offset = start
    before = ""
    for part in re.split("-", lowered):
        glued = offset > start
        figure = part.isdigit() and (not before or before in _BEFORE_A_YEAR)
        digits_in_name = part[:1].isdigit() and glued and not figure
        scaled = _TAIL_SCALE.match(part)
        text = shown[offset - start : offset - start + len(part)]
        if figure:
            yield Token(f"n::{_plain(Decimal(part))}", text, offset, offset + len(part), glued=False)
        elif scaled and not glued:
            yield Token(f"n::{_plain(Decimal(scaled[1]) * _SCALES[scaled[2]])}", text, offset, offset + len(part))
        else:
            word = part[:-2] if part.endswith("'s") else part.rstrip("'")
            yield Token(f"{'x' if digits_in_name else 'w'}:{word}", text, offset, offset + len(part), glued)
        before, offset = part, offset + len(part) + 1


def contains(text: str, spelling: str) -> bool:
    """Whether `text` holds `spelling` as whole words and whole figures, one after the other.

    Case, accents, hyphens, curly quotes and the writing of figures do not matter; a unit (£, %, rank, year) does.
    A spelling in capitals that is also a common word (IT, WHO, US) is found in capitals only.
    """
    wanted = tokens(spelling)
    if not wanted:
        return False
    held = tokens(text)
    streams = (held, _join(held))
    return any(_find(stream, form) for form in (wanted, _join(wanted)) for stream in streams)


def _join(parts: Sequence[Token]) -> tuple[Token, ...]:
    """Write hyphenated words as one: "health", "tech" gives "healthtech"."""
    joined: list[Token] = []
    for token in parts:
        if token.glued and joined:
            last = joined[-1]
            joined[-1] = Token(last.key + token.key[2:], f"{last.shown}{token.shown}", last.start, token.end)
        else:
            joined.append(token)
    return tuple(joined)


def _find(held: Sequence[Token], wanted: Sequence[Token]) -> bool:
    size = len(wanted)
    return any(
        all(_same(held[position + index], wanted[index]) for index in range(size))
        for position in range(len(held) - size + 1)
    )


def _same(held: Token, wanted: Token) -> bool:
    if held.key != wanted.key:
        return False
    is_acronym = wanted.shown.isupper() and len(wanted.shown) > 1 and wanted.key[2:] in _WORDS_LIKE_ACRONYMS
    return not is_acronym or held.shown.isupper()


def figures(text: str) -> tuple[Token, ...]:
    """Return the numbers, amounts, dates' days and years, percentages and ranks of a text."""
    return tuple(token for token in tokens(text) if token.is_figure)


def dates(text: str) -> tuple[str, ...]:
    """Return the months with a year, and a day where one is given, as written: "8 September 2020", "March 2024"."""
    pattern = rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH}\s{YEAR_DIGITS}\b"
    return tuple(match.group() for match in re.finditer(pattern, level(text), re.IGNORECASE))


def names(text: str) -> tuple[str, ...]:
    """Return the words of a text that look like proper names: capitals in a word, or at its head inside a sentence."""
    levelled = level(text)
    found = []
    previous_end = ""
    for token in tokens(text):
        before = levelled[: token.start].rstrip(" \"'([")
        previous_end = before[-1:]
        letters = token.shown
        at_head = previous_end in ("", ".", "!", "?", ":", ";")
        if not token.is_figure and (any(c.isupper() for c in letters[1:]) or (letters[:1].isupper() and not at_head)):
            found.append(letters)
    return tuple(found)


def count_words(text: str) -> int:
    """Return the number of words a reader sees."""
    return len(level(text).split())
