"""What a table's row answers: the cells that are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import YEAR, Question
from assistant.answering.tables.since import since_year
from assistant.answering.tables.year_ends import ends_in, year_ended
from assistant.corpus.document import Block, Cell, Document, same_table
from assistant.english.changes import CHANGE, FALL, FARE, REDUCE, RISE, all_forms
from assistant.english.dates import YEAR_DIGITS
from assistant.indexing.lexical import content_terms

SPAN_OF_YEARS = re.compile(
    rf"\b{YEAR_DIGITS} ?(?:to|until|till|through|[-–])(?: the end of)? ?{YEAR_DIGITS}\b"
    rf"|\bbetween {YEAR_DIGITS} and {YEAR_DIGITS}\b",
    re.IGNORECASE,
)
ADDS_UP = re.compile(
    r"\b(?:in total|totals?|altogether|(?:all )?together|in all|the sum of|between them|combined)\b", re.IGNORECASE
)
"""A question's words for a sum; "the overall satisfaction" is none."""
ASKS_TOTAL = re.compile(rf"{ADDS_UP.pattern}|\boverall\b", re.IGNORECASE)
"""A question's words for a total."""
HEADS_TOTAL = re.compile(r"\b(?:(?:sub)?totals?|(?<!lump )sum|altogether)\b", re.IGNORECASE)
"""The words for a total in a table: in the heading of a column or the name of a row."""
LEAVES_OUT = re.compile(
    r"\b(?:apart from|except(?:ing|ed)?|other than|exclud(?:e|es|ing)|besides?|not|without|outside|but|aside|leaving"
    r"|never|save for|bar (?:the|one))\b|\b(?:save|bar) (?-i:[A-Z])|(?<=, )(?:save|bar)\b|n't\b",
    re.IGNORECASE,
)
"""A question's words that leave something out, or deny it: "save for Saltham", not "which bar would save most"."""
ASKS_CHANGE = re.compile(rf"\b(?:{all_forms(RISE, FALL, REDUCE, FARE, CHANGE)}|went)\b", re.IGNORECASE)
"""A question's words for how a value became another: both are said."""
_ASKS_LENGTH = re.compile(r"\bhow (?:long|soon|quickly)\b(?! ago\b)", re.IGNORECASE)
_UNITS_OF_TIME = r"(?:seconds|minutes|mins|hours|hrs|days|weeks|wks|months|years|yrs)\b"
_OF_TIME = re.compile(rf"(?:[,(/]|\bin) ?(?:working |calendar )?{_UNITS_OF_TIME}|^{_UNITS_OF_TIME}", re.IGNORECASE)
"""A heading that says its numbers are times: "Median wait (weeks)", not "Waiting over 52 weeks"."""
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
_OF_MASS = re.compile(r"^(?P<what>[^,(/]*?) ?[,(/] ?(?:in )?(?:tonnes?|kilotonnes|kt|kg|(?:mega)?litres?)\b")
"""A heading that says that its numbers are weights or volumes: "Landed (tonnes)"."""
_ANY_MASS = frozenset(content_terms("weight quantity tonnage volume output total catch"))
"""What such a heading may say of anything: "Feed (tonnes)" is of the feed alone."""
_AND_TOTAL = re.compile(r"(?:,|\band|\bor) (?:the |its |their )?total\b", re.IGNORECASE)
_BRACKET_BEHIND = re.compile(r"\s*\([^()]*\)\s*$")
_MIN_CUT = 4
"""Letters that are left of a word which is cut off, and that are missing at least; set by hand."""
_MIN_COLUMNS = 4
"""Columns of a row, its name among them, from which the cells that were not asked for are left out."""


