"""Puts words together again that were broken at the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant.corpus.pdf_words import Line

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-_.?=&%]$")


CUT = "\u00ad"  # stands after a hyphen at the end of a line inside a cell
_CUT_WORD = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*-){CUT}([^\W\d_]+)")

_CUT_RANGE = re.compile(r"\d[-–/]$")  # "2024–" above "25"


def beneath(above: str, below: str) -> str:
    """Return the text of a cell with one more line; a hyphen at the end of a line is marked, to be settled later."""
    if above.endswith("-") and below[:1].islower() and len(above) > 1 and above[-2].isalpha():
        return above + CUT + below
    if _CUT_RANGE.search(above) and below[:1].isdigit():
        return above + below
    return f"{above} {below}".strip()


class Vocabulary:
    """The words of a document, to tell a word broken at a line's end from one that is written with a hyphen."""

    def __init__(self, pages: Iterable[Iterable[Line]]) -> None:
        self._count: Counter[str] = Counter()
        for lines in pages:
            broken = False
            for line in lines:
                text = line.text.lower()
                words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
                after, broken = broken, text.endswith(("-", "\u00ad", "‐"))
                for word in words[1 if after else 0 : -1 if broken else None]:
                    self._count[word] += 1
                    if "-" in word:
                        self._count.update(word.split("-"))

    def join(self, above: str, below: str) -> str:
        """Return the two texts as one, with a space, a hyphen or nothing between them."""
        if not above or not below:
            return above + below
        if above.endswith("\u00ad"):
            return above[:-1] + below
        if _ADDRESS.search(above) and not below[0].isupper():
            return above + below
        head = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-‐]$", above)
        tail = re.match(r"[^\W\d_]+", below)
        if above.endswith(("-", "‐")) and len(above) > 1 and (above[-2].isalnum()):
            if head and tail and below[0].islower() and self._is_broken(head.group(1).lower(), tail.group().lower()):
                return above[:-1] + below
            if below[0].isalnum() and not re.match(r"(?:and|or|to)\b", below):
                return above[:-1] + "-" + below
        if above.endswith(("–", "—", "/")) and not above.endswith((" –", " —", " /")) and len(above) > 1:
            return above + below
        return f"{above} {below}"

    def settle(self, text: str) -> str:
        """Put the words of a cell together that were broken at the end of a line."""
        return _CUT_WORD.sub(lambda match: self.join(match.group(1), match.group(2)), text).replace(CUT, "")

    def _is_broken(self, head: str, tail: str) -> bool:
        joined = self._count[head.rsplit("-", 1)[-1] + tail] + self._count[head + tail]
        hyphenated = self._count[f"{head}-{tail}"]
        if joined or hyphenated:
            return joined > 3 * hyphenated  # a word that is also written with its hyphen was broken there
        last = head.rsplit("-", 1)[-1]
        both_are_words = self._count[last] > 0 and self._count[tail] > 0
        return not both_are_words
