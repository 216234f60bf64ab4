"""Tables filled in from themes: each figure of a table asked for in words that fit its rows and columns.

A theme in `themes/` is written by hand: what a table is about, the names of its rows, and questions with a place for
the row, the period or the cell. A table is filled in with figures drawn at random and laid out as documents do
(`layouts.py`). What is left out of it (a row, a column, a year) makes questions that it does not answer.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.reading.layouts import Layout, bare_lines, counted_up, named_rows, years_down
from assistant.reading.windows import words

THEMES = Path(__file__).parent / "themes"
TABLES_OF_A_THEME = 14
_CELLS_ASKED = 6
_NAMING = 0
"""The column of a theme that names the row."""
_ROWS = (3, 7)
_PERIODS = (3, 6)
_MOST_WORDS = 130
"""A passage of the index has about 60 to 130 words; of a table with longer rows two are kept."""
_LONG_YEARS = 0.25
"""How many tables have years of the form 2021/22."""
_TOTALS = 0.5
_CAPTION_IN_HEADING = 0.15
_CAPTION_IN_LINE = 0.2
_PARAGRAPH = "\n\n"
_INTRODUCED = 0.3
_INTRODUCTIONS = (
    "The figures below were checked by the bodies concerned before they were printed.\n\n",
    "The table that follows is taken from the annual return. Blank cells are left out.\n\n",
    "Officers were asked to set out the position in full, which they do here.\n\n",
    "Note 6 says where the figures come from.\n\n",
)
_SERIES_LAYOUTS = (named_rows, years_down, bare_lines, counted_up)
_LAYOUT_SHARES = (45, 15, 15, 25)

Theme = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """One question on a table that was filled in.

    Arguments:
        heading: what stands above the passage.
        text: the passage.
        answer: the cell, as (start, end) in `text`; None where the table does not say.
        evidence: the row or sentence that holds the cell.
    """

    question: str
    heading: str
    text: str
    answer: tuple[int, int] | None = None
    evidence: tuple[int, int] | None = None


def load_themes(folder: Path = THEMES) -> Iterator[tuple[str, Theme]]:
    """Yield each theme with the name of its file."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.stem, json.loads(line)


def fill(theme: Theme) -> Iterator[Asked]:
    """Yield the questions on each table of a theme; always the same ones."""
    make = _FILLED[theme["kind"]]
    for number in range(TABLES_OF_A_THEME):
        yield from make(theme, random.Random(f"{theme['id']} {number}"))  # noqa: S311  (choices of examples, no secrets)


def _series(theme: Theme, rng: random.Random) -> Iterator[Asked]:
    """Ask of one measure, rows by periods."""
    periods = _years(rng)
    shown = rng.sample(theme["rows"], min(rng.randint(*_ROWS), len(theme["rows"]) - 1))
    amounts = [[_amount(theme["values"], rng) for _ in periods] for _ in shown]
    values = [[_written(amount, theme["values"]) for amount in row] for row in amounts]
    columns = list(periods)
    if theme["totals"] and rng.random() < _TOTALS:
        columns.append(rng.choice(("Total", "Grand Total", "All years")))
        for row, figures in zip(values, amounts, strict=True):
            row.append(_written(sum(figures), theme["values"]))
    lay_out = rng.choices(_SERIES_LAYOUTS, _LAYOUT_SHARES)[0]
    caption = theme["caption"].replace("{first}", periods[0]).replace("{last}", periods[-1])
    heading, lead = _lead(theme["heading"], caption, rng)
    layout = lay_out(lead, theme["row_name"], shown, columns, values, rng)
    while len(shown) >= _ROWS[0] and words(layout.text) > _MOST_WORDS:
        shown.pop()
        layout = lay_out(lead, theme["row_name"], shown, columns, values, rng)
    cells = [cell for cell in layout.cells if cell[1] < len(periods)]
    for cell in rng.sample(cells, min(_CELLS_ASKED, len(cells))):
        question = _put(rng.choice(theme["questions"]), shown[cell[0]], periods[cell[1]])
        yield _asked(question, heading, layout, cell)
    totals = [cell for cell in layout.cells if cell[1] == len(periods)]
    if totals:
        cell = rng.choice(totals)
        yield _asked(_put(rng.choice(theme["totals"]), shown[cell[0]]), heading, layout, cell)
    absent = [row for row in theme["rows"] if row not in shown]
    outside = [f"{int(periods[0][:4]) - 1}", f"{int(periods[-1][:4]) + 1}"]
    missing = (
        _put(rng.choice(theme["near"]), rng.choice(shown), rng.choice(periods)),
        _put(rng.choice(theme["questions"]), rng.choice(absent), rng.choice(periods)),
        _put(rng.choice(theme["questions"]), rng.choice(shown), _like(rng.choice(outside), periods[0])),
    )
    yield from (Asked(question, heading, layout.text) for question in missing)


