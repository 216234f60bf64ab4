"""Why the figures of an answer differ: the sentence of a quoted document that says so, and questions that ask why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.quotes import Quote, overlap
from assistant.conflicts.claims import is_contested
from assistant.conflicts.conflict import Side
from assistant.conflicts.quantities import find_quantities
from assistant.conflicts.reasons import explanations_in
from assistant.corpus.document import BlockKind
from assistant.indexing.lexical import LexicalIndex

_VALUES = (
    r"(?:(?:head)?counts|figures|numbers|values|totals|dates|names|estimates|sizes|costs|amounts|prices|shares"
    r"|percentages|populations|budgets|sums|versions|answers)\b"
)
_UNLIKE = r"(?:different|differing|conflicting|contradictory|inconsistent)"
_WHY = r"(?:and |so |but )?(?:why|how come)"
_SOURCES = r"(?:the |your |two |these )*(?:documents?|reports?|sources?|papers?|pages?|evidence)"
_FOUND = (
    rf"(?:(?:do|did|can|would|will|have) (?:i|we|you|people) (?:\w+ )?(?:find|found|see|seen|get|got|read|have)"
    rf"|(?:are|were) there|(?:do|does|did) {_SOURCES} (?:give|show|say|state|have|quote|contain|report))"
)
_BEHIND = r"\s*\??(?P<about>\s*\([^()]*\))?\s*\??"
"""What a question may be completed with: "Why do the figures differ? (Saltham)"."""
_NO_SIDES = r"(?!.*\b(?:between|across|among|from|by|over)\b)"
_OF_NOTHING = rf"(?!(?:the|these|those|your) )(?:[\w-]+ ){{0,2}}{_VALUES} (?:all )?vary\b"
"""Values of things at large, which vary in the world and not in the documents: "ticket prices vary"."""
_SEVERAL_VALUES = re.compile(
    rf"{_WHY} {_FOUND} (?:(?:two|three|four|several|such) )?{_UNLIKE} (?P<what>(?:[\w-]+ ){{0,2}}{_VALUES}[^?.!]*?)"
    rf"(?:,? and (?:what|which) (?:are|is|one)\b[^?.!]*)?{_BEHIND}",
    re.IGNORECASE,
)
_VALUES_DIFFER = re.compile(
    rf"{_WHY}(?: do| did| are| is)? {_NO_SIDES}(?!{_OF_NOTHING})"
    rf"(?P<what>(?:the |these |those |your )?(?:[\w-]+ ){{0,2}}{_VALUES}[^?.!]*?)"
    rf" (?:(?:all )?(?:differ|disagree|vary|contradict (?:each other|one another))|{_UNLIKE})"
    rf"(?: so (?:much|widely))?(?P<rest> in \d{{4}}(?:/\d\d)?)?{_BEHIND}",
    re.IGNORECASE,
)
_TABLE = re.compile(r"^\W*((?:Table|Tab\.|Figure|Fig\.) [A-Z]?\.?\d[\w.]*\w|(?:Table|Tab\.|Figure|Fig\.) \d)")
_MIN_VALUES = 2


def values_asked(text: str) -> str:
    """Return the question what a value is, of one that asks why values of one thing differ; "" of any other.

    "Why do I find two different headcounts for the sector?" asks what the headcount for the sector is: the sentence
    that explains its values comes with them (`with_explanation`). "Why do costs differ between Leeds and Bradford?"
    asks for something else.
    """
    found = _SEVERAL_VALUES.fullmatch(text.strip()) or _VALUES_DIFFER.fullmatch(text.strip())
    if found is None:
        return ""
    groups = found.groupdict()
    what = re.sub(r"^(?:the|these|those|your) ", "", f"{groups['what']}{groups.get('rest') or ''}".strip(), flags=re.I)
    one = re.sub(_VALUES, lambda noun: noun.group()[:-1], what, count=1, flags=re.IGNORECASE)
    return f"What is the {one}?{groups['about'] or ''}"


def with_explanation(quotes: Sequence[Quote], differing: Sequence[Quote], lexical: LexicalIndex) -> tuple[Quote, ...]:
    """Return the quotes with the sentence that says why values differ behind those that do, where a document says so.

    Args:
        quotes: of the answer. A row of a table that compares sources differs by itself.
        differing: those of them that give different values for one thing.
    """
    told = [*differing, *(quote for quote in quotes[:1] if not differing and _compares_sources(quote))]
    figures = " ".join(quote.document.text[quote.start : quote.end] for quote in told)
    sections = {_headings(quote) for quote in differing}  # of a table on many things, a sentence must name a figure
    for document in {quote.document.id: quote.document for quote in told}.values():
        tables = {table for quote in differing if quote.document.id == document.id for table in _tables(quote)}
        for side in explanations_in(document, figures, sections, lexical, tables=tables):
            reason = _quoted(side, next(quote for quote in told if quote.document.id == document.id))
            if any(overlap(reason, quote) for quote in quotes):  # it was chosen as a statement already
                return tuple(replace(quote, explains=overlap(reason, quote)) for quote in quotes)
            behind = 1 + max(at for at, quote in enumerate(quotes) if quote in told)
            return (*quotes[:behind], reason, *quotes[behind:])
    return tuple(quotes)


def _quoted(side: Side, told: Quote) -> Quote:
    """Return how an explanation is quoted; what surrounds it is its paragraph."""
    block = side.document.block_at(side.start)
    around = (block.start, block.end) if block else None
    return Quote(side.document, told.candidate, side.start, side.end, explains=True, around=around)


def _compares_sources(quote: Quote) -> bool:
    """Whether a quote is a row that gives two values or more of one thing, of a table that compares sources."""
    row = quote.block
    if row is None or row.kind is not BlockKind.table_row or not is_contested(row):
        return False
    cells = [quote.document.text[cell.start : cell.end] for cell in row.cells[1:]]
    return sum(len(find_quantities(cell)) for cell in cells) >= _MIN_VALUES


def _tables(quote: Quote) -> list[str]:
    """Return what the table is called that a quote is a row of: "Table 4.4"."""
    row = quote.block
    return _TABLE.findall(row.table) if row and row.table else []


def _headings(quote: Quote) -> tuple[str, ...]:
    block = quote.block
    return block.headings if block else ()
