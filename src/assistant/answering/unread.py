"""The measurements of units that need no reader: what they and their passages hold of the words of the question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.answering.answer_types import AnswerType
from assistant.answering.question import Period, Question, agrees, holds_ordinal, names_period, periods_in, told_periods
from assistant.answering.units import Unit
from assistant.corpus.document import Block, BlockKind
from assistant.english.dates import MONTH_FORMS, YEAR_DIGITS
from assistant.english.places import named_places, names_one_of
from assistant.indexing.lexical import analyse, content_terms, plain

_DEFINES = re.compile(
    r"\w \((?:the )?[\"“']?(?P<short>[A-Z][\w&@-]{1,14})[\"”']?\)"
    r"|(?P<term>\b[\w&@-]+(?: [\w&-]+){0,3}) (?:\([^)]{3,80}\) )?"
    r"(?:is|are|means?|stands? for|refers? to|(?:is|are) (?:short for|defined as|known as))\b"
)
_WITH_REST = re.compile(
    r"\b[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)* and (?:(?:in|across|throughout|for) )?"
    r"(?:the )?(?:rest|remainder) of (?=(?:the )?[A-Z])"
)
"""A place that stands for a part of the whole behind it: "Leeds and the rest of West Yorkshire"."""
_WITHOUT = re.compile(
    r"\b(?i:without|excluding|(?:apart|aside) from|except(?: for)?|other than|outside(?: of)?|leaving out"
    r"|not(?: (?:counting|including|covering|in|of|for))?) (?:(?:all|any|the (?:rest|remainder|whole)) of )?(?:the )?"
    r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*(?: (?:and|or) [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)*"
)
"""A place that is left out: "without the rest of West Yorkshire"."""
_WHOLE = re.compile(r"\b(?:regions?|regional(?:ly)?|county|counties|countr(?:y|ies)|national(?:ly)?)\b", re.IGNORECASE)
"""A larger place that goes without its name."""
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[A-Za-z]{3,}")
_DATE = re.compile(rf"(?:[a-z]+ ){{0,2}}(?:\d{{1,2}} )?(?:{MONTH_FORMS} )?{YEAR_DIGITS}", re.IGNORECASE)
"""All of a cell that is a date: "updated 4 April 2024"."""
_LETTER = re.compile(r"\b[A-HJ-Z]\b(?!['’])")
"""A capital that stands alone, as a name; not the pronoun."""


def unread_features(
    question: Question, units: Sequence[Unit], weight: Callable[[str], float], surroundings: str
) -> list[dict[str, float]]:
    """Return, for each unit of one passage, the measurements that need no reader.

    Args:
        units: of one passage, in reading order.
        weight: inverse document frequency of a term.
        surroundings: title, heading path and date of the passage: they count as said by the passage.
    """
    if not units:
        return []
    candidate = units[0].candidate
    passage = candidate.passage
    around = frozenset(analyse(surroundings))
    passage_terms = frozenset().union(*(unit.terms for unit in units))
    everything = f"{surroundings} {passage.text}"
    total = sum(weight(term) for term in question.terms) or 1.0
    in_passage = passage_terms | around

    def share(terms: Iterable[str]) -> float:
        """Return the rarity of terms as a share of that of all the question's."""
        return sum(weight(term) for term in terms) / total

    shared = {
        "dense": candidate.dense,
        "lexical": candidate.lexical,
        "passage_cover": share(question.terms) - share(question.missing(question.terms, in_passage)),
        "years_missing": float(
            sum(
                not (names_period(everything, period) or any(period in told_periods(unit.text) for unit in units))
                for period in question.periods
            )
        ),
        "names_missing": share(question.missing(question.names, in_passage)),
        "phrase_missing": _phrase_missing(question, in_passage, weight),
        "numbers_missing": float(_numbers_missing(question, f"{passage.context} {passage.text}")),
        "places_missing": float(_misses_places(question, everything)),
    }
    named_rows = _named_rows(question, units)
    before = _said_before(question, units)
    return [
        {
            "unit_dense": unit.cosine,
            "before_dense": said,
            "unit_cover": share(question.terms) - share(question.missing(question.terms, unit.terms)),
            "year_conflicts": float(_year_conflicts(question, unit)),
            "unit_names_missing": share(question.missing(question.names, unit.terms | around)),
            "place_conflicts": float(_place_conflicts(question, unit)),
            "row_matches": float(named),
            "row_conflicts": float(not named and unit.kind is BlockKind.table_row and any(named_rows)),
            "defines": float(_defines(question, unit)),
            "counts_other": 0.0,
            **shared,
        }
        for unit, named, said in zip(units, named_rows, before, strict=True)
    ]


