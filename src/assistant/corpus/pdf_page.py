"""One page of a PDF: its lines and its tables, as they stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdf
import pypdfium2 as pdfium

from assistant.corpus.document import PageState
from assistant.corpus.pdf_aligned import aligned_tables
from assistant.corpus.pdf_axes import without_axes
from assistant.corpus.pdf_bands import implied_walls
from assistant.corpus.pdf_flow import Item, Sheet
from assistant.corpus.pdf_glyphs import draw, turned
from assistant.corpus.pdf_grids import ruled_tables
from assistant.corpus.pdf_gutters import edges_of, in_columns
from assistant.corpus.pdf_justified import join_justified
from assistant.corpus.pdf_lines import join_markers, lines_of, settle_raised
from assistant.corpus.pdf_narrow import close_columns
from assistant.corpus.pdf_order import PlacedT, reading_order
from assistant.corpus.pdf_shapes import Drawn
from assistant.corpus.pdf_strips import with_bodies
from assistant.corpus.pdf_tables import Table
from assistant.corpus.pdf_three_lines import three_line_tables
from assistant.corpus.pdf_words import Line, Rule, Word

_OUTLINES = 100  # shapes on a page without text: it may be text drawn as outlines; fewer are an ornament


@dataclass
class Page:
    """What stands on a page, before headers and footers are taken out.

    Attributes:
        pictures: how many pictures stand on it.
        edges: where columns begin on it that stand close beside others.
        problem: why it could not be read; "" where it could.
        ocr: mean confidence where it was read by text recognition; None elsewhere.
    """

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    height: float = 800.0
    pictures: int = 0
    edges: list[float] = field(default_factory=list)
    problem: str = ""
    ocr: float | None = None

    @property
    def state(self) -> PageState:
        """How it was read."""
        if self.problem:
            return PageState.unread
        return PageState.text if self.ocr is None else PageState.ocr


def read_page(
    reader: pypdf.PdfReader, drawing: pdfium.PdfDocument | None, index: int, before: Sequence[Page] = ()
) -> Page:
    """Read one page, where the pages before it may show where columns begin; raises what pypdf does where damaged."""
    text = reader.pages[index].extract_text()
    drawn = _draw(drawing, index, text)
    if not any(char.isalnum() for word in drawn.words for char in word.text) and (drawn.pictures or not drawn.words):
        return Page(height=drawn.height, pictures=drawn.pictures or drawn.shapes // _OUTLINES)
    words, rules = _upright(drawn)
    leaning = [word for word in words if word.angle]
    words = [word for word in words if not word.angle]
    tables, words = ruled_tables(words, [*rules, *implied_walls(words, rules)])
    open_tables, words = three_line_tables(words, rules)
    tables += open_tables
    edges = close_columns(words, {edge for page in before for edge in page.edges})
    tables, lines = with_bodies(tables, join_justified(lines_of(words, edges)), rules)
    for table in tables:
        table.page = index
        if table.doubtful:
            lines.extend(table.lines)
    if leaning:
        lines.extend(_leaning(leaning, drawn.height))
    for line in lines:
        line.page = index
        line.bullet = any(_is_bullet_of(dot, line) for dot in drawn.dots)
    return Page(lines, tables, rules, drawn.height, drawn.pictures, edges)


def _draw(drawing: pdfium.PdfDocument | None, index: int, text: str) -> Drawn:
    """Return the page as drawn; where pdfium cannot draw it, pypdf's lines one under the other."""
    try:
        if drawing is not None:
            page = drawing[index]
            try:
                drawn = draw(page, text)
            finally:
                page.close()
            if drawn.words or not text.strip() or drawn.pictures:
                return drawn
    except (pdfium.PdfiumError, IndexError):
        pass
    plain = Drawn(600.0, 800.0)
    for number, line in enumerate(text.splitlines()):
        for word in _words_like(line):
            word.top, word.bottom = 12.0 * number, 12.0 * number + 10
            plain.words.append(word)
    return plain


def _words_like(text: str, *, size: float = 10.0) -> list[Word]:
    """Return words for text whose place on the page is unknown."""
    return [Word(part, 10.0 * index, 0, 10.0 * index + 8, size, size=size) for index, part in enumerate(text.split())]


