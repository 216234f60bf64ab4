"""Questions of several parts of which some are about the documents themselves: what the register says to those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.parts.split import Parts, Relation, as_asked
from assistant.answering.record import as_text, with_gaps
from assistant.answering.register.record import cite_register
from assistant.answering.register.reply import register_reply
from assistant.answering.register.statements import Register, RegisterStatement
from assistant.conversation.pronouns import refers
from assistant.schema import Answer, AnswerStatus, Citation, Statement

_Cited = tuple[tuple[Statement, ...], tuple[Citation, ...]]


def parts_told(
    parts: Parts, register: Register, *, documents: Sequence[str] = ()
) -> list[tuple[RegisterStatement, ...]]:
    """Return what the register says to each part; nothing for a part that is not about the documents themselves.

    "When was it published?" is of the one document that the part before it was told.
    """
    if parts.relation is not Relation.separate:
        return [()] * len(parts.questions)
    told: list[tuple[RegisterStatement, ...]] = []
    for question in parts.questions:
        own = as_asked(question)
        meant = {statement.document.id for statement in told[-1]} if told and refers(own) else set()
        reply = register_reply(own, register, documents=tuple(meant)) if len(meant) == 1 else None
        told.append(reply or register_reply(question, register, documents=documents) or ())
    return told


def with_register(answer: Answer, found: Sequence[RegisterStatement], open_: Sequence[str], *, before: bool) -> Answer:
    """Return what the evidence answers to some parts of a question together with what the register says to the others.

    Args:
        open_: the parts that the evidence was asked for.
        before: whether the register's parts come first.
    """
    answered = answer.status is AnswerStatus.answered
    unanswered = answer.unanswered if answered else tuple(as_asked(question) for question in open_)
    _, told, titles = cite_register(found)
    register, evidence = (told, titles), (answer.statements, answer.citations)
    if before:
        evidence = _moved(evidence, len(titles))
    else:
        register = _moved(register, len(answer.citations))
    texts = [as_text(register[0], calculations=False), as_text(evidence[0])]
    first, second = (register, evidence) if before else (evidence, register)
    text = "\n\n".join(text for text in (texts if before else texts[::-1]) if text)
    return replace(
        answer,
        status=AnswerStatus.answered,
        text=with_gaps(text, unanswered),
        statements=first[0] + second[0],
        citations=first[1] + second[1],
        closest=(),
        unanswered=unanswered,
        confidence=answer.confidence if answered else 1.0,
        engine=answer.engine if answered else "register",
    )


def _moved(cited: _Cited, by: int) -> _Cited:
    """Return statements and citations with their numbers moved on."""
    statements = tuple(replace(one, citations=tuple(number + by for number in one.citations)) for one in cited[0])
    return statements, tuple(replace(citation, number=citation.number + by) for citation in cited[1])