def _said_before(question: Question, units: Sequence[Unit]) -> list[float]:
    """Return, where a reason is asked for, by how much the sentence before each one says more of it than most do.

    A reason stands more often behind the sentence that says what happened than in it: "The class closed in June. Its
    one teacher had gone on leave." In cosines above the passage's mean; 0 for the first one, and for what is none.
    """
    if question.type is not AnswerType.reason:
        return [0.0] * len(units)
    mean = sum(unit.cosine for unit in units) / len(units)
    pairs = zip([None, *units], units, strict=False)
    return [
        before.cosine - mean if before and {before.kind, unit.kind} == {BlockKind.paragraph} else 0.0
        for before, unit in pairs
    ]


def _phrase_missing(question: Question, held: frozenset[str], weight: Callable[[str], float]) -> float:
    """Return the rarity of what is missing of the capitalised phrase that is missing most, as a share of its own."""
    shares = [0.0]
    for phrase in question.phrases:
        rarity = sum(weight(term) for term in phrase) or 1.0
        shares.append(sum(weight(term) for term in question.missing(phrase, held)) / rarity)
    return max(shares)


def _numbers_missing(question: Question, said: str) -> int:
    """Count the figures and ordinals of the question that a text does not hold."""
    if not question.numbers and not question.ordinals:
        return 0
    text = plain(said)
    return sum(number not in text for number in question.numbers) + sum(
        not holds_ordinal(text, place) for place in question.ordinals
    )


def _year_conflicts(question: Question, unit: Unit) -> bool:
    """Whether the question names a year or a span of years and the unit only others."""
    held = _told_of(question, unit) if question.periods else frozenset()
    return bool(held) and not any(agrees(asked, other) for asked in question.periods for other in held)


def _told_of(question: Question, unit: Unit) -> frozenset[Period]:
    """Return the years that a unit tells of: of a row named by a year not those of other dates, unless asked for.

    The row of 2021, published in December 2022, tells of 2022/23 nothing but when 2021 was published.
    """
    row = unit.block
    if row is None or not is_named_by_year(row):
        return told_periods(unit.text)
    told = [row.row or ""]
    for cell in row.cells[1:]:
        text = unit.cell_text(cell)
        is_asked = not frozenset(question.terms).isdisjoint(content_terms(cell.column))
        told += [cell.column, "" if _DATE.fullmatch(text) and not is_asked else text]
    return periods_in(" ; ".join(told))


def is_named_by_year(block: Block) -> bool:
    """Whether a block is a row whose first cell is a year or a span of years, and nothing else."""
    name = block.row or "" if block.cells else ""
    return bool(periods_in(name)) and not _WORD.search(name)


def _misses_places(question: Question, text: str) -> bool:
    """Whether the question names places and the passage, with what surrounds it, none of them."""
    return bool(question.places) and not names_one_of(question.places, named_places(text))


def _place_conflicts(question: Question, unit: Unit) -> bool:
    """Whether the question's own words name places and the unit only others, apart from what stands in brackets.

    Where the question leaves a larger place out, what is told of "the region" is of another place too.
    """
    asked = named_places(_own_words(question.text)) if question.places else ()
    if not asked:
        return False
    held = named_places(_own_words(unit.text))
    if not held:
        return bool(_WITHOUT.search(question.text) and _WHOLE.search(unit.text)) and not _WHOLE.search(question.text)
    return not names_one_of(asked, held)


def _own_words(text: str) -> str:
    """Return a text without its brackets and the places that it leaves out, or names as a part of the one behind."""
    return _WITHOUT.sub("", _WITH_REST.sub("", _BRACKETS.sub("", text)))


def _named_rows(question: Question, units: Sequence[Unit]) -> list[bool]:
    """Return for each unit whether it is a table row and the question holds all words of its name, its first cell.

    What the name has in brackets may be missing. Of the rows "2021" and "2021/22" a question about 2021/22 names the
    second only; so does one about the budget of 2023 of "2023 (actual)" and "2023 (budget)".
    """
    asked = {*question.terms, *_LETTER.findall(question.text[1:])}
    named = [
        _name_terms(name) & asked if _name_terms(_BRACKETS.sub("", name)) <= asked else frozenset()
        for name in (unit.block.row or "" if unit.block else "" for unit in units)
    ]
    return [bool(name) and not any(name < other for other in named) for name in named]


def _name_terms(name: str) -> frozenset[str]:
    """Return the terms of a row's name; of one without any, such as "A", its letters."""
    return frozenset(content_terms(name)) or frozenset(_LETTER.findall(name))


def _defines(question: Question, unit: Unit) -> bool:
    """Whether a definition is asked for and the unit gives one: "Long Form (LF)", "LF means ..."."""
    if question.type is not AnswerType.definition:
        return False
    for match in _DEFINES.finditer(unit.text):
        name = match.group("short") or match.group("term") or ""
        if any(term in question.terms for term in analyse(name)):
            return True
    return False
