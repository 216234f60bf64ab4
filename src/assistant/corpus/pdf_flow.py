"""Tables in the flow of the text: frames that are none, tables that go on over a page, captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.corpus.captions import is_caption
from assistant.corpus.document import PageState
from assistant.corpus.pdf_lines import settle_raised
from assistant.corpus.pdf_paragraphs import Paragraph
from assistant.corpus.pdf_tables import SNAP, Table, column_names, goes_on, heads, is_figure, same_columns
from assistant.corpus.pdf_words import Line

Item = Line | Table
Element = Paragraph | Table
_GOES_ON = "\0"  # stands for the caption of a table that goes on overleaf, until that is found


@dataclass
class Sheet:
    """A page, ready to be put together: its columns in reading order."""

    number: int
    label: str
    columns: list[list[Item]] = field(default_factory=list)
    state: PageState = PageState.text


def settle_doubtful(sheets: Sequence[Sheet]) -> None:
    """Keep as tables the frames, and the few rows, that are of one across a page break; the others are text."""
    for place, sheet in enumerate(sheets):
        for column in sheet.columns:
            for item in [item for item in column if isinstance(item, Table) and item.doubtful]:
                before = _outermost(sheets, place - 1, last=True) if item is _outermost(sheets, place) else None
                after = _outermost(sheets, place + 1) if item is _outermost(sheets, place, last=True) else None
                if isinstance(after, Table) and not after.doubtful and _begins(item, after):
                    item.doubtful = False
                    if not any(is_figure(text) for row in item.rows for text in row):
                        item.head = len(item.rows)
                elif isinstance(before, Table) and not before.doubtful and _is_rest(before, item):
                    item.doubtful = False
                    item.head = 0
                else:
                    where = column.index(item)
                    column[where : where + 1] = sorted(
                        map(settle_raised, item.lines), key=lambda line: (line.top, line.x0)
                    )


def _begins(item: Table, rest: Table) -> bool:
    """Tell whether `rest` has the columns of `item`, of which a head may leave the first one without a name."""
    if len(item.edges) + 1 == len(rest.edges) and not any(is_figure(text) for row in item.rows for text in row):
        padded = replace(item, edges=[rest.edges[0], *item.edges], rows=[["", *row] for row in item.rows])
        if not rest.edges[0] < item.edges[0] - SNAP or not same_columns(padded, rest):
            return False
        item.edges, item.rows = padded.edges, padded.rows
        return True
    return same_columns(item, rest)


def _is_rest(table: Table, item: Table) -> bool:
    return goes_on(table, item) or (not item.head and same_columns(table, item))


def _outermost(sheets: Sequence[Sheet], place: int, *, last: bool = False) -> Item | None:
    """Return the first or last item of a page."""
    items = [item for column in sheets[place].columns for item in column] if 0 <= place < len(sheets) else []
    return items[-1 if last else 0] if items else None


def join_tables(flow: list[Element]) -> list[Element]:
    """Name the columns of each table; a table at the head of a page may go on from the page before."""
    joined: list[Element] = []
    for element in flow:
        if not isinstance(element, Table):
            joined.append(element)
            continue
        element.columns = column_names(element)
        previous = joined[-1] if joined else None
        if isinstance(previous, Table) and _follows(previous, element):
            element.columns = previous.columns
            previous.caption = previous.caption or _GOES_ON
            if not previous.rows[previous.head :]:
                joined.pop()
        joined.append(element)
    return joined


def _follows(table: Table, rest: Table) -> bool:
    """Tell whether a table on the next page is the rest of this one: no names of columns, or the same again."""
    same = rest.page == table.page + 1 and same_columns(table, rest)
    return same and (not rest.head or heads(rest) == heads(table))


def find_captions(flow: list[Element]) -> None:
    """Give each table the caption that stands above it, or else the one below."""
    used: set[int] = set()
    done: set[int] = set()
    for index in range(len(flow)):
        element = flow[index]
        if not isinstance(element, Table) or id(element) in done:
            continue
        done.add(id(element))
        goes_on = element.caption == _GOES_ON
        before = flow[index - 1] if index else None
        if isinstance(before, Table) and before.columns is element.columns and before.caption:
            element.caption = before.caption if before.caption != _GOES_ON else ""
            if element.caption:
                continue
        after = next((other for other in flow[index + 1 : index + 2]), None)
        element.caption = ""
        above = _caption(before, used)
        below = _caption(after, used)
        if below and above and above.lower().startswith("fig") and below.lower().startswith("tab"):
            above = ""
        if above:
            element.caption = above
            used.add(id(before))
        elif below and not goes_on and not _heads_a_table(flow, index + 1):
            element.caption = below
            used.add(id(after))
            if isinstance(after, Paragraph) and after.page == element.page:
                flow[index], flow[index + 1] = after, element


def _heads_a_table(flow: Sequence[Element], index: int) -> bool:
    """Tell whether the caption at `index` has a table of its own below it."""
    following = flow[index + 1] if index + 1 < len(flow) else None
    return isinstance(following, Table)


def _caption(element: Element | None, used: set[int]) -> str:
    unused = isinstance(element, Paragraph) and id(element) not in used
    return element.text if isinstance(element, Paragraph) and unused and is_caption(element.text) else ""
