"""The way of one question through one generation: understand, look up, retrieve, read, put together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.inquiry import Inquiry
from assistant.answering.parts.join import join_replies
from assistant.answering.parts.split import Parts, split_question
from assistant.answering.record import as_text, considered, number_citations, with_gaps
from assistant.answering.register.naming import readable_date
from assistant.answering.register.parts import parts_told, with_register
from assistant.answering.register.record import cite_register
from assistant.answering.register.reply import register_reply
from assistant.answering.register.statements import RegisterStatement
from assistant.answering.similarity import SimilarityReader
from assistant.answering.weights import load_weights
from assistant.conversation.small_talk import LISTED, OF_THE_ANSWER, REPLIES, small_talk
from assistant.conversation.standalone import standalone_question
from assistant.english.capitals import Capitals, capitalise_places
from assistant.english.counts import count_of
from assistant.english.spelling import Speller, english_words
from assistant.indexing.acronyms import Acronyms
from assistant.indexing.embedding import vocabulary
from assistant.indexing.initials import Initials
from assistant.indexing.other_names import OtherNames
from assistant.progress import Progress, Stage
from assistant.reading.protocol import Reader
from assistant.retrieval import OpenIndex
from assistant.schema import Answer, AnswerStatus, Citation, Turn

NOT_IN_EVIDENCE = "The evidence does not say."
_LISTED = 30  # titles in the reply to "Which documents do you have?"; the library shows them all
READ = 20
"""Passages that are retrieved for each question."""


@dataclass(frozen=True)
class Asked:
    """A question as it came in.

    Attributes:
        id: copied into the record.
        history: earlier turns of the conversation, oldest first.
        documents: ids of the only documents that may answer; empty for all.
        progress: told of each stage as it begins.
    """

    id: str
    question: str
    history: Sequence[Turn] = ()
    documents: Sequence[str] = ()
    progress: Progress = field(default=lambda stage: None)


class Answerer:
    """Answers from one open index; safe to use from several threads.

    Args:
        generation: name of the generation, for the record.
        reader: None for similarity instead of a reader.
    """

    def __init__(self, generation: str, index: OpenIndex, reader: Reader | None) -> None:
        self._generation = generation
        self._index = index
        self._capitals = Capitals(self._using, index.store.indexed_texts)
        self._speller = Speller(index.lexical.words, vocabulary(), times_a_name=self._capitals.times_a_name)
        self._initials = Initials(
            index.store.texts, lambda word: index.store.indexed_texts(self._using(word)), _is_english
        )
        self._as_meant = lru_cache(maxsize=1024)(self._spelt)  # earlier questions come with each later one
        acronyms = Acronyms(index.lexical.acronyms, _is_english)
        self._names = OtherNames(acronyms, index.lexical.knows)
        chosen = reader or SimilarityReader(index.lexical.weight)
        self._engine = ExtractiveEngine(chosen, load_weights(chosen.name), index.lexical, index.store.document)

    def _using(self, word: str) -> list[int]:
        """Return the ordinals of the passages that use a word."""
        ordinals: list[int] = self._index.lexical.scores(word).nonzero()[0].tolist()
        return ordinals

    def answer(self, asked: Asked) -> Answer:
        """Return the answer record."""
        kind = small_talk(asked.question)
        told = self._of_last_answer(asked, kind) if kind in OF_THE_ANSWER else None
        if told or (kind and kind != "dated"):  # what is dated without an answer before it may be a document
            return told or self._small_talk(asked, kind or "")
        begun = time.perf_counter()
        turns = tuple(replace(turn, question=self._as_meant(turn.question)) for turn in asked.history)
        answer = self._from_meant(replace(asked, question=self._as_meant(asked.question), history=turns), begun)
        return replace(answer, question=asked.question)

    def _spelt(self, typed: str) -> str:
        """Return what was typed with its words spelt, and its names whole, with capitals, as the evidence has them."""
        spelt = self._speller.correct(typed)
        return self._initials.written_out(self._capitals.restored(capitalise_places(spelt)))

    def _from_meant(self, asked: Asked, begun: float) -> Answer:
        standalone = standalone_question(asked.question, asked.history)
        found = register_reply(standalone, self._index.store, documents=asked.documents)
        if found:
            return self._from_register(asked, standalone, found, begun)
        return self._from_parts(asked, standalone, begun)

    def _of_last_answer(self, asked: Asked, kind: str | None) -> Answer | None:
        """Return what is asked of the answer before: its first statement, or its sources; None if there is none.

        The last question is asked again, so that nothing is shown but what the evidence answers to it.
        """
        real = [at for at, turn in enumerate(asked.history) if not small_talk(turn.question)]
        if not real:
            return None
        before = replace(asked, question=asked.history[real[-1]].question, history=asked.history[: real[-1]])
        last = self.answer(before)
        if not last.statements:
            return self._replied(asked, REPLIES["unnamed"]) if kind == "sources" else None
        if kind == "shorter":
            first = last.statements[:1]
            cited = tuple(citation for citation in last.citations if citation.number in first[0].citations)
            text = with_gaps(as_text(first), last.unanswered)
            return replace(last, question=asked.question, text=text, statements=first, citations=cited)
        return self._replied(asked, REPLIES["named"].format(documents=_listed(map(_place, last.citations))))

    def _replied(self, asked: Asked, text: str) -> Answer:
        record = self._record(asked, asked.question, AnswerStatus.out_of_scope, text)
        return replace(record, timings_ms={"total": 0.0})

    def _small_talk(self, asked: Asked, kind: str) -> Answer:
        titles = [source.title for source, _, _ in self._index.store.sources()]
        listed = [*titles[:_LISTED], *([f"and {len(titles) - _LISTED} more"] if len(titles) > _LISTED else [])]
        text = REPLIES[kind].format(count=count_of(len(titles), "document"), documents=_listed(listed))
        return self._replied(asked, text)

    def _from_register(self, asked: Asked, standalone: str, found: Sequence[RegisterStatement], begun: float) -> Answer:
        """Answer a question about the documents themselves."""
        text, statements, citations = cite_register(found)
        return replace(
            self._record(asked, standalone, AnswerStatus.answered, text),
            engine="register",
            statements=statements,
            citations=citations,
            confidence=1.0,
            timings_ms=_timings(begun, time.perf_counter()),
        )

    def _from_parts(self, asked: Asked, standalone: str, begun: float) -> Answer:
        """Answer each part of a question, from the register if it is about the documents themselves."""
        parts = split_question(standalone, self._capitals.stand_apart)
        told = parts_told(parts, self._index.store, documents=asked.documents)
        found = [statement for reply in told for statement in reply]
        if all(told):
            return self._from_register(asked, standalone, found, begun)
        left = parts.only([at for at, reply in enumerate(told) if not reply])
        answer = self._from_evidence(asked, standalone, left, begun)
        return with_register(answer, found, left.questions, before=bool(told[0])) if found else answer

    def _from_evidence(self, asked: Asked, standalone: str, parts: Parts, begun: float) -> Answer:
        parts, replies, retrieved = self._inquiry(asked).replies(parts, asked.progress)
        asked.progress(Stage.writing)
        reply, unanswered = join_replies(parts, replies)
        text, statements, citations = number_citations(reply.quotes)
        _, _, closest = number_citations(() if reply.sufficient else reply.closest)
        status = AnswerStatus.answered if reply.sufficient else AnswerStatus.insufficient_evidence
        said = with_gaps(text, unanswered) if reply.sufficient else NOT_IN_EVIDENCE
        return replace(
            self._record(asked, standalone, status, said),
            statements=statements,
            citations=citations,
            closest=closest,
            unanswered=unanswered if reply.sufficient else (),
            confidence=round(reply.confidence, 4),
            timings_ms=_timings(begun, retrieved),
            retrieved=considered(reply.considered, self._index.store.document),
        )

    def _inquiry(self, asked: Asked) -> Inquiry:
        return Inquiry(
            asked.question,
            asked.history,
            asked.documents,
            engine=self._engine,
            names=self._names,
            retriever=self._index.retriever,
            sources=lambda: [source for source, _, _ in self._index.store.sources()],
        )

    def _record(self, asked: Asked, standalone: str, status: AnswerStatus, text: str) -> Answer:
        return Answer(
            id=asked.id,
            question=asked.question,
            standalone_question=standalone,
            status=status,
            text=text,
            engine=self._engine.name,
            generation=self._generation,
        )


def _is_english(word: str) -> bool:
    return word in english_words()


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"{LISTED}{line}" for line in dict.fromkeys(lines))


def _place(citation: Citation) -> str:
    """Return a citation in words: the document, its date and the place in it."""
    date = f" ({readable_date(citation.date)})" if citation.date else ""
    return f"“{citation.title}”{date}, {citation.locator.describe()}"


def _timings(begun: float, retrieved: float) -> dict[str, float]:
    """Return the record's times in milliseconds, up to now."""
    done = time.perf_counter()
    return {
        "retrieve": round(1000 * (retrieved - begun), 2),
        "read": round(1000 * (done - retrieved), 2),
        "total": round(1000 * (done - begun), 2),
    }
