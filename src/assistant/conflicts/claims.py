"""Claims: each quantity of the evidence with the words, places and years that say what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.conflicts.counting import counted_before, counted_in, counted_of
from assistant.conflicts.places import places_in, without_places
from assistant.conflicts.quantities import Quantity, find_quantities
from assistant.conflicts.wording import SOURCED, clause, measures_in, names_in, terms_of, words_of, years_in
from assistant.corpus.document import Block, BlockKind, Cell, Document
from assistant.english.sentences import split_sentences

_NEAR = 3  # words around the quantity that count in full
_REACH = 10  # words over which the weight falls from full to far
_FAR = 0.15  # what a word further away counts
_SUBJECT, _SUBJECT_WORDS = 0.6, 5  # the words that open a sentence say what it is about
_ROW, _COLUMN, _CAPTION, _HEADING, _TITLE = 1.0, 0.9, 0.6, 0.4, 0.15
"""What a word of a row's name, a column's, a caption, a heading and a title counts; one beside the figure counts 1."""
_PART = re.compile(
    r"\b(?:of (?:which|whom|these|them|those)|including|includes|among them|further|another|additional|extra|other)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
_SHARE_AFTER = re.compile(
    r"^[^.;]{0,60}?(?:,|\(|which is|or) ?(?:again )?(?:about |almost |over )?\d+(?:\.\d+)?(?:%| per cent)"
)
_NOT_A_MEASURE = re.compile(r"\brank\b|\bposition\b|'000", re.IGNORECASE)
_COUNT_REACH = 40  # characters on each side of a bare number in which the thing counted is looked for


@dataclass(frozen=True)
class Claim:
    """One quantity as a document states it.

    Attributes:
        document: the document.
        start, end: offsets in the stored text of the sentence, list item or table row.
        quantity: the quantity; its offsets count from `at`.
        at: offset in the stored text of the sentence or cell the quantity was found in.
        weights: how much each term around the quantity says of what is measured (0 to 1).
        places, years: as the sentence or the row names them.
        measures: the words near the quantity that name a measure ("turnover"), one for all synonyms.
        names: terms of its capitalised words.
        sourced: whether the sentence says who reported the figure.
        column: name of the table column; "" outside tables.
        contested: whether it stands in a part of the document that compares sources.
    """

    document: Document
    start: int
    end: int
    quantity: Quantity
    at: int
    weights: Mapping[str, float]
    places: frozenset[str]
    years: frozenset[str]
    measures: frozenset[str]
    names: frozenset[str]
    sourced: bool
    column: str = ""
    contested: bool = False

    @property
    def text(self) -> str:
        """The sentence or row."""
        return self.document.text[self.start : self.end]

    @property
    def value(self) -> str:
        """The quantity as written, with its bound."""
        return self.document.text[self.at + self.quantity.lead : self.at + self.quantity.end]

    @property
    def block(self) -> tuple[str, tuple[str, ...], str]:
        """Which table or section it belongs to."""
        found = self.document.block_at(self.start)
        return (self.document.id, found.headings if found else (), (found.table or "") if found else "")


CONTESTED = re.compile(r"\bconflict|\bdiffer|\bdiscrepan|\bcontradict|\bdisagree|\bvary\b|\bby source\b", re.IGNORECASE)
"""A heading or caption with one of these announces figures of several sources."""


def claims_of(document: Document) -> Iterator[Claim]:
    """Yield the claims of a document in reading order."""
    for block in document.blocks:
        if block.kind is BlockKind.table_row:
            yield from _row_claims(document, block)
        elif block.kind is not BlockKind.heading:
            for start, end in split_sentences(document.text, start=block.start, end=block.end):
                yield from _sentence_claims(document, block, start, end)


def claims_at(document: Document, start: int, end: int) -> Iterator[Claim]:
    """Yield the claims of one sentence, list item or table row, by its offsets in the stored text."""
    block = document.block_at(start)
    if block is None or block.kind is BlockKind.heading:
        return
    claims = _row_claims(document, block) if block.cells else _sentence_claims(document, block, start, end)
    yield from (claim for claim in claims if start <= claim.at + claim.quantity.start < end)


def _sentence_claims(document: Document, block: Block, start: int, end: int) -> Iterator[Claim]:
    text = document.text[start:end]
    quantities = [found for found in find_quantities(text) if found.start or text[: found.end] != block.section]
    if not quantities:
        return
    frame: dict[str, float] = {}
    _add(frame, document.source.title, _TITLE)
    _add(frame, block.headings[-1] if block.headings else "", _HEADING)
    for quantity in quantities:
        if _PART.search(text[: quantity.start]) or _SHARE_AFTER.search(text[quantity.end :]):
            continue  # a part, whose whole the sentence names: seldom the same part elsewhere
        weights = dict(frame)
        for term, weight in _around(text, quantity):
            weights[term] = max(weights.get(term, 0.0), weight)
        yield Claim(
            document=document,
            start=start,
            end=end,
            quantity=_named(quantity, text),
            at=start,
            weights=weights,
            places=places_in(text),
            years=years_in(text),
            measures=measures_in(clause(text, quantity)),
            names=names_in(text),
            sourced=bool(SOURCED.search(text)),
            contested=is_contested(block),
        )


def _row_claims(document: Document, block: Block) -> Iterator[Claim]:
    row = document.text[block.start : block.end]
    cells = [(cell, document.text[cell.start : cell.end]) for cell in block.cells]
    for cell, text in cells[1:] if len(cells) > 1 else cells:
        if _NOT_A_MEASURE.search(cell.column):
            continue
        for quantity in find_quantities(text):
            if quantity.unit == "count" and "%" in cell.column:
                quantity = replace(quantity, unit="percent")
            weights: dict[str, float] = {}
            _add(weights, document.source.title, _TITLE)
            _add(weights, block.headings[-1] if block.headings else "", _HEADING)
            _add(weights, block.table or "", _CAPTION)
            _add(weights, cell.column, _COLUMN)
            _add(weights, block.row or "", _ROW)
            for term, weight in _around(text, quantity):
                weights[term] = max(weights.get(term, 0.0), weight)
            label = [cell.column, block.row or "", block.table or ""]
            around = _scope(cells, text, block)
            yield Claim(
                document=document,
                start=block.start,
                end=block.end,
                quantity=_named(quantity, text, label),
                at=cell.start,
                weights=weights,
                places=places_in(around),
                years=years_in(f"{block.row} {cell.column} {text}") or years_in(row),
                measures=measures_in(f"{block.row} {cell.column} {block.table or ''} {text}"),
                names=names_in(around),
                sourced=False,
                column=cell.column,
                contested=is_contested(block),
            )


def _scope(cells: Sequence[tuple[Cell, str]], text: str, block: Block) -> str:
    """Return where a row names its place: its own cells without other figures, then its table's caption or heading."""
    others = [value for _, value in cells if value == text or not find_quantities(value)]
    own = " ; ".join(others)
    return own if places_in(own) else " ; ".join([own, block.table or "", block.headings[-1] if block.headings else ""])


