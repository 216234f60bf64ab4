"""What stands on a document's title page: its title and subtitle, and lines that name its author, body or date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
        lines: the short paragraphs below them, in front of any other block.
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
    if blocks and blocks[0].kind is BlockKind.heading and not _SECTION.match(text, blocks[0].start):
        title, at = text[blocks[0].start : blocks[0].end], 1
        if len(blocks) > 1 and _is_subtitle(text, blocks):
            subtitle, at = text[blocks[1].start : blocks[1].end], 2
    lines = []
    for block in blocks[at:]:
        line = text[block.start : block.end]
        if block.kind is not BlockKind.paragraph or len(line.split()) > _LONGEST:
            break
        lines.append(line)
    end = next((block.start for block in blocks[at:] if block.kind is BlockKind.heading), len(text))
    return TitlePage(title, subtitle, tuple(lines), end)


def _is_subtitle(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the block behind the title is a heading of a kind of its own, as no section has."""
    below = blocks[1]
    if below.kind is not BlockKind.heading or below.section or _SECTION.match(text, below.start):
        return False
    levels = [block.level for block in blocks[2:] if block.kind is BlockKind.heading]
    return bool(levels) and below.level not in levels
