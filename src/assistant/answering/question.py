"""What a question asks for: the type of its answer, its years, numbers and names, whether it wants a list."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.answer_types import AnswerType, answer_type, names_list
from assistant.conversation.openers import opens_as_name
from assistant.conversation.years import with_plain_years, without_counts
from assistant.english.dates import MONTH_NAMES, YEAR_DIGITS
from assistant.english.numbers import ORDINALS
from assistant.english.places import Place, named_places
from assistant.indexing.acronyms import Pair, levelled, replace_phrase
from assistant.indexing.lexical import STOP_WORDS, content_terms, plain

YEAR = re.compile(rf"(?:(?<=\b[Ff][Yy])|(?<![£$€])\b){YEAR_DIGITS}(?=[EFA]?\b)")
"""A year, also in "FY2023" and, expected, forecast or actual, in "2023E"; no sum of money."""
_SPAN = re.compile(
    rf"\b(?:fy)?(?P<first>{YEAR_DIGITS})"
    r"(?:[/–-](?P<short>\d\d(?:\d\d)?)\b(?![-/–]\d)"
    rf"|,? (?:and|to|until|till|through|[–-]) (?:the end of )?(?:\d{{1,2}} )?(?:{MONTH_NAMES}) "
    rf"(?P<last>{YEAR_DIGITS})\b)",
    re.IGNORECASE,
)
"""A span of years: "2021/22", "2021-2024", "between April 2021 and March 2022"."""
_YEAR_TO = re.compile(
    r"\b(?:year|12 months|twelve months) (?:to|ending|ended)(?: in| on)?(?: the end of)? (?:\d{1,2} )?"
    rf"(?!December)(?:{MONTH_NAMES}) (?P<last>{YEAR_DIGITS})\b",
    re.IGNORECASE,
)
"""A year that is not the calendar's, by its end: "the year to March 2024"."""
_YEAR_APART = re.compile(
    rf"(?:\b(?:\d{{1,2}} )?(?:{MONTH_NAMES}) )?{_SPAN.pattern}"
    r"|\b(?:year|12 months|twelve months) (?:to|ending|ended)(?: in| on)?(?: the end of)? "
    rf"(?:\d{{1,2}} )?(?:{MONTH_NAMES}) {YEAR_DIGITS}\b",
    re.IGNORECASE,
)
"""Says which years are meant, by the first or last day of them: neither is a number or name that is asked for."""
_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?= (?:of )?(?:{MONTH_NAMES}) {YEAR_DIGITS}\b)", re.IGNORECASE)
"""The day of a date, which counts nothing."""
_YEAR_BEFORE = re.compile(
    r"\b(?:(?:year before|previous (?:financial |academic )?year|preceding year|prior year)|a year earlier)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(rf"\((?P<year>{YEAR_DIGITS}(?:[/–-]\d\d)?) ?[:–-] ?[£$€]?\d[^()]*\)")
"""The figure of the year before, in brackets behind that of the year: "(2014: £619,419)"."""
_FIGURES = "0th 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th".split()
_NO_ORDINAL = (
    r"(?:(?:second|2nd)[ -](?:homes?|hand|class|opinions?|languages?)"
    r"|(?:third|3rd)[ -](?:sector|part(?:y|ies)|age|person|world)|(?:sixth|6th)[ -]form(?:s|ers?)?)\b"
)
"""What an ordinal number is a word of, and counts nothing in: "the third sector"."""
_ORDINAL = re.compile(
    rf"(?<!\ba )(?<!\bone )(?<!\bper )(?<!est )\b(?!{_NO_ORDINAL})(?:{'|'.join([*ORDINALS[2:], *_FIGURES[2:]])})\b"
    rf"(?! (?:(?:of )?(?i:{MONTH_NAMES})|most|least|\w+est)\b)"
)
"""No fraction ("the poorest tenth"), unit of time or day of a month, and no "second highest", which is computed.
"First" is mostly no number: "what comes first?"."""
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*\b")
_NAME = re.compile(r"\b(?:[A-Z][\w&'’-]*[A-Za-z]|[A-Z]{2,}[\w&@]*)")
PHRASE = re.compile(r"[A-Z][\w&'’@-]*(?:(?: (?:of|for|the|&))* [A-Z][\w&'’@-]*)*")
"""A name of one or more words. "Leeds and York" are two; so are the halves of "Health and Social Care"."""
_EACH_ONE = (
    r"(?:household|home|family|person|resident|pupil|child|adult|student|learner|apprentice|patient|tenant|customer"
    r"|passenger|visitor|user|member|employee|worker|driver|voter|taxpayer)"
)
"""One of many alike, of whom a figure is the rate: "how much does each household pay?"."""
_EACH = (
    rf"\beach\b(?! other\b| {_EACH_ONE}\b)(?:(?<=\bin each)|(?<=\bfor each)|(?<=\bof each)|(?<=\bduring each)"
    r"|(?! (?:year|quarter|month|week|day|night|term|season|time)\b))"
)
"""Of several things or times; no rate, as "each year" is."""
_BOTH = (
    r"\bboth\b(?=[^?]* and )|(?:\b(?:of|in|at|for|on|by|from|to|with|between|across"
    r"|do|does|did|is|are|was|were|will|would|can|could|should) )both\b(?! \W*$)"
)
"""Asks of each of two; "which firm runs both ferries?" asks one thing."""
_DIFFERS = (
    r"\bdiffers?\b|(?<!\bhow many )(?<!\bnumber of )\bdifferent\b"
    r"|(?<!\bwhat )\bdifference\b|\bwhat difference\b(?! (?:do|does|did|has|have|had|will|would|can|could)\b)"
)
"""Says that things differ; "how many different birds" and "what difference did it make" set none beside another."""
_SEVERAL = re.compile(
    rf"\bcompare[ds]?\b|\bversus\b|\bvs\b|{_DIFFERS}|\brespectively\b|{_BOTH}|{_EACH}"
    r"|;|\?\s+\w|\band (?:what|who|when|where|how|which|why)\b"
)


Period = tuple[int, int]
"""The first and the last year of a time."""


def periods_in(text: str) -> frozenset[Period]:
    """Return the years that a text names, and its spans of years; the ends of a span are not named by themselves."""
    text = with_plain_years(text)
    spans = {_period(found) for found in _SPAN.finditer(text)}
    rest = _SPAN.sub(" ", text)
    ended = {(int(found["last"]) - 1, int(found["last"])) for found in _YEAR_TO.finditer(rest)}
    return frozenset(spans | ended | {(int(year), int(year)) for year in YEAR.findall(_YEAR_TO.sub(" ", rest))})


def told_periods(text: str) -> frozenset[Period]:
    """Return the years that a text tells of.

    They are those that it names, with the one before each where it tells of "the year before" as well, and the one
    behind that of a figure in brackets where it names no other: "a surplus of £575,739 (2014: £619,419)" is of 2015.
    """
    named = periods_in(text)
    beside = frozenset().union(*(periods_in(found["year"]) for found in _COMPARED.finditer(text)))
    if beside and not periods_in(_COMPARED.sub(" ", text)):
        return named | {(first + 1, last + 1) for first, last in beside}
    before = {(first - 1, last - 1) for first, last in named} if _YEAR_BEFORE.search(text) else set()
    return named | before


def _period(span: re.Match[str]) -> Period:
    """Return a span's years; of what ends before it begins ("2024-03", a month) the first one alone."""
    end = span["last"] or span["short"]
    first, last = int(span["first"]), int(span["first"][: 4 - len(end)] + end)
    return first, max(first, last)


def agrees(one: Period, other: Period) -> bool:
    """Whether two times may be one, or one is a part of the other: 2021 is of 2021/22, 2022/23 is another."""
    return one[0] <= other[0] <= other[1] <= one[1] or other[0] <= one[0] <= one[1] <= other[1]


def names_period(text: str, period: Period) -> bool:
    """Whether a text names a year, or a span of years, or both ends of a long one; one year of it is not enough."""
    first, last = period
    between = r"\D{1,40}" if last - first == 1 else ".*"  # 2023 far from 2024 says nothing of 2023/24
    if re.search(rf"{first}{between}{last}", text, re.DOTALL):
        return True
    return any(agrees(period, other) and (first == last or other[0] < other[1]) for other in periods_in(text))


@dataclass(frozen=True)
class Question:
    """A standalone question, analysed.

    Attributes:
        terms: its content words as index terms.
        names: proper names in it, as terms; known only where the person typed capitals.
        phrases: the terms of each capitalised phrase ("Bradford Royal Infirmary"), without a first word that is one
            of the dictionary.
        places: the places it names; known only where the person typed capitals.
        years, numbers: as typed ("FY23" is 2023), numbers without the years and the days of dates.
        periods: its years and spans of years.
        ordinals: the places in an order that it names by an ordinal number, from 2 to 10.
        wants_list: whether more than one item answers it.
        several: whether it asks several things or compares.
        all_values: whether it asks for all the values that the evidence gives for one thing.
        aliases: what the question names in one form, an acronym or its long form, with another one.
    """

    text: str
    type: AnswerType
    terms: tuple[str, ...]
    names: frozenset[str]
    phrases: tuple[frozenset[str], ...]
    places: frozenset[Place]
    years: frozenset[str]
    periods: frozenset[Period]
    numbers: frozenset[str]
    ordinals: frozenset[int]
    wants_list: bool
    several: bool
    aliases: tuple[Pair, ...] = ()
    all_values: bool = False

    @cached_property
    def _alias_terms(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        terms = [(frozenset(content_terms(said)), frozenset(content_terms(other))) for said, other in self.aliases]
        return [(said, other) for said, other in terms if other]

    def phrased_for(self, passage: str) -> str:
        """Return the question in a passage's words: with the other form of what it names where only that is there."""
        if not self.aliases:
            return self.text
        text, level = self.text, f" {levelled(passage)} "
        for said, other in self.aliases:
            if f" {levelled(other)} " in level and f" {levelled(said)} " not in level:
                text = replace_phrase(text, said, other)
        return text

    def lacks_all(self, terms: Iterable[str], held: Container[str]) -> bool:
        """Whether none of some of the question's terms is among `held`, in any form; not where there are none."""
        wanted = set(terms)
        return bool(wanted) and set(self.missing(wanted, held)) == wanted

    def missing(self, terms: Iterable[str], held: Container[str]) -> Iterator[str]:
        """Yield those of the question's terms that are not among `held`, in no form of them."""
        for term in terms:
            others = (other for said, other in self._alias_terms if term in said)
            if term not in held and not any(all(part in held for part in other) for other in others):
                yield term


def analyse_question(text: str, aliases: Iterable[Pair] = (), *, all_values: bool = False) -> Question:
    """Return what `text` asks for.

    Args:
        aliases: what in it has another form, with that form: an acronym with its long form, or the other way.
            One thing may have several.
        all_values: "What is the figure for the pier?" is asked for all the values that there are.
    """
    lowered = text.lower().strip()
    type_ = answer_type(lowered)
    if all_values and type_ is AnswerType.definition:
        type_ = AnswerType.other
    written = with_plain_years(text)
    dated, named = without_counts(written), _YEAR_APART.sub(" ", written)
    years = frozenset(YEAR.findall(dated))
    return Question(
        text=text,
        type=type_,
        terms=tuple(content_terms(text)),
        names=_names(named),
        phrases=_phrases(named),
        places=named_places(text),
        years=years,
        periods=periods_in(dated),
        numbers=frozenset(number for number in _NUMBER.findall(plain(_DAY.sub(" ", named))) if number not in years),
        ordinals=frozenset(ORDINALS.index(_word(match)) for match in _ORDINAL.finditer(lowered)),
        wants_list=type_ is AnswerType.list or names_list(lowered),
        several=bool(_SEVERAL.search(lowered)),
        aliases=tuple(aliases),
        all_values=all_values,
    )


def holds_ordinal(text: str, place: int) -> bool:
    """Whether a text names a place in an order, or its number ("4th", "round 4", "Q4")."""
    forms = rf"\b(?:{ORDINALS[place]}|{_FIGURES[place]}|q{place})\b|[a-z]:? {place}\b(?![.,]\d|%)"
    return bool(re.search(forms, text, re.IGNORECASE))


def _word(ordinal: re.Match[str]) -> str:
    said = ordinal.group()
    return ORDINALS[_FIGURES.index(said)] if said in _FIGURES else said


def _phrases(text: str) -> tuple[frozenset[str], ...]:
    """Return the terms of each capitalised phrase; a question's first word counts only if it can be nothing else."""
    found = []
    for phrase in PHRASE.finditer(text):
        words = phrase.group().split()
        of_name = phrase.start() or opens_as_name(words[0])
        terms = frozenset(content_terms(" ".join(words if of_name else words[1:])))
        if terms:
            found.append(terms)
    return tuple(found)


def _names(text: str) -> frozenset[str]:
    """Return the terms of capitalised words; the first word of a sentence counts only if it can be nothing else."""
    found: set[str] = set()
    for match in _NAME.finditer(text):
        word = match.group()
        opens = not text[: match.start()].rstrip() or text[: match.start()].rstrip()[-1] in ".?!:"
        if word.lower() in STOP_WORDS or (opens and not word.isupper() and not opens_as_name(word)):
            continue
        found.update(content_terms(word))
    return frozenset(found)
