"""What may stand beside what in the answer to a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from assistant.answering.figures import Figure, only_figure
from assistant.answering.parts.side import YEARS
from assistant.answering.question import names_period, periods_in
from assistant.answering.quotes import Quote, Reply, joined_spans, overlap
from assistant.answering.tables.cells import table_rows, written
from assistant.answering.tables.units import with_unit
from assistant.corpus.document import Block, BlockKind, same_table
from assistant.indexing.lexical import analyse, content_terms
from assistant.retrieval import Candidate

_AND = re.compile(r" and (?:the )?")


def compared(names: Sequence[str], replies: Sequence[Reply]) -> list[Reply]:
    """Return the replies to the two sides with only what may be compared; a reply of which nothing is left is refused.

    What names neither side is left out, and so is money beside a share or a number: it is of another measure. Where
    the surer side is read off its row of a table that has a row for the other one, that row answers the other; so does
    the other side's table for the surer one, if that is read off a row that is not of it. Beside two rows of one table,
    or one sentence that gives both, nothing else is shown.
    """
    kept = [_naming(names, reply) for reply in replies]
    order = (0, 1) if kept[0].confidence >= kept[1].confidence else (1, 0)
    if not kept[order[0]].sufficient:
        order = order[::-1]
    lead, less = (kept[at] for at in order)
    if not lead.sufficient:
        return kept
    beside = _row_of_other(names[order[0]], names[order[1]], lead, less)
    if beside:
        kept[order[1]] = replace(less, quotes=(beside,), sufficient=True, confidence=lead.confidence, best=beside)
    elif (
        less.sufficient
        and _is_another_row(names[order[0]], lead.quotes[0])
        and (beside := _row_of_other(names[order[1]], names[order[0]], less, lead))
    ):
        kept[order[0]] = replace(lead, quotes=(beside,), confidence=less.confidence, best=beside)
        lead = kept[order[0]]
    first = [reply.quotes[:1] for reply in kept if reply.quotes]
    if len(first) > 1 and _stand_together(*(quote for (quote,) in first)):
        return [_with_quotes(reply, reply.quotes[:1]) for reply in kept]
    measured = next((figure for quote in lead.quotes[:1] if (figure := _figure(quote))), None)
    return [_of_measure(measured, reply) for reply in kept] if measured else kept


def _stand_together(one: Quote, other: Quote) -> bool:
    """Whether two quotes are one sentence, or rows of one table."""
    first, second = one.block, other.block
    if one.document.id != other.document.id or first is None or second is None:
        return False
    return overlap(one, other) or (bool(first.cells) and same_table(first, second))


def side_missing(name: str, reply: Reply, quotes: Sequence[Quote]) -> bool:
    """Whether no quote speaks of a side: a name or a year; one typed without a capital, if its reply is refused.

    That may be said in other words, and an acronym in its long form.
    """
    if not is_name(name) and (reply.sufficient or not name or name.isupper()):
        return False
    return not any(_names(name, quote) for quote in quotes)


def is_name(side: str) -> bool:
    """Whether a side is a name or a year; an acronym may stand in its long form, and is not taken for one."""
    return bool(YEARS.fullmatch(side)) or (bool(re.match("(?:the )?[A-Z]", side)) and not side.isupper())


def _naming(names: Sequence[str], reply: Reply) -> Reply:
    """Return a reply without the quotes that speak of neither side."""
    if not reply.sufficient or not all(map(is_name, names)):
        return reply
    return _with_quotes(reply, [quote for quote in reply.quotes if any(_names(name, quote) for name in names)])


def _with_quotes(reply: Reply, quotes: Sequence[Quote]) -> Reply:
    return replace(reply, quotes=tuple(quotes), sufficient=reply.sufficient and bool(quotes))


def _names(name: str, quote: Quote) -> bool:
    """Whether a quote, its headings or its document's title and places hold all words of a name, or of one of two."""
    document, block = quote.document, quote.block
    source = document.source
    spans = [(quote.start, quote.end), *([quote.context] if quote.context else [])]
    headings = (*block.headings, block.table or "") if block else ()
    said = [*(document.text[start:end] for start, end in spans), *headings, source.title, *source.geography]
    if YEARS.fullmatch(name):
        return all(names_period(" ".join((*said, source.date)), period) for period in periods_in(name))
    held = set(analyse(" ".join(said)))
    return any(set(content_terms(part)) <= held for part in _AND.split(name))


