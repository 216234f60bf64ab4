"""What kind of words answer a question: an amount, a date, a person, a list."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.english.changes import CHANGE, FALL, FARE, RISE, forms_of_events
from assistant.english.numbers import NUMBER_WORD, numbers


class AnswerType(StrEnum):
    """What kind of words answer a question."""

    amount = "amount"
    quantity = "quantity"
    percentage = "percentage"
    part = "part"
    date = "date"
    rank = "rank"
    who = "who"
    place = "place"
    list = "list"
    definition = "definition"
    yes_no = "yes_no"
    reason = "reason"
    other = "other"


FIGURES = frozenset({AnswerType.amount, AnswerType.quantity, AnswerType.percentage, AnswerType.part})
"""What a figure answers."""
_TIME = r"(?:year|month|week|day|hour|minute)"
_COUNT = (
    rf"(?:{numbers(2, 10)}|\d{{1,2}})\b"
    rf"(?![-–/%]|[.,:]\d| {_TIME}\b| {_TIME}s (?:later|earlier|ago|before|after)\b)"
)
"""How many things are asked for: no number in a compound ("18-week"), and none of a time."""
_OPENING = r"^|[,;:.?!] ?|[–—-] "
"""What stands before the first word of a question or of a clause."""
_ASKS = (
    rf"(?:{_OPENING}|\b(?:and|or|but|so|then|ok|exactly|by|for|to|from|with|of|in|at|on|since|until|till|about"
    r"|before|after|behind|under|through|know|tell|me|us|say|says|said|find out|decides?|decided|wonder|remember) )"
)
"""What a question word stands behind where it asks; behind a noun it does not: "people who sleep rough"."""
_TOTAL = (
    r"(?: (?:the|its|their|our|total|annual|average|net|gross|overall|combined|carbon|operating"
    r"|[\w-]+(?:['’]s|s['’])))*"
    r"(?: (?!main|key|other|top|chief|these|those)[\w-]+)?"
    r" (?:sales|emissions|profits|earnings|takings|revenues|receipts|losses"
    r"|(?:(?<=total )|(?<=annual ))(?:ex|im)ports)\b"
)
"""One figure that goes in the plural: "what were total sales in 2023?" asks for no list."""
_LIST = re.compile(
    rf"(?:{_OPENING}|\b(?:and|then|please|you|to|just) )list\b|\b(?:a|the)(?: (?:full|complete|short))? list of\b"
    rf"|\bname (?:the|all|them|some|a few|{numbers(2, 6)})\b"
    rf"|\bwhat (?:are|were)\b(?!{_TOTAL}(?! \w+s\b))|{_ASKS}(?:which are|who (?:are|were))\b"
    r"|\b(?:what|which|who)\b(?! (?:is|was)\b)"
    rf"(?:\s+(?:the|are|were|main|key|other|further|of|these|those|chief|top)){{0,2}}\s+{_COUNT}"
    rf"|\b(?:what|which|who) (?:is|was) (?:the )?{_COUNT}(?! {_TIME}s\b) (?:[\w-]+ )?\w*[^su\W]s\b"
)
_DEFINITION = re.compile(
    r"\b(?:stands? for|what is meant|meaning of|define|definition|what does [\w&'’ -]{1,40} mean"
    r"|short for|spell out|abbreviations?|acronym)\b"
)
_OPENS = r"^(?:so |and |but )?(?:(?:in|at|for|from|of|to|by|on) )?"
_PLACE_NOUN = (
    r"(?:city|place|region|town|country|county|district|borough|village)\b(?! (?:council|cent(?:re|er)|hall)\b)"
)
_BE = r"(?:['’]s|(?: is| was| are| were| did| does| do| will| would| has| have| had| can| could| should| may| might)\b)"
_KIND_OR_THINGS = r"(?:\w*(?:[^s\W]s|ed)|kind|type|sort|form|source)\b"
"""Between "what" and a word for money: "what sites", "what kind of" ask for no sum."""
_NO_COMPOUND = (
    r"\b(?! (?:zone|trust|bank|firm|compan|round|manager|plan|strateg|programme|partner|priorit|polic|propos|chain"
    r"|centre|holder|officer|bod|decision|stream|source|scheme|agreement|committee|process|opportunit|site|project"
    r"|criteri|condition|deadline|requirement|rule|application|case|pipeline|landscape)\w*)"
)
"""Behind a word for money: an investment zone is no investment."""
_INCOME = r"(?:income|revenue|profit|surplus|deficit|expenditure|spending|debt|salary|price|rent|fee|fine)s?"
_OWN = r"(?:the|its|their|our|total|annual|average|current|latest|overall|[\w&-]+(?:['’]s|s['’]))"

_SETTING = re.compile(rf"^(?:when|where)(?!{_BE}) .+?, (?=(?:what|which|who|whose|whom|how|why|when|where)\b)")
"""What opens a question and is not asked: "when a block is sold, what happens to its tenants?"."""
_GIVEN_SHARE = re.compile(rf"(?P<number>\d|\b{NUMBER_WORD}) per ?cent(?:age)?\b")
"""A share that a question gives and does not ask for: "who owns 40 per cent of the farm?"."""
_PAYS = r"(?:spend|pay|cost|earn|charge)"
_NO_PURPOSE = r"(?!.* sa(?:y|id) about |.* (?:for|on|about|into|towards)(?: (?:in|at|by|during|across) .*|\W*)$)"
"""A preposition left at the end asks for things, not for a sum: "what does the levy pay for?"."""
_DOES = r"(?:did|does|do|will|would|has|have|had|can|could|should|may|might)"
_MONEY_ACTS = (
    rf"(?! {_DOES}\b.{{0,30}}\b(?:budget|sum|amount|funding|investment)s?\b"
    r"(?!\W*$| (?:of|for|in|on|at|per|be|been|come|amount|total)\b))"
)
"""Money that does something is not asked for: "what will the investment deliver?"."""
_VALUES = r"(?:value|(?:average|median|total|combined|contract|order|asset|house|property|land|rental) values)"
"""The values of a council are no sums."""

_MONEY_NOUN = (
    r"(?:money|cash|funds?|funding|income|revenue|investment|capital|grants?|aid|debt|credit|budget|spend|spending|pay"
    r"|profits?|tax(?:es)?|rent|subsidy|support|turnover|compensation|savings?|backing|finance|equity|business|fdi|gva|gdp"
    r"|borrowing|lending|loans?|arrears|lev(?:y|ies)|reserves|wages?|damages|dividends?|dues|sponsorship|expenditure"
    r"|deficit|underspend|overspend)"
)
_NOT_MEASURED = r"(?:more|less|of|the|it|they|we|a|an|(?:is|was|were|are|did|do|does|will|would|has|have|had)\b)"
_OF_MASS = rf"(?: (?!{_MONEY_NOUN}\b|{_NOT_MEASURED})[a-z-]+){{1,3}}{_BE}"
"""Behind "how much", what is measured and is no money: "how much cargo did", "how much storage space is"."""
_OF_CHANGE = rf"{_BE}(?:(?!\b{_MONEY_NOUN}\b).)*\b(?:{forms_of_events(RISE, FALL, FARE, CHANGE)})\b"
"""Behind "how much", what became more or less: it may be told in any unit."""

_LONG_THING = (
    r"(?:(?:foot)?(?:bridge|path)|(?:cycle|motor|slip|rail|run)way|tunnel|platform|pier|quay|jetty|berth|breakwater"
    r"|wall|fence|hedge|trail|track|road|street|bypass|canal|river|stream|beach|pipe|pipeline|cable|rope|vessel|ship"
    r"|boat|ferry|train|carriage|tram|pool|corridor|ditch|dam|viaduct)s?"
)
_OF_LENGTH = (
    r"\bhow long (?:is|are|was|were|will|would)(?: (?!(?:for|of|on|in|at|to|until|with|by|before)\b)[\w'’-]+){0,4}"
    rf" {_LONG_THING}(?: be)?(?: (?:at|in|of|between|over|across) (?!use\b|service\b|place\b).*)?\W*$"
)
"""Asks for the length of a thing; of any other, "how long" asks for a time."""

_OF_PERSON = r"(?! (?:did|does|had|has|was|is) (?:he|she)\b)"
_NO_RANK = (
    r"(?!.*\bhow many\b|.*\b(?:to|at|with|holds?|held) the rank of\b"
    r"|(?:and |so )?(?:who|when)\b.* (?:the|an?|this) ranking\b"
    r"|.*\b(?:\w+est|worst|top)[ -]ranked (?!(?:in|for|on|by|of|among|across)\b)[a-z])"
)
_ASKS_RANK = (
    rf"^{_NO_RANK}.*(?:(?<!\btaxi )(?<!\bcab )(?<!\bhis )(?<!\bher )\brank(?:s|ed|ing)?\b(?! and file\b){_OF_PERSON}"
    rf"|\bwhat position\b{_OF_PERSON}|\bwhere does .* (?:come(?! from)|stand|place)\b)"
)
"""Asks for a place among others: no taxi rank, no officer's rank, nothing else about a ranking or what is ranked."""

