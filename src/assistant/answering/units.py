"""What can be quoted: the sentences, list items, whole lists and table rows of a passage."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import Question
from assistant.corpus.document import Block, BlockKind, Cell, Document, same_table
from assistant.english.numbers import numbers
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import analyse, content_terms
from assistant.retrieval import Candidate

_QUESTION = re.compile(r"[^:]*\?")
"""A sentence that only asks. "The study asks one thing: who pays?" says what it asks."""
_ASKS_FOR_SEVERAL = frozenset({AnswerType.list, AnswerType.other})
_NUMBER = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[A-Z]\d*)[.)]?\s+")
"""What a heading is numbered with."""
_SENTENCE_ON_TABLE = re.compile(r"(?:[Tt]able|[Tt]ab\.) \S+ [a-z]")
"""How a sentence before a table begins that its loader took for the caption: "Table 2 shows that ..."."""
_SOURCE_LINE = re.compile(r"(?:Sources?|Notes?)\b", re.IGNORECASE)
"""How a line below a table begins that says where its figures come from."""
_NOTES = 3
"""Lines below a table that are looked at."""
_TITLE_PAGE = 8
"""Blocks that a title page has at most."""
_NAMES_ALONE = re.compile(r"(?:(?:[A-Z\d&][\w’'&/-]*,?|[a-z]{1,3})(?: |$)){1,10}")
"""A line of a title page: words with capitals, figures, and short words between them."""
_ANNOUNCES = re.compile(
    rf"[^.!?]$|\b(?:following|as follows|below|these|{numbers(2, 10)})\b",
    re.IGNORECASE,
)
"""A sentence that introduces a list: it does not close, or says that something follows or how many things do."""
_BARE = re.compile(
    r"(?:(?:th(?:is|ese|ose|ey)|it|(?:some )?examples?) (?:(?:will|would|may|can|could|has|have|had|also) ){0,2}"
    r"(?:includ\w+|are|is|were|was|be|been|cover\w*|compris\w+)(?: (?:as follows|the following|below|listed below))?"
    r"|(?:the )?\S+ (?:has|have|had)(?: also)? (?:worked|partnered) with"
    r"|as follows|including|for example|such as|namely|in particular):\s*",
    re.IGNORECASE,
)
"""A lead-in that says nothing of what it introduces: "These include:", "They are:"."""


@dataclass(frozen=True)
class Unit:
    """A contiguous part of a document's stored text that can stand as a statement.

    Attributes:
        candidate: the retrieved passage it is part of.
        start, end: offsets in the stored text.
        kind: kind of the block it belongs to.
        text: `stored_text[start:end]`.
        block: the block it belongs to; None where there is none.
        asked_until: where the question ends that it answers and begins with ("Why? Because ..."), or the name of the
            row that it is the first sentence of; 0 without one.
    """

    candidate: Candidate
    start: int
    end: int
    kind: BlockKind
    text: str
    block: Block | None = None
    asked_until: int = 0

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its index terms."""
        return frozenset(analyse(self.text))

    def cell_text(self, cell: Cell) -> str:
        """Return the words of a cell of its row."""
        return self.text[cell.start - self.start : cell.end - self.start]

    @property
    def cosine(self) -> float:
        """Of the question with the nearest of its sentences; with the passage where none was compared."""
        if not self.candidate.sentences:
            return self.candidate.dense
        sentences = zip(self.candidate.passage.sentences, self.candidate.sentences, strict=True)
        within = [cosine for (start, end), cosine in sentences if self.start <= start and end <= self.end]
        return max(within, default=self.candidate.dense)


def units_of(candidate: Candidate, document: Document, *, captions: bool = False) -> list[Unit]:
    """Return the sentences, list items and table rows of a passage, in reading order.

    A question in the text is no statement: it is joined to the sentence behind it, or left out where none is. Nor is
    the name of a row that is quoted by the sentences of its cells: it is joined to the first of them. A line of the
    title page, a name and no more, says nothing.

    Args:
        captions: whether the captions of tables are among them.
    """
    units = []
    for start, end, asked_until in _answered(candidate, document):
        block = document.block_at(start)
        if block is None or not (is_title_line(document, block) or (not captions and is_caption(document, block))):
            kind = block.kind if block else BlockKind.paragraph
            units.append(Unit(candidate, start, end, kind, document.text[start:end], block, asked_until))
    return units


