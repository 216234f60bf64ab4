"""What is easily taken for the thing asked about: Quay 3 for Quay 4, a body of a like name, the lowest for the highest.

The reader sees that the words are alike, and the words that tell them apart are few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.figures import DIGITS
from assistant.answering.guards.acting import is_body_itself, is_where_from, tells_of_event
from assistant.answering.guards.bodies import has_other_body, is_under_other_body
from assistant.answering.guards.changes import tells_no_change
from assistant.answering.guards.compared import is_of_later_year
from assistant.answering.guards.exclusions import is_left_out
from assistant.answering.guards.nation import is_of_one_place
from assistant.answering.guards.opposites import is_of_opposite_kind, says_opposite
from assistant.answering.guards.shares import lacks_band, lacks_part, lacks_shares
from assistant.answering.guards.times import is_after_years_before, is_row_of_other_year
from assistant.answering.kinds import fits_alone
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.corpus.document import BlockKind, Document, same_table
from assistant.english.dates import MONTHS
from assistant.english.numbers import NUMBER_WORD
from assistant.english.superlatives import extremes_of
from assistant.indexing.lexical import content_terms, stem

_LABELS = r"(?:\d{1,3}|[A-Z])(?![\w.,%]*\d)(?:(?:, | and | or |/)(?:\d{1,3}|[A-Z])\b)*"
_NUMBERED = (
    r"(?i:phase|stage|round|lot|zone|band|grade|tier|option|priority|objective|recommendation|action|quarter|block"
    r"|platform|berth|pier|terminal|gate|category|level|route|line|junction)"
)
_LABELLED = re.compile(
    rf"\b(?P<noun>[A-Z][a-z]{{2,}}|{_NUMBERED})s? (?P<labels>{_LABELS})\b(?! ?(?:%|per\b|million|billion|:\d))"
)
"""A name with a number or a letter: "Quay 4", "phases 1 and 2"."""
_CONSIDERED = 10
"""Best units that are looked at instead of, or beside, one that is surely of another thing."""
_MEASURE = re.compile(
    r"^(?:and |so |but )?what(?:['’]s| is| was| are| were) the (?P<asked>[\w -]{3,40}?) (?:of|in|for|at|across|on)\b"
    r"|\bhow many (?P<counted>\w+)",
    re.IGNORECASE,
)
"""What is measured: "what was the survival rate of"."""
_FIGURE = re.compile(
    rf"[\d£$€%]|\b(?:{NUMBER_WORD}|zero|nil|dozens?|scores?|hundreds?|thousands?|millions?|billions?|half|halve[ds]?"
    r"|thirds?|quarters?|fifths?|tenths?|per ?cent|most|majority|all|every|each|both|none|no|nothing|nobody|never"
    r"|single|once|twice|only|free|double[ds]?|treble[ds]?|triple[ds]?|several|few|many|couple|pair)\b",
    re.IGNORECASE,
)
"""A figure, or a word that stands for one."""
_GENERIC = frozenset(content_terms("number rate total figure value average year date name size share"))
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_SHARE = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
_OF_THE = r"of (?:the|its|their|those|these|all) (?:[\w-]+ )?[£$€]?"
_OF_WHOLE = re.compile(
    rf"\b{_OF_THE}(?P<whole>{DIGITS.pattern})(?![\d%])[^?]*\bhow (?:many|much)\b"
    rf"|\bhow (?:many|much) {_OF_THE}(?P<of>{DIGITS.pattern})(?![\d%])",
    re.IGNORECASE,
)
"""Asks for a part of a figure that it gives itself: "of the £75m, how much was paid?"."""
_PART_OF = re.compile(
    r"\b(?:all|every one|none|most|half|whole|entire|full|(?:\d|%|per ?cent|quarters?|thirds?) of)"
    r"(?: of)?(?: the| its| their| those| these)?(?: [a-z-]+)? ?[£$€]?$",
    re.IGNORECASE,
)
"""In front of a figure of which it gives a part, or says that it is all: "20% of the 316", "all 240"."""
_IN_FULL = re.compile(r"\b(?:in full|fully|entirely)\b", re.IGNORECASE)
_CURRENCY = re.compile(r"[£$€]")


def with_meant_first(
    question: Question, ranked: Sequence[Scored], near: Sequence[Scored], document: Callable[[str], Document]
) -> tuple[list[Scored], bool]:
    """Return the units with one that may be meant first, where the best one is of a thing that is mistaken for it.

    Where none of the best may be meant, the best one is no answer, if it surely is of another thing: False.

    Args:
        near: those of `ranked` that are about as likely as the best one, best first.
    """
    if not near:
        return list(ranked), True
    is_another = _is_another(question, near[0], document)
    if not is_another and not _is_beside_point(question, near[0]):
        return list(ranked), True
    others = ranked[1:_CONSIDERED] if is_another else near[1:]
    first = next((one for one in others if _may_be_meant(question, one, near[0], document)), None)
    if first is None:
        return list(ranked), not is_another
    return [first, *(entry for entry in ranked if entry is not first)], True


def without_mistaken(question: Question, ranked: Sequence[Scored], document: Callable[[str], Document]) -> list[Scored]:
    """Return the best unit and those that may stand beside it: none that is surely of another thing.

    Where several things are asked for, all may stand.
    """
    if question.several:
        return list(ranked)
    best, *others = ranked[:_CONSIDERED]
    return [best, *(one for one in others if not _is_another(question, one, document)), *ranked[_CONSIDERED:]]


def _may_be_meant(question: Question, entry: Scored, best: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a unit with an exact answer may be of the thing asked for, and misses nothing that the best one has."""
    if entry.exact is None or entry.misses_more_than(best) or _is_another(question, entry, document):
        return False
    if tells_no_change(question, best) and entry.features["unit_cover"] < best.features["unit_cover"]:
        return False  # a change of something else
    is_of_event = tells_of_event(question, entry, document) or not tells_of_event(question, best, document)
    return is_of_event and fits_alone(question.type, entry.exact_words) and not _is_beside_point(question, entry)


