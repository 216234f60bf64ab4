"""From what the register says to the statements and citations of an answer record."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.record import as_text, cite
from assistant.answering.register.statements import RegisterStatement
from assistant.schema import Citation, Statement


def cite_register(found: Sequence[RegisterStatement]) -> tuple[str, tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the answer's text with `[1]` markers, its statements and their citations, as `number_citations` does.

    A statement that is not a quote says in `calculated` that it comes from the register; its citation quotes the
    title or the caption of what it is about.
    """
    statements, citations = [], []
    for number, entry in enumerate(found, 1):
        basis = f"from {entry.basis}" if entry.basis else ""
        statements.append(Statement(entry.text, (number,), entry.exact, calculated=basis))
        following = next((block for block in entry.document.blocks if block.start >= entry.end), None)
        around = (entry.start, following.end if following else entry.end)
        citations.append(cite(number, entry.document, (entry.start, entry.end), around))
    return as_text(statements, calculations=False), tuple(statements), tuple(citations)