_WHICH_HAS = (
    rf"{_OPENS}which (?!(?:percentage|proportion|share|number|per ?cent|amount|sum)\b)(?!.*\bhow (?:many|much)\b)"
    r"(?:[\w'’-]+ ){1,4}?(?:has|had|have|is|was|were|are|saw|recorded|reported|gained|gets?|got|receives?|received)"
    r" .*\b(?:percentage|proportion|per ?cent|number of)\b"
)
"""Asks which of several it is by a measure, not for it: "which ward has the highest percentage of tenants?"."""
_WHETHER = (
    r"^(?:so |and |but )?(?:is|are|was|were|has|have|had|did|does|will|would) (?!there\b|you\b|we\b)"
    r"(?!.*\b(?:how|what|which|who(?:se|m)?|when|where)\b)"
    r"(?!.*\b(?:gives?|says?|states?|tells?|mentions?|knows?|known|publish(?:es|ed)?|given|stated|recorded)\b)"
    r".*\b(?:percentage|proportion|per ?cent|number of)\b"
)
"""Asks whether something is so of a measure, not for the measure: "has the number of pupils risen?"."""
_REASON = re.compile(
    rf"^(?:so |and |but |then )?(?:why|how come)\b|{_ASKS}what (?:made(?! up\b)|led|caused|prompted|persuaded|convinced"
    r"|dr(?:ove|ives)|expla(?:ins|ined)|account(?:s|ed) for|triggered|brought about|forced"
    r"|put (?:an end|a stop) to|put\b.+\boff)\b"
    rf"|{_ASKS}what(?:['’]s| is| was| lies| lay)(?: \w+)? behind\b"
)
"""Asks why something is or was so, whatever else is named in it."""

