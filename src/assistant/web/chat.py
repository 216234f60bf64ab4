"""What happens in a conversation: a question asked, stopped, rated, kept; a conversation opened again."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from assistant.candidates import keep_candidate
from assistant.errors import AssistantError, UsageError
from assistant.feedback import MAX_REMARK_CHARACTERS, FeedbackFile
from assistant.progress import Progress, Stage
from assistant.schema import Answer, AnswerStatus, Filters, Turn
from assistant.web.backend import Backend
from assistant.web.exchange import Exchange, Verdict
from assistant.web.filters import describe, read_wanted, resolve
from assistant.web.render import FAULT, render_conversation
from assistant.web.render_actions import CONSIDERED
from assistant.web.render_page import render_note
from assistant.web.saved import restore

MAX_EXCHANGES = 60
"""Exchanges kept in one conversation; the oldest leave the page first."""
_HISTORY_TURNS = 8
_VERDICTS: tuple[Verdict, ...] = ("", "good", "wrong")
_LOOK_SECONDS = 0.1
"""How soon a person who stops an answer is heeded."""
BLANK = "Write a question first."
OF_BEFORE = "That verdict was kept when the conversation was held; here it can be added to, not withdrawn."
NOT_KEPT = "That could not be kept: something went wrong on this side. The log says what."

_ANSWERING = ThreadPoolExecutor(max_workers=16, thread_name_prefix="answer")
"""Answers are made in threads that stay: a new one for each lets memory grow (benchmarks/results.md). More of them than
answers at the same time, because an answer that was given up still runs to its end."""

_log = logging.getLogger(__name__)

Shown = tuple[str, list[Exchange], str]
"""What a question changes: conversation as HTML, the conversation itself, the note beside the question box.

