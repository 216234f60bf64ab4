"""Reads a web page saved from a browser: its main content. Nothing in it is fetched or executed."""

from __future__ import annotations

import re
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from assistant.corpus.builder import TextBuilder
from assistant.corpus.captions import caption_of
from assistant.corpus.document import Parsed
from assistant.corpus.html_about import properties_of
from assistant.corpus.html_notes import marked_notes, names_of_place
from assistant.corpus.html_tables import (
    BLOCKS,
    attribute,
    grid_of,
    head_rows,
    names_of,
    number_in,
    text_below,
    text_of,
    unspanned,
)
from assistant.corpus.plain_text import decode
from assistant.errors import DocumentError

_DROPPED: Final = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "svg",
    "iframe",
    "object",
    "embed",
    "canvas",
    "audio",
    "video",
    "form",
    "button",
    "input",
    "select",
    "textarea",
    "dialog",
    "math",
    "head",
    "map",
]
_DROPPED_ROLES: Final = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "menu"}
_FURNITURE: Final = re.compile(
    r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|skip-?link|share|social|sidebar|site-?header|site-?footer|navbar|newsletter|"
    r"related-(?:content|links)|visually-?hidden|sr-only|print-only|advert|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS: Final = ["h1", "h2", "h3", "h4", "h5", "h6"]
_NOTES: Final = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LEAST_MAIN = 200  # characters: a main element with less is not where the text is


def load_html(data: bytes, *, file: str) -> Parsed:
    """Read a web page.

    Raises:
        DocumentError: the file is empty or has no text.
    """
    if not data.strip():
        raise DocumentError(file, "is empty")
    soup = BeautifulSoup(_decode(data, file), "lxml")
    properties = properties_of(soup)
    root = _main(soup)
    builder = TextBuilder()
    _Walker(builder).children(root)
    parsed = builder.finish(properties)
    if not parsed.text:
        raise DocumentError(file, "holds no text: the page may be built by scripts. Save it as PDF from the browser")
    if "title" not in properties and parsed.blocks[0].headings:
        properties["title"] = parsed.blocks[0].headings[0]
    return parsed


def add_fragment(html: str, builder: TextBuilder) -> None:
    """Add the blocks of a piece of HTML that stands in another text."""
    soup = BeautifulSoup(html, "lxml")
    if soup.body:
        _take_out(soup.body)
        _Walker(builder).children(soup.body)


def _decode(data: bytes, file: str) -> str:
    match = _CHARSET.search(data[:4096])
    if match and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = match.group(1).decode("ascii").lower()
        name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data)
    except ValueError:
        raise DocumentError(file, "is not a web page: it holds binary data. Check what kind of file it is") from None


def _main(soup: BeautifulSoup) -> Tag:
    """Take out what is not content and return the element that holds what is."""
    body: Tag = soup.body or soup
    _take_out(body)
    candidates = [*body.find_all("main"), *body.find_all(role="main")]
    articles = body.find_all("article")
    if not candidates and len(articles) == 1:
        candidates = articles
    for candidate in candidates:
        if len(candidate.get_text(strip=True)) >= _LEAST_MAIN:
            return candidate
    for header in body.find_all("header"):
        if not header.find_parent("article") and not header.find("h1"):
            header.decompose()
    return body


def _take_out(body: Tag) -> None:
    """Take out of an element what is not content."""
    for tag in body.find_all(_DROPPED):
        tag.decompose()
    for tag in list(body.find_all(True)):
        if not tag.decomposed and tag is not body and _is_furniture(tag):
            tag.decompose()


def _is_furniture(tag: Tag) -> bool:
    role = attribute(tag, "role").lower()
    if role in _DROPPED_ROLES or tag.has_attr("hidden") or attribute(tag, "aria-hidden").lower() == "true":
        return True
    if _HIDDEN.search(attribute(tag, "style")):
        return True
    if tag.name in ("main", "article", "h1", "h2", "h3"):
        return False
    return bool(_FURNITURE.search(f"{attribute(tag, 'class')} {attribute(tag, 'id')}"))


