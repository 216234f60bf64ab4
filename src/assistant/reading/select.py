"""Chooses the reader that the settings name."""

from __future__ import annotations

from pathlib import Path

from assistant.reading.protocol import Reader


def select_reader(name: str) -> Reader | None:
    """Return the reader named `default`, or the one in the file `name`; None for `none`.

    Raises:
        ModelError: the file is missing or cannot be trusted.
    """
    if name == "none":
        return None
    from assistant.reading.reader import OnnxReader

    return OnnxReader.load(None if name == "default" else Path(name))
