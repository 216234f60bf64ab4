"""The extractive engine: answers made of the evidence's own sentences, list items and table rows."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.computed import compute
from assistant.answering.denials import find_denial
from assistant.answering.differing import differing, newer_value, newest_first
from assistant.answering.explained import wants_all_values, with_explanation
from assistant.answering.extremes import asked_extreme, is_ruled_out
from assistant.answering.features import Scored, answer_features, unit_features
from assistant.answering.question import AnswerType, Question
from assistant.answering.quotes import Quote, Reply, joined_spans, overlap
from assistant.answering.selection import CONSIDERED, MAX_OF_SEVERAL, MAX_STATEMENTS, MAX_WORDS, near_best, select
from assistant.answering.superlatives import Superlative
from assistant.answering.tables import asked_cells, written
from assistant.answering.units import Unit, introduces_list, is_question, lead_in, list_span, nested_end, units_of
from assistant.answering.weights import Weights
from assistant.corpus.document import BlockKind, Cell, Document
from assistant.indexing.lexical import LexicalIndex
from assistant.reading.protocol import Reader, ReaderInput, Reading
from assistant.retrieval import Candidate

READ_FIRST = 10
"""Candidates that are read at once; the others only where these leave the answer in doubt."""
CERTAIN = 0.65
"""Confidence from which the other candidates are not read: one question in seven reaches it (2026-11-20)."""
MAX_LIST_WORDS = 160
"""A list is quoted as far as this; the rest is one click away."""

_SEPARATOR = re.compile(r"[,;]| and ")
_GOES_ON = re.compile(r"\s*(?:;|,?\s+and\b)")
_ONE_VALUE = frozenset(
    {
        AnswerType.amount,
        AnswerType.quantity,
        AnswerType.percentage,
        AnswerType.date,
        AnswerType.rank,
        AnswerType.who,
        AnswerType.place,
        AnswerType.yes_no,
    }
)
"""What one item of a list answers; of anything else, two items are a part of the answer."""
_PRONOUN = re.compile(
    r"^(?:(?:of|among|in|for|with|from|by|at|to|on) )?"
    r"(?:it|its|they|their|them|this|these|those|that|he|she|his|her|both|such|"
    r"the (?:same|former|latter|report|trust|group|programme|scheme|fund|"
    r"partnership|company|firm|organisation|university|council|plan|strategy|project|centre|hub|zone|site|building))\b",
    re.IGNORECASE,
)


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

        The later candidates are read only if the first ones leave the answer in doubt. What is computed over a table
        that explains every word of the question is enough, whatever the reader makes of the table.
        """
        if not candidates:
            return Reply((), 0.0, False, (), ())
        scored, margins = self._read(question, candidates[:READ_FIRST])
        ranked = _in_order(scored)
        confidence = self._confidence(question, ranked)
        if (confidence < CERTAIN or question.several) and len(candidates) > READ_FIRST:
            more, more_margins = self._read(question, candidates[READ_FIRST:])
            ranked = _in_order([*scored, *more])
            margins |= more_margins
            confidence = self._confidence(question, ranked)
        computed = next(filter(None, (self._computed(question, entry) for entry in near_best(ranked))), None)
        if computed and computed.calculated:  # rows that are only shown explain nothing
            confidence = max(confidence, self._weights.threshold)
        is_likely = bool(ranked) and confidence >= self._weights.threshold
        denial = find_denial(question, near_best(ranked)) if is_likely and not computed else None
        sufficient = is_likely and denial is None
        quotes = ((computed,) if computed else self._compose(question, ranked)) if sufficient else ()
        in_order = dict.fromkeys([*(entry.unit.candidate for entry in ranked), *candidates])
        considered = tuple((candidate, margins.get(candidate.ordinal)) for candidate in in_order)
        best = quotes[0] if quotes else self._quote(question, ranked[0]) if ranked else None
        closest = self._closest([*([denial] if denial else []), *ranked])
        return Reply(quotes, confidence, sufficient, closest, considered, best)

    def rank(self, question: Question, candidates: Sequence[Candidate]) -> list[Scored]:
        """Return everything quotable in the candidates, all of them read, likeliest first."""
        return _in_order(self._read(question, candidates)[0])

    def _read(self, question: Question, candidates: Sequence[Candidate]) -> tuple[list[Scored], dict[int, float]]:
        """Return the scored units of the candidates, and the reader's margin for each candidate's ordinal."""
        scored: list[Scored] = []
        margins: dict[int, float] = {}
        extreme = asked_extreme(question)
        for candidate, reading in self._readings(question, candidates):
            margins[candidate.ordinal] = reading.margin
            document = self._document(candidate.passage.document)
            surroundings = f"{candidate.passage.context} {document.source.date} {' '.join(document.source.geography)}"
            units = units_of(candidate, document, captions=question.wants_list)
            measured = unit_features(question, units, reading, weight=self._lexical.weight, surroundings=surroundings)
            if extreme:
                measured = _without_other_rows(question, extreme, document, measured)
            scored += [replace(entry, score=self._weights.unit.log_odds(entry.features)) for entry in measured]
        return scored, margins

    def _readings(self, question: Question, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Reading]]:
        """Return each candidate with what the reader sees in it, asked in the passage's own form of an acronym."""
        asked: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            words = f"{candidate.passage.context}\n{candidate.passage.text}"
            asked.setdefault(question.phrased_for(words), []).append(candidate)
        return [
            pair
            for text, alike in asked.items()
            for pair in zip(alike, self._reader.read(text, [_input(one) for one in alike]), strict=True)
        ]

    def _confidence(self, question: Question, ranked: Sequence[Scored]) -> float:
        if not ranked:
            return 0.0
        return self._weights.answer.probability(answer_features(question, ranked))

    def _compose(self, question: Question, ranked: Sequence[Scored]) -> tuple[Quote, ...]:
        quotes: list[Quote] = []
        chosen = select(question, ranked)
        for entry in chosen:
            whole = self._brings_others(question, entry, chosen)
            quote = self._whole_list(entry.unit) if whole else self._quote(question, entry)
            if not any(overlap(quote, other) for other in quotes):
                quotes.append(quote)
        quotes = list(newest_first(question, self._with_newer(question, ranked, quotes)))
        return with_explanation(quotes, differing(question, quotes), self._lexical)

    def _with_newer(self, question: Question, ranked: Sequence[Scored], quotes: Sequence[Quote]) -> Sequence[Quote]:
        """Return the quotes with a newer value beside the best one's, where how things are now is asked for."""
        best, *rest = quotes
        others = [self._quote(question, entry) for entry in ranked[1:CONSIDERED]]
        if wants_all_values(question.text):
            return differing(question, [best, *others])[:MAX_OF_SEVERAL] or quotes
        newer = newer_value(question, best, (quote for quote in others if not overlap(quote, best)))
        if newer is None:
            return quotes
        kept = [best, newer]
        for quote in rest:
            words = sum(len(one.document.text[one.start : one.end].split()) for one in (*kept, quote))
            if len(kept) < MAX_STATEMENTS and words <= MAX_WORDS and not any(overlap(quote, one) for one in kept):
                kept.append(quote)
        return kept

    def _computed(self, question: Question, entry: Scored) -> Quote | None:
        """Return what the question asks to be computed over a unit's table, if it asks for that."""
        unit = entry.unit
        document = self._document(unit.candidate.passage.document)
        row = document.block_at(unit.start)
        found = compute(question, document, row) if row and row.kind is BlockKind.table_row else None
        if found is None:
            return None
        shown: list[tuple[int, int]] = []
        if len(found.rows) > 1:  # of each row, its name and its value
            pairs = zip(found.rows, found.cells, strict=True)
            shown = [written(cell) for row, value in pairs for cell in (row.cells[0], value)]
        return Quote(
            document,
            unit.candidate,
            found.rows[0].start,
            found.rows[-1].end,
            exact=(found.answer.start, found.answer.end) if found.answer else None,
            calculated=found.calculated,
            shown=joined_spans(shown),
        )

    def _closest(self, ranked: Sequence[Scored], count: int = 3) -> tuple[Quote, ...]:
        """Return the first unit of each of the first passages among `ranked` ones."""
        chosen: list[Quote] = []
        passages: set[str] = set()
        for entry in ranked:
            if entry.unit.candidate.passage.id not in passages:
                passages.add(entry.unit.candidate.passage.id)
                chosen.append(self._plain_quote(entry.unit))
            if len(chosen) == count:
                break
        return tuple(chosen)

    def _quote(self, question: Question, entry: Scored) -> Quote:
        """Return how a unit is quoted: a list whole where it is asked for or where the unit introduces it."""
        unit = entry.unit
        document = self._document(unit.candidate.passage.document)
        if self._brings_list(question, document, unit):
            return self._whole_list(unit)
        quote = self._plain_quote(unit)
        exact = entry.exact if not question.wants_list or self._enumerates(document, entry) else None
        row = document.block_at(unit.start)
        cells = asked_cells(question, row) if row and row.kind is BlockKind.table_row else ()
        return _with_cells(quote, cells, exact)

    @staticmethod
    def _brings_list(question: Question, document: Document, unit: Unit) -> bool:
        """Whether a unit is quoted with its list: it says "these are:", or a list is asked for and it is in one."""
        if unit.kind is BlockKind.list_item:
            return question.wants_list
        block = document.block_at(unit.start)
        introduces = block is not None and unit.end == block.end and introduces_list(document, block)
        return introduces and (question.wants_list or unit.text.endswith(":"))

    def _brings_others(self, question: Question, entry: Scored, chosen: Sequence[Scored]) -> bool:
        """Whether an item is quoted with its list because another item of it is chosen too: two would look like all."""
        is_of_one = question.type in _ONE_VALUE or bool(question.ordinals)
        if entry.unit.kind is not BlockKind.list_item or is_of_one:
            return False
        document = self._document(entry.unit.candidate.passage.document)
        whole = list_span(document, entry.unit.start)
        return whole is not None and any(
            other.unit is not entry.unit
            and other.unit.candidate.passage.document == document.id
            and other.unit.kind is BlockKind.list_item
            and whole[0] <= other.unit.start < whole[1]
            for other in chosen
        )

    def _whole_list(self, unit: Unit) -> Quote:
        """Return how a list is quoted whole that a unit introduces or is an item of."""
        document = self._document(unit.candidate.passage.document)
        whole = list_span(document, unit.start)
        if whole is None:
            return self._plain_quote(unit)
        return Quote(document, unit.candidate, whole[0], max(_cut_at_items(document, *whole), unit.end))

    @staticmethod
    def _enumerates(document: Document, entry: Scored) -> bool:
        """Whether the exact answer holds more than one item, and all: half a list in bold would look like all of it."""
        if entry.exact is None or not _SEPARATOR.search(document.text[slice(*entry.exact)]):
            return False
        before, after = document.text[entry.unit.start : entry.exact[0]], document.text[entry.exact[1] : entry.unit.end]
        return bool(entry.unit.block and entry.unit.block.cells) or not (
            _GOES_ON.match(after) or before.rstrip().endswith((";", " and"))
        )

    def _plain_quote(self, unit: Unit) -> Quote:
        document = self._document(unit.candidate.passage.document)
        context, end = None, unit.end
        if unit.kind is BlockKind.list_item:
            context = lead_in(document, unit.start)
            end = self._end_of_item(document, unit)
        elif unit.kind is BlockKind.paragraph:
            before = _sentence_before(document, unit)
            if before and (_PRONOUN.match(unit.text) or is_question(document.text[slice(*before)])):
                context = before
        return Quote(document, unit.candidate, unit.start, end, context=context)

    @staticmethod
    def _end_of_item(document: Document, unit: Unit) -> int:
        """Return where a list item ends with the items nested in it, as many of them as fit."""
        if unit.block is None or unit.end != unit.block.end:
            return unit.end
        return max(unit.end, _cut_at_items(document, unit.start, nested_end(document, unit.block)))