def _row_of_other(own: str, other: str, lead: Reply, less: Reply) -> Quote | None:
    """Return the row of the other side in the table that the surer side is read off, unless its reply is from there.

    The same cell answers: where the surer side has an exact answer, the one in its column.
    """
    quote = lead.quotes[0]
    row = quote.block
    if row is None or row.kind is not BlockKind.table_row or row.end < quote.end or not _is_row_of(own, row):
        return None
    if any(_in_table(shown, quote, row) for shown in less.quotes[:1]):
        return None
    beside = _only_row_of(other, table_rows(quote.document, row))
    candidate = _holding(beside, quote, chain(lead.considered, less.considered)) if beside else None
    if beside is None or candidate is None:
        return None
    at = row.column_at(quote.exact[0]) if quote.exact else None
    cell = next((cell for cell in beside.cells if cell.column == at), None)
    shown = joined_spans([written(one) for one in (beside.cells[0], cell)]) if cell and quote.shown else ()
    exact = (cell.start, cell.end) if cell else None
    return with_unit(Quote(quote.document, candidate, beside.start, beside.end, exact=exact, shown=shown))


def _is_another_row(name: str, quote: Quote) -> bool:
    """Whether a quote is a row of a table, and not that of a side."""
    row = quote.block
    return row is not None and row.kind is BlockKind.table_row and not _is_row_of(name, row)


def _is_row_of(name: str, row: Block) -> bool:
    """Whether a row's name holds all words of a side: "feasibility studies and industrial research" is of the first."""
    terms = set(content_terms(name))
    return bool(terms) and terms <= set(content_terms(row.row or ""))


def _only_row_of(name: str, rows: Sequence[Block]) -> Block | None:
    """Return the row that has a side for its name; else the only one whose name holds it."""
    holding = [row for row in rows if _is_row_of(name, row)]
    exact = [row for row in holding if len(set(content_terms(row.row or ""))) == len(set(content_terms(name)))]
    found = exact[:1] or holding
    return found[0] if len(found) == 1 else None


def _in_table(quote: Quote, other: Quote, row: Block) -> bool:
    block = quote.block
    return block is not None and quote.document.id == other.document.id and same_table(block, row)


def _holding(row: Block, quote: Quote, considered: chain[tuple[Candidate, float | None]]) -> Candidate | None:
    """Return the retrieved passage that holds a row: none is cited that was not read."""
    for candidate, _ in considered:
        passage = candidate.passage
        if passage.document == quote.document.id and passage.start <= row.start and row.end <= passage.end:
            return candidate
    return None


def _of_measure(measured: Figure, reply: Reply) -> Reply:
    """Return a reply without the quotes whose exact answer is a figure of another kind."""
    return _with_quotes(
        reply, [quote for quote in reply.quotes if (found := _figure(quote)) is None or _alike(found, measured)]
    )


def _figure(quote: Quote) -> Figure | None:
    """Return the one figure of a quote's exact answer, with the unit that its column names."""
    if quote.exact is None:
        return None
    found = only_figure(quote.exact_words)
    block = quote.block
    column = block.column_at(quote.exact[0]) if block else None
    if found is None or found.currency or found.unit == "%" or not column:
        return found
    currency, percent = re.search(r"[£$€]", column), "%" in column or "per cent" in column.lower()
    return replace(found, currency=currency.group() if currency else "", unit="%" if percent else found.unit)


def _alike(one: Figure, other: Figure) -> bool:
    """Whether both are money, both shares, or both numbers."""
    return (one.currency, one.unit.startswith(("%", "percent"))) == (
        other.currency,
        other.unit.startswith(("%", "percent")),
    )
