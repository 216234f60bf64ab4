"""A whole for a part of it: "240 firms" for how many of the 240 firms have left, all the staff for its pilots."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.counted import asked_count
from assistant.answering.figures import DIGITS
from assistant.answering.guards.around import said_around
from assistant.answering.question import PHRASE, Question
from assistant.answering.scored import Scored
from assistant.conflicts.quantities import find_quantities
from assistant.corpus.document import BlockKind, Document
from assistant.indexing.lexical import content_terms

PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
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
_ANYBODY = frozenset(("staff", "people", "job", *content_terms("members colleagues personnel posts vacancies")))
"""What is counted where nobody's trade is asked for, by the word for all its synonyms or the stem."""
_STAFF_OF = re.compile(
    r"\b(?:workforce|staff|headcount|payroll)(?: \([^)]*\))? of"
    r"(?: (?:about|around|over|some|nearly|almost|approximately|more than|just over|just under))*\s*$",
    re.IGNORECASE,
)
_OF_BODY = re.compile(
    r"\b(?:across|throughout) the (?:whole |entire )?"
    r"(?:university|college|trust|council|group|company|organisation|service|business|network|force|school|charity)\b"
    r"|\b(?:university|trust|group|company|organisation|force|council)[- ]wide\b|\bas a whole\b",
    re.IGNORECASE,
)
_ANY_KIND = frozenset(
    content_terms(
        "total different separate individual actual whole single current new extra additional more other local paid"
        " active known existing registered estimated average full members"
    )
)
"""Said of what is counted without telling a kind of it."""
_HOW_MANY_KIND = re.compile(
    r"\b[Hh]ow many (?P<kinds>(?:[a-z][\w-]* ){1,3}?)(?P<noun>[a-z][\w-]*s)"
    r"(?= (?:did|do|does|are|were|was|is|has|have|had|will|would|can|could|should|in|at|on|there|got|get|came?|the)\b"
    r"| [A-Z]|\W*$)"
)
"""Of which kind of things the number is asked for: "malicious false alarms"."""
_EMPLOYS = re.compile(r"\bemploy(?:s|ed|ing)?\b|\bworks?\b|\bworking\b|\bpayroll\b", re.IGNORECASE)
_IN_FULL = re.compile(r"\b(?:in full|fully|entirely)\b", re.IGNORECASE)


def repeats_whole(question: Question, entry: Scored) -> bool:
    """Whether an exact answer is the very sum or number of which the question asks for a part.

    "Of the 240 firms, how many have left?" is not answered by "240 firms"; by "all 240" it is.
    """
    whole, said = _OF_WHOLE.search(question.text), DIGITS.findall(entry.exact_words)
    if whole is None or said != [whole["whole"] or whole["of"]] or PERCENT.search(entry.exact_words):
        return False
    first = entry.exact_within[0] if entry.exact_within else None
    before = entry.unit.text[:first] + DIGITS.split(entry.exact_words)[0]
    return not _PART_OF.search(before) and not _IN_FULL.search(entry.unit.text)


