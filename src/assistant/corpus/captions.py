"""Captions of tables: what reads like one, and which of the texts beside a table is its own."""

from __future__ import annotations

import re

CAPTION = re.compile(
    r"^(?i:table|figure|fig\.|chart|exhibit|box|map|graph)\s+"
    r"(?:(?:[A-Za-z][.\-]?)?\d+(?:[.\-]\d+)*[A-Za-z]?|[A-Z](?=\s*[-–—:.|]))"
    r"(?:\s*[-–—:.|]\s*\S|\s+[A-Z(])"  # "Table 2: jobs" or "Table 2 Jobs", but not "Table 2 shows the jobs"
)
_LONGEST = 250  # characters: a longer paragraph that begins "Figure 3" tells of it


def is_caption(text: str) -> bool:
    """Tell whether a paragraph or heading reads like a caption ("Table 2: Jobs")."""
    return len(text) < _LONGEST and bool(CAPTION.match(text))


def caption_of(above: str, below: str = "") -> str:
    """Return the caption of the table between two texts: the one above, or else the one below; "" if neither is.

    Args:
        above: what stands right above the table.
        below: what stands right below it, if that is not above another table.
    """
    found, other = (text if is_caption(text) else "" for text in (above, below))
    is_picture = found.lower().startswith("fig") and other.lower().startswith("tab")
    return other if is_picture else found or other
