"""Puts files into the corpus folder and takes them out: names are made safe, and nothing outside is touched."""

from __future__ import annotations

import datetime
import os
import re
import tempfile
import unicodedata
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from assistant.corpus.load import find_files
from assistant.errors import UsageError
from assistant.web.text import hidden

ACCEPTED = (".pdf", ".docx", ".md", ".txt")
"""Endings of files that can be added here; the corpus folder itself takes HTML too."""
REMOVED = ".removed"
"""Folder inside the corpus for what was removed; the index passes over folders whose names begin with a dot."""
_INCOMING = ".incoming"
_MAX_NAME = 120  # characters: file systems take 255 bytes, and a character may have four
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps for devices
_NOT_DOCUMENTS = ("readme.md",)
_HEAD_BYTES = 8192
_HOW_INSTEAD = {
    **dict.fromkeys((".doc", ".odt", ".rtf", ".pages"), " Open it and save it as .docx."),
    **dict.fromkeys((".html", ".htm"), " Put it into the corpus folder, or save it as PDF."),
}
"""What to do with a file of another kind that holds a document all the same."""


def clean_file_name(name: str) -> str:
    r"""Return a name for a file of the corpus folder: no folders, nothing hidden, nothing a system treats specially.

    >>> clean_file_name("..\\..\\Annual  Review: 2024.PDF")
    'Annual Review 2024.pdf'

    Raises:
        UsageError: it has no accepted ending, or nothing is left of it.
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if hidden(character) or character in '<>:"|?*\n\t' else character for character in base)
    stem, dot, ending = " ".join(visible.split()).rpartition(".")
    ending = f"{dot}{ending.lower()}"
    if ending not in ACCEPTED:
        raise UsageError(
            f"'{_shown(name)}' cannot be added: only PDF, Word (.docx), Markdown (.md) and text (.txt) can."
            + _HOW_INSTEAD.get(ending, "")
        )
    stem = stem.strip(" .~$")[:_MAX_NAME].strip(" .")
    if not stem or _RESERVED.fullmatch(stem) or f"{stem}{ending}".lower() in _NOT_DOCUMENTS:
        raise UsageError(f"'{_shown(name)}' cannot be the name of a document. Give the file another name.")
    return f"{stem}{ending}"


async def add_file(
    corpus: Path, name: str, content: AsyncIterator[bytes], *, max_bytes: int, replace: bool = False
) -> str:
    """Write a file into the corpus folder, whole or not at all, and return its name there.

    Args:
        corpus: the folder.
        name: as the visitor's browser gave it.
        content: what is in it.
        max_bytes: largest size.
        replace: put it in the place of a file of the same name.

    Raises:
        UsageError: its name, size or content will not do, or there is such a file.
    """
    cleaned = clean_file_name(name)
    _refuse_existing(corpus, cleaned, replace=replace)
    incoming = corpus / _INCOMING
    incoming.mkdir(exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=incoming)
    size = 0
    try:
        with os.fdopen(handle, "wb") as stream:
            async for part in content:
                size += len(part)
                if size > max_bytes:
                    raise UsageError(
                        f"'{cleaned}' is larger than {max_bytes // 1024 // 1024} MB, the most for one file."
                    )
                stream.write(part)
        _check_content(Path(aside), cleaned)
        Path(aside).chmod(0o644)
        _refuse_existing(corpus, cleaned, replace=replace)  # somebody else may have added it meanwhile
        Path(aside).replace(corpus / cleaned)  # a link of that name is replaced, not followed
    finally:
        Path(aside).unlink(missing_ok=True)
        with suppress(OSError):  # another file is on its way
            incoming.rmdir()
    return cleaned


def remove_file(corpus: Path, file: str) -> Path:
    """Move a file of the corpus into the folder `.removed` in it, and return where it is now.

    Raises:
        UsageError: the corpus has no such file.
    """
    path = files_by_name(corpus).get(file)
    if path is None:
        raise UsageError(f"There is no file '{_shown(file)}' in the evidence base. It may have been removed already.")
    now = datetime.datetime.now(datetime.UTC)
    kept = corpus / REMOVED / f"{now:%Y%m%d-%H%M%S-%f}-{path.name}"
    kept.parent.mkdir(exist_ok=True)
    path.replace(kept)
    return kept


def files_by_name(corpus: Path) -> dict[str, Path]:
    """Return the files of the corpus by their paths in it: a name that is not a key leads nowhere."""
    return {path.relative_to(corpus).as_posix(): path for path in find_files(corpus)}


def _refuse_existing(corpus: Path, name: str, *, replace: bool) -> None:
    same = next((path.name for path in corpus.iterdir() if path.name.casefold() == name.casefold()), None)
    if same is None or (replace and same == name and not (corpus / name).is_dir()):
        return
    raise UsageError(
        f"There is a file '{same}' already. Tick “Replace files of the same name” and add it again, "
        "or give it another name."
    )


def _check_content(path: Path, name: str) -> None:
    """Refuse what is plainly not what its name says; what is wrong inside is found when it is read."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    ending = Path(name).suffix
    if not head:
        raise UsageError(f"'{name}' is empty.")
    if ending == ".pdf":
        right = b"%PDF-" in head[:1024]
    elif ending == ".docx":
        right = head.startswith(b"PK\x03\x04")
    else:
        right = b"\0" not in head
    if not right:
        raise UsageError(f"'{name}' is not what its name says. Save it again from the program that made it.")


def _shown(name: str) -> str:
    return "".join(character for character in name if not hidden(character))[:_MAX_NAME]
