"""Who says what is quoted: "The chair, Ada Moss, said:" in the paragraph above a quotation."""

from __future__ import annotations

import re

from assistant.corpus.document import Block, BlockKind, Document
from assistant.english.sentences import split_sentences

_OPENS = re.compile(r"\s*[\"“‘„«]")
_SAYS = re.compile(
    r"\b(?:said|says|add(?:ed|s)|comment(?:ed|s)|explain(?:ed|s)|continu(?:ed|es)|conclud(?:ed|es)|state[ds]|remark(?:ed|s)"
    r"|told|writes|wrote|according to)\b[^.!?]{0,60}[:,]\s*$"
)
"""How a sentence ends that hands over to a person's own words."""
_MOST = 6
"""Paragraphs of one quotation."""


def said_by(document: Document, offset: int) -> tuple[int, int] | None:
    """Return the offsets of the sentence that says whose words the quotation at `offset` is; None where none does.

    A quotation may have several paragraphs, each with its own opening mark.
    """
    block = document.block_at(offset)
    if block is None or not _is_quotation(document, block):
        return None
    at = document.blocks.index(block)
    for above in document.blocks[max(at - _MOST, 0) : at][::-1]:
        if above.kind is not BlockKind.paragraph or above.headings != block.headings:
            return None
        if not _is_quotation(document, above):
            start, end = split_sentences(document.text, start=above.start, end=above.end)[-1]
            return (start, end) if _SAYS.search(document.text, start, end) else None
    return None


def _is_quotation(document: Document, block: Block) -> bool:
    return block.kind is BlockKind.paragraph and bool(_OPENS.match(document.text, block.start))
