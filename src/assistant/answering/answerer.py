"""The way of one question through one generation: understand, look up, retrieve, read, put together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.holders import head_questions, names_holder, names_somebody
from assistant.answering.parts.join import join_replies, keeps_place
from assistant.answering.parts.split import Parts, Relation, as_asked, split_question, without_places
from assistant.answering.question import analyse_question
from assistant.answering.quotes import Reply
from assistant.answering.record import as_text, considered, number_citations, with_gaps
from assistant.answering.register.naming import readable_date
from assistant.answering.register.parts import parts_told, with_register
from assistant.answering.register.record import cite_register
from assistant.answering.register.reply import register_reply
from assistant.answering.register.statements import RegisterStatement
from assistant.answering.similarity import SimilarityReader
from assistant.answering.sources import asked_source, is_called
from assistant.answering.weights import load_weights
from assistant.conversation.context import search_text
from assistant.conversation.names import names_but_months
from assistant.conversation.small_talk import LISTED, OF_THE_ANSWER, REPLIES, small_talk
from assistant.conversation.standalone import standalone_question
from assistant.english.capitals import Capitals, capitalise_places
from assistant.english.counts import count_of
from assistant.english.spelling import Speller, english_words
from assistant.indexing.acronyms import Acronyms
from assistant.indexing.embedding import vocabulary
from assistant.indexing.other_names import OtherNames
from assistant.progress import Progress, Stage
from assistant.reading.protocol import Reader
from assistant.retrieval import Candidate, OpenIndex
from assistant.schema import Answer, AnswerStatus, Citation, Turn

NOT_IN_EVIDENCE = "The evidence does not say."
_LISTED = 30  # titles in the reply to "Which documents do you have?"; the library shows them all
READ = 20
"""Passages that are retrieved for each question."""
_MEANT = 3.0
"""How much likelier, in odds, an answer stands in the document that is meant than in another one.

