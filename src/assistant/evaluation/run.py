"""Asks the questions of the known facts, one after the other, and keeps everything that came back."""

from __future__ import annotations

import datetime
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import metadata
from typing import Protocol

from assistant.corpus.document import Document
from assistant.errors import UsageError
from assistant.evaluation.facts import KnownFact
from assistant.evaluation.records import Outcome, Run
from assistant.schema import Answer, Filters, Turn

_PACKAGES = (
    "assistant",
    "bm25s",
    "chromadb",
    "llama-index-core",
    "onnxruntime",
    "sentence-transformers",
    "torch",
    "tokenizers",
)


class Answerer(Protocol):
    """What is evaluated: `assistant.assistant.Assistant` or anything that answers as it does."""

    @property
    def generation(self) -> str:
        """Name of the index generation that answers."""
        ...

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), filters: Filters | None = None, id: str = ""
    ) -> Answer:
        """Answer one question."""
        ...

    def document(self, id: str) -> Document:
        """Return one document with its stored text."""
        ...


def run_facts(
    facts: Sequence[KnownFact],
    assistant: Answerer,
    *,
    settings: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Run:
    """Ask every fact's question and return what came back.

    The first question is asked once before the clock starts, so that loading a model is not counted as answering. An
    exception is recorded as that question's error and the next one is asked.

    Args:
        facts: what to ask.
        assistant: who answers.
        settings: kept with the run.
        progress: told the number of questions done after each.
    """
    created = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    texts: dict[str, Document | None] = {}
    if facts:
        _ask(facts[0], assistant, texts)
    started = time.perf_counter()
    outcomes = []
    for done, fact in enumerate(facts, 1):
        outcomes.append(_ask(fact, assistant, texts))
        if progress:
            progress(done)
    return Run(
        outcomes=tuple(outcomes),
        generation=assistant.generation,
        created=created,
        seconds=round(time.perf_counter() - started, 3),
        settings=dict(settings or {}),
        versions=versions(),
    )


def _ask(fact: KnownFact, assistant: Answerer, texts: dict[str, Document | None]) -> Outcome:
    history = [Turn(turn.question, turn.answer) for turn in fact.history]
    started = time.perf_counter()
    try:
        answer = assistant.ask(fact.question, history=history, id=fact.id)
        elapsed = (time.perf_counter() - started) * 1000
        faults = tuple(quote_faults(answer, assistant, texts))
    except Exception as error:
        elapsed = (time.perf_counter() - started) * 1000
        return Outcome(fact.id, fact.question, None, f"{type(error).__name__}: {error}", round(elapsed, 2))
    return Outcome(fact.id, fact.question, answer, "", round(elapsed, 2), faults)


def quote_faults(answer: Answer, assistant: Answerer, texts: dict[str, Document | None]) -> Iterable[str]:
    """Yield a fault for each quote, in the answer or the closest evidence, that is not the stored text at its offsets.

    Args:
        answer: the record.
        assistant: who gives the stored texts.
        texts: documents already fetched, by id; added to.
    """
    for citation in (*answer.citations, *answer.closest):
        if citation.document not in texts:
            try:
                texts[citation.document] = assistant.document(citation.document)
            except UsageError:
                texts[citation.document] = None
        document = texts[citation.document]
        if document is None:
            yield f"quote [{citation.number}] is of '{citation.document}', which is not indexed"
        elif document.text_sha256 != citation.text_sha256:
            yield f"quote [{citation.number}] is of another version of {citation.document}"
        elif not citation.quote or document.text[citation.start : citation.end] != citation.quote:
            yield f"quote [{citation.number}] is not {citation.document}[{citation.start}:{citation.end}]"


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that decide answers, as far as they are installed."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
