"""Splits a document into passages along its structure.

A passage is a contiguous part of the stored text under one heading: some paragraphs, a list with the sentence
that introduces it, or some rows of a table. Its context (title and heading path) is indexed with it and never quoted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.corpus.document import Block, BlockKind, Document, same_table
from assistant.corpus.title_page import read_title_page
from assistant.english.sentences import split_sentences

SPLITTER_VERSION = 9
"""Part of the manifest: an index split in another way is refused. Raise it with every change of the splitting."""

TARGET_WORDS = 90
"""A passage is closed when it has this many words: the prototype's size; no other was measured."""
MAX_WORDS = 130
"""A block is not added to a passage beyond this; with its context it then fits the embedding model's 256 tokens."""
LONG_ROW = 50
"""A table row with more words than this is quoted by the sentences of its cells, a shorter one whole."""
_LONG_LEAD_IN = 40
"""Words from which only the last sentence of a paragraph is taken as what introduces a list or a table."""
_ID_LENGTH = 16  # hexadecimal digits: 64 bits, no collision expected below a billion passages


@dataclass(frozen=True)
class Passage:
    """A part of a document that is retrieved and cited.

    Attributes:
        id: from the content, so that a rebuild gives the same one.
        document: the document's id.
        start, end: offsets in the document's stored text.
        text: `stored_text[start:end]`.
        context: the document's title and the heading path; of the later part of a list or a table, what introduces it.
        sentences: offsets in the stored text of its sentences, list items and table rows.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    context: str
    sentences: tuple[tuple[int, int], ...]

    @property
    def indexed_text(self) -> str:
        """What is embedded and indexed: context and text."""
        return f"{self.context}\n{self.text}"

    @property
    def boundaries(self) -> tuple[tuple[int, int], ...]:
        """Offsets of its sentences in its own text."""
        return tuple((start - self.start, end - self.start) for start, end in self.sentences)


def split_document(document: Document) -> list[Passage]:
    """Return the passages of a document in reading order; together they hold every block that is not a heading."""
    seen: dict[str, int] = {}
    titles = _titles(document)
    return [
        _make(document, titles, run, lead, seen)
        for section in _sections(document.blocks)
        for run, lead in _runs(section, document.text)
    ]


@dataclass(frozen=True)
class _Piece:
    """A block, or a part of a long paragraph that ends at a sentence end."""

    block: Block
    start: int
    end: int
    words: int


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Group consecutive blocks that stand under the same heading; headings themselves only separate."""
    section: list[Block] = []
    for block in blocks:
        if section and (block.kind is BlockKind.heading or block.headings != section[-1].headings):
            yield section
            section = []
        if block.kind is not BlockKind.heading:
            section.append(block)
    if section:
        yield section


def _runs(section: Sequence[Block], text: str) -> Iterator[tuple[list[_Piece], _Piece | None]]:
    """Pack a section's blocks into runs of at most MAX_WORDS; lead-ins stay with lists, captions with rows.

    Each run comes with what introduces the list or table that it goes on with, if it does not begin it.
    """
    pieces = [piece for block in section for piece in _pieces(block, text)]
    run: list[_Piece] = []
    lead, of_run = None, None
    words = 0
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        starts_new = run and (
            words + piece.words > MAX_WORDS
            or (words >= TARGET_WORDS and not _continues(run[-1], piece))
            or _changes_table(run[-1], piece)
            or (
                _leads_in(piece, following)
                and words + piece.words + (following.words if following else 0) > TARGET_WORDS
            )
        )
        if index and _changes_table(pieces[index - 1], piece):
            lead = None
        if starts_new:
            yield run, of_run
            run, words, of_run = [], 0, lead if _is_listed(piece) else None
        if not _is_listed(piece):
            lead = piece if _leads_in(piece, following) else None
        run.append(piece)
        words += piece.words
    if run:
        yield run, of_run


def _pieces(block: Block, text: str) -> Iterator[_Piece]:
    words = len(text[block.start : block.end].split())
    if words <= MAX_WORDS or block.kind is BlockKind.table_row:
        yield _Piece(block, block.start, block.end, words)
        return
    start, count, last = block.start, 0, block.start
    for first, end in split_sentences(text, start=block.start, end=block.end):
        length = len(text[first:end].split())
        if count and count + length > TARGET_WORDS:
            yield _Piece(block, start, last, count)
            start, count = first, 0
        count += length
        last = end
    yield _Piece(block, start, last, count)


def _continues(last: _Piece, piece: _Piece) -> bool:
    """Whether `piece` belongs to the same list or table as the piece before it, or is its first item."""
    return _is_listed(piece) and (_is_listed(last) or last.block.kind is BlockKind.paragraph)


def _leads_in(piece: _Piece, following: _Piece | None) -> bool:
    """Whether `piece` introduces the list or table that follows it."""
    return piece.block.kind is BlockKind.paragraph and following is not None and _is_listed(following)


def _is_listed(piece: _Piece) -> bool:
    """Whether `piece` is a list item or a row of a table."""
    return piece.block.kind in (BlockKind.list_item, BlockKind.table_row)


def _changes_table(last: _Piece, piece: _Piece) -> bool:
    """Whether a table ends or another begins between the two pieces."""
    if last.block.kind is BlockKind.table_row:
        return not same_table(last.block, piece.block)
    return False


def _titles(document: Document) -> tuple[str, ...]:
    """Return the headings that say only what the document's title does: the title, or the two it is made of."""
    page = read_title_page(document.text, document.blocks)
    is_made = bool(page.subtitle) and page.full_title == document.source.title
    return (page.title, page.subtitle) if is_made else (document.source.title,)


def _make(
    document: Document, titles: Sequence[str], run: Sequence[_Piece], lead: _Piece | None, seen: dict[str, int]
) -> Passage:
    start, end = run[0].start, run[-1].end
    text = document.text[start:end]
    headings = [heading for heading in run[0].block.headings if heading not in titles]
    introduced = run[0].block.table or _said_by(document, lead)  # its place is in another passage
    below = [part for part in (" > ".join(headings), introduced) if part]
    context = "\n".join([document.source.title, *below])
    digest = hashlib.sha256(f"{document.id}\0{context}\0{text}".encode()).hexdigest()[:_ID_LENGTH]
    repeated = seen.get(digest, 0)
    seen[digest] = repeated + 1
    sentences: list[tuple[int, int]] = []
    for piece in run:
        sentences.extend(_quotable(document, piece))
    return Passage(
        id=f"{digest}-{repeated}" if repeated else digest,
        document=document.id,
        start=start,
        end=end,
        text=text,
        context=context,
        sentences=tuple(sentences),
    )


def _said_by(document: Document, lead: _Piece | None) -> str:
    """Return how a list or a table is introduced; of a long paragraph, its last sentence."""
    if lead is None:
        return ""
    start = lead.start
    if lead.words > _LONG_LEAD_IN:
        start = split_sentences(document.text, start=lead.start, end=lead.end)[-1][0]
    return document.text[start : lead.end]


def _quotable(document: Document, piece: _Piece) -> list[tuple[int, int]]:
    """Return the sentences of a piece; a table row is one, unless its cells hold running text."""
    if piece.block.kind is not BlockKind.table_row:
        return split_sentences(document.text, start=piece.start, end=piece.end)
    if piece.words <= LONG_ROW:
        return [(piece.start, piece.end)]
    cells = piece.block.cells
    return [span for cell in cells for span in split_sentences(document.text, start=cell.start, end=cell.end)]
