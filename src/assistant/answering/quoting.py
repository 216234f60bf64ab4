"""How a unit is quoted: with its list, its nested items, the sentence before it, or as the cells that are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer_types import AnswerType
from assistant.answering.exact import with_both
from assistant.answering.holders import asked_role, asks_successor, holder, successor
from assistant.answering.question import Question
from assistant.answering.quotes import Quote, joined_spans
from assistant.answering.scored import Scored
from assistant.answering.sources import names_of_document
from assistant.answering.speakers import said_by
from assistant.answering.tables.cells import asked_cells, written
from assistant.answering.tables.computed import compute
from assistant.answering.tables.units import with_unit
from assistant.answering.units import (
    Unit,
    asks_for_heading,
    heading_terms,
    introduces_list,
    is_question,
    items_of,
    lead_in,
    list_span,
    nested_end,
)
from assistant.corpus.document import BlockKind, Cell, Document
from assistant.english.numbers import NUMBERS, numbers
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import content_terms, stem
from assistant.retrieval import Candidate

MAX_LIST_WORDS = 160
"""A list is quoted as far as this; the rest is one click away."""

_SEPARATOR = re.compile(r",(?!\d{3})|;| and ")
_GOES_ON = re.compile(r"\s*(?:;|,?\s+and\b)")
ANSWERED_BY_ITEM = frozenset(
    {
        AnswerType.amount,
        AnswerType.quantity,
        AnswerType.percentage,
        AnswerType.part,
        AnswerType.date,
        AnswerType.rank,
        AnswerType.who,
        AnswerType.place,
        AnswerType.yes_no,
    }
)
"""What one item of a list answers; of anything else, two items are a part of the answer."""
_WHO_ALL = re.compile(
    r"(?:and |so |but )?who (?:(?:all )?(?P<verb>sits?|serves?|is|are|was|were) (?:now |currently |all )?"
    r"on (?:the|its|their|our) (?:[\w'’&-]+ ){0,5}?"
    r"(?:board|committee|panel|group|council|team|forum|cabinet|body|jury|taskforce|commission)\b"
    r"|(?:can|may|cannot|can['’]t) (?:apply|use|join|attend|bid|claim|take part|get|enter|vote|register|enrol)\b"
    r"|(?:is|are) (?:not )?(?:eligible|entitled|exempt|represented|invited)\b|qualifies\b|gets? (?:priority|it|help)\b"
    r"|makes? up\b)",
    re.IGNORECASE,
)
"""Asks for all of them: "who sits on the board?", "who can apply?"."""
_OPENS_LIST = re.compile(r"(?<!\bif)(?<!\bwhen):\s*$")
"""How a lead-in ends whose items are what it says; behind "if:" stand conditions."""
_PLURAL = r"[\w-]{3,}[^su\W]s\b"
_WHICH_THINGS = (
    r"which (?!(?:of|one)\b)(?:(?:(?:key|main|other|major|local|new|different|public|private) )?"
    rf"{_PLURAL}|[\w-]+ {_PLURAL}(?= (?:are|were|have|had|do|did|will|would|can|could|may|must|\w+ed)\b))"
)
"""Asks for things in the plural: "which areas", "which bus routes were". In "which team provides" it is a verb."""
_ASKS_WHAT = re.compile(rf"(?:and |so |but )?(?:what\b(?! (?:is|was) (?:a|an)\b)|{_WHICH_THINGS})", re.IGNORECASE)
WHICH_THINGS_ASKED = re.compile(rf"(?:and |so |but )?(?P<things>{_WHICH_THINGS})", re.IGNORECASE)
"""A question that asks for them."""
_OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)
_ONE_OF = re.compile(rf"(?!\b{_WHICH_THINGS})\bwhich\b|\b(?:one|any|some) of\b", re.IGNORECASE)
"""Asks for one of several; "which areas" asks for all."""
_HINDERS = re.compile(
    r"\bwhat (?:else )?(?:(?:is|was|has been|had been|has|had) )?"
    r"(?:holds?|holding|held|keeps?|keeping|kept|stop\w*|prevent\w*|hinder\w*|hamper\w*|block\w*|deter\w*)\b"
    r"|\bwhat (?:went|goes|is going|was going|has gone|had gone) wrong\b",
    re.IGNORECASE,
)
"""Asks for all that does harm: half of it would be a wrong answer."""
_WHAT_THINGS = re.compile(r"\bwhat (?:(?:main|chief|key|different) )?(?P<things>[a-z]{4,}s)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^(?:(?:of|among|in|for|with|from|by|at|to|on) )?"
    r"(?:it|its|they|their|them|this|these|those|that|he|she|his|her|both|such|"
    r"the (?:same|former|latter|report|trust|group|programme|scheme|fund|"
    r"partnership|company|firm|organisation|university|council|plan|strategy|project|centre|hub|zone|site|building))\b",
    re.IGNORECASE,
)


_OF_THE_REST = re.compile(
    rf"^(?:the (?:others?|remaining)(?: (?:{numbers(2, 10)}|\d{{1,2}}))?(?: [\w-]+s)?|the rest|another) "
    r"(?:is|are|was|were|has|have|had|will)\b",
    re.IGNORECASE,
)
"""Says what the others are of those that the sentence before it begins: "The other five clusters are ..."."""


def computed_quote(question: Question, document: Document, unit: Unit) -> Quote | None:
    """Return what the question asks to be computed over a unit's table, if it asks for that."""
    row = document.block_at(unit.start)
    found = compute(question, document, row) if row and row.kind is BlockKind.table_row else None
    if found is None:
        return None
    shown: list[tuple[int, int]] = []
    if len(found.rows) > 1:  # of each row, its name and its value
        pairs = zip(found.rows, found.cells, strict=True)
        shown = [written(cell) for row, value in pairs for cell in (row.cells[0], value)]
    quote = Quote(
        document,
        unit.candidate,
        found.rows[0].start,
        found.rows[-1].end,
        exact=(found.answer.start, found.answer.end) if found.answer else None,
        calculated=found.calculated,
        shown=joined_spans(shown),
    )
    return with_unit(quote)


