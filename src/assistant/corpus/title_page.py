"""What stands on a document's title page: its title and subtitle, and lines that name its author, body or date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.corpus.document import Block, BlockKind

_SECTION = re.compile(
    r"\d|(?:(?:table of )?contents|foreword|preface|(?:executive )?summary|introduction|background|purpose|overview"
    r"|about|scope|acknowledge?ments|at a glance|key (?:findings|messages|points|facts)|in brief)\b",
    re.IGNORECASE,
)
"""How the heading of a first section begins."""
_LONGEST = 40
"""Words of a line on a title page; set by hand: a longer paragraph is the document's text."""


@dataclass(frozen=True)
class TitlePage:
    """What a document says of itself in front of its first section.

    Attributes:
        title: the heading that it begins with; "" where it begins otherwise.
        subtitle: the heading right below; "" where none is.
        lines: further such headings and the short paragraphs below them, in front of any other block.
        end: offset in the stored text where the first section begins; its length where there is none.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    end: int

    @property
    def full_title(self) -> str:
        """The title with its subtitle: "Open Doors: Strategy of the Northmoor Museums Trust"."""
        return f"{self.title.rstrip('.:')}: {self.subtitle}" if self.subtitle else self.title


def read_title_page(text: str, blocks: Sequence[Block]) -> TitlePage:
    """Return what stands on the title page of a document with this stored text and these blocks."""
    at = 0
    title = subtitle = ""
    lines: list[str] = []
    if blocks and blocks[0].kind is BlockKind.heading and not _SECTION.match(text, blocks[0].start):
        title = text[blocks[0].start : blocks[0].end]
        below = _below_title(text, blocks)
        subtitle, lines, at = next(iter(below), ""), below[1:], 1 + len(below)
    for block in blocks[at:]:
        line = text[block.start : block.end]
        if block.kind is not BlockKind.paragraph or len(line.split()) > _LONGEST:
            break
        lines.append(line)
    end = next((block.start for block in blocks[at:] if block.kind is BlockKind.heading), len(text))
    return TitlePage(title, subtitle, tuple(lines), end)


def _below_title(text: str, blocks: Sequence[Block]) -> list[str]:
    """Return the headings right behind the title that are of a kind of their own, as no section further down has."""
    run = list(takewhile(lambda block: block.kind is BlockKind.heading, blocks[1:]))
    sections = {block.level for block in blocks[1 + len(run) :] if block.kind is BlockKind.heading}
    found: list[str] = []
    for block in run:
        if not sections or block.section or block.level in sections or _SECTION.match(text, block.start):
            break
        found.append(text[block.start : block.end])
    return found
