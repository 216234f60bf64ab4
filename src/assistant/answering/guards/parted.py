"""A whole that its document parts: what is told of all districts is no figure of one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.guards.around import said_around
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.answering.sources import names_of
from assistant.corpus.document import Block, BlockKind, Document
from assistant.corpus.title_page import read_title_page
from assistant.english.dates import MONTH_NAMES
from assistant.english.possessives import without_possessive
from assistant.indexing.lexical import content_terms

_BRACKETS = re.compile(r"\([^()]*\)")
_AT = re.compile(
    rf"\b(?:in|for|at|across|within|of|by|did|does|do|has|have|had|will) (?:the )?(?P<name>{PHRASE.pattern})"
)
"""Where, or of what, a figure is asked for: "in Holt", "did Holt"."""
_AMONG = r"(?:,? (?:and|or) |, )(?:(?:the )?(?:[a-z]+ of )?|the )"
_SEVERAL = re.compile(rf"{PHRASE.pattern}(?:{_AMONG}{PHRASE.pattern}){{2,}}")
"""Three names or more side by side: "Ravensby, Holt and Scarfell"."""
_FIGURE = re.compile(r"\d")
_OF_EACH = re.compile(r"\b(?:all|every|each|everyone|everywhere|any|whole|we|our)\b", re.IGNORECASE)
"""Says that what a unit tells holds of each part, or is told by whoever writes of themselves."""
_ADJECTIVE = re.compile(r"\b[A-Z][a-z]+(?:sh|ians?|ese)\b")
"""Names a place by its adjective: "Welsh", "Cornish"."""
_TIME = re.compile(rf"(?:{MONTH_NAMES}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Spring|Summer|Autumn|Winter)\b")
"""A name that says when: a table of months parts a year."""
_FEWEST_ROWS = 3
"""Rows from which a table parts something: of two, one may be the whole. Set by hand."""


def is_of_parted_whole(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a figure of a part is asked for, and a unit tells of the whole that its document parts.

    A part has a row among others in a table, or stands among others in a sentence: "in the districts of Ravensby, Holt
    and Scarfell". "Step Up created 288 jobs" says nothing of Holt then, unless something that the document says of
    itself, or before it in the same section, names Holt.
    """
    is_figure = question.type in FIGURES or (question.type is AnswerType.other and _FIGURE.search(entry.exact_words))
    if question.several or not is_figure or _OF_EACH.search(entry.unit.text) or _ADJECTIVE.search(entry.unit.text):
        return False
    whole = document(entry.unit.candidate.passage.document)
    asked = (without_possessive(found["name"]) for found in _AT.finditer(_BRACKETS.sub("", question.text)))
    parts = [name for name in asked if not _TIME.match(name) and _is_part(whole, name)]
    if not parts:
        return False
    around = _SEVERAL.sub(" ", " ; ".join((said_around(entry, document), *_said_of_it(whole, entry.unit.block))))
    held = names_of(whole.source).union(content_terms(f"{entry.unit.text} ; {around}"))
    return all(question.lacks_all(content_terms(name), held) for name in parts)


def _said_of_it(document: Document, block: Block | None) -> Iterator[str]:
    """Yield what may name what a block tells of: all in front of the first section, and of its own what is before it.

    Of a table that is only a row that has a name and no values, and so heads those below it.
    """
    page = read_title_page(document.text, document.blocks)
    sections = [other.start for other in document.blocks if other.kind is BlockKind.heading and other.start >= page.end]
    yield document.text[: sections[1] if len(sections) > 1 else page.end]
    for other in document.blocks:
        if block is None or other.start >= block.start:
            break
        is_head = other.cells and other.table == block.table and all(cell.end <= cell.start for cell in other.cells[1:])
        if other.headings == block.headings and (is_head or not other.cells):
            yield document.text[other.start : other.end]


def _is_part(document: Document, name: str) -> bool:
    """Whether a document has a row of a name among the rows of a table, or names it among others."""
    if name not in document.text:
        return False
    said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(said.search(others) for others in _named_together(document, name))


def _named_together(document: Document, name: str) -> Iterator[str]:
    """Yield the name of each row that is named so in a table of several, and what is named with it in a sentence.

    A single word is the name of a row if it is all of it: "the Council" is no row of “Council tax”.
    """
    for block in document.blocks:
        if name not in document.text[block.start : block.end]:
            continue
        if block.cells:
            rows = {other.row for other in document.blocks if other.cells and other.table == block.table}
            is_name = block.row == name or " " in name
            if is_name and len(rows) >= _FEWEST_ROWS:
                yield block.row or ""
        else:
            yield from (found.group() for found in _SEVERAL.finditer(document.text, block.start, block.end))