def quote_unit(question: Question, document: Document, entry: Scored) -> Quote:
    """Return how a unit is quoted: a list whole where it is asked for or where the unit introduces it."""
    unit = entry.unit
    if _brings_list(question, document, unit):
        return whole_list(document, unit)
    quote = plain_quote(document, unit)
    exact = entry.exact if not question.wants_list or _enumerates(document, entry) else None
    row = document.block_at(unit.start)
    cells = asked_cells(question, row) if row and row.kind is BlockKind.table_row else ()
    if row and row.cells and question.type is AnswerType.yes_no:
        exact = None  # a row says neither yes nor no: its target in bold would look like what was reached
    exact = with_both(question, unit, exact) if exact else None
    return with_unit(_with_cells(quote, cells, exact))


def _brings_list(question: Question, document: Document, unit: Unit) -> bool:
    """Whether a unit is quoted with its list: it says "these are:", or a list is asked for and it is in one."""
    if unit.kind is BlockKind.list_item:
        asks_all = question.wants_list or asks_for_heading(question, unit)
        return asks_all or _is_one_of_counted(question, document, unit) or _is_introduced(question, document, unit)
    block = document.block_at(unit.start)
    if block is None or not introduces_list(document, block):
        return False
    if unit.end == block.end:
        return question.wants_list or unit.text.endswith(":")
    whole = list_span(document, unit.start)  # a lead-in of two sentences: the last says "These include:"
    is_first = whole is not None and whole[0] == unit.start and document.text[unit.start : block.end].endswith(":")
    several = question.wants_list or bool(WHICH_THINGS_ASKED.match(question.text))
    return is_first and several and not is_of_one(question)


def _is_one_of_counted(question: Question, document: Document, unit: Unit) -> bool:
    """Whether an item is one of as many as its lead-in says there are, and the lead-in is what the question asks about.

    "Four obstacles hold mills back:" with one of them would look like all. An item that has a word of the question
    which neither its lead-in nor its heading has is asked for alone; two such words, where all of them are asked for.
    """
    introduced = lead_in(document, unit.start)
    if introduced is None or is_of_one(question) or _ONE_OF.search(question.text):
        return False
    said = document.text[slice(*introduced)]
    counted = [NUMBERS.index(word) for word in re.findall(r"[a-z]+", said.lower()) if word in NUMBERS]
    counted += [int(number) for number in re.findall(r"(?<![\w.,£$€-])\d{1,2}(?![\w.,%-])", said)]
    around = {*content_terms(said), *heading_terms(unit.block)}
    asked = set(question.terms)
    own_words = len(asked & unit.terms - around)
    is_counted = len(items_of(document, unit.start)) in counted
    return is_counted and bool(asked & around) and own_words <= (1 if _asks_for_all(question, said) else 0)


def _asks_for_all(question: Question, said: str) -> bool:
    """Whether a question asks for all of what is `said` to be several: "what obstacles", "what held them back"."""
    things = _WHAT_THINGS.search(question.text)
    return bool(_HINDERS.search(question.text) or (things and stem(things["things"].lower()) in content_terms(said)))


def _is_introduced(question: Question, document: Document, unit: Unit) -> bool:
    """Whether what introduces an item's list says all that the question asks with: any of its items answers it.

    "The scheme does not cover:" with one item would look like all that it does not cover.
    """
    introduced = lead_in(document, unit.start)
    who = _WHO_ALL.match(question.text)
    asks_all = who or _ASKS_WHAT.match(question.text)
    if introduced is None or is_of_one(question) or _ONE_OF.search(question.text) or not asks_all:
        return False
    said, block = document.text[slice(*introduced)], document.block_at(introduced[0])
    before = document.text[block.start : introduced[1]] if block else said
    asked = frozenset(question.terms).difference(content_terms((who and who["verb"]) or ""))
    which = WHICH_THINGS_ASKED.match(question.text)
    if which:  # the list may be of the others, of which the sentences before its lead-in are not
        before, asked = said, asked.difference(content_terms(which["things"]))
        if not asked or (_OTHERS.search(said) and not _OTHERS.search(question.text)):
            return False
    around = heading_terms(unit.block).union(content_terms(before), names_of_document(document))
    told = content_terms(said)
    is_about = bool(asked.intersection(told)) or not (told or who)
    return bool(_OPENS_LIST.search(said)) and asked <= around and is_about


