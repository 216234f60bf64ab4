"""What is planned, asked for or only would have been, beside what has happened: no answer to what somebody did."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.answer_types import FIGURES, AnswerType
from assistant.answering.guards.clauses import clause_of_exact
from assistant.answering.periods import published
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.answering.units import Unit
from assistant.corpus.document import BlockKind, Document
from assistant.english.dates import MONTH_NAMES

PLANS = re.compile(
    r"\b(?:will|would|shall|aims?|aiming|targets?(?! (?:groups?|areas?|audiences?|populations?)\b)"
    r"|(?-i:plan(?:s|ned|ning)?|Plan(?:s|ned)|PLANS?)(?! (?:permission|application|committee|authorit|consent)\w*)"
    r"|intend(?:s|ed)?|hopes?|milestones?|ambitions?|goals?|should|expect(?!anc)\w*|forecasts?"
    r"|by (?:the end of )?20\d\d)\b",
    re.IGNORECASE,
)
"""Words of plans, and of questions about them; the name of a plan, or a planning application, is none."""
_LEAD_IN = re.compile(r"(?:^|\n)(?P<lead>[^\n]*:)[ \t]*\n+(?:(?!\n)[^\n]+\n)*\Z")
"""The sentence in front of a list, and the items of it that stand before one."""
_CAME_ABOUT = (
    r"(?:open|reach|create|raise|complete|finish|build|deliver|achieve|attain|save|treat|train|plant|recruit|hire"
    r"|award|support|generate|invest|launch|publish|secure|receive|start|employ|benefit|install|construct|establish"
    r"|earn|help|attract|spend|begin|win)"
)
_STAYS_OPEN = re.compile(
    r"\b(?:will|would|shall|should|could|propos(?:ed|als?)|(?:is|are|was|were) scheduled|forecasts?|expects?"
    r"|(?<!than )expected"
    r"|(?:aim|plan|hop|intend)(?:s|es|ed|ned|e|ing|ning)? (?:to|for|at)"
    r"|(?:is|are|was|were|(?i:when)|as|first) (?:planned|due|intended)"
    r"|(?:is|are|was|were) to (?:be|have|help|bring|support|give|provide|employ|host|house|fund|offer|make|get)"
    rf"|(?:is|are|was|were) to {_CAME_ABOUT}"
    r"|Planned|Proposed|Expected|Projected|Forecast|Target)\b"
)
"""What a clause says of which it does not say that it came about. Stricter than PLANS: "the plan has created" tells."""
_BEGINS_CLAUSE = (
    r"(?:which|who|where|while|but|so|and|has|have|had|was|were|is|are|did|it|they|he|she|we|now|already|\w+ed)\b"
)
_PLANS_MORE = r"(?:will|would|should|plans?|aims?|expects?|hopes?|intends?|a further|another)\b"
"""Begins a clause behind an "and": "employs 400 and will employ 900"."""
_CLAUSE = re.compile(
    rf"(?:;|,(?= {_BEGINS_CLAUSE})|(?<= and)(?= (?:{_BEGINS_CLAUSE}|{_PLANS_MORE}))| (?:–|—|but|while|whereas|although)"
    r"|[.!?](?= (?-i:[A-Z])))\s",
    re.IGNORECASE,
)
"""Ends a clause. A comma alone does not: "expects 400 jobs, 520 homes and two parks"."""
_HAS_COME_ABOUT = rf"(?:{_CAME_ABOUT}e?d|built|met|won|spent|begun|began)"
_DONE = (
    r"(?!\w*(?:plann|expect|intend|propos|aim|forecast|hop|announc|promis|pledg|claim|target|schedul|project|estimat)ed\b)"
    r"(?:\w{3,}ed|built|met|won|made|done|held|given|begun|spent|sold|bought|cut|risen|fallen|grown)\b"
)
"""What has come about, as a participle."""
_AS_PLANNED = re.compile(
    rf"(?<!\w)(?P<done>{_HAS_COME_ABOUT}|began|started|launched|closed|moved|merged|went ahead|took place),? "
    r"as (?:first |originally )?(?:planned|intended|expected|hoped),?"
)
"""Says of what came about that it did so as it should."""
_OTHERWISE = re.compile(r"\b(?:who|which|that) (?:would|could|might)(?: (?:otherwise|normally|previously))? have\b")
"""Says of somebody what did not happen to them."""
_ASKS_WHAT_CAME_ABOUT = re.compile(
    rf"\bdid\b[^?.;]*?\b(?<!\bto )(?<!\bthe )(?<!\ba )(?<!\ban ){_CAME_ABOUT}\b"
    rf"|\b(?:has|have|had|was|were)\b[^?.;]*?\b(?<!\bto be ){_HAS_COME_ABOUT}\b"
    rf"|\bhow many (?:(?!to\b|by\b|will\b|are\b|is\b)[\w’'-]+ ){{1,4}}?{_HAS_COME_ABOUT}\b|\bwho {_HAS_COME_ABOUT}\b",
    re.IGNORECASE,
)
"""Asks for what somebody did: "when did the dock open?", "how many jobs has it created?"."""
_TOLD = re.compile(
    r"(?<!\bwill )(?<!\bwould )(?<!\bshould )(?<!\bto )\b(?:was|were|(?:has|have|had)(?: been)?) (?:\w+ly )?"
    r"(?!\w*(?:plann|expect|intend|propos|aim|forecast|hop|announc|promis|pledg|claim)ed\b)"
    r"(?:\w{3,}ed|built|met|won|made|done|held|given|begun|spent|sold|bought)\b"
)
"""What a clause tells as done, whatever plan it names: "the merger proposed in 2019 was completed"."""
_NO_MORE = (
    r"(?:(?:to|by|is|are|was|were)\b|(?:than|of|against|towards?) (?:the|an?|its|their|these|those)\b|\d\S* of\b)"
)
"""Ends what is told as done: "planted 300 of the 4,000", "raised £2m less than the £4m"."""
_PLAIN_WORD = rf"(?:(?!{_NO_MORE})(?:[^\s,;:]|,(?=\d))+)"
_DONE_UP_TO = re.compile(
    rf"(?P<front>.*)\b(?:(?<!be )(?<!have )(?<!is )(?<!are )(?i:{_HAS_COME_ABOUT}|given|paid|granted|sold|lent)"
    r"|(?<!will )(?<!would )(?<!to )(?<!may )(?<!might )(?<!could )(?<!should )(?:has|have) "
    rf"(?:(?:already|since|now|so far|\w+ly) )?{_DONE})(?P<between>(?: {_PLAIN_WORD}){{0,8}} ?)$"
)
_DONE_BEHIND = re.compile(
    r"^(?: of the \d[\d,.]*(?: [a-z-]+)?(?: (?:planned|proposed|promised|targeted|expected)(?: (?:by|for|in) \S+)?)?)?"
    r"(?: (?!(?:that|which|who|to|will|would|is|are|and|or|but)\b)[\w’'-]+){0,5}"
    rf" (?:was|were|has been|have been|had been) (?:(?:already|since|now|\w+ly) )?{_DONE}(?! (?:to|for|by) be\b)"
)
"""Tells behind an answer that it came about: "400 jobs were created, against a target of 1,000"."""
"""Tells up to the answer that it came about: "the trust planted 4,000"; "homes completed were to be 400" does not."""
_HELD_BY_PLAN = re.compile(rf"\b(?:have(?! {_HAS_COME_ABOUT}\b)|see|get)\b")
"""Makes what is done the plan's own: "they hoped to see the school opened in May"."""
_NEXT_TO = re.compile(r"^(?: (?:in|on|at|about|around|some|over|nearly|almost|more than|the|an?|its))* ?[£$€]?$")
_OF_WHAT_IS_DONE = re.compile(
    r"^(?: (?!(?:that|which|who|whose|where|when|and|to|as|so|because|for)\b)[^\s,;:]+)*?"
    r" (?:will|would|shall|should|could|is|are|was|were)\b"
)
"""Behind an answer, tells of what is to be done rather than of more: "homes completed in May will be let"."""
_AHEAD = re.compile(
    rf"(?:\b(?:in|by|from|until|for|during|early|late|mid|{MONTH_NAMES})[ -]|: )(?P<year>20\d\d)\b(?!,\d)",
    re.IGNORECASE,
)
"""A year that something is dated; it is ahead where it is later than the document."""
_HOLDS = re.compile(
    r"[^,;]*?\b(?:employs?|has|have|owns?|runs?|operates?|serves?|holds?|uses?|produces?|makes?|manages?|teach(?:es)?|houses?)"
    rf"(?: {_PLAIN_WORD}){{0,6}}? [£$€]?\d"
)
"""Tells what somebody has, before it tells of any plan: "employs 1,150 nurses, and the council will train 200"."""
_UNTIL_LATER = re.compile(
    r"\b(?:until|till|up to|through to|to|(?:expires?|ends?) (?:in|on)) (?:(?:the end of|\d{1,2} \w+|\w+) )?20\d\d\b",
    re.IGNORECASE,
)
"""How long something goes on that is so already: "funding of £4m is in place until March 2028"."""
_SUM_IN_FRONT = re.compile(r"(?:^The |\b[Ii]ts |['’]s )$")
_IS_GIVEN = re.compile(r"^ (?:[\w-]+ ){0,2}?(?:investment|grant|award|funding|loan|contract|deal)\b")
"""Beside a sum: it is there, whatever it will pay for ("the council's £4m grant will pay for lights")."""
_INSISTS = re.compile(
    r"\b(?:actual(?:ly)?|in the end|so far|(?:up to|until|till) now|(?<!up )to date|really happen\w*"
    r"|turn(?:ed|s)? out(?! (?:to (?:vote|hear|see|help|watch)|for|at|on|in)\b)"
    r"|the real (?:[\w-]+ )?(?:figures?|numbers?|totals?|results?|outcome))\b",
    re.IGNORECASE,
)
"""Words that ask for what came about, whatever was to be: "in the end", "actually"."""
_ASKS_OF_PAST = re.compile(
    r"^(?=.*\b(?:how (?:many|much)|which|who|when|figures?|numbers?|totals?|results?|outcome|happen\w*)\b)"
    r".*\b(?:did|has|have|had|was|were|got|went|won|received|paid|happened|(?:turned|came) out)\b",
    re.IGNORECASE,
)
"""Asks for a figure, a name or a date of what is past; what something was for, or why, may be told as a plan."""
_ASKS_OF_NOW = re.compile(
    r"\b(?:currently|at (?:the )?(?:moment|present)|right now|nowadays|these days)\b", re.IGNORECASE
)
_ASKS_HAS = re.compile(
    r"\b(?:do|does)\b[^?.;]*?"
    r"\b(?<!to )(?:have|employ|own|run|operate|serve|hold|use|produce|make|manage|teach|house)\b",
    re.IGNORECASE,
)
"""Asks what somebody has, or does all the time."""
_ASKS_AHEAD = re.compile(
    r"\b(?:(?:going|due|set|meant|supposed|likely|scheduled) to (?!(?:the|an?|its|their)\b)"
    r"|(?:due|set|scheduled) for\b|due (?:at|in|on)\b|(?:scheduled|budgeted|proposed)\b)",
    re.IGNORECASE,
)
"""Asks what is to be, whenever it is asked: "what is it currently going to cost?"."""
_ASKS_DECISION = re.compile(
    r"\b(?:set|fixed|agreed|chosen|decided|scheduled|confirmed|approved|selected|allocated|earmarked|budgeted|booked"
    r"|permission)\b",
    re.IGNORECASE,
)
"""Asks for what is settled, which may be still to come: "which dates have been set so far?"."""
_SAID_ONLY = re.compile(r"\b(?:announc|promis|pledg|claim)(?:ed|es?|ing)\b|\bcommitments?\b", re.IGNORECASE)
"""Tells what somebody said of something, which is no more than that where what came about is insisted on."""
_TOLD_BESIDE = re.compile(rf"\b(?<!\bbe )(?:got|went|came|paid|spent|received|{_HAS_COME_ABOUT})\b", re.IGNORECASE)
"""Tells beside such words what came about: "got £4m of the £9m that was announced"."""
_TOLD_IN_ROW = re.compile(
    r"\b(?:\w{3,}ed|built|met|won|made|done|held|given|begun|spent|sold|bought|actual(?:ly)?|outturn|so far|to date)\b",
    re.IGNORECASE,
)
"""Says of a row's figures, in the row or in its caption, that they came about."""
_ASKS_WISH = re.compile(
    r"\b(?:want|wish|propose|promise|pledge|recommend|suggest|ask|call|commit|announce|predict|claim)(?:e?d|s|ted|ing)?\b",
    re.IGNORECASE,
)
"""Asks what somebody wants or says, which a plan answers."""
_WISH_AS_NOUN = re.compile(
    r"\bhow many (?:(?!did\b|do\b)[\w'’-]+ )?(?:want|wish|promise|pledge|ask|call|claim)(?:e?s)?\b"
    r"|\b(?:the|an?|its|their|this|each|every|which|what|these|those) (?:call|claim)s?\b",
    re.IGNORECASE,
)
"""Such a word as the name of a thing: "how many claims were awarded?", "how many did the call centre recruit?"."""
_DECIDED = r"(?:vot|agre|approv|adopt|reject|decid|accept|endors|resolv|allocat|award|grant|authoris)ed"
_ASKS_WHAT_WAS_DECIDED = re.compile(
    r"\bdid\b[^?.;]*?\b(?<!\bto )(?:vote|agree|approve|adopt|reject|decide|accept|endorse|resolve|allocate"
    r"|award|grant|authorise)\b"
    rf"|\b(?:has|have|had|was|were)\b[^?.;]*?\b(?<!\bto be ){_DECIDED}\b",
    re.IGNORECASE,
)
_PUT_TO = re.compile(
    r"\b(?:is|are) (?:now |therefore |being )?(?:asked|invited|requested|urged|recommended) to\b"
    r"|\b(?:seeks?|seeking|requests?)\b[^.;]{0,30}?\b(?:approv|authoris|agree)"
    r"|\b(?:approval|agreement) is (?:sought|requested)\b"
    r"|\b(?:is|are) (?:recommended|proposed|requested) that\b[^.;]*|\brequests? that\b[^.;]*"
    r"|\b(?:we|I|report|paper|review|officers?) (?:also |therefore )?recommends?\b|\brecommended that\b",
    re.IGNORECASE,
)
"""Puts something to those who are to decide it."""
_HAS_DECIDED = re.compile(rf"\b(?<!\bbe ){_DECIDED}\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:had|were|should)\b|\b(?:if|unless|without|otherwise|but for|had (?:it|they|this|that|there|the \w+) not)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(r"\b(?:would|could|might)(?: \w+)? have\b", re.IGNORECASE)
"""What would have been: with a condition it was not. Without one it may be a guess at what was."""
_ASKS_UNREAL = re.compile(
    r"\b(?:would|could|might|should|if|otherwise|unless|sav(?:e[sd]?|ings?)|avoid\w*|prevent\w*|avert\w*)\b",
    re.IGNORECASE,
)
"""Asks for what would have been, or for what was saved or avoided, which that tells."""


def tells_plan(text: str) -> bool:
    """Whether a sentence says what is planned, and nothing of it that came about."""
    return bool(_STAYS_OPEN.search(text)) and not _TOLD.search(text)


def is_planned(entry: Scored) -> bool:
    """Whether a unit says what is planned, itself or by the sentence that introduces its list: "By 2032 we will:"."""
    return bool(PLANS.search(f"{_lead_in(entry)} {entry.unit.text}"))


def _lead_in(entry: Scored) -> str:
    """Return the sentence that introduces the list of which a unit is an item; "" where it is none."""
    unit, passage = entry.unit, entry.unit.candidate.passage
    above = _LEAD_IN.search(passage.text[: max(0, unit.start - passage.start)])
    return above["lead"] if above and unit.kind is BlockKind.list_item else ""


def with_done_first(
    question: Question, ranked: Sequence[Scored], near: Sequence[Scored], document: Callable[[str], Document]
) -> tuple[list[Scored], bool]:
    """Return the units with what has come about first, where that is asked for and the best one only plans it.

    Where every one that is about as likely only plans it, the best one is no answer: False. Where the question insists
    on what came about, those that only plan it are left out.

    Args:
        near: those of `ranked` that are about as likely as the best one, best first.
    """
    if not near or not _is_not_done(question, near[0], document):
        return list(ranked), True
    done = next((entry for entry in near if _may_be_done(question, entry, near[0], document)), None)
    if done is None:
        return list(ranked), False
    others = [entry for entry in ranked if entry is not done]
    if insists(question):
        others = [entry for entry in others if not _is_not_done(question, entry, document)]
    return [done, *others], True


def asks_what_came_about(question: Question) -> bool:
    """Whether a question asks for what somebody did or reached, and says nothing of plans."""
    wishes = PLANS.search(question.text) or _asks_wish(question)
    return not wishes and (
        bool(_ASKS_WHAT_CAME_ABOUT.search(question.text)) or insists(question) or _asks_of_now(question)
    )


def _asks_wish(question: Question) -> bool:
    """Whether a question asks what somebody wants or says."""
    return bool(_ASKS_WISH.search(_WISH_AS_NOUN.sub(" ", question.text)))


def _asks_of_now(question: Question) -> bool:
    """Whether a question asks for a figure as it is: "what share of adults smokes at the moment?"."""
    says_so = _ASKS_OF_NOW.search(question.text) or _ASKS_HAS.search(question.text)
    is_of_now = question.type in FIGURES and says_so
    return bool(is_of_now) and not _ASKS_AHEAD.search(question.text)


def insists(question: Question) -> bool:
    """Whether a question says that it asks for no more than what came about: "how much was paid in the end?"."""
    asked = question.text
    is_of_past = _INSISTS.search(asked) and _ASKS_OF_PAST.search(asked)
    return bool(is_of_past) and not _ASKS_DECISION.search(asked) and question.type is not AnswerType.reason


def _may_be_done(question: Question, entry: Scored, best: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a unit with an exact answer tells what came about, and misses nothing that the best one has."""
    return entry.exact is not None and not entry.misses_more_than(best) and not _is_not_done(question, entry, document)


def _is_not_done(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a unit's exact answer has not come about, and what has is asked for."""
    if entry.exact is None:
        return False
    is_open = _never_was(question, entry) or _awaits_decision(question, entry)
    return is_open or (asks_what_came_about(question) and _only_plans(question, entry, document))


def _awaits_decision(question: Question, entry: Scored) -> bool:
    """Whether a unit only puts to somebody what the question asks the decision of: "the board is asked to agree"."""
    if not _ASKS_WHAT_WAS_DECIDED.search(question.text) or _asks_wish(question):
        return False
    said = f"{_lead_in(entry)} {clause_of_exact(entry, _CLAUSE)}"
    return bool(_PUT_TO.search(said)) and not _HAS_DECIDED.search(_PUT_TO.sub(" ", said))


def _never_was(question: Question, entry: Scored) -> bool:
    """Whether an exact answer's figure is what would have been: "had it not rained, it would have taken 40 days".

    Of "the 40 men would have lived if ..." the figure is real: it stands in front. Why something was done may be told
    by what would have been.
    """
    if question.type is AnswerType.reason or _ASKS_UNREAL.search(question.text):
        return False
    front, has_figure = clause_of_exact(entry, _CLAUSE).split(entry.exact_words)[0], re.search(r"\d", entry.exact_words)
    return bool(has_figure and _UNREAL.search(front) and _CONDITION.search(entry.unit.text))


def _only_plans(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether the clause with a unit's exact answer tells of a plan, or of a year after its document's own.

    Where the question insists on what came about, so do words that only announce it, and a row that says nothing of it.
    Why something was done may be told by a plan: "the train stopped because its driver expected a red light".
    """
    if question.type is AnswerType.reason:
        return False
    unit, clause = entry.unit, _OTHERWISE.sub(" ", _AS_PLANNED.sub(r"\g<done>", clause_of_exact(entry, _CLAUSE)))
    if _UNREAL.search(clause) and _ASKS_UNREAL.search(question.text):
        return False
    issued = published(document(unit.candidate.passage.document).source.date).year
    front, _, behind = clause.partition(entry.exact_words)
    held = _HOLDS.match(front + entry.exact_words) if _ASKS_HAS.search(question.text) else None
    if held and held.end() > len(front) and not _STAYS_OPEN.search(held.group()):
        return False
    if _SUM_IN_FRONT.search(front) and _IS_GIVEN.match(behind):
        return False
    is_ahead = _is_ahead(clause[: len(clause) - len(behind)], issued)
    if not is_ahead and unit.kind is not BlockKind.table_row and _is_told_of(front, entry.exact_words, behind):
        return False
    if is_ahead or _is_ahead(_UNTIL_LATER.sub(" ", clause), issued):
        return True
    if _STAYS_OPEN.search(clause):
        return not _TOLD.search(clause)
    return insists(question) and _says_only(question, unit, clause)


def _is_ahead(text: str, issued: int) -> bool:
    """Whether a text dates something in a year after that in which it was issued; 0 where this is not known."""
    return bool(issued) and any(int(found["year"]) > issued for found in _AHEAD.finditer(text))


def _is_told_of(front: str, exact: str, behind: str) -> bool:
    """Whether a clause tells beside its exact answer, or in it, that this came about, whatever is planned with it.

    "The trust planted 4,000 trees that will absorb carbon" tells how many it planted. What is done may be a part of the
    plan: "the council expects the homes completed to number 400", "once opened, 400 jobs will follow".
    """
    if _DONE_BEHIND.search(behind) and not _STAYS_OPEN.search(front):
        return True
    done = _DONE_UP_TO.search(front + exact)
    if done is None or _STAYS_OPEN.search(done["between"]) or _OF_WHAT_IS_DONE.search(behind):
        return False
    if not _STAYS_OPEN.search(done["front"]):
        return True
    return not _HELD_BY_PLAN.search(done["front"]) and bool(_NEXT_TO.search(front[done.start("between") :]))


def _says_only(question: Question, unit: Unit, clause: str) -> bool:
    """Whether words say of something that it was announced, or a row does not say that what is asked for was done.

    "Jobs: 400" may be wished for, "Jobs created: 400" are not. A row of a year that the question names is of that year.
    """
    if _SAID_ONLY.search(clause):
        return not _TOLD_BESIDE.search(clause)
    row = unit.block
    if row is None or not row.cells or not _ASKS_WHAT_CAME_ABOUT.search(question.text):
        return False
    of_year = any(year in unit.text for year in question.years)
    return not of_year and not _TOLD_IN_ROW.search(f"{row.table} {unit.text}")
