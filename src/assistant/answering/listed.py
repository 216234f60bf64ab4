"""A list that a question asks for in all its words: what heads it and the name of its document leave none of them over.

No reader sees an answer in "We recommend that the council should:", in five paragraphs that begin "Recommendation 1
is ...", in a table under "Recommendations" or in "Three causes stand out. First, ...". What a question asks for by its
very heading or lead-in is found by these instead, and quoted whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import Question, agrees, periods_in
from assistant.answering.quotes import Quote
from assistant.answering.quoting import MAX_LIST_WORDS, WHICH_THINGS_ASKED, is_of_one, list_quote
from assistant.answering.sources import GENERIC, names_of_document
from assistant.answering.subsections import NUMBERED, headings_asked
from assistant.answering.tables.cells import table_rows
from assistant.answering.units import heading_terms, introduces_list, items_of, list_span
from assistant.corpus.document import Block, BlockKind, Document
from assistant.english.numbers import NUMBERS, counted_things
from assistant.english.sentences import split_sentences
from assistant.indexing.lexical import content_terms, stem
from assistant.retrieval import Candidate

_ASKS_AIMS = re.compile(
    r"^(?:and |so |but )?what (?:does|do|did|will|would|has|have) [^?]{1,80}? (?:recommend(?:ed)?|propose[ds]?"
    r"|(?P<aim>(?:want|plan|hope|intend|aim)(?:ed)? to (?:achieve|do)|aim for|set out to (?:achieve|do)))\b",
    re.IGNORECASE,
)
"""Asks for recommendations or aims, of which a report has several."""
_AIM_TERMS = frozenset(content_terms("want plan hope intend aim achieve set out"))
_GOING_TO = re.compile(r"\bgoing to\b", re.IGNORECASE)
_WILL = frozenset(content_terms("going"))
_SAYS_AIMS = re.compile(r"\b(?:will|aims?|ambitions?|goals?|objectives?|wants?|intends?|plans? to|targets?)\b", re.I)
_HANDS_OVER = re.compile(
    r"\b(?:will|(?:aim|plan|intend|want|hope|seek|set out|commit)s? to|(?:is|are) to):\s*$", re.IGNORECASE
)
"""How a lead-in ends whose items are what somebody aims to do."""
_DENIES = re.compile(r"\b(?:not|no|never|neither|cannot|exclud\w+|ineligible|except)\b|n['’]t\b", re.IGNORECASE)
"""Says of a list what is not so: who asks what is covered does not ask what is not."""
_LIGHT = frozenset(content_terms("list name date deadline"))
"""What asks for a table, and what its column headed “Due”, “By” or “When” gives."""
_COUNTED = re.compile(counted_things(2, 10), re.IGNORECASE)
_ALIKE = tuple(
    frozenset(map(stem, words.split()))
    for words in (
        "aims goals objectives ambitions purposes",
        "causes reasons factors",
        "obstacles barriers hurdles hindrances",
        "risks dangers threats hazards",
        "steps stages phases",
        "benefits advantages",
        "tasks jobs duties",
    )
)
"""Words for the same counted things; a word may be of one line only."""
_COUNTS_UP = re.compile(r"(?:First(?:ly)?|The first|One)\b")
_COUNTS_ON = re.compile(
    r"(?:(?:Second|Third|Fourth|Fifth|Sixth|Last)(?:ly)?|Finally|Another"
    r"|The (?:second|third|fourth|fifth|sixth|last|other))\b"
)
_AGAIN = 0.6
"""Share of the shorter one's words from which two paragraphs say the same; set by hand."""
_MOST = 3
"""Lists under one heading that are quoted, as many as an answer has statements."""


def listed_quotes(
    question: Question, candidates: Sequence[Candidate], document: Callable[[str], Document]
) -> tuple[Quote, ...]:
    """Return the lists that a question asks for in all its words, whole; none where two documents have one each.

    Args:
        candidates: passages, the likeliest first; of a list one item at least must stand in one of them.
        document: gives a document by its id.
    """
    aims = _ASKS_AIMS.search(question.text)
    if question.several or is_of_one(question):
        return ()
    if not (question.wants_list or aims or WHICH_THINGS_ASKED.match(question.text)):
        return ()
    found: dict[tuple[str, int], _Listed] = {}
    for candidate in candidates:
        held = document(candidate.passage.document)
        for listed in _lists_in(question, held, candidate, of_aims=bool(aims and aims["aim"])):
            found.setdefault((held.id, listed.quotes[0].start), listed)
    if len({id for id, _ in found}) != 1:
        return ()
    fullest = max(listed.shared for listed in found.values())
    fitting = [listed.quotes for listed in found.values() if listed.shared == fullest]
    return tuple(quote for quotes in fitting[:_MOST] for quote in quotes)


