"""Whether two figures may be subtracted, by the words beside them: of one thing, unit and rate, and both exact.

"14 months" and "2 years" are figures without a unit of their own, and so are "540 police officers" and "210 police
cars"; £785 a month is more than £4,800 a year.
"""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.answering.figures import only_figure_at
from assistant.answering.quotes import Quote
from assistant.corpus.document import Cell, same_table
from assistant.english.changes import FALL, REDUCE, RISE, all_forms
from assistant.indexing.lexical import STOP_WORDS, content_terms, stem

_CLAUSE = re.compile(r"[,.;:()\n](?!\d)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NO_NOUN = STOP_WORDS | frozenset("per each every than compared versus vs".split())
"""Words behind a figure at which what it counts ends."""
_RATE = re.compile(
    r"\b(?:an?|per|each|every) (?P<each>year|annum|quarter|term|month|week|day|night|hour|minute|person|head|capita"
    r"|household|home|house|pupil|student|child|adult|resident|patient|visitor|visit|trip|journey|hectare|acre|tonne"
    r"|ton|kg|kilo|kilogram|km|kilomet(?:re|er)|mile|met(?:re|er)|square \w+)\b"
    r"|\b(?P<period>annual|yearly|quarterly|monthly|weekly|daily|nightly|hourly)\b",
    re.IGNORECASE,
)
_PERIODS = {
    "annum": "year",
    "annual": "year",
    "yearly": "year",
    "quarterly": "quarter",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "nightly": "night",
    "hourly": "hour",
    "head": "person",
    "capita": "person",
}
"""Other words for what a figure is per."""
_BOUND = re.compile(
    r"\b(?:over|above|below|under|(?:more|less|fewer|higher|lower|greater) than|at (?:least|most)|up to|nearly|almost"
    r"|approaching|as (?:many|much|few|little) as|(?:minimum|maximum) of|exceed(?:s|ed|ing)?|between)\s*$",
    re.IGNORECASE,
)
_NO_LEVEL = r"(?<!\bto )(?<!\bat )(?<!\bfrom )(?<!\bto over )(?<!\bto about )"
_OPEN_END = re.compile(r"\s*(?:\+|plus\b|(?:or|and) (?:more|over|less|fewer|under|above)\b)", re.IGNORECASE)
_UP = re.compile(rf"\b(?:{all_forms(RISE)}|up|higher|more)\b[^,;.]{{0,20}}{_NO_LEVEL}$", re.IGNORECASE)
_DOWN = re.compile(rf"\b(?:{all_forms(FALL, REDUCE)}|down|lower|less|fewer)\b[^,;.]{{0,20}}{_NO_LEVEL}$", re.IGNORECASE)
"""In front of a figure by which something rose or fell; of the levels that it came to two may be subtracted."""


def told_alike(one: Quote, other: Quote) -> bool:
    """Whether the only figures of two exact answers may be subtracted: what stands beside them does not differ.

    Neither says what it counts in other words than the other one, nor per what, nor that it is a bound, nor goes the
    other way. Cells are of one column, or of columns of which none has a word of its own beside the other's.
    """
    first, second = _beside(one), _beside(other)
    if first is None or second is None or _in_two_columns(one, other):
        return False
    if any(_BOUND.search(before) or _OPEN_END.match(behind) for before, behind in (first, second)):
        return False
    if any(_UP.search(up) and _DOWN.search(down) for (up, _), (down, _) in ((first, second), (second, first))):
        return False
    things = [_counted(behind) for _, behind in (first, second)]
    is_same = not all(things) or things[0] <= things[1] or things[1] <= things[0]
    return is_same and _rates(*first) == _rates(*second)


def _beside(quote: Quote) -> tuple[str, str] | None:
    """Return a quote's words before and behind the only figure of its exact answer; of a row, those of its cell."""
    found = only_figure_at(quote.exact_words)
    if found is None or quote.exact is None:
        return None
    _, at, until = found
    start, end = quote.exact[0] + at, quote.exact[0] + until
    cell = _cell(quote)
    first, last = (cell.start, cell.end) if cell else (quote.start, quote.end)
    text = quote.document.text
    return text[min(first, start) : start], text[end : max(last, end)]


def _counted(behind: str) -> frozenset[str]:
    """Return the stems of the words right behind a figure: of what it counts, or of its unit; none where it is bare."""
    stop = _CLAUSE.search(behind)
    words = _WORD.findall(behind[: stop.start()] if stop else behind) if re.match(r"[\s-]", behind) else []
    return frozenset(stem(word.lower()) for word in takewhile(lambda word: word.lower() not in _NO_NOUN, words))


def _rates(before: str, behind: str) -> frozenset[str]:
    """Return per what a figure is, by the words of its clause: "£785 a month", "the monthly rent is £785"."""
    clauses = _CLAUSE.split(before)[-1], _CLAUSE.split(behind)[0]
    behind_it = re.split(r"\band\b|\d", clauses[1])[0]
    found = [match for said in (clauses[0], behind_it) for match in _RATE.finditer(said)]
    return frozenset(
        _PERIODS.get(said, said) for match in found for said in [(match["each"] or match["period"]).lower()]
    )


def _in_two_columns(one: Quote, other: Quote) -> bool:
    """Whether two exact answers stand in columns of different names: a share less a change is nothing."""
    rows, cells = (one.exact_row, other.exact_row), (_cell(one), _cell(other))
    if not (rows[0] and rows[1] and cells[0] and cells[1]):
        return False
    if one.document.id == other.document.id and same_table(rows[0], rows[1]):
        return rows[0] != rows[1] and cells[0].column != cells[1].column
    names = [frozenset(term for term in content_terms(cell.column) if not term.isdigit()) for cell in cells if cell]
    return not (names[0] <= names[1] or names[1] <= names[0])


def _cell(quote: Quote) -> Cell | None:
    """Return the cell of a table in which an exact answer begins; None outside of a table."""
    row = quote.exact_row
    at = quote.exact[0] if quote.exact else 0
    return next((cell for cell in row.cells if cell.start <= at < cell.end), None) if row else None
