"""Reads Markdown: headings, paragraphs, lists, tables, notes, HTML inside it, and YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from assistant.corpus.builder import TextBuilder, normalise
from assistant.corpus.captions import caption_of, is_caption
from assistant.corpus.document import Parsed
from assistant.corpus.html import add_fragment
from assistant.corpus.superscripts import raised_text
from assistant.errors import DocumentError, RegisterError

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^([^\]]+)\]:\s*")
_FOOTNOTE_LINE = re.compile(r"^( {0,3})\[(?=\^([^\]\s]+)\]:)", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_NOTES = "labels of the notes"
_POINTS = tuple(".,;:")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_FIELD_LINE = re.compile(r"^([\w-]+)[ \t]*:")
_TABLE = re.compile(r"^(?:table|tab\.)\b", re.IGNORECASE)
_LEVELS_OF_LIST = 1
_ATTRIBUTES = re.compile(r"^[ \t]*(?:\{:[^{}\n]*\}|\{%[^%{}\n]*%\}|\{\{<[^<>\n]*>\}\})[ \t]*$", re.MULTILINE)
"""A line for the program that makes a web page of the text: "{: .wide}", "{% include chart.html %}"."""
_HEADING_NAME = re.compile(r"^( {0,3}#{1,6}[^{}\n]*?)[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
"""What a heading is called in addresses: "## Costs {#costs}"."""
_CLOSE_HEADING = re.compile(r"^(#{2,6})(?=[^\s#])", re.MULTILINE)
"""The marks of a heading without a space behind them: "##Costs"."""
_TAG_NAMES = (
    "a|abbr|article|aside|b|bdi|bdo|big|blockquote|br|button|center|cite|code|del|details|dfn|div|em|figcaption|figure"
    "|font|footer|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|main|mark|nav|nobr|ol|p|picture|pre|q|rp|rt|ruby"
    "|s|samp|section|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|time|tr|tt|u|ul|var|wbr"
)
_TAG = re.compile(
    rf"<!--.*-->|</?(?:{_TAG_NAMES})(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))*\s*/?>",
    re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"</?(?:br|hr|p|div|li|ul|ol|h[1-6]|t[dhr]|table|blockquote|section|figure)\b", re.IGNORECASE)


def load_markdown(data: bytes, *, file: str) -> Parsed:
    """Return the document in a Markdown file.

    Args:
        data: the file's bytes, UTF-8 (a byte order mark is allowed; bytes that are not UTF-8 are read as cp1252).
        file: its path in the corpus, for messages.

    Raises:
        DocumentError: the file is not text.
        RegisterError: the front matter is not valid YAML; names the line.
    """
    text = _decode(data, file=file)
    properties, body = split_front_matter(text, file=file)
    builder = TextBuilder()
    # A footnote gets a paragraph of its own; unescaped, one that is an address would count as a link's definition.
    labels = {match.group(2) for match in _FOOTNOTE_LINE.finditer(body)}
    plain = _CLOSE_HEADING.sub(r"\1 ", _HEADING_NAME.sub(r"\1", _ATTRIBUTES.sub("", body)))
    _Walk(builder).run(_PARSER.parse(_FOOTNOTE_LINE.sub(r"\n\1\[", plain), {_NOTES: labels}))
    return replace(builder.finish(properties), lines=_field_lines(text, body) if properties else {})


def split_front_matter(text: str, *, file: str) -> tuple[dict[str, object], str]:
    """Return the front matter's fields and the text after it; no front matter gives no fields.

    Raises:
        RegisterError: the front matter is not a YAML mapping, or has no closing `---`.
    """
    opening = _FENCE.match(text)
    if not opening:
        return {}, text
    closing = _FENCE.search(text, opening.end())
    if not closing:
        if not re.match(r"\s*\n[A-Za-z_]+:", text[opening.end() :]):
            return {}, text  # a rule across the page, not front matter
        raise RegisterError(
            file, "the front matter has no closing line '---'. Add one after the last field", where="line 1"
        )
    is_rule = text[opening.end() :].startswith("\n\n")  # across the page: what follows need not be front matter
    try:
        fields = yaml.load(text[opening.end() : closing.start()], _Loader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if is_rule:
            return {}, text
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "line 1"
        reason = getattr(error, "problem", None) or "not YAML"
        raise RegisterError(file, f"the front matter cannot be read: {reason}. Mend that line", where=where) from error
    if fields is None:
        fields = {}
    if not isinstance(fields, dict):
        if is_rule:
            return {}, text
        raise RegisterError(file, "the front matter is not a list of 'field: value' lines", where="line 2")
    return {str(key): value for key, value in fields.items()}, text[closing.end() :]


class _Loader(yaml.SafeLoader):
    """Leaves dates as they are written, so that a wrong one can be shown as it is written."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (as in the base class)
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    """Read the mark of a footnote that the document has; any other is text."""
    match = _MARK.match(state.src, state.pos)
    if not match or match.group(1) not in state.env.get(_NOTES, ()):
        return False
    if not silent:
        state.push("footnote_mark", "", 0).content = match.group(1)
    state.pos = match.end()
    return True


_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
_PARSER.inline.ruler.before("link", "footnote_mark", _footnote_mark)


def _field_lines(text: str, body: str) -> dict[str, int]:
    """Return the line of each field of the front matter that stands before `body`."""
    front = text[: len(text) - len(body)].split("\n")
    found = ((number, _FIELD_LINE.match(line)) for number, line in enumerate(front, 1))
    return {match.group(1): number for number, match in found if match}


