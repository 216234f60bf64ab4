"""From lines to paragraphs: where one ends, and which are list items or notes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.corpus.builder import normalise
from assistant.corpus.captions import CAPTION
from assistant.corpus.document import BlockKind
from assistant.corpus.pdf_markers import BULLETS
from assistant.corpus.pdf_vocabulary import Vocabulary
from assistant.corpus.pdf_words import Line

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_LEADER = re.compile(r"\s*(?:[.…·_]\s?){4,}\s*(?=[\w-]{0,8}$)")
_ENUMERATED = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})\)|(?:\d{1,2}|[a-z]|[ivx]{1,5})\.)\s+\S")
SECTION = re.compile(r"^(?:(?:[A-Z]|[IVX]{1,5}|\d{1,2})(?:\.\d{1,3}){1,4}\.?|\d{1,2}\.)\s+[\"'“‘(]?[A-Z]")
SOURCE = re.compile(r"^(?:sources?|notes?|n\.?b\.?)\s*[:.]\s+\S", re.IGNORECASE)
_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_BULLET_LETTERS = {"o", "*", "-", "–", "—"}  # bullets only where something follows after a space
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # signs of symbol fonts, such as bullets
_CUT_WORD = re.compile(r"\w[-\u00ad‐]$")
_PARAGRAPH_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})+\.?\s+[\"'“‘(]?[A-Z]")
_DASHES = "-–—*·"
_SAME_SIZE = 0.07  # sizes that differ by less are one size
_GAP = 1.22  # times the usual distance of lines: more is a break (Chrome sets 14.25 in and 18.75 between paragraphs)
HEADING_SIZE = 1.12  # times the size of the text
_NOTE_SIZE = 0.93
_CENTRED = 2.0  # times the size: a line set in by less may be an item or a first line


@dataclass
class Paragraph:
    """Lines that belong together.

    Attributes:
        size, bold: the style most of it is set in.
        marks: offsets in `text` at which a new page begins.
        boxed: stands in a box beside the text, so that nothing after it belongs under it.
    """

    lines: list[Line]
    kind: BlockKind = BlockKind.paragraph
    level: int = 0
    text: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)
    boxed: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def page(self) -> int:
        """Index of the page it begins on."""
        return self.first.page

    @property
    def size(self) -> float:
        """Size of the font most of it is set in."""
        return Counter({line.size: 0 for line in self.lines} | _weights(self.lines)).most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def finished(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_END.search(self.text))


def _weights(lines: Iterable[Line]) -> dict[float, int]:
    weights: dict[float, int] = defaultdict(int)
    for line in lines:
        weights[line.size] += len(line.text)
    return weights


def body_size(pages: Iterable[Iterable[Line]]) -> float:
    """Return the size of the font most of the document is set in."""
    weights = _weights(line for page in pages for line in page)
    return max(weights, key=lambda size: weights[size]) if weights else 10.0


class Pitches:
    """The usual distance between two lines of a paragraph, for each size of font."""

    def __init__(self, columns: Iterable[Sequence[Line]]) -> None:
        found: dict[float, Counter[int]] = defaultdict(Counter)
        for lines in columns:
            for above, below in pairwise(lines):
                pitch = below.top - above.top
                if abs(above.size - below.size) < 0.2 and 0.8 * above.size < pitch < 2.6 * above.size:
                    found[round(above.size)][round(pitch)] += 1
        self._usual: dict[float, float] = {}
        for size, counts in found.items():
            total = sum(counts.values())
            if total >= 5:
                both = {pitch: counts[pitch] + counts.get(pitch + 1, 0) for pitch in counts}
                often = sorted(pitch for pitch in both if both[pitch] >= 0.2 * total)
                if often:
                    low = often[0]
                    self._usual[size] = low + counts.get(low + 1, 0) / max(both[low], 1)

    def is_break(self, above: Line, below: Line) -> bool:
        """Tell whether the lines stand further apart than lines of one paragraph."""
        pitch = below.top - above.top
        usual = self._usual.get(round(above.size))
        if usual is None:
            return pitch > 1.75 * above.size
        return pitch > max(_GAP * usual, usual + 2)


def tidy(line: Line) -> str:
    """Return the line's text as it is stored: ligatures dissolved, white space folded."""
    return normalise(_PRIVATE.sub(" ", line.text.translate(_LIGATURES)))


def split(lines: Sequence[Line], pitches: Pitches) -> list[Paragraph]:
    """Part the lines of one column into paragraphs."""
    paragraphs: list[Paragraph] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if paragraphs and not _breaks(paragraphs[-1], line, following, pitches):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
    return paragraphs