def is_contested(block: Block) -> bool:
    """Whether a block stands under a heading or caption that announces figures of several sources."""
    return any(CONTESTED.search(heading) for heading in [*block.headings[-1:], block.table or ""])


def _named(quantity: Quantity, text: str, labels: Sequence[str] = ()) -> Quantity:
    """Return the quantity with what it counts, looked for in its label or around it where its own words do not tell."""
    if not quantity.counted and text[quantity.end : quantity.end + 1] == ")":  # "69% (n=11,400) of the employment"
        counted, kinds = counted_of(text[quantity.end + 1 :])
        return replace(quantity, counted=counted, kinds=kinds)
    if quantity.unit == "percent":
        before, after = text[: quantity.start], text[quantity.end :]
        bracketed = before.rfind("(") > before.rfind(")")
        counted, kinds = counted_before(before[: before.rfind("(")]) if bracketed else counted_of(after)
        return replace(quantity, counted=counted, kinds=kinds)
    if quantity.unit != "count":
        return quantity
    before = text[max(0, quantity.start - _COUNT_REACH) : quantity.start]
    if quantity.counted:
        employed = quantity.counted == "people" and re.search(r"\bemploy", before + text[quantity.end :][:_COUNT_REACH])
        return replace(quantity, counted="staff") if employed else quantity
    labels = [without_places(label) for label in labels] or [_last_words(before)]
    counted = next((found for label in labels if (found := counted_in(label))), "")
    return replace(quantity, counted=counted)


def _last_words(before: str) -> str:
    """Return the noun in front of "of 21,000" ("a workforce of 21,000"); "" for other words in front of a number."""
    found = re.search(
        r"([a-z]+) of(?: (?:over|about|around|almost|nearly|some|up to|more than))? $", before, re.IGNORECASE
    )
    return found.group(1) if found else ""


def _around(text: str, quantity: Quantity) -> Iterator[tuple[str, float]]:
    """Yield the terms of a sentence with a weight that falls with the words between them and the quantity."""
    before, after = words_of(text[: quantity.start]), words_of(text[quantity.end :])
    for words in (reversed(before), iter(after)):
        for distance, word in enumerate(words):
            for term in terms_of(word):
                yield term, max(_FAR, 1.0 - (1.0 - _FAR) * max(0, distance - _NEAR) / _REACH)
    for term in terms_of(" ".join(before[:_SUBJECT_WORDS])):
        yield term, _SUBJECT


def _add(weights: dict[str, float], text: str, weight: float) -> None:
    for term in terms_of(text):
        weights[term] = max(weights.get(term, 0.0), weight)
