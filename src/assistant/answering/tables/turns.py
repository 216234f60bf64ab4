"""Which row of a table rose or fell most: by a column of changes and its sign, or from one year's column to another's.

"Grew most" may mean in numbers or as a share of what there was: a row is named only where it is first by both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.question import YEAR, Question, periods_in
from assistant.answering.tables.cells import cell_text
from assistant.answering.tables.columns import MIN_ROWS, Value, columns_of, row_heading, terms_of, values_of
from assistant.answering.tables.explaining import explains
from assistant.answering.tables.superlatives import PLACES, Superlative, alike, asked_cell
from assistant.corpus.document import Block, Cell, Document
from assistant.english.changes import FALL, REDUCE, RISE, all_forms
from assistant.indexing.lexical import content_terms

TURN = re.compile(
    rf"\b(?:(?P<fall>{all_forms(FALL, REDUCE)}|cuts?|loss(?:es)?|lost|losing)|{all_forms(RISE)}|gains?|gained)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:change|growth|difference)\b", re.IGNORECASE)
"""The heading of a column that says how much each row fell or rose, by the sign of its numbers."""
_ASKS_WHICH_ROWS = re.compile(r"(?:and |so )?(?:which|what)\b", re.IGNORECASE)
_ASKS_MORE = re.compile(
    r"\b(?:most|least|fewest|best|worst|\w+est|how|by|than|over|above|below|under|half|double\w*|twice|not)\b"
    r"|\d ?%|n't\b",
    re.IGNORECASE,
)
"""More than which way the rows turned."""
_FELL = re.compile(r"[▼▽⬇↓↘🔻🠋🡇]")
_LEFT_OPEN = re.compile(r"\d[\d.,]*%?\s?(?:[-−–]|CR|DR)$")
"""A sign behind a figure, as accounts write it: not read."""
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_LIGHT = frozenset(content_terms("saw seen had biggest big"))
_WHEN = frozenset(content_terms("since from between"))
"""Terms that say nothing where the years behind them stand in the column's heading."""


@dataclass(frozen=True)
class Turns:
    """How much each row turned the way that is asked for.

    Attributes:
        values: the rows with how much each turned; below nothing where it turned the other way.
        columns: the columns that it is read off.
    """

    values: tuple[Value, ...]
    columns: tuple[str, ...]


def asks_turn(asked: Superlative) -> bool:
    """Whether a question with a superlative asks for a rise or a fall."""
    return asked.measure is None and bool(TURN.search(asked.rest))


def turns_of(question: Question, asked: Superlative, document: Document, rows: Sequence[Block]) -> list[Turns]:
    """Return each way in which a table tells how much its rows rose or fell; none where it does not tell it.

    A column of changes says what the table means by a change: the years beside it are left to it.
    """
    return _changes(question, asked, document, rows) or _between_years(question, asked, document, rows)


def most_turned(
    question: Question, asked: Superlative, document: Document, rows: Sequence[Block]
) -> tuple[Value, Cell, str] | None:
    """Return the row that rose or fell most, its cell that answers, and how it was found; None for "least" or several.

    One column of changes is believed alone, where the table explains the question; else the columns of two years are.
    """
    if asked.count > 1:
        return None
    changes = _changes(question, asked, document, rows)
    if asked.least:
        return _least_turned(question, asked, document, rows, changes)
    found = _first_of_all(asked, changes) if len(changes) == 1 else None
    if found and _explained(question, asked, document, rows, changes[0].columns):
        answer = asked_cell(asked.rest, document, rows, found)
        lowest = found.number > 0 and is_fall(asked.rest) and _is_signed(changes[0].columns[0])
        place = f"{PLACES[asked.place - 1]} " if asked.place > 1 else ""
        end, values = "lowest" if lowest else "highest", changes[0].values
        how = f"the {place}{end} of {len(values)} rows under “{changes[0].columns[0]}”"
        return (found, answer, how) if answer else None
    between = _between_years(question, asked, document, rows)
    found = _first_of_all(asked, between)
    if found is None or len({way.columns for way in between}) != 1:
        return None
    columns = between[0].columns
    answer = asked_cell(asked.rest, document, rows, found)
    if answer is not found.row.cells[0] or not _explained(question, asked, document, rows, columns):
        return None
    place = f"{PLACES[asked.place - 1]} " if asked.place > 1 else ""
    turned = "fall" if is_fall(asked.rest) else "rise"
    return found, answer, f"the {place}biggest {turned} of {len(rows)} rows from “{columns[0]}” to “{columns[1]}”"


