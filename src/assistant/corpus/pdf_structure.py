"""From the pages of a PDF to its blocks: paragraphs over page breaks, notes kept apart, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus.builder import TextBuilder
from assistant.corpus.captions import CAPTION
from assistant.corpus.document import BlockKind
from assistant.corpus.pdf_flow import Element, Item, Sheet, find_captions, join_tables, settle_doubtful
from assistant.corpus.pdf_headings import Entry, mark_headings
from assistant.corpus.pdf_paragraphs import (
    Paragraph,
    Pitches,
    body_size,
    classify,
    foot_notes,
    is_marked,
    is_numbered,
    set_text,
    split,
)
from assistant.corpus.pdf_tables import Table
from assistant.corpus.pdf_vocabulary import Vocabulary
from assistant.corpus.pdf_words import Line
from assistant.corpus.pdf_writer import write

_LAST_WORDS = re.compile(r"(?:,|\b(?:and|or|the|of|to|in|a|an|for|with|by|from|that|which|their|its|is|are))$")
_UNFINISHED_ITEM = re.compile(r"(?:[;,]|[;,] (?:and|or))$")
_MAX_ITEMS = 15  # of a list without markers
_MAX_BETWEEN = 10  # blocks of a box between the two halves of a sentence
_FULL_LINES = 0.9  # share of lines that end at or before the right margin; notes in it may stand further right


def build(sheets: Sequence[Sheet], outline: Sequence[Entry], builder: TextBuilder) -> None:
    """Add the blocks of all pages to `builder`."""
    settle_doubtful(sheets)
    columns = [[item for item in column if isinstance(item, Line)] for sheet in sheets for column in sheet.columns]
    body = body_size(columns)
    vocabulary = Vocabulary(columns)
    pitches = Pitches(columns)
    flow: list[Element] = []
    for sheet in sheets:
        _add_page(flow, sheet, body, pitches, vocabulary)
    mark_headings([element for element in flow if isinstance(element, Paragraph)], outline, body)
    _find_unmarked_lists(flow)
    _join_list_levels(flow)
    flow = join_tables(flow)
    find_captions(flow)
    write(flow, sheets, builder)


def _add_page(flow: list[Element], sheet: Sheet, body: float, pitches: Pitches, vocabulary: Vocabulary) -> None:
    notes: list[Paragraph] = []
    begun = len(flow)
    for column in sheet.columns:
        lines = [item for item in column if isinstance(item, Line)]
        _set_margins(lines)
        cut = foot_notes(lines, body)
        for paragraph in split(lines[cut:], pitches):
            paragraph.kind = BlockKind.note
            set_text(paragraph, vocabulary)
            if paragraph.text:
                notes.append(paragraph)
        noted = {id(line) for line in lines[cut:]}
        first = True
        for run in _runs([item for item in column if id(item) not in noted]):
            if isinstance(run, Table) and run.callouts:
                flow.extend(_called_out(run, vocabulary))
                continue
            if isinstance(run, Table):
                run.rows = [[vocabulary.settle(text) for text in row] for row in run.rows]
                flow.append(run)
                first = False
                continue
            paragraphs = split(run, pitches)
            for paragraph in paragraphs:
                set_text(paragraph, vocabulary)
            paragraphs = [paragraph for paragraph in paragraphs if paragraph.text]
            classify(paragraphs, body)
            for paragraph in paragraphs:
                if not _continue(flow, paragraph, vocabulary, body, new_column=first):
                    flow.append(paragraph)
                first = False
    _add_notes(flow, notes, begun)


def _called_out(table: Table, vocabulary: Vocabulary) -> list[Paragraph]:
    """Return a paragraph for each figure that is called out with its words."""
    paragraphs = [Paragraph(lines, boxed=True) for lines in table.callouts]
    for paragraph in paragraphs:
        set_text(paragraph, vocabulary)
    return paragraphs


def _runs(items: Sequence[Item]) -> list[list[Line] | Table]:
    runs: list[list[Line] | Table] = []
    for item in items:
        if isinstance(item, Table):
            runs.append(item)
        elif runs and isinstance(runs[-1], list):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _set_margins(lines: Sequence[Line]) -> None:
    """Note in each line how far the lines of its column reach."""
    if not lines:
        return
    ends = sorted(line.x1 for line in lines if len(line.words) > 3)
    left = min(line.x0 for line in lines)
    right = ends[int(_FULL_LINES * len(ends))] if len(ends) > 4 else max(line.x1 for line in lines)
    for line in lines:
        line.left, line.right = left, right


def _continue(
    flow: list[Element], paragraph: Paragraph, vocabulary: Vocabulary, body: float, *, new_column: bool
) -> bool:
    """Join the paragraph to the one that it goes on from, where a sentence runs over a column's or a page's end."""
    if paragraph.kind is not BlockKind.paragraph or is_marked(paragraph.first) or CAPTION.match(paragraph.text):
        return False
    previous = next((element for element in reversed(flow) if not _is_note(element)), None)
    if isinstance(previous, Paragraph) and _runs_on(previous, paragraph, body, new_column=new_column):
        previous.lines.extend(paragraph.lines)
        set_text(previous, vocabulary)
        return True
    if not new_column or not paragraph.text[0].islower():
        return False
    # A box beside the text, read after it, may stand between the two halves of the sentence.
    for earlier in flow[: -_MAX_BETWEEN - 1 : -1]:
        if earlier.page < paragraph.page - 1:
            break
        if isinstance(earlier, Paragraph) and _runs_on(earlier, paragraph, body, new_column=True):
            for between in flow[flow.index(earlier) + 1 :]:
                if isinstance(between, Paragraph):
                    between.boxed = True
            flow.remove(earlier)
            flow.append(earlier)
            earlier.lines.extend(paragraph.lines)
            set_text(earlier, vocabulary)
            return True
    return False


def _runs_on(previous: Paragraph, paragraph: Paragraph, body: float, *, new_column: bool) -> bool:
    """Tell whether the sentence that `previous` ends with goes on in `paragraph`."""
    if (
        previous.kind not in (BlockKind.paragraph, BlockKind.list_item)
        or previous.finished
        or previous.boxed
        or CAPTION.match(previous.text)
    ):
        return False
    if abs(previous.size - paragraph.size) > 0.07 * body or (previous.bold != paragraph.bold and paragraph.bold):
        return False
    if previous.bold and previous.last.bold and not paragraph.first.bold:
        return False
    if "://" in previous.text.rsplit(" ", 1)[-1] or "://" in paragraph.text.split(" ", 1)[0]:
        return False
    if previous.kind is BlockKind.list_item and not new_column:
        return False
    if paragraph.text[0].islower():
        return True
    if not new_column or len(previous.text) < 4:
        return False
    full = previous.last.x1 > previous.last.right - 0.15 * (previous.last.right - previous.last.left)
    return bool(_LAST_WORDS.search(previous.text)) or (full and len(previous.text) > 60)


def _is_note(element: Element) -> bool:
    return isinstance(element, Paragraph) and element.kind is BlockKind.note


def _add_notes(flow: list[Element], notes: Sequence[Paragraph], begun: int) -> None:
    """Put a page's footnotes where they are still on their page: before a paragraph that may run over its end."""
    if not notes:
        return
    place = len(flow)
    if place > begun and isinstance(flow[-1], Paragraph) and not flow[-1].finished:
        place -= 1
    flow[place:place] = list(notes)


