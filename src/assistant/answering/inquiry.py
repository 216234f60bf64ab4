"""The parts of a question asked of the evidence, and asked again of what the other parts and their answers point at."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.holders import head_questions, names_holder, says_who_heads
from assistant.answering.parts.compared import side_missing
from assistant.answering.parts.join import keeps_place
from assistant.answering.parts.side import Side
from assistant.answering.parts.split import Parts, Relation, as_asked, without_places
from assistant.answering.parts.subjects import named, places_and_years, says_name
from assistant.answering.question import analyse_question
from assistant.answering.quotes import Reply
from assistant.answering.sources import asked_source, is_called
from assistant.conversation.context import search_text
from assistant.conversation.names import names_but_months
from assistant.conversation.pronouns import PERSON, refers
from assistant.corpus.document import Source
from assistant.indexing.other_names import OtherNames
from assistant.progress import Progress, Stage
from assistant.retrieval import Candidate, HybridRetriever
from assistant.schema import Turn

_MEANT = 2.6
"""How much likelier, in odds, an answer stands in the document that is meant than in another one.

That is the one whose name the question gives, or that answers the part before one that names nothing. Set by hand: 3 on
the scale that the confidence had until 2026-11-23."""

_WORDS_OF_NAME = 6
"""Words that a name has at most: a longer answer is a sentence, or several things; set by hand."""
_ASKS_FOR_THING = re.compile(
    r"\W*(?:and |so |but )?(?:(?:in|at|on|for|from|of|by|to) )?(?:which|who|what|where)\b", re.IGNORECASE
)
"""Asks for a thing that has a name."""
_ASKS_WHO = re.compile(r"\W*(?:and |so |but )?who\b", re.IGNORECASE)


@dataclass(frozen=True)
class Inquiry:
    """What is asked of the evidence for one question.

    Attributes:
        question: as it was asked.
        history: earlier turns of the conversation, oldest first.
        documents: ids of the only documents that may answer; empty for all.
        sources: gives those of all documents, of which a part may name one.
    """

    question: str
    history: Sequence[Turn]
    documents: Sequence[str]
    engine: ExtractiveEngine
    names: OtherNames
    retriever: HybridRetriever
    sources: Callable[[], Sequence[Source]]

    def replies(self, parts: Parts, progress: Progress) -> tuple[Parts, list[Reply], float]:
        """Return the parts as they were answered, the reply to each, and when all was retrieved (`perf_counter`)."""
        progress(Stage.searching)
        found = [self._retrieve(part, alone=len(parts.questions) == 1) for part in parts.questions]
        retrieved = time.perf_counter()
        progress(Stage.reading)
        replies = [
            self._read(part, candidates, all_values=parts.all_values)
            for part, candidates in zip(parts.questions, found, strict=True)
        ]
        parts = self._ask_again(parts, replies)
        parts = self._ask_of_each(parts, replies)
        self._ask_for_head(parts, replies)
        self._ask_of_source(parts, replies)
        self._ask_of_same(parts, replies)
        self._ask_of_answer(parts, replies)
        self._ask_near(parts, replies)
        return parts, replies, retrieved

    def _ask_again(self, parts: Parts, replies: list[Reply]) -> Parts:
        """Ask each refused part in its other way; return the parts as they were answered, with `replies` changed."""
        questions, all_values = list(parts.questions), parts.all_values
        for at, again in enumerate(parts.again):
            if again and not replies[at].sufficient:
                reply = self._read(again, self._retrieve(again))
                if reply.sufficient and keeps_place(questions[at], again, reply, replies):
                    questions[at], replies[at], all_values = again, reply, False
        return replace(parts, questions=tuple(questions), all_values=all_values)

    def _ask_of_each(self, parts: Parts, replies: list[Reply]) -> Parts:
        """Ask of each of the things that a question joins, where its reply does not speak of all of them.

        A refused one is asked of each. One for figures or dates that is answered of some is asked of the others.

        Returns:
            The things as parts, with `replies` changed, if any is answered; what is left open of them will be said.
        """
        whole = replies[0]
        lacks = [not whole.sufficient or side_missing(one.name, whole, whole.quotes) for one in parts.each]
        if not any(lacks) or (whole.sufficient and (all(lacks) or not _asks_for_value(parts.questions[0]))):
            return parts
        asked = zip(parts.each, lacks, strict=True)
        of_each = [self._of_side(one) if is_missing else whole for one, is_missing in asked]
        if not any(reply.sufficient for reply in of_each):
            return parts
        replies[:] = of_each
        return Parts(tuple(one.question for one in parts.each), Relation.separate)

    def _of_side(self, side: Side) -> Reply:
        """Return the reply to the question of one of several things; one that does not speak of it is refused."""
        reply = self._read(side.question, self._retrieve(side.question))
        speaks = not side_missing(side.name, reply, reply.quotes)
        return reply if speaks else replace(reply, sufficient=False, quotes=())

    def _ask_for_head(self, parts: Parts, replies: list[Reply]) -> None:
        """Ask who runs something after its director or chief executive, whom a surer reply names; change `replies`.

        Not where a person is said to run it.
        """
        for at, question in enumerate(parts.questions):
            before = replies[at]
            quotes = before.quotes[:1] if before.sufficient else ()
            is_told = any(says_who_heads(question, one.document.text[one.start : one.end]) for one in quotes)
            for again in () if is_told else head_questions(question):
                reply = self._read(again, self._retrieve(again))
                first = reply.quotes[0] if reply.quotes and reply.confidence >= before.confidence else None
                if first and names_holder(again, first.document.text[first.start : first.end]):
                    replies[at] = reply
                    break

    def _ask_of_source(self, parts: Parts, replies: list[Reply]) -> None:
        """Ask parts that ask after a source of the documents that go by its name; change `replies` as well."""
        wanted = [asked_source(question) for question in parts.questions]
        sources = self.sources() if any(wanted) else ()
        for at, (question, terms) in enumerate(zip(parts.questions, wanted, strict=True)):
            called = tuple(source.id for source in sources if is_called(terms, source))
            if called and len(called) < len(sources):
                replies[at] = self._likelier(question, replies[at], called)

    def _ask_of_same(self, parts: Parts, replies: list[Reply]) -> None:
        """Ask parts that name nothing of the document that answers the part before; change `replies` as well.

        A refused one is asked without the places of the part before: the document says where it is of.
        """
        if parts.relation is not Relation.separate:
            return
        for at, question in enumerate(parts.questions[1:], 1):
            before, reply = replies[at - 1], replies[at]
            if before.sufficient and before.quotes and not names_but_months(as_asked(question)):
                again = question if reply.sufficient else without_places(question)
                replies[at] = self._likelier(again, reply, (before.quotes[0].document.id,))

    def _ask_of_answer(self, parts: Parts, replies: list[Reply]) -> None:
        """Ask parts that point at the answer of the part before with that in their brackets; change `replies` as well.

        "Which branch lends most, and who runs it?" asks who runs the branch that is found. Where something else may be
        meant as well, the likelier one is taken.
        """
        if parts.relation is not Relation.separate:
            return
        for at, question in enumerate(parts.questions[1:], 1):
            found = _thing_found(parts.questions[at - 1], replies[at - 1])
            if found and points_at_answer(question, parts.questions[at - 1]) and not says_name(question, found):
                again = named(question, [found])
                times = 1.0 if _may_be_another(question, parts.questions[at - 1]) else _MEANT
                replies[at] = _surer(self._read(again, self._retrieve(again)), replies[at], times)

    def _ask_near(self, parts: Parts, replies: list[Reply]) -> None:
        """Ask refused parts of what stands beside the words that answer the surest one; change `replies` as well."""
        surest = max(replies, key=_odds)
        if parts.relation is not Relation.separate or not surest.sufficient or not surest.quotes:
            return
        near = surest.quotes[0].candidate
        for at, (question, reply) in enumerate(zip(parts.questions, replies, strict=True)):
            if not reply.sufficient:
                found = self.retriever.search(self.names.expand(question), documents=(near.passage.document,))
                beside = self._read(question, [one for one in found if _are_near(one, near)])
                replies[at] = beside if beside.sufficient else reply

    def _likelier(self, question: str, reply: Reply, documents: Sequence[str]) -> Reply:
        """Return what these documents answer, where that is likely enough beside a reply from elsewhere; else that."""
        if reply.sufficient and reply.quotes and reply.quotes[0].document.id in documents:
            return reply
        among = tuple(id for id in documents if not self.documents or id in self.documents)
        if not among:
            return reply
        theirs = self._read(question, self.retriever.search(self.names.expand(question), documents=among))
        return _surer(theirs, reply)

    def _read(self, part: str, candidates: Sequence[Candidate], *, all_values: bool = False) -> Reply:
        return self.engine.reply(analyse_question(part, self.names.used(part), all_values=all_values), candidates)

    def _retrieve(self, part: str, *, alone: bool = False) -> list[Candidate]:
        """Return the candidates for a part; for a whole question, what was said just before helps to find them."""
        text = search_text(self.question, part, self.history) if alone else part
        return self.retriever.search(self.names.expand(text), documents=self.documents)


def _asks_for_value(question: str) -> bool:
    """Whether a figure or a date is asked for."""
    return analyse_question(question).type in FIGURES | {AnswerType.date}


def _are_near(one: Candidate, other: Candidate) -> bool:
    """Whether two passages are one, or neighbours in a document."""
    return one.passage.document == other.passage.document and abs(one.ordinal - other.ordinal) <= 1


def _thing_found(question: str, reply: Reply) -> str:
    """Return the name that answers a question which asks for one; "" for any other answer."""
    words = reply.quotes[0].exact_words if reply.sufficient and reply.quotes else ""
    is_name = words[:1].isupper() and len(words.split()) <= _WORDS_OF_NAME
    return words if is_name and _ASKS_FOR_THING.match(question) else ""


def points_at_answer(question: str, before: str) -> bool:
    """Whether a part's pronoun may stand for the answer of the part before: "she" for who, "it" for which or a body."""
    asked = as_asked(question)
    return refers(asked) and not (PERSON.search(asked) and not _ASKS_WHO.match(before))


def _may_be_another(question: str, before: str) -> bool:
    """Whether a part's pronoun may also stand for what the part before names: a thing, where that is no person's."""
    names = names_but_months(as_asked(before))
    return not PERSON.search(as_asked(question)) and len(names) > len(places_and_years(names))


def _surer(theirs: Reply, reply: Reply, times: float = _MEANT) -> Reply:
    """Return a reply from what is meant, where that is likely enough beside another one; else the other one."""
    return theirs if theirs.sufficient and _odds(theirs) * times >= _odds(reply) else reply


def _odds(reply: Reply) -> float:
    """Return the odds that a reply answers; none for one that is refused."""
    return reply.confidence / max(1e-6, 1 - reply.confidence) if reply.sufficient else 0.0
