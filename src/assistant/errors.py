"""What can go wrong, in one tree.

    AssistantError
    ├── UsageError            the caller asked for something that cannot be (a blank question, an unknown document)
    ├── CorpusError           the corpus as a whole cannot be used (no such folder, nothing readable in it)
    ├── DocumentError         one file cannot be read; the others go on
    ├── RegisterError         front matter or sources.toml is malformed
    ├── IndexUnavailable      there is no index, it is damaged, or it belongs to another model
    ├── IndexLocked           another process is building
    ├── ModelError            an embedding model or reader cannot be loaded or fails its checksum
    └── EvaluationError       known facts, thresholds or baseline are malformed

The library raises these; the command line and the web app turn them into messages. An error's text says
what failed, the value, what was tried, and what to do.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every error this package raises on purpose."""


class UsageError(AssistantError):
    """The caller asked for something that cannot be answered as asked."""


class CorpusError(AssistantError):
    """The corpus folder is missing, empty, or holds nothing that can be read."""


class DocumentError(AssistantError):
    """One document cannot be read.

    Args:
        file: path of the file inside the corpus, as shown to people.
        reason: why, and what to do about it.
        where: place in the file ("line 3", "page 7"), where known.
    """

    def __init__(self, file: str, reason: str, *, where: str | None = None) -> None:
        self.file = file
        self.reason = reason
        self.where = where
        place = f"{file}, {where}" if where else file
        super().__init__(f"{place}: {reason}")


class RegisterError(DocumentError):
    """Front matter or `sources.toml` is malformed."""


class IndexUnavailable(AssistantError):
    """There is no index that can be opened; the message holds the command that makes one."""


class IndexLocked(AssistantError):
    """Another process is writing the index."""


class ModelError(AssistantError):
    """A model file cannot be found, loaded, or trusted."""


class EvaluationError(AssistantError):
    """Known facts, thresholds or a baseline are malformed."""


def reason(error: Exception) -> str:
    """Return why a file cannot be read or written, in words and without its name."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    if isinstance(error, PermissionError):
        return "it is not allowed"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return (isinstance(error, OSError) and error.strerror) or str(error)
