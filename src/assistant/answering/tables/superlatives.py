"""What a question with a superlative asks for: "the second highest", "the two lowest", and which cell answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.tables.cells import ASKS_CHANGE, LEAVES_OUT, cell_text
from assistant.answering.tables.columns import Value, row_heading, terms_of
from assistant.answering.tables.explaining import COUNTS
from assistant.corpus.document import Block, Cell, Document
from assistant.english.numbers import ORDINALS
from assistant.english.superlatives import LEAST, MOST
from assistant.indexing.lexical import content_terms

PLACES = ORDINALS[1:]
"""The names of the places from the highest."""
_LEADS = (
    r"(?:(?<=s )(?<!has )lead|(?<!\bwho )leads)"
    r"(?= (?:in|by|for)\b(?! the\b)| the (?:way|field|table|league|rankings?)\b)"
    r"|leading(?! (?:the|an?|this|that|its|their|on|to|up|roles?|counsel|councillors?|members?|officers?)\b)"
)
"""Says that something is first; who leads a project, a lead officer and a lead pipe are not."""
_MOST = rf"(?!(?:longest|most expensive)\b)(?:{MOST})|top|{_LEADS}|fastest"
_LEAST = rf"(?!(?:shortest|least expensive)\b)(?:{LEAST})|bottom|slowest"
"""Of any number; "longest" and "shortest" have a measure of their own."""
_PACE = re.compile(r"\b(?:fastest|slowest)\b", re.IGNORECASE)
"""Says how much something grew or fell; of anything else, the fastest may be the one with the least time."""
_LENGTH = re.compile(
    r"\b(?:lengths?|long\w*|distances?|durations?|times?|waits?|waiting|terms?|periods?|stays?|km|kilomet\w+|miles?|metres?"
    r"|hours?|minutes?|mins|seconds?|days?|weeks?|months?|in years)\b|\((?:m|yrs|years|hrs)\)",
    re.IGNORECASE,
)
_WITHIN_LENGTH = re.compile(
    r"\b(?:within|under|over|more than|less than|at least|in|up to) \d+[ -]"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?)\b"
    r"|%|\bper ?cent\b",
    re.IGNORECASE,
)
"""The heading of a column of how many took as long: "Seen within 4 hours (%)"."""
_WIDTH = re.compile(
    r"\bwid(?:e|er|est|ths?)\b|\b(?:gaps?|margins?|differences?|disparit(?:y|ies)|ranges?)\b", re.IGNORECASE
)
_PRICE = re.compile(r"[£$€]|\b(?:costs?|prices?|fares?|fees?|charges?|rents?)\b", re.IGNORECASE)
_OF_QUALITY = re.compile(
    r"(?:most|least) (?!(?:costly|populous|frequently|commonly|widely|heavily|highly|numerous"  # told by any number
    r"|family|elderly|early|homeless|only|supply|assembly|(?:dai|week|month|quarter|year|hour)ly)\b)"  # of things
    r"(?:(?:recent|efficient|deprived|prosperous|urgent|diverse|rural|urban|likely|effective|productive|active)"
    r"|[a-z]{3,}(?:ly|able|ible|ful|ous|less))\b",
    re.IGNORECASE,
)
"""Asks for a quality, which no number tells that is not said to measure it: "most recently", "least affordable"."""
_DEPTH = re.compile(r"\bdeep(?:er|est)?\b|\bdepths?\b", re.IGNORECASE)
_TRAFFIC = re.compile(
    r"\b(?:busy|busiest|passengers?|users?|visit\w*|journeys?|trips?|traffic|vehicles?|footfall|entries)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"^(?:(?:average|mean|median) )?age\b(?! (?:group|band|range|\d))", re.IGNORECASE)
_OLD = re.compile(
    rf"{_AGE.pattern}|^year$|^year of (?:opening|building|birth)$|^opening year$"
    r"|^(?:(?:date|year|first) )?(?:born|built|opened|founded|established|completed|launched|formed)(?: in)?$",
    re.IGNORECASE,
)
"""The heading of a column of ages, or of years in which something began."""
_MEASURES = {
    "longest": (False, _LENGTH),
    "shortest": (True, _LENGTH),
    "deepest": (False, _DEPTH),
    "shallowest": (True, _DEPTH),
    "tallest": (False, re.compile(r"\btall\w*|\bheights?\b", re.IGNORECASE)),
    "widest": (False, _WIDTH),
    "narrowest": (True, _WIDTH),
    "heaviest": (False, re.compile(r"\bheav\w+|\bweights?\b", re.IGNORECASE)),
    "dearest": (False, _PRICE),
    "cheapest": (True, _PRICE),
    "most expensive": (False, _PRICE),
    "least expensive": (True, _PRICE),
    "busiest": (False, _TRAFFIC),
    "quietest": (True, _TRAFFIC),
    "oldest": (True, _OLD),
    "newest": (False, _OLD),
    "youngest": (False, _OLD),
    "latest": (False, re.compile(r"\blatest\b", re.IGNORECASE)),
    "earliest": (True, re.compile(r"\bearliest\b", re.IGNORECASE)),
}
"""Superlatives of one measure: whether each asks from the lowest, and the headings of the columns that give it."""
_PLACE = rf"(?P<place>{'|'.join(PLACES[1:])}|2nd|3rd|[4-9]th|10th)"
_COUNT = rf"{'|'.join(COUNTS)}|[2-9]|10"
_FORM = rf"(?<!\bat )\b(?:{_PLACE}[ -])?(?:(?P<before>{_COUNT}) )?(?:%s)\b(?! of\b)(?: (?P<after>{_COUNT})\b)?"
_SUPERLATIVE = re.compile(_FORM % rf"(?P<most>{_MOST})|(?P<least>{_LEAST})", re.IGNORECASE)
_OF_MEASURE = re.compile(_FORM % rf"(?P<measure>{'|'.join(_MEASURES)})", re.IGNORECASE)
_SHOWS = re.compile(
    r"\b(?:covers|covered|takes up|took up|occupies|occupied|shows|showed|sees|saw|records|recorded|posts|posted|boasts"
    rf"|employs|employed)(?= (?:by far )?(?:the )?(?:{_MOST}|{_LEAST})\b)",
    re.IGNORECASE,
)
"""In front of a superlative no more than "has": "which crop covers the largest area?"."""
_HOW_MANY = re.compile(
    rf"\b(?P<lead>(?:which|what|name|list|(?<!of )the)) (?P<count>{_COUNT})\b(?! ?[,.%]?\d)", re.IGNORECASE
)
_ASKED = re.compile(
    r"\b(?P<word>which|what|where|who)\b(?P<be>(?:'s| (?:is|was|are|were)\b)(?: the\b)?)?(?P<has> ha[ds]\b)?",
    re.IGNORECASE,
)
_GENERIC = r"item|heading|thing|category|element|component|entry|sector|area|type|group|employer|cause|source"
GENERIC = frozenset(content_terms("item heading thing category element component entry"))
"""Terms that may be said of the rows of any table, and narrow nothing."""
_NOUNS = {
    "where": "city cities place area town village region district ward parish site county authority location country"
    " constituency nation council borough station port part",
    "who": "name person company organisation organization firm body partner trust university operator supplier provider"
    " funder member owner holder contractor party candidate author",
}
"""Nouns for what "where" and "who" ask for: "which city" asks for the rows of a table headed “Region”, too."""
ROW_NOUN = rf"(?:{'|'.join(' '.join(_NOUNS.values()).split())}|{_GENERIC})"
"""A noun for what the rows of a table are: "what city has the most"."""
_NAMING = {word: re.compile(rf"\b(?:{'|'.join(nouns.split())})\b", re.IGNORECASE) for word, nouns in _NOUNS.items()}
"""The headings of rows that "where" and "who" ask for."""


@dataclass(frozen=True)
class Superlative:
    """A superlative of a question.

    Attributes:
        least: whether it asks from the lowest.
        place: 2 for "the second highest".
        count: how many are asked for: 2 in "the two highest".
        rest: the question without it.
        measure: what the heading of the column holds that is compared: a price for "cheapest"; None for any.
        before: the question in front of it.
    """

    least: bool
    place: int
    count: int
    rest: str
    measure: re.Pattern[str] | None = None
    before: str = ""

    def compares(self, column: str) -> bool:
        """Whether a column may be the one that is compared: "the cheapest" is not told by any but a price."""
        if self.measure is _LENGTH and _WITHIN_LENGTH.search(column):
            return False
        return self.measure is None or bool(self.measure.search(column))

    def under(self, column: str) -> Superlative:
        """Return it as it is compared in a column: the oldest has the lowest year, but the highest age."""
        return replace(self, least=not self.least) if self.measure is _OLD and _AGE.search(column) else self

    @property
    def words(self) -> str:
        """What it asks for, in words: "second highest"."""
        end = "lowest" if self.least else "highest"
        if self.count > 1:
            return f"{COUNTS[self.count - 2]} {end}"
        return end if self.place == 1 else f"{PLACES[self.place - 1]} {end}"


def superlative_of(question: str) -> Superlative | None:
    """Return a question's superlative; None for none, for several and where something is left out ("apart from")."""
    question = _SHOWS.sub("has", question)
    found = list(_SUPERLATIVE.finditer(question)) or list(_OF_MEASURE.finditer(question))
    if len(found) != 1 or LEAVES_OUT.search(question):
        return None
    match = found[0]
    if _PACE.search(match.group()) and not ASKS_CHANGE.search(question):
        return None
    if _OF_QUALITY.match(question, match.start()):
        return None
    named = match.groupdict().get("measure")
    least, measure = _MEASURES[named.lower()] if named else (bool(match["least"]), None)
    rest = f"{question[: match.start()]}{question[match.end() :]}"
    several = _HOW_MANY.search(rest)
    counts = [match["before"], match["after"], several["count"] if several else None]
    given = [_number(count) for count in counts if count]
    if len(given) + bool(match["place"]) > 1:
        return None
    if several:
        rest = f"{rest[: several.start()]}{several['lead']}{rest[several.end() :]}"
    place = _number(match["place"]) if match["place"] else 1
    return Superlative(least, place, given[0] if given else 1, rest, measure, question[: match.start()])


