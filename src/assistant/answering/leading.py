"""Which of the ranked units leads an answer: the one in the form that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.definitions import SURELY, says_kind
from assistant.answering.guards.plans import PLANS, is_planned
from assistant.answering.kinds import fits_alone, gives_figure
from assistant.answering.question import YEAR, Question
from assistant.answering.scored import Scored
from assistant.answering.tables.cells import ASKS_CHANGE, SPAN_OF_YEARS, column_terms, names_column
from assistant.answering.tables.superlatives import superlative_of
from assistant.answering.units import asks_for_heading
from assistant.conflicts.quantities import find_quantities
from assistant.corpus.document import Block, BlockKind, same_table
from assistant.english.numbers import ordinals
from assistant.english.superlatives import LEAST, MOST
from assistant.indexing.lexical import content_terms, plain

_ASKS_SEVERAL = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,2}?(?!is\b|was\b|has\b|does\b)\w{3,}(?<!s)s (?:are|were|have|do|did|will|make|take)\b"
    r"|\bwho are\b",
    re.IGNORECASE,
)
"""Asks for more than one thing by its plural: "which partners are ..."."""
_SUPERLATIVE = re.compile(rf"\b(?:{MOST}|{LEAST}|oldest|youngest|newest|leading|top)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})[.)] ")
_NTH = re.compile(rf"\b(?:{ordinals(2, 10)}|\d+(?:nd|rd|th)) (?P<things>[\w-]+(?: [\w-]+)?)", re.IGNORECASE)
"""The number in a list that is asked for, with the words for what is numbered."""
_PERIODS = frozenset(content_terms("quarter half year month week day term season"))
_LABEL = re.compile(r"(?P<label>[A-Z]|\d{1,2})(?:[:.)]| [–-]) ")
"""What a row's name may begin with, to be called by it: "B: battery trains" is option B."""
_ONE_VALUE = frozenset(
    {
        AnswerType.amount,
        AnswerType.quantity,
        AnswerType.percentage,
        AnswerType.part,
        AnswerType.date,
        AnswerType.who,
        AnswerType.place,
    }
)
_ASKS_VALUE = re.compile(
    r"^(?:and |so |but )?what(?:['’]s| is| was| are| were) (?:the|its|their|our) (?-i:[a-z'’-]+ ){1,5}?"
    r"(?:rates?|ratio|level|share|score|index|average|median|proportion|yield|balance|capacity)\b"
    r"(?: (?:of|for|in|at|on) [^?]+)?\W*$",
    re.IGNORECASE,
)
"""Asks for the value of what is measured, though a glossary may say what it is."""
_MIN_SHARED = 2
"""Words of the question from which a unit is of what it asks about."""
_BESIDE = r"\b(?:since|by|after|before|until|till|up to|from|between|and|to)"
"""What stands before a year where more is asked about than that year."""
_ENUMERATES = re.compile(r",(?!\d{3})|;| and ")


def leading(question: Question, ranked: Sequence[Scored], *, near: float) -> Scored:
    """Return the unit that leads the answer: mostly the best one.

    Another leads if it says what the name is whose meaning is asked for, has the number in a list that is asked for,
    has a cell for the year where the best one tells of many years, stands in the list under the very heading that is
    asked for, brings the list that is asked for, says the superlative that the best one, a row, is no answer to, holds
    the one value that is asked for where the best one holds none or one of another kind, or says what is where the best
    one says what is planned: a row with one value for now first. A row with the column that is asked for, or a table's
    one row that a superlative leaves, leads a sentence.

    Args:
        ranked: units by the ranker's score, not empty.
        near: log-odds behind the best unit within which another may lead it; what surely gives the meaning need not be
            near, nor the row of the year or of now, the list under its heading, nor the item whose number is asked for
            if its list is.
    """
    best = ranked[0]
    meanings = [
        meaning if meaning == SURELY or best.score - entry.score <= near else 0
        for entry in ranked
        for meaning in [says_meaning(question, entry)]
    ]
    if any(meanings):
        return ranked[meanings.index(max(meanings))]
    other = _numbered(question, ranked, near) or _of_the_year(question, ranked) or _headed(question, ranked)
    other = other or _row_of_now(question, ranked)
    if other:
        return other
    if _is_of_another_kind(question, best) and not question.several:
        near_it = (one for one in ranked if one.unit.candidate.passage.id == best.unit.candidate.passage.id)
        return next((one for one in near_it if _has_one_value(question, one)), best)
    close = [entry for entry in ranked if best.score - entry.score <= near]
    tests = _tests(question, ranked)
    return next((entry for test in tests for entry in close if test(question, entry)), best)


def _tests(question: Question, ranked: Sequence[Scored]) -> list[Callable[[Question, Scored], bool]]:
    """Return what may make a unit lead that is about as likely as the best one, in order."""
    best = ranked[0]
    tests: list[Callable[[Question, Scored], bool]] = []
    if not enumerates(best):
        tests.append(brings_asked_list)
    if best.unit.kind is BlockKind.table_row and not _SUPERLATIVE.search(best.unit.text):
        tests.append(says_superlative)
    if best.exact is None and not question.several:
        tests.append(_has_one_value)
    if best.unit.kind is not BlockKind.table_row:
        tests.append(partial(_is_of_asked_column, best=best))
    if is_planned(best) and not PLANS.search(question.text):
        tests.append(partial(_gives_what_is, best=best))
    if best.unit.kind is not BlockKind.table_row and superlative_of(question.text):
        tests.append(partial(_is_only_row, ranked=ranked))
    return tests


