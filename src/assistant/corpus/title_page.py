"""What stands on a document's title page: its title and subtitle, and lines that name its author, body or date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.corpus.document import Block, BlockKind

_SECTION = re.compile(
    r"(?:(?:table of )?contents|foreword.*|preface|(?:executive )?summary|introduction|background|purpose|overview"
    r"|about(?: us| this report)?|scope|acknowledge?ments|at a glance|key (?:findings|messages|points|facts|numbers)"
    r"|in brief|highlights|welcome.*|(?:an? )?(?:statement|message|letter) (?:from|by|of) .*|contact.*|who we are"
    r"|.*message|our year in .*)",
    re.IGNORECASE,
)
"""What the heading of a first section is."""
_OF_DOCUMENT = re.compile(
    r"\b(?:reports?|strategy|plan|review|evaluation|paper|analysis|framework|prospectus|digest|brochure|survey|statement"
    r"|accounts|assessment|bulletin|statistics)\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Says in a heading what kind of document it is of, or of which years."""
_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,2}: ")
"""How a paragraph of fields begins: "Date of meeting: 14 November 2024 Agenda item: 7"."""
_LONGEST = 40
"""Words of a line on a title page; set by hand: a longer paragraph is the document's text."""
_ABOVE = 3
"""Lines that may stand above a title."""


@dataclass(frozen=True)
class TitlePage:
    """What a document says of itself in front of its first section.

    Attributes:
        title: the heading that it begins with; "" where it begins otherwise.
        subtitle: the heading right below; "" where none is.
        lines: further such headings and the short paragraphs below them, in front of any other block.
        start: offset in the stored text behind title and subtitle; 0 where lines stand above them.
        end: offset where the first section begins; the text's length where there is none.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    start: int
    end: int

    @property
    def full_title(self) -> str:
        """The title with its subtitle: "Open Doors: Strategy of the Northmoor Museums Trust"."""
        return f"{self.title.rstrip('.:')}: {self.subtitle}" if self.subtitle else self.title


def read_title_page(text: str, blocks: Sequence[Block]) -> TitlePage:
    """Return what stands on the title page of a document with this stored text and these blocks."""
    above = list(takewhile(lambda block: _is_line(text, block) and text[block.end - 1] != ".", blocks))
    at = len(above) if len(above) <= _ABOVE and _is_title(text, blocks, len(above)) else None
    title = subtitle = ""
    lines = [text[block.start : block.end] for block in above]
    if at is not None:
        title = text[blocks[at].start : blocks[at].end]
        below = _below_title(text, blocks[at:])
        subtitle, at = next(iter(below), ""), at + 1 + len(below)
        under = takewhile(lambda block: _is_line(text, block), blocks[at:])
        lines += [*below[1:], *(text[block.start : block.end] for block in under)]
    rest = blocks[at if at is not None else len(above) :]
    end = next((block.start for block in rest if block.kind is BlockKind.heading), len(text))
    return TitlePage(title, subtitle, tuple(lines), rest[0].start if title and rest and not above else 0, end)


def _is_line(text: str, block: Block) -> bool:
    """Whether a block is a paragraph short enough for a line of a title page."""
    return block.kind is BlockKind.paragraph and len(text[block.start : block.end].split()) <= _LONGEST


def _is_title(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether the title stands there: a heading, below other lines one of the highest level, that is no section's."""
    if at >= len(blocks) or blocks[at].kind is not BlockKind.heading or blocks[at].section:
        return False
    is_section = _SECTION.fullmatch(text[blocks[at].start : blocks[at].end])
    return not is_section and (at == 0 or blocks[at].level == 1)


def _below_title(text: str, blocks: Sequence[Block]) -> list[str]:
    """Return the headings right behind the title that are of a kind of their own, as no section further down has.

    One that the text itself follows, and no line, is a section's unless it says what kind of document it is of.
    """
    run = list(takewhile(lambda block: block.kind is BlockKind.heading, blocks[1:]))
    if not run:
        return []
    behind = blocks[1 + len(run) :]
    sections = {block.level for block in behind if block.kind is BlockKind.heading}
    is_followed = bool(behind) and not (
        behind[0].cells or _is_line(text, behind[0]) or _LABEL.match(text, behind[0].start)
    )
    found: list[str] = []
    for block in run:
        heading = text[block.start : block.end]
        if not sections or block.section or block.level in sections or _SECTION.fullmatch(heading):
            break
        if block is run[-1] and is_followed and not _OF_DOCUMENT.search(heading):
            break
        found.append(heading)
    return found
