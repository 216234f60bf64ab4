"""Who wrote a document, by the row or the line that says so."""

from __future__ import annotations

import re

from assistant.answering.register.statements import RegisterStatement
from assistant.corpus.document import BlockKind, Document
from assistant.english.sentences import split_sentences

_AUTHORS = re.compile(r"^authors?\b", re.IGNORECASE)
_AUTHOR_LINE = re.compile(r"(?:authors?(?:\(s\))?:|written by) +", re.IGNORECASE)
_NEXT_LABEL = re.compile(r"[.;,]? +[A-Z][\w-]*(?: [a-z][\w-]*){0,2}: ")
"""Where another entry of the same line begins: " Contact: "."""
_AUTHOR_CHARACTERS = range(3, 121)


def author_row(document: Document) -> RegisterStatement | None:
    """Return the table row or the line that names the authors, as it stands."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is BlockKind.table_row and len(block.cells) > 1 and _AUTHORS.search(block.row or ""):
            exact = (block.cells[1].start - block.start, block.cells[1].end - block.start)
            return RegisterStatement(text, exact, document, block.start, block.end, "")
        names = _authors_in(text) if block.kind is BlockKind.paragraph else None
        if names:
            return RegisterStatement(text, names, document, block.start, block.end, "")
    return None


def _authors_in(text: str) -> tuple[int, int] | None:
    """Return where the authors stand in a line that names them: up to its next entry, or the end of the sentence."""
    line = _AUTHOR_LINE.match(text)
    if line is None or "\n" in text.strip():
        return None
    start, end = split_sentences(text, start=line.end())[0] if line.end() < len(text) else (0, 0)
    following = _NEXT_LABEL.search(text, start, end)
    end = following.start() if following else end
    end -= text[start:end].endswith(".")
    return (start, end) if end - start in _AUTHOR_CHARACTERS else None