def _least_turned(
    question: Question, asked: Superlative, document: Document, rows: Sequence[Block], changes: Sequence[Turns]
) -> tuple[Value, Cell, str] | None:
    """Return the row with the lowest growth, or the lowest of another change that a column is headed by; else None."""
    column = changes[0].columns[0] if len(changes) == 1 else ""
    word = TURN.search(asked.rest)
    if word is None or not set(content_terms(word.group())) <= terms_of(column) or TURN.findall(asked.rest)[1:]:
        return None
    ordered = sorted(changes[0].values, key=lambda value: value.number)
    at = asked.place - 1
    found = ordered[at] if at < len(ordered) else None
    if found is None or sum(value.number == found.number for value in ordered) > 1:
        return None
    if not _explained(question, asked, document, rows, changes[0].columns):
        return None
    answer = asked_cell(asked.rest, document, rows, found)
    place = f"{PLACES[at]} " if at else ""
    return (found, answer, f"the {place}lowest of {len(ordered)} rows under “{column}”") if answer else None


def turned_rows(question: Question, document: Document, rows: Sequence[Block]) -> Turns | None:
    """Return the rows that fell, or rose, by the one column of changes: "which districts lost jobs?".

    None where the question asks for more than the direction, or the table leaves a word of it unexplained.
    """
    word = TURN.search(question.text)
    heading = row_heading(rows)
    if word is None or heading is None or not _ASKS_WHICH_ROWS.match(question.text) or _ASKS_MORE.search(question.text):
        return None
    asked = Superlative(False, 1, 1, question.text)
    changes = _changes(question, asked, document, rows)
    if len(changes) != 1 or not _is_signed(changes[0].columns[0]):
        return None
    subject = content_terms(_ASKS_WHICH_ROWS.sub("", question.text))[:1]
    if not set(subject) & (terms_of(heading) | alike(heading)):
        return None
    named = terms_of(rows[0].table or "", *changes[0].columns) | alike(heading)
    terms = terms_of(TURN.sub(" ", question.text)) - _LIGHT - named
    if not explains(document, rows, changes[0].columns[0], terms, named=named):
        return None
    turned = tuple(value for value in changes[0].values if value.number > 0)
    return Turns(turned, changes[0].columns) if 0 < len(turned) < len(rows) else None


def is_fall(text: str) -> bool:
    """Whether a text speaks of a fall."""
    word = TURN.search(text)
    return word is not None and word["fall"] is not None


def _is_signed(column: str) -> bool:
    """Whether a column's heading leaves it to the sign whether a row rose or fell: "Change", not "Fall"."""
    ways = {bool(found["fall"]) for found in TURN.finditer(column)}
    return bool(_CHANGE.search(column)) or len(ways) > 1


def _changes(question: Question, asked: Superlative, document: Document, rows: Sequence[Block]) -> list[Turns]:
    """Return what each column says that gives the change of every row, since a year that is asked for if it names one.

    Where its heading says that all of them fell, or rose, its numbers are compared as they are.
    """
    found = []
    for column in columns_of(rows):
        word, years = TURN.search(column), set(YEAR.findall(column))
        if not (word or _CHANGE.search(column)) or (years and question.years and not years & question.years):
            continue
        if _is_of_another(asked, rows, (column,)):
            continue
        values = [_with_arrow(document, value) for value in values_of(document, rows, column, whole=False)]
        if any(_LEFT_OPEN.search(cell_text(document, value.cell)) for value in values):
            continue
        if _is_signed(column):
            way = -1 if is_fall(asked.rest) else 1
        elif word and bool(word["fall"]) is is_fall(asked.rest) and len({value.number < 0 for value in values}) == 1:
            way = -1 if values[0].number < 0 else 1
        else:
            continue
        if len(values) >= MIN_ROWS:
            turned = tuple(replace(value, number=way * value.number) for value in values)
            found.append(Turns(turned, (column,)))
    return found


