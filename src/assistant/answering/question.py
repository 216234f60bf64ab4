"""What a question asks for: the type of its answer, its years, numbers and names, whether it wants a list."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.english.dates import MONTH_NAMES
from assistant.english.numbers import ORDINALS, numbers
from assistant.english.places import Place, named_places
from assistant.indexing.acronyms import Pair, levelled, replace_phrase
from assistant.indexing.lexical import STOP_WORDS, content_terms, plain

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SPAN = re.compile(
    r"\b(?:fy)?(?P<first>(?:19|20)\d\d)"
    r"(?:[/–-](?P<short>\d\d(?:\d\d)?)\b(?![-/–]\d)"
    rf"|,? (?:and|to|until|till|through|[–-]) (?:the end of )?(?:\d{{1,2}} )?(?:{MONTH_NAMES}) "
    r"(?P<last>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
"""A span of years: "2021/22", "2021-2024", "between April 2021 and March 2022"."""
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
PHRASE = re.compile(r"[A-Z][\w&'’-]*(?:(?: (?:of|for|the|&))* [A-Z][\w&'’-]*)*")
"""A name of one or more words. "Leeds and York" are two; so are the halves of "Health and Social Care"."""
_TIME = r"(?:year|month|week|day|hour|minute)"
_COUNT = (
    rf"(?:{numbers(2, 10)}|\d{{1,2}})\b"
    rf"(?![-–/%]|[.,:]\d| {_TIME}\b| {_TIME}s (?:later|earlier|ago|before|after)\b)"
)
"""How many things are asked for: no number in a compound ("18-week"), and none of a time."""
_OPENING = r"^|[,;:.?!] ?|[–—-] "
"""What stands before the first word of a question or of a clause."""
_LIST = re.compile(
    rf"(?:{_OPENING}|\b(?:and|then|please|you|to|just) )list\b|\b(?:a|the)(?: (?:full|complete|short))? list of\b"
    rf"|\b(?:name (?:the|all|them|some|a few|{numbers(2, 6)})"
    r"|what are|which are|who are|what were|who were)\b"
    rf"|\b(?:what|which|who)\b(?! (?:is|was)\b)(?:\s+\w+){{0,2}}\s+{_COUNT}"
    rf"|\b(?:what|which|who) (?:is|was) (?:the )?{_COUNT}(?! {_TIME}s\b) (?:[\w-]+ )?\w*[^su\W]s\b"
)
_DEFINITION = re.compile(
    r"\b(?:stands? for|what is meant|meaning of|define|definition|what does [\w&'’ -]{1,40} mean"
    r"|short for|spell out|abbreviations?|acronym)\b"
)
_SEVERAL = re.compile(
    r"\bcompare[ds]?\b|\bversus\b|\bvs\b|\bdiffer(?:s|ence|ent)?\b|\brespectively\b|\bboth\b|\beach\b"
    r"|;|\?\s+\w|\band (?:what|who|when|where|how|which|why)\b"
)


Period = tuple[int, int]
"""The first and the last year of a time."""


def periods_in(text: str) -> frozenset[Period]:
    """Return the years that a text names, and its spans of years; the ends of a span are not named by themselves."""
    spans = {_period(found) for found in _SPAN.finditer(text)}
    return frozenset(spans | {(int(year), int(year)) for year in YEAR.findall(_SPAN.sub(" ", text))})


def _period(span: re.Match[str]) -> Period:
    """Return a span's years; of what ends before it begins ("2024-03", a month) the first one alone."""
    end = span["last"] or span["short"]
    first, last = int(span["first"]), int(span["first"][: 4 - len(end)] + end)
    return first, max(first, last)


def agrees(one: Period, other: Period) -> bool:
    """Whether two times may be one, or one is a part of the other: 2021 is of 2021/22, 2022/23 is another."""
    return one[0] <= other[0] <= other[1] <= one[1] or other[0] <= one[0] <= one[1] <= other[1]


def names_period(text: str, period: Period) -> bool:
    """Whether a text names a year, or a span of years or both its ends; one year of it is not enough."""
    first, last = period
    if str(first) in text and str(last) in text:
        return True
    return any(agrees(period, other) and (first == last or other[0] < other[1]) for other in periods_in(text))


class AnswerType(StrEnum):
    """What kind of words answer a question."""

    amount = "amount"
    quantity = "quantity"
    percentage = "percentage"
    date = "date"
    rank = "rank"
    who = "who"
    place = "place"
    list = "list"
    definition = "definition"
    yes_no = "yes_no"
    reason = "reason"
    other = "other"


