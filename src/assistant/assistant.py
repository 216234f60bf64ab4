"""The assistant: the current index generation, one reader, questions in, answer records out."""

from __future__ import annotations

import hashlib
import logging
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from assistant.corpus.document import Document, Source
from assistant.documents import DocumentSummary, summarise
from assistant.errors import IndexUnavailable, UsageError
from assistant.indexing.generation import current_generation, read_manifest, rebuild_command
from assistant.indexing.lexical import ANALYSER_VERSION
from assistant.indexing.store import PassageStore
from assistant.passages import SPLITTER_VERSION
from assistant.progress import Progress
from assistant.schema import Answer, Filters, Turn
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.indexing.embedding import Embedder
    from assistant.reading.protocol import Reader
    from assistant.retrieval import OpenIndex

logger = logging.getLogger(__name__)


class Assistant:
    """Answers questions from the current index generation; safe to use from several threads.

    A generation that becomes current while questions are being answered is opened for the next question; the
    old one is closed when its last answer is done.
    """

    def __init__(self, settings: Settings, embedder: Embedder, reader: Reader | None) -> None:
        self._settings = settings
        self._embedder = embedder
        self._reader = reader
        self._lock = threading.Lock()
        self._refused = ""
        self._open = _OpenGeneration(settings, embedder, reader)

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open the current generation with the models the settings name.

        Raises:
            IndexUnavailable: there is none, it is damaged, or its embedding model or vector store is another.
            ModelError: the embedding model or the reader cannot be loaded.
        """
        check_index(settings)
        from assistant.indexing.embedding import SentenceTransformerEmbedder
        from assistant.reading.select import select_reader

        return cls(settings, SentenceTransformerEmbedder(settings.embedding_model), select_reader(settings.reader))

    @property
    def generation(self) -> str:
        """Name of the generation that answers."""
        return self._open.name

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        id: str = "",
        progress: Progress = lambda stage: None,
    ) -> Answer:
        """Answer one question.

        Args:
            question: as typed; may be a follow-up.
            history: earlier turns of the conversation, oldest first.
            filters: what part of the evidence base may answer.
            id: copied into the record; one is made from the question where it is empty.
            progress: told of each stage of the answer as it begins.

        Raises:
            UsageError: the question is blank or too long, or a filter names an unknown document.
        """
        check_question(question, limit=self._settings.max_question_characters)
        identity = id or hashlib.sha256(question.encode()).hexdigest()[:12]
        with self._generation() as generation:
            return generation.ask(identity, question, history, filters or Filters(), progress)

    def documents(self) -> list[DocumentSummary]:
        """Return what is indexed, by file."""
        with self._generation() as generation:
            return summarise(generation.store)

    def document(self, id: str) -> Document:
        """Return one document with its stored text.

        Raises:
            UsageError: no such document.
        """
        with self._generation() as generation:
            return generation.store.document(id)

    def close(self) -> None:
        """Release the index."""
        with self._lock:
            self._open.retire()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _generation(self) -> Iterator[_OpenGeneration]:
        """Lend the current generation, changing over first if a newer one was made current."""
        with self._lock:
            latest = _latest(self._settings.index)
            if latest and latest not in (self._open.name, self._refused):
                self._change_over(latest)
            lent = self._open
            lent.borrowers += 1
        try:
            yield lent
        finally:
            with self._lock:
                lent.borrowers -= 1
                lent.close_if_unused()

    def _change_over(self, latest: str) -> None:
        """Open the newest generation; one that cannot be opened is left alone, and the open one goes on answering."""
        try:
            newer = _OpenGeneration(self._settings, self._embedder, self._reader)
        except IndexUnavailable as error:
            self._refused = latest
            logger.warning("%s Until then generation %s goes on answering.", error, self._open.name)
            return
        old, self._open = self._open, newer
        old.retire()


class _OpenGeneration:
    """One generation's files, opened, with the retriever and engine over them; closed when retired and not lent."""

    def __init__(self, settings: Settings, embedder: Embedder, reader: Reader | None) -> None:
        from assistant.answering.answerer import Answerer

        self.name, self._index = _open_current(settings, embedder)
        self.borrowers = 0
        self._retired = False
        self.store: PassageStore = self._index.store
        self._answerer = Answerer(self.name, self._index, reader)

    def ask(self, id: str, question: str, history: Sequence[Turn], filters: Filters, progress: Progress) -> Answer:
        from assistant.answering.answerer import Asked

        return self._answerer.answer(Asked(id, question, history, self._resolve(filters), progress))

    def retire(self) -> None:
        self._retired = True
        self.close_if_unused()

    def close_if_unused(self) -> None:
        if self._retired and self.borrowers == 0:
            self._index.close()

    def _resolve(self, filters: Filters) -> list[str]:
        """Return the ids of the documents a filter names by id or file."""
        if not filters.documents:
            return []
        sources = [source for source, _, _ in self.store.sources()]
        resolved = []
        for name in filters.documents:
            found = [source.id for source in sources if name in _names(source)]
            if not found:
                raise UsageError(
                    f"The filter names the document '{name}', which is not in the index. "
                    "Run 'assistant documents' for the list."
                )
            resolved += found
        return resolved