def _with_arrow(document: Document, value: Value) -> Value:
    """Return a change below nothing where an arrow beside its figure says that it is a fall: "5.1% ▼"."""
    fell = _FELL.search(cell_text(document, value.cell))
    return replace(value, number=-abs(value.number)) if fell else value


def _is_of_another(asked: Superlative, rows: Sequence[Block], columns: Sequence[str]) -> bool:
    """Whether a question names what some other columns are of and these are not: "tech jobs" beside "Change"."""
    others = [terms_of(heading) for heading in columns_of(rows) if heading not in columns]
    others = [terms for terms in others if any(not term.isdigit() for term in terms)]
    named = terms_of(TURN.sub(" ", asked.rest)) - terms_of(rows[0].cells[0].column, *columns)
    counts = [sum(term in terms for terms in others) for term in named if not term.isdigit()]
    return any(0 < count < len(others) for count in counts)


def _between_years(question: Question, asked: Superlative, document: Document, rows: Sequence[Block]) -> list[Turns]:
    """Return the differences of the columns of two years, in numbers and as shares of the first."""
    found = []
    way = -1 if is_fall(asked.rest) else 1
    for first, last in _ends(question, document, rows):
        if _is_of_another(asked, rows, (first, last)):
            continue
        earlier, later = (values_of(document, rows, column, whole=True) for column in (first, last))
        if len(earlier) < MIN_ROWS or [value.row for value in earlier] != [value.row for value in later]:
            continue
        pairs = list(zip(earlier, later, strict=True))
        rises = tuple(replace(new, number=way * (new.number - old.number)) for old, new in pairs)
        found.append(Turns(rises, (first, last)))
        if all(old.number > 0 for old in earlier):
            shares = tuple(replace(new, number=way * (new.number - old.number) / old.number) for old, new in pairs)
            found.append(Turns(shares, (first, last)))
    return found


def _ends(question: Question, document: Document, rows: Sequence[Block]) -> list[tuple[str, str]]:
    """Return each measure's columns of the two years that a question names, or of one and the latest ("since").

    The latest is no year after that of the document: what it gives for one has not been.
    """
    measures: dict[frozenset[str], dict[tuple[int, int], list[str]]] = {}
    for column in columns_of(rows):
        periods = periods_in(column)
        if len(periods) == 1 and not TURN.search(column) and not _CHANGE.search(column):
            measure = frozenset(term for term in content_terms(column) if not term.isdigit())
            measures.setdefault(measure, {}).setdefault(next(iter(periods)), []).append(column)
    asked = sorted(question.periods)
    published = YEAR.search(document.source.date or "")
    ends = []
    for columns in measures.values():
        over = [year for year in columns if not published or year[1] <= int(published.group())]
        years = [*asked, max(over)] if len(asked) == 1 and over and _SINCE.search(question.text) else asked
        if len(years) == 2 and years[0] < years[1] and all(len(columns.get(year, ())) == 1 for year in years):
            ends.append((columns[years[0]][0], columns[years[1]][0]))
    return ends


def _first_of_all(asked: Superlative, ways: Sequence[Turns]) -> Value | None:
    """Return the value in the asked place, if it turned, no other equals it and it is of one row in every way."""
    found: list[Value] = []
    for way in ways:
        ordered = sorted(way.values, key=lambda value: value.number, reverse=True)
        at = asked.place - 1
        if at >= len(ordered) or ordered[at].number <= 0:
            return None
        if sum(value.number == ordered[at].number for value in ordered) > 1:
            return None
        found.append(ordered[at])
    return found[0] if found and all(value.row is found[0].row for value in found) else None


def _explained(
    question: Question, asked: Superlative, document: Document, rows: Sequence[Block], columns: Sequence[str]
) -> bool:
    """Whether the table leaves no word of the question unexplained beside its rise or fall."""
    terms = terms_of(TURN.sub(" ", asked.rest)) - _LIGHT
    if question.years and question.years <= set(YEAR.findall(" ".join(columns))):
        terms -= _WHEN
    named = terms_of(rows[0].table or "", *columns)
    return explains(document, rows, columns[-1], terms, named=named)
