"""Things that stand beside each other in a table: what is told of one row's thing tells nothing of another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.answering.guards.around import said_around
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.corpus.document import Block, Document, same_table
from assistant.english.possessives import without_possessive
from assistant.indexing.lexical import content_terms

_BRACKETS = re.compile(r"\([^()]*\)")


def is_of_sibling(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a question names what has a row in a table, and a unit only what has another row there.

    "From 28% in Stainmoor to 63% in Lindale" says nothing of Haleborough, where a table has a row for each of them.
    """
    asked = _names(_BRACKETS.sub("", question.text))
    if question.several or not asked:
        return False
    unit = entry.unit
    held = frozenset(content_terms(f"{unit.text} {said_around(entry, document)}"))
    missing = [name for name in asked if any(question.missing(content_terms(name), held))]
    if not missing:
        return False
    return any(
        re.search(rf"(?<!\w){re.escape(other)}(?!\w)", unit.text)
        for rows in _tables(document(unit.candidate.passage.document))
        if not rows.isdisjoint(missing)
        for other in rows.difference(asked)
    )


def _names(text: str) -> list[str]:
    """Return the capitalised phrases of a question, without the word that it begins with."""
    found = (match.group() if match.start() else match.group().partition(" ")[2] for match in PHRASE.finditer(text))
    return [without_possessive(name) for name in found if name]


def _tables(document: Document) -> Iterator[set[str]]:
    """Yield for each table with figures the names of its rows, as far as they are names; one of terms has none."""
    last: Block | None = None
    rows: set[str] = set()
    for block in document.blocks:
        if not block.cells:
            continue
        if last and not same_table(last, block):
            yield rows
            rows = set()
        last = block
        name = block.row or ""
        if not any(map(str.isdigit, document.text[block.cells[0].end : block.end])):
            continue
        if PHRASE.fullmatch(name):
            rows.add(name)
    yield rows
