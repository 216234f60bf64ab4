"""Reads plain text: finds its encoding, its headings, its lists, its tables by tabs, and its pages by form feeds."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from assistant.corpus.builder import TextBuilder, normalise
from assistant.corpus.document import Parsed
from assistant.english.dates import YEAR_DIGITS
from assistant.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_MOSTLY_FOREIGN = 0.25  # share of bytes above 127 from which on a text is not in a Latin alphabet
_BULLET = re.compile(r"^(\s*)(?:[-*•◦▪●○■‣–—]|o(?=\s+[A-Z]))\s+(?=\S)")
_NUMBERED = re.compile(r"^(\s*)(\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)")
_UNDERLINE = re.compile(r"^\s*(={3,}|-{3,}|~{3,}|\*{3,})\s*$")
_HASHES = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_SECTION = re.compile(r"^(?:((?:\d{1,2}|[A-Z]|[IVX]{1,4})(?:\.\d{1,2})+|\d{1,2})\.?)\s+[A-Z“\"'‘(]")
_FIGURE = re.compile(rf"^(?!{YEAR_DIGITS}$)[£$€~<>]?\d[\d,.]*\s*(?:%|bn|m|k)?$")
_MAX_HEADING = 12  # words


def decode(data: bytes) -> str:
    """Return the text of `data`: by its byte order mark, as UTF-8, or else as Windows-1252, so that "£" survives.

    Raises:
        ValueError: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    if len(_BINARY.findall(data[:100_000])) > 0.01 * min(len(data), 100_000):
        raise ValueError("not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    foreign = sum(1 for byte in data[:100_000] if byte > 127) / max(1, min(len(data), 100_000))
    if foreign > _MOSTLY_FOREIGN:
        best = from_bytes(data).best()
        if best is not None:
            return str(best)
    return _windows_1252(data)


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark by its zero bytes."""
    head = data[:2000]
    if len(head) < 4 or len(head) % 2 or not head.count(0):
        return None
    if head[1::2].count(0) > 0.7 * len(head) / 2 and head[0::2].count(0) < 0.05 * len(head):
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * len(head) / 2 and head[1::2].count(0) < 0.05 * len(head):
        return "utf-16-be"
    return None


def _windows_1252(data: bytes) -> str:
    """Decode as Windows-1252, taking bytes undefined in it for Latin-1; a damaged UTF-8 text stays mostly UTF-8."""
    valid = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data))
    alone = len(re.sub(rb"[\xc2-\xf4][\x80-\xbf]+|[\x00-\x7f]", b"", data))
    if valid >= 2 * alone:
        return data.decode("utf-8", errors="replace")
    return "".join(bytes([byte]).decode("cp1252", errors="replace") if byte > 127 else chr(byte) for byte in data)


@dataclass
class _Paragraph:
    """Consecutive lines; `pages` gives the page of each."""

    lines: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)


def load_text(data: bytes, *, file: str) -> Parsed:
    """Read plain text.

    Raises:
        DocumentError: the file is empty or no text.
    """
    if not data.strip():
        raise DocumentError(file, "is empty")
    try:
        text = decode(data)
    except ValueError:
        raise DocumentError(file, "is not plain text: it holds binary data. Check what kind of file it is") from None
    builder = TextBuilder()
    reader = _Reader(builder, paged="\f" in text.rstrip("\f\n\r \t"))
    for paragraph in _paragraphs(text):
        reader.add(paragraph)
    parsed = builder.finish(reader.properties)
    if not parsed.text:
        raise DocumentError(file, "holds no text")
    return parsed


def _paragraphs(text: str) -> list[_Paragraph]:
    """Part the text at blank lines; a form feed parts it too, unless the sentence runs on."""
    found: list[_Paragraph] = [_Paragraph()]
    for number, page in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\f").split("\f")):
        lines = page.strip("\n").split("\n")
        for index, line in enumerate(lines):
            current = found[-1]
            turned = index == 0 and number and bool(current.lines)
            if turned and not (line[:1].islower() and current.lines[-1].rstrip()[-1:] not in ".!?:;"):
                found.append(_Paragraph())
            if not line.strip():
                if found[-1].lines:
                    found.append(_Paragraph())
                continue
            found[-1].lines.append(line.rstrip())
            found[-1].pages.append(number)
    return [paragraph for paragraph in found if paragraph.lines]


class _Reader:
    """Turns paragraphs into blocks."""

    def __init__(self, builder: TextBuilder, *, paged: bool) -> None:
        self.properties: dict[str, object] = {}
        self._builder = builder
        self._paged = paged
        self._page = -1
        self._styles: list[str] = []
        self._indents: list[int] = []

    def add(self, paragraph: _Paragraph) -> None:
        lines, pages = paragraph.lines, paragraph.pages
        while lines:
            taken = self._heading(lines, pages) or self._table(lines, pages) or self._list(lines, pages)
            if not taken:
                taken = self._plain(lines, pages)
            lines, pages = lines[taken:], pages[taken:]

    def _heading(self, lines: list[str], pages: list[int]) -> int:
        text = lines[0].strip()
        hashes = _HASHES.match(text)
        if hashes:
            return self._put_heading(hashes.group(2), len(hashes.group(1)), pages, 1)
        underline = _UNDERLINE.match(lines[1]) if len(lines) > 1 else None
        if underline and len(text) <= 120 and abs(len(underline.group(1)) - len(text)) <= max(6, len(text) // 2):
            return self._put_heading(text, self._level(underline.group(1)[0]), pages, 2)
        if _UNDERLINE.match(text):
            return 1
        words = text.split()
        if len(lines) > 1 or len(words) > _MAX_HEADING or text[-1] in ".,;:" or text.startswith(("-", "•", "*")):
            return 0
        if sum(char.isalpha() for char in text) < 3:
            return 0
        section = _SECTION.match(text)
        if section:
            depth = section.group(1).count(".") + 1
            return self._put_heading(text, self._level("#") - 1 + depth if "=" in self._styles else depth, pages, 1)
        if text.upper() == text and any(char.isalpha() for char in text):
            return self._put_heading(text, self._level("CAPITALS"), pages, 1)
        return 0

    def _level(self, style: str) -> int:
        if style not in self._styles:
            self._styles.append(style)
        return self._styles.index(style) + 1

    def _put_heading(self, text: str, level: int, pages: list[int], taken: int) -> int:
        self._begin(pages[0])
        self._builder.heading(text, level)
        self._note_start(normalise(text))
        self.properties.setdefault("title", normalise(text))
        self._indents.clear()
        return taken

    def _table(self, lines: list[str], pages: list[int]) -> int:
        rows: list[list[str]] = []
        for line in lines:
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
                break
            rows.append(cells)
        if len(rows) < 3 and not (len(rows) == 2 and len(rows[0]) > 2):
            return 0
        named = all(rows[0]) and not any(_FIGURE.match(cell) for cell in rows[0])
        for row, page in zip(rows[named:], pages[named:], strict=False):
            if any(row):
                before = self._builder.length
                self._builder.table(rows[0] if named else [], [row])
                self._turn(page, before + (2 if before else 0))
        return len(rows)

    def _list(self, lines: list[str], pages: list[int]) -> int:
        match = _BULLET.match(lines[0]) or _NUMBERED.match(lines[0])
        if not match:
            self._indents.clear()
            return 0
        taken = 1
        while taken < len(lines) and not _BULLET.match(lines[taken]) and not _NUMBERED.match(lines[taken]):
            taken += 1
        indent = len(match.group(1).expandtabs(4))
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1]:
            self._indents.append(indent)
        marker = match.group(2) + " " if match.re is _NUMBERED else ""
        first = marker + lines[0][match.end() :]
        text, marks = _join([first, *lines[1:taken]], pages[:taken])
        self._begin(pages[0])
        self._builder.list_item(text, level=len(self._indents))
        self._note_start(text, marks)
        return taken

    def _plain(self, lines: list[str], pages: list[int]) -> int:
        taken = 1
        while (
            taken < len(lines)
            and not _BULLET.match(lines[taken])
            and not (_NUMBERED.match(lines[taken]) and lines[taken - 1].rstrip().endswith((":", ";", ".")))
        ):
            taken += 1
        text, marks = _join(lines[:taken], pages[:taken])
        self._begin(pages[0])
        self._builder.paragraph(text)
        self._note_start(text, marks)
        return taken

    def _begin(self, page: int) -> None:
        self._pending = page

    def _note_start(self, text: str, marks: list[tuple[int, int]] | None = None) -> None:
        start = self._builder.length - len(text)
        self._turn(self._pending, start)
        for offset, page in marks or ():
            self._turn(page, start + offset)

    def _turn(self, page: int, offset: int) -> None:
        while self._paged and self._page < page:
            self._page += 1
            self._builder.page_inside(offset, self._page + 1, str(self._page + 1))


def _join(lines: list[str], pages: list[int]) -> tuple[str, list[tuple[int, int]]]:
    """Return the lines as one text, and the offsets in it at which a new page begins."""
    text, marks = "", []
    for index, line in enumerate(lines):
        part = normalise(line)
        if not part:
            continue
        text += " " if text else ""
        if index and pages[index] != pages[index - 1]:
            marks.append((len(text), pages[index]))
        text += part
    return text, marks
