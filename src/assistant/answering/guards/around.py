"""What is said around a unit, and holds of it without being repeated in it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.scored import Scored
from assistant.answering.units import lead_in
from assistant.corpus.document import Document


def with_headings(entry: Scored, *, levels: int | None = None) -> str:
    """Return a unit's words with its table's caption and its headings.

    Args:
        levels: how many headings, from the one right above it; None for all.
    """
    block = entry.unit.block
    if block is None:
        return entry.unit.text
    headings = block.headings if levels is None else block.headings[-levels:]
    return " ; ".join((entry.unit.text, *headings, block.table or ""))


def said_around(entry: Scored, document: Callable[[str], Document], *, with_title: bool = True) -> str:
    """Return the title and headings of a unit, its table's caption, its list's lead-in, and its paragraph before it.

    Args:
        with_title: whether the document's title is among them: its year is that of the report.
    """
    unit, block = entry.unit, entry.unit.block
    said = [unit.candidate.passage.context] if with_title else []
    if block:
        text = document(unit.candidate.passage.document).text
        introduced = lead_in(document(unit.candidate.passage.document), unit.start)
        before = "" if block.cells else text[block.start : unit.start]
        said += [
            *block.headings[0 if with_title else 1 :],
            block.table or "",
            text[slice(*introduced)] if introduced else "",
            before,
        ]
    return " ; ".join(filter(None, said))
