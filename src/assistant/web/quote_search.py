"""Where a quote stands among the characters of a page.

A quote is placed only where the page's own characters spell it exactly, once Unicode forms, white space
and hyphens at line ends are set aside. Where the same words stand twice on a page, the words around the
quote decide; where these do not, it is not placed: no highlight is better than one on the wrong sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

_CONTEXTS = (20, 60, 160)
"""Characters of the stored text around a quote that are tried, in turn, to tell two equal places apart."""

_LINE_END_HYPHEN = "\ue000"
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
    }
)


@dataclass(frozen=True)
class Spelling:
    """The characters of a page as they are compared.

    Attributes:
        text: without white space, in one Unicode form; a hyphen at a line's end is a character of its own.
        origin: for each of them, the index of the page's character it comes from.
        gaps: positions in `text` that white space stands before.
    """

    text: str
    origin: tuple[int, ...]
    gaps: frozenset[int]


def spell(characters: str, *, without: Collection[int] = ()) -> Spelling:
    """Return a page's or a quote's characters as they are compared, without those at some indices."""
    text: list[str] = []
    origin: list[int] = []
    gaps: set[int] = set()
    for index, character in enumerate(characters):
        if character in "\ufffe\x02":  # what PDFium makes of a hyphen that breaks a word at a line's end
            forms = _LINE_END_HYPHEN
        elif character.isspace() or character == "\x00":
            gaps.add(len(text))
            continue
        elif index in without:
            continue
        else:
            forms = unicodedata.normalize("NFKC", character).translate(_SAME)
            if forms == "-" and _at_line_end(characters, index):
                forms = _LINE_END_HYPHEN
        for form in forms:
            if not form.isspace():
                text.append(form)
                origin.append(index)
    return Spelling("".join(text), tuple(origin), frozenset(gaps))


def find_quote(page: Spelling, quote: str, *, before: str = "", after: str = "") -> tuple[int, int] | None:
    """Return the first and last character index of the page that spell the quote; None unless it is one place.

    Args:
        page: the page's characters, spelled.
        quote: the words to find.
        before: the stored text before the quote, to tell equal places apart.
        after: the stored text after it.
    """
    matches = _matches(page, quote)
    if len(matches) == 1:
        return _ends(page, matches[0])
    if not matches:
        return None
    for length in _CONTEXTS:
        for head, tail in ((before[-length:], ""), ("", after[:length]), (before[-length:], after[:length])):
            near = [match for match in matches if _stands_between(page, match, head, tail)]
            if (head or tail) and len(near) == 1:
                return _ends(page, near[0])
    return None


def find_all(page: Spelling, words: str) -> list[tuple[int, int]]:
    """Return the first and last character index of every place of the page that spells some words."""
    return [_ends(page, match) for match in _matches(page, words)]


def _stands_between(page: Spelling, match: tuple[int, int], head: str, tail: str) -> bool:
    first, last = match
    before, after = spell(head).text, spell(tail).text
    left = page.text[max(0, first - 2 * len(before) - 2) : first].replace(_LINE_END_HYPHEN, "")
    right = page.text[last : last + 2 * len(after) + 2].replace(_LINE_END_HYPHEN, "")
    bare_before, bare_after = before.replace(_LINE_END_HYPHEN, ""), after.replace(_LINE_END_HYPHEN, "")
    return left.endswith(bare_before) and right.startswith(bare_after)


def _matches(page: Spelling, quote: str) -> list[tuple[int, int]]:
    wanted = spell(quote).text
    if not wanted:
        return []
    hyphen = f"[-{_LINE_END_HYPHEN}]"
    parts = (hyphen if character in ("-", _LINE_END_HYPHEN) else re.escape(character) for character in wanted)
    pattern = re.compile(f"{_LINE_END_HYPHEN}?".join(parts))
    found = []
    match = pattern.search(page.text)
    while match:
        if _whole_words(page, match.start(), match.end()):
            found.append((match.start(), match.end()))
        match = pattern.search(page.text, match.start() + 1)
    return found


def _whole_words(page: Spelling, first: int, last: int) -> bool:
    """Tell whether a match neither starts nor ends inside a word or a figure of the page."""
    return not (_joined(page, first) or _joined(page, last))


def _joined(page: Spelling, position: int) -> bool:
    """Tell whether a word or a figure ("1,200") runs on over a position of the page."""
    if position in page.gaps or not 0 < position < len(page.text):
        return False
    left, right = page.text[position - 1], page.text[position]
    if left.isalnum() and right.isalnum():
        return True
    before, after = page.text[max(0, position - 2) : position], page.text[position : position + 2]
    inside_right = left in ".," and before[:1].isdigit() and right.isdigit() and position - 1 not in page.gaps
    inside_left = right in ".," and left.isdigit() and after[1:].isdigit() and position + 1 not in page.gaps
    return inside_right or inside_left


def _ends(page: Spelling, match: tuple[int, int]) -> tuple[int, int]:
    return page.origin[match[0]], page.origin[match[1] - 1]


def _at_line_end(characters: str, index: int) -> bool:
    rest = characters[index + 1 : index + 4].lstrip(" ")
    return rest[:1] in ("\r", "\n") and characters[index - 1 : index].isalpha()