def _is_beside_point(question: Question, entry: Scored) -> bool:
    """Whether another unit, if it is about as likely, is the better answer; without one, this may be it."""
    return says_opposite(question, entry) or tells_no_change(question, entry)


def _is_another(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    tests = (
        _has_other_label,
        _is_of_nothing_numbered,
        is_left_out,
        _lacks_figure,
        has_other_body,
        is_under_other_body,
        _has_other_extreme,
        _is_of_other_unit,
        _repeats_whole,
        lacks_shares,
        lacks_part,
        is_body_itself,
        is_where_from,
        lacks_band,
        is_of_later_year,
        is_row_of_other_year,
        is_after_years_before,
        is_of_one_place,
        is_of_opposite_kind,
    )
    return any(test(question, entry) for test in tests) or _has_other_measure(question, entry, document)


def _has_other_label(question: Question, entry: Scored) -> bool:
    """Whether a unit names a like thing by another number or letter than the question, and not the one asked for."""
    headings = entry.unit.block.headings if entry.unit.block else ()
    held: dict[str, set[str]] = {}
    for noun, label in _labels(" ; ".join((entry.unit.text, *headings))):
        held.setdefault(noun, set()).add(label)
    return any(noun in held and label not in held[noun] for noun, label in _labels(question.text))


def _is_of_nothing_numbered(question: Question, entry: Scored) -> bool:
    """Whether a phase, a lot or the like is asked about by its number, and a unit's passage speaks of none.

    What the second winter cost tells nothing of phase 2.
    """
    passage = entry.unit.candidate.passage
    around = frozenset(content_terms(f"{passage.context} {passage.text}"))
    asked = (found["noun"].lower() for found in _LABELLED.finditer(question.text))
    return any(re.fullmatch(_NUMBERED, noun) and stem(noun) not in around for noun in asked)


def _labels(text: str) -> Iterator[tuple[str, str]]:
    """Yield the stem of each labelled name with each of its labels."""
    for found in _LABELLED.finditer(text):
        if not any(month.startswith(found["noun"]) for month in MONTHS):
            for label in re.findall(r"\d+|[A-Z]", found["labels"]):
                yield stem(found["noun"].lower()), label


def _repeats_whole(question: Question, entry: Scored) -> bool:
    """Whether an exact answer is the very sum or number of which the question asks for a part.

    "Of the 240 firms, how many have left?" is not answered by "240 firms"; by "all 240" it is.
    """
    whole, said = _OF_WHOLE.search(question.text), DIGITS.findall(entry.exact_words)
    if whole is None or said != [whole["whole"] or whole["of"]] or _SHARE.search(entry.exact_words):
        return False
    first = (entry.exact[0] if entry.exact else entry.unit.end) - entry.unit.start
    before = entry.unit.text[:first] + DIGITS.split(entry.exact_words)[0]
    return not _PART_OF.search(before) and not _IN_FULL.search(entry.unit.text)


def _has_other_extreme(question: Question, entry: Scored) -> bool:
    """Whether a sentence tells of the least where the most is asked for, or the other way."""
    if entry.unit.kind is BlockKind.table_row:
        return False
    extremes = extremes_of(question.text)
    if extremes is None:
        return False
    wanted, other = extremes
    return bool(other.search(entry.unit.text)) and not wanted.search(entry.unit.text)


def _is_of_other_unit(question: Question, entry: Scored) -> bool:
    """Whether a row's answer is money where a mass is asked for, or a share where a number is.

    "Cargo dues, £000" says not how much cargo there was, "on time (%)" of a route not how many it carried; but
    "survival (%)" tells of how many survived.
    """
    row = entry.unit.block
    if question.type is not AnswerType.quantity or row is None or not row.cells or entry.exact is None:
        return False
    column = row.column_at(entry.exact[0]) or ""
    said = f"{entry.exact_words[:1]} {column} {row.table}"
    is_money = bool(_HOW_MUCH.search(question.text) and _CURRENCY.search(said))
    is_share = bool(_HOW_MANY.search(question.text) and _SHARE.search(column))
    return is_money or (is_share and not set(question.terms).intersection(content_terms(column)))


def _lacks_figure(question: Question, entry: Scored) -> bool:
    """Whether a figure is asked for and a unit has none, not even in words: "It was not the cheapest" of its cost."""
    return question.type in FIGURES and not _FIGURE.search(entry.unit.text)


def _has_other_measure(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a row's answer is of a measure that is not asked for, while another table of its document has that one.

    Of "the survival rate in the Fells", a row of the Fells with hectares and grants tells nothing where another table
    has a column of survival.
    """
    row, measure = entry.unit.block, _MEASURE.search(question.text)
    if row is None or not row.cells or entry.exact is None or measure is None:
        return False
    asked = frozenset(content_terms(measure["asked"] or measure["counted"])) - question.names - _GENERIC
    told = frozenset(content_terms(" ".join((row.table or "", *row.headings, entry.unit.text))))
    if asked & frozenset(content_terms(row.column_at(entry.exact[0]) or "")):
        return False
    others = (block for block in document(entry.unit.candidate.passage.document).blocks if block.cells)
    columns = {cell.column for other in others if not same_table(other, row) for cell in other.cells[1:]}
    return any(asked & frozenset(content_terms(column)) - told for column in columns)