Not the box: somebody may be typing the next question into it. `outcomes.js` empties it once the question is shown.
"""

Opened = tuple[str, str, list[Exchange], str]
"""What another conversation changes: as HTML, the question box, the conversation itself, the note beside the box."""

Suggest = Callable[[Answer], Sequence[str]]
"""Returns questions that could be asked instead of one that the evidence does not answer."""


class Halt:
    """Lets a person stop the answer that is being made for them.

    One is kept in each session's state. Gradio's own way to cancel an event leaves the page waiting for its end.
    """

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.is_quiet = False

    def __deepcopy__(self, memo: object) -> Halt:
        """Return a new one: Gradio copies the first value of a state for each session."""
        return Halt()

    @property
    def is_asked(self) -> bool:
        """The answer is to be given up."""
        return self._asked.is_set()

    def begin(self) -> None:
        """Forget what was asked before: another question begins."""
        self._asked.clear()

    def ask(self, *, quietly: bool = False) -> None:
        """Give up the answer; quietly where the page shows something else already."""
        self.is_quiet = quietly
        self._asked.set()


def converse(
    backend: Backend,
    max_characters: int,
    question: object,
    exchanges: Sequence[Exchange],
    filters: object = "",
    *,
    suggest: Suggest | None = None,
    halt: Halt | None = None,
) -> Iterator[Shown]:
    """Answer a question inside a conversation: first what is being done about it, then the outcome.

    Args:
        backend: answers.
        max_characters: longer questions are refused.
        question: what the browser sent as the question.
        exchanges: the conversation so far.
        filters: what the browser sent as filters, see `read_wanted`.
        suggest: finds what could be asked instead.
        halt: gives the answer up; `outcomes.js` puts the question back into the box.
    """
    halt = halt or Halt()
    halt.begin()
    earlier = [exchange for exchange in exchanges if not exchange.is_pending]
    text = question.strip() if isinstance(question, str) else ""  # a browser sends text; anything can send anything
    try:
        _check(text, max_characters)
        wanted = read_wanted(filters)
        documents = backend.documents() if wanted else []
        chosen, said = resolve(wanted, documents), tuple(describe(wanted, documents))
    except UsageError as error:
        yield render_conversation(earlier), earlier, render_note(str(error))
        return
    number = earlier[-1].number + 1 if earlier else 1
    asked = outcome = Exchange(question=text, filters=said, number=number)
    for outcome in answer_in_stages(backend, asked, earlier, chosen, halt=halt):
        shown = [*earlier, outcome][-MAX_EXCHANGES:]
        yield render_conversation(shown), shown, ""
    if halt.is_asked:
        if not halt.is_quiet:
            yield render_conversation(earlier), earlier, ""
        return
    if suggest and outcome.answer and outcome.answer.status is AnswerStatus.insufficient_evidence:
        instead = tuple(suggest(outcome.answer))
        if instead:
            shown = [*earlier, replace(outcome, instead=instead)][-MAX_EXCHANGES:]
            yield render_conversation(shown), shown, ""


def answer_in_stages(
    backend: Backend, asked: Exchange, earlier: Sequence[Exchange], filters: Filters, *, halt: Halt
) -> Iterator[Exchange]:
    """Yield a question at each stage of its answer as it begins, and at last with its outcome, unless given up."""
    told: queue.SimpleQueue[Stage | Exchange] = queue.SimpleQueue()

    def work() -> None:
        told.put(answer_question(backend, asked, earlier, filters, progress=told.put))

    yield asked
    _ANSWERING.submit(work)
    while not halt.is_asked:
        try:
            news = told.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            continue
        if isinstance(news, Exchange):
            yield news
            return
        if news is not asked.stage:
            asked = replace(asked, stage=news)
            yield asked


def answer_question(
    backend: Backend,
    asked: Exchange,
    earlier: Sequence[Exchange],
    filters: Filters | None = None,
    *,
    progress: Progress = lambda stage: None,
) -> Exchange:
    """Return a question with its outcome: an answer, or in words what went wrong."""
    history = [Turn(exchange.question, exchange.answer.text) for exchange in earlier if exchange.answer]
    try:
        answer = backend.ask(
            asked.question,
            history=history[-_HISTORY_TURNS:],
            filters=filters or Filters(),
            progress=progress,
        )
        considered = answer.retrieved[:CONSIDERED]
        texts = {id: backend.document(id).text_sha256 for id in {passage.document for passage in considered}}
    except UsageError as error:
        return replace(asked, problem=str(error))
    except AssistantError:
        _log.exception("A question could not be answered.")
        return replace(asked, problem=FAULT)
    except Exception:  # the page must say something whatever happens; the log has the rest
        _log.exception("A question ended in a fault of the program.")
        return replace(asked, problem=FAULT)
    return replace(asked, answer=replace(answer, retrieved=considered), texts=texts)


def start_again(halt: Halt) -> Opened:
    """Begin a conversation, and give up the answer that is being made."""
    halt.ask(quietly=True)
    return "", "", [], ""


def reopen(backend: Backend, max_characters: int, sent: object, *, halt: Halt | None = None) -> Opened:
    """Show a conversation that the browser kept, and in the box the question that waited with it.

    Args:
        backend: has the documents that its answers cite.
        max_characters: of a question.
        sent: what the browser kept.
        halt: gives up the answer that is being made: it belongs to the conversation that leaves the page.
    """
    if halt:
        halt.ask(quietly=True)
    waited = sent.get("question") if isinstance(sent, dict) else ""
    question = waited[:max_characters] if isinstance(waited, str) else ""
    try:
        exchanges = restore(sent, backend)[-MAX_EXCHANGES:]
    except UsageError as error:
        return "", question, [], render_note(str(error))
    return render_conversation(exchanges), question, exchanges, ""


def rate(file: FeedbackFile, exchanges: Sequence[Exchange], turn: object, verdict: object, remark: object) -> Shown:
    """Keep what a reader thinks of an answer.

    Args:
        file: where it is kept.
        exchanges: the conversation.
        turn: number of the answer in it, from 1.
        verdict: good or wrong; "" withdraws what they said before.
        remark: a sentence of theirs, or nothing.
    """
    found = _answered(exchanges, turn)
    wanted = next((known for known in _VERDICTS if known == verdict), None)
    if found is None or wanted is None:
        return render_conversation(exchanges), list(exchanges), ""
    index, exchange, answer = found
    if not wanted and not exchange.feedback:
        note = render_note(OF_BEFORE) if exchange.verdict else ""
        return render_conversation(exchanges), list(exchanges), note
    said = remark.strip()[:MAX_REMARK_CHARACTERS] if isinstance(remark, str) and wanted else ""
    number = exchange.feedback
    try:
        if wanted == "":
            file.withdraw(number)
            number = 0
        elif number:
            file.change(number, wanted, said)
        else:
            number = file.add(wanted, answer, remark=said)
    except (sqlite3.Error, OSError):
        _log.exception("Feedback could not be kept.")
        return render_conversation(exchanges), list(exchanges), render_note(NOT_KEPT)
    changed = _with(exchanges, index, replace(exchange, verdict=wanted, remark=said, feedback=number))
    return render_conversation(changed), changed, ""


def keep(path: Path, exchanges: Sequence[Exchange], turn: object) -> Shown:
    """Keep an answer as a candidate for a known fact."""
    found = _answered(exchanges, turn)
    if found is None:
        return render_conversation(exchanges), list(exchanges), ""
    index, exchange, answer = found
    try:
        keep_candidate(path, answer)
    except UsageError as error:
        return render_conversation(exchanges), list(exchanges), render_note(str(error))
    changed = _with(exchanges, index, replace(exchange, kept=True))
    return render_conversation(changed), changed, ""


def _check(question: str, max_characters: int) -> None:
    """Refuse a question that is not asked at all.

    Raises:
        UsageError: it is blank or too long.
    """
    if not question:
        raise UsageError(BLANK)
    if len(question) > max_characters:
        raise UsageError(
            f"That is {len(question):,} characters; a question may have {max_characters:,}. Ask in fewer words."
        )


def _answered(exchanges: Sequence[Exchange], turn: object) -> tuple[int, Exchange, Answer] | None:
    if not isinstance(turn, int) or isinstance(turn, bool) or not 1 <= turn <= len(exchanges):
        return None
    exchange = exchanges[turn - 1]
    return (turn - 1, exchange, exchange.answer) if exchange.answer else None


def _with(exchanges: Sequence[Exchange], index: int, changed: Exchange) -> list[Exchange]:
    return [*exchanges[:index], changed, *exchanges[index + 1 :]]
