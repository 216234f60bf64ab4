"""Text from documents and questions, made fit for a page: escaped, and nothing hidden in it stays hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape

from assistant.english.counts import count_of as count_of
from assistant.english.dates import MONTHS

_KEPT_CONTROLS = "\n\t"
_SOFT_HYPHEN = "\u00ad"
_JOINER = "\u200d"
_SINGLE_CODES = 3
"""Up to this many hidden characters in a row are named one by one; longer runs are counted."""


def hidden(character: str) -> bool:
    """Tell whether a character changes how a text looks, or carries text, without being seen itself."""
    if character in _KEPT_CONTROLS or character == _SOFT_HYPHEN:
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") or character in "\u2028\u2029"


def show(text: str) -> str:
    """Return text as HTML: escaped, with hidden characters (controls, overrides, tags, zero width) named visibly."""
    if text.isascii() and text.isprintable():
        return escape(text)
    pieces: list[str] = []
    run: list[str] = []
    for index, character in enumerate(text):
        if hidden(character) and not _joins_pictures(text, index):
            run.append(character)
            continue
        pieces.append(_name_run(run))
        run = []
        pieces.append(escape(character))
    pieces.append(_name_run(run))
    return "".join(pieces)


def show_spans(text: str, spans: Sequence[tuple[int, int]], *, tag: str) -> str:
    """Return text as HTML with the given stretches wrapped in a tag.

    Args:
        text: plain text.
        spans: start and end of each stretch, in order, not overlapping; parts outside the text are cut off.
        tag: name of an HTML element, `mark` or `strong`.
    """
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        first, last = max(start, position), min(end, len(text))
        if first >= last:
            continue
        pieces += [show(text[position:first]), f"<{tag}>", show(text[first:last]), f"</{tag}>"]
        position = last
    pieces.append(show(text[position:]))
    return "".join(pieces)


def plain(text: str) -> str:
    """Return text without hidden characters, on one line: for attributes and for copying."""
    seen = "".join(character if not hidden(character) else "" for character in text)
    return " ".join(seen.split())


def attribute(text: str) -> str:
    """Return text for the value of an HTML attribute, or for a page's title: plain and escaped."""
    return escape(plain(text))


def find_words(words: str, text: str) -> int | None:
    """Return where `words` stand in `text` as whole words; None where they do not."""
    if not words:
        return None
    position = text.find(words)
    while position != -1:
        before, after = text[position - 1 : position], text[position + len(words) : position + len(words) + 1]
        if not (_cuts(before, words[0]) or _cuts(words[-1], after)):
            return position
        position = text.find(words, position + 1)
    return None


def date_in_words(date: str) -> str:
    """Return an ISO date as people write it: `2024-03` is "March 2024"; anything else is returned as it is.

    >>> date_in_words("2024-03-15"), date_in_words("2024-03"), date_in_words("2024")
    ('15 March 2024', 'March 2024', '2024')
    """
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", date)
    if not match or not 1 <= int(match[2]) <= len(MONTHS):
        return date
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{MONTHS[int(match[2]) - 1]} {match[1]}"


def _cuts(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


def _joins_pictures(text: str, index: int) -> bool:
    if text[index] != _JOINER or index == 0 or index + 1 >= len(text):
        return False
    before, after = text[index - 1], text[index + 1]
    return unicodedata.category(before) in ("So", "Sk", "Mn") and unicodedata.category(after) == "So"


def _name_run(run: Sequence[str]) -> str:
    if not run:
        return ""
    if len(run) > _SINGLE_CODES:
        label = f"{len(run):,} hidden characters"
    else:
        label = " ".join(f"U+{ord(character):04X}" for character in run)
    return f'<span class="hidden-character" title="hidden character">{label}</span>'