def _number(word: str) -> int:
    """Return the number of "second", "2nd", "two" or "2"."""
    lowered = word.lower()
    if lowered in PLACES:
        return PLACES.index(lowered) + 1
    return COUNTS.index(lowered) + 2 if lowered in COUNTS else int(re.sub(r"\D", "", lowered))


def asked_cell(rest: str, document: Document, rows: Sequence[Block], best: Value) -> Cell | None:
    """Return the cell of a row that a question with a superlative asks for; None where that cannot be told.

    Args:
        rest: the question without its superlative.
        rows: the rows of the table.
        best: the row that has the most or the least, with its cell in the column that is compared.
    """
    asked, heading = _ASKED.search(rest), row_heading(rows)
    if asked is None or heading is None:
        return None
    name, following, word = best.row.cells[0], content_terms(rest[asked.end() :]), asked["word"].lower()
    if word in _NAMING:
        return name if _NAMING[word].search(heading) else None
    named = terms_of(heading) | alike(heading)
    first, names_row = set(following[:1]), bool(named & set(following))
    if asked["has"] or first & (named | GENERIC):
        return name
    for cell in best.row.cells[1:]:
        terms = content_terms(cell.column)
        if cell is not best.cell and terms and following[: len(terms)] == terms:
            return cell if names_row or _tells_apart(document, rows, cell.column) else None
    if names_row:
        return name
    if asked["be"]:
        return best.cell if first & terms_of(best.cell.column) else None
    return name if not heading and first & terms_of(best.row.table or "") else None


def alike(heading: str) -> set[str]:
    """Return the terms that may be said for what the heading of rows' names says: for “Region” also "city"."""
    return {term for word, nouns in _NOUNS.items() if _NAMING[word].search(heading) for term in content_terms(nouns)}


def _tells_apart(document: Document, rows: Sequence[Block], column: str) -> bool:
    """Whether no two rows have the same in a column: an operator of two lots is not compared by either."""
    held = [cell_text(document, cell) for row in rows for cell in row.cells if cell.column == column]
    return len(held) == len(rows) == len(set(held))
