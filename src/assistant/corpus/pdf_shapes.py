"""The shapes drawn on a page of a PDF: ruling lines, bullets, pictures; and the page as it is shown."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from assistant.corpus.pdf_words import Rule, Word

_MAX_OBJECTS = 30_000  # drawings of one page that are looked at for ruling lines
_RULE_WIDTH = 2.6  # points: a thicker bar is a shape, not a line
_DOT_WIDTH = 8.0  # points: a small round or square shape may be a bullet
_MAX_DOTS = 300  # bullets on one page
_MAX_NESTED = 4  # drawings inside drawings
_MAX_SEGMENTS = 2_000  # of one path


@dataclass
class Drawn:
    """A page as it is drawn; coordinates in points from the top left corner, as a reader sees the page."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: int = 0
    shapes: int = 0


class View:
    """Turns a page's own coordinates into points from the top left corner of the page as it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turn = page.get_rotation() // 90 % 4
        wide, high = self.right - self.left, self.top - self.bottom
        self.width, self.height = (high, wide) if self.turn % 2 else (wide, high)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return x0, top, x1, bottom."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def angle(self, a: float, b: float) -> float:
        """Return by how many radians text set in direction (a, b) leans from the horizontal."""
        return float((math.atan2(b, a) - self.turn * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi)


def read_shapes(page: pdfium.PdfPage, view: View, drawn: Drawn) -> None:
    """Note the ruling lines, bullets and pictures of a page; its text is passed over."""
    left = _MAX_OBJECTS
    pending: list[tuple[Any, pdfium.PdfMatrix | None, int]] = [(page.raw, None, 0)]
    while pending:
        holder, place, depth = pending.pop()
        count = raw.FPDFFormObj_CountObjects(holder) if depth else raw.FPDFPage_CountObjects(holder)
        get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
        for index in range(count):
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            left -= 1
            if left < 0:
                return
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                drawn.pictures += 1
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                drawn.shapes += 1
                for box in _boxes(item, place):
                    _sort_shape(view.box(*box), drawn)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_NESTED:
                inner = _matrix(item)
                pending.append((item, inner.multiply(place) if place is not None else inner, depth + 1))


def _matrix(item: raw.FPDF_PAGEOBJECT) -> pdfium.PdfMatrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return pdfium.PdfMatrix()
    return pdfium.PdfMatrix.from_raw(matrix)


def _boxes(path: raw.FPDF_PAGEOBJECT, place: pdfium.PdfMatrix | None) -> list[tuple[float, float, float, float]]:
    """Return the bounding boxes of the strokes a path is made of (of the whole, where it is one box or a curve)."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(path, *edges):
        return []
    x0, y0, x1, y1 = (edge.value for edge in edges)
    whole = (x0, y0, x1, y1) if place is None else place.on_rect(x0, y0, x1, y1)
    count = raw.FPDFPath_CountSegments(path)
    if min(whole[2] - whole[0], whole[3] - whole[1]) <= _RULE_WIDTH or not 2 <= count <= _MAX_SEGMENTS:
        return [whole]
    if max(whole[2] - whole[0], whole[3] - whole[1]) < _DOT_WIDTH:
        return [whole]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return []  # a clipping path: nothing is drawn
    own = _matrix(path)
    return list(_segments(path, count, own if place is None else own.multiply(place)))


def _segments(
    path: raw.FPDF_PAGEOBJECT, count: int, matrix: pdfium.PdfMatrix
) -> Iterator[tuple[float, float, float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = previous = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        point = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            yield _span(previous, point)
        previous = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield _span(point, start)
            previous = start


def _span(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _sort_shape(box: tuple[float, float, float, float], drawn: Drawn) -> None:
    x0, top, x1, bottom = box
    wide, high = x1 - x0, bottom - top
    if high <= _RULE_WIDTH and wide > 6:
        drawn.rules.append(Rule(True, (top + bottom) / 2, x0, x1))
    elif wide <= _RULE_WIDTH and high > 4:
        drawn.rules.append(Rule(False, (x0 + x1) / 2, top, bottom))
    elif len(drawn.dots) < _MAX_DOTS and 1 < wide < _DOT_WIDTH and 1 < high < _DOT_WIDTH and abs(wide - high) < 1.5:
        drawn.dots.append(box)
