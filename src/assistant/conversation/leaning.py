"""Whether a question leans on the one before it: by a pronoun, by what it leaves out, by how it opens."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.conversation.fragments import OPENER
from assistant.conversation.names import NAMED, PERSONAL, names_in
from assistant.conversation.pronouns import AUXILIARY, PLURAL, WHO_DOES, refers
from assistant.conversation.slots import MEASURES, TIMES, is_plural
from assistant.conversation.years import counts_from_a_year
from assistant.english.dates import is_month
from assistant.english.places import named_places
from assistant.indexing.lexical import STOP_WORDS, content_terms

_MEANS_A_NAME = re.compile(r"\b(?:it|its|there|he|she|him|her|his)\b", re.IGNORECASE)
_WHO = re.compile(r"\W*(?:(?:and|but|so)\b[\s,]*)*(?:who|whose)\b", re.IGNORECASE)
_MEANS_MORE = re.compile(r"\b(?:that|this|those|these|ones?|same|former|latter|each|both|of it)\b", re.IGNORECASE)
"""Pronouns that stand for what was counted or said as well as for a thing with a name."""
_THEY = re.compile(r"\b(?:they|them|theirs?)\b", re.IGNORECASE)
_BODY = re.compile(rf"\b{NAMED}(?=\W*$|[,)]| (?:{AUXILIARY}|and|or|by|for|from|of|in|on|at|worth|[a-z]+ed)\b)")
"""A name by itself: "the Kelder tram" has one that only says which tram."""
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_LOWER = re.compile(r"\b[a-z][\w-]*")
_TWO_PEOPLE = re.compile(rf"\b{PERSONAL.pattern} and {PERSONAL.pattern}")
_SAID_APART = re.compile(
    r"\b(?:the|these|those|all|both|two) (?:two |three |other )?"
    r"(?:sources?|figures?|numbers?|reports?|documents?|values?|estimates?|answers?|statements?) "
    r"(?:do not |don['’]?t |all |both |so (?:much )?|seem to |appear to |being )*"
    r"(?:are |so |very |not )*(?:differ(?:ent|ing)?|disagree(?:ing)?|conflict(?:ing)?|var(?:y|ied)|contradict\w*"
    r"|match|agree|inconsistent|apart|at odds|the same)\b",
    re.IGNORECASE,
)
"""Says of what was answered that it is not one: "why do the sources differ?"."""
_OF_BEFORE = re.compile(
    r"\bthe (?:total|figure|number|rate|share|amount|sum)"
    r"(?= (?:gone|go|going|up|down|higher|lower|risen|fallen|rising|falling|changed|now|since|then|in the last)\b"
    r"|[?.,]|$)",
    re.IGNORECASE,
)
"""What was asked for, without saying of what: "Has the total gone up since May?"."""
_EXISTS = re.compile(r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were|be|been)\b", re.IGNORECASE)
_CONTINUES = re.compile(
    r"^(?:and|but|so|or|then|also|plus|what about|how about|vs|versus|same|no,|sorry|oops|i meant|instead|"
    r"ok(?:ay)?,? (?:and|but))\b",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    r"^(?:how many|which) (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|of|in|on|at|from)\b"
    r"|^(?:is|are|was|were) there any\b|^out of\b|\b(?:high|low|bigg|larg|small|fast|slow|long|short|old|new|cheap)er\b"
    r"|\b(?:more|less|fewer|better|worse|than|else|others?|another|instead|too|number|figure|total)\b"
    r"|\bthe (?:most|fewest|least)\W*$"
    r"|^(?:(?:and|but|so)\b[\s,]*)*(?:which|what|who)\b[^?]* (?:is|are|was|were|has|have|had|did|does|do) (?:the )?"
    r"(?:worst|best|highest|lowest|biggest|largest|smallest|top|bottom)\W*$"
    r"|\b(?:it|that|this|they|those) "
    r"(?:chang(?:ed?|ing)|differ(?:ed|ing)?|var(?:y|ied)|r[io]sen?|fallen|fell|grown?|grew)\b"
    r"|(?:\b(?:it|that|this|they|those) |^\W*(?:(?:and|but|so|please|can you)\b[\s,]*)*)"
    r"compared? (?:with|to|against)\b",
    re.IGNORECASE,
)
_OF_NOTHING = re.compile(
    r"\b(?:the|an?|any|our) (?-i:(?:[A-Z][\w'’-]*|national|regional|local|overall|current|latest|official) )*"
    r"(?:averages?|rates?|figures?|numbers?|data|statistics|stats|totals?"
    r"|(?:high|low)est (?:shares?|rates?|numbers?|figures?|scores?|values?|amounts?))"
    r"(?=\W*$| (?:in|for|at|across|now|then)\b)"
    r"|\bthe (?:targets?|baselines?|forecasts?|projections?|estimates?|benchmarks?)"
    r"(?=\W*$| (?:in|for|by|at) (?:the (?:year |end of ))?\d{4}| (?:now|then)\b)"
    r"|(?:(?:\b(?:the|an?|any|year-on-year|yoy|annual|percentage) |% ?)|^\W*)(?:(?:percentage|annual) )?"
    r"(?:changes?|increase|decrease|rise|fall|drop|decline|difference|reduction|improvement)"
    r"(?=\W*$| (?:on|from|since|between|against|compared|over) )",
    re.IGNORECASE,
)
"""Asks for a figure, without saying of what: "the England average", "any data for York"."""
ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|tell|give|list|name)\b",
    re.IGNORECASE,
)
ASKS_THE_SAME = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*(?P<asking>how (?:many|much|big|long|far|old)|what|who|when|where)"
    rf"(?: (?P<measure>{'|'.join(sorted(MEASURES))})(?= (?:is|was|were) (?:it|that|this|they|those|there)\b))?"
    r"(?:(?: (?:is|was|were|are|did|does|do)|['’]s) (?:it|that|this|they|those|there))?"
    r" (?=(?:in|for|at|of|from|by|during|with|across)\b)",
    re.IGNORECASE,
)
"""What asks once more as before, of what follows: "how many were there in Bristol?", "what share was it in May?"."""
_NOUN_ASKED = (
    rf"(?:how many(?: (?!{PLURAL.pattern})[a-z-]+)?|how much|which|what(?= (?:{'|'.join(sorted(MEASURES))})\b))"
    rf" (?!(?:{AUXILIARY}|[a-z]+ed)\b)[a-z-]+"
)
_CLAUSE_FOLLOWS = (
    rf"(?:,? (?:and|but) (?:(?:who|what['’]s)\b|(?:what|how(?: (?!many\b)[a-z]+)?) {AUXILIARY}\b)"
    rf"|, (?:and|but) (?:when|where|why) {AUXILIARY}\b)"
)
_PART_ALONE = re.compile(
    rf"^(?:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*{_NOUN_ASKED}{_CLAUSE_FOLLOWS}",
    re.IGNORECASE,
)
"""Asks by a noun without a verb, and then by a clause that has its own: "how many jobs, and who pays for the site?".