def _names(source: Source) -> set[str]:
    """Return what a filter may call a document: its id, its files, their names without folders."""
    files = (source.file, *source.also_in)
    return {source.id, *files, *(Path(file).name for file in files)}


def check_question(question: str, *, limit: int) -> None:
    """Refuse a question that cannot be one.

    Raises:
        UsageError: it is blank, longer than `limit` characters, or not text.
    """
    if not question.strip():
        raise UsageError("The question is empty. Type a question about the evidence base.")
    if len(question) > limit:
        raise UsageError(f"The question has {len(question):,} characters; at most {limit:,} are read. Shorten it.")
    kinds = Counter(unicodedata.category(character) for character in question if not character.isspace())
    if kinds["Cs"] or kinds["Cc"] + kinds["Co"] + kinds["Cn"] > len(question) // 10:  # Cs: bytes that are not UTF-8
        raise UsageError("The question is not text. Type it in words.")


def check_index(settings: Settings) -> Path:
    """Return the folder of the current generation.

    Raises:
        IndexUnavailable: there is none, or it does not fit the settings or this version.
    """
    folder = current_generation(settings.index)
    if folder is None:
        raise IndexUnavailable(
            f"There is no index at '{settings.index}'. "
            f'Run "assistant index --corpus {settings.corpus} --index {settings.index}" to build it.'
        )
    manifest = read_manifest(folder)
    if manifest.embedding_model != settings.embedding_model:
        raise IndexUnavailable(
            f"Could not open the index at '{settings.index}': it was built with '{manifest.embedding_model}', "
            f"settings ask for '{settings.embedding_model}'. {rebuild_command(settings.index)}"
        )
    if manifest.vector_store != settings.vector_store:
        raise IndexUnavailable(
            f"Could not open the index at '{settings.index}': its vector store is '{manifest.vector_store}', settings "
            f"ask for '{settings.vector_store}'. {rebuild_command(settings.index)}"
        )
    if (manifest.splitter_version, manifest.analyser_version) != (SPLITTER_VERSION, ANALYSER_VERSION):
        raise IndexUnavailable(
            f"The index at '{settings.index}' was built by another version of this program. "
            f"{rebuild_command(settings.index)}"
        )
    return folder


def _open_current(settings: Settings, embedder: Embedder) -> tuple[str, OpenIndex]:
    """Open the current generation; one that was replaced, and removed, while it was being opened is no fault.

    Raises:
        IndexUnavailable: there is none, it is damaged, or it does not fit the settings.
    """
    from assistant.answering.answerer import READ
    from assistant.retrieval import OpenIndex

    while True:
        latest = _latest(settings.index)
        try:
            folder = check_index(settings)
            return folder.name, OpenIndex(folder, embedder, count=READ)
        except IndexUnavailable:
            if _latest(settings.index) == latest:
                raise


def _latest(index: Path) -> str | None:
    """Return the name of the current generation; None while it cannot be told (the open one goes on)."""
    try:
        folder = current_generation(index)
    except (IndexUnavailable, OSError):
        return None
    return folder.name if folder else None
