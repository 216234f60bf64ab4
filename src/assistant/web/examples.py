"""Questions to start from, made from what is indexed and kept only when the assistant answers them well.

A candidate (see `example_questions`) is shown only if the assistant is sure of its answer and cites the
sentence it was made from.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable

from assistant.errors import AssistantError
from assistant.schema import Answer, AnswerStatus
from assistant.web.backend import Backend
from assistant.web.example_questions import Candidate, candidates

SHOWN = 6
"""Questions shown: two rows of three on a wide screen, and no scrolling on a narrow one."""
_SURE = 0.6
_BUDGET_SECONDS = 30.0
"""On a busy machine a question takes seconds; who opens the page meanwhile sees those that were found by then."""
_PAUSE_SECONDS = 0.05
"""Left between two tries so that people's own questions come first."""
_SHOWN_INSTEAD = 2
_TRIES_INSTEAD = 4
"""Questions tried for an abstention: each costs what a question costs, and people's own come first."""
_SECONDS_INSTEAD = 1.0
_FAR = 3000
"""Characters from the closest evidence beyond which a sentence is about something else."""
_ASKING = frozenset("what when where which many much does were have there with from that this".split())

_log = logging.getLogger(__name__)


def choose(
    backend: Backend,
    *,
    shown: int = SHOWN,
    seconds: float = _BUDGET_SECONDS,
    stopped: threading.Event | None = None,
    found: Callable[[tuple[str, ...]], None] = lambda questions: None,
) -> tuple[str, ...]:
    """Return questions that the assistant answers well, spread over the documents.

    Args:
        backend: the assistant.
        shown: how many are wanted.
        seconds: time after which it stops looking.
        stopped: stops it earlier once set.
        found: told of all that are found so far, with each new one.
    """
    stop = time.monotonic() + seconds
    stopped = stopped or threading.Event()
    documents = [backend.document(summary.id) for summary in backend.documents()]
    most = max(1, shown // max(1, len(documents)) + (len(documents) < shown))
    chosen: list[str] = []
    from_document: dict[str, int] = {}
    for candidate in candidates(documents):
        if len(chosen) >= shown or time.monotonic() > stop:
            break
        if from_document.get(candidate.document, 0) < most and _is_answered(backend, candidate):
            chosen.append(candidate.question)
            found(tuple(chosen))
            from_document[candidate.document] = from_document.get(candidate.document, 0) + 1
        if stopped.wait(_PAUSE_SECONDS):
            break
    return tuple(chosen)


class Examples:
    """Questions to start from, looked for once in the background."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._found: tuple[str, ...] = ()
        self._done = threading.Event()
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._started = False

    def start(self) -> None:
        """Begin to look, unless it has begun already."""
        with self._lock:
            if not self._started:
                self._started = True
                threading.Thread(target=self._look, name="examples", daemon=True).start()

    def stop(self) -> None:
        """Look no further, and wait for the question that is being tried: the assistant can be closed after this."""
        self._stopped.set()
        with self._lock:
            started = self._started
        if started:
            self._done.wait()

    def get(self, seconds: float) -> tuple[str, ...]:
        """Return the questions, after waiting at most so long; those that are known by then."""
        self.start()
        self._done.wait(seconds)
        return self._found

    def instead(self, answer: Answer) -> tuple[str, ...]:
        """Return questions that the evidence nearest to an unanswered one does answer; asks a few, for about a second.

        Args:
            answer: an abstention with its closest evidence.
        """
        begun = time.monotonic()
        found: list[str] = []
        try:
            near = _near(self._backend, answer)
            for candidate in near[:_TRIES_INSTEAD]:
                if len(found) == _SHOWN_INSTEAD or time.monotonic() - begun > _SECONDS_INSTEAD:
                    break
                if _is_answered(self._backend, candidate):
                    found.append(candidate.question)
        except AssistantError:
            _log.warning("No questions to ask instead could be made.", exc_info=True)
        return tuple(found)

    def _keep(self, questions: tuple[str, ...]) -> None:
        self._found = questions

    def _look(self) -> None:
        try:
            choose(self._backend, stopped=self._stopped, found=self._keep)
        except AssistantError:
            _log.warning("No example questions could be made.", exc_info=True)
        finally:
            self._done.set()


def _near(backend: Backend, answer: Answer) -> list[Candidate]:
    """Return questions made from the documents of the closest evidence, those that share most words with it first."""
    asked = _words(answer.standalone_question)
    documents = {citation.document for citation in answer.closest}
    places = [(citation.document, citation.start, citation.end) for citation in answer.closest]
    ranked = []
    for candidate in candidates([backend.document(id) for id in sorted(documents)]):
        distance = min(
            (abs(candidate.start - start) for document, start, _ in places if document == candidate.document),
            default=_FAR,
        )
        shared = len(asked & _words(candidate.question))
        if candidate.question.casefold() != answer.question.casefold() and (shared or distance < _FAR):
            ranked.append((-shared, distance, candidate.question, candidate))
    return [candidate for _, _, _, candidate in sorted(ranked, key=lambda entry: entry[:3])]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", text.casefold()) if word not in _ASKING}


def _is_answered(backend: Backend, candidate: Candidate) -> bool:
    """Tell whether the assistant is sure of its answer and takes it from the sentence the question was made from."""
    answer = backend.ask(candidate.question)
    return (
        answer.status is AnswerStatus.answered
        and answer.confidence >= _SURE
        and any(
            citation.document == candidate.document
            and citation.start < candidate.end
            and citation.end > candidate.start
            for citation in answer.citations
        )
    )
