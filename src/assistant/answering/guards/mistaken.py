"""What is easily taken for the thing asked about: Quay 3 for Quay 4, a body of a like name, the lowest for the highest.

The reader sees that the words are alike, and the words that tell them apart are few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answering.answer_types import AnswerType
from assistant.answering.guards.acting import is_body_itself, is_where_from, tells_of_event
from assistant.answering.guards.beyond import is_beyond_bound, is_of_other_group, is_over_other_span
from assistant.answering.guards.bodies import (
    has_other_body,
    is_done_to_other_body,
    is_of_other_committee,
    is_under_other_body,
)
from assistant.answering.guards.changes import tells_no_change, turned_other_way
from assistant.answering.guards.columns import is_aimed_at, is_no_rate
from assistant.answering.guards.compared import is_of_later_year
from assistant.answering.guards.exclusions import is_left_out, is_of_year_left_out
from assistant.answering.guards.extremes import has_other_extreme, is_behind_first
from assistant.answering.guards.labels import (
    counts_label,
    has_other_label,
    is_of_nothing_numbered,
    is_of_other_size,
)
from assistant.answering.guards.like_things import is_in_clause_of_another, is_of_like_thing
from assistant.answering.guards.measures import (
    has_other_measure,
    is_of_other_account,
    is_of_other_unit,
    lacks_figure,
    lacks_measure,
    lacks_money,
)
from assistant.answering.guards.nation import is_of_one_place, is_of_wider_area
from assistant.answering.guards.opposites import is_of_opposite_kind, says_opposite
from assistant.answering.guards.parted import is_of_parted_whole
from assistant.answering.guards.permitted import is_of_opposite_list
from assistant.answering.guards.roles import is_of_other_post, is_of_rank_below, lacks_predecessor, lacks_successor
from assistant.answering.guards.shares import is_of_several, lacks_band, lacks_part, lacks_shares
from assistant.answering.guards.siblings import is_of_sibling, is_of_sibling_group
from assistant.answering.guards.times import (
    is_after_years_before,
    is_at_other_end,
    is_during_other_year,
    is_of_other_date,
    is_of_other_part,
    is_row_of_other_year,
    is_under_other_period,
    is_when_it_was_said,
)
from assistant.answering.guards.unnamed import is_left_open, lacks_funding
from assistant.answering.guards.wholes import (
    counts_all_kinds,
    counts_all_staff,
    counts_wider_kind,
    is_of_whole_body,
    repeats_whole,
)
from assistant.answering.kinds import fits_alone
from assistant.answering.question import Question
from assistant.answering.quoting import plain_quote
from assistant.answering.reasons import lacks_reason
from assistant.answering.scored import Scored
from assistant.corpus.document import Document

_CONSIDERED = 10
"""Best units that are looked at instead of, or beside, one that is surely of another thing."""


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
    """Whether a unit is surely of another thing than a question asks for: any of the guards says so."""
    if any(guard(question, entry) for guard in _BY_ITSELF):
        return True
    if any(guard(question, entry, document) for guard in _IN_PLACE):
        return True
    if question.type is not AnswerType.reason:
        return False
    return lacks_reason(question, plain_quote(document(entry.unit.candidate.passage.document), entry.unit))


_BY_ITSELF = (
    has_other_label,
    is_of_nothing_numbered,
    is_of_other_size,
    counts_label,
    is_left_out,
    is_of_year_left_out,
    lacks_figure,
    is_of_other_unit,
    is_of_other_account,
    is_of_other_post,
    has_other_body,
    is_under_other_body,
    is_done_to_other_body,
    is_body_itself,
    is_where_from,
    has_other_extreme,
    is_behind_first,
    turned_other_way,
    repeats_whole,
    counts_all_staff,
    counts_all_kinds,
    lacks_shares,
    lacks_part,
    lacks_band,
    is_of_several,
    is_of_later_year,
    is_row_of_other_year,
    is_under_other_period,
    is_of_other_date,
    is_when_it_was_said,
    is_of_other_part,
    is_after_years_before,
    is_left_open,
    lacks_successor,
    lacks_predecessor,
    is_of_rank_below,
    is_beyond_bound,
    is_over_other_span,
    is_of_other_group,
    is_at_other_end,
    lacks_funding,
    is_of_one_place,
    is_of_wider_area,
    is_of_opposite_kind,
    is_no_rate,
    is_aimed_at,
    is_in_clause_of_another,
)
"""Guards that look at a unit and its passage."""
_IN_PLACE = (
    counts_wider_kind,
    is_during_other_year,
    is_of_other_committee,
    is_of_sibling,
    is_of_sibling_group,
    has_other_measure,
    lacks_measure,
    lacks_money,
    is_of_whole_body,
    is_of_opposite_list,
    is_of_like_thing,
    is_of_parted_whole,
)
"""Guards that look at what is said around a unit in its document as well."""
