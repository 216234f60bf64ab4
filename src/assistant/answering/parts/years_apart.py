"""By how much one row of a table differs between two years: "how much more in 2026/27 than in 2025/26?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.figures import whole_figure
from assistant.answering.parts.calculation import apart
from assistant.answering.parts.side import YEARS, Side
from assistant.answering.question import Period, periods_in
from assistant.answering.quotes import Quote, Reply, joined_spans
from assistant.answering.tables.cells import cell_text, table_rows, written
from assistant.answering.tables.units import with_unit
from assistant.corpus.document import Block, BlockKind, Cell
from assistant.indexing.lexical import content_terms

_HOW_MORE = re.compile(
    r"\b(?P<how>how (?:many|much)) (?:more|fewer|less|higher|lower|larger|bigger|smaller|greater)\b", re.IGNORECASE
)
_THAN = re.compile(
    rf"\b(?P<preposition>in|for|during) (?P<one>{YEARS.pattern}),? (?:than|compared (?:with|to)) "
    rf"(?:(?:it|they) (?:was|were|did) )?(?:(?:in|for|during) )?(?P<other>{YEARS.pattern})\b(?![/–-]\d)",
    re.IGNORECASE,
)


def sides_of_years(text: str) -> tuple[Side, Side] | None:
    """Return what is asked of each of two years in "How much more is it in 2026/27 than in 2025/26?"; None if none."""
    more, than = _HOW_MORE.search(text), _THAN.search(text)
    if more is None or than is None or than["one"] == than["other"] or than.start() < more.end():
        return None
    before = f"{text[: more.start()]}{more['how']}{text[more.end() : than.start()]}{than['preposition']} "
    one, other = (Side(f"{before}{than[side]}{text[than.end() :]}", than[side]) for side in ("one", "other"))
    return one, other


def are_years(names: Sequence[str]) -> bool:
    """Whether the sides of a comparison are two years."""
    return len(names) == 2 and all(YEARS.fullmatch(name) for name in names)


def difference_of_years(questions: Sequence[str], names: Sequence[str], replies: Sequence[Reply]) -> Quote | None:
    """Return the row that answers both years with their difference; None where it cannot be told which is asked for.

    Both years must be answered from one row that holds more of the question's words than any other of its table, which
    has one column of each year of the measure that is read.
    """
    leads = [reply.quotes[0] for reply in replies if reply.sufficient and reply.quotes]
    if len(leads) < 2 or leads[0].document.id != leads[1].document.id or leads[0].start != leads[1].start:
        return None
    quote = leads[0]
    row = quote.block
    if row is None or row.kind is not BlockKind.table_row or quote.end > row.end:
        return None
    if not _is_best_named(row, table_rows(quote.document, row), set(content_terms(questions[0]))):
        return None
    cells = _cells_of(row, [lead.exact for lead in leads], [_period(name) for name in names])
    if cells is None:
        return None
    one, other = (cell_text(quote.document, cell) for cell in cells)
    first, second = whole_figure(one), whole_figure(other)
    found = apart(first, second) if first and second else None
    if found is None:
        return None
    shown = joined_spans([written(cell) for cell in row.cells if cell in (row.cells[0], *cells)])
    said = f"the difference between {one} and {other} is {found}"
    return with_unit(replace(quote, exact=None, context=None, shown=shown, calculated=said))


def _period(name: str) -> Period:
    return next(iter(periods_in(name)))


def _is_best_named(row: Block, rows: Sequence[Block], asked: set[str]) -> bool:
    """Whether a row's name holds more of the question's words than that of any other row of its table."""
    shared = {other.start: len(asked.intersection(content_terms(other.row or ""))) for other in rows}
    own = shared.pop(row.start)
    return own > max(shared.values(), default=0)


def _cells_of(
    row: Block, exact: Sequence[tuple[int, int] | None], periods: Sequence[Period]
) -> tuple[Cell, Cell] | None:
    """Return a row's cells of two years, of one measure; of several, of the one that an exact answer is read in."""
    measures: dict[frozenset[str], dict[Period, list[Cell]]] = {}
    read: set[frozenset[str]] = set()
    for cell in row.cells[1:]:
        held = periods_in(cell.column)
        measure = frozenset(term for term in content_terms(cell.column) if not term.isdigit())
        if len(held) == 1:
            measures.setdefault(measure, {}).setdefault(next(iter(held)), []).append(cell)
            if any(span and cell.start <= span[0] < cell.end for span in exact):
                read.add(measure)
    both = {measure for measure, cells in measures.items() if all(len(cells.get(year, ())) == 1 for year in periods)}
    chosen = both if len(both) == 1 else both & read
    if len(chosen) != 1:
        return None
    cells = measures[chosen.pop()]
    return cells[periods[0]][0], cells[periods[1]][0]