def _with_cells(quote: Quote, cells: Sequence[Cell], exact: tuple[int, int] | None) -> Quote:
    """Return a quote with its exact answer; of a row, only `cells` are said, and their one value is the answer.

    A value without a word, such as a dash, is no answer.
    """
    if not cells:
        return replace(quote, exact=exact)
    shown = tuple(written(cell) for cell in cells)
    if len(cells) == 2:  # the row's name and the one cell that was asked for
        value = (cells[1].start, cells[1].end)
        exact = value if re.search(r"\w", quote.document.text[slice(*value)]) else None
    elif exact and not any(start <= exact[0] and exact[1] <= end for start, end in shown):
        exact = None
    return replace(quote, exact=exact, shown=joined_spans(shown))


def _without_other_rows(
    question: Question, asked: Superlative, document: Document, measured: Sequence[Scored]
) -> list[Scored]:
    """Return the units of a passage without the rows that cannot be what a superlative asks for.

    The reader tells that a table is meant, not which of its numbers is the highest: what it saw in such a row counts
    for the rows that are left.
    """
    others = [entry for entry in measured if _is_another_row(question, asked, document, entry)]
    seen = max((entry.features["margin"] for entry in others), default=-math.inf)
    return [
        replace(entry, features={**entry.features, "margin": max(seen, entry.features["margin"])})
        if entry.unit.kind is BlockKind.table_row
        else entry
        for entry in measured
        if entry not in others
    ]


