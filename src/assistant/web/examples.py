"""Questions to start from, made from what is indexed and kept only when the assistant answers them well.

Each pattern recognises a sentence that plainly answers one kind of question, and asks that question. A
candidate is shown only if the assistant is sure of its answer and cites the document it was made from.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.corpus.document import BlockKind, Document
from assistant.english.numbers import numbers
from assistant.errors import AssistantError
from assistant.schema import Answer, AnswerStatus
from assistant.web.backend import Backend

SHOWN = 6
"""Questions shown: two rows of three on a wide screen, and no scrolling on a narrow one."""
_SURE = 0.6
_BUDGET_SECONDS = 30.0
"""On a busy machine a question takes seconds; who opens the page meanwhile sees those that were found by then."""
_PAUSE_SECONDS = 0.05
"""Left between two tries so that people's own questions come first."""
_MAX_CHARACTERS = 95
_TRIES_OF_A_KIND = 14

_SHOWN_INSTEAD = 2
_TRIES_INSTEAD = 4
"""Questions tried for an abstention: each costs what a question costs, and people's own come first."""
_SECONDS_INSTEAD = 1.0
_FAR = 3000
"""Characters from the closest evidence beyond which a sentence is about something else."""
_ASKING = frozenset("what when where which many much does were have there with from that this".split())

_ABOUT = r"(?:(?:over|about|around|almost|nearly|more than|some|up to|at least|a further) )?"
_SUBJECT = r"(?P<subject>(?:The )?[A-Z0-9][\w&’'@./-]*(?: [\w&’'@./-]+){0,7}?)"
_THINGS = r"(?P<things>(?:[a-z][\w-]+ ){0,2}(?:[a-z][\w-]+s|people))"
_COUNT = rf"(?:\d[\d,]*|{numbers(2, 12)})"
_MONEY = r"[£$€]\d[\d.,]* ?(?:m|bn|k|million|billion|trillion)?\b"

_DEFINED = re.compile(
    rf"^{_SUBJECT} (?P<short>\([A-Z][A-Za-z&]{{1,9}}\) )?(?P<verb>is|are) (?:a|an|the|one of the) [a-z]"
)
_DATED = re.compile(
    rf"^{_SUBJECT} (?P<verb>was|were) "
    r"(?P<done>announced|launched|opened|established|founded|created|signed|published|approved|designated|"
    r"set up|completed) "
    r"(?:in|on) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}\b"
)
_COUNTED = re.compile(
    rf"^{_SUBJECT} (?P<verb>has|employs|hosts|supports|covers|includes|trains|represents|funds|serves) "
    rf"{_ABOUT}{_COUNT} {_THINGS}\b"
)
_COUNTED_IN = re.compile(
    rf"\b{_ABOUT}\d[\d,]{{2,}} {_THINGS}\b[^.;,]{{0,30}}? in "
    r"(?P<place>[A-Z][a-z]+(?: (?:and the |of )?[A-Z][a-z]+){0,3})\b"
)
_PAID = re.compile(
    rf"^{_SUBJECT} (?P<done>received|invested|raised|secured|committed|attracted|won|spent|contributed) "
    rf"{_ABOUT}{_MONEY}"
)
_WORTH = re.compile(rf"^{_SUBJECT} (?P<verb>is|was) (?:worth )?{_ABOUT}{_MONEY}")
_DONE_BY = re.compile(
    rf"^{_SUBJECT} (?:is|are|was|were) "
    r"(?P<done>led|chaired|run|hosted|funded|delivered|owned|managed|commissioned) by (?:the )?[A-Z]"
)

_BASE = {
    "has": "have", "employs": "employ", "hosts": "host", "supports": "support", "covers": "cover",
    "includes": "include", "trains": "train", "represents": "represent", "funds": "fund", "serves": "serve",
    "received": "receive", "invested": "invest", "raised": "raise", "secured": "secure", "committed": "commit",
    "attracted": "attract", "won": "win", "spent": "spend", "contributed": "contribute",
}  # fmt: skip
_PRESENT = {
    "led": "leads", "chaired": "chairs", "run": "runs", "hosted": "hosts", "funded": "funds", "delivered": "delivers",
    "owned": "owns", "managed": "manages", "commissioned": "commissions",
}  # fmt: skip
_VAGUE = re.compile(
    r"^(?:The )?(?:it|this|these|that|those|they|he|she|there|both|each|all|one|another|other|others|some|such|"
    r"same|most|many|"
    r"page|pages|report|document|source|sources|digest|corpus|figure|figures|table|note|section|chapter|annex|appendix|"
    r"aim|idea|total|rest|latter|former|next|first|second|third|last|main|key|"
    r"by|in|at|of|for|from|to|as|on|and|or|if|when|while|since|after|before|with)\b",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?:the )?[A-Z0-9][\w&@./-]*(?: (?:[A-Z0-9][\w&@./-]*|of|for|and|the|in|on|&))*")