@dataclass(frozen=True)
class _Listed:
    """A list that is asked for: its quotes, and how many words of the question its heading and lead-in hold."""

    quotes: tuple[Quote, ...]
    shared: int


def _lists_in(question: Question, document: Document, candidate: Candidate, *, of_aims: bool) -> Iterator[_Listed]:
    """Yield the lists that are asked for, of those that a passage has a part of."""
    passage, text = candidate.passage, document.text
    first = document.block_at(passage.start)  # the other blocks of the passage stand under the same headings
    headings = headings_asked(question, document, first) if first else ()
    if headings:
        quotes = tuple(_headed(document, candidate, heading) for heading in headings)
        yield _Listed(quotes, len(question.terms) + 1)  # before a table that names them too
    for block in document.blocks:
        if block.end <= passage.start or block.start >= passage.end:
            continue
        span = list_span(document, block.start) if block.kind is BlockKind.list_item else None
        if span:
            lead_in = text[span[0] : _first_item(document, span)]
            if _is_asked(question, document, block, lead_in, of_aims):
                shared = heading_terms(block).union(content_terms(lead_in)).intersection(question.terms)
                yield _Listed((list_quote(document, candidate, *span),), len(shared))
        if block.kind is BlockKind.table_row and _is_table_asked(question, document, block):
            rows = table_rows(document, block)
            yield _Listed((list_quote(document, candidate, rows[0].start, rows[-1].end),), len(question.terms))
        counted = _counted_span(question, document, block) if block.kind is BlockKind.paragraph else None
        if counted:
            said = _told_of(document, block, counted).intersection(question.terms)
            yield _Listed((Quote(document, candidate, *counted, around=(block.start, block.end)),), len(said))
        numbered = NUMBERED.match(text, block.start, block.end)
        if numbered and block.kind is BlockKind.paragraph:
            quotes = _numbered(question, document, candidate, block, numbered["kind"])
            if quotes:
                yield _Listed(quotes, len(question.terms))


def _headed(document: Document, candidate: Candidate, heading: Block) -> Quote:
    """Return how a heading is quoted; what surrounds it is the first block of its section."""
    end = next((block.end for block in document.blocks if block.start > heading.start), heading.end)
    return Quote(document, candidate, heading.start, heading.end, around=(heading.start, end))


def _first_item(document: Document, span: tuple[int, int]) -> int:
    """Return where the first item of a list begins: behind its lead-in, where it has one."""
    return next(block.start for block in document.blocks if block.end > span[0] and block.kind is BlockKind.list_item)


def _is_asked(question: Question, document: Document, item: Block, lead_in: str, of_aims: bool) -> bool:
    """Whether a list is asked for: all of the question is explained, and what it is about by its heading or lead-in.

    The heading says nothing narrower: of the "priorities for schools", who asks for the priorities asks for more.
    """
    source = names_of_document(document)
    counted = _count_terms(question, document, item, lead_in)
    will = _WILL if _GOING_TO.search(question.text) else frozenset()
    asked = frozenset(question.terms) - GENERIC - will - counted - (_AIM_TERMS if of_aims else frozenset())
    heading, lead = heading_terms(item), frozenset(content_terms(lead_in))
    about = asked - source
    of_years = periods_in(f"{' '.join(item.headings[-1:])} {lead_in}") if question.periods else ()
    if of_years and not any(agrees(one, other) for one in question.periods for other in of_years):
        return False
    if _DENIES.search(lead_in) and not _DENIES.search(question.text):
        return False
    if of_aims:
        return about <= lead | heading and bool(_SAYS_AIMS.search(f"{' '.join(item.headings[-1:])} {lead_in}"))
    narrower = {term for term in heading - asked - source if not term[0].isdigit()}
    is_said = about <= lead | heading and bool(about & heading or lead_in)
    return is_said and (bool(counted) or (bool(about) and not narrower))


def _count_terms(question: Question, document: Document, item: Block, lead_in: str) -> frozenset[str]:
    """Return the terms of "four aims" where a list has four items and its lead-in says them to be aims, or the like."""
    counted = _COUNTED.search(question.text)
    if counted is None or len(items_of(document, item.start)) != NUMBERS.index(counted["count"].lower()):
        return frozenset()
    noun = stem(counted["noun"].lower())
    named = noun in content_terms(lead_in) or (
        noun in _ALIKE[0] and _HANDS_OVER.search(lead_in) and not _names_like(document, noun)
    )
    return frozenset([*content_terms(counted["count"]), noun]) if named else frozenset()


def _names_like(document: Document, noun: str) -> bool:
    """Whether a heading or a lead-in of a document names what is counted, or the same by another word."""
    leads = (
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.heading or introduces_list(document, block)
    )
    return any(term == noun or _are_alike(term, noun) for said in leads for term in content_terms(said))


