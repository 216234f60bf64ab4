"""Conversations as a browser keeps them: without the documents' words around a quote, which are looked up again.

A browser keeps its past conversations itself (in its localStorage), so that the server holds nobody's questions.
Whatever comes back is checked: a quote is only shown where the document's text still is the one it was taken from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answering.record import with_gaps
from assistant.corpus.document import Document
from assistant.errors import UsageError
from assistant.schema import Answer, AnswerStatus, Citation, Statement
from assistant.web.backend import Backend
from assistant.web.exchange import Exchange
from assistant.web.place import HASH_CHARACTERS, find_place

CHANGED_SINCE = "The evidence has changed since this was answered, so its answer no longer counts. Ask it again."
UNREADABLE = "That conversation could not be read."

Short = Annotated[str, Field(max_length=500)]
Long = Annotated[str, Field(max_length=20_000)]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Quote(_Kept):
    number: int
    document: Short
    start: int
    end: int
    text: Short


class _Said(_Kept):
    text: Long
    citations: tuple[int, ...] = ()
    exact: tuple[int, int] | None = None
    context: Long = ""
    calculated: Short = ""


class _Answer(_Kept):
    standalone: Long
    status: AnswerStatus
    text: Long = ""
    said: Annotated[tuple[_Said, ...], Field(max_length=60)] = ()
    citations: Annotated[tuple[_Quote, ...], Field(max_length=60)] = ()
    closest: Annotated[tuple[_Quote, ...], Field(max_length=20)] = ()
    unanswered: Annotated[tuple[Long, ...], Field(max_length=20)] = ()
    confidence: float = 0.0
    engine: Short = ""
    generation: Short = ""
    milliseconds: float | None = None


class _Exchange(_Kept):
    question: Long
    problem: Long = ""
    filters: tuple[Long, ...] = ()
    verdict: Literal["", "good", "wrong"] = ""
    answer: _Answer | None = None


class _Conversation(_Kept):
    exchanges: Annotated[tuple[_Exchange, ...], Field(max_length=200)]
    before: Annotated[int, Field(ge=0, le=100_000)] = 0


def save(exchange: Exchange) -> str:
    """Return an exchange as JSON for the browser to keep."""
    if exchange.stored:  # what the evidence no longer bears out is kept as it was: the evidence may come back
        return exchange.stored
    answer = exchange.answer
    kept = _Exchange(
        question=exchange.question,
        problem=exchange.problem,
        filters=exchange.filters,
        verdict=exchange.verdict,
        answer=_Answer(
            standalone=answer.standalone_question,
            status=answer.status,
            text="" if answer.statements else answer.text,
            said=tuple(
                _Said(
                    text=one.text,
                    citations=one.citations,
                    exact=one.exact,
                    context=one.context,
                    calculated=one.calculated,
                )
                for one in answer.statements
            ),
            citations=_quotes(answer.citations),
            closest=_quotes(answer.closest),
            unanswered=answer.unanswered,
            confidence=answer.confidence,
            engine=answer.engine,
            generation=answer.generation,
            milliseconds=answer.timings_ms.get("total"),
        )
        if answer
        else None,
    )
    return _as_json(kept)


def _as_json(kept: _Exchange) -> str:
    return json.dumps(kept.model_dump(mode="json", exclude_defaults=True))  # in ASCII: nothing hidden in an attribute


def restore(sent: object, backend: Backend) -> list[Exchange]:
    """Return the conversation that a browser kept.

    Raises:
        UsageError: it is not one.
    """
    try:
        value = json.loads(sent) if isinstance(sent, str) else sent
        conversation = _Conversation.model_validate(value)
    except (ValueError, ValidationError) as error:
        raise UsageError(UNREADABLE) from error
    first = conversation.before + 1
    return [_restored(exchange, backend, number) for number, exchange in enumerate(conversation.exchanges, first)]


def _restored(kept: _Exchange, backend: Backend, number: int) -> Exchange:
    back = Exchange(kept.question, filters=kept.filters, number=number)
    if kept.answer is None:
        return replace(back, problem=kept.problem or CHANGED_SINCE)
    try:
        answer = _answer(kept.question, kept.answer, backend)
    except UsageError:
        was = "\n\n".join(said.text for said in kept.answer.said) or kept.answer.text
        return replace(back, problem=CHANGED_SINCE, was=was, stored=_as_json(kept))
    return replace(back, answer=answer, verdict=kept.verdict)


def _answer(question: str, kept: _Answer, backend: Backend) -> Answer:
    statements = tuple(
        Statement(one.text, one.citations, _inside(one.exact, one.text), one.context, one.calculated)
        for one in kept.said
    )
    said = [f"{one.text} {' '.join(f'[{number}]' for number in one.citations)}".rstrip() for one in statements]
    text = with_gaps("\n\n".join(said), kept.unanswered)
    return Answer(
        id="",
        question=question,
        standalone_question=kept.standalone,
        status=kept.status,
        text=text or kept.text,
        statements=statements,
        citations=tuple(_citation(quote, backend) for quote in kept.citations),
        closest=tuple(_citation(quote, backend) for quote in kept.closest),
        unanswered=kept.unanswered,
        confidence=kept.confidence,
        engine=kept.engine,
        generation=kept.generation,
        timings_ms={} if kept.milliseconds is None else {"total": kept.milliseconds},
    )


def _citation(kept: _Quote, backend: Backend) -> Citation:
    """Return the citation that a saved quote names.

    Raises:
        UsageError: the document is gone or its text has changed.
    """
    document = backend.document(kept.document)
    place = find_place(document, kept.start, kept.end, kept.text)
    if place is None:
        raise UsageError(CHANGED_SINCE)
    source = document.source
    return Citation(
        number=kept.number,
        document=source.id,
        file=source.file,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        locator=place.locator,
        quote=place.quote,
        start=kept.start,
        end=kept.end,
        passage=_around(document, kept.start, kept.end),
        text_sha256=document.text_sha256,
        form=source.form,
        url=source.url,
    )


def _around(document: Document, start: int, end: int) -> str:
    block = document.block_at(start)
    return document.text[min(block.start, start) : max(block.end, end)] if block else document.text[start:end]


def _quotes(citations: Sequence[Citation]) -> tuple[_Quote, ...]:
    return tuple(
        _Quote(
            number=citation.number,
            document=citation.document,
            start=citation.start,
            end=citation.end,
            text=citation.text_sha256[:HASH_CHARACTERS],
        )
        for citation in citations
    )


def _inside(span: tuple[int, int] | None, text: str) -> tuple[int, int] | None:
    return span if span and 0 <= span[0] < span[1] <= len(text) else None