def _upright(drawn: Drawn) -> tuple[list[Word], list[Rule]]:
    """Turn a page whose text stands sideways, so that its lines are level."""
    angle = turned(drawn.words)
    if angle == 0:
        return drawn.words, drawn.rules
    for word in drawn.words:
        word.x0, word.top, word.x1, word.bottom = _turn((word.x0, word.top, word.x1, word.bottom), angle, drawn)
        word.angle = 0 if round(word.angle / 90) * 90 == angle else 1
    rules = []
    for rule in drawn.rules:
        box = (rule.start, rule.at, rule.end, rule.at) if rule.horizontal else (rule.at, rule.start, rule.at, rule.end)
        x0, top, x1, bottom = _turn(box, angle, drawn)
        across = rule.horizontal if abs(angle) == 180 else not rule.horizontal
        rules.append(Rule(across, top, x0, x1) if across else Rule(across, x0, top, bottom))
    if abs(angle) == 90:
        drawn.width, drawn.height = drawn.height, drawn.width
    return drawn.words, rules


def _turn(box: tuple[float, float, float, float], angle: int, drawn: Drawn) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = box
    if angle == 90:
        return drawn.height - bottom, x0, drawn.height - top, x1
    if angle == -90:
        return top, drawn.width - x1, bottom, drawn.width - x0
    return drawn.width - x1, drawn.height - bottom, drawn.width - x0, drawn.height - top


def _leaning(words: Sequence[Word], height: float) -> list[Line]:
    """Return text that stands at another angle than the page's as lines at its foot, in the order it is drawn."""
    groups: list[list[Word]] = []
    for word in words:
        near = groups and abs(groups[-1][-1].x0 - word.x0) + abs(groups[-1][-1].top - word.top) < 12 * word.size
        if near and groups[-1][-1].angle == word.angle:
            groups[-1].append(word)
        else:
            groups.append([word])
    lines = []
    for group in groups:
        line = Line(group)
        line.top, line.bottom = height, height + line.size
        height += 3 * line.size
        lines.append(line)
    return lines


def _is_bullet_of(dot: tuple[float, float, float, float], line: Line) -> bool:
    x0, top, x1, bottom = dot
    middle = (top + bottom) / 2
    return line.top < middle < line.bottom and 0 < line.x0 - x1 < 2.5 * line.size and x1 - x0 < 0.8 * line.size


def arrange(index: int, page: Page, lines: Sequence[Line], label: str, edges: Sequence[float] = ()) -> Sheet:
    """Put the lines of a page that are left, and its tables, in reading order.

    `edges` are where the second columns of the document's other pages begin.
    """
    edges = edges_of(lines, edges)
    framed = {id(line) for table in page.tables for line in table.lines}
    kept = {id(line) for line in lines}
    ruled = []
    for table in page.tables:
        table.lines = [line for line in table.lines if id(line) in kept]
        if table.lines or not table.doubtful:
            ruled.append(table)
    lines = without_axes([line for line in lines if id(line) not in framed], page.rules)
    tables, left = aligned_tables(lines, page.rules) if not _in_columns(lines, edges, page.rules) else ([], list(lines))
    for table in tables:
        table.page = index
    items: list[Item] = [settle_raised(line) for line in join_markers(left, edges)]
    items.extend(ruled)
    items.extend(tables)
    sheet = Sheet(index + 1, label, state=page.state)
    for column in _ordered(items, edges, page.rules):
        column_lines = [item for item in column if isinstance(item, Line)]
        found, _ = aligned_tables(column_lines, page.rules) if not tables and len(column_lines) > 2 else ([], [])
        if found:
            for table in found:
                table.page = index
            column = _with_tables(column, found)
        sheet.columns.append(column)
    return sheet


def _in_columns(lines: Sequence[Line], edges: Sequence[float], rules: Sequence[Rule]) -> bool:
    return len(_ordered(list(lines), edges, rules)) > 1


def _ordered(items: list[PlacedT], edges: Sequence[float], rules: Sequence[Rule]) -> list[list[PlacedT]]:
    """Return what stands on a page as columns in reading order."""
    columns = in_columns(items, edges, rules)
    return columns if len(columns) > 1 else reading_order(items)


def _with_tables(column: Sequence[Item], tables: Sequence[Table]) -> list[Item]:
    items = [
        item
        for item in column
        if isinstance(item, Table) or not any(t.top - 1 <= item.middle <= t.bottom + 1 for t in tables)
    ]
    return sorted([*items, *tables], key=lambda item: (round(item.top), item.x0))