def _index(document: Document, block: Block) -> int:
    return bisect_left(document.blocks, block.start, key=lambda other: other.start)


def _answered(candidate: Candidate, document: Document) -> Iterator[tuple[int, int, int]]:
    """Yield the offsets of a passage's sentences, a question or a row's name joined to the next, and where it ends."""
    asked: tuple[int, int] | None = None
    named: Block | None = None
    for start, end in candidate.passage.sentences:
        block = document.block_at(start)
        if asked and (block is None or asked[0] < block.start):
            asked = None
        first = asked[0] if asked else start
        if block and block.kind is BlockKind.paragraph and is_question(document.text[start:end]):
            asked = (first, end)
            continue
        if block and _is_row_name(document, block, start, end):
            named = block
            continue
        if named and named is block:
            yield named.start, end, named.cells[0].end
        else:
            yield first, end, asked[1] if asked else 0
        asked = named = None


def _is_row_name(document: Document, block: Block, start: int, end: int) -> bool:
    """Whether a sentence is the whole first cell of a row of several, and so says only what the others tell of."""
    if block.kind is not BlockKind.table_row or len(block.cells) < 2:
        return False
    name, others = block.cells[0], block.cells[1:]
    has_more = any(other.end > other.start for other in others)
    return has_more and (start, end) == (name.start, name.end) and not document.text[start:end].endswith((".", "!"))


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something and says nothing."""
    return bool(_QUESTION.fullmatch(sentence))


def is_caption(document: Document, block: Block) -> bool:
    """Whether a block is a paragraph that is the caption of the table in front of or behind it."""
    text = document.text[block.start : block.end]
    if block.kind is not BlockKind.paragraph or _SENTENCE_ON_TABLE.match(text):
        return False
    at = _index(document, block)
    return any(other.table == text for other in document.blocks[max(at - 1, 0) : at + 2])


def is_title_line(document: Document, block: Block) -> bool:
    """Whether a block is a line below the document's title, as the name of its author or publisher, and no sentence.

    Between the title and the first sentence, list or table stand names alone. A line with a figure, or with words
    that are no part of a name, may say something.
    """
    for at, other in enumerate(document.blocks[:_TITLE_PAGE]):
        text = document.text[other.start : other.end]
        is_title = at == 0 and other.kind is BlockKind.heading
        if not (is_title or (at > 0 and other.kind is BlockKind.paragraph and _NAMES_ALONE.fullmatch(text))):
            return False
        if other.start == block.start:
            return not is_title and not any(letter.isdigit() for letter in text)
    return False


def asks_for_heading(question: Question, unit: Unit) -> bool:
    """Whether a question asks for what stands under a unit's heading: "What are the early measures?".

    It has all the heading's words, and no others but those of the document's title.
    """
    if question.type not in _ASKS_FOR_SEVERAL or unit.block is None or not unit.block.headings:
        return False
    title = unit.candidate.passage.context.partition("\n")[0]
    heading, asked = heading_terms(unit.block), frozenset(question.terms)
    return bool(heading) and heading <= asked <= heading.union(content_terms(title))


def heading_terms(block: Block | None) -> frozenset[str]:
    """Return the terms of the heading that a block stands under, without its number."""
    return frozenset(content_terms(_NUMBER.sub("", block.headings[-1]))) if block and block.headings else frozenset()


def items_of(document: Document, offset: int) -> list[Block]:
    """Return the items of the list at `offset` that are nested as deep as the one there; none where there is none."""
    span, own = list_span(document, offset), document.block_at(offset)
    if span is None or own is None:
        return []
    inside = document.blocks[_index(document, own) :: -1], document.blocks[_index(document, own) + 1 :]
    return [
        block
        for part in inside
        for block in part
        if span[0] <= block.start < span[1] and block.kind is own.kind and block.level == own.level
    ]


def list_span(document: Document, offset: int) -> tuple[int, int] | None:
    """Return the offsets of the whole list at `offset`, from its lead-in to its last item; None where there is none.

    `offset` may lie in an item or in the paragraph that introduces the list. A table counts as a list of rows for
    the paragraph in front of it, not for its rows. The list may run beyond the passage.
    """
    blocks = document.blocks
    block = document.block_at(offset)
    if block is None or offset >= block.end:
        return None
    at = first = _index(document, block)
    if block.kind is BlockKind.list_item:
        while first > 0 and blocks[first - 1].kind is BlockKind.list_item:
            first -= 1
        if first > 0 and _announces(document, blocks[first - 1]):
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
    following = _index(document, block) + 1
    if block.kind is not BlockKind.paragraph or following >= len(document.blocks):
        return False
    return document.blocks[following].kind in (BlockKind.list_item, BlockKind.table_row)


def paragraph_above(document: Document, row: Block) -> Block | None:
    """Return the paragraph above a row's table under its heading, but for its caption."""
    first = _index(document, row)
    while first and same_table(document.blocks[first - 1], row):
        first -= 1
    said = [block for block in document.blocks[max(first - 2, 0) : first] if not is_caption(document, block)]
    last = said[-1] if said else None
    return last if last and last.kind is BlockKind.paragraph and last.headings == row.headings else None