"How many nurses and how many doctors work there?" and "Which ward and why did they close?" share one.
"""
_OPENS_WITHOUT_ASKING = re.compile(r"^(?:for|in|at|on|of|from|by|with|among|across|during|under|over)\b", re.IGNORECASE)
SHORT = 3  # content words: a question with no more of them, in a conversation, leans on the one before
_SHORT_EXISTING = 5  # the same of one whether there is something
_WHOLE = 2  # content words: with fewer, a question has not even said of what it asks
_SAME_WORDS = 8  # words: a longer one says what it is about
_ASKED_OF = frozenset(content_terms(" ".join([*MEASURES, *TIMES, "next last this"])))
"""Words for what is asked of a thing, and when: "What is the target for next year?" leaves out of what."""
_QUOTED = re.compile(r"[\"“][^\"“”]{3,}[\"”]")
_YEAR_SAID = re.compile(r"\b(?:(?:last|this|next|financial) )*years?\b", re.IGNORECASE)
"""Says when, and nothing of what a question is about."""


def leans(question: str) -> bool:
    """Whether a question can only be understood with the one before it: a pronoun, "and ...", or hardly any words."""
    if counts_from_a_year(question) or _asks_the_same(question) or _PART_ALONE.match(question.strip()):
        return True
    own = OPENER.sub("", question.strip())
    if refers(own):
        return True
    if _names_what(question.strip(), own):
        return False
    if _OF_BEFORE.search(own) or (_EXISTS.search(own) and len(_own_terms(own)) <= _SHORT_EXISTING):
        return True
    if _OPENS_WITHOUT_ASKING.match(question.strip()) and not ASKS.search(question):
        return True
    said = [term for term in _own_terms(_YEAR_SAID.sub("", question)) if not term.isdecimal()]
    return bool(_CONTINUES.match(question.strip())) or len(said) <= SHORT


def _names_what(question: str, own: str) -> bool:
    """Whether a question names what it is about: a name or a term in quotation marks, and what is asked of it.

    Args:
        own: the question without its opener.
    """
    names = names_in(own)
    if all(map(is_month, names)):
        return bool(_QUOTED.search(own) and ASKS.search(own))
    if ASKS.search(own):
        asked_of = _own_terms(_OF_NOTHING.sub(" ", own)) - _terms(names)
        return bool(asked_of) or not _leaves_out(own)
    places = named_places(own)
    if not places or _CONTINUES.match(question) or _OPENS_WITHOUT_ASKING.match(question):
        return False
    told = {term for term in _own_terms(own) - _terms(map(" ".join, places)) if not term.isdecimal()}
    return len(told) >= _WHOLE and bool(told - _ASKED_OF)


def _terms(names: Iterable[str]) -> frozenset[str]:
    return frozenset(content_terms(" ".join(names)))


def _asks_the_same(question: str) -> bool:
    """Whether a question only asks what was asked before of another place or time: "How many in Bristol?"."""
    asked = ASKS_THE_SAME.match(question.strip())
    if asked is None or len(question.split()) > _SAME_WORDS:
        return False
    return not ASKS.search(question.strip()[asked.end() :])


def _points_back(question: str) -> bool:
    """Whether a pronoun stands for something said; the one in "is there" does where the question compares."""
    return refers(question) or bool(
        _SAID_APART.search(question) or (_ELLIPTIC.search(question) and _EXISTS.search(question))
    )


def wants_words(question: str, before: str, answer: str) -> bool:
    """Whether the names that were talked about are not enough to say what a follow-up is about.

    Args:
        before: the question before it, which stands alone.
        answer: the answer to that.
    """
    is_clear = _says_what(question) and bool(names_in(before))
    if _points_back(question):
        is_clear = is_clear or (bool(names_in(before)) and bool(_WHO.match(question)))
        they, of_body = _THEY.search(question), _names_a_body(before, answer)
        of_name = _MEANS_A_NAME.search(question) or (they and of_body)
        of_more = _MEANS_MORE.search(question) or _SAID_APART.search(question) or (they and not of_body)
        return not (is_clear and of_name and not of_more)
    return not (is_whole(question) or is_clear)


def _names_a_body(before: str, answer: str) -> bool:
    """Whether "they" stands for a name that was talked about: nothing was counted, and no two people were answered."""
    found = _BODY.findall(before)
    names = [name for name in found if names_in(name) and tuple(name.lower().split()) not in named_places(name)]
    counted = any(map(is_plural, _LOWER.findall(WHO_DOES.sub("", before)))) or _HOW_MANY.search(before)
    return bool(names) and not (counted or _TWO_PEOPLE.search(answer))


def is_whole(question: str) -> bool:
    """Whether a short question leaves nothing out: it asks, names a thing, compares with nothing and joins nothing."""
    own = question.strip()
    if (_CONTINUES.match(own) and len(content_terms(own)) <= SHORT) or _leaves_out(own) or _PART_ALONE.match(own):
        return False
    says = _own_terms(own)
    of_what = {term for term in says - _ASKED_OF if not term.isdecimal()}
    return bool(ASKS.search(own)) and bool(of_what) and len(says) >= _WHOLE


def _says_what(question: str) -> bool:
    """Whether a question, even one that goes on with "and", says of what it asks, and compares with nothing."""
    own = _own_terms(question)
    said = len(own - _ASKED_OF)
    return (said >= _WHOLE or (said > 0 and len(own) > _WHOLE)) and not _leaves_out(question)


def _leaves_out(question: str) -> bool:
    """Whether a question compares, or asks for a figure, without saying with or of what."""
    return bool(_ELLIPTIC.search(question) or _OF_NOTHING.search(question))


def _own_terms(question: str) -> frozenset[str]:
    """Return the content words of a question; of "what's" the index keeps "what"."""
    return frozenset(content_terms(question)) - STOP_WORDS