def says_meaning(question: Question, entry: Scored) -> int:
    """Return how well a unit says what kind of thing it is that a question asks the meaning of (`says_kind`).

    Who asks for a figure or a date ("what was the deficit?") does not ask for the meaning, and of "the attendance
    rate" rather the value than the meaning.
    """
    if question.type in FIGURES or question.type is AnswerType.date or _ASKS_VALUE.search(question.text):
        return 0
    return says_kind(question, entry.unit.text, entry.unit.block)


def names_row(question: Question, entry: Scored) -> bool:
    """Whether a question names the row that a unit is: by its name, or by the label in front of it."""
    block = entry.unit.block
    if entry.features["row_matches"] or block is None or not block.cells:
        return bool(entry.features["row_matches"])
    label = _LABEL.match(block.row or "")
    called = f"{plain(block.cells[0].column)} {label['label'].lower()}" if label else ""
    return bool(called) and f" {called} " in f" {' '.join(re.findall(r'[a-z0-9]+', plain(question.text)))} "


def has_asked_number(question: Question, entry: Scored) -> bool:
    """Whether a unit is the item of a list whose number is asked for: "the third priority".

    The second item of a list tells nothing of the second quarter, nor "2. The second aim" of the second risk.
    """
    number = _NUMBER.match(entry.unit.text) if entry.unit.kind is BlockKind.list_item else None
    if number is None or question.ordinals != {int(number["number"])}:
        return False
    asked, said = _NTH.search(question.text), _NTH.search(entry.unit.text)
    if asked is None:
        return True
    things = set(content_terms(asked["things"]))
    is_of_others = said is not None and things.isdisjoint(content_terms(said["things"]))
    return not is_of_others and things.isdisjoint(_PERIODS)


def _numbered(question: Question, ranked: Sequence[Scored], near: float) -> Scored | None:
    """Return the item whose number is asked for, if it or another part of its list is near the best unit."""
    listed = {
        entry.unit.candidate.passage.id
        for entry in ranked
        if ranked[0].score - entry.score <= near and (_NUMBER.match(entry.unit.text) or entry.unit.text.endswith(":"))
    }
    items = (entry for entry in ranked if entry.unit.candidate.passage.id in listed)
    return next((entry for entry in items if has_asked_number(question, entry)), None)


def _of_the_year(question: Question, ranked: Sequence[Scored]) -> Scored | None:
    """Return the row that the question names with a cell for its year, beside a sentence on years of which it is one.

    "Leeds had 183 patents between 2018 and 2022" is no answer for 2022; the row "Leeds" of the same section has one. It
    may be far behind: the reader has seen the sentence. A question of a change, or since a year, is about more than it.
    """
    best, year = ranked[0], next(iter(question.years), "")
    said = best.unit.block
    if len(question.years) != 1 or question.several or question.wants_list or question.type not in FIGURES:
        return None
    if said is None or ASKS_CHANGE.search(question.text) or re.search(rf"{_BESIDE} (?:\w+ )?{year}\b", question.text):
        return None
    if not _tells_of_years(best.unit.text, int(year)):
        return None
    for entry in ranked:
        row = entry.unit.block
        in_document = entry.unit.candidate.passage.document == best.unit.candidate.passage.document
        if not in_document or row is None or not row.cells or row.headings != said.headings:
            continue
        if names_row(question, entry) and _counts_what_is_asked(question, row) and _has_value(entry, row, year):
            return entry
    return None


def _headed(question: Question, ranked: Sequence[Scored]) -> Scored | None:
    """Return the likeliest part of a list under the heading that is asked for."""
    if question.ordinals or question.several:
        return None
    return next((entry for entry in ranked if is_headed(question, entry)), None)


def is_headed(question: Question, entry: Scored) -> bool:
    """Whether a unit is a part of a list that stands under the heading which is asked for."""
    is_part = entry.unit.kind is BlockKind.list_item or entry.unit.text.endswith(":")
    return is_part and asks_for_heading(question, entry.unit)


def _tells_of_years(text: str, year: int) -> bool:
    """Whether a text tells of three years or more of which a year is one, and does not name it otherwise."""
    spans = [[int(found) for found in YEAR.findall(span)] for span in SPAN_OF_YEARS.findall(text)]
    around = [span for span in spans if span[0] <= year <= span[1] and span[1] - span[0] > 1]
    return bool(around) and str(year) not in YEAR.findall(SPAN_OF_YEARS.sub(" ", text))


def _counts_what_is_asked(question: Question, row: Block) -> bool:
    """Whether a table's caption, or its heading where it has none, shares a word that is no name with the question."""
    about = row.table or " ".join(row.headings[-1:])
    asked = {term for term in question.terms if not term[0].isdigit()} - question.names
    return bool(asked & set(content_terms(f"{about} {' '.join(cell.column for cell in row.cells)}")))