def _is_another_row(question: Question, asked: Superlative, document: Document, entry: Scored) -> bool:
    """Whether a unit is a row that the question does not name and that cannot be what its superlative asks for."""
    row = document.block_at(entry.unit.start) if not entry.features["row_matches"] else None
    return row is not None and is_ruled_out(question, asked, document, row)


def _in_order(scored: Sequence[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda entry: (-entry.score, entry.unit.candidate.ordinal, entry.unit.start))


def _input(candidate: Candidate) -> ReaderInput:
    """Return a passage behind its heading path, or its title where it has none, as the reader was trained to see it."""
    return ReaderInput(candidate.passage.context.split("\n", 1)[-1], candidate.passage.text)


def _sentence_before(document: Document, unit: Unit) -> tuple[int, int] | None:
    """Return the sentence in front of a unit, in the same block or the paragraph before it under the same heading."""
    from assistant.sentences import split_sentences

    block = document.block_at(unit.start)
    if block is None:
        return None
    before = split_sentences(document.text, start=block.start, end=unit.start)
    if before:
        return before[-1]
    index = document.blocks.index(block)
    previous = document.blocks[index - 1] if index else None
    if previous is None or previous.kind is not BlockKind.paragraph or previous.headings != block.headings:
        return None
    return split_sentences(document.text, start=previous.start, end=previous.end)[-1]


def _cut_at_items(document: Document, start: int, end: int) -> int:
    """Return the end of the last item of a list that still fits MAX_LIST_WORDS."""
    words, fits = 0, end
    for block in document.blocks:
        if block.end <= start or block.start >= end:
            continue
        words += len(document.text[max(block.start, start) : block.end].split())
        if words > MAX_LIST_WORDS and block.kind in (BlockKind.list_item, BlockKind.table_row):
            return fits
        fits = block.end
    return end
