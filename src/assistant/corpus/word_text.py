"""The text of a Word document's paragraphs, and its tables as full grids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

from assistant.corpus.builder import normalise
from assistant.corpus.pdf_tables import is_figure
from assistant.corpus.superscripts import raised_text
from assistant.corpus.word_numbers import value_of

Element = Any  # lxml elements carry no types


Spanned = tuple[str, bool]


def grid_of(table: Element, notes: list[tuple[str, str]]) -> tuple[list[list[Spanned]], int]:
    """Return the cells' texts in a full grid, whether each cell began there, and how many rows name the columns."""
    rows: list[list[Spanned]] = []
    hanging: list[set[int]] = []
    head = 0
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        line: list[Spanned] = []
        continued: set[int] = set()
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        line.extend([("", True)] * (value_of(before, 0) if before is not None else 0))
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            properties = cell.find(qn("w:tcPr"))
            span = value_of(properties.find(qn("w:gridSpan")) if properties is not None else None, 1)
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            text = normalise(" ".join(text_of(part, notes) for part in cell.iter(qn("w:p"))))
            if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and rows:
                above = rows[-1]
                text = above[len(line)][0] if len(line) < len(above) else text
                continued.update(range(len(line), len(line) + span))
            line.extend((text, offset == 0) for offset in range(span))
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None and head == len(rows):
            head += 1
        if line:
            rows.append(line)
            hanging.append(continued)
    return rows, min(_head(rows, hanging, max(head, 1)), max(1, len(rows) - 1))


def _head(rows: list[list[Spanned]], hanging: list[set[int]], head: int) -> int:
    """Return how many rows name the columns where at least `head` do; Word seldom says so of more than the first.

    A further row does where names above span its columns, and another reaches down beside it or figures follow below.

    Args:
        rows: the table's rows.
        hanging: the columns of each row that hold a cell of the row above.
        head: rows that are known to name the columns.
    """
    while head < len(rows) and not _has_figures(rows[head], hanging[head]):
        reaches_down = bool(hanging[head]) and any(map(_spans_columns, rows[:head]))
        followed = head + 1 < len(rows) and _has_figures(rows[head + 1], hanging[head + 1])
        if not reaches_down and not (_spans_columns(rows[head - 1]) and followed):
            break
        head += 1
    return head


def _spans_columns(row: list[Spanned]) -> bool:
    return any(text and not first for text, first in row)


def _has_figures(row: list[Spanned], hanging: set[int]) -> bool:
    return any(is_figure(text) for place, (text, _) in enumerate(row) if place not in hanging)


def names_of(head: list[list[Spanned]]) -> list[str]:
    """Return the names of the columns: the texts of the head rows, from top to bottom."""
    names: list[list[str]] = [[] for _ in range(max(len(row) for row in head))]
    for row in head:
        for place, (text, _) in enumerate(row):
            if text and text not in names[place]:
                names[place].append(text)
    return [" ".join(parts).rstrip(" :") for parts in names]


def plain_text(element: Element) -> str:
    """Return a paragraph's text."""
    return normalise(text_of(element, []))


def text_of(element: Element, notes: list[tuple[str, str]]) -> str:
    """Return a paragraph's text as it reads with all changes accepted; notes that it refers to are added to `notes`."""
    out: list[str] = []
    for node in _content(element):
        if node.tag == qn("w:t"):
            text = node.text or ""
            out.append(raised_text("".join(out[-4:]), text) if _is_raised(node) and "".join(out).strip() else text)
        elif node.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            out.append(" ")
        elif node.tag == qn("w:noBreakHyphen"):
            out.append("-")
        elif node.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            kind = "footnote" if node.tag == qn("w:footnoteReference") else "endnote"
            notes.append((kind, str(node.get(qn("w:id")))))
    return "".join(out)


def _content(element: Element) -> Iterator[Element]:
    """Go through what a paragraph holds, without deleted text, field codes, text boxes and second versions."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == BOX or child.tag == FALLBACK:
            continue
        yield child
        yield from _content(child)


def _is_raised(node: Element) -> bool:
    run = node.getparent()
    properties = run.find(qn("w:rPr")) if run is not None else None
    align = properties.find(qn("w:vertAlign")) if properties is not None else None
    return align is not None and align.get(qn("w:val")) == "superscript"


_SKIPPED: Final = {qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr", "w:delText")}


BOX: Final = qn("w:txbxContent")


FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
