"""What an answer in the making is busy with, told while it happens."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """The stages of an answer, in order; the value is what people are shown."""

    searching = "Searching the evidence …"
    reading = "Reading the passages found …"
    writing = "Writing the answer …"


Progress = Callable[[Stage], None]
"""Told of each stage as it begins, from the thread that answers."""