def _is_table_asked(question: Question, document: Document, row: Block) -> bool:
    """Whether a list of what a column is headed by is asked for, and the table and its document explain all of it.

    "List the recommendations with their due dates" asks for the rows with “Recommendation” and “Due”.
    """
    columns = frozenset(term for cell in row.cells for term in content_terms(cell.column))
    about = frozenset(question.terms) - GENERIC - names_of_document(document) - _LIGHT
    told = columns | heading_terms(row) | frozenset(content_terms(row.table or ""))
    return bool(question.wants_list and about & columns and not question.periods) and about <= told


def _counted_span(question: Question, document: Document, block: Block) -> tuple[int, int] | None:
    """Return where a paragraph counts up as many things as a question asks for; None where it does not.

    "Three causes stand out. First, ... Second, ... Third, ..." answers "what were the three causes?". Another word for
    what is counted will do where all else that is asked is said: "two goals of the plan" for its two aims.
    """
    asked = _COUNTED.search(question.text)
    sentences = split_sentences(document.text, start=block.start, end=block.end) if asked else []
    said = [document.text[start:end] for start, end in sentences]
    at = next((at for at, words in enumerate(said) if _COUNTS_UP.match(words)), 0)
    if asked is None or at == 0:
        return None
    told = _COUNTED.search(said[at - 1])
    if told is None or told["count"].lower() != asked["count"].lower():
        return None
    last = max(there for there, words in enumerate(said) if there == at or _COUNTS_ON.match(words))
    span = sentences[at - 1][0], sentences[last][1]
    counted, meant = stem(told["noun"].lower()), stem(asked["noun"].lower())
    is_same = counted == meant or (_are_alike(counted, meant) and _is_about(question, document, block, span, meant))
    return span if is_same else None


def _are_alike(one: str, other: str) -> bool:
    """Whether two terms are words for the same things, such as aims and goals."""
    return any({one, other} <= words for words in _ALIKE)


def _is_about(question: Question, document: Document, block: Block, span: tuple[int, int], meant: str) -> bool:
    """Whether what counts up has all names of a question, and all its other words but one: "the two overall aims"."""
    told = _told_of(document, block, span) | names_of_document(document) | {meant}
    missing = set(question.terms) - told
    return len(missing) <= 1 and missing.isdisjoint(question.names)


def _told_of(document: Document, block: Block, span: tuple[int, int]) -> frozenset[str]:
    """Return the terms of a span and of the heading that its block stands under."""
    return heading_terms(block).union(content_terms(document.text[slice(*span)]))


def _numbered(
    question: Question, document: Document, candidate: Candidate, block: Block, kind: str
) -> tuple[Quote, ...]:
    """Return the first sentence of each of a document's paragraphs that are numbered by a word that is asked for.

    Where several headings have such paragraphs of their own, those under the one that is asked for; else all of them.
    """
    of_kind, asked = frozenset(content_terms(kind)), frozenset(question.terms) - GENERIC
    if not of_kind <= asked or not asked <= of_kind | names_of_document(document) | heading_terms(block):
        return ()
    if question.type is AnswerType.definition or re.search(rf"\b{kind} \d", question.text, re.IGNORECASE):
        return ()
    runs = _runs(document, kind)
    of_heading = asked - of_kind - names_of_document(document)
    quotes: list[Quote] = []
    words = 0
    for other in (one for run in runs if block in run or not of_heading for one in run):
        start, end = split_sentences(document.text, start=other.start, end=other.end)[0]
        words += len(document.text[start:end].split())
        if words > MAX_LIST_WORDS:
            quotes[-1:] = [replace(quote, goes_on=True) for quote in quotes[-1:]]
            break
        quotes.append(Quote(document, candidate, start, end, around=(other.start, other.end)))
    return tuple(quotes) if len(quotes) > 1 else ()


def _runs(document: Document, kind: str) -> list[list[Block]]:
    """Return the paragraphs that are numbered by a word ("Action 1: ..."), a list for each heading that has a first."""
    runs: list[list[Block]] = []
    for block in document.blocks:
        match = NUMBERED.match(document.text, block.start, block.end) if block.kind is BlockKind.paragraph else None
        if match is None or match["kind"] != kind:
            continue
        if int(match["number"]) == 1 and not (runs and runs[-1][0].headings == block.headings):
            runs.append([block])
        elif runs and int(match["number"]) == len(runs[-1]) + 1:
            runs[-1].append(block)
    return [run for at, run in enumerate(runs) if not any(_says_again(document, run, other) for other in runs[:at])]


def _says_again(document: Document, run: Sequence[Block], other: Sequence[Block]) -> bool:
    """Whether paragraphs are those of a summary once more: each has the words of the one with its number mostly."""
    pairs = [
        [set(content_terms(document.text[one.start : one.end])) for one in pair]
        for pair in zip(run, other, strict=False)
    ]
    return len(run) <= len(other) and all(len(mine & its) > _AGAIN * min(len(mine), len(its)) for mine, its in pairs)