_OPENS = r"^(?:so |and |but )?(?:(?:in|at|for|from|of|to|by|on) )?"
_PLACE_NOUN = (
    r"(?:city|place|region|town|country|county|district|borough|village)\b(?! (?:council|cent(?:re|er)|hall)\b)"
)
_BE = r"(?:['’]s|(?: is| was| are| were| did| does| do| will| would| has| have| had| can| could| should| may| might)\b)"
_KIND_OR_THINGS = r"(?:\w*(?:[^s\W]s|ed)|kind|type|sort|form|source)\b"
"""Between "what" and a word for money: "what sites", "what kind of" ask for no sum."""
_NO_COMPOUND = (
    r"\b(?! (?:zone|trust|bank|firm|compan|round|manager|plan|strateg|programme|partner|priorit|polic|propos|chain"
    r"|centre|holder|officer|bod|decision|stream|source|scheme|agreement|committee|process|opportunit|site|project)\w*)"
)
"""Behind a word for money: an investment zone is no investment."""
_INCOME = r"(?:income|revenue|profit|surplus|deficit|expenditure|spending|debt|salary|price|rent|fee|fine)s?"
_OWN = r"(?:the|its|their|our|total|annual|average|current|latest|overall|[\w&-]+(?:['’]s|s['’]))"

_ASKS = (
    rf"(?:{_OPENING}|\b(?:and|or|but|so|then|ok|exactly|by|for|to|from|with|of|in|at|on|since|until|till|about"
    r"|before|after|behind|under|through|know|tell|me|us|say|says|said|find out|decides?|decided|wonder|remember) )"
)
"""What a question word stands behind where it asks; behind a noun it does not: "people who sleep rough"."""
_SETTING = re.compile(rf"^(?:when|where)(?!{_BE}) .+?, (?=(?:what|which|who|whose|whom|how|why|when|where)\b)")
"""What opens a question and is not asked: "when a block is sold, what happens to its tenants?"."""
_NO_PURPOSE = r"(?!.* sa(?:y|id) about |.* (?:for|on|about|into|towards)(?: (?:in|at|by|during|across) .*|\W*)$)"
"""A preposition left at the end asks for things, not for a sum: "what does the levy pay for?"."""
_VALUES = r"(?:value|(?:average|median|total|combined|contract|order|asset|house|property|land|rental) values)"
"""The values of a council are no sums."""

_MONEY_NOUN = (
    r"(?:money|cash|funds?|funding|income|revenue|investment|capital|grants?|aid|debt|credit|budget|spend|spending|pay"
    r"|profit|tax|rent|subsidy|support|turnover|compensation|savings?|backing|finance|equity|business|fdi|gva|gdp)"
)
_OF_MASS = rf"(?: (?!{_MONEY_NOUN}\b|more|less|of|the|it|they|we|a|an)[a-z-]+){{1,3}}{_BE}"
"""Behind "how much", what is measured and is no money: "how much cargo did", "how much storage space is"."""
_OF_CHANGE = (
    rf"{_BE}(?:(?!\b{_MONEY_NOUN}\b).)*\b(?:improve|rise|rose|risen|grow|grew|grown|fall|fell|fallen|drop|increase|decline"
    r"|decrease|change|shrink|shrunk|worsen)(?:d|ped|n)?\b"
)
"""Behind "how much", what became more or less: it may be told in any unit."""

