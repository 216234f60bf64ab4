"""One side of a comparison, and how the sides are named."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.english.dates import YEAR_OR_SPAN

NAME = r"[A-Z][\w&'’@-]*(?:(?: of| and the| the| for|) [A-Z][\w&'’@-]*)*"
"""For patterns: a side that is a name."""
YEARS = re.compile(YEAR_OR_SPAN)
"""A side that is a year, or a financial one."""


class Side(NamedTuple):
    """One side of a comparison: how it is asked for without the other, and its name; "" for the end of a period."""

    question: str
    name: str
