"""Files that a command writes: refused before the work where they cannot be, and put in place whole."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from assistant.errors import UsageError, reason


def check_output(path: Path) -> None:
    """Refuse a file that cannot be written, before the work whose outcome it is to hold.

    Raises:
        UsageError: it is a folder, or there is no folder to write it in.
    """
    if path.is_dir():
        raise UsageError(f"Could not write '{path}': it is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise UsageError(f"Could not write '{path}': there is no folder '{path.parent}'. Make it, or name another.")


def write_output(path: Path, text: str) -> None:
    """Write a text to a file.

    Raises:
        UsageError: it cannot be written.
    """
    check_output(path)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Could not write '{path}': {reason(error)}. Name another file.") from error


class LinesFile:
    """Lines that become a file once all are there: what was at its place before stays there until then.

    They are written beside it. A run that is stopped leaves them there, for `aside` to be told; a run that wrote none
    leaves everything as it was. A device or a pipe, `/dev/stdout`, is written to directly.

    Args:
        path: the file.

    Attributes:
        aside: where the lines are until they are whole.
        count: how many were written.

    Raises:
        UsageError: the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        check_output(path)
        self._path = path.resolve()
        directly = self._path.exists() and not self._path.is_file()
        self.aside = self._path if directly else self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        self.count = 0
        try:
            self._stream = self.aside.open("w" if directly else "x", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"Could not write '{path}': {reason(error)}. Name another file.") from error

    def write(self, line: str) -> None:
        """Write a line."""
        self._stream.write(f"{line}\n")
        self.count += 1

    def __enter__(self) -> LinesFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        if self.aside == self._path:
            return
        if not self.count:
            self.aside.unlink()
        elif kind is None:
            self.aside.replace(self._path)
