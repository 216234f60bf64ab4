"""Walks the corpus folder and loads each document; what cannot be read is reported, the rest goes on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Literal, Protocol

from assistant.corpus.child import Format, LoaderPool
from assistant.corpus.document import BlockKind, Document, Parsed, Problem, Source
from assistant.corpus.likeness import Likeness
from assistant.corpus.markdown import load_markdown
from assistant.corpus.pdf_ocr import available as ocr_available
from assistant.corpus.register import REGISTER_FILE, Metadata, describe_source, make_id, read_register
from assistant.corpus.title_page import TitlePage, read_title_page
from assistant.errors import CorpusError, DocumentError

LOADER_VERSION = 11
"""Part of a corpus's fingerprint: raise it when a loader reads the same file differently, and all are read again."""


def loader_version() -> str:
    """Return what decides, beside its content, how a file is read: the loaders, and whether scans can be read."""
    return f"{LOADER_VERSION} with OCR" if ocr_available() else f"{LOADER_VERSION}"


_FORMATS: dict[str, Literal["markdown"] | Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".docx": "word",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
_NOT_DOCUMENTS = {"readme.md", REGISTER_FILE, "thumbs.db", "desktop.ini"}
_OPEN_IN_WORD = "~$"  # begins the name of the file that Word puts beside a document while it is open


class Memory(Protocol):
    """What was read from each file before, so that a file whose content has not changed is not parsed again.

    Both methods are called from several threads.
    """

    def recall(self, file: str) -> Parsed | None:
        """Return what was read from the file; None if it has to be read.

        Raises:
            DocumentError: it could not be read, and has not changed.
        """
        ...

    def keep(self, file: str, outcome: Parsed | DocumentError) -> None:
        """Take note of what was read from the file, or why it could not be read."""
        ...


@dataclass
class LoadReport:
    """What happened to each file of a corpus.

    Attributes:
        skipped: files that were not read, each with its reason.
        warnings: documents that were read, with what is wrong with them.
        copies: by the id of a document, the other files that hold the same text.
    """

    skipped: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, Problem]] = field(default_factory=list)
    copies: dict[str, list[str]] = field(default_factory=dict)


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
        and not path.name.startswith(_OPEN_IN_WORD)
        and not any(part.startswith(".") for part in path.relative_to(corpus).parts)
    )


def load_corpus(corpus: Path, report: LoadReport, *, memory: Memory | None = None) -> Iterator[Document]:
    """Yield the documents of a corpus folder, in the order of their paths.

    Markdown is read here; every other format in a child process, so that no file can stop the walk.

    Args:
        corpus: the folder.
        report: filled as the walk goes on.
        memory: what earlier builds read; without it every file is parsed.

    Raises:
        CorpusError: there is no such folder.
        RegisterError: `sources.toml` is malformed.
    """
    register = read_register(corpus)
    seen_ids: dict[str, str] = {}
    seen_texts: dict[str, Source] = {}
    likeness = Likeness()
    with _readers(os.cpu_count() or 1) as (pool, readers):
        # All are read ahead, at most one a worker at a time; the order they are taken in stays that of the paths.
        pending = [
            (path, readers.submit(load_document, path, pool, corpus=corpus, entry=entry, memory=memory))
            for path in find_files(corpus)
            for entry in [register.get(name_in(corpus, path))]
        ]
        for path, result in pending:
            file = name_in(corpus, path)
            try:
                document = result.result()
                same = seen_texts.get(document.text_sha256)
                if same is None:
                    document = _with_own_id(document, seen_ids)
            except DocumentError as error:
                report.skipped.append((file, f"{error.where}: {error.reason}" if error.where else error.reason))
                continue
            if same is not None:
                report.copies.setdefault(same.id, []).append(file)
                reason = f"has the same text as {same.file}: indexed once, and cited with both files"
                report.warnings.append((file, Problem(reason)))
                continue
            seen_ids[document.id] = file
            seen_texts[document.text_sha256] = document.source
            likeness.add(document)
            report.warnings.extend((file, problem) for problem in document.problems)
            yield document
    for file in sorted(register.keys() - {name_in(corpus, path) for path, _ in pending}):
        report.warnings.append((REGISTER_FILE, Problem(f"names '{file}', which is not in the corpus")))
    report.warnings.extend(likeness.warnings())