That is the one whose name the question gives, or that answers the part before one that names nothing. Set by hand."""


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
        self._capitals = Capitals(lambda word: index.lexical.scores(word).nonzero()[0], index.store.indexed_texts)
        self._speller = Speller(index.lexical.words, vocabulary(), times_a_name=self._capitals.times_a_name)
        self._as_meant = lru_cache(maxsize=1024)(self._spelt)  # earlier questions come with each later one
        acronyms = Acronyms(index.lexical.acronyms, lambda word: word in english_words())
        self._names = OtherNames(acronyms, index.lexical.knows)
        chosen = reader or SimilarityReader(index.lexical.weight)
        self._engine = ExtractiveEngine(chosen, load_weights(chosen.name), index.lexical, index.store.document)

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
        """Return what was typed with its words spelt, and its names with capitals, as the evidence has them."""
        return self._capitals.restored(capitalise_places(self._speller.correct(typed)))

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
        asked.progress(Stage.searching)
        found = [self._retrieve(asked, part, alone=len(parts.questions) == 1) for part in parts.questions]
        retrieved = time.perf_counter()
        asked.progress(Stage.reading)
        replies = [
            self._read(part, candidates, all_values=parts.all_values)
            for part, candidates in zip(parts.questions, found, strict=True)
        ]
        parts = self._ask_again(asked, parts, replies)
        self._ask_for_head(asked, parts, replies)
        self._ask_of_source(asked, parts, replies)
        self._ask_of_same(asked, parts, replies)
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

    def _ask_again(self, asked: Asked, parts: Parts, replies: list[Reply]) -> Parts:
        """Ask each refused part in its other way; return the parts as they were answered, with `replies` changed."""
        questions, all_values = list(parts.questions), parts.all_values
        for at, again in enumerate(parts.again):
            if again and not replies[at].sufficient:
                reply = self._read(again, self._retrieve(asked, again, alone=False))
                if reply.sufficient and keeps_place(questions[at], again, reply, replies):
                    questions[at], replies[at], all_values = again, reply, False
        return replace(parts, questions=tuple(questions), all_values=all_values)

    def _ask_for_head(self, asked: Asked, parts: Parts, replies: list[Reply]) -> None:
        """Ask who runs something, where that names nobody, after its director or chief executive; change `replies`."""
        for at, question in enumerate(parts.questions):
            before = replies[at]
            is_told = before.sufficient and names_somebody(question, before.quotes[0].exact_words)
            for again in () if is_told else head_questions(question):
                reply = self._read(again, self._retrieve(asked, again, alone=False))
                first = reply.quotes[0] if reply.quotes and reply.confidence >= before.confidence else None
                if first and names_holder(again, first.document.text[first.start : first.end]):
                    replies[at] = reply
                    break

    def _ask_of_source(self, asked: Asked, parts: Parts, replies: list[Reply]) -> None:
        """Ask parts that ask after a source of the documents that go by its name; change `replies` as well."""
        wanted = [asked_source(question) for question in parts.questions]
        if not any(wanted):
            return
        sources = [source for source, _, _ in self._index.store.sources()]
        for at, (question, terms) in enumerate(zip(parts.questions, wanted, strict=True)):
            called = tuple(source.id for source in sources if is_called(terms, source))
            if called and len(called) < len(sources):
                replies[at] = self._likelier(asked, question, replies[at], called)

    def _ask_of_same(self, asked: Asked, parts: Parts, replies: list[Reply]) -> None:
        """Ask parts that name nothing of the document that answers the part before; change `replies` as well.

        A refused one is asked without the places of the part before: the document says where it is of.
        """
        if parts.relation is not Relation.separate:
            return
        for at, question in enumerate(parts.questions[1:], 1):
            before, reply = replies[at - 1], replies[at]
            if before.sufficient and before.quotes and not names_but_months(as_asked(question)):
                again = question if reply.sufficient else without_places(question)
                replies[at] = self._likelier(asked, again, reply, (before.quotes[0].document.id,))

    def _likelier(self, asked: Asked, question: str, reply: Reply, documents: Sequence[str]) -> Reply:
        """Return what these documents answer, where that is likely enough beside a reply from elsewhere; else that."""
        if reply.sufficient and reply.quotes and reply.quotes[0].document.id in documents:
            return reply
        among = tuple(id for id in documents if not asked.documents or id in asked.documents)
        if not among:
            return reply
        theirs = self._read(question, self._index.retriever.search(self._names.expand(question), documents=among))
        return theirs if theirs.sufficient and _odds(theirs) * _MEANT >= _odds(reply) else reply

    def _read(self, part: str, candidates: Sequence[Candidate], *, all_values: bool = False) -> Reply:
        return self._engine.reply(analyse_question(part, self._names.used(part), all_values=all_values), candidates)

    def _retrieve(self, asked: Asked, part: str, *, alone: bool) -> list[Candidate]:
        """Return the candidates for a part; for a whole question, what was said just before helps to find them."""
        text = search_text(asked.question, part, asked.history) if alone else part
        return self._index.retriever.search(self._names.expand(text), documents=asked.documents)

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


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"{LISTED}{line}" for line in dict.fromkeys(lines))


def _place(citation: Citation) -> str:
    """Return a citation in words: the document, its date and the place in it."""
    date = f" ({readable_date(citation.date)})" if citation.date else ""
    return f"“{citation.title}”{date}, {citation.locator.describe()}"


def _odds(reply: Reply) -> float:
    """Return the odds that a reply answers; none for one that is refused."""
    return reply.confidence / max(1e-6, 1 - reply.confidence) if reply.sufficient else 0.0


def _timings(begun: float, retrieved: float) -> dict[str, float]:
    """Return the record's times in milliseconds, up to now."""
    done = time.perf_counter()
    return {
        "retrieve": round(1000 * (retrieved - begun), 2),
        "read": round(1000 * (done - retrieved), 2),
        "total": round(1000 * (done - begun), 2),
    }