_TYPES: tuple[tuple[re.Pattern[str], AnswerType], ...] = (
    (_DEFINITION, AnswerType.definition),
    (re.compile(rf"{_OPENS}(?:which|what) (?:year|month|day|date)\b"), AnswerType.date),
    (re.compile(rf"{_OPENS}(?:which {_PLACE_NOUN}|what {_PLACE_NOUN}(?={_BE}))"), AnswerType.place),
    (
        re.compile(
            rf"{_OPENS}which (?:[\w-]+ )?(?:organi[sz]ation|company|firm|body|person|partner|trust|university"
            r"|department|charity|employer|supplier|operator|provider|council)\b"
        ),
        AnswerType.who,
    ),
    (
        re.compile(
            r"^what(?:'s| is) an? (?!typical|usual|average|normal|good|fair)(?:(?!of |for |in )[\w&'’-]+ ?){1,4}\??$"
        ),
        AnswerType.definition,
    ),
    (
        re.compile(r"\brank(?:s|ed|ing)?\b|\bwhat position\b|\bwhere does .* (?:come(?! from)|stand|place)\b"),
        AnswerType.rank,
    ),
    (
        re.compile(
            r"\b(?:what|which) (?:percentage|proportion|share|per ?cent)|\bhow (?:big|large) a share|\bwhat fraction"
            r"|\bper ?cent(?:age)?\b|\bproportion\b|\bwhat %"
        ),
        AnswerType.percentage,
    ),
    (
        re.compile(
            rf"\bhow much\b(?!{_OF_MASS}|{_OF_CHANGE})|£|\bwhat(?:{_BE}{_NO_PURPOSE}.{{0,30}}"
            rf"|(?!{_BE})(?: (?!{_KIND_OR_THINGS})[\w-]+){{0,3}} )\b"
            rf"(?:costs?|worth|budgets?|turnover|{_VALUES}|sums?|amounts?|funding|investments?){_NO_COMPOUND}"
            rf"|\bwhat{_BE}(?: [\w&'’-]+){{0,6}}? {_OWN}(?: [\w-]+){{0,3}} {_INCOME}{_NO_COMPOUND}"
            rf"|\bwhat (?:did|does|do|will|would) {_NO_PURPOSE}.{{0,60}}\b(?:spend|pay|cost|earn|charge)\b"
        ),
        AnswerType.amount,
    ),
    (
        re.compile(rf"\bhow many\b|\bhow much\b(?={_OF_MASS})|\bnumber of\b|\bheadcount\b|\bhow (?:large|big)\b"),
        AnswerType.quantity,
    ),
    (
        re.compile(
            rf"{_ASKS}when\b|\bwhen(?:{_BE}|\W*$)|\bwhat (?:year|date|month|day)\b|\bwhich (?:year|month)\b"
            r"|\bhow (?:long|old|soon)\b"
        ),
        AnswerType.date,
    ),
    (
        re.compile(
            rf"{_ASKS}who(?:se|m)?\b|\bwho(?:se|m)?\W*$"
            r"|\bwhich (?:organisation|company|firm|body|person|partner|trust|university|department)"
        ),
        AnswerType.who,
    ),
    (_LIST, AnswerType.list),
    (re.compile(rf"{_ASKS}where\b|\bwhere(?:{_BE}|\W*$)|\bwhich {_PLACE_NOUN}"), AnswerType.place),
    (re.compile(r"^(?:so |and |but |then )?why\b|\bhow come\b|\breasons?\b"), AnswerType.reason),
    (
        re.compile(
            r"^what(?:'s| is| are) (?!happening|going|wrong|new\b|next\b|.*(?:['’]s|s['’]) (?:[\w-]+ )*"
            r"(?:rate|ratio|score|target|population|size|growth|ranking)s?\b)"
            r"(?:the |an? )?(?:(?!of |for |in |with |about |from )[\w&@'’-]+ ?){1,5}\??$"
        ),
        AnswerType.definition,
    ),
    (
        re.compile(
            r"^(?:so |and |but |then )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"
        ),
        AnswerType.yes_no,
    ),
)


@dataclass(frozen=True)
class Question:
    """A standalone question, analysed.

    Attributes:
        terms: its content words as index terms.
        names: proper names in it, as terms; known only where the person typed capitals.
        phrases: the terms of each capitalised phrase ("Bradford Royal Infirmary"), without a question's first word.
        places: the places it names; known only where the person typed capitals.
        years, numbers: as typed, numbers without the years.
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
    asked = _SETTING.sub("", lowered)
    type_ = next((kind for pattern, kind in _TYPES if pattern.search(asked)), AnswerType.other)
    if all_values and type_ is AnswerType.definition:
        type_ = AnswerType.other
    years = frozenset(YEAR.findall(text))
    return Question(
        text=text,
        type=type_,
        terms=tuple(content_terms(text)),
        names=_names(text),
        phrases=_phrases(text),
        places=named_places(text),
        years=years,
        periods=periods_in(text),
        numbers=frozenset(number for number in _NUMBER.findall(plain(_SPAN.sub(" ", text))) if number not in years),
        ordinals=frozenset(ORDINALS.index(_word(match)) for match in _ORDINAL.finditer(lowered)),
        wants_list=type_ is AnswerType.list or bool(_LIST.search(lowered)),
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
    found = []
    for phrase in PHRASE.finditer(text):
        words = phrase.group().split()
        terms = frozenset(content_terms(" ".join(words[1:] if not phrase.start() else words)))
        if terms:
            found.append(terms)
    return tuple(found)


def _names(text: str) -> frozenset[str]:
    """Return the terms of capitalised words; the first word of a sentence counts only if it is written in capitals."""
    found: set[str] = set()
    for match in _NAME.finditer(text):
        word = match.group()
        opens = not text[: match.start()].rstrip() or text[: match.start()].rstrip()[-1] in ".?!:"
        if word.lower() in STOP_WORDS or (opens and not word.isupper()):
            continue
        found.update(content_terms(word))
    return frozenset(found)
