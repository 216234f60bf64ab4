"""Makes small PDFs, line by line, so that a test shows what stands on each page."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium

WIDTH, HEIGHT = 600, 800


@dataclass
class Page:
    """A page: what is drawn on it, in PDF operators. Coordinates are points from the top left corner."""

    operators: list[str] = field(default_factory=list)
    images: int = 0
    broken: bool = False

    def text(self, x: float, y: float, text: str, *, size: float = 10, bold: bool = False) -> Page:
        """Draw one line of text whose baseline is `y` points below the top."""
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.operators.append(f"BT /{'F2' if bold else 'F1'} {size} Tf {x} {HEIGHT - y} Td ({escaped}) Tj ET")
        return self

    def lines(self, x: float, y: float, *texts: str, size: float = 10, pitch: float = 12, bold: bool = False) -> Page:
        """Draw lines one under the other."""
        for number, text in enumerate(texts):
            self.text(x, y + number * pitch, text, size=size, bold=bold)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """Draw a line."""
        self.operators.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Page:
        """Draw the ruling lines of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def table(self, xs: list[float], top: float, rows: list[list[str]], *, height: float = 18) -> Page:
        """Draw a ruled table, its first row in bold."""
        self.grid(xs, [top + height * number for number in range(len(rows) + 1)])
        for number, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                self.text(x + 4, top + height * number + 12, text, size=9, bold=number == 0)
        return self

    def picture(self) -> Page:
        """Draw a small image over the page."""
        self.images += 1
        self.operators.append("q 500 0 0 700 50 50 cm /Im Do Q")
        return self


def make_pdf(
    pages: list[Page],
    *,
    outline: Sequence[tuple[str, int]] = (),
    labels: str = "",
    info: str = "",
) -> bytes:
    """Return a PDF of `pages`.

    Args:
        outline: titles with the index of their page, all on one level.
        labels: the page label dictionary's /Nums, as PDF.
        info: the document information dictionary's entries, as PDF.
    """
    objects: list[bytes] = [b"", b"", b"", b"", b"", b""]
    kids: list[int] = []
    for page in pages:
        data = zlib.compress("\n".join(page.operators).encode("cp1252"))
        if page.broken:
            data = zlib.compress(b" " * 80_000_000)
        objects.append(b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(data), data))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>"
            b"/XObject<</Im 5 0 R>>>>>>" % (WIDTH, HEIGHT, len(objects))
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    encoding = b"/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/fi/fl]>>"
    objects[2] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>" % encoding
    objects[3] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold%s>>" % encoding
    objects[4] = (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n"
        b"stream\n\x80\nendstream"
    )
    objects[5] = b"<<%s>>" % info.encode("cp1252")
    first, root = len(objects) + 1, len(objects) + len(outline) + 1
    for number, (title, page_index) in enumerate(outline, first):
        following = b"/Next %d 0 R" % (number + 1) if number + 1 < root else b""
        entry = (title.encode("cp1252"), root, kids[page_index], following)
        objects.append(b"<</Title(%s)/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>" % entry)
    catalog = b"<</Type/Catalog/Pages 2 0 R"
    if outline:
        objects.append(b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (first, root - 1))
        catalog += b"/Outlines %d 0 R" % root
    if labels:
        catalog += b"/PageLabels<</Nums[%s]>>" % labels.encode()
    objects[0] = catalog + b">>"
    return assemble(objects)


def scanned(data: bytes, *, dpi: int = 200, angle: int = 0) -> bytes:
    """Return a PDF whose pages are pictures of those of `data`, turned by `angle` degrees to the left."""
    with pdfium.PdfDocument(data) as document:
        pictures = [
            page.render(scale=dpi / 72, grayscale=True).to_pil().rotate(angle, expand=True) for page in document
        ]
    out = io.BytesIO()
    pictures[0].save(out, format="PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


def assemble(objects: list[bytes]) -> bytes:
    """Return the file that holds `objects`, the first of which is the catalog and the sixth the information."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
