"""What stands before the text of a list item: bullets, numbers and letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus.pdf_words import Word

BULLETS = "•◦▪●○■□‣⁃∙·–—\u25aa\u25ab\u25b6\u25ba\u27a2\u2713\u2714\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf0a8\uf02d-*"
MARKER = re.compile(
    rf"^(?:[{re.escape(BULLETS)}]|o|\(?(?:\d{{1,2}}|[a-zA-Z]|[ivxIVX]{{1,5}})[.)]|(?:[A-Z]|[IVX]+|\d{{1,2}})(?:\.\d{{1,2}})*\.?)$"
)


def behind_bullet(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of a line behind the bullet that it begins with; all of them where it begins with none."""
    return words[1:] if len(words) > 1 and words[0].text in BULLETS else words
