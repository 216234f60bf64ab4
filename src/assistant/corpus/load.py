"""Walks the corpus folder and loads each document; what cannot be read is reported, the rest goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.corpus.child import Format, LoaderPool
from assistant.corpus.document import Document, Parsed, Problem
from assistant.corpus.markdown import load_markdown
from assistant.corpus.register import REGISTER_FILE, Metadata, describe_source, read_register
from assistant.errors import CorpusError, DocumentError

LOADER_VERSION = 1
"""Part of a corpus's fingerprint: raise it when a loader reads the same file differently, and all are read again."""

_FORMATS: dict[str, Literal["markdown"] | Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".docx": "word",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
_NOT_DOCUMENTS = {"readme.md", REGISTER_FILE}


@dataclass
class LoadReport:
    """What happened to each file of a corpus.

    Attributes:
        skipped: files that were not read, each with its reason.
        warnings: documents that were read, with what is wrong with them.
    """

    skipped: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, Problem]] = field(default_factory=list)


def find_files(corpus: Path) -> list[Path]:
    """Return the files of a corpus folder in a stable order, without hidden files, README.md and sources.toml.

    Raises:
        CorpusError: there is no such folder.
    """
    if not corpus.is_dir():
        raise CorpusError(
            f"There is no corpus folder at '{corpus}'. Name another with --corpus, or make it and put documents in it."
        )
    return sorted(
        path
        for path in corpus.rglob("*")
        if (path.is_file() or path.is_symlink())
        and path.name.lower() not in _NOT_DOCUMENTS
        and not any(part.startswith(".") for part in path.relative_to(corpus).parts)
    )


def load_corpus(corpus: Path, report: LoadReport) -> Iterator[Document]:
    """Yield the documents of a corpus folder, in the order of their paths.

    Markdown is read here; every other format in a child process, so that no file can stop the walk.

    Args:
        corpus: the folder.
        report: filled as the walk goes on.

    Raises:
        CorpusError: there is no such folder.
        RegisterError: `sources.toml` is malformed.
    """
    register = read_register(corpus)
    seen_ids: dict[str, str] = {}
    seen_texts: dict[str, str] = {}
    with LoaderPool(workers=os.cpu_count() or 1) as pool, ThreadPoolExecutor(os.cpu_count() or 1) as readers:
        # All are read ahead, at most one a worker at a time; the order they are taken in stays that of the paths.
        pending = [
            (path, readers.submit(load_document, path, pool, corpus=corpus, entry=register.get(_file(path, corpus))))
            for path in find_files(corpus)
        ]
        for path, result in pending:
            file = _file(path, corpus)
            try:
                document = result.result()
                _refuse_repetition(document, seen_ids, seen_texts)
            except DocumentError as error:
                report.skipped.append((file, f"{error.where}: {error.reason}" if error.where else error.reason))
                continue
            seen_ids[document.id] = file
            seen_texts[document.text_sha256] = file
            report.warnings.extend((file, problem) for problem in document.problems)
            yield document
    for file in sorted(register.keys() - {_file(path, corpus) for path, _ in pending}):
        report.warnings.append((REGISTER_FILE, Problem(f"names '{file}', which is not in the corpus")))


def load_document(path: Path, pool: LoaderPool, *, corpus: Path, entry: Metadata | None = None) -> Document:
    """Return the document in one file.

    Raises:
        DocumentError: the file leaves the corpus folder, has an unknown format, cannot be read or holds no text.
    """
    file = _file(path, corpus)
    if not path.resolve().is_relative_to(corpus.resolve()):
        raise DocumentError(file, "leads out of the corpus folder. Copy the document itself into it")
    suffix = path.suffix.lower()
    if suffix not in _FORMATS:
        reason = f"'{path.suffix or path.name}' files are not read. Save it as Markdown, PDF, Word, HTML or text"
        raise DocumentError(file, reason)
    parsed = _parse(path, _FORMATS[suffix], pool, file=file)
    if not parsed.text.strip():
        raise DocumentError(file, "holds no text")
    is_markdown = _FORMATS[suffix] == "markdown"
    source, problems = describe_source(file, parsed.properties, entry, has_front_matter=is_markdown, lines=parsed.lines)
    return Document(source, parsed.text, parsed.blocks, parsed.pages, (*parsed.problems, *problems))


def _parse(path: Path, format_: Literal["markdown"] | Format, pool: LoaderPool, *, file: str) -> Parsed:
    try:
        if path.stat().st_size == 0:
            raise DocumentError(file, "is empty (0 bytes)")
        if format_ == "markdown":
            return load_markdown(path.read_bytes(), file=file)
        return pool.load(format_, path, file=file)
    except OSError as error:
        raise DocumentError(file, f"cannot be opened: {error.strerror}") from error


def _refuse_repetition(document: Document, ids: Mapping[str, str], texts: Mapping[str, str]) -> None:
    file = document.source.file
    if document.id in ids:
        reason = f"its id '{document.id}' is taken by {ids[document.id]}. Give one of them another id"
        raise DocumentError(file, reason)
    if document.text_sha256 in texts:
        raise DocumentError(file, f"has the same text as {texts[document.text_sha256]}, which is indexed instead")


def _file(path: Path, corpus: Path) -> str:
    return path.relative_to(corpus).as_posix()
