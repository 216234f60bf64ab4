"""Things that stand beside each other in a table: what is told of one row's thing tells nothing of another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.corpus.document import Block, Document, same_table

_BRACKETS = re.compile(r"\([^()]*\)")


def is_of_sibling(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a question names what has a row in a table, and a unit only what has another row there.

    "From 28% in Stainmoor to 63% in Lindale" says nothing of Haleborough, where a table has a row for each of them.
    """
    if question.several:
        return False
    unit, block = entry.unit, entry.unit.block
    around = " ; ".join((unit.text, unit.candidate.passage.context, *(block.headings if block else ())))
    asked = _names(_BRACKETS.sub("", question.text))
    missing = [name for name in asked if not _is_named(name, around)]
    if not missing:
        return False
    tables = list(_tables(document(unit.candidate.passage.document).blocks))
    return any(
        _is_named(other, unit.text)
        for name in missing
        for rows in tables
        if name in rows
        for other in rows
        if other not in asked
    )


def _names(text: str) -> list[str]:
    """Return the capitalised phrases of a question, without the word that it begins with."""
    found = (match.group() if match.start() else match.group().partition(" ")[2] for match in PHRASE.finditer(text))
    return [name for name in found if name]


def _tables(blocks: Sequence[Block]) -> Iterator[set[str]]:
    """Yield for each table the names of its rows, as far as they are names."""
    last: Block | None = None
    rows: set[str] = set()
    for block in blocks:
        if not block.cells:
            continue
        if last and not same_table(last, block):
            yield rows
            rows = set()
        last = block
        name = block.row or ""
        if PHRASE.fullmatch(name):
            rows.add(name)
    yield rows


def _is_named(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
