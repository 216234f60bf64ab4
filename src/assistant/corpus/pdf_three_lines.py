"""Tables with three lines: above and below the names of their columns, and at their foot.

The rows between have no lines. Where columns meet no word stands; where rows meet is told from their text: a line goes
on from the one above it where its first word had no room there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.corpus.captions import CAPTION
from assistant.corpus.pdf_bands import Border, borders_of
from assistant.corpus.pdf_grids import cell_text
from assistant.corpus.pdf_lines import lines_of
from assistant.corpus.pdf_tables import Table, is_figure
from assistant.corpus.pdf_words import Line, Rule, Word, typical

_SAME_END = 3.0  # points
_TALLEST_HEAD = 80.0  # points
_NEAR = 1.5  # em: the lines of a table without a last line are no further apart
_LEAST_GAP = 0.7  # em: between two columns
_LONGEST_NAME = 8  # words, of a column
_SPACE = 0.25  # em: between two words
_WIDER = 1.3  # times the least distance of two lines: more stands only between rows
_TEXT_WORDS = 2  # of a line of a sentence, at least
_CLOSES = ".;:!?"
_CUT = ",-–&(/"
_JOINING = frozenset("a an and at by for from in of on or the to with".split())
_LEAST_ROWS = 2
_MOST_WORDS = 5  # of a line in one of the columns, typically: where all have more they are columns of running text


@dataclass
class _Height:
    """The lines that stand beside each other, by column."""

    lines: dict[int, Line]

    @property
    def middle(self) -> float:
        """Where they stand."""
        return typical([line.middle for line in self.lines.values()], 0.0)


def three_line_tables(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Table], list[Word]]:
    """Return the tables with lines only at their head and foot, and the words that stand outside them.

    One that goes on overleaf has its last line there: it reaches down to where a gap follows its rows.
    """
    found = borders_of([rule for rule in rules if rule.horizontal])
    down = [rule for rule in rules if not rule.horizontal]
    tables: list[Table] = []
    left = list(words)
    for borders in _of_one_width(found):
        at, begins = 0, True
        while at + 1 < len(borders):
            top, middle = borders[at : at + 2]
            closed = at + 2 < len(borders)
            foot = borders[at + 2].at if closed else _foot(middle, left)
            table, taken = None, set[int]()
            has_others = any(_is_inside(border, top, foot) for border in found if border is not middle)
            if (closed or begins) and not has_others and not _is_crossed(top, foot, down):
                table, taken = _table(top, middle, foot, left)
            begins = table is not None
            if table is None:
                at += 1
                continue
            tables.append(table)
            left = [word for word in left if id(word) not in taken]
            at += 3
    return tables, left


def _of_one_width(borders: Sequence[Border]) -> list[list[Border]]:
    """Return the lines that begin and end at the same places, as those of a table do, from top to bottom."""
    groups: list[list[Border]] = []
    for border in borders:
        group = next((group for group in groups if _are_of_one(group[0], border)), None)
        if group is None:
            groups.append([border])
        else:
            group.append(border)
    return groups


def _foot(middle: Border, words: Sequence[Word]) -> float:
    """Return where the lines end that stand close below a line across."""
    foot = middle.at
    for line in sorted(lines_of(_within(words, middle.walls[0], middle.walls[-1])), key=lambda line: line.middle):
        if line.middle < middle.at:
            continue
        if line.top - foot > _NEAR * line.size:
            break
        foot = max(foot, line.bottom)
    return foot + 1


def _are_of_one(one: Border, other: Border) -> bool:
    """Tell whether two lines are of one table: they begin and end at the same places."""
    return all(abs(one.walls[end] - other.walls[end]) <= _SAME_END for end in (0, -1))


def _is_inside(border: Border, top: Border, foot: float) -> bool:
    """Tell whether a line stands in a table, such as one below a name over several columns, or above a total."""
    return top.at < border.at < foot - 1 and border.walls[0] < top.walls[-1] and border.walls[-1] > top.walls[0]


def _is_crossed(top: Border, foot: float, down: Sequence[Rule]) -> bool:
    """Tell whether lines down stand between a line across and the foot of what may be its table."""
    first, last = top.walls[0] - _SAME_END, top.walls[-1] + _SAME_END
    return any(first <= rule.at <= last and rule.start < foot - 1 and rule.end > top.at + 1 for rule in down)


def _table(top: Border, middle: Border, foot: float, words: Sequence[Word]) -> tuple[Table | None, set[int]]:
    """Return the table between two lines and its foot, if there is one, and its words."""
    ends = top.walls[0] - _SAME_END, top.walls[-1] + _SAME_END
    inside = [word for word in words if ends[0] < (word.x0 + word.x1) / 2 < ends[1]]
    names = [word for word in inside if top.at < (word.top + word.bottom) / 2 < middle.at]
    body = [word for word in inside if middle.at < (word.top + word.bottom) / 2 < foot]
    over = any(word.x0 < ends[1] < word.x1 for word in words if middle.at < (word.top + word.bottom) / 2 < foot)
    if over or not names or not body or middle.at - top.at > _TALLEST_HEAD:
        return None, set()
    walls = [ends[0], *_walls(body), ends[1]]
    head = [_within(names, *span) for span in pairwise(walls)]
    if len(walls) < 3 or not _name_columns(head, walls):
        return None, set()
    columns = [lines_of(_within(body, *span)) for span in pairwise(walls)]
    if min(typical([len(line.words) for line in lines], 0) for lines in columns) > _MOST_WORDS:
        return None, set()
    rows = _rows(columns)
    if len(rows) < _LEAST_ROWS:
        return None, set()
    texts = [[cell_text(words)[0] for words in head]]
    texts += [[cell_text([word for line in cell for word in line.words])[0] for cell in row] for row in rows]
    edges = [min(line.x0 for line in lines) for lines in columns]
    everything = [*names, *body]
    table = Table(top.walls[0], top.at, top.walls[-1], foot, texts, 1, edges)
    return table, {id(word) for word in everything}


def _walls(words: Sequence[Word]) -> list[float]:
    """Return the middles of the gaps between columns, on which no word stands."""
    least = _LEAST_GAP * typical([word.size for word in words], 10)
    walls: list[float] = []
    reached = float("inf")
    for word in sorted(words, key=lambda word: word.x0):
        if word.x0 - reached >= least:
            walls.append((reached + word.x0) / 2)
        reached = word.x1 if reached == float("inf") else max(reached, word.x1)
    return walls


def _within(words: Sequence[Word], start: float, end: float) -> list[Word]:
    return [word for word in words if start < (word.x0 + word.x1) / 2 < end]


def _name_columns(head: Sequence[Sequence[Word]], walls: Sequence[float]) -> bool:
    """Tell whether each column but the first has a short name, none of which stands on a wall, and no caption."""
    if not all(head[1:]) or any(len(words) > _LONGEST_NAME for words in head):
        return False
    if any(word.x0 < wall < word.x1 for words in head for word in words for wall in walls[1:-1]):
        return False
    return not CAPTION.match(_text(head[0])) and not any(is_figure(word.text) for words in head for word in words)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _rows(columns: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    """Return the rows that the lines of the columns make, and of each the lines in its cells; nothing if unclear."""
    heights = _heights(columns)
    if 2 * len(heights[0].lines) < len(columns):
        return []  # cells are set in the middle of their rows
    ends = [max(line.x1 for line in lines) for lines in columns]
    least = min((below.middle - above.middle for above, below in pairwise(heights)), default=0.0)
    rows: list[list[list[Line]]] = []
    above: _Height | None = None
    for height in heights:
        if above is None or _begins_row(above, height, ends, least):
            rows.append([[] for _ in columns])
        for column, line in height.lines.items():
            rows[-1][column].append(line)
        above = height
    return rows


def _heights(columns: Sequence[Sequence[Line]]) -> list[_Height]:
    heights: list[_Height] = []
    found = [(line, column) for column, lines in enumerate(columns) for line in lines]
    for line, column in sorted(found, key=lambda one: one[0].middle):
        beside = heights and abs(heights[-1].middle - line.middle) < 0.5 * line.size
        if beside and column not in heights[-1].lines:
            heights[-1].lines[column] = line
        else:
            heights.append(_Height({column: line}))
    return heights


def _begins_row(above: _Height, height: _Height, ends: Sequence[float], least: float) -> bool:
    """Tell whether lines begin a row: more room stands above them, or one does not go on from the line above it."""
    if height.middle - above.middle > _WIDER * least:
        return True
    if len(height.lines) > 1 and all(_is_fresh(above.lines.get(column), line) for column, line in height.lines.items()):
        return True
    new = [column for column, line in height.lines.items() if not _goes_on(above.lines.get(column), line, ends[column])]
    return bool(new) and (0 in height.lines or len(height.lines) > 1)


def _is_fresh(above: Line | None, line: Line) -> bool:
    """Tell whether a line begins as a name or a sentence does, and the one above it is not cut short."""
    is_cut = above is not None and (above.text[-1:] in _CUT or above.words[-1].text.lower() in _JOINING)
    return not line.text[:1].islower() and not is_cut


def _goes_on(above: Line | None, line: Line, end: float) -> bool:
    """Tell whether a line goes on from the one above it: it had no room for the first word, or its sentence goes on."""
    if above is None or is_figure(line.text):
        return False
    first = line.words[0]
    if above.x1 + _SPACE * line.size + (first.x1 - first.x0) > end + 1:
        return True
    goes_on = line.text[:1].islower() and above.text[-1:] not in _CLOSES
    return goes_on and min(len(above.words), len(line.words)) >= _TEXT_WORDS