@contextmanager
def _readers(count: int) -> Iterator[tuple[LoaderPool, ThreadPoolExecutor]]:
    """Give `count` worker processes and the threads that wait for them; whoever leaves early waits for none."""
    pool, threads = LoaderPool(count), ThreadPoolExecutor(count)
    try:
        yield pool, threads
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        pool.close()
        threads.shutdown()


def with_copies(documents: Iterable[Document], report: LoadReport) -> list[Document]:
    """Return the documents of a finished walk, each naming the other files with its text."""
    return [
        replace(document, source=replace(document.source, also_in=tuple(report.copies[document.id])))
        if document.id in report.copies
        else document
        for document in documents
    ]


def load_document(
    path: Path, pool: LoaderPool, *, corpus: Path, entry: Metadata | None = None, memory: Memory | None = None
) -> Document:
    """Return the document in one file.

    Raises:
        DocumentError: the file leaves the corpus folder, has an unknown format, cannot be read or holds no text.
    """
    file = name_in(corpus, path)
    if file != path.relative_to(corpus).as_posix():
        raise DocumentError(file, "has a name that is not text. Rename it")
    if not path.resolve().is_relative_to(corpus.resolve()):
        raise DocumentError(file, "leads out of the corpus folder. Copy the document itself into it")
    suffix = path.suffix.lower()
    if suffix not in _FORMATS:
        reason = f"'{path.suffix or path.name}' files are not read. Save it as Markdown, PDF, Word, HTML or text"
        raise DocumentError(file, reason)
    parsed = memory.recall(file) if memory else None
    if parsed is None:
        parsed = _parse_and_keep(path, _FORMATS[suffix], pool, file=file, memory=memory)
    if not parsed.text.strip():
        raise DocumentError(file, "holds no text")
    is_markdown = _FORMATS[suffix] == "markdown"
    page = read_title_page(parsed.text, parsed.blocks)
    source, problems = describe_source(
        file,
        parsed.properties,
        entry,
        has_front_matter=is_markdown,
        lines=parsed.lines,
        heading=_first_heading(parsed, page) if is_markdown else "",
        text=parsed.text,
        page=page,
    )
    return Document(source, parsed.text, parsed.blocks, parsed.pages, (*parsed.problems, *problems))


def _first_heading(parsed: Parsed, page: TitlePage) -> str:
    """Return the heading that a text begins with, of the highest level, or that stands below a name; else ""."""
    first = parsed.blocks[0]
    if first.kind is not BlockKind.heading:
        return page.title
    return parsed.text[first.start : first.end] if first.level == 1 else ""


def _parse_and_keep(
    path: Path, format_: Literal["markdown"] | Format, pool: LoaderPool, *, file: str, memory: Memory | None
) -> Parsed:
    try:
        parsed = _parse(path, format_, pool, file=file)
    except DocumentError as error:
        if memory:
            memory.keep(file, error)
        raise
    if memory:
        memory.keep(file, parsed)
    return parsed


def _parse(path: Path, format_: Literal["markdown"] | Format, pool: LoaderPool, *, file: str) -> Parsed:
    try:
        if path.stat().st_size == 0:
            raise DocumentError(file, "is empty (0 bytes)")
        if format_ == "markdown":
            return load_markdown(path.read_bytes(), file=file)
        return pool.load(format_, path, file=file)
    except OSError as error:
        raise DocumentError(file, f"cannot be opened: {error.strerror}") from error


def _with_own_id(document: Document, ids: Mapping[str, str]) -> Document:
    """Return the document with an id that none has yet: "report.docx" and "report.pdf" both make "report".

    Raises:
        DocumentError: a person gave it the id of another.
    """
    file, id_ = document.source.file, document.id
    if id_ not in ids:
        return document
    if id_ != make_id(file):
        raise DocumentError(file, f"its id '{id_}' is taken by {ids[id_]}. Give one of them another id")
    ending = PurePosixPath(file).suffix.removeprefix(".").lower()
    longer = next(name for name in (f"{id_}-{ending}", f"{id_}-{_hash(file)}") if name not in ids)
    return replace(document, source=replace(document.source, id=longer))


def _hash(file: str) -> str:
    return hashlib.sha256(file.encode("utf-8", errors="surrogateescape")).hexdigest()[:8]


def name_in(corpus: Path, path: Path) -> str:
    """Return a file's path inside the corpus as it is shown; bytes that are no text are spelled out."""
    return path.relative_to(corpus).as_posix().encode("utf-8", errors="backslashreplace").decode()