def blocks_below(document: Document, row: Block, count: int) -> Sequence[Block]:
    """Return the first `count` blocks behind the last row of a row's table."""
    behind = _index(document, row) + 1
    while behind < len(document.blocks) and same_table(document.blocks[behind], row):
        behind += 1
    return document.blocks[behind : behind + count]


def beside_table(document: Document, units: Sequence[Unit]) -> str:
    """Return what is said around the table that a passage has rows of: the paragraph above, and its source and notes.

    "Source: Crale Counts" below a table says whose figures all its rows are, though it may stand in another passage.
    """
    row = next((unit.block for unit in units if unit.block and unit.block.cells), None)
    if row is None:
        return ""
    above = paragraph_above(document, row)
    said = [above] if above else []
    for block in blocks_below(document, row, _NOTES):
        is_note = block.kind is BlockKind.note or _SOURCE_LINE.match(document.text, block.start, block.end)
        if not is_note or block.headings != row.headings:
            break
        said.append(block)
    return " ".join(document.text[block.start : block.end] for block in said)


def lead_in(document: Document, offset: int) -> tuple[int, int] | None:
    """Return the offsets of what introduces the item at `offset`: the item it is nested in, or its list's sentence."""
    item = document.block_at(offset)
    if item is None or offset >= item.end:
        return None
    parent = _parent(document, item)
    if parent:
        return (parent.start, parent.end)
    span = list_span(document, offset)
    block = document.block_at(span[0]) if span else None
    if span is None or block is None or block.kind is not BlockKind.paragraph:
        return None
    return (span[0], block.end)


def nested_end(document: Document, item: Block) -> int:
    """Return where the last of the items ends that are nested in a list item; its own end where none is."""
    end = item.end
    for block in document.blocks[_index(document, item) + 1 :]:
        if block.kind is not BlockKind.list_item or block.level <= item.level:
            break
        end = block.end
    return end


def _parent(document: Document, item: Block) -> Block | None:
    """Return the list item that another one is nested in."""
    for block in reversed(document.blocks[: _index(document, item)]):
        if item.kind is not BlockKind.list_item or block.kind is not BlockKind.list_item:
            break
        if block.level < item.level:
            return block
    return None


def _announces(document: Document, block: Block) -> bool:
    """Whether a block is a paragraph whose last sentence introduces a list."""
    return block.kind is BlockKind.paragraph and bool(
        _ANNOUNCES.search(document.text[_last_sentence(document, block) : block.end])
    )


def _lead_in_start(document: Document, index: int) -> int:
    """Return where what introduces a list begins: the last sentence of a paragraph, else the block.

    Of a last sentence that says no more than "These include:", the sentence before it says what is listed.
    """
    block = document.blocks[index]
    if block.kind is not BlockKind.paragraph:
        return block.start
    sentences = split_sentences(document.text, start=block.start, end=block.end)
    is_bare = len(sentences) > 1 and _BARE.fullmatch(document.text[slice(*sentences[-1])])
    return sentences[-2 if is_bare else -1][0]


def _last_sentence(document: Document, block: Block) -> int:
    """Return where the last sentence of a block begins."""
    return split_sentences(document.text, start=block.start, end=block.end)[-1][0]