_TYPES: tuple[tuple[re.Pattern[str], AnswerType], ...] = (
    (_DEFINITION, AnswerType.definition),
    (_REASON, AnswerType.reason),
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
    (re.compile(_ASKS_RANK, re.DOTALL), AnswerType.rank),
    (re.compile(_WHICH_HAS), AnswerType.other),
    (re.compile(_WHETHER), AnswerType.yes_no),
    (re.compile(r"\bhow much of\b(?!.*£)"), AnswerType.part),
    (
        re.compile(
            r"\b(?:what|which) (?:percentage|proportion|share|per ?cent)|\bhow (?:big|large) a share|\bwhat fraction"
            r"|\bper ?cent(?:age)?\b|\bproportion\b|\bwhat %"
        ),
        AnswerType.percentage,
    ),
    (
        re.compile(
            rf"\bhow much\b(?!{_OF_MASS}|{_OF_CHANGE})|£(?!\d)|\bwhat{_MONEY_ACTS}(?:{_BE}{_NO_PURPOSE}.{{0,30}}"
            rf"|(?!{_BE})(?: (?!{_KIND_OR_THINGS})[\w-]+){{0,3}} )\b"
            rf"(?:costs?|worth|budgets?|turnover|{_VALUES}|sums?|amounts?|funding|investments?){_NO_COMPOUND}"
            rf"|\bwhat{_BE}(?: [\w&'’-]+){{0,6}}? {_OWN}(?: [\w-]+){{0,3}} {_INCOME}{_NO_COMPOUND}"
            rf"|\bwhat (?:[\w-]+ )?(?:price|rent|fee|fare|toll|salary|wage|tariff){_BE}"
            rf"|\bwhat (?:did|does|do|will|would) (?!{_PAYS}\b){_NO_PURPOSE}.{{0,60}}\b{_PAYS}\b"
        ),
        AnswerType.amount,
    ),
    (
        re.compile(
            rf"\bhow many\b|\bhow much\b(?={_OF_MASS})|\bnumber of\b|\bheadcount\b|\bhow (?:large|big)\b|{_OF_LENGTH}"
        ),
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
    (re.compile(r"\bhow come\b|\breasons?\b"), AnswerType.reason),
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


def answer_type(question: str) -> AnswerType:
    """Return what kind of words a question asks for.

    Args:
        question: in lower case.
    """
    asked = _GIVEN_SHARE.sub(r"\g<number>%", _SETTING.sub("", question))
    return next((kind for pattern, kind in _TYPES if pattern.search(asked)), AnswerType.other)


def names_list(question: str) -> bool:
    """Whether a question asks in so many words for several things, whatever words answer it.

    Args:
        question: in lower case.
    """
    return bool(_LIST.search(question))
