"""The names of the months, whole and short, and times of day."""

from __future__ import annotations

import re

MONTHS = tuple("January February March April May June July August September October November December".split())
MONTH_NAMES = "|".join(MONTHS)
"""For patterns, which are to ignore case where a person types them."""
YEAR_DIGITS = r"(?:19|20)\d\d"
"""For patterns: a year of the last or of this century."""
YEAR_OR_SPAN = rf"{YEAR_DIGITS}(?:[/–-]\d\d(?:\d\d)?)?"
"""For patterns: a year, or two that are joined: "2021", "2021/22", "2018-2022"."""
DAY_OF_YEAR = rf"(?P<day>\d{{1,2}} (?:{MONTH_NAMES})) (?P<year>{YEAR_DIGITS})\b"
"""For patterns, which are to ignore case: a day with its month, and its year."""

_LETTERS = 3  # of a short name, at least: "Sep", "Sept"
_SHORT_NAMES = "|".join(month[:_LETTERS] for month in MONTHS)
MONTH_FORMS = rf"(?:{MONTH_NAMES}|Sept|{_SHORT_NAMES})\b"
"""For patterns: a month by its whole or its short name."""
CLOCK_TIME = r"\d{1,2}(?:[.:]\d\d)? ?(?i:[ap]\.?m)\b|\d{1,2}:\d\d\b"
"""For patterns: a time of day, "5pm" or "17:00"."""
_SHORT = re.compile(
    rf"(?<![\w-])(?P<month>{_SHORT_NAMES})t?\.?(?= {YEAR_DIGITS}\b)"
    rf"|(?<=\d )(?P<of_day>{_SHORT_NAMES})t?\b(?!['’-])\.?",
    re.IGNORECASE,
)


def with_whole_months(text: str) -> str:
    """Return a text with the short names of months, beside a year or behind a day, written out: "Sept 2020"."""

    def whole(match: re.Match[str]) -> str:
        short = match["month"] or match["of_day"]
        return next(month for month in MONTHS if month[:_LETTERS] == short.capitalize())

    return _SHORT.sub(whole, text)


def is_month(name: str) -> bool:
    """Whether a name is that of a month, or of several, in whatever letters: "August and September"."""
    words = [word.capitalize() for word in name.split() if word.lower() not in ("and", "or", "to")]
    return bool(words) and all(word in MONTHS for word in words)