def is_of_whole_body(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether a sentence gives the figure of all of a body, and a part of it is asked for that its document names.

    "Across the University 89% stayed on" says nothing of those in Business and Law.
    """
    unit = entry.unit
    whole = _OF_BODY.search(unit.text)
    if whole is None or not re.search(r"\d", entry.exact_words) or unit.kind is BlockKind.table_row:
        return False
    if _OF_BODY.search(question.text):
        return False
    held = unit.terms | frozenset(content_terms(said_around(entry, document)))
    text = document(unit.candidate.passage.document).text
    parts = [name for name in PHRASE.findall(question.text) if " " in name and name in text]
    return any(question.lacks_all(content_terms(name), held) for name in parts)


_SPLITS = re.compile(
    r"\bhow many (?:[\w-]+ )?"
    r"(?:rural|urban|primary|secondary|special|independent|private|state|fe?male|wom[ae]n(?:-led)?"
    r"|m[ae]n|full-time|part-time|permanent|temporary|fatal|serious|affordable|electric|diesel|overseas|foreign|international"
    r"|domestic|in-?patient|out-?patient|small|large|medium-sized|disabled|young|older|elderly|empty|vacant|new-build"
    r"|digital|black|white|asian|wheelchair|coastal|minority)\b",
    re.IGNORECASE,
)
"""Asks for one of a few kinds that share a whole; "police officers" and "bus routes" are all there are."""
_SAYS_KIND = re.compile(
    r"^ ?[\w-]+ (?:aged|who|which|that|with|for|from|outside|in which|where|resulted|let|of)\b", re.IGNORECASE
)
"""Behind a figure and what it counts: tells the kind in other words."""


def counts_all_kinds(question: Question, entry: Scored) -> bool:
    """Whether those of a kind are asked for, and a sentence counts them all, where nothing is said of the kind.

    "There are 400 schools" says nothing of how many rural schools there are.
    """
    asked, unit = asked_count(question), entry.unit
    if asked is None or entry.exact_within is None or unit.kind is BlockKind.table_row:
        return False
    first, last = entry.exact_within
    given = next((one for one in find_quantities(unit.text) if one.start < last and first < one.end), None)
    if given is None or given.unit != "count" or given.counted != asked.counted or given.kinds:
        return False
    behind = unit.text[given.end :]
    if not _SPLITS.search(question.text) or _SAYS_KIND.search(behind):
        return False
    kinds = (
        {term for kind in asked.kinds for term in content_terms(kind.replace("-", " "))} - _ANY_KIND - question.names
    )
    headings = " ".join(unit.block.headings) if unit.block else ""
    told = frozenset(content_terms(f"{unit.text} {headings} {unit.candidate.passage.context}"))
    return bool(kinds) and all(term not in told for term in kinds) and any(question.missing(kinds, told))


def counts_wider_kind(question: Question, entry: Scored, document: Callable[[str], Document]) -> bool:
    """Whether those of a kind are asked for, and a sentence counts such things, of which its document counts the kind.

    "5,894 were false alarms" says nothing of how many malicious false alarms there were, where the report says
    elsewhere "malicious false alarms: 138".
    """
    asked, unit = _HOW_MANY_KIND.search(question.text), entry.unit
    if asked is None or unit.kind is BlockKind.table_row or not re.search(r"\d", entry.exact_words):
        return False
    noun = content_terms(asked["noun"])
    kinds = [term for term in content_terms(asked["kinds"]) if term not in _ANY_KIND | question.names]
    if not noun or not kinds or not unit.terms.issuperset(noun):
        return False
    told = frozenset(content_terms(f"{unit.text} {said_around(entry, document)}"))
    missing = [kind for kind in kinds if any(question.missing([kind], told))]
    phrase = rf"{re.escape(asked['kinds'] + asked['noun'].removesuffix('s'))}s?"
    counted = rf"\d(?: million| thousand)? {phrase}\b|\b{phrase}(?: ?[:—–]| -| \() ?\d"
    return bool(missing) and bool(re.search(counted, document(unit.candidate.passage.document).text, re.IGNORECASE))


def counts_all_staff(question: Question, entry: Scored) -> bool:
    """Whether an exact answer counts all the staff, and nothing around it tells of the trade that is asked for.

    "How many pilots does the port employ?" is not answered by its "workforce of 2,100".
    """
    asked, unit = asked_count(question), entry.unit
    if asked is None or asked.counted in _ANYBODY or entry.exact_within is None:
        return False
    first, last = entry.exact_within
    given = next((one for one in find_quantities(unit.text) if one.start < last and first < one.end), None)
    if given is None or given.unit != "count":
        return False
    is_staff = given.counted == "staff" or (not given.counted and _STAFF_OF.search(unit.text[: given.lead]) is not None)
    is_employed = given.counted in ("people", "job") and _EMPLOYS.search(question.text) is not None
    table = (unit.block.table if unit.block else "") or ""
    told = frozenset(content_terms(f"{unit.text} {table} {unit.candidate.passage.context}"))
    return (is_staff or is_employed) and any(question.missing({asked.counted}, told))
