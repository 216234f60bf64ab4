"""What is measured, and in what: no figure, money for a mass, a share for a number, hectares for survival."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.guards.around import said_around, with_headings
from assistant.answering.guards.wholes import PERCENT
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.answering.tables.cells import asked_cells
from assistant.answering.units import paragraph_above
from assistant.corpus.document import Document, same_table
from assistant.english.dates import YEAR_DIGITS
from assistant.english.numbers import NUMBER_WORD
from assistant.indexing.lexical import content_terms

_PROFIT = re.compile(r"\bprofits?\b", re.IGNORECASE)
_TURNOVER = re.compile(r"(?<!staff )\b(?:turnover|revenues?)\b(?! (?:fund|budget|account)\w*)")
"""Not in capitals, where it is HM Revenue."""
_WHAT = r"(?P<what>turnover|revenues?|sales|profits?)"
_CALLED = re.compile(
    rf"\b{_WHAT}(?: (?:of|was|were|is|reached|hit|stood at|to"
    r"|(?:rose|fell|grew|increased|went up|went down)(?: [^,;]*)? to)|:)"
    r"(?: (?:about|around|over|some|nearly|almost|just|under))* ?$",
    re.IGNORECASE,
)
"""In front of a figure: what it is of."""
_CALLED_BEHIND = re.compile(rf" (?:of|in) (?:annual |total |net |gross )?{_WHAT}\b", re.IGNORECASE)
_TURNOVERS = frozenset({"turnover", "revenue", "revenues", "sales"})
_MEASURE = re.compile(
    r"^(?:and |so |but )?what(?:['’]s| is| was| are| were) the (?P<asked>[\w -]{3,40}?) (?:of|in|for|at|across|on)\b"
    r"|\bhow many (?P<counted>\w+)",
    re.IGNORECASE,
)
"""What is measured: "what was the survival rate of"."""
_JOINING = (
    r"(?:of|in|for|at|on|by|during|per|to|from|across|among|between|behind|about|with|within|against|over|under|than|as"
    r"|since|last|this|so|the|an?|and|or)\b"
)
_NOUN = rf"(?!{_JOINING})[a-z][\w/-]*"
_NOUNS = rf"(?P<nouns>{_NOUN}(?: {_NOUN}){{0,4}}?)"
_BEHIND = rf"(?= {_JOINING}| {YEAR_DIGITS}|\W*$|,)"
_ASKING = (
    "who|whom|whose|what|which|how|when|where|why|is|are|was|were|did|does|do|has|have|had|will|would|can|could|should"
    "|define|describe|explain|list|name|tell|show|give|and|but|so|back|the"
)
_ASKED_MEASURE = (
    re.compile(
        r"(?i:(?:and |so |but )?what(?:['’]?s| is| was| are| were| will be)) "
        rf"(?:the |[A-Z][\w&-]*(?: [A-Z][\w&-]*){{0,4}}['’]s? )?{_NOUNS}{_BEHIND}"
    ),
    re.compile(
        rf"(?i:(?:and |so |but )?what) {_NOUNS} (?:do|does|did|is|was|are|were|has|have|had|will|would|should|can)\b"
    ),
    re.compile(rf"(?!.*\b(?i:{_ASKING})\b)(?:[A-Z][\w&'’@-]* ){{0,5}}{_NOUNS}{_BEHIND}"),
)
"""What is measured, in a question after it and in one without a verb: "carbon emissions 2020/21?"."""
_ANY_MEASURE = frozenset(
    content_terms(
        "number rate total figure value average mean median date name size share percentage percent proportion level"
        " amount cost price budget sum spend spending spent target limit aim goal plan year time count score main"
        " overall annual estimated expected planned projected forecast current latest final initial original maximum"
        " minimum combined actual actually extra further new increase decrease rise fall growth change drop reduction"
        " coverage"
    )
)
"""Words of a measure that a sentence may leave out, or say in other words."""
_NAMED = 2
"""Words from which a measure has a name of its own: a single one ("headcount") has other words more often."""
_FIGURE = re.compile(
    rf"[\d£$€%]|\b(?:{NUMBER_WORD}|zero|nil|dozens?|scores?|hundreds?|thousands?|millions?|billions?|half|halve[ds]?"
    r"|thirds?|quarters?|fifths?|tenths?|per ?cent|most|majority|all|every|each|both|none|no|nothing|nobody|never"
    r"|bulk|another|an? (?:pound|euro|dollar|penny|hundredth)"
    r"|single|once|twice|only|free|double[ds]?|treble[ds]?|triple[ds]?|several|few|many|couple|pair)\b",
    re.IGNORECASE,
)
"""A figure, or a word that stands for one."""
_ASKS_FIGURE = re.compile(
    r"^(?:and |so |but )?what (?:(?:is|was|were|are) (?:the )?)?(?:(?!do(?:es)?\b|did\b)[\w-]+ ){0,3}"
    r"(?:reading|figure|number|total|amount|percentage|ratio|sum|headcount)\b"
    r"(?= (?:of(?! speech)|for|in|at|was|were|taken|recorded)\b|\W*$)",
    re.IGNORECASE,
)
_NO_MEASURE = frozenset({AnswerType.yes_no, AnswerType.reason, AnswerType.who, AnswerType.date, AnswerType.definition})
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\n|(?<=[.!?])\s+(?=[A-Z])")
_CURRENCY = re.compile(r"[£$€]")
_MONEY_TERM = (
    r"\b(?:costs?|costed|prices?|priced|worth|value[ds]?|valuations?|spen[dt]|spending|expenditure|outlay|outturn|capital"
    r"|budget\w*|fund(?:s|ed|ing)?|financ\w*|invest\w*|money|cash|grants?|loans?|debts?|awards?|awarded|raised|pay|paid"
    r"|payments?|pays|wages?|salar\w+|earn\w*|pensions?|rents?|rental|fees?|fares?|tariffs?|charges?|tax(?:es)?|levy|bills?"
    r"|turnover|revenues?|incomes?|receipts?|sales|proceeds|profits?|surplus|deficits?|losses|savings?|reserves?|gva|gdp"
    r"|exports?|imports?|balance|dues|premiums?|prizes?|subsid\w+|donations?|sponsorship|allowances?|benefits?"
    r"|pounds?|euros?|dollars?|pence|gbp|eur|usd|nok|chf|pp|[mb]n|millions?|billions?|thousands?|0{3}s?|allocat\w+"
    r"|amounts?|sums?|estimates?|contribut\w+|subscriptions?|commitments?|committed|expens\w+|overheads?|outgoings?"
    r"|tenders?|invoic\w+|settlements?|claims?|claimed|tuition|rates?|remuneration|stipends?|fdi|deals?|given|got"
    r"|single|return|day ticket|pass|ppl|dividends?|compensation|interest|stakes?|equity|endowments?|gifts?|legac\w+)\b"
)
_MONEY = re.compile(
    rf"[£$€]|{_MONEY_TERM}|\d(?:m|k|bn)\b|\(m\)|\d\.\d\d\b|\bper (?:pupil|head|person|hour|day|week|month|year)\b",
    re.IGNORECASE,
)
"""A word or a sign of money, or of what mostly is money: a scale, two decimal places."""
_ASKS_MONEY = re.compile(
    r"\bhow much (?!of\b|more\b|less\b)(?:[\w-]+ ){0,2}?(?:funding|investment|money|cash|grant|budget|capital)\b"
    r"|\bhow much (?:does|do|did|will|would|is|are|was|were) .*\b(?:cost|spend|pay|spent|paid)\b"
    r"|^(?:and |so )?what (?:is|was|were|are|did) (?!.*\b(?:change|increase|rise|fall|cut|drop)\b).*"
    r"\b(?:cost|budget|turnover|spending|funding|investment)\b",
    re.IGNORECASE,
)


def is_of_other_unit(question: Question, entry: Scored) -> bool:
    """Whether a row's answer is money where a mass is asked for, or a share where a number is.

    "Cargo dues, £000" says not how much cargo there was, "on time (%)" of a route not how many it carried; but
    "survival (%)" tells of how many survived.
    """
    row = entry.unit.block
    if question.type is not AnswerType.quantity or row is None or not row.cells or entry.exact is None:
        return False
    column = row.column_at(entry.exact[0]) or ""
    said = f"{entry.exact_words[:1]} {column} {row.table}"
    is_money = bool(_HOW_MUCH.search(question.text) and _CURRENCY.search(said)) and not asked_cells(question, row)
    is_share = bool(_HOW_MANY.search(question.text) and PERCENT.search(column))
    return is_money or (is_share and not set(question.terms).intersection(content_terms(column)))


_TO_RING = re.compile(r"(?:\+\d{1,3}[ -]?|\b0)(?:\(0\))?\d(?:[ -]?\d){7,9}\b|https?://\S+|\bwww\.\S+")
"""A number to ring, or an address on the web."""


def lacks_figure(question: Question, entry: Scored) -> bool:
    """Whether a figure is asked for and a unit has none, not even in words: "It was not the cheapest" of its cost.

    The number to ring is no number of things.
    """
    if question.type in FIGURES:
        return not _FIGURE.search(_TO_RING.sub(" ", entry.unit.text))
    asks = question.type is AnswerType.other and _ASKS_FIGURE.search(question.text)
    return bool(asks) and not _FIGURE.search(entry.unit.text)


def lacks_money(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a sum of money is asked for, and neither a row nor what is said over it has a word of any.

    "Crale: 61", in a table of patents, says not how much investment Crale received.
    """
    row = entry.unit.block
    if row is None or not row.cells or not (question.type is AnswerType.amount and _ASKS_MONEY.search(question.text)):
        return False
    whole = document(entry.unit.candidate.passage.document)
    above = paragraph_above(whole, row)
    columns = " ".join(cell.column for cell in row.cells)
    said = (
        entry.unit.text,
        columns,
        said_around(entry, document),
        whole.text[above.start : above.end] if above else "",
    )
    return not _MONEY.search(" ; ".join(said))