def is_of_one(question: Question) -> bool:
    """Whether one item of a list answers a question; who may apply, or sits on a board, are more than one."""
    firms = question.type is AnswerType.who and bool(WHICH_THINGS_ASKED.match(question.text))
    is_one = question.type in ANSWERED_BY_ITEM and not (firms or _WHO_ALL.match(question.text))
    return is_one or bool(question.ordinals)


def brings_others(question: Question, document: Document, entry: Scored, chosen: Sequence[Scored]) -> bool:
    """Whether an item is quoted with its list because another item of it is chosen too: two would look like all.

    Items that are sentences of their own are quoted as such, unless a list is asked for.
    """
    if entry.unit.kind is not BlockKind.list_item or is_of_one(question):
        return False
    is_sentence = entry.unit.text.rstrip().endswith(".") and not _is_last(document, entry.unit)
    if is_sentence and not question.wants_list and not question.several:
        return False
    whole = list_span(document, entry.unit.start)
    return whole is not None and any(
        other.unit is not entry.unit
        and other.unit.candidate.passage.document == document.id
        and other.unit.kind is BlockKind.list_item
        and whole[0] <= other.unit.start < whole[1]
        for other in chosen
    )


def _is_last(document: Document, unit: Unit) -> bool:
    """Whether a unit is in the last item of its list, which ends in a full stop though the others are no sentences."""
    items, own = items_of(document, unit.start), document.block_at(unit.start)
    return own is None or own.start == max((item.start for item in items), default=own.start)


def whole_list(document: Document, unit: Unit) -> Quote:
    """Return how a list is quoted whole that a unit introduces or is an item of."""
    whole = list_span(document, unit.start)
    if whole is None:
        return plain_quote(document, unit)
    quote = list_quote(document, unit.candidate, *whole)
    end = max(quote.end, unit.end)
    return replace(quote, end=end, goes_on=end < whole[1])


def list_quote(document: Document, candidate: Candidate, start: int, end: int) -> Quote:
    """Return how a list is quoted that stands at these offsets: as many of its items as fit."""
    cut = _cut_at_items(document, start, end)
    return Quote(document, candidate, start, cut, goes_on=cut < end)


def _enumerates(document: Document, entry: Scored) -> bool:
    """Whether the exact answer holds more than one item, and all: half a list in bold would look like all of it."""
    if entry.exact is None or not _SEPARATOR.search(document.text[slice(*entry.exact)]):
        return False
    before, after = document.text[entry.unit.start : entry.exact[0]], document.text[entry.exact[1] : entry.unit.end]
    return bool(entry.unit.block and entry.unit.block.cells) or not (
        _GOES_ON.match(after) or before.rstrip().endswith((";", " and"))
    )


def plain_quote(document: Document, unit: Unit) -> Quote:
    """Return how a unit is quoted alone: an item behind its lead-in, a pronoun behind the sentence before it.

    Behind who says it stands what somebody says.
    """
    context, end = None, unit.end
    if unit.kind is BlockKind.list_item:
        context = lead_in(document, unit.start)
        end = _end_of_item(document, unit)
    elif unit.kind is BlockKind.paragraph:
        before = _sentence_before(document, unit)
        leans = _PRONOUN.match(unit.text) or _OF_THE_REST.match(unit.text)
        if before and (leans or is_question(document.text[slice(*before)])):
            context = before
        context = context or said_by(document, unit.start)
    return Quote(document, unit.candidate, unit.start, end, context=context)


def _end_of_item(document: Document, unit: Unit) -> int:
    """Return where a list item ends with the items nested in it, as many of them as fit."""
    if unit.block is None or unit.end != unit.block.end:
        return unit.end
    return max(unit.end, _cut_at_items(document, unit.start, nested_end(document, unit.block)))


def with_holder_exact(question: Question, quote: Quote) -> Quote:
    """Return a quote with the person as its exact answer whom it says to hold the role, or to be the next in it."""
    text = quote.document.text[quote.start : quote.end]
    role = asked_role(question.text)
    found = None
    if asks_successor(question.text):
        found = successor(text)
    elif role and re.search(r"\bthe (?:former|latter)\b", text):
        found = holder(role, text, frozenset(question.terms))
    return replace(quote, exact=(quote.start + found[0], quote.start + found[1])) if found else quote


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


def _sentence_before(document: Document, unit: Unit) -> tuple[int, int] | None:
    """Return the sentence in front of a unit, in the same block or the paragraph before it under the same heading."""
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
