"""What is said around a unit, and holds of it without being repeated in it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.scored import Scored
from assistant.answering.units import lead_in
from assistant.corpus.document import Document


def said_around(entry: Scored, document: Callable[[str], Document]) -> str:
    """Return the title and headings of a unit, its table's caption, its list's lead-in, and its paragraph before it."""
    unit, block = entry.unit, entry.unit.block
    said = [unit.candidate.passage.context]
    if block:
        text = document(unit.candidate.passage.document).text
        introduced = lead_in(document(unit.candidate.passage.document), unit.start)
        before = "" if block.cells else text[block.start : unit.start]
        said += [*block.headings, block.table or "", text[slice(*introduced)] if introduced else "", before]
    return " ; ".join(filter(None, said))
