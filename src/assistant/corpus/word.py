"""Reads a Word document (.docx): headings, lists with their numbers, tables, footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import docx
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from assistant.corpus.builder import TextBuilder, normalise
from assistant.corpus.captions import caption_of, is_caption
from assistant.corpus.document import Parsed
from assistant.corpus.word_numbers import Numbering
from assistant.corpus.word_text import BOX, FALLBACK, grid_of, names_of, plain_text, text_of
from assistant.errors import DocumentError

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOBODY: Final = re.compile(
    r"^(?:python-docx|user|windows user|microsoft office user|admin(?:istrator)?|owner|author)$", re.I
)
_TEMPLATE_MADE: Final = date(2013, 12, 23)
"""When the template of python-docx was made, which programs that write with it leave in their files."""
_UNTITLED: Final = re.compile(r"^(?:word document|untitled.*|document ?\d*|title|.*\.docx?)$", re.IGNORECASE)
_LONGEST_CAPTION = 250  # characters, of a paragraph in the style of one
_MAX_DEPTH = 12  # tables inside tables, content controls inside content controls

Element = Any  # lxml elements carry no types


def load_word(data: bytes, *, file: str) -> Parsed:
    """Read a Word document.

    Raises:
        DocumentError: the file is no .docx, is damaged, needs a password, or has no text.
    """
    if not data:
        raise DocumentError(file, "is empty (0 bytes). Fetch it again from its source")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError(file, "is protected by a password. Save a copy without one and put that in its place")
        raise DocumentError(file, "is an old Word file (.doc). Save it as .docx or PDF and put that in its place")
    try:
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        reason = normalise(str(error)).rstrip(".") or type(error).__name__
        raise DocumentError(
            file, f"is not a readable Word document ({reason}). Open it in Word and save it again"
        ) from error
    builder = TextBuilder()
    _Reader(document, builder).read()
    parsed = builder.finish(_properties(document))
    if not parsed.text:
        raise DocumentError(file, "holds no text")
    if "title" not in parsed.properties and parsed.blocks[0].headings:
        parsed.properties["title"] = parsed.blocks[0].headings[0]
    return parsed


def _properties(document: DocxDocument) -> dict[str, object]:
    core = document.core_properties
    properties: dict[str, object] = {}
    title, author = normalise(core.title or ""), normalise(core.author or "")
    if title and not _UNTITLED.match(title):
        properties["title"] = title
    if author and not _NOBODY.match(author):
        properties["publisher"] = author
    dates = [moment for moment in (core.modified, core.created) if isinstance(moment, datetime)]
    if dates and dates[0].date() != _TEMPLATE_MADE:
        properties["made"] = dates[0].date().isoformat()
    return properties


class _Reader:
    """Goes through the body of a document."""

    def __init__(self, document: DocxDocument, builder: TextBuilder) -> None:
        self._document = document
        self._builder = builder
        self._styles = {style.style_id: style for style in document.styles if isinstance(style, ParagraphStyle)}
        self._numbers = Numbering(document)
        self._notes = {kind: _note_texts(document, kind) for kind in ("footnote", "endnote")}
        self._titled = False
        self._caption = ""
        self._endnotes: list[tuple[str, str]] = []

    def read(self) -> None:
        """Add all blocks."""
        self._titled = any(
            self._style_names(element) & {"title"} and plain_text(element)
            for element in self._document.element.body.iter(qn("w:p"))
        )
        self._blocks(self._document.element.body, 0)
        for number, text in self._endnotes:
            self._builder.note(text, label=number)

    def _blocks(self, parent: Element, depth: int) -> None:
        if depth > _MAX_DEPTH:
            self._builder.problem("parts nested too deeply were left out")
            return
        children = list(parent)
        for index, child in enumerate(children):
            if child.tag == qn("w:p"):
                self._paragraph(child, depth)
            elif child.tag == qn("w:tbl"):
                self._table(child, children[index + 1 : index + 3], depth)
            elif child.tag == qn("w:sdt"):
                for content in child.findall(qn("w:sdtContent")):
                    self._blocks(content, depth + 1)
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                self._blocks(child, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> None:
        notes: list[tuple[str, str]] = []
        text = normalise(text_of(element, notes))
        names = self._style_names(element)
        if text and not any(name.startswith("toc ") for name in names):
            self._put(element, text, names)
        elif self._numbers.is_numbered(element, self._style_chain(element)) and text:
            self._numbers.label(element, self._style_chain(element))
        self._put_notes(notes)
        for box in element.iter(BOX):
            if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
                self._blocks(box, depth + 1)

    def _put(self, element: Element, text: str, names: set[str]) -> None:
        level = self._heading_level(element, names)
        label, bullet, indent = self._numbers.label(element, self._style_chain(element))
        if level:
            self._builder.heading(f"{label} {text}".strip(), level)
        elif label or bullet:
            level = max(indent + 1, _style_depth(names))
            self._builder.list_item(f"{label} {text}".strip() if not bullet else text, level=level)
        elif _style_depth(names):
            self._builder.list_item(text, level=_style_depth(names))
        elif names & {"footnote text", "endnote text"}:
            self._builder.note(text)
        else:
            self._builder.paragraph(text)
        self._caption = text if is_caption(text) or (len(text) < _LONGEST_CAPTION and "caption" in names) else ""

    def _put_notes(self, notes: list[tuple[str, str]]) -> None:
        for kind, number in notes:
            text = self._notes[kind].get(number, "")
            if not text:
                continue
            if kind == "footnote":
                self._builder.note(text)
            else:
                self._builder.mark(number)
                self._endnotes.append((number, text))

    def _style_chain(self, element: Element) -> list[Element]:
        """Return the style of a paragraph and those it is based on."""
        properties = element.find(qn("w:pPr"))
        reference = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self._styles.get(reference.get(qn("w:val"))) if reference is not None else None
        chain: list[Element] = []
        while style is not None and len(chain) < 20:
            chain.append(style.element)
            base = style.base_style
            style = base if isinstance(base, ParagraphStyle) else None
        return chain

    def _style_names(self, element: Element) -> set[str]:
        names = (style.find(qn("w:name")) for style in self._style_chain(element))
        return {str(name.get(qn("w:val"), "")).lower() for name in names if name is not None}

    def _heading_level(self, element: Element, names: set[str]) -> int:
        """Return the level of a heading by its style's name or its outline level; 0 for other text."""
        if "title" in names:
            return 1
        found = next((int(name.split()[1]) for name in sorted(names) if re.fullmatch(r"heading [1-9]", name)), 0)
        if not found:
            properties = element.find(qn("w:pPr"))
            places = [properties, *(style.find(qn("w:pPr")) for style in self._style_chain(element))]
            for place in places:
                outline = place.find(qn("w:outlineLvl")) if place is not None else None
                if outline is not None:
                    value = str(outline.get(qn("w:val"), "9"))
                    found = int(value) + 1 if value in "012345678" else 0
                    break
        return found + 1 if found and self._titled else found

    def _table(self, element: Element, following: Sequence[Element], depth: int) -> None:
        notes: list[tuple[str, str]] = []
        rows, head = grid_of(element, notes)
        caption, self._caption = self._caption, ""
        width = max((len(row) for row in rows), default=0)
        if not rows or width < 2 or len(rows) < 2:
            for cell in element.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tbl"))) is element:
                    self._blocks(cell, depth + 1)
            return
        if not caption and following and following[0].tag == qn("w:p") and following[-1].tag != qn("w:tbl"):
            caption = caption_of("", normalise(text_of(following[0], [])))
        columns = names_of(rows[:head])
        self._builder.table(columns, [[t if first else "" for t, first in row] for row in rows[head:]], caption=caption)
        self._put_notes(notes)


def _style_depth(names: set[str]) -> int:
    """Return the level that the name of a list style says ("List Bullet 2"); 0 where it is none."""
    found = (re.fullmatch(r"list (?:bullet|number|continue)(?: (\d))?", name) for name in names)
    return max((int(match.group(1) or 1) for match in found if match), default=0)


def _note_texts(document: DocxDocument, kind: str) -> dict[str, str]:
    """Return the texts of the footnotes or endnotes by their ids."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            notes = (note for note in root.findall(qn(f"w:{kind}")) if note.get(qn("w:type")) in (None, "normal"))
            return {
                str(note.get(qn("w:id"))): normalise(" ".join(text_of(part, []) for part in note.iter(qn("w:p"))))
                for note in notes
            }
    return {}