def _attributes(theme: Theme, rng: random.Random) -> Iterator[Asked]:
    """Ask of rows with several columns, one of which names the row; a column is left out at times, and rows are."""
    columns = theme["columns"]
    kept = list(range(len(columns)))
    if len(kept) > 3 and rng.random() < 0.5:
        kept.remove(rng.choice(kept[_NAMING + 1 :]))
    gone = [column for column in range(len(columns)) if column not in kept]
    if rng.random() < 0.3:
        rng.shuffle(kept)
    rows = rng.sample(theme["rows"], min(rng.randint(*_ROWS), len(theme["rows"]) - 1))
    heading, lead = _lead(theme["heading"], theme["caption"], rng)
    names = [columns[column]["name"] for column in kept]
    while True:
        values = [[row[column] for column in kept] for row in rows]
        layout = named_rows(lead, "", [""] * len(rows), names, values, rng)
        if len(rows) == _ROWS[0] - 1 or words(layout.text) <= _MOST_WORDS:
            break
        rows = rows[:-1]
    askable = [(row, place) for row in range(len(rows)) for place, column in enumerate(kept) if column != _NAMING]
    for row, place in rng.sample(askable, min(_CELLS_ASKED - 1, len(askable))):
        question = _put(rng.choice(columns[kept[place]]["questions"]), rows[row][_NAMING])
        yield _asked(question, heading, layout, (row, place))
    reverse = [column for column in kept if columns[column].get("reverse")]
    for column in rng.sample(reverse, min(2, len(reverse))):
        row = rng.randrange(len(rows))
        if sum(other[column] == rows[row][column] for other in rows) == 1:
            question = rng.choice(columns[column]["reverse"]).replace("{cell}", rows[row][column])
            yield _asked(question, heading, layout, (row, kept.index(_NAMING)))
    absent = [row[_NAMING] for row in theme["rows"] if row not in rows]
    missing = [
        _put(rng.choice(theme["near"]), rng.choice(rows)[_NAMING]),
        _put(rng.choice(columns[rng.randrange(_NAMING + 1, len(columns))]["questions"]), rng.choice(absent)),
        *(_put(rng.choice(columns[column]["questions"]), rng.choice(rows)[_NAMING]) for column in gone),
    ]
    yield from (Asked(question, heading, layout.text) for question in missing)


_FILLED: Mapping[str, Callable[[Theme, random.Random], Iterator[Asked]]] = {
    "series": _series,
    "attributes": _attributes,
}


def _asked(question: str, heading: str, layout: Layout, cell: tuple[int, int]) -> Asked:
    return Asked(question, heading, layout.text, layout.cells[cell], layout.lines[cell])


def _lead(heading: str, caption: str, rng: random.Random) -> tuple[str, str]:
    """Return the heading and what stands before the rows: the caption, unless the heading has it."""
    if rng.random() < _CAPTION_IN_HEADING:
        return f"{heading} > {caption.rstrip('.')}", ""
    introduction = rng.choice(_INTRODUCTIONS) if rng.random() < _INTRODUCED else ""
    return heading, f"{introduction}{caption}{' ' if rng.random() < _CAPTION_IN_LINE else _PARAGRAPH}"


def _years(rng: random.Random) -> Sequence[str]:
    first = rng.randint(2008, 2022)
    form = "2021/22" if rng.random() < _LONG_YEARS else "2021"
    return [_like(str(year), form) for year in range(first, first + rng.randint(*_PERIODS))]


def _like(year: str, form: str) -> str:
    """Write a year as another one is: 2021, or 2021/22."""
    return year if len(form) == len(year) else f"{year}/{(int(year) + 1) % 100:02d}"


def _amount(values: Mapping[str, Any], rng: random.Random) -> float:
    amount = rng.uniform(values["low"], values["high"])
    return round(amount, int(values["decimals"]))


def _written(amount: float, values: Mapping[str, Any]) -> str:
    return f"{values['prefix']}{amount:,.{values['decimals']}f}{values['suffix']}"


def _put(question: str, row: str, period: str = "") -> str:
    return question.replace("{row}", row).replace("{period}", period)
