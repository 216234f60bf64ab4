"""Conflicts that the evidence tells of itself: tables that set the versions of several sources side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.conflicts.claims import CONTESTED
from assistant.conflicts.conflict import Conflict, Origin, Side
from assistant.conflicts.quantities import agree, find_quantities
from assistant.corpus.document import Block, BlockKind, Cell, Document, same_table

SOURCE_COLUMN = re.compile(r"^source\b|\bsource$", re.IGNORECASE)
"""A column that says whose figures its rows give."""
_BETWEEN_VERSIONS = re.compile(r";\s+(?![^()]*\))")
_TOPICS = re.compile(r"^(?:topic|subject|measure|item|figure)$", re.IGNORECASE)


def told_conflicts(document: Document) -> Iterator[Conflict]:
    """Yield the conflicts that a document tells of, in reading order.

    A row under a heading that announces conflicts is one, with its cells as versions ("Floor area of Nexus: 6,500 sq m
    (2019); 6,684 sq m (2024)"). A table whose rows are sources is one as a whole.
    """
    for table in _tables(document):
        headings, columns = table[0].headings, [cell.column for cell in table[0].cells]
        announced = bool(CONTESTED.search(" ".join([*headings[-1:], table[0].table or ""])))
        by_source = [column for column in columns if SOURCE_COLUMN.search(column)]
        if by_source and (announced or by_source[0] == columns[0]):
            yield from _one_of_table(document, table, headings, by_source[0], announced=announced)
        elif announced:
            for row in table:
                yield from _one_of_row(document, row)


def _tables(document: Document) -> Iterator[list[Block]]:
    """Yield the rows of each table; rows of one cell name no version."""
    table: list[Block] = []
    for block in document.blocks:
        if block.kind is not BlockKind.table_row or len(block.cells) < 2:
            continue
        if table and not same_table(table[-1], block):
            yield table
            table = []
        table.append(block)
    if table:
        yield table


def _one_of_row(document: Document, row: Block) -> Iterator[Conflict]:
    versions = [part for cell in row.cells[1:] for part in _versions(_text(document, cell))]
    if len(versions) > 1:
        sides = tuple(Side(document, row.start, row.end, version) for version in versions)
        yield Conflict(Origin.told, _text(document, row.cells[0]), sides)


def _one_of_table(
    document: Document, table: Sequence[Block], headings: tuple[str, ...], source: str, *, announced: bool
) -> Iterator[Conflict]:
    """Yield the table as one conflict if it is announced as one or two rows give different values for one thing."""
    figures = [[cell for cell in row.cells if cell.column != source and _text(document, cell).strip()] for row in table]
    if not announced and not any(_differ(document, one, other) for one, other in combinations(figures, 2)):
        return
    sides = tuple(
        Side(document, row.start, row.end, "; ".join(_text(document, cell) for cell in cells[:1]))
        for row, cells in zip(table, figures, strict=True)
        if cells
    )
    measured = next((cell.column for cell in figures[0]), "")
    generic = _TOPICS.match(measured) or not measured
    yield Conflict(Origin.told, (headings[-1] if headings else "") if generic else measured, sides)


def _differ(document: Document, one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    for cell in one:
        for against in other:
            if cell.column != against.column:
                continue
            for quantity in find_quantities(_text(document, cell)):
                for second in find_quantities(_text(document, against)):
                    same_thing = (quantity.unit, quantity.counted) == (second.unit, second.counted)
                    if same_thing and not agree(quantity, second):
                        return True
    return False


def _versions(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN_VERSIONS.split(text) if part.strip()]


def _text(document: Document, cell: Cell) -> str:
    return document.text[cell.start : cell.end]
