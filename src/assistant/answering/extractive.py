"""The extractive engine: answers made of the evidence's own sentences, list items and table rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.differing import differing, newer_value, newest_first
from assistant.answering.explained import with_explanation
from assistant.answering.features import answer_features, with_reading
from assistant.answering.guards.denials import find_denial
from assistant.answering.guards.mistaken import with_meant_first, without_mistaken
from assistant.answering.guards.plans import with_done_first
from assistant.answering.guards.premises import find_other_count, find_other_extreme
from assistant.answering.guards.roles import with_holder_first
from assistant.answering.guards.topics import without_other_topics
from assistant.answering.listed import listed_quotes
from assistant.answering.otherwise import with_other_count
from assistant.answering.places_beside import with_asked_place
from assistant.answering.prospects import AT_ONCE, Prospect, find_prospects, input_for
from assistant.answering.question import Question
from assistant.answering.quotes import Quote, Reply, overlap
from assistant.answering.quoting import (
    brings_others,
    computed_quote,
    plain_quote,
    quote_unit,
    whole_list,
    with_holder_exact,
)
from assistant.answering.reasons import with_reason
from assistant.answering.scored import Scored
from assistant.answering.selection import (
    CLOSE,
    CONSIDERED,
    MAX_OF_SEVERAL,
    MAX_STATEMENTS,
    MAX_WORDS,
    near_best,
    select,
)
from assistant.answering.sources import without_own_year
from assistant.answering.tables.announced import announced_quote
from assistant.answering.tables.extremes import asked_extreme, without_other_rows
from assistant.answering.tables.later import with_last_row
from assistant.answering.tables.one_column import of_one_column
from assistant.answering.tables.year_ends import in_spans
from assistant.answering.weights import Weights
from assistant.corpus.document import BlockKind, Document
from assistant.indexing.lexical import LexicalIndex
from assistant.reading.protocol import Reader, ReaderInput, Reading
from assistant.retrieval import Candidate


class ExtractiveEngine:
    """Reads candidates, ranks what can be quoted in them, decides, composes."""

    name = "extractive"

    def __init__(
        self, reader: Reader, weights: Weights, lexical: LexicalIndex, document: Callable[[str], Document]
    ) -> None:
        self._reader = reader
        self._weights = weights
        self._lexical = lexical
        self._document = document

    def reply(self, question: Question, candidates: Sequence[Candidate]) -> Reply:
        """Answer a question from candidates, or say that they are not enough.

        Candidates are read, the most promising first, until no other one is likely to hold what could be shown; all
        of them where several things, a list or all values are asked for. What is computed over a table, or a list, that
        explains every word of the question is enough, whatever the reader makes of it.
        """
        if not candidates:
            return Reply((), 0.0, False, (), ())
        ranked, margins = self._read_best(question, candidates)
        found = self._found(question, ranked)
        ranked, is_asked = self._with_asked_first(question, found)
        confidence = self._confidence_of(question, found, ranked) if is_asked else 0.0
        near = [(entry.unit, self._document_of(entry)) for entry in near_best(ranked)]
        computed = next(filter(None, (computed_quote(question, document, unit) for unit, document in near)), None)
        whole = (computed,) if computed else listed_quotes(question, candidates, self._document)
        if whole and (not computed or computed.calculated):  # rows that are only shown explain nothing
            confidence = max(confidence, self._weights.threshold)
        is_likely = bool(ranked) and confidence >= self._weights.threshold
        denial = self._objection(question, ranked) if is_likely and not whole else None
        sufficient = is_likely and denial is None
        quotes = (whole or self._compose(question, ranked)) if sufficient else ()
        in_order = dict.fromkeys([*(entry.unit.candidate for entry in ranked), *candidates])
        considered = tuple((candidate, margins.get(candidate.ordinal)) for candidate in in_order)
        best = quotes[0] if quotes else self._quoted(question, ranked[0]) if ranked else None
        closest = self._closest([*([denial] if denial else []), *ranked])
        return Reply(quotes, confidence, sufficient, closest, considered, best)

    def rank(self, question: Question, candidates: Sequence[Candidate]) -> list[Scored]:
        """Return everything quotable in the candidates, all of them read, likeliest first."""
        return _in_order(self._read(question, self._prospects(question, candidates))[0])

    def settle(self, question: Question, ranked: Sequence[Scored]) -> tuple[list[Scored], bool]:
        """Return the units in the order in which they are quoted, and whether the first one may answer at all.

        Where it may not, it is surely of another thing than the question asks for.
        """
        return self._with_asked_first(question, self._found(question, ranked))

    def _found(self, question: Question, ranked: Sequence[Scored]) -> list[Scored]:
        return with_asked_place(question, without_other_topics(question, ranked), self._weights.unit.log_odds)

    def _prospects(self, question: Question, candidates: Sequence[Candidate]) -> list[Prospect]:
        return find_prospects(
            question, candidates, document=self._document, weight=self._lexical.weight, ranker=self._weights.unit
        )

    def _read_best(self, question: Question, candidates: Sequence[Candidate]) -> tuple[list[Scored], dict[int, float]]:
        """Return what can be quoted in the candidates that are worth reading, likeliest first, and their margins."""
        waiting = self._prospects(question, candidates)
        at_once = len(waiting) if question.several or question.wants_list or question.all_values else AT_ONCE
        scored: list[Scored] = []
        margins: dict[int, float] = {}
        while waiting:
            best = max((entry.score for entry in scored), default=-math.inf)
            if waiting[0].at_best < best - CLOSE:
                break
            more, more_margins = self._read(question, waiting[:at_once])
            waiting = waiting[at_once:]
            scored += more
            margins |= more_margins
        return _in_order(scored), margins

    def _read(self, question: Question, prospects: Sequence[Prospect]) -> tuple[list[Scored], dict[int, float]]:
        """Return the scored units of the candidates, and the reader's margin for each candidate's ordinal."""
        scored: list[Scored] = []
        margins: dict[int, float] = {}
        extreme = asked_extreme(question)
        for prospect, reading in self._readings(question, prospects):
            margins[prospect.candidate.ordinal] = reading.margin
            measured = with_reading(question, prospect.units, prospect.unread, reading)
            if extreme:
                measured = without_other_rows(question, extreme, prospect.document, measured)
            scored += [replace(entry, score=self._weights.unit.log_odds(entry.features)) for entry in measured]
        return scored, margins

    def _readings(self, question: Question, prospects: Sequence[Prospect]) -> list[tuple[Prospect, Reading]]:
        """Return each candidate with what the reader sees in it, asked in the passage's own terms.

        Those are its form of an acronym, the span of years that a day ends, as its table has it, and no year where the
        question names its document by it.
        """
        asked: dict[str, list[tuple[Prospect, ReaderInput]]] = {}
        for prospect in prospects:
            passage, seen = prospect.candidate.passage, input_for(question, prospect)
            dated = without_own_year(question.text, prospect.document.source, f"{seen.context}\n{seen.text}")
            if any(unit.kind is BlockKind.table_row for unit in prospect.units):
                dated = in_spans(dated, passage.text)
            text = replace(question, text=dated).phrased_for(f"{passage.context}\n{passage.text}")
            asked.setdefault(text, []).append((prospect, seen))
        return [
            (prospect, reading)
            for text, alike in asked.items()
            for (prospect, _), reading in zip(alike, self._reader.read(text, [seen for _, seen in alike]), strict=True)
        ]

    def _with_asked_first(self, question: Question, ranked: Sequence[Scored]) -> tuple[list[Scored], bool]:
        """Return the units without one in front that is surely no answer, and whether any other may be one.

        One of another role, of a plan, of a thing that is easily mistaken.
        """
        order, is_known = with_holder_first(question, ranked, self._document)
        order, is_done = with_done_first(question, order, near_best(order), self._document)
        order, is_meant = with_meant_first(question, order, near_best(order), self._document)
        return order, is_known and is_done and is_meant

    def _confidence_of(self, question: Question, found: Sequence[Scored], order: Sequence[Scored]) -> float:
        """Return the confidence in the first unit of an order; that of the one it went before where both are near."""
        confidence = self._confidence(question, found)
        if order and found[0].score - order[0].score > CLOSE:
            return min(confidence, self._confidence(question, order))
        return confidence

    def _confidence(self, question: Question, ranked: Sequence[Scored]) -> float:
        if not ranked:
            return 0.0
        return self._weights.answer.probability(answer_features(question, ranked))

    @staticmethod
    def _objection(question: Question, ranked: Sequence[Scored]) -> Scored | None:
        """Return the statement for which the question has no answer, where there is one among the likeliest."""
        likely = near_best(ranked)
        considered = ranked[:CONSIDERED]
        denial = find_denial(question, likely) or find_other_count(question, considered, likely)
        return denial or find_other_extreme(question, considered)

    def _compose(self, question: Question, ranked: Sequence[Scored]) -> tuple[Quote, ...]:
        quotes: list[Quote] = []
        chosen = select(question, without_mistaken(question, ranked, self._document))
        announced = announced_quote(question, self._document_of(chosen[0]), chosen[0].unit)
        if announced:
            return (announced,)
        for entry in chosen:
            document = self._document_of(entry)
            whole = brings_others(question, document, entry, chosen)
            quote = whole_list(document, entry.unit) if whole else quote_unit(question, document, entry)
            if not any(overlap(quote, other) for other in quotes):
                quotes.append(with_holder_exact(question, quote))
        quotes = of_one_column(question, newest_first(question, self._with_newer(question, ranked, quotes)))
        quotes = list(with_reason(question, with_last_row(question, quotes)))
        alike = differing(question, quotes)
        return with_other_count(question, with_explanation(quotes, alike, self._lexical), alike)

    def _with_newer(self, question: Question, ranked: Sequence[Scored], quotes: Sequence[Quote]) -> Sequence[Quote]:
        """Return the quotes with a newer value beside the best one's, where how things are now is asked for."""
        best, *rest = quotes
        quoted = (self._quoted(question, entry) for entry in ranked[1:CONSIDERED])
        others = (quote for quote in quoted if not overlap(quote, best))
        if question.all_values:
            return _distinct(differing(question, [best, *others]))[:MAX_OF_SEVERAL] or quotes
        newer = newer_value(question, best, others)
        if newer is None:
            return quotes
        kept = [best, newer]
        for quote in rest:
            words = sum(len(one.document.text[one.start : one.end].split()) for one in (*kept, quote))
            if len(kept) < MAX_STATEMENTS and words <= MAX_WORDS and not any(overlap(quote, one) for one in kept):
                kept.append(quote)
        return kept

    def _closest(self, ranked: Sequence[Scored], count: int = 3) -> tuple[Quote, ...]:
        """Return the first unit of each of the first passages among `ranked` ones."""
        chosen: list[Quote] = []
        passages: set[str] = set()
        for entry in ranked:
            if entry.unit.candidate.passage.id not in passages:
                passages.add(entry.unit.candidate.passage.id)
                chosen.append(plain_quote(self._document_of(entry), entry.unit))
            if len(chosen) == count:
                break
        return tuple(chosen)

    def _quoted(self, question: Question, entry: Scored) -> Quote:
        return quote_unit(question, self._document_of(entry), entry)

    def _document_of(self, entry: Scored) -> Document:
        return self._document(entry.unit.candidate.passage.document)


def _distinct(quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotes without those whose exact answer is that of one before them."""
    said: dict[str, Quote] = {}
    for quote in quotes:
        said.setdefault(quote.document.text[slice(*quote.exact)] if quote.exact else str(quote.start), quote)
    return list(said.values())


def _in_order(scored: Sequence[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda entry: (-entry.score, entry.unit.candidate.ordinal, entry.unit.start))