def _find_unmarked_lists(flow: Sequence[Element]) -> None:
    """Tell as list items paragraphs that a lead-in ("...:") announces, although no marker stands before them.

    They end in semicolons; or they have no number, and stand between two numbered paragraphs.
    """
    for index, lead_in in enumerate(flow):
        if not isinstance(lead_in, Paragraph) or lead_in.kind is not BlockKind.paragraph:
            continue
        if lead_in.text[-1:] not in (":", ";"):
            continue
        items: list[Paragraph] = []
        for element in flow[index + 1 : index + 1 + _MAX_ITEMS]:
            if _is_note(element):
                continue
            if not isinstance(element, Paragraph) or element.kind is not BlockKind.paragraph or is_numbered(element):
                break
            items.append(element)
        closed = next((i for i, item in enumerate(items) if not _UNFINISHED_ITEM.search(item.text)), len(items))
        if 0 < closed < len(items) and lead_in.text.endswith(":"):
            found = items[: closed + 1]
        elif is_numbered(lead_in) and 1 < len(items) < _MAX_ITEMS and _next_is_numbered(flow, items[-1]):
            found = items
        else:
            continue
        for item in found:
            item.kind, item.level = BlockKind.list_item, 1


def _next_is_numbered(flow: Sequence[Element], last: Paragraph) -> bool:
    following = flow[next(i for i, element in enumerate(flow) if element is last) + 1 :]
    return bool(following) and isinstance(following[0], Paragraph) and is_numbered(following[0])


def _join_list_levels(flow: Sequence[Element]) -> None:
    """Give list items that are set in further a deeper level."""
    stack: list[float] = []
    for element in flow:
        if not isinstance(element, Paragraph) or element.kind is not BlockKind.list_item:
            if not _is_note(element):
                stack = []
            continue
        place, em = element.first.x0, element.size
        while stack and place < stack[-1] - 0.7 * em:
            stack.pop()
        if not stack or place > stack[-1] + 0.7 * em:
            stack.append(place)
        element.level = len(stack)