def _decode(data: bytes, *, file: str) -> str:
    if b"\0" in data:
        raise DocumentError(file, "is not text, though its name says Markdown. Save it as UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Walk:
    """Turns markdown-it's flat token stream into blocks."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._last_paragraph = ""
        self._note: str | None = None
        self._below: dict[int, str] = {}

    def run(self, tokens: Sequence[Token]) -> None:
        stream = iter(tokens)
        self._below = _texts_below_tables(tokens)
        for token in stream:
            if token.type == "code_block" and self._note is not None:  # set in: the note goes on
                for part in _PARAGRAPHS.split(token.content):
                    self._builder.note(part, label=self._note)
                continue
            if token.type.endswith("_open"):
                self._note = None
            if token.type == "heading_open":
                title = next(stream)
                self._builder.heading(_inline(title), int(token.tag[1]))
                self._text(title)  # its marks belong to the section that it opens
                self._last_paragraph = ""
            elif token.type == "paragraph_open":
                self._paragraph(self._text(next(stream)))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._list(token, stream, level=_LEVELS_OF_LIST)
                self._last_paragraph = ""
            elif token.type == "table_open":
                self._table(stream, self._below.get(id(token), ""))
                self._last_paragraph = ""
            elif token.type in ("fence", "code_block"):
                self._builder.paragraph(token.content)
            elif token.type == "html_block":
                add_fragment(token.content, self._builder)
                self._last_paragraph = ""

    def _paragraph(self, text: str) -> None:
        footnote = _FOOTNOTE.match(text)
        if footnote:
            self._note = footnote.group(1)
            number = f"{self._note} " if self._note.isdigit() else ""
            self._builder.note(number + text[footnote.end() :], label=self._note)
        else:
            self._builder.paragraph(text)
            self._last_paragraph = text

    def _list(self, opening: Token, stream: Iterator[Token], *, level: int) -> None:
        closing = opening.type.replace("_open", "_close")
        number = int(opening.attrGet("start") or 1) if opening.type == "ordered_list_open" else None
        pending: list[str] = []
        marker = ""
        for token in stream:
            if token.type == "list_item_open":
                marker = f"{number}. " if number is not None else ""
                number = number + 1 if number is not None else None
            elif token.type == "inline":
                pending.append(self._text(token))
            elif token.type in ("fence", "code_block"):
                pending.append(token.content)
            elif token.type == "html_block":
                pending.append(BeautifulSoup(token.content, "lxml").get_text(" ", strip=True))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._item(marker, pending, level)
                self._list(token, stream, level=level + 1)
            elif token.type == "list_item_close":
                self._item(marker, pending, level)
            elif token.type == closing:
                return

    def _item(self, marker: str, pending: list[str], level: int) -> None:
        if pending:
            self._builder.list_item(marker + " ".join(pending), level=level)
            pending.clear()

    def _table(self, stream: Iterator[Token], below: str) -> None:
        columns: list[str] = []
        rows: list[list[str]] = []
        row: list[str] = []
        in_head = False
        for token in stream:
            if token.type == "thead_open":
                in_head = True
            elif token.type == "thead_close":
                in_head = False
            elif token.type == "tr_open":
                row = []
            elif token.type == "inline":
                row.append(self._text(token))
            elif token.type == "tr_close":
                columns, rows = (row, rows) if in_head else (columns, [*rows, row])
            elif token.type == "table_close":
                break
        in_last = " ".join(rows[-1]).strip() if rows and not any(rows[-1][1:]) else ""
        if is_caption(in_last):  # without an empty line between them, it is parsed as a row
            rows.pop()
        else:
            in_last = ""
        above = self._last_paragraph
        caption = above if _TABLE.match(above) else caption_of(self._builder.last, in_last or below)
        self._builder.table(columns, rows, caption=caption)
        if in_last:
            self._builder.paragraph(in_last)

    def _text(self, token: Token) -> str:
        """Return the words of an inline token, and take down which notes it refers to."""
        for child in token.children or []:
            if child.type == "footnote_mark":
                self._builder.mark(child.content)
        return _inline(token)


def _texts_below_tables(tokens: Sequence[Token]) -> dict[int, str]:
    """Return for the token that opens a table, by its id, the paragraph right below it that heads no other table."""
    texts: dict[int, str] = {}
    opening: Token | None = None
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            opening = token
        kinds = [other.type for other in tokens[index + 1 : index + 5]]
        if token.type == "table_close" and opening is not None and kinds[:1] == ["paragraph_open"]:
            texts[id(opening)] = "" if kinds[-1] == "table_open" else _inline(tokens[index + 2])
    return texts


def _inline(token: Token) -> str:
    """Return the words of an inline token: link texts and pictures' descriptions, no addresses, no marks of notes."""
    if token.type != "inline":
        return ""
    parts: list[str] = []
    raised: int | None = None
    after_mark = False
    for child in token.children or []:
        if parts and after_mark and child.content[:1] in _POINTS:  # "growth [^1]."
            parts[-1] = parts[-1].rstrip()
        after_mark = child.type == "footnote_mark"
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(child.content)
        elif child.type == "html_inline" and not _TAG.fullmatch(child.content):
            parts.append(child.content)  # "a <b and c> d"
        elif child.type == "html_inline" and child.content.lower() == "<sup>":
            raised = len(parts)
        elif child.type == "html_inline" and child.content.lower() == "</sup>" and raised is not None:
            parts[raised:] = [raised_text("".join(parts[:raised]), "".join(parts[raised:]))]
            raised = None
        elif child.type == "html_inline" and _BREAK.match(child.content):
            parts.append(" ")
    return normalise("".join(parts))