def has_other_measure(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a row's answer is of a measure that is not asked for, while another table of its document has that one.

    Of "the survival rate in the Fells", a row of the Fells with hectares and grants tells nothing where another table
    has a column of survival.
    """
    row, measure = entry.unit.block, _MEASURE.search(question.text)
    if row is None or not row.cells or entry.exact is None or measure is None:
        return False
    asked = frozenset(content_terms(measure["asked"] or measure["counted"])) - question.names - _ANY_MEASURE
    told = frozenset(content_terms(with_headings(entry)))
    if asked & frozenset(content_terms(row.column_at(entry.exact[0]) or "")):
        return False
    others = (block for block in document(entry.unit.candidate.passage.document).blocks if block.cells)
    columns = {cell.column for other in others if not same_table(other, row) for cell in other.cells[1:]}
    return any(asked & frozenset(content_terms(column)) - told for column in columns)


def is_of_other_account(question: Question, entry: Scored) -> bool:
    """Whether a profit is asked for, and the exact answer is what a sentence calls the turnover; or the other way."""
    within = entry.exact_within
    if question.type in _NO_MEASURE or within is None or not re.search(r"\d", entry.exact_words):
        return False
    text = entry.unit.text
    called = _CALLED.search(text[: within[1]].removesuffix(entry.exact_words)) or _CALLED_BEHIND.match(text, within[1])
    if called is None or _CALLED.search(entry.exact_words):
        return False
    profit, turnover = bool(_PROFIT.search(question.text)), bool(_TURNOVER.search(question.text))
    return (profit and not turnover and called["what"].lower() in _TURNOVERS) or (
        turnover and not profit and called["what"].lower() not in _TURNOVERS
    )


def lacks_measure(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a unit gives a figure without the noun of what is measured, of which its document gives one elsewhere.

    In a report that gives emissions and pay gaps, a row of recycling tells nothing of "carbon emissions", nor a
    sentence on professors of the "ethnicity pay gap". What the report never calls so may be there in other words.
    """
    unit = entry.unit
    if question.type in _NO_MEASURE or not re.search(r"\d", entry.exact_words):
        return False
    asked = next(filter(None, (form.match(question.text) for form in _ASKED_MEASURE)), None)
    nouns = [term for term in content_terms(asked["nouns"]) if term not in _ANY_MEASURE] if asked else []
    if len(nouns) < _NAMED:
        return False
    held = frozenset(content_terms(f"{unit.text} {said_around(entry, document)}"))
    is_missing = any(question.missing(nouns[-1:], held))
    return is_missing and nouns[-1] in _measured(document(unit.candidate.passage.document).text)


@lru_cache(maxsize=32)
def _measured(text: str) -> frozenset[str]:
    """Return the terms of all sentences and rows of a document that give a figure.

    Kept, for several units of one document are looked at. "Energy consumption is reviewed each year" measures none.
    """
    return frozenset(content_terms(" ".join(part for part in _SENTENCE_END.split(text) if re.search(r"\d", part))))
