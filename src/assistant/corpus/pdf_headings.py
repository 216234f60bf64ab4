"""Finds the headings of a PDF and their levels: by its outline, else by size, weight and number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.corpus.captions import CAPTION
from assistant.corpus.document import BlockKind
from assistant.corpus.pdf_paragraphs import HEADING_SIZE, SECTION, Paragraph, is_bullet, is_marked

_NUMBER = re.compile(
    r"^(?:appendix|annex|chapter|part|section)?\s*((?:[A-Z]|[IVX]{1,5}|\d{1,3})(?:\.\d{1,3})*)[.):]?\s", re.IGNORECASE
)
_LABEL = re.compile(r"^[A-Z]\w*(?:\(s\))?(?: \w+)?:\s+\S")
_CALL_OUT = re.compile(r"^[£€$~<>c+]*\d[\d,.]*\s?(?:%|\+|bn|m|k|x|st|nd|rd|th|million|billion)?(?:\s|$)")
_MAX_LEVEL = 6


@dataclass(frozen=True)
class Entry:
    """An entry of the outline: title, depth from 1, index of its page (-1 where it leads nowhere)."""

    title: str
    depth: int
    page: int


def mark_headings(paragraphs: Sequence[Paragraph], outline: Sequence[Entry], body: float) -> None:
    """Find the headings among `paragraphs` and give them their levels."""
    titles: dict[str, list[Entry]] = defaultdict(list)
    for listed in outline:
        for key in {_key(listed.title), _key(_unnumbered(listed.title))} - {""}:
            titles[key].append(listed)
    styles: dict[tuple[float, bool], Counter[int]] = defaultdict(Counter)
    found: list[tuple[Paragraph, int | None]] = []
    for index, paragraph in enumerate(paragraphs):
        entry = _entry(paragraph, titles)
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        previous = paragraphs[index - 1] if index else None
        if entry is not None:
            styles[_style(paragraph)][entry.depth] += 1
            found.append((paragraph, entry.depth))
        elif not paragraph.boxed and _is_heading(paragraph, body, previous, following):
            found.append((paragraph, None))
    levels = _style_levels(found, styles)
    open_headings: list[tuple[int, tuple[str, ...]]] = []
    for paragraph, depth in found:
        level = depth if depth is not None else levels[_style(paragraph)]
        number = _number(paragraph.text)
        level = _by_number(level, number, open_headings)
        open_headings = [*(one for one in open_headings if one[0] < level), (level, number)]
        paragraph.kind, paragraph.level = BlockKind.heading, min(level, _MAX_LEVEL)


def _is_heading(paragraph: Paragraph, body: float, previous: Paragraph | None, following: Paragraph | None) -> bool:
    """Tell by its looks whether a paragraph is a heading."""
    text, words = paragraph.text, paragraph.text.split()
    number = bool(SECTION.match(text))
    if not _may_be_heading(paragraph, words, number=number):
        return False
    large = paragraph.size >= HEADING_SIZE * body
    if large:
        return True
    if number and re.search(r"\s\d{1,3}$", text):
        return False  # an entry of a table of contents
    if paragraph.size < 0.95 * body or text[-1] in ".:!?" or len(words) > 16 or len(paragraph.lines) > 3:
        return False
    if _LABEL.match(text) and any(_LABEL.match(other.text) for other in (previous, following) if other):
        return False  # a line of a form: "Subject: ..." beside "Date: ..."
    if paragraph.bold and (number or not _goes_on_bold(paragraph, following)):
        return True
    if text.upper() == text and 2 <= len(words) <= 12 and sum(char.isalpha() for char in text) > 7:
        return following is not None and following.text.upper() != following.text
    return number and _is_number_alone(paragraph, words, following)


def _may_be_heading(paragraph: Paragraph, words: Sequence[str], *, number: bool) -> bool:
    """Rule out captions, quotations, figures called out in large type, ends of sentences, sentences."""
    text = paragraph.text
    if sum(char.isalpha() for char in text) < 3 or len(words) > 25 or len(text) > 200:
        return False
    if paragraph.kind is not BlockKind.paragraph and not number:
        return False
    if text[0] in "\"“‘'(•…" or text[0].islower() or text[-1] in ",;" or CAPTION.match(text):
        return False
    if not number and _CALL_OUT.match(text) and not re.match(r"^\d{1,2}\s+[A-Z]", text):
        return False
    return not (text[-1] in ".:" and len(words) > 6)


def _goes_on_bold(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Tell whether the next paragraph is set like this one, so that neither stands out."""
    return (
        following is not None
        and following.bold
        and abs(following.size - paragraph.size) < 0.2
        and not is_marked(following.first)
    )


def _is_number_alone(paragraph: Paragraph, words: Sequence[str], following: Paragraph | None) -> bool:
    """Tell a numbered heading in the type of the text from a short numbered paragraph."""
    dots = words[0].rstrip(".").count(".")
    if dots >= 2 and len(words) <= 9 and len(paragraph.lines) == 1:
        return True
    return dots > 0 and len(words) <= 12 and following is not None and len(following.text) > 60


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _unnumbered(text: str) -> str:
    return re.sub(r"^[\dA-Z]{1,3}(?:\.\d+)*[.)]?\s+", "", text)


def _entry(paragraph: Paragraph, titles: dict[str, list[Entry]]) -> Entry | None:
    if len(paragraph.text) > 300 or is_bullet(paragraph.first) or paragraph.kind is BlockKind.note:
        return None
    for key in (_key(paragraph.text), _key(_unnumbered(paragraph.text))):
        for entry in titles.get(key, ()):
            if entry.page in (-1, paragraph.page):
                return entry
    return None


def _style(paragraph: Paragraph) -> tuple[float, bool]:
    return round(paragraph.size * 2) / 2, paragraph.bold


def _style_levels(
    found: Sequence[tuple[Paragraph, int | None]], styles: dict[tuple[float, bool], Counter[int]]
) -> dict[tuple[float, bool], int]:
    """Return the level of each style of heading: the outline's where it has such headings, else by size."""
    ranked = sorted({_style(paragraph) for paragraph, _ in found}, reverse=True)
    levels: dict[tuple[float, bool], int] = {}
    deepest = 0
    for style in ranked:
        if style in styles:
            levels[style] = styles[style].most_common(1)[0][0]
        else:
            levels[style] = deepest + 1
        deepest = max(deepest, levels[style])
    return levels


def _number(text: str) -> tuple[str, ...]:
    match = _NUMBER.match(text)
    if not match or (match.group(1).isalpha() and len(match.group(1)) == 1 and match.group(1) == "A"):
        return ()
    return tuple(match.group(1).split("."))


def _by_number(level: int, number: tuple[str, ...], open_headings: Sequence[tuple[int, tuple[str, ...]]]) -> int:
    """Correct the level of a numbered heading: 1.2.1 belongs under 1.2, and beside 1.2.2."""
    if not number:
        return level
    for other_level, other in reversed(open_headings):
        if other and len(other) < len(number) and number[: len(other)] == other:
            return other_level + len(number) - len(other)
        if other and len(other) == len(number) and number[:-1] == other[:-1]:
            return other_level
    return level
