"""The stored text around a place, as HTML: its section, with the quote marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.corpus.document import Block, BlockKind, Cell
from assistant.web.place import Place
from assistant.web.text import attribute, show, show_spans

_NEIGHBOURS = 14
"""Blocks of the section shown before and after the quote: about two screens, so that a long section stays quick."""


def render_section(place: Place) -> str:
    """Return the stored text around a place as HTML: its section, the quote marked."""
    blocks, first, last = _section(place)
    shown = blocks[first:last]
    before = '<p class="cut">The section begins further up.</p>' if first > 0 else ""
    after = '<p class="cut">The section goes on.</p>' if last < len(blocks) else ""
    return f'<div class="section">{before}{"".join(_blocks(shown, place))}{after}</div>'


def holds_exact(cell: Cell, place: Place) -> bool:
    """Tell whether a cell of a table holds the exact answer."""
    return place.exact is not None and cell.start <= place.exact[0] and place.exact[1] <= cell.end


def _section(place: Place) -> tuple[Sequence[Block], int, int]:
    """Return the blocks of the place's section, and which of them to show."""
    blocks = place.document.blocks
    touched = [index for index, block in enumerate(blocks) if block.start < place.end and block.end > place.start]
    if not touched:
        return (), 0, 0
    path = blocks[touched[0]].headings
    start, stop = touched[0], touched[-1] + 1
    while start > 0 and blocks[start - 1].headings == path:
        start -= 1
    while stop < len(blocks) and blocks[stop].headings == path:
        stop += 1
    section = blocks[start:stop]
    first = max(0, touched[0] - start - _NEIGHBOURS)
    return section, first, min(len(section), touched[-1] - start + 1 + _NEIGHBOURS)


def _blocks(blocks: Sequence[Block], place: Place) -> Iterator[str]:
    """Yield the HTML of blocks; list items that follow each other share a list, rows of one table a table."""
    index = 0
    while index < len(blocks):
        kind = blocks[index].kind
        stop = index + 1
        while (
            stop < len(blocks)
            and kind in (BlockKind.list_item, BlockKind.table_row)
            and _continues(blocks[stop - 1], blocks[stop])
        ):
            stop += 1
        run = blocks[index:stop]
        if kind is BlockKind.table_row:
            yield _table(run, place)
        elif kind is BlockKind.list_item:
            items = "".join(
                f'<li class="level-{min(max(block.level, 1), 4)}">{_marked(block.start, block.end, place)}</li>'
                for block in run
            )
            yield f"<ul>{items}</ul>"
        elif kind is BlockKind.heading:
            level = min(max(run[0].level, 1), 4)
            yield f'<p class="heading level-{level}">{_marked(run[0].start, run[0].end, place)}</p>'
        else:
            yield f'<p class="{kind.value}" dir="auto">{_marked(run[0].start, run[0].end, place)}</p>'
        index = stop


def _continues(block: Block, following: Block) -> bool:
    if block.kind is not following.kind:
        return False
    return block.kind is BlockKind.list_item or (
        block.table == following.table
        and [cell.column for cell in block.cells] == [cell.column for cell in following.cells]
    )


def _table(rows: Sequence[Block], place: Place) -> str:
    if not all(row.cells for row in rows):
        return "".join(f'<p class="row">{_marked(row.start, row.end, place)}</p>' for row in rows)
    asked = {cell.column for row in rows for cell in row.cells if holds_exact(cell, place)}
    columns = "".join(
        f'<th scope="col"{_cited(cell.column in asked)}>{show(cell.column)}</th>' for cell in rows[0].cells
    )
    lines = []
    for row in rows:
        cited = _cited(row.start < place.end and row.end > place.start)
        cells = "".join(
            f"<td{_cited(holds_exact(cell, place))}>{_marked(cell.start, cell.end, place)}</td>" for cell in row.cells
        )
        lines.append(f"<tr{cited}>{cells}</tr>")
    caption = f"<caption>{show(rows[0].table)}</caption>" if rows[0].table else ""
    label = attribute(rows[0].table or "Table")
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{label}">'
        f"<table>{caption}<thead><tr>{columns}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cited(yes: bool) -> str:
    return ' class="cited"' if yes else ""


def _marked(start: int, end: int, place: Place) -> str:
    """Return the stored text between two offsets with what the quote covers of it marked, its exact answer in bold."""
    text = place.document.text
    first, last = max(start, place.start), min(end, place.end)
    if first >= last:
        return show(text[start:end])
    bold = [(place.exact[0] - first, place.exact[1] - first)] if place.exact else []
    inside = [(max(0, one), min(other, last - first)) for one, other in bold if other > 0 and one < last - first]
    words = show_spans(text[first:last], inside, tag="strong")
    return f"{show(text[start:first])}<mark>{words}</mark>{show(text[last:end])}"