def _breaks(paragraph: Paragraph, line: Line, following: Line | None, pitches: Pitches) -> bool:
    last = paragraph.last
    em = last.size
    if abs(line.size - last.size) > _SAME_SIZE * max(line.size, last.size) or pitches.is_break(last, line):
        return True
    if line.top < last.top or has_leader(line) or has_leader(last) or starts_note(line):
        return True
    if _CUT_WORD.search(last.text):
        return False
    first_word = line.words[0]
    room = last.right - last.x1 + _indent_if_centred(last, line)
    short = room > (first_word.x1 - first_word.x0) + 0.6 * em
    ended = bool(_END.search(last.text))
    capital = not line.text[:1].islower()
    text = line.text
    if is_bullet(line) and (ended or short or text[0] not in _DASHES or is_bullet(paragraph.first)):
        return True
    if (ended or short) and (
        _ENUMERATED.match(text) or SECTION.match(text) or CAPTION.match(text) or SOURCE.match(text)
    ):
        return True
    if last.bold != line.bold and all(other.bold == last.bold for other in paragraph.lines) and capital and short:
        return True
    if is_marked(paragraph.first) and len(paragraph.lines) >= 1:
        start = text_start(paragraph.first)
        if line.x0 < start - 0.8 * em and (len(paragraph.lines) > 1 or start - paragraph.first.x0 > 0.8 * em):
            hanging = len(paragraph.lines) > 1 and abs(paragraph.lines[1].x0 - line.x0) < 0.5 * em
            flush = abs(line.x0 - paragraph.first.x0) < 0.5 * em and not (short and capital)
            if not hanging and not flush:
                return True
    elif _indented(paragraph, line, following, em) and (ended or short):
        return True
    return short and capital and (ended or room > 0.25 * (last.right - last.left))


def _indent_if_centred(line: Line, below: Line) -> float:
    """Return how far a line is set in where it and the one below stand in the middle: room for a word on that side."""
    centred = all(abs((one.x0 - one.left) - (one.right - one.x1)) < 0.5 * one.size for one in (line, below))
    before = line.x0 - line.left
    return before if centred and before > _CENTRED * line.size and not is_marked(line) else 0.0


def _indented(paragraph: Paragraph, line: Line, following: Line | None, em: float) -> bool:
    """Tell whether `line` is set in like the first line of a paragraph."""
    inner = paragraph.lines[-1].x0 if len(paragraph.lines) > 1 else paragraph.first.left
    if not 0.7 * em < line.x0 - inner < 6 * em:
        return False
    return following is None or following.x0 < line.x0 - 0.5 * em or len(paragraph.lines) > 1


def has_leader(line: Line) -> bool:
    """Tell whether the line is an entry of a table of contents: dots that lead to a page number."""
    text = line.text
    return text.count(".") + text.count("…") * 3 + text.count("_") > 5 and bool(_LEADER.search(text))


def starts_note(line: Line) -> bool:
    """Tell whether the line begins with the raised number or sign of a note."""
    return line.words[0].raised and len(line.words) > 1


def is_bullet(line: Line) -> bool:
    """Tell whether the line begins with a bullet."""
    if line.bullet:
        return True
    first = line.words[0].text
    if len(line.words) > 1 and not line.words[1].joined:
        if first in _BULLET_LETTERS:
            return first != "o" or line.words[1].text[:1].isupper()
        return first in BULLETS
    return len(first) > 1 and first[0] in BULLETS and first[0] not in "-–—*·o"


def is_marked(line: Line) -> bool:
    """Tell whether the line begins a list item or a numbered paragraph."""
    return is_bullet(line) or bool(_ENUMERATED.match(line.text)) or bool(SECTION.match(line.text))


def is_numbered(paragraph: Paragraph) -> bool:
    """Tell whether the paragraph has a printed number with a dot in it ("2.5 The board ...")."""
    return bool(_PARAGRAPH_NUMBER.match(paragraph.text))


def text_start(line: Line) -> float:
    """Return where the text after the marker begins."""
    if line.bullet and line.words[0].text not in BULLETS:
        return line.x0
    return line.words[1].x0 if len(line.words) > 1 else line.x0


def set_text(paragraph: Paragraph, vocabulary: Vocabulary) -> None:
    """Put the text of the lines together; note where pages begin inside it."""
    text, marks, page = "", [], paragraph.page
    for line in paragraph.lines:
        part = tidy(line)
        if not text:
            text = _without_bullet(part, line)
            if has_leader(line):
                text = _LEADER.sub(" ", text).strip()
            continue
        joined = vocabulary.join(text, part)
        if line.page != page:
            marks.append((len(joined) - len(part), line.page))
            page = line.page
        text = joined
    paragraph.text, paragraph.marks = text, marks


def _without_bullet(text: str, line: Line) -> str:
    if is_bullet(line) and text[:1] in BULLETS + "o":
        return text[1:].lstrip() if not line.bullet or text[0] in BULLETS else text
    return text


def classify(paragraphs: Sequence[Paragraph], body: float) -> None:
    """Tell list items, notes and entries of contents from plain paragraphs."""
    for paragraph in paragraphs:
        first = paragraph.first
        if paragraph.kind is not BlockKind.paragraph:
            continue
        if starts_note(first) or SOURCE.match(paragraph.text):
            paragraph.kind = BlockKind.note
        elif (
            is_bullet(first)
            or has_leader(first)
            or (_ENUMERATED.match(first.text) and paragraph.size <= HEADING_SIZE * body)
        ):
            paragraph.kind = BlockKind.list_item
        if paragraph.kind is BlockKind.list_item:
            paragraph.level = 1


def foot_notes(column: Sequence[Line], body: float) -> int:
    """Return the index in `column` from which on its lines are footnotes (its length if there are none)."""
    start = len(column)
    while start and column[start - 1].size <= _NOTE_SIZE * body:
        start -= 1
    if start == 0 and len(column) > 25:
        return len(column)
    for index in range(start, len(column)):
        line = column[index]
        if starts_note(line) or re.match(r"^(?:\d{1,3}|[*†‡§¶]{1,3})\s*[A-Z“\"'‘(h]", line.text):
            return index
    return len(column)