_NO_NAME = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|says|said|that|which|who|itself|themselves)\b|"
    r"[’']s? |[ .]\d+$"
)
_BROKEN_OFF = re.compile(r"\b(?:and|or|but|of|in|at|to|for|from|by|with|on|as|the|a|an)$", re.IGNORECASE)
_UNCOUNTED = re.compile(
    r"\b(?:years|months|weeks|days|hours|times|ways|cases|parts|areas|points|pages|others|assets|lines|"
    r"and|or|but|because|have|has|had|is|are|was|were|their|its|per|of|to|by|with|from|more|less|million|billion)\b"
)

_SENTENCE = re.compile(r"[A-Z0-9].*?(?:[.!?](?=\s+[A-Z])|$)", re.DOTALL)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Candidate:
    """A question, and the sentence of the evidence that should answer it."""

    question: str
    document: str
    start: int
    end: int


def candidates(documents: Sequence[Document]) -> Iterator[Candidate]:
    """Yield questions made from sentences; kinds of question and documents take turns."""
    columns = []
    for kind in (_defined, _counted_in, _dated, _paid, _done_by, _counted):
        made = (
            [found for sentence in _sentences(document) if (found := _candidate(kind, sentence))]
            for document in documents
        )
        columns.append(_take_turns(list(made))[:_TRIES_OF_A_KIND])
    seen: set[str] = set()
    for candidate in _take_turns(columns):
        if candidate.question.casefold() not in seen:
            seen.add(candidate.question.casefold())
            yield candidate


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


@dataclass(frozen=True)
class _Sentence:
    text: str
    document: str
    start: int


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


def _candidate(kind: Callable[[str], str | None], sentence: _Sentence) -> Candidate | None:
    question = kind(sentence.text)
    if not question or len(question) > _MAX_CHARACTERS:
        return None
    return Candidate(question, sentence.document, sentence.start, sentence.start + len(sentence.text))


def _sentences(document: Document) -> Iterator[_Sentence]:
    for block in document.blocks:
        if block.kind is BlockKind.paragraph:
            for match in _SENTENCE.finditer(document.text, block.start, block.end):
                yield _Sentence(match[0], document.id, match.start())


def _take_turns(columns: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    return [item for row in zip_longest(*columns) for item in row if item]


def _subject(words: str) -> str | None:
    """Return a sentence's subject as it stands inside a question; None where it means nothing on its own."""
    if _VAGUE.match(words) or _NO_NAME.search(words) or not re.search(r"[A-Z]", words.removeprefix("The ")):
        return None
    if _BROKEN_OFF.search(words):
        return None
    return "the " + words[4:] if words.startswith("The ") else words


def _counted(sentence: str) -> str | None:
    match = _COUNTED.match(sentence)
    subject = _subject(match["subject"]) if match else None
    if not match or not subject or _UNCOUNTED.search(match["things"]):
        return None
    return f"How many {match['things']} does {subject} {_BASE[match['verb']]}?"


def _counted_in(sentence: str) -> str | None:
    match = _COUNTED_IN.search(sentence)
    if not match or _UNCOUNTED.search(match["things"]):
        return None
    return f"How many {match['things']} are there in {match['place']}?"


def _defined(sentence: str) -> str | None:
    match = _DEFINED.match(sentence)
    subject = _subject(match["subject"]) if match else None
    if subject and not _PROPER.fullmatch(subject):
        return None
    return f"What {match['verb']} {subject} {match['short'] or ''}".rstrip() + "?" if match and subject else None


def _dated(sentence: str) -> str | None:
    match = _DATED.match(sentence)
    subject = _subject(match["subject"]) if match else None
    return f"When {match['verb']} {subject} {match['done']}?" if match and subject else None


def _paid(sentence: str) -> str | None:
    match = _PAID.match(sentence) or _WORTH.match(sentence)
    subject = _subject(match["subject"]) if match else None
    if not match or not subject:
        return None
    done = match.groupdict().get("done")
    return f"How much did {subject} {_BASE[done]}?" if done else f"How much {match['verb']} {subject}?"


def _done_by(sentence: str) -> str | None:
    match = _DONE_BY.match(sentence)
    subject = _subject(match["subject"]) if match else None
    return f"Who {_PRESENT[match['done']]} {subject}?" if match and subject else None
