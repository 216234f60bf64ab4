"""Things that stand beside each other in a table: what is told of one row's thing tells nothing of another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.answering.guards.around import said_around
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.answering.tables.cells import cell_text, table_rows
from assistant.corpus.document import Block, Document, same_table
from assistant.english.possessives import without_possessive
from assistant.indexing.lexical import content_terms

_LEAST_CELLS = 3
"""Of a row in a group: its name, the group and a value."""
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


def is_of_sibling_group(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a row is of one group of its table, and the question names more of another one that has such a row too.

    "Shared ownership; Fenby" says nothing of the homes in Radlow, where the table has "Shared ownership; Radlow".
    """
    row = entry.unit.block
    source = document(entry.unit.candidate.passage.document)
    own = _group(source, row)
    if question.several or row is None or not own:
        return False
    asked = frozenset(question.terms)
    others = (_group(source, other) for other in table_rows(source, row) if other.row == row.row)
    return any(len(other & asked) > len(own & asked) for other in others)


def _group(document: Document, row: Block | None) -> frozenset[str]:
    """Return the terms of what heads the group of a row, which stands behind its name; nothing where none does."""
    if row is None or len(row.cells) < _LEAST_CELLS or not row.cells[0].column or row.cells[1].column:
        return frozenset()
    return frozenset(content_terms(cell_text(document, row.cells[1])))


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