def _has_value(entry: Scored, row: Block, year: str) -> bool:
    """Whether a row has a number in the column of a year."""
    of_year = (cell for cell in row.cells if cell.column.strip() == year)
    return any(re.search(r"\d", entry.unit.cell_text(cell)) for cell in of_year)


def brings_asked_list(question: Question, entry: Scored) -> bool:
    """Whether several things are asked for and a unit brings their list: it introduces one, or is an item of one."""
    unit = entry.unit
    if question.ordinals or question.several:
        return False
    if unit.kind is BlockKind.list_item:
        return question.wants_list or asks_for_heading(question, unit)
    asks = question.wants_list or bool(_ASKS_SEVERAL.search(question.text))
    return asks and unit.kind is BlockKind.paragraph and unit.text.endswith(":")


def enumerates(entry: Scored) -> bool:
    """Whether a unit's exact answer is more than one thing."""
    return bool(_ENUMERATES.search(entry.exact_words))


def _has_one_value(question: Question, entry: Scored) -> bool:
    """Whether one value is asked for and a unit's exact answer is of that kind."""
    return question.type in _ONE_VALUE and entry.exact is not None and fits_alone(question.type, entry.exact_words)


def _is_of_another_kind(question: Question, entry: Scored) -> bool:
    """Whether a sentence's exact answer is not the number that is asked for: "93% full" of "how big".

    A value of the asked kind is looked for in its passage alone: the next best anywhere may be of anything.
    """
    is_row = entry.unit.block is not None and bool(entry.unit.block.cells)
    return (
        entry.exact is not None
        and question.type in FIGURES
        and not is_row
        and not gives_figure(question, entry.exact_words)
        and not _counts_the_asked(question, entry)
    )


def _counts_the_asked(question: Question, entry: Scored) -> bool:
    """Whether a unit has a number of what the question asks for, whatever the exact answer is."""
    asked = set(question.terms) - question.names
    return any(found.unit == "count" and found.counted in asked for found in find_quantities(entry.unit.text))


def _gives_what_is(question: Question, entry: Scored, best: Scored) -> bool:
    """Whether a unit has a value of the asked kind for the words of the question that the best one holds, as it is."""
    asked = {term for term in question.terms if term in best.unit.terms} - question.names
    held = asked.intersection(entry.unit.terms)
    near = len(held) >= _MIN_SHARED and len(asked - held) <= 1
    return near and _has_one_value(question, entry) and question.type in FIGURES and not is_planned(entry)


def _row_of_now(question: Question, ranked: Sequence[Scored]) -> Scored | None:
    """Return the row that the question names with a value for now, where the best unit only says what is planned."""
    if not is_planned(ranked[0]) or PLANS.search(question.text):
        return None
    return next(filter(None, (_of_now(question, entry, ranked[0]) for entry in ranked)), None)


def _of_now(question: Question, entry: Scored, best: Scored) -> Scored | None:
    """Return a row that the question names with its one value that is no plan as the exact answer; else None."""
    row = entry.unit.block
    if row is None or not row.cells or question.type not in FIGURES or not entry.features["row_matches"]:
        return None
    if any(entry.features[name] > best.features[name] for name in ("names_missing", "year_conflicts")):
        return None
    dated = [cell for cell in row.cells[1:] if YEAR.search(cell.column) and not PLANS.search(cell.column)]
    given = [cell for cell in dated if re.search(r"\d", entry.unit.cell_text(cell))]
    return replace(entry, exact=(given[0].start, given[0].end)) if len(given) == 1 else None


def _is_of_asked_column(question: Question, entry: Scored, best: Scored) -> bool:
    """Whether a row's answer is of the column that is asked for, all of whose words the best unit does not have."""
    row = entry.unit.block
    column = row.column_at(entry.exact[0]) if row and row.cells and entry.exact else None
    terms = column_terms(column or "")
    if len(terms) < _MIN_SHARED or terms <= best.unit.terms or entry.misses_more_than(best):
        return False
    return names_column(question, column or "")


def _is_only_row(question: Question, entry: Scored, ranked: Sequence[Scored]) -> bool:
    """Whether a unit is the one row left of a table whose rows and one column a superlative's question names."""
    row = entry.unit.block
    if row is None or not row.cells or not set(content_terms(row.cells[0].column)) & set(question.terms):
        return False
    rows = [other for other in ranked if other.unit.block and same_table(other.unit.block, row)]
    return len(rows) == 1 and any(names_column(question, cell.column) for cell in row.cells[1:])


def says_superlative(question: Question, entry: Scored) -> bool:
    """Whether a superlative is asked for and a sentence with an exact answer says one; of one measure, the very one."""
    if question.type is AnswerType.rank or entry.unit.kind is BlockKind.table_row or entry.exact is None:
        return False
    asked, said = superlative_of(question.text), _SUPERLATIVE.search(entry.unit.text)
    if asked is None or said is None:
        return False
    return asked.measure is None or said.group().lower() in question.text.lower()
