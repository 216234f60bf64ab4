"""A whole that its document parts: what is told of all districts is no figure of one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.guards.around import said_around
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.answering.sources import title_lines, title_names
from assistant.corpus.document import Document
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
_FEWEST_ROWS = 3


def is_of_parted_whole(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a figure of a part is asked for, and a unit tells of the whole that its document parts.

    A part has a row among others in a table, or stands among others in a sentence: "in the districts of Ravensby, Holt
    and Scarfell". "Step Up created 288 jobs" says nothing of Holt then, unless Holt is named around it.
    """
    is_figure = question.type in FIGURES or (question.type is AnswerType.other and _FIGURE.search(entry.exact_words))
    if question.several or not is_figure:
        return False
    unit, whole = entry.unit, document(entry.unit.candidate.passage.document)
    asked = (without_possessive(found["name"]) for found in _AT.finditer(_BRACKETS.sub("", question.text)))
    parts = [name for name in asked if _is_part(whole, name)]
    if not parts:
        return False
    around = _SEVERAL.sub(" ", " ; ".join([said_around(entry, document), *title_names(question, title_lines(whole))]))
    held = frozenset(content_terms(f"{unit.text} ; {around}"))
    return all(question.lacks_all(content_terms(name), held) for name in parts)


def _is_part(document: Document, name: str) -> bool:
    """Whether a document has a row for a name among the rows of a table, or names it among others."""
    if name not in document.text:
        return False
    said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(said.search(others) for others in _named_together(document, name))


def _named_together(document: Document, name: str) -> Iterator[str]:
    """Yield the names of the rows of each table that has one with a name, and what is named with it in a sentence."""
    for block in document.blocks:
        if name not in document.text[block.start : block.end]:
            continue
        if block.cells:
            rows = {other.row for other in document.blocks if other.cells and other.table == block.table}
            if len(rows) >= _FEWEST_ROWS:
                yield block.row or ""
        else:
            yield from (found.group() for found in _SEVERAL.finditer(document.text, block.start, block.end))