class _Walker:
    """Adds the blocks of an element to the builder, in the order in which they stand.

    `note` is what marks of the note lead to, where the element is or stands in one: "" if none does. None elsewhere.
    """

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._depth = 0

    def children(self, tag: Tag, *, note: str | None = None) -> None:
        """Add what stands in `tag`; text between blocks makes paragraphs of its own."""
        self._depth += 1
        inline: list[NavigableString | Tag] = []
        breaks = 0
        for child in tag.children if self._depth < 200 else ():
            if isinstance(child, Tag) and (child.name in BLOCKS or _holds_blocks(child)):
                self._flush(inline, note=note)
                self._block(child, note=note)
                continue
            if isinstance(child, Tag) and child.name == "br":
                breaks += 1
                if breaks > 1:
                    self._flush(inline, note=note)
                    continue
            elif isinstance(child, Tag) or str(child).strip():
                breaks = 0
            if isinstance(child, (Tag, NavigableString)) and not isinstance(child, Comment):
                inline.append(child)
        self._flush(inline, note=note)
        self._depth -= 1

    def _flush(self, inline: list[NavigableString | Tag], *, note: str | None) -> None:
        text = text_of(inline)
        self._mark(inline)
        inline.clear()
        if text and note is not None:
            self._builder.note(text, label=note)
        elif text:
            self._builder.paragraph(text)

    def _mark(self, parts: list[NavigableString | Tag]) -> None:
        for label in marked_notes(parts):
            self._builder.mark(label)

    def _note(self, tag: Tag, within: str | None) -> str | None:
        """Return what marks lead to where `tag` is a note: by its name, or by how it is classed."""
        named = next((name for name in names_of_place(tag) if self._builder.is_marked(name)), None)
        if named and not tag.find(_HEADINGS):
            return named
        if within is None and _NOTES.search(f"{attribute(tag, 'class')} {attribute(tag, 'role')}"):
            return ""
        return within

    def _block(self, tag: Tag, *, note: str | None) -> None:
        name = tag.name
        if name in _HEADINGS:
            self._builder.heading(text_of([tag]), int(name[1]))
            self._mark([tag])
            return
        note = self._note(tag, note)
        if name in ("ul", "ol"):
            self._list(tag, 1, note=note)
        elif name == "table":
            self._table(tag)
        elif name == "dl":
            self._definitions(tag)
        elif name == "pre":
            for part in re.split(r"\n\s*\n", tag.get_text()):
                self._builder.paragraph(part)
        elif name != "hr":
            self.children(tag, note=note)

    def _list(self, tag: Tag, level: int, *, note: str | None) -> None:
        number = number_in(attribute(tag, "start"), 1)
        for item in tag.find_all("li", recursive=False):
            number = number_in(attribute(item, "value"), number)
            marker = f"{number}. " if tag.name == "ol" else ""
            number += 1
            self._item(item, marker, level, note=self._note(item, note))

    def _item(self, item: Tag, marker: str, level: int, *, note: str | None) -> None:
        inline: list[NavigableString | Tag] = []
        nested: list[Tag] = []
        for child in item.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol", "table", "dl"):
                nested.append(child)
            elif isinstance(child, (Tag, NavigableString)) and not isinstance(child, Comment):
                inner = child.find_all(("ul", "ol", "table"), recursive=True) if isinstance(child, Tag) else []
                for lower in inner:
                    if not any(parent in inner for parent in lower.parents):
                        nested.append(lower.extract())
                inline.append(child)
        text = text_of(inline)
        self._mark(inline)
        if text and note is not None:
            self._builder.note(text, label=note)
        elif text:
            self._builder.list_item(marker + text, level=level)
        for lower in nested:
            if lower.name in ("ul", "ol"):
                self._list(lower, level + 1, note=note)
            else:
                self._block(lower, note=note)

    def _definitions(self, tag: Tag) -> None:
        term = ""
        for part in tag.find_all(("dt", "dd")):
            text = text_of([part])
            self._mark([part])
            if part.name == "dt":
                term = text
            elif text:
                self._builder.list_item(f"{term}: {text}" if term else text)

    def _table(self, tag: Tag) -> None:
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        caption_tag = tag.find("caption")
        caption = text_of([caption_tag]) if isinstance(caption_tag, Tag) else ""
        grid = grid_of(rows)
        if not grid:
            return
        if max(len(row) for row in grid) < 2 or attribute(tag, "role") in ("presentation", "none"):
            for row in rows:
                for cell in row.find_all(("td", "th"), recursive=False):
                    self.children(cell)
            return
        if caption:
            self._builder.paragraph(caption)
        else:
            caption = caption_of(self._builder.last, text_below(tag))
        self._mark([tag])
        head = head_rows(rows)
        self._builder.table(names_of(grid[:head]), unspanned(grid[head:]), caption=caption)


def _holds_blocks(tag: Tag) -> bool:
    return tag.name not in ("sup", "sub", "b", "i", "em", "strong") and tag.find(list(BLOCKS)) is not None