def asked_cells(question: Question, row: Block) -> tuple[Cell, ...]:
    """Return the row's name and the cells whose columns the question names; empty where it names none, or all.

    A column is named by its year, by its initials ("ICT") or by all words of its heading; of several columns of one
    year, those are whose other words it names. A day that ends a year names the span that it ends. A span of years
    names its ends where a change is asked for, else none, but the column of totals where a total is asked for; a year
    since which something changed names those behind it as well. What heads a group of rows stays beside the name.
    "The total cost of surveys" names the surveys, not the column of totals. "How long do patients wait?" names the
    columns that are in weeks, not “Patients waiting”.
    """
    name, *others = row.cells
    ended, since = year_ended(question, row), since_year(question)
    in_unit = [cell for cell in others if _is_in_asked_unit(question, cell.column)]
    if (len(row.cells) < _MIN_COLUMNS and not in_unit) or question.type is AnswerType.yes_no:
        return ()  # "did it meet its target?" is settled by what was reached, too
    span = SPAN_OF_YEARS.search(question.text)
    if span and ASKS_CHANGE.search(question.text):
        dated = [cell for cell in others if set(YEAR.findall(span.group())).intersection(YEAR.findall(cell.column))]
    elif span and ASKS_TOTAL.search(question.text):
        dated = [cell for cell in others if HEADS_TOTAL.search(cell.column)]
    elif since and (later := [cell for cell in others if max(map(int, YEAR.findall(cell.column)), default=0) >= since]):
        named = [cell for cell in others if cell not in later and names_column(question, cell.column)]
        dated = [*later, *named] if len(later) > 1 else []
    elif ended and (of_year := [cell for cell in others if ends_in(cell.column, ended)]):
        dated = of_year
    else:
        dated = [cell for cell in others if not span and question.years.intersection(YEAR.findall(cell.column))]
    said = [cell for cell in others if names_column(question, cell.column) and not (span and YEAR.search(cell.column))]
    named = _best_named(question, dated) or _without_total(question, said)
    named = in_unit or named
    group = [cell for cell in others[:1] if name.column and not cell.column]
    return (name, *group, *named) if 0 < len(named) < len(others) - len(group) else ()


def _is_in_asked_unit(question: Question, column: str) -> bool:
    """Whether a column is in the unit that is asked for, and of what is asked: weeks of a wait, tonnes of anything.

    The minutes of a journey are not how long the tunnel is, nor the hectares of a farm how much it grows.
    """
    asked = set(question.terms)
    if _ASKS_LENGTH.search(question.text):
        return bool(_OF_TIME.search(column)) and bool(asked.intersection(content_terms(column)))
    mass = _OF_MASS.search(column) if question.type is AnswerType.quantity and _HOW_MUCH.search(question.text) else None
    said = set(content_terms(mass["what"])) if mass else set()
    return mass is not None and (said <= _ANY_MASS or bool(said & asked))


def _best_named(question: Question, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells without those of whose headings the question names only a part of what it names of another."""
    asked = {term for term in question.terms if not term.isdigit()}
    shared = [asked.intersection(content_terms(cell.column)) for cell in cells]
    return [cell for cell, own in zip(cells, shared, strict=True) if not any(own < other for other in shared)]


def _without_total(question: Question, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells without the column "Total" where "total" is said of another: "the total cost of surveys"."""
    parts = [cell for cell in cells if not HEADS_TOTAL.fullmatch(cell.column.strip())]
    return list(cells) if not parts or _AND_TOTAL.search(question.text) else parts


def names_column(question: Question, column: str) -> bool:
    """Whether the question holds a column's initials or all words of its heading, but for a bracket behind it."""
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z][a-z]+", column))
    if len(initials) > 1 and re.search(rf"\b{initials}\b", question.text):
        return True
    terms, asked = column_terms(column), set(question.terms)
    return bool(terms & asked) and all(term in asked or any(_begins(said, term) for said in asked) for term in terms)


def _begins(said: str, term: str) -> bool:
    """Whether a word is the beginning of a longer one, cut off: "C diff" for “C. difficile”."""
    return len(said) >= _MIN_CUT and len(term) - len(said) >= _MIN_CUT and term.startswith(said)


def column_terms(column: str) -> set[str]:
    """Return the terms of a heading without its unit, what it has in brackets: "Per head (tonnes)"."""
    return set(content_terms(without_bracket(column)) or content_terms(column))


def without_bracket(text: str) -> str:
    """Return a heading or a row's name without what it has in brackets behind it."""
    return _BRACKET_BEHIND.sub("", text)


def table_rows(document: Document, row: Block) -> list[Block]:
    """Return all rows of the table that `row` belongs to, in order."""
    blocks = document.blocks
    at = blocks.index(row)
    first, last = at, at
    while first > 0 and same_table(blocks[first - 1], row):
        first -= 1
    while last + 1 < len(blocks) and same_table(blocks[last + 1], row):
        last += 1
    return list(blocks[first : last + 1])


def cell_text(document: Document, cell: Cell) -> str:
    """Return the words of a cell."""
    return document.text[cell.start : cell.end]


def written(cell: Cell) -> tuple[int, int]:
    """Return the offsets of a cell with the name of its column in front, as it is stored."""
    return cell.start - len(f"{cell.column}: ") * bool(cell.column), cell.end
