"""What can be quoted: the sentences, list items, whole lists and table rows of a passage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.corpus.document import Block, BlockKind, Document
from assistant.indexing.lexical import analyse
from assistant.retrieval import Candidate


@dataclass(frozen=True)
class Unit:
    """A contiguous part of a document's stored text that can stand as a statement.

    Attributes:
        candidate: the retrieved passage it is part of.
        start, end: offsets in the stored text.
        kind: kind of the block it belongs to.
        text: `stored_text[start:end]`.
    """

    candidate: Candidate
    start: int
    end: int
    kind: BlockKind
    text: str

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its index terms."""
        return frozenset(analyse(self.text))


def units_of(candidate: Candidate, document: Document) -> list[Unit]:
    """Return the sentences, list items and table rows of a passage, in reading order."""
    units = []
    for start, end in candidate.passage.sentences:
        block = document.block_at(start)
        kind = block.kind if block else BlockKind.paragraph
        units.append(Unit(candidate, start, end, kind, document.text[start:end]))
    return units


def list_span(document: Document, offset: int) -> tuple[int, int] | None:
    """Return the offsets of the whole list at `offset`, from its lead-in to its last item; None where there is none.

    `offset` may lie in an item or in the paragraph that introduces the list. A table counts as a list of rows for
    the paragraph in front of it, not for its rows. The list may run beyond the passage.
    """
    blocks = document.blocks
    block = document.block_at(offset)
    if block is None or offset >= block.end:
        return None
    at = first = blocks.index(block)
    if block.kind is BlockKind.list_item:
        while first > 0 and blocks[first - 1].kind is BlockKind.list_item:
            first -= 1
        if first > 0 and blocks[first - 1].kind is BlockKind.paragraph:
            first -= 1
    elif not introduces_list(document, block):
        return None
    last = at
    items = BlockKind.list_item if block.kind is BlockKind.list_item else blocks[at + 1].kind
    while last + 1 < len(blocks) and blocks[last + 1].kind is items:
        last += 1
    return (_lead_in_start(document, first), blocks[last].end)


def introduces_list(document: Document, block: Block) -> bool:
    """Whether a block is a paragraph with a list or a table right behind it."""
    following = document.blocks.index(block) + 1
    if block.kind is not BlockKind.paragraph or following >= len(document.blocks):
        return False
    return document.blocks[following].kind in (BlockKind.list_item, BlockKind.table_row)


def lead_in(document: Document, offset: int) -> tuple[int, int] | None:
    """Return the offsets of the sentence that introduces the list whose item stands at `offset`."""
    span = list_span(document, offset)
    if span is None:
        return None
    block = document.block_at(span[0])
    if block is None or block.kind is not BlockKind.paragraph:
        return None
    return (span[0], block.end)


def _lead_in_start(document: Document, index: int) -> int:
    """Return where the last sentence of a paragraph begins; for any other block, where the block begins."""
    from assistant.sentences import split_sentences

    block = document.blocks[index]
    if block.kind is not BlockKind.paragraph:
        return block.start
    return split_sentences(document.text, start=block.start, end=block.end)[-1][0]
